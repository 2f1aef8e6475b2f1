"""What a page marks on its text: words that are struck through, and options of which some are chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lke_docs.model import SourceText
from lke_docs.read.link import target_of
from lke_docs.read.notice import of_texts
from lke_docs.read.vocabulary import plain, words

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRUCK = ("s", "strike", "del")
_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{[^{}]*line-through", re.IGNORECASE)
_CELLS = ("td", "th")
_BESIDE = frozenset({"span", "b", "strong", "i", "em", "font", "small"})
_OPTION = re.compile(r"\W*(?:ya|tidak|yes|no|[a-e])\W*", re.IGNORECASE)
_KINDS = ("radio", "checkbox")


def take_out_struck(root: _Element, low: bytes) -> list[SourceText]:
    """Take the words off that their writer has withdrawn, and say which."""
    if b"line-through" not in low and not any(tag in low for tag in (b"<s>", b"<s ", b"<strike", b"<del")):
        return []
    classes = {name for style in root.iter("style") for name in _CLASS.findall(style.text or "")}
    struck = {
        item: None
        for item in root.iter("*")
        if item.tag in _STRUCK
        or _STYLE.search(item.get("style") or "")
        or (classes and not classes.isdisjoint((item.get("class") or "").split()))
    }
    whole = [item for item in struck if not any(above in struck for above in item.iterancestors())]
    said = [said for item in whole if (said := _said(item))]
    for item in whole:
        for part in [*item.iter(*_CELLS)] or [item]:  # its cells keep their columns
            _empty(part)
    return of_texts("Teks yang dicoret", said)


def take_out_unchosen(root: _Element, low: bytes) -> None:
    """Of options that are ticked leave those that are chosen; a tick with nothing beside it, or with its option before
    it, becomes a sign."""
    if b"radio" not in low and b"checkbox" not in low:
        return
    boxes = [(kind, box) for box in root.iter("input") if (kind := (box.get("type") or "").casefold()) in _KINDS]
    labels = {label.get("for"): label for label in root.iter("label") if label.get("for")}
    answered = {box.get("name") for kind, box in boxes if kind == "radio" and _is_checked(box)}
    for kind, box in boxes:
        label = next(box.iterancestors("label"), labels.get(box.get("id")))
        if label is None and _is_behind(box):
            box.tail = f"{'☑' if _is_checked(box) else '☐'} {box.tail or ''}"
            continue
        label = _beside(box) if label is None else label
        said = _said(label) if label is not None else (box.tail or "").strip()
        if _is_checked(box):
            box.tail = box.tail if said else f"✓ {box.tail or ''}"
        elif _OPTION.fullmatch(said) or (kind == "radio" and box.get("name") in answered):
            if label is not None:
                _empty(label)
            else:
                box.tail = None


def take_out_controls(root: _Element) -> None:
    """Take out the links that do something with a row, "Hapus", and beside other words those that lead nowhere."""
    known = words().content
    for link in root.iter("a"):
        said = plain(_said(link))
        cell = next(link.iterancestors(*_CELLS), None)
        is_idle = said in known["pointer"] and not target_of(link.get("href", ""))
        if said in known["controls"] or (is_idle and cell is not None and plain(_said(cell)) != said):
            link.set("href", "")
            _empty(link)


def _is_checked(box: _Element) -> bool:
    return box.get("checked") is not None


def _beside(box: _Element) -> _Element | None:
    """The element right behind a box that nothing else labels: "<input> <b>Ya</b>"."""
    behind = box.getnext()
    return behind if behind is not None and not (box.tail or "").strip() and behind.tag in _BESIDE else None


def _is_behind(box: _Element) -> bool:
    """Tell a box that stands behind its option, as all of its cell do: "Ya <input> Tidak <input>"."""
    above = box.getparent()
    first = None if above is None else above.find("input")
    if above is None or first is None or (above[-1].tail or "").strip() or above[-1].tag != "input":
        return False
    before = [above.text or "", *(f"{_said(item)}{item.tail or ''}" for item in first.itersiblings(preceding=True))]
    return bool(_OPTION.fullmatch("".join(before)))


def _said(item: _Element) -> str:
    return " ".join(" ".join(map(str, item.itertext())).split())


def _empty(item: _Element) -> None:
    item.text = None
    for child in list(item):
        item.remove(child)

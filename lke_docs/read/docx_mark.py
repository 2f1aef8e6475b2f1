"""Which runs of a Word document are struck through or hidden, by themselves or by their styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lke_docs.office import xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from lke_docs.office.parts import Package

_UNSEEN = ("strike", "dstrike", "vanish")
_LONGEST_CHAIN = 20  # of styles, each based on the next


def unseen_styles(package: Package, main: str) -> dict[str, frozenset[str]]:
    """The styles of a document, by id, that strike their text through or hide it, and how: as they, or those they are
    based on, say.
    """
    part = package.related(main, "styles") or "word/styles.xml"
    root = package.root(part) if part in package else None
    if root is None or next(root.iter(*(f"{{*}}{name}" for name in _UNSEEN)), None) is None:
        return {}
    styles = {xml.attribute(style, "styleId"): style for style in xml.children(root, "style")}
    unseen = {}
    for own in styles:
        said: dict[str, bool] = {}
        name = own
        for _ in range(_LONGEST_CHAIN):
            style = styles.get(name)
            said = (_marks(xml.child(style, "rPr")) if style is not None else {}) | said
            name = _value(style, "basedOn")
        unseen[own] = frozenset(mark for mark, is_on in said.items() if is_on)
    return {name: marks for name, marks in unseen.items() if marks}


def tell_unseen(root: _Element, styles: Mapping[str, frozenset[str]]) -> None:
    """Write on each run what its styles say and it does not: of its paragraph's and its own one alone is not seen."""
    for run in root.iter("{*}r") if styles else ():
        properties = xml.child(run, "rPr")
        paragraph = next(run.iterancestors("{*}p"), None)
        of_paragraph = xml.child(paragraph, "pPr") if paragraph is not None else None
        named = _value(of_paragraph, "pStyle"), _value(properties, "rStyle")
        first, second = (styles.get(name, frozenset()) for name in named)
        for mark in (first ^ second) - _marks(properties).keys():
            properties = run.makeelement("rPr") if properties is None else properties
            run.insert(0, properties)
            properties.append(run.makeelement(mark))


def unseen_text(run: _Element) -> str:
    """The text of a run that is struck through or hidden; "" for any other."""
    is_unseen = any(_marks(xml.child(run, "rPr")).values())
    return "".join(text.text or "" for text in xml.children(run, "t")) if is_unseen else ""


def _value(parent: _Element | None, name: str) -> str:
    """The value of a child of that name; "" where it is not there."""
    element = xml.child(parent, name) if parent is not None else None
    return xml.attribute(element, "val") if element is not None else ""


def _marks(properties: _Element | None) -> dict[str, bool]:
    """What properties say of striking through and hiding: whether it is on."""
    marks = properties if properties is not None else ()
    said = {xml.local(mark): xml.attribute(mark, "val") not in ("0", "false", "none", "off") for mark in marks}
    return {name: is_on for name, is_on in said.items() if name in _UNSEEN}

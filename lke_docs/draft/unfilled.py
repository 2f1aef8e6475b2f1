"""What of a draft nobody has filled in: open marks in whatever notation, their labels, controls, emptied places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lke_docs.draft.emptied import emptied_places
from lke_docs.draft.faults import OpenField
from lke_docs.draft.marks import OPEN, OPEN_STYLE
from lke_docs.draft.package import W, paragraph_text, read_text_parts
from lke_docs.patterns.blank import open_places, template_labels
from lke_docs.patterns.office import NUMBER_PARTS

if TYPE_CHECKING:
    from lxml.etree import _Element

_HINT = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?Usulan:\s*\S|(?<!\w)ISI:\s*\S")  # of the program, its brackets taken off
_COUNTER = re.compile(r"^(?:\d{1,3}|[a-z])[.)]\s+")
_OPEN_RUN = f"{W}rPr/{W}rStyle[@{W}val='{OPEN_STYLE}']"
_MERGE = re.compile(r"\s*(MERGEFIELD|FORMTEXT|FORMDROPDOWN)\b")


def open_fields(data: bytes, note: Mapping[str, Any] | None = None) -> list[OpenField]:
    """Every open place that is left, in whatever notation, also where Word has split it over runs; and every comment.

    `note`: what the file beside the draft says of its making, the open marks of the user's own template among it.
    """
    labels = template_labels().union(NUMBER_PARTS.values(), (mark[5:-1].strip() for mark in OPEN.findall(str(note))))
    fields = []
    for part, root in read_text_parts(data):
        for number, comment in enumerate(root.iter(f"{W}comment"), 1):
            said = " ".join(paragraph_text(paragraph) for paragraph in comment.iter(f"{W}p")).strip()
            fields.append(OpenField(part, number, f"komentar “{said}”: jawab, lalu hapus di Word"))
        numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), 1)}
        for paragraph, number in numbers.items():
            text = paragraph_text(paragraph)
            quotes = [quote for _, quote in open_places(text)] or _left(paragraph, labels)
            fields += [OpenField(part, number, quote) for quote in quotes]
        for mark in open_controls(root):
            around = [*mark.iter(f"{W}p"), *mark.iterancestors(f"{W}p")][:1]
            number = numbers[around[0]] if around else 0
            if not any(field.part == part and field.paragraph == number for field in fields):
                text = "".join(paragraph_text(paragraph) for paragraph in around).strip()
                fields.append(OpenField(part, number, text or "kolom isian Word yang masih kosong"))
    return fields


def left_places(root: _Element, *, is_by_hand: bool) -> Iterator[str]:
    """What is left of a draft in a part of a finished paper: labels of marks, and places emptied without an answer."""
    labels = template_labels().union(NUMBER_PARTS.values())
    for paragraph in root.iter(f"{W}p"):
        yield from _left(paragraph, labels)
    if not is_by_hand:
        yield from (reason for _, reason in emptied_places(root))


def _left(paragraph: _Element, labels: frozenset[str]) -> list[str]:
    """What a paragraph without an open mark still says of one."""
    text = paragraph_text(paragraph)
    return [text.strip()] if _HINT.search(text) or _is_label(paragraph, labels) else []


def _is_label(paragraph: Any, labels: frozenset[str]) -> bool:
    """Whether the label of a mark is all that stands in a run that shows what is open, or in the paragraph; there a
    single word may be the label or the head of others: "Waktu", "NIP"."""
    text = _COUNTER.sub("", paragraph_text(paragraph).strip())
    runs = groupby(paragraph.iter(f"{W}r"), lambda run: run.find(_OPEN_RUN) is not None)
    marked = ["".join(said for run in group for said in run.itertext()) for is_open, group in runs if is_open]
    whole = all(" " in name and name in labels for name in text.split(", "))
    return whole or any(stretch.strip() in labels for stretch in marked)


def emptied_fields(data: bytes) -> list[OpenField]:
    """The places of a draft whose mark was taken off without an answer."""
    fields: dict[OpenField, None] = {}
    for part, root in read_text_parts(data):
        numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), 1)}
        for paragraph, reason in emptied_places(root):
            fields[OpenField(part, numbers.get(paragraph, 0), reason)] = None
    return list(fields)


def open_controls(root: _Element) -> Iterator[_Element]:
    """What only an office program shows: a control that is empty or still has its hint, a field not merged or typed."""
    yield from (paragraph for paragraph in root.iter(f"{W}p") if _is_unmerged(paragraph))
    for control in root.iter(f"{W}sdt"):
        content = control.find(f"{W}sdtContent")
        is_hint = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        if is_hint or (content is not None and not _holds_anything(content)):
            yield control


def _holds_anything(content: _Element) -> bool:
    """Text, or a picture, a box to tick, a table of contents."""
    kinds = (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sym", f"{W}fldChar", f"{W}fldSimple")
    return (
        any((text.text or "").strip() for text in content.iter(f"{W}t")) or next(content.iter(*kinds), None) is not None
    )


def _is_unmerged(paragraph: _Element) -> bool:
    """A merge field stands there as long as it is none; a text field is open while it shows blanks."""
    codes = [(node.text or "") for node in paragraph.iter(f"{W}instrText")]
    codes += [node.get(f"{W}instr", "") for node in paragraph.iter(f"{W}fldSimple")]
    kinds = {field[1] for code in codes if (field := _MERGE.match(code))}
    return "MERGEFIELD" in kinds or bool(kinds and not paragraph_text(paragraph).partition(":")[2].strip())

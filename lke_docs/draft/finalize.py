"""Take the marks off a draft, refused while a field is open; say in the properties what was done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from lke_docs.draft.emptied import emptied_places
from lke_docs.draft.faults import OpenField
from lke_docs.draft.making import CUSTOM, own_properties
from lke_docs.draft.marks import KEYWORD, MARK_STYLE, OPEN, OPEN_STYLE, is_watermark, set_properties, text_parts
from lke_docs.draft.numbering import PARTS
from lke_docs.draft.package import EMBEDDED, IS_DRAFT, W, faults, paragraph_text, read_text_parts
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.status import DocumentStatus, is_notice, open_controls, standing_of
from lke_docs.errors import InputError
from lke_docs.patterns.blank import open_places, template_labels

_HINT = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?Usulan:\s*\S|(?<!\w)ISI:\s*\S")  # of the program, its brackets taken off
_COUNTER = re.compile(r"^(?:\d{1,3}|[a-z])[.)]\s+")
_OPEN_RUN = f"{W}rPr/{W}rStyle[@{W}val='{OPEN_STYLE}']"


def open_fields(data: bytes, note: Mapping[str, Any] | None = None) -> list[OpenField]:
    """Every open place that is left, in whatever notation, also where Word has split it over runs; and every comment.

    `note`: what the file beside the draft says of its making, the open marks of the user's own template among it.
    """
    labels = template_labels().union(PARTS.values(), (mark[5:-1].strip() for mark in OPEN.findall(str(note))))
    fields = []
    for part, root in read_text_parts(data):
        for number, comment in enumerate(root.iter(f"{W}comment"), 1):
            said = " ".join(paragraph_text(paragraph) for paragraph in comment.iter(f"{W}p")).strip()
            fields.append(OpenField(part, number, f"komentar “{said}”: jawab, lalu hapus di Word"))
        numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"), 1)}
        for paragraph, number in numbers.items():
            text = paragraph_text(paragraph)
            quotes = [quote for _, quote in open_places(text)]
            if not quotes and (_HINT.search(text) or _is_label(paragraph, labels)):
                quotes = [text.strip()]
            fields += [OpenField(part, number, quote) for quote in quotes]
        for mark in open_controls(root):
            around = [*mark.iter(f"{W}p"), *mark.iterancestors(f"{W}p")][:1]
            number = numbers[around[0]] if around else 0
            if not any(field.part == part and field.paragraph == number for field in fields):
                text = "".join(paragraph_text(paragraph) for paragraph in around).strip()
                fields.append(OpenField(part, number, text or "kolom isian Word yang masih kosong"))
    return fields


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


def check_draft(path: Path, data: bytes) -> None:
    """Raise InputError where this is no sound DOCX or no draft of ours."""
    problems = [fault for fault in faults(data) if fault.reason not in (IS_DRAFT, EMBEDDED)]
    if problems:
        raise InputError(path, str(problems[0]))
    if standing_of(path, data).status is not DocumentStatus.DRAFT:
        raise InputError(path, "tidak bertanda draf, jadi tidak ada yang dilepas.")


def finalize(data: bytes, *, done: date) -> bytes:
    """The document without watermark, notice, yellow and draft properties; other content as it is.

    `done` is the day of finalizing. Call `open_fields` first: an open field raises ValueError.
    """
    if open_fields(data):
        raise ValueError("fields are still open")

    def finish(document: Any) -> None:
        counts = {"tanda air": 0, "tulisan draf": 0, "gaya isian": 0}
        for part in text_parts(document, "document", "header", "footer"):
            _clean(part.element, counts)
        for style in list(document.styles.element.iter(f"{W}style")):
            if style.get(f"{W}styleId") in (OPEN_STYLE, MARK_STYLE):
                style.getparent().remove(style)
        core = document.core_properties
        core.content_status = "Selesai"
        core.keywords = core.keywords.replace(KEYWORD, "").strip(" ,;")
        did = ", ".join(f"{count} {name}" for name, count in counts.items())
        kept = _kept_properties(document)
        set_properties(document, {**kept, "status": "selesai", "diselesaikan": done.isoformat(), "dilepas": did})

    return finish_only(data, finish)


def _clean(root: Any, counts: dict[str, int]) -> None:
    for node in [node for node in root.iter() if is_watermark(node)]:
        counts["tanda air"] += 1
        _remove_paragraph(node)
    marks = [style for style in root.iter(f"{W}pStyle") if style.get(f"{W}val") == MARK_STYLE]
    texts = [text for text in root.iter(f"{W}p") if is_notice(paragraph_text(text)) and text.find(f"{W}r") is not None]
    for node in [*marks, *(text.find(f"{W}r") for text in texts)]:
        counts["tulisan draf"] += _remove_paragraph(node)
    for style in [style for style in root.iter(f"{W}rStyle") if style.get(f"{W}val") == OPEN_STYLE]:
        counts["gaya isian"] += 1
        style.getparent().remove(style)


def _remove_paragraph(node: Any) -> bool:
    """Remove the paragraph that holds `node`; a header or footer keeps at least one."""
    paragraph = next(node.iterancestors(f"{W}p"), None)
    if paragraph is None or paragraph.getparent() is None:
        return False  # gone already: a drawing and its older twin stand in one paragraph
    parent = paragraph.getparent()
    if len(parent.findall(f"{W}p")) > 1 or parent.tag == f"{W}body":
        parent.remove(paragraph)
    else:
        for child in list(paragraph):
            paragraph.remove(child)
    return True


def _kept_properties(document: Any) -> dict[str, str]:
    part = next((part for part in document.part.package.iter_parts() if part.partname == f"/{CUSTOM}"), None)
    return own_properties(part.blob if part else b"")

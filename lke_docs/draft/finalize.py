"""Take the marks off a draft, refused while a field is open; say in the properties what was done."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from lke_docs.draft.making import CUSTOM, own_properties
from lke_docs.draft.marks import MARK_STYLE, OPEN_STYLE, is_watermark, set_properties, text_parts
from lke_docs.draft.package import EMBEDDED, IS_DRAFT, W, faults, paragraph_text
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.status import DocumentStatus, is_notice, standing_of
from lke_docs.draft.unfilled import open_fields
from lke_docs.errors import InputError
from lke_docs.patterns.paper_frame import DRAFT_KEYWORD


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
        core.keywords = core.keywords.replace(DRAFT_KEYWORD, "").strip(" ,;")
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

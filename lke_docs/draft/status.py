"""Is a DOCX or PDF a draft, still to be filled in, or finished? So that no check counts a draft as evidence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.draft.faults import shorten
from lke_docs.draft.marks import KEYWORD, MARK_STYLE, is_watermark
from lke_docs.draft.package import W, paragraph_text, read_text_parts, xml_parts
from lke_docs.errors import InputError
from lke_docs.office.archive import DAMAGED_ARCHIVE, check_archive
from lke_docs.office.door import load
from lke_docs.office.limits import MIB, Limits
from lke_docs.patterns.blank import open_places
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMITS = Limits(file_bytes=200 * MIB, part_bytes=50 * MIB)
_NOTICE = re.compile(r"DRAF\s*[–—-]\s*belum\s+disahkan", re.I)
_MERGE = re.compile(r"\s*(MERGEFIELD|FORMTEXT|FORMDROPDOWN)\b")
_TO_SIGN = re.compile(
    r"\s*(?:\d{1,3}\s*[.)]\s*)?(?:[^\W\d]{3,20}(?: [^\W\d]{3,20})?\s*:\s*)?\(?\s*(?:\.{4,}|…{2,}|_{4,})[\s.]*\)?\s*"
)
_NUMBER = re.compile(r"\d{1,3}\s*\.?")
_EMPTY_ROW = re.compile(
    r"(?m)^[^\S\n]*(\d{1,3})[.)][^\S\n]*(?=[^\W\d_])[^\n]*\n\s*(\d{1,3})[.)][^\S\n]*(?:\.{4,}+|…{2,}+|_{3,}+)[^\S\n]*$"
)
_ATTENDANCE = re.compile(r"daftar\s+hadir|presensi|absensi", re.I)


def is_notice(text: str) -> bool:
    """Whether a line is the notice of a draft, whatever its style."""
    return _NOTICE.match(text.strip()) is not None


class DocumentStatus(StrEnum):
    """What a file is; the value is what users read."""

    DRAFT = "draf"
    UNFILLED = "formulir terbuka"
    FINISHED = "selesai"
    UNKNOWN = "tidak terbaca teksnya"


class FileStanding(NamedTuple):
    """Status of a file and the reasons, for people."""

    status: DocumentStatus
    reasons: tuple[str, ...]


def is_draft(path: Path) -> bool:
    """True for a draft or a paper still to be filled in: never evidence. Only DOCX and PDF are looked at."""
    if path.suffix.lower() not in (".docx", ".pdf"):
        return False
    return document_status(path).status in (DocumentStatus.DRAFT, DocumentStatus.UNFILLED)


def document_status(path: Path) -> FileStanding:
    """Tell draft, paper still to be filled in and finished document apart. Raises InputError for an unreadable file."""
    from lke_docs.draft.child import status_apart

    status, reasons = status_apart(path, load(path, most=LIMITS.file_bytes), limits=LIMITS)
    return FileStanding(DocumentStatus(status), reasons)


def standing_of(path: Path, data: bytes) -> FileStanding:
    """The same of bytes in memory; what runs in a process of its own."""
    return _pdf_status(path, data) if data.startswith(b"%PDF") else _docx_status(path, data)


def _docx_status(path: Path, data: bytes) -> FileStanding:
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, LIMITS)
            raws = [raw for _, raw in xml_parts(archive)]
        roots = [root for _, root in read_text_parts(data) if root.tag != f"{W}comments"]
    except (*DAMAGED_ARCHIVE, etree.XMLSyntaxError) as error:
        raise InputError(path, "bukan DOCX atau PDF yang utuh.", remedy="Unduh atau simpan ulang.") from error
    if not roots:
        raise InputError(path, "bukan naskah Word atau PDF.")
    draft = [*_property_reasons(raws), *_mark_reasons(roots)]
    texts = [paragraph_text(paragraph) for root in roots for paragraph in root.iter(f"{W}p")]
    unfilled = _blank_reasons("\n".join(texts), has_open_control=_has_open_control(roots))
    unfilled += [reason for root in roots for reason in _empty_tables(root)]
    return _verdict(draft, unfilled, remarks=_remarks(texts))


def _remarks(texts: Iterable[str]) -> tuple[str, ...]:
    """Dots or a line alone, or behind a word for signing, are a place to sign: normal, and said."""
    places = sum(bool(_TO_SIGN.fullmatch(text)) for text in texts)
    return (f"catatan: {places} tempat masih berupa titik-titik atau garis, biasanya untuk tanda tangan",) * bool(
        places
    )


def _verdict(draft: list[str], unfilled: list[str], *, remarks: tuple[str, ...] = ()) -> FileStanding:
    if draft:
        return FileStanding(DocumentStatus.DRAFT, tuple(dict.fromkeys([*draft, *unfilled])))
    if unfilled:
        return FileStanding(DocumentStatus.UNFILLED, tuple(dict.fromkeys(unfilled)))
    return FileStanding(DocumentStatus.FINISHED, remarks)


def _property_reasons(raws: Sequence[bytes]) -> list[str]:
    """What properties of the document say, in whatever part they stand."""
    reasons = []
    if any(re.search(rb"lke_docs\.status[^>]*>\s*<[^>]*lpwstr>draf<", raw) for raw in raws):
        reasons.append("sifat dokumen lke_docs.status = draf")
    if any(b"coreProperties" in raw and KEYWORD.encode() in raw for raw in raws):
        reasons.append(f"kata kunci dokumen “{KEYWORD}”")
    return reasons


def _mark_reasons(roots: list[_Element]) -> list[str]:
    reasons = []
    for root in roots:
        for node in root.iter():
            if is_watermark(node):
                reasons.append("tanda air DRAF")
        if any(_NOTICE.search(paragraph_text(paragraph)) for paragraph in root.iter(f"{W}p")):
            reasons.append("tulisan “DRAF – belum disahkan”")
        if any(style.get(f"{W}val") == MARK_STYLE for style in root.iter(f"{W}pStyle")):
            reasons.append("paragraf bergaya Tanda Draf")
    return reasons


def _has_open_control(roots: list[_Element]) -> bool:
    return any(next(open_controls(root), None) is not None for root in roots)


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


def _blank_reasons(text: str, *, has_open_control: bool = False) -> list[str]:
    places: dict[str, list[str]] = {}
    for line in text.splitlines():
        for blank, quote in open_places(line):
            places.setdefault(blank.says, []).append(quote)
    reasons = [f"{len(quotes)} tempat: {says}: “{shorten(quotes[0], limit=60)}”" for says, quotes in places.items()]
    rows = (row[2] for row in _EMPTY_ROW.finditer(text) if int(row[2]) == int(row[1]) + 1)
    reasons += [f"baris {row} pada daftar masih kosong" for row in rows]  # a place to sign follows no filled row
    return reasons or (["masih ada kolom isian yang kosong"] if has_open_control else [])


def _empty_tables(root: _Element) -> list[str]:
    """A table to be signed in which no row is filled: an attendance list before the meeting."""
    for table in root.iter(f"{W}tbl"):
        rows = [[_cell_text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        if len(rows) < 3 or not any("tanda tangan" in cell.lower() for cell in rows[0]):
            continue
        if all(not cell or _NUMBER.fullmatch(cell) for row in rows[1:] for cell in row):
            return ["daftar untuk ditandatangani masih kosong"]
    return []


def _cell_text(cell: _Element) -> str:
    return " ".join(paragraph_text(paragraph) for paragraph in cell.iter(f"{W}p")).strip()


def _pdf_status(path: Path, data: bytes) -> FileStanding:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(path, "PDF rusak, atau dikunci dengan sandi.") from error
    try:
        keywords = document.get_metadata_dict().get("Keywords", "")
        texts = [_page_text(page) for page in document]
    finally:
        document.close()
    text = "\n".join(texts)
    draft = [f"kata kunci dokumen “{KEYWORD}”"] if KEYWORD in keywords else []
    if _NOTICE.search(" ".join(text.split())):
        draft.append("tulisan “DRAF – belum disahkan”")
    unfilled = _blank_reasons(text)
    if any(_is_empty_list(page) for page in texts):
        unfilled.append("daftar untuk ditandatangani masih kosong")
    if not draft and not unfilled and not text.strip():
        return FileStanding(DocumentStatus.UNKNOWN, ("tidak ada teks; mungkin hasil pindai",))
    return _verdict(draft, unfilled)


def _page_text(page: object) -> str:
    text_page = page.get_textpage()  # type: ignore[attr-defined]
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
        page.close()  # type: ignore[attr-defined]
    return text.replace("\r\n", "\n")


def _is_empty_list(text: str) -> bool:
    """Rows that hold a number and nothing else, below a heading for signatures."""
    heading, rows = re.search(r"tanda\s+tangan", text, re.I), 0
    if not heading or not _ATTENDANCE.search(text):
        return False
    for line in text[heading.end() :].splitlines():
        if _NUMBER.fullmatch(line.strip()):
            rows += 1
        elif re.match(r"\s*\d{1,3}\s*\.?\s+\S*[A-Za-z]", line):
            return False
    return rows >= 3

"""Is a DOCX or PDF a draft, still to be filled in, or finished? So that no check counts a draft as evidence."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.draft.faults import shorten
from lke_docs.draft.making import BY_HAND, own_properties
from lke_docs.draft.marks import MARK_STYLE, OPEN_STYLE, PROPERTY, is_watermark
from lke_docs.draft.package import W, paragraph_text, read_text_parts, xml_parts
from lke_docs.draft.unfilled import left_places, open_controls
from lke_docs.errors import InputError
from lke_docs.office.archive import DAMAGED_ARCHIVE, check_archive
from lke_docs.office.door import load
from lke_docs.office.limits import MIB, Limits
from lke_docs.patterns.blank import open_places
from lke_docs.patterns.paper_frame import DRAFT_KEYWORD, draft_notice, noticed
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMITS = Limits(file_bytes=200 * MIB, part_bytes=50 * MIB)
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
    return noticed().match(text.strip()) is not None


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
    if not draft and not _says(raws, "laporan") and any(_has_open_style(root) for root in roots):
        draft = ["isian bergaya Isian Kosong: teksnya disalin dari draf yang belum diselesaikan"]
    texts = [paragraph_text(paragraph) for root in roots for paragraph in root.iter(f"{W}p")]
    unfilled = _blank_reasons("\n".join(texts), has_open_control=_has_open_control(roots))
    unfilled += [reason for root in roots for reason in _empty_tables(root)]
    if not draft and not unfilled and _says(raws, "selesai"):
        is_by_hand = _is_by_hand(raws, roots)
        left = [place for root in roots for place in left_places(root, is_by_hand=is_by_hand)]
        unfilled += [f"sisa draf yang belum diisi: “{shorten(place, limit=60)}”" for place in left]
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
    if _says(raws, "draf"):
        reasons.append("sifat dokumen lke_docs.status = draf")
    if any(b"coreProperties" in raw and DRAFT_KEYWORD.encode() in raw for raw in raws):
        reasons.append(f"kata kunci dokumen “{DRAFT_KEYWORD}”")
    return reasons


def _says(raws: Iterable[bytes], status: str) -> bool:
    """Whether the program has written that a document is this."""
    return any(re.search(rb"lke_docs\.status[^>]*>\s*<[^>]*lpwstr>%b<" % status.encode(), raw) for raw in raws)


def _is_by_hand(raws: Iterable[bytes], roots: Iterable[_Element]) -> bool:
    """A paper to be signed by many, by its properties; one of an older program has a list for it."""
    own = next((own_properties(raw) for raw in raws if f"{PROPERTY}.status".encode() in raw), {})
    return own["jenis"] == BY_HAND if own.get("jenis") else any(_signed_lists(root) for root in roots)


def _mark_reasons(roots: list[_Element]) -> list[str]:
    reasons = []
    for root in roots:
        for node in root.iter():
            if is_watermark(node):
                reasons.append("tanda air DRAF")
        if any(noticed().search(paragraph_text(paragraph)) for paragraph in root.iter(f"{W}p")):
            reasons.append(f"tulisan “{draft_notice()}”")
        if any(style.get(f"{W}val") == MARK_STYLE for style in root.iter(f"{W}pStyle")):
            reasons.append("paragraf bergaya Tanda Draf")
    return reasons


def _has_open_style(root: _Element) -> bool:
    """Words in the style of open places: a program's draft from which they were copied was never finalized."""
    return any(style.get(f"{W}val") == OPEN_STYLE for style in root.iter(f"{W}rStyle"))


def _has_open_control(roots: list[_Element]) -> bool:
    return any(next(open_controls(root), None) is not None for root in roots)


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
    for rows in _signed_lists(root):
        if all(not cell or _NUMBER.fullmatch(cell) for row in rows[1:] for cell in row):
            return ["daftar untuk ditandatangani masih kosong"]
    return []


def _signed_lists(root: _Element) -> list[list[list[str]]]:
    """The tables with a column for signatures, by their cells."""
    tables = (list(table.iter(f"{W}tr")) for table in root.iter(f"{W}tbl"))
    cells = [[[_cell_text(cell) for cell in row.iter(f"{W}tc")] for row in rows] for rows in tables]
    return [rows for rows in cells if len(rows) > 2 and any("tanda tangan" in cell.lower() for cell in rows[0])]


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
    draft = [f"kata kunci dokumen “{DRAFT_KEYWORD}”"] if DRAFT_KEYWORD in keywords else []
    if noticed().search(text):
        draft.append(f"tulisan “{draft_notice()}”")
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

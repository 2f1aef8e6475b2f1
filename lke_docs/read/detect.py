"""Tell what a file is by its content, never by its name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from lke_docs.errors import InputError
from lke_docs.office.archive import DAMAGED_ARCHIVE
from lke_docs.read.portalrb import is_json, is_portal
from lke_docs.tuples import NamedTuple

HTML_TAG = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|div|tr)\b", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What this program wrote of a sheet, save the sheet itself (`export`): its marks and findings stand between the cells.
_OWN = re.compile(rb'<meta name="?generator"? content="?lke-docs|"schema"\s*:\s*"lke-docs/(?!sheet/)')
_MAIL = re.compile(rb"(?im)^MIME-Version:")  # a message, or a page in one file
_MAIL_TYPE = re.compile(rb"(?im)^Content-Type:\s*([\w/-]{1,60})")
_PAGE_TYPES = (b"multipart/related", b"multipart/alternative", b"text/html")
_ENCODED = re.compile(rb"(?i)base64|quoted-printable")
# what web applications give as .xls: a workbook in one file of XML
_WORKBOOK = re.compile(rb"<(?:\w{1,20}:)?Workbook\b[^>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet")
_HEAD = 8192
_MOST_TYPES = 1 << 20  # of what a package says its parts are
# What a package is: the types of its parts say it, whatever they are called; the usual names where they do not.
_PACKAGES = (
    ("xlsx", ("xl/workbook.xml", "xl/workbook.bin"),
     re.compile(rb"(?:spreadsheetml|ms-excel)\.(?:sheet|template)\.(?:macroEnabled\.|binary\.macroEnabled\.)?main")),
    ("docx", ("word/document.xml",),
     re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)\.(?:macroEnabled\w*\.)?main")),
    ("pptx", ("ppt/presentation.xml",),
     re.compile(rb"(?:presentationml|ms-powerpoint)\.(?:presentation|slideshow|template)\.(?:macroEnabled\.)?main")),
)  # fmt: skip


class UnreadFormat(NamedTuple):
    """A format we know but do not read: why, and what the user can do."""

    reason: str
    remedy: str


_LOCKED = UnreadFormat(
    "berkas dikunci dengan sandi.",
    "Buka di Word atau Excel, hapus sandinya (File > Info > Protect), lalu simpan ulang.",
)
_MESSAGE = UnreadFormat(
    "isinya surel atau halaman web dalam satu berkas.", "Simpan lampirannya, atau simpan halamannya sebagai HTML."
)
_OLD = {
    "WordDocument": UnreadFormat(
        "bentuk Word lama (.doc) tidak dibaca.", "Buka di Word atau LibreOffice lalu simpan sebagai DOCX."
    ),
}
_OTHER = (
    (b"\x89PNG", "gambar PNG"), (b"\xff\xd8\xff", "gambar JPEG"), (b"GIF8", "gambar GIF"),
    (b"II*\x00", "gambar TIFF"), (b"MM\x00*", "gambar TIFF"), (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"), (b"\x1f\x8b", "arsip GZIP"), (b"MZ", "program Windows"),
    (b"\x7fELF", "program"), (b"{\\rtf", "dokumen RTF"),
)  # fmt: skip


def detect(data: bytes, source: str) -> str:
    """Return txt, html, xlsx, xls, xml, ods, csv, docx, pdf, portalrb or json. Raises InputError for all else."""
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _archive(data, source)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(OLE):
        if is_workbook(data):
            return "xls"
        raise _refuse(source, compound(data))
    _refuse_other(head, source)
    if _is_page(head, source):
        return "html"
    if is_portal(data):
        return "portalrb"
    if is_json(data, source):
        return "json"
    text = _plain_head(head)
    if _WORKBOOK.search(text):
        return "xml"
    if HTML_TAG.search(text):
        return "html"
    return "csv" if _is_csv(text) else "txt"


def _refuse_other(head: bytes, source: str) -> None:
    """Raise InputError for what is surely no sheet."""
    for magic, name in _OTHER:
        if head.startswith(magic):
            raise InputError(
                source, f"isinya {name}, bukan lembar LKE.",
                remedy="Berikan LKE sebagai XLSX, DOCX, PDF, HTML atau teks.",
            )  # fmt: skip
    if _OWN.search(head):
        raise InputError(source, "isinya hasil lke-docs, bukan lembar LKE.", remedy="Berikan lembar yang diperiksanya.")


def _is_page(head: bytes, source: str) -> bool:
    """Tell a page in one file, be it a message. Raises InputError for a message whose text is in code."""
    if not _MAIL.search(head):
        return False
    kind = _MAIL_TYPE.search(head)
    is_page = kind is not None and kind[1].lower() in _PAGE_TYPES
    if not is_page and _ENCODED.search(head):
        raise _refuse(source, _MESSAGE)
    return is_page


def _archive(data: bytes, source: str) -> str:
    try:
        kind = package_of(data)
    except DAMAGED_ARCHIVE as error:
        raise InputError(
            source, "berkas rusak atau terpotong (arsip di dalamnya tidak utuh).",
            remedy="Salin atau unduh ulang berkasnya.",
        ) from error  # fmt: skip
    if kind in ("xlsx", "docx", "ods"):
        return kind
    if kind:
        raise _refuse(source, UnreadFormat(f"bentuk {kind.upper()} tidak dibaca.", "Simpan sebagai DOCX atau PDF."))
    raise _refuse(source, UnreadFormat("arsip ZIP tidak dibaca.", "Buka arsipnya dan berikan berkas LKE di dalamnya."))


def package_of(data: bytes) -> str:
    """What a ZIP is by what it holds: xlsx, docx, pptx, ods, odt, or "". Raises one of DAMAGED_ARCHIVE."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        mimetype = _head_of(archive, names.get("mimetype"), 200)
        types = _head_of(archive, names.get("[content_types].xml"), _MOST_TYPES)
    for name, usual, kinds in _PACKAGES:
        if kinds.search(types.replace(b"\x00", b"")) or any(part in names for part in usual):
            return name
    open_document = b"application/vnd.oasis.opendocument."
    if mimetype.startswith(open_document):
        kind = mimetype.removeprefix(open_document)
        return "ods" if kind.startswith(b"spreadsheet") else "odt" if kind.startswith(b"text") else ""
    return ""


def _head_of(archive: zipfile.ZipFile, name: str | None, most: int) -> bytes:
    """The beginning of an entry, never more than the bound; nothing where it is not there."""
    if name is None:
        return b""
    with archive.open(name) as stream:
        return stream.read(most)


def compound(data: bytes) -> UnreadFormat:
    """Look for stream names in a compound file: they are in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _LOCKED
    for name, kind in _OLD.items():
        if name.encode("utf-16-le") in data:
            return kind
    return UnreadFormat(
        "berkas Office lama ini rusak, terpotong, atau bukan buku kerja Excel.",
        "Salin atau unduh ulang, atau buka di Office atau LibreOffice lalu simpan ulang sebagai XLSX atau DOCX.",
    )


def is_workbook(data: bytes) -> bool:
    """Tell an old Excel workbook that is not locked: its stream is named in the directory."""
    named = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
    return named and all(name.encode("utf-16-le") not in data for name in ("EncryptedPackage", "WordDocument"))


def _refuse(source: str, kind: UnreadFormat) -> InputError:
    return InputError(source, kind.reason, remedy=kind.remedy)


def _plain_head(head: bytes) -> bytes:
    """The head without the zeros of UTF-16, good enough to look for tags and separators."""
    return head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _is_csv(text: bytes) -> bool:
    """Tell a table with separators from running text: under one of them a row holds the titles of an LKE."""
    from lke_docs.read.delimited import separator_of, without_quotes

    return separator_of(without_quotes(text.decode("utf-8", "replace"))) is not None

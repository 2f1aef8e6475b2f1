"""What a file of an evidence folder is, by its content: "SK.pdf" may well be a photo, "data" a workbook."""

from __future__ import annotations

from lke_docs.office.archive import DAMAGED_ARCHIVE
from lke_docs.read.detect import HTML_TAG, OLE, compound, is_workbook, package_of
from lke_docs.tuples import NamedTuple

_HEAD = 8192
_EMPTY = "berkas kosong (0 byte); salin atau unduh ulang."
_ODD = "isinya bukan dokumen, gambar, arsip, atau teks yang dikenal."
_DAMAGED = "berkas rusak atau terpotong (arsip di dalamnya tidak utuh); salin atau unduh ulang."
_SHORTCUT = "pintasan Windows ke berkas lain; sertakan berkas aslinya."
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PHONE = (b"heic", b"heix", b"mif1", b"msf1", b"avif")


class ContentKind(NamedTuple):
    """`format` as in RawFile; `reader`: what takes it apart, "" where nothing does, and then why."""

    format: str
    reader: str = ""
    reason: str = ""


_SIGNS = (
    (b"Rar!", ContentKind("arsip", reason="arsip RAR tidak dibuka; ekstrak dahulu isinya ke folder ini.")),
    (b"7z\xbc\xaf", ContentKind("arsip", reason="arsip 7z tidak dibuka; ekstrak dahulu isinya ke folder ini.")),
    (b"\x1f\x8b", ContentKind("arsip", reason="arsip GZIP tidak dibuka; ekstrak dahulu isinya ke folder ini.")),
    (b"{\\rtf", ContentKind("lain", reason="bentuk RTF tidak dibaca; simpan sebagai DOCX atau PDF.")),
    (b"L\x00\x00\x00\x01\x14\x02\x00", ContentKind("tautan", reason=_SHORTCUT)),
    (b"ID3", ContentKind("lain", reason="rekaman suara; isinya tidak dibaca.")),
    (b"\xff\xfb", ContentKind("lain", reason="rekaman suara; isinya tidak dibaca.")),
    (b"\x1aE\xdf\xa3", ContentKind("lain", reason="video; isinya tidak dibaca.")),
    (b"MZ", ContentKind("lain", reason="program Windows; tidak dibaca.")),
    (b"\x7fELF", ContentKind("lain", reason="program; tidak dibaca.")),
    (b"SQLite format 3", ContentKind("lain", reason="basis data; tidak dibaca.")),
    (b"bplist", ContentKind("tautan", "link")),
)


def kind_of(data: bytes) -> ContentKind:
    """Tell what a file is by its content. First by its first bytes: a ZIP that packs nothing shows a member's too."""
    head = data[:_HEAD]
    if not head:
        return ContentKind("lain", reason=_EMPTY)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if head.startswith(OLE):
        if is_workbook(data):
            return ContentKind("xlsx", "xls")
        reason, remedy = compound(data)
        return ContentKind("lain", reason=f"{reason} {remedy}")
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return ContentKind("gambar", "picture")
    if head[4:8] == b"ftyp":
        return _box(head)
    if kind := next((kind for sign, kind in _SIGNS if head.startswith(sign)), None):
        return kind
    return ContentKind("pdf", "pdf") if b"%PDF-" in head[:1024] else _text(head)


def _package(data: bytes) -> ContentKind:
    try:
        kind = package_of(data)
    except DAMAGED_ARCHIVE:
        return ContentKind("arsip", reason=_DAMAGED)
    if kind in ("docx", "pptx"):
        return ContentKind(kind, kind)
    if kind in ("xlsx", "ods"):
        return ContentKind("xlsx", kind)
    if kind:
        return ContentKind("lain", reason=f"bentuk {kind.upper()} tidak dibaca; simpan sebagai DOCX atau PDF.")
    return ContentKind("arsip", "archive")


def _box(head: bytes) -> ContentKind:
    """A file of boxes: photos of telephones, videos."""
    if head[8:12] in _PHONE:
        return ContentKind("gambar", reason="bentuk HEIC atau AVIF (foto telepon) tidak dibaca; simpan sebagai JPEG.")
    return ContentKind("lain", reason="video atau rekaman suara; isinya tidak dibaca.")


def _text(head: bytes) -> ContentKind:
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    odd = sum(head.count(sign) for sign in range(9)) + sum(head.count(sign) for sign in range(14, 32))
    if not wide and odd > len(head) // 100:
        return ContentKind("lain", reason=_ODD)
    if HTML_TAG.search(head.replace(b"\x00", b"") if wide else head):
        return ContentKind("teks", "html")
    return ContentKind("teks", "text")

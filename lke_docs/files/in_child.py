"""What runs in the limited child: one file, or one member of an archive, taken apart into a record.

An archive is handed over once; the calls for its members that follow name it by its hash and come without its bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from lke_docs.files.as_json import Member, TakenApart, dump
from lke_docs.files.content_kind import ContentKind, kind_of
from lke_docs.files.model import RawFile, Reading
from lke_docs.files.walk import is_left_out
from lke_docs.office.archive import BrokenFileError, excesses, open_archive, read_part
from lke_docs.office.limits import MIB, Limits, OverLimitError, over
from lke_docs.text import clean

Reader = Callable[[bytes, Limits], RawFile]

_held: dict[str, bytes] = {}  # the archive whose members are asked for, by its hash; one at a time


def read_file(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Take one file apart. Arguments: `limits`."""
    return _record_of(data, Limits(**arguments["limits"]))


def hold(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Keep an archive for the calls that follow. Arguments: `sha256`."""
    _held.clear()
    _held[arguments["sha256"]] = data
    return b""


def read_member(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Take a member apart: its hash, a line feed, its record. Arguments: `sha256`, `chain`, `limits`."""
    member = take_out(data, arguments)
    return sha256(member).hexdigest().encode() + b"\n" + _record_of(member, Limits(**arguments["limits"]))


def take_out(_: bytes, arguments: Mapping[str, Any]) -> bytes:
    """The bytes of a member of the archive that is held; `chain` is its place, in one archive after another."""
    limits = Limits(**arguments["limits"])
    data = _held[arguments["sha256"]]
    for index in arguments["chain"]:
        with open_archive(data) as archive:
            entry = archive.infolist()[index]
            if entry.file_size > limits.part_bytes:
                raise over(limits, "part_bytes", f"berkas ini {entry.file_size // MIB} MB")
            data = read_part(archive, entry, limits)
    return data


def picture_in_word(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """The picture that is a page of a DOCX. Arguments: `page`, `limits`."""
    from lke_docs.files import office_pages

    return office_pages.picture_in_word(data, arguments["page"], Limits(**arguments["limits"]))


def _record_of(data: bytes, limits: Limits) -> bytes:
    return dump(_record(data, limits))


def _record(data: bytes, limits: Limits) -> TakenApart:
    kind = kind_of(data)
    try:
        if kind.reader == "archive":
            return _archive(data, limits)
        return TakenApart(_reader_of(kind)(data, limits) if kind.reader else unread(kind.format, kind.reason))
    except (BrokenFileError, OverLimitError) as error:
        return TakenApart(unread(kind.format, str(error)))


def unread(format: str, reason: str) -> RawFile:
    """A file of which nothing was read, and why."""
    return RawFile("", "", 0, format, Reading.NONE, reason=reason)


def _reader_of(kind: ContentKind) -> Reader:
    """The reader of a kind; its libraries are imported here and nowhere before."""
    if kind.reader == "pdf":
        from lke_docs.files.pdf_leaf import read_pdf_file

        return read_pdf_file
    if kind.reader == "picture":
        from lke_docs.files.photo import read_picture

        return read_picture
    if kind.reader in ("text", "html", "link"):
        from lke_docs.files import pointer

        return {"text": pointer.read_text, "html": pointer.read_web_page, "link": pointer.read_plist}[kind.reader]
    from lke_docs.files import office_pages

    if kind.reader in ("docx", "pptx"):
        return office_pages.read_word_file if kind.reader == "docx" else office_pages.read_slides
    from lke_docs.read.worker import reader_of

    return office_pages.workbook_reader(reader_of(kind.reader))


def _archive(data: bytes, limits: Limits) -> TakenApart:
    """The members of an archive, without those that are left out of a folder too."""
    with open_archive(data) as archive:
        entries = archive.infolist()
        against: dict[str, str] = {}
        for bound, name, seen in excesses(archive, limits):
            if bound == "zip_entries":
                raise over(limits, bound, f"arsip berisi {seen} entri")
            if bound == "zip_bytes":
                raise over(limits, bound, f"isi arsip setelah dibuka {seen // MIB} MB")
            if not bound:
                against[name] = "dikunci dengan sandi; buka arsipnya dan simpan berkas ini tanpa sandi."
            elif bound == "zip_ratio":
                against[name] = str(over(limits, bound, f"dimampatkan {seen} kali"))
            else:
                against[name] = str(over(limits, bound, f"berkas ini {seen // MIB} MB"))
        members = tuple(
            Member(index, _name(entry), entry.file_size, against.get(entry.filename, ""))
            for index, entry in enumerate(entries)
            if not entry.is_dir() and not any(map(is_left_out, _steps(entry)))
        )
    return TakenApart(RawFile("", "", 0, "arsip", Reading.TEXT, reason="" if members else "arsip kosong."), members)


def _steps(entry: zipfile.ZipInfo) -> Sequence[str]:
    """The folders of a member and its name; what would lead out of the archive is no step."""
    steps = clean(entry.filename).replace("\\", "/").split("/")
    return [step for step in steps if step not in ("", ".", "..")] or ["tanpa nama"]


def _name(entry: zipfile.ZipInfo) -> str:
    return "/".join(_steps(entry))

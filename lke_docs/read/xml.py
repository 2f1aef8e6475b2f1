"""Parse XML of unknown origin: no entities, no network, bounded size and depth."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zlib import error as zlib_error

from lke_docs.read.limits import MIB, Limits, over

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


# All that zipfile raises for an archive that is cut, damaged, encrypted or of an unknown kind.
DAMAGED_ARCHIVE = (zipfile.BadZipFile, zlib_error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class BrokenFileError(Exception):
    """The file is not what it says it is; its text is the reason, for the user."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open an archive in memory; its directory alone is read."""
    try:
        return zipfile.ZipFile(BytesIO(data))
    except DAMAGED_ARCHIVE as error:
        raise BrokenFileError("arsip di dalamnya rusak atau terpotong.") from error


def check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive by what its directory says, before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > limits.zip_entries:
        raise over(limits, "zip_entries", f"arsip di dalamnya berisi {len(entries)} entri")
    total = 0
    for entry in entries:
        total += entry.file_size
        if entry.flag_bits & 1:
            raise BrokenFileError("arsip di dalamnya dikunci dengan sandi.")
        if entry.file_size > MIB and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1):
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise over(limits, "zip_ratio", f"bagian {entry.filename} dimampatkan {ratio} kali")
    if total > limits.zip_bytes:
        raise over(limits, "zip_bytes", f"isinya setelah dibuka {total // MIB} MB")


def read_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Unpack one entry, counting what really comes out: a header may lie."""
    try:
        with archive.open(name) as stream:
            data = stream.read(limits.part_bytes + 1)
    except KeyError as error:
        raise BrokenFileError(f"bagian {name} tidak ada; berkas tidak utuh.") from error
    except DAMAGED_ARCHIVE as error:
        raise BrokenFileError(f"bagian {name} di dalamnya rusak.") from error
    if len(data) > limits.part_bytes:
        raise over(limits, "part_bytes", f"bagian {name} lebih dari {limits.part_bytes // MIB} MB")
    return data


def parse(data: bytes, name: str, limits: Limits, *, is_kept: bool = False) -> _Element:
    """Return the root of an XML part. With `is_kept` comments stay, for the part is to be written again."""
    from lxml import etree

    if _DOCTYPE.search(data, 0, 4096) or b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data:
        raise BrokenFileError(f"bagian {name} memuat entitas XML; berkas Office yang wajar tidak memakainya.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=not is_kept, remove_pis=not is_kept,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error).lower()
        if "depth" not in reason and "text node" in reason:
            raise over(limits, "cell_chars", f"bagian {name} memuat teks yang sangat panjang") from error
        if "depth" in reason:
            raise over(limits, "xml_depth", f"bagian {name} bersarang terlalu dalam") from error
        raise BrokenFileError(f"bagian {name} bukan XML yang utuh.") from error
    if _deeper(root, limits.xml_depth):
        raise over(limits, "xml_depth", f"bagian {name} bersarang terlalu dalam")
    return root


def _deeper(root: _Element, bound: int) -> bool:
    """Tell whether any element lies more than `bound` levels down."""
    path = "/" + "/*" * (bound + 1)
    return bool(root.xpath(f"boolean({path})"))


def local(element: _Element) -> str:
    """Name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: _Element, name: str) -> Iterator[_Element]:
    """Child elements of that local name."""
    return (child for child in element if local(child) == name)


def child(element: _Element, name: str) -> _Element | None:
    return next(children(element, name), None)


def attribute(element: _Element, name: str) -> str:
    """Value of an attribute by its local name, whatever its namespace; "" where absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""

"""Parse XML of unknown origin: no entities, no network, bounded size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lke_docs.office.archive import BrokenFileError
from lke_docs.office.limits import Limits, over

if TYPE_CHECKING:
    from lxml.etree import XMLParser, XMLSyntaxError, _Element

    Element = _Element

_NO_MEMORY = 2  # XML_ERR_NO_MEMORY
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def is_markup(head: bytes) -> bool:
    """Tell a part of XML by its first bytes, in whatever encoding."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<")


def has_entities(data: bytes) -> bool:
    """Tell whether a part declares a document type or entities: no office program writes them."""
    return bool(_DOCTYPE.search(data, 0, 4096) or b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data)


def strict_parser(*, is_kept: bool) -> XMLParser:
    """A parser without entities, network or size loopholes; with `is_kept` comments stay."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=not is_kept, remove_pis=not is_kept,
    )  # fmt: skip


def parse(data: bytes, name: str, limits: Limits, *, is_kept: bool = False) -> _Element:
    """Return the root of an XML part. With `is_kept` comments stay, for the part is to be written again."""
    from lxml import etree

    if has_entities(data):
        raise BrokenFileError(f"bagian {name} memuat entitas XML; berkas Office yang wajar tidak memakainya.")
    try:
        root = etree.fromstring(data, strict_parser(is_kept=is_kept))
    except etree.XMLSyntaxError as error:
        reason = str(error).lower()
        if lacks_memory(error):
            raise MemoryError from error
        if "depth" not in reason and "text node" in reason:
            raise over(limits, "cell_chars", f"bagian {name} memuat teks yang sangat panjang") from error
        if "depth" in reason:
            raise over(limits, "xml_depth", f"bagian {name} bersarang terlalu dalam") from error
        raise BrokenFileError(f"bagian {name} bukan XML yang utuh.") from error
    if _deeper(root, limits.xml_depth):
        raise over(limits, "xml_depth", f"bagian {name} bersarang terlalu dalam")
    return root


def lacks_memory(error: XMLSyntaxError) -> bool:
    """Tell whether a part was not parsed for want of memory: libxml2 then says so, or nothing at all."""
    said = str(error).lower()
    return getattr(error, "code", 0) == _NO_MEMORY or "memory" in said or said.startswith("unknown error")


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

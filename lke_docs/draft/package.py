"""What a DOCX package may hold: names, sizes and raw parts, looked at before it is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lke_docs.draft.faults import Fault
from lke_docs.office.archive import DAMAGED_ARCHIVE, BrokenFileError, Excess, excesses, read_part
from lke_docs.office.limits import MIB, Limits
from lke_docs.office.xml import has_entities, is_markup, lacks_memory, strict_parser

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMITS = Limits(
    file_bytes=20 * MIB, zip_entries=500, part_bytes=50 * MIB, zip_bytes=100 * MIB, zip_ratio=200
)  # of a template or a draft: a letter needs less than a sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_ROOTS = frozenset(f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments"))
_NAMESPACE = W[1:-1].encode()
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same words, under the stricter standard's name
_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EMBEDDED = "berisi objek tertanam"
IS_DRAFT = "berkas ini hasil draf, bukan templat"
_FORBIDDEN = (
    (re.compile(r"vbaProject|vbaData", re.I), "berisi makro"),
    (re.compile(r"^word/embeddings/", re.I), EMBEDDED),
    (re.compile(r"^word/activeX/", re.I), "berisi kontrol ActiveX"),
    (re.compile(r"afchunk|altchunk", re.I), "berisi dokumen lain yang disisipkan (altChunk)"),
)
_RELATIONS = (
    (re.compile(r"/aFChunk$", re.I), "menyisipkan dokumen lain (altChunk)"),
    (re.compile(r"/attachedTemplate$", re.I), "menempel pada templat Word lain"),
    (re.compile(r"/(oleObject|package)$", re.I), EMBEDDED),
    (re.compile(r"/(vbaProject|wordVbaData)$", re.I), "berisi makro"),
    (re.compile(r"/(control|activeXControlBinary)$", re.I), "berisi kontrol ActiveX"),
)
_LINK = re.compile(r"^(https?|mailto):", re.I)
_FIELDS = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|QUOTE|LINK|DATABASE|RD)\b", re.I)
_TRACKED = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")}


def faults(data: bytes) -> list[Fault]:
    """Everything that forbids opening or filling this package; empty when it is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _size_faults(data, archive) or [
                *_name_faults(archive),
                *(fault for name, raw in xml_parts(archive) for fault in _part_faults(name, raw)),
            ]
    except (*DAMAGED_ARCHIVE, BrokenFileError) as error:
        detail = f" ({error})" if isinstance(error, BrokenFileError) else ""  # the others speak English
        return [Fault("", 0, "", f"bukan berkas Word (.docx) yang utuh{detail}")]


def is_openable(data: bytes) -> bool:
    """Whether a faulty template may be opened to write comments: every fault has its paragraph."""
    return all(fault.paragraph for fault in faults(data))


def read_text_parts(data: bytes) -> Iterator[tuple[str, _Element]]:
    """Name and root element of each part that holds text, in order of the package. What a part is, its root says:
    an online editor keeps the letter in `word/document2.xml`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, raw in xml_parts(archive):
            if (root := _text_root(raw)) is not None:
                yield name, root


def xml_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each part that is XML, whatever it is called. Raises OverLimitError for one that is too large
    to be looked at, BrokenFileError for one that is damaged."""
    for info in archive.infolist():
        with archive.open(info) as stream:
            is_xml = is_markup(stream.read(64))
        if is_xml:
            yield info.filename, read_part(archive, info.filename, LIMITS)


def _text_root(raw: bytes) -> _Element | None:
    """The root of a part with text; None for styles, settings and the like."""
    from lxml import etree

    raw = raw.replace(_STRICT, _NAMESPACE)
    try:
        root = parse(raw)
    except etree.XMLSyntaxError:
        if _NAMESPACE in raw:
            raise
        return None  # of another program, which Word does not read either
    return root if root.tag in _TEXT_ROOTS else None


def parse(xml: bytes) -> _Element:
    """Parse strictly, without entities, network or size loopholes."""
    from lxml import etree

    try:
        return etree.fromstring(xml, strict_parser(is_kept=True))
    except etree.XMLSyntaxError as error:
        if lacks_memory(error):
            raise MemoryError from error
        raise


def paragraph_text(paragraph: _Element) -> str:
    """Joined text of a paragraph as Word shows it; nested paragraphs (text boxes) left out."""
    pieces = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"):
        if next(node.iterancestors(f"{W}p")) is paragraph:
            pieces.append((node.text or "") if node.tag == f"{W}t" else " ")
    return "".join(pieces)


def _size_faults(data: bytes, archive: zipfile.ZipFile) -> list[Fault]:
    too_large = []
    if len(data) > LIMITS.file_bytes:
        too_large.append(Fault("", 0, "", f"berkas lebih besar dari {LIMITS.file_bytes // MIB} MB"))
    too_large += [Fault(excess.entry, 0, "", _size_reason(excess)) for excess in excesses(archive, LIMITS)]
    return sorted(too_large, key=lambda fault: bool(fault.part))  # of the whole package first


def _size_reason(excess: Excess) -> str:
    if excess.bound == "zip_entries":
        return f"berisi {excess.seen} bagian; paling banyak {LIMITS.zip_entries}"
    if excess.bound == "zip_bytes":
        return f"isinya {excess.seen // MIB} MB setelah dibuka; paling besar {LIMITS.zip_bytes // MIB} MB"
    return "bagian ini terlalu besar setelah dibuka (bom zip)" if excess.bound else "bagian ini terkunci sandi"


def _name_faults(archive: zipfile.ZipFile) -> Iterator[Fault]:
    names = archive.namelist()
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(name, 0, "", "bagian ini ada dua kali di dalam berkas")
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            yield Fault(name, 0, "", "nama bagian menunjuk ke luar berkas")
        for pattern, reason in _FORBIDDEN:
            if pattern.search(name):
                yield Fault(name, 0, "", reason)
    if "[Content_Types].xml" not in names:
        yield Fault("", 0, "", "bukan naskah Word: bagian utamanya tidak ada")
    elif _DOCUMENT_TYPE not in (types := archive.read("[Content_Types].xml")) or b"vbaProject" in types:
        yield Fault("", 0, "", "jenis berkas bukan naskah Word biasa (.docx tanpa makro)")


def _part_faults(name: str, raw: bytes) -> Iterator[Fault]:
    from lxml import etree

    if has_entities(raw) or raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in raw[:64]:
        yield Fault(name, 0, "", "berisi DOCTYPE atau pengodean yang tidak dipakai Word")
        return
    try:
        root = parse(raw)
    except etree.XMLSyntaxError as error:
        yield Fault(name, 0, "", f"bagian ini rusak di baris {error.lineno}, kolom {error.offset}")
        return
    if name.endswith(".rels"):
        yield from _relation_faults(name, root)
    elif root.tag in _TEXT_ROOTS:
        yield from _text_faults(name, root)
    elif b"lke_docs.status" in raw:
        yield Fault(name, 0, "", IS_DRAFT)


def _relation_faults(name: str, root: _Element) -> Iterator[Fault]:
    for relation in root:
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        for pattern, reason in _RELATIONS:
            if pattern.search(kind):
                yield Fault(name, 0, target, reason)
        if relation.get("TargetMode") != "External" or kind.endswith("/attachedTemplate"):
            continue
        if not kind.endswith("/hyperlink"):
            yield Fault(name, 0, target, "mengambil isi dari luar berkas")
        elif not _LINK.match(target):
            yield Fault(name, 0, target, "tautan bukan http, https atau mailto")


def _text_faults(name: str, root: _Element) -> Iterator[Fault]:
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = paragraph_text(paragraph)
        nodes = list(paragraph.iter())
        if any(node.tag in _TRACKED for node in nodes):
            reason = "masih ada perubahan terlacak; terima atau tolak semuanya, lalu matikan Lacak Perubahan"
            yield Fault(name, number, text, reason)
        codes = "".join(
            (node.text or "") if node.tag == f"{W}instrText" else f" {node.get(f'{W}instr', '')} "
            for node in nodes
            if node.tag in (f"{W}instrText", f"{W}fldSimple")
        )
        if bad := _FIELDS.search(codes):
            yield Fault(name, number, text, f"field {bad.group(1).upper()} tidak boleh dipakai")
    whole = "".join(node.text or "" for node in root.iter(f"{W}instrText"))  # a field may run over paragraphs
    if (bad := _FIELDS.search(whole)) and not any(
        _FIELDS.search(node.text or "") for node in root.iter(f"{W}instrText")
    ):
        yield Fault(name, 0, "", f"field {bad.group(1).upper()} tidak boleh dipakai")
    if any(node.tag in _TRACKED for node in root.iter() if next(node.iterancestors(f"{W}p"), None) is None):
        yield Fault(name, 0, "", "masih ada baris tabel atau paragraf terlacak; terima atau tolak semuanya")

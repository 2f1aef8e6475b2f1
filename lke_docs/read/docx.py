"""DOCX -> grids and lines, straight from the XML: tables in tables, lists, boxes, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lke_docs.model import Place, SourceText
from lke_docs.office import xml
from lke_docs.office.archive import BrokenFileError, check_archive, open_archive
from lke_docs.office.limits import Budget, Limits
from lke_docs.office.parts import Package
from lke_docs.read.docx_mark import tell_unseen, unseen_styles, unseen_text
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.link import target_of, target_of_field
from lke_docs.read.list_number import Numbering
from lke_docs.read.notice import MOST, beginning, unseen_notice
from lke_docs.read.remark import with_remark
from lke_docs.read.symbol import as_signs
from lke_docs.read.vocabulary import plain, words
from lke_docs.wording import and_more

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
# what does something besides holding text, by the kinds of relations that lead there, and what is said of each
_ACTIVE = (
    (("vbaProject",), "Berkas memuat makro; makro tidak dijalankan."),
    (("oleObject", "package"), "Berkas memuat objek yang disisipkan; isinya tidak dibaca."),
    (("control", "activeXControlBinary"), "Berkas memuat kontrol ActiveX; tidak dijalankan."),
    (("aFChunk",), "Berkas memuat bagian yang diimpor; isinya tidak dibaca."),
)
_CHANGED = "Berkas memuat perubahan terlacak; dibaca seolah semua perubahan diterima."
_EXTERNAL = "Berkas merujuk ke templat atau gambar di luar; tautan luar tidak dibuka."
# a run may hold the same drawing twice; the fallback is for programs of 2007
_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sdtPr", "footnoteReference"}
)
_NOTES = ("footnote", "endnote")


def read_docx(data: bytes, limits: Limits) -> Document:
    """Read tables as grids and other paragraphs as lines, in the order of the document."""
    with open_archive(data) as archive:
        check_archive(archive, limits)
        package = Package(archive, limits)
        main = package.main(_MAIN)
        root, relations = package.root(main), list(package.relations(main))
        part = package.related(main, "numbering") or "word/numbering.xml"
        numbering = package.root(part) if part in package else None
        styles = unseen_styles(package, main)
        remarks = dict(_notes(package, main, styles))
        relations += [
            relation for part in package.of_type("header+xml", "footer+xml") for relation in package.relations(part)
        ]
        for settings in package.of_type("wordprocessingml.settings"):
            relations += package.relations(settings)
    kinds = {relation.kind for relation in relations}
    sentences = [text for marks, text in _ACTIVE if not kinds.isdisjoint(marks)]
    if any(next(root.iter(f"{{*}}{name}"), None) is not None for name in ("ins", "del", "moveFrom", "moveTo")):
        sentences.append(_CHANGED)
    if any(it.kind == "attachedTemplate" or (it.kind == "image" and it.is_external) for it in relations):
        sentences.append(_EXTERNAL)
    outside = {it.id: it.target for it in relations if it.kind == "hyperlink" and it.is_external}
    reader = WordReader(Budget(limits), Numbering(numbering), outside, remarks)
    _blank(root)
    tell_unseen(root, styles)
    body = xml.child(root, "body")
    if body is None:
        raise BrokenFileError("isi dokumen Word tidak ada.")
    reader.blocks(body)
    if left := [text for key, text in remarks.items() if key not in reader.noted]:
        shown = "; ".join(beginning(" ".join(text.split())) for text in left[:MOST])
        sentences.append(f"Catatan kaki tidak dibaca sebagai bukti: {shown}{and_more(len(left), MOST)}.")
    notices = *(SourceText(text, Place()) for text in sentences), *unseen_notice(reader.unseen)
    return Document("docx", tuple(reader.grids), tuple(reader.lines), notices)


def _notes(package: Package, main: str, styles: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """The footnotes and endnotes of a document, by kind and number; the lines that part them from the text are none."""
    for kind in _NOTES:
        part = package.related(main, f"{kind}s") or f"word/{kind}s.xml"
        for note in xml.children(package.root(part), kind) if part in package else ():
            pieces: list[str] = []
            tell_unseen(note, styles)
            for paragraph in xml.children(note, "p"):
                _run_text(paragraph, pieces, [])
                pieces.append("\n")
            if text := "".join(pieces).strip():
                yield f"{kind}{xml.attribute(note, 'id')}", text


def _blank(root: _Element) -> None:
    """Take out what Word shows in a field that nobody filled in: "Klik atau ketuk di sini untuk memasukkan teks."."""
    for mark in root.iter("{*}showingPlcHdr"):
        is_off = xml.attribute(mark, "val") in ("0", "false", "off")
        for text in () if is_off else next(mark.iterancestors("{*}sdt")).iter("{*}t"):
            text.text = ""


@dataclass(slots=True)
class WordReader:
    """Reads paragraphs and tables; what it gives for a paragraph has its list mark."""

    budget: Budget
    numbering: Numbering
    outside: Mapping[str, str]  # targets of links by the id of their relation
    notes: Mapping[str, str] = field(default_factory=dict)  # footnotes and endnotes
    noted: set[str] = field(default_factory=set)  # those of them that were read
    grids: list[Grid] = field(default_factory=list)
    lines: list[SourceText] = field(default_factory=list)
    paragraphs: int = 0
    unseen: list[str] = field(default_factory=list)  # runs that are struck through or hidden

    def blocks(self, parent: _Element) -> None:
        """Read paragraphs and tables below `parent`, through content controls and tracked insertions."""
        for element in parent:
            name = xml.local(element)
            if name == "p":
                self.paragraphs += 1
                for text in self.paragraph(element).split("\n"):
                    if text.strip():
                        self.lines.append(SourceText(text, Place(line=self.paragraphs)))
                        self.budget.take(self.lines[-1:])
                for box in boxes(element):
                    self.blocks(box)
            elif name == "tbl":
                self.table(element)
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                self.blocks(element)

    def table(self, table: _Element, *, is_within: bool = False) -> None:
        """One table is one grid; a table inside a cell is part of the cell's text, and a grid of its own, a frame."""
        title = f"Tabel {len(self.grids) + 1}"
        self.grids.append(Grid(title, ()))  # keeps its place before nested ones
        index, above = len(self.grids) - 1, len(self.lines)
        cells: list[Cell] = []
        open_merges: dict[int, int] = {}  # column -> index in `cells` of the cell that reaches down
        for number, row in enumerate(through(table, "tr")):
            column = _before(row)
            for element in through(row, "tc"):
                columns, merge = _shape(element)
                if merge == "continue":
                    if column in open_merges:
                        start = open_merges[column]
                        cells[start] = cells[start]._replace(rows=number - cells[start].row + 1)
                    column += columns
                    continue
                open_merges.pop(column, None)
                text = self.cell_text(element)
                if text.strip():
                    if merge == "restart":
                        open_merges[column] = len(cells)
                    cells.append(Cell(number, column, text, title, 1, columns, (), self.links(element)))
                    self.budget.take(cells[-1:])
                column += columns
        self.grids[index] = Grid(title, tuple(cells), is_frame=is_within, lines_above=above)

    def links(self, cell: _Element) -> str:
        """The targets of the links in a cell, a line each: those of relations, and those of fields."""
        targets = [target_of(self.outside.get(xml.attribute(it, "id"), "")) for it in cell.iter("{*}hyperlink")]
        targets += [target_of_field(it.text or "") for it in cell.iter("{*}instrText")]
        return "\n".join(dict.fromkeys(filter(None, targets)))

    def cell_text(self, cell: _Element) -> str:
        """Paragraphs of a cell, a line each; rows of a table inside it, a line each."""
        pieces: list[str] = []
        for element in flow(cell):
            if xml.local(element) == "p":
                pieces.append(self.paragraph(element))
                for box in boxes(element):
                    pieces.append(self.cell_text(box))
            else:
                self.table(element, is_within=True)
                rows = [[self.cell_text(cell) for cell in through(row, "tc")] for row in through(element, "tr")]
                pieces += [" ".join(row).strip() for row in rows[_are_titles(rows[0]) if len(rows) > 1 else 0 :]]
        return "\n".join(piece for piece in pieces if piece.strip())

    def paragraph(self, paragraph: _Element) -> str:
        """Text of a paragraph with its automatic list mark before it."""
        pieces: list[str] = []
        _run_text(paragraph, pieces, self.unseen)
        text = "".join(pieces).strip()
        if self.notes and (whole := self.with_notes(paragraph, text)):
            text = whole
        mark = self.numbering.mark(paragraph)  # counts, even where the paragraph is empty
        return f"{mark} {text}" if mark and text else text or mark

    def with_notes(self, paragraph: _Element, text: str) -> str:
        """The text of a paragraph with the footnotes to which it points ("Lihat catatan kaki"); "" for any other."""
        marks = paragraph.iter(*(f"{{*}}{kind}Reference" for kind in _NOTES))
        keys = [f"{xml.local(mark).removesuffix('Reference')}{xml.attribute(mark, 'id')}" for mark in marks]
        whole = with_remark(text, "\n".join(self.notes[key] for key in keys if key in self.notes)) if keys else ""
        self.noted.update(keys if whole else ())
        return whole


def _are_titles(texts: Sequence[str]) -> bool:
    """Tell the titles of a list of papers in a cell: "No", "Nama Dokumen", "Ada/Tidak"."""
    known = {term for terms in words().role.values() for term in terms if term}
    return sum(plain(text) in known for text in texts) >= 2


def through(parent: _Element, name: str) -> Iterator[_Element]:
    """Children of that name, also inside content controls and tracked insertions; deleted rows left out."""
    for element in parent:
        kind = xml.local(element)
        if kind == name:
            if name != "tr" or not _is_deleted_row(element):
                yield element
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from through(element, name)


def flow(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order."""
    for element in parent:
        kind = xml.local(element)
        if kind in ("p", "tbl"):
            yield element
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from flow(element)


def _is_deleted_row(row: _Element) -> bool:
    properties = xml.child(row, "trPr")
    return properties is not None and xml.child(properties, "del") is not None


def _before(row: _Element) -> int:
    properties = xml.child(row, "trPr")
    skipped = xml.child(properties, "gridBefore") if properties is not None else None
    return _number(skipped, 0)


def _shape(cell: _Element) -> tuple[int, str]:
    """Columns that a cell takes, and "restart" or "continue" where it is merged downwards."""
    properties = xml.child(cell, "tcPr")
    if properties is None:
        return 1, ""
    merge = xml.child(properties, "vMerge")
    state = "" if merge is None else (xml.attribute(merge, "val") or "continue")
    return max(1, _number(xml.child(properties, "gridSpan"), 1)), state


def _number(element: _Element | None, default: int) -> int:
    value = xml.attribute(element, "val") if element is not None else ""
    return min(200, int(value)) if value.isdecimal() else default


def boxes(paragraph: _Element) -> Iterator[_Element]:
    """Contents of text boxes anchored in a paragraph, once each."""
    for box in paragraph.iter("{*}txbxContent"):
        if not any(xml.local(above) == "Fallback" for above in box.iterancestors()):
            yield box


def _sign(symbol: _Element) -> str:
    """A sign that was inserted from a font of signs: a tick, a box; "" for another, such as a bullet."""
    code = xml.attribute(symbol, "char")
    letter = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else ""
    sign = as_signs(letter, xml.attribute(symbol, "font"))
    return sign if sign != letter else ""


def _run_text(element: _Element, pieces: list[str], unseen: list[str]) -> None:
    for part in element:
        name = xml.local(part)
        if name == "r" and (gone := unseen_text(part)):
            unseen.append(gone)
        elif name == "t":
            pieces.append(part.text or "")
        elif name == "tab":
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "sym":
            pieces.append(_sign(part))
        elif name not in _SKIPPED and name != "txbxContent":
            _run_text(part, pieces, unseen)

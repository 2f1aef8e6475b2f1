"""A sheet that people changed -> a copy of the workbook it came from, changed in the same cells and nowhere else.

Whole or not at all: the copy is read again, and given only where it says what was written. A formula is never written
over unless that is asked for; one that is nothing but a reference leads to the cell where the text stands.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lke_docs.errors import InputError
from lke_docs.model import Place, Row, Sheet
from lke_docs.office import xml
from lke_docs.office.archive import BrokenFileError, check_archive
from lke_docs.office.cell_address import cell_name, cell_position
from lke_docs.office.limits import Limits, OverLimitError
from lke_docs.office.parts import Package
from lke_docs.read import read_bytes
from lke_docs.read.column import Header, role_of
from lke_docs.read.link import target_of_formula
from lke_docs.read.sandbox import take_apart
from lke_docs.read.table import Table, tables_of
from lke_docs.read.xlsx import merges_of, worksheets
from lke_docs.read.xlsx_mark import Target, references
from lke_docs.report.cell_writing import WorksheetXml, put, put_result
from lke_docs.text import clean_name
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.edit import RowPart, parts_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 1_000  # rows that one merged cell is followed down
_CHAIN = 4  # worksheets that one reference passes through
_TRIES = 3  # a number that does not read as it was written is written as text
_BEHIND_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
                "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip
_EVIDENCE = ("evidence", "note", "link")
_COLUMNS = {"evidence": "bukti dukung", "answer": "jawaban"}
_EXPORT = "Ambil lembar yang sudah diubah sebagai XLSX baru, lalu salin selnya sendiri."

Writes = dict[Target, tuple[str, str]]  # the text of a cell, and the indicator it is of


def write_back(
    data: bytes, base: Sheet, changed: Sheet, *, limits: Limits | None = None, over_formulas: bool = False
) -> bytes:
    """Give a copy of the workbook with the cells in which the sheets differ. Raises InputError, and nothing is made.

    `over_formulas`: what was written takes the place of formulas as well.
    """
    bounds = limits or Limits()
    if base.format != "xlsx":
        said = "hanya isi XLSX yang dapat ditulis kembali ke berkasnya."
        raise InputError(base.source, said, remedy="Ambil lembarnya sebagai XLSX baru.")
    writes = _writes(base, changed, tables_of(take_apart(data, "xlsx", base.source, bounds), base.source))
    if not writes:
        return data
    texts: set[str] = set()
    for _ in range(_TRIES):
        try:
            copy = _copy(data, base.source, writes, texts, bounds, over_formulas=over_formulas)
        except (BrokenFileError, OverLimitError, zipfile.BadZipFile) as error:
            raise InputError(base.source, f"salinannya tidak dapat ditulis: {error}", remedy=_EXPORT) from error
        wrong = _unlike(read_bytes(copy, base.source, limits=bounds), changed)
        if not wrong:
            return copy
        if wrong <= texts:
            break
        texts |= wrong
    said = f"isian {', '.join(sorted(wrong))} tidak terbaca kembali seperti yang ditulis, jadi salinan tidak dibuat."
    raise InputError(base.source, said, remedy=_EXPORT)


def _unlike(copy: Sheet, wanted: Sheet) -> set[str]:
    """The indicators that read otherwise in the copy."""
    rows = {row.code: (row.answer, row.evidence) for row in copy.rows}
    return {row.code for row in wanted.rows if rows.get(row.code) != (row.answer, row.evidence)}


# --- which cells ------------------------------------------------------------------------------------------


class _Home(NamedTuple):
    """A worksheet of the form, with what stands in its cells and the columns of the unit by their roles.

    `covered`: cells that one above them reaches down over.
    """

    name: str
    text: Mapping[tuple[int, int], str]
    columns: Mapping[str, Sequence[int]]
    ticks: Mapping[str, int]
    covered: frozenset[tuple[int, int]]


def _home_of(table: Table, header: Header) -> _Home:
    """Columns that hold something are known by it; those that nobody has filled yet by their titles alone."""
    columns: dict[str, list[int]] = {}
    for known in header.columns:
        if not known.reviewer and not known.is_beyond:
            columns.setdefault(known.role, []).append(known.start)
    for cell in table.grid.cells:
        if header.first <= cell.row <= header.last and not any(
            column.start <= cell.column < column.end for column in header.columns
        ):
            role, reviewer = role_of(cell.text)
            if reviewer in ("", "-"):
                columns.setdefault(role, []).append(cell.column)
    ticks = {it.title.split(" (", 1)[0].casefold(): it.start for it in header.where("tick")}
    text = {(cell.row, cell.column): cell.text for cell in table.grid.cells if cell.row > header.last}
    tall = (cell for cell in table.grid.cells if cell.rows > 1)
    covered = frozenset(
        (cell.row + below, cell.column) for cell in tall for below in range(1, min(cell.rows, _DEEPEST))
    )
    return _Home(table.grid.name, text, columns, ticks, covered)


def _writes(base: Sheet, changed: Sheet, tables: Sequence[Table]) -> Writes:
    """What to write where: by part of each row, what is blank by the columns of its worksheet."""
    homes = {it.grid.name: _home_of(it, it.header) for it in tables if it.header is not None}
    writes: Writes = {}
    for old, new in zip(base.rows, changed.rows, strict=True):
        if (old.answer, old.evidence) == (new.answer, new.evidence):
            continue
        for target, text in _of_row(base.source, old, new, homes):
            writes[target] = text, old.code
    return writes


def _of_row(source: str, old: Row, new: Row, homes: Mapping[str, _Home]) -> Iterator[tuple[Target, str]]:
    now = {it.place or new.place: it.text for it in parts_of(new)[1:]}
    before = parts_of(old)
    if old.answer != new.answer and not _is_one_cell(before):
        yield from _answer(source, old, new.answer, homes)
    for part in before[1:]:
        text = now.get(part.place or old.place, "")
        if part.place and _is_one_cell((before[0], part)):  # "A" and, on the lines below it, the evidence
            yield _target(source, old, part.place), f"{new.answer}\n{text}".strip()
        elif text != part.text:
            at = _target(source, old, part.place) if part.place else _blank(source, old, homes, _EVIDENCE)
            yield at, text


def _is_one_cell(parts: Sequence[RowPart]) -> bool:
    """Whether the answer stands in a cell with evidence."""
    return any(it.place is not None and it.place == parts[0].place for it in parts[1:])


def _target(source: str, row: Row, place: Place) -> Target:
    at = cell_position(place.cell or "")
    if at is None or place.sheet is None:
        raise InputError(source, f"tempat isian {row.code} di berkas tidak diketahui.", remedy=_EXPORT)
    return Target(place.sheet, *at)


def _home(source: str, row: Row, homes: Mapping[str, _Home]) -> tuple[_Home, int]:
    home = homes.get(row.place.sheet or "")
    at = cell_position(row.place.cell or "")
    if home is None or at is None:
        raise InputError(source, f"tempat isian {row.code} di berkas tidak diketahui.", remedy=_EXPORT)
    return home, at[0]


def _blank(source: str, row: Row, homes: Mapping[str, _Home], roles: Sequence[str]) -> Target:
    """The cell of a row for what stands nowhere yet: in the first column of these roles."""
    home, number = _home(source, row, homes)
    known = (it for role in roles for it in home.columns.get(role, ()))
    column = next((it for it in known if (number, it) not in home.covered), None)
    if column is None:
        said = f"lembar “{home.name}” tidak punya kolom {_COLUMNS[roles[0]]} untuk {row.code}."
        raise InputError(source, said, remedy=_EXPORT)
    return Target(home.name, number, column)


def _answer(source: str, row: Row, answer: str, homes: Mapping[str, _Home]) -> Iterator[tuple[Target, str]]:
    """The cell of the answer; where it is ticked in a column of its own, the tick goes from one to the other."""
    home = homes.get(row.place.sheet or "")
    at = _target(source, row, row.answer_place) if row.answer_place else None
    if home is None or not home.ticks or (at.column not in home.ticks.values() if at else "answer" in home.columns):
        yield at or _blank(source, row, homes, ("answer",)), answer
        return
    if answer and answer.casefold() not in home.ticks:
        said = (
            f"jawaban {row.code} dicentang di salah satu kolom {', '.join(home.ticks)}; “{answer}” tidak ada di sana."
        )
        raise InputError(source, said, remedy="Pilih jawaban yang ada kolomnya.")
    line = at.row if at else _home(source, row, homes)[1]
    marks = [text for (_, column), text in home.text.items() if column in home.ticks.values()]
    for column in home.ticks.values():
        new = (marks or ["v"])[0] if home.ticks.get(answer.casefold()) == column else ""
        if bool(home.text.get((line, column))) != bool(new):
            yield Target(home.name, line, column), new


# --- the copy ---------------------------------------------------------------------------------------------


def _copy(data: bytes, source: str, writes: Writes, texts: set[str], limits: Limits, *, over_formulas: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        check_archive(old, limits)
        package = Package(old, limits)
        book = _Book(package, worksheets(old, limits))
        refused = sorted(
            {place for target, told in writes.items() if (place := book.write(target, *told, texts, over_formulas))}
        )
        if refused:
            said = f"{', '.join(refused)} berisi rumus; isian di sana tidak ditimpa."
            raise InputError(source, said, remedy="Ubah angka yang dihitung rumus itu, atau pilih menimpa rumusnya.")
        book.renew()
        parts = dict(book.parts())
        for entry in old.infolist():
            if entry.filename not in book.dropped:
                new.writestr(entry, parts.get(entry.filename) or package.read(entry.filename))
    return out.getvalue()


class _Book:
    """The worksheets of an open workbook, taken up where something is written."""

    def __init__(self, package: Package, sheets: Sequence[tuple[str, str]]) -> None:
        self.package, self.main = package, package.main("xl/workbook.xml")
        self.part = {clean_name(title): part for part, title in sheets}
        self.title = {title: clean_name(title) for _, title in sheets}
        strings = package.related(self.main, "sharedStrings")
        self.strings = list(xml.children(package.root(strings), "si")) if strings in package else []
        self.pages: dict[str, WorksheetXml] = {}
        self.references: dict[str, dict[tuple[int, int], Target]] = {}
        self.merges: dict[str, Mapping[tuple[int, int], tuple[int, int]]] = {}
        self.written: dict[Target, str] = {}
        self.dropped: set[str] = set()

    def page(self, name: str) -> WorksheetXml:
        if name not in self.pages:
            part = self.part[name]
            root = self.package.root(part, is_kept=True)
            outside = {it.id: it.target for it in self.package.relations(part) if it.is_external}
            self.pages[name] = WorksheetXml(root, self.strings, outside)
            self.references[name] = references(root, name)
            self.merges[name] = merges_of(root)
        return self.pages[name]

    def write(self, target: Target, text: str, code: str, texts: set[str], over_formulas: bool) -> str:
        """Write one cell, or the one that its formula is a reference to; the address of a formula that stays."""
        for _ in range(_CHAIN):
            page = self.page(target.sheet)
            target = Target(target.sheet, *self._first(target))
            leads = self.references[target.sheet].get(target[1:])
            if leads is None or (to := self.title.get(leads.sheet, leads.sheet)) not in self.part:
                break
            target = leads._replace(sheet=to)
        cell = page.cell(target.row, target.column)
        formula = xml.child(cell, "f") if cell is not None else None
        if formula is not None and not self._may_go(formula, over_formulas):
            return f"lembar “{target.sheet}” sel {cell_name(target.row, target.column)} ({code})"
        if formula is not None:
            self.dropped |= {part for part in (self.package.related(self.main, "calcChain"),) if part}
        put(page, target.row, target.column, text, may_count=code not in texts)
        self.written[target] = text
        return ""

    def _may_go(self, formula: _Element, over_formulas: bool) -> bool:
        """A formula that is only a link gives way; one that others share would take them along."""
        if formula.get("ref") and formula.get("t") in ("shared", "array"):
            return False
        return over_formulas or bool(target_of_formula(formula.text or ""))

    def _first(self, target: Target) -> tuple[int, int]:
        """The cell of a merged range that holds its text."""
        for (row, column), (rows, columns) in self.merges[target.sheet].items():
            if row <= target.row < row + rows and column <= target.column < column + columns:
                return row, column
        return target.row, target.column

    def renew(self) -> None:
        """Give cells that only refer to a written one the same text, as the program that opens the copy will."""
        names = [name for name, part in self.part.items() if b"<f" in self.package.read(part)]
        for _ in range(_CHAIN):
            news: dict[Target, str] = {}
            for name in names:
                page = self.page(name)
                for at, leads in self.references[name].items():
                    text = self.written.get(leads._replace(sheet=self.title.get(leads.sheet, leads.sheet)))
                    here = Target(name, *at)
                    if text is not None and self.written.get(here) != text:
                        put_result(page, *at, text)
                        news[here] = text
            if not news:
                break
            self.written |= news
        self.has_formulas = bool(names)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """The parts that are another now."""
        for name, page in self.pages.items():
            if page.is_touched:
                yield self._real(self.part[name]), _bytes(page.root)
        if self.has_formulas:
            root = self.package.root(self.main, is_kept=True)
            _calculate_anew(root)
            yield self._real(self.main), _bytes(root)
        for part in self.dropped:
            for home in (
                "[Content_Types].xml",
                f"{self.main.rpartition('/')[0]}/_rels/{self.main.rpartition('/')[2]}.rels",
            ):
                root = self.package.root(home, is_kept=True)
                ending = f"/{part.rpartition('/')[2]}"
                for child in list(root):
                    if f"/{child.get('PartName') or child.get('Target') or ''}".endswith(ending):
                        root.remove(child)
                yield self._real(home), _bytes(root)

    def _real(self, part: str) -> str:
        """The name of a part as the archive writes it."""
        return next((name for name in self.package.names if name.lstrip("/").casefold() == part.casefold()), part)


def _calculate_anew(root: _Element) -> None:
    """Let the program that opens the workbook calculate all formulas."""
    calc = xml.child(root, "calcPr")
    if calc is None:
        space = str(root.tag)[: -len("workbook")]
        calc = root.makeelement(f"{space}calcPr")
        behind = [number for number, it in enumerate(root) if xml.local(it) in _BEHIND_CALC]
        root.insert(behind[0] if behind else len(root), calc)
    calc.set("fullCalcOnLoad", "1")


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

"""Workbooks: a sheet written as XLSX, and findings written into a copy of the workbook they come from."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lke_docs.errors import InputError
from lke_docs.model import Finding, Place, Row, Sheet
from lke_docs.office.cell_address import cell_name, cell_position, column_index, column_name
from lke_docs.office.limits import Limits
from lke_docs.office.stable import saved_workbook
from lke_docs.patterns import phrases
from lke_docs.report.workbook_page import for_paper, height
from lke_docs.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

TITLE = "Temuan lke-docs"
_FINDING_TITLES = ("Aturan", "Tingkat", "Keyakinan", "Indikator", "Temuan", "Kutipan", "Tempat", "Saran", "Sidik")
_FINDING_WIDTHS = (10, 10, 12, 14, 70, 60, 30, 50, 20)
_OUTSIDE = "Di luar tabel"
_COLUMN = 60  # width of the column of findings in a copy
_STYLES, _SHARED = "xl/styles.xml", "xl/sharedStrings.xml"
_TITLES = ("Kode", "Pertanyaan", "Jawaban", "Bukti Dukung", "Bukti Dukung yang Diminta")
_WIDTHS = (14, 60, 12, 90, 40)
_LONGEST = 32_000  # letters in one cell; Excel refuses 32,768


# --- a sheet as a workbook ----------------------------------------------------------------------------


def write_sheet(sheet: Sheet, findings: Sequence[Finding] | None = None) -> bytes:
    """Write the sheet as an XLSX that reads back into the same rows. Equal sheets give equal bytes.

    Findings, where given, go into a second worksheet.
    """
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.title = "LKE"
    reviewers = list(dict.fromkeys(name for row in sheet.rows for name, _, _ in row.reviews))
    for label, value in _labels(sheet):
        page.append([label, clean(value)])
    outside = _outside(sheet)
    for text in filter(phrases("frame", "period").search, outside):  # a title that states the window is read there
        page.append([text])
    page.append([])
    page.append([*_TITLES, *(f"{kind} {name}" for name in reviewers for kind in ("Jawaban", "Catatan"))])
    top = page.max_row
    for row in sheet.rows:
        for line in _lines(row, reviewers):
            page.append(line)
    _dress(page, top, _WIDTHS)
    if outside:
        rest: Any = book.create_sheet(_OUTSIDE)
        for text in outside:
            rest.append([text])
        _dress(rest, 1, (_COLUMN,))
    if findings is not None:
        notes: Any = book.create_sheet(TITLE)
        notes.append(_FINDING_TITLES)
        for finding in findings:
            notes.append([clean(text)[:_LONGEST] or None for text in _finding_line(sheet, finding)])
        _dress(notes, 1, _FINDING_WIDTHS)
    return saved_workbook(book)


def _dress(page: Any, top: int, widths: Sequence[int]) -> None:
    """Widths, wrapped lines and a title row that stays; what stands in a cell is text, "=1+1" too."""
    from openpyxl.styles import Alignment, Font

    for column, width in enumerate(widths):
        page.column_dimensions[column_name(column)].width = width
    wrapped, bold, plain = Alignment(wrap_text=True, vertical="top"), Font("Arial", 9, bold=True), Font("Arial", 9)
    for cells in page.iter_rows():
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
            if cell.row >= top:
                cell.alignment, cell.font = wrapped, bold if cell.row == top else plain
    for number, row in enumerate(page.iter_rows(values_only=True), 1):
        page.row_dimensions[number].height = height([it or "" for it in row], widths)
    for_paper(page, is_table=False)
    page.freeze_panes, page.print_title_rows = page.cell(row=top + 1, column=1), f"{top}:{top}"


def _finding_line(sheet: Sheet, finding: Finding) -> Sequence[str]:
    place = next((str(row.place) for row in sheet.rows if row.code == finding.indicator), "")
    places = dict.fromkeys(str(span.place) for span in finding.spans)
    return (
        finding.rule,
        finding.level.value,
        finding.confidence.value,
        ", ".join(filter(None, (finding.indicator, *finding.related))),
        "\n".join([finding.message, *(f"{member.indicator}: {member.message}" for member in finding.members)]),
        "\n".join(span.quote for span in finding.spans),
        "\n".join(places) or place,
        finding.remedy,
        finding.fingerprint,
    )


def _labels(sheet: Sheet) -> list[tuple[str, str]]:
    labels = ("Instansi", "Satuan/Unit Kerja", "Usulan", "Aplikasi", "Tahun")
    year = f"{sheet.year.value}" if sheet.year and sheet.year.is_stated else ""
    return list(zip(labels, (sheet.agency, sheet.unit, sheet.proposal, sheet.application, year), strict=True))


def _outside(sheet: Sheet) -> list[str]:
    """What stands around the table and is told nowhere else in the workbook: titles, with their period, notes."""
    told = {it.casefold() for label in _labels(sheet) for it in (*label, " : ".join(label))}
    told |= {title.casefold() for title in _TITLES}
    lines = (clean(line.text).strip()[:_LONGEST] for line in (*sheet.header, *sheet.unplaced, *sheet.footer))
    return [text for text in dict.fromkeys(lines) if text and text.casefold() not in told]


def _lines(row: Row, reviewers: Sequence[str]) -> Iterable[list[str | None]]:
    """One line of cells, and more below it where the evidence is too long for one cell."""
    given = {name: (answer, note) for name, answer, note in row.reviews}
    reviews = [clean(text) for name in reviewers for text in given.get(name, ("", ""))]
    pieces = _pieces(clean(row.evidence))
    first = [row.code, clean(row.question), clean(row.answer), pieces[0], clean(row.required), *reviews]
    yield [text[:_LONGEST] or None for text in first]
    for piece in pieces[1:]:
        yield [None, None, None, piece]


def _pieces(text: str) -> list[str]:
    pieces = []
    while len(text) > _LONGEST:
        cut = text.rfind("\n", 1, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        pieces.append(text[:cut])
        text = text[cut:].removeprefix("\n")
    return [*pieces, text]


# --- findings in a copy of the workbook ---------------------------------------------------------------


def annotate(data: bytes, sheet: Sheet, findings: Sequence[Finding], *, limits: Limits | None = None) -> bytes:
    """Write findings into a copy of the workbook `sheet` was read from, in a column of their own.

    Only the worksheets that get a finding are written anew, and in them only that column; every other part
    of the archive is copied as it is. Raises InputError where the workbook cannot be opened.
    """
    from lke_docs.office.archive import BrokenFileError, read_part
    from lke_docs.read.xlsx import worksheets

    bounds = limits or Limits()
    notes = _notes(sheet, findings)
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
            parts = {part: notes[name] for part, name in worksheets(old, bounds) if name in notes}
            wrapping, strings = _wrapping(old, bounds), _strings(old, bounds)
            for entry in old.infolist():
                body = read_part(old, entry.filename, bounds)
                if entry.filename in parts:
                    body = _with_notes(body, entry.filename, parts[entry.filename], wrapping, strings, bounds)
                new.writestr(entry, body)
    except (BrokenFileError, zipfile.BadZipFile) as error:
        raise InputError(sheet.source, f"temuan tidak dapat ditulis ke salinannya: {error}") from error
    return target.getvalue()


def _notes(sheet: Sheet, findings: Sequence[Finding]) -> dict[str, dict[int, list[str]]]:
    """What to write: worksheet -> row number -> one line for each finding."""
    places = {row.code: row.place for row in sheet.rows}
    first = next((row.place for row in sheet.rows if row.place.sheet), Place())
    notes: dict[str, dict[int, list[str]]] = {}
    for finding in findings:
        place = places.get(finding.indicator) or first
        if finding.spans and finding.spans[0].place.sheet:
            place = finding.spans[0].place
        position = cell_position(place.cell or "")
        if place.sheet is None or position is None:
            continue
        number = position[0] + 1 if finding.indicator else 0  # of the whole sheet: beside the titles
        line = clean(f"[{finding.rule}, {finding.level}] {finding.message}")
        notes.setdefault(place.sheet, {}).setdefault(number, []).append(line)
    return notes


def _wrapping(archive: zipfile.ZipFile, limits: Limits) -> frozenset[str]:
    """The styles of cells that break their text into lines: findings are written in one that the sheet has."""
    from lke_docs.office import xml
    from lke_docs.office.archive import read_part

    if _STYLES not in archive.namelist():
        return frozenset()
    formats = xml.child(xml.parse(read_part(archive, _STYLES, limits), _STYLES, limits, is_kept=True), "cellXfs")
    looks = enumerate(xml.children(formats, "xf") if formats is not None else ())
    aligned = ((number, xml.child(look, "alignment")) for number, look in looks)
    return frozenset(str(number) for number, it in aligned if it is not None and it.get("wrapText") in ("1", "true"))


def _strings(archive: zipfile.ZipFile, limits: Limits) -> Sequence[str]:
    """The texts that cells point to, in an archive that an office program saved."""
    from lke_docs.office import xml
    from lke_docs.office.archive import read_part

    if _SHARED not in archive.namelist():
        return ()
    root = xml.parse(read_part(archive, _SHARED, limits), _SHARED, limits, is_kept=True)
    return [str(it.xpath("string()")) for it in xml.children(root, "si")]


def _with_notes(
    body: bytes,
    part: str,
    notes: Mapping[int, Sequence[str]],
    wrapping: frozenset[str],
    strings: Sequence[str],
    limits: Limits,
) -> bytes:
    from lxml import etree

    from lke_docs.office import xml
    from lke_docs.office.archive import BrokenFileError

    root = xml.parse(body, part, limits, is_kept=True)
    data = xml.child(root, "sheetData")
    if data is None:
        raise BrokenFileError(f"bagian {part} tidak punya baris.")
    rows = {int(row.get("r") or 0): row for row in xml.children(data, "row")}
    column = _free_column(rows.values(), strings)
    name = column_name(column)
    top = min((number for number in rows if number), default=1)
    whole = list(notes.get(0, ()))
    used = Counter(style for row in rows.values() for cell in row if (style := cell.get("s") or "0") in wrapping)
    usual = used.most_common(1)[0][0] if used else ""
    _write(data, rows, top, name, "\n".join([TITLE, *whole]))
    for number, lines in sorted(notes.items()):
        if number:
            shown = [TITLE, *whole, *lines] if number == top else lines
            _write(data, rows, number, name, "\n".join(shown))
    for number in notes:
        _lay_out(rows[number or top], wrapping, usual)
    _widen(root, column, name)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _free_column(rows: Iterable[_Element], strings: Sequence[str]) -> int:
    """Index of the first column to the right of every cell, styled blanks too; findings of before give way to ours."""
    cells = [(at[1], row, cell) for row in rows for cell in row if (at := cell_position(cell.get("r") or ""))]
    last = max((column for column, *_ in cells), default=-1)
    old = [(row, cell) for column, row, cell in cells if column == last]
    if not any(_text(cell, strings).startswith(TITLE) for _, cell in old):
        return last + 1
    for row, cell in old:
        row.remove(cell)
    return last


def _text(cell: _Element, strings: Sequence[str]) -> str:
    text = str(cell.xpath("string()"))
    return strings[int(text)] if cell.get("t") == "s" and text.isdigit() and int(text) < len(strings) else text


def _write(data: _Element, rows: dict[int, _Element], number: int, column: str, text: str) -> None:
    """Put a text into the column of a row; the row is made where it is absent."""
    from lxml import etree

    space = data.tag[: -len("sheetData")]
    row = rows.get(number)
    if row is None:
        row = etree.Element(f"{space}row", r=str(number))
        data.insert(sum(1 for other in rows if other < number), row)
        rows[number] = row
    address = f"{column}{number}"
    for old in [cell for cell in row if cell.get("r") == address]:
        row.remove(old)
    cell = etree.SubElement(row, f"{space}c", r=address, t="inlineStr")
    value = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    value.text = text[:_LONGEST]
    value.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    spans = (row.get("spans") or "").partition(":")
    if spans[1]:
        row.set("spans", f"{spans[0]}:{max(int(spans[2]), column_index(column) + 1)}")


def _lay_out(row: _Element, wrapping: frozenset[str], usual: str) -> None:
    """Break the last cell of a row into lines as its neighbours do, and let the row be high enough for it."""
    *others, cell = row
    styles = [style for other in others if (style := other.get("s") or "0") in wrapping]
    if style := styles[-1] if styles else usual:
        cell.set("s", style)
    if high := row.get("ht"):
        row.set("ht", f"{max(float(high), height([str(cell.xpath('string()'))], [_COLUMN], size=11)):g}")


def _widen(root: _Element, column: int, name: str) -> None:
    """Let the used range include the column, and give it a width where no other rule does."""
    from lxml import etree

    from lke_docs.office import xml

    dimension = xml.child(root, "dimension")
    first, _, last = (dimension.get("ref") or "").partition(":") if dimension is not None else ("", "", "")
    position = cell_position(last or first)
    if dimension is not None and position is not None and position[1] < column:
        dimension.set("ref", f"{first}:{cell_name(position[0], column)}")
    widths = xml.child(root, "cols")
    if widths is not None and all(int(w.get("max") or 0) <= column for w in widths):
        space = widths.tag[: -len("cols")]
        number = str(column + 1)
        etree.SubElement(widths, f"{space}col", min=number, max=number, width=str(_COLUMN), customWidth="1")

"""The filled cells of a file, taken by other libraries than the readers use: what a sheet must account for."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from lke_docs.model import Sheet
from lke_docs.read.column import role_of
from lke_docs.read.vocabulary import plain, words

ROOT = Path(__file__).resolve().parents[2]
FORM = ROOT / "samples" / "formulir_kosong_zi_2021.xlsx"
_RUBRIC = re.compile(r"^(?:(?:ya|tidak|[a-e])\b\s*[.,:)]*\s*)?(?:jika|apabila|persentase|diisi)\b", re.IGNORECASE)
_MARK = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,3}|[ivx]{1,4}|[a-z])\s?[.)]?|[-–—•]")
_LIST_MARK = re.compile(r"^(?:(?:[A-Z]|[IVX]{1,4}|\d{1,2}|[ivx]{1,4}|[a-z])[.)]|[-–—•])\s+")
_LINK = re.compile(r'=HYPERLINK\("([^"]+)"', re.IGNORECASE)
_FORM_WORDS = re.compile(r"(?:ya|tidak|[a-e]|jumlah|%|nilai|angka|persen)(?:\s*[/,-]\s*(?:ya|tidak|[a-e]))*", re.I)


class Filled(NamedTuple):
    """One cell: its worksheet or table, where it is, what it says."""

    table: str
    at: str
    text: str


def filled_cells(data: bytes, ending: str) -> list[Filled]:
    """The filled cells of a file of that ending."""
    return [cell for cell in _READERS[ending](data) if cell.text.strip()]


def _xlsx(data: bytes) -> Iterator[Filled]:
    import openpyxl

    archive = zipfile.ZipFile(io.BytesIO(data))
    is_linked = any(b"HYPERLINK(" in archive.read(name) for name in archive.namelist())
    formulas = openpyxl.load_workbook(io.BytesIO(data)) if is_linked else None
    for page in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value is not None):
            link = _LINK.match(str(formulas[page.title][cell.coordinate].value)) if formulas else None
            target = link[1] if link else cell.hyperlink.target if cell.hyperlink else ""
            if cell.font is not None and cell.font.strike:
                continue
            text = f"{cell.value:.10g}" if isinstance(cell.value, float) else str(cell.value)
            if isinstance(cell.value, float) and "%" in cell.number_format:
                text = f"{cell.value * 100:.10g}%"
            yield Filled(page.title, cell.coordinate, unquote(target or "") or text)


def _ods(data: bytes) -> Iterator[Filled]:
    from lxml import etree

    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    for table in root.iter("{*}table"):
        for number, cell in enumerate(table.iter("{*}table-cell")):
            lines = ["".join(map(str, p.itertext())) for p in cell.iterfind("{*}p")]
            yield Filled(str(table.get(next(iter(table.keys())))), str(number), "\n".join(lines))


def _xls(data: bytes) -> Iterator[Filled]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        for r, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
            for c, value in enumerate(row):
                text = f"{value:.10g}" if isinstance(value, float) else str(value)
                yield Filled(name, f"{r + 1}:{c + 1}", text)


def _html(data: bytes) -> Iterator[Filled]:
    from lxml import html

    root = html.fromstring(data)
    for cell in root.iter("td"):
        for option in [one for one in cell.iter("option") if one.get("selected") is None]:
            option.text = ""
        targets = [unquote(a.get("href") or "") for a in cell.iter("a")]
        if cell.find(".//table") is None:
            yield Filled("html", str(cell.sourceline), targets[0] if targets else cell.text_content())


def _docx(data: bytes) -> Iterator[Filled]:
    import docx

    for number, table in enumerate(docx.Document(io.BytesIO(data)).tables, 1):
        seen = set()
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row.cells):
                if id(cell._tc) not in seen:
                    seen.add(id(cell._tc))
                    runs = [
                        "".join(run.text for run in p.runs if not (run.font.strike or run.font.hidden))
                        for p in cell.paragraphs
                    ]
                    yield Filled(f"Tabel {number}", f"{r}:{c}", "\n".join(runs))


def _csv(data: bytes) -> Iterator[Filled]:
    text = data.decode("utf-8-sig")
    mark = max(",;\t|", key=text.split("\n")[5].count)
    for r, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark)):
        yield from (Filled("csv", f"{r}:{c}", value) for c, value in enumerate(row))


def _pdf(data: bytes) -> Iterator[Filled]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        for word in page.get_textpage().get_text_range().replace("\ufffe", "- ").split():
            yield Filled("pdf", str(number), word)


def _txt(data: bytes) -> Iterator[Filled]:
    for number, line in enumerate(data.decode("utf-8").split("\n"), 1):
        yield from (Filled("txt", str(number), word) for word in line.split())


_READERS: dict[str, Callable[[bytes], Iterator[Filled]]] = {
    "xlsx": _xlsx, "ods": _ods, "xls": _xls, "html": _html, "docx": _docx, "csv": _csv, "pdf": _pdf, "txt": _txt,
}  # fmt: skip


def readable_endings() -> frozenset[str]:
    return frozenset(_READERS)


# --- what a sheet says of them ------------------------------------------------------------------------


def unaccounted(cells: Sequence[Filled], sheet: Sheet) -> list[Filled]:
    """The cells that are in no row, heading, review, header or notice and are not the form's own text."""
    told = squeezed(_told(sheet))
    notices = " ".join(notice.text for notice in sheet.notices)
    skipped = [table for table in {cell.table for cell in cells} if f"“{table}”" in notices]
    columns: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        columns.setdefault((cell.table, _column(cell.at)), []).append(cell.text)
    scores = {key for key, texts in columns.items() if _are_scores(texts)}
    named = {
        (cell.table, _column(cell.at)) for cell in cells if f"Kolom “{' '.join(cell.text.split())}”" in notices
    } | {key for key in columns if re.search(rf"Kolom {_letter(key[1])} ", notices)}
    titled = Counter((cell.table, _row(cell.at)) for cell in cells if role_of(cell.text)[0])
    return [
        cell
        for cell in cells
        if titled[cell.table, _row(cell.at)] < 2
        and not _is_said(cell.text, told)
        and cell.table not in skipped
        and (cell.table, _column(cell.at)) not in named
        and not (_number(cell.text) and ((cell.table, _column(cell.at)) in scores or cell.table == "txt"))
        and not _is_title(cell.text)
    ]


def _is_title(text: str) -> bool:
    """Tell the title of a column that is read; in a print each of its words stands for itself."""
    titles = words().role.values()
    return bool(role_of(text)[0]) or any(plain(text) in term.split() for terms in titles for term in terms)


def _told(sheet: Sheet) -> str:
    pieces = [text.text for text in (*sheet.header, *sheet.footer, *sheet.unplaced, *sheet.notices)]
    pieces += [f"{heading.title} {heading.code}" for heading in sheet.headings]
    for row in sheet.rows:
        pieces += [row.code, row.question, row.answer, row.evidence, row.required, *row.links]
        pieces += [text for review in row.reviews for text in review]
    return "\x00".join(pieces)


def _is_said(text: str, told: str) -> bool:
    own = squeezed(text)
    bare = text.strip()
    while (shorter := _LIST_MARK.sub("", bare)) != bare:
        bare = shorter
    without_code = re.sub(r"\s+[A-Z](?:\.\w{1,4})+$", "", " ".join(bare.split()))
    return (
        own in told
        or squeezed(without_code) in told
        or bool(_MARK.fullmatch(text.strip()))
        or bool(_RUBRIC.match(text.strip()))
        or bool(_FORM_WORDS.fullmatch(text.strip()))
        or own in _form()
        or text.strip() in ("0", "0%")  # what a formula to a blank cell caches
        or _has_share(text, told)
    )


def _has_share(text: str, told: str) -> bool:
    """Numbers are written in more than one way: 0.9375 is 93,75%."""
    return _number(text) and any(
        f"{float(text.strip().strip('%').replace(',', '.')) * factor:.10g}"[:5] in told for factor in (1, 100, 0.01)
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


def _number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(?:[.,]\d+)?(?:e-?\d+)?\s?%?", text.strip()))


def _are_scores(texts: Sequence[str]) -> bool:
    """A column of weights or scores: numbers, a title, and nothing to be read."""
    numbers = sum(map(_number, texts))
    return numbers * 4 >= 3 * (len(texts) - 1)


def _row(at: str) -> str:
    return re.sub(r"\D", "", at) if at[:1].isalpha() else at.partition(":")[0] if ":" in at else ""


def _column(at: str) -> str:
    return re.sub(r"\d", "", at) if at[:1].isalpha() else at.partition(":")[2]


def _letter(column: str) -> str:
    return chr(64 + int(column)) if column.isdecimal() and 0 < int(column) < 27 else re.escape(column or "?")


@cache
def _form() -> frozenset[str]:
    """What the blank form prints in its cells."""
    import openpyxl

    book = openpyxl.load_workbook(FORM, read_only=True)
    return frozenset(
        squeezed(str(value)) for page in book for row in page.iter_rows(values_only=True) for value in row if value
    )

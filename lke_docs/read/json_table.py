"""JSON of scripts and of offices' own applications -> grids: rows, records or columns, alone or in a tree.

A key is the title of a column. A branch of a tree that holds questions further down is a heading, or, where it is no
member of a list, says whose sheet it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from lke_docs.model import Place, SourceText
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.cell_address import cell_position
from lke_docs.office.limits import Budget, Limits
from lke_docs.read.column import role_of
from lke_docs.read.content import is_question, kind_of
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.html import shown, struck_in
from lke_docs.read.mark import CODE, as_code, as_mark
from lke_docs.read.notice import unseen_notice
from lke_docs.read.vocabulary import evened
from lke_docs.tuples import NamedTuple

_UNNAMED = re.compile(
    r"Unnamed: \d+(?:_level_\d+)?|__EMPTY(?:_\d+)?|\d+"
)  # what a script calls a column without a title
_RANGE = re.compile(r"(?:'?(.{1,100}?)'?!)?(\$?[A-Z]{1,3}\$?\d{1,7})(?::|$)")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*")  # when something was saved
_ADDRESS = ("http://", "https://", "www.")
_OF_UNIT = ("evidence", "note", "link")
_GIVEN = ("answer", *_OF_UNIT)
_CODED = "kode"  # the title of the codes that are keys
_OF_SHEET, _REVIEW = ("agency", "unit", "proposal", "application", "year"), ("Jawaban", "Catatan")
_EXPORTED = {
    "code": "Kode", "question": "Pertanyaan", "answer": "Jawaban", "evidence": "Bukti Dukung",
    "required": "Bukti Dukung yang Diminta",
}  # fmt: skip
_HEADING = ""  # the title under which a heading waits for that of the questions


class _Value(NamedTuple):
    """The text of a cell and, a line each, the targets of its links."""

    text: str
    link: str = ""

    def and_(self, other: _Value) -> _Value:
        return _Value(*("\n".join(filter(None, both)) for both in zip(self, other, strict=True)))


def read_records(data: bytes, limits: Limits) -> Document:
    """Read the tables in JSON, or in lines of JSON. What holds no question of the form is no LKE."""
    whole = _as_exported(_parsed(data.decode("utf-8-sig", "replace")))
    tree = _Tree()
    try:
        whole = _with_codes(whole)
        if tree.asks(whole):
            tree.take(whole, "JSON")
        notices = unseen_notice([*struck_in(whole)])
    except RecursionError as error:
        raise BrokenFileError("isi JSON bersarang terlalu dalam.") from error
    grids = [*tree.grids, *([_grid_of(tree.records)] if tree.records else [])]
    if not grids:
        raise BrokenFileError("JSON ini bukan jawaban satu unit dari PortalRB, dan tidak memuat tabel LKE.")
    budget = Budget(limits)
    for grid in grids:
        budget.take(grid.cells)
    budget.take(tree.lines)
    return Document("json", tuple(grids), tuple(tree.lines), tuple(notices))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise BrokenFileError("JSON di dalamnya tidak utuh.") from error


def _with_codes(node: object) -> object:
    """The tree with {"A.I.1.i.a": {"jawaban": "Ya"}} as records that say their code."""
    if isinstance(node, list):
        return list(map(_with_codes, node))
    if not isinstance(node, dict):
        return node
    coded = [
        {_CODED: key, **(value if isinstance(value, dict) else {"jawaban": value})}
        for key, value in node.items()
        if _is_code(key)
    ]
    rest = {key: _with_codes(value) for key, value in node.items() if not _is_code(key)}
    return {**rest, _CODED: coded} if coded and rest else coded or rest


def _is_code(text: str) -> bool:
    return bool(CODE.fullmatch(as_code(text)))


def _as_exported(whole: object) -> object:
    """What `export` wrote, as its workbook has it: where a cell stood in the file of before is no part of the sheet."""
    if not (isinstance(whole, dict) and str(whole.get("schema")).startswith("lke-docs/sheet/")):
        return whole
    try:
        sheet = whole["sheet"]
        rows = [
            {title: row[key] for key, title in _EXPORTED.items()}
            | {
                f"{kind} {name}": text
                for name, *both in row["reviews"]
                for kind, text in zip(_REVIEW, both, strict=True)
            }
            for row in sheet["rows"]
        ]
        titles = {f"judul {number}": it["text"] for number, it in enumerate(whole.get("header", ()), 1)}
        return {key: sheet[key] for key in _OF_SHEET if key in sheet} | titles | {"rows": rows}
    except (LookupError, TypeError, ValueError) as error:
        raise BrokenFileError("JSON di dalamnya tidak utuh.") from error


class _Tree:
    """What has been gathered: tables of rows, records of all branches, and lines that stand above them."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.records: list[dict[str, _Value]] = []
        self.lines: list[SourceText] = []
        self.asking: dict[int, bool] = {}

    def asks(self, node: object) -> bool:
        """Tell a value that holds a question: known, or behind a key that says so."""
        if isinstance(node, str):
            return is_question(_text(node)) or _is_code(node)
        if not isinstance(node, (list, dict)):
            return False
        if id(node) not in self.asking:
            below = node.items() if isinstance(node, dict) else (("", value) for value in node)
            asking = any(self.asks(value) for key, value in below if _role(key) not in _OF_UNIT)
            self.asking[id(node)] = asking or _has(node, "question")
        return self.asking[id(node)]

    def take(self, node: object, name: str, *, is_member: bool = False) -> None:
        if (rows := _rows_of(node)) is not None:
            self.grids.append(_grid(name, rows))
        elif isinstance(node, list):
            for part in node:
                self.take(part, name, is_member=True)
        elif isinstance(node, dict) and (sheet := _of_range(node)):
            self.grids.append(sheet)
        elif isinstance(node, dict):
            self.branch(node, is_member=is_member)

    def branch(self, node: Mapping[str, Any], *, is_member: bool) -> None:
        """A row with what hangs on it, a heading, or what stands above the tables; then what lies below."""
        below = {key: value for key, value in node.items() if isinstance(value, (list, dict)) and self.asks(value)}
        if is_row := any(_role(key) in _GIVEN for key in node if key not in below) or not below:
            asked = {
                key: value for key, value in below.items() if isinstance(value, dict)
            }  # the question of this answer
            is_asked = any(_has(it, "question") for it in (node, *asked.values()))
            below = {k: v for k, v in below.items() if k not in asked and (_answers(v) or not is_asked)}
        values = dict(_flat({key: value for key, value in node.items() if key not in below}))
        if is_row:
            self.records.append(values)
        elif is_member:
            self.records += ({_HEADING: _Value(text)} for text in _headings(values.values()))
        else:
            said = (f"{title} : {line}" for title, value in values.items() for line in value.text.split("\n") if line)
            self.lines += (SourceText(line, Place(line=1)) for line in said)
        for key, value in below.items():
            self.take(value, key)


def _headings(values: Iterable[_Value]) -> Iterator[str]:
    """The texts of a branch, a number before the name that it counts."""
    mark = ""
    for value in values:
        if as_mark(value.text):
            mark = value.text
        elif any(letter.isalpha() for letter in value.text):
            yield f"{mark} {value.text}".strip()
            mark = ""


# --- tables -------------------------------------------------------------------------------------------


def _rows_of(node: object) -> list[list[object]] | None:
    """The rows of a table in any of the shapes that scripts write; None for another value."""
    if isinstance(node, list) and node and all(isinstance(row, list) and _is_flat(row) for row in node):
        return node
    if isinstance(node, list) and node and all(isinstance(row, dict) and _is_flat(row.values()) for row in node):
        return None if any(_role(key) == "question" for row in node for key in row) else _with_titles(node)
    if not isinstance(node, dict) or not node:
        return None
    titles, rows = node.get("columns"), node.get("data")
    if isinstance(titles, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        return [[_title(str(title)) for title in titles], *rows]
    columns = list(node.values())
    if all(isinstance(column, dict) and _is_flat(column.values()) for column in columns):
        if all(key.isdecimal() for column in columns for key in column):
            columns = [list(column.values()) for column in columns]  # {"Jawaban": {"0": "Ya"}}
        elif all(key.isdecimal() for key in node):
            return _with_titles(columns)  # {"0": {"Jawaban": "Ya"}}
    is_even = len(columns) > 1 and all(isinstance(it, list) and len(it) == len(columns[0]) for it in columns)
    if is_even and len(columns[0]) > 1 and all(map(_is_flat, columns)):
        return [list(map(_title, node)), *map(list, zip(*columns, strict=True))]
    return None


def _is_flat(values: Iterable[object]) -> bool:
    return not any(isinstance(value, (list, dict)) for value in values)


def _with_titles(records: Sequence[Mapping[str, object]]) -> list[list[object]]:
    keys = list(dict.fromkeys(key for record in records for key in record))
    return [list(map(_title, keys)), *([record.get(key) for key in keys] for record in records)]


def _of_range(node: Mapping[str, Any]) -> Grid | None:
    """What the API of a spreadsheet gives: `values`, the `range` that they fill, and whether they are columns."""
    rows = node.get("values")
    if not isinstance(rows, list) or _rows_of(rows) is not rows:
        return None
    if node.get("majorDimension") == "COLUMNS":
        rows = list(map(list, zip_longest(*rows)))
    match = _RANGE.match(str(node.get("range", "")))
    at = cell_position(match[2]) if match else None
    return _grid(match[1] if match and match[1] else "JSON", rows, at or (0, 0))


def _grid(name: str, rows: Sequence[Sequence[object]], at: tuple[int, int] = (0, 0)) -> Grid:
    values = ((row, column, _value(value)) for row, line in enumerate(rows) for column, value in enumerate(line))
    cells = (Cell(at[0] + row, at[1] + column, it.text, name, link=it.link) for row, column, it in values if it.text)
    return Grid(name, tuple(cells))


def _grid_of(records: Sequence[Mapping[str, _Value]]) -> Grid:
    """The records as one table; headings stand in the column of the questions."""
    titles = list(dict.fromkeys(title for record in records for title in record if title != _HEADING))
    asked = {title: sum(is_question(record[title].text) for record in records if title in record) for title in titles}
    columns = {title: column for column, title in enumerate(titles)}
    columns[_HEADING] = columns[max(titles, key=lambda title: (asked[title], _role(title) == "question"))]
    cells = [Cell(0, column, title, "JSON") for title, column in columns.items() if title != _HEADING]
    for row, record in enumerate(records, 1):
        filled = sorted((columns[title], value) for title, value in record.items() if value.text)
        cells += [Cell(row, column, value.text, "JSON", link=value.link) for column, value in filled]
    return Grid("JSON", tuple(cells))


# --- keys and values ----------------------------------------------------------------------------------


def _title(key: str) -> str:
    """A key as a title; what only counts columns is none."""
    return "" if _UNNAMED.fullmatch(key) else evened(key)


def _role(key: str) -> str:
    return role_of(_title(key))[0]


def _has(node: object, role: str) -> bool:
    """Tell a record with a text of this role."""
    return isinstance(node, dict) and any(isinstance(node[key], str) and _role(key) == role for key in node)


def _answers(node: object) -> bool:
    """Tell records that are answered themselves, as numbers below an indicator are."""
    return isinstance(node, list) and any(isinstance(it, dict) and any(_role(k) == "answer" for k in it) for it in node)


def _text(value: object) -> str:
    return _value(value).text


def _value(value: object) -> _Value:
    """What a value says; the markup of the editor that it was written in is none of it."""
    if isinstance(value, str):
        text, link = shown(value.strip())
        return _Value(text.strip(), link)
    if isinstance(value, bool):
        return _Value("Ya" if value else "Tidak")
    return _Value("" if value is None else f"{value:g}" if isinstance(value, float) else str(value).strip())


def _flat(node: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, _Value]]:
    """The values of a record by their titles; what hangs on it gets the name of what it hangs on.

    Beside an answer stands who gave it and when: no part of it.
    """
    for key, value in node.items():
        is_of_answer = _role(above) != "answer" or isinstance(value, (list, dict)) or _is_given(_text(value))
        title = f"{_title(key)} {above if is_of_answer else ''}".strip()
        if isinstance(value, dict) and _role(title) not in _OF_UNIT:
            yield from _flat(value, title)
        elif isinstance(value, list) and value and all(isinstance(part, dict) and _reviewer(part) for part in value):
            for part in value:
                given = {name: text for name, text in part.items() if text != _reviewer(part)}
                yield from _flat(given, _reviewer(part))
        elif isinstance(value, (list, dict)):
            yield title, _listed(value)
        elif _role(title) or not _TIME.fullmatch(_text(value)):
            yield title, _value(value)


def _is_given(text: str) -> bool:
    return kind_of(Cell(0, 0, text)) in ("answer", "number", "rubric")


def _reviewer(node: Mapping[str, Any]) -> str:
    """The evaluator whom a value of a record names; "" for none."""
    named = (value for value in node.values() if isinstance(value, str) and len(value) < 60)
    return next((value for value in named if role_of(f"Jawaban {value}")[1] not in ("", "-")), "")


def _listed(value: object) -> _Value:
    """A list or a record as lines: what it says, and the addresses in it as links."""
    if isinstance(value, list):
        lines = _Value("")
        for part in value:
            lines = lines.and_(_listed(part))
        return lines
    if isinstance(value, dict):
        parts = [_listed(part) for part in value.values() if isinstance(part, (str, list, dict))]
        said = ", ".join(part.text for part in parts if part.text and part.text != part.link)
        links = "\n".join(part.link for part in parts if part.link)
        return _Value(said or links, links)
    text, link = _value(value)
    if _TIME.fullmatch(text):
        return _Value("")
    return _Value(text, link or (text if text.startswith(_ADDRESS) and " " not in text else ""))

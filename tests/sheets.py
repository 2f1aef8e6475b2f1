"""Small sheets for tests of rules: written as rows, or as lines "CODE | ANSWER | EVIDENCE"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lke_docs.check import audit
from lke_docs.check.rule import Rule
from lke_docs.check.window import parse_window
from lke_docs.model import Audit, Place, Row, Sheet, SourceText
from lke_docs.read.answer_kind import answer_kind

WINDOW = "2021-01..2021-08"
UNIT = "KEJARI SUKAMAJU"


def sheet(rows: Iterable[Sequence[str]], *, unplaced: Iterable[str] = (), unit: str = UNIT) -> Sheet:
    """A sheet of rows (code, answer, evidence) or (code, question, answer, evidence)."""
    return Sheet(
        source="uji.txt",
        sha256="0" * 64,
        format="txt",
        unit=unit,
        rows=tuple(_row(number, *fields) for number, fields in enumerate(rows, 1)),
        unplaced=tuple(SourceText(text, Place(line=900 + 2 * n)) for n, text in enumerate(unplaced)),
    )


def _row(number: int, code: str, *rest: str) -> Row:
    question, answer, evidence = rest if len(rest) == 3 else ("Apakah sudah dilaksanakan?", *rest)
    place = Place(line=number)
    return Row(code, question, answer, answer_kind(answer), evidence, place, segments=((0, place),))


def from_lines(text: str) -> Sheet:
    """Read the lines of an example; "! ..." is a line that has no place."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [tuple(part.strip() for part in line.split("|")) for line in lines if not line.startswith("!")]
    return sheet(rows, unplaced=[line[1:].strip() for line in lines if line.startswith("!")])


def check(checked: Sheet, rules: Sequence[Rule], *, window: str = WINDOW, as_of: str = "") -> Audit:
    """Run rules over a sheet; the window is 2021-01..2021-08 where nothing else is said."""
    result = audit(
        checked, window=parse_window(window), as_of=date.fromisoformat(as_of) if as_of else None, rules=rules
    )
    assert not result.defects, result.defects
    return result


def from_case(case: dict[str, Any]) -> Sheet:
    """The sheet of a case: `text` is the evidence of one row, `rows` are several; `unit`: whose it is."""
    rows = case.get("rows") or [("A.1.1.A", "A", case["text"])]
    return sheet(rows, unplaced=case.get("unplaced", ()), unit=case.get("unit", UNIT))


def mended(case: dict[str, Any]) -> list[Sheet]:
    """The sheet of a case whose remedy was followed, once for each way that it names.

    `mended` holds the rows anew, or what replaces what (a list where there are several ways): a code stands for its
    row's answer, a text for the cells that hold nothing else, or else for a part of the evidence.
    """
    ways = case["mended"]
    if isinstance(ways, list) and isinstance(ways[0], list):
        return [sheet(ways, unit=case.get("unit", UNIT))]
    return [_changed(case, way) for way in (ways if isinstance(ways, list) else [ways])]


def _changed(case: dict[str, Any], change: dict[str, str]) -> Sheet:
    faulty = from_case(case)
    whole = {cell for row in faulty.rows for cell in (row.code, row.answer, row.evidence)}
    assert all(old in whole or any(old in row.evidence for row in faulty.rows) for old in change), change

    def evidence(cell: str) -> str:
        for old in change.keys() - whole:
            cell = cell.replace(old, change[old])
        return change.get(cell, cell)

    rows = (
        (row.code, row.question, change.get(row.code, change.get(row.answer, row.answer)), evidence(row.evidence))
        for row in faulty.rows
    )
    return sheet(rows, unit=faulty.unit)

"""Which question each row of a sheet answers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from lke_docs.instrument import Indicator, InputField, Instrument
from lke_docs.instrument.question import IS_LIKE, by_question, input_row, is_plainly, likeness
from lke_docs.model import Row
from lke_docs.tuples import NamedTuple


class MatchedBy(StrEnum):
    """How the question of a row was found."""

    CODE = "kode"
    QUESTION = "pertanyaan"
    NUMBER = "hitungan"  # a number below a computed question
    NOTHING = ""


class RowMatch(NamedTuple):
    """The question that a row answers, or that it gives a number for; `reason` is in Indonesian, for the user."""

    row: Row
    indicator: Indicator | None
    how: MatchedBy
    reason: str


def match_rows(rows: Sequence[Row], instrument: Instrument) -> tuple[RowMatch, ...]:
    """Match each row, in order; rows of one code and question alike, as in the sheets of many units together."""
    known: dict[str, Indicator | None] = {}
    first = {(row.code, row.question): row for row in reversed(rows)}
    matched = {key: match_row(row, instrument, known=known) for key, row in first.items()}
    return tuple(matched[row.code, row.question]._replace(row=row) for row in rows)


def match_row(row: Row, instrument: Instrument, *, known: dict[str, Indicator | None] | None = None) -> RowMatch:
    """Match a row by its code; by its question where the code is unknown or plainly another question's.

    `known` keeps what questions were found to be, for the rows of one sheet.
    """
    number = input_row(row.code, instrument)
    if number is not None:
        return number_below(row, number)
    own = instrument.indicator(row.code)
    if own is not None and (not row.question or own.inputs or is_plainly(row.question, own, instrument)):
        return RowMatch(row, own, MatchedBy.CODE, "kode dan pertanyaan sesuai")
    if own is not None and likeness(row.question, own) >= IS_LIKE:
        return RowMatch(row, own, MatchedBy.CODE, "kode dan pertanyaan sesuai")
    indicators = known if known is not None else {}
    if row.question not in indicators:
        indicators[row.question] = by_question(row.question, instrument)
    other = indicators[row.question]
    if other is not None and other is not own:
        said = f"pertanyaannya adalah pertanyaan {other.code}" + (f", bukan {row.code}" if row.code else "")
        return RowMatch(row, other, MatchedBy.QUESTION, said)
    if own is not None:
        return RowMatch(row, own, MatchedBy.CODE, "kode sesuai; pertanyaan ditulis dengan kata lain")
    return RowMatch(row, None, MatchedBy.NOTHING, "tidak ada pertanyaan yang jelas paling mirip")


def number_below(row: Row, indicator: Indicator) -> RowMatch:
    """Match a row that holds a number, or a detail, of a computed question."""
    return RowMatch(row, indicator, MatchedBy.NUMBER, f"angka di bawah {indicator.code}")


def input_of(code: str, indicator: Indicator) -> InputField | None:
    """The number that a row below a computed indicator holds: `A.5.3.B.2` the second; None for details."""
    folded = code.strip(" .").casefold()
    number = folded.removeprefix(f"{indicator.code.casefold()}.")
    if number == folded or not number.isdecimal() or not 1 <= int(number) <= len(indicator.inputs):
        return None
    return indicator.inputs[int(number) - 1]

"""Which form a sheet is: decided here, for the library and for every command."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lke_docs.instrument.load import in_reading, load_instrument
from lke_docs.instrument.model import Instrument, Rubric
from lke_docs.instrument.recognise import Recognition, recognise
from lke_docs.model import Row, Sheet


def instrument_of(
    sheet: Sheet,
    given: str | Path | Instrument | Recognition | None = None,
    *,
    origin: str = "diberikan pengguna",
    reading: str = "",
) -> Recognition:
    """The form that was asked for (an id, a file, one that is loaded); where none was, the recognised one.

    `origin` says who asked for it; `reading` is the rubric that its letters are read by; where none is given, the
    one that the sheet's answers fit. Raises ConfigError where there is no such form or rubric.
    """
    if isinstance(given, Recognition):
        return given
    if isinstance(given, Instrument):
        return Recognition(given, origin)
    if given:
        return Recognition(load_instrument(given, reading=reading), origin)
    recognition = recognise(sheet)
    if recognition.instrument is None:
        return recognition
    if reading:
        return recognition._replace(instrument=in_reading(recognition.instrument, reading))
    return _as_answered(recognition.instrument, sheet.rows, recognition.reason)


def _as_answered(form: Instrument, rows: Iterable[Row], reason: str) -> Recognition:
    """The form in the wording whose options the answers are: "Ya" where 10/2019 has letters is 52/2014's."""
    chosen = [row for row in rows if row.is_choice]
    older = form.read_as(Rubric.OLDER)
    if _misfits(older, chosen) >= _misfits(form, chosen):
        return Recognition(form, reason)
    return Recognition(older, f"{reason}; jawabannya menurut pilihan {Rubric.OLDER.value}")


def _misfits(form: Instrument, rows: Iterable[Row]) -> int:
    """Answers by letter, Ya or Tidak that are no option of their question."""
    asked = ((form.indicator(row.code), row.answer) for row in rows)
    return sum(1 for it, answer in asked if it and it.letters and it.letter_of(answer) is None)

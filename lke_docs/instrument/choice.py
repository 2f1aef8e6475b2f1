"""Which form a sheet is: decided here, for the library and for every command."""

from __future__ import annotations

from pathlib import Path

from lke_docs.instrument.load import in_reading, load_instrument
from lke_docs.instrument.model import Instrument, Rubric
from lke_docs.instrument.recognise import Recognition, recognise
from lke_docs.model import Sheet


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
    found = recognise(sheet)
    if found.instrument is None:
        return found
    return found._replace(instrument=in_reading(found.instrument, reading or _reading_of(sheet, found.instrument)))


def _reading_of(sheet: Sheet, form: Instrument) -> str:
    """The older rubric where the answers fit it better: Ya and Tidak where the later one has letters."""
    older = form.read_as(Rubric.OLDER)
    return Rubric.OLDER if _strange(sheet, older) < _strange(sheet, form) else ""


def _strange(sheet: Sheet, form: Instrument) -> int:
    """How many rows answer what the form does not offer."""
    asked = ((form.indicator(row.code), row.answer) for row in sheet.rows if row.answer.strip())
    return sum(1 for it, answer in asked if it and it.letters and not it.is_computed and it.letter_of(answer) is None)

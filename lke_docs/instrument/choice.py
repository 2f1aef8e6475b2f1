"""Which form a sheet is: decided here, for the library and for every command."""

from __future__ import annotations

from pathlib import Path

from lke_docs.instrument.load import in_reading, load_instrument
from lke_docs.instrument.model import Instrument
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

    `origin` says who asked for it; `reading` is the rubric that its letters are read by. Raises ConfigError
    where there is no such form or rubric.
    """
    if isinstance(given, Recognition):
        return given
    if isinstance(given, Instrument):
        return Recognition(given, origin)
    if given:
        return Recognition(load_instrument(given, reading=reading), origin)
    found = recognise(sheet)
    return found._replace(instrument=in_reading(found.instrument, reading)) if found.instrument else found

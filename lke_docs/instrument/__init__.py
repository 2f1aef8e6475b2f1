"""Instruments (forms of the LKE) as data: load one, recognise it, match rows to its questions."""

from lke_docs.instrument.load import READINGS, instrument_ids, load_instrument
from lke_docs.instrument.model import (
    Area,
    Certainty,
    Indicator,
    InputField,
    Instrument,
    Option,
    Quirk,
    SubArea,
    Threshold,
)
from lke_docs.instrument.recognise import (
    Recognition,
    RowMatch,
    input_of,
    match_row,
    match_rows,
    recognise,
)

__all__ = [
    "READINGS",
    "Area",
    "Certainty",
    "Indicator",
    "InputField",
    "Instrument",
    "Option",
    "Quirk",
    "Recognition",
    "RowMatch",
    "SubArea",
    "Threshold",
    "input_of",
    "instrument_ids",
    "load_instrument",
    "match_row",
    "match_rows",
    "recognise",
]

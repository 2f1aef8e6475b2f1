"""Instruments (forms of the LKE) as data: load one, recognise it, tell a question by its words."""

from lke_docs.instrument.choice import instrument_of
from lke_docs.instrument.load import READINGS, instrument_ids, load_instrument
from lke_docs.instrument.model import (
    Area,
    Certainty,
    Compute,
    Indicator,
    InputField,
    Instrument,
    Option,
    Quirk,
    SubArea,
    Threshold,
)
from lke_docs.instrument.recognise import Recognition, recognise

__all__ = [
    "READINGS",
    "Area",
    "Certainty",
    "Compute",
    "Indicator",
    "InputField",
    "Instrument",
    "Option",
    "Quirk",
    "Recognition",
    "SubArea",
    "Threshold",
    "instrument_ids",
    "instrument_of",
    "load_instrument",
    "recognise",
]

"""Instruments (forms of the LKE) as data: load one, recognise it, tell a question by its words.

A row with the code A.2.1.C whose cell says "Notula Evaluasi SOP Bulan Maret 2021" is, in the form of 2019, a
question about procedures with five letters; what each letter asks is data in patterns/instruments:

>>> question = load_instrument("zi-2019").indicators["A.2.1.C"]
>>> question.label, [option.letter for option in question.options]
('Evaluasi dan perbaikan SOP', ['A', 'B', 'C', 'D', 'E'])
>>> "notula" in question.expects
True
"""

from lke_docs.instrument.choice import instrument_of
from lke_docs.instrument.load import instrument_ids, load_instrument, shipped_instrument
from lke_docs.instrument.model import (
    Area,
    Certainty,
    Compute,
    Indicator,
    InputField,
    Instrument,
    Option,
    Quirk,
    Rubric,
    SubArea,
    Threshold,
)
from lke_docs.instrument.recognise import Recognition, recognise

__all__ = [
    "Area",
    "Certainty",
    "Compute",
    "Indicator",
    "InputField",
    "Instrument",
    "Option",
    "Quirk",
    "Recognition",
    "Rubric",
    "SubArea",
    "Threshold",
    "instrument_ids",
    "instrument_of",
    "load_instrument",
    "recognise",
    "shipped_instrument",
]

"""A sheet read as one instrument, once: which question each row answers, and what it answers.

The cell "5" of row A.5.3.B.1 ("Jumlah pengaduan masyarakat yang harus ditindaklanjuti") becomes the first of
the three counts of question A.5.3.B, whether it stands in the column of answers or of evidence. Rules, the
judging of letters and the score all take this reading; none matches rows or reads numbers again.
"""

from lke_docs.form.choice import Choice
from lke_docs.form.count import CountFault, Counts
from lke_docs.form.formula import value_of
from lke_docs.form.match import MatchedBy, RowMatch, match_row, match_rows
from lke_docs.form.number import Number, parse_number, written_number
from lke_docs.form.prescribed import ASKED_ONLY, is_prescribed, own_texts
from lke_docs.form.reading import Form, read_form

__all__ = [
    "ASKED_ONLY",
    "Choice",
    "CountFault",
    "Counts",
    "Form",
    "MatchedBy",
    "Number",
    "RowMatch",
    "is_prescribed",
    "match_row",
    "match_rows",
    "own_texts",
    "parse_number",
    "read_form",
    "value_of",
    "written_number",
]

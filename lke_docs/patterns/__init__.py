"""What patterns/*.toml hold, as values: grammars of numbers, vocabularies, words of rules.

Of the cell "Notulen Evaluasi SOP bln Pebruari 2021" the files know that "notulen" is a kind of document, the
notula, and that "pebruari" is the second month; where in the cell they stand, extraction finds out.

>>> vocabulary().types["notula"].title, "notulen" in vocabulary().types["notula"].names
('Notula', True)
>>> time_words().months["pebruari"]
2
"""

from __future__ import annotations

from lke_docs.patterns.alternation import LETTERS, alternation
from lke_docs.patterns.cutter import CutterRecord, cutter_records, kind_records, state_records, state_words
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.patterns.folder_words import folder_words
from lke_docs.patterns.grammar import Grammar, date_grammars
from lke_docs.patterns.number import NumberGrammar, Pattern, number_grammar, read_patterns
from lke_docs.patterns.rule import (
    AskedDocument,
    Condition,
    Phrases,
    Stray,
    asked_documents,
    conditions,
    fields,
    formal_terms,
    is_fine,
    nothing_happened,
    phrases,
    public_holidays,
    question_pairs,
    rule_words,
    stem,
    stray_documents,
    topics,
)
from lke_docs.patterns.title import TitleWords, title_words
from lke_docs.patterns.vocabulary import (
    FILE_ENDING,
    GAZETTE,
    DocType,
    Vocabulary,
    kinds_and_office,
    page_words,
    time_words,
    title_of,
    vocabulary,
)

__all__ = [
    "FILE_ENDING",
    "GAZETTE",
    "LETTERS",
    "AskedDocument",
    "Condition",
    "CutterRecord",
    "DocType",
    "Grammar",
    "NumberGrammar",
    "Pattern",
    "Phrases",
    "Stray",
    "TitleWords",
    "Vocabulary",
    "alternation",
    "asked_documents",
    "conditions",
    "cutter_records",
    "date_grammars",
    "fields",
    "folder_words",
    "formal_terms",
    "is_fine",
    "kind_records",
    "kinds_and_office",
    "nothing_happened",
    "number_grammar",
    "page_words",
    "pattern_file",
    "phrases",
    "public_holidays",
    "question_pairs",
    "read_patterns",
    "rule_words",
    "state_records",
    "state_words",
    "stem",
    "stray_documents",
    "time_words",
    "title_of",
    "title_words",
    "topics",
    "vocabulary",
    "word_lists",
]

"""The words round a title: what stands before it and behind it, and what introduces it."""

from __future__ import annotations

from lke_docs.kept import shipped
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.tuples import NamedTuple


class TitleWords(NamedTuple):
    """The lists of patterns/judul.toml, each as one alternation."""

    papers: str
    letters: str
    times: str
    lead: str
    marks: str
    about: str
    orders: str
    joining: str


@shipped
def title_words() -> TitleWords:
    """The words of patterns/judul.toml."""
    lists = pattern_file("judul.toml").read(word_lists(*TitleWords._fields))
    return TitleWords(**{name: alternation(words) for name, words in lists.items()})

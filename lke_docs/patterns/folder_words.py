"""The words of the evidence folder."""

from __future__ import annotations

from collections.abc import Mapping

from lke_docs.kept import shipped
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.records import WORDS, need
from lke_docs.tuples import NamedTuple


class FolderWords(NamedTuple):
    """`area`: words before the number of a part of the form; `part`: words that stand for such a number; `near`: what
    else may be filed for a type; `pictured`: types that a picture shows by itself,
    `worded`: those of them that are words; `bearer`: types that a person's name
    tells apart; `online`: words of what a link leads to; `table`: of what is kept as a table,
    `table_types`: types that may be meant then, `no_table`: types that are no such thing; `own`: types that the
    unit makes itself; `meeting`: what papers of a meeting are of, whatever it was about; `locator`: parts of a
    document, `locator_lead`: what stands before; `tax`, `phone`: what stands before such a number of a person;
    `sheet`: how the file of a unit's sheet is called; `evidence`: how the name of a folder of evidence begins.
    """

    area: frozenset[str]
    part: Mapping[str, str]
    near: Mapping[str, frozenset[str]]
    pictured: frozenset[str]
    worded: frozenset[str]
    bearer: frozenset[str]
    online: tuple[str, ...]
    table: tuple[str, ...]
    table_types: frozenset[str]
    no_table: frozenset[str]
    own: frozenset[str]
    meeting: tuple[str, ...]
    locator: tuple[str, ...]
    locator_lead: tuple[str, ...]
    tax: tuple[str, ...]
    phone: tuple[str, ...]
    sheet: tuple[str, ...]
    evidence: tuple[str, ...]


@shipped
def folder_words() -> FolderWords:
    """The words of patterns/folder.toml."""
    data = pattern_file("folder.toml")
    labels = data.under("personal").read(word_lists("tax", "phone"))
    unit = data.under("unit").read(word_lists("sheet", "evidence"))
    pictures = data.under("picture").read(word_lists("types", "worded"))
    locator = data.under("locator").read(word_lists("lead", "words"))
    tables = data.under("table").read(word_lists("words", "types", "no_table"))
    return FolderWords(
        area=frozenset(data.under("area").read(word_lists("words"))["words"]),
        part={word: sign for sign, words in data.under("part").read_all(need(WORDS)).items() for word in words},
        near={slug: frozenset(words) for slug, words in data.under("near").read_all(need(WORDS)).items()},
        pictured=frozenset(pictures["types"]),
        worded=frozenset(pictures["worded"]),
        bearer=frozenset(data.under("bearer").read(word_lists("types"))["types"]),
        online=data.under("online").read(word_lists("words"))["words"],
        table=tables["words"],
        table_types=frozenset(tables["types"]),
        no_table=frozenset(tables["no_table"]),
        own=frozenset(data.under("own").read(word_lists("types"))["types"]),
        meeting=data.under("meeting").read(word_lists("words"))["words"],
        locator=locator["words"],
        locator_lead=locator["lead"],
        tax=labels["tax"],
        phone=labels["phone"],
        sheet=unit["sheet"],
        evidence=unit["evidence"],
    )

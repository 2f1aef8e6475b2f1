"""Find the words of the vocabulary in one pass over lower-case text: document types, topics, months, periods.

The pass also tells which of the slower searches (dates, periods) have anything to look for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from lke_docs.patterns import alternation, time_words, vocabulary
from lke_docs.patterns.vocabulary import Homonym
from lke_docs.tuples import NamedTuple

# What hits are filed under that name no type of document.
TOPIC = "*topic"  # what follows is the topic ("terkait", "dalam rangka")
SUBJECT = "*subject"  # what follows is the title or subject ("tentang", "perihal")
NOTHING = "*nothing"  # looks like a type and is none
MONTH = "*month"
PERIOD = "*period"  # label of a quarter, semester or year
WEEKDAY = "*weekday"
DATE = "*date"  # label of a date ("tanggal")
BULAN = "*bulan"  # label of a month
SIGNS = "•●▪■◦✓✔✅✗✘❌➢❖√☑☒☐□⬜\uf0b7\uf0a7\uf0d8"  # bullets, ticks and boxes
CLOSE = r"(?:\.\)?|\)\.?|\])"  # what ends the mark of a list: "1." "1)" "1.)" "(1)." "[1]"
RANGE = r"(?:\d{1,2} ?(?:[-–,&]|s[./]?d\.?|dan) ?)?"  # "1-6. SOP", "7 s.d 9. Foto": what one entry stands for
BOX = r"(?:\[(?: ?[xXvV√✓✔✗✘] ?| {1,3})\]|\((?:[√✓✔]| [xXvV√✓✔] | {1,3})\))"
ARTEFACT = "*artefact"  # a member of a list of evidence that is no paper ("papan pengumuman")


class _Scanner(NamedTuple):
    regex: re.Pattern[str]  # with the character before a word, by which the heads of words are quickly found
    slugs: Mapping[str, str]
    stems: Sequence[str]
    # words that mean their type only where they begin an item (None), or none where an expression fits
    unsure: Mapping[str, tuple[re.Pattern[str], Homonym] | None]

    def slug(self, word: str) -> str:
        """What a matched word is filed under; white space and the end of a stem may differ from the list."""
        word = " ".join(word.split())
        return (
            self.slugs.get(word)
            or self.slugs.get(word.removesuffix("nya"))
            or self.slugs[next(s for s in self.stems if word.startswith(s[:-1]))]
        )


@cache
def _scanner() -> _Scanner:
    words, times = vocabulary(), time_words()
    slugs = dict.fromkeys(words.artefacts, ARTEFACT)
    slugs |= {word: PERIOD for key in ("quarter", "semester", "year", "unknown") for word in times.period[key]}
    slugs.update(dict.fromkeys(times.weekdays, WEEKDAY))
    slugs.update(dict.fromkeys(times.date_labels, DATE))
    slugs.update(dict.fromkeys(times.period["month"], BULAN))
    slugs.update(dict.fromkeys(times.months, MONTH))
    slugs.update({name: doc_type.slug for doc_type in words.types.values() for name in doc_type.names})
    slugs.update(dict.fromkeys((*words.not_types, *[it.replace("-", " ") for it in words.not_types]), NOTHING))
    slugs.update(dict.fromkeys(words.topic, TOPIC))
    slugs.update(dict.fromkeys(words.subject, SUBJECT))
    heads = {name: doc_type.slug for doc_type in words.types.values() for name in doc_type.heads}
    slugs.update(heads)
    stems = [word for word in slugs if word.endswith("*")]
    regex = re.compile(rf"[^a-z](?:{alternation(slugs)})(?:nya)?(?![a-z])")  # "notulanya terlampir"
    others = {name: (re.compile(it.regex), it) for it in words.homonyms for name in it.names}
    return _Scanner(regex, slugs, stems, {**dict.fromkeys(heads), **others})


class Word(NamedTuple):
    """A word of the vocabulary, and what it is filed under: the slug of a type, or a name from above."""

    start: int
    end: int
    slug: str


class Words(NamedTuple):
    """What one pass found, each in order: types of documents, words before a topic, words of time, artefacts."""

    types: list[Word]
    topics: list[Word]
    times: list[Word]
    artefacts: list[Word]
    kinds: set[str]  # of the words of time


new = tuple.__new__  # of values that each line has many of: `Word(...)` goes through a Python function of its own


def find_words(text: str, low: str) -> Words:
    """Return the vocabulary's words in `low`, which is `text` in lower case."""
    scanner = _scanner()
    slugs, unsure = scanner.slugs, scanner.unsure
    types: list[Word] = []
    topics: list[Word] = []
    times: list[Word] = []
    artefacts: list[Word] = []
    kinds: set[str] = set()
    for match in scanner.regex.finditer(f" {low}"):
        start, end = match.start(), match.end() - 1
        word = low[start:end]
        slug = slugs.get(word) or scanner.slug(word)
        if slug[0] != "*":
            hit = new(Word, (start, end, slug))
            if word not in unsure:
                types.append(hit)
            elif (slug := _meant(unsure[word], hit, text, low, (*types[-1:], *artefacts[-1:]))) is ARTEFACT:
                artefacts.append(new(Word, (start, end, ARTEFACT)))
            elif slug is not NOTHING:
                types.append(hit)
        elif slug is SUBJECT or slug is TOPIC:
            topics.append(new(Word, (start, end, slug)))
        elif slug is ARTEFACT:
            artefacts.append(new(Word, (start, end, slug)))
        elif slug is not NOTHING:
            times.append(new(Word, (start, end, slug)))
            kinds.add(slug)
    return Words(types, topics, times, artefacts, kinds)


_AROUND = 80  # characters on either side of a name


def _meant(
    homonym: tuple[re.Pattern[str], Homonym] | None, hit: Word, text: str, low: str, earlier: Sequence[Word]
) -> str:
    """What an unsure word is filed under; `earlier`: the last words before it."""
    start, end, slug = hit
    if homonym is None:
        return slug if _begins_item(low, start) else ARTEFACT
    floor = max(0, start - _AROUND)
    around, (regex, record) = f"{text[floor:start]}¤{text[end : end + _AROUND]}", homonym
    near = regex.search(around) if record.hint in around else None
    if near is None or (near.re.groups and any(word.end > floor + near.start(1) for word in earlier)):
        return slug
    return ARTEFACT if record.listed else NOTHING


_BEFORE_ITEM = re.compile(
    r"(?:^(?:\d{1,2}\s)?|[^a-z0-9\s/])\s{0,8}(?:(?:dan|serta|dok|dokumen|file|bukti|rekap|data)\s{1,4})?$"
)


def _begins_item(low: str, start: int) -> bool:
    """Tell whether nothing but a mark, a comma or a lead word stands before, on its line."""
    floor = max(low.rfind("\n", max(0, start - 30), start) + 1, start - 30, 0)
    return _BEFORE_ITEM.search(low[floor:start]) is not None


@cache
def lead_regex() -> re.Pattern[str]:
    """What may stand before the name of a type at the head of an item ("Dokumen", "telah terdapat")."""
    words = vocabulary()
    lead = alternation(sorted({*words.lead, *words.claim}))
    number = rf"(?![a-z]{{4}})[(#\[]?{RANGE}[0-9a-z]{{1,3}}(?:(?:\.[0-9a-z]{{1,2}}){{1,2}}[.)]?|{CLOSE}|(?<=\d)-?)"
    mark = rf"(?:{number}\s{{1,4}}|[-–*·o{SIGNS}]\s{{1,4}}){{0,3}}"
    folder = r"(?:[^\s;/\\]{1,40}+[/\\]){0,6}"
    return re.compile(rf"[\s\"“”'(]{{0,8}}{folder}{mark}(?:(?:{lead})(?![a-z])[\s:.]{{1,6}}){{0,3}}")


@cache
def counted_regex() -> re.Pattern[str]:
    """What follows a figure that counts things and is no year ("2021 orang")."""
    return re.compile(rf"\s{{0,3}}(?:{alternation(time_words().counted)})(?![a-z])")


def vocabulary_regex() -> re.Pattern[str]:
    """The expression behind `find_words`, for measuring it alone."""
    return _scanner().regex

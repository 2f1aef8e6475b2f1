"""Papers that an item offers at its head: "SK Tim Kerja ...", "Telah diterbitkan Surat Perintah ..."."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from lke_docs.check.rule import NOT_APPLICABLE, Applies, Dossier, Skip
from lke_docs.extract.bind import own_dates
from lke_docs.model import DocDate, Entry, EvidenceItem, Reference, ReferenceKind, TypeMention
from lke_docs.patterns import DocType, number_grammar, phrases, rule_words, vocabulary
from lke_docs.series.filing import deciding_types
from lke_docs.series.sameness import is_same_subject, shared_by_same, subject_words
from lke_docs.series.strand import Blocks, Matter
from lke_docs.tuples import NamedTuple

_WORD = re.compile(r"\w+")
_PERSONS = re.compile(r"\s+\d{1,4}\s+(?:orang|org|pegawai)\b", re.IGNORECASE)  # "SPMT 3 orang": several papers

_COUNTED = r"\d{1,4}\s+(?:orang|org|pegawai|pns|cpns|pppk|asn)\b"
_FOR_PERSONS = re.compile(rf"(?i)(?:\s+[a-z]+){{0,3}}?\s+(?:bagi|untuk|atas nama|a\.n\.|sebanyak)\s+{_COUNTED}")
_PERSONS_GOT = re.compile(rf"(?i)(?<!\d){_COUNTED}[^;\n]{{0,120}}\bdengan\s+$")
_BEFORE_DAY = 60  # characters of "ditetapkan oleh Kepala Puskesmas pada tanggal"
_WORDS_BEFORE_DAY = 3  # behind a meeting: "dalam rapat ditetapkan pada tanggal"
_CUT = re.compile(r"[;:(\d\n]|,\s|\.\s")
_SHORT = 2  # letters: "sk" is a paper in small letters too


class Paper(NamedTuple):
    """A document, by its type, at the head of an item, with the numbers and dates that go with it."""

    entry: Entry
    item: EvidenceItem
    mention: TypeMention
    doc_type: DocType
    references: tuple[Reference, ...]
    dates: tuple[DocDate, ...]

    @property
    def subject(self) -> str:
        """What it is about, as written; the whole item where it does not say."""
        return self.item.subject or self.item.text


def papers(dossier: Dossier, slugs: Collection[str]) -> Iterator[Paper]:
    """Yield the finished papers of these types; one for each item."""
    for entry in dossier.entries:
        yield from _of_entry(dossier, entry, slugs)


def _of_entry(dossier: Dossier, entry: Entry, slugs: Collection[str]) -> Iterator[Paper]:
    items = entry.evidence.items
    for index, item in enumerate(items):
        if not any(mention.slug in slugs for mention in item.mentions):
            continue
        head = next((m for m in _head(item) if m.slug in slugs), None)
        mention = head or _inside(item, slugs)
        if mention is None or _is_other(item, mention) or _is_tax_return(entry, mention):
            continue
        references, dates = item.references, own_dates(item)
        if head is None:  # "Pada rapat tanggal 8 Januari 2021 ditunjuk tim dengan SK Kepala Balai"
            dates = tuple(day for day in dates if day.start > mention.start or is_issued_on(item, day))
        after = items[index + 1] if index + 1 < len(items) else None
        if after and not after.mentions and after.references:  # "SK Tim Kerja; Nomor KEP-01/..."
            references, dates = references + after.references, dates + after.dates
        yield Paper(entry, item, mention, dossier.vocabulary.types[mention.slug], references, dates)


def is_issued_on(item: EvidenceItem, day: DocDate) -> bool:
    """ "Rencana kerja ditetapkan tanggal 15 Januari 2021 dengan SK Kepala Balai": the day is the decree's too."""
    at = day.start - item.start
    before = _CUT.split(item.text[max(0, at - _BEFORE_DAY) : at].casefold())[-1]
    if phrases("event", "meeting").search(before):
        return not rule_words().paper["issued"].isdisjoint(_WORD.findall(before)[-_WORDS_BEFORE_DAY:])
    return not rule_words().paper["issued"].isdisjoint(_WORD.findall(before))


def _is_other(item: EvidenceItem, mention: TypeMention) -> bool:
    """Tell what a meeting decides, and decrees that govern ("Keputusan Menteri ..."), from the unit's own."""
    whole = " ".join(item.text.casefold().split())
    if any(phrase in whole for phrase in rule_words().paper["no_decree"]):
        return True
    text = item.text[mention.start - item.start :].casefold()
    words = number_grammar().regulation_words
    governs = text.startswith(words) and any(re.match(rf"{re.escape(word)}\b", text) for word in words)
    return governs or any(reference.kind is ReferenceKind.REGULATION for reference in item.references)


def _is_tax_return(entry: Entry, mention: TypeMention) -> bool:
    """ "Rekap LHKASN / SPT": what employees file, not an order to go somewhere."""
    words, row = rule_words().paper, entry.row
    if row.evidence[mention.start : mention.end].casefold() not in words["tax"]:
        return False
    return not words["wealth"].isdisjoint(_WORD.findall(f"{row.question} {row.evidence}".casefold()))


def _head(item: EvidenceItem) -> Iterator[TypeMention]:
    """Yield the offered types before which nothing stands but words that change nothing."""
    if not item.is_offered:
        return
    words, position, last = rule_words().paper, item.start, ""
    for mention in item.mentions:
        if not mention.offered:
            return
        gap = item.text[position - item.start : mention.start - item.start].casefold()
        before = _WORD.findall(gap)
        if not _opening().issuperset(before):
            return
        if last not in ("", mention.slug) and not gap.strip():  # "Sosialisasi surat keputusan"
            return
        if not (words["unfinished"] | words["many"]).isdisjoint(before):
            return
        if _PERSONS.match(item.text, mention.end - item.start):
            return
        yield mention
        position, last = mention.end, mention.slug


def _inside(item: EvidenceItem, slugs: Collection[str]) -> TypeMention | None:
    """The decree or order that a sentence rests on: "telah dibentuk tim dengan SK Kepala Balai"."""
    types, words = vocabulary().types, rule_words().paper
    for mention in item.mentions if item.is_offered else ():
        if mention.slug in slugs and mention.slug in types and types[mention.slug].decides:
            at = mention.start - item.start
            before = _WORD.findall(item.text[:at].casefold())
            is_paper = item.text[at].isupper() or mention.end - mention.start <= _SHORT  # not "dipakai dalam keputusan"
            if is_paper and before and before[-1] in words["resting"]:
                return mention
    return None


@cache
def _opening() -> frozenset[str]:
    """Words that may stand before the name of a type at the head of an item."""
    names, paper = vocabulary(), rule_words().paper
    phrases = " ".join((*names.lead, *names.claim)).split()
    return frozenset(phrases) | paper["issued"] | paper["joining"] | paper["unfinished"]


def of_persons(paper: Paper) -> bool:
    """Several papers, one for each of those counted: "SK KGB bagi 7 orang", "4 PPPK dengan SPMT 2 Januari 2024"."""
    text, at = paper.item.text, paper.mention.start - paper.item.start
    behind = _FOR_PERSONS.match(text, paper.mention.end - paper.item.start)
    before = "perintah" in paper.mention.slug and _PERSONS_GOT.search(text, 0, at)
    return bool(behind or before)


def is_of_numbers(dossier: Dossier, entry: Entry) -> bool:
    """A question of numbers: "SK agen 6 orang, perubahan 5" counts, and its decree is told elsewhere."""
    indicator = dossier.form.indicator(entry) if dossier.form else None
    return indicator is not None and indicator.is_computed


About = tuple[str, tuple[str, ...]]


def about(paper: Paper, unit: str) -> About:
    """The type and the subject of a paper, to compare it with others."""
    return paper.mention.slug, subject_words(paper.item.subject, unit=unit)


class Among:
    """Papers by type and subject: whether one, its subject perhaps shortened, is among them."""

    def __init__(self, abouts: Iterable[About]) -> None:
        self._all = list(dict.fromkeys(abouts))
        self._near = Blocks((words for _, words in self._all), shared_by_same)
        for position, told in enumerate(self._all):
            self._near.add(Matter(*told), position)

    def __contains__(self, about: About) -> bool:
        return any(is_same_subject(about[1], self._all[at][1]) for at in self._near.near(Matter(*about)))


def naming(*wanted: str, deciding: bool = True) -> Applies:
    """The rule runs on rows that name decrees or orders (`deciding`), or types of these groups of words."""

    def applies(_: Dossier, entry: Entry) -> Skip | None:
        slugs = deciding_types() if deciding else frozenset()
        for group in wanted:
            slugs |= rule_words().paper[group]
        return None if slugs.intersection(entry.evidence.document_types) else NOT_APPLICABLE

    return applies

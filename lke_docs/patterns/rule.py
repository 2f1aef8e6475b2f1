"""The words that rules compare with: lists, documents asked for, matters, formal terms, days without office hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from lke_docs.kept import shipped
from lke_docs.patterns.alternation import alternation
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.records import NUMBER, TABLES, WORD, WORDS, Record, Schema, may, need
from lke_docs.tuples import NamedTuple

_ASKED: Schema = {
    "title": need(WORD), "question": need(WORDS), "evidence": need(WORDS), "types": may(WORDS),
    "requirement": may(WORDS),
}  # fmt: skip
_STRAY: Schema = {
    "words": need(WORDS), "question": need(WORDS), "fine": need(WORDS), "reason": need(WORD), "source": need(WORD),
    "above": may(NUMBER),
}  # fmt: skip
_FIELD: Schema = {"name": need(WORD), "kinds": need(WORDS), "words": need(WORDS)}
_TOPIC: Schema = {"name": need(WORD), "words": need(WORDS), "fits": need(WORDS)}

_CONDITION: Schema = {
    "id": need(WORD), "title": need(WORD), "counts": may(WORDS), "words": need(WORDS), "founding": may(WORDS),
}  # fmt: skip


class RuleWords(NamedTuple):
    """The words that rules compare with; lower case, types by slug."""

    empty: frozenset[str]
    issuer: frozenset[str]
    generic: frozenset[str]
    paper: Mapping[str, frozenset[str]]
    office: Mapping[str, frozenset[str]]
    office_short: Mapping[str, str]
    office_head: Mapping[str, str]
    unit_apart: frozenset[str]
    denial_empty: frozenset[str]
    follow_up: tuple[str, ...]
    monitoring: tuple[str, ...]


@shipped
def rule_words() -> RuleWords:
    """The words of patterns/aturan.toml."""
    data = pattern_file("aturan.toml")
    subject = data.under("subject").read(word_lists("empty", "issuer", "generic"))
    follow_up = data.under("follow_up").read(word_lists("words", "monitoring"))
    paper, office = (data.under(name).read_all(need(WORDS)) for name in ("paper", "office"))
    denial = data.under("denial").read_all(need(WORDS))
    return RuleWords(
        **{name: frozenset(words) for name, words in subject.items()},
        paper={name: frozenset(words) for name, words in paper.items()},
        office={name: frozenset(words) for name, words in office.items()},
        office_short=data.under("office_short").read_all(need(WORD)),
        office_head=data.under("office_head").read_all(need(WORD)),
        unit_apart=frozenset(data.under("unit").read_all(need(WORDS))["apart"]),
        denial_empty=frozenset(denial["empty"]),
        follow_up=follow_up["words"],
        monitoring=follow_up["monitoring"],
    )


class Phrases(NamedTuple):
    """Words and phrases, looked for whole and in any case.

    Their expression is compiled when a text holds the beginning of one of them: in most runs few do.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        return _whole_words(self.words).search(text) if self.may_stand_in(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        return _whole_words(self.words).match(text) if text.lower().startswith(self.stems) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return _whole_words(self.words).finditer(text) if self.may_stand_in(text) else iter(())

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds the beginning of one of them: cheap, for whoever would look at each of its pieces."""
        low = text.lower()
        for stem in self.stems:  # noqa: SIM110 - asked some 5,000 times a sheet
            if stem in low:
                return True
        return False


def _phrases(words: Iterable[str]) -> Phrases:
    kept = tuple(words)
    return Phrases(kept, tuple({stem(word) for word in kept}))


def stem(word: str) -> str:
    """What a text must hold where it holds a word of a vocabulary: its letters before a blank or a star."""
    return re.split(r"[\s*]", word.lower(), maxsplit=1)[0]


@shipped
def phrases(section: str, key: str) -> Phrases:
    """One list of words of patterns/aturan.toml."""
    return _phrases(pattern_file("aturan.toml").under(section).read_all(need(WORDS))[key])


@cache
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternation(words)})(?![\w-])", re.IGNORECASE)


@cache
def nothing_happened(*kinds: str) -> re.Pattern[str]:
    """What says that there were no complaints or faults; `kinds`: the lists of [nothing] in patterns/aturan.toml.

    "Tidak ada laporan pengaduan"; "Pelanggaran kode etik belum ada" at the head of a clause only, for "SOP pengaduan
    belum ada" lacks the paper.
    """
    tables = pattern_file("aturan.toml")
    lists = tables.under("nothing").read_all(need(WORDS))
    before, behind, what = (
        alternation(words) for words in (lists["before"], lists["behind"], [it for kind in kinds for it in lists[kind]])
    )
    closed = alternation(tables.under("denial").read_all(need(WORDS))["reason"])
    return re.compile(
        rf"(?i)(?<![\w-])(?:{before})\s{{1,3}}(?:(?:laporan|satu ?pun)\s)?(?:{what})(?![\w-])"
        rf"|(?:^|(?<=[.;:,(\n])|(?<=[.;:,(\n] ))(?:{what})(?:\s\w{{2,16}}){{0,4}}\s{{1,3}}(?:{behind})"
        rf"(?=\s*(?:[.;:,()\n]|$|(?:{closed})(?![\w-])))"
    )


def is_fine(text: str) -> bool:
    """Tell what is denied without a fault: "tidak terbatas", "tidak ada pelanggaran"."""
    return bool(phrases("denial", "fine").search(text) or nothing_happened("complaint", "fault").search(text))


class AskedDocument(NamedTuple):
    """A document that questions name: how it is named there, and how evidence names it."""

    title: str
    question: Phrases
    evidence: Phrases
    types: frozenset[str]
    requirement: frozenset[str]


@shipped
def asked_documents() -> tuple[AskedDocument, ...]:
    """The documents of [[asked]] in patterns/aturan.toml."""
    return tuple(map(_asked, pattern_file("aturan.toml").each("asked", title="title")))


def _asked(record: Record) -> AskedDocument:
    raw = record.read(_ASKED)
    return AskedDocument(
        title=raw["title"],
        question=_phrases(raw["question"]),
        evidence=_phrases(raw["evidence"]),
        types=frozenset(raw.get("types", ())),
        requirement=frozenset(raw.get("requirement", ())),
    )


class Topic(NamedTuple):
    """A matter that has questions of its own: words that name it, and words of the questions it answers."""

    name: str
    words: Phrases
    fits: Phrases


@shipped
def topics() -> tuple[Topic, ...]:
    """The matters of patterns/topik.toml."""
    tables = [record.read(_TOPIC) for record in pattern_file("topik.toml").each("topic", title="name")]
    return tuple(Topic(raw["name"], _phrases(raw["words"]), _phrases((*raw["words"], *raw["fits"]))) for raw in tables)


class Stray(NamedTuple):
    """A document that does not answer a question, and why; `fine` words beside it do.

    `above`: under letters worth more than that.
    """

    words: Phrases
    question: Phrases
    fine: Phrases
    reason: str
    above: float


@shipped
def stray_documents() -> tuple[Stray, ...]:
    """The documents of [[stray]] in patterns/topik.toml."""
    tables = [record.read(_STRAY) for record in pattern_file("topik.toml").each("stray", title="reason")]
    return tuple(
        Stray(
            _phrases(raw["words"]),
            _phrases(raw["question"]),
            _phrases(raw["fine"]),
            raw["reason"],
            raw.get("above", 0.0),
        )
        for raw in tables
    )


class WorkField(NamedTuple):
    """What offices of one kind do, by words of their own; `kinds`: words of their names."""

    name: str
    kinds: Phrases
    words: Phrases


@shipped
def fields() -> tuple[WorkField, ...]:
    """The fields of patterns/topik.toml."""
    tables = [record.read(_FIELD) for record in pattern_file("topik.toml").each("field", title="name")]
    return tuple(WorkField(raw["name"], _phrases(raw["kinds"]), _phrases(raw["words"])) for raw in tables)


class Pair(NamedTuple):
    """Questions that build on another, by their codes: they fall with it. `reason`: why, for the user."""

    base: str
    built: tuple[str, ...]
    reason: str


@shipped
def question_pairs() -> tuple[Pair, ...]:
    """The pairs of [[pair]] in patterns/topik.toml."""
    schema = dict.fromkeys(("base", "reason", "source"), need(WORD)) | {"built": need(WORDS)}
    tables = [record.read(schema) for record in pattern_file("topik.toml").each("pair", title="base")]
    return tuple(Pair(raw["base"], raw["built"], raw["reason"]) for raw in tables)


class Condition(NamedTuple):
    """A condition of a proposal beside its points: numbers that decide it, words that name it or its beginning."""

    id: str
    title: str
    regulation: str
    counts: tuple[str, ...]
    words: Phrases
    founding: Phrases | None


@shipped
def conditions() -> tuple[Condition, ...]:
    """The conditions of patterns/syarat.toml."""
    data = pattern_file("syarat.toml")
    regulation = data.read({"regulation": need(WORD), "condition": need(TABLES)})["regulation"]
    tables = [record.read(_CONDITION) for record in data.each("condition", title="id")]
    return tuple(
        Condition(
            id=raw["id"],
            title=raw["title"],
            regulation=regulation,
            counts=raw.get("counts", ()),
            words=_phrases(raw["words"]),
            founding=_phrases(raw["founding"]) if "founding" in raw else None,
        )
        for raw in tables
    )


class FormalTerms(NamedTuple):
    """Formal terms whose typing errors are pointed out; `kept` looks like one but is right."""

    terms: tuple[str, ...]
    kept: frozenset[str]
    variants: Mapping[str, str]


@shipped
def formal_terms() -> FormalTerms:
    """The terms of patterns/istilah.toml."""
    data = pattern_file("istilah.toml")
    terms, kept = (data.under(name).read(word_lists("words"))["words"] for name in ("term", "kept"))
    return FormalTerms(terms, frozenset(kept), data.under("variant").read_all(need(WORD)))


@shipped
def public_holidays() -> Mapping[str, str]:
    """Days without office hours, `YYYY-MM-DD` with their names, patterns/libur.toml."""
    return pattern_file("libur.toml").under("day").read_all(need(WORD))

"""Read patterns/*.toml; the only module that does. Everything is read once, on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from lke_docs.errors import PatternFileError
from lke_docs.resources import data_dir


def load_toml(path: Path) -> dict[str, Any]:
    """Read a data file. Raises PatternFileError where it is missing or no TOML."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PatternFileError(path.name, "berkas", "tidak ditemukan") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternFileError(path.name, "berkas", f"bukan TOML yang benar: {error}") from error


@cache
def _file(name: str) -> dict[str, Any]:
    return load_toml(data_dir("patterns") / name)


# --- patterns of numbers ------------------------------------------------------------------------------


class Example(NamedTuple):
    """A text that a pattern must read, with the parts it must find there."""

    text: str
    expect: Mapping[str, str]


class Pattern(NamedTuple):
    """One grammar of document numbers. `regex` reads a whole number, white space taken out."""

    id: str
    means: str
    kind: str
    source: str
    file: str
    alone: bool
    confidence: str
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when first asked for: most runs meet few agencies."""
        return _compiled(self.source, self.file, self.id)


@cache
def _compiled(source: str, file: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as error:
        raise PatternFileError(file, name, f"regex salah: {error}") from error


_KEYS = {"id", "means", "kind", "regex", "alone", "confidence", "example", "counterexample"}


def read_patterns(data: Mapping[str, Any], file: str) -> tuple[Pattern, ...]:
    """Compile the [[pattern]] records of one file. Raises PatternFileError with file, id and reason."""
    parts = data.get("parts", {})
    patterns = tuple(_pattern(raw, parts, file) for raw in data.get("pattern", ()))
    ids = [pattern.id for pattern in patterns]
    for name in ids:
        if ids.count(name) > 1:
            raise PatternFileError(file, name, "id dipakai dua kali")
    return patterns


def _pattern(raw: Mapping[str, Any], parts: Mapping[str, str], file: str) -> Pattern:
    name = str(raw.get("id", "?"))
    if unknown := sorted(raw.keys() - _KEYS):
        raise PatternFileError(file, name, f"kunci tidak dikenal: {', '.join(unknown)}")
    if missing := sorted({"id", "means", "kind", "regex", "example", "counterexample"} - raw.keys()):
        raise PatternFileError(file, name, f"kunci wajib tidak ada: {', '.join(missing)}")
    source = str(raw["regex"])
    for _ in range(2):  # parts may use parts
        for part, fragment in parts.items():
            source = source.replace("{" + part + "}", fragment)
    if unfilled := re.findall(r"\{([a-z_]+)\}", source):
        raise PatternFileError(file, name, f"bagian tidak ada: {', '.join(unfilled)}")
    return Pattern(
        id=name,
        means=str(raw["means"]),
        kind=str(raw["kind"]),
        source=source,
        file=file,
        alone=bool(raw.get("alone", False)),
        confidence=str(raw.get("confidence", "tinggi")),
        examples=tuple(Example(e["text"], dict(e["expect"])) for e in raw["example"]),
        counterexamples=tuple(c["text"] for c in raw["counterexample"]),
    )


class NumberGrammar(NamedTuple):
    """The patterns of numbers with the words that tell regulations and what is no number."""

    patterns: tuple[Pattern, ...]
    without_slash: tuple[Pattern, ...]
    regulation_words: tuple[str, ...]
    not_before: frozenset[str]
    not_segments: frozenset[str]
    address: frozenset[str]

    def is_template(self, number: str) -> bool:
        """Tell the form of a number that was never filled in: NMR/BLN/THN, KEP-xxx/P.4/2021."""
        first, *rest = number.casefold().split("/")
        return not self.not_segments.isdisjoint((*first.split("-"), *rest))


@cache
def number_grammar() -> NumberGrammar:
    """The grammar of patterns/nomor.toml."""
    data = _file("nomor.toml")
    patterns = read_patterns(data, "nomor.toml")
    return NumberGrammar(
        patterns=patterns,
        without_slash=tuple(pattern for pattern in patterns if pattern.alone),
        regulation_words=tuple(data["regulation"]["words"]),
        not_before=frozenset(data["not_a_number"]["before"]),
        not_segments=frozenset(data["not_a_number"]["segments"]),
        address=frozenset(data["not_a_number"]["address"]),
    )


# --- vocabularies -------------------------------------------------------------------------------------


class DocType(NamedTuple):
    """A kind of document: its names as written, the prefixes of its numbers, and its role."""

    slug: str
    title: str
    names: tuple[str, ...]
    heads: tuple[str, ...]
    labels: tuple[frozenset[str], ...]
    prefixes: tuple[str, ...]
    role: str
    decides: bool
    means: str


_TYPE_KEYS = {"id", "title", "names", "heads", "labels", "prefixes", "role", "decides", "means"}


class Vocabulary(NamedTuple):
    """The words of documents and their types."""

    types: Mapping[str, DocType]
    not_types: tuple[str, ...]
    lead: frozenset[str]
    topic: tuple[str, ...]
    subject: tuple[str, ...]
    carried_by_letter: frozenset[str]
    claim: tuple[str, ...]
    frame: tuple[str, ...]
    labels: tuple[str, ...]
    note: tuple[str, ...]
    officer: tuple[str, ...]

    def by_prefix(self, prefix: str) -> DocType | None:
        """The type whose numbers begin with this prefix."""
        wanted = prefix.upper()
        return next((t for t in self.types.values() if wanted in t.prefixes), None)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of patterns/jenis_dokumen.toml."""
    file = "jenis_dokumen.toml"
    data = _file(file)
    types: dict[str, DocType] = {}
    for raw in data["type"]:
        slug = str(raw.get("id", "?"))
        if unknown := sorted(raw.keys() - _TYPE_KEYS):
            raise PatternFileError(file, slug, f"kunci tidak dikenal: {', '.join(unknown)}")
        types[slug] = DocType(
            slug=slug,
            title=raw["title"],
            names=tuple(raw["names"]),
            heads=tuple(raw.get("heads", ())),
            labels=tuple(map(frozenset, raw.get("labels", ()))),
            prefixes=tuple(raw["prefixes"]),
            role=raw.get("role", "document"),
            decides=raw.get("decides", False),
            means=raw["means"],
        )
    return Vocabulary(
        types=types,
        not_types=tuple(data["not_a_type"]["words"]),
        lead=frozenset(data["lead"]["words"]),
        topic=tuple(data["topic"]["words"]),
        subject=tuple(data["topic"]["subject"]),
        carried_by_letter=frozenset(data["topic"]["carried_by_letter"]),
        claim=tuple(data["claim"]["begins"]),
        frame=tuple(data["frame"]["begins"]),
        labels=tuple(data["frame"]["labels"]),
        note=tuple(data["note"]["begins"]),
        officer=tuple(data["officer"]["words"]),
    )


class TimeWords(NamedTuple):
    """The words of dates and periods, all lower case."""

    months: Mapping[str, int]
    sure: frozenset[str]
    weekdays: Mapping[str, int]
    date_labels: tuple[str, ...]
    period: Mapping[str, Sequence[str]]
    ordinals: Mapping[str, int]
    counted: tuple[str, ...]
    amount: frozenset[str]


@cache
def time_words() -> TimeWords:
    """The words of patterns/waktu.toml."""
    data = _file("waktu.toml")
    months: dict[str, int] = {}
    sure: set[str] = set()
    for month in data["month"]:
        for word in (*month["sure"], *month["near"]):
            if months.setdefault(word, month["number"]) != month["number"]:
                raise PatternFileError("waktu.toml", word, "dipakai untuk dua bulan")
        sure.update(month["sure"])
    return TimeWords(
        months=months,
        sure=frozenset(sure),
        weekdays={w: day for day, words in enumerate(data["weekday"]["names"]) for w in words},
        date_labels=tuple(data["label"]["date"]),
        period={key: tuple(words) for key, words in data["period"].items() if key != "ordinals"},
        ordinals={w: n for n, words in enumerate(data["period"]["ordinals"], 1) for w in words},
        counted=tuple(data["figure"]["counted"]),
        amount=frozenset(data["figure"]["amount"]),
    )


@cache
def page_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that frame a printed page, patterns/halaman.toml."""
    return _file("halaman.toml")


class RuleWords(NamedTuple):
    """The words that rules compare with; lower case, types by slug."""

    empty: frozenset[str]
    issuer: frozenset[str]
    generic: frozenset[str]
    paper: Mapping[str, frozenset[str]]
    follow_up: tuple[str, ...]
    monitoring: tuple[str, ...]


@cache
def rule_words() -> RuleWords:
    """The words of patterns/aturan.toml."""
    data = _file("aturan.toml")
    return RuleWords(
        empty=frozenset(data["subject"]["empty"]),
        issuer=frozenset(data["subject"]["issuer"]),
        generic=frozenset(data["subject"]["generic"]),
        paper={name: frozenset(words) for name, words in data["paper"].items()},
        follow_up=tuple(data["follow_up"]["words"]),
        monitoring=tuple(data["follow_up"]["monitoring"]),
    )


class Phrases(NamedTuple):
    """Words and phrases, looked for whole and in any case.

    Their expression is compiled when a text holds the beginning of one of them: in most runs few do.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        return _whole_words(self.words).search(text) if self._may_stand_in(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        return _whole_words(self.words).match(text) if self._may_stand_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return _whole_words(self.words).finditer(text) if self._may_stand_in(text) else iter(())

    def _may_stand_in(self, text: str) -> bool:
        low = text.lower()
        return any(stem in low for stem in self.stems)


def _phrases(words: Iterable[str]) -> Phrases:
    kept = tuple(words)
    return Phrases(kept, tuple({stem(word) for word in kept}))


def stem(word: str) -> str:
    """What a text must hold where it holds a word of a vocabulary: its letters before a blank or a star."""
    return re.split(r"[\s*]", word.lower(), maxsplit=1)[0]


@cache
def phrases(section: str, key: str) -> Phrases:
    """One list of words of patterns/aturan.toml."""
    return _phrases(_file("aturan.toml")[section][key])


@cache
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternation(words)})(?![\w-])", re.IGNORECASE)


class Asked(NamedTuple):
    """A document that questions name: how it is named there, and how evidence names it."""

    title: str
    question: Phrases
    evidence: Phrases
    types: frozenset[str]
    requirement: frozenset[str]


@cache
def asked_documents() -> tuple[Asked, ...]:
    """The documents of [[asked]] in patterns/aturan.toml."""
    return tuple(
        Asked(
            title=raw["title"],
            question=_phrases(raw["question"]),
            evidence=_phrases(raw["evidence"]),
            types=frozenset(raw.get("types", ())),
            requirement=frozenset(raw.get("requirement", ())),
        )
        for raw in _file("aturan.toml").get("asked", ())
    )


class Topic(NamedTuple):
    """A matter that has questions of its own: words that name it, and words of the questions it answers."""

    name: str
    words: Phrases
    fits: Phrases


@cache
def topics() -> tuple[Topic, ...]:
    """The matters of patterns/topik.toml."""
    return tuple(
        Topic(raw["name"], _phrases(raw["words"]), _phrases((*raw["words"], *raw["fits"])))
        for raw in _file("topik.toml")["topic"]
    )


class Terms(NamedTuple):
    """Formal terms whose typing errors are pointed out; `kept` looks like one but is right."""

    terms: tuple[str, ...]
    kept: frozenset[str]
    variants: Mapping[str, str]


@cache
def formal_terms() -> Terms:
    """The terms of patterns/istilah.toml."""
    data = _file("istilah.toml")
    return Terms(tuple(data["term"]["words"]), frozenset(data["kept"]["words"]), dict(data["variant"]))


@cache
def public_holidays() -> Mapping[str, str]:
    """Days without office hours, `YYYY-MM-DD` with their names, patterns/libur.toml."""
    days: dict[str, str] = _file("libur.toml")["day"]
    return days


# Where a law is printed ("Lembaran Negara Tahun 2009 Nomor 112", "LN RI ..."): no number and no period of a document.
GAZETTE = r"(?:(?:lembaran|berita)\s+(?:negara|daerah)|(?<![a-z])(?:t?ln|bn|t?ld)(?:\s?ri)?(?![a-z]))"

# The end of a file's name.
FILE_ENDING = r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)(?![A-Za-z0-9])"


# --- alternations -------------------------------------------------------------------------------------


def alternation(words: Iterable[str]) -> str:
    """Build a regex that matches any of the words, shaped as a trie (several times faster than a|b|c).

    A blank stands for a run of white space, a star for more letters; longer words are tried before their
    beginnings.
    """
    return _branch(sorted(set(words)))


_WILD = {" ": r"\s{1,40}", "*": r"[a-z]{0,20}"}


def _branch(words: Sequence[str]) -> str:
    """The regex of words in order, of which the first may be empty."""
    ends = words[0] == ""
    options = []
    for _, group in groupby(words[ends:], key=itemgetter(0)):
        some = list(group)
        shared = _shared(some[0], some[-1])
        head = "".join([_WILD.get(char) or re.escape(char) for char in some[0][:shared]])
        options.append(head + (_branch([word[shared:] for word in some]) if len(some) > 1 else ""))
    if not options:
        return ""
    body = options[0] if len(options) == 1 and not ends else "(?:" + "|".join(options) + ")"
    return body + "?" if ends else body


def _shared(one: str, other: str) -> int:
    """Count the characters that two words begin with alike."""
    count = 0
    while count < len(one) and one[count] == other[count]:
        count += 1
    return count

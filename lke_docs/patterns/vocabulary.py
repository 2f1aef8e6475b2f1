"""The words of documents, dates, periods and printed pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from lke_docs.errors import PatternFileError
from lke_docs.patterns.file import pattern_file
from lke_docs.wording import MONTHS, WEEKDAYS


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
    listed: bool
    left_by_meetings: bool
    means: str


_TYPE_KEYS = {
    "id",
    "title",
    "names",
    "heads",
    "labels",
    "prefixes",
    "role",
    "decides",
    "listed",
    "left_by_meetings",
    "means",
}


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
    artefacts: tuple[str, ...]
    listing: Mapping[str, tuple[str, ...]]

    def by_prefix(self, prefix: str) -> DocType | None:
        """The type whose numbers begin with this prefix."""
        wanted = prefix.upper()
        return next((t for t in self.types.values() if wanted in t.prefixes), None)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of patterns/jenis_dokumen.toml."""
    file = "jenis_dokumen.toml"
    data = pattern_file(file)
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
            listed=raw.get("listed", raw.get("role", "document") == "document"),
            left_by_meetings=raw.get("left_by_meetings", False),
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
        artefacts=tuple(data["artefact"]["words"]),
        listing={name: tuple(words) for name, words in data["list"].items()},
    )


def title_of(slug: str) -> str:
    """The title of a document type: "Surat Keputusan" for sk."""
    found = vocabulary().types.get(slug)
    return found.title if found else slug


class TimeWords(NamedTuple):
    """The words of dates and periods, all lower case."""

    months: Mapping[str, int]
    sure: frozenset[str]
    weekdays: Mapping[str, int]
    date_labels: tuple[str, ...]
    year_labels: tuple[str, ...]
    period: Mapping[str, Sequence[str]]
    ordinals: Mapping[str, int]
    counted: tuple[str, ...]
    amount: frozenset[str]


@cache
def time_words() -> TimeWords:
    """The names that the program writes, and the other words of patterns/waktu.toml."""
    data = pattern_file("waktu.toml")
    months = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
    sure = set(months)
    for month in data["month"]:
        for word in (*month["sure"], *month["near"]):
            if months.setdefault(word, month["number"]) != month["number"]:
                raise PatternFileError("waktu.toml", word, "dipakai untuk dua bulan")
        sure.update(month["sure"])
    return TimeWords(
        months=months,
        sure=frozenset(sure),
        weekdays={
            word: day
            for day, (name, words) in enumerate(zip(WEEKDAYS, data["weekday"]["names"], strict=True))
            for word in (name.casefold(), *words)
        },
        date_labels=tuple(data["label"]["date"]),
        year_labels=tuple(data["label"]["year"]),
        period={key: tuple(words) for key, words in data["period"].items() if key != "ordinals"},
        ordinals={w: n for n, words in enumerate(data["period"]["ordinals"], 1) for w in words},
        counted=tuple(data["figure"]["counted"]),
        amount=frozenset(data["figure"]["amount"]),
    )


@cache
def page_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that frame a printed page, patterns/halaman.toml."""
    return pattern_file("halaman.toml")


# Where a law is printed ("Lembaran Negara Tahun 2009 Nomor 112", "LN RI ..."): no number and no period of a document.
GAZETTE = r"(?:(?:lembaran|berita)\s+(?:negara|daerah)|(?<![a-z])(?:t?ln|bn|t?ld)(?:\s?ri)?(?![a-z]))"

# The end of a file's name.
FILE_ENDING = r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)(?![A-Za-z0-9])"

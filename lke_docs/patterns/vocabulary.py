"""The words of documents, dates, periods and printed pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from lke_docs.kept import shipped
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.records import FLAG, LISTS, TABLE, TABLES, TEXT, TEXTS, WHOLE, WORD, WORDS, Record, Schema, may, need
from lke_docs.tuples import NamedTuple
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


class Homonym(NamedTuple):
    """Names that mean no type where `regex` fits, in which "¤" stands for the name: "SPT" beside "LHKPN".

    No other word of the vocabulary begins in its first group. `hint`: what must stand there; `listed`: it is still a
    member of lists.
    """

    id: str
    means: str
    names: tuple[str, ...]
    regex: str
    example: tuple[str, ...]
    counterexample: tuple[str, ...]
    hint: str = "¤"
    listed: bool = False


_HOMONYM: Schema = {
    **dict.fromkeys(("id", "means", "regex"), need(WORD)), "names": need(WORDS), "hint": may(TEXT), "listed": may(FLAG),
    **dict.fromkeys(("example", "counterexample"), need(TEXTS)),
}  # fmt: skip
_TYPE: Schema = {
    **dict.fromkeys(("id", "title", "means"), need(WORD)), "names": need(WORDS), "prefixes": need(WORDS),
    "heads": may(WORDS), "labels": may(LISTS), "role": may(WORD, ("document", "activity")),
    **dict.fromkeys(("decides", "listed", "left_by_meetings"), may(FLAG)),
}  # fmt: skip
_LISTS = {
    "not_a_type": ("words",),
    "lead": ("words",),
    "topic": ("words", "subject", "carried_by_letter"),
    "claim": ("begins",),
    "frame": ("begins", "labels"),
    "officer": ("words",),
    "artefact": ("words",),
}


class Vocabulary(NamedTuple):
    """The words of documents and their types."""

    types: Mapping[str, DocType]
    homonyms: tuple[Homonym, ...]
    not_types: tuple[str, ...]
    lead: frozenset[str]
    topic: tuple[str, ...]
    subject: tuple[str, ...]
    carried_by_letter: frozenset[str]
    claim: tuple[str, ...]
    frame: tuple[str, ...]
    labels: tuple[str, ...]
    officer: tuple[str, ...]
    artefacts: tuple[str, ...]
    listing: Mapping[str, tuple[str, ...]]

    def by_prefix(self, prefix: str) -> DocType | None:
        """The type whose numbers begin with this prefix."""
        wanted = prefix.upper()
        return next((t for t in self.types.values() if wanted in t.prefixes), None)


@shipped
def vocabulary() -> Vocabulary:
    """The vocabulary of patterns/jenis_dokumen.toml."""
    data = pattern_file("jenis_dokumen.toml")
    data.read({"type": need(TABLES), "homonym": need(TABLES), **dict.fromkeys((*_LISTS, "list"), need(TABLE))})
    lists = {name: data.under(name).read(word_lists(*keys)) for name, keys in _LISTS.items()}
    return Vocabulary(
        types={kind.slug: kind for kind in map(_doc_type, data.each("type", title="id"))},
        homonyms=tuple(record.make(Homonym, _HOMONYM) for record in data.each("homonym", title="id")),
        not_types=lists["not_a_type"]["words"],
        lead=frozenset(lists["lead"]["words"]),
        topic=lists["topic"]["words"],
        subject=lists["topic"]["subject"],
        carried_by_letter=frozenset(lists["topic"]["carried_by_letter"]),
        claim=lists["claim"]["begins"],
        frame=lists["frame"]["begins"],
        labels=lists["frame"]["labels"],
        officer=lists["officer"]["words"],
        artefacts=lists["artefact"]["words"],
        listing=data.under("list").read_all(need(WORDS)),
    )


@lru_cache(maxsize=256)  # most numbers of a sheet are of one office
def kinds_and_office(office: str) -> tuple[tuple[str, ...], str]:
    """The kinds of paper that a number names beside its office, as prefixes, and the office: "SK/BALAI"."""
    types = vocabulary().types.values()
    names = {name.upper() for kind in types for name in (*kind.prefixes, *kind.names, *kind.heads)}
    parts = office.split("/")
    kinds = tuple(part.upper() for part in parts if part.upper() in names)
    return kinds, "/".join(part for part in parts if part.upper() not in names)


def _doc_type(record: Record) -> DocType:
    raw = record.read(_TYPE)
    role = raw.get("role", "document")
    return DocType(
        slug=raw["id"],
        title=raw["title"],
        names=raw["names"],
        heads=raw.get("heads", ()),
        labels=tuple(map(frozenset, raw.get("labels", ()))),
        prefixes=raw["prefixes"],
        role=role,
        decides=raw.get("decides", False),
        listed=raw.get("listed", role == "document"),
        left_by_meetings=raw.get("left_by_meetings", False),
        means=raw["means"],
    )


def title_of(slug: str) -> str:
    """The title of a document type: "Surat Keputusan" for sk."""
    doc_type = vocabulary().types.get(slug)
    return doc_type.title if doc_type else slug


class TimeWords(NamedTuple):
    """The words of dates and periods, all lower case."""

    months: Mapping[str, int]
    sure: frozenset[str]
    weekdays: Mapping[str, int]
    date_labels: tuple[str, ...]
    year_labels: tuple[str, ...]
    occasion: tuple[str, ...]
    period: Mapping[str, Sequence[str]]
    ordinals: Mapping[str, int]
    counted: tuple[str, ...]
    amount: frozenset[str]
    ranked: frozenset[str]


_PERIOD: Schema = {
    **word_lists("quarter", "semester", "year", "month", "week", "range", "and", "names", "unknown"),
    "ordinals": need(LISTS),
}  # fmt: skip
_MONTH: Schema = {"number": need(WHOLE), "sure": need(WORDS), "near": need(WORDS)}


@shipped
def time_words() -> TimeWords:
    """The names that the program writes, and the other words of patterns/waktu.toml."""
    data = pattern_file("waktu.toml")
    months = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
    sure = set(months)
    for record in data.each("month", title="number"):
        month = record.read(_MONTH)
        if not 1 <= month["number"] <= len(MONTHS):
            raise record.fail("bulan dihitung dari 1 sampai 12", "number")
        for word in (*month["sure"], *month["near"]):
            if months.setdefault(word, month["number"]) != month["number"]:
                raise record.fail(f"kata “{word}” dipakai untuk dua bulan")
        sure.update(month["sure"])
    figure = data.under("figure").read(word_lists("counted", "amount", "ranked"))
    period = data.under("period").read(_PERIOD)
    ordinals = period.pop("ordinals")
    days = data.under("weekday").read({"names": need(LISTS)})["names"]
    labels = data.under("label").read(word_lists("date", "year", "occasion"))
    return TimeWords(
        months=months,
        sure=frozenset(sure),
        weekdays={
            word: day
            for day, (name, words) in enumerate(zip(WEEKDAYS, days, strict=True))
            for word in (name.casefold(), *words)
        },
        date_labels=labels["date"],
        year_labels=labels["year"],
        occasion=labels["occasion"],
        period=period,
        ordinals={word: number for number, words in enumerate(ordinals, 1) for word in words},
        counted=figure["counted"],
        amount=frozenset(figure["amount"]),
        ranked=frozenset(figure["ranked"]),
    )


@shipped
def page_words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words that frame a printed page, patterns/halaman.toml."""
    data = pattern_file("halaman.toml")
    return {name: data.under(name).read_all(need(WORDS)) for name in data.table}


# Where a law is printed ("Lembaran Negara Tahun 2009 Nomor 112", "LN RI ..."): no number and no period of a document.
GAZETTE = r"(?:(?:lembaran|berita)\s+(?:negara|daerah)|(?<![a-z])(?:t?ln|bn|t?ld)(?:\s?ri)?(?![a-z]))"

# The end of a file's name.
FILE_ENDING = r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)(?![A-Za-z0-9])"

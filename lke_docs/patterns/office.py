"""How units are named in full and how their letters look, patterns/kop.toml."""

from __future__ import annotations

import re
from string import Formatter

from lke_docs.kept import shipped
from lke_docs.patterns.file import pattern_file, word_lists
from lke_docs.records import TEXT, TEXTS, WORD, WORDS, Record, may, need
from lke_docs.tuples import NamedTuple

KIND = "jenis"  # of the paper, in its number
NUMBER_PARTS = {
    "urut": "nomor urut", "klasifikasi": "kode klasifikasi", "bulan": "bulan", "tahun": "tahun",
    "romawi": "bulan, angka Romawi", "kode": "kode satker",
}  # fmt: skip


class OfficeName(NamedTuple):
    """One kind of office: how sheets shorten it, its full name, and the lines above it ("[…]": people know)."""

    id: str
    source: str
    short: tuple[str, ...]
    full: str
    above: tuple[str, ...]
    letters: str


class LetterCustom(NamedTuple):
    """How an agency's letters look: numbers with their parts in braces, what stands before the addressee."""

    id: str
    number: str
    number_source: str
    salutation: str
    salutation_source: str
    decree: str = ""  # where decrees are numbered by another pattern


@shipped
def _file() -> tuple[tuple[OfficeName, ...], dict[str, LetterCustom], dict[str, frozenset[str]]]:
    data = pattern_file("kop.toml")
    words = data.under("words").read(word_lists("whole", "form", "broad", "country"))
    letters = {custom.id: custom for custom in map(_custom, data.each("letters", title="id"))}
    keys = dict.fromkeys(("id", "source", "full"), need(WORD)) | {"short": need(WORDS), "above": need(TEXTS)}
    keys["letters"] = need(TEXT, list(letters))
    names = tuple(record.make(OfficeName, keys) for record in data.each("kop", title="id"))
    return names, letters, {name: frozenset(listed) for name, listed in words.items()}


def _custom(record: Record) -> LetterCustom:
    """A custom whose numbers have parts that a draft knows."""
    said = dict.fromkeys(("id", "number_source", "salutation", "salutation_source"), need(WORD))
    custom = record.make(LetterCustom, said | {"number": need(TEXT), "decree": may(TEXT)})
    for key in ("number", "decree"):
        try:
            parts = [part[1:] for part in Formatter().parse(getattr(custom, key)) if part[1] is not None]
        except ValueError as error:
            raise record.fail(f"“{key}”: kurung kurawal tidak berpasangan", key) from error
        for name, *form in parts:
            if name not in (KIND, *NUMBER_PARTS) or any(form):
                known = ", ".join(f"{{{it}}}" for it in (KIND, *NUMBER_PARTS))
                raise record.fail(f"“{key}”: bagian “{{{name}}}” tidak dikenal; yang dikenal: {known}", key)
    return custom


def office_name(unit: str) -> tuple[str, tuple[str, ...]]:
    """The full name of a unit in capitals and the lines above it; "" where the sheet's name is not sure to be one."""
    text = " ".join(unit.split())
    name, rest = _kind(text)
    if name:
        return f"{name.full} {rest}".upper(), name.above
    return (text.upper(), ()) if _first(text) else ("", ())


def office_kind(unit: str) -> str:
    """What kind of office a unit is: "kejaksaan negeri", "balai"; "" where its name does not begin with one.

    A word that begins the names of unlike offices is a kind only with the next one: "rumah sakit", "kantor pertanahan".
    """
    text = " ".join(unit.split())
    name, _ = _kind(text)
    first = _first(text)
    if first in _file()[2]["broad"]:
        first = " ".join(text.casefold().split(" ")[:2])
    return name.full.casefold() if name else first


def _first(text: str) -> str:
    """The word with which a name begins that is written out already; "" for any other."""
    first, words = text.partition(" ")[0].casefold(), _file()[2]
    return first if first in words["whole"] - words["form"] else ""


def is_one_agency(name: str, other: str) -> bool:
    """Whether two names may be of one agency, the country behind them aside; one that is not written may be any."""
    country = rf"\s(?:{'|'.join(_file()[2]['country'])})$"
    return len({re.sub(country, "", " ".join(it.casefold().split())) for it in (name, other)} - {""}) < 2


def letter_custom(unit: str) -> LetterCustom:
    """How letters of a unit look; of a unit that is of no known kind, what holds for all."""
    letters = _file()[1]
    name, _ = _kind(" ".join(unit.split()))
    return letters[name.letters] if name else next(iter(letters.values()))


def _kind(text: str) -> tuple[OfficeName | None, str]:
    """The kind of office that a name begins with, and the rest of the name."""
    low = f"{text} ".casefold()
    for name in _file()[0]:
        for short in name.short:
            if low.startswith(f"{short} ") and (rest := text[len(short) :].strip()):
                return name, rest
    return None, ""

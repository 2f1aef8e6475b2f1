"""What an invented unit writes: cells made of pieces, each a template with the values that its unit put in."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tools.bed.agency import AGENCIES, MONTHS, Agency, Office, said_day

YEAR = 2023
_GAP = re.compile(r"\{(s|th|unit|kota|kepala|aplikasi|n|tgl|bln|no:\w+)\}")
_OWN = ("tgl", "bln", "n")  # what a copyist who changes numbers and days draws anew, numbers of letters beside
_START = ("Suka", "Tirta", "Karang", "Mekar", "Bumi", "Purwa", "Rejo", "Lembah", "Tanjung", "Sumber", "Batu", "Wana", "Laut",
          "Gunung", "Muara", "Rawa", "Padang", "Bukit", "Kali", "Pulau", "Teluk", "Pasir", "Kota", "Ujung", "Kebon", "Watu",
          "Banyu", "Sari", "Giri", "Loka", "Marga", "Nusa", "Pandan", "Randu", "Selo", "Tegal", "Umbul", "Wringin", "Jati",
          "Cempaka", "Damar", "Gading", "Indra", "Kencana", "Lintang", "Melati")  # fmt: skip
_END = ("maju", "sari", "jati", "wangi", "harjo", "rejo", "hijau", "damai", "arum", "karang", "sepi", "biru", "asri", "mulya",
        "raya", "jaya", "makmur", "indah", "agung", "bakti", "cita", "dana", "elok", "guna", "harum", "ina", "kerta", "luhur",
        "mukti", "negara", "permai", "rahayu", "santosa", "tama", "utama", "waras", "yasa", "abadi", "baru", "cipta", "darma",
        "endah", "fajar", "gemilang", "husada", "intan")  # fmt: skip


@dataclass(slots=True)
class Piece:
    """A template and the values of its own gaps, in order."""

    form: str
    values: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Unit:
    """An invented unit: its office, its hand, and its cells by code."""

    number: int
    office: Office
    region: int
    words: Mapping[str, str]  # its word for another
    app: str
    cells: dict[str, list[Piece]] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    assessed: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.number:05d}-{re.sub(r'[^a-z]+', '-', self.office.name.casefold())}"


class Stock(NamedTuple):
    """The sentences of kalimat.toml."""

    official: Mapping[str, Sequence[str]]
    plots: Sequence[Sequence[str]]
    parts: Mapping[str, Sequence[str]]
    synonyms: Mapping[str, Sequence[str]]


@cache
def stock() -> Stock:
    data: dict[str, Any] = tomllib.loads((Path(__file__).parent / "kalimat.toml").read_text(encoding="utf-8"))
    lines = [line.split("|") for line in data["ganti"]["lines"]]
    synonyms = {word: line for line in lines for word in line if " " not in word}
    return Stock(data["resmi"], [it["parts"] for it in data["cerita"]], data["bagian"], synonyms)


def hand(rng: random.Random) -> dict[str, str]:
    """The words that somebody prefers."""
    return {word: rng.choice(line) for word, line in stock().synonyms.items()}


def reworded(rng: random.Random, text: str, words: Mapping[str, str], share: float) -> str:
    """A text in other words, for so large a share of those that have others."""
    return " ".join(words[word] if word in words and rng.random() < share else word for word in text.split(" "))


def story(rng: random.Random, words: Mapping[str, str]) -> Piece:
    """A sentence of somebody's own, in his words, now and then mistyped."""
    text = " ".join(rng.choice(stock().parts[part]) for part in rng.choice(stock().plots))
    typed = [_mistyped(rng, it) if rng.random() < 0.006 else it for it in reworded(rng, text, words, 0.75).split(" ")]
    return Piece(typed[0][:1].upper() + " ".join(typed)[1:])


def _mistyped(rng: random.Random, word: str) -> str:
    if len(word) < 5 or not word.isalpha():
        return word
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def rendered(rng: random.Random, unit: Unit, code_subject: str, piece: Piece) -> str:
    """The text of a piece as its unit writes it; values that are not there yet are drawn and kept."""
    kept = iter(list(piece.values))
    piece.values = []

    def fill(match: re.Match[str]) -> str:
        gap = match[1]
        if gap in _OWN or gap.startswith("no:"):
            value = next(kept, None) or drawn(rng, unit, gap)
            piece.values.append(value)
            return value
        return {"s": code_subject, "th": str(YEAR), "unit": unit.office.name, "kota": unit.office.town,
                "kepala": unit.office.leader, "aplikasi": unit.app}[gap]  # fmt: skip

    return _GAP.sub(fill, piece.form)


def drawn(rng: random.Random, unit: Unit, gap: str) -> str:
    """A number, day or month of the unit's own."""
    day = date(YEAR, 1, 9) + timedelta(days=rng.randrange(0, 230))
    if gap == "n":
        return str(rng.randint(11, 96))
    if gap == "bln":
        return MONTHS[day.month - 1]
    if gap == "tgl":
        return said_day(day, zero=unit.number % 3 == 0)
    kind = gap.removeprefix("no:")
    unit.serials[kind] = unit.serials.get(kind, rng.randint(1, 60)) + rng.randint(1, 9)
    return unit.office.number(kind, str(unit.serials[kind]), day)


def towns(rng: random.Random, count: int) -> list[str]:
    """So many towns that are not on the map, no two alike."""
    names = [f"{start}{end}" for start in _START for end in _END]
    rng.shuffle(names)
    parts = ("", *(f" {way}" for way in ("Timur", "Barat", "Utara", "Selatan")), *(f" {n}" for n in range(2, 99)))
    return [f"{name}{part}" for part in parts[: count // len(names) + 1] for name in names][:count]


def offices(rng: random.Random, count: int) -> list[Office]:
    """So many offices, each with a code of its own in its agency, as agencies give them."""
    held: dict[str, list[str]] = {}
    made = []
    for town in towns(rng, count):
        agency = rng.choice(AGENCIES)
        if agency.name not in held:
            held[agency.name] = _codes(rng, agency, count)
        code = held[agency.name].pop()
        made.append(Office(agency, town, agency.office.format(town=town), code, (), ""))
    return made


def _codes(rng: random.Random, agency: Agency, count: int) -> list[str]:
    marks = agency.unit.count("#")
    if not marks:
        return [agency.unit] * count
    base = max(9, int(count ** (1 / marks)) + 1)
    codes = []
    for number in range(count):
        digits = [f"{number // base**place % base + 1:0{len(str(base))}d}" for place in range(marks)]
        codes.append("".join(digits.pop() if mark == "#" else mark for mark in agency.unit))
    rng.shuffle(codes)
    return codes

"""Make the sheets of many invented units, and the key: who copied from whom and how, which numbers two units share.

`python -m tools.make_portfolio --seed 7 --output DIR [--units 2000]` writes DIR/unit/NAME/lke.(txt|csv|xlsx) and
DIR/kunci.json; one seed gives the same bytes. Of 2,000 units 1,900 are written independently, 40 copy from 40 others
in five degrees, 20 claim far more than they show; 30 pairs have a number in common. What honest units share is there
too: the prose of the form, of their agency, of their region, sentences that go round, meetings held together.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lke_docs.instrument import Instrument, load_instrument
from tools.bed.topics import Topic, topics
from tools.crowd.hand import Piece, Unit, hand, offices, rendered, reworded, stock, story
from tools.write_formats import repacked

HEAD = ("Area/ Indikator/ Pernyataan", "Metadata", "Nilai", "Bukti Dukung")
_REVIEW = "Jawaban TPI"
_RECIPES = {"masuk": "nd", "sop": "sk", "ba": "laporan", "daftar": "laporan", "tangkapan": "tautan"}
_AGREES = 0.88  # of letters that an assessor leaves as they are


class Crowd(NamedTuple):
    """All units, and the key of what was planted."""

    units: list[Unit]
    key: dict[str, Any]


def make(seed: int, count: int) -> Crowd:
    """Units with their cells, copies and numbers planted, nothing rendered."""
    rng = random.Random(f"portofolio {seed}")
    table = topics()
    units = [
        Unit(number, office, rng.randrange(max(1, count // 90)), hand(rng), _app(rng))
        for number, office in enumerate(offices(rng, count), 1)
    ]
    shared = _Shared(seed, rng, table)
    for unit in units:
        unit.cells = {it.code: shared.cell(rng, unit, it) for it in table}
    share = count / 2000
    order = units[:]
    rng.shuffle(order)
    copies, inflated = max(5, round(40 * share)), max(2, round(20 * share))
    copied, boasters, rest = order[:copies], order[copies : copies + inflated], order[copies + inflated :]
    sources = [_source(rng, unit, rest) for unit in copied]
    for _ in range(round(80 * share)):  # a meeting of two units, told by both
        one, two = rng.sample(rest, 2)
        code = rng.choice(table).code
        told = story(rng, one.words)
        one.cells[code].append(Piece(told.form))
        two.cells[code].append(Piece(told.form))
    for unit in boasters:
        unit.cells = {
            it.code: [Piece("Dokumentasi kegiatan")] if rng.random() < 0.8 else unit.cells[it.code][:1] for it in table
        }
    for unit in units:  # values are drawn before they are copied
        for it in table:
            for piece in unit.cells[it.code]:
                rendered(rng, unit, it.subject, piece)
    pairs = [
        _copy(rng, source, copy, n % 5 + 1, table) for n, (source, copy) in enumerate(zip(sources, copied, strict=True))
    ]
    numbers = list(_share_numbers(rng, rest, max(3, round(30 * share))))
    _answer(rng, units, {unit.number for unit in boasters}, load_instrument("zi-2021"))
    key = {"seed": seed, "units": [{"folder": unit.name, "unit": unit.office.name} for unit in units], "pairs": pairs,
           "numbers": numbers, "inflated": [unit.name for unit in boasters]}  # fmt: skip
    return Crowd(units, key)


def _source(rng: random.Random, copy: Unit, rest: list[Unit]) -> Unit:
    """Whom a unit copies from, most often a sister of its agency; he is written independently, and copied once."""
    sisters = [unit for unit in rest if unit.office.agency is copy.office.agency]
    source = rng.choice(sisters if sisters and rng.random() < 0.7 else rest)
    rest.remove(source)
    return source


def _app(rng: random.Random) -> str:
    return "SI-" + "".join(rng.choice("BCDGJKLMNPRST") + rng.choice("AEIOU") for _ in range(4))


class _Shared:
    """What units share honestly: of their agency, of their region, and what goes round among all."""

    def __init__(self, seed: int, rng: random.Random, table: tuple[Topic, ...]) -> None:
        self._seed, self._codes = seed, [it.code for it in table]
        hands = [hand(rng) for _ in range(40)]
        self._round = [story(rng, rng.choice(hands)) for _ in range(1500)]
        self._known: dict[str, dict[str, Piece]] = {}

    def _given(self, name: str, low: int, high: int) -> dict[str, Piece]:
        """The sentences that an agency or a region hands out, by code."""
        if name not in self._known:
            rng = random.Random(f"{self._seed} {name}")
            words = hand(rng)
            self._known[name] = {code: story(rng, words) for code in rng.sample(self._codes, rng.randint(low, high))}
        return self._known[name]

    def cell(self, rng: random.Random, unit: Unit, topic: Topic) -> list[Piece]:
        agency = unit.office.agency.name
        recipes = [it for it in topic.recipes if not it.startswith("=")] or ["laporan"]
        official = stock().official
        pieces = [
            Piece(rng.choice(official.get(_RECIPES.get(it, it), official["lain"])))
            for it in recipes
            if rng.random() < 0.8
        ]
        if topic.code in (given := self._given(agency, 15, 25)) and rng.random() < 0.6:
            pieces.append(Piece(given[topic.code].form))
        if topic.code in (given := self._given(f"{agency} {unit.region}", 4, 8)) and rng.random() < 0.7:
            pieces.append(Piece(given[topic.code].form))
            if rng.random() < 0.5:  # a letter of the office above them, cited by all below it
                n = random.Random(f"{self._seed} {agency} {unit.region} {topic.code}").randint(100, 999)
                pieces.append(
                    Piece(f"Surat Kepala Kantor Wilayah Nomor B-{n}/KW.{unit.region + 1}/OT.01/03/2023 perihal {{s}}")
                )
        if rng.random() < 0.05:
            pieces.append(Piece(rng.choice(self._round).form))
        if rng.random() < 0.55 or not pieces:
            pieces += [story(rng, unit.words) for _ in range(1 + (rng.random() < 0.3))]
        return pieces


def _copy(rng: random.Random, source: Unit, copy: Unit, degree: int, table: tuple[Topic, ...]) -> dict[str, Any]:
    """Plant a copy. 1: names changed; 2: numbers and days too; 3: one or two areas; 4: all reworded; 5: some cells."""
    codes = [it.code for it in table]
    if degree == 3:
        areas = rng.sample(sorted({code.rsplit(".", 2)[0][:5] for code in codes if code.startswith("A.I.")}), 2)
        codes = [code for code in codes if code[:5] in areas]
    elif degree == 5:
        codes = sorted(rng.sample(codes, rng.randint(12, 16)))
    for code in codes:
        pieces = [Piece(it.form, list(it.values) if degree == 1 else []) for it in source.cells[code]]
        if degree in (3, 5) and len(pieces) > 1 and rng.random() < 0.2:
            pieces.pop(rng.randrange(len(pieces)))
        if degree == 4:
            rng.shuffle(pieces)
            pieces = [Piece(_other_words(rng, it.form, copy)) for it in pieces]
        copy.cells[code] = pieces
    return {"a": source.name, "b": copy.name, "degree": degree, "codes": codes}


def _other_words(rng: random.Random, form: str, copy: Unit) -> str:
    words = reworded(rng, form, copy.words, 0.5).split(" ")
    return " ".join(word for word in words if word.startswith("{") or rng.random() > 0.04)


def _share_numbers(rng: random.Random, units: list[Unit], count: int) -> Iterator[dict[str, str]]:
    """A decree of one unit stands in the sheet of another of its agency, with the number of its own register."""
    able = [unit for unit in units if "{u}" in unit.office.agency.numbers["sk"] and unit.office.code]
    taken: set[int] = set()
    tries = 0
    while len(taken) < 2 * count and (tries := tries + 1) < 100_000:
        one, two = rng.sample(able, 2)
        mine, theirs = _decrees(one), _decrees(two)
        if one.office.agency is not two.office.agency or taken & {one.number, two.number} or not mine or not theirs:
            continue
        number = rng.choice(mine).values[0]
        rng.choice(theirs).values[0] = number
        taken |= {one.number, two.number}
        yield {"a": one.name, "b": two.name, "number": number}


def _decrees(unit: Unit) -> list[Piece]:
    return [
        piece
        for pieces in unit.cells.values()
        for piece in pieces
        if piece.form.split("{no:")[-1].startswith("sk") and piece.values
    ]


def _answer(rng: random.Random, units: list[Unit], boasters: set[int], form: Instrument) -> None:
    """Letters as units give them, and as assessors of some leave or lower them."""
    for unit in units:
        boasts = unit.number in boasters
        is_assessed = boasts or rng.random() < 0.4
        for code in unit.cells:
            known = form.indicator(code)
            letters = known.letters if known else ()
            if not letters:
                unit.answers[code] = "100%"
                continue
            step = 0 if boasts else min(len(letters) - 1, rng.choice((0, 0, 0, 1, 1, 2)))
            unit.answers[code] = letters[step]
            lower = rng.random() < 0.7 if boasts else rng.random() > _AGREES
            if is_assessed:
                unit.assessed[code] = letters[min(len(letters) - 1, step + lower * rng.randint(1, 1 + boasts))]


def lines(
    rng: random.Random, unit: Unit, form: Instrument, subjects: dict[str, str]
) -> list[tuple[str, str, str, str, str]]:
    """The rows of the sheet: title, code, answer, evidence, the assessor's answer."""
    mark = ("; ", "\n", "; ")[unit.number % 3]
    rows = []
    for code, pieces in unit.cells.items():
        known = form.indicator(code)
        question = f"{code.rpartition('.')[2]}. Apakah {', '.join(known.keywords if known else ())}?"
        cell = mark.join(rendered(rng, unit, subjects[code], piece) for piece in pieces)
        rows.append((question, code, unit.answers[code], cell, unit.assessed.get(code, "")))
    return rows


def sheet_bytes(unit: Unit, rows: list[tuple[str, str, str, str, str]]) -> tuple[str, bytes]:
    """The sheet as a file: its suffix and its bytes."""
    labels = [("Instansi", unit.office.agency.name.upper()), ("Satuan/Unit Kerja", unit.office.name.upper()), ("Usulan", "WBK"),
              ("Tahun", "2023")]  # fmt: skip
    if unit.number % 5 in (0, 1) and not unit.assessed:
        text = [f"{label} : {value}" for label, value in labels] + ["", *HEAD, "A. KOMPONEN PENGUNGKIT A"]
        for title, code, answer, cell, _ in rows:
            text += [f"{title} {code}", answer, re.sub(r"\s*\n\s*", "; ", cell)]
        return "txt", ("\n".join(text) + "\n").encode()
    table = [list(pair) for pair in labels] + [[*HEAD, *([_REVIEW] if unit.assessed else [])]]
    table += [list(row) if unit.assessed else list(row[:4]) for row in rows]
    if unit.number % 5 == 2:
        from openpyxl import Workbook

        book, stream = Workbook(write_only=True), io.BytesIO()
        page = book.create_sheet("LKE")
        for row in table:
            page.append(row)
        book.save(stream)
        return "xlsx", repacked(stream.getvalue())
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(table)
    return "csv", out.getvalue().encode("utf-8-sig")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--units", type=int, default=2000)
    options = parser.parse_args()
    if options.output.exists() and any(options.output.iterdir()):
        parser.error(f"{options.output} is not empty")
    start = time.process_time()
    write(options.seed, options.units, options.output)
    print(f"{options.units} units, {time.process_time() - start:.1f} CPU s")


def write(seed: int, count: int, output: Path) -> dict[str, Any]:
    """Write the sheets and the key; return the key."""
    crowd, form = make(seed, count), load_instrument("zi-2021")
    subjects = {it.code: it.subject for it in topics()}
    for unit in crowd.units:
        rng = random.Random(f"{seed} lembar {unit.number}")
        suffix, data = sheet_bytes(unit, lines(rng, unit, form, subjects))
        folder = output / "unit" / unit.name
        folder.mkdir(parents=True)
        (folder / f"lke.{suffix}").write_bytes(data)
    (output / "kunci.json").write_text(json.dumps(crowd.key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return crowd.key


if __name__ == "__main__":
    main()

"""Rules across units over small stores of invented units: what they find, and where they stay silent."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from lke_docs.check import all_rules
from lke_docs.instrument import load_instrument
from lke_docs.portfolio import unit_rules
from lke_docs.portfolio.across import compare_units
from lke_docs.portfolio.fingerprint import FOLDER
from lke_docs.portfolio.mask import least_runs, masked_words
from lke_docs.portfolio.tables import read_table, write_part
from lke_docs.portfolio.unit_rule import UnitRule
from lke_docs.portfolio.unit_rules import UNIT_RULES
from tests.test_rules import HEADINGS

_WORDS = ("rapat", "warga", "pasar", "kantor", "jalan", "sawah", "taman", "pagi", "loket", "arsip", "lomba", "kebun")


def own_text(unit: int, row: int, *, words: int = 14) -> str:
    """A sentence that no other unit writes."""
    rng = random.Random(f"{unit} {row}")
    return " ".join(rng.choice(_WORDS) + rng.choice("aiueo") for _ in range(words))


def store(out: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Path:
    """Write tables; every unit is told by its name alone."""
    for name, rows in tables.items():
        made = [{"key": f"kunci {row['unit']}", **row} for row in rows]
        write_part(out, name, "00000", made)
    return out


def sheets(cells: Mapping[str, Mapping[str, str]]) -> dict[str, list[dict[str, Any]]]:
    """Tables of units with these cells, each one piece."""
    rows = [{"unit": unit, "code": code, "evidence": text} for unit, row in cells.items() for code, text in row.items()]
    return {
        "units": [
            {"unit": unit, "unit_name": unit.upper(), "instrument": "zi-2021", "state": "terbaca"} for unit in cells
        ],
        "rows": [{**row, "question": "Apakah sudah dilaksanakan?"} for row in rows],
        "items": [
            {**row, "number": 1, "text": row["evidence"], "masked": masked_words(row["evidence"])} for row in rows
        ],
    }


def own_sheet(unit: int, rows: int = 40) -> dict[str, str]:
    return {f"A.1.{row}.A": own_text(unit, row) for row in range(1, rows + 1)}


def told(out: Path, rule: str) -> list[tuple[str, str]]:
    compare_units(out)
    return [(it["unit"], it["message"]) for it in read_table(out, "findings").to_pylist() if it["rule"] == rule]


def pairs(out: Path) -> list[tuple[str, str]]:
    compare_units(out)
    return [(it["unit_a"], it["unit_b"]) for it in read_table(out, "pairs").to_pylist()]


def test_every_rule_is_complete() -> None:
    modules = {path.stem.split("_")[0].upper() for path in Path(unit_rules.__file__).parent.glob("ptf*.py")}

    assert [rule.code for rule in UNIT_RULES] == sorted(modules)
    assert {rule.name for rule in UNIT_RULES}.isdisjoint(rule.name for rule in all_rules())


@pytest.mark.parametrize("known", UNIT_RULES, ids=lambda known: known.code)
def test_rule_is_documented(known: UnitRule) -> None:
    assert [line for line in known.documentation.splitlines() if line.startswith("## ")] == list(HEADINGS)
    assert [line.split(":")[0] for line in known.documentation.splitlines() if re.match("Buruk:|Baik:", line)] == [
        "Buruk",
        "Baik",
    ]
    assert known.remedy.endswith(".")


def test_units_of_their_own_words_are_no_pair(tmp_path: Path) -> None:
    assert pairs(store(tmp_path, sheets({f"unit{n}": own_sheet(n) for n in range(12)}))) == []


def test_a_quarter_of_a_sheet_that_another_has_too_is_a_pair(tmp_path: Path) -> None:
    cells = {f"unit{n}": own_sheet(n) for n in range(12)}
    cells["unit9"] |= dict(list(cells["unit3"].items())[:10])
    out = store(tmp_path, sheets(cells))

    assert pairs(out) == [("unit3", "unit9")]
    pair = read_table(out, "pairs").to_pylist()[0]
    assert pair["codes"] == list(cells["unit3"])[:10] and pair["kinds"] == ["teks"]
    passages = json.loads(pair["passages"])
    assert {(it["code_a"], it["text_a"]) for it in passages} == set(list(cells["unit3"].items())[:10])
    assert [unit for unit, _ in told(out, "PTF001")] == ["unit3", "unit9"]


@pytest.mark.parametrize("same", [40, 12])
def test_two_sheets_of_one_unit_are_no_pair(tmp_path: Path, same: int) -> None:
    cells = {f"unit{n}": own_sheet(n) for n in range(12)}
    cells["unit3-2022"] = own_sheet(99) | dict(list(cells["unit3"].items())[:same])
    made = sheets(cells)
    made["units"][-1] |= {"unit_name": "Unit3 ", "year": 2022}
    numbers = [{"kind": "letter", "normalized": f"KEP-{n}/M.3.14/02/2021", "code": "A.1.1.A"} for n in range(4)]
    made["references"] = [{"unit": unit, **it} for unit in ("unit3", "unit3-2022") for it in numbers]
    made["files"] = [{"unit": unit, "path": "sk.pdf", "sha256": "s1"} for unit in ("unit3", "unit3-2022")]
    out = store(tmp_path, made)

    assert pairs(out) == [] and read_table(out, "findings").to_pylist() == []


def test_words_that_many_units_share_are_no_pair(tmp_path: Path) -> None:
    common = {f"A.2.{row}.A": own_text(99, row) for row in range(30)}  # an agency's own sheet of examples
    cells = {f"unit{n:02}": {**own_sheet(n), **common} for n in range(30)}

    assert pairs(store(tmp_path, sheets(cells))) == []


@pytest.mark.parametrize(("units", "own"), [(10, 4), (20, 8), (60, 8)])
def test_sentences_of_many_do_not_count_beside_a_copy(tmp_path: Path, units: int, own: int) -> None:
    """What all write is most of their sheets: two of them are one in nearly all, and only what is theirs is told."""
    common = {f"A.2.{row}.A": own_text(99, row) for row in range(20)}
    copied = {f"A.3.{row}.A": own_text(98, row) for row in range(6)}
    cells = {f"unit{n:02}": {**common, **own_sheet(n, rows=own)} for n in range(units)}
    for unit in ("unit03", "unit04"):
        cells[unit] = {**common, **copied}
    out = store(tmp_path, sheets(cells))

    assert pairs(out) == [("unit03", "unit04")]
    assert read_table(out, "pairs").to_pylist()[0]["codes"] == list(copied)
    assert all(message.startswith("Uraian bukti di 6 indikator") for _, message in told(out, "PTF001"))


def test_a_sheet_that_all_were_handed_is_no_copy(tmp_path: Path) -> None:
    common = {f"A.2.{row}.A": own_text(99, row) for row in range(40)}
    cells = {f"unit{n:02}": {**common, "A.1.1.A": own_text(n, 1)} for n in range(20)}

    assert pairs(store(tmp_path, sheets(cells))) == []


def test_one_meeting_of_two_units_is_no_pair(tmp_path: Path) -> None:
    cells = {f"unit{n}": own_sheet(n) for n in range(12)}
    cells["unit1"]["A.9.1.A"] = cells["unit2"]["A.9.2.A"] = own_text(77, 1, words=60)

    assert pairs(store(tmp_path, sheets(cells))) == []


def test_a_sheet_that_goes_round_is_found_though_nothing_of_it_is_rare(tmp_path: Path) -> None:
    """Twenty copies of one sheet: each of its words has twenty holders."""
    cells = {f"unit{n:02}": own_sheet(n) for n in range(10)} | {f"salin{n:02}": own_sheet(50) for n in range(20)}
    found = pairs(store(tmp_path, sheets(cells)))

    assert len(found) == 190
    assert all(a.startswith("salin") and b.startswith("salin") for a, b in found)


@pytest.mark.parametrize("copiers", [2, 3, 5, 7])
def test_a_text_that_went_round_weighs_the_same_among_few_and_several(tmp_path: Path, copiers: int) -> None:
    cells = {f"unit{n:02}": own_sheet(n) for n in range(12)}
    round_ = {f"A.1.{row}.A": own_text(60, row) for row in range(1, 17)}
    some = [f"unit{n:02}" for n in range(copiers)]
    for unit in some:
        cells[unit] |= round_

    found = pairs(store(tmp_path, sheets(cells)))

    assert found == (list(combinations(some, 2)) if copiers <= 6 else [])  # of more than half it was handed out
    assert len({*read_table(tmp_path, "pairs")["overlap"].to_pylist()}) <= 1


def test_words_of_the_question_are_no_copy(tmp_path: Path) -> None:
    cells = {f"unit{n}": own_sheet(n) for n in range(12)}
    asked = {f"A.1.{row}.A": own_text(60, row) for row in range(1, 13)}
    cells["unit4"] |= asked
    cells["unit5"] |= asked
    tables = sheets(cells)
    tables["rows"] = [{**row, "question": asked.get(row["code"], row["question"])} for row in tables["rows"]]

    assert pairs(store(tmp_path, tables)) == []


def test_a_new_unit_meets_earlier_ones_without_their_texts(tmp_path: Path) -> None:
    """The pieces of the earlier units are gone; what is left of them are fingerprints."""
    cells = {f"unit{n}": own_sheet(n) for n in range(12)}
    compare_units(store(tmp_path, sheets(cells)))
    before = {path.name: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()}
    new = {"unit99": own_sheet(99) | dict(list(cells["unit3"].items())[:10])}
    store(tmp_path, sheets(cells | new))
    write_part(
        tmp_path, "items", "00000", [row for row in sheets(cells | new)["items"] if row["unit"] in ("unit3", "unit99")]
    )

    assert pairs(tmp_path) == [("unit3", "unit99")]
    after = {path.name: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()}
    assert sum(before.get(name) != data for name, data in after.items()) == 1


def test_the_order_of_arrival_tells_nothing(tmp_path: Path) -> None:
    cells = {f"unit{n}": own_sheet(n) for n in range(8)} | {"salin": own_sheet(3)}
    one, two = store(tmp_path / "a", sheets(cells)), store(tmp_path / "b", sheets(dict(list(cells.items())[4:])))
    compare_units(two)
    store(two, sheets(dict(reversed(cells.items()))))
    for out in (one, two):
        compare_units(out)

    made = [
        {str(path.relative_to(out)): path.read_bytes() for name in (FOLDER, "pairs") for path in (out / name).iterdir()}
        for out in (one, two)
    ]
    assert made[0] == made[1]
    assert read_table(one, "findings") == read_table(two, "findings")


def letters(cells: Iterable[tuple[str, str]]) -> dict[str, list[dict[str, Any]]]:
    """Tables of units that name these numbers."""
    found = [{"unit": unit, "normalized": number, "kind": "letter", "code": "A.1.1.A"} for unit, number in cells]
    units = dict.fromkeys(row["unit"] for row in found)
    return {"units": [{"unit": unit, "unit_name": unit.upper()} for unit in units], "references": found}


OWN = [(f"kejari{n}", f"KEP-{serial}/M.3.1{n}/Cr.1/02/2023") for n in range(5) for serial in range(1, 6)]
POLRES = [(f"polres{n}", f"Kep/{serial}/III/2023") for n in (1, 2) for serial in range(1, 7)]
PAJAK = [(f"kpp{n}", f"KEP-{n}{serial}/WPJ.11/KP.0{n}/2023") for n in range(1, 6) for serial in range(1, 6)]
NUMBERS = [
    ("an office over a slash", [*PAJAK, ("kpp5", "KEP-23/WPJ.11/KP.02/2023")], [("kpp2", "kpp5")]),
    ("a number of another unit's register", [("kejari4", "KEP-2/M.3.11/Cr.1/02/2023")], [("kejari1", "kejari4")]),
    ("blanks and cases make no other number", [("kejari4", "kep-2/M.3.11/Cr.1/02/2023")], [("kejari1", "kejari4")]),
    ("of an office above, which both only cite", [(f"kejari{n}", "B-7/KW.1/OT.01/03/2023") for n in (1, 2)], []),
    ("cited by many", [(f"kejari{n}", "KEP-2/M.3.11/Cr.1/02/2023") for n in (2, 3, 4)], []),
    ("without a code of the office", POLRES, []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more", "found"), NUMBERS, ids=[case[0] for case in NUMBERS])
def test_number_of_two_units(
    tmp_path: Path, name: str, more: list[tuple[str, str]], found: list[tuple[str, str]]
) -> None:
    out = store(tmp_path, letters([*OWN, *more]))

    assert [unit for unit, _ in told(out, "PTF002")] == [unit for pair in found for unit in pair]


def files(held: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Tables of units that have these files."""
    found = [dict(row) for row in held]
    return {
        "units": [{"unit": unit, "unit_name": unit} for unit in sorted({row["unit"] for row in found})],
        "files": found,
    }


def test_file_of_two_units(tmp_path: Path) -> None:
    """Equal in their bytes, or in their text; two scans without a text are not equal."""
    held = [("a", "sk.pdf", "s1", "t1"), ("b", "x/sk.pdf", "s2", "t1"), ("c", "own.pdf", "s3", "t3")]
    held += [("a", "scan.pdf", "s5", ""), ("b", "scan.pdf", "s6", "")]
    held += [(unit, "pedoman.pdf", "s9", "t9") for unit in "abcd"]
    rows = [{"unit": unit, "path": path, "sha256": data, "text_sha256": text} for unit, path, data, text in held]
    rows[1] |= {"codes": ["A.1.1.A", "A.1.2.A"]}
    found = [(unit, message.split(" juga")[0]) for unit, message in told(store(tmp_path, files(rows)), "PTF003")]

    assert found == [("a", "Berkas “sk.pdf”"), ("b", "Berkas “x/sk.pdf”")]
    assert [it["related"] for it in read_table(tmp_path, "findings").to_pylist()] == [[], ["A.1.1.A", "A.1.2.A"]]


def test_photo_of_two_units(tmp_path: Path) -> None:
    """Saved again, two bits differ; an emblem that four have, and an empty page, are no photo of anybody's."""
    emblem, blank = "00ff00ff00ff00ff", "0000000000000000"
    held = {"a": ["a1b2c3d4e5f60718", emblem], "b": ["a1b2c3d4e5f6071b", emblem], "c": ["5e4d3c2b1a09f8e7", emblem]}
    held |= {"d": [emblem, blank], "e": [blank]}
    rows = [{"unit": unit, "path": f"{it}.jpg", "picture_hash": [it]} for unit, found in held.items() for it in found]
    found = told(store(tmp_path, files(rows)), "PTF004")

    assert [unit for unit, _ in found] == ["a", "b"]
    assert all("a1b2c3d4e5f607" in message for _, message in found)


def minutes(office: str, head: str, day: int, discussed: str) -> list[int]:
    """Minutes on the template that all offices of the test have."""
    return least_runs(
        f"NOTULA RAPAT\nHari/Tanggal: Senin, {day} Maret 2021\nTempat: ruang rapat {office}\nPimpinan rapat: {head}\n"
        "Rapat dibuka oleh pimpinan dengan ucapan terima kasih kepada seluruh peserta yang telah hadir tepat waktu, "
        f"lalu dibacakan tindak lanjut rapat yang lalu.\nPembahasan:\n{discussed}\n"
        "Demikian notula ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.\n"
        f"{office}, {day} Maret 2021\n{head}"
    )


def test_minutes_of_two_units(tmp_path: Path) -> None:
    """Copied with other names and days; what all write, what four have, and one text in two units are not asked."""
    told_of = {unit: [(f"{unit}.pdf", own_text(number, 1, words=90))] for number, unit in enumerate("abcdefghij")}
    copied = own_text(99, 1, words=90)
    told_of["a"].append(("notula/maret.pdf", copied))
    told_of["b"].append(("rapat.pdf", copied.replace("rapat", "Rapat", 1)))
    for unit in "cdef":
        told_of[unit].append(("wilayah.pdf", own_text(98, 1, words=90)))
    same = own_text(97, 1, words=90)
    for unit in "gh":
        told_of[unit].append(("sama.pdf", same))
    rows = [
        {"unit": unit, "path": path, "text_sha256": "t" if path == "sama.pdf" else f"{unit} {path}",
         "runs": minutes(f"Kejari {unit.upper()}mbon", f"{unit.upper()}ndi Contoh, S.H.", 1 + number, text)}
        for number, (unit, held) in enumerate(told_of.items()) for path, text in held
    ]  # fmt: skip
    found = told(store(tmp_path, files(rows)), "PTF005")

    assert [(unit, message.split(" nyaris")[0]) for unit, message in found] == [
        ("a", "Isi “notula/maret.pdf”"),
        ("b", "Isi “rapat.pdf”"),
    ]


def test_letters_far_above_what_evidence_shows(tmp_path: Path) -> None:
    shares = [0.20, 0.22, 0.25, 0.27, 0.21, 0.24, 0.26, 0.23, 0.25, 0.80]
    units = [
        {"unit": f"u{n}", "kind": "pengadilan", "instrument": "zi-2021", "claimed": 60.0, "shown": 60 - 60 * share}
        for n, share in enumerate(shares)
    ]

    assert told(store(tmp_path, {"units": units}), "PTF006") == [
        (
            "u9",
            "48,0 dari 60,0 poin yang diakui tidak tampak dari uraian bukti; tengah dari 10 unit pembanding 14,7 poin.",
        )
    ]
    assert told(store(tmp_path, {"units": units[4:]}), "PTF006") == []


def test_letters_far_above_the_assessor(tmp_path: Path) -> None:
    """One unit is lowered in all rows, the others in one of ten."""
    form = load_instrument("zi-2021")
    codes = [code for code, it in form.indicators.items() if it.letters[:1] == ("A",)][:20]
    rows = [
        {"unit": f"u{n}", "code": code, "answer": "A", "assessor_answer": "C" if n == 5 or (n + k) % 10 == 0 else "A"}
        for n in range(9)
        for k, code in enumerate(codes)
    ]
    units = [{"unit": f"u{n}", "instrument": "zi-2021"} for n in range(9)]
    found = told(store(tmp_path, {"units": units, "rows": rows}), "PTF007")

    assert [(unit, message.split(",")[0]) for unit, message in found] == [
        ("u5", "Asesor menurunkan 20 dari 20 jawaban")
    ]

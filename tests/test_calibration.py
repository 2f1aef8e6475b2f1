"""Rules and shown letters held against verdicts, and a unit's sheet against that of the year before."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from lke_docs.errors import ConfigError, InputError
from lke_docs.instrument import load_instrument
from lke_docs.portfolio import dashboard, portfolio_json, ranking_workbook
from lke_docs.portfolio.calibration import COLUMNS, Calibration, Proportion, read_verdicts
from lke_docs.portfolio.portfolio_report import Wishes, make_portfolio_report, render_portfolio
from lke_docs.portfolio.tables import write_part

FORM = load_instrument("zi-2019")
CODES = [code for code, asked in FORM.indicators.items() if {"A", "B", "C"} <= set(asked.letters)][:10]
STRICT = "Penilai Tegas"


def judged_portfolio(out: Path) -> Path:
    """Thirty units that all write A, of which B is shown in the first half; three assessors, one of whom lowers all."""
    units, rows, findings, verdicts = [], [], [], []
    for number in range(30):
        own = {"unit": f"unit_{number:02}/lke.txt", "key": str(number)}
        units.append(own | {"instrument": FORM.id, "state": "terbaca", "claimed": 20.0, "shown": 10.0})
        for place, code in enumerate(CODES):
            chance = Random(f"{number} {code}")
            shown, assessor = "B" if number < 15 else "A", ("Penilai Satu", "Penilai Dua", STRICT)[(number + place) % 3]
            lowered = assessor == STRICT or chance.random() < (0.8 if number < 15 else 0.1)
            rows.append(own | {"code": code, "answer": "A", "shown_letter": shown, "claimed_points": 2.0})
            verdicts.append([own["unit"], code, "b" if lowered else "A", "", "", assessor])
        for rule, accepted in (("NOM005", "ya" if number % 3 else "tidak"), ("KAT001", "Salah")):
            found = {"fingerprint": f"{rule}-{number}", "rule": rule, "level": "perlu", "confidence": "tinggi"}
            findings.append(own | found | {"code": CODES[0], "state": "suppressed" if number == 7 else "open"})
            verdicts.append([own["unit"], "", "", f"{rule}-{number}", accepted, "Penilai Satu"])
    ends = {"unit_a": "unit_00/lke.txt", "key_a": "0", "unit_b": "unit_01/lke.txt", "key_b": "1", "overlap": 0.9}
    for name, lines in (("units", units), ("rows", rows), ("findings", findings), ("pairs", [ends | {"codes": CODES}])):
        write_part(out, name, "uji", lines)
    with (out / "putusan.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Unit", "code", "letter", "fingerprint", "accepted", "assessor"]])
        csv.writer(file, delimiter=";").writerows(verdicts)
    return out / "putusan.csv"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Calibration]:
    out = tmp_path_factory.mktemp("putusan")
    verdicts = judged_portfolio(out)
    report = make_portfolio_report(out, Wishes(verdicts=verdicts, for_coordinator=True))
    return out, verdicts, report.calibration


def test_rules_are_held_against_verdicts(judged: tuple[Path, Path, Calibration]) -> None:
    told = judged[2]
    rules = {it.rule: it for it in told.rules}

    assert (told.letters, told.findings, told.unplaced) == (300, 60, 0)
    assert rules["NOM005"].accepted == Proportion(20, 30) and not rules["NOM005"].is_accepted_by_nobody
    assert rules["KAT001"].accepted == Proportion(0, 30) and rules["KAT001"].is_accepted_by_nobody
    assert rules["KAT001"].set_aside == 1 and rules["KAT001"].same.all == 29
    assert rules["NOM005"].lowered.all + rules["NOM005"].lowered_elsewhere.all == 300


def test_shown_letters_are_held_against_those_of_assessors(judged: tuple[Path, Path, Calibration]) -> None:
    (line,) = judged[2].agreements

    assert line.same.all == 300 and line.same.hits + line.higher + line.lower == 300
    assert line.kappa is not None and 0.3 < line.kappa < 0.9 and line.same.hits > line.own.hits


def test_who_judges_unlike_others_is_told_to_the_coordinator_alone(judged: tuple[Path, Path, Calibration]) -> None:
    out, verdicts, told = judged

    assert [it.assessor for it in told.assessors or () if it.is_unlike] == [STRICT]
    assert told.unlike and all(it.letters[0] != it.letters[1] and it.code in CODES for it in told.unlike)
    public = make_portfolio_report(out, Wishes(verdicts=verdicts))
    assert public.calibration == told._replace(assessors=None, unlike=None, alone=None)
    for face in (dashboard, portfolio_json):
        assert STRICT in face.render(public._replace(calibration=told))
        assert STRICT not in face.render(public) and "Penilai Satu" not in face.render(public)
    with ZipFile(io.BytesIO(ranking_workbook.render(public))) as book:
        assert not [name for name in book.namelist() if b"Penilai Satu" in book.read(name)]


def test_a_unit_is_known_by_its_name_and_what_is_not_there_is_counted(tmp_path: Path) -> None:
    judged_portfolio(tmp_path)
    own = {"key": "x", "instrument": FORM.id, "state": "terbaca", "claimed": 2.0}
    names = ("Kantor Sukamaju", "Kantor Kembar", "Kantor Kembar")
    write_part(tmp_path, "units", "lain", [own | {"unit": f"x{n}", "unit_name": it} for n, it in enumerate(names)])
    row = {"code": CODES[0], "answer": "A", "shown_letter": "A", "claimed_points": 2.0}
    write_part(tmp_path, "rows", "lain", [own | row | {"unit": f"x{n}"} for n in range(3)])
    lines = [f"{name},{CODES[0]},B,," for name in ("Kantor Sukamaju", "Kantor Kembar", "x1", "entah")]
    lines.append(f"x1,{CODES[0]},Q,,")  # no letter of this row, where another verdict gives one
    text = "\n".join(["unit,code,letter,fingerprint,accepted", *lines, "x1,,,tidak-ada,ya", ""])
    (tmp_path / "putusan.csv").write_text(text, encoding="utf-8")
    told = make_portfolio_report(tmp_path, Wishes(verdicts=tmp_path / "putusan.csv")).calibration

    assert (told.letters, told.findings, told.unplaced, told.lines) == (2, 0, 4, (3, 5, 6, 7))


CASES = [  # verdicts on two units, of which one has findings; letters and findings that count, lines that fit nothing
    ("satu,CODE,B,,,,1999,", (0, 0, (2,))),
    ("satu,CODE,B,,,,dua ribu,", (0, 0, (2,))),
    ("satu,CODE,B,,,,2021,Instansi  CONTOH", (1, 0, ())),
    ("satu,CODE,B,,,,,Instansi Lain", (0, 0, (2,))),
    ("satu,small.,B,,,,,", (1, 0, ())),
    ("\nsatu,CODE,B,,,Ratna,,\n,,,,,,,\ndua,CODE,B,,,,,\ntiga,CODE,C,,,,,", (2, 0, (6,))),
    ("satu,CODE,B,,,Ratna,,\nKantor Satu,CODE,C,,,ratna ,,\nsatu,CODE,B,,,Wulan,,", (2, 0, ())),
    ("satu,,,8571,ya,,,\nsatu,,,NOM005 8571D6,tidak,,,", (0, 1, ())),
    ("satu,,,85,ya,,,\nsatu,,,9,ya,,,\ndua,,,8571,ya,,,\nsatu,,,8590,ya,,,", (0, 1, (2, 3, 4))),
]


@pytest.mark.parametrize("lines, said", CASES)
def test_which_verdicts_count(tmp_path: Path, lines: str, said: tuple[int, int, tuple[int, ...]]) -> None:
    """The last of a person on a row or finding, on a unit of that year and agency, by the beginning of an id."""
    head = {"instrument": FORM.id, "state": "terbaca", "year": 2021, "agency": "INSTANSI CONTOH"}
    own = [{"unit": it, "key": it} for it in ("satu", "dua")]
    write_part(tmp_path, "units", "uji", [it | head | {"unit_name": f"KANTOR {it['unit'].upper()}"} for it in own])
    write_part(tmp_path, "rows", "uji", [it | {"code": CODES[0], "answer": "A"} for it in own])
    hit = own[0] | {"rule": "NOM005", "level": "perlu", "state": "open"}
    write_part(tmp_path, "findings", "uji", [hit | {"fingerprint": it} for it in ("8571d6", "8590aa")])
    text = f"{','.join(COLUMNS)}\n{lines}\n".replace("CODE", CODES[0]).replace("small.", f"{CODES[0].lower()}.")
    (tmp_path / "putusan.csv").write_text(text, encoding="utf-8")
    wishes = Wishes(verdicts=tmp_path / "putusan.csv")
    told = make_portfolio_report(tmp_path, wishes).calibration

    assert (told.letters, told.findings, told.lines) == said
    assert ("tidak cocok" in render_portfolio(tmp_path, "html", wishes)) is bool(said[2])


def test_one_name_in_two_spellings_is_one_and_who_cannot_be_compared_is_named(tmp_path: Path) -> None:
    verdicts = judged_portfolio(tmp_path)
    lines = verdicts.read_text(encoding="utf-8-sig").splitlines()
    spelled = [it.replace(STRICT, f" {STRICT.lower()}") if n % 2 else it for n, it in enumerate(lines)]
    verdicts.write_text("\n".join([*spelled, f"unit_00/lke.txt;{CODES[0]};B;;;Penilai Sendiri"]), encoding="utf-8")
    told = make_portfolio_report(tmp_path, Wishes(verdicts=verdicts, for_coordinator=True)).calibration

    assert [it.assessor.casefold() for it in told.assessors or () if it.is_unlike] == [STRICT.casefold()]
    assert told.alone == ("Penilai Sendiri",)


def test_of_two_years_of_a_unit_a_verdict_names_its_own(tmp_path: Path) -> None:
    """Capitals and blanks of a name aside; without the year nobody can tell which sheet was judged."""
    for year in (2021, 2022):
        year_of(tmp_path, year, OLD)
    code = CODES[0]
    for year in (2021, 2022):
        own = {"unit": f"{year}/lke.txt", "key": str(year)}
        row = {"code": code, "answer": "A", "shown_letter": "A", "claimed_points": 2.0}
        write_part(tmp_path, "rows", f"putusan {year}", [own | row])
    text = f"unit,code,letter,assessor,year\nKANTOR SUKAMAJU,{code},B,Satu,2022\nKantor Sukamaju,{code},A,Satu,\n"
    (tmp_path / "putusan.csv").write_text(text, encoding="utf-8")
    told = make_portfolio_report(tmp_path, Wishes(verdicts=tmp_path / "putusan.csv")).calibration

    assert (told.letters, told.unplaced) == (1, 1)


def test_of_two_units_of_one_name_a_verdict_names_its_agency(tmp_path: Path) -> None:
    for unit, agency in (("a", "KEMENTERIAN SATU"), ("b", "KEMENTERIAN DUA")):
        told = {
            "unit": unit,
            "key": unit,
            "unit_name": "BAGIAN UMUM",
            "agency": agency,
            "year": 2021,
            "instrument": FORM.id,
        }
        write_part(tmp_path, "units", unit, [told])
        row = {"unit": unit, "key": unit, "code": CODES[0], "answer": "A", "shown_letter": "A", "claimed_points": 2.0}
        write_part(tmp_path, "rows", f"putusan {unit}", [row])
    text = f"unit,code,letter,year,agency\nBagian Umum,{CODES[0]},B,2021,Kementerian Dua\nBagian Umum,{CODES[0]},B,,\n"
    (tmp_path / "putusan.csv").write_text(text, encoding="utf-8")
    told = make_portfolio_report(tmp_path, Wishes(verdicts=tmp_path / "putusan.csv")).calibration

    assert (told.letters, told.unplaced) == (1, 1)


def test_little_is_known_of_few_verdicts() -> None:
    assert (Proportion(3, 3).low, Proportion(3, 3).high) == (43.8, 100.0)
    assert Proportion(0, 0).percent is None and (Proportion(0, 0).low, Proportion(0, 0).high) == (0.0, 100.0)


@pytest.mark.parametrize(
    "text, said",
    [
        ("nama,huruf\na,B\n", "nama kolom"),
        ("unit,code,letter\na,,B\n", "baris 2: putusan memerlukan"),
        ("unit,fingerprint,accepted\na,1,ya\na,2,mungkin\n", "baris 3: “mungkin” bukan ya atau tidak"),
        ("unit,fingerprint\na,1\n", "baris 2: putusan memerlukan"),
        ('unit,code,letter,assessor\n\na,A,B,"Ratna\nSari"\n\na,,B,\n', "baris 6: putusan memerlukan"),
    ],
)
def test_what_is_wrong_with_verdicts_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "putusan.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_verdicts(tmp_path / "putusan.csv")


def year_of(out: Path, year: int, texts: dict[str, tuple[str, str]]) -> None:
    """A sheet of one year: by code the text of its only piece, and the same masked."""
    own = {"unit": f"{year}/lke.txt", "key": str(year)}
    head = {"agency": "Instansi Contoh", "unit_name": f"Kantor  Sukamaju{' ' * (year % 2)}", "state": "terbaca"}
    write_part(out, "units", str(year), [own | head | {"year": year, "instrument": FORM.id}])
    rows = [own | {"code": code, "evidence": text, "claimed_points": 2.0} for code, (text, _) in texts.items()]
    write_part(out, "rows", str(year), rows)
    items = [own | {"code": code, "number": 1, "text": text, "masked": mask} for code, (text, mask) in texts.items()]
    write_part(out, "items", str(year), items)
    number = {"code": "A", "normalized": "KEP-7/2021", "kind": "letter"}
    write_part(out, "references", str(year), [own | number])


OLD = {"A": ("Notula rapat 3 Mei 2021", "notula rapat #"), "B": ("Laporan monev", "laporan monev"), "C": ("SK", "sk")}
NEW = {"A": ("Notula rapat 4 Mei 2022", "notula rapat #"), "C": ("laporan  MONEV", "laporan monev"), "D": ("Baru", "b")}


@pytest.mark.parametrize("is_apart", [False, True])
def test_what_a_unit_carried_over_from_the_year_before(tmp_path: Path, is_apart: bool) -> None:
    """The same, whether both years stand in one store or in two."""
    new, old = tmp_path / "baru", tmp_path / ("lama" if is_apart else "baru")
    year_of(old, 2021, OLD)
    year_of(new, 2022, NEW)
    (it,) = make_portfolio_report(new, Wishes(earlier=old if is_apart else None)).carried

    assert (it.unit, it.years, it.rows, it.same_rows, it.points) == ("2022/lke.txt", (2021, 2022), 3, ("C",), 2.0)
    assert (it.pieces, it.same_pieces, it.renewed_pieces, it.share) == (3, 1, 1, 66.7)
    assert it.numbers == ("KEP-7/2021",)
    with pytest.raises(ConfigError, match="tidak ada tabel"):
        make_portfolio_report(new, Wishes(earlier=tmp_path))

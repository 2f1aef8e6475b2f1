"""Instruments: the files are sound, wrong files are refused exactly, sheets and rows are recognised."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import tomli

from lke_docs.errors import ConfigError, PatternFileError
from lke_docs.form import match_row, match_rows
from lke_docs.instrument import Instrument, instrument_ids, instrument_of, load, load_instrument, recognise
from lke_docs.instrument.invariant import problems
from lke_docs.instrument.load import parse_instrument
from lke_docs.model import AnswerKind, Place, Row, Sheet, SheetYear
from lke_docs.records import parse_record
from lke_docs.resources import data_dir

FOLDER = data_dir("patterns") / "instruments"
SAMPLE = Path(__file__).parent.parent / "samples" / "kejari_bantaeng_2021.txt"
SCHEMA = Path(__file__).parent.parent / "lke_docs" / "schema" / "instrument.schema.json"

MINIMAL = """
id = "mini"
title = "Mini"
regulation = "uji"
valid_from = 2020-01-01
max_total = 10

[scale.yes_no]
YA = 1.0
TIDAK = 0.0

[[area]]
code = "A"
name = "Satu"
weight = 10.0
part = "pengungkit"

[[sub_area]]
code = "A.1"
name = "Satu satu"
weight = 10.0

[[indicator]]
code = "A.1.a"
label = "Tim"
keywords = ["membentuk tim"]
answer = "yes_no"
weight = 10.0
expects = ["sk"]
[indicator.option.YA]
criterion = "Ada"
requires = ["dasar"]
[indicator.option.TIDAK]
criterion = "Tidak ada"

[requirement]
dasar = "dasar penetapan"
"""


def a_row(code: str = "", question: str = "", answer: str = "") -> Row:
    return Row(code, question, answer, "letter", "", Place())


def a_sheet(*rows: Row) -> Sheet:
    return Sheet("uji", "0" * 64, "txt", rows)


@pytest.mark.parametrize("name", instrument_ids())
def test_shipped_files_are_sound(name: str) -> None:
    instrument = load_instrument(name)
    assert instrument.id == name
    assert list(problems(instrument)) == []


@pytest.mark.parametrize(
    ("name", "parts", "indicators"),
    [
        ("zi-2019", {"pengungkit": 60, "hasil": 40}, 84),
        ("zi-2021", {"pemenuhan": 30, "reform": 30, "hasil": 40}, 113),
    ],
)
def test_parts_have_their_weight(name: str, parts: dict[str, float], indicators: int) -> None:
    instrument = load_instrument(name)
    sums: dict[str, float] = {}
    for area in instrument.areas:
        sums[area.part] = sums.get(area.part, 0) + area.weight
    assert sums == pytest.approx(parts)
    assert len(instrument.indicators) == indicators


@pytest.mark.parametrize("name", instrument_ids())
def test_options_fit_the_answer_type(name: str) -> None:
    for reading in ("", "52/2014"):
        for indicator in load_instrument(name, reading=reading).indicators.values():
            values = [option.value for option in indicator.options]
            assert indicator.is_computed or tuple(indicator.scale) == indicator.letters, indicator.code
            assert values == sorted(values, reverse=True), indicator.code


@pytest.mark.parametrize("name", instrument_ids())
def test_files_keep_the_published_schema(name: str) -> None:
    raw = tomli.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json.dumps(raw, default=date.isoformat)), json.loads(SCHEMA.read_text("utf-8")))


def test_2019_points_to_existing_questions_of_2021() -> None:
    later = load_instrument("zi-2021").indicators
    targets = [it.maps_to for it in load_instrument("zi-2019").indicators.values() if it.maps_to]
    assert len(targets) == 81
    assert all(target.removeprefix("zi-2021:") in later for target in targets)


@pytest.mark.parametrize("name", instrument_ids())
def test_marks_of_certainty_are_kept(name: str) -> None:
    instrument = load_instrument(name)
    assert {mark.status for mark in instrument.certainties} >= {"seen", "inferred"}
    assert all(threshold.confidence in ("seen", "unverified") for threshold in instrument.thresholds)
    if name == "zi-2019":
        assert [t.confidence for t in instrument.thresholds if t.regulation == "10/2019"] == ["unverified"] * 2
        assert instrument.indicators["A.6.1.A"].rubric_confidence == "low"


def test_older_reading_changes_only_what_differs() -> None:
    instrument = load_instrument("zi-2019")
    older = load_instrument("zi-2019", reading="52/2014")
    assert instrument.indicators["A.1.2.C"].answer == "abc"
    assert older.indicators["A.1.2.C"].answer == "yes_no"
    assert older.indicators["A.1.3.B"].option("A").cadence == "monthly"  # type: ignore[union-attr]
    assert older.indicators["A.1.1.A"] == instrument.indicators["A.1.1.A"]
    assert older.indicators["A.5.3.B"].inputs == ()


@pytest.mark.parametrize(
    ("answer", "letter"),
    [
        ("YA", "YA"),
        ("ya", "YA"),
        (" Tidak. ", "TIDAK"),
        ("tdk", "TIDAK"),
        ("Ya (sudah)", "YA"),
        ("Sudah (Ya)", "YA"),
        ("Ya,", "YA"),
        ("Ya sudah", "YA"),
        ("Ya, sudah ada", "YA"),
        ("Ya - lengkap", "YA"),
        ("Ya sudah ada SK-nya", "YA"),
        ("Tidak, belum ada", "TIDAK"),
        ("Ya, tidak", None),
        ("Tidak berlaku", None),
        ("tidak ada", "TIDAK"),
        ("Y", "YA"),
        ("Ya tidak ada", None),
        ("A", "YA"),
        ("Ya / Tidak", None),
        ("B", None),
        ("", None),
    ],
)
def test_letter_of_an_answer_as_written(answer: str, letter: str | None) -> None:
    assert load_instrument("zi-2019").indicators["A.3.1.C"].letter_of(answer) == letter


@pytest.mark.parametrize(
    "answer",
    ["B. Sudah", "b) sebagian", "B: Sebagian", "(B) Sebagian", "B - Sebagian", "B Sebagian", "B sebagian besar SOP",
     "B.", "[B] Sebagian", "B (Sebagian unsur)", "B. >25%-50% pegawai", "B. 4 kali setahun", "B. Tidak ada yang lain"],
)  # fmt: skip
def test_a_letter_is_the_answer_whatever_words_go_with_it(answer: str) -> None:
    assert load_instrument("zi-2021").indicators["A.I.1.i.b"].letter_of(answer) == "B"


@pytest.mark.parametrize(
    "answer",
    ["A dan B", "B (Tidak)", "B / C", "a. SK Tim b. Notula", "B.I.1.a", "A.I.1.i.a Tim Kerja", "a.n. Kepala Balai",
     "C-19", "b tim kerja", "Baik", "B sebagian", "D. Seluruh unsur"],
)  # fmt: skip
def test_a_letter_that_is_a_part_of_something_else_is_no_answer(answer: str) -> None:
    assert load_instrument("zi-2021").indicators["A.I.1.i.b"].letter_of(answer) is None


def test_mini_instrument_loads_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "mini.toml"
    path.write_text(MINIMAL, encoding="utf-8")
    instrument = load_instrument(path)
    assert instrument.indicators["A.1.a"].option("YA").requires == ("dasar",)  # type: ignore[union-attr]


FAULTS = [
    ("weight = 10.0\nexpects", "weight = 9.0\nexpects", "sub_area A.1", "9"),
    ('part = "pengungkit"', 'part = "lain"', "area A", "“part” tidak boleh “lain”"),
    ('part = "pengungkit"', 'part = "hasil"\nwarna = "merah"', "area A", "“warna” tidak dikenal"),
    ('label = "Tim"\n', "", "indicator A.1.a", "“label” wajib"),
    ('label = "Tim"', "label = 3", "indicator A.1.a", "“label” harus teks"),
    ('answer = "yes_no"', 'answer = "abc"', "indicator A.1.a", "tidak punya skala"),
    ('[indicator.option.TIDAK]\ncriterion = "Tidak ada"', "", "indicator A.1.a", "tidak sesuai skala"),
    ('criterion = "Ada"', "", "indicator A.1.a pilihan YA", "“criterion” wajib"),
    (
        'criterion = "Ada"',
        'criterion = "Ada"\ncoverage = "semua"',
        "indicator A.1.a pilihan YA",
        "“coverage” tidak boleh “semua”",
    ),
    (
        'criterion = "Ada"',
        'criterion = "Ada"\ncadence = "harian"',
        "indicator A.1.a pilihan YA",
        "“cadence” tidak boleh “harian”",
    ),
    ('requires = ["dasar"]', 'requires = ["lain"]', "requirement lain", "tidak dijelaskan"),
    ('requires = ["dasar"]', "", "requirement dasar", "tidak dipakai"),
    ('keywords = ["membentuk tim"]', "keywords = []", "indicator A.1.a", "keywords kosong"),
    ("YA = 1.0", "YA = 1.5", "scale.yes_no", "antara 0 dan 1"),
    ('id = "mini"', "id = ", "berkas", "bukan TOML"),
    ('code = "A.1"\n', 'code = "B.1"\n', "area A", "sub-areanya"),
    ("[requirement]", '[[quirk]]\ncode = "Z"\nnote = "x"\n\n[requirement]', "quirk Z", "tidak dikenal"),
]


@pytest.mark.parametrize(("old", "new", "entry", "reason"), FAULTS)
def test_a_wrong_file_is_refused_with_file_key_and_reason(
    tmp_path: Path, old: str, new: str, entry: str, reason: str
) -> None:
    assert MINIMAL.count(old) >= 1
    path = tmp_path / "mini.toml"
    path.write_text(MINIMAL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PatternFileError) as caught:
        load_instrument(path)
    assert Path(str(caught.value.path)).name == path.name
    assert caught.value.entry == entry
    assert reason in caught.value.reason


def test_twice_the_same_code_is_refused() -> None:
    twice = MINIMAL + MINIMAL[MINIMAL.index("[[indicator]]") :].split("[requirement]")[0]
    with pytest.raises(PatternFileError, match="sudah ada"):
        parse_instrument(parse_record(twice, "mini.toml"))


@pytest.mark.parametrize(("name", "reading"), [("zi-1999", ""), ("zi-2019", "1/1999")])
def test_unknown_instrument_or_rubric(name: str, reading: str) -> None:
    with pytest.raises(ConfigError):
        load_instrument(name, reading=reading)


def sample_questions() -> dict[str, str]:
    """Code -> question of the sample; a code may stand on the line after a long question."""
    found, before = {}, ""
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        match = re.search(r"^(.*?)\b([AB]\.\d\.\d\.[A-Z])\b", line)
        if match:
            found[match[2]] = re.sub(r"^\s*\w\.\s+", "", match[1]).strip() or before.strip()
        before = re.sub(r"^\s*\w\.\s+", "", line)
    return found


def test_keywords_single_out_their_own_question() -> None:
    instrument = load_instrument("zi-2019")
    questions = sample_questions()
    missed = {
        code: match.indicator.code if match.indicator else None
        for code, question in questions.items()
        if (match := match_row(a_row("?", question), instrument)).indicator is not instrument.indicators[code]
    }
    # A heading over three counts, not a question: its words stand in four questions.
    assert missed == {"A.5.3.B": None}
    assert len(questions) >= 81


def test_a_row_is_matched_by_question_when_its_code_is_anothers() -> None:
    instrument = load_instrument("zi-2019")
    match = match_row(a_row("A.1.1.A", "Apakah sudah ditetapkan agen perubahan?"), instrument)
    assert match.indicator is instrument.indicators["A.1.4.B"]
    assert match.how == "pertanyaan"
    assert "bukan A.1.1.A" in match.reason


@pytest.mark.parametrize(
    ("code", "question", "how"),
    [
        ("A.1.1.A", "", "kode"),
        ("a.1.1.a.", "Apakah unit kerja telah membentuk tim pembangunan zona integritas?", "kode"),
        ("A.1.1.A", "Tim kerja?", "kode"),
        ("A.5.3.B.2", "Jumlah", "hitungan"),
        ("X.9", "Apakah pelayanan sudah baik?", ""),
        ("", "", ""),
    ],
)
def test_how_a_row_is_matched(code: str, question: str, how: str) -> None:
    assert match_row(a_row(code, question), load_instrument("zi-2019")).how == how


def test_recognise_by_codes_then_by_questions() -> None:
    questions = sample_questions()
    by_code = recognise(a_sheet(*(a_row(code, text) for code, text in questions.items())))
    assert by_code.instrument is not None
    assert by_code.instrument.id == "zi-2019"
    assert "kode" in by_code.reason
    renumbered = a_sheet(*(a_row(f"{n}", text) for n, text in enumerate(questions.values())))
    by_question = recognise(renumbered)
    assert by_question.instrument is not None
    assert by_question.instrument.id == "zi-2019"
    assert all(m.how in ("pertanyaan", "") for m in match_rows(renumbered.rows, by_question.instrument))


def test_recognise_takes_the_form_that_is_valid_in_the_year() -> None:
    older = load_instrument("zi-2019")
    newer = older._replace(id="zi-baru", valid_from=date(2022, 1, 1), valid_to=None)
    sheet = a_sheet(*(a_row(code, text) for code, text in sample_questions().items()))
    for year, expected in ((2021, "zi-2019"), (2023, "zi-baru"), (2010, "zi-2019")):
        form = recognise(sheet._replace(year=SheetYear(year, "judul")), candidates=(older, newer)).instrument
        assert form is not None and form.id == expected


def test_a_form_has_the_name_of_its_file(tmp_path: Path) -> None:
    copy = tmp_path / "zi-2030.toml"
    copy.write_bytes((data_dir("patterns") / "instruments" / "zi-2021.toml").read_bytes())
    with pytest.raises(PatternFileError, match=r"baris \d+: .*id harus nama berkasnya, “zi-2030”"):
        load._shipped(copy)


def test_recognise_claims_nothing_without_grounds() -> None:
    assert recognise(a_sheet()).instrument is None
    assert recognise(a_sheet(a_row("1", "Berapa usia Anda?"), a_row("2", "Siapa nama Anda?"))).instrument is None


def test_the_rubric_is_the_one_that_the_answers_fit() -> None:
    """Ya and Tidak where the later rubric has letters: the form as courts and hospitals fill it by 52/2014."""
    rows = [("A.1.1.A", "YA"), ("A.1.2.C", "Ya"), ("A.1.4.B", "YA"), ("A.1.3.B", "B")]
    sheet = _sheet(rows)
    lettered = _sheet([("A.1.1.A", "YA"), ("A.1.2.C", "A"), ("A.1.4.B", "B"), ("A.1.3.B", "B")])

    assert _form(sheet).reading == "52/2014"
    assert _form(lettered).reading == ""
    assert _form(sheet, reading="90/2021").reading == ""


def _sheet(answers: list[tuple[str, str]]) -> Sheet:
    form = load_instrument("zi-2019")
    rows = tuple(
        Row(code, form.indicators[code].label, answer, AnswerKind.YES_NO, "", Place()) for code, answer in answers
    )
    return Sheet("lembar", "", "txt", rows)


def _form(sheet: Sheet, *, reading: str = "") -> Instrument:
    found = instrument_of(sheet, reading=reading).instrument
    assert found is not None
    return found

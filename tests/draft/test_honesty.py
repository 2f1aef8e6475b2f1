"""States and dates: what a draft may not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lke_docs.draft.facts import Facts, judge, load_facts, load_gaps
from lke_docs.draft.honesty import Dates, GapState, judge_dates, judge_held
from lke_docs.draft.library import find_template
from lke_docs.draft.single import make_single
from lke_docs.errors import ConfigError
from lke_docs.moment import Moment, parse_moment

MADE = date(2021, 9, 1)  # a Wednesday
JUNE = Moment(2021, 6)
HELD, PLANNED, NOT_HELD = GapState.HELD, GapState.PLANNED, GapState.NOT_HELD

REFUSED = [
    ("document dated back", Dates(document=date(2021, 8, 31)), PLANNED, False, "tanggal mundur"),
    ("held in the future", Dates(meeting=date(2021, 9, 2)), HELD, False, "belum terjadi"),
    ("planned in the past", Dates(meeting=date(2021, 8, 31)), PLANNED, False, "sudah lewat"),
    ("late, but before", Dates(meeting=date(2021, 5, 31), period=JUNE, late=True), HELD, False, "mendahului periode"),
    ("not held but dated", Dates(meeting=date(2021, 8, 31)), NOT_HELD, False, "tidak punya tanggal"),
    (
        "record before the event",
        Dates(meeting=date(2021, 9, 9), document=date(2021, 9, 8)),
        PLANNED,
        False,
        "belum terjadi",
    ),
    (
        "invitation after the event",
        Dates(meeting=date(2021, 9, 8), document=date(2021, 9, 9)),
        PLANNED,
        True,
        "sesudah rapat",
    ),
    (
        "outside the month",
        Dates(meeting=date(2021, 7, 1), period=JUNE),
        HELD,
        False,
        "di luar periode Juni",
    ),
    (
        "outside the quarter",
        Dates(meeting=date(2021, 7, 1), period=parse_moment("--Q2"), year=2021),
        HELD,
        False,
        "di luar periode Triwulan II 2021",
    ),
]
ALLOWED = [
    ("nothing said", Dates(), PLANNED, False),
    ("document of today", Dates(document=MADE), PLANNED, False),
    ("held within the month", Dates(meeting=date(2021, 6, 30), period=JUNE), HELD, False),
    ("late and said so", Dates(meeting=date(2021, 9, 8), period=JUNE, late=True), PLANNED, False),
    ("invitation before", Dates(meeting=date(2021, 9, 8), document=date(2021, 9, 6)), PLANNED, True),
    ("period without a year", Dates(meeting=date(2021, 9, 8), period=parse_moment("--06")), PLANNED, False),
]


@pytest.mark.parametrize(("dates", "state", "invitation", "reason"), [case[1:] for case in REFUSED])
def test_refused(dates: Dates, state: GapState, invitation: bool, reason: str) -> None:
    found = judge_dates(dates, state=state, made=MADE, is_beforehand=invitation)

    assert any(reason in text for text in found.refusals), found


@pytest.mark.parametrize(("dates", "state", "invitation"), [case[1:] for case in ALLOWED])
def test_allowed(dates: Dates, state: GapState, invitation: bool) -> None:
    assert judge_dates(dates, state=state, made=MADE, is_beforehand=invitation).refusals == ()


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (date(2021, 6, 1), "libur nasional"),  # Pancasila
        (date(2021, 6, 5), "akhir pekan"),
        (date(2021, 6, 7), None),
    ],
)
def test_weekend_and_holiday_are_warned_of(day: date, warning: str | None) -> None:
    found = judge_dates(Dates(meeting=day), state=HELD, made=MADE)

    assert found.refusals == ()
    assert (not found.warnings) if warning is None else warning in found.warnings[0]


@pytest.mark.parametrize(
    ("meeting", "record", "missing"),
    [
        (None, "", ["tanggal_kegiatan", "catatan_sumber"]),
        (None, "buku agenda", ["tanggal_kegiatan"]),
        (date(2021, 6, 7), "  ", ["catatan_sumber"]),
        (date(2021, 6, 7), "-", ["catatan_sumber"]),
        (date(2021, 6, 7), "xxxxxxxxxx", ["catatan_sumber"]),
        (date(2021, 6, 7), ". . . - – _ /", ["catatan_sumber"]),
        (date(2021, 6, 7), "rekaman", []),
        (date(2021, 6, 7), "buku agenda", []),
    ],
)
def test_held_needs_its_date_and_what_recorded_it(meeting: date | None, record: str, missing: list[str]) -> None:
    found = " ".join(judge_held(meeting=meeting, record=record))

    assert [name for name in ("tanggal_kegiatan", "catatan_sumber") if name in found] == missing


def test_state_follows_from_the_date_only_with_a_record() -> None:
    facts = Facts({"tanggal_kegiatan": date(2021, 6, 7)})

    assert facts.judged_state(made=MADE) is HELD
    assert judge(facts, find_template("notula").schema, made=MADE).refusals
    assert Facts().judged_state(made=MADE) is PLANNED


HELD_FACTS = {"tanggal_kegiatan": date(2021, 6, 7), "catatan_sumber": "buku agenda"}
TOGETHER = [
    (
        "invitation to what is over",
        "undangan",
        {"tanggal_kegiatan": date(2021, 8, 31)},
        "cari dokumen aslinya",
    ),
    ("attendance list afterwards", "daftar_hadir", HELD_FACTS, None),
    (
        "decisions of a coming meeting",
        "notula",
        {"tanggal_kegiatan": date(2021, 9, 8), "keputusan": ["Setuju"]},
        "belum dapat diisi: keputusan rapat",
    ),
    (
        "discussion without a date",
        "notula",
        {"pembahasan": [{"pokok": "x"}]},
        "belum dapat diisi: jalannya rapat",
    ),
    ("attendance of a coming meeting", "notula", {"peserta": ["Semua"]}, "belum dapat diisi: peserta rapat"),
    (
        "outcome of a coming event",
        "laporan_kegiatan",
        {"hasil": ["Baik"]},
        "belum dapat diisi: hasil kegiatan",
    ),
    ("minutes of what is over", "notula", {**HELD_FACTS, "keputusan": ["Setuju"]}, ""),
    ("invitation for today", "undangan", {"tanggal_kegiatan": MADE}, ""),
    (
        "invitation for next week",
        "undangan",
        {"tanggal_kegiatan": date(2021, 9, 8), "tanggal_dokumen": MADE},
        "",
    ),
]


@pytest.mark.parametrize(
    ("template", "fields", "reason"), [case[1:] for case in TOGETHER], ids=[case[0] for case in TOGETHER]
)
def test_facts_against_the_kind_of_document(template: str, fields: dict[str, object], reason: str | None) -> None:
    found = judge(Facts(fields), find_template(template).schema, made=MADE).refusals

    if reason == "":
        assert found == ()
    else:
        assert (reason or "cari dokumen aslinya") in " ".join(found)


def test_late_meeting_is_called_so() -> None:
    late = Facts({"judul": "Rapat SOP"}, late=True)

    assert late.values()["judul"].content == "Rapat SOP (susulan)"
    assert Facts({"judul": "Rapat Susulan SOP"}, late=True).values()["judul"].content == "Rapat Susulan SOP"


def test_there_is_no_option_to_date_back() -> None:
    """Neither a parameter nor a command option sets the day of making to another day than today."""
    from lke_docs.cli.draft import draft
    from lke_docs.cli.finalize import finalize

    options = {name for command in (draft, finalize) for parameter in command.params for name in parameter.opts}

    assert not {name for name in options if "date" in name or "made" in name or "tanggal" in name}


# --- facts files --------------------------------------------------------------------------------------


def test_facts_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "fakta.toml"
    path.write_text(
        'keadaan = "sudah_dilaksanakan"\nsusulan = true\ntanggal_kegiatan = 2021-06-07\njudul = "Rapat"\n',
        encoding="utf-8",
    )

    facts = load_facts(path)

    assert (facts.state, facts.late, facts.meeting) == (HELD, True, date(2021, 6, 7))
    assert facts.values()["judul"] == ("Rapat (susulan)", "pengguna:fakta.toml")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('keadaan = "sudah_dilaksankan"', "baris 2: .*mungkin maksudnya “sudah_dilaksanakan”"),
        ('susulan = "ya"', "baris 2: .*true atau false"),
        ('tanggal_kegiatan = "7 Juni 2021"', "baris 2: .*tanpa tanda kutip"),
        ("tanggal_kegiatan = 2021-06-07T09:00:00", "baris 2: .*tanpa jam"),
        ("judul = ", "baris 2: bukan TOML"),
        ('untuk_periode = "Juni 2021"', "baris 2: .*periode “Juni 2021” bukan bulan"),
        ('untuk_periode = "2021-13"', "baris 2: .*periode “2021-13” bukan bulan"),
    ],
)
def test_wrong_facts_are_named(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "fakta.toml"
    path.write_text(f"# Fakta\n{line}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=f"fakta.toml, {reason}"):
        load_facts(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('judull = "Rapat"', "notula; mungkin maksudnya “judul”"),
        ("judul = true", "“judul” harus teks"),
        ('peserta = "Budi"', "“peserta” harus berupa daftar"),
        ('tindak_lanjut = [{ urain = "x" }]', "tidak punya kolom: urain"),
    ],
)
def test_field_that_does_not_fit_its_template_is_refused_with_its_line(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "fakta.toml"
    path.write_text(f"# Fakta\n{line}\n", encoding="utf-8")

    with pytest.raises(ConfigError, match=rf"fakta\.toml, baris 2: .*{reason}"):
        make_single(find_template("notula"), load_facts(path), made=date(2021, 9, 1))


def test_gap_file_is_read_and_its_errors_named(tmp_path: Path) -> None:
    path = tmp_path / "keadaan.toml"
    head = '[[kesenjangan]]\nindikator = "A.2.1.C"\nperiode = "2021-06"\n'
    path.write_text(
        f'{head}keadaan = "sudah_dilaksanakan"\n[kesenjangan.isian]\ntanggal_kegiatan = 2021-06-07\n',
        encoding="utf-8",
    )
    (gap,) = load_gaps(path)
    assert gap.name == ("A.2.1.C", JUNE, "", "")
    assert gap.where == f"{path}, baris 1"
    assert gap.facts.period == JUNE

    for line, reason in (
        ("keadan = 1", "baris 4: kesenjangan A.2.1.C: kunci “keadan” tidak dikenal; mungkin maksudnya “keadaan”"),
        ("susulan = 1", "baris 4: kesenjangan A.2.1.C: nilai “susulan” harus true atau false"),
        ('[kesenjangan.isian]\ntanggal_dokumen = "x"', "baris 5: .*tanggal_dokumen"),
    ):
        path.write_text(f"{head}{line}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match=reason):
            load_gaps(path)
    path.write_text(head.replace("2021-06", "2021-13"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"baris 3: .*2021-13"):
        load_gaps(path)


FIELDS = [
    ("sop", {"tanggal_pembuatan": MADE, "tanggal_efektif": date(2020, 1, 4)}, "4 Januari 2020 mendahului"),
    ("sop", {"tanggal_pembuatan": MADE, "tanggal_efektif": date(2021, 10, 4)}, ""),
    ("laporan_monev_bulanan", {"periode": "Januari 2022"}, "Januari 2022 belum tiba"),
    ("laporan_monev_bulanan", {"periode": "September 2021"}, ""),
    ("laporan_survei", {"periode": "Semester I 2022"}, "belum tiba"),
]


@pytest.mark.parametrize(("name", "fields", "reason"), FIELDS)
def test_days_and_periods_of_one_kind_of_paper(name: str, fields: dict[str, object], reason: str) -> None:
    refusals = judge(Facts(fields), find_template(name).schema, made=MADE).refusals

    assert [reason in refusal for refusal in refusals] == [True] * bool(reason), refusals

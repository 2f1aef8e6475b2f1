# ruff: noqa: E501 - a case is one line
"""Patterns of numbers, the unit's profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lke_docs.draft.facts import Facts
from lke_docs.draft.library import find_template
from lke_docs.draft.look import PAPERS
from lke_docs.draft.numbering import number_pattern, open_number
from lke_docs.draft.profile import Officer, Profile, office_code, profile_text
from lke_docs.draft.single import make_single
from lke_docs.errors import ConfigError
from lke_docs.extract import extract
from lke_docs.model import Reference
from lke_docs.workspace.config import load_profile

from . import audits

# --- numbers ------------------------------------------------------------------------------------------


def _reference(text: str, **fields: str) -> Reference:
    return Reference(0, len(text), text, text, "letter", "uji", fields)


NUMBERS = [
    (
        _reference("KEP-01/P.4.17/Cr.5/02/2021", prefix="KEP", serial="01", office="P.4.17", subject_code="Cr.5", month="02", year="2021"),
        "KEP-[ISI: nomor urut]/P.4.17/[ISI: kode klasifikasi]/[ISI: bulan]/2021",
    ),
    (
        _reference("KEP-03/P.4.17/03/2020", prefix="KEP", serial="03", office="P.4.17", month="03", year="2020"),
        "KEP-[ISI: nomor urut]/P.4.17/[ISI: bulan]/[ISI: tahun]",
    ),
    (
        _reference("188.45/792/HK/2021", serial="792", subject_code="188.45", year="2021"),
        "[ISI: kode klasifikasi]/[ISI: nomor urut]/HK/2021",
    ),
    (
        _reference("Kep/1133/VI/2021", prefix="Kep", serial="1133", month="VI", year="2021"),
        "Kep/[ISI: nomor urut]/[ISI: bulan]/2021",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "expected"), NUMBERS)
def test_number_with_its_changing_parts_open(reference: Reference, expected: str) -> None:
    assert open_number(reference, year=2021) == expected


def test_form_comes_from_the_units_own_numbers_only() -> None:
    entries = [
        audits.entry("A.1.1.A", "SK KEP-01/K.1.02/02/2021; SK KEP-02/K.1.02/Um.1/03/2021"),
        audits.entry("A.1.1.B", "ND-07/K.1.02/04/2021"),
    ]

    assert number_pattern(entries, ["KEP", "SK"], office="K.1.02", year=2021) == (
        "KEP-[ISI: nomor urut]/K.1.02/[ISI: kode klasifikasi]/[ISI: bulan]/2021",
        "A.1.1.A",
    )
    assert number_pattern(entries, ["PRINT"], office="K.1.02") is None
    assert number_pattern([], ["KEP"], office="K.1.02") is None
    assert office_code(entries) == "K.1.02"


OFFICES = [
    (
        "the kind of a paper is no office",
        "SK Nomor 12/SK/DISCON/I/2024; SK Nomor 13/SK/DISCON/II/2024; Undangan Nomor 45/UND/DISCON/III/2024",
        "DISCON",
        "[ISI: nomor urut]/SK/DISCON/[ISI: bulan]/[ISI: tahun]",
    ),
    (
        "a kind that no list has",
        "SK Nomor 12/SK/DISCON/I/2024; Surat Nomor 13/TIMZI/DISCON/II/2024; Surat Nomor 14/TIMZI/DISCON/II/2024; Surat Nomor 15/UM/DISCON/II/2024",
        "DISCON",
        "[ISI: nomor urut]/SK/DISCON/[ISI: bulan]/[ISI: tahun]",
    ),
    (
        "an office of two parts",
        "Surat Nomor S-12/WPJ.03/KP.0203/2024; Surat Nomor S-13/WPJ.03/KP.0203/2024; Surat Nomor S-14/WPJ.03/KP.0205/2024",
        "WPJ.03/KP.0203",
        "",
    ),
    (
        "the commonest, not the longest",
        "SK KEP-1/K.1.02/Um.1/01/2024; SK KEP-2/K.1.02/02/2024; SK KEP-3/K.1.02/03/2024",
        "K.1.02",
        "KEP-[ISI: nomor urut]/K.1.02/[ISI: bulan]/[ISI: tahun]",
    ),
    (
        "no office stands out",
        "SK Nomor 12/SK/DISCON/I/2024; SK Nomor 13/SK/BALAI/II/2024; SK Nomor 14/SK/2024; SK Nomor 15/SK/2024",
        "",
        "",
    ),
]


@pytest.mark.parametrize(("evidence", "office", "pattern"), [pytest.param(*it[1:], id=it[0]) for it in OFFICES])
def test_the_settings_propose_the_offices_own_number_or_say_that_it_is_not_known(
    evidence: str, office: str, pattern: str
) -> None:
    entries = [audits.entry("A.1.1.A", evidence)._replace(evidence=extract(evidence))]

    assert office_code(entries) == office
    assert (number_pattern(entries, ["SK", "KEP"], office=office) or ("",))[0] == pattern
    settings = profile_text(audits.sample_audit().sheet, entries)
    assert ('kode_satker = ""   # tidak tampak' in settings) is (not office)
    assert (f'# surat_keputusan = "{pattern}"   # yang paling sering' in settings) is bool(pattern)


# --- profile ------------------------------------------------------------------------------------------


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "unit.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_init_writes_can_be_read_and_names_no_one(tmp_path: Path) -> None:
    audit = audits.sample_audit()

    profile = load_profile(_write(tmp_path, profile_text(audit.sheet, audit.entries)))

    assert profile.letterhead == {
        "kop_lembaga": ["LEMBAGA CONTOH REPUBLIK INDONESIA"],
        "kop_unit": "KANTOR CONTOH SUKAMAJU",
    }
    assert (profile.office_code, profile.place, profile.officers) == ("K.1.02", "", (Officer(""),))
    assert set(profile.values("notula", day=date(2021, 9, 1))) == {"kop_lembaga", "kop_unit"}


def test_init_survives_quotes_and_lines_in_the_sheet(tmp_path: Path) -> None:

    sheet = audits.sample_audit().sheet._replace(unit='Kantor "A"\nlembaga = \\x', source="x\ny.txt")

    assert load_profile(_write(tmp_path, profile_text(sheet))).letterhead["kop_unit"] == 'Kantor "A" lembaga = \\x'


def test_officer_of_the_day_signs(tmp_path: Path) -> None:
    text = (
        '[naskah]\ntempat = "Sukamaju"\n'
        '[[pejabat]]\njabatan = "Plt. Kepala"\nnama = "A"\nselesai = 2021-06-30\n'
        '[[pejabat]]\njabatan = "Kepala"\nnama = "B"\nmulai = 2021-07-01\n'
        '[isian.surat_keputusan]\nmengingat = ["Undang-Undang Contoh;"]\n'
    )
    profile = load_profile(_write(tmp_path, text))

    def name(day: date) -> str:
        return str(profile.values("surat_keputusan", day=day)["penandatangan_nama"].content)

    assert (name(date(2021, 6, 30)), name(date(2021, 7, 1))) == ("A", "B")
    dated = Facts({"tanggal_dokumen": date(2021, 7, 1)})
    draft, _ = make_single(find_template("surat_keputusan"), dated, made=date(2021, 6, 30), profile=profile)
    assert draft.filled.context["penandatangan_nama"] == "B"
    values = profile.values("surat_keputusan", day=date(2021, 7, 1))
    assert values["mengingat"] == (["Undang-Undang Contoh;"], "konfigurasi:unit.toml")
    assert "mengingat" not in profile.values("notula", day=date(2021, 7, 1))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[kopp]\n", "baris 1: kunci “kopp” tidak dikenal; mungkin maksudnya “kop”"),
        ('[kop]\nlogo = "x"\n', "baris 2: kop: kunci “logo”"),
        ('[tampilan]\nkertas = "Folio"\n', "A4, F4"),
        ('[[pejabat]]\nmulai = "2021"\n', "baris 2: pejabat 1: nilai “mulai”"),
        ("[kop\n", "bukan TOML"),
        (
            '[isian.undangn]\nsapaan = "Yth."\n',
            "baris 1: isian: kunci “undangn” tidak dikenal; mungkin maksudnya “undangan”",
        ),
        (
            '[isian.undangan]\nsapan = "Yth."\n',
            "baris 2: isian.undangan: kunci “sapan” tidak dikenal; mungkin maksudnya “sapaan”",
        ),
        ('[naskah.nomor]\nnotulen = "N-1"\n', "kunci “notulen” tidak dikenal; mungkin maksudnya “notula”"),
    ],
)
def test_wrong_profile_is_named(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=reason):
        load_profile(_write(tmp_path, text))


def test_empty_profile_gives_nothing() -> None:
    assert Profile().values("notula", day=date(2021, 9, 1)) == {}
    assert set(PAPERS) == {"A4", "F4"}

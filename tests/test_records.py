"""A record of a user's file is read whole or refused with file, line, key and near match."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.errors import ConfigError, LkeError, PatternFileError
from lke_docs.records import (
    DAY,
    FLAG,
    NUMBER,
    TABLE,
    TABLES,
    TEXT,
    WHOLE,
    WORD,
    WORDS,
    Schema,
    line_of,
    load_record,
    may,
    need,
    parse_record,
    setting_error,
)

OFFICE = """\
# profil
nama = "Kantor Contoh"
[kop]
kota = "Kota Contoh"
"nomor telepon" = "1"

[[pejabat]]
jabatan = "Kepala"
mulai = 2021-01-04
[pejabat.ruang]
lantai = 2

[[pejabat]]
jabatan = "Sekretaris"
unggulan = [
  "satu",
  ["dua"],
]
ruang.lantai = 3
"""
TOP: Schema = {"nama": need(WORD), "kop": may(TABLE), "pejabat": may(TABLES)}
OFFICER: Schema = {"jabatan": need(WORD), "mulai": may(DAY), "ruang": may(TABLE), "unggulan": may(WORDS)}


class Officer(NamedTuple):
    jabatan: str
    peran: str = "umum"


@pytest.mark.parametrize(
    ("way", "line"),
    [
        (("nama",), 2),
        (("kop",), 3),
        (("kop", "kota"), 4),
        (("kop", "nomor telepon"), 5),
        (("pejabat", 0, "mulai"), 9),
        (("pejabat", 0, "ruang", "lantai"), 11),
        (("pejabat", 1), 13),
        (("pejabat", 1, "unggulan"), 15),
        (("pejabat", 1, "ruang", "lantai"), 19),
        (("pejabat", 1, "tidak ada"), 13),
        (("tidak ada",), 0),
    ],
)
def test_line_of_a_value(way: tuple[str | int, ...], line: int) -> None:
    assert line_of(OFFICE, way) == line


def test_values_come_out_as_they_went_in() -> None:
    record = parse_record(OFFICE.replace('"satu",\n  ["dua"],', '"satu", "dua",'), "unit.toml")

    top = record.read(TOP)
    first, second = record.each("pejabat", title="jabatan")

    assert top["nama"] == "Kantor Contoh"
    assert first.entry == "pejabat Kepala"
    assert second.read(OFFICER)["unggulan"] == ("satu", "dua")
    assert first.under("ruang").read_all(need(WHOLE)) == {"lantai": 2}
    assert parse_record('jabatan = "Kepala"', "x").make(Officer, {"jabatan": need(WORD)}) == Officer("Kepala")


FAULTS = [
    ("nama", 'nama = "x"\nnam = "y"\n', "baris 2", "“nam” tidak dikenal; mungkin maksudnya “nama”"),
    ("no near one", 'nama = "x"\nzzz = 1\n', "baris 2", "“zzz” tidak dikenal; yang dikenal: kop, nama, pejabat"),
    ("required", "[kop]\n", "", "“nama” wajib ada"),
    ("kind", "\nnama = 3\n", "baris 2", "“nama” harus teks yang berisi, bukan 3"),
    ("blank", 'nama = " "\n', "baris 1", "harus teks yang berisi"),
    ("no table", 'nama = "x"\nkop = 3\n', "baris 2", "“kop” harus tabel"),
    ("no tables", 'nama = "x"\npejabat = [1]\n', "baris 2", "“pejabat” harus daftar tabel"),
    ("no TOML", 'nama = "x"\nnama = \n', "baris 2", "bukan TOML yang benar"),
    ("twice", 'nama = "x"\nnama = "y"\n', "", "bukan TOML yang benar"),
    ("deep", "nama = " + "[" * 20_000, "", "bersarang terlalu dalam"),
    ("digits", f"nama = {'9' * 10_000}", "", "bukan TOML yang benar"),
]


@pytest.mark.parametrize(("text", "line", "reason"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
@pytest.mark.parametrize("fault", [PatternFileError, setting_error])
def test_a_fault_names_file_line_and_key(text: str, line: str, reason: str, fault: type[LkeError]) -> None:
    with pytest.raises(LkeError) as caught:
        parse_record(text, "unit.toml", fault=fault).read(TOP)

    said = str(caught.value)
    assert isinstance(caught.value, ConfigError if fault is setting_error else PatternFileError)
    assert said.startswith(f"unit.toml, {line}" if line else "unit.toml")
    assert reason in said


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("true", NUMBER),
        ("inf", NUMBER),
        ("nan", NUMBER),
        ("9" * 400, NUMBER),
        ("9" * 400, WHOLE),
        ("true", WHOLE),
        ("1", FLAG),
        ("1.5", WHOLE),
        ("2021-01-04T10:00:00", DAY),
        ('"2021-01-04"', DAY),
        ('["a", ""]', WORDS),
        ('"a"', WORDS),
        ("[1]", TABLES),
    ],
)
def test_kinds_are_exact(value: str, key: object) -> None:
    record = parse_record(f"isi = {value}", "x.toml")

    with pytest.raises(PatternFileError, match=r"baris 1: .*“isi” harus"):
        record.read({"isi": need(key)})  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ['"bulanann"', '["tahunan", "bulanann"]'])
def test_a_wrong_choice_names_the_near_one(value: str) -> None:
    key = need(TEXT if value[0] == '"' else WORDS, ("bulanan", "tahunan"))

    with pytest.raises(PatternFileError, match="“bulanann”; mungkin maksudnya “bulanan”; pilihan: bulanan, tahunan"):
        parse_record(f"isi = {value}", "x.toml").read({"isi": key})


def test_file_that_is_missing_no_text_or_no_file(tmp_path: Path) -> None:
    (tmp_path / "biner.toml").write_bytes(b"\xff\xfe\x00")

    for name, reason in (("tidak_ada.toml", "berkas tidak ada"), ("biner.toml", "UTF-8"), (".", "folder")):
        with pytest.raises(ConfigError, match=reason):
            load_record(tmp_path / name, fault=setting_error)


NAMES = st.text("abcde", min_size=1, max_size=4)


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, st.integers(0, 9), max_size=4), max_size=4))
def test_every_value_of_plain_tables_is_found_on_its_line(tables: dict[str, dict[str, int]]) -> None:
    lines: list[str] = []
    places = {}
    for name, table in tables.items():
        lines.append(f"[{name}]")
        for key, value in table.items():
            lines.append(f"{key} = {value}")
            places[name, key] = len(lines)
    text = "\n".join(lines)

    assert {way: line_of(text, way) for way in places} == places
    assert all(parse_record(text, "x").under(name).read_all(need(WHOLE)) == table for name, table in tables.items())

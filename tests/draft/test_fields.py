"""Fields and their sources: what only people know is never filled from anything else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lke_docs.draft.fields import PEOPLE_ONLY, PROFILE, RULE, SHEET, USER, Field, load_schema
from lke_docs.draft.library import find_template, template_names
from lke_docs.draft.values import Value, fill
from lke_docs.errors import ConfigError

# The list as people gave it: attendance, speakers, discussion, decisions, times, places, names, NIP, serial
# numbers and signatures. A field of one of these names may have no automatic source, in no template.
PEOPLE_WORDS = (
    "peserta",
    "pembahasan",
    "keputusan",
    "waktu",
    "tempat",
    "pimpinan",
    "notulis",
    "nama",
    "nip",
    "nomor_urut",
    "paraf",
    "tanda_tangan",
    "saksi",
    "hadir",
    "tanggal",
)
FIELDS = [(name, field) for name in template_names() for field in find_template(name).schema.fields]
PEOPLE = [(name, field) for name, field in FIELDS if field.people_only]


def test_every_people_field_is_marked() -> None:
    named = {
        f"{name}.{field.name}"
        for name, field in FIELDS
        if any(word in field.name.split("_") or field.name == word for word in PEOPLE_WORDS)
    }

    assert named <= {f"{name}.{field.name}" for name, field in PEOPLE}
    assert {"notula.peserta", "notula.pembahasan", "notula.keputusan", "undangan.penandatangan_nip"} <= named


@pytest.mark.parametrize(("template", "field"), PEOPLE, ids=[f"{name}.{field.name}" for name, field in PEOPLE])
def test_people_field_is_refused_from_sheet_and_rule(template: str, field: Field) -> None:
    schema = find_template(template).schema
    content: Any = date(2021, 6, 7) if "tanggal" in field.kind else "Seseorang"
    if field.kind == "daftar":
        content = [{column.name: "Seseorang" for column in field.columns} if field.columns else "Seseorang"]

    assert set(field.sources) <= {USER, PROFILE}
    for origin in (SHEET, RULE):
        with pytest.raises(ConfigError, match="tidak boleh diisi"):
            fill(schema, {field.name: Value(content, f"{origin}:A.2.1.C")})
    assert fill(schema, {field.name: Value(content, "pengguna:fakta.toml")}).context[field.name]


@pytest.mark.parametrize("name", template_names())
def test_number_from_a_sheet_must_leave_its_serial_open(name: str) -> None:
    schema = find_template(name).schema
    if schema.get("nomor") is None:
        return

    with pytest.raises(ConfigError, match="nomor urut"):
        fill(schema, {"nomor": Value("KEP-01/P.4.17/02/2021", "lke:A.1.1.A")})


def test_nothing_known_is_open_never_blank() -> None:
    filled = fill(find_template("notula").schema, {"judul": Value("  ", "pengguna:fakta.toml")})

    assert filled.context["judul"] == "[ISI: judul rapat]"
    assert filled.context["keputusan"] == ["[ISI: keputusan rapat]"] * 2
    assert "" not in filled.context.values()


def test_missing_cell_of_a_row_is_open() -> None:
    rows = [{"uraian": "Perbaikan SOP"}]

    filled = fill(find_template("notula").schema, {"tindak_lanjut": Value(rows, "pengguna:fakta.toml")})

    assert filled.context["tindak_lanjut"] == [
        {
            "uraian": "Perbaikan SOP",
            "penanggung_jawab": "[ISI: penanggung jawab]",
            "batas_waktu": "[ISI: batas waktu]",
        }
    ]
    assert next(record for record in filled.records if record.name == "tindak_lanjut").status == "sebagian"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"judull": "x"}, "Mungkin maksudnya: judul"),
        ({"tanggal_kegiatan": "7 Juni 2021"}, "harus tanggal"),
        ({"keputusan": "satu"}, "harus berupa daftar"),
        ({"tindak_lanjut": ["teks"]}, "harus punya kolom"),
        ({"tindak_lanjut": [{"urain": "x"}]}, "tidak punya kolom: urain"),
        ({"judul": True}, "harus teks"),
    ],
)
def test_wrong_value_is_named(values: Mapping[str, Any], reason: str) -> None:
    given = {name: Value(content, "pengguna:fakta.toml") for name, content in values.items()}

    with pytest.raises(ConfigError, match=reason):
        fill(find_template("notula").schema, given)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ('nama = "waktu"\nlabel = "waktu"\nsumber = ["pengguna"]', "harus ditandai hanya_manusia"),
        ('nama = "waktu"\nlabel = "waktu"\nsumber = ["lke"]\nhanya_manusia = true', "tidak boleh bersumber"),
        (
            'nama = "judul"\nlabel = "judul"\nsumber = ["internet"]',
            "baris 7: isian judul: .*pilihan: lke, konfigurasi, pengguna, aturan",
        ),
        ('nama = "Judul"\nlabel = "judul"', "huruf kecil"),
        ('nama = "judul"\nlabel = "judul"\nwarna = "merah"', "baris 7: isian judul: kunci “warna” tidak dikenal"),
        ('nama = "judul"\nlabel = "judul"\nboleh_kosong = true', "hanya daftar"),
        (
            'nama = "judul"\nlabel = "judul"\nhanya_bersama = "angota"\n'
            '[[isian]]\nnama = "anggota"\nlabel = "anggota"\njenis = "daftar"\nhanya_manusia = true',
            "hanya_bersama.*“angota” bukan daftar .*mungkin maksudnya “anggota”",
        ),
    ],
)
def test_wrong_schema_is_named(record: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "uji.toml"
    path.write_text(f'nama = "uji"\njudul = "Uji"\nkegunaan = "Uji."\n[[isian]]\n{record}\n', encoding="utf-8")

    with pytest.raises(ConfigError, match=reason):
        load_schema(path)


def test_people_words_are_those_the_program_guards() -> None:
    assert all(PEOPLE_ONLY.search(word if word != "tanggal" else "tanggal_kegiatan") for word in PEOPLE_WORDS)

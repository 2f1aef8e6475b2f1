"""JSON that is a table, in each of the shapes that scripts and offices' applications write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lke_docs.errors import InputError
from lke_docs.model import Sheet
from lke_docs.read import read_bytes

TEAM = "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas"
CHOICE = "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas"
KEYS = ["No", "Pertanyaan", "Jawaban", "Bukti Dukung"]
ROWS = [["a.", TEAM, "Ya", "SK Tim Nomor 1/LUC/2024\nFoto rapat"], ["b.", CHOICE, "B", None]]
RECORDS = [dict(zip(KEYS, row, strict=True)) for row in ROWS]
UNNAMED = ["LKE ZONA INTEGRITAS", "Unnamed: 1", "Unnamed: 2", "Unnamed: 3"]
CODED = {
    "A.I.1.i.a": {"jawaban": "Ya", "bukti_dukung": "SK Tim Nomor 1/LUC/2024\nFoto rapat"},
    "A.I.1.i.b": {"jawaban": "B"},
}
READ = [("A.I.1.i.a", "Ya", "SK Tim Nomor 1/LUC/2024\nFoto rapat"), ("A.I.1.i.b", "B", "")]


def read(whole: object) -> Sheet:
    return read_bytes(json.dumps(whole).encode(), "lke.json")


def rows(sheet: Sheet) -> list[tuple[str, str, str]]:
    return [(row.code, row.answer, row.evidence) for row in sheet.rows]


@pytest.mark.parametrize(
    "whole",
    [
        [["LOKA UJI CONTOH"], [], KEYS, *ROWS],
        {"range": "Isian!A1:D3", "majorDimension": "COLUMNS", "values": list(zip(KEYS, *ROWS, strict=True))},
        {"valueRanges": [{"range": "Isian!A1:D3", "values": [KEYS, *ROWS]}, {"range": "Lain!A1", "values": [["x"]]}]},
        RECORDS,
        {"schema": {"fields": [{"name": "index", "type": "integer"}]}, "data": RECORDS},
        {key: {str(at): row[column] for at, row in enumerate(ROWS)} for column, key in enumerate(KEYS)},
        {str(at): record for at, record in enumerate(RECORDS)},
        {key: [row[column] for row in ROWS] for column, key in enumerate(KEYS)},
        {"columns": KEYS, "index": [0, 1], "data": ROWS},
        [dict(zip(UNNAMED, row, strict=True)) for row in (["LOKA UJI CONTOH", *[None] * 3], KEYS, *ROWS)],
        {"Isian": RECORDS, "Pengguna": [{"nama": "x"}]},
        {"unit": "Loka Uji", "isian": CODED},
        {"unit": "Loka Uji", **CODED},
    ],
    ids=[
        "rows",
        "column-range",
        "ranges",
        "records",
        "table",
        "columns",
        "index",
        "lists",
        "split",
        "unnamed",
        "key",
        "coded",
        "coded beside",
    ],
)
def test_a_table_in_json_is_read(whole: object) -> None:
    assert rows(read(whole)) == READ


def test_lines_of_json_are_records() -> None:
    lines = "\n".join(map(json.dumps, RECORDS))
    assert rows(read_bytes(lines.encode(), "lke.jsonl")) == READ


def test_a_range_keeps_the_addresses_of_its_workbook() -> None:
    row = read({"range": "'LKE ZI'!B3:E5", "values": [KEYS, *ROWS]}).rows[0]
    assert str(row.answer_place) == "lembar “LKE ZI” sel D4"


TREE: dict[str, Any] = {
    "data": {
        "satker": {"id": 7, "nama": "Loka Uji Contoh"},
        "tahun": 2024,
        "area": [
            {"nama": "PENGUNGKIT", "nomor": "1.", "nama_area": "MANAJEMEN PERUBAHAN", "subArea": [
                {"nama": "Penyusunan Tim Kerja", "indikator": [
                    {"nomor": "a.", "pertanyaan": TEAM, "jawaban": True, "updated_at": "2024-09-02T08:11:00+07:00",
                     "buktiDukung": [{"nama": "Renstra dan IKU", "url": "https://luc.example/1"}, {"nama": "SK Tim"}],
                     "penilaian": [{"penilai": "TPI", "jawaban": "Tidak", "catatan": "Belum ada"}]},
                    {"nomor": "b.", "pertanyaan": CHOICE, "jawaban": "B", "buktiDukung": []},
                ]},
            ]},
        ],
    }
}  # fmt: skip


def test_a_tree_of_areas_is_read_with_its_links_and_evaluators() -> None:
    sheet = read(TREE)
    assert rows(sheet) == [
        ("A.I.1.i.a", "Ya", "Renstra dan IKU\nSK Tim\nhttps://luc.example/1"),
        ("A.I.1.i.b", "B", ""),
    ]
    assert sheet.rows[0].reviews == (("TPI", "Tidak", "Belum ada"),)
    assert (sheet.unit, sheet.year and sheet.year.value, sheet.unplaced) == ("Loka Uji Contoh", 2024, ())


def test_who_gave_an_answer_and_when_is_no_evidence() -> None:
    given = [
        {**record, "Jawaban": {"nilai": record["Jawaban"], "oleh": "operator1", "waktu": "2025-06-02"}}
        for record in RECORDS
    ]

    assert rows(read(given)) == READ


@pytest.mark.parametrize(
    ("written", "text", "link"),
    [
        ("<p>SK Tim <b>Nomor 1/2024</b></p><p>Foto&nbsp;rapat</p>", "SK Tim Nomor 1/2024\nFoto rapat", ""),
        ("&lt;ol&gt;&lt;li&gt;SK &amp;amp; Foto&lt;/li&gt;&lt;/ol&gt;", "SK & Foto", ""),
        ("a. SK <b>Tim</b>\nb. <a href='https://luc.example/1?a=b&amp;c=d'>Foto</a>", "a. SK Tim\nb. Foto",
         "https://luc.example/1?a=b&c=d"),
        ("Suhu < 24 C &amp; <lihat folder>", "Suhu < 24 C & <lihat folder>", ""),
        ("<p>Nilai <80 dan <lihat folder></p>", "Nilai <80 dan <lihat folder>", ""),
    ],
)  # fmt: skip
def test_markup_of_an_editor_is_no_evidence(written: str, text: str, link: str) -> None:
    portal = {"soal_id": 2, "jawaban_unit": "Ya", "bukti_dukung_unit": written}
    for whole in ({"answers": [portal]}, [KEYS, ["a.", f"<p>{TEAM}</p>", "<b>Ya</b>", written]], [
        {"Pertanyaan": f"<p>{TEAM}</p>", "Jawaban": "Ya", "Bukti Dukung": written},
        {"Pertanyaan": CHOICE, "Jawaban": "B", "Bukti Dukung": [written]},
    ]):  # fmt: skip
        evidence = next(row.evidence for row in read(whole).rows if row.answer == "Ya")
        assert evidence.replace("\xa0", " ") == (f"{text}\n{link}" if link else text)


def test_what_an_editor_strikes_through_is_said_and_not_read() -> None:
    written = '<p>SK Tim 2024 <s>SK lama 2019</s></p><p style="display:none">Nota</p><p>Foto</p>'
    portal = {"soal_id": 2, "jawaban_unit": "Ya", "bukti_dukung_unit": written}
    for whole in ({"answers": [portal]}, [{"Pertanyaan": TEAM, "Jawaban": "Ya", "Bukti Dukung": [written]}]):
        sheet = read(whole)
        assert next(row.evidence for row in sheet.rows if row.answer == "Ya") == "SK Tim 2024\nFoto"
        assert sheet.notices[-1].text.endswith("disembunyikan tidak dibaca: “SK lama 2019”; “Nota”.")


def test_a_question_may_hang_on_its_answer() -> None:
    answers = [
        {"indikator": {"kode": "A.I.1.i.a", "pertanyaan": TEAM}, "jawaban": "Ya",
         "lampiran": [{"uraian": "SK Tim 2024"}], "tpi": {"jawaban": "Tidak"}},
        {"indikator": {"kode": "A.I.1.i.b", "pertanyaan": CHOICE}, "jawaban": "B", "lampiran": ["Notula", "Foto"]},
    ]  # fmt: skip
    sheet = read({"data": answers})
    assert rows(sheet) == [("A.I.1.i.a", "Ya", "SK Tim 2024"), ("A.I.1.i.b", "B", "Notula\nFoto")]
    assert sheet.rows[0].reviews == (("TPI", "Tidak", ""),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"nama": "x"}]', "tidak memuat tabel LKE"),
        ('{"schema": "lke-docs/finding/1", "rule": "NOM005"}', "hasil lke-docs"),
        ('{"a": ', "tidak utuh"),
        ("[" * 5000 + "]" * 5000, "tidak utuh|terlalu dalam"),
        ('{"a": ' * 700 + json.dumps(RECORDS) + "}" * 700, "tidak utuh|terlalu dalam"),
    ],
)
def test_other_json_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_bytes(text.encode(), "uji.json")

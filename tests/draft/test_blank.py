"""Open places: each notation proves itself on its examples, and finished documents have none."""

from __future__ import annotations

import pytest
import tomli

from lke_docs.patterns.blank import blanks, open_places
from lke_docs.resources import data_dir
from tests.effort import is_linear

RAW = tomli.loads((data_dir("patterns") / "isian.toml").read_text(encoding="utf-8"))["blank"]
EXAMPLES = [(raw["id"], example["text"], example["finds"]) for raw in RAW for example in raw["example"]]
COUNTER = [(raw["id"], text) for raw in RAW for text in raw["counterexample"]]


@pytest.mark.parametrize("name, text, finds", EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_example_is_found(name: str, text: str, finds: str) -> None:
    quotes = [match.group() for blank in blanks() if blank.id == name for match in blank.regex.finditer(text)]

    assert finds in quotes
    assert list(open_places(text))


@pytest.mark.parametrize("name, text", COUNTER, ids=[text for _, text in COUNTER])
def test_counterexample_holds_nothing_open(name: str, text: str) -> None:
    assert list(open_places(text)) == []


def test_there_are_enough_notations() -> None:
    assert len(EXAMPLES) >= 30
    assert len({raw["id"] for raw in RAW}) == len(RAW)


def test_no_place_is_named_twice() -> None:
    text = "Nama : [NAMA PEGAWAI] dan ${nama}, Nomor : ......../SK/2024"

    assert [quote for _, quote in open_places(text)] == ["[NAMA PEGAWAI]", "${nama}", "......../S"]


@pytest.mark.parametrize("piece", ["[", ".", "_", "<", "${", "«", "x", "[A", ": ....", "/...", "a ......", "%A", "… "])
def test_hostile_text_takes_no_time(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (25_000, 100_000))

    assert is_linear(lambda text: list(open_places(text)), short, long)


FINISHED = [
    ["NOTULA RAPAT", "Hari/Tanggal : Senin, 7 Juni 2021", "Pukul : 09.00 s.d. 11.00 WITA", "Tempat : Ruang Rapat"],
    ["KEPUTUSAN KEPALA BALAI", "NOMOR 12/SK/XII/2024", "TENTANG TIM KERJA", "Menimbang : a. bahwa … perlu ditetapkan;"],
    ["Daftar Isi", "Kata Pengantar .......... iv", "Bab I Pendahuluan ........ 1", "Bab XXX Penutup ........ 120"],
    ["Angkatan XXX Tahun 2024", "Pasal XXX ayat (3)", "Ukuran baju XXL"],
    ["Mengetahui,", "Kepala Balai", "", "....................", "NIP. 190001012000011001"],
    ["No. Nama Tanda tangan", "1. Pegawai Satu 1. ..........", "2. Pegawai Dua 2. .........."],
    ["Yang hadir: (daftar terlampir)", "Tanda tangan : ..........", "Paraf: ______"],
    ["Menurut penelitian [1] dan [2, 3], tulisan “priode” [sic]."],
    ["Surel: tu@contoh.go.id, <tu@contoh.go.id>, laman https://contoh.go.id/a/b"],
    ["Capaian 90% dan 80%; biaya $40 sampai $50; nilai < 80 dan > 60."],
    ["Ditandatangani secara elektronik [TTE]", "[ttd]"],
    ["dan seterusnya... selesai", "Ia berkata ... baiklah.", "A … B"],
    ["SURAT TUGAS", "Nomor: ST-7/B.2/KP/2024", "Nama: Pegawai Satu", "Untuk: mengikuti pelatihan"],
    ["Tagar #BerAKHLAK #BanggaMelayani; nomor antrean #12."],
    ["Isi: berita acara serah terima (diserahkan lengkap)", "Formulir diisi oleh panitia."],
    ["Lampiran ..... 12", "Grafik {1} dan {2}"],
]


@pytest.mark.parametrize("lines", FINISHED, ids=[lines[0] for lines in FINISHED])
def test_finished_document_has_no_open_place(lines: list[str]) -> None:
    assert [place.quote for line in lines for place in open_places(line)] == []

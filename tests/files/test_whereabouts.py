"""Paths name indicators in the ways of many offices; a number of a file's own names none."""

from __future__ import annotations

import pytest

from lke_docs.files.whereabouts import Whereabouts
from lke_docs.model import Heading, Place

CODES = [
    "A.I.1.i.a", "A.I.1.i.b", "A.I.1.iv.b", "A.I.2.i.a", "A.II.1.i.a", "A.II.1.i.b", "A.II.2.i.a", "B.I.a",
    "A.I.1.ii.c", "A.II.1.ii",
]  # fmt: skip
TITLES = (
    Heading("A.I.1", "MANAJEMEN PERUBAHAN", Place(line=1)),
    Heading("A.I.2", "PENATAAN TATALAKSANA", Place(line=2)),
    Heading("A.II.1", "MANAJEMEN PERUBAHAN", Place(line=3)),
)


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("A.I.1.i.a/SK.pdf", {"A.I.1.i.a"}),
        ("A.I.1.i.a. SK tim 2024.pdf", {"A.I.1.i.a"}),
        ("I.1.i.a SK.pdf", {"A.I.1.i.a"}),
        ("PEMENUHAN/I/i/a/x.pdf", {"A.I.1.i.a"}),
        ("REFORM/1/i/a/x", {"A.II.1.i.a"}),
        ("AREA 2/PEMENUHAN/1. SOP/a/x.pdf", {"A.I.2.i.a"}),  # no I.1.a with an area over it
        ("A/Area 1/REFORM/1/a/x.pdf", {"A.II.1.i.a"}),
        ("Pemenuhan/Manajemen Perubahan/1. Tim/b. Penentuan anggota/f.pdf", {"A.I.1.i.b"}),
        ("A/I/1/iv/b/laporan.docx", {"A.I.1.iv.b"}),
        ("Bukti Dukung ZI 2024/1.iv.b/Laporan.pdf", {"A.I.1.iv.b"}),
        ("01 Manajemen Perubahan/01.4/b. Agen/SK.pdf", {"A.I.1.iv.b"}),
        ("lain/dokumen A.I.1.iv.b.zip!/scan.pdf", {"A.I.1.iv.b"}),
        ("1.1.a/SK tim.pdf", {"A.I.1.i.a", "A.II.1.i.a"}),
        ("Area 1/1. Tim Kerja/a/SK.pdf", {"A.I.1.i.a", "A.II.1.i.a"}),
        ("A.1.iv.b/SK.pdf", {"A.I.1.iv.b"}),
        ("REFORM/B.2.1.a/SK.pdf", {"A.II.2.i.a"}),
        ("1/1.4/1.4.b Keterlibatan pimpinan/SK.pdf", {"A.I.1.iv.b"}),
        ("1/1.2/1.2.c Media sosialisasi/SK.pdf", {"A.I.1.ii.c"}),  # 1.2, 1.2: no II.1.ii
        ("Area 1/1.a/SK.pdf", {"A.I.1.i.a", "A.II.1.i.a"}),
        ("12.pdf", set()),
        ("foto/3 foto.jpg", set()),
        ("2024/SK 12.pdf", set()),
    ],
)  # fmt: skip
def test_a_path_names_its_indicator(path: str, codes: set[str]) -> None:
    found = Whereabouts(CODES, TITLES).named(path)

    assert {code for code, fit in found.items() if fit.is_whole} == codes
    assert sorted(fit.rivals for fit in found.values()) == [*range(1, len(found) + 1)], (
        "the first part of the form first"
    )


def test_a_folder_of_an_area_names_all_of_it() -> None:
    found = Whereabouts(CODES, TITLES).named("Penataan Tatalaksana/x.pdf")

    assert set(found) == {"A.I.2.i.a"} and not found["A.I.2.i.a"].is_whole

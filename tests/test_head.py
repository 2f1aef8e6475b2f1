"""The head of a unit by name, and other heads in its cells."""

from __future__ import annotations

import pytest

from lke_docs.check import RULES
from lke_docs.check.head import head_of
from lke_docs.model import Place, SourceText
from tests.sheets import check, sheet

TOLD = [
    (("Ketua : Drs. H. Hasan Basri, M.H. | Ketua Tim ZI : Hj. Salma Wati, S.Ag.",), "Drs. H. Hasan Basri"),
    (("Kepala Balai : Yohana Lestari (menjabat sejak Mei 2020)",), "Yohana Lestari"),
    (("Sukaraja, 5 Januari 2022", "Kepala Puskesmas Sukaraja,", "dr. Intan Permata, M.K.M."), "dr. Intan Permata"),
    (("Ketua Tim ZI : Hj. Salma Wati, S.Ag.", "Kepala Subbagian Umum : Rudi Hartono"), ""),
    (("LEMBAR KERJA EVALUASI", "Jumlah pegawai : 64 orang"), ""),
]
CELLS = [
    ("SK tanggal 5 Februari 2021 ditandatangani Kepala Kejari Drs. Slamet Riyanto, M.H.", "Drs. Slamet Riyanto"),
    ("Maklumat ditandatangani Kepala Kejari Sukamaju Dra. Hj. Wardah Nafisah", "Dra. Hj. Wardah Nafisah"),
    ("Rapat dipimpin Kajari Bambang Setiawan, S.H.", "Bambang Setiawan"),
    ("Rapat dipimpin Kepala Kejari Sukamaju Dr. Yohana Lestari, S.H.", ""),
    ("Rapat dipimpin Kepala Seksi Intelijen Bambang Setiawan, S.H.", ""),
    ("Serah terima dari mantan Kepala Kejari Drs. Slamet Riyanto", ""),
    ("Narasumber Kepala Dinas Kesehatan dr. Slamet Riyanto", ""),
    ("Ketua Tim Kerja Hj. Salma Wati, S.H.", ""),
]


@pytest.mark.parametrize(("lines", "name"), TOLD)
def test_the_head_is_read_from_title_and_closing_lines(lines: tuple[str, ...], name: str) -> None:
    assert head_of([SourceText(line, Place(line=at)) for at, line in enumerate(lines)]) == name


@pytest.mark.parametrize(("evidence", "name"), CELLS)
def test_another_head_in_a_cell_is_asked_about(evidence: str, name: str) -> None:
    lines = (SourceText("Kepala Kejaksaan Negeri : Dr. Yohana Lestari, S.H., M.H.", Place(line=1)),)
    made = sheet([("A.1.1.A", "A", evidence)])._replace(header=lines)
    rules = [rule for rule in RULES if rule.code == "NOM010"]

    found = [it.message for it in check(made, rules).findings if "pimpinan" in it.message]

    assert [name in message for message in found] == ([True] if name else [])

"""Letterheads name an office in full, or leave it to people."""

from __future__ import annotations

import pytest

from lke_docs.patterns.office import office_name

CASES = [
    ("KEJARI SUKAMAJU", "KEJAKSAAN NEGERI SUKAMAJU", "KEJAKSAAN REPUBLIK INDONESIA"),
    ("Kejati Sukamaju", "KEJAKSAAN TINGGI SUKAMAJU", "KEJAKSAAN REPUBLIK INDONESIA"),
    ("PN Sukamaju Kelas IB", "PENGADILAN NEGERI SUKAMAJU KELAS IB", "MAHKAMAH AGUNG REPUBLIK INDONESIA"),
    ("Lapas Kelas IIA Sukamaju", "LEMBAGA PEMASYARAKATAN KELAS IIA SUKAMAJU", "[kementerian]"),
    ("RSUD Contoh", "RUMAH SAKIT UMUM DAERAH CONTOH", "[pemerintah daerah]"),
    ("Balai Contoh Sukamaju", "BALAI CONTOH SUKAMAJU", ""),
    ("Pangkalan  Contoh", "PANGKALAN CONTOH", ""),
    ("KPKNL Sukamaju", "", ""),
    ("LEMBAR KERJA EVALUASI ZONA INTEGRITAS", "", ""),
    ("Kejari", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize("written, full, top", CASES, ids=[case[0] for case in CASES])
def test_name_and_the_line_above_it(written: str, full: str, top: str) -> None:
    name, above = office_name(written)

    assert (name, above[:1]) == (full, (top,) if top else ())

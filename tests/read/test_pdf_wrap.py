"""Lines that the width of a column made: numbers that it broke are one again, and nothing else is."""

from __future__ import annotations

import pytest

from lke_docs.read.pdf_wrap import joint


@pytest.mark.parametrize(
    ("above", "below", "between"),
    [
        ("Undangan Nomor W.", "17.LUC.LUC.4-178-OT.03.01 Tahun 2024", ""),
        ("Nomor W.17.LUC.LUC.4-178-OT.0", "3.01 Tahun 2024", ""),
        ("Nomor W.17-178-OT.03.", "01 Tahun 2024;", ""),
        ("Undangan NO.", "17.LUC.LUC.4-178-OT.03.01", " "),
        ("SK No.", "17/LUC/2024", " "),
        ("Lampiran A.", "17 pegawai", " "),
        ("rapat RT.05.", "12 orang", " "),
        ("Nomor 1-OT.03.01", "02 Mei", " "),
    ],
)
def test_numbers_are_made_whole(above: str, below: str, between: str) -> None:
    assert joint(above, below, is_full=True) == between

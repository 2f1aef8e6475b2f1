"""What a copyist changes is masked, and nothing else."""

from __future__ import annotations

import pytest

from lke_docs.extract import extract
from lke_docs.portfolio.mask import mask_of

CASES = [
    ("KEJARI SUKAMAJU", "", "SK Kepala Kejari Sukamaju Nomor KEP-7/B.2/01/2021 tanggal 11 Januari 2021 tentang Tim",
     "sk kepala @ nomor # tanggal # tentang tim"),
    ("KEJARI SUKAMAJU", "", "Rapat di aula Kejaksaan Negeri Sukamaju bersama warga Sukamaju",
     "rapat di aula @ bersama warga @"),
    ("DINAS UJI KOTA BATU", "", "Notula rapat Dinas Uji Kota Batu bulan Maret", "notula rapat @ bulan #"),
    ("PENGADILAN AGAMA RAWA", "MAHKAMAH AGUNG", "Aplikasi Mahkamah Agung dipakai 12 kali setiap Jumat",
     "aplikasi @ dipakai # kali setiap #"),
    ("", "", "Sosialisasi kepada 30 pegawai", "sosialisasi kepada # pegawai"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "agency", "text", "masked"), CASES, ids=[case[2][:30] for case in CASES])
def test_own_names_numbers_and_dates_are_masked(unit: str, agency: str, text: str, masked: str) -> None:
    mask = mask_of(unit, agency)

    assert "; ".join(map(mask, extract(text).items)) == masked


def test_two_offices_with_one_text_are_masked_alike() -> None:
    text = "SK Kepala {} Nomor {} tanggal {} tentang Agen Perubahan, disampaikan kepada seluruh pegawai {}"
    one = text.format("Lapas Tirtasari", "W.15.LUC.1-12-OT.01 Tahun 2023", "3 Maret 2023", "Lapas Tirtasari")
    two = text.format(
        "BPS Kabupaten Rejomulya", "B-071/92740/KP.650/02/2023", "11 Februari 2023", "BPS Kabupaten Rejomulya"
    )

    assert [mask_of("LAPAS TIRTASARI")(it) for it in extract(one).items] == [
        mask_of("BPS KABUPATEN REJOMULYA")(it) for it in extract(two).items
    ]

"""Letterheads name an office in full, or leave it to people."""

from __future__ import annotations

import pytest

from lke_docs.draft.numbering import custom_values
from lke_docs.patterns.office import is_one_agency, letter_custom, office_kind, office_name

CASES = [
    ("KEJARI SUKAMAJU", "KEJAKSAAN NEGERI SUKAMAJU", "KEJAKSAAN REPUBLIK INDONESIA"),
    ("Kejati Sukamaju", "KEJAKSAAN TINGGI SUKAMAJU", "KEJAKSAAN REPUBLIK INDONESIA"),
    ("PN Sukamaju Kelas IB", "PENGADILAN NEGERI SUKAMAJU KELAS IB", "MAHKAMAH AGUNG REPUBLIK INDONESIA"),
    ("Lapas Kelas IIA Sukamaju", "LEMBAGA PEMASYARAKATAN KELAS IIA SUKAMAJU", "[kementerian]"),
    ("RSUD Contoh", "RUMAH SAKIT UMUM DAERAH CONTOH", "[pemerintah daerah]"),
    ("Dinas Contoh Sukamaju", "DINAS CONTOH SUKAMAJU", "[pemerintah daerah]"),
    ("Pemkab Sukamaju", "PEMERINTAH KABUPATEN SUKAMAJU", ""),
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


KINDS = [
    ("RUMAH SAKIT UMUM PUSAT CONTOH", "rumah sakit"),
    ("Rumah Penyimpanan Benda Sitaan Negara Kelas I", "rumah penyimpanan"),
    ("Kantor Pertanahan Kabupaten Sukamaju", "kantor pertanahan"),
    ("KPP Pratama Sukamaju", "kantor pelayanan pajak"),
    ("Kantor Pelayanan Pajak Pratama Sukamaju", "kantor pelayanan pajak"),
    ("Kejari Sukamaju", "kejaksaan negeri"),
    ("Balai Contoh Sukamaju", "balai"),
    ("KPKNL Sukamaju", ""),
]


@pytest.mark.parametrize("written, kind", KINDS)
def test_kind_of_an_office(written: str, kind: str) -> None:
    assert office_kind(written) == kind


@pytest.mark.parametrize(
    "name, other, same",
    [("Kejaksaan RI", "KEJAKSAAN  REPUBLIK INDONESIA", True), ("", "BPS", True), ("BPS", "BPOM", False)],
)
def test_agencies_are_told_apart(name: str, other: str, same: bool) -> None:
    assert is_one_agency(name, other) is same


OFFICE, URUT, CLASS, YEAR = "X.1.02", "[ISI: nomor urut]", "[ISI: kode klasifikasi]", "[ISI: tahun]"
NUMBERS = [
    ("Kejari Sukamaju", ("KEP", "SK"), f"[ISI: KEP atau SK]-{URUT}/{OFFICE}/{CLASS}/[ISI: bulan]/{YEAR}"),
    ("Kanim Sukamaju", ("KEP", "SK"), f"{OFFICE}-{URUT}-{CLASS} Tahun {YEAR}"),
    ("Kanim Sukamaju", ("ND",), f"{OFFICE}-{CLASS}-{URUT}"),
    ("BPS Kabupaten Sukamaju", ("ND",), f"ND-{URUT}/{OFFICE}/{CLASS}/{YEAR}"),
    ("Dinas Contoh Sukamaju", ("SE",), f"{CLASS}/{URUT}/{OFFICE}/{YEAR}"),
    ("PA Sukamaju", ("ND",), f"{URUT}/{OFFICE}/{CLASS}/[ISI: bulan, angka Romawi]/{YEAR}"),
    ("Balai Contoh Sukamaju", ("ND",), None),
    ("Kejari Sukamaju", (), None),
]


@pytest.mark.parametrize(("unit", "prefixes", "number"), NUMBERS)
def test_custom_of_an_agency_leaves_everything_of_a_number_open_but_its_office(
    unit: str, prefixes: tuple[str, ...], number: str | None
) -> None:
    values = dict(custom_values(unit, prefixes, office=OFFICE))

    assert values["sapaan"].content == "Yth."
    assert letter_custom(unit).salutation_source in values["sapaan"].source
    assert (values["nomor"].content if "nomor" in values else None) == number

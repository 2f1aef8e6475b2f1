"""When two subjects, items or numbers are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.check.paper import Among
from lke_docs.extract import extract
from lke_docs.patterns import vocabulary
from lke_docs.series.sameness import canonical, is_same_number, is_same_subject, item_key, subject_words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tim Kerja Pembangunan Zona Integritas Menuju WBK", "Tim Kerja Pembangunan ZI", True),
        ("Pejabat Pengelola Informasi dan Dokumentasi", "PPID", True),
        ("Agen Perubahan di Lingkungan Kejaksaan Negeri Sukamaju", "Agen Perubahan", True),
        ("Pejabat Pengelola Informasi Publik (PPID)", "Pengelola SIPPN", False),
        ("Tim Kerja Zona Integritas", "Unit Pengendalian Gratifikasi", False),
        ("Kepala Kejaksaan Negeri Sukamaju", "Kepala Kejaksaan Negeri Sukamaju", False),  # the issuer is no subject
        ("", "Agen Perubahan", False),
    ],
)
def test_subjects(one: str, other: str, same: bool) -> None:
    words = [subject_words(text, unit="KEJARI SUKAMAJU") for text in (one, other)]

    assert is_same_subject(*words) is is_same_subject(*words[::-1]) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Print- 246 /P.9.17/03/2021", "Print-246/P.9.17/Cp.1/03/2021", True),
        ("KEP-01/P.9.17/Cr.5/02/2021", "kep-1/P.9.17/Cr.5/02/2021", True),
        ("Sprint-03/P.9.17/03/2021", "Print-3/P.9.17/03/2021", True),
        ("KEP-01/P.9.17/Cr.5/02/2021", "KEP-01/P.9.17/Cr.3/02/2021", False),
        ("KEP-01/P.9.17/02/2021", "Print-01/P.9.17/02/2021", False),
        ("KEP-01/P.9.17/02/2021", "KEP-01/P.9.17/02/2020", False),
        ("KEP-01/P.9.17/02/2021", "KEP-01/P.9.18/02/2021", False),
        ("KEP-10/P.9.17/02/2021", "KEP-10a/P.9.17/02/2021", False),
    ],
)
def test_numbers(one: str, other: str, same: bool) -> None:
    left, right = (extract(f"Nomor {text}").references[0] for text in (one, other))

    assert is_same_number(left, right, vocabulary()) is is_same_number(right, left, vocabulary()) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Notula Penyusunan Renja tgl 22 Februari 2021", "Notula  Penyusunan renja tanggal 22 Pebruari 2021", True),
        ("telah terdapat Dokumen Rencana Kerja Tahun 2021", "Dokumen Rencana Kerja tahun 2021;", True),
        ("SK Nomor KEP - 01/P.9.17/02/2021", "SK No. KEP-01/P.9.17/02/2021", True),
        ("Notula Monev tanggal 6 Mei 2021", "Notula Monev tanggal 7 Mei 2021", False),
    ],
)
def test_items(one: str, other: str, same: bool) -> None:
    left, right = (extract(text).items[0] for text in (one, other))

    assert (item_key(left) == item_key(right)) is same


def test_canonical_keeps_the_words() -> None:
    assert canonical("  Notula\u00a0Rapat, (ZI) ") == "notula rapat zi"


WORDS = (
    "tim",
    "kerja",
    "agen",
    "perubahan",
    "pejabat",
    "pengelola",
    "informasi",
    "dokumentasi",
    "ppid",
    "pi",
    "tk",
    "ap",
)
ABOUT = st.tuples(st.sampled_from(("sk", "sprint")), st.lists(st.sampled_from(WORDS), max_size=6).map(tuple))


@given(st.lists(ABOUT, max_size=12), ABOUT)
def test_one_is_among_others_as_if_each_were_looked_at(
    others: list[tuple[str, tuple[str, ...]]], one: tuple[str, tuple[str, ...]]
) -> None:
    each = any(slug == one[0] and is_same_subject(one[1], words) for slug, words in others)

    assert (one in Among(others)) is each

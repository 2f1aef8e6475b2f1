"""Codes of numbers in pages read from pictures, spelled as the digital documents of the folder spell them."""

from __future__ import annotations

import pytest

from lke_docs.files.identify import identify
from lke_docs.files.misread import mended_words
from lke_docs.files.model import EvidenceFile, PageKind
from lke_docs.files.respell import respelled
from tests.files.pages import written

LETTER = """NOTA DINAS
Nomor : {}
Yth : Kepala Bagian Umum
Hal : Undangan rapat tim kerja
Tanggal : 3 Mei 2022"""
IMMIGRATION = ["W.67.IMI.IMI.8-UM.01.01-0473", "W.67.IMI.IMI.8-UM.01.01-0550", "W.67.IMI.IMI.8-UM.01.01-0102"]
POLICE = ["B/12/I/2024/Siwas", "B/35/IV/2024/Siwas", "B/82/IX/2024/Siwas"]


def files(digital: list[str], read: str) -> list[EvidenceFile]:
    scan = written(LETTER.format(read), kind=PageKind.SCAN, confidence=0.95)
    return [*(identify(written(LETTER.format(number))) for number in digital), identify(scan)]


@pytest.mark.parametrize(
    ("digital", "read", "number"),
    [
        (IMMIGRATION, "W.67.IML.IML8-UM.01.01-0478", "W.67.IMI.IMI.8-UM.01.01-0478"),
        (IMMIGRATION, "W.67.IMI.IMl.8-UM.0l.01-0O12", "W.67.IMI.IMI.8-UM.01.01-0O12"),  # a serial is no code
        (IMMIGRATION[:2], "W.67.IML.IML.8-UM.01.01-0478", "W.67.IML.IML.8-UM.01.01-0478"),  # two may be wrong as well
        (IMMIGRATION, "W.61.IMI.IMI.8-UM.01.01-0478", "W.61.IMI.IMI.8-UM.01.01-0478"),  # another office
        (POLICE, "B/8/1/2024/Siwas", "B/8/I/2024/Siwas"),
        (POLICE, "B/8/I/2024/SIWAS", "B/8/I/2024/SIWAS"),  # capitals are no misreading
        (POLICE, "B/8/V1/2024/Siwas", "B/8/VI/2024/Siwas"),
        (POLICE, "B/8/2/2024/Siwas", "B/8/2/2024/Siwas"),
        ([*POLICE[:2], "B/1/2/2024/Siwas"], "B/8/1/2024/Siwas", "B/8/1/2024/Siwas"),  # months in figures, too
    ],
)
def test_a_code_is_spelled_as_digital_documents_spell_it(digital: list[str], read: str, number: str) -> None:
    scan = respelled(files(digital, read))[-1]

    assert scan.parts[0].number is not None
    assert scan.parts[0].number.raw == number


def test_digital_pages_stay_as_they_are() -> None:
    """A document that is digital says what it says, wrong or not."""
    made = [identify(written(LETTER.format(number))) for number in (*IMMIGRATION, "W.67.IML.IML8-UM.01.01-0478")]

    assert list(respelled(made)) == made


def test_what_was_doubted_in_a_line_keeps_its_place() -> None:
    given = files(IMMIGRATION, "W.67.IML.IML8-UM.01.01-0478 (asli)")
    page = given[-1].raw.pages[0]
    at = next(number for number, line in enumerate(page.lines) if "0478" in line.text)
    text = page.lines[at].text
    place = text.index("0478"), text.index("0478") + 4
    lines = (*page.lines[:at], page.lines[at]._replace(doubts=(place,)), *page.lines[at + 1 :])
    scan = given[-1]._replace(raw=given[-1].raw._replace(pages=(page._replace(lines=lines),)))

    line = respelled([*given[:-1], scan])[-1].raw.pages[0].lines[at]
    ((start, end),) = line.doubts
    assert line.text[start:end] == "0478"
    assert "IMI.8" in line.text


ORDER = """SURAT PERINTAH
NOMOR : PRINT-12/B.2/02/2022
Untuk : mengikuti pelatihan pelayanan prima pada tanggal
9 September 2022;
{}
Kepala,"""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("puda tanggal 24 Jamuari 2022", "2022-01-24"),
        ("Sukamaju, 5 Juh 2022", "2022-07-05"),
        ("Sukamaju, 1 Jumi 2022", "2022-06-01"),
        ("Sukamaju, 1 Juui 2022", "2022-06-01"),
        ("Sukamaju, 1 Juri 2022", ""),  # Juni, Juli: who knows
        ("SUKAMAJU, 3 MARCT 2022", "2022-03-03"),
        ("Ditetapkandi Sukamaju,padatanggal3Mei2022", "2022-05-03"),
    ],
)
def test_words_of_dates_are_read_where_one_shape_was_misread(line: str, date: str) -> None:
    (scan,) = respelled([identify(written(ORDER.format(line), kind=PageKind.SCAN))])

    assert (scan.parts[0].date.value if scan.parts[0].date else "") == date


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("tanggal dua pulub tujuh bulan Jumi tahun dua ribu dua puluh dua", ["Juni", "puluh"]),
        ("Pada huri ini", ["Pada hari ini"]),
        ("Jumi mengusulkan lomba, 12 peserta", []),  # a name
        ("padu tanggal bulan", ["pada tanggal"]),
        ("terpadu tanggal", []),
    ],
)
def test_only_words_of_dates_are_mended(text: str, mended: list[str]) -> None:
    assert [word for _, _, word in mended_words(text)] == mended

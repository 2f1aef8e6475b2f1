"""A print with two columns of text a page: a block for each indicator, with labels, without a table; a watermark."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from lke_docs.model import Sheet
from lke_docs.read import read_bytes

LEFT = (
    "Unit Kerja : Loka Uji Contoh", "Tahun : 2024", "i. Penyusunan Tim Kerja",
    "Indikator : a. Unit kerja telah membentuk tim untuk", "melakukan pembangunan Zona Integritas", "Jawaban : Ya",
    "Bukti Dukung : SK Tim Nomor 1/LUC/2024 tentang tim", "kerja pembangunan", "Catatan TPI : Sesuai",
    "Indikator : b. Penentuan anggota Tim dipilih melalui", "prosedur/mekanisme yang jelas", "Jawaban : B",
    "Bukti Dukung : Notula rapat pemilihan anggota tim",
)  # fmt: skip
RIGHT = (
    "5 Mei 2024", "ii. Rencana Pembangunan Zona Integritas",
    "Indikator : a. Terdapat dokumen rencana kerja", "pembangunan Zona Integritas menuju WBK/WBBM", "Jawaban : Tidak",
    "Bukti Dukung : Rencana Kerja Zona Integritas 2024",
    "Indikator : b. Dalam dokumen pembangunan terdapat", "target-target prioritas yang relevan dengan tujuan",
    "pembangunan WBK/WBBM", "Jawaban : A", "Bukti Dukung : Matriks target prioritas 2024",
)  # fmt: skip
READ = [
    ("A.I.1.i.a", "Ya", "SK Tim Nomor 1/LUC/2024 tentang tim kerja pembangunan"),
    ("A.I.1.i.b", "B", "Notula rapat pemilihan anggota tim 5 Mei 2024"),
    ("A.I.1.ii.a", "Tidak", "Rencana Kerja Zona Integritas 2024"),
    ("A.I.1.ii.b", "A", "Matriks target prioritas 2024"),
]


def printed(shift: float, stamp: tuple[float, float, float, float] | None = None) -> Sheet:
    """What is read of the print; `stamp`: angle, size, grey and opacity of a watermark beneath it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 400), invariant=1)
    if stamp:
        angle, size, grey, opacity = stamp
        canvas.saveState()
        canvas.translate(150, 120)
        canvas.rotate(angle)
        canvas.setFont("Helvetica", size)
        canvas.setFillGray(grey, opacity)
        canvas.drawString(0, 0, "KONSEP")
        canvas.restoreState()
    canvas.setFont("Helvetica", 10)
    canvas.drawString(30, 370, "LEMBAR KERJA EVALUASI ZONA INTEGRITAS, HASIL PENGISIAN PADA APLIKASI LOKA UJI CONTOH")
    for left, top, lines in ((30, 350, LEFT), (320, 350 - shift, RIGHT)):
        for number, line in enumerate(lines):
            canvas.drawString(left, top - 20 * number, line)
    canvas.showPage()
    canvas.save()

    return read_bytes(stream.getvalue(), "cetak.pdf")


@pytest.mark.parametrize("shift", [0, 5])
def test_left_column_is_read_before_the_right_one(shift: int) -> None:
    sheet = printed(shift)
    assert [(row.code, row.answer, " ".join(row.evidence.split())) for row in sheet.rows] == READ
    assert sheet.rows[0].reviews == (("TPI", "", "Sesuai"),)
    assert (sheet.unit, sheet.unplaced) == ("Loka Uji Contoh", ())


STAMPS = [(30, 80, 0, 1), (30, 80, 0.8, 1), (0, 90, 0.8, 1), (0, 90, 0, 0.2), (45, 10, 0.8, 1)]


@pytest.mark.parametrize("stamp", STAMPS)
def test_watermark_is_no_text_of_the_sheet(stamp: tuple[float, float, float, float]) -> None:
    sheet = printed(0, stamp)

    assert [(row.code, row.answer, " ".join(row.evidence.split())) for row in sheet.rows] == READ
    assert [notice.text for notice in sheet.notices if "air" in notice.text] == ["Tanda air “KONSEP” tidak dibaca."]


def test_titles_directly_above_the_first_question_are_no_part_of_it() -> None:
    lefts = (30, 300, 350, 480, 560)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(700, 400), invariant=1)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(30, 380, "LKE ZI LOKA UJI CONTOH TAHUN 2024")
    for left, title in zip(lefts, ("Penilaian", "Jawaban", "Bukti Dukung", "Jawaban TPI", "Catatan TPI"), strict=True):
        canvas.drawString(left, 350, title)
    for number, asked in enumerate((LEFT[3:5], LEFT[9:11], RIGHT[2:4])):
        for left, text in zip(
            lefts, (asked[0][12:], "Ya", f"Notula {number + 1} Mei 2024", "A", "Sesuai"), strict=True
        ):
            canvas.drawString(left, 340 - 30 * number, text)
        canvas.drawString(30, 330 - 30 * number, asked[1])
    canvas.save()
    sheet = read_bytes(stream.getvalue(), "cetak.pdf")

    assert [(row.answer, row.evidence, row.reviews) for row in sheet.rows] == [
        ("Ya", f"Notula {n} Mei 2024", (("TPI", "A", "Sesuai"),)) for n in (1, 2, 3)
    ]

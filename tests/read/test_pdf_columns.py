"""A print with two columns of text a page: a block for each indicator, with labels and without a table."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

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


@pytest.mark.parametrize("shift", [0, 5])
def test_left_column_is_read_before_the_right_one(shift: int) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(600, 400), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(30, 370, "LEMBAR KERJA EVALUASI ZONA INTEGRITAS, HASIL PENGISIAN PADA APLIKASI LOKA UJI CONTOH")
    for left, top, lines in ((30, 350, LEFT), (320, 350 - shift, RIGHT)):
        for number, line in enumerate(lines):
            canvas.drawString(left, top - 20 * number, line)
    canvas.showPage()
    canvas.save()

    sheet = read_bytes(stream.getvalue(), "cetak.pdf")
    assert [(row.code, row.answer, " ".join(row.evidence.split())) for row in sheet.rows] == READ
    assert sheet.rows[0].reviews == (("TPI", "", "Sesuai"),)
    assert (sheet.unit, sheet.unplaced) == ("Loka Uji Contoh", ())

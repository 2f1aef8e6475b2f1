"""Write filled sheets as XLS, ODS, HTML and PDF through LibreOffice: `python -m tools.make_exports`.

Only at authoring time; the results are kept in tests/read/files and read by tests.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tests" / "read" / "files"
FORM = ROOT / "samples" / "formulir_kosong_zi_2021.xlsx"
ROWS = (
    ("Unit Kerja", ": LOKA UJI CONTOH"),
    (),
    ("Butir", "Capaian kami", "Dokumen yang ada", "Jawaban dari Kanwil", "Catatan"),
    ("1. MANAJEMEN PERUBAHAN",),
    ("i. Penyusunan Tim Kerja",),
    ("a. Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas", "Ya",
     "SK Kepala Loka Nomor 3/LUC/2023 tanggal 9 Januari 2023", "Ya", "Sesuai"),
    ("b. Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas", "A", "Lihat", "B", "Belum lengkap"),
    ("ii. Rencana Pembangunan Zona Integritas",),
    ("a. Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM", "Tidak",
     "Rencana kerja tahun 2023", "Tidak", ""),
)  # fmt: skip


PAPERS = (
    "SK Kepala Loka Nomor 14/LUC-WA/KP.01/I/2024 tanggal 9 Januari 2024 tentang Tim Kerja Pembangunan Zona Integritas",
    "Undangan rapat Nomor UND-033/W.15.LUC.LUC.1-1140-PW.01.01/2024 tanggal 4 Januari 2024\nNotula rapat tanggal 5 "
    "Januari 2024\nDaftar hadir\nFoto",
    "1. Rencana Kerja Tahun 2024 ditetapkan 19 Januari 2024\n2. Matriks target prioritas enam area\n3. Nota Dinas "
    "Nomor B-1021/P.4.17.3/Cr.5/03/2024 tanggal 11 Maret 2024",
    "a. Surat Edaran Nomor SE-07/LUC-WA/2024 tanggal 2 Februari 2024\nb. Tangkapan layar di "
    "https://loka.example/zi/2024/sosialisasi-pembangunan-zona-integritas\nc. Dokumentasi apel pagi",
    "- Surat Perintah Nomor Print-246/P.4.17/03/2024 tanggal 18 Maret 2024 tentang survei\n- Laporan hasil survei "
    "Semester I Tahun 2024",
)  # fmt: skip
WORD = {"sempit": ((0.9, 6.0, 1.8, 3.0), True), "sedang": ((1.0, 6.0, 2.0, 8.0), True),
        "tanpa_garis": ((1.0, 5.0, 2.0, 6.0), False)}  # fmt: skip


def as_word(name: str, questions: Sequence[str]) -> bytes:
    """A sheet as a table in Word, its columns so many centimetres wide, with or without lines."""
    import docx
    from docx.shared import Cm, Pt

    widths, is_ruled = WORD[name]
    document = docx.Document()
    document.add_paragraph("Unit Kerja : LOKA UJI CONTOH")
    table = document.add_table(rows=0, cols=4)
    if is_ruled:
        table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    rows = [(str(n), text, ("Ya", "A", "B")[n % 3], PAPERS[n % 5]) for n, text in enumerate(questions, 1)]
    for row in (("No", "Penilaian", "Jawaban", "Bukti Dukung"), *rows):
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = Cm(width)
            for number, line in enumerate(text.split("\n")):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.add_run(line).font.size = Pt(8)
                paragraph.paragraph_format.space_after = Pt(0)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def main() -> None:
    """Make the workbook and the documents and have them converted."""
    from lke_docs.read import read_sheet

    book = Workbook()
    page: Any = book.active
    page.title = "Isian"
    for row in ROWS:
        page.append(row)
    page["C7"].hyperlink = "https://arsip.loka.example/Notula%20pemilihan.pdf"
    questions = [row.question for row in read_sheet(FORM).rows[:15]]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "loka_contoh.xlsx"
        book.save(source)
        for format in ("xls", "ods", "html"):
            _convert(source, format, folder)
        for name in WORD:
            written = Path(folder) / f"loka_{name}.docx"
            written.write_bytes(as_word(name, questions))
            _convert(written, "pdf", folder)


def _convert(source: Path, format: str, folder: str) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", format, "--outdir",
         str(TARGET), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


if __name__ == "__main__":
    main()

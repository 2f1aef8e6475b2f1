"""Write one filled workbook as XLS, ODS and HTML through LibreOffice: `python tools/make_exports.py`.

Only at authoring time; the results are kept in tests/read/files and read by tests.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

TARGET = Path(__file__).resolve().parent.parent / "tests" / "read" / "files"
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


def main() -> None:
    """Make the workbook and have it converted."""
    book = Workbook()
    page: Any = book.active
    page.title = "Isian"
    for row in ROWS:
        page.append(row)
    page["C7"].hyperlink = "https://arsip.loka.example/Notula%20pemilihan.pdf"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "loka_contoh.xlsx"
        book.save(source)
        for format in ("xls", "ods", "html"):
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", format,
                 "--outdir", str(TARGET), str(source)],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip


if __name__ == "__main__":
    main()

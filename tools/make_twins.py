"""Write two made sheets of the 2021 form: one with a fault for each rule, and its twin without.

    python tools/make_twins.py [--check]

The office is invented. Questions are made of the instrument's own keywords; the twin's letters are the best
that its evidence supports. `FAULTS` says what is planted where.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lke_docs.check import open_dossier
from lke_docs.instrument import Indicator, Instrument, load_instrument
from lke_docs.read.txt import read_txt
from lke_docs.score import score_sheet

ROOT = Path(__file__).resolve().parent.parent
CLEAN = ROOT / "samples" / "kembar_bersih_2022.txt"
FAULTY = ROOT / "samples" / "kembar_cacat_2022.txt"
HEAD = """Instansi : BADAN UJI COBA REPUBLIK INDONESIA
Satuan/Unit Kerja : KANTOR UJI SUKAMAJU
Usulan : WBK
Aplikasi : LKE Uji Update Oktober 2022

Area/ Indikator/ Pernyataan
Metadata
Nilai
Bukti Dukung
"""
QUARTERS = (("I", "5 April 2022"), ("II", "5 Juli 2022"), ("III", "5 Oktober 2022"))
PROVED = {  # what some questions name
    "A.I.2.i.a": "Peta Proses Bisnis Kantor Tahun 2022",
    "A.I.3.iii.a": "Dokumen Training Need Analysis Tahun 2022",
    "A.I.4.ii.c": "Dokumen IKU Tahun 2022",
    "A.I.4.ii.e": "Laporan Kinerja Tahun 2021 tanggal 20 Januari 2022",
}
OFFICE = "P.9.17"


class Fault(NamedTuple):
    """A fault for a rule: in this row, this answer (None: as it was) and this evidence."""

    rule: str
    code: str
    evidence: str
    answer: str | None = None


def _decree(number: str, about: str, day: str = "") -> str:
    return f"Surat Keputusan Nomor {number}{f' tanggal {day}' if day else ''} tentang {about}"


_SHARED = f"KEP-41/{OFFICE}/Cr.1/05/2022"
FAULTS = (
    Fault("STR002", "A.I.1.i.a", "", "YA"),
    Fault("STR003", "A.I.1.i.b", _decree(f"KEP-21/{OFFICE}/Cr.1/02/2022", "Loket", "7 Februari 2022")
          + f"; Surat Perintah Nomor PRINT-22/{OFFICE}/Cp.1/05/2022 tanggal 09 Mei 2022 Surat Perintah Nomor "
          f"PRINT-23/{OFFICE}/Cp.1/05/2022 tanggal 10 Mei 2022"),
    Fault("NOM001", "A.I.1.ii.a", "Rencana Kerja Tahun 2022; Surat Keputusan tanggal 4 Mei 2022 tentang Pengelola Arsip"),
    Fault("NOM002", "A.I.1.ii.b", _decree(f"30/{OFFICE}/Cr.1/03/2022", "Tata Cara Magang", "7 Maret 2022")),
    Fault("NOM003", "A.I.1.ii.c", f"SK Petugas Loket Nomor PRINT-24/{OFFICE}/Cp.1/03/2022 tanggal 8 Maret 2022"),
    Fault("NOM004", "A.I.1.iii.a", _decree(f"KEP-31/{OFFICE}/Cr.1/03/2022", "Buku Tamu", "9 Mei 2022")),
    Fault("SER003", "A.I.1.iii.c", "Laporan Tindak Lanjut Monitoring Triwulan I Tahun 2022"),
    Fault("BKT005", "A.I.1.iv.a", "Pimpinan telah berperan sebagai role model keteladanan pimpinan", "YA"),
    Fault("JWB003", "A.I.1.iv.b", _decree(f"KEP-32/{OFFICE}/Cr.1/02/2022", "Agen Perubahan", "8 Februari 2022"), "A"),
    Fault("NOM005", "A.I.1.iv.c", _decree(_SHARED, "Tim Kebersihan Kantor", "11 Mei 2022")),
    Fault("NOM005", "A.I.1.iv.d", _decree(_SHARED, "Petugas Perpustakaan Umum", "11 Mei 2022")),
    Fault("BKT003", "A.I.2.i.a", "Buku SOP Pelayanan Tamu Tahun 2022"),
    Fault("SER001", "A.I.2.i.b", "; ".join(
        f"Notula Penataan Ruang Arsip Bulan {month} 2022" for month in ("Januari", "Februari", "April", "Mei"))),
    Fault("SER002", "A.I.2.i.c", "; ".join(
        f"Notula Kebersihan Taman Kantor Bulan {month} 2022" for month in ("Januari", "Februari", "Maret"))),
    Fault("TGL001", "A.I.2.ii.a", _decree(f"KEP-33/{OFFICE}/Cr.1/03/2022", "Pegawai Teladan")),
    Fault("TGL002", "A.I.2.ii.b", "Rencana Aksi Perpustakaan Tahun 2022 tanggal Februari 2022"),
    Fault("TGL003", "A.I.2.ii.c", "Notula rapat pengelola arsip tanggal 31 Juni 2022"),
    Fault("TGL004", "A.I.2.ii.d", "Laporan Pelatihan Arsiparis tanggal 15 September 2020"),
    Fault("TGL005", "A.I.2.iii.a", "Notula evaluasi arsip statis Bulan Maret; Notula evaluasi arsip statis Bulan April"),
    Fault("TGL006", "A.I.2.iii.b", "Notula rapat pembahasan gudang tanggal 6 Mei 2031"),
    Fault("JWB001", "A.I.3.ii.a", f"Surat Perintah Nomor PRINT-25/{OFFICE}/Cp.1/05/2022 tanggal 12 Mei 2022", "C"),
    Fault("TGL007", "A.I.3.ii.c", "Notula Monev mutasi pegawai tanggal 12 Mei 2022"),
    Fault("BKT001", "A.I.3.iii.b", "Laporan penataan gudang barang milik negara tanggal 13 April 2022"),
    Fault("BKT001", "A.I.3.iii.c", "Laporan penataan gudang barang milik negara tanggal 13 April 2022"),
    Fault("JWB006", "A.I.3.iii.d", "Laporan pengecatan pagar kantor tanggal 14 April 2022", "A"),
    Fault("JWB006", "A.I.3.iii.e", "Laporan pengecatan pagar kantor tanggal 14 April 2022", "B"),
    Fault("SER004", "A.I.3.iv.c", "Laporan Kinerja Pegawai Bulan Januari 2022; Laporan Kinerja Pegawai Bulan Februari 2022", "A"),
    Fault("NOM009", "A.I.3.v.a", f"Surat Perintah Nomor PRINT-26a/{OFFICE}/Cp.1/05/2022 tanggal 17 Mei 2022"),
    Fault("BKT006", "A.I.3.vi.a", "Notula rapat xxx; Note: wajib ada notula"),
    Fault("BKT007", "A.I.4.i.a", "Notula Monev tanggal 28 April 2022"),
    Fault("JWB002", "A.I.4.ii.d", "Sebagian kecil indikator kinerja dalam Dokumen IKU Tahun 2022 telah SMART", "B"),
    Fault("TGL010", "A.I.4.ii.e", "Laporan Kinerja Tahun 2021 tanggal 14 Desember 2021", "YA"),
    Fault("NOM006", "A.I.5.i.a", _decree(f"KEP-52/{OFFICE}/Cr.7/03/2022", "Koperasi", "22 Maret 2022") + "; "
          + _decree(f"KEP-55/{OFFICE}/Cr.7/03/2022", "Kantin", "8 Maret 2022")),
    Fault("NOM007", "A.I.5.i.b", _decree("KEP-57/P.9.71/Cr.2/03/2022", "Unit Pengendalian Gratifikasi", "24 Maret 2022")),
    Fault("NOM008", "A.I.5.ii.a", _decree(f"KEP-58/{OFFICE}/Cr.3/04/2022", "Satuan Tugas Pengendalian Intern", "4 April 2022")),
    Fault("NOM008", "A.I.5.ii.b", _decree(f"KEP-58/{OFFICE}/Cr.3/04/2022", "Satuan Tugas Pengendalian Intern", "14 April 2022")),
    Fault("TGL008", "A.I.5.ii.c", "Notula pembahasan risiko gudang, Senin, 6 April 2022"),
    Fault("TGL009", "A.I.5.ii.d", "Notula pembahasan pengendalian gudang tanggal 10 April 2022"),
    Fault("SER005", "A.I.5.iii.c", "Laporan Penanganan Pengaduan Triwulan I Tahun 2022", "A"),
    Fault("BKT004", "A.I.5.iv.a", f"Surat Perintah Pembentukan UPP Nomor PRINT-27/{OFFICE}/Cp.1/03/2022 tanggal 17 Maret 2022"),
    Fault("BKT002", "A.I.5.v.c", "Telah dilakukan kerja bakti di lingkungan kantor", "A"),
    Fault("TGL011", "A.I.5.v.b", "Tangkapan layar aplikasi; Dokumentasi sosialisasi aplikasi"),
    Fault("KAT001", "A.I.6.i.a", "Dokumentasi Pencanganan loket terpadu tanggal 19 April 2022"),
    Fault("JWB004", "A.II.5.ii.1", "", "6"),
    Fault("JWB005", "B.II.a", "Hasil survei Triwulan III Tahun 2022 dengan IKM 87,65", "4,00"),
)  # fmt: skip
UNPLACED = "Baris yang tercecer tanpa kode dan tanpa pertanyaan"  # STR001
TWICE = ("A.I.6.v.c", "A.I.6.v.b")  # STR004: this row carries the code of that one


def evidence_of(indicator: Indicator) -> str:
    """Three dated reports on the matter of the question."""
    reports = [f"Laporan {indicator.label} Triwulan {q} Tahun 2022 tanggal {day}" for q, day in QUARTERS]
    return "; ".join([*([PROVED[indicator.code]] if indicator.code in PROVED else []), *reports])


def write(instrument: Instrument, answers: dict[str, str], faults: tuple[Fault, ...]) -> str:
    """The page as text. `faults` change answers and evidence; with any, the sheet's own faults come too."""
    planted = {fault.code: fault for fault in faults}
    lines = [HEAD + "A. KOMPONEN PENGUNGKIT A"]
    for number, indicator in enumerate(instrument.indicators.values(), 1):
        code = indicator.code
        fault = planted.get(code)
        answer = fault.answer if fault and fault.answer is not None else answers.get(code, "")
        evidence = fault.evidence if fault else evidence_of(indicator)
        shown = TWICE[1] if faults and code == TWICE[0] else code
        if indicator.inputs and indicator.answer != "index":
            lines.append(f"{_mark(code)}. {_question(indicator)} {code}")
            if code == "A.II.5.ii":
                given = [planted[f"{code}.1"].answer or "5"] if faults else ["5"]
                for at, (label, value) in enumerate(zip(indicator.inputs, [*given, "1", "4"], strict=True), 1):
                    lines.append(f"  {at}. {label.label} {code}.{at}   {value}")
            else:
                lines += ["", ""]
            continue
        lines += [f"{_mark(code)}. {_question(indicator)} {shown}", answer, evidence]
        if faults and number == 1:
            lines[-1:] = [""]
    if faults:
        lines.insert(1, UNPLACED)
    return "\n".join(lines) + "\n"


def _mark(code: str) -> str:
    return code.rpartition(".")[2]


def _question(indicator: Indicator) -> str:
    return f"Apakah {', '.join(indicator.keywords)}?"


def answers_of(instrument: Instrument) -> dict[str, str]:
    """The best letters that the clean evidence supports."""
    best = {
        code: "3,60" if it.answer == "index" else it.letters[0] if it.letters else ""
        for code, it in instrument.indicators.items()
    }
    for _ in range(3):  # a letter that no evidence contradicts may still lack something at the next step
        sheet = read_txt(write(instrument, best, ()).encode(), CLEAN.name)
        judge = open_dossier(sheet, instrument=instrument).judge
        assert judge is not None
        score = score_sheet(judge)
        best |= {s.code: s.letter for s in score.supports if s.letter}
    return best


def made() -> dict[Path, str]:
    """Both sheets."""
    instrument = load_instrument("zi-2021")
    answers = answers_of(instrument)
    return {CLEAN: write(instrument, answers, ()), FAULTY: write(instrument, answers, FAULTS)}


def main() -> int:
    """Write the sheets, or with --check tell whether they are as they should be."""
    texts = made()
    if "--check" in sys.argv[1:]:
        return int(any(path.read_text(encoding="utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

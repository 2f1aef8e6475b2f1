"""The table of shipped templates: name and body."""

from __future__ import annotations

import template_letters as letters
import template_reports as reports

BODIES = {
    "notula": letters.notula,
    "undangan": letters.undangan,
    "daftar_hadir": letters.daftar_hadir,
    "surat_keputusan": letters.surat_keputusan,
    "surat_perintah": letters.surat_perintah,
    "nota_dinas": letters.nota_dinas,
    "laporan_kegiatan": reports.laporan_kegiatan,
    "laporan_monev_bulanan": reports.laporan_monev,
    "laporan_monev_triwulan": reports.laporan_monev,
    "laporan_tindak_lanjut": reports.laporan_tindak_lanjut,
    "berita_acara": reports.berita_acara,
    "rencana_kerja": reports.rencana_kerja,
    "surat_keterangan": reports.surat_keterangan,
    "daftar_draf": reports.daftar_draf,
}

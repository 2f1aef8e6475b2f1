"""What each indicator of the form is proven by in the bed: a subject, and the kinds of document an office has for it."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    code: str
    subject: str
    recipes: tuple[str, ...]  # one of `RECIPES` of plan.py each; "=CODE": the same documents as there


_TABLE = """
A.I.1.i.a    | Tim Kerja Pembangunan Zona Integritas | sk
A.I.1.i.b    | Pemilihan Anggota Tim Kerja Zona Integritas | rapat nd
A.I.1.ii.a   | Rencana Kerja Pembangunan Zona Integritas | rencana sk
A.I.1.ii.b   | Target Prioritas Pembangunan Zona Integritas | matriks rapat
A.I.1.ii.c   | Sosialisasi Pembangunan Zona Integritas | foto rapat tautan nd
A.I.1.iii.a  | Pemantauan Kegiatan Pembangunan Zona Integritas | =A.I.1.iii.b
A.I.1.iii.b  | Monitoring dan Evaluasi Pembangunan Zona Integritas | bulanan
A.I.1.iii.c  | Tindak Lanjut Monitoring dan Evaluasi Pembangunan Zona Integritas | laporan rapat
A.I.1.iv.a   | Keteladanan Pimpinan | foto daftar nd
A.I.1.iv.b   | Agen Perubahan | sk laporan
A.I.1.iv.c   | Budaya Kerja dan Pola Pikir | foto bulanan
A.I.1.iv.d   | Keterlibatan Pegawai dalam Pembangunan Zona Integritas | rapat pakta
A.I.2.i.a    | Peta Proses Bisnis | sk sop
A.I.2.i.b    | Penerapan Standar Operasional Prosedur | sop st
A.I.2.i.c    | Evaluasi Standar Operasional Prosedur | bulanan
A.I.2.ii.a   | Pengukuran Kinerja Berbasis Teknologi Informasi | laporan tangkapan st
A.I.2.ii.b   | Pengelolaan Kepegawaian Berbasis Teknologi Informasi | tangkapan laporan st
A.I.2.ii.c   | Layanan Publik Berbasis Teknologi Informasi | tangkapan tautan
A.I.2.ii.d   | Monitoring dan Evaluasi Pemanfaatan Teknologi Informasi | triwulan
A.I.2.iii.a  | Pejabat Pengelola Informasi dan Dokumentasi | sk st
A.I.2.iii.b  | Monitoring dan Evaluasi Keterbukaan Informasi Publik | triwulan
A.I.3.i.a    | Peta Jabatan dan Analisis Beban Kerja | matriks laporan sk
A.I.3.i.b    | Penempatan Pegawai Hasil Rekrutmen | st nd
A.I.3.i.c    | Monitoring dan Evaluasi Penempatan Pegawai | rapat laporan
A.I.3.ii.a   | Mutasi Pegawai Antarjabatan | sk st
A.I.3.ii.b   | Kesesuaian Kompetensi dalam Mutasi Pegawai | =A.I.3.ii.a
A.I.3.ii.c   | Monitoring dan Evaluasi Mutasi Pegawai | rapat
A.I.3.iii.a  | Analisis Kebutuhan Pelatihan | laporan matriks nd
A.I.3.iii.b  | Rencana Pengembangan Kompetensi Pegawai | rencana nd
A.I.3.iii.c  | Asesmen Kompetensi Pegawai | ba matriks
A.I.3.iii.d  | Pendidikan dan Pelatihan Pegawai | st sertifikat
A.I.3.iii.e  | Pelatihan di Kantor Sendiri | rapat masuk st sertifikat
A.I.3.iii.f  | Monitoring dan Evaluasi Pengembangan Kompetensi | laporan ba
A.I.3.iv.a   | Perjanjian Kinerja Pegawai | pk
A.I.3.iv.b   | Penyelarasan Sasaran Kinerja Pegawai | =A.I.3.iv.a
A.I.3.iv.c   | Pengukuran Kinerja Individu | bulanan
A.I.3.iv.d   | Penghargaan Pegawai Teladan | sk foto nd
A.I.3.v.a    | Penegakan Disiplin dan Kode Etik Pegawai | sk rapat
A.I.3.vi.a   | Pemutakhiran Data Kepegawaian | triwulan
A.I.4.i.a    | Penyusunan Rencana Kinerja | rapat
A.I.4.i.b    | Penyusunan Perjanjian Kinerja | rapat
A.I.4.i.c    | Pemantauan Capaian Kinerja oleh Pimpinan | bulanan
A.I.4.ii.a   | Dokumen Perencanaan Kinerja | rencana pk
A.I.4.ii.b   | Rencana Strategis | rencana
A.I.4.ii.c   | Indikator Kinerja Utama | sk ba
A.I.4.ii.d   | Reviu Indikator Kinerja Utama | rapat
A.I.4.ii.e   | Laporan Kinerja Instansi Pemerintah | laporan nd
A.I.4.ii.f   | Penyampaian Laporan Kinerja | =A.I.4.ii.e
A.I.4.ii.g   | Sistem Informasi Kinerja | tangkapan sk
A.I.4.ii.h   | Bimbingan Teknis Akuntabilitas Kinerja | st sertifikat masuk
A.I.5.i.a    | Kampanye Publik Antigratifikasi | foto tautan masuk
A.I.5.i.b    | Unit Pengendalian Gratifikasi | sk triwulan
A.I.5.ii.a   | Satuan Tugas Sistem Pengendalian Intern Pemerintah | sk st
A.I.5.ii.b   | Penilaian Risiko Kegiatan | matriks rapat
A.I.5.ii.c   | Rencana Tindak Pengendalian | rencana
A.I.5.ii.d   | Sosialisasi Sistem Pengendalian Intern | rapat
A.I.5.iii.a  | Pengelolaan Pengaduan Masyarakat | sk foto
A.I.5.iii.b  | Tindak Lanjut Pengaduan Masyarakat | daftar laporan
A.I.5.iii.c  | Monitoring dan Evaluasi Penanganan Pengaduan Masyarakat | bulanan
A.I.5.iii.d  | Tindak Lanjut Evaluasi Penanganan Pengaduan Masyarakat | laporan ba
A.I.5.iv.a   | Penanganan Pelaporan Pelanggaran | sk sop
A.I.5.iv.b   | Evaluasi Penanganan Pelaporan Pelanggaran | triwulan
A.I.5.iv.c   | Tindak Lanjut Evaluasi Pelaporan Pelanggaran | laporan
A.I.5.v.a    | Pemetaan Benturan Kepentingan | matriks sk ba
A.I.5.v.b    | Sosialisasi Benturan Kepentingan | rapat
A.I.5.v.c    | Penanganan Benturan Kepentingan | sk
A.I.5.v.d    | Evaluasi Penanganan Benturan Kepentingan | triwulan
A.I.5.v.e    | Tindak Lanjut Evaluasi Benturan Kepentingan | =A.I.5.v.d
A.I.6.i.a    | Standar Pelayanan | sk ba
A.I.6.i.b    | Maklumat Pelayanan | foto pakta
A.I.6.i.c    | Reviu Standar Pelayanan | rapat ba
A.I.6.i.d    | Publikasi Standar Pelayanan | tautan foto
A.I.6.ii.a   | Pelatihan Pelayanan Prima | st sertifikat rapat
A.I.6.ii.b   | Kemudahan Informasi Pelayanan | tangkapan tautan
A.I.6.ii.c   | Penghargaan dan Sanksi bagi Petugas Layanan | sk
A.I.6.ii.d   | Kompensasi kepada Penerima Layanan | sk foto
A.I.6.ii.e   | Sarana Layanan Terpadu | foto
A.I.6.ii.f   | Inovasi Pelayanan | sk laporan
A.I.6.iii.a  | Media Konsultasi dan Pengaduan | foto sk
A.I.6.iii.b  | Petugas Pengelola Pengaduan | sk st
A.I.6.iii.c  | Evaluasi Penanganan Keluhan | triwulan
A.I.6.iv.a   | Survei Kepuasan Masyarakat | triwulan
A.I.6.iv.b   | Publikasi Hasil Survei Kepuasan Masyarakat | foto tautan
A.I.6.iv.c   | Tindak Lanjut Hasil Survei Kepuasan Masyarakat | rapat
A.I.6.v.a    | Penerapan Teknologi Informasi dalam Pelayanan | tangkapan sk st
A.I.6.v.c    | Perbaikan Layanan Berkelanjutan | laporan nd
A.II.1.i.a   | Perubahan oleh Agen Perubahan | laporan
A.II.1.ii    | Komitmen Pimpinan | rencana
A.II.2.i     | Penyederhanaan Jabatan | sk
A.II.3.iii.a | Pelanggaran Disiplin Pegawai | daftar ba
A.II.5.iii.a | Penyampaian Laporan Harta Kekayaan | daftar nd masuk
A.II.6.ii    | Respons Pengaduan Pelayanan | daftar
"""


def topics() -> tuple[Topic, ...]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return tuple(Topic(code.strip(), subject.strip(), tuple(recipes.split())) for code, subject, recipes in rows)

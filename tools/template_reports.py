"""Bodies of the shipped reports, records and lists. One function a template."""

from __future__ import annotations

from docx_source import para, row, table
from template_parts import PLACE_DATE, chapter, followup, grid, head_signs, identity, points, prose, title


def laporan_kegiatan() -> str:
    when = [("Hari, tanggal", "{{ tanggal_kegiatan }}"), ("Waktu", "{{ waktu }}"), ("Tempat", "{{ tempat }}")]
    return "".join(
        [
            title("LAPORAN", "{{ judul | kapital }}", "NOMOR {{ nomor }}"),
            chapter(
                "I. PENDAHULUAN",
                para("A. Latar belakang", "Heading2"),
                prose("latar_belakang"),
                para("B. Maksud dan tujuan", "Heading2"),
                prose("maksud_tujuan"),
                para("C. Dasar", "Heading2"),
                *points("dasar"),
            ),
            chapter(
                "II. PELAKSANAAN",
                para("A. Waktu dan tempat", "Heading2"),
                identity(when),
                para("B. Peserta", "Heading2"),
                *points("peserta"),
                para("C. Jalannya kegiatan", "Heading2"),
                prose("pelaksanaan"),
            ),
            chapter("III. HASIL", *points("hasil")),
            chapter("IV. SIMPULAN DAN SARAN", *points("simpulan")),
            chapter("V. PENUTUP", para("Demikian laporan ini dibuat dengan sebenarnya.", "Penutup")),
            head_signs(),
            para("{%p if lampiran_bukti %}"),
            para("Lampiran:", "Identitas"),
            *points("lampiran_bukti"),
            para("{%p endif %}"),
        ]
    )


def laporan_monev() -> str:
    reached = [
        ("Uraian", 55, "{{ b.uraian }}"),
        ("Target", 25, "{{ b.target }}"),
        ("Realisasi", 25, "{{ b.realisasi }}"),
        ("Keterangan", 45, "{{ b.keterangan }}"),
    ]
    lines = [
        ("Butir LKE", "{{ indikator }}"),
        ("Pernyataan", "{{ pertanyaan }}"),
        ("Periode", "{{ periode }}"),
        ("Yang dipantau", "{{ ruang_lingkup }}"),
    ]
    return "".join(
        [
            title("LAPORAN", "{{ judul | kapital }}", "PERIODE {{ periode | kapital }}", "NOMOR {{ nomor }}"),
            identity(lines),
            chapter(
                "I. PENDAHULUAN",
                para("A. Latar belakang", "Heading2"),
                prose("latar_belakang"),
                para("B. Dasar", "Heading2"),
                *points("dasar"),
                para("C. Cara pemantauan", "Heading2"),
                prose("metode"),
            ),
            chapter("II. CAPAIAN", grid("capaian", reached, title="Capaian")),
            chapter(
                "III. HASIL PEMANTAUAN DAN EVALUASI",
                para("A. Hasil", "Heading2"),
                *points("hasil"),
                para("B. Kendala", "Heading2"),
                *points("kendala"),
                para("C. Simpulan", "Heading2"),
                *points("simpulan"),
            ),
            chapter("IV. REKOMENDASI DAN TINDAK LANJUT", followup()),
            chapter("V. PENUTUP", para("Demikian laporan ini dibuat dengan sebenarnya.", "Penutup")),
            head_signs(),
        ]
    )


def laporan_tindak_lanjut() -> str:
    done = [
        ("Rekomendasi", 35, "{{ b.rekomendasi }}"),
        ("Tindakan", 40, "{{ b.tindakan }}"),
        ("Bukti", 25, "{{ b.bukti }}"),
        ("Penanggung jawab", 27, "{{ b.penanggung_jawab }}"),
        ("Selesai", 23, "{{ b.selesai }}"),
    ]
    lines = [
        ("Butir LKE", "{{ indikator }}"),
        ("Pernyataan", "{{ pertanyaan }}"),
        ("Periode", "{{ periode }}"),
    ]
    return "".join(
        [
            title("LAPORAN TINDAK LANJUT", "{{ judul | kapital }}", "NOMOR {{ nomor }}"),
            identity(lines),
            chapter("I. YANG DITINDAKLANJUTI", *points("temuan_asal")),
            chapter("II. TINDAK LANJUT", grid("tindak_lanjut", done, title="Tindak lanjut")),
            chapter("III. HASIL", *points("hasil")),
            chapter("IV. KENDALA", *points("kendala")),
            chapter("V. SIMPULAN", *points("simpulan")),
            para("Demikian laporan ini dibuat dengan sebenarnya.", "Penutup"),
            head_signs(),
        ]
    )


def berita_acara() -> str:
    side = [
        ("Nama", "{{ o.nama }}"),
        ("NIP", "{{ o.nip }}"),
        ("Jabatan", "{{ o.jabatan }}"),
        ("Selanjutnya disebut", "{{ o.sebutan }}"),
    ]
    widths = [9, 46, 5, 100]
    lines = [
        row(
            [
                para("{{ loop.index }}." if number == 0 else "", "Identitas"),
                para(label, "Identitas"),
                para(":", "Identitas"),
                para(text, "Identitas"),
            ],
            widths,
        )
        for number, (label, text) in enumerate(side)
    ]
    edge = [para("", "Identitas")] * 3
    sides = [
        row([para("{%tr for o in pihak %}", "Identitas"), *edge], widths),
        *lines,
        row([para("{%tr endfor %}", "Identitas"), *edge], widths),
    ]
    sign = [("Nama", 70, "{{ b.nama }}"), ("Sebutan", 40, "{{ b.sebutan }}"), ("Tanda tangan", 40, "")]
    watch = [("Nama", 70, "{{ b.nama }}"), ("Jabatan", 40, "{{ b.jabatan }}"), ("Tanda tangan", 40, "")]
    return "".join(
        [
            title("BERITA ACARA", "{{ judul | kapital }}", "NOMOR {{ nomor }}"),
            para(
                "Pada hari ini, {{ tanggal_kegiatan }}, bertempat di {{ tempat }}, kami yang bertanda tangan di bawah ini:"
            ),
            table(widths, sides, style="TabelPolos", title="Para pihak"),
            para("menyatakan hal-hal berikut:"),
            *points("isi"),
            para("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."),
            para(PLACE_DATE, "TempatTanggal"),
            chapter("Para pihak", grid("pihak", sign, title="Tanda tangan para pihak", style="BarisHadir")),
            chapter("Saksi", grid("saksi", watch, title="Tanda tangan saksi", style="BarisHadir")),
        ]
    )


def rencana_kerja() -> str:
    first = [
        ("Sasaran", 65, "{{ b.sasaran }}"),
        ("Ukuran", 50, "{{ b.ukuran }}"),
        ("Target", 35, "{{ b.target }}"),
    ]
    work = [
        ("Area perubahan", 30, "{{ b.area }}"),
        ("Kegiatan", 42, "{{ b.kegiatan }}"),
        ("Keluaran", 28, "{{ b.keluaran }}"),
        ("Waktu", 22, "{{ b.waktu }}"),
        ("Penanggung jawab", 28, "{{ b.penanggung_jawab }}"),
    ]
    return "".join(
        [
            title("RENCANA KERJA", "{{ judul | kapital }}", "TAHUN {{ tahun }}", "NOMOR {{ nomor }}"),
            chapter("I. LATAR BELAKANG", prose("latar_belakang")),
            chapter("II. DASAR", *points("dasar")),
            chapter("III. TARGET PRIORITAS", grid("prioritas", first, title="Target prioritas")),
            chapter("IV. RENCANA KEGIATAN", grid("kegiatan", work, title="Rencana kegiatan")),
            chapter("V. PEMANTAUAN", prose("pemantauan", "Penutup")),
            head_signs(),
        ]
    )


def surat_keterangan() -> str:
    lines = [
        ("Butir LKE", "{{ indikator }}"),
        ("Pernyataan", "{{ pertanyaan }}"),
        ("Dokumen", "{{ dokumen }}"),
        ("Periode", "{{ periode }}"),
    ]
    return "".join(
        [
            title("SURAT KETERANGAN", "NOMOR {{ nomor }}"),
            para(
                "Yang bertanda tangan di bawah ini, {{ penandatangan_jabatan }}, menerangkan bahwa dokumen berikut tidak ada:"
            ),
            identity(lines),
            chapter("A. Dokumen yang ada menurut LKE", *points("yang_ada")),
            chapter("B. Alasan", *points("alasan")),
            chapter("C. Yang akan dilakukan", followup("perbaikan")),
            para(
                "Keterangan ini dibuat dengan sebenarnya dan tidak menggantikan dokumen yang tidak ada tersebut.",
                "Penutup",
            ),
            head_signs(),
        ]
    )


def daftar_draf() -> str:
    columns = [
        ("Indikator", 20, "{{ b.indikator }}"),
        ("Periode", 20, "{{ b.periode }}"),
        ("Dokumen", 41, "{{ b.dokumen }}"),
        ("Keadaan", 24, "{{ b.keadaan }}"),
        ("Naskah", 28, "{{ b.berkas }}"),
        ("Terbuka", 17, "{{ b.terbuka }}"),
    ]
    return "".join(
        [
            title("DAFTAR DRAF", "dari {{ sumber_lke }}"),
            para(
                "Setiap draf di bawah ini belum disahkan dan bukan bukti dukung. Setiap kesenjangan punya foldernya sendiri, bernama menurut indikatornya. Bukalah satu per satu, isi yang bertanda kuning, lalu jalankan “lke-docs finalize”."
            ),
            grid("draf", columns, title="Daftar draf"),
        ]
    )

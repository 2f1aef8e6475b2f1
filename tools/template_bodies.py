"""What stands in each shipped template. One function a template; the words are Indonesian office language."""

from __future__ import annotations

from collections.abc import Sequence

from docx_source import para, row, table


def kop() -> str:
    """Letterhead: institution, office, address, double rule."""
    return "".join(
        [
            *each("kop_lembaga", "k", "{{ k | kapital }}", "KopLembaga"),
            para("{{ kop_unit | kapital }}", "KopUnit"),
            *each("kop_alamat", "k", "{{ k }}", "KopAlamat"),
            para("", "KopGaris"),
        ]
    )


def each(name: str, item: str, text: str, style: str = "IsiNaskah") -> list[str]:
    """A paragraph for each entry of a list."""
    return [
        para(f"{{%p for {item} in {name} %}}", style),
        para(text, style),
        para("{%p endfor %}", style),
    ]


def points(name: str) -> list[str]:
    """Numbered points; the number is text, since Word's numbering would run on from list to list."""
    return each(name, "butir", "{{ loop.index }}.\t{{ butir }}", "Butir")


def grid(name: str, columns: Sequence[tuple[str, int, str]], *, title: str, style: str = "IsiTabel") -> str:
    """A numbered table over a list: (heading, width in mm, text of the cell)."""
    widths = [10, *(width for _, width, _ in columns)]
    head = [para(text, "KepalaTabel") for text in ("No.", *(text for text, _, _ in columns))]
    cells = [para("{{ loop.index }}.", "NomorTabel"), *(para(text, style) for _, _, text in columns)]
    blank = [para("", style) for _ in columns]
    start = [para(f"{{%tr for b in {name} %}}", style), *blank]
    end = [para("{%tr endfor %}", style), *blank]
    rows = [row(head, widths, header=True), *(row(line, widths) for line in (start, cells, end))]
    return table(widths, rows, title=title)


def identity(lines: Sequence[tuple[str, str]], *, label: int = 42) -> str:
    """Label, colon, value."""
    widths = [label, 5, 160 - label - 5]
    rows = [row([para(name, "Identitas"), para(":", "Identitas"), para(text, "Identitas")], widths) for name, text in lines]
    return table(widths, rows, style="TabelPolos", title="Keterangan naskah")


def clause(word: str, name: str, mark: str) -> str:
    """Menimbang, Mengingat: the word on the first line only, then lettered or numbered points."""
    widths = [34, 5, 9, 112]
    start = [para(f"{{%tr for b in {name} %}}", "Identitas"), *[para("", "Identitas")] * 3]
    line = [
        para(f"{{% if loop.first %}}{word}{{% endif %}}", "Identitas"),
        para("{% if loop.first %}:{% endif %}", "Identitas"),
        para(mark, "Identitas"),
        para("{{ b }}", "IsiNaskah"),
    ]
    end = [para("{%tr endfor %}", "Identitas"), *[para("", "Identitas")] * 3]
    return table(widths, [row(cells, widths) for cells in (start, line, end)], style="TabelPolos", title=word)


LETTERS, NUMBERS = "{{ loop.index | huruf }}.", "{{ loop.index }}."
PLACE_DATE = "{{ tempat_penetapan }}, {{ tanggal_dokumen }}"


def signer(heading: Sequence[str], name: str, below: Sequence[str]) -> tuple[str, str, str]:
    """One side of a signature block: place and date, office, then room to sign with name and lines below."""
    first = para(heading[0] if len(heading) > 1 else "", "TandaTangan")
    office = "".join(para(text, "TandaTangan") for text in heading[1:] or heading)
    return first, office, para(name, "RuangTandaTangan") + "".join(para(text, "TandaTangan") for text in below)


def signatures(left: tuple[str, str, str] | None, right: tuple[str, str, str]) -> str:
    """Two signers side by side, line by line, never parted by a page break."""
    widths = [76, 84]
    blank = (para("", "TandaTangan"),) * 3
    rows = [row(cells, widths) for cells in zip(left or blank, right, strict=True)]
    return para("", "JarakTandaTangan") + table(widths, rows, style="TabelPolos", title="Tanda tangan") + para("", "JarakJudul")


def head_signs(*first: str) -> str:
    """The signature block of the head of the unit."""
    lines = first or (PLACE_DATE,)
    below = ("{{ penandatangan_pangkat }}", "NIP {{ penandatangan_nip }}")
    return signatures(None, signer([*lines, "{{ penandatangan_jabatan }},"], "{{ penandatangan_nama }}", below))


def copies() -> list[str]:
    """Tembusan, only where there are some."""
    return [para("{%p if tembusan %}"), para("Tembusan:", "Identitas"), *points("tembusan"), para("{%p endif %}")]


def title(*lines: str) -> str:
    """Title of the document and the lines under it, centred."""
    rest = "".join(para(text, "BarisTengah") for text in lines[1:])
    return para(lines[0], "Title") + rest + para("", "JarakJudul")


def chapter(heading: str, *content: str) -> str:
    return para(heading, "Heading1") + "".join(content)


def prose(name: str) -> str:
    return "".join(each(name, "alinea", "{{ alinea }}"))


def followup(name: str = "tindak_lanjut") -> str:
    return grid(
        name,
        [
            ("Uraian", 78, "{{ b.uraian }}"),
            ("Penanggung jawab", 42, "{{ b.penanggung_jawab }}"),
            ("Batas waktu", 30, "{{ b.batas_waktu }}"),
        ],
        title="Tindak lanjut",
    )


def notula() -> str:
    lines = [
        ("Rapat", "{{ judul }}"),
        ("Hari, tanggal", "{{ tanggal_kegiatan }}"),
        ("Waktu", "{{ waktu }}"),
        ("Tempat", "{{ tempat }}"),
        ("Dasar", "{{ dasar }}"),
        ("Pimpinan rapat", "{{ pimpinan_nama }}, {{ pimpinan_jabatan }}"),
        ("Notulis", "{{ notulis_nama }}"),
    ]
    talk = [("Pokok bahasan", 50, "{{ b.pokok }}"), ("Uraian", 100, "{{ b.uraian }}")]
    left = signer(["", "Pimpinan rapat,"], "{{ pimpinan_nama }}", ["NIP {{ pimpinan_nip }}"])
    right = signer([PLACE_DATE, "Notulis,"], "{{ notulis_nama }}", ["NIP {{ notulis_nip }}"])
    return "".join(
        [
            title("NOTULA"),
            identity(lines),
            chapter("A. Peserta", *points("peserta")),
            chapter("B. Mata Acara", *points("agenda")),
            chapter("C. Jalannya Rapat", grid("pembahasan", talk, title="Jalannya rapat")),
            chapter("D. Keputusan", *points("keputusan")),
            chapter("E. Tindak Lanjut", followup()),
            chapter("F. Sumber Catatan", para("{{ catatan_sumber }}")),
            para("Lampiran: daftar hadir dan dokumentasi.", "Penutup"),
            signatures(left, right),
        ]
    )


def undangan() -> str:
    letter = [("Nomor", "{{ nomor }}"), ("Sifat", "{{ sifat }}"), ("Lampiran", "{{ lampiran }}"), ("Hal", "Undangan {{ judul }}")]
    when = [
        ("hari, tanggal", "{{ tanggal_kegiatan }}"),
        ("waktu", "{{ waktu }}"),
        ("tempat", "{{ tempat }}"),
        ("acara", "{{ judul }}"),
    ]
    return "".join(
        [
            para(PLACE_DATE, "TempatTanggal"),
            identity(letter, label=28),
            para("", "JarakJudul"),
            para("Yth.", "Identitas"),
            *points("kepada"),
            para("", "JarakJudul"),
            para("Dengan hormat kami mengundang Saudara untuk hadir pada rapat yang akan dilaksanakan pada:"),
            identity(when, label=35),
            para("", "JarakJudul"),
            para("dengan susunan acara:"),
            *points("agenda"),
            para("Atas perhatian dan kehadiran Saudara, kami ucapkan terima kasih.", "Penutup"),
            signatures(None, signer(["{{ penandatangan_jabatan }},"], "{{ penandatangan_nama }}", ["{{ penandatangan_pangkat }}", "NIP {{ penandatangan_nip }}"])),
            *copies(),
        ]
    )


def daftar_hadir() -> str:
    lines = [
        ("Acara", "{{ judul }}"),
        ("Hari, tanggal", "{{ tanggal_kegiatan }}"),
        ("Waktu", "{{ waktu }}"),
        ("Tempat", "{{ tempat }}"),
    ]
    widths = [10, 55, 50, 45]
    head = [para(text, "KepalaTabel") for text in ("No.", "Nama", "Jabatan/Instansi", "Tanda tangan")]
    start = [para("{%tr for b in baris %}", "IsiTabel"), *[para("", "IsiTabel")] * 3]
    hand = [para("{{ loop.index }}.", "NomorTabel"), *[para("", "BarisHadir")] * 3]
    end = [para("{%tr endfor %}", "IsiTabel"), *[para("", "IsiTabel")] * 3]
    rows = [row(head, widths, header=True), *(row(cells, widths) for cells in (start, hand, end))]
    leader = signer(["{{ pimpinan_jabatan }},"], "{{ pimpinan_nama }}", ["NIP {{ pimpinan_nip }}"])
    return title("DAFTAR HADIR") + identity(lines) + para("", "JarakJudul") + table(widths, rows, title="Daftar hadir") + signatures(None, leader)


def surat_keputusan() -> str:
    widths = [34, 5, 121]
    dictum = [
        [para("{%tr for b in isi_diktum %}", "Identitas"), *[para("", "Identitas")] * 2],
        [para("{{ loop.index | diktum }}", "Identitas"), para(":", "Identitas"), para("{{ b }}", "IsiNaskah")],
        [para("{%tr endfor %}", "Identitas"), *[para("", "Identitas")] * 2],
    ]
    decide = [para("Menetapkan", "Identitas"), para(":", "Identitas"), para("KEPUTUSAN {{ penandatangan_jabatan | kapital }} TENTANG {{ tentang | kapital }}.", "Identitas")]
    members = [("Nama", 60, "{{ b.nama }}"), ("Jabatan dinas", 50, "{{ b.jabatan }}"), ("Kedudukan dalam tim", 40, "{{ b.kedudukan }}")]
    attached = [("Lampiran", "Keputusan {{ penandatangan_jabatan }}"), ("Nomor", "{{ nomor }}"), ("Tanggal", "{{ tanggal_dokumen }}")]
    return "".join(
        [
            title("KEPUTUSAN {{ penandatangan_jabatan | kapital }}", "NOMOR {{ nomor }}", "TENTANG", "{{ tentang | kapital }}", "{{ penandatangan_jabatan | kapital }},"),
            clause("Menimbang", "menimbang", LETTERS),
            clause("Mengingat", "mengingat", NUMBERS),
            clause("Memperhatikan", "memperhatikan", NUMBERS),
            para("MEMUTUSKAN:", "Subtitle"),
            table(widths, [row(cells, widths) for cells in (decide, *dictum)], style="TabelPolos", title="Diktum"),
            head_signs("Ditetapkan di {{ tempat_penetapan }}", "pada tanggal {{ tanggal_dokumen }}"),
            *copies(),
            para("LAMPIRAN", "Heading1", before="<w:pageBreakBefore/>"),
            identity(attached, label=28),
            title("{{ judul_lampiran | kapital }}"),
            grid("anggota", members, title="Susunan tim"),
            head_signs("Ditetapkan di {{ tempat_penetapan }}", "pada tanggal {{ tanggal_dokumen }}"),
        ]
    )


def surat_perintah() -> str:
    person = [("Nama", "{{ o.nama }}"), ("Pangkat", "{{ o.pangkat }}"), ("NIP", "{{ o.nip }}"), ("Jabatan", "{{ o.jabatan }}")]
    widths = [34, 5, 9, 30, 5, 77]
    first = [para("{% if loop.first %}Kepada{% endif %}", "Identitas"), para("{% if loop.first %}:{% endif %}", "Identitas"), para("{{ loop.index }}.", "Identitas")]
    blank = [para("", "Identitas")] * 3
    lines = [
        row([*(first if number == 0 else blank), para(label, "Identitas"), para(":", "Identitas"), para(text, "Identitas")], widths)
        for number, (label, text) in enumerate(person)
    ]
    edge = [para("", "Identitas")] * 5
    people = [row([para("{%tr for o in penerima %}", "Identitas"), *edge], widths), *lines, row([para("{%tr endfor %}", "Identitas"), *edge], widths)]
    return "".join(
        [
            title("SURAT PERINTAH", "NOMOR {{ nomor }}", "TENTANG", "{{ tentang | kapital }}"),
            clause("Dasar", "dasar", NUMBERS),
            clause("Pertimbangan", "pertimbangan", LETTERS),
            para("DIPERINTAHKAN:", "Subtitle"),
            table(widths, people, style="TabelPolos", title="Penerima perintah"),
            clause("Untuk", "tugas", NUMBERS),
            head_signs("Dikeluarkan di {{ tempat_penetapan }}", "pada tanggal {{ tanggal_dokumen }}"),
            *copies(),
        ]
    )


def nota_dinas() -> str:
    lines = [
        ("Yth.", "{{ kepada }}"),
        ("Dari", "{{ pengirim }}"),
        ("Tanggal", "{{ tanggal_dokumen }}"),
        ("Sifat", "{{ sifat }}"),
        ("Lampiran", "{{ lampiran }}"),
        ("Hal", "{{ perihal }}"),
    ]
    columns = [("Uraian", 70, "{{ b.uraian }}"), ("Tertulis pada LKE", 40, "{{ b.tertulis }}"), ("Seharusnya", 40, "{{ b.seharusnya }}")]
    return "".join(
        [
            title("NOTA DINAS", "NOMOR {{ nomor }}"),
            identity(lines, label=28),
            para("", "KopGaris"),
            para("Sehubungan dengan lembar kerja evaluasi (LKE) butir {{ indikator }}, “{{ pertanyaan }}”, disampaikan hal berikut."),
            *points("isi"),
            para("{%p if rincian %}"),
            grid("rincian", columns, title="Rincian"),
            para("{%p endif %}"),
            para("Demikian untuk menjadi perhatian.", "Penutup"),
            signatures(None, signer(["{{ penandatangan_jabatan }},"], "{{ penandatangan_nama }}", ["{{ penandatangan_pangkat }}", "NIP {{ penandatangan_nip }}"])),
            *copies(),
        ]
    )


def laporan_kegiatan() -> str:
    when = [("Hari, tanggal", "{{ tanggal_kegiatan }}"), ("Waktu", "{{ waktu }}"), ("Tempat", "{{ tempat }}")]
    return "".join(
        [
            title("LAPORAN", "{{ judul | kapital }}", "NOMOR {{ nomor }}"),
            chapter("I. PENDAHULUAN", para("A. Latar belakang", "Heading2"), prose("latar_belakang"), para("B. Maksud dan tujuan", "Heading2"), prose("maksud_tujuan"), para("C. Dasar", "Heading2"), *points("dasar")),
            chapter("II. PELAKSANAAN", para("A. Waktu dan tempat", "Heading2"), identity(when), para("B. Peserta", "Heading2"), *points("peserta"), para("C. Jalannya kegiatan", "Heading2"), prose("pelaksanaan")),
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
    reached = [("Uraian", 55, "{{ b.uraian }}"), ("Target", 25, "{{ b.target }}"), ("Realisasi", 25, "{{ b.realisasi }}"), ("Keterangan", 45, "{{ b.keterangan }}")]
    lines = [("Butir LKE", "{{ indikator }}"), ("Pernyataan", "{{ pertanyaan }}"), ("Periode", "{{ periode }}"), ("Yang dipantau", "{{ ruang_lingkup }}")]
    return "".join(
        [
            title("LAPORAN", "{{ judul | kapital }}", "PERIODE {{ periode | kapital }}", "NOMOR {{ nomor }}"),
            identity(lines),
            chapter("I. PENDAHULUAN", para("A. Latar belakang", "Heading2"), prose("latar_belakang"), para("B. Dasar", "Heading2"), *points("dasar"), para("C. Cara pemantauan", "Heading2"), prose("metode")),
            chapter("II. CAPAIAN", grid("capaian", reached, title="Capaian")),
            chapter("III. HASIL PEMANTAUAN DAN EVALUASI", para("A. Hasil", "Heading2"), *points("hasil"), para("B. Kendala", "Heading2"), *points("kendala"), para("C. Simpulan", "Heading2"), *points("simpulan")),
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
    lines = [("Butir LKE", "{{ indikator }}"), ("Pernyataan", "{{ pertanyaan }}"), ("Periode", "{{ periode }}")]
    return "".join(
        [
            title("LAPORAN TINDAK LANJUT", "{{ judul | kapital }}", "NOMOR {{ nomor }}"),
            identity(lines),
            chapter("I. YANG DITINDAKLANJUTI", *points("temuan_asal")),
            chapter("II. TINDAK LANJUT", grid("tindak_lanjut", done, title="Tindak lanjut")),
            chapter("III. HASIL", *points("hasil")),
            chapter("IV. KENDALA", *points("kendala")),
            chapter("V. SIMPULAN", *points("simpulan")),
            head_signs(),
        ]
    )


def berita_acara() -> str:
    side = [("Nama", "{{ o.nama }}"), ("NIP", "{{ o.nip }}"), ("Jabatan", "{{ o.jabatan }}"), ("Selanjutnya disebut", "{{ o.sebutan }}")]
    widths = [9, 46, 5, 100]
    lines = [
        row([para("{{ loop.index }}." if number == 0 else "", "Identitas"), para(label, "Identitas"), para(":", "Identitas"), para(text, "Identitas")], widths)
        for number, (label, text) in enumerate(side)
    ]
    edge = [para("", "Identitas")] * 3
    sides = [row([para("{%tr for o in pihak %}", "Identitas"), *edge], widths), *lines, row([para("{%tr endfor %}", "Identitas"), *edge], widths)]
    sign = [("Nama", 70, "{{ b.nama }}"), ("Sebutan", 40, "{{ b.sebutan }}"), ("Tanda tangan", 40, "")]
    watch = [("Nama", 70, "{{ b.nama }}"), ("Jabatan", 40, "{{ b.jabatan }}"), ("Tanda tangan", 40, "")]
    return "".join(
        [
            title("BERITA ACARA", "{{ judul | kapital }}", "NOMOR {{ nomor }}"),
            para("Pada hari ini, {{ tanggal_kegiatan }}, bertempat di {{ tempat }}, kami yang bertanda tangan di bawah ini:"),
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
    first = [("Sasaran", 65, "{{ b.sasaran }}"), ("Ukuran", 50, "{{ b.ukuran }}"), ("Target", 35, "{{ b.target }}")]
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
            chapter("V. PEMANTAUAN", prose("pemantauan")),
            head_signs(),
        ]
    )


def surat_keterangan() -> str:
    lines = [("Butir LKE", "{{ indikator }}"), ("Pernyataan", "{{ pertanyaan }}"), ("Dokumen", "{{ dokumen }}"), ("Periode", "{{ periode }}")]
    return "".join(
        [
            title("SURAT KETERANGAN", "NOMOR {{ nomor }}"),
            para("Yang bertanda tangan di bawah ini, {{ penandatangan_jabatan }}, menerangkan bahwa dokumen berikut tidak ada:"),
            identity(lines),
            chapter("A. Dokumen yang ada menurut LKE", *points("yang_ada")),
            chapter("B. Alasan", *points("alasan")),
            chapter("C. Yang akan dilakukan", followup("perbaikan")),
            para("Keterangan ini dibuat dengan sebenarnya dan tidak menggantikan dokumen yang tidak ada tersebut.", "Penutup"),
            head_signs(),
        ]
    )


def daftar_draf() -> str:
    columns = [
        ("Indikator", 20, "{{ b.indikator }}"),
        ("Periode", 24, "{{ b.periode }}"),
        ("Masalah", 40, "{{ b.masalah }}"),
        ("Keadaan", 24, "{{ b.keadaan }}"),
        ("Berkas", 28, "{{ b.berkas }}"),
        ("Isian terbuka", 14, "{{ b.terbuka }}"),
    ]
    return "".join(
        [
            title("DAFTAR DRAF", "dari {{ sumber_lke }}"),
            para("Setiap draf di bawah ini belum disahkan dan bukan bukti dukung. Bukalah satu per satu, isi yang bertanda kuning, lalu jalankan “lke-docs finalize”."),
            grid("draf", columns, title="Daftar draf"),
        ]
    )


BODIES = {
    "notula": notula,
    "undangan": undangan,
    "daftar_hadir": daftar_hadir,
    "surat_keputusan": surat_keputusan,
    "surat_perintah": surat_perintah,
    "nota_dinas": nota_dinas,
    "laporan_kegiatan": laporan_kegiatan,
    "laporan_monev_bulanan": laporan_monev,
    "laporan_monev_triwulan": laporan_monev,
    "laporan_tindak_lanjut": laporan_tindak_lanjut,
    "berita_acara": berita_acara,
    "rencana_kerja": rencana_kerja,
    "surat_keterangan": surat_keterangan,
    "daftar_draf": daftar_draf,
}

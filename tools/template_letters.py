"""Bodies of the shipped letters and meeting papers. One function a template."""

from __future__ import annotations

from docx_source import para, row, table
from template_parts import (
    LETTERS,
    NUMBERS,
    PLACE_DATE,
    chapter,
    clause,
    copies,
    followup,
    grid,
    head_signs,
    identity,
    points,
    signatures,
    signer,
    title,
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
            chapter("F. Sumber Catatan", para("{{ catatan_sumber }}", "Penutup")),
            para("Lampiran: daftar hadir dan dokumentasi.", "Penutup"),
            signatures(left, right),
        ]
    )


def undangan() -> str:
    letter = [
        ("Nomor", "{{ nomor }}"),
        ("Sifat", "{{ sifat }}"),
        ("Lampiran", "{{ lampiran }}"),
        ("Hal", "Undangan {{ judul }}"),
    ]
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
            signatures(
                None,
                signer(
                    ["{{ penandatangan_jabatan }},"],
                    "{{ penandatangan_nama }}",
                    ["{{ penandatangan_pangkat }}", "NIP {{ penandatangan_nip }}"],
                ),
            ),
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
    return (
        title("DAFTAR HADIR")
        + identity(lines)
        + para("", "JarakJudul")
        + table(widths, rows, title="Daftar hadir")
        + signatures(None, leader)
    )


def surat_keputusan() -> str:
    widths = [34, 5, 121]
    dictum = [
        [para("{%tr for b in isi_diktum %}", "Identitas"), *[para("", "Identitas")] * 2],
        [
            para("{{ loop.index | diktum }}", "Identitas"),
            para(":", "Identitas"),
            para("{{ b }}", "IsiNaskah"),
        ],
        [para("{%tr endfor %}", "Identitas"), *[para("", "Identitas")] * 2],
    ]
    decide = [
        para("Menetapkan", "Identitas"),
        para(":", "Identitas"),
        para("KEPUTUSAN {{ penandatangan_jabatan | kapital }} TENTANG {{ tentang | kapital }}.", "Identitas"),
    ]
    members = [
        ("Nama", 60, "{{ b.nama }}"),
        ("Jabatan dinas", 50, "{{ b.jabatan }}"),
        ("Kedudukan dalam tim", 40, "{{ b.kedudukan }}"),
    ]
    attached = [
        ("Lampiran", "Keputusan {{ penandatangan_jabatan }}"),
        ("Nomor", "{{ nomor }}"),
        ("Tanggal", "{{ tanggal_dokumen }}"),
    ]
    return "".join(
        [
            title(
                "KEPUTUSAN {{ penandatangan_jabatan | kapital }}",
                "NOMOR {{ nomor }}",
                "TENTANG",
                "{{ tentang | kapital }}",
                "{{ penandatangan_jabatan | kapital }},",
            ),
            clause("Menimbang", "menimbang", LETTERS),
            clause("Mengingat", "mengingat", NUMBERS),
            clause("Memperhatikan", "memperhatikan", NUMBERS),
            para("MEMUTUSKAN:", "Subtitle"),
            table(
                widths,
                [row(cells, widths) for cells in (decide, *dictum)],
                style="TabelPolos",
                title="Diktum",
            ),
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
    person = [
        ("Nama", "{{ o.nama }}"),
        ("Pangkat", "{{ o.pangkat }}"),
        ("NIP", "{{ o.nip }}"),
        ("Jabatan", "{{ o.jabatan }}"),
    ]
    widths = [34, 5, 9, 30, 5, 77]
    first = [
        para("{% if loop.first %}Kepada{% endif %}", "Identitas"),
        para("{% if loop.first %}:{% endif %}", "Identitas"),
        para("{{ loop.index }}.", "Identitas"),
    ]
    blank = [para("", "Identitas")] * 3
    lines = [
        row(
            [
                *(first if number == 0 else blank),
                para(label, "Identitas"),
                para(":", "Identitas"),
                para(text, "Identitas"),
            ],
            widths,
        )
        for number, (label, text) in enumerate(person)
    ]
    edge = [para("", "Identitas")] * 5
    people = [
        row([para("{%tr for o in penerima %}", "Identitas"), *edge], widths),
        *lines,
        row([para("{%tr endfor %}", "Identitas"), *edge], widths),
    ]
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
    columns = [
        ("Uraian", 70, "{{ b.uraian }}"),
        ("Tertulis pada LKE", 40, "{{ b.tertulis }}"),
        ("Seharusnya", 40, "{{ b.seharusnya }}"),
    ]
    return "".join(
        [
            title("NOTA DINAS", "NOMOR {{ nomor }}"),
            identity(lines, label=28),
            para("", "KopGaris"),
            para(
                "Sehubungan dengan lembar kerja evaluasi (LKE) butir {{ indikator }}, “{{ pertanyaan }}”, disampaikan hal berikut."
            ),
            *points("isi"),
            para("{%p if rincian %}"),
            grid("rincian", columns, title="Rincian"),
            para("", "JarakJudul"),
            para("{%p endif %}"),
            para("Demikian untuk menjadi perhatian.", "Penutup"),
            signatures(
                None,
                signer(
                    ["{{ penandatangan_jabatan }},"],
                    "{{ penandatangan_nama }}",
                    ["{{ penandatangan_pangkat }}", "NIP {{ penandatangan_nip }}"],
                ),
            ),
            *copies(),
        ]
    )

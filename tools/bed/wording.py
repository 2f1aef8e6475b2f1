"""What stands in the documents: sentences with gaps, so that two meetings of one series say different things."""

from __future__ import annotations

import random

SECTIONS = ("Subbagian Umum", "Subbagian Kepegawaian", "Subbagian Keuangan", "Seksi Pelayanan", "Seksi Pengawasan",
            "Subbagian Perencanaan", "Seksi Informasi", "Subbagian Tata Laksana")  # fmt: skip
_TALK = (
    "{p} menyampaikan bahwa {n} dari {m} kegiatan {t} sudah selesai dan sisanya menunggu anggaran.",
    "{b} melaporkan {n} berkas belum lengkap; kekurangan dipenuhi paling lambat {k} hari kerja.",
    "Ruang layanan di lantai {k} perlu papan petunjuk baru, diusulkan oleh {p}.",
    "Data {t} pada aplikasi berbeda {n} baris dengan data manual; {b} mencocokkan ulang.",
    "{p} meminta agar capaian {n}% dinaikkan menjadi {m}% sebelum akhir semester.",
    "Kendala utama adalah jaringan yang terputus {k} kali dalam satu bulan.",
    "{b} mengusulkan penambahan {k} orang petugas untuk {t}.",
    "Terdapat {k} masukan dari kotak saran, seluruhnya tentang waktu tunggu di loket {n}.",
    "{p} menjelaskan hasil kunjungan ke {k} unit percontohan dan pelajaran yang dapat ditiru.",
    "Anggaran {t} terserap {n}%, terhambat revisi yang belum disetujui.",
    "Disepakati pembagian tugas: {b} menyiapkan bahan, {p} memeriksa kelengkapan.",
    "Pegawai yang belum mengisi laporan bulanan berjumlah {k} orang dan akan ditegur secara lisan.",
    "{b} menyusun jadwal piket baru untuk {k} loket.",
    "Komputer nomor {n} rusak sehingga {b} memakai perangkat cadangan.",
    "{p} mengingatkan larangan menerima pemberian dari pengguna layanan.",
    "Rekapitulasi {t} dikirim setiap tanggal {k} kepada {b}.",
    "Tindak lanjut rapat sebelumnya selesai {k} dari {n} butir.",
    "{b} diminta memasang maklumat di {k} titik yang mudah dilihat.",
    "Evaluasi atas {n} responden menunjukkan unsur waktu pelayanan masih paling rendah.",
    "{p} mengusulkan lomba kebersihan ruang kerja antarseksi dengan {k} penilai.",
    "Arsip tahun lalu sebanyak {n} boks dipindahkan ke ruang {k}.",
    "Formulir lama ditarik dan diganti dengan formulir baru sebanyak {n} lembar.",
)
_PLANS = ("Melengkapi {n} berkas {t}", "Menyusun bahan paparan {t}", "Memeriksa ulang {k} laporan",
          "Mengirim surat kepada {k} unit", "Memperbarui papan informasi", "Mencetak {n} lembar brosur",
          "Menghubungi {k} pengguna layanan", "Merapikan arsip {n} boks")  # fmt: skip
NAMES_OF_TASK = ("mengikuti kegiatan {t}", "menjadi narasumber {t}", "mendampingi pelaksanaan {t}")
LAWS = (
    "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara",
    "Peraturan Pemerintah Nomor 60 Tahun 2008 tentang Sistem Pengendalian Intern Pemerintah",
    "Peraturan Presiden Nomor 81 Tahun 2010 tentang Grand Design Reformasi Birokrasi 2010-2025",
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 90 Tahun 2021",
)


def filled(rng: random.Random, form: str, topic: str, people: tuple[str, ...]) -> str:
    return form.format(
        t=topic.lower(), n=rng.randint(11, 89), m=rng.randint(90, 120), k=rng.randint(2, 9), p=rng.choice(people),
        b=rng.choice(SECTIONS),
    )  # fmt: skip


def talk(rng: random.Random, topic: str, people: tuple[str, ...], count: int = 6) -> tuple[str, ...]:
    """What was said at a meeting."""
    return tuple(filled(rng, form, topic, people) for form in rng.sample(_TALK, count))


def plans(rng: random.Random, topic: str, people: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """What is to be done, by whom, until when."""
    return tuple(
        (filled(rng, form, topic, people), rng.choice(SECTIONS), f"{rng.randint(1, 4)} minggu")
        for form in rng.sample(_PLANS, 3)
    )


def in_words(number: int) -> str:
    """A number below three thousand in words, as minutes spell the day and the year."""
    ones = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
    if number < 12:
        return ones[number]
    if number < 20:
        return f"{ones[number - 10]} belas"
    for step, word in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= step:
            lead = ones[number // step]
            head = f"se{word}" if lead == "satu" and step > 10 else f"{lead} {word}"
            return f"{head} {in_words(number % step)}".strip()
    return ""

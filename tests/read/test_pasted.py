"""Text pasted without a table: a line that is no question, answer or heading is evidence, whatever words it holds."""

from __future__ import annotations

import os
import random
import textwrap

import pytest

from lke_docs.model import Sheet
from lke_docs.read import read_bytes
from tests.read.kinds import FORM, OLD, items

SEEDS = 300 if os.environ.get("LKE_LONG") else 20

TEAM = "a. Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas"
CHOICE = "b. Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas"
CODED = """Instansi : BADAN CONTOH
Satuan/Unit Kerja : LOKA UJI CONTOH
Area/ Indikator/ Pernyataan
Metadata
Nilai
Bukti Dukung
a. Apakah unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas? A.1.1.A
YA
SK Tim
{between}
Notula rapat 5 Mei 2025
b. Apakah penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas? A.1.1.B
A
Laporan seleksi
NILAI TOTAL PENGUNGKIT 52,10
Dicetak pada 5 Juli 2025
"""


def pasted(*lines: str) -> Sheet:
    head = ("LKE ZONA INTEGRITAS", "Satuan Kerja : LOKA UJI CONTOH", "Penilaian Jawaban Bukti Dukung")
    return read_bytes("\n".join([*head, *lines]).encode(), "tempel.txt")


@pytest.mark.parametrize(
    "line",
    [
        "Notula rapat penerapan pengendalian gratifikasi 5 Mei 2025",
        "SK pengaduan masyarakat Nomor 3/LUC/2025",
        "Laporan penerapan keterbukaan informasi publik triwulan II",
        "Tangkapan layar tindak lanjut pengaduan masyarakat",
        "pengaduan masyarakat",
        "Pengaduan Masyarakat",
        "keterbukaan informasi publik Nomor 7/LUC/2025 yang ditetapkan 4 Juli 2025; Undangan",
        "Pengaduan masyarakat: nihil",
        "Leaflet Sistem Informasi Kepegawaian",
        "1. Rekap pengaduan masyarakat",
        "1. Leaflet Sistem Informasi Kepegawaian",
        "a. Standar Pelayanan",
        "- Pengendalian Gratifikasi",
        "- Notula rapat tanggal 5 Mei 2025",
        "MAKLUMAT STANDAR PELAYANAN",
        "PENGUATAN PENGAWASAN",
        "Laporan monitoring dan evaluasi penanganan pengaduan masyarakat",
        "a. Rapat monitoring dan evaluasi penanganan pengaduan masyarakat",
        "Monitoring dan evaluasi penanganan pengaduan masyarakat triwulan II tahun 2025",
        "monitoring dan evaluasi penanganan pengaduan masyarakat",
        "2. Laporan monev penanganan dumas semester 1",
        "Jumlah pengaduan masyarakat 25 orang",
        "Foto: sosialisasi standar pelayanan",
        "Catatan rapat pengaduan masyarakat: hadir 12 orang",
        "Tahun 2025",
        "Tautan",
    ],
)
def test_evidence_with_the_words_of_a_heading_or_question_stays(line: str) -> None:
    first, second = pasted("i. Penyusunan Tim Kerja", TEAM, "Ya", "SK Tim", line, "Foto", CHOICE, "A", "Notula").rows

    assert (first.evidence, second.evidence) == (f"SK Tim\n{line}", "Notula") or (
        first.evidence == f"SK Tim\n{line}\nFoto" and second.evidence == "Notula"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "ii. Pengaduan Masyarakat",
        "iii. Keterbukaan Informasi Publik (KIP)",
        "2. PENATAAN TATALAKSANA (5)",
        "3. PENATAAN SISTEM MANAJEMEN SDM APARATUR 0,5 100%",
        "A 3. PENATAAN SISTEM MANAJEMEN SDM",
        "PENGUATAN PENGAWASAN",
        "Area Perubahan II: Penataan Tatalaksana",
        "ii. Pengendalian Gratifikas",
        "ii. Penerapan Sistem Pengendalian Intern\nPemerintah (SPIP)",
        "I. PEMENUHAN 30",
    ],
)
def test_heading_is_no_evidence(heading: str) -> None:
    first, second = pasted(TEAM, "Ya", "SK Tim", *heading.split("\n"), CHOICE, "A", "Notula").rows

    assert (first.evidence, second.evidence) == ("SK Tim", "Notula")


@pytest.mark.parametrize(
    ("lines", "evidence"),
    [
        (("", "Penyusunan Tim Kerja"), "SK Tim"),
        (("", "PENGUATAN PENGAWASAN", "Pengaduan Masyarakat"), "SK Tim"),
        (("Penyusunan Tim Kerja",), "SK Tim\nPenyusunan Tim Kerja"),
        (("", "Pengaduan Masyarakat", "Foto"), "SK Tim\nPengaduan Masyarakat\nFoto"),
        (("", "Leaflet Pengaduan Masyarakat"), "SK Tim\nLeaflet Pengaduan Masyarakat"),
    ],
)
def test_heading_that_lost_its_mark(lines: tuple[str, ...], evidence: str) -> None:
    assert [row.evidence for row in pasted(TEAM, "Ya", "SK Tim", *lines, CHOICE, "A", "Notula").rows] == [
        evidence, "Notula",
    ]  # fmt: skip


RUBRIC = (
    "a. Jika seluruh anggota Tim dipilih melalui prosedur",
    "yang jelas",
    "b. Jika sebagian",
    "c. Jika tidak di seleksi.",
)


@pytest.mark.parametrize(
    ("lines", "answer", "evidence"),
    [
        ((*RUBRIC, "A/B/C", "B", "Notula"), "B", "Notula"),
        (("Pilihan: A/B/C", "Kriteria:", *RUBRIC, "Jawaban: B", "Bukti: Notula"), "B", "Notula"),
        ((*RUBRIC, "Jawaban:", "Bukti: Notula"), "", "Notula"),
        ((*RUBRIC, "Notula"), "", "Notula"),
        (("b. Jika sebagian", "Jawaban: B", "Notula"), "B", "Notula"),
        (("Jawaban:", "b. Jika sebagian", "Notula"), "b", "Notula"),
        (("B", "Notula", "Kendala: tidak ada", "PIC: Budi"), "B", "Notula"),
        (("B", "Notula", "Saran:", "Lengkapi foto", "Bukti: Foto"), "B", "Notula\nFoto"),
        (("B", "Rencana aksi: Notula"), "B", "Rencana aksi: Notula"),
    ],
)
def test_what_the_form_prints_is_no_evidence(lines: tuple[str, ...], answer: str, evidence: str) -> None:
    third = "c. Terdapat mekanisme atau media untuk mensosialisasikan pembangunan WBK/WBBM"
    sheet = pasted(TEAM, "Ya, jika Tim telah dibentuk di dalam unit kerja.", "Ya", "SK Tim", CHOICE, *lines, third, "A")

    assert [(row.code, row.answer, row.evidence) for row in sheet.rows] == [
        ("A.I.1.i.a", "Ya", "SK Tim"), ("A.I.1.i.b", answer, evidence), ("A.I.1.ii.c", "A", ""),
    ]  # fmt: skip
    told = " ".join(line.text for line in (*sheet.header, *sheet.notices))
    assert all(word in told for line in lines if "Kendala" in line or "seleksi" in line for word in line.split())


def test_rubric_below_a_coded_question_is_no_evidence() -> None:
    sheet = read_bytes(
        CODED.format(between="Foto").replace("\nA\n", "\n".join(("", *RUBRIC, "A", ""))).encode(), "cetak.txt"
    )
    assert [(row.answer, row.evidence.split("\n")[0]) for row in sheet.rows] == [
        ("YA", "SK Tim"),
        ("A", "Laporan seleksi"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Jawaban: A", "Bukti dukung: Notula"),
        ("Jawaban : a", "Bukti Dukung : Notula"),
        ("Jawaban Unit: A", "Bukti Dukung Unit: Notula"),
        ("Jawaban", "A", "Bukti Dukung", "Notula"),
        ("Jawaban:", "A", "Bukti:", "Notula"),
        ("Jawaban A", "Eviden: Notula"),
        ("Jawab: (A)", "Keterangan: Notula"),
        ("JAWABAN = A", "DATA DUKUNG = Notula"),
        ("Jawaban: A Bukti dukung: Notula",),
        ("Jawaban: A. Notula",),
        ("Jawaban: A", "Bukti dukung: Notula", "Jawaban TPI: B", "Catatan TPI: Lengkapi"),
    ],
)
def test_label_of_the_answer_is_no_part_of_the_question(lines: tuple[str, ...]) -> None:
    for question in ([CHOICE], CHOICE.split(" melalui "), [CHOICE, ""]):
        row = pasted(TEAM, "Jawaban: Ya", *question, *lines).rows[1]

        assert row.question.split() == " ".join(question).split()[1:]
        assert (row.answer.upper(), row.evidence) == ("A", "Notula")
    assert pasted(TEAM, "Jawaban: Ya", f"{CHOICE} {lines[0]}", *lines[1:]).rows[1].question == CHOICE[3:]


@pytest.mark.parametrize("line", [f"{CHOICE}: A. Bukti: Notula", f"{CHOICE}? A; Notula", f"[A] {CHOICE}\nNotula"])
def test_answer_in_the_line_of_its_question(line: str) -> None:
    row = pasted(TEAM, "Jawaban: Ya", *line.split("\n")).rows[1]
    assert (row.question.rstrip("?"), row.answer, row.evidence) == (CHOICE[3:], "A", "Notula")


def test_titles_and_answers_with_tabs_make_no_table() -> None:
    """A browser parts the cells of its tables by tabs; the questions stand in lines of their own."""
    lines = ("Penilaian\tJawaban\tNilai\tKeterangan", TEAM, "YA\t1,00\tSK Tim", CHOICE, "A\t1,00\tNotula")
    sheet = read_bytes("\n".join(lines).encode(), "tempel.txt")

    assert [(row.answer, row.evidence) for row in sheet.rows] == [("YA", "SK Tim"), ("A", "Notula")]
    assert not sheet.unplaced


def test_unanswered_question_leaves_its_evidence_alone() -> None:
    rows = pasted(TEAM, "Jawaban:", "Bukti dukung: SK Tim Kelas A", CHOICE, "Notula kelas B", *"12345678").rows

    assert [(row.answer, row.evidence.split("\n")[0]) for row in rows] == [
        ("", "SK Tim Kelas A"),
        ("", "Notula kelas B"),
    ]
    assert [row.question for row in rows] == [TEAM[3:], CHOICE[3:]]
    assert rows[1].evidence.endswith("\n7\n8")


@pytest.mark.parametrize(("year", "code"), [("2020", "A.1.1.A"), ("2024", "A.I.1.i.a")])
def test_no_sheet_is_on_a_form_younger_than_its_year(year: str, code: str) -> None:
    """The questions are those of both forms."""
    sheet = pasted(
        f"Tahun : {year}",
        "1. MANAJEMEN PERUBAHAN",
        "1. Tim Kerja",
        "a. Apakah unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas?",
        "YA 1,00 SK Tim Kerja ZI",
        "b. Apakah penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas?",
        "A 1,00 Notula rapat pemilihan tim",
        "2. Rencana Pembangunan Zona Integritas",
        "a. Apakah terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM?",
        "YA 1,00 Rencana kerja ZI",
    )
    assert sheet.rows[0].code == code


@pytest.mark.parametrize(
    "lines",
    [
        ("Halaman 1",),
        ("Halaman 2 dari 9", "Penilaian Jawaban Bukti Dukung"),
        ("Hal. 3/12",),
        ("Page 2 of 9",),
        ("LKE ZONA INTEGRITAS", "Satuan Kerja : LOKA UJI CONTOH", "Penilaian Jawaban Bukti Dukung"),
        ("No Penilaian Bobot Jawaban Bukti Dukung",),
        ("Indikator Jawaban Unit Bukti Dukung Unit Jawaban TPI Catatan TPI",),
        ("Penilaian Jawaban", "Bukti Dukung"),
    ],
)
def test_page_in_the_midst_is_no_evidence(lines: tuple[str, ...]) -> None:
    sheet = pasted(TEAM, "Ya", "SK Tim tentang", *lines, "pengendalian gratifikasi", CHOICE, "A", "Notula")

    assert [row.evidence for row in sheet.rows] == ["SK Tim tentang\npengendalian gratifikasi", "Notula"]


@pytest.mark.parametrize(
    "between",
    [
        "Halaman 1 dari 9",
        "Area/ Indikator/ Pernyataan Metadata Nilai Bukti Dukung",
        "Dicetak pada tanggal 5 Juli 2025\nInstansi : BADAN CONTOH\nSatuan/Unit Kerja : LOKA UJI CONTOH\nBukti Dukung",
        "Satuan/Unit Kerja : LOKA UJI CONTOH\nNilai",
    ],
)
def test_coded_evidence_goes_on_behind_a_page(between: str) -> None:
    sheet = read_bytes(CODED.format(between=between).encode(), "cetak.txt")

    assert sheet.unplaced == ()
    assert [(row.answer, row.evidence) for row in sheet.rows] == [
        ("YA", "SK Tim\nNotula rapat 5 Mei 2025"),
        ("A", "Laporan seleksi"),
    ]


def test_coded_evidence_that_begins_as_the_foot_of_a_page_stays() -> None:
    said = "Nilai total survei kepuasan 3,52"
    rows = read_bytes(CODED.format(between=said).encode(), "cetak.txt").rows
    labelled = CODED.replace("YA\nSK", "Jawaban: YA\nBukti Dukung: SK").format(between=said)

    assert rows[0].evidence == f"SK Tim\n{said}\nNotula rapat 5 Mei 2025"
    assert [row[:3] for row in rows] == [row[:3] for row in read_bytes(labelled.encode(), "cetak.txt").rows]


def test_coded_paper_below_the_foot_is_told() -> None:
    sheet = read_bytes((CODED.format(between="Foto") + "Surat pengantar\nLantai 7").encode(), "cetak.txt")

    assert [line.text for line in sheet.unplaced] == ["Surat pengantar"]
    assert sheet.footer[-1].text == "Lantai 7"


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_line_of_evidence_is_lost(seed: int) -> None:
    """Papers on what headings and questions are about, listed, wrapped, cut by pages: each is told whole."""
    dice = random.Random(seed)
    lines, papers = _random_page(dice)
    sheet = read_bytes("\n".join(lines).encode(), "tempel.txt")
    told = _squeezed(" ".join([row.evidence for row in sheet.rows] + [line.text for line in sheet.unplaced]))

    assert [paper for paper in papers if _squeezed(paper) not in told] == []


def _random_page(dice: random.Random) -> tuple[list[str], list[str]]:
    """A page in one way of pasting, and the papers in it."""
    form, area = dice.choice(((FORM, "A.I.5."), (FORM, "A.I.6."), (OLD, "A.1."), (OLD, "A.2.")))
    of = [item for item in items(form, (area,)) if item.mark != "-"]
    topics = [item.text for item in of if not item.is_asked] + [
        "monitoring dan evaluasi penanganan pengaduan masyarakat"
    ]
    way, width = dice.choice(("label", "line", "one")), dice.choice((70, 90, 400))
    lines, papers = ["LKE ZONA INTEGRITAS", "Unit Kerja : LOKA UJI CONTOH"], []
    for item in of:
        lines += textwrap.wrap(f"{item.mark} {item.text}", width, break_on_hyphens=False)
        if not item.is_asked:
            continue
        own = [_paper(dice, topics) for _ in range(dice.randrange(3))]
        papers += own
        answer, first = {"label": (f"Jawaban: {item.answer}", "Bukti Dukung:"), "line": (item.answer, "")}.get(
            way, ("", "")
        )
        if way == "one":
            lines[-1] += f" {item.answer}"
        lines += [line for line in (answer, first if own else "") if line]
        lines += [line for text in own for line in textwrap.wrap(text, width, break_on_hyphens=False)]
        if dice.random() < 0.1:
            lines += ["Halaman 3", "Penilaian Jawaban Bukti Dukung"]
    return lines, papers


def _paper(dice: random.Random, topics: list[str]) -> str:
    mark = dice.choice(("", "", "1. ", "- ", "a. "))
    kind = dice.choice(
        ("Notula rapat", "SK Kepala", "Laporan", "Foto", "Leaflet", "Video", "Nota dinas perihal", "SOP")
    )
    end = dice.choice(("", " 5 Mei 2025", " Nomor 3/LUC/2025", " triwulan II", ": nihil", " (terlampir)"))
    topic = dice.choice(topics)
    return f"{mark}{kind} {dice.choice((topic, topic.lower()))}{end}"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def test_wrapped_questions_of_a_marked_page_are_whole() -> None:
    """Where hardly a question is known by its first line, marks begin them all the same."""
    text = """b. Penentuan anggota Tim dipilih melalui
prosedur/mekanisme yang jelas A Notula
ii. Rencana Pembangunan Zona Integritas
a. Terdapat dokumen rencana kerja pembangunan
Zona Integritas menuju WBK/WBBM Ya Dokumen rencana kerja pembangunan ZI
b. Prosedur operasional tetap
(SOP) telah diterapkan C Surat Edaran
c. Prosedur operasional tetap
(SOP) telah dievaluasi A Laporan evaluasi
"""
    rows = {row.code: (row.question, row.answer, row.evidence) for row in read_bytes(text.encode(), "uji.txt").rows}

    assert rows == {
        "A.I.1.i.b": ("Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas", "A", "Notula"),
        "A.I.1.ii.a": (
            "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM", "Ya",
            "Dokumen rencana kerja pembangunan ZI",
        ),
        "A.I.2.i.b": ("Prosedur operasional tetap (SOP) telah diterapkan", "C", "Surat Edaran"),
        "A.I.2.i.c": ("Prosedur operasional tetap (SOP) telah dievaluasi", "A", "Laporan evaluasi"),
    }  # fmt: skip

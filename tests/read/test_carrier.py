"""Text that came in a chat, a mail, a recognised print or cell by cell: what carried it is no part of the sheet."""

from __future__ import annotations

import pytest

from lke_docs.model import Sheet
from lke_docs.read import read_bytes
from tests.read.test_pasted import CHOICE, TEAM

HEAD = ("LKE ZONA INTEGRITAS", "Satuan Kerja : LOKA UJI CONTOH", "Tahun : 2024")
READ = {"A.I.1.i.a": ("Ya", "SK Tim Nomor 1/LUC/2024\nAplikasi SI-CONTOH"), "A.I.1.i.b": ("B", "Notula 5 Mei 2024")}


def read(*lines: str) -> Sheet:
    return read_bytes("\n".join(lines).encode(), "tempel.txt")


def rows(sheet: Sheet) -> dict[str, tuple[str, str]]:
    return {row.code: (row.answer, row.evidence) for row in sheet.rows}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("12/03/24 09.1{} - ", "12/03/24 09.2{} - "),
        ("[12/03/2024, 09.15.3{}] ", "\u200e[12/03/2024, 9:15:4{} PM] "),
        ("[09.1{}, 12/3/2024] ", "[21.1{}, 12/3/2024] "),
    ],
)
def test_messages_of_a_chat(first: str, second: str) -> None:
    sheet = read(
        f"{first.format(0)}Pesan dan panggilan terenkripsi secara end-to-end.",
        f"{first.format(1)}Rina: {HEAD[0]}", *HEAD[1:],
        f"{first.format(2)}Budi TU: *i. Penyusunan Tim Kerja*",
        f"{first.format(3)}Rina: {TEAM}", "*Jawaban:* Ya", "Bukti: SK Tim Nomor 1/LUC/2024",
        f"{first.format(4)}Rina: Aplikasi SI-CONTOH",
        f"{second.format(0)}Budi TU: mohon yang area 5 segera ya",
        f"{second.format(1)}Rina: {CHOICE}", "Jawaban: B", "Bukti: Notula 5 Mei 2024",
        f"{second.format(2)}Budi TU: <Media tidak disertakan>",
    )  # fmt: skip

    assert rows(sheet) == READ
    assert (sheet.unit, sheet.unplaced) == ("LOKA UJI CONTOH", ())
    assert [line.text.partition("Budi TU: ")[2] for line in sheet.header[-3:]] == [
        "", "mohon yang area 5 segera ya", "<Media tidak disertakan>",
    ]  # fmt: skip


def test_talk_that_names_a_paper_is_kept() -> None:
    sheet = read(
        f"12/03/24 09.10 - Rina: {TEAM}", "Jawaban: Ya", "12/03/24 09.11 - Rina: siap, SK Tim terlampir",
        f"12/03/24 09.12 - Rina: {CHOICE}", "Jawaban: B", "Bukti: Notula 5 Mei 2024",
    )  # fmt: skip
    assert rows(sheet)["A.I.1.i.a"] == ("Ya", "siap, SK Tim terlampir")


def test_hours_of_meetings_are_no_messages() -> None:
    days = [f"{day}/03/2024 09.00 - 10.00 Apel" for day in (4, 11, 18)]
    sheet = read(TEAM, "Jawaban: Ya", *days, CHOICE, "Jawaban: B", "Notula 5 Mei 2024")
    assert rows(sheet)["A.I.1.i.a"] == ("Ya", "\n".join(days))


@pytest.mark.parametrize(
    "lines",
    [
        ("*i. Penyusunan Tim Kerja*", TEAM, "*Jawaban:* Ya", "*Bukti:* SK Tim Nomor 1/LUC/2024", "Aplikasi _SI-CONTOH_",
         CHOICE, "*Jawaban: B*", "__Bukti__: Notula 5 Mei 2024"),
        ("## " + TEAM, "- **Jawaban:** Ya", "- **Bukti:** ~~SK lama~~ SK Tim Nomor 1/LUC/2024", "Aplikasi SI-CONTOH",
         "### " + CHOICE, "***Jawaban:*** Pilihan B", "Bukti: Notula 5 Mei 2024"),
        ("Kode: A.I.1.i.a", f"Pertanyaan: {TEAM}", "Jawaban: Ya", "Bukti: SK Tim Nomor 1/LUC/2024",
         "Aplikasi SI-CONTOH", "Kode: A.I.1.i.b", f"Pertanyaan: {CHOICE}", "Jawaban: B", "Bukti: Notula 5 Mei 2024"),
        ("A.I.1.i.a", "Pembentukan tim", "Jawaban: Ya", "SK Tim Nomor 1/LUC/2024", "Aplikasi SI-CONTOH",
         "A.I.1.i.b", "Pemilihan anggota", "Jawaban: B", "Notula 5 Mei 2024"),
        ("A.I.1.i.a Ya SK Tim Nomor 1/LUC/2024", "Aplikasi SI-CONTOH", "A.I.1.i.b - B - Notula 5 Mei 2024"),
        (TEAM, "A.I.1.i.a", "Jawaban: Ya", "SK Tim Nomor 1/LUC/2024", "Aplikasi SI-CONTOH",
         CHOICE, "Kode Indikator : A.I.1.i.b", "Jawaban: B", "Notula 5 Mei 2024"),
    ],
    ids=["stars", "markdown", "codes", "codes alone", "a line each", "codes below"],
)  # fmt: skip
def test_signs_and_codes_are_no_evidence(lines: tuple[str, ...]) -> None:
    sheet = read(*HEAD, *lines)

    assert rows(sheet) == READ
    struck = ["Teks yang dicoret tidak dibaca: “SK lama”."] if "~~" in str(lines) else []
    assert [it.text for it in sheet.notices if "kode indikator" not in it.text] == struck
    assert any("kode indikator" in it.text for it in sheet.notices) is ("A.I" not in str(lines))


def test_quoted_mail_and_its_closing() -> None:
    sheet = read(
        "Dari: tu@loka.example", "", "Yth. Ketua Tim,", "Menurut saya sudah bisa dikirim.", "",
        "Pada Rab, 11 Sep 2024 pukul 15.20, Tim ZI <zi@loka.example> menulis:",
        *(f"> {line}" for line in HEAD), ">",
        "> a. Unit kerja telah membentuk tim untuk melakukan pembangunan Zona", "> Integritas", ">> Jawaban: Ya",
        "> Bukti: SK Tim Nomor 1/LUC/2024", "> Aplikasi SI-CONTOH", ">", f"> {CHOICE}", "> Jawaban: B",
        "> Bukti: Notula 5 Mei 2024", ">", ">", "> Demikian, mohon arahan.", "> Tim ZI",
    )  # fmt: skip

    assert rows(sheet) == READ
    assert [line.text for line in sheet.header[-2:]] == ["Demikian, mohon arahan.", "Tim ZI"]


@pytest.mark.parametrize("first", ["Kota Seruni, 14 Juni 2024", "Mengetahui,"])
def test_who_signs_is_no_evidence(first: str) -> None:
    signed = (first, "Kepala Dinas Contoh,", "", "H. Wiranta Sasmaya", "NIP 19700101 199503 1 999")
    sheet = read(
        *HEAD, TEAM, "Ya", "SK Tim Nomor 1/LUC/2024", "Aplikasi SI-CONTOH", CHOICE, "B", "Notula 5 Mei 2024", *signed
    )
    assert rows(sheet)["A.I.1.i.b"][1].endswith("999")
    sheet = read(
        *HEAD,
        TEAM,
        "Ya",
        "SK Tim Nomor 1/LUC/2024",
        "Aplikasi SI-CONTOH",
        CHOICE,
        "B",
        READ["A.I.1.i.b"][1],
        "",
        *signed,
    )
    assert rows(sheet) == READ


@pytest.mark.parametrize("below", ["Terima kasih atas SK Tim", "SK Tim", "b. Catatan", "Bukti: terlampir"])
def test_closing_above_something_of_the_sheet_is_none(below: str) -> None:
    sheet = read(TEAM, "Jawaban: Ya", CHOICE, "Jawaban: B", "Notula 5 Mei 2024", "", "Demikian, mohon arahan.", below)
    assert "Demikian, mohon arahan." in rows(sheet)["A.I.1.i.b"][1]


def test_head_and_foot_of_recognised_pages() -> None:
    sheet = read(
        *HEAD, TEAM, "Jawaban: Ya", "Bukti: SK Tim Nomor 1/LUC/2024", "",
        "Ha1aman 1 dari 3", "LKE ZI Loka Uji Contoh Tahun 2024", "",
        "Aplikasi SI-CONTOH", "Halaman 2 dari 3", "LKE Zl Loka Uji Contoh Tahun 2024",
        CHOICE, "Jawaban: B", "Bukti: Notula 5 Mei 2024", "HALAMAN l dari 3",
    )  # fmt: skip

    assert rows(sheet) == READ
    assert [line.text for line in sheet.header if "aman" in line.text.casefold()] == [
        "Ha1aman 1 dari 3", "Halaman 2 dari 3", "HALAMAN l dari 3",
    ]  # fmt: skip


def test_evidence_beside_the_number_of_a_page_is_kept() -> None:
    sheet = read(
        TEAM,
        "Jawaban: Ya",
        "SK Tim Kerja",
        "Halaman 1 dari 2",
        CHOICE,
        "Jawaban: B",
        "SK Tim Kerja",
        "Halaman 2 dari 2",
    )
    assert [row.evidence for row in sheet.rows] == ["SK Tim Kerja", "SK Tim Kerja"]


def test_number_of_a_page_below_its_foot_lets_the_row_go_on() -> None:
    head = ("Instansi : Badan Contoh", "Satuan/Unit Kerja : Loka Uji Contoh", "Usulan : WBK")
    foot = ("LKE Online Loka Uji Contoh", "Halaman {} dari 3")
    pages = [
        (f"{TEAM}? A.1.1.A", "YA", "SK Tim"), ("Foto", f"{CHOICE}? A.1.1.B", "B", "Notula"), ("Laporan",),
    ]  # fmt: skip
    lines = [part.format(at) for at, page in enumerate(pages, 1) for part in (*head, *page, *foot)]
    assert [(row.answer, row.evidence) for row in read(*lines).rows] == [
        ("YA", "SK Tim\nFoto"),
        ("B", "Notula\nLaporan"),
    ]


def test_name_of_a_unit_above_coded_lines_ends_before_its_year() -> None:
    sheet = read(
        "Instansi : Badan Contoh", "Unit Kerja : Kantor Contoh Sari TAHUN 2024", f"{TEAM}? A.1.1.A", "YA", "SK Tim"
    )

    assert (sheet.unit, sheet.year and sheet.year.value) == ("Kantor Contoh Sari", 2024)


def test_cells_below_each_other() -> None:
    sheet = read(
        *HEAD, "", "No", "Penilaian", "Jawaban", "Bukti Dukung", "", "A.", "PENGUNGKIT", "", "I.", "PEMENUHAN", "",
        "1.", "MANAJEMEN PERUBAHAN", "", "i.", "Penyusunan Tim Kerja", "",
        "a.", TEAM[3:], "Ya", "SK Tim Nomor 1/LUC/2024", "Aplikasi SI-CONTOH", "",
        "b.", CHOICE[3:], "B", "Notula 5 Mei 2024", "", "2.", "PENATAAN TATALAKSANA",
    )  # fmt: skip

    assert rows(sheet) == READ
    assert [heading.code for heading in sheet.headings] == ["A", "A.I", "A.I.1", "A.I.1.i", "A.I.2"]
    assert (sheet.unplaced, sheet.rows[1].place.line) == ((), 28)

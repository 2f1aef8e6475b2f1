"""A document of the bed: what it is, and its blocks as an office would lay them out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from tools.bed.agency import DAYS, MONTHS, Office, Person, said_day
from tools.bed.paper import (
    HAND,
    PRINT,
    Block,
    Center,
    Fields,
    Gap,
    Grid,
    Items,
    Kop,
    Mark,
    NewPage,
    Para,
    Photos,
    Sign,
    Style,
)
from tools.bed.wording import LAWS, in_words

SLUGS = {"record": "berita_acara", "memo": "nota_dinas", "foto": "dokumentasi", "rencana": "rencana_kerja",
         "pk": "perjanjian_kinerja", "pakta": "pakta_integritas", "tangkapan": "tangkapan_layar", "daftar": "matriks",
         "masuk": "undangan"}  # fmt: skip


class Habit:
    """How this office words and lays out its papers; drawn once by seed."""

    def __init__(self, rng: random.Random) -> None:
        self.style = Style(
            font=rng.choice(("Times-Roman", "Helvetica", "Times-Roman")), size=rng.choice((11, 11.5, 12)),
            left=rng.choice((62, 70, 78)), top=rng.choice((36, 45, 54)), kop=rng.choice(("tengah", "kiri", "lambang")),
            label=rng.choice((75, 85, 100)), paper=rng.choice(((595.0, 842.0), (609.0, 935.0))),
        )  # fmt: skip
        self.minutes = rng.choice(("NOTULA RAPAT", "NOTULEN", "NOTULENSI RAPAT", "RISALAH RAPAT"))
        self.minutes_grid = rng.random() < 0.4
        self.roll = rng.choice(("DAFTAR HADIR", "DAFTAR HADIR RAPAT", "PRESENSI PESERTA", "ABSENSI RAPAT"))
        self.number = rng.choice(("NOMOR : {}", "NOMOR: {}", "Nomor : {}", "NOMOR {}"))
        self.decree = rng.choice(("KEPUTUSAN", "SURAT KEPUTUSAN"))
        self.letter_day_top = rng.random() < 0.5
        self.weekday = rng.choice((", ", " / ", " tanggal ", "/ "))
        self.set_at = rng.choice(("ditetapkan", "place", "glued"))
        self.order = rng.choice(("subject first", "number first"))
        self.spaced = rng.random() < 0.3  # "M E M U T U S K A N"
        self.addressee = rng.choice(("Yth. Bapak/Ibu Peserta Rapat", "Kepada Yth.", "Yth. Para Pejabat dan Pegawai"))
        self.electronic = rng.random() < 0.5  # digital papers are signed electronically
        self.covered = rng.random() < 0.5  # reports have a cover


@dataclass(eq=False)
class Doc:
    """One document; `day` is the one it gives itself, `event` that of its meeting."""

    kind: str
    subject: str
    office: Office
    day: date
    number: str = ""
    serial: str = ""
    event: date | None = None
    period: str = ""
    said: tuple[str, ...] = ()
    todo: tuple[tuple[str, str, str], ...] = ()
    who: tuple[Person, ...] = ()
    code: str = ""
    form: str = "pdf"  # pdf | docx | scan | layer | xlsx | jpg | png
    quality: str = ""
    hand: tuple[str, ...] = ()
    stamp: tuple[str, date] | None = None
    parts: tuple[Doc, ...] = ()
    images: tuple[bytes, ...] = ()
    path: str = ""
    flaw: str = ""  # the planted fault that this document shows in itself
    annex_day: date | None = None
    raw: bytes = b""
    names: dict[str, str] = field(default_factory=dict)  # wording of its claim, drawn once

    @property
    def slug(self) -> str:
        return self.office.agency.task if self.kind == "task" else SLUGS.get(self.kind, self.kind)

    @property
    def written_number(self) -> str:
        if "serial" in self.hand and self.serial:
            return self.number.replace(self.serial, f"{HAND}{self.serial}{PRINT}", 1)
        return self.number

    def written_day(self, *, weekday: bool = False, mark: str = ", ") -> str:
        text = said_day(self.day, weekday=weekday, mark=mark)
        if "day" in self.hand:
            lead, _, rest = text.partition(f"{self.day.day} ")
            return f"{lead}{HAND}{self.day.day}{PRINT} {rest}"
        return text


def kop(doc: Doc) -> Kop:
    office = doc.office
    head = tuple(line.replace("{TOWN}", office.town.upper()) for line in office.agency.head)
    return Kop((*head, office.name.upper()), office.address)


def sign(doc: Doc, *, place: bool = True, left: tuple[str, str] | None = None, who: Person | None = None) -> Block:
    """The block of the signer; a decree that lacks it, or its day, is a fault."""
    person = who or doc.office.people[0]
    lines = (f"{doc.office.town}, {doc.written_day()}",) if place and doc.flaw != "no_date" else ()
    return Sign((*lines, f"{doc.office.agency.leader},", *electronic(doc)), person.name, person.nip, left)


def electronic(doc: Doc) -> tuple[str, ...]:
    return ("Ditandatangani secara elektronik oleh:",) if doc.names.get("electronic") else ()


def earlier(doc: Doc) -> str:
    """A letter that this one rests on: a number and a day that are not its own."""
    rng = random.Random(f"earlier {doc.number} {doc.subject}")
    day = doc.day - timedelta(days=rng.randint(4, 60))
    number = doc.office.number("letter", str(rng.randint(700, 990)), day)
    return f"Surat {doc.office.leader} Nomor {number} tanggal {said_day(day)} hal {doc.subject};"


def decree(doc: Doc, habit: Habit) -> list[Block]:
    leader = doc.office.leader.upper()
    blocks: list[Block] = [kop(doc), Center(f"{habit.decree} {leader}"), Center(habit.number.format(doc.written_number)),
                           Gap(6), Center("TENTANG"), Center(doc.subject.upper()), Gap(6), Center(f"{leader},"), Gap(6)]  # fmt: skip
    blocks += [
        Items(
            (("a.", f"bahwa dalam rangka {doc.subject.lower()} perlu kejelasan tugas dan tanggung jawab;"),
             ("b.", f"bahwa berdasarkan pertimbangan huruf a perlu menetapkan keputusan tentang {doc.subject};")),
            "Menimbang"),
        Items(tuple((f"{k}.", f"{law};") for k, law in enumerate(LAWS, 1)), "Mengingat"),
        *([Items((("", earlier(doc)),), "Memperhatikan")] if len(doc.subject) % 2 else []),
        Center("M E M U T U S K A N :" if habit.spaced else "MEMUTUSKAN:"),
        Items((("", f"KEPUTUSAN {leader} TENTANG {doc.subject.upper()}."),), "Menetapkan"),
        Items((("", f"Menetapkan nama sebagaimana lampiran keputusan ini untuk {doc.subject.lower()}."),), "KESATU"),
        Items((("", "Tugas sebagaimana diktum KESATU dilaporkan kepada pimpinan setiap triwulan."),), "KEDUA"),
        Items((("", "Keputusan ini berlaku sejak tanggal ditetapkan."),), "KETIGA"),
    ]  # fmt: skip
    blocks.append(_set_at(doc, habit))
    annex = doc.annex_day or doc.day
    blocks += [
        NewPage(), Para(f"LAMPIRAN KEPUTUSAN {leader}", 220), Para(f"NOMOR : {doc.number}", 220),
        Para(f"TANGGAL : {said_day(annex)}", 220) if doc.flaw != "no_date" else Gap(),
        Gap(), Center(f"SUSUNAN {doc.subject.upper()}"), Gap(6), _names(doc),
    ]  # fmt: skip
    return blocks


def _set_at(doc: Doc, habit: Habit) -> Block:
    day = "" if doc.flaw == "no_date" else doc.written_day()
    shapes = {
        "ditetapkan": (f"Ditetapkan di {doc.office.town}", f"pada tanggal {day}"),
        "glued": (f"Ditetapkan di  : {doc.office.town}", f"Pada tanggal   : {day}"),
        "place": (f"{doc.office.town}, {day}",),
    }
    lines = shapes[habit.set_at] if day else (f"Ditetapkan di {doc.office.town}",)
    if doc.flaw == "no_signature":
        return Para("  ".join(lines), 200)
    person = doc.office.people[0]
    return Sign((*lines, f"{doc.office.agency.leader.upper()},", *electronic(doc)), person.name, person.nip)


def _names(doc: Doc) -> Block:
    rows = [("No", "Nama", "Jabatan dalam Tim"), *(
        (str(k), person.name, "Ketua" if k == 1 else "Sekretaris" if k == 2 else "Anggota")
        for k, person in enumerate(doc.who, 1))]  # fmt: skip
    return Grid(tuple(rows), (1, 6, 5))


def order(doc: Doc, habit: Habit) -> list[Block]:
    """Surat tugas, or surat perintah."""
    title = "SURAT PERINTAH" if doc.slug == "surat_perintah" else "SURAT TUGAS"
    return [
        kop(doc), Center(title, underline=True), Center(habit.number.format(doc.written_number)), Gap(),
        Items((("a.", f"bahwa untuk {doc.subject.lower()} perlu menugaskan pegawai;"),
               ("b.", "bahwa pegawai yang namanya tersebut dipandang mampu;")), "Menimbang"),
        Items((("1.", f"{LAWS[0]};"), ("2.", earlier(doc)), ("3.", "DIPA tahun berjalan.")), "Dasar"),
        Center("MEMERINTAHKAN" if doc.slug == "surat_perintah" else "Memberi Tugas"),
        Items(tuple((f"{k}.", f"{p.name}, NIP {p.nip}") for k, p in enumerate(doc.who[:3], 1)), "Kepada"),
        Items((("1.", f"Melaksanakan {doc.subject.lower()}{_when(doc)};"),
               ("2.", "Melaporkan hasilnya secara tertulis."), ("3.", "Melaksanakan tugas dengan tanggung jawab.")),
              "Untuk"),
        sign(doc),
    ]  # fmt: skip


def _when(doc: Doc) -> str:
    return f" pada tanggal {said_day(doc.event)}" if doc.event else ""


def invitation(doc: Doc, habit: Habit) -> list[Block]:
    place_day = f"{doc.office.town}, {doc.written_day()}"
    event = doc.event or doc.day
    blocks: list[Block] = [
        kop(doc),
        Fields((("Nomor", doc.written_number), ("Sifat", "Biasa"), ("Lampiran", "-"),
                ("Hal", f"Undangan Rapat {doc.subject}")), place_day if habit.letter_day_top else ""),
        Para(habit.addressee), Para("di tempat"), Gap(),
        Para(f"Sehubungan dengan {doc.subject.lower()}, bersama ini kami mengundang Bapak/Ibu untuk hadir pada:"),
        Fields((("Hari/Tanggal", said_day(event, weekday=True, mark=habit.weekday)), ("Pukul", "09.00 s.d. selesai"),
                ("Tempat", "Ruang Rapat"), ("Acara", f"Rapat {doc.subject}"))),
        Para("Demikian undangan ini kami sampaikan, atas kehadirannya diucapkan terima kasih."),
    ]  # fmt: skip
    return [*blocks, sign(doc, place=not habit.letter_day_top)]


def roll(doc: Doc, habit: Habit) -> list[Block]:
    """The list of those present; empty where nobody came."""
    empty = doc.flaw == "empty_form"
    event = said_day(doc.event or doc.day, weekday=True, mark=habit.weekday)
    rows: list[tuple[str, ...]] = [("No", "Nama", "Jabatan", "Tanda Tangan")]
    for k in range(1, 15 if empty else len(doc.who) + 1):
        person = doc.who[k - 1] if not empty else None
        rows.append((str(k), person.name if person else "", "Anggota" if person else "", f"{k}." if person else ""))
    fields = Fields((("Hari/Tanggal", "" if empty else event), ("Tempat", "" if empty else "Ruang Rapat"),
                     ("Acara", f"Rapat {doc.subject}")))  # fmt: skip
    return [kop(doc), Center(habit.roll), Gap(), fields, Grid(tuple(rows), (1, 6, 4, 4), 22, signed=not empty)]


def minutes(doc: Doc, habit: Habit) -> list[Block]:
    day = doc.written_day(weekday=True, mark=habit.weekday)
    title = f"Rapat {doc.subject}" + (f" Bulan {doc.period}" if doc.period else "")
    heads = (("Hari/Tanggal", day), ("Waktu", "09.00 s.d. 11.30"), ("Tempat", "Ruang Rapat"), ("Acara", title),
             ("Pimpinan Rapat", doc.office.people[0].name), ("Notulis", doc.office.people[3].name),
             ("Peserta", "daftar hadir terlampir"))  # fmt: skip
    blocks: list[Block] = [kop(doc), Center(habit.minutes), Center(title.upper()), Gap()]
    if doc.flaw == "draft":
        blocks.insert(0, Mark("DRAF"))
    if doc.flaw == "open_form":
        heads = (("Hari/Tanggal", day), ("Waktu", "............"), ("Tempat", "[ISI: tempat rapat]"), *heads[3:])
    said = () if doc.flaw == "empty_form" else doc.said
    if doc.flaw == "empty_form":
        heads = tuple((label, "" if label != "Acara" else value) for label, value in heads)
    blocks.append(Grid(heads, (3, 9)) if habit.minutes_grid else Fields(heads))
    blocks += [Para("Hasil rapat:", bold=True), Items(tuple((f"{k}.", text) for k, text in enumerate(said, 1)) or (("1.", ""), ("2.", ""), ("3.", "")))]  # fmt: skip
    todo = () if doc.flaw == "empty_form" else doc.todo
    rows = (
        ("No", "Tindak Lanjut", "Penanggung Jawab", "Batas Waktu"),
        *((str(k), *row) for k, row in enumerate(todo, 1)),
    )
    blocks.append(Grid(rows if todo else (*rows, ("1", "", "", ""), ("2", "", "", "")), (1, 6, 4, 3)))
    if doc.flaw == "empty_form":
        return [*blocks, Sign(("Pimpinan Rapat,",), "(..............................)", "", inked=False)]
    return [*blocks, Sign(("Pimpinan Rapat,",), doc.office.people[0].name, doc.office.people[0].nip,
                          ("Notulis,", doc.office.people[3].name))]  # fmt: skip


def report(doc: Doc, habit: Habit) -> list[Block]:
    title = f"LAPORAN {doc.subject}{f' {doc.period}' if doc.period else ''}".upper()
    blocks: list[Block] = [kop(doc), Center(title)]
    if habit.covered and len(doc.said[0]) % 2:
        blocks = [
            Gap(160),
            Center(title),
            Gap(200),
            Center(doc.office.name.upper()),
            Center(str(doc.day.year)),
            NewPage(),
            *blocks,
        ]
    if doc.number:
        blocks.append(Center(habit.number.format(doc.written_number)))
    if doc.flaw == "draft":
        blocks.insert(0, Mark("KONSEP"))
    open_value = "[ISI: jumlah]" if doc.flaw == "open_form" else "tersebut"
    blocks += [
        Gap(), Para("I. PENDAHULUAN", bold=True),
        Para(f"Laporan ini memuat pelaksanaan {doc.subject.lower()}{f' {doc.period}' if doc.period else ''} pada {doc.office.name} dengan sasaran {open_value}."),
        Para("II. PELAKSANAAN", bold=True), *(Para(text, 12) for text in doc.said),
        Para("III. TINDAK LANJUT", bold=True),
        Grid((("No", "Uraian", "Penanggung Jawab", "Waktu"), *((str(k), *row) for k, row in enumerate(doc.todo, 1))), (1, 6, 4, 3)),
        Para("IV. PENUTUP", bold=True), Para("Demikian laporan ini dibuat untuk dipergunakan sebagaimana mestinya."),
        sign(doc),
    ]  # fmt: skip
    return blocks


def record(doc: Doc, habit: Habit) -> list[Block]:
    """Berita acara: the day in words."""
    day = doc.day
    opening = (f"Pada hari ini {DAYS[day.weekday()]} tanggal {in_words(day.day)} bulan {MONTHS[day.month - 1]} tahun "
               f"{in_words(day.year)} ({day.day:02d}-{day.month:02d}-{day.year}), bertempat di {doc.office.name}, "
               f"telah dilaksanakan {doc.subject.lower()} dengan hasil sebagai berikut:")  # fmt: skip
    return [
        kop(doc), Center("BERITA ACARA"), Center(doc.subject.upper()), Center(habit.number.format(doc.written_number)),
        Gap(), Para(opening), Items(tuple((f"{k}.", text) for k, text in enumerate(doc.said, 1))),
        Para("Demikian berita acara ini dibuat dengan sebenarnya."),
        sign(doc, place=False, left=("Saksi,", doc.office.people[4].name)),
    ]  # fmt: skip


def memo(doc: Doc, habit: Habit) -> list[Block]:
    rows = [("Yth.", doc.office.leader), ("Dari", doc.who[0].name), ("Tanggal", doc.written_day()), ("Sifat", "Biasa"),
            ("Hal", doc.subject)]  # fmt: skip
    title: list[Block] = [Center("NOTA DINAS", underline=habit.order == "number first")]
    if habit.order == "number first":
        title.append(Center(habit.number.format(doc.written_number)))
    else:
        rows.insert(2, ("Nomor", doc.written_number))
    return [
        kop(doc), *title, Gap(), Fields(tuple(rows)),
        Para(f"Bersama ini disampaikan {doc.subject.lower()} dengan penjelasan:"),
        Items(tuple((f"{k}.", text) for k, text in enumerate(doc.said[:4], 1))), Para("Mohon arahan lebih lanjut."),
        Sign((), doc.who[0].name, doc.who[0].nip),
    ]  # fmt: skip


def procedure(doc: Doc, habit: Habit) -> list[Block]:
    rows = (("Nomor SOP", doc.number), ("Tanggal Pembuatan", said_day(doc.day - timedelta(days=12))),
            ("Tanggal Efektif", said_day(doc.day)), ("Disahkan oleh", doc.office.people[0].name),
            ("Nama SOP", doc.subject))  # fmt: skip
    steps = (("No", "Kegiatan", "Pelaksana", "Waktu"), *((str(k), *row) for k, row in enumerate(doc.todo, 1)))
    return [kop(doc), Center("STANDAR OPERASIONAL PROSEDUR"), Gap(), Grid(rows, (4, 7)), Gap(),
            *(Para(text) for text in doc.said[:3]), Grid(steps, (1, 6, 4, 3))]  # fmt: skip


def plan(doc: Doc, habit: Habit) -> list[Block]:
    rows = (("No", "Kegiatan", "Penanggung Jawab", "Waktu"), *((str(k), *row) for k, row in enumerate(doc.todo * 2, 1)))
    return [kop(doc), Center(f"RENCANA KERJA {doc.subject.upper().removeprefix('RENCANA KERJA ')}"),
            Center(f"TAHUN {doc.day.year}"), Gap(), *(Para(text) for text in doc.said[:3]), Grid(rows, (1, 6, 4, 3)),
            sign(doc)]  # fmt: skip


def certificate(doc: Doc, habit: Habit) -> list[Block]:
    person = doc.who[0]
    return [kop(doc), Gap(40), Center("SERTIFIKAT"), Center(f"Nomor: {doc.written_number}", bold=False), Gap(20),
            Center("diberikan kepada", bold=False), Center(person.name, underline=True), Gap(10),
            Center(f"sebagai peserta {doc.subject} yang diselenggarakan pada tanggal {said_day(doc.event or doc.day)}", bold=False),
            Gap(20), sign(doc)]  # fmt: skip


def pledge(doc: Doc, habit: Habit) -> list[Block]:
    """Pakta integritas, and the agreement on performance: a promise with its signer."""
    title = "PERJANJIAN KINERJA" if doc.kind == "pk" else "PAKTA INTEGRITAS"
    person = doc.who[0]
    return [kop(doc), Center(f"{title} TAHUN {doc.day.year}"), Gap(), Para("Saya yang bertanda tangan di bawah ini:"),
            Fields((("Nama", person.name), ("NIP", person.nip), ("Jabatan", "Kepala Subbagian"))),
            Para(f"menyatakan sanggup melaksanakan {doc.subject.lower()} dengan sungguh-sungguh:"),
            Items(tuple((f"{k}.", text) for k, text in enumerate(doc.said[:4], 1))),
            sign(doc, who=person, left=(doc.office.agency.leader, doc.office.people[0].name))]  # fmt: skip


def album(doc: Doc, habit: Habit) -> list[Block]:
    return [
        Center(f"DOKUMENTASI {doc.subject.upper()}"),
        Center(said_day(doc.event or doc.day)),
        Gap(),
        Photos(doc.images),
    ]


def blank(doc: Doc, habit: Habit) -> list[Block]:
    """A form for visitors: blank because it is one."""
    rows = tuple((label, "") for label in ("Nama", "Alamat", "Nomor Telepon", "Uraian Pengaduan", "Tanggal"))
    return [kop(doc), Center(doc.subject.upper()), Gap(), Fields(rows), Para("Tanda tangan pelapor", right=True)]


_WRITERS = {"formulir": blank, "sk": decree, "task": order, "undangan": invitation, "masuk": invitation, "daftar_hadir": roll,
            "notula": minutes, "laporan": report, "record": record, "memo": memo, "sop": procedure, "rencana": plan,
            "sertifikat": certificate, "pk": pledge, "pakta": pledge, "foto": album}  # fmt: skip


def written(doc: Doc, habit: Habit) -> list[Block]:
    """The blocks of a document; a bundle is its parts, one behind the other."""
    if doc.parts:
        blocks: list[Block] = []
        for part in doc.parts:
            blocks += [NewPage()] if blocks else []
            blocks += written(part, habit)
        return blocks
    return _WRITERS[doc.kind](doc, habit)

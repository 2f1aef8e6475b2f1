"""How a sheet names a document: the wording of a claim, and the cell it stands in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tools.bed.agency import MONTHS, said_day
from tools.bed.document import Doc


@dataclass(eq=False)
class Claim:
    """One item of an evidence cell, and the documents that prove it."""

    code: str
    text: str
    docs: list[Doc]
    state: str = "cocok"
    accept: tuple[str, ...] = ()  # other states that are as right
    also: list[Doc] = field(default_factory=list)  # files that are no mistake either
    glue: str = ""  # what stands before it in the cell, where it is not the cell's own separator
    link: str = ""  # what stands in the column of links
    start: int = 0


def day_words(rng: random.Random, day: date) -> str:
    draw = rng.random()
    if draw < 0.12:
        return said_day(day, zero=True)
    if draw < 0.2 and day.month in (2, 11):
        return f"{day.day} {'Pebruari' if day.month == 2 else 'Nopember'} {day.year}"
    if draw < 0.24:
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    return said_day(day)


def number_words(rng: random.Random, number: str) -> str:
    """As typed: sometimes with blanks where the paper has none."""
    if rng.random() < 0.1 and "-" in number[:6]:
        return number.replace("-", rng.choice((" - ", "- ")), 1)
    return number


_FORMS = {
    "sk": ("SK {leader} Nomor {n} tanggal {d} tentang {s}", "Surat Keputusan Nomor : {n} tentang {s} tanggal {d}",
           "SK No. {n} tentang {s}", "SK tentang {s}", "SK {s}", "Keputusan {leader} tentang {s} Nomor {n}"),
    "task": ("{T} Nomor {n} tanggal {d} tentang {s}", "{T} No. {n}", "{T} {s} tanggal {d}", "{T} {s}"),
    "undangan": ("Undangan rapat {s} Nomor {n} tanggal {d}", "Surat undangan Nomor {n} perihal undangan rapat {s}",
                 "Undangan rapat {s} tanggal {e}"),
    "masuk": ("Undangan {o} Nomor {n} tanggal {d}", "Surat undangan dari {o} nomor {n} perihal {s}"),
    "daftar_hadir": ("Daftar hadir rapat {s} tanggal {d}", "Absensi rapat {s} tanggal {d}"),
    "notula": ("Notula rapat {s} tanggal {d}", "Notulen rapat {s} tanggal {d}", "Notula {s} tgl {d}"),
    "bulanan": ("Notula {s} Bulan {p}", "Notula rapat {s} bulan {p}", "Notula {s} tanggal {d}"),
    "triwulan": ("Laporan {s} {p}", "Laporan {s} {p} tanggal {d}"),
    "laporan": ("Laporan {s} Nomor {n} tanggal {d}", "Laporan {s} tanggal {d}", "Laporan {s} tahun {y}"),
    "record": ("Berita Acara Nomor {n} tanggal {d} tentang {s}", "Berita acara {s} tanggal {d}", "BA {s} No. {n}"),
    "memo": ("Nota Dinas Nomor {n} tanggal {d} hal {s}", "Nota dinas {s} tanggal {d}", "ND No. {n} perihal {s}"),
    "sop": ("SOP {s} Nomor {n}", "SOP {s}", "Standar Operasional Prosedur {s} tanggal {d}"),
    "rencana": ("Rencana kerja {s} tahun {y}", "Dokumen rencana kerja {s} tanggal {d}"),
    "sertifikat": ("Sertifikat {s} a.n. {w}", "Sertifikat {s} Nomor {n}"),
    "pk": ("Perjanjian kinerja a.n. {w} tahun {y}", "Perjanjian Kinerja {w}"),
    "pakta": ("Pakta integritas a.n. {w}", "Pakta integritas {w} tanggal {d}"),
    "foto": ("Foto kegiatan {s} tanggal {d}", "Dokumentasi {s} tanggal {d}", "Dokumentasi rapat {s} tanggal {d}"),
    "tangkapan": ("Tangkapan layar aplikasi {s}", "Screenshot {s}"),
    "matriks": ("Matriks {s}", "Matriks {s} tahun {y}"),
    "daftar": ("Daftar {s} tahun {y}", "Rekapitulasi {s} tahun {y}"),
}  # fmt: skip


def words(doc: Doc, rng: random.Random, form: str = "") -> str:
    """The wording of a claim for a document; `form` picks a table of its own (bulanan, triwulan)."""
    shape = rng.choice(_FORMS[form or doc.kind])
    subject = doc.subject
    return shape.format(
        leader=doc.office.leader, n=number_words(rng, doc.number), d=day_words(rng, doc.day), s=subject, y=doc.day.year,
        e=day_words(rng, doc.event or doc.day), p=doc.period, o=doc.office.name, w=doc.who[0].name if doc.who else "",
        T="Surat Perintah" if doc.slug == "surat_perintah" else "Surat Tugas",
    )  # fmt: skip


def bunch(docs: Sequence[Doc], rng: random.Random, code: str, files: Sequence[Doc]) -> list[Claim]:
    """Undangan, daftar hadir, notula dan foto of one meeting in one breath; `files[k]` carries `docs[k]`."""
    names = {"undangan": "undangan", "daftar_hadir": rng.choice(("daftar hadir", "absensi")),
             "notula": rng.choice(("notula", "notulen")), "foto": rng.choice(("foto", "dokumentasi"))}  # fmt: skip
    claims = []
    for number, (doc, file) in enumerate(zip(docs, files, strict=True)):
        text = names[doc.kind].capitalize() if number == 0 else names[doc.kind]
        glue = "" if number == 0 else " dan " if number == len(docs) - 1 else ", "
        if number == len(docs) - 1:
            text += f" rapat {doc.subject} tanggal {day_words(rng, doc.event or doc.day)}"
        claims.append(Claim(code, text, [file], glue=glue))
    return claims


def month_span(first: int, last: int, year: int) -> str:
    return f"{MONTHS[first - 1]} s.d. {MONTHS[last - 1]} {year}"


def cell(claims: Sequence[Claim], rng: random.Random) -> str:
    """The text of a cell; each claim learns where it begins."""
    style = rng.choice(("; ", ";\n", "\n", "\n- ", "number", "; "))
    text, number = "", 0
    for claim in claims:
        if claim.glue:
            text += claim.glue
        else:
            number += 1
            lead = f"{number}. " if style == "number" else "- " if style == "\n- " else ""
            between = "\n" if style in ("number", "\n- ") else style
            text += (between if text else "") + lead
        claim.start = len(text)
        text += claim.text
    return text

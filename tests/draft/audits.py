# ruff: noqa: E501 - a case is one line
"""Audits made by hand of an invented office: rows, findings, and what extraction would find in them."""

from __future__ import annotations

import re
from datetime import date

from lke_docs.gap import Gap, GapKind
from lke_docs.model import (
    AnswerKind,
    Audit,
    Confidence,
    DocDate,
    Entry,
    Evidence,
    EvidenceItem,
    Finding,
    FindingState,
    ItemKind,
    Level,
    Period,
    Place,
    Reference,
    ReferenceKind,
    Row,
    Sheet,
    Span,
    Window,
)
from lke_docs.moment import Moment, parse_moment

WINDOW = Window(date(2021, 1, 1), date(2021, 8, 31), "uji")
_MONTH = {"Maret": 3, "April": 4, "Mei": 5, "Juni": 6}
_NUMBER = re.compile(
    r"(?P<prefix>[A-Z]+)-(?P<serial>\d+)/(?P<office>K\.1\.02)(?:/(?P<subject_code>[A-Z][a-z]\.\d))?"
    r"/(?P<month>\d\d)/(?P<year>\d{4})"
)


def entry(
    code: str,
    evidence: str,
    *,
    question: str = "",
    answer: str = "A",
    kind: AnswerKind = AnswerKind.LETTER,
    types: str = "",
) -> Entry:
    """A row whose evidence is split at `;`, with months, days and numbers found in it."""
    row = Row(code, question or f"Pernyataan {code}?", answer, kind, evidence, Place(line=1))
    items = []
    for piece in re.finditer(r"[^;]+", evidence):
        start = piece.start() + len(piece.group()) - len(piece.group().lstrip())
        items.append(_item(piece.group().strip(), start, types))
    references = tuple(reference for item in items for reference in item.references)
    return Entry(row, Evidence(evidence, tuple(items), references, (), (), ()))


def _item(text: str, start: int, types: str) -> EvidenceItem:
    dates, periods = [], []
    for found in re.finditer(r"(?:(\d\d?) )?(Maret|April|Mei|Juni)( \d{4})?", text):
        span = (start + found.start(), start + found.end(), found.group())
        year = int(found[3]) if found[3] else None
        if found[1]:
            dates.append(DocDate(*span, year, _MONTH[found[2]], int(found[1])))
        else:
            periods.append(Period(*span, "month", Moment(year, _MONTH[found[2]])))
    references = [
        Reference(
            start + found.start(),
            start + found.end(),
            found.group(),
            found.group(),
            ReferenceKind.LETTER,
            "uji",
            {name: value for name, value in found.groupdict().items() if value},
        )
        for found in _NUMBER.finditer(text)
    ]
    slugs = tuple(types.split()) if types else ()
    return EvidenceItem(
        start, start + len(text), text, ItemKind.DOCUMENT, tuple(references), tuple(dates), tuple(periods), (), slugs, None, ()
    )  # fmt: skip


KINDS = {
    "SER001": GapKind.MONTH,
    "SER002": GapKind.MONTH,
    "SER003": GapKind.FOLLOW_UP,
    "SER005": GapKind.QUARTER,
    "TGL001": GapKind.DATE,
    "BKT003": GapKind.BUNDLE,
    "JWB004": GapKind.COUNTS,
}


def finding(
    rule: str,
    code: str,
    *quotes: tuple[Entry, str],
    message: str = "Ada yang belum lengkap.",
    subject: str = "",
    periods: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    state: FindingState = FindingState.OPEN,
) -> Finding:
    spans = tuple(
        Span(
            row.code,
            row.row.place,
            row.row.evidence.index(text),
            row.row.evidence.index(text) + len(text),
            text,
        )
        for row, text in quotes
    )
    return Finding(
        f"{rule}{code}".lower(), rule, "nama", Level.PERLU, Confidence.SEDANG, code, message, "",
        spans, related, state, Gap(KINDS[rule], missing, subject, tuple(when for value in periods if (when := parse_moment(value)))) if rule in KINDS else None,
    )  # fmt: skip


def audit(entries: list[Entry], findings: list[Finding]) -> Audit:
    sheet = Sheet(
        "lke.txt",
        "0" * 64,
        "txt",
        tuple(row.row for row in entries),
        agency="LEMBAGA CONTOH REPUBLIK INDONESIA",
        unit="KANTOR CONTOH SUKAMAJU",
    )
    return Audit(sheet, tuple(entries), WINDOW, date(2021, 8, 31), tuple(findings), ())


SOP = entry(
    "A.2.1.C",
    "Notula Evaluasi SOP Bulan April 2021; Notula Evaluasi SOP Bulan Mei 2021",
    question="Apakah SOP telah dievaluasi?",
)
MONEV = entry(
    "A.1.3.B",
    "Notula Pemantauan tanggal 1 April 2021; Notula Pemantauan tanggal 3 Mei 2021",
)
FOLLOW = entry("A.1.3.C", "Dokumentasi dan Notula Tindak Lanjut Monev tanggal 26 April 2021")
REPORT = entry("A.3.4.C", "Laporan Capaian Kinerja Bulan Maret")
DECREE = entry(
    "A.3.4.D",
    "Surat Keputusan Kepala Kantor Nomor KEP-10/K.1.02/Um.1/03/2021 tentang Pemilihan Pegawai Teladan",
    types="sk",
)
RECORD = entry("A.3.3.C", "Berita Acara asesmen pegawai; Matriks asesmen")
QUARTER = entry("A.5.3.C", "Laporan Pemantauan Pengaduan Triwulan I")
BUNDLE = entry("A.5.5.B", "Dokumentasi sosialisasi benturan kepentingan")
COUNTS = [
    entry("A.5.3.B", "", kind=AnswerKind.NONE, answer=""),
    entry("A.5.3.B.1", "", question="Jumlah yang harus ditindaklanjuti", answer="3", kind=AnswerKind.COUNT),
    entry("A.5.3.B.2", "", question="Jumlah yang selesai", answer="1", kind=AnswerKind.COUNT),
]
ENTRIES = [SOP, MONEV, FOLLOW, REPORT, DECREE, RECORD, QUARTER, BUNDLE, *COUNTS]
FINDINGS = [
    finding("SER003", "A.1.3.C", (FOLLOW, "Notula Tindak Lanjut"), (MONEV, "3 Mei 2021"),
            subject="Dokumentasi dan Notula Tindak Lanjut Monev", periods=("2021-05",), related=("A.1.3.B",), missing=("dokumentasi", "notula")),
    finding("SER002", "A.2.1.C", (SOP, "Bulan Mei 2021"), subject="Notula Evaluasi SOP",
            periods=("2021-06", "2021-07"), missing=("notula",)),
    finding("SER001", "A.3.4.C", (REPORT, "Bulan Maret"), subject="Laporan Capaian Kinerja", periods=("--02",), missing=("laporan",)),
    finding("SER005", "A.5.3.C", (QUARTER, "Triwulan I"), subject="Laporan Pemantauan Pengaduan", periods=("--Q2",), missing=("laporan",)),
    finding("TGL001", "A.3.4.D", (DECREE, "Surat Keputusan Kepala Kantor"), missing=("sk",)),
    finding("TGL001", "A.3.3.C", (RECORD, "Berita Acara asesmen pegawai"),
            subject="asesmen pegawai", missing=("berita_acara",)),
    finding("BKT003", "A.5.5.B", (BUNDLE, "Dokumentasi sosialisasi"), missing=("undangan", "daftar_hadir")),
    finding("JWB004", "A.5.3.B", message="Yang selesai dan yang diproses tidak menjumlah.", related=("A.5.3.B.1", "A.5.3.B.2")),
    finding("NOM005", "A.2.1.C", message="Bukan untuk naskah."),
    finding("SER002", "A.2.1.C", (SOP, "Bulan Mei 2021"), subject="Notula Lain", periods=("2021-06",), state=FindingState.SUPPRESSED),
]  # fmt: skip


def sample_audit() -> Audit:
    return audit(ENTRIES, FINDINGS)

"""What a sheet itself says about a gap: documents it lists, the topic of a series, what a letter is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.draft import wording
from lke_docs.draft.faults import shorten
from lke_docs.model import Entry, EvidenceItem, Finding

QUOTE = 600  # characters of one quotation of a sheet

_MONTHS = "|".join(wording.MONTHS)
_KIND_WORDS = re.compile(
    r"^(?:\W|(?:dokumentasi|dokumen|notula|notulen|notulensi|laporan|foto|undangan|daftar hadir|absensi"
    r"|dan)\b)+",
    re.I,
)
_TIME = re.compile(
    rf"[\s,;]*\b(?:(?:pada\s+)?(?:bulan|triwulan|tri wulan|tw|semester|tanggal|tgl|periode|tahun)\b.*"
    rf"|(?:{_MONTHS})\b(?:\s+\d{{4}})?\W*)$",
    re.I | re.S,
)
_ABOUT = re.compile(r"\btentang\s+(.+?)(?=[\s,;]+(?:tanggal|tgl|tertanggal|nomor|no)\b|[;.]*\s*$)", re.I | re.S)
_PARTS = (
    "undangan",
    "daftar hadir",
    "notula",
    "dokumentasi",
    "foto",
    "laporan",
    "materi",
    "surat perintah",
    "sertifikat",
)
_TEMPLATES = {
    "sk": "surat_keputusan",
    "surat_perintah": "surat_perintah",
    "surat_tugas": "surat_perintah",
    "berita_acara": "berita_acara",
    "rencana_kerja": "rencana_kerja",
    "laporan": "laporan_kegiatan",
    "nota_dinas": "nota_dinas",
}
_WORDS = (
    (re.compile(r"\bberita acara\b", re.I), "berita_acara"),
    (re.compile(r"\bsurat (perintah|tugas)\b|\bs?print?-", re.I), "surat_perintah"),
    (re.compile(r"\b(surat )?keputusan\b|\bSK\b|\bKEP\b", re.I), "surat_keputusan"),
    (re.compile(r"\brencana (kerja|aksi|tindak)", re.I), "rencana_kerja"),
    (re.compile(r"\bnota dinas\b", re.I), "nota_dinas"),
    (re.compile(r"\blaporan\b", re.I), "laporan_kegiatan"),
)


def topic(subject: str) -> str:
    """What a series is about: "Notula Evaluasi SOP Bulan Mei 2021" is about "Evaluasi SOP"."""
    bare = _TIME.sub("", _KIND_WORDS.sub("", " ".join(subject.split())))
    bare = bare.strip(" ,;.:-")
    return bare[:1].upper() + bare[1:]


def listed(entry: Entry | None, finding: Finding) -> list[str]:
    """The documents that the finding points at, as the sheet lists them; no document twice."""
    if entry is None:
        return []
    spans = [span for span in finding.spans if span.indicator == entry.code]
    touched = [
        item
        for item in entry.evidence.items
        if not spans or any(span.start < item.end and item.start < span.end for span in spans)
    ]
    return _texts(touched) or [shorten(span.quote, limit=QUOTE) for span in spans if span.quote.strip()]


def listed_series(entry: Entry | None, finding: Finding) -> list[str]:
    """All documents of the series that the finding names, in order of the cell; else those it points at."""
    named = topic(finding.subject)
    if entry is None or not named:
        return listed(entry, finding)
    return _texts([item for item in entry.evidence.items if topic(item.text) == named]) or listed(entry, finding)


def listed_for(entries: Sequence[Entry], finding: Finding, period: str, *, year: int | None) -> list[str]:
    """The documents of one month or quarter among the rows that the finding speaks of."""
    days = wording.period_days(period, year=year)
    if days is None:
        return []
    codes = {finding.indicator, *finding.related, *(span.indicator for span in finding.spans)}
    found = []
    for entry in entries:
        if entry.code not in codes:
            continue
        for item in entry.evidence.items:
            dated = any(date.full and days[0] <= date.full <= days[1] for date in item.dates)
            named = any(found.value and wording.period_days(found.value, year=year) == days for found in item.periods)
            if dated or named:
                found.append(item)
    return _texts(found)


def missing_parts(finding: Finding) -> list[str]:
    """Parts of a bundle that the finding calls missing: those it names and does not quote."""
    quoted = " ".join(span.quote.lower() for span in finding.spans)
    return [part for part in _PARTS if part in finding.message.lower() and part not in quoted]


def undated_letter(entry: Entry | None, finding: Finding) -> tuple[str, str]:
    """Template and topic of the letter that a finding about a missing date speaks of; empty when unclear."""
    quote = " ".join(span.quote for span in finding.spans) or finding.subject
    items = [item for item in (entry.evidence.items if entry else ()) if _touches(item, finding)]
    template = next((_TEMPLATES[slug] for item in items for slug in item.document_types if slug in _TEMPLATES), "")
    text = items[0].text if items else quote
    template = template or next((name for pattern, name in _WORDS if pattern.search(text)), "")
    found = _ABOUT.search(text)
    about = found[1] if found else (finding.subject or (items[0].subject if items else "") or "")
    if not about and template == "berita_acara":
        about = _TIME.sub("", text)
    return template, _without_kind(about)


def _touches(item: EvidenceItem, finding: Finding) -> bool:
    return any(span.start < item.end and item.start < span.end for span in finding.spans)


def _without_kind(text: str) -> str:
    return re.sub(r"^(berita acara|surat keputusan|surat perintah)\s+", "", " ".join(text.split()), flags=re.I).strip(
        " ,;."
    )


def _texts(items: Sequence[EvidenceItem]) -> list[str]:
    texts = (shorten(item.text, limit=QUOTE).strip(" ;,.") for item in items)
    return list(dict.fromkeys(text for text in texts if text))

"""TGL009."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lke_docs.check.rule import Dossier, Hit, Mark, on_dates, rule
from lke_docs.model import Confidence, DocDate, EvidenceItem, Level
from lke_docs.patterns import phrases, public_holidays, rule_words
from lke_docs.wording import day, listed, weekday

_SATURDAY = 5


@rule(
    "TGL009",
    "rapat pada hari libur",
    level=Level.SARAN,
    confidence=Confidence.SEDANG,
    remedy="Periksa tanggalnya; jika kegiatan memang pada hari libur, tidak ada yang perlu diubah.",
    applies=on_dates,
)
def day_off(dossier: Dossier) -> Iterator[Hit]:
    """
    ## Apa yang diperiksa
    Tanggal rapat, sosialisasi, dan pelatihan tidak jatuh pada Sabtu, Minggu, atau hari libur nasional. Ini
    catatan: kegiatan pada hari libur memang ada. Naskah bernomor tidak diperiksa.

    ## Mengapa
    Rapat dinas pada hari libur jarang; sering kali tanggalnya salah ketik.

    ## Contoh
    Buruk: `Notula rapat pengawasan tanggal 7 Maret 2021`
    Baik: `Notula rapat pengawasan tanggal 8 Maret 2021`

    ## Cara memperbaiki
    Cocokkan dengan undangan dan daftar hadirnya.

    ## Dasar
    Kalender hari libur nasional (patterns/libur.toml, dibuat dari pustaka “holidays”).
    """
    for entry in dossier.entries:
        days_off = [(d, why) for item in entry.evidence.items if _is_meeting(item) for d, why in _days_off(item)]
        if days_off:
            told = dict.fromkeys(f"{day(on)} ({why})" for d, why in days_off if (on := d.full))
            yield Hit(
                entry,
                f"Kegiatan bertanggal hari libur: {listed(list(told))}.",
                key=tuple(sorted({d.value or "" for d, _ in days_off})),
                marks=tuple(Mark.of(entry, d) for d, _ in days_off),
            )


def _is_meeting(item: EvidenceItem) -> bool:
    if item.references or not item.is_offered:
        return False
    held = rule_words().paper["of_meeting"].intersection(item.document_types)
    return bool(held) or phrases("event", "meeting").search(item.text) is not None


def _days_off(item: EvidenceItem) -> Iterator[tuple[DocDate, str]]:
    for written in item.dates:
        on = written.full
        why = _why_off(on) if on else ""
        if why:
            yield written, why


def _why_off(on: date) -> str:
    return public_holidays().get(on.isoformat()) or (weekday(on.weekday()) if on.weekday() >= _SATURDAY else "")

"""Bind dates, periods, types and subjects to the numbers they belong to, and say why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lke_docs.model import Binding, DocDate, EvidenceItem, Period, Reference

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_LABEL = re.compile(r"(?i)^[\s,()]*(?:pada\s)?(?:\w*tang+g?al?|tgl\.?|tangga)?[\s:]*$")


def month_of(reference: Reference) -> int | None:
    """The month written in a number, 1 to 12."""
    month = reference.fields.get("month", "")
    return int(month) if month.isdigit() else _ROMAN.get(month.upper())


def year_of(reference: Reference) -> int | None:
    """The year written in a number; one of two digits is read as this century's."""
    year = reference.fields.get("year", "")
    if not year.isdigit():
        return None
    return int(year) if len(year) == 4 else 2000 + int(year) if len(year) == 2 else None


def bind(item: EvidenceItem, text: str) -> EvidenceItem:
    """Return the item with its bindings filled in."""
    if not item.references:
        return item
    free = list(item.dates)
    bindings = []
    for reference in sorted(item.references, key=lambda r: -_best(r, free, text)[0]):
        score, date, reason = _best(reference, free, text)
        if date is not None and score > 0:
            free.remove(date)
        else:
            date, reason = None, "tidak ada tanggal yang cocok"
        period = _nearest(reference, item.periods)
        bindings.append(Binding(reference, date, period, _type(reference, item), item.subject, reason))
    bindings.sort(key=lambda binding: binding.reference.start)
    return item._replace(bindings=tuple(bindings))


def _best(reference: Reference, dates: Sequence[DocDate], text: str) -> tuple[float, DocDate | None, str]:
    """Score each date: agreement with the month and year inside the number, the words between, distance."""
    best: tuple[float, DocDate | None, str] = (0.0, None, "")
    for date in dates:
        between = text[reference.end : date.start] if date.start >= reference.end else text[date.end : reference.start]
        distance = len(between)
        score, reasons = 10 - min(distance, 180) / 20, [f"jarak {distance} huruf"]
        if _LABEL.match(between):
            score, reasons = score + 4, ["langsung setelah nomor" if date.start >= reference.end else "tepat sebelum nomor"]
        elif date.start < reference.start:
            score -= 2
        if date.month and date.month == month_of(reference) and (date.year is None or date.year == year_of(reference)):
            score, reasons = score + 5, ["bulan dan tahun sama dengan nomor", *reasons]
        elif date.year and date.year == year_of(reference):
            score += 1
        if score > best[0]:
            best = (score, date, "; ".join(reasons))
    return best


def _nearest(reference: Reference, periods: Sequence[Period]) -> Period | None:
    return min(periods, key=lambda p: min(abs(p.start - reference.end), abs(reference.start - p.end)), default=None)


def _type(reference: Reference, item: EvidenceItem) -> str | None:
    before = [m for m in item.mentions if m.offered and m.end <= reference.start]
    if before:
        return before[-1].slug
    return item.document_types[0] if item.document_types else None

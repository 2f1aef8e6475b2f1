"""Bind dates, periods, types and subjects to the numbers they belong to, and say why."""

from __future__ import annotations

import re

from lke_docs.extract.span import before, within
from lke_docs.extract.spelled import ROMAN_MONTHS
from lke_docs.model import Binding, DocDate, EvidenceItem, Reference
from lke_docs.moment import Moment

_LABEL = re.compile(r"(?i)^[\s,()]*(?:pada\s)?(?:\w*tang+g?al?|tgl\.?|tangga)?[\s:]*$")


def moment_of(reference: Reference) -> Moment | None:
    """The month, or only the year, that a number bears: February 2021 of "KEP-12/B.2/Cp.1/02/2021"."""
    month, year = month_of(reference), year_of(reference)
    if month:
        return Moment(year, month)
    return Moment.of_year(year) if year else None


def month_of(reference: Reference) -> int | None:
    """The month written in a number, 1 to 12."""
    month = reference.fields.get("month", "")
    return int(month) if month.isdigit() else ROMAN_MONTHS.get(month.upper())


def year_of(reference: Reference) -> int | None:
    """The year written in a number; one of two digits is read as this century's."""
    year = reference.fields.get("year", "")
    if not year.isdigit():
        return None
    return int(year) if len(year) == 4 else 2000 + int(year) if len(year) == 2 else None


def bind(item: EvidenceItem, text: str) -> EvidenceItem:
    """Return the item with its bindings filled in. The surest pairs are bound first; a date is bound once."""
    pairs = []
    for index, reference in enumerate(item.references):
        for date in within(item.dates, reference.start - _REACH, reference.end + _REACH):
            score, reason = _score(reference, date, text)
            pairs.append((-score, abs(date.start - reference.start), index, date, reason))
    chosen: dict[int, tuple[DocDate, str]] = {}
    bound: set[DocDate] = set()
    for _, _, index, date, reason in sorted(pairs, key=lambda pair: pair[:3]):
        if index not in chosen and date not in bound:
            chosen[index] = (date, reason)
            bound.add(date)
    bindings = []
    slug = item.document_types[0] if item.document_types else None
    offered = [mention for mention in item.mentions if mention.offered]
    for index, reference in enumerate(item.references):
        found, reason = chosen.get(index, (None, "tidak ada tanggal di dekatnya"))
        named = next(before(offered, reference.start), None)
        near = within(item.periods, reference.start - _REACH, reference.end + _REACH)
        period = min(near, key=lambda p: min(abs(p.start - reference.end), abs(reference.start - p.end)), default=None)
        bindings.append(Binding(reference, found, period, named.slug if named else slug, item.subject, reason))
    return item._replace(bindings=tuple(bindings))


_REACH = 400  # characters: farther off, a date belongs to something else


def _score(reference: Reference, date: DocDate, text: str) -> tuple[float, str]:
    """Weigh agreement with the month and year inside the number, the words between, and distance."""
    follows = date.start >= reference.end
    between = text[reference.end : date.start] if follows else text[date.end : reference.start]
    score, reasons = 10 - len(between) / 20, [f"jarak {len(between)} huruf"]
    if _LABEL.match(between):
        score, reasons = score + 4, ["langsung setelah nomor" if follows else "tepat sebelum nomor"]
    elif not follows:
        score -= 2
    same_year = date.year is None or date.year == year_of(reference)
    if date.month and date.month == month_of(reference) and same_year:
        score, reasons = score + 12, ["bulan dan tahun sama dengan nomor", *reasons]
    elif date.year and same_year:
        score += 1
    return score, "; ".join(reasons)

"""Bind dates, periods, types and subjects to the numbers they belong to, and say why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lke_docs.extract.span import before, within
from lke_docs.extract.spelled import ROMAN_MONTHS
from lke_docs.model import Binding, DocDate, EvidenceItem, Reference, TypeMention
from lke_docs.moment import Moment
from lke_docs.patterns import alternation, time_words, vocabulary

_LABEL = re.compile(r"(?i)^[\s,()]*(?:pada\s)?(?:\w*tang+g?al?|tgl\.?)?[\s:]*$")


def moment_of(reference: Reference) -> Moment | None:
    """The month, or only the year, that a number bears: February 2021 of "KEP-12/B.2/Cp.1/02/2021"."""
    month, year = month_of(reference), year_of(reference)
    if month:
        return Moment(year, month)
    return Moment.of_year(year) if year else None


def month_of(reference: Reference) -> int | None:
    """The month written in a number, 1 to 12; None where none is, or what is none ("XIII")."""
    month = reference.fields.get("month", "")
    if month.isdigit():
        return int(month) if int(month) <= 12 else None
    return ROMAN_MONTHS.get(month.upper()) or time_words().months.get(month.lower())


def year_of(reference: Reference) -> int | None:
    """The year written in a number; one of two digits is read as this century's."""
    year = reference.fields.get("year", "")
    if not year.isdigit():
        return None
    return int(year) if len(year) == 4 else 2000 + int(year) if len(year) == 2 else None


def own_dates(item: EvidenceItem) -> tuple[DocDate, ...]:
    """The dates of a piece without those of an occasion: "SK Tim Kerja, dibahas dalam rapat tanggal 8 Januari 2021"."""
    low = item.text.lower() if item.dates else ""
    if not any(word in low for word in _occasion_words()):
        return item.dates
    return tuple(date for date in item.dates if not _is_of_occasion(item, date))


def _is_of_occasion(item: EvidenceItem, date: DocDate) -> bool:
    """A meeting behind a decree, or one that opens the piece, before the decree that it led to."""
    begin, end = max(0, date.start - item.start - _NEAR), date.start - item.start
    occasion = _occasion().search(item.text, begin, end)
    if occasion is None:
        return False
    types = vocabulary().types
    decree = next((m.start for m in item.mentions if m.slug in types and types[m.slug].decides), item.end)
    if occasion.start() == 0:
        return date.end <= decree < item.end
    return decree < occasion.start() + item.start


_NEAR = 80  # characters before a date in which its occasion is named


@cache
def _occasion_words() -> Sequence[str]:
    """The last word of each name of an occasion, in no other of them: what must stand in a piece."""
    lasts = {name.split()[-1].partition("*")[0] for name in time_words().occasion}
    return [last for last in sorted(lasts) if not any(other in last for other in lasts - {last})]


@cache
def _occasion() -> re.Pattern[str]:
    words, labels = time_words().occasion, alternation(time_words().date_labels)
    named = rf"(?<![\w-]){alternation(words[1:])}|(?:^|[(,]\s?){words[0]}"
    day = rf"(?:hari\s\w{{4,6}}[,/]?\s?)?(?:(?:pada\s)?(?:{labels})\.?[\s:]{{0,3}})?"
    return re.compile(rf"(?i)(?:{named})(?:\s[a-z]{{2,20}}){{0,4}}?[\s,]{{1,3}}{day}$")


def bind(item: EvidenceItem, text: str) -> EvidenceItem:
    """Return the item with its bindings filled in. The surest pairs are bound first; a date is bound once."""
    pairs = []
    dates = own_dates(item)
    for index, reference in enumerate(item.references):
        for date in within(dates, reference.start - _REACH, reference.end + _REACH):
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
        day, reason = chosen.get(index, (None, "tidak ada tanggal di dekatnya"))
        named = _borne_by(item, reference) or next(before(offered, reference.start), None)
        near = within(item.periods, reference.start - _REACH, reference.end + _REACH)
        period = min(near, key=lambda p: min(abs(p.start - reference.end), abs(reference.start - p.end)), default=None)
        bindings.append(Binding(reference, day, period, named.slug if named else slug, item.subject, reason))
    return item._replace(bindings=tuple(bindings))


def _borne_by(item: EvidenceItem, reference: Reference) -> TypeMention | None:
    """The paper right before its number, whatever else a sentence offers: "(notulen) ... dengan SK Nomor 7"."""
    last = next(before(item.mentions, reference.start), None)
    if last is None or not vocabulary().types[last.slug].prefixes:
        return None
    between = item.text[last.end - item.start : reference.start - item.start]
    return last if not _BREAK.search(between) else None


_BREAK = re.compile(r"[;,()\n]")
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
    return score, "; ".join(reasons)

"""Does the evidence show the frequency that a letter claims?"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from lke_docs.claim.model import CadenceMeaning, Claim, Context, Judgement, Quote, Verdict, quote
from lke_docs.claim.occurrence import Occurrence, month_of, names, names_document, series
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.model import Entry

_UNIT = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}  # months
_SAID = {
    "monthly": "setiap bulan",
    "quarterly": "setiap triwulan",
    "semiannual": "setiap semester",
    "annual": "setiap tahun",
    "periodic": "berkala",
    "irregular": "tidak berkala",
    "on_change": "setiap ada perubahan",
}


_BEFORE = 40  # characters before "kali" in which its number is looked for
_AFTER = 24  # characters after "kali" in which its unit is looked for
_COUNT = re.compile(r"(\d+|[a-z]+)\s*(?:\([^)]*\)\s*)?\Z", re.IGNORECASE)


class Statement(NamedTuple):
    """A frequency that the text states, in times a year."""

    per_year: int
    start: int
    end: int


def said(cadence: str) -> str:
    """A cadence in words: "setiap bulan", "4 kali setahun"."""
    return _SAID.get(cadence) or f"{per_year(cadence)} kali setahun"


def per_year(cadence: str) -> int | None:
    """How often a year a cadence asks for; None where it has no number."""
    if cadence in _UNIT:
        return 12 // _UNIT[cadence]
    match = re.fullmatch(r"times_per_year_(\d+)", cadence)
    return int(match[1]) if match else None


def judge_cadence(claim: Claim, entry: Entry, context: Context, vocabulary: ClaimVocabulary) -> Judgement:
    """Test a cadence: dated documents against what the window leads one to expect, then stated words."""
    groups = series(entry, context, vocabulary)
    stated = statements(entry.evidence.text, vocabulary)
    if claim.value == "irregular":
        return _irregular(claim, entry, groups)
    if claim.value == "on_change":
        return _on_change(claim, entry, vocabulary)
    if claim.value == "periodic":
        return _periodic(claim, entry, context, groups, vocabulary)
    meaning = context.meaning or vocabulary.meaning
    found = _counted(claim, entry, context, groups, meaning)
    if found.verdict is not Verdict.SHOWN:
        slower = _slower(claim, entry, stated)
        return slower or found
    return found


def statements(text: str, vocabulary: ClaimVocabulary) -> list[Statement]:
    """Frequencies that a text states, in order: "setiap bulan", "minimal 2 (dua) kali setahun"."""
    found = [Statement(n, *span) for n, terms in vocabulary.frequencies for span in terms.find(text)]
    for start, end in vocabulary.terms["frequency_word.times"].find(text):
        before = _COUNT.search(text, max(start - _BEFORE, 0), start)
        number = _number(before[1], vocabulary) if before else 0
        unit = _unit_after(text, end, vocabulary)
        if before and number and unit:
            found.append(Statement(number * unit[0], before.start(), unit[1]))
        elif before and number and _at_least(text, before.start(), end, vocabulary):
            found.append(Statement(number, before.start(), end))
    return sorted(found, key=lambda statement: statement.start)


def _number(word: str, vocabulary: ClaimVocabulary) -> int:
    return int(word) if word.isdecimal() and len(word) < 4 else vocabulary.numbers.get(word.casefold(), 0)


def _unit_after(text: str, end: int, vocabulary: ClaimVocabulary) -> tuple[int, int] | None:
    """What "N kali" is counted against, in times a year, and where its word ends."""
    units = [(1, vocabulary.terms["frequency_word.year"]), (12, vocabulary.terms["frequency_word.month"])]
    units += [(52, vocabulary.terms["frequency_word.week"]), *vocabulary.frequencies]
    for times, terms in units:
        spans = terms.find(text, end, end + _AFTER)
        if spans and spans[0][0] - end <= 2:
            return times, spans[0][1]
    return None


def _at_least(text: str, start: int, end: int, vocabulary: ClaimVocabulary) -> bool:
    """ "minimal 2 kali": where nothing after it could be a unit, a year is meant."""
    unit = vocabulary.terms["frequency_word.per"].find(text, end, end + _AFTER)
    if unit and unit[0][0] - end <= 2:
        return False
    spans = vocabulary.terms["frequency_word.least"].find(text, max(start - _BEFORE, 0), start)
    return bool(spans) and start - spans[-1][1] <= 2


def _slower(claim: Claim, entry: Entry, stated: list[Statement]) -> Judgement | None:
    asked = per_year(claim.value)
    if asked is None or not stated or any(it.per_year >= asked for it in stated):
        return None
    worst = min(stated, key=lambda it: it.per_year)
    mark = quote(entry, worst.start, worst.end)
    reason = f"huruf menyatakan {said(claim.value)}, tetapi teks menyebut “{mark.text}”"
    return Judgement(claim, Verdict.CONTRADICTED, reason, (mark,))


def _irregular(claim: Claim, entry: Entry, groups: list[list[Occurrence]]) -> Judgement:
    if groups or any(map(names_document, entry.evidence.items)):
        return Judgement(claim, Verdict.SHOWN, "sedikitnya satu kegiatan atau dokumen disebut", _marks(entry, groups))
    if entry.evidence.items:
        return Judgement(claim, Verdict.CANNOT_TELL, "kegiatan disebut tanpa dokumen dan tanggal")
    return Judgement(claim, Verdict.NOT_SHOWN, "tidak ada bukti kegiatan")


def _on_change(claim: Claim, entry: Entry, vocabulary: ClaimVocabulary) -> Judgement:
    spans = vocabulary.terms["frequency_word.on_change"].find(entry.evidence.text)
    if spans:
        marks = tuple(quote(entry, *span) for span in spans)
        return Judgement(claim, Verdict.SHOWN, "teks menyatakan pembaruan setiap ada perubahan", marks)
    reason = "teks bukti tidak dapat menunjukkan pembaruan setiap ada perubahan; lihat riwayat pembaruannya"
    return Judgement(claim, Verdict.CANNOT_TELL, reason)


def _periodic(
    claim: Claim,
    entry: Entry,
    context: Context,
    groups: list[list[Occurrence]],
    vocabulary: ClaimVocabulary,
) -> Judgement:
    spans = vocabulary.terms["frequency_word.irregular"].find(entry.evidence.text)
    if spans:
        marks = tuple(quote(entry, *span) for span in spans)
        return Judgement(claim, Verdict.CONTRADICTED, f"teks menyebut “{marks[0].text}”", marks)
    meaning = context.meaning or vocabulary.meaning
    ours = f"; {meaning.describe()}"
    if not groups:
        reason = "tidak ada dokumen bertanggal yang menunjukkan pengulangan"
        return Judgement(claim, Verdict.NOT_SHOWN, reason + ours)
    faults = [_irregularity(group, context, meaning) for group in groups]
    if "" in faults:
        return Judgement(claim, Verdict.SHOWN, "berulang dengan jarak teratur" + ours, _marks(entry, groups))
    united = sorted((o for group in groups for o in group), key=lambda o: (o.first, o.last))
    if len(groups) > 1 and not _irregularity(united, context, meaning):
        reason = "kegiatannya berulang, tetapi jenisnya berganti-ganti; tidak jelas apakah satu rangkaian"
        return Judgement(claim, Verdict.CANNOT_TELL, reason + ours, _marks(entry, groups))
    return Judgement(claim, Verdict.NOT_SHOWN, faults[0] + ours, _marks(entry, groups[:1]))


def _irregularity(group: list[Occurrence], context: Context, meaning: CadenceMeaning) -> str:
    """Why a series is not periodic; "" where it is."""
    inside = _inside(group, context)
    ends = sorted({o.last for o in inside})
    if len(ends) < meaning.min_documents:
        return f"hanya {len(ends)} dokumen bertanggal dalam masa penilaian"
    steps = [later - earlier for earlier, later in pairwise(ends)]
    longest = max(steps)
    if longest > meaning.max_step_months:
        return f"jarak terpanjang {longest} bulan"
    if longest - min(steps) > meaning.irregular_months:
        return f"jaraknya tidak teratur, {min(steps)} sampai {longest} bulan"
    if _elapsed(ends[-1] + longest, context, meaning):
        until = context.last_day.year * 12 + context.last_day.month
        due = [n for n in range(ends[-1] + longest, until, longest) if _elapsed(n, context, meaning)]
        return f"sesudah {month_of(ends[-1])} tidak ada lagi, padahal {names(due)} sudah lewat"
    return ""


def _elapsed(number: int, context: Context, meaning: CadenceMeaning) -> bool:
    return (context.last_day - month_of(number).last_day).days >= meaning.grace_days


def _counted(
    claim: Claim, entry: Entry, context: Context, groups: list[list[Occurrence]], meaning: CadenceMeaning
) -> Judgement:
    if not groups:
        reason = f"tidak ada dokumen bertanggal; {said(claim.value)} tidak tampak"
        return Judgement(claim, Verdict.NOT_SHOWN, reason)
    unit = _UNIT.get(claim.value)
    if unit is None:
        return _times(claim, entry, context, groups)
    if unit == 12:
        return _annual(claim, entry, context, groups)
    due = _due(context, unit, meaning)
    if not due:
        return Judgement(claim, Verdict.CANNOT_TELL, "belum ada periode yang selesai dalam masa penilaian")
    missing = min((_missing(group, due, unit) for group in groups), key=len)
    marks = _marks(entry, groups[:1])
    assumed = "" if all(o.year_written for o in groups[0]) else " (tahun tidak ditulis, dianggap masa penilaian)"
    if not missing:
        return Judgement(claim, Verdict.SHOWN, f"setiap periode ada dokumennya{assumed}", marks)
    united = _missing([o for group in groups for o in group], due, unit)
    if not united:
        reason = "setiap periode ada dokumennya, tetapi jenisnya berganti-ganti"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, _marks(entry, groups))
    reason = f"{said(claim.value)} belum tercapai: {_label(missing, unit)} tidak ada{assumed}"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, marks)


def _due(context: Context, unit: int, meaning: CadenceMeaning) -> list[int]:
    """Numbers of the units (months, quarters, semesters) that lie in the window and have ended."""
    first, last = context.first_day, context.last_day
    units = range((first.year * 12 + first.month - 1) // unit, (last.year * 12 + last.month - 1) // unit + 1)
    return [number for number in units if _elapsed(number * unit + unit - 1, context, meaning)]


def _missing(group: list[Occurrence], due: list[int], unit: int) -> list[int]:
    """Units without a document. A bare date may stand for its own unit or for the one just ended."""
    covered = {month // unit for o in group if o.labelled for month in o.months}
    bare = [o.first // unit for o in group if not o.labelled]
    shifted = [[n for n in due if n not in covered | {b - shift for b in bare}] for shift in (0, 1)]
    return min(shifted, key=len)


def _label(units: list[int], unit: int) -> str:
    if unit == 1:
        return names(units)
    word = "Triwulan" if unit == 3 else "Semester"
    roman = ("I", "II", "III", "IV")
    count = 12 // unit
    return ", ".join(f"{word} {roman[n % count]} {n // count}" for n in units)


def _annual(claim: Claim, entry: Entry, context: Context, groups: list[list[Occurrence]]) -> Judgement:
    near = [o for group in groups for o in group if context.window.start.year - 1 <= month_of(o.last).year]
    if near:
        marks = tuple(quote(entry, o.start, o.end) for o in near)
        return Judgement(claim, Verdict.SHOWN, "ada dokumen bertanggal tahun ini atau tahun lalu", marks)
    reason = "dokumen bertanggalnya jauh sebelum masa penilaian"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, _marks(entry, groups))


def _times(claim: Claim, entry: Entry, context: Context, groups: list[list[Occurrence]]) -> Judgement:
    asked = per_year(claim.value) or 1
    first, last = context.first_day, context.last_day
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    due = max(1, asked * min(months, 12) // 12)
    dates = {(o.months, o.start) for group in groups for o in _inside(group, context)}
    marks = _marks(entry, groups)
    if len(dates) >= due:
        return Judgement(claim, Verdict.SHOWN, f"{len(dates)} kegiatan bertanggal dalam {months} bulan", marks)
    reason = f"{said(claim.value)} belum tercapai: {len(dates)} kegiatan bertanggal, sampai kini diperlukan {due}"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, marks)


def _inside(group: list[Occurrence], context: Context) -> list[Occurrence]:
    """Occurrences in the window; one month before its start still counts, for reports on the last period."""
    first = context.window.start.year * 12 + context.window.start.month - 2
    last = context.last_day.year * 12 + context.last_day.month - 1
    return [o for o in group if first <= o.last and o.first <= last]


def _marks(entry: Entry, groups: list[list[Occurrence]]) -> tuple[Quote, ...]:
    return tuple(quote(entry, o.start, o.end) for group in groups for o in group)

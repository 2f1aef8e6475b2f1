"""Does the evidence show the frequency that a letter claims?"""

from __future__ import annotations

import re
from itertools import pairwise

from lke_docs.claim.activity import activities, names, names_document
from lke_docs.claim.model import Claim, Context, Judgement, Quote, Verdict, quote
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.extract.span import Taken, places
from lke_docs.model import Entry
from lke_docs.moment import Moment, Unit, months_between
from lke_docs.series import Occurrence, missing_units
from lke_docs.tuples import NamedTuple
from lke_docs.wording import period

_UNIT = {"monthly": Unit.MONTH, "quarterly": Unit.QUARTER, "semiannual": Unit.SEMESTER, "annual": Unit.YEAR}
_SAID = {
    "monthly": "setiap bulan",
    "quarterly": "setiap triwulan",
    "semiannual": "setiap semester",
    "annual": "setiap tahun",
    "periodic": "berkala",
    "irregular": "tidak berkala",
    "on_change": "setiap ada perubahan",
}


_SELDOM = 12  # times a year up to which a fixed rhythm is no "at every change"
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
    groups = [_documents(group) for group in activities(entry, context, vocabulary)]
    stated = statements(entry.evidence.text, vocabulary)
    if claim.value == "irregular":
        return _irregular(claim, entry, groups)
    if claim.value == "on_change":
        return _on_change(claim, entry, vocabulary)
    if claim.value == "periodic":
        return _periodic(claim, entry, context, groups, vocabulary)
    judgement = _counted(claim, entry, context, groups)
    if judgement.verdict is not Verdict.SHOWN:
        slower = _slower(claim, entry, stated)
        return slower or judgement
    return judgement


def _documents(group: list[Occurrence]) -> list[Occurrence]:
    """A document with a day of its own is one, however long a range it is for ("Januari s.d. Juni, tanggal 5 Juli")."""
    told: dict[tuple[int, int], Occurrence] = {}
    for o in group:
        if sum(day.full is not None for day in o.item.dates) != 1:
            told[o.start, o.first] = o
        else:
            first = told.get((o.start, 0), o).first
            told[o.start, 0] = o._replace(first=first, step=o.last - first + 1)
    return list(told.values())


def statements(text: str, vocabulary: ClaimVocabulary) -> list[Statement]:
    """Frequencies that a text states, in order: "setiap bulan", "minimal 2 (dua) kali setahun"."""
    stated = [Statement(n, *span) for n, terms in vocabulary.frequencies for span in terms.find(text)]
    for start, end in vocabulary.terms["frequency_word.times"].find(text):
        before = _COUNT.search(text, max(start - _BEFORE, 0), start)
        number = _number(before[1], vocabulary) if before else 0
        unit = _unit_after(text, end, vocabulary)
        if before and number and unit:
            stated.append(Statement(number * unit[0], before.start(), unit[1]))
        elif before and number and _at_least(text, before.start(), end, vocabulary):
            stated.append(Statement(number, before.start(), end))
    return sorted(stated, key=lambda statement: statement.start)


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
    reason = f"seharusnya {said(claim.value)}, tetapi bukti menyebut “{mark.text}”"
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
        return Judgement(claim, Verdict.SHOWN, "bukti menyatakan pembaruan setiap ada perubahan", marks)
    if stated := [it for it in statements(entry.evidence.text, vocabulary) if it.per_year <= _SELDOM]:
        mark = quote(entry, stated[0].start, stated[0].end)
        reason = f"seharusnya {said(claim.value)}, tetapi bukti menyebut “{mark.text}”"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (mark,))
    reason = "pembaruan setiap ada perubahan hanya tampak dari riwayat pembaruannya, bukan dari isian"
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
        return Judgement(claim, Verdict.CONTRADICTED, f"bukti menyebut “{marks[0].text}”", marks)
    ours = " (uji alat ini, bukan peraturan)"
    if not groups and (marks := _named_often(entry, vocabulary)):
        reason = f"“{marks[0].text}” ditulis, tetapi dokumennya tidak disebut satu per satu"
        return Judgement(claim, Verdict.CANNOT_TELL, reason + ours, marks)
    if not groups:
        reason = "tidak ada dokumen bertanggal yang berulang"
        return Judgement(claim, Verdict.NOT_SHOWN, reason + ours)
    faults = [_irregularity(group, context) for group in groups]
    if any(not fault for fault, _ in faults):
        return Judgement(claim, Verdict.SHOWN, "berulang dengan jarak teratur" + ours, _marks(entry, groups))
    united = sorted((o for group in groups for o in group), key=lambda o: (o.first, o.last))
    if len(groups) > 1 and not _irregularity(united, context)[0]:
        reason = "kegiatannya berulang, tetapi jenisnya berganti-ganti; tidak jelas apakah satu rangkaian"
        return Judgement(claim, Verdict.CANNOT_TELL, reason + ours, _marks(entry, groups))
    told = [o for group in groups for o in _inside(group, context) if o.is_range and o.first < o.last]
    if told and any(it.per_year > 1 for it in statements(entry.evidence.text, vocabulary)):
        reason = "tiap kali disebut dalam satu rentang"  # "tiap bulan, notulen bulan Januari s.d. Desember 2024"
        return Judgement(claim, Verdict.SHOWN, reason + ours, _marks(entry, [told]))
    fault, due = faults[0]
    return Judgement(claim, Verdict.NOT_SHOWN, fault + ours, _marks(entry, groups[:1]), due, tuple(groups[0]))


def _named_often(entry: Entry, vocabulary: ClaimVocabulary) -> tuple[Quote, ...]:
    """ "Berita acara penilaian setiap triwulan Tahun 2023": documents of a year, as often as that."""
    said_so = [it for it in statements(entry.evidence.text, vocabulary) if it.per_year > 1]
    held = Taken(
        places(it for it in entry.evidence.items if names_document(it) and any(p.has_year for p in it.periods))
    )
    return tuple(quote(entry, it.start, it.end) for it in said_so if held.overlaps(it.start, it.start + 1))


def _irregularity(group: list[Occurrence], context: Context) -> tuple[str, tuple[Moment, ...]]:
    """Why a series is not periodic ("" where it is), and the months that are due."""
    meaning, horizon = context.meaning, context.horizon
    inside = _inside(group, context)
    ends = sorted({o.last for o in inside})
    if len(ends) < meaning.min_documents:
        once = " (yang sebulan dihitung satu)" if len(inside) > len(ends) else ""
        told = f"baru {len(ends)} dokumen bertanggal" if ends else "belum ada dokumen bertanggal"
        need = f"diperlukan sedikitnya {meaning.min_documents}{once}"
        return f"{told} dari rangkaian yang sama dalam masa penilaian; {need}", ()
    steps = [later - earlier for earlier, later in pairwise(ends)]
    longest = max(steps)
    if longest > meaning.max_step_months:
        return f"jarak terpanjang antara dua dokumen {longest} bulan, paling lama {meaning.max_step_months} bulan", ()
    if longest - min(steps) > meaning.irregular_months:
        return f"jarak dokumennya tidak teratur, {min(steps)} sampai {longest} bulan", ()
    until = Moment.of_day(horizon.last_day)
    later = months_between(Moment.at(ends[-1] + longest), until, step=longest)
    if due := tuple(month for month in later if horizon.is_over(month)):
        if steps.count(Unit.MONTH) * 2 >= len(steps):  # a month left out makes no step of two
            due = tuple(filter(horizon.is_over, months_between(Moment.at(ends[-1] + Unit.MONTH), until)))
        return f"sesudah {period(Moment.at(ends[-1]))} tidak ada dokumen lagi, padahal {names(due)} sudah lewat", due
    return "", ()


def _counted(claim: Claim, entry: Entry, context: Context, groups: list[list[Occurrence]]) -> Judgement:
    if not groups:
        reason = f"tidak ada dokumen bertanggal; {said(claim.value)} tidak tampak"
        return Judgement(claim, Verdict.NOT_SHOWN, reason)
    unit = _UNIT.get(claim.value)
    if unit is None:
        return _times(claim, entry, context, groups)
    if unit is Unit.YEAR:
        return _annual(claim, entry, context, groups)
    due = context.horizon.due(unit)
    if not due:
        return Judgement(claim, Verdict.CANNOT_TELL, "belum ada periode yang selesai dalam masa penilaian")
    if all(o.is_labelled and o.step > unit for group in groups for o in group):
        least = min(o.step for group in groups for o in group)
        told = next((said(name) for name, length in _UNIT.items() if length == least), "lebih jarang")
        return Judgement(
            claim, Verdict.NOT_SHOWN, f"dokumennya {told}, bukan {said(claim.value)}", _marks(entry, groups)
        )
    missing, nearest = min(((missing_units(group, due), group) for group in groups), key=lambda pair: len(pair[0]))
    marks = _marks(entry, groups[:1])
    assumed = "" if all(o.has_year for o in groups[0]) else " (tahunnya tidak ditulis, dianggap dari masa penilaian)"
    if not missing:
        return Judgement(claim, Verdict.SHOWN, f"setiap periode ada dokumennya{assumed}", marks)
    if not missing_units([o for group in groups for o in group], due):
        reason = "setiap periode ada dokumennya, tetapi jenisnya berganti-ganti"
        return Judgement(claim, Verdict.CANNOT_TELL, reason, _marks(entry, groups))
    reason = f"dokumen {_label(missing)} tidak ada{assumed}"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, marks, tuple(missing), tuple(nearest))


def _label(units: list[Moment]) -> str:
    return names(units) if units[0].unit is Unit.MONTH else ", ".join(map(period, units))


def _annual(claim: Claim, entry: Entry, context: Context, groups: list[list[Occurrence]]) -> Judgement:
    since = (context.horizon.window.start.year - 1) * Unit.YEAR
    near = [o for group in groups for o in group if o.last >= since]
    if near:
        marks = tuple(quote(entry, o.start, o.end) for o in near)
        return Judgement(claim, Verdict.SHOWN, "ada dokumen bertanggal tahun ini atau tahun lalu", marks)
    reason = "dokumen bertanggalnya jauh sebelum masa penilaian"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, _marks(entry, groups))


def _times(claim: Claim, entry: Entry, context: Context, groups: list[list[Occurrence]]) -> Judgement:
    asked = per_year(claim.value) or 1
    first, last = Moment.of_day(context.horizon.first_day), Moment.of_day(context.horizon.last_day)
    months = last.month_count - first.month_count + 1
    due = max(1, asked * min(months, 12) // 12)
    dates = {(o.months, o.start) for group in groups for o in _inside(group, context)}
    marks = _marks(entry, groups)
    if len(dates) >= due:
        return Judgement(claim, Verdict.SHOWN, f"{len(dates)} kegiatan bertanggal dalam {months} bulan", marks)
    reason = f"{said(claim.value)} belum tercapai: {len(dates)} kegiatan bertanggal, sampai kini diperlukan {due}"
    return Judgement(claim, Verdict.NOT_SHOWN, reason, marks)


def _inside(group: list[Occurrence], context: Context) -> list[Occurrence]:
    """Occurrences in the window; one month before its start still counts, for reports on the last period."""
    first = Moment.of_day(context.horizon.window.start).month_count - 1
    last = Moment.of_day(context.horizon.last_day).month_count
    return [o for o in group if first <= o.last and o.first <= last]


def _marks(entry: Entry, groups: list[list[Occurrence]]) -> tuple[Quote, ...]:
    return tuple(quote(entry, o.start, o.end) for group in groups for o in group)

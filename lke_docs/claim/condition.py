"""Conditions of a proposal that stand beside the points, and what the sheet says of each.

"Wajib LHKPN 4, sudah lapor 4" meets one; "rekap TLHP" in a cell says that there is something to look at, no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lke_docs.claim.model import Context, Quote, Verdict, quote
from lke_docs.form import parse_number
from lke_docs.model import Entry, EvidenceItem
from lke_docs.patterns import Condition, Phrases, conditions
from lke_docs.tuples import NamedTuple
from lke_docs.wording import day, figure, quoted

_WHOLE = 100.0  # percent


class ConditionState(NamedTuple):
    """What the sheet says of a condition. `says`: in Indonesian; `quotes`: where; `codes`: the rows of its numbers."""

    condition: Condition
    verdict: Verdict
    says: str
    quotes: tuple[Quote, ...] = ()
    codes: tuple[str, ...] = ()


def read_conditions(context: Context) -> tuple[ConditionState, ...]:
    """What a sheet says of each condition, in the order of the file."""
    return tuple(_state(condition, context) for condition in conditions())


def _state(condition: Condition, context: Context) -> ConditionState:
    told = _by_numbers(condition, context)
    if told is None and condition.founding:
        told = _by_age(condition, condition.founding, context)
    if told is not None:
        return told
    named = next(_naming(condition.words, context.entries.values()), None)
    if named is None:
        return ConditionState(condition, Verdict.CANNOT_TELL, "lembar tidak menyebutnya")
    entry, item = named
    says = f"lembar menyebut {quoted(item.text, 80)}; dokumennya dibuat atau diperiksa di luar lembar"
    return ConditionState(condition, Verdict.CANNOT_TELL, says, (quote(entry, item.start, item.end),))


def _by_numbers(condition: Condition, context: Context) -> ConditionState | None:
    for group in context.form.counts.values():
        if set(condition.counts) != set(group.numbers) or not condition.counts:
            continue
        whole, part = (group.numbers[slug] for slug in condition.counts)
        codes = tuple(entry.code for entry in group.rows)
        if group.fault or whole < 0:
            return ConditionState(
                condition, Verdict.CANNOT_TELL, f"angkanya tidak cocok: {figure(part)} dari {figure(whole)}"
            )
        met = Verdict.SHOWN if part >= whole else Verdict.NOT_SHOWN
        return ConditionState(condition, met, f"{figure(part)} dari {figure(whole)}", codes=codes)
    return _by_percentage(condition, context)


def _by_percentage(condition: Condition, context: Context) -> ConditionState | None:
    """The share itself, where the unit writes it and no numbers below."""
    for code, entry in context.entries.items():
        asked = {given.slug for given in context.instrument.indicators[code].inputs}
        number = parse_number(entry.row.answer) if asked and asked == set(condition.counts) else None
        if number and number.is_percent:
            met = Verdict.SHOWN if number.value >= _WHOLE else Verdict.NOT_SHOWN
            return ConditionState(condition, met, f"dijawab {entry.row.answer.strip()}", codes=(entry.code,))
    return None


def _by_age(condition: Condition, founding: Phrases, context: Context) -> ConditionState | None:
    """How long the programme runs: from the day that was told, else from the first document that founds it."""
    horizon = context.horizon
    if horizon.started:
        is_old = _a_year_after(horizon.started) <= horizon.as_of
        verdict = Verdict.SHOWN if is_old else Verdict.NOT_SHOWN
        return ConditionState(condition, verdict, f"mulai {day(horizon.started)} menurut pengaturan")
    named = _naming(founding, context.entries.values())
    founded = [(on, entry, item) for entry, item in named for written in item.dates if (on := written.full)]
    if not founded:
        return None
    on, entry, item = min(founded, key=lambda dated: dated[0])
    verdict = Verdict.SHOWN if _a_year_after(on) <= horizon.as_of else Verdict.CANNOT_TELL
    says = f"dokumen pertama yang disebut bertanggal {day(on)}: {quoted(item.text, 60)}"
    return ConditionState(condition, verdict, says, (quote(entry, item.start, item.end),))


def _a_year_after(on: date) -> date:
    return date(on.year + 1, on.month, min(on.day, 28)) if on.month == 2 else on.replace(year=on.year + 1)


def _naming(words: Phrases, entries: Iterable[Entry]) -> Iterator[tuple[Entry, EvidenceItem]]:
    """The pieces of evidence that hold one of these words."""
    cells = tuple(entries)
    if not words.may_stand_in("\n".join(entry.evidence.text for entry in cells)):
        return
    for entry in cells:
        for item in entry.evidence.items if words.search(entry.evidence.text) else ():
            if item.is_offered and words.search(item.text):
                yield entry, item

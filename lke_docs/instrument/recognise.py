"""Which form a sheet is, and which question each of its rows answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lke_docs.instrument.load import instrument_ids, load_instrument
from lke_docs.instrument.model import Indicator, InputField, Instrument
from lke_docs.model import Row, Sheet

_ENOUGH = 0.8  # share of a sheet's codes that must belong to a form to call it recognised at once
_SOME = 0.3  # below this share of codes or questions nothing is claimed
_HIT = 90.0  # how alike a keyword and its piece of the question must be (0-100), for typing errors
_CERTAIN = 95.0
_HALF = 0.5
_MARGIN = 12.0  # how far the best question must be ahead of the second


class Recognition(NamedTuple):
    """The form of a sheet (None where it is not clear) and why, in Indonesian."""

    instrument: Instrument | None
    reason: str


class RowMatch(NamedTuple):
    """The question a row answers. `how`: kode, pertanyaan, hitungan (a number below an indicator) or ""."""

    row: Row
    indicator: Indicator | None
    how: str
    reason: str


def recognise(sheet: Sheet, *, candidates: Iterable[Instrument] | None = None) -> Recognition:
    """Say which instrument a sheet follows, by its codes and, where those differ, by its questions."""
    asked = [row for row in sheet.rows if row.question]
    if not asked:
        return Recognition(None, "lembar tidak memuat pertanyaan, jadi bentuk LKE tidak dapat dikenali")
    tried = []
    for instrument in candidates if candidates is not None else map(load_instrument, instrument_ids()):
        share = _share_of_codes(asked, instrument)
        if share >= _ENOUGH:
            return Recognition(instrument, f"{share:.0%} kode baris sesuai dengan {instrument.id}")
        tried.append((share, instrument))
    ranked = sorted(((_share_of_questions(asked, it), share, it) for share, it in tried), key=lambda r: r[:2])
    if not ranked:
        return Recognition(None, "tidak ada instrumen untuk dibandingkan")
    by_question, by_code, best = ranked[-1]
    if max(by_question, by_code) < _SOME:
        return Recognition(None, "kode dan pertanyaan tidak sesuai dengan instrumen mana pun yang dikenal")
    said = f"{by_code:.0%} kode dan {by_question:.0%} pertanyaan sesuai dengan {best.id}"
    return Recognition(best, said)


def _share_of_codes(rows: list[Row], instrument: Instrument) -> float:
    known = {code.casefold() for code in instrument.indicators}
    found = [row.code.strip(" .").casefold() for row in rows]
    return sum(code in known or _input_row(code, instrument) is not None for code in found) / len(rows)


def _share_of_questions(rows: list[Row], instrument: Instrument) -> float:
    return sum(_by_question(row.question, instrument) is not None for row in rows) / len(rows)


def match_rows(sheet: Sheet, instrument: Instrument) -> tuple[RowMatch, ...]:
    """Match each row of a sheet, in order."""
    known: dict[str, Indicator | None] = {}
    return tuple(match_row(row, instrument, known=known) for row in sheet.rows)


def match_row(row: Row, instrument: Instrument, *, known: dict[str, Indicator | None] | None = None) -> RowMatch:
    """Match a row by its code; by its question where the code is unknown or plainly another question's.

    `known` keeps what questions were found to be, for the rows of one sheet.
    """
    number = _input_row(row.code, instrument)
    if number is not None:
        return RowMatch(row, number, "hitungan", f"angka di bawah {number.code}")
    own = instrument.indicator(row.code)
    if own is not None and (not row.question or own.inputs or _is_plainly(row.question, own, instrument)):
        return RowMatch(row, own, "kode", "kode dan pertanyaan sesuai")
    if own is not None and _likeness(row.question, own) >= _HIT:
        return RowMatch(row, own, "kode", "kode dan pertanyaan sesuai")
    found = known if known is not None else {}
    if row.question not in found:
        found[row.question] = _by_question(row.question, instrument)
    other = found[row.question]
    if other is not None and other is not own:
        said = f"pertanyaannya adalah pertanyaan {other.code}" + (f", bukan {row.code}" if row.code else "")
        return RowMatch(row, other, "pertanyaan", said)
    if own is not None:
        return RowMatch(row, own, "kode", "kode sesuai; pertanyaan ditulis dengan kata lain")
    return RowMatch(row, None, "", "tidak ada pertanyaan yang jelas paling mirip")


def input_of(code: str, indicator: Indicator) -> InputField | None:
    """The number that a row below a computed indicator holds: `A.5.3.B.2` the second; None for details."""
    folded = code.strip(" .").casefold()
    number = folded.removeprefix(f"{indicator.code.casefold()}.")
    if number == folded or not number.isdecimal() or not 1 <= int(number) <= len(indicator.inputs):
        return None
    return indicator.inputs[int(number) - 1]


def _input_row(code: str, instrument: Instrument) -> Indicator | None:
    folded = code.strip(" .").casefold()
    for indicator in instrument.indicators.values():
        if indicator.inputs and folded.startswith(f"{indicator.code.casefold()}."):
            return indicator
    return None


def _by_question(question: str, instrument: Instrument) -> Indicator | None:
    """The one indicator whose keywords the question carries, ahead of all others by a clear margin."""
    if not question.strip():
        return None
    scored = sorted(
        ((_likeness(question, it), sum(map(len, it.keywords)), it) for it in instrument.indicators.values()),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    best, length, indicator = scored[0]
    if best < _CERTAIN:
        return None
    # Keywords of one question may all stand inside a longer one: then the fuller set must be clearly fuller.
    rival, rival_length, _ = scored[1]
    clear = best - rival >= _MARGIN or length - rival_length >= _MARGIN
    return indicator if clear else None


def _is_plainly(question: str, own: Indicator, instrument: Instrument) -> bool:
    """Half of its keywords stand there as they are and no other question has more, or it alone has any:
    then there is no need to look for typing errors."""
    text = re.sub(r"\s+", " ", question.casefold())
    share = _literal_share(text, own)
    if share in (0, 1):
        return share == 1
    best = max((_literal_share(text, it) for it in instrument.indicators.values() if it is not own), default=0.0)
    return best < share or (best == share >= _HALF)


def _literal_share(text: str, indicator: Indicator) -> float:
    """Share of the letters of an indicator's keywords that stand in a text; `text` is folded."""
    found = sum(len(word) for word in indicator.keywords if word.casefold() in text)
    return found / sum(map(len, indicator.keywords)) if indicator.keywords else 0.0


def _likeness(question: str, indicator: Indicator) -> float:
    """Mean over the keywords, weighed by length, of how alike each is to its best piece of the question."""
    text = re.sub(r"\s+", " ", question.casefold())
    total = weight = 0.0
    for keyword in indicator.keywords:
        word = keyword.casefold()
        score = 100.0 if word in text else _partial(word, text)
        total += (score if score >= _HIT else score / 2) * len(word)
        weight += len(word)
    return total / weight if weight else 0.0


def _partial(word: str, text: str) -> float:
    from rapidfuzz.fuzz import partial_ratio  # only where a keyword does not stand there as it is

    return partial_ratio(word, text)

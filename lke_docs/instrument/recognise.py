"""Which form a sheet is."""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.instrument.load import instrument_ids, load_instrument
from lke_docs.instrument.model import Instrument
from lke_docs.instrument.question import by_question, input_row
from lke_docs.model import Row, Sheet
from lke_docs.tuples import NamedTuple

_ENOUGH = 0.8  # share of a sheet's codes that must belong to a form to call it recognised at once
_SOME = 0.3  # below this share of codes or questions nothing is claimed


class Recognition(NamedTuple):
    """The form of a sheet (None where it is not clear) and why, in Indonesian."""

    instrument: Instrument | None
    reason: str


def recognise(sheet: Sheet, *, candidates: Iterable[Instrument] | None = None) -> Recognition:
    """Say which instrument a sheet follows, by its codes and, where those differ, by its questions.

    Of two with the same codes it is the one that is valid in the year of the sheet.
    """
    asked = [row for row in sheet.rows if row.question]
    if not asked:
        return Recognition(None, "lembar tidak memuat pertanyaan, jadi bentuk LKE tidak dapat dikenali")
    tried = []
    for instrument in candidates if candidates is not None else map(load_instrument, instrument_ids()):
        share = _share_of_codes(asked, instrument)
        if share >= _ENOUGH and (sheet.year is None or instrument.is_valid_in(sheet.year.value)):
            return _by_codes(share, instrument)
        tried.append((share, instrument))
    if fitting := [it for it in tried if it[0] >= _ENOUGH]:
        return _by_codes(*fitting[0])
    ranked = sorted(((_share_of_questions(asked, it), share, it) for share, it in tried), key=lambda r: r[:2])
    if not ranked:
        return Recognition(None, "tidak ada instrumen untuk dibandingkan")
    questions, codes, best = ranked[-1]
    if max(questions, codes) < _SOME:
        return Recognition(None, "kode dan pertanyaan tidak sesuai dengan instrumen mana pun yang dikenal")
    said = f"{codes:.0%} kode dan {questions:.0%} pertanyaan sesuai dengan {best.id}"
    return Recognition(best, said)


def _by_codes(share: float, instrument: Instrument) -> Recognition:
    return Recognition(instrument, f"{share:.0%} kode baris sesuai dengan {instrument.id}")


def _share_of_codes(rows: list[Row], instrument: Instrument) -> float:
    known = {code.casefold() for code in instrument.indicators}
    codes = [row.code.strip(" .").casefold() for row in rows]
    return sum(code in known or input_row(code, instrument) is not None for code in codes) / len(rows)


def _share_of_questions(rows: list[Row], instrument: Instrument) -> float:
    return sum(by_question(row.question, instrument) is not None for row in rows) / len(rows)

"""What the form of a sheet says of its rows: their questions, and what the letters claim.

Judging a letter takes time and several rules ask for it: each row is judged once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lke_docs.claim import CadenceMeaning, Context, Judgement, claim_vocabulary, judge_answer
from lke_docs.instrument import Indicator, Instrument, RowMatch, input_of, match_row
from lke_docs.model import Entry, Window


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet read as one instrument. Rows are known by their position, for a code may stand twice."""

    instrument: Instrument
    context: Context
    matches: dict[int, RowMatch]
    judged: dict[int, tuple[Judgement, ...]] = field(default_factory=dict)

    def indicator(self, entry: Entry) -> Indicator | None:
        """The question that a row answers; None where it is not clear, or where the row is a number below one."""
        match = self.matches.get(id(entry.row))
        return match.indicator if match and match.how != "hitungan" else None

    def is_number(self, entry: Entry) -> bool:
        """Whether a row holds a number below a computed question."""
        match = self.matches.get(id(entry.row))
        return match is not None and match.how == "hitungan"

    def counted(self, entry: Entry) -> tuple[Indicator, str] | None:
        """The computed question that a row gives a number for, and the slug of that number."""
        match = self.matches.get(id(entry.row))
        if match is None or match.how != "hitungan" or match.indicator is None:
            return None
        wanted = input_of(entry.code, match.indicator)
        return (match.indicator, wanted.slug) if wanted else None

    def judgements(self, entry: Entry) -> tuple[Judgement, ...]:
        """Every claim of the letter that the row answers, judged on its evidence."""
        indicator = self.indicator(entry)
        if indicator is None:
            return ()
        key = id(entry.row)
        if key not in self.judged:
            self.judged[key] = judge_answer(entry, indicator, self.context, vocabulary=claim_vocabulary())
        return self.judged[key]


def read_form(
    entries: Sequence[Entry],
    instrument: Instrument,
    *,
    window: Window,
    as_of: date,
    started: date | None,
    meaning: CadenceMeaning | None,
) -> Form:
    """Match the rows to the questions of an instrument."""
    known: dict[str, Indicator | None] = {}
    matches = {id(entry.row): match_row(entry.row, instrument, known=known) for entry in entries}
    homes: dict[str, Entry] = {}
    for entry in entries:
        match = matches[id(entry.row)]
        if match.indicator and match.how != "hitungan":
            homes.setdefault(match.indicator.code, entry)
    context = Context(instrument, window, as_of, entries=homes, started=started, meaning=meaning)
    return Form(instrument, context, matches)

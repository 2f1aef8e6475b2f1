"""Check a sheet: extract, run the rules, say what was checked and what was not.

The rules themselves, and the table of them, are in `lke_docs.check.rules`. A rule sees a cell with all its
neighbours and says what is wrong in words and, where a document would mend it, what is missing as data:

>>> from lke_docs.check.window import parse_window
>>> from lke_docs.model import Place, Row
>>> cell = "; ".join(f"Notula Evaluasi SOP Bulan {month} 2021" for month in ("Februari", "Maret", "Mei"))
>>> row = Row("A.2.1.C", "Apakah SOP telah dievaluasi?", "A", "letter", cell, Place(line=12))
>>> audited = audit(Sheet("contoh.txt", "", "txt", (row,)), window=parse_window("2021-01..2021-06"))
>>> [str(month) for f in audited.findings if f.rule == "SER001" for month in f.gap.periods]
['2021-04']
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from lke_docs.check.cadence import unreached
from lke_docs.check.engine import run
from lke_docs.check.follow_up import find_unanswered
from lke_docs.check.rule import Dossier, Rule
from lke_docs.check.rules import RULES, all_rules, rule_by_code
from lke_docs.check.told import told_counts
from lke_docs.check.window import day_filled, derive_window
from lke_docs.claim import CadenceMeaning, Context, Judge, claim_vocabulary
from lke_docs.extract import extract, extract_all
from lke_docs.form import own_texts, read_form
from lke_docs.instrument import Instrument, Recognition, instrument_of
from lke_docs.model import Audit, Entry, Evidence, Sheet, Window
from lke_docs.office.allowance import ENDS, SPENT
from lke_docs.patterns import vocabulary
from lke_docs.series import Horizon, find_series

__all__ = ["RULES", "Dossier", "all_rules", "audit", "check_dossier", "open_dossier", "rule_by_code"]


def open_dossier(
    sheet: Sheet,
    *,
    window: Window | None = None,
    as_of: date | None = None,
    instrument: str | Path | Instrument | Recognition | None = None,
    reading: str = "",
    started: date | None = None,
    meaning: CadenceMeaning | None = None,
    unit_code: str = "",
) -> Dossier:
    """Read all that rules and score look at, once: evidence, window, the sheet as one form.

    Window and `as_of` are derived from the sheet where they are not given, and say how. Without `as_of` the day
    on which the sheet says it was filled stands for today, else the last day of the window: nothing here reads
    a clock. Without `instrument` (whatever `instrument_of` takes) the form is recognised. `started`, `meaning`
    and `unit_code` are the unit's own settings: its programme's first day, what "berkala" means, its office code.
    """
    entries = _entries(sheet)
    asked = instrument_of(sheet, instrument, reading=reading).instrument
    window = window or derive_window(sheet, entries, asked)
    form = read_form(entries, asked) if asked else None
    meaning = meaning or claim_vocabulary().meaning
    horizon = Horizon(window, as_of or day_filled(sheet, window), meaning.grace_days, started)
    context = Context(form, horizon, meaning, sheet.unit) if form else None
    dossier = Dossier(
        sheet=sheet,
        entries=entries,
        horizon=horizon,
        vocabulary=vocabulary(),
        instrument=asked.id if asked else "",
        by_code={entry.code: entry for entry in reversed(entries)},
        form=form,
        judge=Judge(context, claim_vocabulary()) if context else None,
        unit_code=unit_code,
        series=cache(lambda: find_series(entries, horizon, unit=sheet.unit)),
        told=cache(lambda: tuple(told_counts(form, entries)) if form else ()),
    )
    return _asked_once(dossier)


def _asked_once(dossier: Dossier) -> Dossier:
    """The same with what several rules ask of the whole sheet, found when the first one asks."""
    return dossier._replace(
        unanswered=cache(lambda: tuple(find_unanswered(dossier.entries, dossier.horizon, dossier.form, dossier.judge))),
        unreached=cache(lambda: tuple(unreached(dossier))),
    )


def _entries(sheet: Sheet) -> tuple[Entry, ...]:
    """The rows with what was found in their evidence, without the lists that the form itself prescribes."""
    entries = _extracted(sheet)
    texts = own_texts(entries)
    if not texts:
        return entries
    return tuple(
        Entry(entry.row, extract(texts[id(entry.row)])) if id(entry.row) in texts else entry for entry in entries
    )


def _extracted(sheet: Sheet) -> tuple[Entry, ...]:
    """Every row with its evidence; where the time or memory of the command ends, the rest is not checked."""
    texts = dict.fromkeys(row.evidence for row in sheet.rows)  # a cell copied down a hundred rows is read once
    known: dict[str, Evidence] = {}
    try:
        for text, evidence in zip(texts, extract_all(texts), strict=True):
            known[text] = evidence
    except ENDS:
        unread = Evidence("", (), (), (), (), ())
        rows = [row if row.evidence in known else row._replace(unread=row.unread or SPENT) for row in sheet.rows]
        return tuple(Entry(row, known.get(row.evidence, unread)._replace()) for row in rows)
    return tuple(Entry(row, known[row.evidence]._replace()) for row in sheet.rows)  # each cell is one of its own


def check_dossier(dossier: Dossier, rules: Sequence[Rule] | None = None) -> Audit:
    """Run rules; without `rules` all of them, those on files where there is a folder."""
    if rules is None:
        rules = all_rules() if dossier.folder is not None else RULES
    findings, states, defects = run(dossier, rules)
    return Audit(
        dossier.sheet,
        dossier.entries,
        dossier.window,
        dossier.as_of,
        tuple(findings),
        tuple(states),
        tuple(defects),
        dossier.instrument,
    )


def audit(
    sheet: Sheet,
    *,
    window: Window | None = None,
    as_of: date | None = None,
    rules: Sequence[Rule] | None = None,
    instrument: str | Path | Instrument | Recognition | None = None,
    reading: str = "",
    started: date | None = None,
    meaning: CadenceMeaning | None = None,
    unit_code: str = "",
) -> Audit:
    """Check a sheet: `open_dossier`, which explains the options, and `check_dossier` in one."""
    dossier = open_dossier(
        sheet,
        window=window,
        as_of=as_of,
        instrument=instrument,
        reading=reading,
        started=started,
        meaning=meaning,
        unit_code=unit_code,
    )
    return check_dossier(dossier, rules)

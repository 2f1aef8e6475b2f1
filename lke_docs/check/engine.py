"""Run rules over a dossier: findings with stable fingerprints, and a state for each rule and row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from lke_docs.check.fold import fingerprint, fold
from lke_docs.check.rule import NO_WINDOW, SPENT, Applies, Dossier, Hit, Mark, Rule, Skip
from lke_docs.gap import Consequence
from lke_docs.model import CheckState, Confidence, Finding, Level, Row, Span, State
from lke_docs.office.allowance import ENDS
from lke_docs.wording import quoted

_STRUCK, _PASSED = Skip(State.FINDING), Skip(State.PASS)
_LEVELS = {level: rank for rank, level in enumerate(Level)}


def run(dossier: Dossier, rules: Sequence[Rule]) -> tuple[list[Finding], list[CheckState], list[str]]:
    """Return findings (worst first, then in the order of the sheet), states, and what failed.

    A rule that raises does not end the run: its rows are `not_checked` and its name is in the third list.
    """
    findings: list[Finding] = []
    states: list[CheckState] = []
    defects: list[str] = []
    skips: dict[Applies, list[Skip | None]] = {}  # many rules run on the same rows
    rows = [entry.row for entry in dossier.entries]
    ends = 0  # how often the time or memory of the command was used up
    for rule in rules:
        rests = rule.needs_window and not dossier.window.is_known
        try:
            hits, defect = ([], "") if rests or ends > 1 else _hits(rule, dossier)
            spent = ends > 1
        except ENDS:
            hits, defect, spent, ends = [], "", True, ends + 1
        if defect:
            defects.append(defect)
        hits = [hit for hit in hits if not (hit.entry and hit.entry.row.unread)]
        if hits:
            findings += fold(_findings(rule, dossier, hits), [hit.act for hit in hits], dossier.instrument)
        if rule.applies not in skips:
            skips[rule.applies] = [
                Skip(State.NOT_CHECKED, entry.row.unread) if entry.row.unread else rule.applies(dossier, entry)
                for entry in dossier.entries
            ]
        skipped = skips[rule.applies]
        if spent or rests:
            skipped = [skip or (SPENT if spent else NO_WINDOW) for skip in skipped]
        states += _states(rule, rows, skipped, hits, defect)
    order = {entry.code: position for position, entry in enumerate(dossier.entries)}
    findings.sort(key=lambda f: (_LEVELS[f.level], order.get(f.indicator, -1), f.rule, _start(f), f.fingerprint))
    return findings, states, defects


def _start(finding: Finding) -> int:
    return finding.spans[0].start if finding.spans else -1


def _hits(rule: Rule, dossier: Dossier) -> tuple[list[Hit], str]:
    try:
        return list(rule.check(dossier)), ""
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the one place that isolates a worker: a rule
        return [], f"{rule.code} ({rule.name}): {type(error).__name__}: {error}"


def _findings(rule: Rule, dossier: Dossier, hits: Iterable[Hit]) -> list[Finding]:
    """One finding a hit, in their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    findings = []
    for hit in hits:
        indicator = hit.entry.code if hit.entry else ""
        meaning = (rule.code, dossier.instrument, indicator, *hit.key)
        seen[meaning] += 1
        findings.append(
            Finding(
                fingerprint=fingerprint(*meaning, *([str(seen[meaning])] if seen[meaning] > 1 else [])),
                rule=rule.code,
                name=rule.name,
                level=hit.level or rule.level,
                confidence=hit.confidence or rule.confidence,
                indicator=indicator,
                message=_message(rule, hit, dossier),
                remedy=hit.remedy or rule.remedy,
                spans=tuple(_span(mark) for mark in hit.marks),
                related=hit.related,
                gap=hit.gap,
                consequence=_consequence(rule, hit),
            )
        )
    return findings


def _consequence(rule: Rule, hit: Hit) -> Consequence:
    """A question costs nothing."""
    unsure = (hit.confidence or rule.confidence) is Confidence.RENDAH
    return Consequence.NOTHING if unsure else hit.consequence or rule.consequence


def _message(rule: Rule, hit: Hit, dossier: Dossier) -> str:
    """What lowers a letter says what that letter asks, in the form's own words."""
    if hit.entry is None or dossier.form is None or _consequence(rule, hit) is not Consequence.STEP_DOWN:
        return hit.message
    chosen = dossier.form.choice(hit.entry)
    asked = chosen.option.criterion if chosen.option else ""
    known = not asked or asked.casefold() in hit.message.casefold()
    return hit.message if known else f"{hit.message} Bunyi pilihan {chosen.letter}: {quoted(asked, 160)}."


def _span(mark: Mark) -> Span:
    row = mark.entry.row
    return Span(row.code, row.place_at(mark.start), mark.start, mark.end, row.evidence[mark.start : mark.end])


def _states(
    rule: Rule, rows: Sequence[Row], skips: Iterable[Skip | None], hits: Iterable[Hit], defect: str
) -> list[CheckState]:
    struck = {hit.entry.code for hit in hits if hit.entry}
    if defect:
        skips = [Skip(State.NOT_CHECKED, f"aturan gagal dijalankan: {defect}")] * len(rows)
    elif struck:
        told = zip(rows, skips, strict=True)
        skips = [_STRUCK if row.code in struck and not row.unread else skip for row, skip in told]
    outcomes = [skip or _PASSED for skip in skips]
    return [_state((rule.code, row.code, state, reason)) for row, (state, reason) in zip(rows, outcomes, strict=True)]


_state: Callable[[tuple[str, str, State, str]], CheckState] = partial(tuple.__new__, CheckState)

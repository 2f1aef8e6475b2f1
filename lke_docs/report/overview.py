"""Audit -> Report: the one reading order that every renderer takes, built once.

One fact is told once, with all its indicators: "Print-246/P.4.17/Cp.1/03/2021 dipakai untuk 2 naskah" is a line on the
card of A.2.3.A, a pointer on that of A.6.1.A, and one thing to do for the points of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from lke_docs import wording
from lke_docs.model import Audit, Confidence, Finding, FindingState, Level, Row, State
from lke_docs.report.model import Card, CardLine, Habit, Listed, Marked, Reach, Report, Stake, Task
from lke_docs.report.short_id import short_ids
from lke_docs.wording import quoted

if TYPE_CHECKING:
    from lke_docs.check import Dossier
    from lke_docs.instrument import Instrument
    from lke_docs.score import Score
    from lke_docs.score.model import Mend, Support
    from lke_docs.workspace.compare import Comparison
    from lke_docs.workspace.opening import Audited
    from lke_docs.workspace.work import Work

_LIKE = 3  # so many findings of one rule, or indicators of one finding, are a habit
_LEVELS = {level: rank for rank, level in enumerate(Level)}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SETTLE = "Sebut dokumen yang menunjukkannya, dengan nomor atau tanggalnya, atau pilih huruf yang sesuai."
_THERE = ("new", "open", "returned")  # of findings that are there; the others are in `past`


def report_of(
    done: Audited,
    *,
    with_drafts: bool = True,
    work: Iterable[Work] = (),
    only_new: bool = False,
    is_masked: bool | None = None,
) -> Report:
    """The report of a sheet that was opened on its unit's terms, with what people noted in a worklist.

    `only_new`: without the findings that the run before had too. `is_masked`: without numbers of people, as the terms
    say where None.
    """
    report = _told(done, with_drafts=with_drafts, work=work, only_new=only_new)
    if done.terms.unmask if is_masked is None else not is_masked:
        return report
    from lke_docs.files.personal import has_personal, masked

    cells = (text for row in done.audit.sheet.rows for text in (row.evidence, *(note for _, _, note in row.reviews)))
    return masked(report) if report.folder or has_personal(cells) else report


def _told(done: Audited, *, with_drafts: bool, work: Iterable[Work], only_new: bool) -> Report:
    report = make_report(
        _only_new(done) if only_new else done.audit,
        dossier=done.dossier,
        score=done.points,
        instrument=done.recognition.instrument,
        form=done.form_said,
        as_of_given=done.terms.as_of is not None,
        comparison=done.comparison,
        settings=done.terms.settings,
        with_drafts=with_drafts,
    )
    if only_new:
        left = sum(len(it.singles) for it in done.audit.findings) - len(report.singles)
        report = report._replace(left_out=left, tasks=tuple(task for task in report.tasks if task.first))
    if done.unseen:
        chosen = (task for task in report.tasks if task.first or task.more or not done.terms.selected)
        report = report._replace(unseen=done.unseen, tasks=tuple(chosen))
    return with_work(report, done, work) if work else report


def with_work(report: Report, done: Audited, work: Iterable[Work]) -> Report:
    """The report with what people noted in a worklist."""
    from lke_docs.report.folder_told import marks_of
    from lke_docs.workspace.work import sorted_out

    noted, closed = sorted_out(work, done.audit.findings, done.terms.ran, marks_of(report.folder))
    return report._replace(work=noted, closed=closed)


def _only_new(done: Audited) -> Audit:
    from lke_docs.check.fold import apart

    changes = done.comparison.changes if done.comparison else ()
    known = {it.finding.fingerprint for it in changes if it.change == "open"}
    parts = (part for it in done.audit.findings for part in (apart(it, known) if it.members else (it,)))
    return done.audit._replace(findings=tuple(part for part in parts if part.fingerprint not in known))


def make_report(
    audit: Audit,
    *,
    dossier: Dossier | None = None,
    score: Score | None = None,
    instrument: Instrument | None = None,
    form: str = "",
    as_of_given: bool = False,
    comparison: Comparison | None = None,
    settings: str = "",
    with_drafts: bool = True,
) -> Report:
    """Put an audit into the order in which it is read. Equal audits give equal reports.

    `with_drafts`: name the shipped templates that close gaps, which has to read them.
    """
    listed, singles = _listed(audit, comparison, with_drafts=with_drafts)
    standing = [it for it in singles if it.finding.state is FindingState.OPEN]
    codes = _questions(audit, dossier)
    stakes = _stakes(codes, score)
    return Report(
        audit=audit,
        listed=listed,
        singles=singles,
        reach=_reach(audit),
        tasks=_tasks(audit, {it.id: it for it in listed}, standing, codes, stakes, score, instrument),
        habits=_habits([it for it in listed if it.finding.state is FindingState.OPEN]),
        cards=_cards(audit, singles, codes, stakes, instrument, score),
        areas={heading.code: heading.title for heading in audit.sheet.headings},
        settings=settings,
        form=form,
        as_of_given=as_of_given,
        score=score,
        instrument=instrument,
        dossier=dossier,
        comparison=comparison,
        past=tuple(it for it in comparison.changes if it.change not in _THERE) if comparison else (),
    )


def touched(finding: Finding) -> tuple[str, ...]:
    """The indicators that a finding is about, its own first."""
    codes = (finding.indicator, *finding.related, *(span.indicator for span in finding.spans))
    return tuple(dict.fromkeys(code for code in codes if code))


def _listed(
    audit: Audit, comparison: Comparison | None, *, with_drafts: bool
) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    """The findings as the audit gathers them, and each single one of them."""
    ids = short_ids(member.fingerprint for it in audit.findings for member in (it, *it.members))
    told = comparison.changes if comparison and comparison.old else ()
    changes = {it.finding.fingerprint: it.change.value for it in told}
    singles = [single for finding in audit.findings for single in finding.singles]
    drafts = _drafts(singles) if with_drafts else {}
    heads = {member.fingerprint: ids[it.fingerprint] for it in audit.findings for member in it.members}
    apart = {
        it.fingerprint: Listed(
            it,
            ids[it.fingerprint],
            changes.get(it.fingerprint, ""),
            drafts.get(it.fingerprint, ()),
            heads.get(it.fingerprint, ""),
        )
        for it in singles
    }
    return tuple(_head(it, ids, apart) if it.members else apart[it.fingerprint] for it in audit.findings), tuple(
        apart.values()
    )


def _head(finding: Finding, ids: Mapping[str, str], apart: Mapping[str, Listed]) -> Listed:
    """A finding that gathers others: what became of it where that is one for all, and the drafts of all."""
    below = [apart[member.fingerprint] for member in finding.members]
    changes = {it.change for it in below}
    drafts = tuple(dict.fromkeys(name for it in below for name in it.drafts))
    return Listed(finding, ids[finding.fingerprint], changes.pop() if len(changes) == 1 else "", drafts)


def _drafts(findings: Iterable[Finding]) -> Mapping[str, tuple[str, ...]]:
    """The templates that close the gap of each finding, by fingerprint."""
    gaps = [(it, it.gap) for it in findings if it.gap and it.state is FindingState.OPEN]
    if not gaps:
        return {}
    from lke_docs.draft.closing import closers, shipped_closers, titled
    from lke_docs.draft.honesty import GapState

    templates = shipped_closers()
    return {it.fingerprint: closers(titled(gap, it), GapState.PLANNED, templates) for it, gap in gaps}


# --- what was read, and what it is worth ----------------------------------------------------------------


def _reach(audit: Audit) -> Reach:
    resting: dict[str, set[tuple[str, str]]] = {}
    for state in audit.states:
        if state.state is State.NOT_CHECKED:
            resting.setdefault(state.reason or "tanpa keterangan", set()).add((state.rule, state.indicator))
    rows = audit.sheet.rows
    return Reach(
        len(rows),
        sum(1 for row in rows if row.evidence.strip()),
        len(audit.sheet.unplaced),
        tuple((reason, len(dict(pairs)), len({code for _, code in pairs})) for reason, pairs in resting.items()),
        len(audit.sheet.notices),
    )


def _questions(audit: Audit, dossier: Dossier | None) -> Mapping[str, str]:
    """The code of the question that each row answers, by the code of the row."""
    if dossier is None or dossier.form is None:
        return {row.code: row.code for row in audit.sheet.rows}
    return {match.row.code: match.indicator.code for match in dossier.form.matches if match.indicator}


def _stakes(codes: Mapping[str, str], score: Score | None) -> Mapping[str, Stake]:
    """The points of each question, by the code of its first row: those of its numbers below have none of their own."""
    if score is None:
        return {}
    tallies = (score.claimed, score.shown, score.cannot_tell, score.not_shown)
    weights = score.claimed.indicators
    first: dict[str, str] = {}
    for row, code in codes.items():
        first.setdefault(code, row)
    return {
        row: Stake(weights[code].weight, *(tally.indicators[code].points for tally in tallies))
        for code, row in first.items()
        if code in weights
    }


# --- what to do first -----------------------------------------------------------------------------------


def _tasks(
    audit: Audit,
    heads: Mapping[str, Listed],
    standing: Sequence[Listed],
    codes: Mapping[str, str],
    stakes: Mapping[str, Stake],
    score: Score | None,
    instrument: Instrument | None,
) -> tuple[Task, ...]:
    """What to do, most costly first; what must be mended comes before all else, whatever it costs."""
    on_row: dict[str, list[Listed]] = {}
    for it in standing:
        if it.finding.confidence is not Confidence.RENDAH:
            for code in touched(it.finding):
                on_row.setdefault(code, []).append(it)
    reasons = {mend.code: _lacking(mend, instrument) for mend in score.mend} if score else {}
    groups: dict[str, list[str]] = {}
    firsts: dict[str, Listed | None] = {}
    for row in dict.fromkeys(row.code for row in audit.sheet.rows):
        first = _first(on_row.get(row, ()), has_score=score is not None)
        lost = stakes[row].lost if row in stakes else 0.0
        must = first is not None and (first.finding.level is Level.WAJIB or score is None)
        if must or (lost > 0 and codes.get(row) in reasons):
            first = heads.get(first.head, first) if first else None
            key = first.id if first else reasons[codes[row]]
            firsts.setdefault(key, first)
            groups.setdefault(key, []).append(row)
    tasks = [
        _task(rows, firsts[key], on_row, stakes, reasons.get(codes.get(rows[0], ""), ""))
        for key, rows in groups.items()
    ]
    return tuple(sorted(tasks, key=lambda task: (not _is_must(task), -task.points)))


def _lacking(mend: Mend, instrument: Instrument | None) -> str:
    """What the letter of a question says, in the words of the form, and what of it does not show."""
    said = "; ".join(dict.fromkeys(judgement.reason for judgement in mend.lacking))
    indicator = instrument.indicators.get(mend.code) if instrument else None
    option = indicator.option(mend.claimed) if indicator else None
    return f"Jawaban {mend.claimed} berarti {quoted(option.criterion, 60)}: {said}." if option else f"{said}."


def _is_must(task: Task) -> bool:
    return task.first is not None and task.first.finding.level is Level.WAJIB


def _first(findings: Iterable[Listed], *, has_score: bool) -> Listed | None:
    """The finding to begin with on a row: the heaviest of those that cost points; any that is heavy without a score."""
    weighty = [
        it
        for it in findings
        if it.finding.points > 0
        or it.finding.level is Level.WAJIB
        or (not has_score and it.finding.level is Level.PERLU)
    ]
    return min(weighty, key=lambda it: _LEVELS[it.finding.level], default=None)


def _task(
    rows: Sequence[str],
    first: Listed | None,
    on_row: Mapping[str, Sequence[Listed]],
    stakes: Mapping[str, Stake],
    reason: str,
) -> Task:
    points = round(sum(stakes[row].lost for row in rows if row in stakes), 4)
    others = {it.head or it.id: it for row in rows for it in on_row.get(row, ())}
    drafts = tuple(dict.fromkeys(name for it in others.values() for name in it.drafts))
    if first is None:
        return Task(tuple(rows), points, reason, _SETTLE, None, drafts, len(others))
    finding = first.finding
    return Task(tuple(rows), points, finding.message, finding.remedy, first, drafts, len(others) - 1)


def _habits(standing: Iterable[Listed]) -> tuple[Habit, ...]:
    """Findings on the whole sheet, and like ones as one, the heaviest and most frequent first."""
    by_rule: dict[str, list[Listed]] = {}
    for it in standing:
        by_rule.setdefault(it.finding.rule, []).append(it)
    habits = []
    for rule, listed in by_rule.items():
        wide = any(not it.finding.indicator or len(it.finding.related) >= _LIKE for it in listed)
        if not wide and sum(len(it.finding.singles) for it in listed) < _LIKE:
            continue
        first = listed[0].finding  # the audit gives the heaviest first
        codes = dict.fromkeys(code for it in listed for code in (it.finding.indicator, *it.finding.related) if code)
        habits.append(Habit(rule, first.name, first.level, first.remedy, tuple(listed), tuple(codes)))
    return tuple(sorted(habits, key=lambda it: (bool(it.indicators), _LEVELS[it.level], -it.times, it.rule)))


# --- cards ----------------------------------------------------------------------------------------------


def _cards(
    audit: Audit,
    listed: Iterable[Listed],
    codes: Mapping[str, str],
    stakes: Mapping[str, Stake],
    instrument: Instrument | None,
    score: Score | None,
) -> tuple[Card, ...]:
    on_row: dict[str, list[Listed]] = {}
    for it in listed:
        for code in touched(it.finding):
            on_row.setdefault(code, []).append(it)
    supports = {support.code: support for support in score.supports} if score else {}
    cards = []
    for row in audit.sheet.rows:
        code = codes.get(row.code, "")
        lines = tuple(
            CardLine(_letter(number), it, "" if (home := touched(it.finding)[0]) == row.code else home)
            for number, it in enumerate(on_row.pop(row.code, ()))
        )
        support = supports.get(code)
        reasons = reasons_of(support) if support else ()
        carried = (support.shown_letter, support.letter) if support else ("", "")
        told = (_option(row, code, instrument), stakes.get(row.code), reasons)
        cards.append(Card(row, area_of(row.code), *told, _marks(row, lines), lines, carried))
    return tuple(cards)


def area_of(code: str) -> str:
    """The area that an indicator belongs to: the first two parts of its code."""
    return ".".join(code.split(".")[:2])


def reasons_of(support: Support) -> tuple[str, ...]:
    """Each reason why points are not shown once, with the letters that it takes away."""
    letters: dict[str, dict[str, None]] = {}
    for step in support.steps:
        for judgement in step.lacking:
            letters.setdefault(judgement.reason.removeprefix("tidak tampak: "), {})[step.letter] = None
    lacking = [f"huruf {wording.listed([*taken])} belum terpenuhi: {reason}" for reason, taken in letters.items()]
    return tuple(
        dict.fromkeys(
            [*lacking, *(f"belum pasti: {it.reason.removeprefix('tidak tampak: ')}" for it in support.untold)]
        )
    )


def _letter(number: int) -> str:
    """ "a" to "z", then "aa"."""
    before, last = divmod(number, len(_LETTERS))
    return (_letter(before - 1) if before else "") + _LETTERS[last]


def _option(row: Row, code: str, instrument: Instrument | None) -> str:
    """What the form itself says of the letter that was answered."""
    indicator = instrument.indicators.get(code) if instrument else None
    letter = indicator.letter_of(row.answer) if indicator else None
    option = indicator.option(letter) if indicator and letter else None
    return option.criterion if option else ""


def _marks(row: Row, lines: Iterable[CardLine]) -> tuple[Marked, ...]:
    """The pieces of a cell that its findings quote, in order; a span that its words do not fit marks nothing."""
    marks = [
        Marked(span.start, span.end, line.letter)
        for line in lines
        if line.listed.finding.state is FindingState.OPEN
        for span in line.listed.finding.spans
        if span.indicator == row.code and span.start < span.end and row.evidence[span.start : span.end] == span.quote
    ]
    return tuple(sorted(dict.fromkeys(marks), key=lambda mark: (mark.start, -mark.end, mark.letter)))

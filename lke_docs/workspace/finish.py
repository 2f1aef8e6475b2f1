"""What the levels, notes and history of a unit make of an audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lke_docs.check.edition import form_version, rules_version
from lke_docs.instrument import Instrument
from lke_docs.model import Audit, CheckState, Finding, Level, State, Window
from lke_docs.workspace.compare import Comparison
from lke_docs.workspace.note import FILE_NAME, SUPPRESSED, apply_notes, read_notes
from lke_docs.workspace.run import Run, make_run
from lke_docs.workspace.store import history_path, home_of, remember
from lke_docs.workspace.terms import Terms


def finish_audit(
    audit: Audit, terms: Terms, *, keep: bool = False, form: Instrument | None = None
) -> tuple[Audit, Comparison | None]:
    """Apply levels and notes to an audit and, with `keep`, compare it with the unit's last run and keep it.

    Nothing is hidden: noted findings stay, as suppressed, with the reason in place of the remedy.
    """
    if terms.folder is None:
        return audit, None
    notes = read_notes(terms.folder / FILE_NAME)
    day = terms.as_of or terms.today or audit.as_of
    findings = apply_notes(set_levels(audit.findings, terms.levels), notes, day, ran=terms.ran)
    done = audit._replace(findings=findings, states=_states(audit.states, findings))
    if not keep:
        return done, None
    run = run_of_audit(audit, findings, terms, form)
    home = home_of(audit.sheet, terms.folder)
    return done, remember(history_path(terms.folder), run, home=home, gathered=findings)


def run_of_audit(audit: Audit, findings: Iterable[Finding], terms: Terms, form: Instrument | None) -> Run:
    """What is kept of an audit on these terms, or compared with another."""
    return make_run(
        audit.sheet,
        findings,
        instrument=audit.instrument,
        as_of=audit.as_of.isoformat(),
        ran=terms.ran,
        versions=(rules_version(), form_version(form)),
        days=(_window(audit.window), f"{terms.started or ''}"),
    )


def _window(window: Window) -> str:
    return f"{window.start}..{window.end}" if window.is_known else ""


def set_levels(findings: Iterable[Finding], levels: Mapping[str, Level]) -> tuple[Finding, ...]:
    """Findings with the levels that the unit gives their rules."""
    return tuple(
        finding._replace(level=levels[finding.rule]) if finding.rule in levels else finding for finding in findings
    )


def _states(states: Sequence[CheckState], findings: Sequence[Finding]) -> tuple[CheckState, ...]:
    """A rule's outcome on a row is suppressed where all it found there is."""
    standing = {(it.rule, it.indicator) for it in findings if it.state != SUPPRESSED}
    noted = {(it.rule, it.indicator): it.remedy for it in findings if it.state == SUPPRESSED}
    return tuple(
        CheckState(state.rule, state.indicator, State.SUPPRESSED, noted[key])
        if (key := (state.rule, state.indicator)) in noted and key not in standing
        else state
        for state in states
    )

"""What the settings, notes and history of a unit make of an audit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from lke_docs.model import Audit, CheckState, Finding, State
from lke_docs.workspace.compare import Comparison
from lke_docs.workspace.config import Config, set_levels
from lke_docs.workspace.note import FILE_NAME, SUPPRESSED, apply_notes, read_notes
from lke_docs.workspace.run import make_run
from lke_docs.workspace.store import history_path, remember


def finish_audit(
    found: Audit, config: Config, folder: Path, *, instrument: str, ran: Collection[str], keep: bool = True
) -> tuple[Audit, Comparison | None]:
    """Apply levels and notes to an audit and, with `keep`, compare it with the unit's last run and keep it.

    `folder` is the unit's directory; `ran` names the rules that ran. Nothing is hidden: noted findings stay,
    as suppressed, with the reason in place of the remedy.
    """
    notes = read_notes(folder / FILE_NAME)
    findings = apply_notes(set_levels(found.findings, config), notes, found.as_of, ran=ran)
    states = _states(found.states, findings)
    done = replace(found, findings=findings, states=states)
    if not keep:
        return done, None
    run = make_run(found.sheet, findings, instrument=instrument, as_of=found.as_of.isoformat(), ran=ran)
    return done, remember(history_path(folder), run)


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

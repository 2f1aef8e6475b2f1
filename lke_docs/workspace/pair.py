"""Files to be compared: audits as they are, sheets on the same terms."""

from __future__ import annotations

from pathlib import Path

from lke_docs.instrument import instrument_ids
from lke_docs.workspace.compare import Comparison, compare_runs
from lke_docs.workspace.finish import run_of_audit
from lke_docs.workspace.opening import Audited, open_sheet
from lke_docs.workspace.run import Run, read_run, read_terms
from lke_docs.workspace.terms import Asked, Terms


def on_terms_of(*paths: Path, asked: Asked) -> Asked:
    """What was asked and, for the rest, what the first audit JSON among the files was made on."""
    audit = next((path for path in paths if _is_json(path)), None)
    if audit is None:
        return asked
    instrument, window, as_of = read_terms(audit)
    return asked._replace(
        # A form of the unit's own is known by its file, which the settings name.
        instrument=asked.instrument or (instrument if instrument in instrument_ids() else ""),
        window=asked.window or window,
        as_of=asked.as_of or (None if asked.window else as_of),
    )


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def run_of(path: Path, terms: Terms) -> Run:
    """The run in audit JSON, or that of a sheet on these terms; it is not kept."""
    if _is_json(path):
        return read_run(path)
    return run_of_audited(open_sheet(path, terms))


def run_of_audited(done: Audited) -> Run:
    """What is compared of an audited sheet; it is not kept."""
    audit, score, terms = done.audit, done.points, done.terms
    # What became of notes is told by `audit`; here it would seem to be a change of the sheet.
    findings = (finding for finding in audit.findings if finding.rule in terms.ran)
    run = run_of_audit(audit, findings, terms, done.recognition.instrument)
    return run._replace(points=(score.claimed.total.points, score.shown.total.points) if score else None)


def difference(before: Audited, after: Audited) -> Comparison:
    """What a change of a sheet did to its findings and points."""
    return compare_runs(run_of_audited(before), run_of_audited(after))

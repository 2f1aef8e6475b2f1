"""Files to be compared: audits as they are, sheets on the same terms."""

from __future__ import annotations

from pathlib import Path

from lke_docs.errors import ConfigError, InputError
from lke_docs.instrument import instrument_ids
from lke_docs.office.door import load_json
from lke_docs.workspace.choice import make_choice
from lke_docs.workspace.compare import Comparison, compare_runs
from lke_docs.workspace.finish import run_of_audit
from lke_docs.workspace.opening import Audited, open_sheet
from lke_docs.workspace.run import Run, read_run, read_terms
from lke_docs.workspace.terms import Asked, Terms


def on_terms_of(*paths: Path, asked: Asked) -> Asked:
    """What was asked and, for the rest, what the first audit JSON among the files was made on."""
    audits = [path for path in paths if _is_audit(path)]
    if not audits:
        return asked
    if len(audits) == len(paths) and (asked.window or asked.as_of or asked.instrument or asked.rubric):
        what = "--window, --as-of, --instrument, dan --rubric tidak mengubah hasil audit yang sudah jadi"
        raise ConfigError(f"{what}. Berikan lembarnya, atau hapus pilihan itu.")
    instrument, window, as_of = read_terms(audits[0])
    return asked._replace(
        # A form of the unit's own is known by its file, which the settings name.
        instrument=asked.instrument or (instrument if instrument in instrument_ids() else ""),
        window=asked.window or window,
        as_of=asked.as_of or (None if asked.window else as_of),
    )


def _is_audit(path: Path) -> bool:
    """Tell a result of ours from a sheet that is JSON as well; who reads what is neither says so."""
    try:
        told = load_json(path) if path.suffix.lower() == ".json" else None
    except InputError:
        return False
    schema = str(told.get("schema")) if isinstance(told, dict) else ""
    return schema.startswith("lke-docs/") and not schema.startswith("lke-docs/sheet/")


def run_of(path: Path, terms: Terms) -> Run:
    """The run in audit JSON, or that of a sheet on these terms; it is not kept."""
    return _chosen(read_run(path), terms) if _is_audit(path) else run_of_audited(open_sheet(path, terms))


def _chosen(run: Run, terms: Terms) -> Run:
    """The findings of an audit that the terms choose, as they would of its sheet."""
    choice = make_choice(terms.selected, terms.ignored, run.evidence)
    about = ((it, (it.indicator, *(mark.indicator for mark in it.spans))) for it in run.findings)
    return run._replace(findings=tuple(it for it, codes in about if choice.takes(it.rule, it.level, codes)))


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

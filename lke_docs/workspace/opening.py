"""The one door of every command: a file and the terms of its unit in, the audited sheet out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.errors import HistoryError, InputError
from lke_docs.instrument import Instrument, Recognition, instrument_ids, instrument_of
from lke_docs.model import Audit, Finding, FindingState, Sheet
from lke_docs.office.allowance import ENDS, SPENT
from lke_docs.office.limits import MORE
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.terms import Terms

if TYPE_CHECKING:
    from lke_docs.check import Dossier
    from lke_docs.files.index import Progress
    from lke_docs.files.model import Folder
    from lke_docs.score import Score
    from lke_docs.workspace.compare import Comparison


class Audited(NamedTuple):
    """A sheet on its unit's terms: read, recognised, checked, its levels set and its notes applied.

    `data` is the file as it was read, `points` its score (None: its form is not known); `comparison` tells what
    changed since the run before, where that is kept; `dossier` is what the rules looked at; `unseen`: how many
    findings the terms leave out.
    """

    data: bytes
    terms: Terms
    recognition: Recognition
    audit: Audit
    points: Score | None
    comparison: Comparison | None = None
    dossier: Dossier | None = None
    unseen: int = 0

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody set aside."""
        return tuple(finding for finding in self.audit.findings if finding.state is FindingState.OPEN)

    @property
    def year(self) -> int | None:
        """The year that a sheet is judged for: that in which its window ends, else the one that its frame names."""
        window, said = self.audit.window, self.audit.sheet.year
        return window.end.year if window.is_known else said.value if said else None

    @property
    def form_said(self) -> str:
        """How the form of the sheet is known, for the head of a report."""
        form, reason = self.recognition
        if form is None:
            return f"tidak dikenali: {reason}; sebutkan dengan --instrument"
        return f"{form.id} ({reason}{'' if self.terms.instrument else '; ubah dengan --instrument'})"

    def form(self) -> Instrument:
        """The form of the sheet. Raises InputError where it is not known."""
        if self.recognition.instrument is None:
            raise self._not_known()
        return self.recognition.instrument

    def score(self) -> Score:
        """The score of the sheet. Raises InputError where its form is not known."""
        if self.points is None and self.recognition.instrument is not None:
            raise InputError(self.audit.sheet.source, f"{SPENT}.", remedy=MORE)
        if self.points is None:
            raise self._not_known()
        return self.points

    def _not_known(self) -> InputError:
        options = ", ".join(instrument_ids())
        return InputError(
            self.audit.sheet.source,
            f"{self.recognition.reason}.",
            remedy=f"Sebutkan bentuknya dengan --instrument (ada: {options}).",
        )


def read_file(path: Path, terms: Terms) -> tuple[bytes, Sheet]:
    """Read a file within the limits of the terms: its bytes and the sheet in them."""
    from lke_docs.read import load, make_limits, read_bytes

    limits = make_limits(terms.limits)
    data = load(path, limits=limits)
    return data, read_bytes(data, str(path), limits=limits)


def open_sheet(path: Path, terms: Terms, *, keep: bool = False, tell: Progress | None = None) -> Audited:
    """Read and audit a sheet, as far as that goes without its form. With `keep` it is a run of the unit's history."""
    return audit_read(*read_file(path, terms), terms, keep=keep, tell=tell)


def audit_read(data: bytes, sheet: Sheet, terms: Terms, *, keep: bool = False, tell: Progress | None = None) -> Audited:
    """The same of a sheet that was read, or changed since."""
    from lke_docs.check import check_dossier

    form = instrument_of(sheet, terms.instrument, origin=terms.instrument_origin, reading=terms.rubric)
    dossier = dossier_of(sheet, form, terms)
    try:
        dossier = with_folder(dossier, terms, tell)
    except InputError as error:  # what the sheet itself shows is told all the same
        terms = terms._replace(notices=(*terms.notices, f"{error} Folder bukti tidak diperiksa."))
    comparison = None
    audit, unseen = _chosen(check_dossier(dossier), terms)
    left = sum(len(it.singles) for it in unseen)
    if terms.folder is not None:  # otherwise nothing of a unit's folder is loaded
        from lke_docs.workspace.finish import finish_audit

        # a run that was cut short, or that looked at some rows only, says nothing of what was mended
        is_partial = is_unfinished(audit) or (terms.evidence and not dossier.folder)
        kept = keep and not (terms.only or terms.but or is_partial)
        try:
            audit, comparison = finish_audit(audit, terms, keep=kept, form=form.instrument)
        except HistoryError as error:
            audit, _ = finish_audit(audit, terms)
            said = f"{error} Pemeriksaan ini tidak dibandingkan dan tidak disimpan."
            terms = terms._replace(notices=(*terms.notices, said))
    if dossier.judge is None:
        return Audited(data, terms, form, audit, None, comparison, dossier, left)
    from lke_docs.score import score_sheet, with_points

    try:
        score = score_sheet(dossier.judge, (*audit.findings, *unseen))
    except ENDS:
        return Audited(data, terms, form, audit, None, comparison, dossier, left)
    audit = audit._replace(findings=with_points(audit.findings, score, dossier.judge))
    return Audited(data, terms, form, audit, score, comparison, dossier, left)


def dossier_of(sheet: Sheet, form: Recognition, terms: Terms) -> Dossier:
    """All that rules look at, on these terms."""
    from lke_docs.check import open_dossier

    return open_dossier(
        sheet,
        window=terms.window,
        as_of=terms.as_of,
        instrument=form,
        started=terms.started,
        meaning=terms.meaning,
        unit_code=terms.unit_code,
    )


def with_folder(dossier: Dossier, terms: Terms, tell: Progress | None = None) -> Dossier:
    """The same with the files of evidence, where the terms name a folder; `tell` gets the progress of reading it."""
    if terms.evidence is None:
        return dossier
    from lke_docs.files.index import say_nothing
    from lke_docs.workspace.folder_opening import open_folder

    return dossier._replace(folder=open_folder(terms.evidence, dossier, terms, tell=tell or say_nothing))


def match_folder(path: Path, terms: Terms, *, tell: Progress) -> Folder:
    """Read a sheet and hold the folder of the terms against it; no rule runs."""
    from lke_docs.workspace.folder_opening import open_folder

    _, sheet = read_file(path, terms)
    form = instrument_of(sheet, terms.instrument, origin=terms.instrument_origin, reading=terms.rubric)
    return open_folder(terms.evidence or Path(), dossier_of(sheet, form, terms), terms, tell=tell)


def is_unfinished(audit: Audit) -> bool:
    """Whether a part of the sheet could not be read, or the time of the command did not suffice for all of it."""
    return any(entry.row.unread for entry in audit.entries) or SPENT in {state.reason for state in audit.states}


def _chosen(whole: Audit, terms: Terms) -> tuple[Audit, tuple[Finding, ...]]:
    """An audit by the chosen rules, and what the others found: what is not looked at costs points all the same."""
    ran = frozenset(terms.ran)
    chosen = tuple(finding for finding in whole.findings if finding.rule in ran)
    states = tuple([state for state in whole.states if state.rule in ran])
    unseen = tuple(finding for finding in whole.findings if finding.rule not in ran)
    if terms.only or terms.but:
        from lke_docs.workspace.choice import narrow

        chosen, left = narrow(chosen, whole.sheet.rows, only=terms.only, but=terms.but)
        unseen += left
    return whole._replace(findings=chosen, states=states), unseen

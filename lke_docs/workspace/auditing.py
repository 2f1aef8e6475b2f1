"""From a file and the settings of its unit to a finished audit with its score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lke_docs.check import check_dossier, open_dossier
from lke_docs.instrument import Instrument, load_instrument, recognise
from lke_docs.model import Audit, Sheet, Window
from lke_docs.workspace.config import HISTORY, NOTES, Config

if TYPE_CHECKING:
    from lke_docs.check import Dossier
    from lke_docs.check.rule import Rule
    from lke_docs.score import Score
    from lke_docs.workspace.compare import Comparison


class Audited(NamedTuple):
    """An audit with what its unit's directory adds. `form` says how the instrument was found."""

    audit: Audit
    form: str
    instrument: Instrument | None = None
    score: Score | None = None
    comparison: Comparison | None = None


def audit_sheet(
    sheet: Sheet,
    config: Config,
    *,
    folder: Path | None,
    rules: Sequence[Rule],
    instrument: str = "",
    reading: str = "",
    window: Window | None = None,
    as_of: date | None = None,
    scored: bool = True,
    keep: bool = True,
) -> Audited:
    """Check and score a sheet on the terms of its unit. `folder`: where its notes and history lie, None for none.

    Without `keep` the audit is no run of the unit's history.
    A sheet whose form is not recognised is checked all the same, as far as that goes, and not scored.
    """
    form, how = _form_of(sheet, config, instrument, reading)
    dossier = open_dossier(
        sheet,
        window=window or config.window,
        as_of=as_of,
        instrument=form or "",
        started=config.started,
        meaning=config.meaning,
        unit_code=config.unit_code,
    )
    found = check_dossier(dossier, rules)
    comparison = None
    if folder is not None:
        from lke_docs.workspace.finish import finish_audit

        chosen = config._replace(select=(), ignore=())  # the rules were chosen before
        codes = [rule.code for rule in rules]
        found, comparison = finish_audit(found, chosen, folder, instrument=found.instrument, ran=codes, keep=keep)
    return Audited(found, how, form, _score(dossier) if scored else None, comparison)


def directory_of(config: Config, cwd: Path) -> Path | None:
    """The directory of the unit: where lke.toml lies, or `cwd` where it holds notes or a history."""
    if config.source is not None:
        return config.source.parent
    return cwd if (cwd / NOTES).is_file() or (cwd / HISTORY).is_dir() else None


def _form_of(sheet: Sheet, config: Config, instrument: str, reading: str) -> tuple[Instrument | None, str]:
    rubric = reading or config.rubric
    if instrument or config.instrument:
        chosen = load_instrument(instrument or config.instrument, reading=rubric)
        return chosen, f"{chosen.id} ({'pilihan --instrument' if instrument else config.source})"
    found = recognise(sheet)
    if found.instrument is None:
        return None, f"tidak dikenali: {found.reason}; sebutkan dengan --instrument"
    form = found.instrument.read_as(rubric) if rubric == "52/2014" else found.instrument
    return form, f"{form.id} ({found.reason}; ubah dengan --instrument)"


def _score(dossier: Dossier) -> Score | None:
    from lke_docs.score import score_sheet

    return score_sheet(dossier.judge) if dossier.judge else None

"""From a file and the settings of its unit to a score, or to a run that can be compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lke_docs.errors import InputError
from lke_docs.instrument import Instrument, instrument_ids, load_instrument, recognise
from lke_docs.model import Sheet, Window
from lke_docs.score import Score, score_sheet
from lke_docs.workspace.config import Config, set_levels
from lke_docs.workspace.run import Run, make_run, read_run, read_terms


def instrument_of(sheet: Sheet, config: Config, *, instrument: str = "", reading: str = "") -> tuple[Instrument, str]:
    """The form of a sheet and how it was found: asked for, set in lke.toml, or recognised."""
    rubric = reading or config.rubric
    if instrument or config.instrument:
        chosen = instrument or config.instrument
        how = "pilihan --instrument" if instrument else f"{config.source}"
        return load_instrument(chosen, reading=rubric), f"Instrumen {chosen}: {how}."
    found = recognise(sheet)
    if found.instrument is None:
        options = ", ".join(instrument_ids())
        raise InputError(
            sheet.source,
            f"{found.reason}.",
            remedy=f"Sebutkan bentuknya dengan --instrument (ada: {options}).",
        )
    chosen_form = found.instrument.read_as(rubric) if rubric == "52/2014" else found.instrument
    return chosen_form, f"Instrumen {found.instrument.id}: {found.reason}."


def score_file(
    path: Path,
    config: Config,
    *,
    instrument: str = "",
    reading: str = "",
    window: Window | None = None,
    as_of: date | None = None,
) -> tuple[Score, Instrument]:
    """Read a sheet and score it."""
    from lke_docs.check import open_dossier
    from lke_docs.read import make_limits, read_sheet

    sheet = read_sheet(path, limits=make_limits(config.limits))
    form, how = instrument_of(sheet, config, instrument=instrument, reading=reading)
    dossier = open_dossier(
        sheet,
        window=window or config.window,
        as_of=as_of,
        instrument=form,
        started=config.started,
        meaning=config.meaning,
    )
    assert dossier.judge is not None  # the form is given
    found = score_sheet(dossier.judge)
    first, last, origin = dossier.window
    days = f"Masa penilaian {first} sampai {last} ({origin}); dinilai per {dossier.as_of}."
    return found._replace(notices=(how, days, *found.notices)), form


def runs_of(old: Path, new: Path, config: Config) -> tuple[Run, Run]:
    """Two runs to compare. A sheet beside audit JSON is audited on the terms of that audit."""
    terms = [read_terms(path) for path in (old, new) if _is_json(path)]
    instrument, window = terms[0] if terms else (None, None)
    return _run_of(old, config, instrument, window), _run_of(new, config, instrument, window)


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _run_of(path: Path, config: Config, instrument: str | None, window: Window | None) -> Run:
    if _is_json(path):
        return read_run(path)
    from lke_docs.check import RULES, audit
    from lke_docs.read import make_limits, read_sheet

    sheet = read_sheet(path, limits=make_limits(config.limits))
    name = instrument if instrument is not None else _form_id(sheet, config)
    rules = tuple(rule for rule in RULES if config.runs(rule.code))
    found = audit(
        sheet,
        window=window or config.window,
        rules=rules,
        instrument=load_instrument(name, reading=config.rubric) if name else "",
        started=config.started,
        meaning=config.meaning,
        unit_code=config.unit_code,
    )
    findings = set_levels(found.findings, config)
    codes = [rule.code for rule in rules]
    return make_run(sheet, findings, instrument=name, as_of=found.as_of.isoformat(), ran=codes)


def _form_id(sheet: Sheet, config: Config) -> str:
    if config.instrument:
        return load_instrument(config.instrument).id
    form = recognise(sheet).instrument
    return form.id if form else ""

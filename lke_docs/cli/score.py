"""Command `score`: claimed and supported points against the thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from lke_docs.cli import OK
from lke_docs.cli.option import (
    FORMATS,
    PATH,
    as_of_option,
    config_option,
    force_option,
    instrument_option,
    limit_option,
    output_option,
    rubric_option,
    window_option,
)
from lke_docs.cli.terminal import emit


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@instrument_option
@rubric_option
@window_option
@as_of_option
@config_option
@limit_option
@click.option("--format", "format_", type=FORMATS, default="text", show_default=True, help="Bentuk hasil.")
@output_option
@force_option
def score(
    sheet: Path,
    instrument: str,
    rubric: str,
    window: str | None,
    as_of: date | None,
    config: Path | None,
    limit: Mapping[str, int],
    format_: str,
    output: Path | None,
    force: bool,
) -> int:
    """Hitung nilai yang diklaim dan yang didukung bukti, terhadap ambang WBK dan WBBM."""
    from lke_docs.check.window import parse_window
    from lke_docs.report.score import render_score
    from lke_docs.workspace.config import load_config
    from lke_docs.workspace.scoring import score_file

    found, form = score_file(
        sheet,
        load_config(config, Path.cwd()).with_limits(limit),
        instrument=instrument,
        reading=rubric,
        window=parse_window(window) if window else None,
        as_of=as_of,
    )
    emit(render_score(found, form, format_), output, force=force)
    return OK

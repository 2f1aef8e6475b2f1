"""Command `score`: points that are claimed and shown, against the thresholds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.option import PATH, force_option, format_option, output_option, sheet_options, terms_of
from lke_docs.cli.terminal import emit

if TYPE_CHECKING:
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@sheet_options
@format_option("text", "json")
@output_option
@force_option
def score(sheet: Path, asked: Asked, format_: str, output: Path | None, force: bool) -> int:
    """Hitung nilai yang diklaim, dan berapa yang tampak dari bukti, terhadap ambang WBK dan WBBM."""
    from lke_docs.report.score import render_score
    from lke_docs.workspace.opening import open_sheet

    done = open_sheet(sheet, terms_of(asked))
    points, audit = done.score(), done.audit
    first, last, origin, is_known = audit.window
    said = (
        f"Instrumen {points.instrument}: {done.recognition.reason}.",
        f"Masa penilaian {first} sampai {last} ({origin}); dinilai per {audit.as_of}."
        if is_known
        else f"Masa penilaian {origin}.",
    )
    emit(render_score(points._replace(notices=(*said, *points.notices)), done.form(), format_), output, force=force)
    return OK

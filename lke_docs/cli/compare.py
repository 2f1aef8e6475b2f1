"""Command `compare`: two sheets or two audits of one unit, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import FOUND, OK
from lke_docs.cli.option import (
    LEVELS,
    PATH,
    comparing_options,
    force_option,
    format_option,
    need_output,
    output_option,
    terms_of,
)
from lke_docs.cli.terminal import emit

if TYPE_CHECKING:
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("old", metavar="LAMA", type=PATH)
@click.argument("new", metavar="BARU", type=PATH)
@comparing_options
@click.option(
    "--fail-on",
    type=LEVELS,
    help="Kode keluar 1 jika ada temuan baru setingkat ini atau lebih berat; bawaan perlu, atau menurut lke.toml.",
)
@format_option("text", "html", "xlsx", "json")
@output_option
@force_option
def compare(
    old: Path,
    new: Path,
    asked: Asked,
    fail_on: str | None,
    format_: str,
    output: Path | None,
    force: bool,
) -> int:
    """Bandingkan dua lembar satu unit, atau dua hasil audit berbentuk JSON.

    Setiap temuan disebut baru, masih terbuka, diperbaiki, hilang karena klaimnya dihapus, atau kembali.
    """
    from lke_docs.files.personal import masked
    from lke_docs.report.comparison import render_comparison
    from lke_docs.workspace.compare import compare_runs, is_worse
    from lke_docs.workspace.pair import on_terms_of, run_of

    need_output(format_, output, {"xlsx": "perbandingan.xlsx"})
    terms = terms_of(on_terms_of(old, new, asked=asked))
    runs = (run_of(path, terms) for path in (old, new))
    comparison = compare_runs(*(run if terms.unmask else masked(run) for run in runs))
    emit(render_comparison(comparison, format_), output, force=force)
    return FOUND if is_worse(comparison, fail_on or terms.fail_on) else OK

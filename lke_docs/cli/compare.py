"""Command `compare`: two sheets or two audits of one unit, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from lke_docs.cli import FOUND, OK
from lke_docs.cli.option import FORMATS, LEVELS, PATH, config_option, force_option, limit_option, output_option
from lke_docs.cli.terminal import emit


@click.command(options_metavar="[PILIHAN]")
@click.argument("old", metavar="LAMA", type=PATH)
@click.argument("new", metavar="BARU", type=PATH)
@config_option
@limit_option
@click.option(
    "--fail-on",
    type=LEVELS,
    default="perlu",
    show_default=True,
    help="Kode keluar 1 jika ada temuan baru setingkat ini atau lebih berat.",
)
@click.option("--format", "format_", type=FORMATS, default="text", show_default=True, help="Bentuk hasil.")
@output_option
@force_option
def compare(
    old: Path,
    new: Path,
    config: Path | None,
    limit: Mapping[str, int],
    fail_on: str,
    format_: str,
    output: Path | None,
    force: bool,
) -> int:
    """Bandingkan dua lembar satu unit, atau dua hasil audit berbentuk JSON.

    Setiap temuan disebut baru, masih terbuka, diperbaiki, hilang karena klaimnya dihapus, atau kembali.
    """
    from lke_docs.report.comparison import render_comparison
    from lke_docs.workspace.compare import compare_runs, is_worse
    from lke_docs.workspace.config import load_config
    from lke_docs.workspace.scoring import runs_of

    found = compare_runs(*runs_of(old, new, load_config(config, Path.cwd()).with_limits(limit)))
    emit(render_comparison(found, format_), output, force=force)
    return FOUND if is_worse(found, fail_on) else OK

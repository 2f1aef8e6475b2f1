"""Commands `score`, `note` and `compare`: arguments and exit codes, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from lke_docs.options import (
    LEVELS,
    PATH,
    as_of_option,
    config_option,
    day,
    force_option,
    instrument_option,
    limit_option,
    output_option,
    rubric_option,
    window_option,
)

OK, FOUND = 0, 1

_FORMATS = click.Choice(["text", "json"])


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@instrument_option
@rubric_option
@window_option
@as_of_option
@config_option
@limit_option
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True, help="Bentuk hasil.")
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
    from lke_docs.score.render import render_score
    from lke_docs.terminal import emit
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


@click.command(options_metavar="[PILIHAN]")
@click.argument("fingerprint", metavar="SIDIK")
@click.option("--reason", metavar="TEKS", required=True, help="Alasan, sedikitnya 20 huruf.")
@click.option("--author", metavar="NAMA", required=True, envvar="LKE_AUTHOR", help="Siapa yang mengesampingkan temuan.")
@click.option("--until", metavar="TANGGAL", required=True, callback=day, help="Hari terakhir catatan ini berlaku.")
@click.option("--as-of", metavar="TANGGAL", callback=day, help="Hari catatan dibuat; tanpa ini hari ini.")
@click.option("--directory", metavar="FOLDER", type=PATH, default=".", help="Folder unit; tanpa ini folder kerja.")
def note(fingerprint: str, reason: str, author: str, until: date, as_of: date | None, directory: Path) -> int:
    """Kesampingkan satu temuan dengan alasan; temuan itu tetap ditampilkan bersama alasannya.

    SIDIK adalah tanda pengenal temuan dalam hasil audit.
    """
    from lke_docs.workspace.note import add_note

    about = add_note(directory, fingerprint, reason, author=author, until=until, made=as_of or date.today())
    click.echo(about)
    return OK


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
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True, help="Bentuk hasil.")
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
    from lke_docs.terminal import emit
    from lke_docs.workspace.compare import compare_runs, is_worse, render_comparison
    from lke_docs.workspace.config import load_config
    from lke_docs.workspace.scoring import runs_of

    found = compare_runs(*runs_of(old, new, load_config(config, Path.cwd()).with_limits(limit)))
    emit(render_comparison(found, format_), output, force=force)
    return FOUND if is_worse(found, fail_on) else OK

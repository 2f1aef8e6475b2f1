"""Commands `score`, `note` and `compare`: arguments and exit codes, nothing else. `cli` takes COMMANDS."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lke_docs.model import Window

_FORMATS = click.Choice(["text", "json"])


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """A calendar day, YYYY-MM-DD."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} bukan tanggal; tulis seperti 2021-08-31") from error


def _days(_: click.Context, __: click.Parameter, value: str | None) -> Window | None:
    """A window of days, FROM..TO."""
    from lke_docs.workspace.config import read_window

    try:
        return read_window(value, "pilihan --window") if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} bukan DARI..SAMPAI, misalnya 2021-01-01..2021-08-31") from error


def _write(text: str, output: Path | None, *, force: bool) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from lke_docs.workspace.store import write_whole

    write_whole(output, text, force=force)


@click.command()
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False), metavar="LEMBAR")
@click.option(
    "--instrument", default="", metavar="ID|BERKAS", help="Instrumen LKE; bawaan: dikenali dari lembar."
)
@click.option("--rubric", default="", metavar="ID", help="Bacaan huruf: 52/2014 atau 90/2021.")
@click.option(
    "--window",
    callback=_days,
    metavar="DARI..SAMPAI",
    help="Masa penilaian, misalnya 2021-01-01..2021-08-31.",
)
@click.option(
    "--as-of", callback=_day, metavar="TANGGAL", help="Hari penilaian; bawaan: akhir masa penilaian."
)
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="Berkas lke.toml.")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="Bentuk keluaran.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Tulis ke berkas ini.")
@click.option("--force", is_flag=True, help="Timpa berkas keluaran yang sudah ada.")
def score(
    sheet: Path,
    instrument: str,
    rubric: str,
    window: Window | None,
    as_of: date | None,
    config: Path | None,
    form: str,
    output: Path | None,
    force: bool,
) -> None:
    """Hitung nilai yang diklaim dan yang didukung bukti, per area dan terhadap ambang WBK dan WBBM."""
    import json

    from lke_docs.score.render import score_json, score_text
    from lke_docs.workspace.config import load_config
    from lke_docs.workspace.scoring import score_file

    settings = load_config(config, Path.cwd())
    found, used = score_file(
        sheet, settings, instrument=instrument, reading=rubric, window=window, as_of=as_of
    )
    if form == "json":
        text = json.dumps(score_json(found, used), ensure_ascii=False, indent=2) + "\n"
    else:
        text = score_text(found, used)
    _write(text, output, force=force)


@click.command()
@click.argument("fingerprint", metavar="SIDIK")
@click.option("--reason", required=True, metavar="TEKS", help="Alasan, sedikitnya 20 huruf.")
@click.option(
    "--author", required=True, envvar="LKE_AUTHOR", metavar="NAMA", help="Siapa yang mengesampingkan."
)
@click.option(
    "--until",
    callback=_day,
    metavar="TANGGAL",
    required=True,
    help="Berlaku sampai hari ini, misalnya 2021-12-31.",
)
@click.option("--as-of", callback=_day, metavar="TANGGAL", help="Hari catatan dibuat; bawaan: hari ini.")
@click.option("--directory", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
              show_default="direktori kerja", help="Direktori unit.")  # fmt: skip
def note(
    fingerprint: str, reason: str, author: str, until: date, as_of: date | None, directory: Path
) -> None:
    """Kesampingkan satu temuan dengan alasan; temuan itu tetap ditampilkan bersama alasannya."""
    from lke_docs.workspace.note import FILE_NAME, make_note, write_note
    from lke_docs.workspace.store import find_finding, history_path

    known = find_finding(history_path(directory), fingerprint)
    made = make_note(
        fingerprint,
        reason,
        author=author,
        until=until,
        made=as_of or date.today(),
        rule=known.rule if known else "",
        indicator=known.indicator if known else "",
    )
    write_note(directory / FILE_NAME, made)
    about = f"{known.rule} {known.indicator}".strip() if known else "temuan yang belum ada dalam riwayat"
    click.echo(f"Dicatat di {directory / FILE_NAME}: {about}, sampai {made.until}.")


@click.command()
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False), metavar="LAMA")
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False), metavar="BARU")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="Berkas lke.toml.")
@click.option("--format", "form", type=_FORMATS, default="text", show_default=True, help="Bentuk keluaran.")
@click.option("--fail-on", type=click.Choice(["wajib", "perlu", "saran", "never"]), default="wajib",
              show_default=True, help="Tingkat temuan baru yang membuat kode keluar 1.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Tulis ke berkas ini.")
@click.option("--force", is_flag=True, help="Timpa berkas keluaran yang sudah ada.")
@click.pass_context
def compare(
    context: click.Context,
    old: Path,
    new: Path,
    config: Path | None,
    form: str,
    fail_on: str,
    output: Path | None,
    force: bool,
) -> None:
    """Bandingkan dua lembar, atau dua hasil audit JSON: baru, terbuka, diperbaiki, hilang, muncul kembali."""
    import json

    from lke_docs.workspace.compare import compare_runs, comparison_json, comparison_text, is_worse
    from lke_docs.workspace.config import load_config
    from lke_docs.workspace.scoring import run_of

    settings = load_config(config, Path.cwd())
    found = compare_runs(run_of(old, settings), run_of(new, settings))
    if form == "json":
        text = json.dumps(comparison_json(found), ensure_ascii=False, indent=2) + "\n"
    else:
        text = comparison_text(found)
    _write(text, output, force=force)
    if is_worse(found, fail_on):
        context.exit(1)


COMMANDS = (score, note, compare)

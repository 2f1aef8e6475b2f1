"""Command `match`: which file carries which document that the sheet names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK, UNREAD
from lke_docs.cli.option import FOLDER, PATH, force_option, format_option, matching_options, output_option, terms_of
from lke_docs.cli.terminal import emit, width
from lke_docs.errors import ConfigError

if TYPE_CHECKING:
    from lke_docs.files.model import Folder, Match
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@click.argument("evidence", metavar="FOLDER", type=FOLDER)
@format_option("text", "json")
@output_option
@force_option
@matching_options
@click.option(
    "--explain",
    metavar="BUKTI",
    help="Jelaskan satu bukti, langkah demi langkah: kode indikator, atau kata-kata dari bukti itu.",
)
@click.option(
    "--collect",
    metavar="FOLDER",
    type=FOLDER,
    help="Salin berkas yang cocok ke folder ini, tersusun menurut indikator; tidak ada yang dipindah atau dihapus.",
)
@click.option("--dry-run", is_flag=True, help="Dengan --collect: tampilkan saja apa yang akan disalin.")
def match(
    sheet: Path,
    format_: str,
    output: Path | None,
    force: bool,
    asked: Asked,
    explain: str | None,
    collect: Path | None,
    dry_run: bool,
) -> int:
    """Cari setiap dokumen yang disebut LEMBAR di dalam FOLDER bukti, dan sebutkan apa yang berbeda."""
    from lke_docs.cli.progress import shown_progress
    from lke_docs.files.personal import mask, masked
    from lke_docs.report import folder_page as pages
    from lke_docs.workspace.opening import match_folder

    if dry_run and collect is None:
        raise click.UsageError("--dry-run hanya bersama --collect.")
    if (explain is not None) + (collect is not None) + (format_ == "json") > 1:
        raise click.UsageError("Pilih satu: --explain, --collect, atau --format json.")
    terms = terms_of(asked)
    with shown_progress() as tell:
        folder = match_folder(sheet, terms, tell=tell)
    told = folder if terms.unmask else masked(folder)
    if explain is not None:
        emit(pages.explain(_asked_for(told, explain), width()), output, force=force)
    elif collect is not None:
        from lke_docs.office.limits import make_limits
        from lke_docs.workspace.collect import collect_files

        said = collect_files(folder, collect, limits=make_limits(terms.limits), is_dry=dry_run)
        emit(said if terms.unmask else mask(said), output, force=force)
    elif format_ == "json":
        emit(pages.render_json(told), output, force=force)
    else:
        emit(pages.render_text(told, width=width()), output, force=force)
    return OK if folder.is_whole else UNREAD


def _asked_for(folder: Folder, asked: str) -> list[Match]:
    """The claims that a code or some words mean. Raises ConfigError where there is none."""
    wanted = asked.casefold().split()
    matches = [it for it in folder.matches if it.indicator.casefold() == asked.strip().casefold()]
    matches = matches or [it for it in folder.matches if all(word in it.text.casefold() for word in wanted)]
    if not matches:
        raise ConfigError(f"tidak ada bukti “{asked}” di lembar ini. Sebutkan kode indikator atau kata dari buktinya.")
    return matches

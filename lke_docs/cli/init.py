"""Command `init`: the settings of a unit, begun from its sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli.option import FILE, overwrite_option, reading_options

if TYPE_CHECKING:
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=FILE)
@click.option("--output", type=FILE, default=Path("unit.toml"), show_default=True, help="Berkas profil yang ditulis.")
@reading_options
@overwrite_option
def init(sheet: Path, output: Path, asked: Asked, force: bool) -> None:
    """Tulis unit.toml dari apa yang disebut LKE. Nama orang tidak pernah diambil."""
    from lke_docs.draft.batch import Output, write_all
    from lke_docs.draft.profile import profile_text
    from lke_docs.extract import extract
    from lke_docs.model import Entry
    from lke_docs.workspace.opening import read_file
    from lke_docs.workspace.terms import make_terms

    _, found = read_file(sheet, make_terms(asked, Path.cwd()))
    entries = [Entry(row, extract(row.evidence)) for row in found.rows]
    write_all([Output(output.name, profile_text(found, entries).encode("utf-8"))], output.parent, force=force)
    click.echo(f"{output}: periksa dan lengkapi, lalu jalankan “lke-docs draft”.")

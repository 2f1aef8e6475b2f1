"""Command `init`: the settings of a unit, begun from its sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import FAULT, OK
from lke_docs.cli.option import FILE, named, overwrite_option, reading_options, terms_of
from lke_docs.cli.terminal import emit, say, warn

if TYPE_CHECKING:
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=FILE)
@click.option(
    "--output", type=FILE, callback=named, help="Berkas pengaturan yang ditulis; bila tidak disebut, lke.toml."
)
@reading_options
@overwrite_option
def init(sheet: Path, output: Path | None, asked: Asked, force: bool) -> int:
    """Tulis lke.toml dari apa yang disebut LKE. Nama orang tidak pernah diambil.

    Pengaturan yang sudah ada tidak diubah: yang perlu ditambahkan di sana ditampilkan.
    """
    from lke_docs.draft.folder import Output, write_all
    from lke_docs.workspace.config import FILE_NAME, START, tables_of
    from lke_docs.workspace.opening import read_file

    terms = terms_of(asked)
    _, unit_sheet = read_file(sheet, terms)
    tables = tables_of(unit_sheet)
    target = output or Path(FILE_NAME)
    # A new file below the one that counts here would hide all that stands in that one.
    kept = target if target.exists() else terms.source if output is None else None
    if kept is not None and not force:
        emit(tables, None, force=False)
        warn(f"{kept} sudah ada dan tidak diubah. Tambahkan tabel di atas di sana, atau pakai --force untuk menimpa.")
        return FAULT
    write_all(
        [Output(target.name, (START + tables).encode("utf-8"))], target.parent, day=date.today(), force=force, tell=warn
    )
    say(f"{target}: periksa dan lengkapi, lalu jalankan “lke-docs draft”.")
    return OK

"""Command `note`: a finding set aside, with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.option import PATH, day, settings_option, terms_of
from lke_docs.cli.terminal import say, warn

if TYPE_CHECKING:
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("finding", metavar="TEMUAN", nargs=-1, required=True)
@click.option("--reason", metavar="TEKS", required=True, help="Alasan, sedikitnya 20 huruf.")
@click.option("--author", metavar="NAMA", required=True, envvar="LKE_AUTHOR", help="Siapa yang mengesampingkan temuan.")
@click.option("--until", metavar="TANGGAL", required=True, callback=day, help="Hari terakhir catatan ini berlaku.")
@click.option("--as-of", "made", metavar="TANGGAL", callback=day, help="Hari catatan dibuat; tanpa ini hari ini.")
@click.option(
    "--directory", metavar="FOLDER", type=PATH, help="Folder unit; tanpa ini tempat lke.toml, atau folder kerja."
)
@settings_option
def note(
    finding: tuple[str, ...],
    reason: str,
    author: str,
    until: date,
    made: date | None,
    directory: Path | None,
    asked: Asked,
) -> int:
    """Kesampingkan satu temuan dengan alasan; temuan itu tetap ditampilkan bersama alasannya.

    TEMUAN adalah tanda pengenalnya dalam hasil audit (pada “NOM005 9dc3”: 9dc3), atau aturan dan indikatornya
    (NOM005 A.2.3.A).
    """
    from lke_docs.workspace.note import add_note

    folder = directory or terms_of(asked).folder or Path()
    about = add_note(
        folder, " ".join(finding), reason, author=author, until=until, made=made or date.today(), tell=warn
    )
    say(about)
    return OK

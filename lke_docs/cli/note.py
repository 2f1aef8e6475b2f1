"""Command `note`: a finding set aside, with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lke_docs.cli import OK
from lke_docs.cli.option import PATH, day


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

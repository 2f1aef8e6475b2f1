"""Command `package`: a sheet, its evidence and its report in one sealed file; whether such a file changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import FOUND, OK, UNREAD
from lke_docs.cli.option import FOLDER, PATH, begin, force_option, matching_options, output_option, terms_of
from lke_docs.cli.terminal import opened, say, warn
from lke_docs.errors import ConfigError

if TYPE_CHECKING:
    from lke_docs.office.limits import Limits
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH, required=False)
@click.argument("evidence", metavar="FOLDER", type=FOLDER, required=False)
@output_option
@force_option
@click.option(
    "--share",
    is_flag=True,
    help="Untuk dibagikan: laporan dan manifes saja, tanpa lembar dan berkas bukti; NIK, NIP, NPWP, dan nomor telepon "
    "disamarkan.",
)
@click.option(
    "--verify", metavar="PAKET", type=PATH, help="Periksa apakah isi sebuah paket masih sama seperti waktu dibuat."
)
@matching_options
def package(
    sheet: Path | None, output: Path | None, force: bool, asked: Asked, share: bool, verify: Path | None
) -> int:
    """Satukan LEMBAR, berkas dari FOLDER bukti menurut indikator, dan laporannya dalam satu ZIP dengan manifes."""
    if verify is not None:
        if sheet or asked.evidence or output or share:
            raise click.UsageError("--verify hanya sendiri, tanpa LEMBAR, FOLDER, --output, atau --share.")
        return _verify(verify, asked)
    if sheet is None or asked.evidence is None or output is None:
        raise click.UsageError("Sebutkan LEMBAR, FOLDER bukti, dan --output, misalnya --output paket.zip.")
    if output.resolve().is_relative_to(asked.evidence.resolve()):
        raise ConfigError(f"{output}: berkas ini di dalam folder bukti. Sebutkan tempat lain untuk --output.")
    from lke_docs.cli.progress import shown_progress
    from lke_docs.files.personal import masked
    from lke_docs.office import allowance
    from lke_docs.office.limits import make_limits
    from lke_docs.report.folder_told import unread_said
    from lke_docs.report.sealing import handover_of
    from lke_docs.workspace.handover import write_package
    from lke_docs.workspace.opening import open_sheet

    terms = terms_of(asked)
    with opened(output, force=force) as stream:
        with shown_progress() as tell:
            done = open_sheet(sheet, terms, tell=tell)
        made = handover_of(done, sheet.name, is_shared=share)
        with allowance.uncounted():  # each file has a bound of its own
            sealed, left = write_package(stream, made, make_limits(terms.limits))
    for line in left:
        warn(f"Tidak ikut: {line}")
    for line in unread_said(made.folder if terms.unmask else masked(made.folder)):
        warn(f"Tidak diperiksa: {line}")
    say(f"{output}: {sealed.entries} berkas. Sidik manifes: {sealed.sha256}")
    return OK if made.folder.is_whole and not left else UNREAD


def _verify(path: Path, asked: Asked) -> int:
    from lke_docs.office import allowance
    from lke_docs.office.limits import make_limits
    from lke_docs.workspace.handover import check_package

    limits: Limits = make_limits(asked.limit)
    begin(limits)
    with allowance.uncounted():
        sealed = check_package(path, limits)
    for word, names in (("Berubah", sealed.changed), ("Hilang", sealed.missing), ("Ditambahkan", sealed.added)):
        for name in names:
            say(f"{word}: {name}")
    verdict = "utuh" if sealed.is_intact else "TIDAK sama lagi dengan manifesnya"
    say(f"{path}: {verdict}; {sealed.entries} berkas menurut manifes. Sidik manifes: {sealed.sha256}")
    return OK if sealed.is_intact else FOUND

"""Command `finalize`: a finished draft without its marks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lke_docs.cli.option import FILE, overwrite_option


@click.command(options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=FILE)
@click.option(
    "--check",
    is_flag=True,
    help="Hanya katakan apakah berkas ini draf, formulir terbuka, atau selesai (DOCX dan PDF).",
)
@click.option("--output", type=FILE, help="Nama berkas hasil; bila tidak disebut, nama draf tanpa awalan DRAF_.")
@overwrite_option
@click.pass_context
def finalize(ctx: click.Context, file: Path, check: bool, output: Path | None, force: bool) -> None:
    """Lepas tanda draf dari BERKAS. Ditolak selama masih ada [ISI: …].

    \b
    Contoh:
      lke-docs finalize DRAF_notula.docx
      lke-docs finalize --check notula.pdf
    """
    ctx.exit(_say_status(file) if check else _finalize(file, output, force=force))


def _say_status(file: Path) -> int:
    from lke_docs.draft.status import DocumentStatus, document_status

    verdict = document_status(file)
    click.echo(f"{file}: {verdict.status}")
    for reason in verdict.reasons:
        click.echo(f"  - {reason}")
    return {DocumentStatus.FINISHED: 0, DocumentStatus.UNKNOWN: 3}.get(verdict.status, 1)


def _finalize(file: Path, output: Path | None, *, force: bool) -> int:
    from lke_docs.draft.faults import part_name
    from lke_docs.draft.finalize import finalize as finish
    from lke_docs.draft.finalize import open_fields, read_draft
    from lke_docs.draft.folder import PREFIX, Output, write_all

    data = read_draft(file)
    if left := open_fields(data):
        click.echo(f"{file}: {len(left)} isian masih terbuka, tanda draf tidak dilepas:", err=True)
        for field in left:
            click.echo(f"  {part_name(field.part)}, paragraf {field.paragraph}: {field.text}", err=True)
        return 1
    target = output or file.with_name(file.name.removeprefix(PREFIX))
    if target == file and not force:
        raise click.UsageError(f"Hasilnya akan menimpa {file}; sebutkan --output, atau --force.")
    write_all([Output(target.name, finish(data, done=date.today()))], target.parent, day=date.today(), force=force)
    click.echo(f"{target}: tanda draf dilepas. Nomor, tanggal dan tanda tangan tetap urusan Anda.")
    return 0

"""Command `export`: the sheet as a workbook or JSON, with its findings where asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.option import (
    PATH,
    checking_options,
    force_option,
    format_option,
    need_output,
    output_option,
    terms_of,
)
from lke_docs.cli.terminal import emit, say

if TYPE_CHECKING:
    from lke_docs.workspace import Asked, Terms


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@format_option("xlsx", "json", "portalrb")
@click.option("--findings", "with_findings", is_flag=True, help="Sertakan temuan pemeriksaan.")
@output_option
@force_option
@checking_options
def export(sheet: Path, format_: str, with_findings: bool, output: Path | None, force: bool, asked: Asked) -> int:
    """Tulis LKE dari berkas apa pun sebagai buku kerja yang rapi, atau sebagai JSON.

    Bentuk portalrb ialah JSON yang diambil PortalRB kementerian untuk satu unit (daftar soal tahun 2026).

    Dengan --findings dan LEMBAR berbentuk XLSX, temuan ditulis di kolom tersendiri pada salinannya; sel, rumus,
    lebar kolom dan lembar tersembunyi lainnya tidak berubah. Untuk LEMBAR lain, temuan ada di lembar kedua.
    """

    need_output(format_, output, {"xlsx": "hasil.xlsx"})
    if format_ == "portalrb" and with_findings:
        raise click.UsageError("Bentuk portalrb tidak memuat temuan; hapus --findings.")
    terms = terms_of(asked)
    content = _with_findings(sheet, terms, format_) if with_findings else _alone(sheet, terms, format_)
    emit(content, output, force=force)
    return OK


def _with_findings(path: Path, terms: Terms, format_: str) -> str | bytes:
    from lke_docs.workspace.opening import open_sheet

    done = open_sheet(path, terms)
    sheet = done.audit.sheet
    if format_ == "json":
        from lke_docs.report.json import audited_sheet_json

        return audited_sheet_json(done.audit, done.standing)
    from lke_docs.read import make_limits
    from lke_docs.report.workbook import annotate, write_sheet

    if sheet.format == "xlsx":
        return annotate(done.data, sheet, done.standing, limits=make_limits(terms.limits))
    return write_sheet(sheet, done.standing)


def _alone(path: Path, terms: Terms, format_: str) -> str | bytes:
    from lke_docs.workspace.opening import read_file

    _, sheet = read_file(path, terms)
    if format_ == "portalrb":
        from lke_docs.report.portalrb import portalrb_json

        content, left = portalrb_json(sheet)
        if left:
            say(f"Tidak ada di daftar soal PortalRB, jadi tidak ditulis: {', '.join(left)}.", err=True)
        return content
    if format_ == "json":
        from lke_docs.report.json import sheet_json

        return sheet_json(sheet)
    from lke_docs.report.workbook import write_sheet

    return write_sheet(sheet, None)

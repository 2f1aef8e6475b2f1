"""Command `audit`: the findings of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import FAULT, FOUND, OK, UNREAD
from lke_docs.cli.option import (
    FILE,
    LEVELS,
    PATH,
    folder_options,
    force_option,
    format_option,
    need_output,
    output_option,
    template_folders,
    terms_of,
    there,
)
from lke_docs.cli.terminal import emit, has_color, warn, width
from lke_docs.report import FORMATS

if TYPE_CHECKING:
    from lke_docs.files.model import Folder
    from lke_docs.model import Audit
    from lke_docs.report import View
    from lke_docs.workspace import Asked, Terms
    from lke_docs.workspace.opening import Audited
    from lke_docs.workspace.work import Work

_WITHOUT_DRAFTS = ("json", "jsonl", "sarif", "line")
_FILES = {"xlsx": "daftar_kerja.xlsx", "docx": "laporan.docx"}  # what no terminal shows, and a name for it


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@format_option(*FORMATS)
@output_option
@force_option
@folder_options
@click.option(
    "--fail-on",
    type=LEVELS,
    help="Kode keluar 1 jika ada temuan setingkat ini atau lebih berat; bawaan perlu, atau menurut lke.toml. "
    "Pertanyaan (keyakinan rendah) tidak dihitung.",
)
@click.option(
    "--full", is_flag=True, help="Dengan kartu setiap indikator: isian, kutipan bertanda, dan semua temuannya."
)
@click.option(
    "--worklist",
    metavar="BERKAS",
    type=FILE,
    multiple=True,
    callback=there,
    help="Daftar kerja XLSX yang sudah diisi: penanggung jawab, batas waktu, selesai, dan catatannya dibawa ke hasil; "
    "boleh diulang, satu untuk setiap orang.",
)
@click.option(
    "--only-new",
    is_flag=True,
    help="Hanya temuan yang baru atau muncul kembali sejak pemeriksaan sebelumnya; di folder unit (lke.toml).",
)
@click.option(
    "--as",
    "reader",
    type=click.Choice(["unit", "evaluator"]),
    default="unit",
    help="Dengan --format docx: laporan untuk pimpinan unit, atau catatan evaluasi dengan kolom putusan.",
)
@click.option("--quiet", "-q", is_flag=True, help="Hanya kartu indikator, tanpa kepala dan ringkasan.")
@click.option("--no-color", is_flag=True, help="Tanpa warna.")
def audit(
    sheet: Path,
    format_: str,
    output: Path | None,
    force: bool,
    asked: Asked,
    fail_on: str | None,
    full: bool,
    worklist: tuple[Path, ...],
    only_new: bool,
    reader: str,
    quiet: bool,
    no_color: bool,
) -> int:
    """Periksa sebuah LKE dan tampilkan temuannya.

    LEMBAR adalah berkas LKE, misalnya teks halaman cetak LKE Online.
    """
    from lke_docs.cli.progress import shown_progress
    from lke_docs.report import View, render
    from lke_docs.report.overview import report_of
    from lke_docs.workspace.opening import open_sheet

    terms = terms_of(asked)
    _check(format_, output, reader, is_homeless=only_new and terms.folder is None)
    work = _work(worklist, terms)
    with shown_progress(is_quiet=terms.evidence is None) as tell:
        done = open_sheet(sheet, terms, keep=True, tell=tell)
    _say_of_the_run(done, terms, only_new=only_new)
    report = report_of(done, with_drafts=format_ not in _WITHOUT_DRAFTS, work=work, only_new=only_new)
    view = View(width=width(), color=has_color(no_color=no_color, output=output), quiet=quiet, full=full)
    on_paper = _on_paper(view, terms, is_for_evaluator=reader == "evaluator") if format_ == "docx" else view
    rendered = render(report, format_, on_paper)
    emit(rendered, output, force=force)
    for defect in done.audit.defects:
        warn(f"Cacat program: aturan {defect}. Mohon laporkan; aturan lain tetap dijalankan.")
    folder = done.dossier.folder if done.dossier else None
    code = exit_code(report.audit, fail_on or terms.fail_on, folder=folder)
    return UNREAD if terms.evidence and folder is None and code != FAULT else code


def _say_of_the_run(done: Audited, terms: Terms, *, only_new: bool) -> None:
    for notice in done.terms.notices[len(terms.notices) :] if done.terms is not terms else ():
        warn(f"Perhatikan: {notice}")
    if only_new and done.comparison is None:
        warn("Perhatikan: pemeriksaan ini tidak dibandingkan dengan yang sebelumnya; semua temuan ditampilkan.")
    elif only_new and done.comparison and done.comparison.old is None:
        warn("Perhatikan: belum ada pemeriksaan sebelumnya; semua temuan ditampilkan.")


def _check(format_: str, output: Path | None, reader: str, *, is_homeless: bool) -> None:
    """Refuse what cannot be meant."""
    need_output(format_, output, _FILES)
    if reader != "unit" and format_ != "docx":
        raise click.UsageError(f"--as {reader} hanya untuk --format docx.")
    if is_homeless:
        raise click.UsageError("--only-new memerlukan folder unit, yaitu folder dengan lke.toml: lke-docs init.")


def _on_paper(view: View, terms: Terms, *, is_for_evaluator: bool) -> View:
    """What a paper needs besides: its day, the unit's letterhead and templates."""
    folders = tuple(template_folders(None, terms.home))
    return view._replace(made=date.today(), profile=terms.profile, templates=folders, is_for_evaluator=is_for_evaluator)


def _work(paths: Sequence[Path], terms: Terms) -> tuple[Work, ...]:
    """What people noted in their worklists, read before all else: nobody waits for an audit to hear of a wrong file."""
    if not paths:
        return ()
    from lke_docs.read import make_limits
    from lke_docs.workspace.work import read_worklist

    limits = make_limits(terms.limits)
    return tuple(line for path in paths for line in read_worklist(path, limits))


def exit_code(audit: Audit, fail_on: str, *, folder: Folder | None = None) -> int:
    """Tell the exit code of an audit; a defect of ours weighs more than findings."""
    from lke_docs.workspace.fail_on import is_at_least
    from lke_docs.workspace.opening import is_unfinished

    if audit.defects:
        return FAULT
    if is_unfinished(audit) or (folder is not None and not folder.is_whole):
        return UNREAD
    return FOUND if any(is_at_least(finding, fail_on) for finding in audit.findings) else OK

"""Command `audit`: the findings of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import FAULT, FOUND, OK
from lke_docs.cli.option import (
    LEVELS,
    PATH,
    as_of_option,
    config_option,
    force_option,
    instrument_option,
    limit_option,
    output_option,
    rubric_option,
    window_option,
)
from lke_docs.cli.terminal import emit, has_color, warn, width
from lke_docs.errors import ConfigError

if TYPE_CHECKING:
    from lke_docs.check.rule import Rule
    from lke_docs.model import Audit


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Bentuk hasil.",
)
@output_option
@force_option
@click.option(
    "--select",
    metavar="KODE",
    multiple=True,
    help="Hanya aturan ini (NOM005, atau NOM untuk semuanya); boleh diulang atau dipisah koma.",
)
@click.option("--ignore", metavar="KODE", multiple=True, help="Tanpa aturan ini; ditulis seperti --select.")
@click.option(
    "--fail-on",
    type=LEVELS,
    help="Kode keluar 1 jika ada temuan setingkat ini atau lebih berat; bawaan perlu, atau menurut lke.toml. "
    "Pertanyaan (keyakinan rendah) tidak dihitung.",
)
@window_option
@as_of_option
@instrument_option
@rubric_option
@config_option
@limit_option
@click.option("--quiet", "-q", is_flag=True, help="Hanya temuan, tanpa kepala dan ringkasan.")
@click.option("--no-color", is_flag=True, help="Tanpa warna.")
def audit(
    sheet: Path,
    format_: str,
    output: Path | None,
    force: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    window: str | None,
    as_of: date | None,
    instrument: str,
    rubric: str,
    config: Path | None,
    limit: Mapping[str, int],
    quiet: bool,
    no_color: bool,
) -> int:
    """Periksa sebuah LKE dan tampilkan temuannya.

    LEMBAR adalah berkas LKE, misalnya teks halaman cetak LKE Online.
    """
    from lke_docs.check import RULES
    from lke_docs.check.window import parse_window
    from lke_docs.read import make_limits, read_sheet
    from lke_docs.report import View, render
    from lke_docs.report.score import score_json
    from lke_docs.workspace.auditing import audit_sheet, directory_of
    from lke_docs.workspace.config import load_config

    terms = load_config(config, Path.cwd()).with_limits(limit)
    rules = choose(RULES, select=select or terms.select, ignore=(*ignore, *terms.ignore))
    span = parse_window(window) if window else None
    done = audit_sheet(
        read_sheet(sheet, limits=make_limits(terms.limits)),
        terms,
        folder=directory_of(terms, Path.cwd()),
        rules=rules,
        instrument=instrument,
        reading=rubric,
        window=span,
        as_of=as_of,
        scored=format_ in ("text", "json") and not quiet,
    )
    view = View(
        width=width(),
        color=has_color(no_color=no_color, output=output),
        quiet=quiet,
        as_of_given=as_of is not None,
        instrument=done.audit.instrument,
        form=done.form,
        score=score_json(done.score, done.instrument) if done.score and done.instrument else None,
        changes=done.comparison.said if done.comparison else "",
    )
    emit(render(done.audit, format_, view), output, force=force)
    for defect in done.audit.defects:
        warn(f"Cacat program: aturan {defect}. Mohon laporkan; aturan lain tetap dijalankan.")
    return exit_code(done.audit, fail_on or terms.fail_on)


def choose(rules: Sequence[Rule], *, select: Sequence[str], ignore: Sequence[str]) -> list[Rule]:
    """Return the rules whose code begins with a selected code and with none ignored."""
    wanted, unwanted = _codes(rules, select), _codes(rules, ignore)
    return [
        rule
        for rule in rules
        if (not wanted or rule.code.startswith(wanted)) and not (unwanted and rule.code.startswith(unwanted))
    ]


def _codes(rules: Sequence[Rule], given: Sequence[str]) -> tuple[str, ...]:
    codes = [code.strip().upper() for text in given for code in text.split(",") if code.strip()]
    for code in codes:
        if not any(rule.code.startswith(code) for rule in rules):
            raise ConfigError(f"aturan “{code}” tidak ada. Daftar aturan: lke-docs rule")
    return tuple(codes)


def exit_code(found: Audit, fail_on: str) -> int:
    """Tell the exit code of an audit; a defect of ours weighs more than findings."""
    from lke_docs.report import is_at_least

    if found.defects:
        return FAULT
    return FOUND if any(is_at_least(finding, fail_on) for finding in found.findings) else OK

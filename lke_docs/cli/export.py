"""Command `export`: the sheet as a workbook or JSON, with its findings where asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.option import (
    PATH,
    as_of_option,
    config_option,
    force_option,
    instrument_option,
    limit_option,
    window_option,
)
from lke_docs.cli.terminal import emit

if TYPE_CHECKING:
    from lke_docs.model import Finding, Sheet
    from lke_docs.read import Limits
    from lke_docs.workspace import Config


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["xlsx", "json"]),
    default="xlsx",
    show_default=True,
    help="Bentuk hasil.",
)
@click.option("--findings", "with_findings", is_flag=True, help="Sertakan temuan pemeriksaan.")
@click.option("--output", "-o", metavar="BERKAS", type=PATH, help="Tulis hasil ke berkas ini; XLSX selalu perlu.")
@force_option
@window_option
@as_of_option
@instrument_option
@config_option
@limit_option
def export(
    sheet: Path,
    format_: str,
    with_findings: bool,
    output: Path | None,
    force: bool,
    window: str | None,
    as_of: date | None,
    instrument: str,
    config: Path | None,
    limit: Mapping[str, int],
) -> int:
    """Tulis LKE dari berkas apa pun sebagai buku kerja yang rapi, atau sebagai JSON.

    Dengan --findings dan LEMBAR berbentuk XLSX, temuan ditulis di kolom tersendiri pada salinannya; sel, rumus,
    lebar kolom dan lembar tersembunyi lainnya tidak berubah. Untuk LEMBAR lain, temuan ada di lembar kedua.
    """
    from lke_docs.read import load, make_limits, read_bytes
    from lke_docs.workspace.config import load_config

    if format_ == "xlsx" and output is None:
        raise click.UsageError("Sebutkan berkas hasil dengan --output, misalnya --output hasil.xlsx.")
    terms = load_config(config, Path.cwd()).with_limits(limit)
    limits = make_limits(terms.limits)
    data = load(sheet, limits=limits)
    read = read_bytes(data, str(sheet), limits=limits)
    found = _findings(read, terms, window=window, as_of=as_of, instrument=instrument) if with_findings else None
    content = _workbook(read, data, found, limits) if format_ == "xlsx" else _json(read, found)
    emit(content, output, force=force)
    return OK


def _findings(
    sheet: Sheet, config: Config, *, window: str | None, as_of: date | None, instrument: str
) -> tuple[Finding, ...]:
    """The open findings, on the terms of the unit; what is written here is no new run in its history."""
    from lke_docs.check import RULES
    from lke_docs.check.window import parse_window
    from lke_docs.model import FindingState
    from lke_docs.workspace.auditing import audit_sheet, directory_of

    done = audit_sheet(
        sheet,
        config,
        folder=directory_of(config, Path.cwd()),
        rules=[rule for rule in RULES if config.runs(rule.code)],
        instrument=instrument,
        window=parse_window(window) if window else None,
        as_of=as_of,
        scored=False,
        keep=False,
    )
    return tuple(finding for finding in done.audit.findings if finding.state is FindingState.OPEN)


def _workbook(sheet: Sheet, data: bytes, findings: tuple[Finding, ...] | None, limits: Limits) -> bytes:
    from lke_docs.report.workbook import annotate, write_sheet

    if findings is not None and sheet.format == "xlsx":
        return annotate(data, sheet, findings, limits=limits)
    return write_sheet(sheet, findings)


def _json(sheet: Sheet, findings: tuple[Finding, ...] | None) -> str:
    from lke_docs import __version__
    from lke_docs.report.json import finding_object, sheet_object

    found: dict[str, object] = {
        "schema": "lke-docs/sheet/1",
        "generator": {"name": "lke-docs", "version": __version__},
        "sheet": sheet_object(sheet),
    }
    if findings is not None:
        found["findings"] = [finding_object(finding) for finding in findings]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

"""The commands: arguments and exit codes, nothing else. Each loads what it needs when it runs.

Exit codes: 0 nothing at or above the threshold, 1 findings, 2 wrong usage or a defect of ours,
3 part of the input could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs import __version__
from lke_docs.errors import ConfigError, LkeError
from lke_docs.options import (
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
from lke_docs.terminal import emit, has_color, silence, sink, speak_indonesian, warn, width

if TYPE_CHECKING:
    from lke_docs.check.rule import Rule
    from lke_docs.model import Audit

OK, FOUND, FAULT, UNREAD = 0, 1, 2, 3

# Commands that live in another module, as "module:name": loaded when they are called.
ELSEWHERE: Mapping[str, str] = {
    "compare": "lke_docs.cli_work:compare",
    "draft": "lke_docs.cli_draft:draft",
    "export": "lke_docs.cli_export:export",
    "finalize": "lke_docs.cli_draft:finalize",
    "init": "lke_docs.cli_draft:init",
    "note": "lke_docs.cli_work:note",
    "score": "lke_docs.cli_work:score",
    "template": "lke_docs.cli_draft:template",
}


class _Commands(click.Group):
    """The commands here and those of ELSEWHERE."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, name = ELSEWHERE[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH ...",
    epilog="Kode keluar: 0 tanpa temuan, 1 ada temuan, 2 salah pakai atau cacat program, "
    "3 sebagian masukan tidak terbaca.",
)
@click.version_option(__version__, message="lke-docs %(version)s", help="Tampilkan versi, lalu selesai.")
def commands() -> None:
    """Periksa dan siapkan bukti dukung Lembar Kerja Evaluasi (LKE) Zona Integritas.

    Semua dikerjakan di komputer ini; tidak ada data yang dikirim ke mana pun.
    """


# --- audit --------------------------------------------------------------------------------------------


@commands.command(options_metavar="[PILIHAN]")
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
        score=done.score,
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


# --- extract ------------------------------------------------------------------------------------------


@commands.command(options_metavar="[PILIHAN]")
@click.argument("file", metavar="[BERKAS]", default="-", type=PATH)
@click.option(
    "--from",
    "from_",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help='Isi masukan: satu teks bukti dukung, atau satu {"id": …, "text": …} per baris.',
)
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
def extract(file: Path, from_: str, format_: str, output: Path | None, force: bool) -> int:
    """Uraikan teks bukti dukung: butir, nomor, tanggal, periode, jenis dokumen.

    Tanpa BERKAS, atau dengan -, teks dibaca dari masukan baku.
    """
    from lke_docs.stream import open_input, texts, written

    unread = 0

    def bad(message: str) -> None:
        nonlocal unread
        unread += 1
        warn(f"Kesalahan: {message}")

    with open_input(file) as stream, sink(output, force=force) as write:
        for content in written(texts(stream, str(file), from_, bad), format_):
            write(content)
    return UNREAD if unread else OK


# --- rule ---------------------------------------------------------------------------------------------


@commands.command(options_metavar="[PILIHAN]")
@click.argument("code", metavar="[KODE]", default="")
def rule(code: str) -> int:
    """Tampilkan daftar aturan, atau jelaskan satu aturan."""
    from lke_docs.check import RULES, rule_by_code
    from lke_docs.report.rule import listing, page

    if not code:
        emit(listing(RULES), None, force=False)
        return OK
    found = rule_by_code(code)
    if found is None:
        raise ConfigError(f"aturan “{code}” tidak ada. Daftar aturan: lke-docs rule")
    emit(page(found), None, force=False)
    return OK


# --- the door -----------------------------------------------------------------------------------------


def run(args: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code."""
    speak_indonesian()
    try:
        result = commands.main(None if args is None else list(args), prog_name="lke-docs", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return FAULT
    except click.Abort:
        warn("Dihentikan.")
        return FAULT
    except BrokenPipeError:
        silence()
        return OK
    except LkeError as error:
        warn(f"Kesalahan: {error}")
        return error.exit_code
    except Exception:  # noqa: BLE001 - Python would end with 1, and 1 means findings, not a defect of ours
        import traceback

        traceback.print_exc()
        warn("Cacat program lke-docs, bukan kesalahan Anda. Mohon laporkan teks di atas.")
        return FAULT
    return result if isinstance(result, int) else OK


def main() -> None:
    """Entry point of `lke-docs`."""
    raise SystemExit(run())

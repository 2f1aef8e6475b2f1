"""Command `portfolio`: many units in one run, and questions about them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import FOUND, OK, OWN_PROCESS, UNREAD
from lke_docs.cli.option import (
    FOLDER,
    LEVELS,
    PATH,
    force_option,
    format_option,
    named,
    need_output,
    output_option,
    portfolio_options,
)
from lke_docs.cli.terminal import emit, say, warn
from lke_docs.errors import ConfigError
from lke_docs.office import allowance
from lke_docs.office.limits import MIB

if TYPE_CHECKING:
    from lke_docs.portfolio.all_units import Outcome
    from lke_docs.workspace.terms import Asked

_INSTALL = "pip install 'lke-docs[nasional]'"
_PARTS = ("pyarrow", "duckdb", "distributed")
_MEMORY = 4096 * MIB  # of the process that makes the store and holds the units against each other
_SHOWN = 20  # units that were not read whole


class _Portfolio(click.Group):
    """`portfolio FOLDER` is `portfolio run FOLDER`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_run = bool(args) and args[0] not in (*self.commands, *ctx.help_option_names)
        return super().parse_args(ctx, ["run", *args] if is_run else args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or self.commands["run"]


@click.group(cls=_Portfolio, options_metavar="[PILIHAN]", subcommand_metavar="FOLDER --output HASIL | PERINTAH ...")
def portfolio() -> None:
    """Periksa banyak unit sekaligus, simpan hasilnya sebagai tabel, dan tanyakan apa yang tampak di antara unit.

    “lke-docs portfolio FOLDER --output HASIL” sama dengan “lke-docs portfolio run FOLDER --output HASIL”.
    """
    missing = [name for name in _PARTS if find_spec(name) is None]
    if missing:
        raise ConfigError(f"perintah ini memerlukan {', '.join(missing)}. Pasang dengan: {_INSTALL}")
    context = click.get_current_context()
    allowance.stop()  # it has no bound as a whole; each unit has that of a command
    if context.find_root().obj == OWN_PROCESS:
        allowance.bound_memory(_MEMORY)


@portfolio.command(options_metavar="[PILIHAN]")
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@click.option(
    "--output", "-o", "out", metavar="HASIL", type=FOLDER, required=True, callback=named, help="Folder untuk tabelnya."
)
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="Jumlah proses; bawaan sebanyak inti prosesor."
)
@click.option("--cluster", metavar="ALAMAT", default="", help="Penjadwal dask, misalnya tcp://10.0.0.5:8786.")
@click.option("--evidence", "with_evidence", is_flag=True, help="Periksa juga folder bukti setiap unit.")
@click.option("--fail-on", type=LEVELS, default="perlu", show_default=True, help="Kode keluar 1 mulai tingkat ini.")
@portfolio_options
def run(
    folder: Path,
    out: Path,
    workers: int | None,
    cluster: str,
    with_evidence: bool,
    fail_on: str,
    asked: Asked,
) -> int:
    """Periksa semua unit di bawah FOLDER; yang sudah diperiksa dan tidak berubah tidak diulang."""
    from lke_docs.cli.progress import shown_progress
    from lke_docs.portfolio.all_units import run_portfolio
    from lke_docs.workspace.fail_on import reaches

    with shown_progress() as tell:
        done = run_portfolio(
            folder,
            out,
            asked,
            workers=workers or 0,
            address=cluster,
            with_evidence=with_evidence,
            tell=tell,
            say=warn,
        )
    _say(done, out)
    if done.unread:
        return UNREAD
    return FOUND if any(count and reaches(level, fail_on) for level, count in done.levels.items()) else OK


def _say(done: Outcome, out: Path) -> None:
    from lke_docs.wording import decimal

    states = ", ".join(f"{count} {state}" for state, count in sorted(done.states.items()))
    fresh = done.units - done.kept
    rate = f" ({decimal(fresh / done.seconds, 1)} unit per detik)" if fresh and done.seconds else ""
    say(f"{done.units} unit: {states}. {fresh} diperiksa{rate}, {done.kept} sudah ada dan tidak berubah.")
    levels = ", ".join(f"{count} {level}" for level, count in done.levels.items())
    say(f"Temuan: {levels}. Tiap baris dihitung; audit mengumpulkan yang serupa dari banyak baris menjadi satu.")
    for unit, state, reason in done.unread[:_SHOWN]:
        warn(f"{unit}: {state}: {reason}")
    if len(done.unread) > _SHOWN:
        rest = "select unit, state, reason from units where state <> 'terbaca'"
        warn(f"… dan {len(done.unread) - _SHOWN} unit lain: {rest}")
    say(f'Tabel: {out}. Tanyakan dengan: lke-docs portfolio query {out} "select unit, shown from units"')


@portfolio.command(options_metavar="[PILIHAN]")
@click.argument("out", metavar="HASIL", type=FOLDER)
@click.argument("sql", metavar="SQL")
@format_option("table", "csv", "json")
@output_option
@force_option
def query(out: Path, sql: str, format_: str, output: Path | None, force: bool) -> int:
    """Jawab pertanyaan SQL atas tabel di HASIL; hanya membaca.

    Tabel: units, rows, items, references, findings, points, files, pairs.
    """
    from lke_docs.portfolio.query import ask, render_lines

    emit(render_lines(ask(out, sql), format_), output, force=force)
    return OK


@portfolio.command(options_metavar="[PILIHAN]")
@click.argument("out", metavar="HASIL", type=FOLDER)
@format_option("html", "xlsx", "json")
@click.option(
    "--precision",
    metavar="N",
    type=click.IntRange(1, 50),
    default=10,
    show_default=True,
    help="Ketelitian sampel lapangan, ± sekian dari 100.",
)
@click.option("--seed", metavar="TEKS", default="", help="Bibit acak sampel; bawaan dihitung dari isi portofolio.")
@click.option("--verdicts", metavar="BERKAS", type=PATH, help="Putusan penilai (CSV), untuk kalibrasi.")
@click.option("--earlier", metavar="HASIL_LAMA", type=FOLDER, help="Tabel tahun lalu: apa yang dibawa tanpa perubahan.")
@click.option("--coordinator", is_flag=True, help="Sertakan cara tiap penilai menilai; hanya untuk koordinator.")
@output_option
@force_option
def report(
    out: Path,
    format_: str,
    precision: int,
    seed: str,
    verdicts: Path | None,
    earlier: Path | None,
    coordinator: bool,
    output: Path | None,
    force: bool,
) -> int:
    """Unit mana yang dilihat lebih dahulu dan mengapa; peta, pasangan unit, dan sampel lapangan."""
    from lke_docs.portfolio.portfolio_report import Wishes, render_portfolio

    need_output(format_, output, {"html": "portofolio.html", "xlsx": "portofolio.xlsx"})
    wishes = Wishes(float(precision), seed=seed, verdicts=verdicts, earlier=earlier, for_coordinator=coordinator)
    emit(render_portfolio(out, format_, wishes), output, force=force)
    return OK

"""Options that several commands share: one wording and one reading for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from lke_docs.errors import ConfigError

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
LEVELS = click.Choice(["wajib", "perlu", "saran", "never"])
FORMATS = click.Choice(["text", "json"])


def day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Callback of an option that takes a day, written as ISO 8601."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} bukan tanggal; tulis misalnya 2021-08-31.") from error


def _limits(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> Mapping[str, int]:
    if not given:
        return {}
    from lke_docs.office.limits import parse_limit

    limits = {}
    for text in given:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            raise click.BadParameter(f"{text!r} harus ditulis NAMA=NILAI, misalnya pages=2000.")
        try:
            limits[name] = parse_limit(name, value)
        except ConfigError as error:
            raise click.BadParameter(str(error)) from error
    return limits


# For every command that reads a sheet: name -> value, over those of lke.toml.
limit_option = click.option(
    "--limit",
    metavar="NAMA=NILAI",
    multiple=True,
    callback=_limits,
    help="Naikkan atau turunkan satu batas pembacaan, misalnya pages=2000 atau memory_bytes=1GB; boleh diulang.",
)
output_option = click.option("--output", "-o", metavar="BERKAS", type=PATH, help="Tulis hasil ke berkas ini.")
force_option = click.option("--force", is_flag=True, help="Timpa berkas --output yang sudah ada.")
window_option = click.option(
    "--window",
    metavar="DARI..SAMPAI",
    help="Masa penilaian, misalnya 2021-01-01..2021-08-31; tanpa ini disimpulkan dari lembar.",
)
as_of_option = click.option(
    "--as-of", metavar="TANGGAL", callback=day, help="Tanggal acuan; tanpa ini hari terakhir masa penilaian."
)
instrument_option = click.option(
    "--instrument", metavar="ID|BERKAS", default="", help="Bentuk LKE; tanpa ini dikenali dari lembar."
)
rubric_option = click.option("--rubric", metavar="ID", default="", help="Bacaan huruf jawaban: 52/2014 atau 90/2021.")
config_option = click.option("--config", metavar="BERKAS", type=PATH, help="Pengaturan; tanpa ini lke.toml terdekat.")
overwrite_option = click.option("--force", is_flag=True, help="Timpa berkas yang sudah ada.")
templates_option = click.option(
    "--templates",
    "folder",
    type=FOLDER,
    help="Folder templat sendiri; dicari lebih dulu daripada yang bawaan.",
)
unit_option = click.option(
    "--unit", "unit_file", type=FILE, help="Profil unit; bila tidak disebut, unit.toml di folder ini."
)


def template_folders(folder: Path | None, unit_file: Path | None = None) -> list[Path]:
    """Where templates are looked for, in this order; the shipped ones come after."""
    unit = unit_file.parent if unit_file else Path()
    return [*([folder] if folder else []), unit / "templat"]

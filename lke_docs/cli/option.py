"""Options that several commands share: one wording and one reading for all of them.

`sheet_options` and its like give a command what it needs to read a sheet; it gets them as one `asked`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lke_docs.cli import OWN_PROCESS
from lke_docs.cli.terminal import warn
from lke_docs.errors import ConfigError
from lke_docs.office import allowance
from lke_docs.office.limits import Limits, make_limits

if TYPE_CHECKING:
    from lke_docs.model import Window
    from lke_docs.workspace.terms import Asked, Terms

Command = Callable[..., Any]

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
LEVELS = click.Choice(["wajib", "perlu", "saran", "never"])


def day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Callback of an option that takes a day, as people write it; an empty one may be a variable that nobody set."""
    if value is None:
        return None
    from lke_docs.check.window import parse_day

    try:
        return parse_day(value)
    except (ValueError, OverflowError) as error:
        said = f"{value!r} bukan tanggal; tulis misalnya 2021-08-31 atau 31 Agustus 2021."
        raise click.BadParameter(said) from error


def _window(_: click.Context, __: click.Parameter, value: str | None) -> Window | None:
    if value is None:
        return None
    from lke_docs.check.window import parse_window

    return parse_window(value)


def _codes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Callback of an option that takes codes; one without any may be a variable that nobody set."""
    for text in given:
        if not text.strip(" ,"):
            raise click.BadParameter(f"{text!r} tidak menyebut satu kode pun.")
    return given


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


def there(_: click.Context, option: click.Parameter, value: Any) -> Any:
    """Callback of an option that names a folder or files to read: a wrong name is heard before any work."""
    kind, is_there = ("folder", Path.is_dir) if option.type is FOLDER else ("berkas", Path.is_file)
    for path in value if isinstance(value, tuple) else filter(None, (value,)):
        if not is_there(path):
            raise click.BadParameter(f"{kind} {str(path)!r} tidak ada.")
    return value


# For every command that reads a sheet: name -> value, over those of lke.toml.
limit_option = click.option(
    "--limit",
    metavar="NAMA=NILAI",
    multiple=True,
    callback=_limits,
    help="Naikkan atau turunkan satu batas pembacaan, misalnya pages=2000 atau memory_bytes=1GB; boleh diulang.",
)


def format_option(*choices: str) -> Callable[[Command], Command]:
    """`--format`, as the parameter `format_`; the first choice is the default."""
    return click.option(
        "--format", "format_", type=click.Choice(choices), default=choices[0], show_default=True, help="Bentuk hasil."
    )


class _OrStdout(click.Path):
    """A file to write; "-" is standard output, as everywhere, and so no file."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return None if value == "-" else super().convert(value, param, ctx)


def named(_: click.Context, __: click.Parameter, value: Path | None) -> Path | None:
    """Callback of an option whose result no standard output takes."""
    if value == Path("-"):
        raise click.BadParameter("hasil ini tidak dapat ditulis ke keluaran baku; sebutkan namanya.")
    return value


output_option = click.option(
    "--output", "-o", metavar="BERKAS", type=_OrStdout(path_type=Path), help="Tulis hasil ke berkas ini."
)
force_option = click.option("--force", is_flag=True, help="Timpa berkas --output yang sudah ada.")
window_option = click.option(
    "--window",
    metavar="DARI..SAMPAI",
    callback=_window,
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
select_option = click.option(
    "--select",
    metavar="KODE",
    multiple=True,
    callback=_codes,
    help="Hanya ini: aturan (NOM005, atau NOM untuk semuanya), indikator, area (A.3), atau tingkat (wajib); "
    "boleh diulang atau dipisah koma.",
)
evidence_option = click.option(
    "--evidence",
    metavar="FOLDER",
    type=FOLDER,
    callback=there,
    help="Folder bukti: periksa juga apakah setiap dokumen yang disebut ada di situ, dengan nomor dan tanggal itu.",
)
no_ocr_option = click.option(
    "--no-ocr", is_flag=True, help="Jangan membaca halaman yang berupa gambar: lebih cepat; pindaian tidak diperiksa."
)
unmask_option = click.option(
    "--unmask", is_flag=True, help="NIK, NIP, NPWP, dan nomor telepon apa adanya; tanpa ini disamarkan."
)
ignore_option = click.option(
    "--ignore", metavar="KODE", multiple=True, callback=_codes, help="Tanpa yang ini; ditulis seperti --select."
)


def need_output(format_: str, output: Path | None, names: Mapping[str, str]) -> None:
    """Refuse a format that no terminal shows where no file is named. `names`: such formats, each with an example."""
    if format_ in names and output is None:
        raise click.UsageError(f"Sebutkan berkas hasil dengan --output, misalnya --output {names[format_]}.")


def begin(limits: Limits) -> None:
    """Bound what the command may cost from here on; its memory only where the process is ours."""
    context = click.get_current_context()
    context.call_on_close(allowance.stop)  # whoever calls a command from a program of its own counts no more
    allowance.allow(limits.command_seconds)
    if context.find_root().obj == OWN_PROCESS:
        allowance.bound_memory(limits.command_bytes)


def terms_of(asked: Asked) -> Terms:
    """The terms that were asked for where the command was given; says what there is to say of them."""
    from lke_docs.workspace.terms import make_terms

    terms = make_terms(asked, Path.cwd(), today=date.today())
    begin(make_limits(terms.limits))
    said = (f"pengaturan {terms.settings}.",) if terms.settings else ()
    for notice in (*terms.notices, *said):
        warn(f"Perhatikan: {notice}")
    return terms


def _asking(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Give a command these options; it gets what they say as one `asked`."""

    def decorate(command: Command) -> Command:
        @wraps(command)
        def asks(*args: Any, **given: Any) -> Any:
            from lke_docs.workspace.terms import Asked

            said = {name: given.pop(name) for name in Asked._fields if name in given}
            return command(*args, asked=Asked(**said), **given)

        made: Command = asks
        for option in reversed(options):
            made = option(made)
        return made

    return decorate


settings_option = _asking(config_option)
reading_options = _asking(config_option, limit_option)
_SHEET = (window_option, as_of_option, instrument_option, rubric_option, config_option, limit_option)
sheet_options = _asking(*_SHEET)
matching_options = _asking(no_ocr_option, unmask_option, *_SHEET)
_CHECKING = (select_option, ignore_option, *_SHEET)
checking_options = _asking(*_CHECKING)
portfolio_options = _asking(no_ocr_option, *_CHECKING)
comparing_options = _asking(unmask_option, *_CHECKING)
folder_options = _asking(evidence_option, no_ocr_option, unmask_option, *_CHECKING)


overwrite_option = click.option("--force", is_flag=True, help="Perbarui berkas yang sudah ada.")
templates_option = click.option(
    "--templates",
    "folder",
    type=FOLDER,
    callback=there,
    help="Folder templat sendiri; dicari lebih dulu daripada yang bawaan.",
)
unit_option = click.option(
    "--unit", metavar="BERKAS", type=FILE, help="Profil unit dalam berkas lama unit.toml; kini bagian dari lke.toml."
)
drafting_options = _asking(unit_option, *_CHECKING)


def template_folders(folder: Path | None, *homes: Path) -> list[Path]:
    """Where templates are looked for, in this order; the shipped ones come after."""
    return [*([folder] if folder else []), *dict.fromkeys(home / "templat" for home in (*homes, Path()))]

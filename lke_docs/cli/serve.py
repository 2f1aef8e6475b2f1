"""Command `serve`: the application for a team, with accounts, on a server."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.option import FILE
from lke_docs.cli.terminal import emit, say, warn
from lke_docs.errors import ConfigError
from lke_docs.office import allowance
from lke_docs.office.limits import MIB

if TYPE_CHECKING:
    from lke_docs.web.server_config import ServerConfig

_BYTES = 4 * 1024 * MIB  # each thread sets some aside


config_option = click.option(
    "--config", metavar="BERKAS", type=FILE, help="Pengaturan server (TOML); contohnya: lke-docs serve example."
)


@click.group(options_metavar="[PILIHAN]", subcommand_metavar="[PERINTAH] ...", invoke_without_command=True)
@config_option
@click.pass_context
def serve(ctx: click.Context, config: Path | None) -> int:
    """Jalankan lke-docs untuk satu tim di server: akun, peran, penilaian, dan alamat untuk PortalRB.

    Tanpa PERINTAH, server berjalan sampai dihentikan; baris pertama yang ditampilkan adalah alamatnya.
    """
    if ctx.invoked_subcommand is None:
        settings = _config(config)
        from lke_docs.web.team_site import serve_team

        serve_team(settings, tell=click.echo)
        warn("Server dihentikan.")
    return OK


@serve.command("example", options_metavar="")
def example() -> None:
    """Tampilkan contoh berkas pengaturan."""
    from lke_docs.web.server_config import EXAMPLE

    emit(EXAMPLE, None, force=False)


@serve.command("token", options_metavar="")
def token() -> None:
    """Buat token untuk PortalRB; simpan di berkas yang disebut token_berkas."""
    import secrets

    say(secrets.token_urlsafe(48))


@serve.command("unit", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option("--portal-id", metavar="ID", default="", help="Pengenal unit di PortalRB.")
@click.option("--category", metavar="KATEGORI", default="", help="WBK, WBK-AFIRMASI, atau WBBM.")
@config_option
def unit(config: Path | None, name: str, portal_id: str, category: str) -> None:
    """Buat unit NAMA dengan foldernya sendiri."""
    _open(config)
    from lke_docs.web.account import make_unit

    made = make_unit(name, portal_id=portal_id, category=category)
    say(f"Unit {made.pk}: {made.name}")


@serve.command("account", options_metavar="[PILIHAN]")
@click.argument("name", metavar="AKUN")
@click.option("--administrator", is_flag=True, help="Pengelola server: mengurus akun dan unit.")
@click.option("--unit", "number", metavar="NOMOR", type=int, help="Unit tempat akun ini berperan.")
@click.option("--role", metavar="PERAN", default="staff", show_default=True, help="staff, head, atau assessor.")
@config_option
def account(config: Path | None, name: str, administrator: bool, number: int | None, role: str) -> None:
    """Buat akun, atau tautan sandi baru untuk akun yang sudah ada; tautannya berlaku sekali, tiga hari."""
    settings = _open(config)
    from lke_docs.web.account import account_for, link_of

    user = account_for(name, unit=number, role=role, is_administrator=administrator)
    say(f"{settings.origin}{link_of(user)}")


@serve.command("backup", options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=FILE)
@config_option
def backup(config: Path | None, file: Path) -> None:
    """Simpan basis data dan semua berkas ke satu ZIP; server boleh tetap berjalan."""
    _open(config)
    from lke_docs.web.backup import back_up

    _need_new(file)
    saved = back_up(file)
    say(f"{file}: {saved.rows} baris, {saved.files} berkas. Isinya rahasia; simpan di tempat lain.")


@serve.command("restore", options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=FILE)
@config_option
def restore(config: Path | None, file: Path) -> None:
    """Isi server yang kosong dari cadangan."""
    _open(config)
    from lke_docs.web.backup import restore as fill

    saved = fill(file)
    say(f"{saved.rows} baris dan {saved.files} berkas dipulihkan.")


@serve.command("verdicts", options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=FILE)
@config_option
def verdicts(config: Path | None, file: Path) -> None:
    """Simpan putusan penilai di semua unit sebagai CSV, untuk lke-docs portfolio report --verdicts."""
    _open(config)
    from lke_docs.web.models import WorkUnit
    from lke_docs.web.verdict_file import verdict_file

    _need_new(file)
    made = verdict_file(WorkUnit.objects.all())
    emit(made.text, file, force=False, rights=0o600)
    say(f"{file}: {made.verdicts} putusan di {made.units} unit. Penilainya disebut; hanya untuk koordinator.")


def _need_new(file: Path) -> None:
    if file.exists():
        raise ConfigError(f"{file} sudah ada; pilih nama lain.")


def _open(path: Path | None) -> ServerConfig:
    """The settings of a server, whose site is ready to be worked on from here."""
    config = _config(path)
    from lke_docs.web.team_site import open_team_site

    open_team_site(config)
    return config


def _config(path: Path | None) -> ServerConfig:
    if path is None:
        raise click.UsageError("Sebutkan pengaturan server dengan --config BERKAS.")
    if not all(map(find_spec, ("django", "waitress", "argon2"))):
        raise ConfigError('server tim belum terpasang. Pasang dengan: pip install "lke-docs[server]"')
    from lke_docs.web.server_config import load_server_config

    allowance.stop()  # the command has no end of its own; each file that it reads has
    allowance.bound_memory(_BYTES)
    return load_server_config(path)

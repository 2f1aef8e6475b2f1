"""Command `web`: the application in the browser, on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from lke_docs.cli import OK
from lke_docs.cli.option import FOLDER
from lke_docs.cli.terminal import say, warn
from lke_docs.errors import ConfigError
from lke_docs.office import allowance
from lke_docs.office.limits import MIB

_BYTES = 4 * 1024 * MIB  # each thread sets some aside


@click.command(options_metavar="[PILIHAN]")
@click.argument("folder", metavar="[FOLDER]", type=FOLDER, required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; bila tidak disebut, yang sedang bebas.")
@click.option("--no-browser", is_flag=True, help="Jangan buka peramban; hanya tampilkan alamatnya.")
@click.option("--shortcut", is_flag=True, help="Buat pintasan di desktop Windows yang membuka FOLDER, lalu selesai.")
def web(folder: Path | None, port: int, no_browser: bool, shortcut: bool) -> int:
    """Buka lke-docs di peramban, di komputer ini saja.

    FOLDER adalah folder unit, atau folder untuk beberapa unit; bila tidak disebut, folder ini. Baris pertama yang
    ditampilkan adalah alamatnya. Hentikan dengan Ctrl+C atau tombol Tutup.
    """
    home = (folder or Path()).resolve()
    if not home.is_dir():
        raise ConfigError(f"folder {home} tidak ada. Buat foldernya dahulu.")
    if not (find_spec("django") and find_spec("waitress")):
        raise ConfigError('halaman peramban belum terpasang. Pasang dengan: pip install "lke-docs[web]"')
    if shortcut:
        from lke_docs.web.shortcut import make_shortcut

        say(f"{make_shortcut(home)}: klik dua kali untuk membuka lke-docs.")
        return OK
    from lke_docs.web.serving import serve_local

    allowance.stop()  # the command has no end of its own; each file that it reads has
    allowance.bound_memory(_BYTES)

    def tell(address: str) -> None:
        click.echo(address)
        warn("Buka alamat di atas di peramban. Hentikan dengan Ctrl+C, atau tombol Tutup di halaman.")
        if not no_browser:
            import webbrowser

            webbrowser.open(address)

    serve_local(home, port=port, tell=tell)
    say("Ditutup.", err=True)
    return OK

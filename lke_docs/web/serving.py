"""A local site from its first line to its end: an address of its own, waitress on loopback, a browser opened."""

from __future__ import annotations

import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from lke_docs.errors import ConfigError
from lke_docs.office.door import why
from lke_docs.workspace.config import HISTORY

LOOPBACK = "127.0.0.1"
_THREADS = 8


def serve_local(home: Path, *, port: int, tell: Callable[[str], None]) -> None:
    """Serve a folder on this machine until told to end; `tell` gets the address first, when it answers."""
    from lke_docs.web.site import Site
    from lke_docs.web.site_setup import configure, prepare

    listening = _listen(port)
    at = listening.getsockname()[1]
    entrance = secrets.token_urlsafe(24)
    hosts = (f"{LOOPBACK}:{at}", f"localhost:{at}")
    more = {"CSRF_COOKIE_NAME": f"csrf-{at}"}  # cookies are for all ports of a host
    site = Site(home, home / HISTORY, secrets.token_urlsafe(48), hosts, entrance=entrance, more=more)
    try:
        configure(site)
        prepare()
    except OSError as error:
        raise ConfigError(f"{home}: folder ini tidak dapat ditulis ({why(error)}). Pilih folder lain.") from error
    from django.core.handlers.wsgi import WSGIHandler
    from waitress.server import create_server

    from lke_docs.web.crew_of_site import open_crew, run_until_told
    from lke_docs.web.local_units import register_units
    from lke_docs.web.models import OPEN, QueuedJob
    from lke_docs.web.too_large import refuse_in_words

    register_units(home)
    most = site.upload_megabytes
    refuse_in_words(most)
    server = create_server(
        WSGIHandler(), sockets=[listening], threads=_THREADS, ident="lke-docs", max_request_body_size=most << 20
    )
    crew = open_crew(site)
    if QueuedJob.objects.filter(state__in=OPEN).exists():
        crew.wake()  # what was asked for before goes on
    tell(f"http://{hosts[0]}/buka/{entrance}/")
    run_until_told(server, crew)


def _listen(port: int) -> socket.socket:
    """A socket on loopback, and nowhere else."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let another program take the same port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
    except OSError as error:
        listening.close()
        raise ConfigError(f"port {port} tidak dapat dipakai ({why(error)}). Pilih yang lain dengan --port.") from error
    return listening

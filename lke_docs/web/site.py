"""A site: where its data lie, who may reach it; Django set up for it, its tables made."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from lke_docs.errors import ConfigError

DATABASE = "web.sqlite"


class Site(NamedTuple):
    """One's own machine (`is_local`) or a server.

    `home`: the folder of the units; `data`: where the database lies; `secret` signs what the site hands out;
    `hosts`: names under which it is reached; `entrance`: the secret in the address that opens a local site.
    `database`: as Django takes it, where it is not SQLite in `data`; `more`: further settings of Django.
    """

    home: Path
    data: Path
    secret: str
    hosts: tuple[str, ...]
    is_local: bool = True
    entrance: str = ""
    zone: str = "Asia/Jakarta"
    database: Mapping[str, Any] = MappingProxyType({})
    more: Mapping[str, Any] = MappingProxyType({})


def configure(site: Site) -> None:
    """Set Django up for this site; once in a process."""
    import django
    from django.conf import settings

    from lke_docs.web import settings as shared

    site.data.mkdir(parents=True, exist_ok=True)
    alike = {name: value for name, value in vars(shared).items() if name.isupper()}
    differs = {
        "LKE_SITE": site,
        "SECRET_KEY": site.secret,
        "ALLOWED_HOSTS": [host.partition(":")[0] for host in site.hosts],
        "TIME_ZONE": site.zone,
        "DATABASES": {"default": dict(site.database) or _sqlite(site)},
        "LOGGING_CONFIG": None,
    }
    settings.configure(**{**alike, **differs, **site.more})
    django.setup()


def current() -> Site:
    """The site of this process."""
    from django.conf import settings

    site: Site = settings.LKE_SITE
    return site


def prepare() -> None:
    """Make the tables, or bring them up to date."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and _is_current(Path(name)):
        return
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        advice = "Pindahkan berkas itu ke tempat lain, lalu jalankan lagi; lembar dan pengaturan unit tidak berubah"
        reason = "basis data ini rusak, dikunci, atau tidak dapat ditulis"
        raise ConfigError(f"{name}: {reason}. {advice if connection.vendor == 'sqlite' else error}.") from error


def _sqlite(site: Site) -> dict[str, Any]:
    journal = "DELETE" if site.is_local else "WAL"  # a unit's folder may lie on a shared drive
    begin = f"PRAGMA journal_mode={journal};PRAGMA synchronous=NORMAL;"
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": begin}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(site.data / DATABASE), "OPTIONS": options}


def _is_current(path: Path) -> bool:
    """Whether a database has all tables of ours: looking at Django's whole graph takes longer than a page."""
    ours = {it.stem for it in (Path(__file__).parent / "migrations").glob("[0-9]*.py")}
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path)) as connection:
        try:
            return ours <= {name for (name,) in connection.execute("SELECT name FROM django_migrations")}
        except sqlite3.Error:
            return False

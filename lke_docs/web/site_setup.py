"""Django set up for a site, and its tables made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from lke_docs.errors import ConfigError
from lke_docs.web import settings as shared
from lke_docs.web.site import DATABASE, Site, current


def configure(site: Site) -> None:
    """Set Django up for this site; once in a process."""
    import django
    from django.conf import settings

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


def prepare() -> None:
    """Make the folder and the tables, or bring them up to date. Raises ConfigError for SQLite's own file, else what
    the database raised."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    current().data.mkdir(parents=True, exist_ok=True)
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and _is_current(Path(name)):
        return
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        if connection.vendor != "sqlite":
            raise
        advice = "Pindahkan berkas itu ke tempat lain, lalu jalankan lagi; lembar dan pengaturan unit tidak berubah"
        reason = "basis data ini rusak, dikunci, atau tidak dapat ditulis"
        raise ConfigError(f"{name}: {reason}. {advice}.") from error


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

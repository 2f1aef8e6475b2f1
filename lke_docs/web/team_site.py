"""The team server as a site: PostgreSQL or SQLite, sign-in on every page, cookies for HTTPS alone, behind a proxy."""

from __future__ import annotations

import logging.config
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lke_docs.errors import ConfigError
from lke_docs.office.door import why
from lke_docs.web import settings
from lke_docs.web.append_only import guard_tables
from lke_docs.web.crew_of_site import open_crew, run_until_told
from lke_docs.web.server_config import ServerConfig, secret_key
from lke_docs.web.server_log import logging_settings
from lke_docs.web.site import Site, current
from lke_docs.web.site_setup import configure, prepare
from lke_docs.web.too_large import refuse_in_words

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

_YEAR = 31_536_000  # seconds
_AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
_SIGN_IN = "lke_docs.web.login_page.SignIn"

_NO_POSTGRESQL = (
    "basis data tidak dapat dipakai. Periksa apakah PostgreSQL berjalan, nama basis data dan penggunanya pada "
    "“basis_data”, dan hak pengguna itu membuat tabel."
)
_NO_ADDRESS = "“basis_data” bukan alamat PostgreSQL; tanda khusus pada sandi ditulis dengan %, misalnya %40 untuk @."
_NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}  # Django's, libpq's
_NO_SQLITE = "SQLite di folder_data tidak dapat dipakai. Periksa hak tulis folder itu, dan apakah berkasnya utuh."
_NO_PASSWORD = (
    "django.contrib.auth.password_validation.NumericPasswordValidator",
    "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
)


def open_team_site(config: ServerConfig) -> Site:
    """Set Django up for a server; its tables are made or brought up to date. Raises ConfigError."""
    from django.db import DatabaseError

    site = Site(
        home=config.data / "unit",
        data=config.data,
        secret=secret_key(config.data),
        hosts=config.hosts,
        is_local=False,
        database=database_of(config),
        more=settings_of(config),
    )
    site.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    configure(site)
    try:
        prepare()
        guard_tables()
    except DatabaseError as error:
        raise ConfigError(f"{config.source}: {_NO_POSTGRESQL if config.database else _NO_SQLITE}") from error
    return site


def serve_team(config: ServerConfig, *, tell: Callable[[str], object]) -> None:
    """Serve until told to end; `tell` gets the address first, when it answers."""
    from lke_docs.web.backup import begin_restored

    logging.config.dictConfig(logging_settings())
    site = open_team_site(config)
    server = team_server(config)
    begin_restored()
    crew = open_crew(site._replace(more={}), config.workers)
    crew.wake()  # what was asked for before goes on
    tell(f"http://{config.host}:{server.effective_port}/")
    run_until_told(server, crew)


def team_server(config: ServerConfig) -> BaseWSGIServer:
    """waitress on its port, not yet running; only the proxy on the same machine may say whose request it hands on."""
    from django.core.handlers.wsgi import WSGIHandler
    from waitress.server import create_server

    refuse_in_words(config.upload_megabytes)
    try:
        return create_server(
            WSGIHandler(),
            host=config.host,
            port=config.port,
            threads=config.threads,
            ident="lke-docs",
            max_request_body_size=config.upload_megabytes << 20,
            trusted_proxy="127.0.0.1" if config.is_https else None,
            trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"} if config.is_https else set(),
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        raise ConfigError(
            f"{config.source}: {config.host}:{config.port} tidak dapat dipakai ({why(error)})."
        ) from error


def database_of(config: ServerConfig) -> dict[str, Any]:
    """What Django takes for "postgresql://lke@/lke"; nothing for SQLite. Raises ConfigError."""
    if not config.database:
        return {}
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        told = conninfo_to_dict(config.database)
    except ProgrammingError:  # its words may quote the password
        raise ConfigError(f"{config.source}: {_NO_ADDRESS}") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **{key: told.pop(name) for key, name in _NAMES.items() if name in told},
        "OPTIONS": told,
    }


def settings_of(config: ServerConfig) -> dict[str, Any]:
    """What differs from a local site, as Django takes it."""
    at = settings.MIDDLEWARE.index(_AUTHENTICATION) + 1
    prefix = "__Host-" if config.is_https else ""  # a cookie that no other name below the domain can set
    return {
        "LKE_SERVER": config,
        "ROOT_URLCONF": "lke_docs.web.team_urls",
        "MIDDLEWARE": ("lke_docs.web.server_log.told", *settings.MIDDLEWARE[:at], _SIGN_IN, *settings.MIDDLEWARE[at:]),
        "PASSWORD_HASHERS": ("lke_docs.web.account.Argon2",),
        "AUTH_PASSWORD_VALIDATORS": [*settings.AUTH_PASSWORD_VALIDATORS, *({"NAME": name} for name in _NO_PASSWORD)],
        "SESSION_COOKIE_NAME": f"{prefix}lke",
        "CSRF_COOKIE_NAME": f"{prefix}lke-formulir",
        "SESSION_COOKIE_SECURE": config.is_https,
        "CSRF_COOKIE_SECURE": config.is_https,
        # Strict would not be sent when the provider of accounts sends its user back
        "SESSION_COOKIE_SAMESITE": "Lax" if config.oidc else "Strict",
        "SESSION_COOKIE_AGE": config.session_minutes * 60,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SECURE_HSTS_SECONDS": _YEAR if config.is_https else 0,
        "PASSWORD_RESET_TIMEOUT": 3 * 24 * 60 * 60,
    }


def server_config() -> ServerConfig:
    """The settings of the server of this process."""
    config: ServerConfig = current().more["LKE_SERVER"]
    return config

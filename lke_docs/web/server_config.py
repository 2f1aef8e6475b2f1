"""The settings of the team server: one TOML file, refused with line and key where something is wrong in it.

Secrets stand in files of their own, which only the server's user may read: `token_berkas = "/etc/lke-docs/token"`.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from lke_docs.errors import ConfigError
from lke_docs.office.door import is_file, load_text, why
from lke_docs.records import FLAG, TABLE, WHOLE, WORD, WORDS, Record, load_record, may, need, setting_error
from lke_docs.tuples import NamedTuple

EXAMPLE = """\
# Server tim lke-docs; keterangan setiap kunci ada di docs/server.md.
[server]
folder_data = "/srv/lke-docs"             # lembar, bukti dan unggahan; juga SQLite bila basis_data kosong
nama_host = ["lke.contoh.go.id"]          # nama yang diketik orang; yang lain ditolak
# alamat = "127.0.0.1"                    # proxy di mesin yang sama meneruskan ke sini
# port = 8320
# basis_data = "postgresql://lke@/lke"    # kosong: SQLite di folder_data
# portofolio = "/srv/lke-docs/hasil"      # hasil lke-docs portfolio, untuk penilai; tanpa ini tidak ada halamannya
# https = true                            # proxy memasang HTTPS; false hanya untuk mencoba

[portal]
# token_berkas = "/etc/lke-docs/token"    # dibuat dengan: lke-docs serve token; tanpa ini alamat portal tertutup
# tahun = 2026
# wbbm = false
"""

_SERVER = {
    "folder_data": need(WORD),
    "nama_host": need(WORDS),
    "alamat": may(WORD),
    "port": may(WHOLE),
    "basis_data": may(WORD),
    "portofolio": may(WORD),
    "https": may(FLAG),
    "menit_sesi": may(WHOLE),
    "batas_unggah_mb": may(WHOLE),
    "utas": may(WHOLE),
    "pekerja": may(WHOLE),
}
_PORTAL = {"token_berkas": may(WORD), "tahun": may(WHOLE), "wbbm": may(FLAG)}
_OIDC = {
    "penerbit": need(WORD),
    "klien": need(WORD),
    "rahasia_berkas": need(WORD),
    "nama": may(WORD),
    "klaim": may(WORD),
}
_BOUNDS = {
    "port": (1, 65_535),
    "menit_sesi": (5, 24 * 60),
    "batas_unggah_mb": (1, 4_000),
    "utas": (1, 64),
    "pekerja": (1, 16),
    "tahun": (2026, 2100),
}
_KEY_FILE = "kunci_rahasia"
_SHORTEST = 32  # letters of a token that the portal bears


class PortalConfig(NamedTuple):
    """What the ministry's portal is told. Without a token its addresses are closed."""

    token: str = ""
    year: int = 2026
    with_wbbm: bool = False


class OidcConfig(NamedTuple):
    """The provider that accounts may also log in by; `claim`: what it tells that is the name of the account here."""

    issuer: str
    client: str
    secret: str
    name: str = "akun kantor"
    claim: str = "preferred_username"


class ServerConfig(NamedTuple):
    """The settings of a team server."""

    source: Path
    data: Path
    hosts: tuple[str, ...]
    host: str = "127.0.0.1"
    port: int = 8320
    database: str = ""
    is_https: bool = True
    session_minutes: int = 8 * 60
    upload_megabytes: int = 500
    threads: int = 8
    workers: int = 1
    portfolio: Path | None = None
    portal: PortalConfig = PortalConfig()
    oidc: OidcConfig | None = None

    @property
    def origin(self) -> str:
        """Where people reach it: at the proxy, or where it is only tried without one, at its own port."""
        name = self.hosts[0]
        if self.is_https:
            return f"https://{name}"
        return f"http://{name}" if ":" in name else f"http://{name}:{self.port}"


def load_server_config(path: Path) -> ServerConfig:
    """Read the settings. Raises ConfigError with file, line and key."""
    whole = load_record(path, fault=setting_error)
    whole.read({"server": need(TABLE), "portal": may(TABLE), "oidc": may(TABLE)})
    server, portal = whole.under("server"), whole.under("portal")
    told, asked = _bounded(server, server.read(_SERVER)), _bounded(portal, portal.read(_PORTAL))
    if not told["nama_host"] or "*" in told["nama_host"]:
        raise server.fail("“nama_host” harus menyebut nama server, bukan “*” dan tidak kosong", "nama_host")
    if not told.get("basis_data", "postgresql://").startswith(("postgresql://", "postgres://")):
        raise server.fail("“basis_data” harus berawal postgresql:// ; kosongkan untuk SQLite", "basis_data")
    token = _secret(portal, asked.get("token_berkas", ""), "token_berkas", path)
    if token and len(token) < _SHORTEST:
        raise portal.fail(
            f"token portal kurang dari {_SHORTEST} huruf; buat dengan “lke-docs serve token”", "token_berkas"
        )
    base = ServerConfig(path, path.parent / told["folder_data"], told["nama_host"])
    return base._replace(
        host=told.get("alamat", base.host),
        port=told.get("port", base.port),
        database=told.get("basis_data", base.database),
        is_https=told.get("https", base.is_https),
        session_minutes=told.get("menit_sesi", base.session_minutes),
        upload_megabytes=told.get("batas_unggah_mb", base.upload_megabytes),
        threads=told.get("utas", base.threads),
        workers=told.get("pekerja", base.workers),
        portfolio=path.parent / told["portofolio"] if "portofolio" in told else None,
        portal=PortalConfig(token, asked.get("tahun", base.portal.year), asked.get("wbbm", False)),
        oidc=_oidc(whole.under("oidc"), path) if "oidc" in whole.table else None,
    )


def _bounded(record: Record, told: dict[str, Any]) -> dict[str, Any]:
    for name, (least, most) in _BOUNDS.items():
        value = told.get(name)
        if isinstance(value, int) and not least <= value <= most:
            raise record.fail(f"nilai “{name}” harus {least} sampai {most}, bukan {value}", name)
    return told


def _oidc(record: Record, path: Path) -> OidcConfig:
    told = record.read(_OIDC)
    if not told["penerbit"].startswith("https://"):
        raise record.fail("“penerbit” harus alamat https://", "penerbit")
    secret = _secret(record, told["rahasia_berkas"], "rahasia_berkas", path)
    config = OidcConfig(told["penerbit"].rstrip("/"), told["klien"], secret)
    return config._replace(name=told.get("nama", config.name), claim=told.get("klaim", config.claim))


def _secret(record: Record, name: str, key: str, path: Path) -> str:
    """What stands in a file of one line that others may not read."""
    if not name:
        return ""
    file = path.parent / name
    if not is_file(file):
        raise record.fail(f"berkas “{file}” tidak ada", key)
    if is_open_to_others(file):
        raise record.fail(f"berkas “{file}” dapat dibaca pengguna lain; jalankan chmod 600", key)
    return load_text(file).strip()


def is_open_to_others(file: Path) -> bool:
    """Whether everybody on the machine may read a file; Windows does not say."""
    import os

    return os.name == "posix" and bool(file.stat().st_mode & 0o007)


def secret_key(data: Path) -> str:
    """The key that sessions are signed with, made at the first start and kept beside the data."""
    from lke_docs.office.whole import whole_file

    file = data / _KEY_FILE
    if not is_file(file):
        try:
            data.mkdir(parents=True, exist_ok=True, mode=0o700)
            with whole_file(file) as stream:
                stream.write(secrets.token_urlsafe(64).encode())
            file.chmod(0o600)
        except OSError as error:
            raise ConfigError(f"{file}: kunci server tidak dapat ditulis ({why(error)}).") from error
    return load_text(file).strip()

"""A team server for tests, in this process: two units, and people of every role; `sign_in` gives the client of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.test_report import SAMPLE
from tests.web.conftest import emptied

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from lke_docs.web.models import WorkUnit

PASSWORD = "lima kata untuk masuk ke sini"
TOKEN = "t" * 43
# The form that the portal asks for; the cells are made up.
PORTAL_SHEET = (
    "LEMBAR KERJA EVALUASI ZONA INTEGRITAS TAHUN 2026\n"
    "Kode|Pertanyaan|Jawaban|Bukti Dukung\n"
    "A.I.1.i.a|Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas|YA|SK Tim Nomor 1/2026\n"
    "A.I.1.i.b|Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas|A|Notula 3 Februari 2026\n"
    "A.I.1.ii.a|Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM||\n"
)
PEOPLE = (
    ("staf.satu", 0, "staff"),
    ("kepala.satu", 0, "head"),
    ("penilai", 0, "assessor"),
    ("penilai", 1, "assessor"),
    ("staf.dua", 1, "staff"),
    ("kepala.dua", 1, "head"),
    ("tata.usaha", 0, "administrator"),
)


class Team(NamedTuple):
    """A server that runs in the test."""

    home: Path
    units: tuple[WorkUnit, WorkUnit]
    people: dict[str, User]

    def sign_in(self, name: str) -> Client:
        """The client of a person, who came in by the page."""
        client = self.client()
        answer = client.post("/masuk/", {"nama": name, "sandi": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client

    def client(self, **more: bool) -> Client:
        from django.test import Client

        return Client(HTTP_HOST="testserver", raise_request_exception=False, **more)


@contextmanager
def team_site(database: Path, home: Path, *, oidc: bool = False) -> Iterator[Team]:
    """Two units with a sheet each."""
    from django.test import override_settings
    from django.urls import clear_url_caches

    from lke_docs.web.account import grant, make_account, make_unit
    from lke_docs.web.intake import take_in
    from lke_docs.web.server_config import OidcConfig, PortalConfig, ServerConfig
    from lke_docs.web.site import current
    from lke_docs.web.team_site import settings_of

    provider = OidcConfig("https://akun.contoh.go.id", "lke", "rahasia") if oidc else None
    config = ServerConfig(
        home / "server.toml",
        home,
        ("testserver",),
        is_https=False,
        portfolio=home / "portofolio",
        portal=PortalConfig(TOKEN, 2026, True),
        oidc=provider,
    )
    with emptied(home, is_local=False):
        more = settings_of(config)
        hashers = ("django.contrib.auth.hashers.MD5PasswordHasher",)
        site = current()._replace(more=more, home=home / "unit", data=home)
        site.home.mkdir()
        with override_settings(**{**more, "LKE_SITE": site, "PASSWORD_HASHERS": hashers}):
            clear_url_caches()
            units = (make_unit("Kantor Contoh Satu", portal_id="U-1", category="WBK"), make_unit("Kantor Contoh Dua"))
            people: dict[str, User] = {}
            for name, unit, role in PEOPLE:
                people[name] = people.get(name) or make_account(name)
                grant(people[name], units[unit], role)
            people["pengelola"] = make_account("pengelola", is_administrator=True)
            for user in people.values():
                user.set_password(PASSWORD)
                user.save()
            take_in(PORTAL_SHEET.encode(), "lke.csv", user=people["staf.satu"], unit=units[0])
            data = SAMPLE.read_bytes()  # it names another unit
            take_in(data, SAMPLE.name, user=people["staf.dua"], unit=units[1], sure=sha256(data).hexdigest())
            yield Team(home, units, people)
        clear_url_caches()

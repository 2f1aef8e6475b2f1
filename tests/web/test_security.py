"""Points of OWASP ASVS 4.0, level 1, that apply to a team server, each as it is attacked; numbers are those of ASVS."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.team import PASSWORD, TOKEN

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.web.team import Team

# Addresses that anybody may open; everything else asks who one is.
OPEN = {
    "aset",
    "masuk",
    "sandi-baru",
    "sehat",
    "openapi",
    "portal-wbk",
    "portal-wbbm",
    "portal-jawaban",
    "oidc",
    "oidc-balik",
}
OF_THE_SERVER = {"akun", "satu-akun", "akun-unit", "kegiatan-server"}
# Addresses of a person, which name no unit.
OF_A_PERSON = {"mulai", "lembar", "tutup", "keluar", "sandi"}
OF_ASSESSORS = {"portofolio", "putusan-csv"}  # all units together: tests/web/test_team.py
OF_THE_GUIDE = {"bantuan-awal", "bantuan", "bantuan-gambar", "aturan", "aturan-daftar"}
XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}"
CODE = "A.I.1.i.b"


def patterns() -> dict[str, Any]:
    from lke_docs.web.team_urls import urlpatterns

    return {it.name: it for it in urlpatterns}


def address(name: str, unit: int) -> str:
    """An address with something in each of its parts."""
    from django.urls import reverse

    parts: dict[str, Any] = dict.fromkeys(patterns()[name].pattern.converters, 1)
    told = {"code": CODE, "digest": "x", "name": "web.css", "uid": "MQ", "token": "x-y", "unit_id": "U-1"}
    told["code"] = "NOM001" if name == "aturan" else CODE
    return reverse(name, kwargs={key: unit if key == "unit" else told.get(key, 1) for key in parts})


def of_units() -> list[str]:
    return [name for name, it in patterns().items() if "unit" in it.pattern.converters]


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode() if not answer.streaming else ""


# --- V4: who may ------------------------------------------------------------------------------------------


def test_v4_1_every_address_asks_who_one_is_but_those_that_are_open(team: Team) -> None:
    guest = team.client()
    for name in patterns().keys() - OPEN:
        for method in (guest.get, guest.post):
            answer = method(address(name, team.units[0].pk))
            assert answer.status_code == 302 and answer["Location"].startswith("/masuk/"), name


def test_v4_1_every_address_belongs_to_a_unit_a_person_or_the_server(team: Team) -> None:
    assert set(patterns()) - set(of_units()) - OPEN - OF_THE_SERVER - OF_A_PERSON - OF_ASSESSORS - OF_THE_GUIDE == set()


@pytest.mark.parametrize("who", ["staf.dua", "kepala.dua", "pengelola"])
def test_v4_2_1_another_units_number_opens_nothing(team: Team, who: str) -> None:
    """Every address of unit 1, asked and sent by people of unit 2, and by the administrator who has no role in it."""
    client, before = team.sign_in(who), counts()
    for name in of_units():
        for method in (client.get, client.post):
            answer = method(address(name, team.units[0].pk), {"teks": "x", "versi": "1", "apa": "x"})
            assert answer.status_code in (404, 405), (name, answer.status_code)
    assert counts() == before


def test_v4_2_1_numbers_of_rows_of_another_unit_open_nothing(team: Team) -> None:
    """A question of unit 1 by way of unit 2, where the person may answer."""
    from lke_docs.web.assessment import ask

    question = ask(team.units[0], CODE, "Mana?", by=team.people["penilai"])
    answer = team.sign_in("staf.dua").post(f"/unit/{team.units[1].pk}/pertanyaan/{question.pk}/", {"teks": "x"})
    assert answer.status_code == 404 and question.replies.count() == 0


@pytest.mark.parametrize("who", ["staf.satu", "kepala.satu", "penilai"])
def test_v4_1_3_the_server_is_for_its_administrators(team: Team, who: str) -> None:
    client = team.sign_in(who)
    for name in OF_THE_SERVER:
        for method in (client.get, client.post):
            assert method(address(name, 1), {"apa": "beri", "unit": "1", "peran": "head"}).status_code == 404, name


# What each may send: an assessor judges, a unit answers, its head releases; a machine nothing.
SENT = {
    "beri-putusan": {"penilai"},
    "tanya": {"penilai"},
    "jawab": {"staf.satu", "kepala.satu"},
    "lepas": {"kepala.satu"},
}


@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("who", ["staf.satu", "kepala.satu", "penilai", "tata.usaha"])
def test_v4_1_5_what_a_role_may_not_send_is_not_there(team: Team, name: str, who: str) -> None:
    answer = team.sign_in(who).post(address(name, team.units[0].pk), {"teks": "", "versi": "99"})

    allowed = who in SENT[name]
    assert (answer.status_code == 404) != allowed or name in ("jawab", "lepas"), (name, who, answer.status_code)
    if not allowed:
        assert answer.status_code == 404


def test_v4_1_5_assessors_and_administrators_change_no_sheet(team: Team) -> None:
    """Whatever a unit's own pages take by POST, without a role of the unit it is not taken."""
    unit, before = team.units[0], counts()
    for who in ("penilai", "tata.usaha"):
        client = team.sign_in(who)
        for name in set(of_units()) - set(SENT) - ({"pengaturan"} if who == "tata.usaha" else set()):
            assert client.post(address(name, unit.pk)).status_code in (404, 405), (who, name)
    assert {**counts(), "LogEntry": 0} == {**before, "LogEntry": 0}


def counts() -> dict[str, int]:
    from django.apps import apps

    return {it.__name__: it._default_manager.count() for it in apps.get_app_config("lke").get_models()}


# --- V2, V3: passwords and sessions -----------------------------------------------------------------------


@pytest.mark.parametrize("password", ["pendek1!", "passwordpassword", "123456789012"])
def test_v2_1_weak_passwords_are_refused(team: Team, password: str) -> None:
    client = team.sign_in("staf.satu")
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    if password == "passwordpassword":  # long enough, and in no list: allowed
        assert client.post("/sandi/", form).status_code == 200
    else:
        assert client.post("/sandi/", form).status_code == 422


def test_v2_1_a_long_password_with_any_letters_is_good(team: Team) -> None:
    client, new = team.sign_in("staf.satu"), "kata sandi é 漢字 " * 8
    assert (
        client.post("/sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}).status_code
        == 200
    )
    assert team.client().post("/masuk/", {"nama": "staf.satu", "sandi": new}).status_code == 302


def test_v2_2_1_guessing_is_stopped_and_the_owner_elsewhere_is_not(team: Team) -> None:
    guest = team.client()
    tries = [guest.post("/masuk/", {"nama": "staf.satu", "sandi": f"salah {n}"}).status_code for n in range(7)]
    assert tries == [422] * 5 + [429] * 2
    assert guest.post("/masuk/", {"nama": "staf.satu", "sandi": PASSWORD}).status_code == 429
    assert guest.post("/masuk/", {"nama": "staf.satu", "sandi": PASSWORD}, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_v2_2_1_many_names_from_one_place_are_stopped(team: Team) -> None:
    guest = team.client()
    tries = [guest.post("/masuk/", {"nama": f"orang.{n}", "sandi": "salah sekali lagi"}).status_code for n in range(32)]
    assert tries[29:] == [422, 429, 429]


def test_v7_1_1_a_password_in_the_field_of_the_name_is_not_kept(team: Team) -> None:
    from lke_docs.web.models import LogEntry

    secret = "rahasia di kolom yang salah"
    tries = [team.client().post("/masuk/", {"nama": secret, "sandi": "x"}).status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]  # as for a name that is there
    assert not [it for it in LogEntry.objects.all() if secret in f"{it.object} {it.detail}"]


def test_v2_2_names_cannot_be_told_from_answers(team: Team) -> None:
    known, unknown = (
        re.sub(
            r'csrf\w+" value="\w+"|[\w-]{64}',
            "",
            text_of(team.client().post("/masuk/", {"nama": name, "sandi": "salah"})),
        )
        for name in ("staf.satu", "tidak.ada")
    )
    assert known == unknown


def test_v2_4_passwords_are_kept_by_argon2() -> None:
    from lke_docs.web.account import Argon2

    kept = Argon2().encode(PASSWORD, "garamgaramgaram1")
    assert kept.startswith("argon2$argon2id$") and "m=19456,t=2,p=1" in kept and Argon2().verify(PASSWORD, kept)


def test_v3_2_1_a_session_that_was_laid_before_is_worth_nothing(team: Team) -> None:
    client = team.client()
    client.cookies["lke"] = "x" * 32
    client.post("/masuk/", {"nama": "staf.satu", "sandi": PASSWORD})
    first = client.cookies["lke"].value
    assert first != "x" * 32
    client.post("/masuk/", {"nama": "kepala.satu", "sandi": PASSWORD})
    assert client.cookies["lke"].value != first


def test_v3_3_1_after_signing_out_the_session_is_gone(team: Team) -> None:
    client = team.sign_in("staf.satu")
    cookie = client.cookies["lke"].value
    assert client.get("/keluar/").status_code == 405
    client.post("/keluar/")
    thief = team.client()
    thief.cookies["lke"] = cookie
    assert thief.get("/").status_code == 302


def test_v3_3_3_a_new_password_ends_other_sessions(team: Team) -> None:
    one, other = team.sign_in("staf.satu"), team.sign_in("staf.satu")
    new = "kata sandi lain yang panjang"
    one.post("/sandi/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert one.get("/").status_code == 200 and other.get("/").status_code == 302


def test_v3_4_cookies_are_for_https_and_this_host_alone(team: Team) -> None:
    from django.test import override_settings

    from lke_docs.web.server_config import ServerConfig
    from lke_docs.web.team_site import settings_of

    told = settings_of(ServerConfig(Path("x"), Path("x"), ("testserver",)))
    names = (
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
    )
    with override_settings(**{name: told[name] for name in names}):
        client = team.client()
        answer = client.post("/masuk/", {"nama": "staf.satu", "sandi": PASSWORD}, secure=True)
        page = client.get("/masuk/", secure=True)
    session, form = answer.cookies["__Host-lke"], page.cookies["__Host-lke-formulir"]
    assert session["secure"] and session["httponly"] and session["samesite"] == "Strict" and session["path"] == "/"
    assert form["secure"] and form["httponly"] and not session["domain"]
    assert "max-age=31536000" in page["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "onward", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)"]
)
def test_v5_1_5_signing_in_leads_to_no_other_host(team: Team, onward: str) -> None:
    answer = team.client().post("/masuk/", {"nama": "staf.satu", "sandi": PASSWORD, "next": onward})
    assert answer["Location"] == "/"


# --- V4.2.2, V5: what is sent -----------------------------------------------------------------------------


def test_v4_2_2_nothing_is_taken_without_the_mark_of_its_page(team: Team) -> None:
    client = team.client(enforce_csrf_checks=True)
    client.cookies = team.sign_in("kepala.satu").cookies
    before = counts()
    for name in patterns().keys() - {"portal-wbk", "portal-wbbm", "portal-jawaban"}:
        assert client.post(address(name, team.units[0].pk), {"versi": "1"}).status_code in (403, 405), name
    assert counts() == before


@pytest.fixture
def poisoned(team: Team) -> Iterator[Client]:
    """Scripts in everything that people give: cells, names of files, units and people, questions, verdicts, replies."""
    from lke_docs.web import assessment
    from lke_docs.web.intake import take_in
    from lke_docs.web.version_reading import read_version

    unit, people = team.units[0], team.people
    text = unit.latest.path.read_text().replace("SK Tim", f"SK {XSS}").replace("Notula", XSS)
    version = take_in(text.encode(), f"lke {XSS[:40]}.csv", user=people["staf.satu"], unit=unit)
    unit.name = f"Kantor {XSS}"
    unit.save()
    people["penilai"].first_name = XSS[:150]
    people["penilai"].save()
    card = read_version(version)[1].card_of(CODE)
    assert card
    assessment.judge(version, card, level="TPI", letter=XSS[:20], reason=XSS, seen=0, by=people["penilai"])
    assessment.reply(assessment.ask(unit, CODE, XSS, by=people["penilai"]), XSS, by=people["staf.satu"])
    yield team.sign_in("penilai")


def test_v5_3_3_nothing_that_people_give_becomes_a_script(team: Team, poisoned: Client) -> None:
    head, admin = team.sign_in("kepala.satu"), team.sign_in("pengelola")
    seen = 0
    for name in [*of_units(), "mulai", "akun", "kegiatan-server", "satu-akun"]:
        for client in (poisoned, head, admin):
            answer = client.get(address(name, team.units[0].pk))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                page = text_of(answer)
                seen += "alert(1)" in page
                assert scripts_in(page) == [], name
                assert not re.search(r"alert\(3\)&gt;49", page), name
    assert seen >= 6


def scripts_in(page: str) -> list[str]:
    """What a browser would run of a page besides files of ours, or load from elsewhere."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            told = dict(attributes)
            found.extend(name for name in told if name.startswith("on"))
            if (tag == "script" and "src" not in told) or tag in ("iframe", "object", "embed", "style"):
                found.append(tag)
            links = (told.get(name) or "" for name in ("src", "href", "action", "formaction"))
            found.extend(it for it in links if it == "x" or re.match(r"\s*(?:javascript|data):|(?:https?:)?//", it))

    Reader().feed(page)
    return found


@pytest.mark.parametrize(
    "query", ["' OR 1=1 --", '"; DROP TABLE lke_logentry; --', "%27", "\x00", "𝕏" * 400, "-1", "1e9"]
)
def test_v5_3_4_filters_take_no_sql(team: Team, query: str) -> None:
    client, unit = team.sign_in("kepala.satu"), team.units[0].pk
    for page in (f"/unit/{unit}/kegiatan/", f"/unit/{unit}/penilaian/"):
        answer = client.get(page, {"siapa": query, "apa": query, "halaman": query, "tampil": query})
        assert answer.status_code == 200
    assert team.client().post("/masuk/", {"nama": query, "sandi": query}).status_code in (422, 429)


@pytest.mark.parametrize("name", ["../../luar", "/etc", "a/../../b", "..", "con:nul\\x", "unit\x00x"])
def test_v12_3_1_names_lead_to_no_other_folder(team: Team, name: str) -> None:
    from lke_docs.web.account import make_unit

    folder = make_unit(name.replace("\x00", "")).path.resolve()
    assert folder.is_relative_to((team.home / "unit").resolve()) and folder.is_dir()


@cache
def bombs() -> dict[str, bytes]:
    """Sheets that would take more than a server has: a workbook of zeros, entities within entities, a lying ZIP."""
    from tests.test_hostile import BOMB

    def packed(name: str, content: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(name, content)
        return stream.getvalue()

    return {
        "nol.xlsx": packed("xl/workbook.xml", bytes(60 << 20)),
        "entitas.docx": packed("word/document.xml", f"{BOMB}]><a>&c8;</a>".encode()),
        "terpotong.xlsx": packed("xl/workbook.xml", bytes(1000))[:-30],
        "gambar.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
        "dalam.json": b'{"answers": ' + b"[" * 100_000 + b'"soal_id": 1',
    }


@pytest.mark.parametrize("name", ["nol.xlsx", "entitas.docx", "terpotong.xlsx", "gambar.pdf", "dalam.json"])
def test_v12_1_bombs_are_refused_and_leave_nothing(team: Team, name: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    unit = team.units[0]
    before = sorted(unit.path.iterdir())
    answer = team.sign_in("staf.satu").post(
        f"/unit/{unit.pk}/lembar/", {"lembar": SimpleUploadedFile(name, bombs()[name])}
    )
    assert answer.status_code == 422 and name in text_of(answer) and "Traceback" not in text_of(answer)
    assert unit.versions.count() == 1 and sorted(unit.path.iterdir()) == before


@pytest.mark.parametrize("code", ["../../../etc/passwd", "A.9.9.9", "%00", "<b>", "a" * 300])
def test_v12_3_1_codes_are_looked_up_and_nothing_else(team: Team, code: str) -> None:
    from urllib.parse import quote

    page = f"/unit/{team.units[0].pk}/penilaian/{quote(code, safe='')}/"
    assert team.sign_in("penilai").get(page).status_code == 404


# --- V7, V8, V14: logs, headers, defects ------------------------------------------------------------------


def test_v7_1_the_log_tells_no_cells_no_passwords_no_links(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    from lke_docs.web.account import link_of
    from lke_docs.web.server_log import LOGGER, JsonLines

    caplog.set_level(logging.INFO, logger=LOGGER)
    link = link_of(team.people["staf.satu"])
    client = team.sign_in("penilai")
    client.get(link)
    client.get(f"/unit/{team.units[0].pk}/penilaian/?cari=rahasia-dicari")
    client.get(f"/unit/{team.units[0].pk}/penilaian/{CODE}/")
    try:
        raise ValueError("SK Tim Nomor 1/2026")
    except ValueError:
        logging.getLogger(LOGGER).exception("cacat")
    lines = "\n".join(map(JsonLines().format, caplog.records))

    assert '"what": "permintaan"' in lines and '"user": "penilai"' in lines and '"defect": "ValueError"' in lines
    for secret in (PASSWORD, "Notula", "SK Tim", "rahasia-dicari", link.split("/")[3], TOKEN):
        assert secret not in lines, secret


def test_v7_4_a_defect_says_nothing_of_itself(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    from lke_docs.web import assess_page

    def fails(*_: object) -> None:
        raise ValueError("SK Tim Nomor 1/2026")

    monkeypatch.setattr(assess_page, "read_version", fails)
    answer = team.sign_in("penilai").get(f"/unit/{team.units[0].pk}/penilaian/")
    assert answer.status_code == 500 and "SK Tim" not in text_of(answer) and "Traceback" not in text_of(answer)


def test_v8_2_v14_4_headers_stand_on_every_answer(team: Team) -> None:
    client = team.sign_in("penilai")
    for page in ("/", f"/unit/{team.units[0].pk}/penilaian/", "/tidak-ada/", "/sehat/"):
        answer = client.get(page)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"


def test_v14_4_pages_hold_no_script_or_style_of_their_own(team: Team) -> None:
    client = team.sign_in("penilai")
    for page in ("/", f"/unit/{team.units[0].pk}/penilaian/", f"/unit/{team.units[0].pk}/penilaian/{CODE}/"):
        told = text_of(client.get(page))
        assert scripts_in(told) == [] and " style=" not in told, page


def test_v14_5_another_host_is_refused(team: Team) -> None:
    assert team.client().get("/masuk/", HTTP_HOST="jahat.example").status_code == 400


def test_the_health_page_tells_nothing_but_health(team: Team) -> None:
    answer = team.client().get("/sehat/")
    assert answer.status_code == 200 and answer.json() == {"status": "baik"}

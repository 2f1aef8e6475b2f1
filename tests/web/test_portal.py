"""The portal fetches: only what a head has released, only with the token, errors in its format."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from lke_docs.web.portal_api import openapi
from tests.web.portal_client import WAITS, PortalClient
from tests.web.team import PORTAL_SHEET, TOKEN

if TYPE_CHECKING:
    from tests.web.team import Team


def portal(team: Team, token: str = TOKEN, waited: list[float] | None = None) -> PortalClient:
    client = team.client()

    def get(path: str, headers: dict[str, str]) -> tuple[int, bytes]:
        answer = client.get(path, headers=headers)
        assert answer["Content-Type"] == "application/json"
        return answer.status_code, answer.content

    return PortalClient(get, token, (waited if waited is not None else []).append)


def release(team: Team, unit: int = 0, version: str = "1", name: str = "kepala.satu") -> int:
    return int(team.sign_in(name).post(f"/unit/{team.units[unit].pk}/portalrb/lepas/", {"versi": version}).status_code)


def test_only_what_the_head_released_is_there(team: Team) -> None:
    client = portal(team)
    assert client.all_answers() == {}
    assert client.fetch("/lke/jawaban-unit/U-1").body["code"] == "DATA_NOT_FOUND"
    assert (
        team.sign_in("staf.satu").post(f"/unit/{team.units[0].pk}/portalrb/lepas/", {"versi": "1"}).status_code == 404
    )
    assert client.all_answers() == {}

    assert release(team, version="") == 422
    assert not team.units[0].releases.exists()
    assert release(team) == 302
    told = client.all_answers()
    assert list(told) == ["U-1"]
    assert {release(team, version=none) for none in ("9", "9" * 5000, "satu")} == {404}
    assert client.all_answers() == told
    assert [(it["soal_id"], it["jawaban_unit"]) for it in told["U-1"]["answers"]] == [(1, "YA"), (2, "A"), (3, None)]
    assert told["U-1"]["answers"][0]["bukti_dukung_unit"] == "SK Tim Nomor 1/2026"

    assert release(team, version="") == 302
    assert client.all_answers() == {}


def test_the_letter_of_the_internal_assessors_goes_along(team: Team) -> None:
    release(team)
    form = {"tingkat": "TPI", "nilai": "B", "alasan": "Notula tidak bernomor.", "terlihat-TPI": "0", "dilihat": "1"}
    team.sign_in("penilai").post(f"/unit/{team.units[0].pk}/penilaian/A.I.1.i.b/putusan/", form)
    told = portal(team).fetch("/lke/jawaban-unit/U-1").body["answers"][1]

    assert (told["jawaban_unit"], told["jawaban_tpi"], told["catatan_tpi"]) == ("A", "B", "Notula tidak bernomor.")


def test_a_letter_of_assessors_that_stands_in_the_sheet_is_no_verdict(team: Team) -> None:
    from lke_docs.web.intake import take_in

    lines = [f"{line}|{told}" for line, told in zip(PORTAL_SHEET.splitlines()[1:3], ("Jawaban TPI", "YA"), strict=True)]
    text = "\n".join([PORTAL_SHEET.splitlines()[0], *lines])
    version = take_in(text.encode(), "lke.csv", user=team.people["staf.satu"], unit=team.units[0])
    assert release(team, version=str(version.number)) == 302
    (told,) = portal(team).fetch("/lke/jawaban-unit/U-1").body["answers"]
    assert (told["jawaban_unit"], told["jawaban_tpi"]) == ("YA", None)


def test_a_verdict_on_other_words_does_not_go_along(team: Team) -> None:
    """It is of the text that was judged, and the version that was released says something else."""
    release(team)
    unit, head = team.units[0], team.sign_in("kepala.satu")
    page = f"/unit/{unit.pk}/indikator/A.I.1.i.b/"
    assert head.post(page, {"dilihat": "1", "evidence": "Notula 9 Maret 2026"}).status_code == 302
    for code, letter in (("A.I.1.i.b", "B"), ("A.I.1.i.a", "YA")):
        form = {"tingkat": "TPI", "nilai": letter, "alasan": f"Atas {code}.", "terlihat-TPI": "0", "dilihat": "2"}
        assert team.sign_in("penilai").post(f"/unit/{unit.pk}/penilaian/{code}/putusan/", form).status_code == 302
    told = portal(team).fetch("/lke/jawaban-unit/U-1").body["answers"]
    assert [it["jawaban_tpi"] for it in told] == ["YA", None, None]

    assert release(team, version="2") == 302
    told = portal(team).fetch("/lke/jawaban-unit/U-1").body["answers"]
    assert [it["jawaban_tpi"] for it in told] == ["YA", "B", None]
    assert head.post(page, {"dilihat": "2", "evidence": "Notula 10 Maret 2026"}).status_code == 302
    assert (
        "Putusan TPI pada A.I.1.i.b diberikan atas isian yang lain"
        in head.get(f"/unit/{unit.pk}/portalrb/").content.decode()
    )


@pytest.mark.parametrize(
    ("before", "after", "year"),
    [("TAHUN 2026", "TAHUN 2022", "2022"), (" TAHUN 2026", "", ""), ("2026", "2022", "2022"), ("2026", "2025", "2025")],
)
def test_a_sheet_of_another_year_is_said_before_it_is_released(team: Team, before: str, after: str, year: str) -> None:
    from lke_docs.web.intake import take_in

    unit = team.units[0]
    text = PORTAL_SHEET.replace(before, after).replace(" TAHUN 2022" if before == "2026" else "\0", "")
    take_in(text.encode(), "lke.csv", user=team.people["staf.satu"], unit=unit)
    page = team.sign_in("kepala.satu").get(f"/unit/{unit.pk}/portalrb/").content.decode()
    assert ("sedangkan PortalRB meminta jawaban tahun 2026" in page) is bool(year)
    assert not year or f"Lembar ini dari tahun {year}, " in page


def test_a_second_click_releases_nothing_more(team: Team) -> None:
    assert [release(team), release(team)] == [302, 302] and team.units[0].releases.count() == 1


def test_a_released_version_stays_what_it_was(team: Team) -> None:
    from lke_docs.web.intake import take_in

    release(team)
    before = portal(team).all_answers()
    text = team.units[0].latest.path.read_text().replace("|YA|", "|TIDAK|")
    take_in(text.encode(), "lke.csv", user=team.people["staf.satu"], unit=team.units[0])
    assert portal(team).all_answers() == before

    release(team, version="2")
    assert portal(team).all_answers()["U-1"]["answers"][0]["jawaban_unit"] == "TIDAK"


@pytest.mark.parametrize(("unit", "name", "said"), [(1, "kepala.dua", "belum mempunyai pengenal PortalRB")])
def test_what_the_portal_cannot_have_is_not_released(team: Team, unit: int, name: str, said: str) -> None:
    answer = team.sign_in(name).post(f"/unit/{team.units[unit].pk}/portalrb/lepas/", {"versi": "1"})
    assert answer.status_code == 422 and said in answer.content.decode()

    team.units[unit].portal_id = "U-2"
    team.units[unit].save()
    answer = team.sign_in(name).post(f"/unit/{team.units[unit].pk}/portalrb/lepas/", {"versi": "1"})
    assert answer.status_code == 422 and "Tidak satu pun indikator" in answer.content.decode()  # the form of 2019


@pytest.mark.parametrize("token", ["", "salah", "é"])
def test_whoever_has_no_token_is_told_so_three_times(team: Team, token: str) -> None:
    waited: list[float] = []
    fetched = portal(team, token, waited).fetch("/pengusulan/unit-wbk")

    assert fetched.is_failed and fetched.body["code"] == "UNAUTHORIZED" and tuple(waited) == WAITS


def test_a_server_that_comes_back_is_fetched_at_the_second_try(team: Team) -> None:
    """A defect is told in the portal's format, without what it was about; the next try succeeds."""
    release(team)
    path = team.units[0].path  # with every copy that may lie in it
    hidden = path.with_name("sebentar")
    from lke_docs.web import version_reading

    version_reading._bases.clear()
    path.rename(hidden)
    told: list[dict[str, Any]] = []

    def wait(seconds: float) -> None:
        if seconds:
            told.append(client.get("/lke/jawaban-unit/U-1", {"Authorization": f"Bearer {TOKEN}"})[0])  # type: ignore[arg-type]
            hidden.rename(path)

    client = portal(team)._replace(wait=wait)
    fetched = client.fetch("/lke/jawaban-unit/U-1")
    assert fetched.tries == 2 and told == [500] and not fetched.is_failed


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", "/pengusulan/unit-wbk", 405),
        ("delete", "/lke/jawaban-unit/U-1", 405),
        ("get", "/lke/jawaban-unit/tidak-ada", 404),
        ("get", "/lke/jawaban-unit/..%2F..%2Fetc", 422),
        ("get", "/lke/jawaban-unit/a%00b", 422),
        ("get", "/lke/jawaban-unit/" + "a" * 500, 422),
    ],
)
def test_refusals_have_the_format_of_the_guide(team: Team, method: str, path: str, status: int) -> None:
    answer = getattr(team.client(), method)(path, headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == status
    assert set(answer.json()) == {"error", "code", "message"} and answer.json()["error"] is True


def test_a_client_that_runs_wild_is_told_to_wait(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    from lke_docs.web import portal_page

    monkeypatch.setattr(portal_page, "_MOST", 3)
    portal_page._asked.clear()
    client = team.client()
    answers = [client.get("/pengusulan/unit-wbk", headers={"Authorization": f"Bearer {TOKEN}"}) for _ in range(4)]
    portal_page._asked.clear()

    assert [it.status_code for it in answers] == [200, 200, 200, 429] and answers[3]["Retry-After"] == "60"


def test_answers_are_as_the_description_says(team: Team) -> None:
    release(team)
    told = openapi()
    whole = {"components": told["components"]}
    for path, schema in (
        ("/pengusulan/unit-wbk", "Units"),
        ("/lke/jawaban-unit/U-1", "Answers"),
        ("/lke/jawaban-unit/x", "Error"),
    ):
        answer = team.client().get(path, headers={"Authorization": f"Bearer {TOKEN}"})
        jsonschema.validate(answer.json(), {"$ref": f"#/components/schemas/{schema}", **whole})
    assert team.client().get("/openapi.json").json() == told


def test_schemathesis_finds_nothing(team: Team) -> None:
    """Random requests by the description: no defect, no answer that it does not name. More of them with LKE_LONG=1."""
    schemathesis = pytest.importorskip("schemathesis")
    from django.core.wsgi import get_wsgi_application
    from hypothesis import HealthCheck, Phase, given, settings

    from lke_docs.web import portal_page

    release(team)
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = hosted(get_wsgi_application())
    most = 500 if os.environ.get("LKE_LONG") else 5
    for operation in schema.get_all_operations():
        case = operation.ok().as_strategy()

        @settings(
            max_examples=most,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=case)
        def tried(case: Any) -> None:
            portal_page._asked.clear()
            case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"})

        with staying_connected():
            tried()


@contextmanager
def staying_connected() -> Iterator[None]:
    """Requests outside Django's own client would close the connection, and with it what the test laid down."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def hosted(app: Callable[..., Any]) -> Callable[..., Any]:
    """The application under the name that the test's settings know."""

    def named(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        return app({**environ, "HTTP_HOST": "testserver"}, start)

    return named


def test_what_is_told_is_json_without_words_of_others(team: Team) -> None:
    answer = team.client().get("/lke/jawaban-unit/U-1")

    assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
    assert "Kantor" not in json.dumps(answer.json())

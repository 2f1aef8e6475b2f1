"""Signing in by a provider: a small one of the test's own, which can also lie."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("authlib", reason="pip install lke-docs[oidc]")

from joserfc import jwt
from joserfc.jwk import RSAKey

if TYPE_CHECKING:
    from tests.web.team import Team

KEY = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig", "alg": "RS256"}, private=True)
OTHER = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig", "alg": "RS256"}, private=True)


class Provider(HTTPServer):
    """Tells of one person: `claims` over what is true, `key` that signs."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {}
        self.key, self.challenge, self.has_id = KEY, "", True

    def token(self, verifier: str) -> dict[str, Any]:
        made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if made != self.challenge:
            return {"error": "invalid_grant"}
        now = int(time.time())
        told = {"iss": self.address, "aud": "lke", "sub": "7", "iat": now, "exp": now + 60, **self.claims}
        answer = {"access_token": "a", "token_type": "Bearer"}
        return answer | (
            {"id_token": jwt.encode({"alg": "RS256", "kid": "satu"}, told, self.key)} if self.has_id else {}
        )


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        at = self.server.address
        if self.path.endswith("openid-configuration"):
            told = {
                "issuer": at,
                "jwks_uri": f"{at}/keys",
                "authorization_endpoint": f"{at}/go",
                "token_endpoint": f"{at}/token",
            }
            self._say({**told, "id_token_signing_alg_values_supported": ["RS256"]})
        else:
            self._say({"keys": [KEY.as_dict(private=False)]})

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._say(self.server.token(sent.get("code_verifier", [""])[0]))

    def _say(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


@pytest.fixture
def office(team: Team, provider: Provider) -> Iterator[Team]:
    """The team with this provider."""
    with with_provider(provider.address):
        yield team


@contextmanager
def with_provider(address: str, claim: str = "preferred_username") -> Iterator[None]:
    from django.test import override_settings

    from lke_docs.web.server_config import OidcConfig
    from lke_docs.web.site import current

    site, config = current(), current().more["LKE_SERVER"]
    oidc = OidcConfig(address, "lke", "rahasia", claim=claim)
    more = {**site.more, "LKE_SERVER": config._replace(oidc=oidc)}
    with override_settings(LKE_SITE=site._replace(more=more), SESSION_COOKIE_SAMESITE="Lax"):
        yield


def come_in(team: Team, provider: Provider, *, state: str = "", nonce: str = "", **claims: Any) -> tuple[int, bool]:
    """Go to the provider and come back with what it says: the status, and whether one is in."""
    status, is_in, _ = told_on_return(team, provider, state=state, nonce=nonce, **claims)
    return status, is_in


def told_on_return(
    team: Team, provider: Provider, *, state: str = "", nonce: str = "", **claims: Any
) -> tuple[int, bool, str]:
    """The same, and the page."""
    client = team.client()
    assert "Masuk dengan akun kantor" in client.get("/masuk/").content.decode()
    sent = {key: it[0] for key, it in parse_qs(urlsplit(client.get("/oidc/")["Location"]).query).items()}
    assert sent["redirect_uri"] == "http://testserver/oidc/balik/" and sent["code_challenge_method"] == "S256"
    provider.challenge = sent["code_challenge"]
    provider.claims = {"nonce": nonce or sent["nonce"], **claims}
    answer = client.get("/oidc/balik/", {"code": "c", "state": state or sent["state"]})
    return answer.status_code, client.get("/").status_code == 200, answer.content.decode()


def test_whoever_has_an_account_comes_in(office: Team, provider: Provider) -> None:
    assert come_in(office, provider, preferred_username="staf.satu") == (302, True)


@pytest.mark.parametrize(
    "told",
    [
        {"preferred_username": "tidak.ada"},
        {"preferred_username": ""},
        {"email": "staf.satu"},
        {"preferred_username": "staf.satu", "state": "x"},
        {"preferred_username": "staf.satu", "nonce": "x"},
        {"preferred_username": "staf.satu", "aud": "lain"},
        {"preferred_username": "staf.satu", "iss": "https://jahat.example"},
        {"preferred_username": "staf.satu", "exp": 1},
    ],
    ids=str,
)
def test_what_does_not_hold_is_refused(office: Team, provider: Provider, told: dict[str, Any]) -> None:
    assert come_in(office, provider, **told) == (422, False)


def test_a_strange_key_is_refused(office: Team, provider: Provider) -> None:
    provider.key = OTHER
    assert come_in(office, provider, preferred_username="staf.satu") == (422, False)


def test_a_closed_account_stays_out(office: Team, provider: Provider) -> None:
    user = office.people["staf.satu"]
    user.is_active = False
    user.save()
    try:
        assert come_in(office, provider, preferred_username="staf.satu") == (422, False)
    finally:
        user.is_active = True


def test_a_server_without_provider_has_no_such_page(team: Team) -> None:
    assert team.client().get("/oidc/").status_code == 404


REASONS = [
    ({"email": "staf.satu"}, "belum menyatakan alamat surel Anda terverifikasi", "email tidak terverifikasi"),
    ({"email": "staf.satu", "email_verified": "false"}, "belum menyatakan alamat", "email tidak terverifikasi"),
    ({"preferred_username": "staf.satu"}, "tidak mengirim “email”", "tanpa klaim"),
    ({"email": "tidak.ada", "email_verified": True}, "belum terdaftar", "akun tidak ada atau ditutup"),
    ({"email": "ſtaf.satu", "email_verified": True}, "belum terdaftar", "akun tidak ada atau ditutup"),
    ({"email": "staf.satu", "nonce": "x"}, "tidak mengakui percobaan ini", "InvalidClaimError nonce"),
]


@pytest.mark.parametrize(("told", "said", "reason"), REASONS, ids=str)
def test_a_refusal_says_why(
    office: Team, provider: Provider, caplog: pytest.LogCaptureFixture, told: dict[str, Any], said: str, reason: str
) -> None:
    logging.getLogger("lke_docs.server").addHandler(caplog.handler)
    with with_provider(provider.address, "email"):
        status, is_in, page = told_on_return(office, provider, **told)

    assert (status, is_in) == (422, False) and said in page
    assert reason in [getattr(it, "reason", "") for it in caplog.records]


def test_an_answer_without_a_person_is_told(office: Team, provider: Provider) -> None:
    provider.has_id = False
    status, _, page = told_on_return(office, provider, preferred_username="staf.satu")

    assert status == 422 and "tidak mengirim “id_token”" in page


def test_an_address_of_mail_is_compared_without_case(office: Team, provider: Provider) -> None:
    with with_provider(provider.address, "email"):
        assert come_in(office, provider, email="Staf.SATU", email_verified=True) == (302, True)
    assert come_in(office, provider, preferred_username="Staf.SATU") == (422, False)


def test_a_provider_that_cannot_be_reached_is_no_defect(office: Team, provider: Provider) -> None:
    client = office.client()
    state = parse_qs(urlsplit(client.get("/oidc/")["Location"]).query)["state"][0]
    with with_provider("http://127.0.0.1:9"):
        away = office.client().get("/oidc/")
        back = client.get("/oidc/balik/", {"code": "c", "state": state})
    with with_provider(provider.address.replace("http:", "https:")):
        untrusted = office.client().get("/oidc/")

    for answer in (away, back):
        assert answer.status_code == 503 and "tidak menjawab" in answer.content.decode()
    assert untrusted.status_code == 502 and "sertifikatnya mungkin tidak dipercaya" in untrusted.content.decode()

"""Signing in with an account of the office: its provider tells who it is, an account here says what that person may."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from lke_docs.web.account import address_of, record
from lke_docs.web.login_page import FAILED, sign_in_form
from lke_docs.web.server_config import OidcConfig
from lke_docs.web.server_log import LOGGER
from lke_docs.web.team_site import server_config

_PASSWORD = "Coba lagi nanti, atau masuk dengan kata sandi."
_REFUSED = "Penyedia akun tidak mengakui percobaan ini. Coba lagi, atau masuk dengan kata sandi."
_AWAY = f"Penyedia akun tidak menjawab sebagaimana mestinya. {_PASSWORD}"
_UNTRUSTED = (
    "Sambungan aman ke penyedia akun tidak terjalin; sertifikatnya mungkin tidak dipercaya server ini. "
    f"Beri tahu pengelola server. {_PASSWORD}"
)
_UNSAID = "Penyedia akun tidak mengirim “{}”, jadi akun Anda tidak dapat dicari. Mintalah pengelola memeriksa klaimnya."
_UNVERIFIED = "Penyedia akun belum menyatakan alamat surel Anda terverifikasi. Verifikasikan di sana, lalu masuk lagi."
_UNKNOWN = (
    "Akun kantor Anda belum terdaftar di server ini, atau sudah ditutup. "
    "Mintalah pengelola membuat akun dengan nama yang sama."
)


class _RefusedError(Exception):
    """Why somebody does not come in, for the page, and with what status; for the log: `reason`, without a name."""

    def __init__(self, said: str, reason: str, status: int = 422) -> None:
        super().__init__(said)
        self.said, self.reason, self.status = said, reason, status


@login_not_required
@require_GET
def leave_for_provider(request: HttpRequest) -> HttpResponse:
    """To the provider, with a state, a nonce and a challenge that only this session can answer."""
    client, back = _client(), request.build_absolute_uri(reverse("oidc-balik"))
    try:
        answer: HttpResponse = _asked(lambda: client.authorize_redirect(request, back))
    except _RefusedError as refusal:
        return _refused(request, refusal)
    return answer


@login_not_required
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """From the provider; what it says is held against its keys, its name, ours, the nonce and the clock."""
    client, settings = _client(), _settings()
    try:
        told = _asked(lambda: client.authorize_access_token(request)).get("userinfo")
        user = _account_of(told or {}, settings)
    except _RefusedError as refusal:
        return _refused(request, refusal)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    record(user, "masuk", address=address_of(request))
    return redirect("mulai")


def _asked(question: Callable[[], Any]) -> Any:
    """What the provider answers. Raises _RefusedError where it does not, or where its answer does not hold."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException
    from requests.exceptions import SSLError

    try:
        return question()
    except SSLError as error:
        raise _RefusedError(_UNTRUSTED, _kind(error), 502) from error
    except RequestException as error:
        raise _RefusedError(_AWAY, _kind(error), 503) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as error:
        raise _RefusedError(_REFUSED, _kind(error)) from error


def _kind(error: Exception) -> str:
    """The kind of an error, and of which claim it is; its message may quote what was sent."""
    return " ".join(filter(None, (type(error).__name__, str(getattr(error, "claim", "") or ""))))


def _refused(request: HttpRequest, refusal: _RefusedError) -> HttpResponse:
    """The page of signing in with the reason, which both logs keep."""
    address = address_of(request)
    record(None, FAILED, object="OIDC", address=address, reason=refusal.reason)
    logging.getLogger(LOGGER).warning("masuk ditolak", extra={"reason": refusal.reason, "address": address})
    return sign_in_form(request, "/", said=refusal.said, status=refusal.status)


def _account_of(told: dict[str, Any], settings: OidcConfig) -> User:
    """The open account that bears the name; an address of mail only where the provider has verified it.

    Raises _RefusedError. Case is left aside in ASCII alone: "ı" in capitals is the I of somebody else.
    """
    name, is_mail = told.get(settings.claim), settings.claim == "email"
    if not isinstance(name, str) or not name:
        raise _RefusedError(
            _UNSAID.format(settings.claim if told else "id_token"), "tanpa klaim" if told else "tanpa id_token"
        )
    if is_mail and told.get("email_verified") is not True:
        raise _RefusedError(_UNVERIFIED, "email tidak terverifikasi")
    named = User.objects.filter(username=name, is_active=True)
    if is_mail and name.isascii() and not named.exists():
        named = User.objects.filter(username__iexact=name, is_active=True)
    users = [user for user in named if user.username.isascii() or user.username == name]
    if len(users) != 1:
        raise _RefusedError(_UNKNOWN, "akun tidak ada atau ditutup")
    return users[0]


def _settings() -> OidcConfig:
    config = server_config().oidc
    if config is None:
        raise Http404
    return config


def _client() -> Any:
    """The provider, whose addresses are asked for when they are first needed."""
    from authlib.integrations.django_client import OAuth

    settings = _settings()
    return OAuth().register(
        "kantor",
        client_id=settings.client,
        client_secret=settings.secret,
        server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": 10},
    )

"""Signing in with an account of the office: its provider tells who it is, an account here says what that person may."""

from __future__ import annotations

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
from lke_docs.web.team_site import server_config

_REFUSED = "Penyedia akun tidak mengakui percobaan ini. Coba lagi, atau masuk dengan kata sandi."
_UNKNOWN = "Akun kantor Anda belum terdaftar di server ini. Mintalah pengelola membuat akun dengan nama yang sama."


@login_not_required
@require_GET
def leave_for_provider(request: HttpRequest) -> HttpResponse:
    """To the provider, with a state, a nonce and a challenge that only this session can answer."""
    answer: HttpResponse = _client().authorize_redirect(request, request.build_absolute_uri(reverse("oidc-balik")))
    return answer


@login_not_required
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """From the provider; what it says is held against its keys, its name, ours, the nonce and the clock."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        told = _client().authorize_access_token(request).get("userinfo") or {}
    except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError):
        record(None, FAILED, object="OIDC", address=address_of(request))
        return sign_in_form(request, "/", said=_REFUSED, status=422)
    user = _account_of(told, _settings())
    if user is None:
        record(None, FAILED, object="OIDC", address=address_of(request))
        return sign_in_form(request, "/", said=_UNKNOWN, status=422)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    record(user, "masuk", address=address_of(request))
    return redirect("mulai")


def _account_of(told: dict[str, Any], settings: OidcConfig) -> User | None:
    """The open account that bears the name; an address of mail only where the provider has verified it."""
    name = told.get(settings.claim)
    if not isinstance(name, str) or not name or (settings.claim == "email" and told.get("email_verified") is not True):
        return None
    return User.objects.filter(username=name, is_active=True).first()


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

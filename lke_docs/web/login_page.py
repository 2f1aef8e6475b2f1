"""Signing in and out, one's own password, and the page that the link of a new account opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lke_docs.web.account import address_of, owner_of, record
from lke_docs.web.kept_form import (
    PREFIX,
    KeptForm,
    carried_form,
    is_from_here,
    kept_form,
    page_behind,
    send_again,
)
from lke_docs.web.models import LogEntry
from lke_docs.web.pages import refused, show
from lke_docs.web.site import current
from lke_docs.web.team_site import server_config
from lke_docs.web.throttle import SPAN, Tries, is_resting

FAILED = "masuk gagal"
_WRONG = "Nama akun atau kata sandi tidak sesuai."  # the same for a name that is not there
_REST = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."
_OVER = "Sesi Anda sudah berakhir, jadi yang baru Anda kirim belum tersimpan."
_KEPT = f"{_OVER} Yang Anda ketik tidak hilang: masuk di sini, lalu kirim lagi."
_OLD = "Formulir ini sudah kedaluwarsa, misalnya karena Anda keluar atau masuk lagi di tab lain."
_USED = "Tautan ini sudah dipakai atau kedaluwarsa. Mintalah tautan baru kepada pengelola server."
_NOT_KEPT = f"{_OVER} Masuk, lalu kirim sekali lagi."
_LONGEST = 150  # letters of a name
_get_or_post = require_http_methods(["GET", "POST"])


@login_not_required
@sensitive_post_parameters("sandi")
@_get_or_post
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in. What was asked for before is opened then, if it is a page of ours."""
    onward = request.POST.get("next", request.GET.get("next", ""))
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    if request.method == "GET":
        return sign_in_form(request, onward)
    form = carried_form(request, onward)
    name, place = request.POST.get("nama", "").strip()[:_LONGEST], address_of(request)
    if is_resting(_tries(name, place)):
        return sign_in_form(request, onward, said=_REST, status=429, form=form)
    user = authenticate(request, username=name, password=request.POST.get("sandi", ""))
    if user is None:
        record(None, FAILED, object=_shown(name), address=place)
        return sign_in_form(request, onward, said=_WRONG, status=422, form=form)
    login(request, user)  # with a session of a new name: one that was laid before is worth nothing
    assert isinstance(user, User)
    record(user, "masuk", address=place)
    if form is not None:
        return send_again(request, form, "Anda sudah masuk lagi. Yang Anda ketik sebelumnya belum tersimpan:")
    return redirect(onward)


def sign_in_form(
    request: HttpRequest, onward: str, *, said: str = "", status: int = 200, form: KeptForm | None = None
) -> HttpResponse:
    """The page on which one signs in, and why it did not work; `form`: what was typed and waits for that."""
    oidc = server_config().oidc
    told: dict[str, Any] = {
        "onward": onward,
        "said": said,
        "provider": oidc.name if oidc else "",
        "form": form,
        "prefix": PREFIX,
    }
    return show(request, "login.html", status=status, **told)


class SignIn(LoginRequiredMiddleware):
    """Whoever is not signed in is sent to sign in; what was typed when a session ended is kept."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> Any:
        if request.method == "POST" and is_from_here(request):
            return session_over(request)
        return super().handle_no_permission(request, view_func)


def session_over(request: HttpRequest) -> HttpResponse:
    """The page of signing in for somebody who sent something after the session had ended."""
    form = kept_form(request)
    onward, said = (form.address, _KEPT) if form else (page_behind(request), _NOT_KEPT)
    return sign_in_form(request, onward, said=said, status=403, form=form)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark that its page gave it."""
    form = kept_form(request)
    if form is None:
        return refused(request, f"{_OLD} Muat ulang halamannya, lalu kirim lagi.")
    if not (current().is_local or request.user.is_authenticated):
        return session_over(request)
    return send_again(request, form, f"{_OLD} Yang Anda ketik belum tersimpan, tetapi tidak hilang.", status=403)


def _tries(name: str, place: str) -> Tries:
    """Wrong passwords of late."""
    failed = LogEntry.objects.filter(what=FAILED, at__gte=timezone.now() - SPAN)
    of_name, of_place = failed.filter(object=_shown(name)), failed.filter(detail__address=place)
    return Tries(of_name.filter(detail__address=place).count(), of_name.count(), of_place.count())


def _shown(name: str) -> str:
    """A name as the log may show it: what no account bears may be a password in the wrong field."""
    is_known = User.objects.filter(username=name).exists()
    return name if is_known else f"akun tidak dikenal {salted_hmac('lke_docs.login', name).hexdigest()[:12]}"


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    assert isinstance(request.user, User)
    record(request.user, "keluar")
    logout(request)
    return redirect("masuk")


@sensitive_post_parameters()
@_get_or_post
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; all other sessions of the account end."""
    assert isinstance(request.user, User)
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        record(request.user, "sandi diganti")
        return show(request, "password.html", form=None, head="Kata sandi", said="Kata sandi sudah diganti.")
    return show(request, "password.html", form=form, head="Ganti kata sandi", said="", status=_status(request))


@login_not_required
@sensitive_post_parameters()
@_get_or_post
def new_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The page of a link that works once."""
    user = owner_of(uid, token)
    if user is None:
        return show(request, "fault.html", status=404, said=_USED)
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        record(user, "sandi dipilih")
        return redirect("masuk")
    return show(
        request, "password.html", form=form, head=f"Kata sandi untuk {user.username}", said="", status=_status(request)
    )


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200

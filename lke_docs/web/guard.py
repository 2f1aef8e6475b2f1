"""Who may ask, and what a browser may do with the answer.

A local site answers only to its own address (a page elsewhere whose name was bound to 127.0.0.1 has another Host), and
only a browser that was opened with the secret; what is sent from another origin is refused before it is read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hmac import compare_digest
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from lke_docs.errors import LkeError
from lke_docs.office.database import reason_of
from lke_docs.web.kept_form import kept_form, send_again
from lke_docs.web.pages import refused, show
from lke_docs.web.site import current

if TYPE_CHECKING:
    from django.contrib.auth.models import User

View = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
ENTRANCE = "/buka/"
_FULL = "Penyimpanan penuh, jadi yang Anda kirim tidak tersimpan. Kosongkan ruang, lalu kirim lagi."
_NOT_OPENED = "Buka halaman ini lewat alamat lengkap yang ditampilkan saat lke-docs web dijalankan."


def headers(answer: View) -> View:
    """On every answer: nothing is loaded from elsewhere, framed, guessed or kept."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return with_headers


def local_only(answer: View) -> View:
    """A local site is for the browser that was opened with its secret."""

    def guarded(request: HttpRequest) -> HttpResponse:
        site = current()
        if not site.is_local:
            return answer(request)
        host = request.META.get("HTTP_HOST", "")
        if host not in site.hosts or request.META.get("HTTP_ORIGIN", f"http://{host}") != f"http://{host}":
            return refused(request, "Permintaan ini datang dari halaman lain.")
        if request.path.startswith(ENTRANCE):
            return _open(request, site.entrance)
        if request.path.startswith("/aset/"):  # the same for everybody
            return answer(request)
        if not compare_digest(request.COOKIES.get(_cookie(host), "").encode(), site.entrance.encode()):
            return refused(request, _NOT_OPENED)
        return answer(request)

    return guarded


def _open(request: HttpRequest, entrance: str) -> HttpResponse:
    given = request.path.removeprefix(ENTRANCE).strip("/")
    if not compare_digest(given.encode(), entrance.encode()):
        return refused(request, _NOT_OPENED)
    # Strict would not be sent after the click that leads here; a redirect by the page itself is our own request
    response = show(request, "opened.html")
    response.set_cookie(_cookie(request.META["HTTP_HOST"]), entrance, httponly=True, samesite="Strict")
    response.headers["Refresh"] = "0; url=/"
    return response


def _cookie(host: str) -> str:
    """A cookie is for all ports of a host: two sites on one machine need two names."""
    return f"lke-{host.rpartition(':')[2]}"


def known_user(answer: View) -> View:
    """On a local site whoever opened it is its one user."""

    def with_user(request: HttpRequest) -> HttpResponse:
        if current().is_local:
            request.user = local_user()
        return answer(request)

    return with_user


@cache
def local_user() -> User:
    from django.contrib.auth.models import User

    return User.objects.get_or_create(username="saya", defaults={"first_name": "Pemakai komputer ini"})[0]


class Faults:
    """What is wrong with what a user gave is told on a page, in the words of the error."""

    def __init__(self, answer: View) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, LkeError):
            return show(request, "fault.html", status=422, said=str(error))
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        if not reason_of(cause, "")[0].startswith("penyimpanan penuh"):
            return None
        form = kept_form(request)
        return (
            send_again(request, form, _FULL, status=507)
            if form
            else show(request, "fault.html", status=507, said=_FULL)
        )

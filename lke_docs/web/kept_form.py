"""What was typed is not lost where it cannot be taken, for a session is over or a form's mark is old: it is sent again.

Only what came from a page of ours, and belongs to a unit, is ever shown again: no password, nothing of another site.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from lke_docs.tuples import NamedTuple
from lke_docs.web.pages import show

PREFIX = "isian:"  # before the names of fields that travel on the page of signing in
_OF_UNITS = "/unit/"
_MARKS = ("dulu-", "terlihat-", "dilihat", "sidik", "saring", "hal")  # what a page noted, nobody typed it


class KeptForm(NamedTuple):
    """Where a form of a unit was sent, and its fields."""

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def typed(self) -> list[str]:
        """What a person will know again."""
        return [value for name, value in self.fields if value.strip() and not name.startswith(_MARKS)]


def kept_form(request: HttpRequest) -> KeptForm | None:
    """The form of a request that cannot be taken now; None for what is not to be shown again."""
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    if not is_form or not request.path.startswith(_OF_UNITS) or not is_from_here(request):
        return None
    return KeptForm(request.get_full_path(), _fields(request.POST, ""))


def carried_form(request: HttpRequest, address: str) -> KeptForm | None:
    """The form that came along on the page of signing in, for an address of ours."""
    fields = _fields(request.POST, PREFIX)
    return KeptForm(address, fields) if fields and address.startswith(_OF_UNITS) else None


def _fields(given: QueryDict, prefix: str) -> tuple[tuple[str, str], ...]:
    told = ((name, str(value)) for name, values in given.lists() for value in values if name != "csrfmiddlewaretoken")
    return tuple((name.removeprefix(prefix), value) for name, value in told if name.startswith(prefix))


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent a request, as browsers tell it."""
    here = f"{request.scheme}://{request.get_host()}"
    behind = urlsplit(request.headers.get("Referer", ""))
    return request.headers.get("Origin", f"{behind.scheme}://{behind.netloc}") == here


def page_behind(request: HttpRequest) -> str:
    """The page that a form stood on, where it is ours; else the first."""
    behind = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(behind, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(behind).path if is_ours and behind else "/"


def send_again(request: HttpRequest, form: KeptForm, said: str, *, status: int = 200) -> HttpResponse:
    """The page on which what was typed waits to be sent once more."""
    return show(request, "send_again.html", form=form, said=said, status=status)

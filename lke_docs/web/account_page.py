"""The administrator's pages: who has an account, what they are to which unit, which units there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from lke_docs.errors import ConfigError
from lke_docs.web.access import number_in
from lke_docs.web.account import (
    CATEGORIES,
    change_unit,
    grant,
    link_of,
    make_account,
    make_unit,
    record,
    revoke,
    set_active,
)
from lke_docs.web.models import Membership, Role, WorkUnit
from lke_docs.web.pages import show

View = Callable[..., HttpResponse]


def administrator_page(view: View) -> View:
    """For administrators of the server; for all others there is no such page."""

    @wraps(view)
    def for_administrator(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.is_superuser):
            raise Http404
        return view(request, *args, **more)

    return for_administrator


@administrator_page
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """All accounts and units, and a new one of either."""
    if request.method == "GET":
        return _accounts(request)
    by, told = _user(request), request.POST
    try:
        if told.get("apa") == "unit":
            make_unit(
                told.get("nama", ""), code=told.get("kode", ""), portal_id=told.get("portal", ""),
                category=told.get("kategori", ""), by=by,
            )  # fmt: skip
            return redirect("akun")
        user = make_account(told.get("akun", ""), name=told.get("nama", ""), by=by)
    except ConfigError as error:
        return _accounts(request, said=str(error), status=422)
    return _account(request, user, link=link_of(user))


def _accounts(request: HttpRequest, *, said: str = "", status: int = 200) -> HttpResponse:
    people = User.objects.order_by("username").prefetch_related("memberships__unit")
    units = WorkUnit.objects.all()
    return show(request, "accounts.html", status=status, people=people, units=units, categories=CATEGORIES, said=said)


@administrator_page
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, person: int) -> HttpResponse:
    """One account: its roles, whether it is open, a new link."""
    user = get_object_or_404(User, pk=person)
    if request.method == "GET":
        return _account(request, user)
    by, told = _user(request), request.POST
    match told.get("apa"):
        case "beri":
            try:
                grant(user, get_object_or_404(WorkUnit, pk=number_in(told.get("unit"))), told.get("peran", ""), by=by)
            except ConfigError as error:
                return _account(request, user, said=str(error), status=422)
        case "cabut":
            revoke(get_object_or_404(Membership, pk=number_in(told.get("peran")), user=user), by=by)
        case "tutup" | "buka" if user != by:
            set_active(user, told["apa"] == "buka", by=by)
        case "tautan":
            record(by, "tautan sandi dibuat", object=user.username)
            return _account(request, user, link=link_of(user))
        case _:
            raise Http404
    return redirect("satu-akun", user.pk)


def _account(request: HttpRequest, user: User, *, link: str = "", said: str = "", status: int = 200) -> HttpResponse:
    return show(
        request, "account.html", status=status, person=user, said=said,
        link=request.build_absolute_uri(link) if link else "",
        memberships=user.memberships.select_related("unit"),
        units=WorkUnit.objects.all(), roles=Role.choices,
    )  # fmt: skip


@administrator_page
@require_POST
def unit(request: HttpRequest, number: int) -> HttpResponse:
    """What the portal knows a unit by."""
    work_unit = get_object_or_404(WorkUnit, pk=number)
    told = request.POST
    try:
        change_unit(work_unit, portal_id=told.get("portal", ""), category=told.get("kategori", ""), by=_user(request))
    except ConfigError as error:
        return _accounts(request, said=str(error), status=422)
    return redirect("akun")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user

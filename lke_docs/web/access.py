"""Whose pages: a unit is looked up for the one who asks, and is not there for anybody else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from lke_docs.web.models import Role, Version, WorkUnit
from lke_docs.web.site import current

View = Callable[..., HttpResponseBase]
ALL = tuple(Role)
WORKING = (Role.STAFF, Role.HEAD)
SETTING = (*WORKING, Role.ADMINISTRATOR)
_LOOKING = ("GET", "HEAD")


def units_for(request: HttpRequest, roles: Collection[Role] = ALL) -> QuerySet[WorkUnit]:
    """The units in which the user has one of these roles; on a local site all."""
    if current().is_local:
        return WorkUnit.objects.all()
    if not request.user.is_authenticated:
        return WorkUnit.objects.none()
    return WorkUnit.objects.filter(memberships__user=request.user, memberships__role__in=roles).distinct()


def unit_page(*roles: Role) -> Callable[[View], View]:
    """Give a view the unit of its address, for those in these roles; 404 for all others.

    None named: whoever has any may look, and whoever works in the unit may change something.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def for_unit(request: HttpRequest, unit: int, *args: Any, **more: Any) -> HttpResponseBase:
            allowed = roles or (ALL if request.method in _LOOKING else WORKING)
            work_unit = units_for(request, allowed).filter(pk=unit).first()
            if work_unit is None:
                raise Http404
            return view(request, work_unit, *args, **more)

        return for_unit

    return decorate


def has_role(request: HttpRequest, unit: WorkUnit, *roles: Role) -> bool:
    """Whether the user has one of these roles in a unit; on a local site everybody has all."""
    return units_for(request, roles).filter(pk=unit.pk).exists()


def version_of(unit: WorkUnit, number: int | None = None) -> Version:
    """A version of a unit, the latest where none is named. Raises Http404 where there is none."""
    version = unit.latest if number is None else unit.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return version


def number_in(text: str | None) -> int | None:
    """The number that an address or a form holds; None for what is none, or longer than any of ours."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None

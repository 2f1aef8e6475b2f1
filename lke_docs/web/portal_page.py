"""The addresses that the ministry's portal fetches: by bearer token, what heads have released, errors in its format."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from lke_docs.read.portalrb import portal_questions
from lke_docs.report.portalrb import portal_answers
from lke_docs.web import portal_api
from lke_docs.web.assessment import tpi_of
from lke_docs.web.models import HeadRelease, Version, WorkUnit
from lke_docs.web.server_log import LOGGER
from lke_docs.web.site import current
from lke_docs.web.team_site import server_config
from lke_docs.web.version_reading import sheet_of

_A_MINUTE, _MOST = 60.0, 600  # requests; a portal that fetches 300 units takes as many
_asked: deque[float] = deque()
_lock = Lock()


def portal_year() -> int:
    """The year for which the portal asks."""
    return portal_questions()[0] if current().is_local else server_config().portal.year


def portal_view(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """JSON for whoever bears the token; every refusal in the portal's format."""

    @csrf_exempt  # no cookie opens these addresses
    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            portal_api.check_bearer(request.headers.get("Authorization", ""), server_config().portal.token)
            if request.method != "GET":
                raise portal_api.PortalError(portal_api.ONLY_GET)
            _keep_pace()
            return JsonResponse(view(**parts), json_dumps_params={"ensure_ascii": False})
        except portal_api.PortalError as error:
            return refusal(error.refusal)
        except Exception:  # the portal reads no page of ours
            logging.getLogger(LOGGER).exception("cacat", extra={"path": request.path})
            return refusal(portal_api.DEFECT)

    return answered


def refusal(told: portal_api.PortalRefusal) -> HttpResponse:
    response = JsonResponse(told.body, status=told.status, json_dumps_params={"ensure_ascii": False})
    if told.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="lke-docs"'
    if told.status == 405:
        response["Allow"] = "GET"
    if told.status == 429:
        response["Retry-After"] = str(int(_A_MINUTE))
    return response


def _keep_pace() -> None:
    """Refuse a client that runs wild. Raises PortalError."""
    now = monotonic()
    with _lock:
        while _asked and now - _asked[0] > _A_MINUTE:
            _asked.popleft()
        if len(_asked) >= _MOST:
            raise portal_api.PortalError(portal_api.TOO_MANY)
        _asked.append(now)


@portal_view
def wbk_units() -> dict[str, Any]:
    return _units(portal_api.WBK, portal_api.AFFIRMATIVE)


@portal_view
def wbbm_units() -> dict[str, Any]:
    if not server_config().portal.with_wbbm:
        raise portal_api.PortalError(portal_api.CLOSED)
    return _units(portal_api.WBBM)


def _units(*categories: str) -> dict[str, Any]:
    units = (portal_api.PortalUnit(it.portal_id, it.name, it.category) for it in _released())
    return portal_api.units_answer(units, portal_year(), categories=categories)


def _released() -> QuerySet[WorkUnit]:
    """The units whose head has released a version for the year, and not taken it back."""
    last = HeadRelease.objects.filter(unit=OuterRef("pk"), year=portal_year()).order_by("-pk")
    units = WorkUnit.objects.exclude(portal_id="").annotate(now=Subquery(last.values("version")[:1]))
    return units.exclude(now=None)


@portal_view
def answers(unit_id: str) -> dict[str, Any]:
    """The released answers of one unit."""
    portal_api.check_id(unit_id)
    releases = HeadRelease.objects.filter(unit__portal_id=unit_id, year=portal_year())
    last = releases.select_related("unit", "version__unit").last()
    if last is None or last.version is None:
        raise portal_api.PortalError(portal_api.NO_SUCH_UNIT)
    return told_to_portal(last.unit, last.version)


def told_to_portal(unit: WorkUnit, version: Version) -> dict[str, Any]:
    """What the portal is answered for a unit."""
    sheet = sheet_of(version)
    year, tpi = portal_year(), tpi_of(unit, version).told
    return portal_answers(sheet, unit_id=unit.portal_id, name=unit.name, year=year, tpi=tpi)[0]


@login_not_required
def description(_: HttpRequest) -> HttpResponse:
    """The OpenAPI description; it tells nothing of any unit."""
    return JsonResponse(portal_api.openapi(), json_dumps_params={"ensure_ascii": False})

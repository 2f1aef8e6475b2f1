"""All units together, for assessors: the report of a portfolio, made anew when its tables change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lke_docs.errors import ConfigError, InputError
from lke_docs.report.html import policy
from lke_docs.web.access import units_for
from lke_docs.web.models import Role
from lke_docs.web.team_site import server_config

_STYLE = "portfolio.css"


def has_portfolio(request: HttpRequest) -> bool:
    """Whether this server holds a portfolio, and the user assesses a unit; who runs the server sees no sheets."""
    return server_config().portfolio is not None and units_for(request, (Role.ASSESSOR,)).exists()


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """The page that `lke-docs portfolio report` makes, under the policy that it gives itself."""
    out = server_config().portfolio
    if out is None or not has_portfolio(request):
        raise Http404
    from lke_docs.portfolio.tables import TABLES, parts_of

    # A run writes what units share after all else.
    stamp = tuple((str(part), part.stat().st_mtime_ns) for name in TABLES for part in parts_of(out, name))
    policy_of_page = f"{policy(_STYLE)}; frame-ancestors 'none'"
    try:
        page = _made(out, stamp)
    except (ConfigError, InputError) as error:  # it is being made anew
        said = "hasilnya sedang tidak ada di server ini."
        raise InputError(
            "Portofolio", said, remedy="Coba lagi nanti, atau tanyakan kepada pengelola server."
        ) from error
    return HttpResponse(page, headers={"Content-Security-Policy": policy_of_page})


@lru_cache(maxsize=1)
def _made(out: Path, _: tuple[tuple[str, int], ...]) -> str | bytes:
    from lke_docs.portfolio.portfolio_report import render_portfolio

    return render_portfolio(out, "html")

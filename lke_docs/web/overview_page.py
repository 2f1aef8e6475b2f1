"""The overview of a version: what was read, points, what to do first, month by month, the line of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from markupsafe import Markup, escape

from lke_docs.report.html import sections
from lke_docs.web.access import unit_page, version_of
from lke_docs.web.evidence_home import run_of
from lke_docs.web.models import WorkUnit
from lke_docs.web.pages import address, show
from lke_docs.web.version_reading import read_version

Links = Callable[[Iterable[str]], Markup]


@require_GET
@unit_page()
def overview(request: HttpRequest, unit: WorkUnit, number: int | None = None) -> HttpResponse:
    """The latest version, or an older one by its number."""
    version = version_of(unit, number)
    _, report = read_version(version)
    run = run_of(unit)
    return show(
        request,
        "overview.html",
        unit=unit,
        at="ringkasan",
        version=version,
        newest=unit.latest,
        links=links_for(unit, [card.row.code for card in report.cards]),
        rule_at=lambda code: address("aturan", code),
        drafts_by="",
        stale=run.stale if run else (),
        **sections(report),
    )


def links_for(unit: WorkUnit, codes: Iterable[str]) -> Links:
    """Codes of indicators as links to their pages, as the sections of a report take them."""
    known = {code for code in codes if code}

    def links(wanted: Iterable[str]) -> Markup:
        return Markup(", ").join(_link(unit, code) if code in known else escape(code) for code in wanted)

    return links


def _link(unit: WorkUnit, code: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address("indikator", unit.pk, code), code)

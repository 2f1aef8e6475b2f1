"""Pages: one way to show them, one way to say what is wrong, the files of ours that they load."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import content_disposition_header

from lke_docs.office.limits import Limits
from lke_docs.resources import __version__, data_dir
from lke_docs.text import visible_lines
from lke_docs.tuples import NamedTuple
from lke_docs.web.access import SETTING, has_role
from lke_docs.web.crew_of_site import is_halted
from lke_docs.web.models import Role, WorkUnit
from lke_docs.web.site import current, moment_said
from lke_docs.workspace.collect import safe_name

if TYPE_CHECKING:
    from jinja2 import Environment

    from lke_docs.report.folder_view import FolderView
    from lke_docs.web.models import Version


class MenuPlace(NamedTuple):
    """A line of a unit's menu: the name of its address, what it says, whether only a team needs it; who has it."""

    name: str
    said: str
    is_for_team: bool = False
    roles: tuple[Role, ...] = ()


PLACES = (
    MenuPlace("ringkasan", "Ringkasan"),
    MenuPlace("indikator-daftar", "Indikator"),
    MenuPlace("daftar-kerja", "Daftar kerja"),
    MenuPlace("draf", "Draf"),
    MenuPlace("bukti", "Folder bukti"),
    MenuPlace("versi-daftar", "Versi"),
    MenuPlace("penilaian", "Penilaian"),
    MenuPlace("pertanyaan", "Pertanyaan", True),
    MenuPlace("serah-terima", "Ambil hasil"),
    MenuPlace("pelepasan", "PortalRB", True),
    MenuPlace("kegiatan", "Kegiatan", True),
    MenuPlace("pengaturan", "Pengaturan", roles=SETTING),
)
_ASSETS = {
    "report.css": ("html/report.css", "text/css"),
    "web.css": ("web/aset/web.css", "text/css"),
    "web.js": ("web/aset/web.js", "text/javascript"),
    "bukti.js": ("web/aset/bukti.js", "text/javascript"),
    "ikon.svg": ("web/aset/ikon.svg", "image/svg+xml"),
    "htmx.min.js": ("web/aset/htmx.min.js", "text/javascript"),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
PLAIN = "application/octet-stream"  # what no browser opens by itself
_YEAR = 31_536_000  # seconds


def show(
    request: HttpRequest, template: str, *, unit: WorkUnit | None = None, at: str = "", status: int = 200, **told: Any
) -> HttpResponse:
    """A page. `unit`: whose menu stands on it; `at`: the name of the menu's line that it is."""
    site = current()
    places = [place for place in PLACES if unit and _has_place(request, unit, place)]
    context = {"unit": unit, "at": at, "places": places, "site": site, **told}
    response = render(request, template, context, status=status)
    content = visible_lines(response.content.decode())
    response.content = (content if site.is_local else _without_places(content, str(site.home))).encode()
    return response


def _has_place(request: HttpRequest, unit: WorkUnit, place: MenuPlace) -> bool:
    if current().is_local:
        return not place.is_for_team
    return not place.roles or has_role(request, unit, *place.roles)


def _without_places(content: str, home: str) -> str:
    """A page of a server without the folders in which it keeps its units: messages name files by their paths."""
    return re.sub(rf"{re.escape(escape(home))}/[^/<>]+/", "", content)


def environment(**options: Any) -> Environment:
    """Jinja with the words and filters of the report: its templates serve here too."""
    from jinja2 import Environment, StrictUndefined

    from lke_docs.report.html import environment as of_report

    shared = of_report()
    jinja = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    jinja.filters.update(shared.filters)
    jinja.filters["saat"] = moment_said
    jinja.globals.update(shared.globals)
    jinja.globals.update(folder_of=_folder_of, to=address, asset=asset, edition=__version__, is_halted=is_halted)
    jinja.globals.update(file_megabytes=Limits().file_bytes >> 20)
    return jinja


def _folder_of(version: Version) -> FolderView | None:
    from lke_docs.web.evidence_view import view_of

    return view_of(version)


@lru_cache(maxsize=4096)
def address(name: str, *parts: object) -> str:
    """The address of a page: an overview has three hundred, and Django takes 0.1 ms to make one."""
    return reverse(name, args=parts)


def asset(name: str) -> str:
    """The address of a file of ours: another one for each content, so that a browser may keep it."""
    return address("aset", _digest(name), name)


def serve_asset(_: HttpRequest, digest: str, name: str) -> HttpResponse:
    if name not in _ASSETS:
        raise Http404
    headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable" if digest == _digest(name) else "no-store"}
    return HttpResponse(_content(name), content_type=f"{_ASSETS[name][1]}; charset=utf-8", headers=headers)


@cache
def _content(name: str) -> bytes:
    return (data_dir("templates") / _ASSETS[name][0]).read_bytes()


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]


def download(data: str | bytes, name: str, *, kind: str = "") -> HttpResponse:
    """A file to be saved, under its name; its kind is told by that, where none is said."""
    kind = kind or _KINDS.get(PurePath(name).suffix.lower(), PLAIN)
    place = content_disposition_header(True, safe_name(name)) or "attachment"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": place})


# --- what went wrong --------------------------------------------------------------------------------------


def refused(request: HttpRequest, said: str) -> HttpResponse:
    return show(request, "fault.html", status=403, said=said)


_SAID: Mapping[int, str] = {
    400: "Permintaan ini tidak dapat dibaca.",
    403: "Anda tidak berhak membuka halaman ini.",
    404: "Halaman ini tidak ada, atau bukan untuk Anda.",
    500: "Cacat program lke-docs, bukan kesalahan Anda. Mohon laporkan; isi yang tersimpan tidak berubah.",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "fault.html", status=400, said=_SAID[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, _SAID[403])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "fault.html", status=404, said=_SAID[404])


def broken(request: HttpRequest) -> HttpResponse:
    return show(request, "fault.html", status=500, said=_SAID[500])

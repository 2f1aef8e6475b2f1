"""The guide in the browser: the pages of docs/ as they are, with their links and pictures, and the rules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET
from markupsafe import Markup

from lke_docs.report.html import explained
from lke_docs.resources import data_dir
from lke_docs.web.pages import show

_FIRST = "peramban"
_OF_THE_CODE = ("architecture", "extract")  # for those who change the program


@require_GET
def guide(request: HttpRequest, page: str = _FIRST) -> HttpResponse:
    titles = _titles()
    if page not in titles:
        raise Http404
    return show(request, "guide.html", page=page, titles=titles, title=titles[page], text=_rendered(page))


@require_GET
def picture(_: HttpRequest, name: str) -> HttpResponseBase:
    folder = data_dir("docs") / "gambar"
    if name not in {it.name for it in folder.iterdir()}:
        raise Http404
    return FileResponse((folder / name).open("rb"), content_type="image/png")


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    from lke_docs.check import all_rules

    return show(request, "rules.html", rules=all_rules())


@require_GET
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """What a rule checks and why."""
    from lke_docs.check import rule_by_code

    known = rule_by_code(code)
    if known is None:
        raise Http404
    return show(request, "rule.html", rule=known, text=Markup(explained(code)))


@cache
def _titles() -> dict[str, str]:
    """The pages of the guide by name, in the order in which its first page names them."""
    pages = {it.stem: _source(it) for it in sorted(data_dir("docs").glob("*.md")) if it.stem not in _OF_THE_CODE}
    order = ["index", *re.findall(r"\((\w+)\.md\)", pages["index"]), *pages]
    return {name: pages[name].partition("\n")[0].lstrip("# ") for name in dict.fromkeys(order)}


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _rendered(page: str) -> Markup:
    """The text of a page below its title; a table that is too wide for a telephone is moved, not the page."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = made.parse(_source(data_dir("docs") / f"{page}.md").partition("\n")[2])
    for token in [inner for outer in tokens for inner in (outer, *(outer.children or ()))]:
        for attribute in ("href", "src"):
            if attribute in token.attrs:
                token.attrs[attribute] = _address(str(token.attrs[attribute]))
    html = str(made.renderer.render(tokens, made.options, {}))
    frame = '<div class="scroll" tabindex="0" role="region" aria-label="Tabel">'
    return Markup(html.replace("<table>", f"{frame}<table>").replace("</table>", "</table></div>"))


def _address(link: str) -> str:
    """Where a link of the guide leads here."""
    name, _, rest = link.partition(".md")
    if link.startswith("gambar/"):
        return reverse("bantuan-gambar", args=(link.removeprefix("gambar/"),))
    if link.startswith("aturan/"):
        code = name.removeprefix("aturan/")
        return reverse("aturan-daftar") if code == "README" else reverse("aturan", args=(code,))
    return reverse("bantuan", args=(name,)) + rest if name in _titles() else link

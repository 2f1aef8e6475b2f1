"""Report -> one HTML file that needs nothing else: no request leaves it, and it works with scripts off.

What stands in a sheet is text everywhere: Jinja escapes it, characters that steer a screen are made visible, and the
file's own policy forbids any script and style but its own two, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lke_docs import wording
from lke_docs.kept import shipped
from lke_docs.report import View
from lke_docs.report.folder_told import files_of, folder_told, why
from lke_docs.report.html_card import card_html, level_of, links_html
from lke_docs.report.model import Report
from lke_docs.report.month_grid import month_grid
from lke_docs.report.summary import MEANINGS, by_rule, checked, counted, regulation
from lke_docs.report.text import left_out_said
from lke_docs.report.timeline import timeline
from lke_docs.resources import data_dir
from lke_docs.text import visible_lines
from lke_docs.workspace.compare import BY_TERMS, SAID, Change

if TYPE_CHECKING:
    from jinja2 import Environment

_FIRST = 10


def render(report: Report, _: View) -> str:
    """Return the whole page."""
    from markupsafe import Markup

    ids = _anchors(report)
    homes = {card.row.code: it for it, card in reversed(list(zip(ids, report.cards, strict=True)))}
    page = (
        environment()
        .get_template("report.html")
        .render(
            **sections(report),
            rules=list(_rules(report)),
            checked=checked(report.audit),
            policy=policy(),
            cards=Markup("\n".join(_cards(report, ids, homes))),
            jump=[
                (area, [card.row.code for card in cards]) for area, cards in groupby(report.cards, lambda it: it.area)
            ],
            links=lambda codes: Markup(links_html(codes, homes)),
            rule_at=lambda code: f"#r-{code}",
            drafts_by=" (lke-docs draft)",
        )
    )
    return visible_lines(page)


def sections(report: Report) -> dict[str, Any]:
    """What the sections of a page take that tell a sheet as a whole; they take `links` and `rule_at` besides."""
    return {
        "report": report,
        "s": report.score,
        "audit": report.audit,
        "sheet": report.audit.sheet,
        "counts": counted(report),
        "tasks": report.tasks[:_FIRST],
        "more": report.tasks[_FIRST:],
        "grid": month_grid(report),
        "line": timeline(report),
        "meanings": MEANINGS,
        "left_out": left_out_said(report),
        "folder": folder_told(report),
    }


def _cards(report: Report, anchors: Sequence[str], homes: Mapping[str, str]) -> Iterator[str]:
    """Each card, below the heading of its area; all in one piece, since Jinja takes its time for each."""
    area = ""
    for card, anchor in zip(report.cards, anchors, strict=True):
        if card.area != area:
            area = card.area
            title = report.areas.get(area, "")
            yield f'<h3 class="area">{escape(area)} {escape(title)}</h3>'
        yield card_html(card, anchor, homes)


def _anchors(report: Report) -> list[str]:
    """The address of each card: its code, numbered where one stands twice."""
    seen: dict[str, int] = {}
    anchors = []
    for card in report.cards:
        code = card.row.code or "baris"
        seen[code] = seen.get(code, 0) + 1
        anchors.append(code if seen[code] == 1 else f"{code}-{seen[code]}")
    return anchors


def _rules(report: Report) -> Iterator[Mapping[str, Any]]:
    """Each rule that found something, explained."""
    for code, (name, count) in by_rule(report).items():
        yield {"code": code, "name": name, "count": count, "text": explained(code)}


@shipped
def explained(code: str) -> str:
    """The page of a rule, one heading deeper."""
    from markdown_it import MarkdownIt

    from lke_docs.check import rule_by_code

    rule = rule_by_code(code)
    text = rule.documentation.replace("## ", "### ") if rule else ""
    return str(MarkdownIt("commonmark", {"html": False}).render(text))


def _day(value: date) -> str:
    return wording.day(value)


@cache
def environment() -> Environment:
    """Jinja for every page of ours: all that is no markup of ours is text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    jinja = Environment(
        loader=FileSystemLoader(data_dir("templates") / "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters.update(
        desimal=wording.decimal,
        hari=_day,
        periode=wording.period,
        bulan=lambda moment: wording.month(moment.month)[:3],
        potong=wording.quoted,
        bulat=wording.figure,
        peraturan=regulation,
    )
    jinja.globals.update(
        level_of=level_of,
        own=_own,
        files_of=files_of,
        why=why,
        became=lambda change: SAID[Change(change)],
        by_rules=BY_TERMS,
    )
    return jinja


@cache
def _own(name: str) -> str:
    """A file of ours that stands in the page as it is: its style or its script."""
    from markupsafe import Markup

    return Markup((data_dir("templates") / "html" / name).read_text(encoding="utf-8"))


def policy(*more: str) -> str:
    """What a browser may load for the page: nothing but the two pieces of ours, and `more` style of ours."""
    styles = " ".join(map(_hashed, ("report.css", *more)))
    return (
        f"default-src 'none'; style-src {styles}; script-src {_hashed('report.js')}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashed(name: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(_own(name).encode()).digest()).decode()}'"

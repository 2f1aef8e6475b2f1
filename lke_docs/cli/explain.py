"""Command `explain`: one finding with its cell and its rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lke_docs.cli import OK
from lke_docs.cli.option import PATH, folder_options, terms_of
from lke_docs.cli.terminal import emit, has_color, width

if TYPE_CHECKING:
    from lke_docs.workspace import Asked


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=PATH)
@click.argument("finding", metavar="TEMUAN", nargs=-1, required=True)
@folder_options
def explain(sheet: Path, finding: tuple[str, ...], asked: Asked) -> int:
    """Jelaskan satu temuan: pertanyaan, isian bertanda, temuannya, dan aturannya.

    TEMUAN adalah tanda pengenalnya dalam hasil audit (pada “NOM005 9dc3”: 9dc3), atau aturan dan indikatornya
    (NOM005 A.2.3.A).
    """
    from lke_docs.check import rule_by_code
    from lke_docs.report.overview import report_of
    from lke_docs.report.rule import page
    from lke_docs.report.style import Style
    from lke_docs.report.text_card import cards_of
    from lke_docs.workspace.calling import find
    from lke_docs.workspace.opening import open_sheet

    done = open_sheet(sheet, terms_of(asked))
    report = report_of(done)
    known = {it.finding.fingerprint: it.finding for it in (*report.listed, *report.singles)}
    chosen = find(" ".join(finding), tuple(known.values()))
    style = Style(has_color(no_color=False, output=None))
    lines = [style.only_ours(line) for line in cards_of(report, chosen, width(), style)]
    rule = rule_by_code(chosen.rule)
    shown = "\n".join(lines) + "\n"
    emit(shown + (page(rule) if rule else ""), None, force=False)
    return OK

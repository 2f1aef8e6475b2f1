"""The HTML report against the audit itself, and against bare Jinja2 over the same rows.

    python -m benchmarks.bench_html

Processor time, the least of rounds that take turns. "Bare" is a template that prints what the cards hold, escaped, and
no more: no marks in the cells, no links, no score, months, time line and rules.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

from lke_docs.check import RULES
from lke_docs.report import render
from lke_docs.report.model import Report
from lke_docs.report.overview import report_of
from lke_docs.workspace import Terms, open_sheet

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "kejari_bantaeng_2021.txt"
_TIMES = 13  # the cards of the sample, as a sheet of 2,000 findings has them
_BARE = """<!DOCTYPE html><title>{{ unit }}</title>{% for c in cards %}<article id="{{ c.row.code }}-{{ loop.index }}">
<h4>{{ c.row.code }} {{ c.row.question }}</h4><p>{{ c.row.answer }}: {{ c.option }}</p>
{% if c.stake %}<p>{{ c.stake.lost }} {{ c.stake.claimed }}</p>{% endif %}
<ul>{% for r in c.reasons %}<li>{{ r }}</li>{% endfor %}</ul><div>{{ c.row.evidence }}</div>
<ul>{% for l in c.lines %}{% set f = l.listed.finding %}<li>{{ l.letter }}
{{ f.level.value }} {{ f.rule }} {{ l.listed.id }} {{ f.points }} {{ f.message }} {{ f.remedy }}
{{ f.related|join(", ") }}</li>{% endfor %}</ul></article>
{% endfor %}"""


def bare() -> Callable[[Report], str]:
    """A page of the same rows, by Jinja2 alone."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string(_BARE)
    return lambda report: template.render(unit=report.audit.sheet.unit, cards=report.cards)


def least(*works: Callable[[], object], rounds: int = 9) -> list[float]:
    """Processor time of the quickest round of each, in milliseconds; they take turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, mine in zip(works, times, strict=True):
            start = process_time()
            work()
            mine.append(process_time() - start)
    return [min(mine) * 1000 for mine in times]


def many(report: Report) -> Report:
    """The sample's cards many times over, each with a code of its own."""
    apart = ((card, f"{card.row.code}.{n}") for n in range(_TIMES) for card in report.cards)
    return report._replace(cards=tuple(card._replace(row=card.row._replace(code=code)) for card, code in apart))


def main() -> None:
    report, page = report_of(open_sheet(SAMPLE, Terms(rules=RULES))), bare()
    audited, shown = least(lambda: report_of(open_sheet(SAMPLE, Terms(rules=RULES))), lambda: render(report, "html"))
    print(f"audit of the sample {audited:.0f} ms, its page {shown:.0f} ms: together {1 + shown / audited:.2f} times")
    large = many(report)
    lines = sum(len(card.lines) for card in large.cards)
    size = len(str(render(large, "html")).encode()) / 1e6
    ours, theirs = least(lambda: render(large, "html"), lambda: page(large))
    print(f"{lines} findings: {size:.2f} MB, {ours:.0f} ms; bare Jinja2 {theirs:.0f} ms: {ours / theirs:.2f} times")


if __name__ == "__main__":
    main()

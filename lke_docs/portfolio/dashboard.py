"""Portfolio report -> one HTML page on the ground of the audit's: no request, no script needed, text escaped.

Of thousands of units the page names those at the top of the ranking, and shows all of them as a grid; what it leaves
out it says, with where it stands (the workbook and JSON hold everything).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lke_docs.check import all_rules
from lke_docs.portfolio.landscape import SharedPassage, Shares, UnitPair
from lke_docs.portfolio.portfolio_report import PortfolioReport
from lke_docs.portfolio.ranking import KINDS
from lke_docs.portfolio.unit_rules import UNIT_RULES
from lke_docs.report.html import environment, policy
from lke_docs.report.side_by_side import CellPart, marked
from lke_docs.text import visible_lines
from lke_docs.tuples import NamedTuple

MOST = 500  # lines of the ranking, and of pairs
_OPEN = 50  # of the ranking, before the rest is unfolded
_CARDS = 30  # units whose reasons are told in words
_BESIDE = 40  # pairs that are shown side by side
_PASSAGES = 6  # of one pair
_LONGEST = 1_500  # letters of one side of a passage
STEPS = ((20, "h0"), (40, "h1"), (60, "h2"), (80, "h3"))


class ShownPassage(NamedTuple):
    """A passage with the words that both sides have marked."""

    codes: tuple[str, str]
    sides: tuple[tuple[CellPart, ...], tuple[CellPart, ...]]


class ShownPair(NamedTuple):
    """A pair side by side; `more`: passages that are left out."""

    pair: UnitPair
    passages: tuple[ShownPassage, ...]
    more: int


def render(report: PortfolioReport) -> str:
    """Return the whole page."""
    cards = report.units[:_CARDS]
    page = (
        environment()
        .get_template("portfolio.html")
        .render(
            it=report,
            named=report.units[:MOST],
            open=_OPEN,
            rule_names={it.code: it.name for it in all_rules()} | {it.code: it.name for it in UNIT_RULES},
            cards=cards,
            kinds=KINDS,
            homes={unit.unit: f"u-{unit.rank}" for unit in cards},
            names={unit.unit: unit.name for unit in report.order},
            pair_homes=_pair_homes(report.pairs[:_BESIDE]),
            pairs=report.pairs[:MOST],
            beside=[_shown(pair) for pair in report.pairs[:_BESIDE]],
            strips=[[_strip([column[i] for column in grid.columns]) for i in range(len(grid.areas))]
                    for grid in report.grids],
            step=step,
            policy=policy("portfolio.css"),
        )
    )  # fmt: skip
    return visible_lines(page)


def step(share: float | None) -> str:
    """The class of a share in a grid; "h-" where there is none."""
    if share is None:
        return "h-"
    return next((name for below, name in STEPS if share < below), "h4")


def _pair_homes(pairs: Sequence[UnitPair]) -> dict[str, list[str]]:
    """Where each unit stands among the pairs that are shown."""
    homes: dict[str, list[str]] = {}
    for number, pair in enumerate(pairs, 1):
        for unit in pair.units:
            homes.setdefault(unit, []).append(f"p-{number}")
    return homes


def _strip(shares: Shares | Sequence[float | None]) -> list[tuple[str, str]]:
    """The columns of an area as one path a class, one unit wide and high each."""
    paths: dict[str, list[str]] = {}
    place = 0
    for name, run in groupby(map(step, shares)):
        wide = len(list(run))
        paths.setdefault(name, []).append(f"M{place} 0h{wide}v1h-{wide}z")
        place += wide
    return [(name, "".join(parts)) for name, parts in sorted(paths.items())]


def _shown(pair: UnitPair) -> ShownPair:
    passages = pair.passages[:_PASSAGES]
    return ShownPair(pair, tuple(_passages(passages)), len(pair.passages) - len(passages))


def _passages(passages: Sequence[SharedPassage]) -> Iterator[ShownPassage]:
    for passage in passages:
        first, second = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …" for text in passage.texts)
        left, right, _ = marked(first, second, is_shared=True)
        yield ShownPassage(passage.codes, (left, right))

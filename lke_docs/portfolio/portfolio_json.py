"""Portfolio report -> JSON: everything that the page and the workbook show, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lke_docs.portfolio.calibration import AgreementLine, AssessorLine, Calibration, Proportion, RuleLine
from lke_docs.portfolio.landscape import HeatGrid, UnitPair
from lke_docs.portfolio.portfolio_report import PortfolioReport
from lke_docs.portfolio.ranking import KINDS, RankedUnit
from lke_docs.resources import __version__
from lke_docs.text import dump_json

SCHEMA = "lke-docs/portfolio-report/1"
MOST = None  # units and pairs: all


def render(report: PortfolioReport) -> str:
    """Return the whole text."""
    facts = report.facts
    told: Mapping[str, Any] = {
        "schema": SCHEMA,
        "generator": {"name": "lke-docs", "version": __version__},
        "facts": {
            "units": facts.units,
            **{name: _counted(getattr(facts, name), name) for name in ("states", "instruments", "years", "rules")},
            "findings": dict(zip(("wajib", "perlu", "saran"), facts.findings, strict=True)),
            "uncompared": facts.uncompared,
        },
        "reasons": [kind._asdict() for kind in KINDS],
        "units": [_unit(it) for it in report.units],
        "unread": [it._asdict() for it in report.unread],
        "kinds": [it._asdict() for it in report.kinds],
        "grids": [_grid(it) for it in report.grids],
        "pairs": [_pair(it) for it in report.pairs],
        "sample": report.sample._asdict()
        | {
            "strata": [it._asdict() for it in report.sample.strata],
            "units": [it._asdict() for it in report.sample.units],
        },
        "carried": [it._asdict() | {"share": it.share} for it in report.carried],
        "calibration": _calibration(report.calibration),
    }
    return dump_json(told, indent=1) + "\n"


def _calibration(calibration: Calibration) -> dict[str, Any]:
    """What single assessors do is there for a coordinator only."""
    told: dict[str, Any] = {
        "letters": calibration.letters,
        "findings": calibration.findings,
        "unplaced": calibration.unplaced,
        "unplaced_lines": calibration.lines,
        "agreements": [_shares(line) for line in calibration.agreements],
        "rules": [_shares(line) | {"accepted_by_nobody": line.is_accepted_by_nobody} for line in calibration.rules],
    }
    if calibration.assessors is not None:
        told["assessors"] = [_shares(line) | {"unlike": line.is_unlike} for line in calibration.assessors]
        told["assessors_alone"] = calibration.alone
        told["unlike_letters"] = [line._asdict() for line in calibration.unlike or ()]
    return told


def _shares(line: AgreementLine | RuleLine | AssessorLine) -> dict[str, Any]:
    return {
        name: {"hits": value.hits, "all": value.all, "percent": value.percent, "low": value.low, "high": value.high}
        if isinstance(value, Proportion)
        else value
        for name, value in line._asdict().items()
    }


def _counted(counts: tuple[tuple[Any, int], ...], name: str) -> list[dict[str, Any]]:
    return [{name[:-1]: said, "units": count} for said, count in counts]


def _unit(unit: RankedUnit) -> dict[str, Any]:
    told = unit._asdict() | {"levels": dict(zip(("wajib", "perlu", "saran"), unit.levels, strict=True))}
    told["doubts"] = [
        {"reason": d.kind.id, "points": d.points, "value": round(d.value, 4), "codes": d.codes, "partners": d.partners}
        for d in unit.doubts
    ]
    return told | {"peers": unit.peers._asdict() if unit.peers else None}


def _grid(grid: HeatGrid) -> dict[str, Any]:
    """Without the grid of all units, which is gathered for a page; the table `points` has them one by one."""
    return {
        "instrument": grid.instrument,
        "areas": [{"code": code, "name": name} for code, name in grid.areas],
        "kinds": [{"kind": line.said, "units": line.units, "shares": line.shares} for line in grid.kinds],
        "units": [{"unit": line.unit, "shares": line.shares} for line in grid.units],
    }


def _pair(pair: UnitPair) -> dict[str, Any]:
    return pair._asdict() | {"passages": [passage._asdict() for passage in pair.passages]}

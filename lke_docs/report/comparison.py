"""Comparison -> JSON (the contract's keys), and text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lke_docs.report.json import change_object
from lke_docs.text import dump_json, visible
from lke_docs.wording import decimal
from lke_docs.workspace.compare import BY_RULES, SAID, Change, Comparison
from lke_docs.workspace.run import PastFinding, Run

# What was mended first, then what is there.
_ORDER = (Change.FIXED, Change.GONE, Change.NEW, Change.RETURNED, Change.OPEN, Change.UNCHECKED)


def render_comparison(comparison: Comparison, form: str) -> str:
    """The comparison as "text" or "json"."""
    if form == "json":
        return dump_json(comparison_json(comparison), indent=2) + "\n"
    return comparison_text(comparison)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The output of `compare --format json`."""
    return {
        "schema": "lke-docs/compare/1",
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "counts": {change.value: count for change, count in comparison.counts.items()},
        "changes": [change_object(changed) for changed in comparison.changes],
    }


def _side(run: Run | None) -> dict[str, Any] | None:
    if run is None:
        return None
    versions = dict(zip(("rules", "form"), run.versions, strict=True))
    return {"source": run.source, "sha256": run.sha256, "as_of": run.as_of, "versions": versions}


def comparison_text(comparison: Comparison) -> str:
    """The comparison for a terminal, in Indonesian."""
    counts = comparison.counts
    lines = []
    if comparison.old is not None and comparison.old.subject != comparison.new.subject:
        lines.append("Perhatian: unit atau bentuk lembarnya berbeda, jadi temuan mungkin tidak dapat dipasangkan.")
    lines += _points(comparison)
    lines += [", ".join(f"{counts[change]} {word}" for change, word in SAID.items()) + "."]
    for change in _ORDER:
        found = [changed for changed in comparison.changes if changed.change is change]
        lines += _listed(SAID[change], [it.finding for it in found if not it.by_rules])
        lines += _listed(f"{SAID[change]} {BY_RULES}", [it.finding for it in found if it.by_rules])
    return "\n".join(map(visible, lines)) + "\n"


def _points(comparison: Comparison) -> list[str]:
    """Points before and after, where both are known."""
    old, new = comparison.old and comparison.old.points, comparison.new.points
    if not old or not new:
        return []
    claimed, shown = (f"{decimal(before)} menjadi {decimal(after)}" for before, after in zip(old, new, strict=True))
    return [f"Nilai diklaim {claimed}; tampak {shown}."]


def _listed(word: str, found: Sequence[PastFinding]) -> list[str]:
    if not found:
        return []
    lines = [f"  {it.rule} {it.indicator or 'lembar'} [{it.level}] {it.message}" for it in found]
    return ["", word.capitalize(), *lines]

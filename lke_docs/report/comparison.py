"""Comparison -> JSON (the contract's keys), text for a terminal, and the two faces that show cells side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lke_docs.report.json import change_object
from lke_docs.report.side_by_side import groups, side_by_side
from lke_docs.text import dump_json, visible
from lke_docs.wording import decimal
from lke_docs.workspace.compare import SAID, Comparison, other_days
from lke_docs.workspace.run import PastFinding, Run


def render_comparison(comparison: Comparison, format_: str) -> str | bytes:
    """The comparison as "text", "json", "html" or "xlsx"."""
    if format_ == "json":
        return dump_json(comparison_json(comparison), indent=2) + "\n"
    if format_ == "html":
        from lke_docs.report.compare_html import compare_page

        return compare_page(side_by_side(comparison))
    if format_ == "xlsx":
        from lke_docs.report.compare_workbook import compare_workbook

        return compare_workbook(side_by_side(comparison))
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
    counts, units = comparison.counts, comparison.is_of_two_units
    lines = []
    if units or comparison.is_of_two_forms:
        what = "Kedua lembar milik unit yang berbeda" if units else "Bentuk lembarnya berbeda"
        lines.append(f"Perhatian: {what}, jadi temuan mungkin tidak dapat dipasangkan.")
    if comparison.old and other_days(comparison.old, comparison.new):
        before, after = (run.days[0] or "tidak diketahui" for run in (comparison.old, comparison.new))
        lines.append(f"Perhatian: Masa penilaiannya berbeda, {before} menjadi {after}.")
    lines += _points(comparison)
    if units:
        both = side_by_side(comparison)
        lines += [f"{len(both.same)} isian sama persis, {len(both.pairs)} isian serupa (lihat --format html)."]
    else:
        lines += [", ".join(f"{counts[change]} {word}" for change, word in SAID.items()) + " (tiap baris dihitung)."]
    for group in groups(comparison):
        lines += _listed(group.said, group.findings)
    return "\n".join(map(visible, lines)) + "\n"


def _points(comparison: Comparison) -> list[str]:
    """Points before and after, where both are known."""
    old, new = comparison.old and comparison.old.points, comparison.new.points
    if not old or not new:
        return []
    to = "dan" if comparison.is_of_two_units else "menjadi"
    claimed, shown = (f"{decimal(before)} {to} {decimal(after)}" for before, after in zip(old, new, strict=True))
    return [f"Nilai diklaim {claimed}; tampak {shown}."]


def _listed(word: str, findings: Sequence[PastFinding]) -> list[str]:
    if not findings:
        return []
    lines = [f"  {it.rule} {it.indicator or 'lembar'} [{it.level_said}] {it.message}" for it in findings]
    return ["", word.capitalize(), *lines]

"""How much of what experts object to the rules find, and how much the rules find that no expert objects to.

    python tools/coverage_by_experts.py FINDINGS.jsonl SHEET [--window 2021-01..2021-08] [--list]

FINDINGS holds one object a line: `code` (one, or several joined by " / "), `class`, `quote` (several joined
by " || "), `severity`. An entry is covered by a finding on the same indicator whose quote overlaps, or whose
rule looks for the same kind of fault. Only the areas (two parts of a code) that the experts read are judged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lke_docs.check import audit
from lke_docs.check.window import parse_window
from lke_docs.model import Audit, Confidence, Finding, Level
from lke_docs.read import read_sheet

WANTED = {"high": 1.0, "medium": 0.90}
MOST_UNJUSTIFIED = 0.10

# Kind of fault, as experts name it -> rules that look for it. Beginnings of a code stand for the family.
SAME_REASON = {
    "answer.scale": ("JWB001",),
    "answer.unsupported": ("JWB002", "JWB003", "SER004"),
    "answer.contradiction": ("JWB002", "JWB004", "JWB005", "JWB006"),
    "date.missing": ("TGL001", "TGL011", "BKT002"),
    "date.missing_on_sk": ("TGL001",),
    "date.partial": ("TGL002",),
    "date.order": ("TGL007",),
    "date.all_same_day": ("TGL007",),
    "date.monev_same_day_as_event": ("TGL007",),
    "date.outside_window": ("TGL004",),
    "evidence.bare_claims": ("BKT002",),
    "evidence.copied": ("BKT001",),
    "evidence.covers_part": ("BKT003", "JWB003"),
    "evidence.incomplete": ("BKT003", "JWB003"),
    "evidence.irrelevant": ("BKT004", "BKT003"),
    "evidence.lists_differ": ("SER",),
    "evidence.open_list": ("BKT006",),
    "evidence.restates": ("BKT005",),
    "evidence.same_document_two_topics": ("BKT001",),
    "evidence.unnamed": ("BKT007",),
    "evidence.wrong_level": ("BKT004",),
    "item.separator_missing": ("STR003",),
    "number.blanks": ("NOM002",),
    "number.inserted_suffix": ("NOM009",),
    "number.missing": ("NOM001",),
    "number.missing_class_code": ("NOM002",),
    "number.missing_type_prefix": ("NOM002", "NOM003"),
    "number.serial_order": ("NOM006",),
    "number.shared": ("NOM005",),
    "period.missing_months": ("SER",),
    "period.no_year": ("TGL005",),
    "period.unclear": ("TGL005",),
    "term.wrong_expansion": ("KAT001",),
    "typo": ("KAT001",),
}  # fmt: skip


class Entry(NamedTuple):
    """What an expert objects to."""

    codes: tuple[str, ...]
    kind: str
    quotes: tuple[str, ...]
    severity: str
    why: str


class Coverage(NamedTuple):
    """Entries with the rules that cover them, and findings that nobody justifies."""

    covered: tuple[tuple[Entry, tuple[str, ...]], ...]
    judged: tuple[Finding, ...]
    unjustified: tuple[Finding, ...]

    def share(self, severity: str) -> float:
        found = [rules for entry, rules in self.covered if entry.severity == severity]
        return sum(bool(rules) for rules in found) / len(found) if found else 1.0


def read_entries(lines: Iterable[str]) -> list[Entry]:
    """Read the list of the experts."""
    entries = []
    for line in lines:
        if line.strip():
            raw = json.loads(line)
            codes = tuple(code.strip() for code in raw["code"].split("/"))
            quotes = tuple(_flat(part) for part in raw["quote"].split("||"))
            entries.append(Entry(codes, raw["class"], quotes, raw["severity"], raw.get("why", "")))
    return entries


def measure(found: Audit, entries: Sequence[Entry]) -> Coverage:
    """Hold an audit against the list. Questions (low confidence) cover, but need no justification."""
    covered = [(e, tuple(sorted({f.rule for f in found.findings if _covers(f, e)}))) for e in entries]
    areas = {_area(code) for entry in entries for code in entry.codes}
    firm = [
        f
        for f in found.findings
        if f.level in (Level.WAJIB, Level.PERLU) and f.confidence is not Confidence.RENDAH
        if _area(f.indicator) in areas
    ]
    unjustified = [f for f in firm if not any(_covers(f, entry) for entry in entries)]
    return Coverage(tuple(covered), tuple(firm), tuple(unjustified))


def _area(code: str) -> tuple[str, ...]:
    return tuple(code.split(".")[:2])


def _covers(finding: Finding, entry: Entry) -> bool:
    codes = {finding.indicator, *finding.related}
    if codes.isdisjoint(entry.codes):
        return False
    if finding.rule.startswith(SAME_REASON.get(entry.kind, ("-",))):
        return True
    quotes = [_flat(span.quote) for span in finding.spans if span.indicator in entry.codes]
    return any(_overlap(one, other) for one in quotes for other in entry.quotes)


def _overlap(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one in other or other in one)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" ;,.")


def report(result: Coverage, *, details: bool) -> str:
    """Say the shares, and with `details` what is not covered and what is not justified."""
    lines = []
    for severity in ("high", "medium", "low"):
        group = [rules for entry, rules in result.covered if entry.severity == severity]
        wanted = f", wanted {WANTED[severity]:.0%}" if severity in WANTED else ""
        lines.append(
            f"{severity}: {sum(map(bool, group))} of {len(group)} covered ({result.share(severity):.0%}{wanted})"
        )
    share = len(result.unjustified) / len(result.judged) if result.judged else 0.0
    lines.append(
        f"wajib and perlu: {len(result.unjustified)} of {len(result.judged)} not justified "
        f"({share:.0%}, at most {MOST_UNJUSTIFIED:.0%})"
    )
    if details:
        lines += ["", "Not covered:"]
        lines += [
            f"  {e.severity:<7}{' / '.join(e.codes):<20}{e.kind}: {e.why}" for e, rules in result.covered if not rules
        ]
        lines += ["", "Not justified:"]
        lines += [f"  {f.rule} {f.level.value:<6}{f.indicator:<10}{f.message}" for f in result.unjustified]
    return "\n".join(lines)


def main() -> int:
    """Measure and print; 1 where less is reached than is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("findings", type=Path)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--window", default="")
    parser.add_argument("--list", action="store_true", dest="details", help="name what is missing")
    given = parser.parse_args()
    entries = read_entries(given.findings.read_text(encoding="utf-8").splitlines())
    window = parse_window(given.window) if given.window else None
    result = measure(audit(read_sheet(given.sheet), window=window), entries)
    print(report(result, details=given.details))
    reached = all(result.share(severity) >= share for severity, share in WANTED.items())
    return 0 if reached and len(result.unjustified) <= MOST_UNJUSTIFIED * len(result.judged) else 1


if __name__ == "__main__":
    raise SystemExit(main())

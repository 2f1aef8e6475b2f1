"""Hold the units of a portfolio against each other: the table `pairs`, and findings of the rules across units."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.check.fold import fingerprint
from lke_docs.model import Confidence, FindingState, Level
from lke_docs.portfolio.alike import alike_units
from lke_docs.portfolio.fingerprint import open_fingerprints
from lke_docs.portfolio.passage import passages_of
from lke_docs.portfolio.stored import office_in_sql, open_bounded
from lke_docs.portfolio.tables import ACROSS, parts_of, read_part, schema_of, write_part
from lke_docs.portfolio.unit_rule import IN_COMMON, CopiedPair, Crowd, UnitHit, UnitRule
from lke_docs.portfolio.unit_rules import UNIT_RULES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

_MEMORY = "3GB"  # what is more goes to the disk
_ROWS = 5  # indicators with passages: two units may tell of one meeting, or of the campaign of their region


def compare_units(out: Path) -> None:
    """Write what the units of a store have in common, in place of what was written before, and count the findings."""
    with open_bounded(out, _MEMORY) as db:
        open_fingerprints(db, out)
        db.execute(f"CREATE TEMP TABLE offices AS SELECT unit, {office_in_sql('units')} AS office FROM units")
        asked = "SELECT unit, key, coalesce(nullif(unit_name, ''), unit), office FROM units JOIN offices USING (unit)"
        units = db.execute(asked).fetchall()
        keys = {unit: key for unit, key, *_ in units}
        offices = {unit: office for unit, *_, office in units}
        crowd = Crowd(db, _pairs(db), {unit: name for unit, _, name, _ in units})
        hits = [(rule, hit) for rule in UNIT_RULES for hit in rule.check(crowd)]
        hits = [(rule, hit) for rule, hit in hits if offices[hit.unit] != offices.get(hit.other)]
        both = {(rule.code, hit.unit, hit.other) for rule, hit in hits}
        own = db.execute(_COUNTED, [[rule.code for rule in UNIT_RULES]]).fetchall()
        counts = Counter({(unit, level): count for unit, level, count in own})
        counts.update((hit.unit, rule.level.value) for rule, hit in hits if rule.confidence is not Confidence.RENDAH)
        _count(out, counts)
        write_part(out, "pairs", ACROSS, (_row(pair, keys, both) for pair in crowd.pairs))
        write_part(out, "findings", ACROSS, (_finding(rule, hit, keys) for rule, hit in hits))


def is_compared(out: Path) -> bool:
    """Whether the units of a store were held against each other since it was made: a run may be killed before."""
    return (out / "findings" / f"{ACROSS}.parquet").exists()


_COUNTED = f"""
SELECT unit, level, count(*) FROM findings WHERE state = '{FindingState.OPEN}'
AND confidence <> '{Confidence.RENDAH}' AND NOT list_contains(?, rule) GROUP BY ALL"""


def _count(out: Path, counts: Counter[tuple[str, str]]) -> None:
    """Write into `units` how many findings each has, those across units too; questions are none."""
    import pyarrow as pa

    schema = schema_of("units")
    for path in parts_of(out, "units"):
        table = read_part(path, "units")
        names = table["unit"].to_pylist()
        for level in Level:
            column = pa.array([counts[name, level.value] for name in names], schema.field(level.value).type)
            table = table.set_column(schema.get_field_index(level.value), schema.field(level.value), column)
        write_part(out, "units", path.stem, table)


def _pairs(db: Connection) -> list[CopiedPair]:
    alike = alike_units(db)
    passages = passages_of(db, alike)
    pairs = [CopiedPair(it, passages.get((it.unit_a, it.unit_b), [])) for it in alike]
    return [pair for pair in pairs if len({it.code_a for it in pair.passages}) >= _ROWS]


def _row(pair: CopiedPair, keys: dict[str, str], both: set[tuple[str, str, str]]) -> dict[str, Any]:
    likeness = pair.likeness
    more = [kind for code, kind in IN_COMMON.items() if (code, likeness.unit_a, likeness.unit_b) in both]
    return {
        "unit_a": likeness.unit_a,
        "key_a": keys[likeness.unit_a],
        "unit_b": likeness.unit_b,
        "key_b": keys[likeness.unit_b],
        "overlap": round(likeness.overlap, 4),
        "shared": likeness.shared,
        "kinds": ["lembar" if likeness.is_whole else "teks", *more],
        "codes": pair.codes,
        "passages": json.dumps([it._asdict() for it in pair.passages], ensure_ascii=False),
    }


def _finding(rule: UnitRule, hit: UnitHit, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "unit": hit.unit,
        "key": keys[hit.unit],
        "fingerprint": fingerprint(rule.code, hit.unit, hit.other, *hit.key),
        "rule": rule.code,
        "level": rule.level.value,
        "confidence": rule.confidence.value,
        "related": hit.codes,
        "message": hit.message,
        "state": FindingState.OPEN.value,
        "other": hit.other,
    }

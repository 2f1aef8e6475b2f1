"""The tables of invented units without reading their sheets: for growth to tens of thousands of units.

`python -m tools.crowd.store --seed 7 --units 20000 --output DIR` writes DIR/OUT tables and DIR/kunci.json. Pieces are
parted where they were put together, and masked by the same words; letters and points are those that were given.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lke_docs.portfolio.mask import NUMBER, masked_words, own_names
from lke_docs.portfolio.tables import write_part
from tools.bed.topics import topics
from tools.crowd.hand import Unit, rendered
from tools.make_portfolio import make

_BATCH = 2000
_NUMBER = re.compile(r"\S*\d\S*")


def rows_of(seed: int, unit: Unit, subjects: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the tables hold of a unit: the name of a table, and a row."""
    rng, names = random.Random(f"{seed} lembar {unit.number}"), own_names(unit.office.name, unit.office.agency.name)
    head = {"unit": f"{unit.name}/lke.txt", "key": f"{seed:08d}{unit.number:08d}"}
    yield "units", {**head, "agency": unit.office.agency.name, "unit_name": unit.office.name, "state": "terbaca", "year": 2023,
                    "kind": unit.office.name.removesuffix(unit.office.town).strip().casefold(), "instrument": "zi-2021"}  # fmt: skip
    for code, pieces in unit.cells.items():
        texts = [rendered(rng, unit, subjects[code], piece) for piece in pieces]
        row = {**head, "code": code, "area": code[:5], "question": subjects[code], "evidence": "; ".join(texts)}
        yield "rows", {**row, "answer": unit.answers[code], "assessor_answer": unit.assessed.get(code)}
        for number, (piece, text) in enumerate(zip(pieces, texts, strict=True), 1):
            masked = masked_words(_NUMBER.sub(NUMBER, names.sub(" @ ", text)))
            yield "items", {**head, "code": code, "number": number, "end": len(text), "text": text, "masked": masked}
            for value in piece.values:
                if "/" in value or "-" in value:
                    yield "references", {**head, "code": code, "raw": value, "normalized": value, "kind": "letter"}


def write(seed: int, count: int, output: Path) -> dict[str, Any]:
    """Write the tables, some thousand units a file; return the key."""
    crowd, subjects = make(seed, count), {it.code: it.subject for it in topics()}
    for at in range(0, count, _BATCH):
        held: dict[str, list[dict[str, Any]]] = {}
        for unit in crowd.units[at : at + _BATCH]:
            for name, row in rows_of(seed, unit, subjects):
                held.setdefault(name, []).append(row)
        for name, rows in held.items():
            write_part(output, name, f"{at:06d}", rows)
    (output / "kunci.json").write_text(json.dumps(crowd.key, ensure_ascii=False), encoding="utf-8")
    return crowd.key


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--units", type=int, default=2000)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    write(options.seed, options.units, options.output)

"""Hold what a portfolio says of made units against the key: `python -m tools.portfolio_score OUT kunci.json [--all]`.

Precision and recall of the pairs, by degree; of shared numbers (PTF002); of units that claim far more than they show
(PTF006, PTF007). `--all` lists what was missed and what was told wrongly.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from lke_docs.portfolio.tables import read_table


class Scored(NamedTuple):
    """What was found of what was planted: names of units, alone or in pairs."""

    right: frozenset[Any]
    missed: frozenset[Any]
    wrong: frozenset[Any]

    @classmethod
    def of(cls, planted: set[Any], found: set[Any]) -> Scored:
        return cls(frozenset(planted & found), frozenset(planted - found), frozenset(found - planted))

    @property
    def precision(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.missed))

    def said(self, what: str) -> str:
        return (
            f"{what:<12} precision {self.precision:.3f} recall {self.recall:.3f}"
            f" (right {len(self.right)}, wrong {len(self.wrong)}, missed {len(self.missed)})"
        )


def score(out: Path, key: dict[str, Any]) -> dict[str, Scored]:
    """The scores by what was planted."""
    pairs = {(it["a"], it["b"]) for it in key["pairs"]}
    found = {(_folder(it["unit_a"]), _folder(it["unit_b"])) for it in read_table(out, "pairs").to_pylist()}
    told = read_table(out, "findings", ["unit", "rule", "message"]).to_pylist()
    copied = {frozenset(it) for it in pairs}
    numbers = {
        (_folder(it["unit"]), number) for it in told if it["rule"] == "PTF002" for number in _numbers(it["message"])
    }
    planted = {(it[end], it["number"]) for it in key["numbers"] for end in "ab"}
    partners = {end for pair in pairs for end in pair}  # a copy that kept its numbers shares them too
    result = {
        "pairs": Scored.of(copied, {frozenset(it) for it in found}),
        "numbers": Scored.of(planted, {it for it in numbers if it in planted or it[0] not in partners}),
    }
    for rule in ("PTF006", "PTF007"):
        result[rule] = Scored.of(set(key["inflated"]), {_folder(it["unit"]) for it in told if it["rule"] == rule})
    return result


def _folder(unit: str) -> str:
    return unit.split("/")[0]


def _numbers(message: str) -> list[str]:
    """ "Nomor A, B, dan C juga ada di lembar X." """
    said = message.removeprefix("Nomor ").split(" juga ada di lembar")[0]
    return [it for it in re.split(r",? dan |, ", said) if it and not it.endswith("nomor lain")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("key", type=Path)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    key = json.loads(options.key.read_text(encoding="utf-8"))
    scores = score(options.out, key)
    degrees = {frozenset((it["a"], it["b"])): it["degree"] for it in key["pairs"]}
    for name, it in scores.items():
        print(it.said(name))
        if options.all:
            print("  missed", sorted(map(_plain, it.missed))[:12], "\n  wrong", sorted(map(_plain, it.wrong))[:12])
    right = Counter(degrees[it] for it in scores["pairs"].right)
    print("pairs by degree:", ", ".join(f"{k}: {right[k]}/{n}" for k, n in sorted(Counter(degrees.values()).items())))


def _plain(it: Any) -> str:
    return it if isinstance(it, str) else " + ".join(sorted(it))


if __name__ == "__main__":
    main()

"""What is installed and what is missing, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.text import dump_json, visible
from lke_docs.workspace.installation import Checkup, Health

_COLUMN = 26


def render_checkup(found: Sequence[Checkup], format_: str) -> str:
    """`text`: a line for each, with what it costs and how to get it where it is missing; or `json`."""
    if format_ == "json":
        checks = [
            {**one._asdict(), "ways": [dict(zip(("system", "do"), way, strict=True)) for way in one.ways]}
            for one in found
        ]
        return dump_json({"schema": "lke-docs/doctor/1", "checks": checks}, indent=2) + "\n"
    lines = [line for one in found for line in _lines(one)]
    missing = sum(one.state is not Health.THERE for one in found)
    end = f"{missing} hal dapat dilengkapi; selebihnya siap." if missing else "Semuanya siap."
    return "\n".join([*map(visible, lines), "", end, ""])


def _lines(one: Checkup) -> list[str]:
    told = one.found if one.state is Health.THERE else f"{one.state}: {one.found}" if one.found else str(one.state)
    lines = [f"{one.name:<{_COLUMN}}{told}"]
    if one.cost:
        lines.append(f"{'':<{_COLUMN}}akibatnya: {one.cost}")
    lines += [f"{'':<{_COLUMN}}{system}: {do}" for system, do in one.ways]
    return lines

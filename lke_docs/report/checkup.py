"""What is installed and what is missing, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.text import dump_json, visible
from lke_docs.workspace.installation import Checkup, Health

_COLUMN = 26


def render_checkup(checkups: Sequence[Checkup], format_: str) -> str:
    """`text`: a line for each, with what it costs and how to get it where it is missing; or `json`."""
    if format_ == "json":
        checks = [
            {**checkup._asdict(), "ways": [dict(zip(("system", "do"), way, strict=True)) for way in checkup.ways]}
            for checkup in checkups
        ]
        return dump_json({"schema": "lke-docs/doctor/1", "checks": checks}, indent=2) + "\n"
    lines = [line for checkup in checkups for line in _lines(checkup)]
    missing = sum(checkup.state is not Health.THERE for checkup in checkups)
    end = f"{missing} hal dapat dilengkapi; selebihnya siap." if missing else "Semuanya siap."
    return "\n".join([*map(visible, lines), "", end, ""])


def _lines(checkup: Checkup) -> list[str]:
    told = f"{checkup.state}: {checkup.found}" if checkup.found else str(checkup.state)
    lines = [f"{checkup.name:<{_COLUMN}}{checkup.found if checkup.state is Health.THERE else told}"]
    if checkup.cost:
        lines.append(f"{'':<{_COLUMN}}akibatnya: {checkup.cost}")
    lines += [f"{'':<{_COLUMN}}{system}: {do}" for system, do in checkup.ways]
    return lines

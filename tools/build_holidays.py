"""Write patterns/libur.toml from the library "holidays", so that no run need load it.

python tools/build_holidays.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "patterns" / "libur.toml"
YEARS = range(2015, 2037)
HEAD = """# National holidays of Indonesia (TGL009, drafts). Made by tools/build_holidays.py from the library
# "holidays"; do not edit.
# Days of joint leave are left out: offices differ. Dates by the lunar calendar may be a day off.

[day]
"""


def text() -> str:
    """The file as it should be."""
    from holidays import country_holidays

    days = country_holidays("ID", years=YEARS, language="id")
    lines = [f'"{day.isoformat()}" = "{name}"' for day, name in sorted(days.items())]
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Write the file, or with --check tell whether it is as it should be."""
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.read_text(encoding="utf-8") == text() else 1
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Compile lke_docs/locale/**/*.po to .mo. Run after changing a .po: python tools/build_messages.py."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "lke_docs" / "locale"


def sources() -> list[Path]:
    """Every .po of the package."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compiled(source: Path) -> bytes:
    """Return the .mo of a .po."""
    with source.open("rb") as stream:
        catalog = read_po(stream, locale=source.parent.parent.name)
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def main() -> None:
    for source in sources():
        source.with_suffix(".mo").write_bytes(compiled(source))
        print(f"{source.with_suffix('.mo').relative_to(LOCALE.parent.parent)}")


if __name__ == "__main__":
    main()

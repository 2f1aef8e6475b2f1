"""Compile lke_docs/locale/**/*.po to .mo. Run after changing a .po: python tools/build_messages.py."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import read_mo, write_mo
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


def messages(catalog: Iterable[Message]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The translations of a catalog, without its head: that holds the time of compiling."""
    return {_texts(message.id): _texts(message.string) for message in catalog if message.id}


def _texts(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def is_current(source: Path) -> bool:
    """Tell whether the .mo beside a .po says the same."""
    with source.open("rb") as text, source.with_suffix(".mo").open("rb") as binary:
        return messages(read_po(text)) == messages(read_mo(binary))


def main() -> None:
    for source in sources():
        source.with_suffix(".mo").write_bytes(compiled(source))
        print(f"{source.with_suffix('.mo').relative_to(LOCALE.parent.parent)}")


if __name__ == "__main__":
    main()

"""Fonts whose letters are signs: "ü" in Wingdings is seen as a tick, "o" as an empty box."""

from __future__ import annotations


def _table(letters: str, signs: str) -> dict[int, int]:
    """The letters of a font with their signs; Word writes them from U+F000 on."""
    return str.maketrans(letters + "".join(chr(0xF000 + ord(letter)) for letter in letters), 2 * signs)


_SIGNS = {
    "wingdings": _table("üþýxû¨oqrn¡l", "✓☑☒☒✗☐☐❑❒■○●"),
    "wingdings 2": _table("PRQSTO£", "✓☑☒☒☒✗☐"),
    "webdings": _table("acg", "✓☐■"),
    "marlett": _table("ab", "✓✓"),
}


def has_signs(font: str) -> bool:
    """Tell a font of signs by its name."""
    return font.casefold() in _SIGNS


def as_signs(text: str, font: str) -> str:
    """A text as people see it in its font."""
    return text.translate(_SIGNS.get(font.casefold(), {}))

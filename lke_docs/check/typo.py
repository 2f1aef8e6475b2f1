"""Tell whether two words are one typing error apart."""

from __future__ import annotations


def is_one_edit(word: str, other: str) -> bool:
    """One letter added, left out, changed, or two neighbours exchanged; equal words are not."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    short, long = sorted((word, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = word[start : start + 2] == other[start : start + 2][::-1]
    return word[start + 1 :] == other[start + 1 :] or (swapped and word[start + 2 :] == other[start + 2 :])

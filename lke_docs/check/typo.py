"""Tell whether two words are one typing error apart."""

from __future__ import annotations


def is_one_edit(one: str, other: str) -> bool:
    """One letter added, left out, changed, or two neighbours exchanged; equal words are not."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return one[start + 1 :] == other[start + 1 :] or (swapped and one[start + 2 :] == other[start + 2 :])

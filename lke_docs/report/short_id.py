"""Short ids of findings: the beginning of a fingerprint, so long that it names one only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LEAST = 4


def short_ids(fingerprints: Iterable[str]) -> Mapping[str, str]:
    """For each fingerprint its beginning, all of one length: the least at which no two are alike."""
    known = sorted(set(fingerprints))
    size = _LEAST
    while size < max(map(len, known), default=0) and len({it[:size] for it in known}) < len(known):
        size += 1
    return {it: it[:size] for it in known}

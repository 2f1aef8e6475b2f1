"""What to open first in a folder of evidence: points at stake times doubt, and a few at random as controls."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from lke_docs.files.model import Folder, Match, MatchState, Reading
from lke_docs.report.model import Report
from lke_docs.tuples import NamedTuple

FIRST, CONTROLS = 12, 3
_STATE = {MatchState.FOUND: 0.1, MatchState.UNSURE: 0.7}
_UNTRUSTED, _DIFFERS, _FINDING = 0.3, 0.6, 0.4  # what adds to the doubt


class ToOpen(NamedTuple):
    """A file to look at. `weight`: points at stake times doubt; `reasons` say both; `is_control`: drawn at random."""

    path: str
    indicators: tuple[str, ...]
    weight: float
    reasons: tuple[str, ...]
    is_control: bool = False


def reading_list(report: Report) -> tuple[tuple[ToOpen, ...], int]:
    """The files to open first, then the controls; and the seed by which these were drawn, so that all can repeat it."""
    folder = report.folder
    if folder is None:
        return (), 0
    ranked = sorted(_weighed(report, folder), key=lambda it: (-it.weight, it.path))
    first = [it for it in ranked if it.weight > 0][:FIRST]
    seed = int(report.audit.sheet.sha256[:8] or "0", 16)
    rest = [it for it in ranked if it not in first]
    drawn = Random(seed).sample(rest, min(CONTROLS, len(rest)))
    controls = [it._replace(reasons=("dipilih acak sebagai pembanding",), is_control=True) for it in drawn]
    return (*first, *controls), seed


def _weighed(report: Report, folder: Folder) -> Iterator[ToOpen]:
    stakes = {card.row.code: card.stake.claimed for card in report.cards if card.stake}
    troubled = {it.finding.indicator for it in report.singles if it.finding.rule.startswith("BER")}
    holders: dict[str, list[Match]] = {}
    for match in folder.matches:
        for rival in match.files if match.state in _STATE else ():
            holders.setdefault(rival.path, []).append(match)
    for path, matches in holders.items():
        codes = tuple(dict.fromkeys(match.indicator for match in matches))
        doubt, reasons = max(_doubt(match) for match in matches), []
        if doubt >= _STATE[MatchState.UNSURE]:
            reasons.append("belum pasti atau berbeda dari lembar")
        if folder.by_path[path].raw.read is not Reading.TEXT:
            said = "dibaca dari pindaian" if folder.by_path[path].raw.is_read else "isinya tidak terbaca"
            doubt, reasons = doubt + _UNTRUSTED, [*reasons, said]
        if troubled & set(codes):
            doubt, reasons = doubt + _FINDING, [*reasons, "ada temuan pada indikatornya"]
        points = sum(stakes.get(code, 0.0) for code in codes)
        yield ToOpen(path, codes, points * min(doubt, 1.0), tuple(reasons) or ("poinnya besar",))


def _doubt(match: Match) -> float:
    differs = any(reason.weight < 0 and reason.kind in ("nomor", "tanggal") for reason in match.reasons)
    return _STATE[match.state] + (_DIFFERS if differs else 0.0)

"""Findings chosen by indicator, area and level, beside their rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lke_docs.check.fold import apart
from lke_docs.errors import ConfigError
from lke_docs.model import Finding, Level, Row


def narrow(
    findings: Iterable[Finding], rows: Sequence[Row], *, only: Sequence[str], but: Sequence[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that were chosen, and the others. Raises ConfigError for an indicator that the sheet lacks."""
    for code in (*only, *but):
        if code.lower() not in list(Level) and not any(_is_under(row.code, code) for row in rows):
            raise ConfigError(f"indikator atau area “{code}” tidak ada di lembar ini.")
    chosen: list[Finding] = []
    left: list[Finding] = []
    for finding in findings:
        unwanted = {single.fingerprint for single in finding.singles if not _is_wanted(single, only, but)}
        for part in apart(finding, unwanted) if finding.members else (finding,):
            (left if part.fingerprint in unwanted else chosen).append(part)
    return tuple(chosen), tuple(left)


def _is_wanted(finding: Finding, only: Sequence[str], but: Sequence[str]) -> bool:
    codes = (finding.indicator, *finding.related)
    levels, areas = _apart(only)
    if levels and finding.level not in levels:
        return False
    if areas and not any(_is_under(code, area) for code in codes for area in areas):
        return False
    levels, areas = _apart(but)
    return finding.level not in levels and not any(_is_under(finding.indicator, area) for area in areas)


def _apart(codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Levels, and indicators or areas."""
    levels = [code.lower() for code in codes if code.lower() in list(Level)]
    return levels, [code for code in codes if code.lower() not in list(Level)]


def _is_under(code: str, area: str) -> bool:
    return code.upper() == area or code.upper().startswith(f"{area}.")

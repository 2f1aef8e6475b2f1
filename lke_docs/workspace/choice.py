"""Findings chosen by rule, indicator, area and level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lke_docs.check.fold import apart
from lke_docs.errors import ConfigError
from lke_docs.model import Finding, Level, Row
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.terms import choose, codes_of, is_elsewhere


class Selection(NamedTuple):
    """The codes of rules that were chosen and left out, and those of levels, indicators and areas."""

    rules: tuple[str, ...]
    no_rules: tuple[str, ...]
    only: tuple[str, ...]
    but: tuple[str, ...]

    def takes(self, rule: str, level: str, codes: Sequence[str]) -> bool:
        """Whether it takes what a rule said of indicators, as an audit would."""
        is_of_rule = (not self.rules or rule.startswith(self.rules)) and not rule.startswith(self.no_rules)
        return is_of_rule and _is_wanted(level, codes, self.only, self.but)


def make_choice(select: Iterable[str], ignore: Iterable[str], indicators: Iterable[str]) -> Selection:
    """What is chosen among these indicators. Raises ConfigError for a code that is neither a rule's nor one of them."""
    from lke_docs.check import all_rules

    selected, ignored = codes_of(select), codes_of(ignore)
    choose(all_rules(), select=selected, ignore=ignored)
    only, but = (tuple(filter(is_elsewhere, codes)) for codes in (selected, ignored))
    _need(indicators, (*only, *but))
    rules, no_rules = (tuple(code for code in codes if not is_elsewhere(code)) for codes in (selected, ignored))
    return Selection(rules, no_rules, only, but)


def _need(indicators: Iterable[str], codes: Iterable[str]) -> None:
    known = tuple(indicators)
    for code in codes:
        if code.lower() not in list(Level) and not any(_is_under(indicator, code) for indicator in known):
            raise ConfigError(f"indikator atau area “{code}” tidak ada di lembar ini.")


def narrow(
    findings: Iterable[Finding], rows: Sequence[Row], *, only: Sequence[str], but: Sequence[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that were chosen, and the others. Raises ConfigError for an indicator that the sheet lacks."""
    _need((row.code for row in rows), (*only, *but))
    chosen: list[Finding] = []
    left: list[Finding] = []
    for finding in findings:
        unwanted = {single.fingerprint for single in finding.singles if not _of_finding(single, only, but)}
        for part in apart(finding, unwanted) if finding.members else (finding,):
            (left if part.fingerprint in unwanted else chosen).append(part)
    return tuple(chosen), tuple(left)


def _of_finding(finding: Finding, only: Sequence[str], but: Sequence[str]) -> bool:
    return _is_wanted(finding.level, (finding.indicator, *finding.related), only, but)


def _is_wanted(level: str, codes: Sequence[str], only: Sequence[str], but: Sequence[str]) -> bool:
    levels, areas = _apart(only)
    if levels and level not in levels:
        return False
    if areas and not any(_is_under(code, area) for code in codes for area in areas):
        return False
    levels, areas = _apart(but)
    return level not in levels and not any(_is_under(codes[0], area) for area in areas)


def _apart(codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Levels, and indicators or areas."""
    levels = [code.lower() for code in codes if code.lower() in list(Level)]
    return levels, [code for code in codes if code.lower() not in list(Level)]


def _is_under(code: str, area: str) -> bool:
    return code.upper() == area or code.upper().startswith(f"{area}.")

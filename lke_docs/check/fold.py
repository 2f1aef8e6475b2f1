"""Findings that ask the same of many rows become one, with its rows: one thing to do, not twenty faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256

from lke_docs.check.rule import Act
from lke_docs.gap import Gap
from lke_docs.model import Finding

_ON = " pada "


def fold(findings: Sequence[Finding], acts: Iterable[Act | None], instrument: str) -> list[Finding]:
    """Gather findings of one rule that have the same act, level, confidence and consequence; the rest stays."""
    groups: dict[object, list[Finding]] = {}
    said: dict[object, Act] = {}
    for place, (finding, act) in enumerate(zip(findings, acts, strict=True)):
        key = (act.slug, finding.level, finding.confidence, finding.consequence) if act else place
        groups.setdefault(key, []).append(finding)
        if act:
            said[key] = act
    return [group[0] if len(group) == 1 else _gathered(group, said[key], instrument) for key, group in groups.items()]


def _gathered(members: Sequence[Finding], act: Act, instrument: str) -> Finding:
    first = members[0]
    name = fingerprint(first.rule, instrument, "", act.slug, first.level, first.confidence)
    return _over(first._replace(fingerprint=name, message=f"{act.said}{_ON}"), members)


def _over(head: Finding, members: Sequence[Finding]) -> Finding:
    """The head over these members: its codes and quotes are theirs."""
    first = members[0]
    codes = dict.fromkeys(code for member in members for code in (member.indicator, *member.related))
    return head._replace(
        indicator=first.indicator,
        message=f"{head.message.rpartition(_ON)[0]}{_ON}{len(codes)} indikator.",
        spans=tuple(dict.fromkeys(span for member in members for span in member.spans)),
        related=tuple(code for code in codes if code != first.indicator),
        gap=_common({member.gap for member in members}),
        members=tuple(members),
    )


def apart(finding: Finding, taken: Collection[str]) -> Iterator[Finding]:
    """A finding, and its members with these fingerprints on their own: a person may set one row aside."""
    out = [member for member in finding.members if member.fingerprint in taken]
    left = [member for member in finding.members if member.fingerprint not in taken]
    if not out or len(left) > 1:
        yield _over(finding, left) if out else finding
    else:
        yield from left
    yield from out


def _common(gaps: set[Gap | None]) -> Gap | None:
    """What all of them miss alike: its kind and its periods."""
    alike = {(gap.kind, gap.periods) for gap in gaps if gap}
    if len(alike) != 1 or None in gaps:
        return None
    kind, periods = next(iter(alike))
    return Gap(kind, periods=periods)


def fingerprint(*meaning: str) -> str:
    """The name of a finding, made of what it means."""
    return sha256("\x1f".join(meaning).encode()).hexdigest()[:16]

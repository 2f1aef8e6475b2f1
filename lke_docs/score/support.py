"""The best letter for which nothing is missing or contradicted, each step down with its reason."""

from __future__ import annotations

from lke_docs.claim import Claim, ClaimKind, Judge, Judgement, Verdict
from lke_docs.instrument import Indicator
from lke_docs.model import Entry, Evidence, ItemKind
from lke_docs.score.model import Answer, Step, Support

_IDLE = frozenset({ItemKind.NOTE, ItemKind.PLACEHOLDER, ItemKind.HEADING})  # kinds of items that are no evidence


def support_of(indicator: Indicator, answer: Answer, entry: Entry | None, judge: Judge) -> Support:
    """Go down from the claimed letter until the evidence carries one. The lowest letter needs no evidence."""
    if not answer.letter:
        return Support(indicator.code, "", answer.value, note=answer.note)
    nothing = _no_evidence(entry)
    steps: list[Step] = []
    below = indicator.options[indicator.letters.index(answer.letter) :]
    for option in below:
        if option is below[-1] or option.value == 0:
            return Support(indicator.code, option.letter, option.value, tuple(steps))
        if nothing or entry is None:
            steps.append(Step(option.letter, (Judgement(Claim(ClaimKind.EVIDENCE, ""), Verdict.NOT_SHOWN, nothing),)))
            continue
        judgements = judge.option(option, entry)
        lacking = tuple(j for j in judgements if j.is_missing)
        if not lacking:
            untold = tuple(j for j in judgements if j.verdict is Verdict.CANNOT_TELL)
            return Support(indicator.code, option.letter, option.value, tuple(steps), untold)
        steps.append(Step(option.letter, lacking))
    raise AssertionError("options are never empty where a letter was found")


def _no_evidence(entry: Entry | None) -> str:
    evidence: Evidence | None = entry.evidence if entry else None
    if evidence is None or not evidence.text.strip():
        return "tidak ada bukti dukung"
    if evidence.items and all(item.kind in _IDLE for item in evidence.items):
        return "sel hanya berisi catatan atau isian kosong"
    return ""

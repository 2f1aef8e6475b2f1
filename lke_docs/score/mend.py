"""What to mend first: points at risk divided by effort."""

from __future__ import annotations

from collections.abc import Iterable

from lke_docs.claim import ClaimVocabulary, Judgement, Verdict
from lke_docs.score.model import Answer, Mend, Support, Tally

_LEAST = 1e-9


def rank_mends(
    answers: Iterable[Answer],
    supports: Iterable[Support],
    claimed: Tally,
    shown: Tally,
    *,
    vocabulary: ClaimVocabulary,
) -> tuple[Mend, ...]:
    """Gaps that cost points, the best return on effort first; equal ones in the order of the form."""
    mends = []
    for answer, support in zip(answers, supports, strict=True):
        lost = claimed.indicators[answer.code].points - shown.indicators[answer.code].points
        lacking = support.steps[0].lacking if support.steps else support.untold
        if lost <= _LEAST or not lacking:
            continue
        effort = sum(_effort(judgement, vocabulary) for judgement in lacking)
        mends.append(Mend(answer.code, round(lost, 6), effort, answer.letter, support.shown_letter, lacking))
    return tuple(sorted(mends, key=lambda mend: -mend.rank))


def _effort(judgement: Judgement, vocabulary: ClaimVocabulary) -> int:
    if judgement.verdict is Verdict.CONTRADICTED:
        return vocabulary.effort["contradicted"]
    return vocabulary.effort.get(judgement.claim.kind, vocabulary.effort["coverage"])

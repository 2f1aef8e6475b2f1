"""Which findings count against the level that a command ends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lke_docs.model import Confidence, Finding, FindingState, Level

if TYPE_CHECKING:
    from lke_docs.workspace.run import PastFinding


def is_at_least(finding: Finding | PastFinding, threshold: str) -> bool:
    """Tell whether an open finding counts against a threshold: a level, or "never".

    One of low confidence never does: it is a question.
    """
    is_question = finding.confidence == Confidence.RENDAH
    return finding.state == FindingState.OPEN and not is_question and reaches(finding.level, threshold)


def reaches(level: str, threshold: str) -> bool:
    """Tell whether a level is as heavy as a threshold, or heavier; none reaches "never"."""
    levels = list(Level)
    return threshold != "never" and levels.index(Level(level)) <= levels.index(Level(threshold))

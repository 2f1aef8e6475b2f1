"""Which findings count against the level that a command ends on."""

from __future__ import annotations

from lke_docs.model import Confidence, Finding, FindingState, Level
from lke_docs.workspace.run import PastFinding


def is_at_least(finding: Finding | PastFinding, threshold: str) -> bool:
    """Tell whether an open finding counts against a threshold: a level, or "never".

    One of low confidence never does: it is a question.
    """
    is_question = finding.confidence == Confidence.RENDAH
    if threshold == "never" or finding.state != FindingState.OPEN or is_question:
        return False
    levels = list(Level)
    return levels.index(Level(finding.level)) <= levels.index(Level(threshold))

"""Claims of a letter tested on the evidence: shown, not shown, contradicted, cannot tell.

Above extract, below check: rules of check and the score both read these judgements.
"""

from lke_docs.claim.cadence import said, statements
from lke_docs.claim.coverage import stated
from lke_docs.claim.judge import Judge, claims_of, judge, judge_option
from lke_docs.claim.model import CadenceMeaning, Claim, ClaimKind, Context, Judgement, Quote, Verdict
from lke_docs.claim.vocabulary import ClaimVocabulary, claim_vocabulary

__all__ = [
    "CadenceMeaning",
    "Claim",
    "ClaimKind",
    "ClaimVocabulary",
    "Context",
    "Judge",
    "Judgement",
    "Quote",
    "Verdict",
    "claim_vocabulary",
    "claims_of",
    "judge",
    "judge_option",
    "said",
    "stated",
    "statements",
]

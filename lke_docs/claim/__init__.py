"""Claims of a letter tested on the evidence: shown, not shown, contradicted, cannot tell.

The letter A of A.3.4.C claims "setiap bulan". Against a cell that holds "Laporan Capaian Kinerja Bulan Januari
2021" and "... Bulan Februari 2021" the judgement is "not shown": the months from March on are named as the
reason, and the two months that are there are quoted. Nobody here knows what a rule or a score makes of it.

Above extract, below check: rules of check and the score both read these judgements.
"""

from lke_docs.claim.cadence import said, statements
from lke_docs.claim.condition import ConditionState, read_conditions
from lke_docs.claim.coverage import stated
from lke_docs.claim.judge import Judge, claims_of, judge, judge_option
from lke_docs.claim.model import CadenceMeaning, Claim, ClaimKind, Context, Judgement, Quote, Verdict
from lke_docs.claim.requirement import NO_INNOVATION
from lke_docs.claim.vocabulary import ClaimVocabulary, WordsOrTypes, claim_vocabulary

__all__ = [
    "NO_INNOVATION",
    "CadenceMeaning",
    "Claim",
    "ClaimKind",
    "ClaimVocabulary",
    "ConditionState",
    "Context",
    "Judge",
    "Judgement",
    "Quote",
    "Verdict",
    "WordsOrTypes",
    "claim_vocabulary",
    "claims_of",
    "judge",
    "judge_option",
    "read_conditions",
    "said",
    "stated",
    "statements",
]

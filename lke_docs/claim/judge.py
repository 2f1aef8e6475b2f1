"""The claims of a letter, and the test of each on the evidence."""

from __future__ import annotations

import re

from lke_docs.claim.cadence import judge_cadence
from lke_docs.claim.coverage import judge_coverage
from lke_docs.claim.model import Claim, Context, Judgement, Verdict, quote
from lke_docs.claim.requirement import judge_requirement
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.instrument import Indicator, Option
from lke_docs.model import Entry

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|persen\b)", re.IGNORECASE)


def claims_of(option: Option) -> tuple[Claim, ...]:
    """Everything the letter of this option claims; empty where it claims nothing."""
    found = []
    if option.cadence:
        found.append(Claim("cadence", option.cadence))
    if option.coverage:
        found.append(Claim("coverage", option.coverage))
    found += [Claim("requirement", slug) for slug in option.requires]
    if option.gap_percent:
        found.append(Claim("gap", "percent", *option.gap_percent))
    if option.achieved_percent_min is not None or option.achieved_percent_max is not None:
        found.append(Claim("achieved", "percent", option.achieved_percent_min, option.achieved_percent_max))
    if option.maturity:
        found.append(Claim("maturity", str(option.maturity)))
    return tuple(found)


def judge_option(
    option: Option, entry: Entry, context: Context, *, vocabulary: ClaimVocabulary
) -> tuple[Judgement, ...]:
    """Judge every claim of a letter on this entry's evidence, in the order of `claims_of`."""
    return tuple(judge(claim, entry, context, vocabulary=vocabulary) for claim in claims_of(option))


def judge_answer(
    entry: Entry, indicator: Indicator, context: Context, *, vocabulary: ClaimVocabulary
) -> tuple[Judgement, ...]:
    """Judge every claim of the letter that the row answers; nothing where it answers no letter."""
    option = indicator.option(indicator.letter_of(entry.row.answer) or "")
    return judge_option(option, entry, context, vocabulary=vocabulary) if option else ()


def judge(claim: Claim, entry: Entry, context: Context, *, vocabulary: ClaimVocabulary) -> Judgement:
    """Judge one claim. What lies behind a link or in an annex was not read: then missing is not said."""
    if not entry.evidence.items:
        return _without_evidence(claim)
    if claim.kind == "cadence":
        found = judge_cadence(claim, entry, context, vocabulary)
    elif claim.kind == "coverage":
        found = judge_coverage(claim, entry, context, vocabulary)
    elif claim.kind == "requirement":
        found = judge_requirement(claim, entry, context, vocabulary)
    elif claim.kind in ("gap", "achieved"):
        found = _percent(claim, entry)
    else:
        found = Judgement(claim, Verdict.CANNOT_TELL, f"tingkat {claim.value} tidak dapat dinilai dari teks")
    if found.verdict is Verdict.NOT_SHOWN:
        spans = vocabulary.terms["elsewhere.words"].find(entry.evidence.text)
        if spans:
            mark = quote(entry, *spans[0])
            reason = f"{found.reason}; tetapi teks merujuk ke tempat lain (“{mark.text}”) yang tidak dibaca"
            return Judgement(claim, Verdict.CANNOT_TELL, reason, (mark,))
    return found


def _without_evidence(claim: Claim) -> Judgement:
    if claim.kind == "coverage" and claim.value == "none":
        return Judgement(claim, Verdict.SHOWN, "huruf ini tidak menuntut bukti")
    return Judgement(claim, Verdict.NOT_SHOWN, "tidak ada bukti dukung")


def _percent(claim: Claim, entry: Entry) -> Judgement:
    """A percentage in the text against the bounds of the letter; only where exactly one stands there."""
    word = "kesenjangan" if claim.kind == "gap" else "capaian"
    found = [(float(m[1].replace(",", ".")), m.span()) for m in _PERCENT.finditer(entry.evidence.text)]
    if len(found) != 1:
        reason = f"persentase {word} tidak disebut" if not found else f"beberapa persentase; {word} tidak jelas"
        return Judgement(claim, Verdict.CANNOT_TELL, reason)
    value, span = found[0]
    mark = quote(entry, *span)
    low, high = claim.low, claim.high
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = " sampai ".join(f"{end:g}" for end in (low, high) if end is not None)
        reason = f"huruf menyatakan {word} {bounds} %, tetapi teks menyebut {mark.text}"
        return Judgement(claim, Verdict.CONTRADICTED, reason, (mark,))
    return Judgement(claim, Verdict.SHOWN, f"teks menyebut {mark.text}", (mark,))

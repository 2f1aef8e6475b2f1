"""What a cell stands on: documents that it describes, or only names, words that point elsewhere, or nothing.

"SK Tim Kerja ZI Nomor KEP-7/B.2/01/2021" is described; "SK" is a bare name; "terlampir" points elsewhere;
"sudah dilaksanakan" only states. Only what is described can show anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from lke_docs.claim.model import Claim, ClaimKind, Judgement, Verdict, quote
from lke_docs.claim.vocabulary import ClaimVocabulary
from lke_docs.model import Entry, EvidenceItem, ItemKind, PieceState
from lke_docs.series.sameness import canonical, word_set

EVIDENCE = Claim(ClaimKind.EVIDENCE, "")
NO_EVIDENCE = "tidak ada bukti dukung"
UNPROVEN = "yang ditulis belum menunjukkannya dengan dokumen bernomor atau bertanggal yang jelas"
ELSEWHERE = Claim(ClaimKind.EVIDENCE, "elsewhere")  # there may be some, where nothing was read
_WORD = re.compile(r"\w+")
_FEW = 3  # words: a name so short cannot help repeating the question
_MOST_REPEATED = 0.8  # share of an item's words that stand in the question
_A_NAME = 2  # words that make a name of a thing without a known kind
_MOST_QUESTIONS = 4  # questions that one and the same piece may answer


def judge_ground(
    entry: Entry, sources: Sequence[str], shared: Collection[str], vocabulary: ClaimVocabulary
) -> Judgement:
    """Tell whether a cell describes a document.

    `sources`: the question and its options. `shared`: pieces under too many questions, as of `shared_pieces`.
    """
    items = [item for item in entry.evidence.items if item.is_offered]
    own = [item for item in items if not restates(item, sources)]
    described = [item for item in own if is_described(item, vocabulary)]
    distinct = [item for item in described if canonical(item.text) not in shared]
    if distinct:
        return _judgement(Verdict.SHOWN, "dokumen yang disebut dapat dicari", entry, distinct)
    if described:
        reason = "naskah yang sama disebut pada banyak pernyataan; tidak jelas mana yang dibuktikannya"
        return _judgement(Verdict.CANNOT_TELL, reason, entry, described)
    pointing = _pointing(entry, vocabulary)
    if pointing is not None:
        return pointing
    bare = [item for item in own if _is_typed(item)]
    if bare:
        reason = "hanya jenis dokumennya yang disebut, tanpa perihal, nomor, atau tanggal"
        return _judgement(Verdict.CANNOT_TELL, reason, entry, bare)
    things = [item for item in own if item.kind is ItemKind.DOCUMENT and len(_content(item, vocabulary)) >= _A_NAME]
    if things:
        reason = "tidak jelas dokumen apa yang dimaksud: jenisnya tidak disebut"
        return _judgement(Verdict.CANNOT_TELL, reason, entry, things)
    if items:
        return _judgement(Verdict.NOT_SHOWN, "tidak ada dokumen yang disebut", entry, items)
    said = NO_EVIDENCE if not entry.evidence.text.strip() else "isian tidak menyebut dokumen atau kegiatan apa pun"
    return Judgement(EVIDENCE, Verdict.NOT_SHOWN, said)


def _judgement(verdict: Verdict, reason: str, entry: Entry, items: Iterable[EvidenceItem]) -> Judgement:
    return Judgement(EVIDENCE, verdict, reason, tuple(quote(entry, item.start, item.end) for item in items))


def is_described(item: EvidenceItem, vocabulary: ClaimVocabulary) -> bool:
    """Whether a piece names a document and says more than its kind: a number, a time, or what it is about."""
    if item.references:
        return True
    if item.kind is not ItemKind.DOCUMENT:
        return False
    return bool(item.dates or item.periods) or (_is_typed(item) and bool(_content(item, vocabulary)))


def _is_typed(item: EvidenceItem) -> bool:
    return item.kind is ItemKind.DOCUMENT and any(mention.offered for mention in item.mentions)


def _content(item: EvidenceItem, vocabulary: ClaimVocabulary) -> list[str]:
    """The words of a piece that say what it is about: without the names of kinds, and without fillers."""
    text = item.text
    for mention in reversed(item.mentions):
        text = text[: mention.start - item.start] + " " + text[mention.end - item.start :]
    return [word for word in _WORD.findall(text.casefold()) if len(word) > 1 and word not in vocabulary.filler]


def restates(item: EvidenceItem, sources: Iterable[str]) -> bool:
    """Whether a piece only says again what one of the sources says, the question or an option of it."""
    if item.references or item.dates or item.periods:
        return False
    words = _WORD.findall(item.text.casefold())
    if len(words) <= _FEW:
        return False
    least = _MOST_REPEATED * len(words)
    return any(sum(map(source.__contains__, words)) >= least for source in map(word_set, sources))


def _pointing(entry: Entry, vocabulary: ClaimVocabulary) -> Judgement | None:
    """Words or links that send the reader elsewhere, to what was not read."""
    spans = [(item.start, item.end) for item in entry.evidence.items if item.kind is ItemKind.LINK]
    told = vocabulary.terms["elsewhere.words"].find(entry.evidence.text)
    gone = [item for item in entry.evidence.items if item.state is PieceState.ABSENT]  # "SOP tidak terlampir"
    spans += [span for span in told if not any(it.start <= span[0] < it.end for it in gone)]
    marks = tuple(quote(entry, *span) for span in spans[:1])
    reason = "bukti ada di tempat lain yang tidak dibaca alat ini"
    return Judgement(ELSEWHERE, Verdict.CANNOT_TELL, reason, marks) if marks else None


def only_points(entry: Entry, vocabulary: ClaimVocabulary) -> bool:
    """Whether a cell names nothing beside words and links that send the reader elsewhere."""
    text = entry.evidence.text
    sending = {text[start:end].casefold() for start, end in vocabulary.terms["elsewhere.words"].find(text)}
    gone = set(_WORD.findall(" ".join(sending)))
    named = (item for item in entry.evidence.items if item.is_offered)
    return not any(_is_typed(item) or len(set(_content(item, vocabulary)) - gone) >= _A_NAME for item in named)


def shared_pieces(homes: Mapping[str, Entry]) -> frozenset[str]:
    """Pieces of evidence that stand under more questions than one document can answer, as `canonical` gives them."""
    seen = Counter(
        text
        for entry in homes.values()
        for text in {canonical(item.text) for item in entry.evidence.items if item.is_offered}
    )
    return frozenset(text for text, count in seen.items() if count > _MOST_QUESTIONS)

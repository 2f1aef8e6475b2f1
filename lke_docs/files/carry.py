"""Which file carries which document that the sheet names.

Every named document is held against the files that share a number, a day, a folder or rare words with it. A file whose
number is exactly that of another named document is that one's. Where a claim is told apart from its look-alikes only by
what no page shows ("Notula Maret", "Notula April"), nothing is decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from lke_docs.files.fit import (
    FOUND,
    SEEN,
    Contender,
    Rarity,
    contenders_of,
    meeting_papers,
    months_of,
    plain_number,
    reasons_for,
    score_of,
)
from lke_docs.files.likeness import twins
from lke_docs.files.model import EvidenceFile, Folder, Match, MatchState, Reading, Reason, Rival
from lke_docs.files.named import Named, named_documents
from lke_docs.files.whereabouts import Whereabouts
from lke_docs.model import Entry, Sheet
from lke_docs.moment import Moment, Range, When
from lke_docs.patterns import folder_words, title_of
from lke_docs.tuples import NamedTuple
from lke_docs.wording import listed, periods

_RIVALS = 20  # that are kept
_CLOSE = 1.2  # of weight: no better than the next
_COVERS = 2.0  # weight of a time that lies in that of a file
_LITTLE = "terlalu sedikit yang sama untuk memastikannya"
_POINTED = "berkasnya hanya ditunjuk dengan tautan"
_TELLING = frozenset({"nomor", "tanggal", "masa"})
_COMMON = 20  # files with one word, or a tenth of all: it leads to none of them
_SAME_MATTER = 0.6  # of the words of two claims
_MOST_FILES = 60  # of one series


class Held(NamedTuple):
    """A contender held against a claim; `weight` is that of its reasons, less for a draft."""

    contender: Contender
    score: float
    reasons: tuple[Reason, ...]
    weight: float

    @property
    def rival(self) -> Rival:
        return Rival(self.contender.file.path, round(self.score, 3), self.contender.which)

    @property
    def tells(self) -> bool:
        """Something that only this document has speaks for it: its number, its day, its month."""
        return any(reason.kind in _TELLING and reason.weight > 0 for reason in self.reasons)

    @property
    def looks_like_it(self) -> bool:
        """The same kind of document about the same matter, wherever it lies."""
        same = {reason.kind for reason in self.reasons if reason.weight >= 1.5}
        return {"jenis", "hal"} <= same and any(reason.kind == "hal" and reason.weight >= 3 for reason in self.reasons)

    @property
    def is_unopposed(self) -> bool:
        """It is of the kind and nearly of the words that are looked for, and nothing speaks against it."""
        kinds = {reason.kind for reason in self.reasons if reason.weight > 0}
        return {"jenis", "hal"} <= kinds and all(reason.weight >= 0 for reason in self.reasons)


def carry(
    sheet: Sheet, entries: Sequence[Entry], files: Sequence[EvidenceFile], path: str, notices: Sequence[str] = ()
) -> Folder:
    """Hold a folder against a sheet."""
    where = Whereabouts([row.code for row in sheet.rows], sheet.headings)
    pool = Pool(files, where)
    named = named_documents(entries)
    alike = cache(lambda: tuple(twins(files)))
    return Folder(path, tuple(files), tuple(pool.match(named)), tuple(notices), alike)


class Pool:
    """The documents of a folder, found by what they share with a claim."""

    def __init__(self, files: Sequence[EvidenceFile], where: Whereabouts) -> None:
        whole = [contender for file in files for contender in contenders_of(file, where.named(file.path))]
        self._all = [contender for contender in whole if not contender.is_hidden]
        self._rarity = Rarity(self._all)
        self._by_code: dict[str, list[Contender]] = defaultdict(list)
        self._by_mark: dict[str, list[Contender]] = defaultdict(list)  # a number, a day, a rare word
        self._unread = [it for it in whole if it.is_hidden or not it.file.raw.is_read]
        for contender in self._all:
            for code in contender.fits:
                self._by_code[code].append(contender)
            for mark in _marks(contender):
                self._by_mark[mark].append(contender)
        self._numbers: set[str] = set()
        self._days: dict[tuple[str, str], set[str]] = defaultdict(set)  # and months that claims name
        self._pictured: dict[str, list[tuple[set[str | None], Sequence[str]]]] = defaultdict(list)
        self._events: Counter[str | None] = Counter()  # days of which photos are claimed

    def match(self, claims: Sequence[Named]) -> Iterator[Match]:
        """A match for each claim, in their order."""
        self._numbers = {plain_number(claim.number) for claim in claims if claim.number}
        for claim in claims:
            if not folder_words().pictured.isdisjoint(claim.types):
                self._pictured[claim.indicator].append(({day.value for day in claim.days}, claim.words))
                self._events.update({day.value for day in claim.days})
            for slug in claim.types:
                months = [months_of(when) for when in claim.periods]
                self._days[claim.indicator, slug].update(_days_of(claim), *(it for it in months if len(it) == 1))
        for claim in claims:
            yield self._match(claim)

    def _match(self, claim: Named) -> Match:
        told = claim.indicator, claim.start, claim.end, claim.text
        base = Match(*told, MatchState.NOT_CHECKED, said=claim.skip, days=claim.days)
        if claim.skip:
            return base
        if not claim.types and claim.links and not claim.number:
            return base._replace(state=_link_state(claim))
        papers = [slug for slug in claim.types if slug in meeting_papers()]
        if len(papers) > 1:
            return self._several(claim, base, papers)
        whole = [self._one(claim, base, when) for when in claim.periods or (None,)]
        ranges = [when for when in claim.periods if isinstance(when, Range) and when.start.unit]  # not of days
        if len(whole) == 1 and (not ranges or _is_whole(whole[0])):
            return whole[0]
        slots = [month for when in claim.periods for month in (when.months if when in ranges else (when.first,))]
        if not slots:  # "Laporan bulanan Agustus 2023 sampai dengan Maret 2023": a range that ends before it begins
            return whole[0]
        return self._series(claim, base, slots)

    def _several(self, claim: Named, base: Match, papers: Sequence[str]) -> Match:
        """A claim of several kinds at once, "Undangan, daftar hadir dan notula rapat": a file for each."""
        parts = [(slug, self._match(claim._replace(types=(slug,)))) for slug in papers]
        matches = [match for _, match in parts if match.state is MatchState.FOUND]
        if not matches:
            return next((match for _, match in parts if match.state is not MatchState.MISSING), parts[0][1])
        files = tuple(dict.fromkeys(rival for match in matches for rival in match.files))
        base = base._replace(files=files, reasons=matches[0].reasons)
        if len(matches) == len(parts):
            return base._replace(state=MatchState.FOUND)
        lacking = listed([title_of(slug) for slug, match in parts if match not in matches])
        return base._replace(state=MatchState.UNSURE, said=f"belum tampak: {lacking}")

    def _one(self, claim: Named, base: Match, slot: When | None) -> Match:
        return self._judged(claim, base, self._held(claim, slot))

    def _held(self, claim: Named, slot: When | None) -> list[Held]:
        """The files that may carry a claim, the best first."""
        near = {id(contender): contender for contender in self._by_code.get(claim.indicator, ())}
        common = max(_COMMON, len(self._all) // 10)
        for mark in _wanted(claim):
            if len(here := self._by_mark.get(mark, ())) <= common:
                near |= {id(contender): contender for contender in here}
        held = []
        for contender in near.values():
            if self._is_of_another(claim, contender):
                continue
            reasons = reasons_for(claim, contender, self._rarity, slot)
            weight = sum(reason.weight for reason in reasons) - (2 * _CLOSE if contender.part.is_draft else 0)
            held.append(Held(contender, score_of(reasons), reasons, weight))
        held.sort(key=lambda it: (-it.weight, len(it.contender.file.path), it.contender.file.path, it.contender.which))
        return held

    def _is_of_another(self, claim: Named, contender: Contender) -> bool:
        """A document whose number, day or month another claim names, and this one does not."""
        own = set(_days_of(claim))
        theirs, claimed = ({*days, *(day[:7] for day in days)} for days in (contender.days, own))
        others = (self._days.get((claim.indicator, slug), set()) for slug in claim.types)
        if own and not own & theirs and any(theirs & days - claimed for days in others):
            return True
        if claim.number is None or contender.part.number is None:
            return False
        number = plain_number(contender.part.number)
        return number in self._numbers and number != plain_number(claim.number)

    def _judged(self, claim: Named, base: Match, held: Sequence[Held]) -> Match:
        if not held or held[0].score < SEEN:
            return self._absent(claim, base, held)
        best = held[0]
        rivals = tuple(it.rival for it in held[1 : _RIVALS + 1] if it.score >= SEEN and not _is_copy(it, best))
        base = base._replace(files=(best.rival,), reasons=best.reasons, rivals=rivals)
        if best.contender.file.raw.format == "tautan":
            return base._replace(state=MatchState.LINK, said="berkas di folder hanya berisi tautan")
        if claim.links and not (best.tells and best.score >= FOUND):
            return base._replace(state=_link_state(claim), files=(), said=_POINTED)
        shows = best.contender.shows(claim)
        if not best.contender.is_read and not shows:
            said = best.contender.file.raw.reason or "isi berkasnya tidak terbaca"
            return base._replace(state=MatchState.NOT_CHECKED, said=said)
        alike = [it for it in held if it.weight > best.weight - _CLOSE and it.score >= SEEN]
        alike = [it for it in alike if it is best or it.contender.file.path != best.contender.file.path]
        if claim.is_bare:
            whole = [it.rival for it in alike[:_MOST_FILES]]
            return base._replace(state=MatchState.FOUND, files=tuple(whole), rivals=())
        shown = [it for it in held if it.contender.shows(claim) and it.score >= SEEN] if shows else []
        if any(it.tells or it.score >= FOUND for it in shown):
            return self._shown(claim, base, shown)
        if not (claim.number or claim.days or claim.periods):  # nothing that tells it from its look-alikes
            like = [it for it in held if it not in alike and it.looks_like_it and it.contender.is_read]
            alike += like if best.looks_like_it else []
        others = [it for it in alike[1:] if not _is_copy(it, best)]
        if others and not (best.tells and not any(it.tells for it in others)):
            said = "beberapa berkas sama cocoknya; yang membedakannya tidak tampak"
            return base._replace(state=MatchState.UNSURE, said=said)
        if best.score < FOUND:
            return base._replace(state=MatchState.UNSURE, said=_LITTLE)
        return base._replace(state=MatchState.FOUND)

    def _shown(self, claim: Named, base: Match, held: Sequence[Held]) -> Match:
        """Several photos of one event; where the row tells of others too, a photo without a day may be of those."""
        claimed = {day.value for day in claim.days}
        others = [words for days, words in self._pictured[claim.indicator] if claimed and days - claimed]
        photos = [
            photo
            for photo in held
            if photo.tells or not others or (photo.score >= FOUND and not _may_be_of(photo, claim, others))
        ]
        if any(self._events[day] > 1 for day in claimed):  # a photo that only its camera dates may be of either event
            photos = [photo for photo in photos if photo.contender.fits or photo.looks_like_it]
        if not photos:
            return base._replace(state=MatchState.UNSURE, said="tanggal fotonya tidak tampak")
        return base._replace(state=MatchState.FOUND, files=tuple(it.rival for it in photos[:_MOST_FILES]), rivals=())

    def _absent(self, claim: Named, base: Match, held: Sequence[Held]) -> Match:
        rivals = tuple(it.rival for it in held[:_RIVALS])
        base = base._replace(rivals=rivals, reasons=held[0].reasons if held else ())
        if claim.links:
            return base._replace(state=_link_state(claim), said=_POINTED)
        unread = [contender for contender in self._unread if self._may_be(claim, contender)]
        if unread:
            return base._replace(said=_may_be_in(unread))
        if held and held[0].is_unopposed:
            base = base._replace(state=MatchState.UNSURE, files=(held[0].rival,))
            return base._replace(said=_LITTLE)
        hidden = [it for it in held if _may_hide(claim, it)]
        if hidden:
            base = base._replace(state=MatchState.UNSURE, files=(hidden[0].rival,), reasons=hidden[0].reasons)
            return base._replace(said="nomornya tidak terbaca pada pindaian ini")
        return base._replace(state=MatchState.MISSING)

    def _may_be(self, claim: Named, contender: Contender) -> bool:
        """Whether an unread file may be what is looked for: nothing of its path and name says otherwise. One of no
        bytes holds nothing, and is only what its path and name say."""
        if contender.fits and claim.indicator not in contender.fits:
            return False
        if contender.is_photo:
            return contender.shows(claim)
        reasons = reasons_for(claim, contender, self._rarity, claim.periods[0] if len(claim.periods) == 1 else None)
        if any(reason.weight < -3 for reason in reasons):
            return False
        fit = contender.fits.get(claim.indicator)
        if fit is not None and fit.is_whole:
            return True
        if any(reason.kind in ("nomor", "tanggal", "hal") and reason.weight > 0 for reason in reasons):
            return True
        shared = contender.words.intersection(claim.words).difference(folder_words().meeting)
        is_silent = not (claim.words and len(contender.words) > 1)
        return bool(shared) or (is_silent and contender.file.raw.size > 0)

    def _series(self, claim: Named, base: Match, slots: Sequence[Moment]) -> Match:
        """A claim of several times: each has its file, or shares one."""
        matches: dict[tuple[str, int], Match] = {}
        open_: list[tuple[Moment, Match]] = []
        for slot in slots:
            match = self._one(claim, base, slot)
            if match.state is MatchState.FOUND:
                matches.setdefault((match.files[0].path, match.files[0].part), match)
            else:
                open_.append((slot, match))
        if not matches:
            return next((match for _, match in open_ if match.state is not MatchState.MISSING), open_[0][1])
        first = next(iter(matches.values()))
        base = base._replace(files=tuple(match.files[0] for match in matches.values()), reasons=first.reasons)
        if not open_:
            return base._replace(state=MatchState.FOUND)
        runs = groupby(enumerate(slot for slot, _ in open_), lambda it: it[1] - it[0])
        missing = "; ".join(periods([slot for _, slot in run]) for _, run in runs)
        return base._replace(state=MatchState.UNSURE, said=f"belum tampak: {missing}")


def _is_whole(match: Match) -> bool:
    """Whether a document for all of its time is there, and not for a part of it."""
    is_part = any(reason.kind == "masa" and reason.weight < _COVERS for reason in match.reasons)
    return match.state is MatchState.FOUND and not is_part


def _days_of(claim: Named) -> tuple[str, ...]:
    return tuple(day.value for day in claim.days if day.value)


def _may_be_in(unread: Sequence[Contender]) -> str:
    """Where a document may be that no page shows."""
    whole = list(dict.fromkeys(contender.file.path for contender in unread if not contender.is_hidden))
    if whole:
        return f"mungkin termasuk {len(whole)} berkas yang tidak terbaca, misalnya {listed(whole[:2])}"
    return f"mungkin di halaman yang tidak dibaca, misalnya di {unread[0].file.path}"


def _may_be_of(held: Held, claim: Named, others: Sequence[Sequence[str]]) -> bool:
    """Whether a photo may belong to another claim: to one on the same matter, or to any where it tells no matter."""
    claimed = set(claim.words)
    alike = (len(claimed & set(words)) >= _SAME_MATTER * min(len(claimed), len(words)) for words in others)
    return not held.looks_like_it or any(alike)


def _may_hide(claim: Named, held: Held) -> bool:
    """Whether a scan, the number of which no engine read, lies where the claim's should and is not another document."""
    contender = held.contender
    unread = contender.part.number is None or contender.part.has_doubtful_number
    fit = contender.fits.get(claim.indicator)
    is_here = fit is not None and fit.is_whole and contender.file.raw.read is Reading.OCR
    differs = any(reason.weight <= -2.5 for reason in held.reasons if reason.kind != "nomor")
    return claim.number is not None and unread and is_here and not differs


def _is_copy(held: Held, other: Held) -> bool:
    """The same bytes, or the same text, under another name."""
    raw, theirs = held.contender.file.raw, other.contender.file.raw
    if held.contender.which != other.contender.which:
        return False
    return raw.sha256 == theirs.sha256 or bool(raw.text_sha256 and raw.text_sha256 == theirs.text_sha256)


def _link_state(claim: Named) -> MatchState:
    return MatchState.LINK if any(claim.links) else MatchState.EMPTY_LINK


def _marks(contender: Contender) -> set[str]:
    marks = set(contender.days) | set(contender.words) | set(contender.months)
    if contender.part.number is not None:
        marks |= _number_marks(plain_number(contender.part.number))
    return marks


def _wanted(claim: Named) -> set[str]:
    marks = {*_days_of(claim), *claim.words}
    marks |= {month for when in claim.periods for month in months_of(when)}
    if claim.number is not None:
        marks |= _number_marks(plain_number(claim.number))
    return marks


def _number_marks(number: str) -> set[str]:
    """A number, and what is left of it where its first or last part is misread."""
    parts = number.replace("-", "/").split("/")
    return {number, f"{'/'.join(parts[1:])}", f"{'/'.join(parts[:-1])}"} - {""}

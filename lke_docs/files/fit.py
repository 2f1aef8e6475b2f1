"""How well a file fits a document that the sheet names: evidence for and against, each with its weight.

Weights are logits: what they add up to becomes a number between 0 and 1. They say what offices' folders show: a path
names the right indicator nearly always and a number never lies by chance; the words of a question find a file in one
case of four, so words alone prove nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from math import exp, log
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from lke_docs.extract import extract
from lke_docs.files.identify import PHOTO
from lke_docs.files.model import EvidenceFile, Part, Reason
from lke_docs.files.named import Named
from lke_docs.files.whereabouts import Fit
from lke_docs.model import Evidence, Reference
from lke_docs.moment import When, parse_moment
from lke_docs.patterns import folder_words, rule_words, time_words
from lke_docs.series.sameness import subject_words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import period

FOUND, SEEN = 0.8, 0.5  # from here on a file carries a claim; from here on it may
_BIAS = -4.0
_NEAR_NUMBER = 2  # typing errors
_STAMPED = re.compile(r"(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?([0-3]\d)(?!\d)")  # "IMG_20220218_091253.jpg"
_NO_TYPE = frozenset({"lainnya"})
_PICTURE, _POINTER = "gambar", "tautan"
_LONGEST_PAGE = 6_000  # characters that are looked through for a name
_SAME_WORD = 85.0  # of 100: a letter that a scan got wrong


class Contender(NamedTuple):
    """One document of the folder, with what its path and name say where its pages say nothing."""

    file: EvidenceFile
    which: int  # of the parts of its file
    part: Part
    fits: Mapping[str, Fit]
    from_name: frozenset[str]  # the fields of the part that are known from its name only
    months: frozenset[str]  # "2024-03", or "--03"
    words: frozenset[str]  # of subject, title, head and name
    name_months: frozenset[str] = frozenset()  # that its name says
    is_read: bool = True  # the page at which it begins was
    is_hidden: bool = False  # pages of a file that is read for the rest: any document may be on them

    @property
    def is_picture(self) -> bool:
        return self.file.raw.format == _PICTURE

    @property
    def is_photo(self) -> bool:
        """A photo is evidence by what it shows; there is nothing to read in it."""
        return self.is_picture and any(PHOTO in part.document_types for part in self.file.parts)

    def shows(self, named: Named) -> bool:
        """It is a picture, and one is looked for; only one of words may be of another kind than those of pictures."""
        pictured, theirs = folder_words().pictured, set(self.part.document_types) - _NO_TYPE
        wanted = pictured if not theirs or pictured & theirs else folder_words().worded
        return self.is_picture and not wanted.isdisjoint(named.types) and not named.is_online

    @property
    def days(self) -> tuple[str, ...]:
        """The days that it gives of itself; those of its camera, too, where it is a photo or gives none."""
        given = (self.part.date, self.part.event, *(day for day, _ in self.part.others))
        own = tuple(day.value for day in given if day is not None and day.value)
        if own and PHOTO not in self.part.document_types:
            return own
        taken = [picture.taken for picture in self.file.raw.pictures if self.is_picture]
        if self.is_picture and (stamped := _STAMPED.search(self.file.path)):
            taken.append("-".join(stamped.groups()))
        return (*own, *filter(None, taken))


def contenders_of(file: EvidenceFile, fits: Mapping[str, Fit]) -> Iterator[Contender]:
    """The documents of a file; an unread one is what its name says. What is in an archive stands beside it."""
    if file.raw.is_opened:
        return
    said = said_by_name(file.path)
    in_name = frozenset(month for it in said.periods if it.when for month in months_of(it.when))
    parts = file.parts or (Part(1, max(1, file.raw.page_count)),)
    unread = file.raw.unread
    hidden = _hidden(file, unread)
    for index, part in enumerate((*parts, *hidden)):
        told: dict[str, Any] = {}
        if part.number is None and said.references:
            told["number"] = said.references[0]
        if part.date is None and part.event is None and (days := [day for day in said.dates if day.valid]):
            told["date"] = days[0]
        if not part.periods and said.periods:
            told["periods"] = said.periods
        shown = file.raw.format == _PICTURE and not folder_words().pictured.isdisjoint(said.document_types)
        if said.document_types and (shown or not part.document_types):
            told["document_types"] = said.document_types if index < len(parts) else _of_a_file(said.document_types)
        whole = part._replace(**told)
        said_of_it = f"{part.subject} {part.title}" if part.subject.strip() else f"{part.title} {part.head}"
        if not folder_words().bearer.isdisjoint(whole.document_types):
            said_of_it += " " + _first_page(file, part)
        words = frozenset(subject_words(f"{said_of_it} {said.text}"))  # not the laws that its head rests on
        is_read = file.raw.is_read and part.first_page not in unread
        yield Contender(
            file, index, whole, fits, frozenset(told), frozenset(_months(whole)), words, in_name, is_read,
            index >= len(parts),
        )  # fmt: skip


def said_by_name(path: str) -> Evidence:
    """What the name of a file says, its folder and its ending aside."""
    stem = path.rpartition("/")[2]
    return extract(" ".join(stem.rpartition(".")[0].replace("_", " ").split()) or stem)


def _hidden(file: EvidenceFile, unread: Sequence[int]) -> Iterator[Part]:
    """The unread pages of a file that others of it do not explain: those between two read ones of a paper that comes
    alone are that paper's.
    """
    if not file.raw.is_read or not file.parts:
        return
    ends = [*(part.first_page - 1 for part in file.parts[1:]), file.raw.page_count]
    own = set()
    for part, end in zip(file.parts, ends, strict=True):
        alone = bool(part.document_types) and meeting_papers().isdisjoint(part.document_types)
        own |= set(range(part.first_page, end)) if alone and end not in unread else set()
    if rest := [number for number in unread if number not in own]:
        yield Part(rest[0], rest[-1])


def _of_a_file(types: Sequence[str]) -> tuple[str, ...]:
    """What a file's name says of pages behind its first: a paper of a meeting comes with the others."""
    return () if meeting_papers() & set(types) else tuple(types)


def _first_page(file: EvidenceFile, part: Part) -> str:
    return next((page.text[:_LONGEST_PAGE] for page in file.raw.pages if page.number == part.first_page), "")


def _months(part: Part) -> Iterator[str]:
    """The months that a document stands for: those it covers, else that of its event, else that of its day."""
    whens: list[When] = [it.when for it in part.periods if it.when is not None]
    if not whens:
        of_activity = not rule_words().paper["of_activity"].isdisjoint(part.document_types)
        day = part.event or (part.date if of_activity else None)
        whens = [day.when] if day is not None and day.when is not None else []
    for when in whens:
        yield from months_of(when)


def months_of(when: When) -> frozenset[str]:
    """The months of a time, `YYYY-MM`, or `--MM` where no year is written."""
    return frozenset(month.value for month in when.months)


def score_of(reasons: Collection[Reason]) -> float:
    """What the reasons add up to, 0 to 1."""
    return 1 / (1 + exp(-(_BIAS + sum(reason.weight for reason in reasons))))


class Rarity:
    """How much a word tells: one that every file bears tells nothing."""

    def __init__(self, contenders: Collection[Contender]) -> None:
        self._count = len(contenders)
        self._files = Counter(word for contender in contenders for word in contender.words)

    def share(self, words: Collection[str], theirs: Collection[str]) -> float:
        """How much of what some words tell stands among theirs, 0 to 1."""
        whole = {word: log((self._count + 1) / (self._files[word] + 0.5)) for word in words}
        told = [weight for word, weight in whole.items() if _is_among(word, theirs)]
        return min(sum(told) / max(sum(whole.values()), 1e-9), len(told) / max(len(whole), 1))


def _is_among(word: str, words: Collection[str]) -> bool:
    if word in words:
        return True
    return len(word) > 4 and any(ratio(word, other, score_cutoff=_SAME_WORD) for other in words if len(other) > 4)


def reasons_for(named: Named, contender: Contender, rarity: Rarity, slot: When | None = None) -> tuple[Reason, ...]:
    """What speaks for and against a file; `slot`: the time that is looked for, of those the claim names."""
    reasons = (
        _of_code(named, contender),
        _of_number(named, contender),
        _of_day(named, contender),
        _of_time(contender, slot),
        _of_type(named, contender),
        _of_words(named, contender, rarity),
        _of_name(contender, slot),
        _of_format(named, contender),
        Reason("masih berupa draf, bukan bukti", -1.5, "keadaan") if contender.part.is_draft else None,
    )
    return tuple(reason for reason in reasons if reason is not None)


def _of_code(named: Named, contender: Contender) -> Reason | None:
    if not contender.fits:
        return None
    fit = contender.fits.get(named.indicator)
    if fit is None:
        family = named.indicator.rpartition(".")[0]
        near = any(code.rpartition(".")[0] == family for code in contender.fits)
        return Reason("foldernya menyebut indikator lain", -0.5 if near else -1.5, "kode")
    said = f"foldernya menyebut {named.indicator}" if fit.is_whole else "foldernya menyebut area ini"
    return Reason(said, 3.0 * fit.weight + (1.0 if named.is_bare and fit.is_whole else 0.0), "kode")


def plain_number(reference: Reference) -> str:
    """A number without what writers and readers mix up: blanks, full stops, case, 0 and O, dashes."""
    text = (reference.suggestion or reference.normalized).casefold().replace(".", "")
    return text.replace("o", "0").replace("–", "-").replace("l", "1").replace("i", "1")


def _of_number(named: Named, contender: Contender) -> Reason | None:
    if named.number is None:
        return None
    theirs = contender.part.number
    if theirs is None:
        return Reason("nomornya tidak tampak", -0.5, "nomor") if contender.is_read else None
    number, other = plain_number(named.number), plain_number(theirs)
    if number == other:
        exact = named.number.normalized.casefold() == theirs.normalized.casefold()
        return Reason("nomor sama" if exact else f"nomor sama, ditulis {theirs.raw}", 6.0, "nomor")
    if number.startswith(other) or other.startswith(number):
        return Reason(f"nomor sama sebagian: {theirs.raw}", 4.0, "nomor")
    near = OSA.distance(number, other, score_cutoff=_NEAR_NUMBER) <= _NEAR_NUMBER and len(number) > 8
    near = near and ((day := _of_day(named, contender)) is None or day.weight > 0)  # errors in both: another paper
    near = near or contender.part.has_doubtful_number
    return Reason(f"nomor lain: {theirs.raw}", -0.6 if near else -5.0, "nomor")


def _of_day(named: Named, contender: Contender) -> Reason | None:
    days = [day.value for day in named.days if day.value]
    theirs = contender.days
    if days and not theirs and contender.months and not meeting_papers().isdisjoint(contender.part.document_types):
        fits = any(_is_within(month, day) for month in contender.months for day in days)
        return None if fits else Reason("bulannya lain", -5.0, "tanggal")
    if not days or not theirs:
        return None
    if set(days) & set(theirs):
        return Reason("tanggal sama", 3.0 if "date" not in contender.from_name else 2.5, "tanggal")
    if any(_is_within(a, b) or _is_within(b, a) for a in days for b in theirs):
        return Reason("tanggalnya cocok sejauh ditulis", 1.0, "tanggal")
    near = any(sum(a != b for a, b in zip(x.split("-"), y.split("-"), strict=False)) < 2 for x in days for y in theirs)
    is_met = contender.part.event is not None and not meeting_papers().isdisjoint(contender.part.document_types)
    if is_met and not named.number and _month_numbers(days).isdisjoint(_month_numbers(theirs)):
        return Reason(f"bulan lain: {_written(theirs[0])}", -8.0, "tanggal")  # meetings come back: it is another one
    return Reason(f"tanggal lain: {_written(theirs[0])}", -1.5 if near else -3.0, "tanggal")


def _month_numbers(days: Sequence[str]) -> set[int]:
    return {month.month for day in days if (when := parse_moment(day)) for month in when.months}


def _written(value: str) -> str:
    when = parse_moment(value)
    return period(when) if when is not None else value


def _is_within(rough: str, exact: str) -> bool:
    """A month or year that a fuller date lies in: "2024-03" and "2024-03-05", "--03" and "2024-03"."""
    return exact.startswith(f"{rough}-") or (rough.startswith("--") and f"-{rough[2:]}" in exact[4:])


def _of_time(contender: Contender, slot: When | None) -> Reason | None:
    if slot is None or not contender.months:
        return None
    months, theirs = months_of(slot), contender.months
    if any(month.startswith("--") for month in months | theirs):  # one of them names no year
        months, theirs = frozenset(it[-3:] for it in months), frozenset(it[-3:] for it in theirs)
    if months == theirs:
        return Reason(f"masa sama: {period(slot)}", 3.5, "masa")
    if months < theirs:
        return Reason(f"masanya memuat {period(slot)}", 2.0, "masa")
    if months > theirs:
        return Reason(f"masanya di dalam {period(slot)}", 0.5 if len(months) > 3 else -1.0, "masa")
    return Reason(f"masa lain dari {period(slot)}", -8.0, "masa")


def _of_type(named: Named, contender: Contender) -> Reason | None:
    types = set(named.types) - _NO_TYPE - ({"laporan"} if named.is_table else set())
    theirs = set(contender.part.document_types) - _NO_TYPE
    if types and not theirs and len(contender.file.parts) > 1 and contender.is_read:
        return Reason("bagian ini tidak berjudul", -4.0, "jenis")  # a page that goes on from the one before
    if not types or not theirs:
        return None
    if types & theirs:
        first = contender.part.document_types[0]  # a note that sends a report is no report
        return (
            Reason("jenis sama", 1.5, "jenis") if first in types else Reason("hanya menyebut jenis itu", -3.0, "jenis")
        )
    if contender.shows(named):
        return Reason("berupa gambar", 1.0, "jenis")
    near = folder_words().near
    if any(theirs & near.get(slug, frozenset()) for slug in types):
        return Reason("jenisnya berdekatan", -2.5, "jenis")
    apart = meeting_papers() & types and meeting_papers() & theirs  # those of one meeting have all else in common
    return Reason("jenis lain", -8.0 if apart else -4.0, "jenis")


@cache
def meeting_papers() -> frozenset[str]:
    """The papers of one meeting: invitation, attendance, minutes, photos."""
    return rule_words().paper["of_meeting"] | rule_words().paper["accompanying"]


def _of_words(named: Named, contender: Contender, rarity: Rarity) -> Reason | None:
    words = named.words or (_name_of(named) if contender.file.raw.format == _POINTER else ())
    if not words:
        return None
    is_of_meeting = not meeting_papers().isdisjoint(named.types)
    kinds = folder_words().table if named.is_table else folder_words().meeting if is_of_meeting else ()
    share = rarity.share([word for word in words if word not in kinds] or words, contender.words)
    if share >= 0.8:
        sure = share > 0.95 and len(words) > 2 and bool(named.types)
        blank = not named.types and bool(set(contender.part.document_types) - _NO_TYPE)
        return Reason("halnya sama", 4.5 if sure else 1.5 if blank else 3.0, "hal")
    if share > 0.5:
        return Reason("halnya mirip", 1.5, "hal")
    is_text = contender.is_read and not contender.shows(named) and contender.file.raw.format != _POINTER
    is_text = is_text and not contender.part.is_empty  # a blank form is about nothing yet
    return Reason("halnya lain", -2.0, "hal") if is_text else None


def _name_of(named: Named) -> tuple[str, ...]:
    """The words of a claim that names a kind alone: a file that points elsewhere has nothing but its name."""
    months = time_words().months
    return tuple(word for word in subject_words(named.text) if word not in months and not word.isdecimal())


def _of_name(contender: Contender, slot: When | None) -> Reason | None:
    """A name beside pages that say the same: of two copies the one that is called so."""
    if slot is None or not contender.name_months or "periods" in contender.from_name:
        return None
    fits = any(_is_month(month, other) for month in months_of(slot) for other in contender.name_months)
    said = "namanya menyebut masa itu" if fits else "namanya menyebut masa lain"
    return Reason(said, 0.8 if fits else -0.8, "nama")


def _of_format(named: Named, contender: Contender) -> Reason | None:
    """What is kept as a table or at a link, held against the kind of file."""
    format_ = contender.file.raw.format
    if format_ == _POINTER:
        return Reason("berupa tautan", 1.5 if named.is_online else -1.5, "bentuk")
    if named.is_online and PHOTO in contender.part.document_types[:1]:
        return Reason("foto, bukan rekaman", -2.5, "bentuk")
    if not named.is_table:
        return None
    if format_ == "xlsx":
        return Reason("berupa tabel", 2.0, "bentuk")
    is_other = not folder_words().no_table.isdisjoint(contender.part.document_types[:1])
    return Reason("bukan tabel", -3.5, "bentuk") if is_other else None


def _is_month(month: str, other: str) -> bool:
    return month == other or (month[-3:] == other[-3:] and "--" in (month[:2], other[:2]))

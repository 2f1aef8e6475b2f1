"""What a sheet itself says about a gap: documents it lists, the topic of a series, what a letter is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from lke_docs import wording
from lke_docs.draft.faults import shorten
from lke_docs.extract import extract
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Entry, EvidenceItem, Finding
from lke_docs.moment import When
from lke_docs.patterns import title_of, title_words
from lke_docs.tuples import NamedTuple
from lke_docs.wording import MONTHS

QUOTE = 600  # characters of one quotation of a sheet
_LONGEST = 160  # of a title
_WORD = re.compile(r"[^\W\d_]{5,}")


class _Title(NamedTuple):
    """What is cut off round a title, and where one begins."""

    papers: re.Pattern[str]
    letter: re.Pattern[str]
    time: re.Pattern[str]
    about: re.Pattern[str]
    aside: re.Pattern[str]
    order: re.Pattern[str]


@cache
def _title() -> _Title:
    words, months = title_words(), "|".join(MONTHS)
    return _Title(
        papers=re.compile(rf"^(?:\W|(?:{words.papers})\b)+", re.I),
        letter=re.compile(rf"^(?:{words.letters})\s+", re.I),
        time=re.compile(
            rf"[\s,;]*\b(?:(?:(?:{words.lead})\s+)?(?:{words.times})\b.*|(?:{months})\b(?:\s+\d{{4}})?\W*)$",
            re.I | re.S,
        ),
        aside=re.compile(rf"\s*\((?:{words.orders})\b[^()]*\)", re.I),
        order=re.compile(rf"(?:{words.orders})\b", re.I),
        about=re.compile(rf"\b(?:{words.about})\s+(.+?)(?=[\s,;]+(?:{words.marks})\b|[;.]*\s*$)", re.I | re.S),
    )


def topic(subject: str) -> str:
    """What a series is about: "Notula Evaluasi SOP Bulan Mei 2021" is about "Evaluasi SOP". Without what a form says
    to whom fills it in, and without typing errors of known terms; empty where it cannot be a title."""
    from lke_docs.check.rules.kat001_typing_error import meant_by

    words = _title()
    text = words.aside.sub(" ", " ".join(subject.split()))
    bare = words.time.sub("", words.papers.sub("", text)).strip(" ,;.:-")
    if words.order.match(bare) or len(bare) > _LONGEST or any(mark in bare for mark in "?;\n"):
        return ""
    bare = _WORD.sub(lambda word: _like(word[0], meant_by(word[0].lower())), bare)
    return bare[:1].upper() + bare[1:]


def absent_name(subject: str, gap: Gap, period: When | None) -> str:
    """What is not there, by name: of a series without the period of the paper that stands for it, of a meeting the
    papers that are missing beside the one that names it."""
    words = _title()
    if gap.kind is GapKind.BUNDLE:
        missing = wording.listed([title_of(slug).lower() for slug in gap.missing])
        named = f"{missing} {words.papers.sub('', subject)}".strip()
        return named[:1].upper() + named[1:]
    spans = [(it.start, it.end) for it in extract(subject).periods] if period else []
    bare = words.time.sub("", subject) if spans else subject
    if not words.papers.sub("", bare):  # the time stands before the title
        bare = "".join(subject[end:start] for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(subject), 0)]))
    return " ".join(bare.split()).strip(" ,;.:-") or subject


def _like(word: str, meant: str) -> str:
    """The term that a misspelt word stands for, in its letters: capital where the word is."""
    return (
        word if not meant else meant.upper() if word.isupper() else meant.capitalize() if word[0].isupper() else meant
    )


def listed(entry: Entry | None, finding: Finding) -> list[str]:
    """The documents that the finding points at, as the sheet lists them; no document twice."""
    if entry is None:
        return []
    spans = [span for span in finding.spans if span.indicator == entry.code]
    touched = [
        item
        for item in entry.evidence.items
        if not spans or any(span.start < item.end and item.start < span.end for span in spans)
    ]
    return _texts(touched) or [shorten(span.quote, limit=QUOTE) for span in spans if span.quote.strip()]


def listed_series(entry: Entry | None, finding: Finding, gap: Gap) -> list[str]:
    """All documents of the series that the gap is in, in order of the cell; else those the finding points at."""
    named = topic(gap.subject)
    if entry is None or not named:
        return listed(entry, finding)
    return _texts([item for item in entry.evidence.items if topic(item.text) == named]) or listed(entry, finding)


def listed_beside(entry: Entry, finding: Finding, gap: Gap, period: When | None, *, year: int | None) -> list[str]:
    """What a row gives beside a paper that is not there: no piece that names it, its period or its kind."""
    absent = {gap.subject.casefold()} if gap.kind is GapKind.DOCUMENT else set()
    is_paper = gap.kind in (GapKind.NUMBER, GapKind.DATE, GapKind.ACTIVITY_DATE)
    of_period = set(listed_for([entry], finding, period, year=year)) if period else set()
    items = [
        item
        for item in entry.evidence.items
        if item.is_offered
        and not (is_paper and _touches(item, finding))
        and not (gap.kind is GapKind.BUNDLE and set(gap.missing) & set(item.document_types))
        and not any(name and name in item.text.casefold() for name in absent)
    ]
    return [text for text in _texts(items) if text not in of_period]


def listed_for(entries: Sequence[Entry], finding: Finding, period: When, *, year: int | None) -> list[str]:
    """The documents of one month or quarter among the rows that the finding speaks of."""
    days = period.with_year(year).days
    if days is None:
        return []
    codes = {finding.indicator, *finding.related, *(span.indicator for span in finding.spans)}
    items = []
    for entry in entries:
        if entry.code not in codes:
            continue
        for item in entry.evidence.items:
            dated = any(date.full and days[0] <= date.full <= days[1] for date in item.dates)
            named = any(it.when and it.when.with_year(year).days == days for it in item.periods)
            if dated or named:
                items.append(item)
    return _texts(items)


def undated_topic(entry: Entry | None, finding: Finding, gap: Gap) -> str:
    """What the letter without a date is about."""
    items = [item for item in (entry.evidence.items if entry else ()) if _touches(item, finding)]
    text = items[0].text if items else " ".join(span.quote for span in finding.spans) or gap.subject
    about = _title().about.search(text)
    named = " ".join((about[1] if about else gap.subject).split())
    return _title().letter.sub("", named).strip(" ,;.")


def _touches(item: EvidenceItem, finding: Finding) -> bool:
    return any(span.start < item.end and item.start < span.end for span in finding.spans)


def _texts(items: Sequence[EvidenceItem]) -> list[str]:
    texts = (shorten(item.text, limit=QUOTE).strip(" ;,.") for item in items)
    return list(dict.fromkeys(text for text in texts if text))

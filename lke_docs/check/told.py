"""The numbers of a computed question where a cell tells them: "harus ditindaklanjuti 5, diproses 2, selesai 3"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lke_docs.extract.span import Taken
from lke_docs.form import Counts, Form
from lke_docs.instrument import Compute, Indicator
from lke_docs.kept import shipped
from lke_docs.model import Entry
from lke_docs.patterns import alternation, pattern_file
from lke_docs.records import WORDS, need

_NUMBER = r"(\d{1,5})(?![\w%]|[.,/-]\d|\s%)"


def told_counts(form: Form, entries: Iterable[Entry]) -> Iterator[Counts]:
    """Yield the numbers that cells tell: of the question they stand under, and of complaints wherever they stand."""
    computed = [it for it in form.instrument.indicators.values() if it.inputs]
    complaints = [it for it in computed if it.compute is Compute.SHARE_FULL_AT_ZERO and len(it.inputs) == 3]
    for entry in entries:
        own = form.indicator(entry)
        for indicator in complaints if own is None or not own.inputs else [own]:
            if indicator.code in form.counts:
                continue  # they have rows of their own
            if numbers := _told(entry.evidence.text, indicator):
                yield Counts(indicator, numbers, (entry,))


def _told(text: str, indicator: Indicator) -> dict[str, float]:
    """Every number of a question, all behind their words or all before them; nothing where one is missing."""
    for behind in (True, False):
        taken, numbers = Taken(), {}
        for given in indicator.inputs:
            expression = _expression(given.slug, behind)
            matches = expression.finditer(text) if expression else iter(())
            match = next((match for match in matches if taken.take(*match.span())), None)
            if match is None:
                break
            numbers[given.slug] = float(match[1])
        else:
            return numbers
    return {}


@shipped
def _words() -> dict[str, tuple[str, ...]]:
    return pattern_file("aturan.toml").under("told").read_all(need(WORDS))


@cache
def _expression(slug: str, behind: bool) -> re.Pattern[str] | None:
    words = _words().get(slug)
    if not words:
        return None
    named = rf"(?<!\w)(?:{alternation(words)})(?!\w)"
    linked = r"\s*(?:(?::|=|sebanyak|ada|sejumlah|adalah)\s*)?"
    return re.compile(
        rf"(?i){named}{linked}{_NUMBER}" if behind else rf"(?i)(?<![\w.,/-]){_NUMBER}\s+(?:[a-z]+\s+)?{named}"
    )

"""Extraction against named alternatives on the same lines, as ratios of CPU time in one run.

    python -m benchmarks.bench_extract [--quick]

EntityRuler gets the same vocabulary: document types as phrases; dates, periods and the grammars of numbers as
token patterns. A second one gets one shape for all numbers, which is quicker and knows less. The bare scan
is the limit: one trie-shaped alternation of all that we look for, over lower-cased lines, spans only, no
meaning. dateparser looks for dates alone, and is compared with our dates alone.
"""

from __future__ import annotations

import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lke_docs.extract import extract, extract_all
from lke_docs.extract.date import find_dates
from lke_docs.extract.mention import find_words, vocabulary_regex
from lke_docs.patterns import alternation, number_grammar, time_words, vocabulary
from lke_docs.read.txt import read_txt

SAMPLE = Path(__file__).parent.parent / "samples" / "kejari_bantaeng_2021.txt"


def cells() -> list[str]:
    """The evidence cells of the real sheet."""
    sheet = read_txt(SAMPLE.read_bytes(), SAMPLE.name)
    return [row.evidence for row in sheet.rows if row.evidence]


def drain(results: Iterable[object]) -> None:
    """Use results one by one and keep none, as a stream does."""
    deque(results, maxlen=0)


def ratios(works: dict[str, Callable[[Sequence[str]], object]], lines: Sequence[str], rounds: int) -> dict[str, float]:
    """The least CPU seconds a line of many turns, which the contenders take one after another: other work only adds."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work(lines[:80])  # warm: caches of spaCy and dateparser, compiled expressions of ours
    for _ in range(rounds):
        for name, work in works.items():
            some = lines[:80] if name.startswith("dateparser") else lines
            start = time.process_time()
            work(some)
            spent[name].append((time.process_time() - start) / len(some))
    return {name: min(times) for name, times in spent.items()}


def entity_ruler(*, whole: bool) -> Callable[[Sequence[str]], object]:
    """spaCy's ruler with our words; with `whole` also with our grammars of numbers, one token pattern each."""
    import spacy

    nlp = spacy.blank("id")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    times = time_words()
    months, ordinals = sorted(times.months), sorted(times.ordinals)
    year = {"SHAPE": "dddd"}
    patterns: list[dict[str, object]] = [
        {"label": kind.slug, "pattern": name} for kind in vocabulary().types.values() for name in kind.names
    ]
    patterns += [
        {"label": "DATE", "pattern": [{"SHAPE": {"IN": ["d", "dd"]}}, {"LOWER": {"IN": months}}, year]},
        {"label": "DATE", "pattern": [{"LOWER": {"IN": list(times.date_labels)}}, {"LOWER": {"IN": months}}, year]},
        {"label": "DATE", "pattern": [{"TEXT": {"REGEX": r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"}}]},
        {"label": "PERIOD", "pattern": [{"LOWER": {"IN": months}}, {**year, "OP": "?"}]},
        {"label": "PERIOD", "pattern": [{"LOWER": {"IN": list(times.period["year"])}}, year]},
        {"label": "NUMBER", "pattern": [{"IS_DIGIT": True}, {"LOWER": "tahun"}, year]},
    ]
    for label in ("quarter", "semester"):
        words = list(times.period[label])
        patterns.append({"label": "PERIOD", "pattern": [{"LOWER": {"IN": words}}, {"LOWER": {"IN": ordinals}}]})
    numbers = [r"[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+){2,}"]
    if whole:
        numbers = [f"(?i:{grammar.source})" for grammar in number_grammar().patterns]
    patterns += [{"label": "NUMBER", "pattern": [{"TEXT": {"REGEX": f"^(?:{form})$"}}]} for form in numbers]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return lambda some: drain(doc.ents for doc in nlp.pipe(some))


def bare_scan() -> re.Pattern[str]:
    """One alternation of all that extraction looks for: the words, dates, numeric dates and slashed numbers."""
    months = alternation(time_words().months)
    words = vocabulary_regex().pattern.removeprefix("[^a-z]")  # which finds no word at the head of a line
    return re.compile(
        rf"(?<![a-z]){words}|\d{{1,2}}\s?(?:{months})(?:\s\d{{4}})?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
        r"|(?<![\w/])[a-z0-9][a-z0-9.-]{0,40}(?:\s?/\s?[a-z0-9.-]{1,40}){2,12}|(?:19|20)\d{2}(?!\d)"
    )


def dateparser_search() -> Callable[[Sequence[str]], object]:
    from dateparser.search import search_dates

    return lambda some: drain(search_dates(line, languages=["id"]) for line in some)


def main() -> None:
    sample = cells()
    lines = sample * 5
    scan = bare_scan()
    works: dict[str, Callable[[Sequence[str]], object]] = {
        "everything, ours": lambda some: drain(extract_all(some)),
        "everything, ours, line by line": lambda some: drain(extract(line) for line in some),
        "dates alone, ours": lambda some: drain(_dates_alone(line) for line in some),
        "EntityRuler, same vocabulary": entity_ruler(whole=True),
        "EntityRuler, one shape of number": entity_ruler(whole=False),
        "bare trie scan": lambda some: drain([m.span() for m in scan.finditer(line.lower())] for line in some),
        "dateparser, dates alone": dateparser_search(),
    }
    took = ratios(works, lines, rounds=10 if "--quick" in sys.argv else 40)
    print(f"{len(lines)} lines of {sum(map(len, sample)) / len(sample):.0f} characters on average")
    ours, dates = took["everything, ours"], took["dates alone, ours"]
    for name, one in took.items():
        mine = dates if "dates" in name else ours
        print(f"{name:34}{1 / one:10.0f} lines/s   {one / mine:7.2f} times our time")
    print("wanted: EntityRuler at least 3, dateparser at least 100, the bare scan at least 1/7 = 0.14")


def _dates_alone(line: str) -> object:
    low = line.lower()
    return find_dates(line, low, find_words(line, low))


if __name__ == "__main__":
    main()

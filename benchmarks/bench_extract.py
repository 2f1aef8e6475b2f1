"""Extraction against named alternatives on the same lines, as ratios of CPU time in one run.

    python -m benchmarks.bench_extract [--quick]

EntityRuler gets the same vocabulary: document types as phrases, months with a day and a year and slashed
numbers as token patterns. The bare scan is the limit: one trie-shaped alternation over lower-cased lines,
spans only, no meaning. dateparser looks for dates alone, and is compared with our dates alone.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lke_docs.extract import extract
from lke_docs.extract.date import find_dates
from lke_docs.extract.mention import find_words, vocabulary_regex
from lke_docs.patterns import time_words, vocabulary
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
    """Median CPU seconds a line. The contenders take turns, so that a slow moment strikes all of them."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work(lines[:80])  # warm: caches of spaCy and dateparser, compiled expressions of ours
    for _ in range(rounds):
        for name, work in works.items():
            some = lines[:80] if name.startswith("dateparser") else lines
            start = time.process_time()
            work(some)
            spent[name].append((time.process_time() - start) / len(some))
    return {name: statistics.median(times) for name, times in spent.items()}


def entity_ruler() -> Callable[[Sequence[str]], object]:
    import spacy

    nlp = spacy.blank("id")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    patterns: list[dict[str, object]] = [
        {"label": t.slug, "pattern": name} for t in vocabulary().types.values() for name in t.names
    ]
    times = time_words()
    months, ordinals = sorted(times.months), sorted(times.ordinals)
    year = {"SHAPE": "dddd"}
    patterns += [
        {"label": "DATE", "pattern": [{"SHAPE": {"IN": ["d", "dd"]}}, {"LOWER": {"IN": months}}, year]},
        {"label": "DATE", "pattern": [{"LOWER": {"IN": list(times.date_labels)}}, {"LOWER": {"IN": months}}, year]},
        {"label": "DATE", "pattern": [{"TEXT": {"REGEX": r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"}}]},
        {"label": "PERIOD", "pattern": [{"LOWER": {"IN": months}}, {**year, "OP": "?"}]},
        {"label": "PERIOD", "pattern": [{"LOWER": {"IN": list(times.period["quarter"])}}, {"LOWER": {"IN": ordinals}}]},
        {
            "label": "PERIOD",
            "pattern": [{"LOWER": {"IN": list(times.period["semester"])}}, {"LOWER": {"IN": ordinals}}],
        },
        {"label": "PERIOD", "pattern": [{"LOWER": {"IN": list(times.period["year"])}}, year]},
        {"label": "NUMBER", "pattern": [{"TEXT": {"REGEX": r"^[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+){2,}$"}}]},
        {"label": "NUMBER", "pattern": [{"IS_DIGIT": True}, {"LOWER": "tahun"}, year]},
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return lambda some: drain(doc.ents for doc in nlp.pipe(some))


def dateparser_search() -> Callable[[Sequence[str]], object]:
    from dateparser.search import search_dates

    return lambda some: drain(search_dates(line, languages=["id"]) for line in some)


def main() -> None:
    quick = "--quick" in sys.argv
    sample = cells()
    lines = sample * (20 if quick else 200)
    scan = vocabulary_regex()
    took = ratios(
        {
            "ours": lambda some: drain(extract(line) for line in some),
            "scan": lambda some: drain([m.span() for m in scan.finditer(line.lower())] for line in some),
            "dates": lambda some: drain(_dates_alone(line) for line in some),
            "ruler": entity_ruler(),
            "dateparser": dateparser_search(),
        },
        lines,
        rounds=5 if quick else 3,
    )
    ours, scanned, dates, ruler, parser = (took[k] for k in ("ours", "scan", "dates", "ruler", "dateparser"))
    print(f"{len(lines)} lines of {sum(map(len, sample)) / len(sample):.0f} characters on average")
    print(f"ours, everything        {1 / ours:10.0f} lines/s")
    print(f"EntityRuler             {1 / ruler:10.0f} lines/s   ours is {ruler / ours:6.1f} times as fast (wanted: 3)")
    print(f"bare trie scan          {1 / scanned:10.0f} lines/s   ours takes {ours / scanned:5.1f} times as long (6)")
    print(f"ours, dates alone       {1 / dates:10.0f} lines/s")
    print(f"dateparser, dates alone {1 / parser:10.0f} lines/s   ours is {parser / dates:6.0f} times as fast (100)")
    print(f"                                             everything against it: {parser / ours:6.0f} times")


def _dates_alone(line: str) -> object:
    low = line.lower()
    return find_dates(line, low, find_words(low))


if __name__ == "__main__":
    main()

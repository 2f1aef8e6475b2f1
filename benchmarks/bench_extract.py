"""Extraction against named alternatives on the same lines, as ratios of CPU time in one run.

    python -m benchmarks.bench_extract [--quick]

EntityRuler gets the same vocabulary: document types as phrases, months with a day and a year and slashed
numbers as token patterns. The bare scan is the limit: one trie-shaped alternation over lower-cased lines,
spans only, no meaning. dateparser looks for dates alone, and is compared with our dates alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
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


def per_line(work: Callable[[Sequence[str]], object], lines: Sequence[str], repeats: int = 3) -> float:
    """Best CPU seconds a line."""
    work(lines[:80])
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work(lines)
        best = min(best, time.process_time() - start)
    return best / len(lines)


def entity_ruler(lines: Sequence[str]) -> Callable[[Sequence[str]], object]:
    import spacy

    nlp = spacy.blank("id")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    patterns: list[dict[str, object]] = [
        {"label": t.slug, "pattern": name} for t in vocabulary().types.values() for name in t.names
    ]
    months = sorted(time_words().months)
    patterns += [
        {"label": "DATE", "pattern": [{"SHAPE": {"IN": ["d", "dd"]}}, {"LOWER": {"IN": months}}, {"SHAPE": "dddd"}]},
        {"label": "PERIOD", "pattern": [{"LOWER": {"IN": months}}, {"SHAPE": "dddd", "OP": "?"}]},
        {"label": "NUMBER", "pattern": [{"TEXT": {"REGEX": r"^[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+){2,}$"}}]},
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return lambda some: [doc.ents for doc in nlp.pipe(some)]


def dateparser_search(lines: Sequence[str]) -> Callable[[Sequence[str]], object]:
    from dateparser.search import search_dates

    return lambda some: [search_dates(line, languages=["id"]) for line in some]


def main() -> None:
    quick = "--quick" in sys.argv
    sample = cells()
    lines = sample * (20 if quick else 200)
    scan = vocabulary_regex()
    ours = per_line(lambda some: [extract(line) for line in some], lines)
    bare = per_line(lambda some: [[m.span() for m in scan.finditer(line.lower())] for line in some], lines)
    dates = per_line(lambda some: [_dates_alone(line) for line in some], lines)
    ruler = per_line(entity_ruler(lines), lines, repeats=2)
    parser = per_line(dateparser_search(lines), sample, repeats=1)
    print(f"{len(lines)} lines of {sum(map(len, sample)) / len(sample):.0f} characters on average")
    print(f"ours, everything        {1 / ours:10.0f} lines/s")
    print(f"EntityRuler             {1 / ruler:10.0f} lines/s   ours is {ruler / ours:6.1f} times as fast (wanted: 3)")
    print(f"bare trie scan          {1 / bare:10.0f} lines/s   ours takes {ours / bare:5.1f} times as long (wanted: at most 6)")
    print(f"ours, dates alone       {1 / dates:10.0f} lines/s")
    print(f"dateparser, dates alone {1 / parser:10.0f} lines/s   ours is {parser / dates:6.0f} times as fast (wanted: 100)")
    print(f"                                             everything against it: {parser / ours:6.0f} times")


def _dates_alone(line: str) -> object:
    low = line.lower()
    return find_dates(line, low, find_words(low))


if __name__ == "__main__":
    main()

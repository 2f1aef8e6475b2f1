"""List the words of patterns/ that nothing in the corpus needs: without each, the same is found.

    python -m tools.idle [FILE ...]

The corpus is every annotated line that this machine has and every text of the tables in tests/. A word is taken
out of its list, and the texts that hold it are read again. What is idle and stays says why in
tests/data/diam.toml; a test compares.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import tomli

import lke_docs.extract
import lke_docs.patterns
from lke_docs.errors import PatternFileError
from lke_docs.extract import extract
from lke_docs.model import Evidence
from lke_docs.patterns.file import pattern_file
from tests.annotated import lines

FILES = ("jenis_dokumen.toml", "waktu.toml", "butir.toml")
TABLES = Path(__file__).parent.parent / "tests"
# Lists whose entries are no words of a text: ids, examples, prefixes of numbers.
NOT_WORDS = {"example", "counterexample", "prefixes", "carried_by_letter", "labels"}


class Word(NamedTuple):
    """A word and the list it stands in: "type.sk.names"."""

    place: str
    word: str
    owner: list[Any]


@cache
def corpus() -> Sequence[str]:
    """Every text, in lower case, once."""
    found = [line.text for line in lines()]
    for path in sorted(TABLES.glob("*/*.toml")):
        for case in tomli.loads(path.read_text(encoding="utf-8")).get("case", ()):
            found += [text for text in (case.get("text"), *case.get("same", ())) if isinstance(text, str)]
    return tuple(dict.fromkeys(found))


def words(file: str) -> Iterator[Word]:
    """The words of all lists of a file of patterns/."""
    yield from _inside(pattern_file(file).table, "")


def _inside(value: Any, place: str) -> Iterator[Word]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_WORDS:
                yield from _inside(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        for word in list(value):
            yield Word(place, word, value)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            name = (inner.get("id") or inner.get("number") or number) if isinstance(inner, dict) else number
            yield from _inside(inner, f"{place}.{name}")


def holding(word: str) -> Sequence[str]:
    """The texts in which a word may stand."""
    stem = word.removeprefix("{no} ").split(" ")[0].rstrip("*").lower()
    return [text for text in corpus() if stem in text.lower()]


@cache
def evidence_of(text: str) -> Evidence:
    """What is found with all words."""
    return extract(text)


def is_idle(one: Word) -> bool:
    """Tell whether the same is found without a word."""
    texts = holding(one.word)
    if not texts:
        return True
    before = [evidence_of(text) for text in texts]
    index = one.owner.index(one.word)
    one.owner.pop(index)
    forget()
    try:
        return all(extract(text) == known for text, known in zip(texts, before, strict=True))
    except PatternFileError:
        return False  # the last word of a list, which may not be empty
    finally:
        one.owner.insert(index, one.word)
        forget()


def _is_idle_at(file: str, number: int) -> bool:
    return is_idle(list(words(file))[number])


def forget() -> None:
    """Empty what was built from the lists."""
    for package in (lke_docs.patterns, lke_docs.extract):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(info.name)).values():
                if hasattr(value, "cache_clear") and value is not pattern_file:
                    value.cache_clear()


def main(files: Sequence[str]) -> None:
    for file in files or FILES:
        some = list(words(file))
        with ProcessPoolExecutor() as pool:
            told = pool.map(_is_idle_at, repeat(file), range(len(some)), chunksize=16)
            tell(file, "words", [f"{one.place}: {one.word}" for one in some], list(told))


def tell(source: str, what: str, lines: Sequence[str], idle: Sequence[bool]) -> None:
    """Say which of the lines, each of something that can be left out, are idle."""
    print(f"{source}: {sum(idle)} of {len(lines)} {what} are idle")
    print(*(f"  {line}" for line, is_it in zip(lines, idle, strict=True) if is_it), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

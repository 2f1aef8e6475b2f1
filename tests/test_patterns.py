"""Every pattern reads its examples and none of its counterexamples; no regex chokes on hostile text."""

from __future__ import annotations

import pytest

from lke_docs.extract import extract
from lke_docs.patterns import Example, Pattern, number_grammar

PATTERNS = number_grammar().patterns
EXAMPLES = [pytest.param(p, e, id=f"{p.id}: {e.text}") for p in PATTERNS for e in p.examples]
COUNTEREXAMPLES = [
    pytest.param(p, text, id=f"{p.id}: {text}") for p in PATTERNS for text in p.counterexamples
]

HOSTILE = {
    "blanks": " " * 20_000,
    "digits": "1" * 20_000,
    "slashes": "/" * 20_000,
    "parts": "A1/" * 7_000,
    "dots": "1." * 10_000,
    "hyphens": "KEP-" * 5_000,
    "nearly": "KEP-01/P.4.17/Cr.5/02/" * 1_000,
    "roman": "XVI" * 7_000,
}


@pytest.mark.parametrize(("pattern", "example"), EXAMPLES)
def test_example_is_read(pattern: Pattern, example: Example) -> None:
    """As written or, where a pattern asks for one, behind a label."""
    texts = (example.text, f"Nomor {example.text}")
    found = [(r.pattern, dict(r.fields)) for text in texts for r in extract(text).references]

    assert (pattern.id, dict(example.expect)) in found


@pytest.mark.parametrize(("pattern", "text"), COUNTEREXAMPLES)
def test_counterexample_is_not_read(pattern: Pattern, text: str) -> None:
    assert pattern.id not in [reference.pattern for reference in extract(text).references]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_and_is_not_read_whole(text: str) -> None:
    for pattern in PATTERNS:
        assert pattern.regex.fullmatch(text) is None
        pattern.regex.match(text)

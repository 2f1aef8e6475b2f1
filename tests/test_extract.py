"""What extraction reads: tables of cases in extract/*.toml, and what holds for every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lke_docs.extract import TOGETHER, extract, extract_all
from lke_docs.extract.mention import SIGNS
from lke_docs.model import Evidence
from tests.annotated import squeeze
from tests.fuzz_extract import BITS, shown

TABLES = {
    path.stem: tomli.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "extract").glob("*.toml"))
}
FIELDS = {"number": "numbers", "date": "dates", "period": "periods"}


def spellings() -> Iterator[Any]:
    for table, content in TABLES.items():
        for record in content.get("spelling", ()):
            (singular,) = FIELDS.keys() & record.keys()
            for text in record["same"]:
                yield pytest.param(FIELDS[singular], text, record[singular], id=f"{table}-{text}")


def cases() -> Iterator[Any]:
    for table, content in TABLES.items():
        for case in content["case"]:
            yield pytest.param(case, id=f"{table}-{case.get('fault', case['text'])[:60]}")


def values(evidence: Evidence) -> dict[str, list[Any]]:
    """Everything that a case can ask for."""
    return {
        "numbers": [ref.normalized for ref in evidence.references],
        "references": [ref.kind for ref in evidence.references],
        "dates": [str(date.value) for date in evidence.dates],
        "periods": [str(period.value) for period in evidence.periods],
        "quotes": [period.raw for period in evidence.periods],
        "items": [squeeze(item.text) for item in evidence.items],
        "kinds": [item.kind for item in evidence.items],
        "types": [" ".join(item.document_types) for item in evidence.items],
        "subjects": [str(item.subject) for item in evidence.items],
        "suggestions": [str(one.suggestion) for one in (*evidence.references, *evidence.dates)],
        "bindings": [
            [
                bound.reference.normalized,
                str(bound.date.value) if bound.date else "-",
                str(bound.period.value) if bound.period else "-",
                bound.document_type or "-",
            ]
            for item in evidence.items
            for bound in item.bindings
        ],
    }


@pytest.mark.parametrize("field, text, value", list(spellings()))
def test_spelling(field: str, text: str, value: str) -> None:
    got = values(extract(text))

    assert got[field] == [value]
    if field != "numbers":  # a date is no period, a period no date, and neither holds a number
        assert [got[other] for other in FIELDS.values() if other != field] == [[], []]


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any]) -> None:
    expected = {field: value for field, value in case.items() if field not in ("text", "fault")}
    got = values(extract(case["text"]))

    assert {field: got[field] for field in expected} == expected


def test_every_binding_has_a_reason() -> None:
    for case in TABLES["ikatan"]["case"]:
        assert all(bound.reason for item in extract(case["text"]).items for bound in item.bindings)


# --- what holds for every text ------------------------------------------------------------------------

WORDS = (
    *BITS, "KEP - 01/P.4.17/Cr.5/02/2021", "W.15.IMI.IMI.1-1140-PW.01.01 Tahun 2019", "Kep/1133/VI/2018",
    "12 Tahun 2015", "16 Pebruari 2021", "16/02/2021", "2021-02-16", "31 Juni 2021", "Januari", "Maret 2021", "2021",
    "Surat Keputusan ", "dokumentasi ", "Telah ", ", ", " ", "x", "12", "/", "-", ".", "Catatan: ", "no ", "Nop",
    "September", "kamis, ",
)  # fmt: skip
sloppy = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=24).map("".join)
quick = settings(max_examples=150, deadline=None, database=None, derandomize=True)


@quick
@given(sloppy)
@example("12-Nop-2021")
@example("İİ 16 Februari 2021; ẞ KEP-1/A/2021")
def test_offsets_quote_the_text(text: str) -> None:
    evidence = extract(text)
    mentions = [mention for item in evidence.items for mention in item.mentions]

    assert evidence.text == text
    for one in (*evidence.references, *evidence.dates, *evidence.periods, *mentions):
        assert text[one.start : one.end] == one.raw != ""
    for item in evidence.items:
        assert shown(text, item.start, item.end) == item.text == item.text.strip() != ""


BETWEEN = re.compile(rf"(?:[\s;:,.()+\[\]|\-–—‣·*»>→{SIGNS}]|\b(?:dan|serta|[0-9a-zA-Z]{{1,4}})\b|&|//)*")


@quick
@given(sloppy)
def test_pieces_and_marks_give_back_the_text(text: str) -> None:
    """Items stand in order, apart from one another, and what lies between is white space, marks, separators."""
    items = extract(text).items
    bounds = [0, *(bound for item in items for bound in (item.start, item.end)), len(text)]

    assert bounds == sorted(bounds)
    for begin, end in pairwise(bounds[::1]):
        if (begin, end) not in {(item.start, item.end) for item in items}:
            assert BETWEEN.fullmatch(shown(text, begin, end)), text[begin:end]


@quick
@given(sloppy)
def test_nothing_is_found_twice(text: str) -> None:
    evidence = extract(text)
    found = sorted([*evidence.references, *evidence.dates, *evidence.periods], key=lambda one: one.start)

    assert all(first.end <= second.start for first, second in pairwise(found))
    assert list(evidence.references) == sorted(evidence.references)
    assert list(evidence.dates) == sorted(evidence.dates)
    assert list(evidence.periods) == sorted(evidence.periods)


@quick
@given(sloppy)
def test_items_hold_what_the_text_holds(text: str) -> None:
    """Nothing found in the cell is lost on the way to its items."""
    evidence = extract(text)

    for field in ("references", "dates", "periods"):
        assert tuple(one for item in evidence.items for one in getattr(item, field)) == getattr(evidence, field)


@quick
@given(sloppy)
def test_date_has_no_part_that_is_not_written(text: str) -> None:
    """A day and a year stand in the text of the date itself, or in the list or range it shares them with."""
    for date in extract(text).dates:
        words = re.search("belas|puluh|ribu|[Dd]ua", date.raw)
        digits = [int(run) for run in re.findall(r"\d+", date.raw)]
        if date.day is not None and not words:
            assert date.day in digits
        if date.year is not None and not words and date.month is not None and len(digits) > 1:
            assert any(run in (date.year, date.year % 100) for run in digits)


numbers = st.sampled_from([record["number"] for record in TABLES["nomor"]["spelling"]])
blanks = st.lists(st.sampled_from(["", " "]), min_size=12, max_size=12)


@quick
@given(numbers.filter(lambda number: "/" in number), blanks, blanks)
def test_blanks_at_slashes_do_not_change_a_number(number: str, before: list[str], after: list[str]) -> None:
    parts = number.split("/")
    spaced = parts[0]
    for part, left, right in zip(parts[1:], before, after, strict=False):
        spaced += f"{left}/{right}{part}"

    assert [ref.normalized for ref in extract(f"SK Nomor {spaced} tentang Tim").references] == [number]


PREFIXED = ["KEP-12/M.9/Cr.1/02/2021", "PRINT-7/M.9.3/Fd.2/11/2024", "B-123/Kk.21.03/1/KP.01/02/2022"]


@quick
@given(st.sampled_from(PREFIXED), blanks)
def test_blanks_at_hyphens_do_not_change_a_number(number: str, some: list[str]) -> None:
    head, tail = number.split("-")

    assert [ref.normalized for ref in extract(f"Nomor {head}{some[0]}-{some[1]}{tail}").references] == [number]


# --- many texts -----------------------------------------------------------------------------------------


@quick
@given(
    st.lists(
        st.sampled_from(["", " \n", *BITS, "SK Nomor 7/SK/2021 &amp; <b>Notula</b>", "Foto\xa0rapat; \u2010"]),
        max_size=40,
    )
)
def test_many_texts_are_read_as_each_alone(texts: list[str]) -> None:
    assert list(extract_all(texts)) == [extract(text) for text in texts]


def test_a_stream_of_texts_is_read_some_at_a_time() -> None:
    taken = 0

    def given_one_by_one() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 1000):  # noqa: B007 - counts
            yield "Notula"

    assert next(extract_all(given_one_by_one())).text == "Notula"
    assert taken == TOGETHER

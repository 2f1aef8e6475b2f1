"""Claims of a letter tested on evidence: a table of cases, the vocabulary, and properties that must hold."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.claim import (
    Claim,
    ClaimKind,
    Context,
    Verdict,
    claim_vocabulary,
    claims_of,
    judge,
    judge_option,
    statements,
)
from lke_docs.claim.proof import wordings
from lke_docs.claim.vocabulary import WordsOrTypes, parse_vocabulary
from lke_docs.errors import PatternFileError
from lke_docs.extract import extract
from lke_docs.form import read_form
from lke_docs.instrument import instrument_ids, load_instrument
from lke_docs.model import Entry, Place, Row, Window
from lke_docs.records import parse_record
from lke_docs.resources import data_dir
from lke_docs.series import Horizon

INSTRUMENT = load_instrument("zi-2019")
WORDS = claim_vocabulary()
CASES = tomli.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def an_entry(evidence: str, code: str = "X.1") -> Entry:
    return Entry(Row(code, "", "A", "letter", evidence, Place()), extract(evidence))


def a_context(window: str = "2021-01-01..2021-08-31", *, rows: tuple[Entry, ...] = (), **more: Any) -> Context:
    first, last = (date.fromisoformat(day) for day in window.split(".."))
    meaning = more.get("meaning", WORDS.meaning)
    horizon = Horizon(Window(first, last, "uji"), last, meaning.grace_days, more.get("started"))
    return Context(read_form(rows, INSTRUMENT), horizon, meaning)


def a_claim(text: str) -> Claim:
    kind, *rest = text.split(":")
    bounds = (float(rest[0]), float(rest[1])) if kind == "gap" else ()
    return Claim(ClaimKind(kind), "percent" if bounds else rest[0], *bounds)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    entry = an_entry(case["evidence"])
    found = judge(
        a_claim(case["claim"]),
        entry,
        a_context(case.get("window", "2021-01-01..2021-08-31")),
        vocabulary=WORDS,
    )
    assert found.verdict == case["verdict"], found.reason
    assert case.get("says", "") in found.reason
    assert all(case["evidence"][q.start : q.end] == q.text for q in found.quotes)


@pytest.mark.parametrize("kind", ["cadence", "coverage", "requirement", "gap", "maturity"])
def test_every_kind_of_claim_has_cases(kind: str) -> None:
    assert any(case["claim"].startswith(kind) for case in CASES)


@pytest.mark.parametrize("name", instrument_ids())
def test_every_claim_of_every_letter_has_a_test_and_a_reason(name: str) -> None:
    entry, context = an_entry("Notula monev tanggal 4 Maret 2021"), a_context()
    for reading in ("", "52/2014"):
        for indicator in load_instrument(name, reading=reading).indicators.values():
            for option in indicator.options:
                found = judge_option(option, entry, context, vocabulary=WORDS)
                assert [judgement.claim for judgement in found] == list(claims_of(option))
                assert all(judgement.reason for judgement in found)
                assert not any("belum ada uji" in judgement.reason for judgement in found)


def test_every_requirement_of_the_vocabulary_is_used_by_an_instrument() -> None:
    asked = {slug for name in instrument_ids() for slug in load_instrument(name).requirements}
    assert WORDS.needs.keys() == asked


def test_meaning_of_periodic_can_be_set_and_is_said() -> None:
    entry = an_entry("Notula monev tanggal 4 Januari 2021; Notula monev tanggal 6 Agustus 2021")
    claim = Claim(ClaimKind.CADENCE, "periodic")
    strict = judge(claim, entry, a_context(), vocabulary=WORDS)
    wide = judge(claim, entry, a_context(meaning=WORDS.meaning._replace(max_step_months=12)), vocabulary=WORDS)
    assert (strict.verdict, wide.verdict) == (Verdict.NOT_SHOWN, Verdict.SHOWN)
    assert "6 bulan" in strict.reason
    assert "uji alat ini" in wide.reason


def test_nothing_is_expected_before_the_programme_began() -> None:
    entry = an_entry("Laporan monev bulan Maret 2021; Laporan monev bulan April 2021")
    claim = Claim(ClaimKind.CADENCE, "monthly")
    window = "2021-01-01..2021-04-30"
    assert judge(claim, entry, a_context(window), vocabulary=WORDS).verdict is Verdict.NOT_SHOWN
    started = a_context(window, started=date(2021, 2, 20))
    assert "Februari 2021" in judge(claim, entry, started, vocabulary=WORDS).reason
    late = a_context(window, started=date(2021, 3, 1))
    assert judge(claim, entry, late, vocabulary=WORDS).verdict is Verdict.SHOWN


def test_all_followed_up_needs_one_for_each_round() -> None:
    rounds = an_entry("Notula monev tanggal 1 Maret 2021; Notula monev tanggal 3 Mei 2021", "A.1.3.B")
    context = a_context(rows=(rounds,))
    late = an_entry("Notula tindak lanjut tanggal 26 Maret 2021", "A.1.3.C")
    full = an_entry("Notula tindak lanjut tanggal 26 Maret 2021; Notula tindak lanjut tanggal 26 Mei 2021", "A.1.3.C")
    claim = Claim(ClaimKind.COVERAGE, "all")
    assert judge(claim, late, context, vocabulary=WORDS).verdict is Verdict.NOT_SHOWN
    assert "A.1.3.B" in judge(claim, late, context, vocabulary=WORDS).reason
    assert judge(claim, full, context, vocabulary=WORDS).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("text", "per_year"),
    [
        ("dilakukan setiap bulan", [12]),
        ("minimal 2 (dua) kali dalam setahun", [2]),
        ("empat kali per tahun", [4]),
        ("3 bulan sekali", [4]),
        ("minimal dua kali", [2]),
        ("minimal dua kali dalam satu triwulan", []),
        ("minimal 2 kali sebulan", [24]),
        ("paling sedikit 3 kali setiap bulan", [36, 12]),
        ("dilaksanakan 2 kali", []),
        ("20210304 kali setahun", []),
        ("laporan tahunan", []),
        ("2 kali rapat; 1 tahun kerja", []),
        ("rencana aksi bulan Maret", []),
    ],
)
def test_stated_frequencies(text: str, per_year: list[int]) -> None:
    assert [statement.per_year for statement in statements(text, WORDS)] == per_year


def test_a_star_takes_figures_too() -> None:
    words = WordsOrTypes(("dari * hari menjadi", "usulan perbaikan*"), frozenset())
    text = "Layanan dari 5 hari menjadi 3 hari; usulan perbaikannya"

    assert [text[slice(*span)] for span in words.find(text)] == ["dari 5 hari menjadi", "usulan perbaikannya"]


FAULTS = [
    ("silent", '[requirement.baru]\nsilent = "entah"\n', "requirement.baru"),
    ("key", '[requirement.baru]\nsilent = "not_shown"\nwarna = 1\n', "requirement.baru"),
    ("test", '[requirement.baru]\nsilent = "not_shown"\ntest = "apa"\n', "requirement.baru"),
    ("word", '[requirement.baru]\nsilent = "not_shown"\nneed = [[""]]\n', "requirement.baru"),
    ("section", "[lain]\nx = 1\n", "berkas"),
]


@pytest.mark.parametrize(("name", "extra", "entry"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_wrong_vocabulary_is_refused(name: str, extra: str, entry: str) -> None:
    path = data_dir("patterns") / "klaim.toml"
    text = path.read_text(encoding="utf-8") + "\n" + extra
    with pytest.raises(PatternFileError, match=r"klaim\.toml, baris \d+: ") as caught:
        parse_vocabulary(parse_record(text, path.name))
    assert caught.value.entry == entry


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([case["evidence"] for case in CASES]), max_size=3), st.sampled_from(CASES))
def test_a_judgement_always_quotes_what_stands_there(texts: list[str], case: dict[str, str]) -> None:
    entry = an_entry("; ".join(texts))
    found = judge(a_claim(case["claim"]), entry, a_context(), vocabulary=WORDS)
    assert isinstance(found.verdict, Verdict)
    assert all(entry.evidence.text[q.start : q.end] == q.text and q.start < q.end for q in found.quotes)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_order_of_items_never_matters(months: list[int], random: Any) -> None:
    items = [f"Notula monev tanggal 5 {NAMES[month - 1]} 2021" for month in months]
    shuffled = list(items)
    random.shuffle(shuffled)
    for value in ("periodic", "monthly", "quarterly"):
        one, other = (
            judge(Claim(ClaimKind.CADENCE, value), an_entry("; ".join(order)), a_context(), vocabulary=WORDS)
            for order in (items, shuffled)
        )
        assert (one.verdict, one.reason) == (other.verdict, other.reason)


NAMES = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus")


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_wordings_are_gathered_in_the_order_of_their_pieces(order: tuple[int, ...]) -> None:
    """The two others are like the first alone: only where it comes first are all three of one making, in four cells."""
    words = ["penataan", "arsip", "loket", "antrean", "pelayanan", "taman", "parkir", "kursi", "ruang", "tunggu"]
    made = [[word for word in words if word not in left_out] for left_out in ((), words[:2], words[-2:])]
    pieces = [f"Laporan {' '.join(text)} tanggal {day} Mei 2021" for day, text in enumerate(made, 1)]
    cells = ["; ".join(pieces[number] for number in order), *pieces]

    repeated = wordings({f"X.{number}": an_entry(cell, f"X.{number}") for number, cell in enumerate(cells)})

    assert bool(repeated) == (order[0] == 0)

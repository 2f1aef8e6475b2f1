"""Rules: each has its module, its line, its cases and its documentation; cases and examples hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.check import RULES, audit, rule_by_code
from lke_docs.check import rules as package
from lke_docs.check.rule import Rule, rule
from lke_docs.check.window import parse_window
from lke_docs.model import Audit, Confidence, Level, Row, Sheet, State
from lke_docs.read.txt import read_txt
from tests.sheets import check, from_case, from_lines, mended, sheet

CASES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    for path in sorted((Path(__file__).parent / "rules").glob("*.toml"))
}
MODULES = {path.stem.split("_")[0].upper() for path in Path(package.__file__).parent.glob("*[0-9]_*.py")}
HEADINGS = ("## Apa yang diperiksa", "## Mengapa", "## Contoh", "## Cara memperbaiki", "## Dasar")
EXAMPLE = re.compile(r"^(Buruk|Baik):\s*(?:`(?P<text>[^`]+)`|```\n(?P<block>.*?)```)", re.M | re.S)


def lacking(rules: Iterable[Rule], modules: set[str], cases: dict[str, Any]) -> list[str]:
    """What is missing before the rules are complete."""
    codes = {known.code for known in rules}
    problems = [f"{code}: no case file" for code in sorted(codes - cases.keys())]
    problems += [f"{code}: no module" for code in sorted(codes - modules)]
    problems += [f"{code}: no line in RULES" for code in sorted((modules | cases.keys()) - codes)]
    for code in sorted(codes & cases.keys()):
        finds = {bool(case["find"]) for case in cases[code]}
        problems += [f"{code}: needs cases that find and cases that stay silent"] if finds != {True, False} else []
        problems += [
            f"{code}: not mended: {case['name']}" for case in cases[code] if case["find"] and not case.get("mended")
        ]
    return problems


@pytest.mark.parametrize("code", CASES)
def test_each_key_of_a_case_is_read(code: str) -> None:
    keys = {"name", "find", "mended", "rows", "text", "window", "unit", "as_of", "unplaced"}
    expected = {"words", "level", "at", "quotes", "confidence", "related", "gap"}
    for case in CASES[code]:
        assert {*case} <= keys, case["name"]
        assert {key for find in case["find"] for key in find} <= expected, case["name"]


def test_every_rule_is_complete() -> None:
    assert lacking(RULES, MODULES, CASES) == []


def test_rule_without_cases_is_noticed() -> None:
    toy = rule("TOY001", "mainan", level=Level.SARAN, confidence=Confidence.RENDAH, remedy="Buang.")(lambda _: iter(()))

    assert lacking([*RULES, toy], MODULES, CASES) == ["TOY001: no case file", "TOY001: no module"]
    assert lacking(RULES, {*MODULES, "TOY002"}, CASES) == ["TOY002: no line in RULES"]


def test_codes_and_names_are_used_once() -> None:
    assert len({known.code for known in RULES}) == len({known.name for known in RULES}) == len(RULES)


@pytest.mark.parametrize("known", RULES, ids=lambda known: known.code)
def test_rule_is_documented(known: Rule) -> None:
    assert [line for line in known.documentation.splitlines() if line.startswith("## ")] == list(HEADINGS)
    assert known.name == known.name.strip(" .").lower().replace("sop", "SOP"), "continues “abaikan ...”"
    assert known.remedy.endswith(".")
    assert rule_by_code(known.code.lower()) is known


@pytest.mark.parametrize("known", RULES, ids=lambda known: known.code)
def test_examples_of_the_documentation_hold(known: Rule) -> None:
    examples = list(EXAMPLE.finditer(known.documentation))

    assert [example[1] for example in examples] == ["Buruk", "Baik"]
    for example in examples:
        made = sheet([("A.1.1.A", "A", example["text"])]) if example["text"] else from_lines(example["block"])
        assert bool(check(made, [known]).findings) is (example[1] == "Buruk"), example[0]


def examples(known: Rule) -> tuple[Sheet, Sheet]:
    """The bad and the good example of the documentation."""
    bad, good = (
        sheet([("A.1.1.A", "A", example["text"])]) if example["text"] else from_lines(example["block"])
        for example in EXAMPLE.finditer(known.documentation)
    )
    return bad, good


REMEDIES = [
    *(pytest.param(known, *examples(known), {}, id=f"{known.code}: example") for known in RULES),
    *(
        pytest.param(rule_by_code(code), from_case(case), good, case, id=f"{code}: {case['name']}")
        for code, cases in CASES.items()
        for case in cases
        if "mended" in case
        for good in mended(case)
    ),
]


@pytest.mark.parametrize(("known", "bad", "good", "case"), REMEDIES)
def test_following_the_remedy_makes_the_rule_silent(known: Rule, bad: Sheet, good: Sheet, case: dict[str, Any]) -> None:
    """What was mended is still filled in, and brings nothing new that must be mended."""
    terms = {"window": case.get("window", "2021-01..2021-08"), "as_of": case.get("as_of", "")}
    before, left = (check(made, RULES, **terms).findings for made in (bad, good))

    assert any(row.evidence or row.answer for row in good.rows)
    emptied = {row.code for row in bad.rows if row.evidence} & {row.code for row in good.rows if not row.evidence}
    words, kept = (
        set(re.findall(r"\w+", " ".join(f"{row.question} {row.answer} {row.evidence}" for row in made.rows).casefold()))
        for made in (bad, good)
    )
    assert not emptied and len(words & kept) >= 0.4 * min(len(words), len(kept)), "mended, not another case"
    assert [finding.message for finding in left if finding.rule == known.code] == []
    grave = {f.rule for f in before if f.level is not Level.SARAN}
    assert [f"{f.rule}: {f.message}" for f in left if f.level is not Level.SARAN and f.rule not in grave] == []


@pytest.mark.parametrize(
    ("code", "case"),
    [pytest.param(code, case, id=f"{code}: {case['name']}") for code, cases in CASES.items() for case in cases],
)
def test_case(code: str, case: dict[str, Any]) -> None:
    known = rule_by_code(code)
    assert known is not None

    result = check(from_case(case), [known], window=case.get("window", "2021-01..2021-08"), as_of=case.get("as_of", ""))

    told = [(f.indicator, *(span.quote for span in f.spans)) for f in result.findings]
    assert len(result.findings) == len(case["find"]), [f.message for f in result.findings]
    for expected, finding in zip(case["find"], result.findings, strict=True):
        quotes = [span.quote for span in finding.spans]
        assert quotes == expected.get("quotes", quotes), told
        for word in expected.get("words", ()):
            assert word in finding.message
        for name in ("at", "level", "confidence", "related"):
            if name in expected:
                actual = getattr(finding, "indicator" if name == "at" else name)
                assert (list(actual) if isinstance(actual, tuple) else actual) == expected[name], name
        for name, value in expected.get("gap", {}).items():
            assert finding.gap is not None
            actual = getattr(finding.gap, name)
            assert (list(map(str, actual)) if isinstance(actual, tuple) else actual) == value, name


def test_low_confidence_is_a_question() -> None:
    for code, cases in CASES.items():
        known = rule_by_code(code)
        assert known is not None
        for case in cases:
            found = check(from_case(case), [known], window=case.get("window", "2021-01..2021-08")).findings
            unsure = [f.message for f in found if f.confidence is Confidence.RENDAH]
            assert all(message.endswith("?") or "mungkin" in message for message in unsure), unsure


# --- properties over a whole sheet ----------------------------------------------------------------------

SAMPLE = Path(__file__).parent.parent / "samples" / "kejari_bantaeng_2021.txt"


@pytest.fixture(scope="module")
def sample() -> Audit:
    return audit(read_txt(SAMPLE.read_bytes(), SAMPLE.name))


def fingerprints(result: Audit) -> set[str]:
    return {finding.fingerprint for finding in result.findings}


@settings(max_examples=4, deadline=None)
@given(order=st.permutations(RULES))
def test_order_of_rules_changes_nothing(sample: Audit, order: list[Rule]) -> None:
    again = audit(sample.sheet, rules=order)

    assert again.findings == sample.findings
    assert set(again.states) == set(sample.states)


@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_order_of_rows_changes_no_fingerprint(sample: Audit, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(sample.sheet.rows))

    assert fingerprints(audit(_with_rows(sample, rows))) == fingerprints(sample)


@pytest.mark.parametrize("blank", ["  ", "   "])
def test_blanks_change_no_fingerprint(sample: Audit, blank: str) -> None:
    rows = [row._replace(evidence=row.evidence.replace(" ", blank)) for row in sample.sheet.rows]

    assert fingerprints(audit(_with_rows(sample, rows))) == fingerprints(sample)


def _with_rows(sample: Audit, rows: Iterable[Row]) -> Sheet:
    return sample.sheet._replace(rows=tuple(rows))


def test_fingerprints_are_unique(sample: Audit) -> None:
    assert len(fingerprints(sample)) == len(sample.findings)


def test_every_rule_has_a_state_on_every_row(sample: Audit) -> None:
    states = [(state.rule, state.indicator) for state in sample.states]

    assert len(states) == len(set(states)) == len(RULES) * len(sample.sheet.rows)
    struck = {(one.rule, one.indicator) for f in sample.findings for one in f.singles if one.indicator}
    assert struck == {(s.rule, s.indicator) for s in sample.states if s.state is State.FINDING}
    assert not [s for s in sample.states if s.state is State.NOT_CHECKED]


def test_a_rule_that_raises_ends_nothing() -> None:
    def broken(_: Any) -> Any:
        raise ValueError("rusak")

    toy = rule("TOY001", "mainan", level=Level.SARAN, confidence=Confidence.RENDAH, remedy="Buang.")(broken)
    made = sheet([("A.1.1.A", "A", "Notula tanggal 31 Juni 2021")])
    result = audit(made, window=parse_window("2021"), rules=[toy, *RULES])

    assert result.defects == ("TOY001 (mainan): ValueError: rusak",)
    assert any(finding.rule == "TGL003" for finding in result.findings)
    assert [s.state for s in result.states if s.rule == "TOY001"] == [State.NOT_CHECKED]


FRAGMENTS = (
    "SK", "Surat Perintah", "Notula", "Laporan Kinerja", "Dokumentasi", "Telah dilakukan", "Tindak lanjut", "tentang",
    "Tim Kerja", "Monev", "Nomor", "KEP-01/P.9.17/Cr.5/02/2021", "Print- 246 /P.9.17/03/2021", "KEP-   /P.9.17/03/2021",
    "2 Tahun 2020", "tanggal", "31 Juni 2021", "16 Februari 2021", "16 Februari", "3 Mei 2031", "Februari 2021",
    "Bulan Maret", "Bulan Mei 2021", "Triwulan I", "Semester II Tahun 2020", "trisemester pertama", "Januari s.d. Juni",
    "Tahun 219", ";", ":", "\n", "-", "(", "dll", "²", "İ", "\x00", "1.", "a)",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(cells=st.lists(st.lists(st.sampled_from(FRAGMENTS), max_size=12), min_size=1, max_size=4))
def test_no_text_breaks_a_rule(cells: list[list[str]]) -> None:
    questions = ("Apakah ada monitoring?", "Apakah hasil evaluasi ditindaklanjuti?")
    rows = [(f"A.1.{n // 2}.{'AB'[n % 2]}", questions[n % 2], "A", " ".join(cell)) for n, cell in enumerate(cells)]

    result = check(sheet(rows, unplaced=[" ".join(cells[0])]), RULES)

    assert len(fingerprints(result)) == len(result.findings)
    text = {row[0]: row[3] for row in rows}
    for finding in result.findings:
        assert finding.message.endswith((".", "?"))
        for span in finding.spans:
            assert span.quote == text[span.indicator][span.start : span.end] != ""

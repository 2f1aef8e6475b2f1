"""The renderers: what they say, how they quote, and that JSON is as its schema says."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.check import RULES, audit
from lke_docs.check.rule import Dossier, Hit, Mark, Rule, on_evidence, rule
from lke_docs.check.window import parse_window
from lke_docs.errors import ConfigError
from lke_docs.extract import extract
from lke_docs.model import Confidence, FindingState, Level, Place, SourceText
from lke_docs.read import read_sheet
from lke_docs.report import FORMATS, View, render
from lke_docs.report.evidence import as_object
from lke_docs.report.model import Report
from lke_docs.report.overview import make_report, report_of
from lke_docs.report.quote import quote, width_of, wrap
from lke_docs.workspace import Terms, open_sheet
from lke_docs.workspace.fail_on import is_at_least
from lke_docs.workspace.opening import audit_read
from tests.sheets import check, sheet

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SHEETS = [path for path in SAMPLES if not path.name.endswith(".expected.txt")]
SAMPLE = ROOT / "samples" / "kejari_bantaeng_2021.txt"
GOLDEN = SAMPLE.with_suffix(".expected.txt")
README = ROOT / "README.md"
SCHEMAS = {
    name: json.loads((ROOT / "lke_docs" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("audit", "extract")
}


def toy(code: str, level: Level, confidence: Confidence, words: str, *, area: str = "A.1") -> Rule:
    """A rule that strikes wherever `words` stand in the evidence of an area."""

    @rule(
        code,
        f"uji {words}",
        level=level,
        confidence=confidence,
        remedy="Perbaiki teksnya.",
        applies=on_evidence,
    )
    def check(dossier: Dossier) -> Iterator[Hit]:
        for entry in dossier.entries:
            at = entry.row.evidence.find(words)
            if entry.code.startswith(area) and at >= 0:
                mark = Mark(entry, at, at + len(words))
                yield Hit(entry, f"Tertulis “{words}”.", (words,), (mark,))

    return check


@rule("TOY009", "aturan rusak", level=Level.WAJIB, confidence=Confidence.TINGGI, remedy="")
def broken(dossier: Dossier) -> Iterator[Hit]:
    yield Hit(dossier.by_code["tidak ada"], "")


TOYS = (
    toy("TOY001", Level.SARAN, Confidence.TINGGI, "Notula"),
    toy("TOY002", Level.WAJIB, Confidence.TINGGI, "03 Mei 2021"),
    toy("TOY003", Level.WAJIB, Confidence.RENDAH, "tangga "),
    toy("TOY004", Level.PERLU, Confidence.SEDANG, "SIPEDE", area="A.2"),
)


@pytest.fixture(scope="module")
def made() -> Report:
    return make_report(audit(read_sheet(SAMPLE), rules=(*TOYS, broken)))


@pytest.fixture(scope="module")
def whole() -> Report:
    """The sample as the command audits it."""
    return opened(SAMPLE)


def opened(path: Path) -> Report:
    return report_of(open_sheet(path, Terms(rules=RULES)))


# --- text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [60, 100, 200])
def test_every_mark_stands_under_the_words_of_its_finding(made: Report, columns: int) -> None:
    lines = render(made, "text", View(width=columns, full=True)).splitlines()
    marks = [(number, line) for number, line in enumerate(lines) if re.fullmatch(r" +([a-z]\^*[ ]*)+", line)]
    marked = [
        lines[number - 1][found.start() : found.end()]
        for number, line in marks
        for found in re.finditer(r"[a-z^]+", line)
    ]

    assert len(marks) >= 9
    assert {"Notula", "SIPEDE", "tangga "} <= set(marked)
    assert any(text.startswith("03 Mei") for text in marked)


@pytest.mark.parametrize("asked, used", [(20, 60), (60, 60), (137, 137), (200, 200), (1000, 200)])
@pytest.mark.parametrize("full", [False, True])
def test_no_line_is_wider_than_the_terminal(whole: Report, asked: int, used: int, full: bool) -> None:
    lines = str(render(whole, "text", View(width=asked, full=full))).replace(str(SAMPLE), "lke.txt").splitlines()

    assert max(map(width_of, lines)) <= used


def test_first_screens_are_two_and_in_the_order_of_reading(whole: Report) -> None:
    text = str(render(whole, "text"))
    order = [
        text.index(word) for word in ("Terbaca", "Nilai", "Yang pertama dibenahi", "Pada seluruh lembar", "--full")
    ]

    assert order == sorted(order)
    assert len(text.splitlines()) <= 80
    assert "NOM005" in text.split("Yang pertama dibenahi")[1][:400], "what must be mended is first"


def test_things_to_do_are_most_costly_first_and_each_indicator_once(whole: Report) -> None:
    points = [task.points for task in whole.tasks if task.first is None or task.first.finding.level is not Level.WAJIB]
    codes = [code for task in whole.tasks for code in task.indicators]

    assert points == sorted(points, reverse=True)
    assert len(codes) == len(set(codes))
    assert whole.score is not None
    lost = whole.score.claimed.total.points - whole.score.shown.total.points
    assert round(sum(task.points for task in whole.tasks), 2) == round(lost, 2), "no point is lost without an task"


def test_every_finding_is_told_in_full_on_one_card(whole: Report) -> None:
    told = [line.listed.id for card in whole.cards for line in card.lines if not line.home]
    wanted = [it.id for it in whole.singles if it.finding.indicator]

    assert sorted(told) == sorted(wanted)
    assert {line.listed.id for card in whole.cards for line in card.lines if line.home} <= set(wanted)


def test_what_is_said_of_the_sheet_is_told_once_and_the_cards_point_to_it() -> None:
    codes = ("A.1.1.A", "A.1.1.B", "A.1.2.A", "A.1.2.B")
    report = make_report(check(sheet([(code, "" if number else "YA", "") for number, code in enumerate(codes)]), RULES))
    page, text = str(render(report, "html")), str(render(report, "text", View(full=True, quiet=True)))

    assert text.count("3 dari 4 pernyataan") == 1
    assert text.count("pernyataan belum dijawab; lihat Lembar secara keseluruhan.") == 3
    (listed,) = (it for it in report.listed if it.finding.rule == "STR005")
    assert (page.count(f'id="f-{listed.id}"'), page.count(f'href="#f-{listed.id}">A.1.1.B</a>')) == (1, 2)


def test_marks_of_a_card_are_what_its_findings_quote(whole: Report) -> None:
    for card in whole.cards:
        quotes = {
            (line.letter, span.quote)
            for line in card.lines
            if line.listed.finding.state is FindingState.OPEN
            for span in line.listed.finding.spans
            if span.indicator == card.row.code and span.quote
        }
        assert {(mark.letter, card.row.evidence[mark.start : mark.end]) for mark in card.marks} == quotes


def test_short_ids_name_one_finding_each(whole: Report) -> None:
    ids = {it.id: it.finding.fingerprint for it in (*whole.listed, *whole.singles)}

    assert len(ids) == len({it.finding.fingerprint for it in (*whole.listed, *whole.singles)})
    assert all(fingerprint.startswith(id) for id, fingerprint in ids.items())


def test_cards_stand_by_area_and_say_the_option_in_the_words_of_the_form(whole: Report) -> None:
    text = str(render(whole, "text", View(full=True)))
    order = [
        text.index(f"\n{word}")
        for word in ("A.1 MANAJEMEN", "A.1.1.A ", "A.2 PENATAAN TATALAKSANA", "A.2.3.A ", "Aturan dan cakupan")
    ]

    assert order == sorted(order)
    assert "Jawaban YA: Tim ZI unit sudah ada" in text


def test_a_sheet_without_faults_says_so() -> None:
    clean = make_report(audit(read_sheet(SAMPLE), rules=()))
    text = str(render(clean, "text", View(full=True)))

    assert "Temuan          tidak ada temuan" in text
    assert "Tidak ada temuan." in text


def test_all_is_read_only_where_the_reading_has_nothing_to_tell() -> None:
    clean = read_sheet(SAMPLE)
    told = clean._replace(notices=(SourceText("Kolom “No” memuat 1 sel lain yang tidak dibaca.", Place()),))

    said = ["semuanya dapat dibaca" in str(render(make_report(audit(it, rules=())), "text")) for it in (clean, told)]
    assert said == [True, False]


def test_window_and_reference_day_are_said_with_their_origin(made: Report) -> None:
    text = " ".join(str(render(made, "text")).split())

    assert "1 Januari 2021 s.d. 31 Agustus 2021 (tahun 2021 paling banyak disebut" in text
    assert "ubah dengan --window" in text
    assert "31 Agustus 2021 (akhir masa penilaian; ubah dengan --as-of)" in text
    assert "(diberikan pengguna)" in render(made._replace(as_of_given=True), "text")


def test_a_rule_that_failed_is_said_to_be_not_checked(made: Report) -> None:
    text = str(render(made, "text", View(full=True)))

    assert "1 aturan tidak diperiksa pada 87 indikator: aturan gagal" in " ".join(text.split())
    assert "Tidak diperiksa:" in text
    assert "cacat program" in text
    assert text.count("TOY009 (aturan rusak): KeyError") == 3


def test_quiet_leaves_the_cards_only(made: Report) -> None:
    text = render(made, "text", View(quiet=True))

    assert "TOY002" in text
    assert "Aturan dan cakupan" not in text
    assert "Masa penilaian" not in text


def test_colour_codes_change_nothing_but_colour(made: Report) -> None:
    colored = render(made, "text", View(color=True, full=True))
    assert isinstance(colored, str)

    assert "\x1b[1;31m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(made, "text", View(full=True))


def test_nothing_in_a_sheet_can_steer_a_terminal(tmp_path: Path) -> None:
    page = SAMPLE.read_text(encoding="utf-8").replace("Notula", "\x1b[2J\u202eNotula\x9b", 3)
    (tmp_path / "lke.txt").write_text(page, encoding="utf-8")
    text = render(make_report(audit(read_sheet(tmp_path / "lke.txt"), rules=TOYS)), "text", View(full=True))
    assert isinstance(text, str)

    assert all(char == "\n" or char.isprintable() for char in text)


TOTALS = re.compile(r"^(Diperiksa: \d+ aturan|Versi:) .*$", re.MULTILINE)  # they change with every rule


@pytest.fixture(scope="module")
def expected(whole: Report) -> str:
    """What the whole text report of the sample is expected to be."""
    found = str(render(whole, "text", View(full=True))).replace(str(SAMPLE), f"samples/{SAMPLE.name}")
    if os.environ.get("LKE_UPDATE") == "1":
        GOLDEN.write_text(found, encoding="utf-8", newline="\n")
        README.write_text(with_excerpt(README.read_text(encoding="utf-8"), found), encoding="utf-8", newline="\n")

    assert GOLDEN.exists(), "make it with LKE_UPDATE=1"
    assert TOTALS.sub("", found) == TOTALS.sub("", GOLDEN.read_text(encoding="utf-8"))
    assert f"\nDiperiksa: {len(RULES)} aturan pada 87 indikator: " in found
    return found


def with_excerpt(page: str, report: str) -> str:
    """The page with its excerpt taken from the report: head, points, the first things to do, and a card."""
    blocks = report.split("\n\n")
    tasks = next(block for block in blocks if block.startswith("Yang pertama dibenahi")).splitlines()
    card = next(block for block in blocks if "\nA.6.2.A " in f"\n{block}")
    excerpt = "\n\n".join([*blocks[:2], "\n".join([*tasks[:11], "…"]), card])
    head, _, rest = page.partition("```text\n")
    _, _, tail = rest.partition("```\n<!-- end of excerpt -->")
    return f"{head}```text\n{excerpt}\n```\n<!-- end of excerpt -->{tail}"


def test_golden_of_the_sample(expected: str) -> None:
    assert expected.startswith("Pemeriksaan LKE KEJARI BANTAENG\n")


def test_excerpt_in_the_readme_is_real(expected: str) -> None:
    page = README.read_text(encoding="utf-8")

    assert page == with_excerpt(page, expected), "renew it with LKE_UPDATE=1"


# --- quotes -------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)


@given(TEXTS, st.integers(0, 300), st.integers(0, 300), st.integers(20, 200))
def test_a_quote_fits_and_its_carets_are_inside(text: str, first: int, second: int, columns: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    shown = quote(text, (start, end), width=columns)

    assert width_of(shown.text) <= columns
    assert len(shown.carets) <= columns
    assert all(char.isprintable() for char in shown.text)


@given(st.text("abcdefg hij", min_size=1, max_size=300), st.data())
def test_the_carets_mark_the_span_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 30)))
    shown = quote(text, (start, end), width=80)
    at = shown.carets.index("^")

    assert shown.text.ljust(len(shown.carets))[at : at + end - start] == text[start:end]
    assert shown.carets.count("^") == end - start


@pytest.mark.parametrize(
    "text, start, end, expected",
    [
        ("a\tb\nc", 2, 3, ("a b¶c", "  ^")),
        ("漢字 x", 3, 4, ("漢字 x", "     ^")),
        ("e\u0301 x", 3, 4, ("e\u0301 x", "  ^")),
        ("satu dua", 4, 4, ("satu dua", "    ^")),
        ("habis", 5, 5, ("habis", "     ^")),
    ],
)
def test_columns_of_a_quote(text: str, start: int, end: int, expected: tuple[str, str]) -> None:
    assert tuple(quote(text, (start, end), width=40)) == expected


def test_spans_near_one_another_share_a_line() -> None:
    assert quote("satu, dua, tiga", (0, 4), (6, 9), width=80) == ("satu, dua, tiga", "^^^^  ^^^")


@given(TEXTS, st.integers(20, 200))
def test_wrapping_keeps_every_word(text: str, columns: int) -> None:
    kept = "".join("".join(wrap(text, width=columns)).split())

    assert kept == "".join("".join(wrap(text, width=100_000)).split())


# --- machine-readable ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
@pytest.mark.parametrize("rules", [RULES, TOYS], ids=["rules", "toys"])
def test_audit_of_every_sample_is_as_the_schema_says(path: Path, rules: tuple[Rule, ...]) -> None:
    checked = make_report(audit(read_sheet(path), rules=rules))
    found = json.loads(render(checked, "json", View()))
    jsonschema.validate(found, SCHEMAS["audit"])

    rows = {row["code"]: row["evidence"] for row in found["sheet"]["rows"]}
    assert all(
        rows[span["indicator"]][span["start"] : span["end"]] == span["quote"]
        for finding in found["findings"]
        for span in finding["spans"]
    )


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_extract_of_every_sample_is_as_the_schema_says(path: Path) -> None:
    for row in read_sheet(path).rows:
        jsonschema.validate(as_object(row.code, extract(row.evidence)), SCHEMAS["extract"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.pop("coverage"),
        lambda found: found["sheet"].update(window=["2021-01-01"]),
        lambda found: found["findings"][0].update(level="berat"),
        lambda found: found["findings"][0]["spans"][0].update(start=-1),
    ],
)
def test_schema_refuses_what_is_wrong(made: Report, spoil) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(render(made, "json"))
    spoil(found)

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, SCHEMAS["audit"])


def test_coverage_counts_every_rule_on_every_row(made: Report) -> None:
    coverage = json.loads(render(made, "json"))["coverage"]

    assert (coverage["rows"], coverage["rows_with_evidence"]) == (87, 80)
    assert sum(coverage["checks"].values()) == 87 * 5
    assert coverage["checks"]["not_checked"] == 87


def test_score_is_left_out_where_the_form_is_not_known(made: Report, whole: Report) -> None:
    assert "score" not in json.loads(render(made, "json"))
    assert json.loads(render(whole, "json"))["score"]["instrument"] == "zi-2019"


def test_json_lines_hold_a_finding_each(made: Report) -> None:
    lines = [json.loads(line) for line in str(render(made, "jsonl")).splitlines()]

    assert [line["fingerprint"] for line in lines] == [it.finding.fingerprint for it in made.listed]
    assert [line["id"] for line in lines] == [it.id for it in made.listed]
    assert {line["schema"] for line in lines} == {"lke-docs/finding/1"}


@pytest.mark.parametrize("format", FORMATS)
def test_two_renders_give_equal_bytes(made: Report, format: str) -> None:
    again = make_report(audit(read_sheet(SAMPLE), rules=(*TOYS, broken)))

    assert render(made, format) == render(again, format)


def test_unknown_format_is_said() -> None:
    with pytest.raises(ConfigError, match="Pilihan: text, html"):
        render(make_report(audit(read_sheet(SAMPLE), rules=())), "yaml")


@pytest.mark.parametrize(
    "threshold, codes",
    [
        ("wajib", {"TOY002"}),
        ("perlu", {"TOY002", "TOY004"}),
        ("saran", {"TOY001", "TOY002", "TOY004"}),
        ("never", set()),
    ],
)
def test_threshold_counts_no_question(made: Report, threshold: str, codes: set[str]) -> None:
    assert {it.finding.rule for it in made.listed if is_at_least(it.finding, threshold)} == codes


def test_the_points_of_a_question_are_told_once() -> None:
    """Those of its numbers are not points of their own."""
    counted = ("A.II.4.i", "Capaian sasaran kinerja", "90%", ""), ("A.II.4.i.1", "Jumlah sasaran kinerja", "10", "")
    rows = sheet([*counted, ("A.II.4.i.2", "Jumlah sasaran dengan capaian 100 % atau lebih", "9", "")])
    done = audit_read(b"", rows, Terms(rules=RULES, instrument="zi-2021", window=parse_window("2024-01..2024-12")))
    report, score = report_of(done), done.score()
    told = [card.stake.claimed for card in report.cards if card.stake]
    assert told == [score.claimed.total.points] != [0]
    assert sum(task.points for task in report.tasks) == pytest.approx(told[0] - score.shown.total.points)

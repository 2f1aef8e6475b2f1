"""What the audit says, and does not say, about the sample sheet: agreed with people who read it closely."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from lke_docs.check import audit
from lke_docs.model import Audit, Finding, Level
from lke_docs.read.txt import read_txt

SAMPLE = Path(__file__).parent.parent / "samples" / "kejari_bantaeng_2021.txt"


@cache
def result() -> Audit:
    return audit(read_txt(SAMPLE.read_bytes(), SAMPLE.name))


def found(rule: str, indicator: str = "") -> list[Finding]:
    return [f for f in result().findings if f.rule == rule and indicator in ("", f.indicator, *f.related)]


def quotes(rule: str, indicator: str) -> list[str]:
    return [span.quote for f in found(rule, indicator) for span in f.spans if span.indicator == indicator]


def test_every_row_is_placed_and_no_line_is_lost() -> None:
    sheet = result().sheet
    kinds = [row.answer_kind for row in sheet.rows]

    assert len(kinds) == 87
    assert kinds.count("letter") + kinds.count("yes_no") == 80
    assert (kinds.count("count"), kinds.count("hint"), kinds.count("none")) == (3, 3, 1)
    assert sheet.unplaced == ()
    assert result().defects == ()


@pytest.mark.parametrize(
    ("rule", "indicator", "quoted"),
    [
        ("NOM005", "A.2.3.A", ["Print- 246 /P.4.17/03/2021"]),
        ("NOM005", "A.6.1.A", ["Print-246/P.4.17/Cp.1/03/2021"]),
        ("TGL002", "A.1.4.B", ["Februari 2021"]),
        ("TGL004", "A.6.2.A", ["15 September 2020"]),
        ("TGL005", "A.2.2.D", ["Maret", "April", "Mei"]),
        ("TGL005", "A.2.3.B", ["Maret", "April", "Mei"]),
        ("TGL005", "A.3.4.C", ["Januari", "Februari", "Maret"]),
        ("TGL005", "A.5.3.C", ["Triwulan 1"]),
        ("TGL005", "A.5.3.D", ["Triwulan 1"]),
        ("TGL005", "A.5.4.C", ["Triwulan 1"]),
        ("TGL005", "A.5.4.D", ["Triwulan 1"]),
        ("TGL005", "A.5.5.D", ["Triwulan I"]),
        ("TGL005", "A.5.5.E", ["Triwulan I"]),
        ("NOM003", "A.6.1.A", ["SK", "Print-246/P.4.17/Cp.1/03/2021"]),
        ("NOM002", "A.3.4.D", ["10a/P.4.17/Cr.1/03/2021"]),
        ("STR003", "A.3.2.A", ["06 Mei 2021 Surat Perintah"]),
        ("STR003", "A.3.2.B", ["06 Mei 2021 Surat Perintah"]),
    ],
)
def test_finds(rule: str, indicator: str, quoted: list[str]) -> None:
    assert quotes(rule, indicator) == quoted


def test_finds_the_undated_decree() -> None:
    (finding,) = found("TGL001", "A.3.4.D")

    assert "10a/P.4.17/Cr.1/03/2021" in finding.spans[0].quote


def test_finds_missing_follow_ups() -> None:
    (finding,) = found("SER003", "A.1.3.C")

    assert finding.gap is not None
    assert (finding.related, [str(month) for month in finding.gap.periods]) == (("A.1.3.B",), ["2021-05", "2021-06"])


def test_finds_the_same_evidence_in_two_rows() -> None:
    (finding,) = found("BKT001", "A.2.1.A")

    assert (finding.related, finding.level) == (("A.2.1.B",), Level.SARAN)


@pytest.mark.parametrize(
    ("rule", "indicators"),
    [
        ("TGL003", []),
        ("TGL004", ["A.6.2.A"]),  # neither the regulation of 2020 (A.5.5.A) nor the report of January (A.4.2.E)
        ("TGL006", []),
        ("NOM003", ["A.6.1.A"]),
        ("NOM004", []),  # the month inside every number agrees with its date
        ("NOM005", ["A.2.3.A"]),
        ("STR001", []),
        ("STR002", []),
        ("STR004", []),
        ("SER001", []),
        ("SER003", ["A.1.3.C"]),
    ],
)
def test_finds_nothing_else(rule: str, indicators: list[str]) -> None:
    assert [finding.indicator for finding in found(rule)] == indicators


@pytest.mark.parametrize("words", ["hari kerja", "Sabtu", "Minggu", "01 Maret 2021”", "KEP-02", "KEP-04"])
def test_is_silent_on_serial_order_weekdays_and_leading_zeros(words: str) -> None:
    assert not [f.message for f in result().findings if words in f.message and f.rule != "BKT001"]


def test_window_is_said() -> None:
    window = result().window

    assert (window.start.isoformat(), window.end.isoformat()) == ("2021-01-01", "2021-08-31")
    assert "2021" in window.origin

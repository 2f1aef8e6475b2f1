"""Three edits of the sample through the history; blanks and the order of rows change no fingerprint."""

from __future__ import annotations

from pathlib import Path

from lke_docs.check import RULES, audit
from lke_docs.model import Sheet
from lke_docs.read.txt import read_txt
from lke_docs.workspace import Change, Comparison, Terms, finish_audit, make_run
from lke_docs.workspace.compare import compare_runs

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "kejari_bantaeng_2021.txt"
CODES = [rule.code for rule in RULES]

DAY = ("Tahun 2021 tanggal Februari 2021;", "Tahun 2021 tanggal 24 Februari 2021;")
DECREE = (
    " Surat Keputusan Kepala Kejaksaan Negeri Bantaeng Nomor 10a/P.4.17/Cr.1/03/2021 tentang Tata Cara dan"
    " Kriteria Pemilihan Pegawai Teladan;"
)
IMPOSSIBLE = ("tanggal 03 Juni 2021;", "tanggal 31 Juni 2021;")


def a_sheet(*edits: tuple[str, str]) -> Sheet:
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return read_txt(text.encode(), SAMPLE.name)


def step(folder: Path, sheet: Sheet) -> Comparison:
    found = audit(sheet)
    _, comparison = finish_audit(found, Terms(folder=folder, rules=RULES), keep=True)
    assert comparison is not None
    return comparison


def what(comparison: Comparison, change: Change) -> set[tuple[str, str]]:
    return {(it.finding.rule, it.finding.indicator) for it in comparison.changes if it.change is change}


def test_new_fixed_gone_and_back_again(tmp_path: Path) -> None:
    first = step(tmp_path, a_sheet())
    assert ("TGL002", "A.1.4.B") in what(first, Change.NEW)
    assert {it.change for it in first.changes} == {Change.NEW}

    second = step(tmp_path, a_sheet(DAY, (DECREE, "")))
    assert ("TGL002", "A.1.4.B") in what(second, Change.FIXED)
    assert ("TGL001", "A.3.4.D") in what(second, Change.GONE)
    assert not what(second, Change.RETURNED)

    third = step(tmp_path, a_sheet(DAY, IMPOSSIBLE))
    assert ("TGL003", "A.1.3.B") in what(third, Change.NEW)
    assert ("TGL001", "A.3.4.D") in what(third, Change.RETURNED)
    assert ("TGL002", "A.1.4.B") not in what(third, Change.RETURNED)

    fourth = step(tmp_path, a_sheet())
    assert ("TGL002", "A.1.4.B") in what(fourth, Change.RETURNED)
    assert ("TGL003", "A.1.3.B") in what(fourth, Change.FIXED)


def test_order_of_rows_and_blanks_change_nothing() -> None:
    sheet = a_sheet()
    rows = tuple(row._replace(evidence=row.evidence.replace(" ", "  ")) for row in reversed(sheet.rows))
    runs = [
        make_run(it, audit(it).findings, instrument="zi-2019", as_of="2021-08-31", ran=CODES)
        for it in (sheet, sheet._replace(rows=rows))
    ]
    found = compare_runs(*runs)
    changed = [(it.change.value, it.finding.rule, it.finding.indicator) for it in found.changes]
    assert [it for it in changed if it[0] != "open"] == []

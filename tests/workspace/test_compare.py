"""What became of a finding: new, open, fixed, gone with its claim, back again; over edits and history."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.errors import ConfigError, InputError
from lke_docs.report.comparison import comparison_json, comparison_text, render_comparison
from lke_docs.workspace import (
    Change,
    Run,
    compare_runs,
    history_path,
    remember,
)
from lke_docs.workspace.compare import is_worse, kept_items
from lke_docs.workspace.run import PastFinding, PastSpan, read_run, subject_of
from lke_docs.workspace.store import known_findings

SCHEMA = Path(__file__).parent.parent.parent / "lke_docs" / "schema" / "compare.schema.json"


def a_finding(name: str, code: str = "A.1.3.B", quote: str = "", text: str = "", **more: str) -> PastFinding:
    start = text.index(quote) if quote else 0
    spans = (PastSpan(code, start, start + len(quote), quote),) if quote else ()
    values = {"level": "wajib", "confidence": "tinggi", "state": "open", "rule": "NOM001", **more}
    return PastFinding(
        name,
        values["rule"],
        "n",
        values["level"],
        values["confidence"],
        code,
        "pesan",
        values["state"],
        spans,
    )


def a_run(*findings: PastFinding, evidence: str = "", code: str = "A.1.3.B", **more: object) -> Run:
    return Run("dinas|unit|zi-2019", "lembar", "0", "2021-08-31", findings, {code: evidence}, **more)  # type: ignore[arg-type]


MARCH, APRIL, MAY = (f"Notula evaluasi SOP tanggal 5 {month} 2021" for month in ("Maret", "April", "Mei"))

EDITS = [
    # evidence before, quote of the finding, evidence after, what became of it
    (f"{MARCH}; {APRIL}", "5 April 2021", f"{MARCH}; Notula evaluasi SOP tanggal 6 April 2021", Change.FIXED),
    (f"{MARCH}; {APRIL}", "5 April 2021", MARCH, Change.GONE),
    (f"{MARCH}; {APRIL}; {MAY}", "5 April 2021", f"{MAY}; {MARCH}", Change.GONE),
    (f"{MARCH}; {APRIL}", "5 April 2021", f"{APRIL};   {MARCH}", Change.FIXED),
    (f"{MARCH}; {APRIL}", "5 April 2021", "", Change.GONE),
    ("SK No: 02/X.4/2021", "02/X.4/2021", "Keputusan Nomor KEP-02/X.4/Cr.1/2021", Change.FIXED),
    ("Notula Monev tanggal 6 Mei 2021", "6 Mei 2021", "Laporan pelatihan pelayanan prima", Change.GONE),
    (
        "SK Print- 246 /X.4/03/2021 tanggal 3 Maret 2021",
        "Print- 246 /X.4/03/2021",
        "SK Print-246/X.4/03/2021 tanggal 3 Maret 2021",
        Change.FIXED,
    ),
    (MARCH, "", f"{MARCH}; {APRIL}", Change.FIXED),
    (MARCH, "", "", Change.GONE),
]


@pytest.mark.parametrize(("before", "quote", "after", "change"), EDITS)
def test_fixed_or_gone(before: str, quote: str, after: str, change: Change) -> None:
    old = a_run(a_finding("a", quote=quote, text=before), evidence=before)
    found = compare_runs(old, a_run(evidence=after))
    assert [changed.change for changed in found.changes] == [change]


def test_a_finding_whose_number_or_months_changed_is_still_open_and_tells_what_it_was() -> None:
    print_7, print_9 = (f"SK Loket Nomor PRINT-{n}/P.9.17/Cp.1/03/2021" for n in (7, 9))
    old = a_run(a_finding("a", quote=print_7, text=print_7), evidence=print_7)
    edited = a_finding("b", quote=print_9, text=print_9)._replace(message="pesan lain")
    other = a_finding("c", quote="Notula Monev", text="Notula Monev")
    changes = compare_runs(old, a_run(edited, evidence=print_9)).changes
    assert [(it.change, it.finding.message) for it in changes] == [(Change.OPEN, "pesan lain (sebelumnya: pesan)")]
    assert [it.change for it in compare_runs(old, a_run(other, evidence=print_9)).changes] == [Change.NEW, Change.FIXED]


def test_a_row_that_is_no_longer_there_takes_its_finding_along() -> None:
    old = a_run(a_finding("a"), evidence=MARCH)
    assert compare_runs(old, a_run(code="A.9", evidence=MARCH)).changes[0].change is Change.GONE


def test_a_finding_on_the_sheet_as_a_whole_is_fixed() -> None:
    old = a_run(a_finding("a", code=""), evidence=MARCH)
    assert compare_runs(old, a_run(evidence="")).changes[0].change is Change.FIXED


def test_a_rule_that_did_not_run_fixes_nothing() -> None:
    old = a_run(a_finding("a"), evidence=MARCH)
    assert compare_runs(old, a_run(evidence=MARCH, ran=("TGL001",))).changes[0].change is Change.UNCHECKED
    assert compare_runs(old, a_run(evidence=MARCH, ran=("NOM001",))).changes[0].change is Change.FIXED


def test_what_was_left_unchecked_once_stayed_open(tmp_path: Path) -> None:
    path = history_path(tmp_path)
    nom = a_run(a_finding("a"), evidence=MARCH, ran=("NOM001",))
    remember(path, nom)
    remember(path, a_run(evidence=MARCH, ran=("TGL001",)))
    assert [it.change for it in remember(path, nom._replace(sha256="1")).changes] == [Change.OPEN]
    remember(path, a_run(evidence=MARCH, ran=("NOM001",)))
    assert [it.change for it in remember(path, nom._replace(sha256="2")).changes] == [Change.RETURNED]


@pytest.mark.parametrize(
    ("before", "after", "by_terms"),
    [
        (("2026-01-01..2026-12-31", ""), ("2026-01-01..2026-06-30", ""), True),
        (("2026-01-01..2026-12-31", ""), ("2026-01-01..2026-12-31", "2026-02-03"), True),
        (("2026-01-01..2026-12-31", "2026-02-03"), ("2026-01-01..2026-12-31",), False),  # audit JSON says no more
        ((), ("2026-01-01..2026-12-31", ""), False),
    ],
)
def test_what_other_days_hide_is_not_mended(
    before: tuple[str, ...], after: tuple[str, ...], by_terms: bool, tmp_path: Path
) -> None:
    old, new = a_run(a_finding("a"), evidence=MARCH, days=before), a_run(evidence=MARCH, days=after)
    path = history_path(tmp_path)
    remember(path, old)
    for comparison in (compare_runs(old, new), remember(path, new)):
        assert [(it.change, it.by_rules) for it in comparison.changes] == [(Change.FIXED, by_terms)]
        assert ("Masa penilaiannya berbeda" in comparison_text(comparison)) is by_terms


def test_three_edits_through_the_history(tmp_path: Path) -> None:
    path = history_path(tmp_path)
    april = a_finding("april", quote="5 April 2021", text=f"{MARCH}; {APRIL}")
    march = a_finding("maret", quote="5 Maret 2021", text=f"{MARCH}; {APRIL}")
    steps = [
        (a_run(april, march, evidence=f"{MARCH}; {APRIL}"), {"april": "new", "maret": "new"}),
        (a_run(march, evidence=MARCH), {"april": "gone", "maret": "open"}),
        (a_run(evidence="Notula evaluasi SOP tanggal 6 Maret 2021"), {"maret": "fixed"}),
        (a_run(april, evidence=f"{MARCH}; {APRIL}"), {"april": "returned"}),
    ]
    for run, wanted in steps:
        found = remember(path, run)
        assert {changed.finding.fingerprint: changed.change.value for changed in found.changes} == wanted
        again = remember(path, run._replace(sha256=f"{run.sha256} again"))
        assert {changed.change.value for changed in again.changes} <= {"open"}  # what is kept of it is the whole run
    assert [(it.fingerprint, it.rule) for it in known_findings(path) if it.fingerprint == "maret"] == [
        ("maret", march.rule)
    ]


def test_the_same_run_twice_is_kept_once(tmp_path: Path) -> None:
    path, run = history_path(tmp_path), a_run(a_finding("a"), evidence=MARCH)
    remember(path, run)
    assert [changed.change for changed in remember(path, run).changes] == [Change.OPEN]
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM run").fetchone() == (1,)
    connection.close()


def test_units_and_forms_are_never_mixed(tmp_path: Path) -> None:
    path = history_path(tmp_path)
    remember(path, a_run(a_finding("a"), evidence=MARCH))
    other = a_run(a_finding("a"), evidence=MARCH)._replace(subject="dinas|unit lain|zi-2019")
    assert remember(path, other).changes[0].change is Change.NEW
    assert subject_of(" Dinas  X", "UNIT", "zi-2019") == subject_of("dinas x", "unit ", "zi-2019")


def test_a_damaged_or_foreign_history_is_said(tmp_path: Path) -> None:
    path = history_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"bukan basis data" * 100)
    with pytest.raises(ConfigError, match="Riwayat"):
        remember(path, a_run())
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ConfigError, match="versi"):
        remember(path, a_run())


def test_output_keeps_the_published_schema_and_reads_well() -> None:
    found = compare_runs(a_run(a_finding("a"), evidence=MARCH), a_run(a_finding("b"), evidence=MARCH))
    jsonschema.validate(json.loads(json.dumps(comparison_json(found))), json.loads(SCHEMA.read_text("utf-8")))
    text = comparison_text(found)
    assert text.startswith("1 baru, ") and "(tiap baris dihitung)" in text.splitlines()[0]
    assert "Diperbaiki\n  NOM001 A.1.3.B" in text


def test_a_finding_that_was_set_aside_says_so_on_every_face() -> None:
    told = compare_runs(a_run(), a_run(a_finding("a", state="suppressed")))

    assert "NOM001 A.1.3.B [wajib, dikesampingkan]" in comparison_text(told)
    assert "wajib, dikesampingkan</span>" in str(render_comparison(told, "html"))


@pytest.mark.parametrize(
    ("old", "new", "units", "said"),
    [
        ("dinas|unit|zi-2019", "|unit|zi-2019", False, ""),
        ("dinas|unit|zi-2019", "|unit|zi-2021", False, "Bentuk lembarnya berbeda"),
        ("dinas|unit|zi-2019", "badan|unit|zi-2019", True, "milik unit yang berbeda"),
        ("dinas|unit|zi-2019", "|kantor|zi-2019", True, "milik unit yang berbeda"),
    ],
)
def test_an_agency_that_is_not_written_contradicts_nothing(old: str, new: str, units: bool, said: str) -> None:
    told = compare_runs(*(a_run(a_finding("a"))._replace(subject=subject) for subject in (old, new)))

    assert told.is_of_two_units is units
    assert said in comparison_text(told) and (bool(said) or "Perhatian" not in comparison_text(told))


@pytest.mark.parametrize(
    ("more", "fail_on", "worse"),
    [
        ({}, "wajib", True),
        ({}, "never", False),
        ({"level": "perlu"}, "wajib", False),
        ({"level": "perlu"}, "perlu", True),
        ({"confidence": "rendah"}, "saran", False),
        ({"state": "suppressed"}, "saran", False),
    ],
)
def test_what_makes_the_exit_code_one(more: dict[str, str], fail_on: str, worse: bool) -> None:
    assert is_worse(compare_runs(None, a_run(a_finding("a", **more))), fail_on) is worse
    both = a_run(a_finding("a", **more))
    assert not is_worse(compare_runs(both, both), fail_on)


def test_a_run_is_read_from_audit_json(tmp_path: Path) -> None:
    path = tmp_path / "audit.json"
    path.write_text(json.dumps(AUDIT), encoding="utf-8")
    run = read_run(path)
    assert run.evidence == {"A.1.1.A": "SK 1"}
    assert run.findings[0].spans == (PastSpan("A.1.1.A", 0, 4, "SK 1"),)
    assert run.subject == "instansi|unit|zi-2019"
    for text, said in (
        ("{", "baris 1"),
        ("{}", "bukan hasil audit"),
        ('{"schema": "lke-docs/audit/1"}', "tidak lengkap"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=said):
            read_run(path)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from([MARCH, APRIL, MAY, "Dokumentasi rapat"]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_reordering_loses_nothing(items: list[str], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert kept_items(items, shuffled) == set(range(len(items)))
    assert len(kept_items(items, shuffled[1:])) == max(len(items) - 1, 0)


AUDIT = {
    "schema": "lke-docs/audit/1",
    "as_of": "2021-08-31",
    "sheet": {
        "source": "a.txt",
        "sha256": "0",
        "agency": "Instansi",
        "unit": "Unit",
        "instrument": "zi-2019",
        "rows": [{"code": "A.1.1.A", "question": "?", "answer": "YA", "evidence": "SK 1", "place": {"line": 1}}],
    },
    "findings": [
        {
            "fingerprint": "a",
            "rule": "NOM001",
            "name": "n",
            "level": "wajib",
            "confidence": "tinggi",
            "indicator": "A.1.1.A",
            "message": "pesan",
            "state": "open",
            "spans": [{"indicator": "A.1.1.A", "place": {}, "start": 0, "end": 4, "quote": "SK 1"}],
        }
    ],
}

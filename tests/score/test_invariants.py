"""What must hold whatever is edited: words buy nothing, faults earn nothing, mending costs nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from lke_docs.check import check_dossier, open_dossier
from lke_docs.check.window import parse_window
from lke_docs.gap import Consequence
from lke_docs.model import Audit, Finding, Row, Sheet
from lke_docs.read import read_sheet
from lke_docs.score import Score, score_sheet, with_points

SAMPLES = Path(__file__).parent.parent.parent / "samples"
SHEETS = ("kejari_bantaeng_2021.txt", "kembar_cacat_2022.txt", "kembar_bersih_2022.txt")
ROWS, EDITS = 7, 25  # rows of a piece of a sheet; edits of each kind and sheet
NEAR = 1e-6


class Scored(NamedTuple):
    audit: Audit
    score: Score

    @property
    def shown(self) -> float:
        return self.score.shown.total.points

    @property
    def possible(self) -> float:
        return self.shown + self.score.cannot_tell.total.points


def scored(sheet: Sheet, aside: frozenset[str] = frozenset()) -> Scored:
    """Audit and score; findings with these fingerprints are left out, as if mended."""
    year, form = (2021, "zi-2019") if "2021" in sheet.source else (2022, "zi-2021")
    dossier = open_dossier(sheet, window=parse_window(f"{year}-01-01..{year}-08-31"), instrument=form)
    audit = check_dossier(dossier)
    assert dossier.judge is not None and not audit.defects
    left = tuple(finding for finding in audit.findings if finding.fingerprint not in aside)
    score = score_sheet(dossier.judge, left)
    return Scored(audit._replace(findings=with_points(left, score, dossier.judge)), score)


def pieces() -> list[Sheet]:
    """Neighbouring rows of each sample: small enough for hundreds of audits."""
    found = []
    for name in SHEETS:
        sheet = read_sheet(SAMPLES / name)
        for start in range(0, len(sheet.rows) - ROWS, 2 * ROWS):
            found.append(sheet._replace(rows=sheet.rows[start : start + ROWS]))
    return found


PIECES = pieces()


def with_evidence(sheet: Sheet, row: Row, evidence: str) -> Sheet:
    rows = tuple(it._replace(evidence=evidence, segments=()) if it is row else it for it in sheet.rows)
    return sheet._replace(rows=rows)


def a_piece(name: str, random: Random) -> Sheet:
    return random.choice([piece for piece in PIECES if piece.source.endswith(name)])


def a_row(sheet: Sheet, random: Random) -> Row:
    return random.choice([row for row in sheet.rows if row.evidence])


def about_documents(audit: Audit) -> set[str]:
    """Findings about a document itself: its number, its date, its being the same as another."""
    families = ("NOM", "TGL001", "TGL002", "TGL003", "TGL006", "TGL008")
    return {finding.fingerprint for finding in audit.findings if finding.rule.startswith(families)}


def adds_up(score: Score) -> None:
    split = (score.shown, score.cannot_tell, score.not_shown)
    for code, part in score.claimed.indicators.items():
        assert part.points == pytest.approx(sum(it.indicators[code].points for it in split)), code
        assert all(it.indicators[code].points >= -NEAR for it in split), code


EMPTY = (
    "; Terlampir",
    "; lihat lampiran",
    "; https://drive.google.com/x",
    "; ada",
    "; lengkap",
    "; sudah sesuai",
    "; ok",
)


@pytest.mark.parametrize("seed", range(EDITS))
@pytest.mark.parametrize("name", SHEETS)
def test_empty_words_and_repetition_buy_nothing(name: str, seed: int) -> None:
    random = Random(f"{name} {seed}")
    sheet = a_piece(name, random)
    row = a_row(sheet, random)
    more = random.choice([*EMPTY, f"; {row.evidence}"])
    before, after = scored(sheet), scored(with_evidence(sheet, row, row.evidence + more))

    assert after.shown <= before.shown + NEAR, (row.code, more)
    assert about_documents(before.audit) <= about_documents(after.audit), (row.code, more)
    adds_up(after.score)


FAULTS = (
    ("2021", "2031"), ("2022", "2032"), ("Februari", "30 Februari"), ("/02/", "/12/"), ("Nomor", ""), ("tanggal", ""),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(EDITS))
@pytest.mark.parametrize("name", SHEETS)
def test_a_fault_never_earns(name: str, seed: int) -> None:
    random = Random(f"fault {name} {seed}")
    sheet = a_piece(name, random)
    rows = [(row, fault) for row in sheet.rows for fault in FAULTS if fault[0] in row.evidence]
    if not rows:
        return
    row, (right, wrong) = random.choice(rows)
    before, after = scored(sheet), scored(with_evidence(sheet, row, row.evidence.replace(right, wrong)))

    assert after.shown <= before.shown + NEAR, (row.code, right, wrong, row.evidence)
    adds_up(after.score)


@pytest.mark.parametrize("seed", range(EDITS))
@pytest.mark.parametrize("name", SHEETS)
def test_taking_documents_away_never_raises_anything(name: str, seed: int) -> None:
    random = Random(f"fewer {name} {seed}")
    sheet = a_piece(name, random)
    before = scored(sheet)
    entry = random.choice([it for it in before.audit.entries if it.evidence.items])
    after = scored(with_evidence(sheet, entry.row, ""))

    # Two rows that contradict each other cast doubt on both: with one of them the doubt goes too.
    shared = [it for it in before.audit.findings if {entry.code} < {span.indicator for span in it.spans}]
    doubt = sum(finding.points for finding in shared)
    assert after.shown <= before.shown + doubt + NEAR, entry.code
    assert after.possible <= before.possible + doubt + NEAR, entry.code
    adds_up(after.score)


@pytest.mark.parametrize("seed", range(EDITS))
@pytest.mark.parametrize("name", SHEETS)
def test_mending_a_finding_raises_by_at_most_its_points(name: str, seed: int) -> None:
    random = Random(f"mend {name} {seed}")
    sheet = a_piece(name, random)
    before = scored(sheet)
    weigh = [it for it in before.audit.findings if it.consequence is not Consequence.NOTHING] or before.audit.findings
    finding = random.choice(weigh)
    after = scored(sheet, frozenset({finding.fingerprint}))

    assert before.shown - NEAR <= after.shown <= before.shown + finding.points + NEAR, finding.message
    assert before.possible <= after.possible + NEAR


@pytest.mark.parametrize("sheet", PIECES, ids=lambda piece: f"{piece.source}-{piece.rows[0].code}")
def test_every_lowered_letter_has_a_finding_that_costs_it(sheet: Sheet) -> None:
    done = scored(sheet)
    told = {finding.indicator for finding in done.audit.findings if finding.points > 0}
    told |= {code for finding in done.audit.findings if finding.points > 0 for code in finding.related}
    lowered = {code for code, part in done.score.not_shown.indicators.items() if part.points > NEAR}

    assert lowered <= told


def test_findings_that_cost_nothing_say_nothing_of_points() -> None:
    findings: list[Finding] = [it for piece in PIECES for it in scored(piece).audit.findings]

    assert {it.points for it in findings if it.consequence is Consequence.NOTHING} == {0.0}
    assert any(it.points > 0 for it in findings)

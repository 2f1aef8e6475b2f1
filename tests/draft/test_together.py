"""One paper for several gaps: no gap is left out, and what is said of each still counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lke_docs import check
from lke_docs.draft.batch import drafts_of, make_package
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.honesty import GapState
from lke_docs.draft.plan import NO_BACKDATING, plan, without_draft
from lke_docs.draft.request import DraftRequest, select
from lke_docs.draft.together import together
from lke_docs.gap import GapKind
from lke_docs.model import AnswerKind, Audit
from lke_docs.read import read_sheet

from . import audits

MADE = date(2021, 9, 1)
MEETING = ("undangan", "daftar_hadir", "notula")
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kejari_bantaeng_2021.txt"
WBS = audits.entry("A.2.3.B", "Notula Evaluasi WBS Bulan April 2021; Notula Evaluasi WBS Bulan Mei 2021")


@pytest.fixture
def audit() -> Audit:
    found = audits.finding(
        "SER002", "A.2.3.B", (WBS, "Bulan Mei 2021"), subject="Notula Evaluasi WBS", periods=("2021-06",),
        missing=("notula",),
    )  # fmt: skip
    return audits.audit([*audits.ENTRIES, WBS], [*audits.FINDINGS, found])


def _by_folder(requests: list[DraftRequest]) -> dict[str, DraftRequest]:
    return {request.folder: request for request in requests}


def test_gaps_of_one_month_are_one_meeting_with_a_point_for_each_indicator(audit: Audit) -> None:
    meeting = _by_folder(together(plan(audit, made=MADE)))["2021-06_rapat"]

    assert (meeting.templates, meeting.indicators) == (MEETING, ("A.2.1.C", "A.2.3.B"))
    assert meeting.values["judul"].content == "[ISI: Usulan: Rapat Evaluasi periode Juni 2021 (susulan)]"
    assert meeting.values["agenda"].content == [
        "[ISI: Usulan: Evaluasi SOP periode Juni 2021]",
        "[ISI: Usulan: Evaluasi WBS periode Juni 2021]",
        "[ISI: Usulan: Tindak lanjut hasil rapat periode Mei 2021]",
        "[ISI: Usulan: Rencana tindak lanjut, penanggung jawab dan batas waktu]",
    ]
    assert "satu rapat melayani 2 kesenjangan" in meeting.reason


def test_what_is_said_of_one_gap_parts_it_from_the_others(audit: Audit) -> None:
    said = [GapFacts("A.2.3.B", Facts(state=GapState.NOT_HELD))]

    found = _by_folder(together(plan(audit, made=MADE, gaps=said)))

    assert found["A.2.1.C_2021-06_rapat"].templates == MEETING
    assert found["A.2.3.B_2021-06_rapat"].templates == ("surat_keterangan",)


def test_papers_of_one_area_are_asked_for_in_one_letter(audit: Audit, text_of: Callable[[bytes], str]) -> None:
    letter = _by_folder(together(plan(audit, made=MADE)))["A.3_kelengkapan"]
    made = make_package(letter, audit, made=MADE)

    assert isinstance(made, list)
    text = text_of(made[0].data)
    assert "LKE butir A.3.3.C dan A.3.4.D" in text
    assert "Butir A.3.3.C: “Berita Acara asesmen pegawai”: tanggalnya tidak disebut; mohon salinan naskahnya" in text
    assert text.count(NO_BACKDATING) == 1


def test_numbers_that_disagree_in_two_rows_of_an_area_are_one_letter_with_a_row_for_each() -> None:
    rows = [audits.entry(f"A.5.3.{part}", "", kind=AnswerKind.COUNT, answer=part) for part in "12"]
    findings = [audits.finding("JWB004", row.code, message=f"Jumlah {row.code} tidak cocok.") for row in rows]
    (letter,) = together(plan(audits.audit(rows, findings), made=MADE))

    assert [line["tertulis"] for line in letter.values["nota_dinas.rincian"].content] == ["1", "2"]
    assert isinstance(make_package(letter, audits.audit(rows, findings), made=MADE), list)


def test_no_gap_is_left_out_and_the_sample_needs_half_the_papers() -> None:
    found = check.audit(read_sheet(SAMPLE))
    alone = plan(found, made=MADE)
    joined = together(alone)

    assert sorted(one.fingerprint for one in alone) == sorted(one.fingerprint for it in joined for one in it.served)
    assert {one.gap.kind for one in without_draft(found, joined) if one.gap} == {GapKind.REQUIREMENT}
    assert len({request.folder for request in joined}) == len(joined)
    assert sum(len(request.templates) for request in joined) + 1 <= 25  # with the index; 50 where each gap had its own
    assert all(request.reason.endswith(".") and request.reason.count(". ") == 0 for request in joined)


def test_papers_that_meetings_of_several_rows_lack_are_asked_of_each() -> None:
    rows = [
        audits.entry(f"A.{area}.1.A", f"Notula Rapat {area} tanggal 6 April 2021", types="notula") for area in "112"
    ]
    rows[1] = audits.entry("A.1.1.B", "Notula Rapat tim", types="notula")
    told = audits.finding(
        "BKT003", "A.1.1.A", (rows[0], "Notula Rapat 1 tanggal 6 April 2021"), (rows[2], "Notula Rapat 2"),
        missing=("undangan",), related=("A.1.1.B", "A.2.1.A"),
    )  # fmt: skip
    audit = audits.audit(rows, [told])

    letters = together(plan(audit, made=MADE))

    assert [letter.indicators for letter in letters] == [("A.1.1.A", "A.1.1.B"), ("A.2.1.A",)]
    subjects = [member.subject for letter in letters for member in letter.served]
    assert subjects == ["Notula Rapat 1 tanggal 6 April 2021", "Notula Rapat tim", "Notula Rapat 2"]
    assert without_draft(audit, letters) == []


def test_choosing_one_of_several_chooses_its_paper(audit: Audit) -> None:
    joined = together(plan(audit, made=MADE))

    assert [request.folder for request in select(joined, lambda gap: gap.indicator == "A.2.3.B")] == ["2021-06_rapat"]


@pytest.mark.parametrize("code", ["A.3.4.D", "A.3.3.C", "A.2.1.C", "A.5.5.B"])
def test_a_statement_of_absence_never_lists_what_is_absent(
    code: str, audit: Audit, text_of: Callable[[bytes], str]
) -> None:
    said = [GapFacts(code, Facts(state=GapState.NOT_HELD))]
    requests = [one for one in plan(audit, made=MADE, gaps=said) if one.indicator == code]

    for request in requests:
        (made,) = drafts_of([request], audit, made=MADE)
        assert isinstance(made, list)
        beside = text_of(made[0].data).partition("Dokumen lain yang ada")[2]
        assert "Surat Keputusan" not in beside
        assert "Berita Acara" not in beside
        assert "Juni 2021" not in beside.partition("Keterangan ini")[0]
    assert requests

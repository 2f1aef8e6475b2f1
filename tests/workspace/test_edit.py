"""What people change in a sheet: parts of rows, changes over the sheet, two people's changes side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lke_docs.errors import InputError
from lke_docs.model import Place, Row, Sheet, SourceText
from lke_docs.read import read_sheet
from lke_docs.read.answer_kind import answer_kind
from lke_docs.workspace import Change, Terms
from lke_docs.workspace.edit import Edit, apply_edits, edits_in, edits_object, parts_of, put_together, text_of
from lke_docs.workspace.opening import audit_read, read_file
from lke_docs.workspace.pair import difference
from lke_docs.workspace.terms import Asked, make_terms

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def cell(name: str, sheet: str = "LKE") -> Place:
    return Place(sheet=sheet, cell=name)


def row(code: str, answer: str, *cells: tuple[str, str], links: tuple[str, ...] = ()) -> Row:
    segments, evidence = [], ""
    for name, text in cells:
        evidence = f"{evidence}\n{text}" if evidence else text
        segments.append((len(evidence) - len(text), cell(name)))
    return Row(
        code, "Apakah sudah?", answer, answer_kind(answer), evidence, cell(f"A{code[-1]}"),
        segments=tuple(segments), answer_place=cell(f"C{code[-1]}") if answer else None, links=links,
    )  # fmt: skip


def sheet(*rows: Row) -> Sheet:
    return Sheet("lke.xlsx", "0" * 64, "xlsx", rows)


TWO = sheet(row("A.1.1", "YA", ("L1", "Catatan unit"), ("M1", "SK tim\nNotula")), row("A.1.2", ""))


def test_each_cell_of_a_row_is_a_part() -> None:
    assert [(it.name, it.text) for it in parts_of(TWO.rows[0])] == [
        ("answer", "YA"), ("evidence", "Catatan unit"), ("evidence-2", "SK tim\nNotula")
    ]  # fmt: skip
    assert [(it.name, it.text, it.place) for it in parts_of(TWO.rows[1])] == [
        ("answer", "", None), ("evidence", "", None)
    ]  # fmt: skip


def test_a_change_touches_its_own_cell_alone() -> None:
    changed = apply_edits(
        TWO, [Edit("A.1.1", "evidence-2", " SK tim 2021\r\nNotula \r\n"), Edit("A.1.2", "answer", " b ")]
    )

    assert changed.rows[0].evidence == "Catatan unit\nSK tim 2021\nNotula"
    assert [place.cell for _, place in changed.rows[0].segments] == ["L1", "M1"]
    assert (changed.rows[1].answer, changed.rows[1].is_choice) == ("b", True)
    assert changed.sha256 != TWO.sha256
    assert apply_edits(TWO, []) is TWO


def test_a_cell_that_was_emptied_can_be_filled_again() -> None:
    emptied = apply_edits(TWO, [Edit("A.1.1", "evidence", "")])
    assert [(it.text, it.place) for it in parts_of(emptied.rows[0])[1:]] == [
        ("", cell("L1")),
        ("SK tim\nNotula", cell("M1")),
    ]

    assert apply_edits(emptied, [Edit("A.1.1", "evidence", "Catatan unit")]).rows == TWO.rows


def test_a_cell_that_rows_share_is_changed_for_all_of_them() -> None:
    shared = sheet(row("A.1.1", "YA", ("M1", "SK tim")), row("A.1.2", "YA", ("M1", "SK tim")), row("A.1.3", "YA"))

    changed = apply_edits(shared, [Edit("A.1.2", "evidence", "SK tim; notula")])

    assert [it.evidence for it in changed.rows] == ["SK tim; notula", "SK tim; notula", ""]


def test_links_go_and_come_with_the_text() -> None:
    old, new = "https://arsip.loka.example/a%20b", "https://arsip.loka.example/c"
    linked = sheet(row("A.1.1", "YA", ("M1", "https://arsip.loka.example/a b"), links=(old, "https://di.luar.example")))

    changed = apply_edits(linked, [Edit("A.1.1", "evidence", f"SK tim, {new}")])

    assert changed.rows[0].links == ("https://di.luar.example", new)


def test_what_two_worksheets_said_differently_may_be_settled() -> None:
    other = SourceText("SK tim 2", cell("M1", "Salinan"))
    torn = sheet(row("A.1.1", "YA", ("M1", "SK tim")))._replace(
        clashes=(("A.1.1", SourceText("SK tim", cell("M1")), other),)
    )

    assert apply_edits(torn, [Edit("A.1.1", "evidence", "SK tim 2")]).clashes == ()
    assert [it[1].text for it in apply_edits(torn, [Edit("A.1.1", "evidence", "SK 3")]).clashes] == ["SK 3"]


@pytest.mark.parametrize(
    "edit", [Edit("A.9.9", "answer", "A"), Edit("A.1.1", "evidence-9", "x"), Edit("A.1.1", "evidence", "x" * 40_000)]
)
def test_what_cannot_stand_is_refused(edit: Edit) -> None:
    with pytest.raises(InputError, match=r"lke\.xlsx"):
        apply_edits(TWO, [edit])


WORDS = st.text(st.sampled_from("ab \n;,"), max_size=12)
EDITS = st.lists(st.builds(Edit, st.sampled_from(["A.1.1", "A.1.2"]), st.sampled_from(["answer", "evidence"]), WORDS))


@given(EDITS)
def test_edits_are_kept_and_the_last_of_a_part_holds(edits: list[Edit]) -> None:
    assert apply_edits(TWO, edits_in(edits_object(edits))).rows == apply_edits(TWO, edits).rows
    for it in apply_edits(TWO, edits).rows:
        assert "\n".join(filter(None, (part.text for part in parts_of(it)[1:]))) == it.evidence


@given(EDITS, EDITS)
def test_two_people_lose_nothing(theirs: list[Edit], mine: list[Edit]) -> None:
    """Each part says what I wrote, or what the other did; where both wrote otherwise it is a clash."""
    now = apply_edits(TWO, theirs)
    wanted = apply_edits(TWO, mine)
    mine = list(edits_in(edits_object(mine)))

    held, clashes = put_together(TWO, now, mine)

    done = apply_edits(now, held)
    torn = {(it.edit.code, it.edit.part) for it in clashes}
    for code in ("A.1.1", "A.1.2"):
        for part in ("answer", "evidence"):
            was, their, my, is_now = (text_of(it, code, part) for it in (TWO, now, wanted, done))
            assert is_now == (their if (code, part) in torn or my == was else my)
            assert ((code, part) in torn) == (was != their and was != my and their != my)


def test_a_mended_cell_takes_its_finding_away_and_adds_points() -> None:
    """A.2.3.A of the sample is a month short and its decree is not dated: both are mended, nothing else moves."""
    path = SAMPLES / "kejari_bantaeng_2021.txt"
    terms: Terms = make_terms(Asked(), Path(SAMPLES))
    data, read = read_file(path, terms)
    before = audit_read(data, read, terms)
    found = next(it for it in before.audit.findings if it.rule == "TGL002" and it.indicator == "A.1.4.B")
    text = text_of(read, "A.1.4.B", "evidence")
    quote = found.spans[0].quote
    edit = Edit("A.1.4.B", "evidence", text.replace(quote, quote.replace("Februari", "24 Februari")))

    after = audit_read(data, apply_edits(read, [edit]), terms)
    changes = {(it.change, it.finding.rule, it.finding.indicator) for it in difference(before, after).changes}

    assert (Change.FIXED, "TGL002", "A.1.4.B") in changes
    assert {it for it in changes if it[0] is Change.NEW} == set()


def test_read_samples_have_parts_that_give_the_cell_back() -> None:
    for it in read_sheet(SAMPLES / "buatan" / "dinas_contoh_2021.xlsx").rows:
        assert "\n".join(filter(None, (part.text for part in parts_of(it)[1:]))) == it.evidence

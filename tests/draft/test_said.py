"""What people said of a gap counts in every later run, whatever else changes in the sheet, and is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from lke_docs.draft.batch import drafts_of, write_batch
from lke_docs.draft.belonging import GapName, GapNames
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.folder import Fate, open_folder
from lke_docs.draft.honesty import GapState
from lke_docs.draft.plan import gap_names, plan
from lke_docs.draft.single import ask_states
from lke_docs.draft.states import refuse_other_unit, said_in, unmet
from lke_docs.draft.together import together, typed_in
from lke_docs.errors import ConfigError
from lke_docs.model import Finding
from lke_docs.moment import Moment

from . import audits

MADE = date(2021, 9, 1)
JUNE = Moment(2021, 6)
SERIES = "Notula Evaluasi SOP"
WBS = audits.entry("A.2.3.B", "Notula Evaluasi WBS Bulan April 2021; Notula Evaluasi WBS Bulan Mei 2021")


def _missing(*months: int, rule: str = "SER002", subject: str = SERIES) -> Finding:
    periods = tuple(f"2021-{month:02d}" for month in months)
    about = (audits.SOP, "Bulan Mei 2021")
    return audits.finding(rule, "A.2.1.C", about, subject=subject, periods=periods, missing=("notula",))


def _run(folder: Path, findings: Sequence[Finding], *, said: Sequence[GapFacts] = ()) -> dict[str, Fate]:
    audit = audits.audit([*audits.ENTRIES, WBS], list(findings))
    planned = together(plan(audit, made=MADE, gaps=[*said, *said_in(folder)]), typed_in(folder))
    outputs = [one for made in drafts_of(planned, audit, made=MADE) if isinstance(made, list) for one in made]
    with open_folder(folder) as held:
        return {placed.path: placed.fate for placed in write_batch(held, outputs, planned, audit, made=MADE)}


def _answer(path: Path, state: GapState, *, nth: int = 1) -> str:
    """Write another state over the nth one, and nothing else."""
    parts = path.read_text(encoding="utf-8").split('\nkeadaan = "')
    parts[nth] = f"{state}{parts[nth][parts[nth].index(chr(34)) :]}"
    text = '\nkeadaan = "'.join(parts)
    path.write_text(text, encoding="utf-8")
    return text


def test_a_list_with_one_answer_stays_when_the_sheet_changes_and_the_answer_counts(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6, 7)])
    typed = _answer(tmp_path / "KEADAAN.toml", GapState.NOT_HELD)

    again = _run(tmp_path, [_missing(6, 7)])
    later = _run(tmp_path, [_missing(6), _missing(8)])

    assert (tmp_path / "KEADAAN.toml").read_text(encoding="utf-8") == typed
    assert "A.2.1.C_2021-06_rapat/DRAF_surat_keterangan.docx" in again
    assert "A.2.1.C_2021-06_rapat/DRAF_undangan.docx" not in later
    assert later["KEADAAN_baru.toml"] is Fate.NEW


def test_an_answer_in_the_terminal_stays_with_its_day_and_its_record(tmp_path: Path) -> None:
    audit = audits.audit(audits.ENTRIES, [_missing(6)])
    answers = iter(["s", "2021-06-07", "buku agenda halaman 12"])
    said = ask_states(plan(audit, made=MADE), lambda _: next(answers), made=MADE)

    _run(tmp_path, [_missing(6)], said=said)
    _run(tmp_path, [_missing(7)])
    (gap,) = [it for it in said_in(tmp_path) if it.period == JUNE]

    assert (gap.facts.state, gap.facts.meeting) == (GapState.HELD, date(2021, 6, 7))
    assert gap.facts.fields["catatan_sumber"] == "buku agenda halaman 12"


def test_new_gaps_come_in_a_list_that_nobody_has_typed_into(tmp_path: Path) -> None:
    names = ("KEADAAN.toml", "KEADAAN_baru.toml", "KEADAAN_baru_2.toml")
    typed = []
    for number, name in enumerate(names):
        _run(tmp_path, [_missing(*range(5, 6 + number))])
        typed.append(_answer(tmp_path / name, GapState.NOT_HELD))
    _run(tmp_path, [_missing(5, 6, 7, 8)])

    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == typed
    assert 'periode = "2021-08"' in (tmp_path / "KEADAAN_baru_3.toml").read_text(encoding="utf-8")
    assert [gap.facts.state for gap in said_in(tmp_path)] == [GapState.NOT_HELD] * 3 + [GapState.PLANNED]


def test_an_answer_holds_whatever_rule_tells_the_gap(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6)])
    _answer(tmp_path / "KEADAAN.toml", GapState.NOT_HELD)

    placed = _run(tmp_path, [_missing(6, rule="SER001")])

    assert "A.2.1.C_2021-06_rapat/DRAF_surat_keterangan.docx" in placed
    assert placed["A.2.1.C_2021-06_rapat/DRAF_undangan.docx"] is Fate.ASIDE
    assert "KEADAAN_baru.toml" not in placed


@pytest.mark.parametrize(
    ("said", "is_meant"),
    [
        (GapName("A.1", JUNE, "SER002", "Notula A"), True),
        (GapName("A.1", JUNE, "SER004", "notula  a"), True),  # another rule
        (GapName("A.1", JUNE, "SER002", "Notula A yang lama"), True),  # its name in the sheet was another
        (GapName("A.1", JUNE, "SER002", "Notula B"), False),  # which is missing too
        (GapName("A.1", JUNE, "SER004", "Notula C"), False),
        (GapName("A.1", None, "BKT003", "Notula A"), False),  # its invitation, say
        (GapName("A.1"), True),
        (GapName("A.1", JUNE + 1, "SER002", "Notula A"), False),
        (GapName("A.2", JUNE, "SER002", "Notula A"), False),
    ],
)
def test_a_gap_is_known_by_indicator_period_and_document(said: GapName, is_meant: bool) -> None:
    gap = GapName("A.1", JUNE, "SER002", "Notula A")
    names = GapNames([gap, gap._replace(document="Notula B")])

    assert names.means(said, gap) is is_meant


@pytest.mark.parametrize("name", ["KEADAAN.toml", "KEADAAN_baru.toml"])
def test_two_answers_to_one_gap_are_refused_with_both_places(name: str, tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6, 7)])
    path = tmp_path / "KEADAAN.toml"
    text = _answer(path, GapState.NOT_HELD)
    head, _, entry = text.partition("[[kesenjangan]]")
    copied = f"[[kesenjangan]]{entry.partition('[[kesenjangan]]')[0]}".replace("tidak_dilaksanakan", "ada")
    (tmp_path / name).write_text((text if path.name == name else head) + copied, encoding="utf-8")

    with pytest.raises(ConfigError, match=rf"{name}, baris \d+: .*A.2.1.C, Juni 2021.*KEADAAN.toml, baris 6"):
        _run(tmp_path, [_missing(6, 7)])


def test_an_answer_to_an_indicator_that_is_not_there_is_refused(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6)])
    path = tmp_path / "KEADAAN.toml"
    path.write_text(_answer(path, GapState.NOT_HELD).replace('"A.2.1.C"', '"A.2.1.Z"'), encoding="utf-8")

    with pytest.raises(ConfigError, match=r"KEADAAN.toml, baris 6: indikator “A.2.1.Z” .*maksudnya “A.2.1.C”"):
        _run(tmp_path, [_missing(6)])


def test_what_was_said_of_another_unit_is_refused(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6)])
    audit = audits.audit(audits.ENTRIES, [])
    other = audit._replace(sheet=audit.sheet._replace(unit="BALAI CONTOH TANJUNG"))

    refuse_other_unit(said_in(tmp_path), audit)
    with pytest.raises(ConfigError, match=r"KEADAAN.toml, baris 6: .* milik KANTOR .* dari BALAI CONTOH TANJUNG"):
        refuse_other_unit(said_in(tmp_path), other)


def test_an_answer_that_meets_no_gap_is_told(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6, 7)])
    _answer(tmp_path / "KEADAAN.toml", GapState.NOT_HELD)
    audit = audits.audit([*audits.ENTRIES, WBS], [_missing(7)])

    (told,) = unmet(said_in(tmp_path), gap_names(audit))

    assert f"KEADAAN.toml, baris 6: tidak ada kesenjangan A.2.1.C, Juni 2021, {SERIES};" in told


def _of_wbs(*months: int) -> Finding:
    found = _missing(*months, subject="Notula Evaluasi WBS")
    return found._replace(indicator="A.2.3.B", fingerprint="wbs")


def _type(path: Path) -> bytes:
    path.write_bytes(path.read_bytes() + b"diketik")
    return path.read_bytes()


def test_a_new_gap_of_the_same_month_leaves_typed_drafts_in_their_folder(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6)])
    path = tmp_path / "A.2.1.C_2021-06_rapat/DRAF_undangan.docx"
    typed = _type(path)

    placed = _run(tmp_path, [_missing(6), _of_wbs(6)])

    assert path.read_bytes() == typed
    assert placed["A.2.1.C_2021-06_rapat/DRAF_undangan.docx"] is Fate.LEFT
    assert {Path(name).parent.name for name in placed if name.endswith("undangan.docx")} == {
        "A.2.1.C_2021-06_rapat", "A.2.3.B_2021-06_rapat",
    }  # fmt: skip


def test_typed_drafts_of_several_gaps_stay_with_those_that_are_left(tmp_path: Path) -> None:
    _run(tmp_path, [_missing(6), _of_wbs(6)])
    typed = _type(tmp_path / "2021-06_rapat/DRAF_undangan.docx")

    placed = _run(tmp_path, [_missing(6)])

    assert placed["2021-06_rapat/DRAF_undangan.docx"] is Fate.LEFT
    assert (tmp_path / "2021-06_rapat/DRAF_undangan.docx").read_bytes() == typed
    assert not (tmp_path / "A.2.1.C_2021-06_rapat").exists()


def test_papers_of_one_month_for_which_other_things_were_said_have_folders_of_their_own() -> None:
    audit = audits.audit([*audits.ENTRIES, WBS], [_missing(6), _of_wbs(6), _missing(6, subject="B"), _of_wbs(6)])
    said = Facts({"tempat": "Aula"}, state=GapState.PLANNED)

    joined = together(plan(audit, made=MADE, gaps=[GapFacts("A.2.1.C", said)]))

    assert [request.folder for request in joined] == ["2021-06_rapat", "2021-06_rapat_2"]

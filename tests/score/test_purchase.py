"""What cannot be bought: words without documents show nothing, and beside a document they change nothing."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from lke_docs.check import open_dossier
from lke_docs.check.window import parse_window
from lke_docs.form import is_prescribed
from lke_docs.model import Row, Sheet
from lke_docs.read import read_sheet
from lke_docs.read.txt import read_txt
from lke_docs.score import Score, score_sheet

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "kejari_bantaeng_2021.txt"
WINDOW = parse_window("2021-01-01..2021-08-31")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return read_txt(SAMPLE.read_bytes(), SAMPLE.name)


def scored(sheet: Sheet, write: Callable[[Row], str]) -> Score:
    """The score of the sheet with every evidence cell written anew."""
    rows = tuple(row._replace(evidence=write(row), segments=()) if row.evidence else row for row in sheet.rows)
    dossier = open_dossier(sheet._replace(rows=rows), window=WINDOW)
    assert dossier.judge is not None
    return score_sheet(dossier.judge)


@pytest.fixture(scope="module")
def honest(sheet: Sheet) -> Score:
    return scored(sheet, lambda row: row.evidence)


def adds_up(score: Score) -> None:
    for name in ("parts", "areas", "sub_areas"):
        levels = [getattr(it, name) for it in (score.claimed, score.shown, score.cannot_tell, score.not_shown)]
        for claimed, *split in zip(*levels, strict=True):
            assert claimed.points == pytest.approx(sum(part.points for part in split)), claimed.code
            assert {part.open for part in split} == {claimed.open}


EVERYWHERE = [
    "Terlampir", "terlampir.", "Lihat lampiran", "Ada di Google Drive", "https://drive.google.com/x",
    "Dokumen terlampir",
    "SK", "Laporan", "Notula rapat", "Foto kegiatan", "Dokumentasi kegiatan", "SOP", "Laporan kegiatan terkait",
    "ada", "Ada.", "ok", "ya", "Lengkap", "Sudah", "sesuai", "Sudah ada dan lengkap", "-", "...",
    "Telah dilaksanakan seluruhnya secara berkala setiap bulan dan ditindaklanjuti oleh pimpinan",
    "SK Tim Kerja ZI Nomor KEP-1/X.4/Cp.1/01/2021 tanggal 4 Januari 2021",
]  # fmt: skip


@pytest.mark.parametrize("text", EVERYWHERE)
def test_one_text_in_every_cell_shows_nothing(sheet: Sheet, text: str) -> None:
    score = scored(sheet, lambda _: text)

    assert score.shown.total.points == 0
    assert score.claimed.total.points == pytest.approx(54.14, abs=0.005)
    adds_up(score)
    assert not any(result.shown_state == "met" for result in score.thresholds)


FROM_THE_FORM: dict[str, Callable[[Row], str]] = {
    "question": lambda row: row.question,
    "question and pointer": lambda row: f"{row.question} (terlampir)",
    "question, affirmed": lambda row: row.question.replace("Apakah", "Sudah", 1),
}


@pytest.mark.parametrize("write", FROM_THE_FORM.values(), ids=FROM_THE_FORM)
def test_the_form_itself_shows_nothing(sheet: Sheet, write: Callable[[Row], str]) -> None:
    assert scored(sheet, write).shown.total.points == 0


PURCHASES = tomllib.loads((Path(__file__).parent / "purchases.toml").read_text(encoding="utf-8"))
SHARE = 1 if os.environ.get("LKE_LONG") else 3  # one attempt in three, without the switch for long runs


def filled(sheet: Sheet, template: str) -> Callable[[Row], str]:
    """Write an attempt for each row of the sheet."""
    form = open_dossier(sheet, window=WINDOW).form
    assert form is not None
    known = {match.row.code: match.indicator for match in form.matches if match.indicator}
    places = {row.code: place for place, row in enumerate(sheet.rows, 1)}

    def write(row: Row) -> str:
        found = known.get(row.code)
        best = found.options[0].criterion if found and found.options else "ada"
        at = places[row.code]
        question = row.question.replace("Apakah", "").strip("? ")
        label = found.label if found else row.question
        return template.format(label=label, option=best, question=question, n=at, day=at % 28 + 1)

    return write


@pytest.mark.parametrize("template", PURCHASES["everywhere"][::SHARE])
def test_words_in_every_cell_show_nothing(sheet: Sheet, template: str) -> None:
    assert scored(sheet, filled(sheet, template)).shown.total.points == 0


@pytest.mark.parametrize("template", PURCHASES["appended"][::SHARE])
def test_words_behind_every_cell_show_no_more(sheet: Sheet, honest: Score, template: str) -> None:
    write = filled(sheet, template)
    bought = scored(sheet, lambda row: row.evidence + write(row))

    assert bought.shown.total.points <= honest.shown.total.points + 1e-9
    adds_up(bought)


def test_evidence_moved_to_other_questions_shows_less(sheet: Sheet, honest: Score) -> None:
    cells = [row.evidence for row in sheet.rows if row.evidence]
    after = dict(zip(cells, cells[7:] + cells[:7], strict=True))

    assert scored(sheet, lambda row: after[row.evidence]).shown.total.points < honest.shown.total.points / 2


APPENDED = [
    "; Terlampir",
    "; lihat link",
    "; https://drive.google.com/x",
    "; lengkap",
    "; sudah sesuai",
    "; SK",
    "; ada",
]


@pytest.mark.parametrize("text", APPENDED)
def test_what_is_appended_shows_no_more(sheet: Sheet, honest: Score, text: str) -> None:
    bought = scored(sheet, lambda row: row.evidence + text)

    assert bought.shown.total.points <= honest.shown.total.points + 1e-9
    adds_up(bought)


def test_saying_a_thing_twice_changes_nothing(sheet: Sheet, honest: Score) -> None:
    again = scored(sheet, lambda row: f"{row.evidence}; {row.evidence}")

    assert again.shown.total.points <= honest.shown.total.points + 1e-9
    adds_up(honest)


def test_the_list_that_the_form_asks_for_shows_nothing_and_rules_nothing_out() -> None:
    data = Path(__file__).parent.parent / "data" / "eyes" / "daftar_permintaan.xlsx"
    dossier = open_dossier(read_sheet(data), window=WINDOW)
    assert dossier.judge is not None
    score = score_sheet(dossier.judge)
    asked = {entry.code for entry in dossier.entries if is_prescribed(entry)}
    claimed = {answer.code: answer.letter for answer in score.answers if answer.letter}

    assert len(asked & set(claimed)) > 50
    adds_up(score)
    assert [it.code for it in score.supports if it.code in asked and it.letter != claimed.get(it.code, "")] == []

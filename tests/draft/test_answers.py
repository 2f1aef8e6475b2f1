"""The workbook of facts: asked in plain words, filled by people, read back; never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lke_docs.draft.answers import FACTS_FILE, facts_workbook, read_workbooks
from lke_docs.draft.batch import drafts_of, write_batch
from lke_docs.draft.facts import load_facts
from lke_docs.draft.folder import Output, open_folder
from lke_docs.draft.honesty import GapState
from lke_docs.draft.library import find_template
from lke_docs.draft.plan import plan
from lke_docs.draft.states import said_in
from lke_docs.draft.together import together
from lke_docs.errors import ConfigError
from lke_docs.moment import Moment

from . import audits

MADE = date(2021, 9, 1)
AUDIT = audits.audit(audits.ENTRIES, audits.FINDINGS[1:2])
MEETING = "A.2.1.C_2021-06_rapat"


def _run(folder: Path, *, force: bool = False) -> dict[str, Output]:
    planned = together(plan(AUDIT, made=MADE, gaps=said_in(folder)))
    outputs = [one for made in drafts_of(planned, AUDIT, made=MADE) if isinstance(made, list) for one in made]
    with open_folder(folder) as held:
        write_batch(held, outputs, planned, AUDIT, made=MADE, force=force, workbooks=True)
    return {output.path: output for output in outputs}


def _fill(path: Path, values: Mapping[str, Any], tables: Mapping[str, list[str]] | None = None) -> None:
    book = load_workbook(path)
    for row in book["Isian"].iter_rows(min_row=2):
        if row[4].value in values:
            row[1].value = values[row[4].value]
    for name, cells in (tables or {}).items():
        book[name].append(cells)
    book.save(path)


def _value(output: Output, name: str) -> Any:
    assert output.draft
    return next(record.value for record in output.draft.filled.records if record.name == name)


def test_what_is_written_into_a_workbook_stands_in_the_next_drafts(tmp_path: Path) -> None:
    _run(tmp_path)
    path = tmp_path / MEETING / FACTS_FILE
    filled = {"tanggal_kegiatan": "Rabu, 8 September 2021", "tempat": "Aula", "kepada": "Para Kepala Seksi", "waktu": 9}
    _fill(path, filled)

    typed = path.read_bytes()
    outputs = _run(tmp_path, force=True)

    invitation = outputs[f"{MEETING}/DRAF_undangan.docx"]
    assert _value(invitation, "tanggal_kegiatan") == "Rabu, 8 September 2021"
    assert _value(invitation, "kepada") == ["Para Kepala Seksi"] * 6
    assert (_value(invitation, "tempat"), _value(invitation, "waktu")) == ("Aula", "9")
    assert path.read_bytes() == typed
    assert _value(outputs["A.2.1.C_2021-07_rapat/DRAF_undangan.docx"], "tempat") == "[ISI: tempat rapat]"


def test_a_state_in_a_workbook_counts_and_what_its_drafts_do_not_ask_is_left_aside(tmp_path: Path) -> None:
    _run(tmp_path)
    held = {"keadaan": "Sudah dilaksanakan", "tanggal_kegiatan": datetime(2021, 6, 7), "catatan_sumber": "agenda 12"}
    _fill(tmp_path / MEETING / FACTS_FILE, {**held, "kepada": "Seksi"}, {"pembahasan": ["SOP", "Dibahas bersama."]})

    (gap,) = read_workbooks(tmp_path)
    outputs = _run(tmp_path)

    assert (gap.indicator, gap.period, gap.facts.state) == ("A.2.1.C", Moment(2021, 6), GapState.HELD)
    notula = outputs[f"{MEETING}/DRAF_notula.docx"]
    assert _value(notula, "pembahasan") == [{"pokok": "SOP", "uraian": "Dibahas bersama."}]
    assert f"{MEETING}/DRAF_undangan.docx" not in outputs


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"tanggal_kegiatan": "kemarin"}, "“kemarin” bukan tanggal; tulis misalnya 7 Juni 2021"),
        ({"tanggal_kegiatan": "Selasa, 7 Juni 2021"}, "“Selasa, 7 Juni 2021”: 7 Juni 2021 adalah hari Senin"),
        ({"susulan": "mungkin"}, "“mungkin” bukan ya atau tidak"),
        ({"keadaan": "sudah"}, "keadaan “sudah” tidak dikenal.*tulis misalnya ada"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_cell_and_an_example(
    values: dict[str, str], reason: str, tmp_path: Path
) -> None:
    _run(tmp_path)
    _fill(tmp_path / MEETING / FACTS_FILE, values)

    with pytest.raises(ConfigError, match=rf"{FACTS_FILE}, sel B\d+: {reason}"):
        read_workbooks(tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rusak", b"teks saja"])
def test_a_broken_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    _run(tmp_path)
    (tmp_path / MEETING / FACTS_FILE).write_bytes(data)

    with pytest.raises(ConfigError, match=f"{FACTS_FILE}: bukan lembar isian"):
        read_workbooks(tmp_path)


def test_workbooks_of_facts_are_equal_each_time_and_an_empty_one_says_nothing(tmp_path: Path) -> None:
    request = plan(AUDIT, made=MADE)[0]
    schemas = [find_template(name).schema for name in request.templates]

    assert facts_workbook(request, schemas, made=MADE) == facts_workbook(request, schemas, made=MADE)
    _run(tmp_path)
    assert read_workbooks(tmp_path) == []


def test_facts_in_an_older_code_page_are_read_and_a_wrong_line_is_shown_with_an_example(tmp_path: Path) -> None:
    path = tmp_path / "fakta.toml"
    path.write_bytes('judul = "Rapat “Évaluasi” – café"\n'.encode("cp1252"))
    assert load_facts(path).fields == {"judul": "Rapat “Évaluasi” – café"}

    path.write_text('judul = "Rapat"\ntempat = ruang rapat\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"baris 2: .*“tempat = ruang rapat”; tulis misalnya judul ="):
        load_facts(path)


def test_what_is_typed_into_a_cell_stays_as_it_was_typed(tmp_path: Path) -> None:
    _run(tmp_path)
    path = tmp_path / MEETING / FACTS_FILE
    book = load_workbook(path)
    page = next(page for page in book.worksheets if page.title == "pembahasan")

    assert {row[1].number_format for row in book["Isian"].iter_rows(min_row=2)} == {"@"}
    assert {page.column_dimensions[letter].number_format for letter in "AB"} == {"@"}
    _fill(path, {"waktu": time(9, 0), "tanggal_kegiatan": "Rabu, 8/9/2021"})
    (gap,) = read_workbooks(tmp_path)
    assert (gap.facts.fields["waktu"], gap.facts.meeting) == ("09.00", date(2021, 9, 8))


@pytest.mark.parametrize(("name", "number"), [("pimpinan_nip", 60010203), ("tempat", 198001012008032001)])
def test_a_number_of_which_digits_may_be_lost_is_refused(name: str, number: int, tmp_path: Path) -> None:
    _run(tmp_path)
    _fill(tmp_path / MEETING / FACTS_FILE, {name: number})

    with pytest.raises(ConfigError, match=rf"{FACTS_FILE}, sel B\d+: tersimpan sebagai angka.*Jadikan sel itu Teks"):
        read_workbooks(tmp_path)


def test_a_number_in_a_table_is_refused_with_its_cell(tmp_path: Path) -> None:
    request = plan(audits.audit(audits.ENTRIES, audits.FINDINGS), made=MADE)[0]
    (tmp_path / "a").mkdir()
    path = tmp_path / "a" / FACTS_FILE
    path.write_bytes(facts_workbook(request, [find_template("surat_perintah").schema], made=MADE))
    book = load_workbook(path)
    page = next(page for page in book.worksheets if "NIP" in [cell.value for cell in page[1]])
    page.append([198001012008032001 if cell.value == "NIP" else "Nama Contoh" for cell in page[1]])
    book.save(path)

    with pytest.raises(ConfigError, match=rf"lembar {page.title}, sel [A-D]2: tersimpan sebagai angka"):
        read_workbooks(tmp_path)

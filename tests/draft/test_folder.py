"""Typed work is sacred: whatever runs are made, forced or killed, no byte that people typed is lost."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from openpyxl import load_workbook

from lke_docs.draft.batch import drafts_of, write_batch
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.folder import Fate, Output, Placed, open_folder, read_note, sealed, write_all
from lke_docs.draft.honesty import GapState
from lke_docs.draft.plan import plan
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.states import said_in
from lke_docs.errors import ConfigError
from lke_docs.office.lock import held
from lke_docs.office.swap import Move, Put, is_inside, recover, swap

from . import audits

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kejari_bantaeng_2021.txt"
MADE = date(2021, 9, 1)
AUDIT = audits.audit(audits.ENTRIES, audits.FINDINGS[1:5])
KILLS = 300 if os.environ.get("LKE_LONG") else 12


class Batch(NamedTuple):
    """All that one run would write."""

    planned: list[DraftRequest]
    outputs: list[Output]


def _batch(*gaps: GapFacts, left_out: str = "") -> Batch:
    planned = [item for item in plan(AUDIT, made=MADE, gaps=gaps) if item.indicator != left_out]
    outputs = [one for made in drafts_of(planned, AUDIT, made=MADE) if isinstance(made, list) for one in made]
    return Batch(planned, outputs)


BATCHES = [
    _batch(),
    _batch(GapFacts("A.2.1.C", Facts(state=GapState.NOT_HELD))),
    _batch(left_out="A.2.1.C"),
    _batch(GapFacts("A.5.3.C", Facts(state=GapState.NOT_HELD)), left_out="A.3.4.C"),
]


def _run(folder: Path, batch: Batch, *, force: bool = False) -> list[Placed]:
    with open_folder(folder) as held:
        return write_batch(held, batch.outputs, batch.planned, AUDIT, made=MADE, force=force)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def _edit(folder: Path, name: str, text: str) -> bytes:
    data = (folder / name).read_bytes() + text.encode()
    (folder / name).write_bytes(data)
    return data


def test_a_run_renews_its_own_leaves_what_is_typed_and_lists_it(tmp_path: Path) -> None:
    first = _run(tmp_path, BATCHES[0])
    assert {one.fate for one in first} == {Fate.NEW}
    notula, keadaan = "A.2.1.C_2021-06_rapat/DRAF_notula.docx", "KEADAAN.toml"
    typed = {name: _edit(tmp_path, name, "# diketik\n") for name in (notula, keadaan)}

    second = _run(tmp_path, BATCHES[1])

    assert {name: (tmp_path / name).read_bytes() for name in typed} == typed
    found = {one.path: one for one in second}
    assert found[keadaan].fate is Fate.LEFT
    assert found[notula].fate is Fate.KEPT
    assert {found[name].fate for name in ("DAFTAR.docx", "DAFTAR.xlsx")} == {Fate.RENEWED}
    gone = found["A.2.1.C_2021-06_rapat/DRAF_undangan.docx"]
    assert (gone.fate, gone.other) == (Fate.ASIDE, "usang/A.2.1.C_2021-06_rapat/DRAF_undangan.docx")
    assert (tmp_path / gone.other).is_file()
    assert not (tmp_path / gone.path).exists()
    assert found["A.2.1.C_2021-06_rapat/DRAF_surat_keterangan.docx"].fate is Fate.NEW
    assert found["A.5.3.C_Q2_laporan_triwulan/DRAF_laporan_monev_triwulan.docx"].fate is Fate.SAME


def test_what_is_filled_in_is_no_longer_counted_as_open(tmp_path: Path) -> None:
    _run(tmp_path, BATCHES[0])
    name = "A.2.1.C_2021-06_rapat/DRAF_undangan.docx"
    before = next(row for row in _index(tmp_path) if row[6] == name)
    document = docx.Document(str(tmp_path / name))
    for cell in [cell for table in document.tables for row in table.rows for cell in row.cells]:
        if cell.text == "[ISI: tempat rapat]":
            cell.text = "Aula"
    document.save(str(tmp_path / name))

    _run(tmp_path, BATCHES[0])

    after = next(row for row in _index(tmp_path) if row[6] == name)
    assert (after[7], after[8]) == (int(str(before[7])) - 1, Fate.LEFT)


def test_what_an_earlier_answer_made_goes_where_the_new_one_is_refused(tmp_path: Path) -> None:
    _run(tmp_path, BATCHES[0])
    folder = "A.2.1.C_2021-06_rapat"
    with open_folder(tmp_path) as held:
        others = [output for output in BATCHES[0].outputs if not output.path.startswith(folder)]
        write_batch(held, others, BATCHES[0].planned, AUDIT, made=MADE, refused=[folder])

    assert not list((tmp_path / folder).glob("*.docx"))
    assert (tmp_path / "usang" / folder / "DRAF_notula.docx").is_file()
    assert folder not in str(_index(tmp_path))


def test_the_same_run_again_gives_the_same_bytes(tmp_path: Path) -> None:
    _run(tmp_path, BATCHES[0])
    first = _files(tmp_path)

    assert {one.fate for one in _run(tmp_path, BATCHES[0], force=True)} == {Fate.SAME}
    assert _files(tmp_path) == first


def test_force_keeps_a_dated_copy_of_a_draft_and_never_moves_a_list(tmp_path: Path) -> None:
    _run(tmp_path, BATCHES[0])
    name = "A.3.4.C_02_laporan_bulanan/DRAF_laporan_monev_bulanan"
    fresh = (tmp_path / f"{name}.docx").read_bytes()
    typed, states = _edit(tmp_path, f"{name}.docx", "satu"), _edit(tmp_path, "KEADAAN.toml", "# satu\n")

    (placed,) = [one for one in _run(tmp_path, BATCHES[0], force=True) if one.fate is Fate.COPIED]

    assert placed == (f"{name}.docx", Fate.COPIED, f"{name}_2021-09-01.docx")
    assert (tmp_path / placed.other).read_bytes() == typed
    assert (tmp_path / f"{name}.docx").read_bytes() == fresh
    assert (tmp_path / "KEADAAN.toml").read_bytes() == states
    again = _edit(tmp_path, f"{name}.docx", "dua")
    _run(tmp_path, BATCHES[0], force=True)
    assert (tmp_path / f"{name}_2021-09-01_2.docx").read_bytes() == again
    assert (tmp_path / placed.other).read_bytes() == typed


def test_gaps_that_a_typed_list_lacks_come_in_a_second_list_and_both_are_read(tmp_path: Path) -> None:
    _run(tmp_path, BATCHES[2])
    text = (tmp_path / "KEADAAN.toml").read_text(encoding="utf-8")
    typed = text.replace('akan_dilaksanakan"\n', 'tidak_dilaksanakan"\n', 1)
    (tmp_path / "KEADAAN.toml").write_text(typed, encoding="utf-8")

    _run(tmp_path, BATCHES[0])

    assert (tmp_path / "KEADAAN.toml").read_text(encoding="utf-8") == typed
    said = said_in(tmp_path)
    assert {(gap.indicator, gap.period) for gap in said} >= {(one.indicator, one.period) for one in BATCHES[0].planned}
    assert [gap.facts.state for gap in said].count(GapState.NOT_HELD) == 1
    assert {gap.indicator for gap in said[-2:]} == {"A.2.1.C"}


def test_a_note_somebody_changed_proves_nothing(tmp_path: Path) -> None:
    assert read_note(tmp_path / "tidak-ada") == {}
    for data in (sealed({"a": 1})[:-9], sealed({"a": 1}).replace(b"1", b"2"), b"[]", b"\xff", b'{"a": 1}'):
        (tmp_path / "x").write_bytes(data)
        assert read_note(tmp_path / "x") == {}
    _run(tmp_path, BATCHES[0])
    stem = "A.2.1.C_2021-06_rapat/DRAF_notula"
    forged = _edit(tmp_path, f"{stem}.docx", "diketik")
    note = json.loads((tmp_path / f"{stem}.sumber.json").read_bytes())
    (tmp_path / f"{stem}.sumber.json").write_text(json.dumps({**note, "document_sha256": "0" * 64}))

    _run(tmp_path, BATCHES[1])

    assert (tmp_path / f"{stem}.docx").read_bytes() == forged


def test_what_is_open_in_an_office_program_waits(tmp_path: Path) -> None:
    _run(tmp_path, BATCHES[0])
    for name in ("~$AF_undangan.docx", ".~lock.DRAF_notula.docx#"):
        (tmp_path / "A.2.1.C_2021-06_rapat" / name).write_bytes(b"")

    placed = {one.path: one.fate for one in _run(tmp_path, BATCHES[1])}

    assert placed["A.2.1.C_2021-06_rapat/DRAF_undangan.docx"] is Fate.KEPT
    assert placed["A.2.1.C_2021-06_rapat/DRAF_notula.docx"] is Fate.KEPT
    assert placed["A.2.1.C_2021-06_rapat/DRAF_daftar_hadir.docx"] is Fate.ASIDE


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "draf", tmp_path / "lain"
    outside.mkdir()
    (outside / "surat.toml").write_bytes(b"milik orang")
    folder.mkdir()
    (folder / "KEADAAN.toml").symlink_to(outside / "surat.toml")
    with suppress(ConfigError):
        _run(folder, BATCHES[0], force=True)
    assert (outside / "surat.toml").read_bytes() == b"milik orang"
    assert (folder / "KEADAAN.toml").is_symlink()

    (folder / "KEADAAN.toml").unlink()
    (folder / "usang").symlink_to(outside)
    _run(folder, BATCHES[0])
    _run(folder, BATCHES[1])
    assert [path.name for path in outside.iterdir()] == ["surat.toml"]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "A.2.1.C_2021-06_rapat").symlink_to(outside)
    with pytest.raises(ConfigError, match="tautan"):
        _run(tmp_path / "b", BATCHES[0])
    assert [path.name for path in outside.iterdir()] == ["surat.toml"]


def test_a_second_run_waits_for_the_first_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lke_docs.office.lock._SOON", 0.05)
    said: list[str] = []
    with (
        held(tmp_path / "x"),
        pytest.raises(OSError, match="yang lain"),
        held(tmp_path / "x", seconds=0.1, tell=said.append),
    ):
        pass
    assert len(said) == 1 and str(tmp_path) in said[0]
    with held(tmp_path / "x", seconds=0, tell=said.append):
        assert len(said) == 1


def test_what_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "A").write_bytes(b"bukan folder")

    with pytest.raises(ConfigError):
        write_all([Output("b.docx", b"1"), Output("A/c.docx", b"2")], tmp_path, day=MADE)

    assert _files(tmp_path) == {"A": b"bukan folder"}
    assert not is_inside(tmp_path, "../x")
    assert not is_inside(tmp_path, "/x")


def test_a_document_that_stays_is_not_said_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"lama")
    (tmp_path / "b.docx").symlink_to(tmp_path / "a.docx")
    (tmp_path / "c.docx").write_bytes(b"lama")
    (tmp_path / "~$c.docx").write_bytes(b"")

    for name, words in (("b.docx", "tautan"), ("c.docx", "sedang dibuka")):
        with pytest.raises(ConfigError, match=words):
            write_all([Output(name, b"baru")], tmp_path, day=MADE, force=True)
    assert {data for name, data in _files(tmp_path).items() if name[1:] == ".docx"} == {b"lama"}


def test_one_edited_between_the_look_and_the_swap_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"diketik")
    (tmp_path / "b").write_bytes(b"diketik juga")

    swap(tmp_path, [Move("b", "usang/b", "0" * 64)], [Put("a", b"baru", "0" * 64), Put("c", b"baru")])

    assert _files(tmp_path) == {"a": b"diketik", "b": b"diketik juga", "c": b"baru"}


def test_a_list_of_steps_is_carried_out_by_the_next_run(tmp_path: Path) -> None:
    """Killed before the list is there: nothing. Killed after it: everything."""
    for name, is_there in (("0" * 24, False), ("1" * 24, True)):
        stage = tmp_path / f".lke-docs.{name}"
        stage.mkdir()
        (stage / "0").write_bytes(name.encode())
        steps = {"moves": [], "puts": [[f"x/{name}", ""], [f"y/{name}", ""]]}
        (stage / ("langkah.json" if is_there else "baru")).write_text(json.dumps(steps))

    recover(tmp_path)

    assert _files(tmp_path) == {f"x/{'1' * 24}": b"1" * 24}
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a run is killed by a signal")
def test_no_typed_byte_is_lost_whatever_runs_are_killed(tmp_path: Path) -> None:
    dice = random.Random(17)
    typed: set[bytes] = set()
    versions = {output.data for batch in BATCHES for output in batch.outputs}
    _run(tmp_path, BATCHES[0])
    for number in range(KILLS):
        if number % 4 == 0:
            drafts = sorted(
                name for name in _files(tmp_path) if name.endswith((".docx", ".toml")) and "DAFTAR" not in name
            )
            typed |= {_edit(tmp_path, name, f"# {number}\n") for name in dice.sample(drafts, 3)}
            typed = {data for data in typed if any(data == kept for kept in _files(tmp_path).values())}
        batch, force = dice.choice(BATCHES), dice.random() < 0.5
        _killed(lambda batch=batch, force=force: _run(tmp_path, batch, force=force), after=dice.uniform(0, 0.04))
        files = _files(tmp_path)
        assert typed <= set(files.values())
        drafts_there = {name: data for name, data in files.items() if "/DRAF_" in name and name.endswith("docx")}
        assert all(data in versions or data in typed for data in drafts_there.values())

    for batch in BATCHES:
        before = _files(tmp_path)
        placed = _run(tmp_path, batch)
        after = _files(tmp_path)
        assert typed <= set(after.values())
        assert not any(".lke-docs." in name for name in after)
        for one in placed:
            unchanged = one.fate in (Fate.SAME, Fate.LEFT, Fate.KEPT)
            assert not unchanged or after[one.path] == before[one.path]
            assert one.fate is not Fate.ASIDE or (one.path not in after and after[one.other] == before[one.path])


@pytest.mark.skipif(not os.environ.get("LKE_LONG") or sys.platform == "win32", reason="thirty runs of the command")
def test_no_typed_byte_is_lost_by_commands_that_are_killed(tmp_path: Path) -> None:
    dice, folder = random.Random(17), tmp_path / "draf"
    command = [sys.executable, "-m", "lke_docs", "draft", str(SAMPLE), "--output", str(folder), "--quiet"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    span, killed = time.monotonic() - begun, 0
    names = sorted(name for name in _files(folder) if name.endswith(".docx") and "/" in name)
    typed = {_edit(folder, name, "diketik") for name in dice.sample(names, 3)}
    for _ in range(30):
        states = (folder / "KEADAAN.toml").read_text(encoding="utf-8").split('\nkeadaan = "')
        at, said = dice.randrange(1, len(states)), dice.choice(["tidak_dilaksanakan", "belum_dibuat", "ada"])
        states[at] = said + states[at][states[at].index('"') :]
        said_now = '\nkeadaan = "'.join(states).encode()
        (folder / "KEADAAN.toml").write_bytes(said_now)
        try:
            subprocess.run(command + ["--force"] * dice.randrange(2), capture_output=True, timeout=span * dice.random())
        except subprocess.TimeoutExpired:  # run() has killed it
            killed += 1
        assert typed | {said_now} <= set(_files(folder).values())
    subprocess.run(command, check=True, capture_output=True, timeout=300)

    there = _files(folder)
    assert killed > 5
    assert typed <= set(there.values())
    assert any(name.startswith("usang/") for name in there)
    assert not any(".lke-docs." in name for name in there)
    listed = {str(row[6]) for row in _index(folder) if row[6]}
    current = {name for name in there if "/DRAF_" in name and name.endswith(".docx") and not name.startswith("usang/")}
    assert listed - {"Berkas"} == {name for name in current if not re.search(r"_\d{4}-\d\d-\d\d", Path(name).stem)}


def _index(folder: Path) -> list[tuple[object, ...]]:
    sheet = load_workbook(folder / "DAFTAR.xlsx").worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def _killed(work: Callable[[], object], *, after: float) -> None:
    """Run `work` in a child that gets no time to clean up."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work()
        os._exit(0)
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

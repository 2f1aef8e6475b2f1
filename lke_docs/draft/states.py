"""The lists of states: what of each gap is there or took place, written for people to answer, and read back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lke_docs.draft.answers import read_workbooks, with_workbooks
from lke_docs.draft.belonging import GapNames
from lke_docs.draft.clean import toml_string
from lke_docs.draft.facts import GapFacts, load_gaps
from lke_docs.draft.folder import STATES, DraftFolder, Fate, Output
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.single import ANSWERS

_HEAD = (
    "# Keadaan setiap kesenjangan. Ubah keadaan sesuai kenyataan, lalu jalankan lagi ke folder yang sama.",
    "# Jangan menulis “ada” atau “sudah” untuk yang tidak pernah ada. Bila sudah_dilaksanakan, isi juga",
    "# tanggal_kegiatan dan catatan_sumber. susulan = true: diadakan sesudah periodenya lewat.",
)


def states_outputs(held: DraftFolder, planned: Sequence[DraftRequest]) -> list[Output]:
    """The list of states; where people have written into it, another one of the gaps that it does not name, and so on
    where they have written into that."""
    if not planned:
        return []
    names = GapNames(request.name for request in planned)
    new, known, outputs = list(planned), list[GapFacts](), []
    for name in _lists():
        outputs.append(_list(name, new))
        if held.fate(name, outputs[-1].data, is_asked=True) is not Fate.LEFT:
            break
        known += load_gaps(held.root / name)
        new = [request for request in planned if names.answer(request.name, known) is None]
        if not new:
            break
    return outputs


def _lists() -> Iterator[str]:
    """KEADAAN.toml, KEADAAN_baru.toml, KEADAAN_baru_2.toml and so on."""
    stem = STATES.removesuffix(".toml")
    later = (f"{stem}_baru_{number}.toml" for number in itertools.count(2))
    return itertools.chain((STATES, f"{stem}_baru.toml"), later)


def _list(name: str, requests: Sequence[DraftRequest]) -> Output:
    is_said = any(request.facts.origin == ANSWERS for request in requests)
    return Output(name, states_text(requests).encode("utf-8"), is_asked=True, is_said=is_said)


def said_in(folder: Path) -> list[GapFacts]:
    """What people wrote into the lists of states and the workbooks of facts of an earlier run; before what the tool
    wrote, which is theirs to answer."""
    held = DraftFolder(folder)
    names = itertools.takewhile(lambda name: (folder / name).is_file() or name == STATES, _lists())
    paths = [folder / name for name in sorted(names, key=held.is_own) if (folder / name).is_file()]
    return with_workbooks([gap for path in paths for gap in load_gaps(path)], read_workbooks(folder))


def states_text(requests: Iterable[DraftRequest]) -> str:
    """A facts file that asks of each gap whether its paper is there, with the drafts that each answer leads to."""
    lines = list(_HEAD)
    for request in requests:
        lines += [
            "",
            "[[kesenjangan]]",
            f"indikator = {toml_string(request.indicator)}",
            f"periode = {toml_string(request.period_value)}",
            f"aturan = {toml_string(request.rule)}",
            f"dokumen = {toml_string(request.subject)}",
            f"masalah = {toml_string(request.problem)}",
        ]
        width = max((len(state) for state, _ in request.answers), default=0)
        lines += [f"#   {state:{width}} -> {_titles(names)}" for state, names in request.answers]
        lines.append(f"keadaan = {toml_string(request.state.value)}")
        lines += _event_lines(request) if request.is_event else ()
    return "\n".join(lines) + "\n"


def _event_lines(request: DraftRequest) -> Iterator[str]:
    """What is asked of an event; what was said of it in the terminal or a file of facts is written down."""
    facts = request.facts
    said = {} if facts.is_from_workbook else facts.fields
    day, record = facts.meeting if said else None, str(said.get("catatan_sumber", ""))
    yield f"susulan = {str(facts.late and not facts.is_from_workbook).lower()}"
    yield "[kesenjangan.isian]"
    yield f"tanggal_kegiatan = {day.isoformat()}" if day else "# tanggal_kegiatan = 2021-06-07"
    yield f"catatan_sumber = {toml_string(record)}" if record else '# catatan_sumber = "buku agenda rapat, halaman …"'


def _titles(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)

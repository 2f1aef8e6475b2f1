"""The lists of states: what of each gap is there or took place, written for people to answer, and read back."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lke_docs.draft.answers import read_workbooks, with_workbooks
from lke_docs.draft.belonging import GapNames, same_words
from lke_docs.draft.clean import toml_string
from lke_docs.draft.facts import GapFacts, load_gaps, refuse_contradictions
from lke_docs.draft.folder import NEW_STATES, STATES, DraftFolder, Fate, Output
from lke_docs.draft.honesty import GapState
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.single import ANSWERS
from lke_docs.draft.stated import STATED
from lke_docs.errors import ConfigError
from lke_docs.model import Audit
from lke_docs.records import nearest

_UNASKED = (None, GapState.UNASKED, GapState.PLANNED)
_HEAD = (
    "# Keadaan setiap kesenjangan. Ubah keadaan sesuai kenyataan, lalu jalankan lagi ke folder yang sama.",
    "# Jangan menulis “ada” atau “sudah” untuk yang tidak pernah ada. Bila sudah_dilaksanakan, isi juga",
    "# tanggal_kegiatan dan catatan_sumber. susulan = true: diadakan sesudah periodenya lewat.",
)


def states_outputs(held: DraftFolder, planned: Sequence[DraftRequest], *, unit: str) -> list[Output]:
    """The list of states; where people have written into it, another one of the gaps that it does not name, and so on
    where they have written into that."""
    if not planned:
        return []
    names = GapNames(request.name for request in planned)
    new, known, outputs = list(planned), list[GapFacts](), []
    for name in _lists():
        outputs.append(_list(name, new, unit=unit))
        if held.fate(name, outputs[-1].data, is_asked=True) is not Fate.LEFT:
            break
        known += load_gaps(held.root / name)
        new = [request for request in planned if names.answer(request.name, known) is None]
        if not new:
            break
    return outputs


def _lists() -> Iterator[str]:
    """KEADAAN.toml, KEADAAN_baru.toml, KEADAAN_baru_2.toml and so on."""
    later = (f"{NEW_STATES}_{number}.toml" for number in itertools.count(2))
    return itertools.chain((STATES, f"{NEW_STATES}.toml"), later)


def _list(name: str, requests: Sequence[DraftRequest], *, unit: str) -> Output:
    is_said = any(request.facts.origin == ANSWERS for request in requests)
    return Output(name, states_text(requests, unit=unit).encode("utf-8"), is_asked=True, is_said=is_said)


def said_in(folder: Path) -> list[GapFacts]:
    """What people wrote into the lists of states and the workbooks of facts of an earlier run; before what the tool
    wrote, which is theirs to answer. Raises ConfigError where they say two things of one gap."""
    held = DraftFolder(folder)
    names = itertools.takewhile(lambda name: (folder / name).is_file() or name == STATES, _lists())
    typed: list[GapFacts] = []
    own: list[GapFacts] = []
    for name in names:
        if (folder / name).is_file():
            (own if held.is_own(name) else typed).extend(load_gaps(folder / name))
    written = read_workbooks(folder)
    refuse_contradictions(typed)
    refuse_contradictions(written)
    return with_workbooks([*typed, *own], written)


def refuse_other_unit(said: Iterable[GapFacts], audit: Audit) -> None:
    """Raise ConfigError for what was said of another unit: its meeting would be told in the name of this one."""
    own = audit.sheet.unit
    for gap in said:
        if gap.unit and own and same_words(gap.unit) != same_words(own):
            raise ConfigError(
                f"{gap.where}: keadaan ini milik {gap.unit}, sedangkan LKE ini dari {own}. Pilih folder lain dengan "
                "--output; bila unitnya sama, samakan namanya pada baris “unit” di sana."
            )


def refuse_strangers(said: Iterable[GapFacts], audit: Audit) -> None:
    """Raise ConfigError for an answer to an indicator that the sheet does not have: by a slip of the pen a meeting
    would be drafted that was said not to have been held."""
    codes = [entry.code for entry in audit.entries]
    for gap in said:
        if gap.indicator not in codes and _is_answer(gap):
            near = f"; mungkin maksudnya “{meant}”" if (meant := nearest(gap.indicator, codes)) else ""
            raise ConfigError(f"{gap.where}: indikator “{gap.indicator}” tidak ada pada LKE ini{near}.")


def unmet(said: Iterable[GapFacts], names: GapNames) -> list[str]:
    """The answers that meet no gap of this run, for people."""
    alone = names.unmet([gap for gap in said if _is_answer(gap)])
    return [f"{gap.where}: tidak ada kesenjangan {gap.name}; jawabannya disimpan, tidak dipakai." for gap in alone]


def _is_answer(gap: GapFacts) -> bool:
    """Whether somebody typed more than stands there of itself."""
    is_default = gap.facts.state in _UNASKED or (gap.facts.state is GapState.NOT_MADE and gap.rule.startswith(STATED))
    return bool(gap.where) and not gap.facts.is_from_workbook and (not is_default or bool(gap.facts.fields))


def states_text(requests: Iterable[DraftRequest], *, unit: str) -> str:
    """A facts file that asks of each gap of a unit whether its paper is there, with the drafts that each answer leads
    to."""
    lines = [*_HEAD, *([f"unit = {toml_string(unit)}"] if unit else ())]
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
    is_own = request.is_past and request.state is GapState.PLANNED  # late by itself, as long as that is its state
    yield f"susulan = {str(facts.late and not facts.is_from_workbook and not is_own).lower()}"
    yield "[kesenjangan.isian]"
    yield f"tanggal_kegiatan = {day.isoformat()}" if day else "# tanggal_kegiatan = 2021-06-07"
    yield f"catatan_sumber = {toml_string(record)}" if record else '# catatan_sumber = "buku agenda rapat, halaman …"'


def _titles(names: Iterable[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)

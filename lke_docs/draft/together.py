"""One paper for several gaps: one meeting for a month or quarter, one letter for an area, one report of follow-up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from lke_docs import wording
from lke_docs.draft.answers import read_workbooks
from lke_docs.draft.belonging import GapName, GapNames
from lke_docs.draft.fields import open_mark
from lke_docs.draft.folder import PREFIX, DraftFolder
from lke_docs.draft.plan import AGENDA, LACKING, NO_BACKDATING
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.values import Value
from lke_docs.gap import GapKind
from lke_docs.moment import Moment, Unit, parse_moment
from lke_docs.series.sameness import code_order
from lke_docs.tuples import NamedTuple

_POINTS = "nota_dinas.isi"
_LISTS = (_POINTS, "nota_dinas.rincian", "yang_ada", "temuan_asal")
_TEXTS = ("pertanyaan", "dokumen", "ruang_lingkup", "tentang")
_FEW = 4  # indicators that a sentence names one by one
_MOST = 600  # letters of texts that are strung together
_KINDS = {Unit.MONTH: "bulanan", Unit.QUARTER: "triwulanan", Unit.SEMESTER: "semesteran"}


class TypedWork(NamedTuple):
    """A draft that people have typed into, or a workbook of facts (of no template), and the gaps that it is for."""

    folder: str
    template: str
    gaps: tuple[GapName, ...]

    def is_for(self, request: DraftRequest, names: GapNames) -> bool:
        return self.template in ("", *request.templates) and any(
            gap.period == request.period and names.means(gap, request.name) for gap in self.gaps
        )


def typed_in(root: Path) -> list[TypedWork]:
    """What people have typed into a folder of drafts."""
    if not root.is_dir():
        return []
    held = DraftFolder(root)
    works = []
    for stem, note in held.notes():
        if (root / f"{stem}.docx").exists() and not held.is_own(f"{stem}.docx"):
            folder, _, name = stem.partition("/")
            gaps = tuple(
                GapName(gap["indicator"], parse_moment(gap["period"]), gap["rule"], gap["document"])
                for gap in note["gaps"]
            )
            works.append(TypedWork(folder, name.removeprefix(PREFIX), gaps))
    return [*works, *(TypedWork(Path(gap.where).parent.name, "", (gap.name,)) for gap in read_workbooks(root))]


def together(requests: Iterable[DraftRequest], typed: Sequence[TypedWork] = ()) -> list[DraftRequest]:
    """The same gaps with as few papers as serve them all, in the order of their first ones. What people have `typed`
    into stays with its gaps in its folder, and what is new gets papers of its own."""
    requests = list(requests)
    names = GapNames(request.name for request in requests)
    groups: dict[tuple[str, Hashable], list[DraftRequest]] = {}
    for number, request in enumerate(requests):
        home = next((work.folder for work in typed if work.is_for(request, names)), "")
        groups.setdefault((home, _key(request) or number), []).append(request)
    joined = [(home, members[0] if len(members) == 1 else _joined(members)) for (home, _), members in groups.items()]
    return list(_housed(joined))


def _housed(joined: Sequence[tuple[str, DraftRequest]]) -> Iterator[DraftRequest]:
    """Each with a folder of its own: that of the typed work, for the first that it is for, else the next free name."""
    homes, taken = {home for home, _ in joined}, set[str]()
    for home, request in joined:
        if home and home not in taken:
            request = replace(request, kept=home)
        while not request.kept and request.folder in taken | homes:
            request = replace(request, number=request.number + 1)
        taken.add(request.folder)
        yield request


def _key(request: DraftRequest) -> Hashable:
    """What gaps must share to be served by one paper: its kind and place, and all that was said of them."""
    place = _place(request)
    said = (request.state, request.facts.late, str(request.facts.fields))
    return place and (place, request.closed_by, request.templates, said)


def _place(request: DraftRequest) -> str:
    if request.templates == ("nota_dinas",):
        return request.indicator.rsplit(".", 2)[0]  # the area: A.3 of A.3.4.D
    if request.is_meeting and request.period:
        return request.period_value.lstrip("-").replace("/", "_")
    return request.indicator if request.gap.kind is GapKind.FOLLOW_UP else ""


def _joined(members: Sequence[DraftRequest]) -> DraftRequest:
    members = sorted(members, key=lambda member: code_order(member.indicator))
    first, codes = members[0], _codes(members)
    values = dict(first.values)
    source = f"lke:{codes}"
    values["indikator"] = Value(codes, source)
    for name in _LISTS:
        if items := _strung(members, name):
            values[name] = Value(items, source)
    for name in _TEXTS:
        texts = dict.fromkeys(str(member.values[name].content) for member in members if name in member.values)
        if texts:
            between = "”; “" if name == "pertanyaan" else "; "  # the letter puts questions between quotes
            values[name] = Value(between.join(texts)[:_MOST], source)
    if "nota_dinas.perihal" in values:
        subject, about = values["nota_dinas.perihal"]
        values["nota_dinas.perihal"] = Value(f"{subject.rpartition(' butir ')[0]} butir {codes}", about)
    periods = dict.fromkeys(str(member.values["periode"].content) for member in members if "periode" in member.values)
    if periods:
        values["periode"] = Value(wording.listed(list(periods)), source)
    if first.is_meeting:
        values["judul"] = Value(_title(members), AGENDA)
        values.pop("agenda", None)
        if agenda := _agenda(members):
            values["agenda"] = Value(agenda, AGENDA)
    return replace(first, values=values, members=tuple(members), place=_place(first))


def _codes(members: Sequence[DraftRequest]) -> str:
    """The indicators in a sentence; many of one area by the first and the last."""
    codes = list(dict.fromkeys(member.indicator for member in members))
    return wording.listed(codes) if len(codes) <= _FEW else f"{codes[0]} s.d. {codes[-1]} ({len(codes)} butir)"


def _strung(members: Sequence[DraftRequest], name: str) -> list[object]:
    """The lists of all, each thing once; points of a letter name their indicator, its last sentence comes last."""
    items: list[object] = []
    lacks: dict[str, dict[str, None]] = {}  # what several findings say of one paper is one point
    for member in members:
        for item in member.values[name].content if name in member.values else ():
            named = f"Butir {member.indicator}: {item}" if name == _POINTS and item != NO_BACKDATING else item
            if isinstance(named, str) and named.endswith(LACKING):
                paper, _, lack = named.removesuffix(LACKING).rpartition(": ")
                lacks.setdefault(paper, {})[lack] = None
                named = paper
            if named not in items:
                items.append(named)
    for text, lacking in lacks.items():  # of the letter; the rows of a table are no texts
        items[items.index(text)] = f"{text}: {wording.listed(list(lacking))}{LACKING}"
    return sorted(items, key=lambda item: item == NO_BACKDATING)


def _title(members: Sequence[DraftRequest]) -> str:
    """A proposal, for nobody has named this meeting yet: by the words that all titles begin with."""
    names = [str(member.values["judul"].content).split() for member in members if "judul" in member.values]
    common = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False))]
    first = members[0]
    period = str(first.values["periode"].content)
    unit = _KINDS.get(first.period.unit, "") if isinstance(first.period, Moment) else ""
    head = " ".join(common) if len(common) > 1 and "periode" not in common else f"Rapat {unit}".strip()
    return open_mark(f"Usulan: {head} periode {period}{' (susulan)' if first.facts.late else ''}")


def _agenda(members: Sequence[DraftRequest]) -> list[str]:
    """A point for each gap, then what all share."""
    lists = [list(member.values["agenda"].content) for member in members if "agenda" in member.values]
    return list(dict.fromkeys([points[0] for points in lists] + [point for points in lists for point in points[1:]]))

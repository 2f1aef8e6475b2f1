"""From findings to drafts: which gap a document can close, and what the sheet itself says for it.

A value taken from the sheet is always a quotation of it or a name made of one. What people did, said or
signed is never among them: `values.fill` would refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lke_docs import wording
from lke_docs.check.fold import fingerprint
from lke_docs.draft.belonging import GapName, GapNames
from lke_docs.draft.closing import closers, is_meeting, titled
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.faults import shorten
from lke_docs.draft.fields import Schema, open_mark
from lke_docs.draft.honesty import GapState
from lke_docs.draft.library import load_schemas
from lke_docs.draft.quotation import (
    QUOTE,
    absent_name,
    listed,
    listed_beside,
    listed_for,
    listed_series,
    topic,
    undated_topic,
)
from lke_docs.draft.request import PAPERS, DraftRequest
from lke_docs.draft.stated import STATED, stated_gaps, stated_topic
from lke_docs.draft.states import refuse_strangers
from lke_docs.draft.values import Value
from lke_docs.form import written_number
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Audit, Entry, Finding, FindingState, Level, Sheet, Span
from lke_docs.moment import Moment, Unit, When
from lke_docs.patterns import title_of
from lke_docs.patterns.office import office_name
from lke_docs.tuples import NamedTuple

AGENDA = "aturan:usulan mata acara"
NO_BACKDATING = (
    "Bila naskahnya memang tidak pernah dibuat, mohon dinyatakan apa adanya; naskah tidak boleh dibuat dengan "
    "tanggal mundur."
)
LACKING = " tidak disebut; mohon salinan naskahnya, lalu lengkapi LKE."
_BETWEEN = re.compile(r"; (?![^(]*\))")  # reasons, of which one may hold a semicolon in brackets
_LACKS = {GapKind.NUMBER: "nomornya", GapKind.DATE: "tanggalnya", GapKind.ACTIVITY_DATE: "tanggal kegiatannya"}


class _Case(NamedTuple):
    """One gap of a finding, one of its periods, and what was said about it."""

    audit: Audit
    finding: Finding
    gap: Gap
    is_meeting: bool
    period: When | None
    entry: Entry | None
    facts: Facts
    state: GapState
    is_past: bool
    is_stated: bool = False  # the cell itself says that there is none

    @property
    def year(self) -> int | None:
        start, end = self.audit.window.start.year, self.audit.window.end.year
        return start if start == end else None

    @property
    def subject(self) -> str:
        return _subject(self.finding, self.gap)

    @property
    def period_name(self) -> str:
        return wording.period(self.period.with_year(self.year)) if self.period else ""


def plan(
    audit: Audit, *, made: date, gaps: Sequence[GapFacts] = (), folders: Sequence[Path] = ()
) -> list[DraftRequest]:
    """One request for each gap and period that a template closes, in order of the findings.

    `gaps` says what people know of them; without it a gap is to be closed by something that is still to
    take place. `folders`: where templates are looked for before the shipped ones. Raises ConfigError for an answer to
    an indicator that the sheet does not have.
    """
    refuse_strangers(gaps, audit)
    templates = load_schemas(folders)
    names = gap_names(audit, folders=folders)
    requests: list[DraftRequest] = []
    for finding, gap in _open_gaps(audit, templates):
        for period in gap.periods or (None,):
            answer = names.answer(_name(finding, gap, period), gaps)
            said = answer.facts if answer else Facts()
            case = _case(audit, finding, gap, period, made=made, said=said, templates=templates)
            if chosen := closers(gap, case.state, templates):
                choices = tuple((state, closers(gap, state, templates)) for state in _answers(gap))
                request = replace(_request(case, chosen), choices=choices)
                same = sum(_place(other) == _place(request) for other in requests)
                requests.append(replace(request, number=same + 1))
    return requests


def gap_names(audit: Audit, *, folders: Sequence[Path] = ()) -> GapNames:
    """All gaps of a sheet, each with each of its periods."""
    pairs = _open_gaps(audit, load_schemas(folders))
    return GapNames(_name(finding, gap, period) for finding, gap in pairs for period in gap.periods or (None,))


def _name(finding: Finding, gap: Gap, period: When | None) -> GapName:
    return GapName(finding.indicator, period, finding.rule, _subject(finding, gap))


def without_draft(audit: Audit, requests: Sequence[DraftRequest], *, folders: Sequence[Path] = ()) -> list[Finding]:
    """Findings with a gap for which no template has a form: a circular, say, or an innovation."""
    planned = {member.fingerprint for request in requests for member in request.served}
    templates = load_schemas(folders)
    return [
        finding
        for finding, gap in _all_gaps(audit, templates)
        if finding.fingerprint not in planned
        and not (gap.kind is GapKind.REQUIREMENT and _makers(gap, templates))  # the row says that there is none
    ]


def _open_gaps(audit: Audit, templates: Sequence[Schema]) -> Iterator[tuple[Finding, Gap]]:
    """What findings say is missing, then what the rows themselves say is not there."""
    stated = [pair for entry in audit.entries for pair in stated_gaps(entry, templates)]
    known = {
        (finding.indicator, name) for finding, gap in stated for name in closers(gap, GapState.NOT_MADE, templates)
    }
    for finding, gap in _all_gaps(audit, templates):
        made = {(finding.indicator, name) for name in _makers(gap, templates)}
        if gap.kind is not GapKind.REQUIREMENT or made - known:
            yield finding, gap
    yield from stated


def _all_gaps(audit: Audit, templates: Sequence[Schema]) -> Iterator[tuple[Finding, Gap]]:
    for finding in audit.findings:
        for single in finding.singles if finding.state is FindingState.OPEN else ():
            is_advice = single.level is Level.SARAN  # of screenshots and photos without a day: no letter asks for it
            if single.gap and not (is_advice and single.gap.kind is GapKind.ACTIVITY_DATE):
                for part in _each_paper(single, audit):
                    yield part, _of_papers(titled(single.gap, part), templates)


def _each_paper(finding: Finding, audit: Audit) -> list[Finding]:
    """A finding on papers of several rows is asked of each: its own quotes there, or else pieces of the same type."""
    if not finding.gap or finding.gap.kind is not GapKind.BUNDLE or not finding.spans:
        return [finding]
    rows = {entry.code: entry for entry in audit.entries}
    quoted = {(span.indicator, span.start) for span in finding.spans}
    types = [set(it.document_types) for code in rows for it in rows[code].evidence.items if (code, it.start) in quoted]
    parts = []
    for code in (finding.indicator, *finding.related):
        spans = tuple(span for span in finding.spans if span.indicator == code)
        if not spans and types and code in rows:
            alike = [it for it in rows[code].evidence.items if set.intersection(*types) & set(it.document_types)]
            spans = tuple(Span(code, rows[code].row.place_at(it.start), it.start, it.end, it.text) for it in alike)
        name = finding.fingerprint if code == finding.indicator else fingerprint(finding.fingerprint, code)
        related = tuple(other for other in (finding.indicator, *finding.related) if other != code)
        parts.append(finding._replace(fingerprint=name, indicator=code, spans=spans, related=related))
    return parts


def _of_papers(gap: Gap, templates: Sequence[Schema]) -> Gap:
    """Of what a letter requires only that for which there is a template: an innovation is no matter of papers."""
    if gap.kind is not GapKind.REQUIREMENT:
        return gap
    asked = [gap._replace(subject=reason) for reason in _BETWEEN.split(gap.subject)]
    return gap._replace(subject="; ".join(part.subject for part in asked if _makers(part, templates)))


def _makers(gap: Gap, templates: Sequence[Schema]) -> tuple[str, ...]:
    """The templates of what is to be made where the paper is not there."""
    return closers(gap, GapState.NOT_MADE, templates)


def _answers(gap: Gap) -> tuple[GapState, ...]:
    """What may be said of a gap; of numbers that do not agree there is nothing to say."""
    if gap.kind is GapKind.COUNTS:
        return ()
    new = GapState.NOT_MADE if gap.kind in PAPERS else GapState.PLANNED
    held = () if gap.kind in PAPERS and gap.kind is not GapKind.BUNDLE else (GapState.HELD,)
    return (GapState.EXISTS, *held, new, GapState.NOT_HELD)


def _place(request: DraftRequest) -> tuple[str, When | None, str]:
    return request.indicator, request.period, request.closed_by


def _case(
    audit: Audit,
    finding: Finding,
    gap: Gap,
    period: When | None,
    *,
    made: date,
    said: Facts,
    templates: Sequence[Schema],
) -> _Case:
    entry = next((entry for entry in audit.entries if entry.code == finding.indicator), None)
    start, end = audit.window.start.year, audit.window.end.year
    full = period.with_year(start if start == end else None) if period else None
    said = replace(said, period=full)
    ended = full.last_day if full else None
    is_past = ended is None or ended < made
    meets, is_stated = is_meeting(gap, templates), finding.rule.startswith(STATED)
    unasked = GapState.NOT_MADE if is_stated else GapState.UNASKED
    state = _state(gap, said, made=made, unasked=unasked)
    if state is GapState.PLANNED and is_past and period:  # what is still to come is held after its period
        said = replace(said, late=True)
    return _Case(audit, finding, gap, meets, period, entry, said, state, is_past, is_stated)


def _state(gap: Gap, said: Facts, *, made: date, unasked: GapState) -> GapState:
    """What was said, in the words of its kind: a paper is made or not, an event takes place or not."""
    if gap.kind in PAPERS and said.state is None and said.meeting is None:
        return unasked
    state = said.judged_state(made=made)
    if gap.kind in PAPERS:
        return GapState.NOT_MADE if state is GapState.PLANNED else state
    return GapState.PLANNED if state in (GapState.NOT_MADE, GapState.UNASKED) else state


def _request(case: _Case, templates: tuple[str, ...]) -> DraftRequest:
    # A report or a follow-up comes after the period that it is about; only a meeting belongs into it.
    belongs = case.is_meeting and case.gap.kind is not GapKind.FOLLOW_UP
    finding = case.finding
    return DraftRequest(
        indicator=finding.indicator,
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        gap=case.gap,
        is_meeting=case.is_meeting,
        subject=case.subject,
        period=case.period,
        problem=finding.message,
        state=case.state,
        is_past=case.is_past,
        templates=templates,
        values=dict(_values(case)),
        facts=case.facts if belongs else replace(case.facts, period=None),
    )


def _values(case: _Case) -> Iterator[tuple[str, Value]]:
    source = f"lke:{case.finding.indicator}"
    yield from letterhead(case.audit.sheet)
    yield "indikator", Value(case.finding.indicator, source)
    if case.entry and case.entry.row.question:
        yield "pertanyaan", Value(shorten(case.entry.row.question, limit=QUOTE), source)
    if case.period:
        yield "periode", Value(case.period_name, source)
    subject = case.subject
    if subject:
        yield "dokumen", Value(absent_name(subject, case.gap, case.period), source)
    if subject and case.gap.kind is not GapKind.REQUIREMENT:
        yield "ruang_lingkup", Value(topic(subject), source)
    if title := _title(case, topic(subject)):
        yield "judul", Value(title, source)
        yield "laporan_tindak_lanjut.judul", Value(topic(subject), source)
    if present := _present(case):
        yield "yang_ada", Value(present, source)
    origin = listed_for(case.audit.entries, case.finding, case.period, year=case.year) if case.period else []
    if origin and case.gap.kind is GapKind.FOLLOW_UP:
        yield "temuan_asal", Value(origin, source)
    yield from _agenda(case, topic(subject))
    yield from _letter(case)


def _present(case: _Case) -> list[str]:
    """What the sheet lists beside what is missing; a statement of absence never names the absent paper as there."""
    if case.state is not GapState.NOT_HELD or case.entry is None:
        return listed_series(case.entry, case.finding, case.gap)
    return listed_beside(case.entry, case.finding, case.gap, case.period, year=case.year)


def letterhead(sheet: Sheet) -> Iterator[tuple[str, Value]]:
    """The office by its full name, with those above it; what a sheet only shortens stays open."""
    agency, unit = shorten(sheet.agency), shorten(sheet.unit)
    full, above = office_name(unit)
    lines = [open_mark(line.strip("[]")) if line.startswith("[") else line for line in above] or [agency]
    if agency and lines[0].startswith("[ISI:") and office_name(agency)[0]:
        lines[0] = agency  # the ministry or the regional government that the sheet names
    if lines[0]:
        yield "kop_lembaga", Value(lines, "lke:kepala")
    if unit:
        yield "kop_unit", Value(full or open_mark(f"nama lengkap kantor; pada LKE: {_bare(unit)}"), "lke:kepala")


def _title(case: _Case, named: str) -> str:
    if not named or case.is_stated or case.gap.kind is GapKind.REQUIREMENT:
        return ""  # what a form requires is no title
    if case.is_meeting:
        head = named if named.lower().startswith("rapat") else f"Rapat {named}"
        period = f" periode {case.period_name}" if case.period else ""
        return f"{head}{period}{' (susulan)' if case.facts.late and case.period else ''}"
    return named


def _agenda(case: _Case, named: str) -> Iterator[tuple[str, Value]]:
    """Points that follow from the gap alone, each labelled as a proposal."""
    if not case.is_meeting or case.state is not GapState.PLANNED or not named:
        return
    period = f" periode {case.period_name}" if case.period else ""
    points = [f"{named}{period}"]
    before = _previous(case.period)
    if before and listed_for(case.audit.entries, case.finding, before, year=case.year):
        points.append(f"Tindak lanjut hasil rapat periode {wording.period(before.with_year(case.year))}")
    points.append("Rencana tindak lanjut, penanggung jawab dan batas waktu")
    yield "agenda", Value([_proposed(point) for point in points], AGENDA)


def _proposed(text: str) -> str:
    """A proposal is an open field like any other: people take the brackets off, or write what is true."""
    return open_mark(f"Usulan: {_bare(text)}")


def _bare(text: str) -> str:
    """Text that may stand in an open mark."""
    return text.translate(str.maketrans("[]", "()"))


def _previous(period: When | None) -> Moment | None:
    """The month before, in the same year."""
    if not isinstance(period, Moment) or period.unit is not Unit.MONTH or period.month == 1:
        return None
    return period - 1


def _letter(case: _Case) -> Iterator[tuple[str, Value]]:
    """What a letter about the gap, or the undated letter itself, can quote."""
    finding, source = case.finding, f"lke:{case.finding.indicator}"
    rule = f"aturan:{finding.rule}"
    if case.gap.kind in (GapKind.DATE, GapKind.NUMBER) and (about := undated_topic(case.entry, finding, case.gap)):
        yield "tentang", Value(about, source)
        yield "judul", Value(about, source)
    if case.is_stated and case.entry and (about := stated_topic(case.entry, finding)):
        yield "tentang", Value(about, source)
    if case.gap.kind is GapKind.COUNTS:
        yield "nota_dinas.perihal", Value(f"Perbaikan jumlah pada LKE butir {finding.indicator}", rule)
        yield "nota_dinas.isi", Value([finding.message, "Mohon jumlah yang benar dicocokkan dengan register."], rule)
        if rows := _count_rows(case):
            yield "nota_dinas.rincian", Value(rows, source)
    else:
        yield "nota_dinas.perihal", Value(f"Kelengkapan bukti dukung LKE butir {finding.indicator}", rule)
        yield "nota_dinas.isi", Value([*_asked_points(case), NO_BACKDATING], source)


def _asked_points(case: _Case) -> list[str]:
    """What is asked for: a copy, and what the sheet does not say of it."""
    quoted = [f"“{text}”" for text in listed(case.entry, case.finding)[:5]]
    lacks = _LACKS.get(case.gap.kind)
    if lacks:
        return [f"{text}: {lacks}{LACKING}" for text in quoted]
    if case.gap.kind is GapKind.BUNDLE:
        missing = wording.listed([title_of(slug).lower() for slug in case.gap.missing])
        return [*(f"Pada LKE tertulis {text}." for text in quoted), f"Belum disebut: {missing}; mohon salinannya."]
    if case.gap.kind in (GapKind.DOCUMENT, GapKind.REQUIREMENT):
        return [f"{case.subject}: tidak disebut pada LKE; bila ada, mohon salinannya, lalu lengkapi LKE."]
    period = f" periode {case.period_name}" if case.period else ""
    named = absent_name(case.subject, case.gap, case.period)
    return [f"{named}{period}: tidak disebut pada LKE; mohon salinannya, lalu lengkapi LKE."]


def _count_rows(case: _Case) -> list[Mapping[str, str]]:
    codes = {case.finding.indicator, *case.finding.related, *(span.indicator for span in case.finding.spans)}
    return [
        {"uraian": f"{entry.code} {entry.row.question}".strip(), "tertulis": written}
        for entry in case.audit.entries
        if (written := written_number(entry.row))
        and (entry.code in codes or any(entry.code.startswith(f"{code}.") for code in codes))
    ]


def _subject(finding: Finding, gap: Gap) -> str:
    """The series or title that the gap names, else what the finding quotes first."""
    quote = next((span.quote for span in finding.spans if span.quote.strip()), "")
    return shorten(gap.subject or quote, limit=QUOTE)

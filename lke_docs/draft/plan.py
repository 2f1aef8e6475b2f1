"""From findings to drafts: which gap a document can close, and what the sheet itself says for it.

A value taken from the sheet is always a quotation of it or a name made of one. What people did, said or
signed is never among them: `values.fill` would refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from lke_docs.draft import wording
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.faults import shorten
from lke_docs.draft.honesty import GapState
from lke_docs.draft.quotation import (
    QUOTE,
    listed,
    listed_for,
    listed_series,
    missing_parts,
    topic,
    undated_letter,
)
from lke_docs.draft.request import DraftRequest, GapKind, templates_for
from lke_docs.draft.values import Value
from lke_docs.model import Audit, Entry, Finding

RULES = ("SER001", "SER002", "SER003", "SER005", "TGL001", "BKT003", "JWB004")
_REPORT = re.compile(r"^\W*(dokumen\s+)?laporan\b", re.I)
_NOTULA = re.compile(r"\bnotul", re.I)
AGENDA = "aturan:usulan mata acara"


class _Gap(NamedTuple):
    """One finding, one of its periods, and what was said about it."""

    audit: Audit
    finding: Finding
    period: str
    entry: Entry | None
    facts: Facts
    state: GapState
    is_past: bool

    @property
    def year(self) -> int | None:
        start, end = self.audit.window.start.year, self.audit.window.end.year
        return start if start == end else None

    @property
    def period_name(self) -> str:
        return wording.period(self.period, year=self.year) if self.period else ""


def plan(audit: Audit, *, made: date, gaps: Sequence[GapFacts] = ()) -> list[DraftRequest]:
    """One request for each finding and period that a document can close, in order of the findings.

    `gaps` says what people know of them; without it a gap is to be closed by something that is still to
    take place.
    """
    entries = {entry.code: entry for entry in audit.entries}
    found: list[DraftRequest] = []
    for finding in audit.findings:
        if finding.rule not in RULES or finding.state != "open":
            continue
        for period in finding.periods or ("",):
            gap = _gap(audit, finding, period, entries.get(finding.indicator), made=made, gaps=gaps)
            if request := _request(gap):
                same = sum(_place(other) == _place(request) for other in found)
                found.append(replace(request, number=same + 1))
    return found


def without_draft(audit: Audit, requests: Sequence[DraftRequest]) -> list[Finding]:
    """Findings that a document could close, but for which `plan` knows no form: an undated notula, say."""
    planned = {request.fingerprint for request in requests}
    return [
        finding
        for finding in audit.findings
        if finding.rule in RULES and finding.state == "open" and finding.fingerprint not in planned
    ]


def _place(request: DraftRequest) -> tuple[str, str, GapKind]:
    return request.indicator, request.period, request.kind


def _gap(
    audit: Audit, finding: Finding, period: str, entry: Entry | None, *, made: date, gaps: Sequence[GapFacts]
) -> _Gap:
    start, end = audit.window.start.year, audit.window.end.year
    full = wording.with_year(period, start if start == end else None)
    said = next((gap.facts for gap in gaps if gap.covers(finding.indicator, period, finding.rule)), Facts())
    said = replace(said, period=full)
    days = wording.period_days(full)
    return _Gap(audit, finding, period, entry, said, said.judged_state(made=made), days is None or days[1] < made)


def _request(gap: _Gap) -> DraftRequest | None:
    kind, letter = _kind(gap)
    if kind is None:
        return None
    # A report or a follow-up comes after the period that it is about; only a meeting belongs into it.
    facts = gap.facts if kind is GapKind.MEETING else replace(gap.facts, period="")
    finding = gap.finding
    return DraftRequest(
        indicator=finding.indicator,
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        kind=kind,
        subject=_subject(finding),
        period=gap.period,
        problem=finding.message,
        state=gap.state,
        is_past=gap.is_past,
        templates=templates_for(kind, gap.state, letter, missing_parts(finding)),
        values=dict(_values(gap, kind)),
        facts=facts,
    )


def _kind(gap: _Gap) -> tuple[GapKind | None, str]:
    subject = _subject(gap.finding)
    texts = [subject, *(listed(gap.entry, gap.finding) if gap.finding.rule == "SER003" else ())]
    is_meeting = any(_NOTULA.search(text) for text in texts)
    match gap.finding.rule:
        case "SER001" | "SER002" if _REPORT.search(subject) and not is_meeting:
            return GapKind.MONTHLY, ""
        case "SER001" | "SER002":
            return GapKind.MEETING, ""
        case "SER003":
            return (GapKind.FOLLOW_UP_MEETING if is_meeting else GapKind.FOLLOW_UP), ""
        case "SER005" if is_meeting:
            return GapKind.MEETING, ""
        case "SER005":
            return GapKind.QUARTERLY, ""
        case "BKT003":
            return GapKind.BUNDLE, ""
        case "JWB004":
            return GapKind.COUNTS, ""
    letter, _ = undated_letter(gap.entry, gap.finding)
    return (GapKind.LETTER, letter) if letter else (None, "")


def _values(gap: _Gap, kind: GapKind) -> Iterator[tuple[str, Value]]:
    source = f"lke:{gap.finding.indicator}"
    yield from _letterhead(gap)
    yield "indikator", Value(gap.finding.indicator, source)
    if gap.entry and gap.entry.row.question:
        yield "pertanyaan", Value(shorten(gap.entry.row.question, limit=QUOTE), source)
    if gap.period:
        yield "periode", Value(gap.period_name, source)
    subject = _subject(gap.finding)
    if subject:
        yield "dokumen", Value(subject, source)
        yield "ruang_lingkup", Value(topic(subject), source)
    if title := _title(gap, kind, topic(subject)):
        yield "judul", Value(title, source)
        yield "laporan_tindak_lanjut.judul", Value(topic(subject), source)
    if present := listed_series(gap.entry, gap.finding):
        yield "yang_ada", Value(present, source)
    origin = listed_for(gap.audit.entries, gap.finding, gap.period, year=gap.year)
    if origin and kind in (GapKind.FOLLOW_UP, GapKind.FOLLOW_UP_MEETING):
        yield "temuan_asal", Value(origin, source)
    yield from _agenda(gap, kind, topic(subject))
    yield from _letter(gap, kind)


def _letterhead(gap: _Gap) -> Iterator[tuple[str, Value]]:
    sheet = gap.audit.sheet
    if sheet.agency:
        yield "kop_lembaga", Value([shorten(sheet.agency)], "lke:kepala")
    if sheet.unit:
        yield "kop_unit", Value(shorten(sheet.unit), "lke:kepala")


def _title(gap: _Gap, kind: GapKind, named: str) -> str:
    if not named:
        return ""
    if kind in (GapKind.MEETING, GapKind.FOLLOW_UP_MEETING):
        head = named if named.lower().startswith("rapat") else f"Rapat {named}"
        late = gap.facts.late or (gap.state is GapState.PLANNED and gap.is_past)
        period = f" periode {gap.period_name}" if gap.period else ""
        return f"{head}{period}{' (susulan)' if late and gap.period else ''}"
    return named


def _agenda(gap: _Gap, kind: GapKind, named: str) -> Iterator[tuple[str, Value]]:
    """Points that follow from the gap alone, each labelled as a proposal."""
    if kind not in (GapKind.MEETING, GapKind.FOLLOW_UP_MEETING) or gap.state is not GapState.PLANNED or not named:
        return
    period = f" periode {gap.period_name}" if gap.period else ""
    points = [f"{named}{period}"]
    before = _previous(gap.period)
    if before and listed_for(gap.audit.entries, gap.finding, before, year=gap.year):
        points.append(f"Tindak lanjut hasil rapat periode {wording.period(before, year=gap.year)}")
    points.append("Rencana tindak lanjut, penanggung jawab dan batas waktu")
    yield "agenda", Value([f"Usulan: {point}" for point in points], AGENDA)


def _previous(period: str) -> str:
    found = re.fullmatch(r"(\d{4}|-)-(\d\d)", period)
    if not found or found[2] == "01":
        return ""
    return f"{found[1]}-{int(found[2]) - 1:02d}"


def _letter(gap: _Gap, kind: GapKind) -> Iterator[tuple[str, Value]]:
    """What a letter about the gap, or the undated letter itself, can quote."""
    finding, source = gap.finding, f"lke:{gap.finding.indicator}"
    rule = f"aturan:{finding.rule}"
    if kind is GapKind.LETTER:
        _, about = undated_letter(gap.entry, finding)
        if about:
            yield "tentang", Value(about, source)
            yield "judul", Value(about, source)
    elif kind is GapKind.BUNDLE:
        yield "perihal", Value(f"Kelengkapan bukti dukung LKE butir {finding.indicator}", rule)
        yield "isi", Value(_bundle_points(gap), source)
    elif kind is GapKind.COUNTS:
        yield "perihal", Value(f"Perbaikan jumlah pada LKE butir {finding.indicator}", rule)
        yield "isi", Value([finding.message, "Mohon jumlah yang benar dicocokkan dengan register."], rule)
        if rows := _count_rows(gap):
            yield "rincian", Value(rows, source)


def _bundle_points(gap: _Gap) -> list[str]:
    present = listed(gap.entry, gap.finding)
    points = [f"Pada LKE tertulis: {text}." for text in present[:5]]
    missing = missing_parts(gap.finding)
    points.append(f"Belum disebut: {', '.join(missing)}." if missing else gap.finding.message)
    points.append(
        "Mohon dicari dokumen aslinya. Bila memang tidak pernah dibuat, mohon dinyatakan apa adanya; "
        "dokumen tidak boleh dibuat dengan tanggal mundur."
    )
    return points


def _count_rows(gap: _Gap) -> list[Mapping[str, str]]:
    codes = {gap.finding.indicator, *gap.finding.related, *(span.indicator for span in gap.finding.spans)}
    return [
        {"uraian": f"{entry.code} {entry.row.question}".strip(), "tertulis": entry.row.answer}
        for entry in gap.audit.entries
        if entry.row.answer_kind == "count"
        and (entry.code in codes or any(entry.code.startswith(f"{code}.") for code in codes))
    ]


def _subject(finding: Finding) -> str:
    """The series or title that the finding names, else what it quotes first."""
    quote = next((span.quote for span in finding.spans if span.quote.strip()), "")
    return shorten(finding.subject or quote, limit=QUOTE)

"""Rules and coverage: how many findings of each, what was checked and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lke_docs.model import Audit, Confidence, FindingState, Level, SourceText, State
from lke_docs.report.model import Report
from lke_docs.report.quote import quote, wrap
from lke_docs.report.style import Style
from lke_docs.wording import figure

if TYPE_CHECKING:
    from lke_docs.score import Score

_STATES = {
    State.PASS: "lulus",
    State.FINDING: "dengan temuan",
    State.NOT_APPLICABLE: "tidak berlaku",
    State.NOT_CHECKED: "tidak diperiksa",
    State.SUPPRESSED: "dikesampingkan",
}
MEANINGS = {
    "wajib": "harus diperbaiki; penilai hampir pasti menolaknya",
    "perlu": "sebaiknya diperbaiki sebelum diajukan",
    "saran": "akan membuat bukti lebih kuat",
    "pertanyaan": "belum pasti; jawablah dengan melihat dokumen aslinya",
}
"""What each level means to people; `docs/membaca_temuan.md` says the same."""
_MOST_CODES = 12
_MOST_LINES = 10


def closing(report: Report, width: int, style: Style) -> Iterator[str]:
    """Yield the lines of the closing table."""
    audit = report.audit
    yield style.strong("Aturan dan cakupan")
    yield style.faint("─" * width)
    yield from _counts(report)
    yield from _rules(report, width)
    yield from _coverage(audit, width)
    yield from wrap(f"Versi: {report.versions_said}.", width=width)
    yield from _not_checked(audit, width)
    yield from _past(report, width)
    yield from _texts("Baris yang tidak dapat ditempatkan", audit.sheet.unplaced, width)
    yield from _texts("Catatan pembacaan", audit.sheet.notices, width)
    if audit.defects:
        yield ""
        yield "Aturan yang gagal dijalankan (cacat program, mohon dilaporkan):"
        for defect in audit.defects:
            yield from wrap(defect, width=width, indent="  ")


def counted(report: Report) -> tuple[dict[Level, int], Counter[Level], int]:
    """How many findings there are by level, how many questions, and how many are set aside."""
    standing = [it.finding for it in report.listed if it.finding.state is FindingState.OPEN]
    sure = Counter(it.level for it in standing if it.confidence is not Confidence.RENDAH)
    asked = Counter(it.level for it in standing if it.confidence is Confidence.RENDAH)
    return {level: sure[level] for level in Level if sure[level]}, asked, len(report.listed) - len(standing)


def counts_said(report: Report) -> str:
    """ "1 wajib, 20 perlu, 8 pertanyaan"."""
    sure, asked, noted = counted(report)
    parts = [f"{count} {level}" for level, count in sure.items()]
    parts += [f"{asked.total()} pertanyaan"] if asked else []
    parts += [f"{noted} dikesampingkan"] if noted else []
    return ", ".join(parts) or none_said(report)


def none_said(report: Report) -> str:
    """That there is no finding among those that are shown: the new ones alone, or the chosen ones, are not all."""
    which = " baru" if report.left_out is not None else " yang dipilih" if report.unseen else ""
    return f"tidak ada temuan{which}"


def by_area(score: Score) -> Iterator[tuple[str, str, list[float]]]:
    """Code, name, and weight with points claimed, shown, not to be told, not shown: of each area, then of all; of an
    area that nobody filled in only the weight."""
    tallies = (score.claimed, score.shown, score.cannot_tell, score.not_shown)
    for parts in zip(*(tally.areas for tally in tallies), strict=True):
        filled = parts if parts[0].open < parts[0].weight else ()
        yield parts[0].code, parts[0].name, [parts[0].weight, *(part.points for part in filled)]
    yield "", "Jumlah", [score.claimed.total.weight, *(tally.total.points for tally in tallies)]


def thresholds(score: Score) -> Iterator[tuple[str, str]]:
    """Each threshold, and how the points stand to it."""
    state = {"met": "sudah mencapainya", "not_met": "belum mencapainya", "open": "masih dapat mencapainya"}
    for threshold in score.thresholds:
        said = f"yang diklaim {state[threshold.claimed_state]}, yang tampak {state[threshold.shown_state]}"
        yield (
            f"{threshold.predicate} menurut {regulation(threshold.regulation)}",
            f"perlu {figure(threshold.criteria[0].needed)}; {said}",
        )


def regulation(name: str) -> str:
    """ "10/2019" as people know it."""
    return f"PermenPANRB {name}" if name[:1].isdigit() else name


def by_rule(report: Report) -> Mapping[str, tuple[str, int]]:
    """The name of each rule with findings and how many it has, most first."""
    counts: dict[str, tuple[str, int]] = {}
    for listed in report.listed:
        name, count = counts.get(listed.finding.rule, (listed.finding.name, 0))
        counts[listed.finding.rule] = (name, count + 1)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1][1], pair[0])))


def checked(audit: Audit) -> str:
    """ "49 aturan pada 87 indikator: 2.192 lulus, 148 temuan, …"."""
    counts = Counter(state.state for state in audit.states)
    rules = len({state.rule for state in audit.states})
    parts = ", ".join(f"{_number(counts[state])} {word}" for state, word in _STATES.items() if counts[state])
    said = f"{rules} aturan pada {len(audit.sheet.rows)} indikator"
    return f"{said}: {parts}." if parts else f"{said}."


def _counts(report: Report) -> Iterator[str]:
    sure, asked, noted = counted(report)
    yield f"{'Tingkat':<10}{'Temuan':>8}{'Pertanyaan':>12}"
    for level in Level:
        yield f"{level.value:<10}{sure.get(level, 0):>8}{asked[level]:>12}"
    yield f"{'jumlah':<10}{sum(sure.values()):>8}{asked.total():>12}"
    if noted:
        yield f"Dikesampingkan dengan alasan: {noted}"
    yield ""


def _rules(report: Report, width: int) -> Iterator[str]:
    """A line for each rule with findings, most first."""
    rules = by_rule(report)
    if not rules:
        return
    yield f"{'Aturan':<10}{'Jumlah':>8}  Nama"
    for code, (name, count) in rules.items():
        yield f"{code:<10}{count:>8}  {next(wrap(name, width=width - 20), '')}"
    yield ""


def _coverage(audit: Audit, width: int) -> Iterator[str]:
    rows = audit.sheet.rows
    evidence = sum(1 for row in rows if row.evidence.strip())
    yield f"Dibaca: {len(rows)} indikator, {evidence} di antaranya dengan bukti dukung."
    yield from wrap(f"Diperiksa: {checked(audit)}", width=width)


def _past(report: Report, width: int) -> Iterator[str]:
    """What only the run before had."""
    from lke_docs.workspace.compare import BY_TERMS, SAID

    if report.past:
        yield ""
        yield f"Tidak ada lagi sejak pemeriksaan sebelumnya: {len(report.past)}"
    for changed in report.past:
        finding, why = changed.finding, f" {BY_TERMS}" if changed.by_rules else ""
        said = f"{finding.indicator or 'lembar'} {finding.rule} {finding.message} [{SAID[changed.change]}{why}]"
        yield from wrap(said, width=width, indent="  ")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _not_checked(audit: Audit, width: int) -> Iterator[str]:
    """Say what did not run, and why: not checked is never the same as missing."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for state in audit.states:
        if state.state is State.NOT_CHECKED:
            reasons.setdefault((state.rule, state.reason), []).append(state.indicator)
    if reasons:
        yield ""
        yield "Tidak diperiksa:"
    for (code, reason), indicators in reasons.items():
        why = reason or "tanpa keterangan"
        yield from wrap(f"{code}: {why} ({_some(indicators)})", width=width, indent="  ")


def _some(codes: Sequence[str]) -> str:
    more = len(codes) - _MOST_CODES
    return ", ".join(codes[:_MOST_CODES]) + (f", dan {more} lagi" if more > 0 else "")


def _texts(title: str, texts: Iterable[SourceText], width: int) -> Iterator[str]:
    listed = list(texts)
    if not listed:
        return
    yield ""
    yield f"{title}: {len(listed)}"
    for text in listed[:_MOST_LINES]:
        where = f"  {text.place}: "
        yield where + quote(text.text.strip(), width=width - len(where)).text
    if (more := len(listed) - _MOST_LINES) > 0:
        yield f"  … dan {more} lagi; semuanya ada dalam --format json"

"""The end of the text report: how many of each, what was checked and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lke_docs.model import Audit, Confidence, Finding, FindingState, Level, SourceText, State
from lke_docs.report.quote import quote, wrap
from lke_docs.report.style import Style

_STATES = {
    State.PASS: "lulus",
    State.FINDING: "temuan",
    State.NOT_APPLICABLE: "tidak berlaku",
    State.NOT_CHECKED: "tidak diperiksa",
    State.SUPPRESSED: "dikesampingkan",
}
_MOST_CODES = 12
_MOST_LINES = 10


def closing(audit: Audit, width: int, style: Style) -> Iterator[str]:
    """Yield the lines of the closing table."""
    yield style.strong("Ringkasan")
    yield style.faint("─" * width)
    yield from _counts(audit)
    yield from _rules(audit, width)
    yield from _coverage(audit, width)
    yield from _not_checked(audit, width)
    yield from _texts("Baris yang tidak dapat ditempatkan", audit.sheet.unplaced, width)
    yield from _texts("Catatan pembacaan", audit.sheet.notices, width)
    if audit.defects:
        yield ""
        yield "Aturan yang gagal dijalankan (cacat program, mohon dilaporkan):"
        for defect in audit.defects:
            yield from wrap(defect, width=width, indent="  ")


def _counts(audit: Audit) -> Iterator[str]:
    shown = [finding for finding in audit.findings if finding.state is FindingState.OPEN]
    sure = Counter(f.level for f in shown if f.confidence is not Confidence.RENDAH)
    asked = Counter(f.level for f in shown if f.confidence is Confidence.RENDAH)
    yield f"{'Tingkat':<10}{'Temuan':>8}{'Pertanyaan':>12}"
    for level in Level:
        yield f"{level.value:<10}{sure[level]:>8}{asked[level]:>12}"
    yield f"{'jumlah':<10}{sure.total():>8}{asked.total():>12}"
    yield ""


def _rules(audit: Audit, width: int) -> Iterator[str]:
    """A line for each rule with findings, most first."""
    found: dict[str, list[Finding]] = {}
    for finding in audit.findings:
        found.setdefault(finding.rule, []).append(finding)
    if not found:
        return
    yield f"{'Aturan':<10}{'Jumlah':>8}  Nama"
    for code, group in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        name = next(wrap(group[0].name, width=width - 20), "")
        yield f"{code:<10}{len(group):>8}  {name}"
    yield ""


def _coverage(audit: Audit, width: int) -> Iterator[str]:
    rows = audit.sheet.rows
    evidence = sum(1 for row in rows if row.evidence.strip())
    rules = len({state.rule for state in audit.states})
    yield f"Dibaca: {len(rows)} indikator, {evidence} di antaranya dengan bukti dukung."
    counts = Counter(state.state for state in audit.states)
    parts = ", ".join(f"{_number(counts[state])} {word}" for state, word in _STATES.items() if counts[state])
    text = f"Diperiksa: {rules} aturan pada {len(rows)} indikator"
    yield from wrap(f"{text}: {parts}." if parts else f"{text}.", width=width)


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

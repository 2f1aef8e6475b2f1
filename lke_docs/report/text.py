"""Audit -> text for people: findings by area, worst first, then questions, then what was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lke_docs.model import Audit, Confidence, Finding, FindingState, Level, Row, Span
from lke_docs.report import View, points_line
from lke_docs.report.quote import clean, fits, quote, wrap
from lke_docs.report.style import Style
from lke_docs.report.summary import closing
from lke_docs.wording import day

_NARROW, _WIDE = 80, 200
_MOST_QUOTES = 6
_MOST_OF_MEMBER = 2
_LABELS = 16


def render(audit: Audit, view: View) -> str:
    """Return the report, with a line end."""
    width = max(_NARROW, min(view.width, _WIDE))
    style = Style(view.color)
    lines = [] if view.quiet else [*_head(audit, view, width, style)]
    lines += _findings(audit, width, style)
    if not view.quiet:
        lines += closing(audit, width, style)
        lines += _beside(view, width)
    return "\n".join(lines).rstrip("\n") + "\n"


# --- head ---------------------------------------------------------------------------------------------


def _head(audit: Audit, view: View, width: int, style: Style) -> Iterator[str]:
    sheet, window = audit.sheet, audit.window
    yield style.strong(f"Pemeriksaan LKE {clean(sheet.unit)}".rstrip())
    as_of = "diberikan pengguna" if view.as_of_given else "akhir masa penilaian; ubah dengan --as-of"
    hint = "" if window.origin == "diberikan pengguna" else "; ubah dengan --window"
    facts = (
        ("Instansi", sheet.agency),
        ("Usulan", sheet.proposal),
        ("Berkas", sheet.source),
        ("Instrumen", view.form),
        (
            "Masa penilaian",
            f"{day(window.start)} s.d. {day(window.end)} ({window.origin}{hint})" if window.is_known else window.origin,
        ),
        ("Tanggal acuan", f"{day(audit.as_of)} ({as_of})" if window.is_known or view.as_of_given else ""),
    )
    for label, value in facts:
        if value:
            yield from _labelled(label, value, width)
    if view.score:
        points = [view.score[key]["total"]["points"] for key in ("claimed", "shown", "cannot_tell", "not_shown")]
        yield from _labelled("Nilai", f"{points_line(*points)} (rincian: lke-docs score)", width)
    yield ""


def _labelled(label: str, value: str, width: int) -> Iterator[str]:
    lines = wrap(value, width=width - _LABELS)
    yield f"{label:<{_LABELS}}{next(lines, '')}"
    for line in lines:
        yield " " * _LABELS + line


# --- findings -----------------------------------------------------------------------------------------


def _findings(audit: Audit, width: int, style: Style) -> Iterator[str]:
    shown = [finding for finding in audit.findings if finding.state is FindingState.OPEN]
    sure = [finding for finding in shown if finding.confidence is not Confidence.RENDAH]
    asked = [finding for finding in shown if finding.confidence is Confidence.RENDAH]
    rows: dict[str, list[Row]] = {}
    for row in audit.sheet.rows:
        rows.setdefault(row.code, []).append(row)
    for title, group in _by_area(audit, sure):
        yield from _section(title, group, rows, width, style)
    if asked:
        yield from _section("Pertanyaan (keyakinan rendah, bukan kesalahan)", asked, rows, width, style)
    if not shown:
        yield "Tidak ada temuan."
        yield ""
    noted = [finding for finding in audit.findings if finding.state is not FindingState.OPEN]
    if noted:
        yield style.strong("Dikesampingkan dengan alasan")
        yield style.faint("─" * width)
        for finding in noted:
            yield from wrap(f"{finding.rule} {finding.indicator}: {finding.remedy}", width=width)
        yield ""


def _beside(view: View, width: int) -> Iterator[str]:
    """What changed since the run before."""
    if view.changes:
        yield ""
        yield from wrap(f"Dibanding pemeriksaan sebelumnya: {view.changes}.", width=width)


def _by_area(audit: Audit, findings: Sequence[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Group findings by area in the order of the sheet; those on the sheet as a whole come first."""
    titles = {heading.code: heading.title for heading in audit.sheet.headings}
    areas: dict[str, list[Finding]] = {"": []}
    for row in audit.sheet.rows:
        areas.setdefault(area_of(row.code), [])
    for finding in findings:
        of_areas = {area_of(single.indicator) for single in finding.singles}
        areas.setdefault(of_areas.pop() if len(of_areas) == 1 else "", []).append(finding)
    levels = list(Level)
    for area, group in areas.items():
        if group:
            title = f"{area} {titles.get(area, '')}".strip() or "Lembar secara keseluruhan"
            yield title, sorted(group, key=lambda finding: levels.index(finding.level))


def area_of(code: str) -> str:
    """The area that an indicator belongs to: the first two parts of its code."""
    return ".".join(code.split(".")[:2])


def _section(
    title: str, findings: Iterable[Finding], rows: dict[str, list[Row]], width: int, style: Style
) -> Iterator[str]:
    yield style.strong(clean(title))
    yield style.faint("─" * width)
    for finding in findings:
        yield from _finding(finding, rows, width, style)
        yield ""


def _finding(finding: Finding, rows: dict[str, list[Row]], width: int, style: Style) -> Iterator[str]:
    codes = ", ".join([finding.indicator, *finding.related]) if finding.indicator else ""
    head = f"{finding.rule} {finding.name}" + (f"  [{codes}]" if codes else "")
    lines = wrap(head, width=width - 8)
    yield style.level(finding.level, f"{finding.level.value.upper():<8}") + style.strong(next(lines, ""))
    for line in lines:
        yield " " * 8 + style.strong(line)
    yield from wrap(finding.message, width=width, indent="  ")
    for member in finding.members:
        yield from wrap(f"{member.indicator}: {member.message}", width=width, indent="  ")
        yield from _quotes(member, rows, width, style, most=_MOST_OF_MEMBER)
    if not finding.members:
        yield from _quotes(finding, rows, width, style)
    if finding.remedy:
        yield from wrap(f"Yang dapat dilakukan: {finding.remedy}", width=width, indent="  ")


def _quotes(
    finding: Finding, rows: dict[str, list[Row]], width: int, style: Style, *, most: int = _MOST_QUOTES
) -> Iterator[str]:
    """Quote the spans, those near one another on one line; the place stands above where it changes."""
    groups = _together(finding.spans, rows, width - 6)
    before = ""
    for text, group in groups[:most]:
        where = f"    {group[0].indicator}, {group[0].place}:"
        if where != before:
            yield style.faint(where)
        before = where
        shown = quote(text, *(_context(span, rows)[1:] for span in group), width=width - 6)
        yield f"      {shown.text}"
        yield "      " + style.level(finding.level, shown.carets)
    if more := sum(len(group) for _, group in groups[most:]):
        yield f"    … dan {more} kutipan lagi; semuanya ada dalam --format json"


def _together(spans: Sequence[Span], rows: dict[str, list[Row]], width: int) -> list[tuple[str, list[Span]]]:
    """Group spans that one quote can show; leave out those with nothing to quote."""
    groups: list[tuple[str, list[Span]]] = []
    for span in spans:
        text, start, end = _context(span, rows)
        if not text:
            continue
        if groups and groups[-1][0] == text:
            first = groups[-1][1][0]
            same = (first.indicator, first.place) == (span.indicator, span.place)
            if same and first.start <= start and fits(text, first.start, end, width=width):
                groups[-1][1].append(span)
                continue
        groups.append((text, [span]))
    return groups


def _context(span: Span, rows: dict[str, list[Row]]) -> tuple[str, int, int]:
    """The evidence around a span, and the span's offsets in it."""
    for row in rows.get(span.indicator, ()):
        if span.end <= len(row.evidence) and row.evidence[span.start : span.end] == span.quote:
            return row.evidence, span.start, span.end
    return span.quote, 0, len(span.quote)

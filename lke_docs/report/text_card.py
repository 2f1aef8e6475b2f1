"""Cards of indicators on a terminal: the cell with its marks, and every finding of it as one line below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lke_docs.model import Confidence, Finding, FindingState, Level, Row
from lke_docs.report.model import Card, CardLine, Listed, Marked, Report
from lke_docs.report.quote import as_shown, clean, wrap
from lke_docs.report.style import Style
from lke_docs.wording import decimal
from lke_docs.workspace.compare import SAID, Change

_WHOLE = "Lembar secara keseluruhan"
_PLACES = 8
_LONGEST = 4000  # characters of one cell that are shown


def cards(report: Report, width: int, style: Style) -> Iterator[str]:
    """Every card with findings by area; the indicators without any in one line each."""
    whole = [it for it in report.listed if not it.finding.indicator]
    if whole:
        yield from _title(_WHOLE, width, style)
        for listed in whole:
            yield from _line(CardLine("", listed), width, style)
        yield ""
    area = ""
    for card in report.cards:
        if not card.lines:
            continue
        if card.area != area:
            area = card.area
            yield from _title(f"{area} {report.areas.get(area, '')}".strip(), width, style)
        yield from _card(card, width, style)
        yield ""
    clear = [card.row.code for card in report.cards if not card.lines]
    if clear and len(clear) < len(report.cards):
        yield from wrap(f"Tanpa temuan: {', '.join(clear)}.", width=width)
        yield ""
    if not report.listed:
        yield "Tidak ada temuan."
        yield ""


def cards_of(report: Report, finding: Finding, width: int, style: Style) -> Iterator[str]:
    """The finding, and the cards of the rows that it is about with no other finding on them."""
    prints = {single.fingerprint for single in finding.singles}
    if finding.members or not finding.indicator:
        yield from _line(CardLine("", next(it for it in report.listed if it.finding == finding)), width, style)
        yield ""
    for card in report.cards:
        lines = tuple(line for line in card.lines if line.listed.finding.fingerprint in prints)
        if lines:
            letters = {line.letter for line in lines}
            marks = tuple(mark for mark in card.marks if mark.letter in letters)
            yield from _card(card._replace(lines=lines, marks=marks), width, style)
            yield ""


def _title(title: str, width: int, style: Style) -> Iterator[str]:
    yield style.strong(clean(title))
    yield style.faint("─" * width)


def _card(card: Card, width: int, style: Style) -> Iterator[str]:
    row = card.row
    head = wrap(f"{row.code} {row.question}", width=width)
    yield from map(style.strong, head)
    if row.answer:
        yield from wrap(f"Jawaban {row.answer}" + (f": {card.option}" if card.option else ""), width=width)
    if card.stake and card.stake.lost:
        points = f"{decimal(card.stake.lost)} dari {decimal(card.stake.claimed)} poin belum tampak"
        yield from wrap(
            f"Nilai: {points}; {'; '.join(card.reasons)}" if card.reasons else f"Nilai: {points}", width=width
        )
    if row.evidence.strip():
        yield from map(style.faint, wrap(f"Bukti, {places_of(row)}:", width=width))
        yield from _evidence(row.evidence, card.marks, width, style)
    for line in card.lines:
        yield from _line(line, width, style)


def places_of(row: Row) -> str:
    """Where the evidence of a row stands: the places, or the first and the last of many."""
    places = list(dict.fromkeys(str(place) for _, place in row.segments)) or [str(row.place)]
    return ", ".join(places) if len(places) <= _PLACES else f"{places[0]} s.d. {places[-1]}"


def _evidence(text: str, marks: Iterable[Marked], width: int, style: Style) -> Iterator[str]:
    """The cell over as many lines as it takes, with carets under the marked words; each mark begins with its letter."""
    below: dict[int, str] = {}
    for mark in marks:
        below.update({place: "^" for place in range(mark.start, mark.end) if place not in below})
    for mark in reversed(tuple(marks)):
        below.update({mark.start + place: char for place, char in enumerate(mark.letter[: mark.end - mark.start])})
    for shown, carets in as_shown(text[:_LONGEST], below, width=width - 4):
        yield f"    {shown}"
        if carets:
            yield "    " + style.level(Level.PERLU, carets)
    if (more := len(text) - _LONGEST) > 0:
        yield f"    … dan {more} huruf lagi; semuanya ada dalam --format json"


def _line(line: CardLine, width: int, style: Style) -> Iterator[str]:
    finding = line.listed.finding
    lead = f"{line.letter:>3} " if line.letter else "    "
    level = finding.level.value.upper() if finding.confidence is not Confidence.RENDAH else "TANYA"
    said = f"{finding.rule} {line.listed.id} {_tail(line)}"
    lines = wrap(said, width=width - len(lead) - 6)
    yield lead + style.level(finding.level, f"{level:<6}") + next(lines, "")
    for rest in lines:
        yield " " * (len(lead) + 6) + rest


def _tail(line: CardLine) -> str:
    finding = line.listed.finding
    if home := line.home if finding.indicator else line.letter and _WHOLE:
        return f"{finding.name}; lihat {home}."
    also = ", ".join(code for code in dict.fromkeys(finding.related))
    said = finding.message + (f" (juga {also})" if also else "")
    drafts = f" Draf: {', '.join(line.listed.drafts)}." if line.listed.drafts else ""
    set_aside = finding.state is not FindingState.OPEN
    remedy = f" {finding.remedy}" if set_aside else f" → {finding.remedy}" if finding.remedy else ""
    return f"{state_of(line.listed)}{said}{remedy}{drafts}"


def state_of(listed: Listed) -> str:
    """What became of a finding since the run before, in brackets; "" where there is nothing to say."""
    if listed.finding.state is not FindingState.OPEN:
        return "[dikesampingkan] "
    said = SAID[Change(listed.change)] if listed.change else ""
    return f"[{said}] " if said else ""

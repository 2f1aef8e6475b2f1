"""The card of an indicator as HTML: question, answer, cost, the cell with its marks, each finding as one line.

Written by hand: a page of 2,000 findings has 1,000 of these, and Jinja would take several times as long. Whatever is
from a sheet is escaped here, as Jinja does it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise

from lke_docs.report.model import Card, CardLine, Listed
from lke_docs.tuples import NamedTuple
from lke_docs.wording import decimal, quoted
from lke_docs.workspace.compare import SAID, Change

_LONGEST = 20_000  # characters of one cell
_SLUGS = {"pertanyaan": "tanya", "dikesampingkan": "catatan"}
_CHANGE = {
    change.value: f' <span class="{"old" if change is Change.OPEN else "new"}">{SAID[change]}</span>'
    for change in Change
}


class Stretch(NamedTuple):
    """A piece of a cell: its words, the letters of the marks that begin here ("a", "aa"), whether it is marked."""

    text: str
    letters: tuple[str, ...]
    is_marked: bool


def card_html(card: Card, anchor: str, homes: Mapping[str, str]) -> str:
    """The card at its address; an indicator without findings is one line. `homes`: the addresses of indicators."""
    row, at = card.row, escape(anchor)
    code, answer = escape(row.code), escape(row.answer)
    if not card.lines:
        said = f"{code} {escape(quoted(row.question))} <b>{answer}</b>: tanpa temuan"
        return f'<p class="clear card-clear" id="{at}">{said}</p>'
    option = f": {escape(card.option)}" if card.option else ""
    levels = [level_of(line.listed) for line in card.lines]
    kinds = " ".join([f"ada-{it}" for it in dict.fromkeys(levels)])
    parts = [
        f'<article class="card {kinds}" id="{at}" aria-label="{code}">',
        f"<h4>{code} {escape(row.question)}</h4>",
        f"<p><b>Jawaban {answer}</b>{option}</p>" if answer else "",
        _cost(card),
    ]
    if row.evidence.strip():
        place = f'<p class="soft small">Isian bukti dukung, {escape(str(row.place_at(0)))}</p>'
        parts.append(f'<div class="evidence">{_marked(card)}</div>\n{place}')
    lines = [_line(line, level, homes) for line, level in zip(card.lines, levels, strict=True)]
    return "\n".join([*parts, '<ul class="found">', *lines, "</ul>\n</article>"])


def _cost(card: Card) -> str:
    if card.stake is None or card.stake.lost <= 0:
        return ""
    points = f"{decimal(card.stake.lost)} dari {decimal(card.stake.claimed)} poin"
    if not card.reasons:
        return f'<p class="cost"><b>{points}</b> belum tampak.</p>'
    reasons = "".join([f"<li>{escape(reason)}</li>" for reason in card.reasons])
    return f'<p class="cost"><b>{points}</b> belum tampak:</p><ul class="small">{reasons}</ul>'


def pieces(card: Card) -> Sequence[Stretch]:
    """The cell of a card, cut where a mark begins or ends."""
    text = card.row.evidence[:_LONGEST]
    if not card.marks and len(text) == len(card.row.evidence):
        return (Stretch(text, (), False),)
    begins: dict[int, tuple[str, ...]] = {}
    depth: dict[int, int] = {}  # how many marks begin less how many end, by place
    for mark in card.marks:
        if mark.start < len(text):
            begins[mark.start] = (*begins.get(mark.start, ()), mark.letter)
            end = min(mark.end, len(text))
            depth[mark.start] = depth.get(mark.start, 0) + 1
            depth[end] = depth.get(end, 0) - 1
    stretches, marked = [], 0
    for start, end in pairwise(sorted({0, len(text), *depth})):
        marked += depth.get(start, 0)
        stretches.append(Stretch(text[start:end], begins.get(start, ()), marked > 0))
    if (rest := len(card.row.evidence) - len(text)) > 0:
        stretches.append(Stretch(f" … dan {rest} huruf lagi", (), False))
    return stretches


def _marked(card: Card) -> str:
    told, whole = [], card.row.evidence
    escaped = (lambda text: text) if escape(whole) == whole else escape  # a cell has many pieces, and few have "&"
    for text, letters, is_marked in pieces(card):
        begin = f'<sup class="letter">{", ".join(letters)}</sup>' if letters else ""
        told.append(f"<mark>{begin}{escaped(text)}</mark>" if is_marked else escaped(text))
    return "".join(told)


def level_of(listed: Listed) -> str:
    """The level as style sheet and filters name it."""
    return _SLUGS.get(listed.level_said, listed.level_said)


def _line(line: CardLine, level: str, homes: Mapping[str, str]) -> str:
    listed = line.listed
    finding = listed.finding
    change = _CHANGE.get(listed.change, "")
    head = f'<b>{line.letter}</b> <span class="level l-{level}">{listed.level_said}</span>{change}'
    cost = f"{decimal(finding.points)} poin" if finding.points else ""
    rule = f'<a href="#r-{finding.rule}">{finding.rule}</a> <span class="id">{listed.id}</span>'
    points = f'<span class="soft">{cost}</span> ' if cost and (line.home or not finding.related) else ""
    tail = f'<span class="small nowrap">{points}{rule}</span>'
    if line.home:
        home = f'<a href="#f-{listed.id}">{_often(line.home)}</a>'
        return f'<li class="v-{level}">{head} {_often(finding.name)}; lihat {home} {tail}</li>'
    others = f"{cost} bersama" if cost else "juga"
    also = f' <span class="small">({others} {links_html(finding.related, homes)})</span>' if finding.related else ""
    drafts = f' <span class="small">Draf: {escape(", ".join(listed.drafts))}.</span>' if listed.drafts else ""
    remedy = f'<div class="do">{_often(finding.remedy)}{drafts}</div>' if finding.remedy else ""
    return f'<li class="v-{level}" id="f-{listed.id}">{head} {escape(finding.message)}{also} {tail}{remedy}</li>'


def links_html(codes: Iterable[str], homes: Mapping[str, str]) -> str:
    """Codes of indicators, each a link to its card where there is one."""
    told = [(_often(code), _often(homes.get(code, ""))) for code in codes]
    return ", ".join([f'<a href="#{home}">{code}</a>' if home else code for code, home in told])


@lru_cache(1024)
def _often(text: str) -> str:
    """Escaped: codes and remedies, which come again and again."""
    return escape(text)

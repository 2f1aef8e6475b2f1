"""Pages that lie beside each other, as strips of a worksheet too wide for the paper; and tables of several years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lke_docs.model import SourceText
from lke_docs.read.frame import title_year
from lke_docs.read.pdf_wrap import PageCell

Pages = Sequence[tuple[int, list[PageCell]]]  # the cells of each page, by its number

_NEAR = 2.5  # points: two rules closer than this are one
_MOST = 6  # strips


def beside(pages: Pages) -> Pages:
    """The pages with those of later strips joined to those of the first; unchanged where it is one strip."""
    for strips in range(2, min(len(pages), _MOST) + 1):
        deep, rest = divmod(len(pages), strips)
        if rest:
            continue
        down = [pages[at::deep] for at in range(deep)]  # down, then over, as programs print by default
        over = [pages[at : at + strips] for at in range(0, len(pages), strips)]
        for groups in (down, over):
            if all(_are_strips(group) for group in groups):
                return list(_joined(groups))
    return pages


def by_year(pages: Pages, lines: Sequence[SourceText]) -> Iterator[tuple[int, Pages]]:
    """The pages, parted where a title between the tables names another year: how many lines stand above, the pages."""
    cuts: list[tuple[int, tuple[int, float]]] = []  # lines down to a title, its page and how deep it stands there
    year = None
    for at, line in enumerate(lines, 1):
        named = title_year([line.text]) if line.place.box else None
        if named and named != year:
            cuts += [(at, (line.place.page or 0, line.place.box[1]))] if line.place.box else []
            year = named
    ends = [(0, (0, 0.0)), *cuts[1:], (0, (len(pages) + max((n for n, _ in pages), default=0), 0.0))]
    for (above, first), (_, last) in pairwise(ends):
        part = [(n, [piece for piece in own if first <= (n, piece.box.top) < last]) for n, own in pages]
        yield above or (cuts[0][0] if cuts else 0), part


def _are_strips(group: Pages) -> bool:
    """Tell pages whose rows lie level and whose columns differ; the pages of one strip have the same columns."""
    first = group[0][1]
    columns, tops = _columns(first), {piece.box.top for piece in first}
    for _, pieces in group[1:]:
        level = sum(any(abs(piece.box.top - top) < _NEAR for top in tops) for piece in pieces)
        if not pieces or level < 0.9 * len(pieces) or 2 * len(columns & _columns(pieces)) >= len(_columns(pieces)):
            return False
    return bool(first)


def _columns(pieces: Sequence[PageCell]) -> set[tuple[int, int]]:
    return {(round(piece.box.left), round(piece.box.right)) for piece in pieces}


def _joined(groups: Sequence[Pages]) -> Iterator[tuple[int, list[PageCell]]]:
    shifts, edge = [], 0.0
    for strip in zip(*groups, strict=True):
        boxes = [piece.box for _, pieces in strip for piece in pieces]
        shifts.append(edge - min(box.left for box in boxes))
        edge += max(box.right for box in boxes) - min(box.left for box in boxes)
    for group in groups:
        rows = {piece.box.top: piece.row for piece in group[0][1]}
        whole = []
        for (number, pieces), shift in zip(group, shifts, strict=True):
            for piece in pieces:
                row = rows[min(rows, key=lambda top, own=piece.box.top: abs(top - own))]  # type: ignore[misc]
                box = piece.box._replace(left=piece.box.left + shift, right=piece.box.right + shift)
                whole.append(piece._replace(row=row, box=box, page=number))
        yield group[0][0], sorted(whole, key=lambda piece: (piece.row, piece.box.left))

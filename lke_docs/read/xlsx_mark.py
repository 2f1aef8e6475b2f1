"""What a worksheet says of its cells besides their text: links, blank references, struck words, hidden columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lke_docs.model import SourceText
from lke_docs.office import xml
from lke_docs.office.cell_address import cell_position
from lke_docs.read.grid import Cell, Grid
from lke_docs.read.link import target_of
from lke_docs.read.notice import of_cells
from lke_docs.read.remark import without_author
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

    from lke_docs.office.parts import Package

_REFERENCE = re.compile(r"(?:'([^'!]{1,80})'!|([\w.]{1,80})!)?\$?([A-Z]{1,3})\$?(\d{1,7})")
_LINKED = re.compile(rf"(?:_xlfn\.)?HYPERLINK\(\s*{_REFERENCE.pattern}\s*[,;)].*", re.IGNORECASE | re.DOTALL)
_CHAIN = 4  # worksheets that one reference passes through
_MOST_HIDDEN = 200


class Target(NamedTuple):
    """The cell that a formula is nothing but a reference to."""

    sheet: str
    row: int
    column: int


def references(root: _Element, title: str, *, is_link: bool = False) -> dict[tuple[int, int], Target]:
    """Cells whose formula is a plain reference, or a link to what a cell says; those that share one shift with it."""
    pattern = _LINKED if is_link else _REFERENCE
    targets: dict[tuple[int, int], Target] = {}
    shared: dict[str, tuple[Target, int, int]] = {}
    for formula in root.iter("{*}f"):
        above = formula.getparent()
        at = cell_position(above.get("r") or "") if above is not None else None
        if at is None:
            continue
        match = pattern.fullmatch((formula.text or "").strip().lstrip("="))
        index = formula.get("si") or ""
        if match:
            place = cell_position(f"{match[3]}{match[4]}")
            if place is not None:
                targets[at] = Target(match[1] or match[2] or title, *place)
                if index:
                    shared[index] = (targets[at], *at)
        elif index in shared and not formula.text:
            (sheet, row, column), first_row, first_column = shared[index]
            targets[at] = Target(sheet, row + at[0] - first_row, column + at[1] - first_column)
    return targets


def without_blank_references(
    grids: Sequence[Grid], targets: Mapping[str, Mapping[tuple[int, int], Target]]
) -> list[Grid]:
    """Take out the 0 that a formula to a blank cell caches: a reader of the workbook sees no answer there."""
    kept = list(grids)
    for _ in range(_CHAIN):
        filled = {(grid.name, cell.row, cell.column) for grid in kept for cell in grid.cells}
        thinner = [
            grid._replace(cells=tuple(c for c in grid.cells if not _is_blank(c, targets.get(grid.name, {}), filled)))
            for grid in kept
        ]
        if thinner == kept:
            break
        kept = thinner
    return kept


def with_links(grids: Sequence[Grid], targets: Mapping[str, Mapping[tuple[int, int], Target]]) -> list[Grid]:
    """Give cells whose link is what another cell says its address."""
    cells = [(grid.name, cell) for grid in grids for cell in grid.cells]
    said = {Target(name, cell.row, cell.column): cell.link or target_of(cell.text) for name, cell in cells}
    links = {(name, *at): said.get(target, "") for name, own in targets.items() for at, target in own.items()}
    return [
        grid._replace(
            cells=tuple(c._replace(link=c.link or links.get((grid.name, c.row, c.column), "")) for c in grid.cells)
        )
        for grid in grids
    ]


def _is_blank(cell: Cell, targets: Mapping[tuple[int, int], Target], filled: set[tuple[str, int, int]]) -> bool:
    target = targets.get((cell.row, cell.column)) if cell.text in ("0", "0%") else None
    return target is not None and tuple(target) not in filled


def links_of(root: _Element, outside: Mapping[str, str]) -> dict[tuple[int, int], str]:
    """Targets of the hyperlinks on cells; `outside` gives those of the part's relations."""
    links: dict[tuple[int, int], str] = {}
    for block in xml.children(root, "hyperlinks"):
        for link in xml.children(block, "hyperlink"):
            at = cell_position((link.get("ref") or "").partition(":")[0])
            target = target_of(outside.get(xml.attribute(link, "id"), ""))
            if at is not None and target:
                links[at] = target
    return links


def comments_of(package: Package, part: str) -> tuple[dict[tuple[int, int], str], list[tuple[tuple[int, int], str]]]:
    """The comments on the cells of a worksheet, and the replies to them; of a talk that is kept twice, the newer."""
    kinds = {it.kind: it.part for it in package.relations(part) if it.part in package}
    first: dict[tuple[int, int], str] = {}
    replies: list[tuple[tuple[int, int], str]] = []
    for element, text in _written(package, kinds):
        at = cell_position(element.get("ref") or "")
        if at is not None and text:
            if element.get("parentId") or at in first:
                replies.append((at, text))
            else:
                first[at] = text
    return first, replies


def _written(package: Package, kinds: Mapping[str, str]) -> Iterator[tuple[_Element, str]]:
    talked = set()
    if "threadedComment" in kinds:
        for element in package.root(kinds["threadedComment"]).iter("{*}threadedComment"):
            talked.add(element.get("ref"))
            yield element, "\n".join(text.text or "" for text in xml.children(element, "text")).strip()
    if "comments" in kinds:
        root = package.root(kinds["comments"])
        authors = [author.text or "" for author in root.iter("{*}author")]
        for element in root.iter("{*}comment"):
            index = element.get("authorId") or ""
            author = authors[int(index)] if index.isdecimal() and int(index) < len(authors) else ""
            if element.get("ref") not in talked:
                yield element, without_author("".join(text.text or "" for text in element.iter("{*}t")), author)


def hidden_columns(root: _Element) -> tuple[int, ...]:
    """Numbers of the hidden columns, from 0."""
    hidden: list[int] = []
    for block in xml.children(root, "cols"):
        for column in xml.children(block, "col"):
            first, last = column.get("min") or "", column.get("max") or ""
            if (column.get("hidden") or "") in ("1", "true") and first.isdecimal() and last.isdecimal():
                hidden += range(int(first) - 1, min(int(last), int(first) + _MOST_HIDDEN))
    return tuple(hidden[:_MOST_HIDDEN])


def is_struck(properties: _Element | None) -> bool:
    """Tell whether the properties of a run or a font strike it through."""
    strike = xml.child(properties, "strike") if properties is not None else None
    return strike is not None and (strike.get("val") or "1") not in ("0", "false")


def font_name(properties: _Element | None) -> str:
    """The name of the font that a run or a cell style has; "" for none."""
    names = (xml.child(properties, name) for name in ("rFont", "name")) if properties is not None else ()
    return next((name.get("val") or "" for name in names if name is not None), "")


def struck_notice(title: str, struck: Iterable[tuple[tuple[int, int], str]]) -> list[SourceText]:
    """Say which words were struck through: they are no evidence any more."""
    return of_cells(f"Teks yang dicoret di lembar “{title}” tidak dibaca", title, struck)

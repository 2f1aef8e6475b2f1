"""Tables of one indicator each, with "Kode", "Pertanyaan", "Jawaban" down their left, laid into one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lke_docs.read.column import role_of
from lke_docs.read.grid import Cell, Grid

_FEW = 2  # such tables below which they prove nothing


def as_one_table(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The grids; those of one indicator each give way to a table with their labels as titles, where the first stands.

    A cell keeps its place; what stands below a label without one of its own goes on with it.
    """
    blocks = {id(grid): labels for grid in grids if not grid.hidden and _is_block(labels := list(_labels(grid)))}
    if len(blocks) < _FEW:
        return tuple(grids)
    titles: dict[tuple[str, str], Cell] = {}
    cells: list[Cell] = []
    row = 1
    for labels in blocks.values():
        depth: Counter[int] = Counter()
        for label, values in labels:
            role, owner = role_of(label.text)
            title = titles.setdefault((role or label.text, owner), _laid(label, 0, len(titles)))
            for value in values:
                cells.append(_laid(value, row + depth[title.column], title.column))
                depth[title.column] += 1
        row += max(depth.values(), default=0)
    cells += titles.values()
    first = next(grid for grid in grids if id(grid) in blocks)
    whole = first._replace(cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    return tuple(whole if grid is first else grid for grid in grids if grid is first or id(grid) not in blocks)


def _laid(cell: Cell, row: int, column: int) -> Cell:
    return cell._replace(row=row, column=column, rows=1, columns=1, traced=cell.parts)


def _labels(grid: Grid) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each cell in the first column of a table with those right of it, down to the next one."""
    label: Cell | None = None
    values: list[Cell] = []
    for cell in grid.cells:
        if cell.column:
            values += [cell] if cell.text.strip(" :") else []
            continue
        if label is not None:
            yield label, values
        label, values = cell, []
    if label is not None:
        yield label, values


def _is_block(labels: Sequence[tuple[Cell, Sequence[Cell]]]) -> bool:
    """Tell a table that asks one question: most of its left cells are titles, one of them of questions or codes."""
    roles = [role_of(label.text)[0] for label, _ in labels]
    has_both = not {"question", "code"}.isdisjoint(roles) and not {"answer", "evidence"}.isdisjoint(roles)
    is_once = all(roles.count(role) == 1 for role in ("question", "answer") if role in roles)
    return has_both and is_once and 2 * len(list(filter(None, roles))) > len(roles)

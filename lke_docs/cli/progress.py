"""The progress of a long run on a terminal: which file, how many, how long still; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lke_docs.text import visible

_WIDE = 40  # letters of a file's name


@contextmanager
def shown_progress(*, is_quiet: bool = False) -> Iterator[Callable[[str, int, int], object]]:
    """Give what `index_folder` tells its progress to."""
    if is_quiet or not sys.stderr.isatty():
        yield lambda path, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    name = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn(), name)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(path: str, done: int, total: int) -> None:
            shown = visible(path)
            shown = shown if len(shown) <= _WIDE else f"…{shown[1 - _WIDE :]}"
            bar.update(task, completed=done, total=total, description=shown)

        yield tell

"""Command `doctor`: what is installed, what is missing, and what that costs."""

from __future__ import annotations

from pathlib import Path

import click

from lke_docs.cli import OK
from lke_docs.cli.option import force_option, format_option, output_option
from lke_docs.cli.terminal import emit


@click.command(options_metavar="[PILIHAN]")
@format_option("text", "json")
@output_option
@force_option
def doctor(format_: str, output: Path | None, force: bool) -> int:
    """Tampilkan apa yang terpasang, apa yang belum, apa akibatnya, dan cara memasangnya.

    Tidak ada yang diubah dan tidak ada yang diunduh.
    """
    from lke_docs.report.checkup import render_checkup
    from lke_docs.workspace.installation import examine

    emit(render_checkup(examine(Path.cwd()), format_), output, force=force)
    return OK

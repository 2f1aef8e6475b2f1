"""Command `finalize`: a finished draft without its marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lke_docs.cli.option import FILE, named, overwrite_option
from lke_docs.cli.terminal import say, warn

if TYPE_CHECKING:
    from lke_docs.draft.faults import Contradiction, OpenField


@click.command(options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=FILE)
@click.option(
    "--check",
    is_flag=True,
    help="Hanya katakan apakah berkas ini draf, formulir terbuka, atau selesai (DOCX dan PDF).",
)
@click.option(
    "--output", type=FILE, callback=named, help="Nama berkas hasil; bila tidak disebut, nama draf tanpa awalan DRAF_."
)
@click.option("--confirm-day-off", is_flag=True, help="Tanggal yang jatuh pada hari libur memang benar.")
@overwrite_option
@click.pass_context
def finalize(ctx: click.Context, /, file: Path, check: bool, **options: Any) -> None:
    """Lepas tanda draf dari BERKAS. Ditolak selama masih ada [ISI: …], atau bila isinya saling bertentangan.

    \b
    Contoh:
      lke-docs finalize DRAF_notula.docx
      lke-docs finalize --check notula.pdf
    """
    ctx.exit(_say_status(file) if check else _finalize(file, **options))


def _say_status(file: Path) -> int:
    from lke_docs.draft.status import DocumentStatus, document_status

    verdict = document_status(file)
    say(f"{file}: {verdict.status}")
    for reason in verdict.reasons:
        say(f"  - {reason}")
    return {DocumentStatus.FINISHED: 0, DocumentStatus.UNKNOWN: 3}.get(verdict.status, 1)


def _finalize(file: Path, output: Path | None, *, confirm_day_off: bool, force: bool) -> int:
    from lke_docs.draft.child import finalize_apart
    from lke_docs.draft.folder import NOTES, PREFIX, Output, read_note, write_all
    from lke_docs.draft.package import LIMITS
    from lke_docs.office.door import load

    note, today = read_note(file.with_name(f"{file.stem}{NOTES}")), date.today()
    left, wrong, made = finalize_apart(
        file, load(file, most=LIMITS.file_bytes), note, done=today, may_rest=confirm_day_off
    )
    if left:
        say(f"{file}: {len(left)} tempat masih terbuka, tanda draf tidak dilepas:", err=True)
        _say_places(left)
        return 1
    if wrong:
        say(f"{file}: {len(wrong)} hal bertentangan, tanda draf tidak dilepas:", err=True)
        _say_places(wrong)
        if any(contradiction.is_day_off for contradiction in wrong):
            say("Bila hari libur itu memang benar, tambahkan --confirm-day-off.", err=True)
        return 1
    target = output or file.with_name(file.name.removeprefix(PREFIX))
    if target.resolve() == file.resolve():
        raise click.UsageError(f"Hasilnya akan menimpa {file}; sebutkan --output dengan nama lain.")
    write_all([Output(target.name, made)], target.parent, day=today, force=force, tell=warn)
    say(f"{target}: tanda draf dilepas. Nomor, tanggal dan tanda tangan tetap urusan Anda.")
    return 0


def _say_places(places: Sequence[OpenField | Contradiction]) -> None:
    from lke_docs.draft.faults import place_said

    for place in places:
        why = f" ({reason})" if (reason := getattr(place, "reason", "")) else ""
        say(f"  {place_said(place.part, place.paragraph)}{place.text}{why}", err=True)

"""Command `extract`: what was found in texts of evidence."""

from __future__ import annotations

from pathlib import Path

import click

from lke_docs.cli import OK, UNREAD
from lke_docs.cli.option import PATH, begin, force_option, format_option, output_option
from lke_docs.cli.terminal import sink, warn


@click.command(options_metavar="[PILIHAN]")
@click.argument("file", metavar="[BERKAS]", default="-", type=PATH)
@click.option(
    "--from",
    "from_",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help='Isi masukan: satu teks bukti dukung, atau satu {"id": …, "text": …} per baris.',
)
@format_option("text", "json", "jsonl")
@click.option("--explain", is_flag=True, help="Sebut juga mengapa teks dipotong di situ, dan pola yang membacanya.")
@output_option
@force_option
def extract(file: Path, from_: str, format_: str, explain: bool, output: Path | None, force: bool) -> int:
    """Uraikan teks bukti dukung: butir, nomor, tanggal, periode, jenis dokumen.

    Tanpa BERKAS, atau dengan -, teks dibaca dari masukan baku.
    """
    from lke_docs.cli.stream import open_input, texts, written
    from lke_docs.office.limits import Limits

    unread = 0

    def bad(message: str) -> None:
        nonlocal unread
        unread += 1
        warn(f"Kesalahan: {message}")

    begin(Limits())
    with open_input(file) as stream, sink(output, force=force) as write:
        for content in written(texts(stream, str(file), from_, bad), format_, bad, explain=explain):
            write(content)
    return UNREAD if unread else OK

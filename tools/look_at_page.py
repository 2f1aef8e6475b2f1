"""Look at what was found on the pages of a file: number, date and title in boxes, drawn on the page.

    python -m tools.look_at_page bukti/1.1.a/SK.pdf OUT

Writes OUT/SK_1.png for each page that shows one of them, and prints what was read there and how sure it is.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from lke_docs.files.identify import identify
from lke_docs.files.index import index_folder
from lke_docs.files.model import EvidenceFile
from lke_docs.files.ocr import best_engine
from lke_docs.files.page_mark import HAND, PageMark, page_marks
from lke_docs.files.page_picture import page_picture
from lke_docs.files.page_view import upright
from lke_docs.office.limits import Limits

COLOURS = {"nomor": "#c00000", "tanggal": "#0050c0", "jenis": "#008040", HAND: "#e08000"}


def picture_of(data: bytes, found: EvidenceFile, number: int, shown: list[PageMark]) -> Image.Image:
    """A page with its marks."""
    drawn = page_picture(data, page=number, format=found.raw.format)
    page = next(page for page in found.raw.pages if page.number == number)
    picture = upright(drawn.picture, page.turned)
    pen = ImageDraw.Draw(picture)
    for mark in shown:
        left, top, right, bottom = (side / drawn.scale for side in mark.box)
        gap = 6 if mark.kind == HAND else 3
        pen.rectangle((left - gap, top - gap, right + gap, bottom + gap), outline=COLOURS[mark.kind], width=3)
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("output", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "bukti"
        folder.mkdir()
        shutil.copy(asked.file, folder)
        shelf = Path(scratch) / "rak.sqlite"
        (raw, *_), _notices = index_folder(folder, shelf=shelf, limits=Limits(), engine=best_engine(), workers=1)
    found = identify(raw)
    asked.output.mkdir(parents=True, exist_ok=True)
    seen = list(page_marks(found))
    for number in sorted({mark.page for mark in seen}):
        shown = [mark for mark in seen if mark.page == number]
        target = asked.output / f"{asked.file.stem}_{number}.png"
        picture_of(asked.file.read_bytes(), found, number, shown).save(target)
        for mark in shown:
            print(f"{target.name}: {mark.kind}: {mark.said} {mark.sure}".rstrip())


if __name__ == "__main__":
    main()

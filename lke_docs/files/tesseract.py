"""Tesseract on one picture, where nothing better is installed: words with boxes, never trusted for a number.

Over forty made decrees it read 25 numbers rightly: `SK/VII` becomes `SKIVII`, `/I/` becomes `/1/`.
"""

from __future__ import annotations

import csv
import subprocess
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from lke_docs.errors import InputError
from lke_docs.files.rows import ReadPiece

if TYPE_CHECKING:
    from PIL.Image import Image

_PLACE = ("block_num", "par_num", "line_num")


def read_picture(picture: Image, *, program: str, language: str, home: str) -> list[ReadPiece]:
    """The lines of a picture, as pieces."""
    sent = BytesIO()
    _evened(picture).save(sent, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", *(["--tessdata-dir", home] if home else []), "-l", language, "tsv"]
    done = subprocess.run(command, input=sent.getvalue(), capture_output=True, check=False)
    if done.returncode:
        raise InputError("halaman", f"Tesseract gagal membaca halaman ini (kode {done.returncode}).")
    table = csv.DictReader(done.stdout.decode("utf-8", "replace").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in table if row["text"] and row["text"].strip() and float(row["conf"]) >= 0]
    return [_piece(list(line)) for _, line in groupby(words, key=lambda row: [row[name] for name in _PLACE])]


def _piece(words: list[dict[str, str]]) -> ReadPiece:
    text = " ".join(word["text"] for word in words)
    sure: list[float] = []
    for word in words:
        sure += [float(word["conf"]) / 100] * (len(word["text"]) + 1)
    left, top = (min(int(word[name]) for word in words) for name in ("left", "top"))
    right = max(int(word["left"]) + int(word["width"]) for word in words)
    bottom = max(int(word["top"]) + int(word["height"]) for word in words)
    return ReadPiece(text, ((left, top), (right, top), (right, bottom), (left, bottom)), tuple(sure[:-1]))


def _evened(picture: Image) -> Image:
    """The picture in grey with its shadows divided out: uneven light costs this engine more than half."""
    from PIL import Image as Images
    from PIL import ImageChops, ImageFilter

    grey = picture.convert("L")
    small = grey.resize((max(grey.width // 8, 1), max(grey.height // 8, 1)), Images.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4)).resize(grey.size)
    return ImageChops.subtract(grey, paper, scale=1.0, offset=255).filter(ImageFilter.MedianFilter(3))

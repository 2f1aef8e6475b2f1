"""Reading one page from its picture, in the child that `ocr` keeps.

The answer is JSON: the lines of the page, its size in points, and by how much it had to be turned. The file is sent
with the first of its pages, and kept until the next file comes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from lke_docs.files.rows import ReadPiece, lines_of

_held: list[bytes] = []  # the file of the call before


def read(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Read the page `page` of a file of this `format` with the engine `kind`; `again`: of the file sent before."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
        os.environ[name] = "1"  # read by the libraries when they are loaded: more threads cost time here
    from lke_docs.files.page_picture import page_picture

    if not arguments["again"]:
        _held[:] = [data]
    drawn = page_picture(_held[0], page=arguments["page"], format=arguments["format"])
    if arguments["kind"] == "tesseract":
        from lke_docs.files.tesseract import read_picture

        turned = 0
        program, language, home = (arguments[name] for name in ("program", "language", "home"))
        pieces = read_picture(drawn.picture, program=program, language=language, home=home)
    else:
        pieces, turned = _recognised(drawn.picture, arguments["kind"])
    width, height = (side * drawn.scale for side in drawn.picture.size)
    size = (height, width) if turned % 180 else (width, height)
    lines = lines_of(pieces, scale=drawn.scale)
    return json.dumps({"lines": lines, "size": size, "turned": turned}).encode()


def _recognised(picture: Any, kind: str) -> tuple[list[ReadPiece], int]:
    import numpy as np

    from lke_docs.files.hand import looks
    from lke_docs.files.rapid import recognise

    fragments, turned = recognise(np.asarray(picture), backend=kind)
    pieces = []
    for fragment in fragments:
        sure = tuple(letter.confidence for letter in fragment.letters)
        tall, wide, _ = fragment.crop.shape
        pieces.append(ReadPiece(fragment.text, fragment.corners, sure, tuple(looks(fragment)), (wide, tall)))
    return pieces, turned

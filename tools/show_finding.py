"""Draw what findings point at: `python tools/show_finding.py SHEET.pdf --rule NOM005 --output pictures`.

A picture of each page that has a finding, with a red box round each quoted place.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

Box = tuple[float, float, float, float]


def boxes_of(path: Path, rule: str) -> dict[int, list[tuple[Box, str]]]:
    """Boxes by page, each with the finding it belongs to."""
    from lke_docs import audit, read_sheet

    found: dict[int, list[tuple[Box, str]]] = {}
    for finding in audit(read_sheet(path)).findings:
        for span in finding.spans:
            if finding.rule.startswith(rule) and span.place.page and span.place.box:
                label = f"{finding.rule} {span.indicator}: {span.quote}"
                found.setdefault(span.place.page, []).append((span.place.box, label))
    return found


def draw(path: Path, page: int, boxes: Iterable[Box], *, scale: float = 2.0) -> bytes:
    """Return the page as PNG with the boxes drawn. Boxes are in points from the top left."""
    import io

    import pypdfium2 as pdfium
    from PIL import ImageDraw

    document = pdfium.PdfDocument(path)
    try:
        picture = document[page - 1].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        corners = [scale * (left - 1), scale * (top - 1), scale * (right + 1), scale * (bottom + 1)]
        pen.rectangle(corners, outline=(220, 0, 0), width=2)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def main() -> None:
    """Write the pictures and say what is on them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--rule", default="", help="only rules whose code begins so")
    parser.add_argument("--output", type=Path, default=Path(), help="folder for the pictures")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    for page, found in sorted(boxes_of(given.sheet, given.rule).items()):
        target = given.output / f"{given.sheet.stem}_{page}.png"
        target.write_bytes(draw(given.sheet, page, [box for box, _ in found]))
        print(target, *(f"  {label}" for _, label in found), sep="\n")


if __name__ == "__main__":
    main()

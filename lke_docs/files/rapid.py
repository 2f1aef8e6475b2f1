"""RapidOCR on one picture: where its lines stand, and each letter with its place and its confidence.

Its own call gives no confidence of single letters (behind a blank they are those of the letter before), and looks for
lines in the picture at full size, which costs more than reading them. So its two models are called one by one: lines
are looked for in a picture of at most 1,280 pixels, and read at full size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.errors import ConfigError
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
_SEARCHED_SIDE = 1_280  # pixels of the longer side in which lines are looked for
_HEIGHT, _LEAST_RATIO, _MOST_RATIO = 48, 320 / 48, 60.0
_BATCH, _BATCH_RATIO = 6, 120.0  # lines that are read together, and their widths in heights: a wide one takes 50 MiB
_LEAST_CONFIDENCE = 0.4  # below it nothing was read
_UPRIGHT = 0.9  # how sure the letters of a page are that need not be turned; upside down they are below 0.75


class Letter(NamedTuple):
    """A letter of a fragment; `at`: the middle of it, in pixels from the fragment's left end."""

    char: str
    at: float
    confidence: float


class Fragment(NamedTuple):
    """A piece of a line: its letters, its corners in the picture from the top left clockwise, its own picture."""

    letters: tuple[Letter, ...]
    corners: tuple[tuple[float, float], ...]
    crop: Pixels

    @property
    def text(self) -> str:
        return "".join(letter.char for letter in self.letters)


@cache
def _engine(backend: str) -> Any:
    import rapidocr

    home = Path(rapidocr.__file__).parent / "models"
    kind = rapidocr.EngineType(backend)
    params: dict[str, object] = {"Global.log_level": "critical"}
    for part, name in MODELS.items():
        if not (home / name).is_file():  # the library would fetch it
            raise ConfigError(f"model {name} tidak ada di paket rapidocr. Pasang ulang: pip install lke-docs[ocr]")
        params |= {f"{part}.engine_type": kind, f"{part}.model_path": str(home / name)}
    params |= {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    params |= {"EngineConfig.openvino.inference_num_threads": 1}
    # A line under another that a hand's figures touch is lost else: its box is odd, and thought to be no text.
    params |= {"Det.use_dilation": False, "Det.box_thresh": 0.4}
    return rapidocr.RapidOCR(params=params)


def recognise(picture: Pixels, *, backend: str) -> tuple[list[Fragment], int]:
    """Read a picture (red, green, blue); also by how many degrees it had to be turned, clockwise, to be read."""
    import numpy as np

    engine = _engine(backend)
    corners, turned = _find(engine, picture), 0
    if corners and sum(map(_is_steep, corners)) > len(corners) / 2:
        picture, turned = np.ascontiguousarray(np.rot90(picture, -1)), 90
        corners = _find(engine, picture)
    crops = [_crop(picture, quad) for quad in corners]
    read = _read(engine, crops)
    if _is_upside_down(engine, crops, read):
        picture, turned = np.ascontiguousarray(np.rot90(picture, 2)), turned + 180
        corners = _find(engine, picture)
        crops = [_crop(picture, quad) for quad in corners]
        read = _read(engine, crops)
    fragments = [Fragment(*seen) for seen in zip(read, corners, crops, strict=True)]
    return [fragment for fragment in fragments if _is_text(fragment)], turned


def _is_upside_down(engine: Any, crops: Sequence[Pixels], read: Sequence[Sequence[Letter]]) -> bool:
    """Whether lines read badly, and the longest of them better the other way up.

    The engine's own model of directions squeezes a line into four times its height, and errs with long ones.
    """
    if not crops or _sureness(read) > _UPRIGHT:
        return False
    longest = sorted(range(len(crops)), key=lambda at: -crops[at].shape[1])[:5]
    other = _read(engine, [crops[at][::-1, ::-1] for at in longest])
    return _sureness(other) > _sureness([read[at] for at in longest])


def _is_text(fragment: Fragment) -> bool:
    sure = [letter.confidence for letter in fragment.letters]
    return bool(fragment.text.strip()) and sum(sure) / len(sure) >= _LEAST_CONFIDENCE


def _find(engine: Any, picture: Pixels) -> list[tuple[tuple[float, float], ...]]:
    """The corners of each piece of text."""
    finder = engine._load_det_model()
    finder.limit_type, finder.limit_side_len = "max", _SEARCHED_SIDE
    boxes = finder(picture).boxes
    quads = () if boxes is None else boxes
    return [tuple((float(x), float(y)) for x, y in quad) for quad in quads]


def _is_steep(corners: Sequence[tuple[float, float]]) -> bool:
    (left, top), (right, _), (_, bottom) = corners[0], corners[1], corners[3]
    return bottom - top > 1.5 * (right - left)


def _crop(picture: Pixels, corners: Sequence[tuple[float, float]]) -> Pixels:
    import numpy as np
    from rapidocr.utils.process_img import get_rotate_crop_image

    crop: Pixels = get_rotate_crop_image(picture, np.array(corners, dtype=np.float32))
    return crop


def _sureness(lines: Sequence[Sequence[Letter]]) -> float:
    """How sure the letters of some lines are, on the whole."""
    return sum(letter.confidence for line in lines for letter in line) / max(sum(map(len, lines)), 1)


def _read(engine: Any, crops: Sequence[Pixels]) -> list[tuple[Letter, ...]]:
    """The letters of each crop; those of like width are read together."""
    import numpy as np

    reader = engine._load_rec_model()
    alphabet: list[str] = reader.postprocess_op.character
    read: dict[int, tuple[Letter, ...]] = {}
    for batch in _batches([crop.shape[1] / crop.shape[0] for crop in crops]):
        shapes = [crops[at].shape for at in batch]
        ratio = min(max(_LEAST_RATIO, *(width / height for height, width, _ in shapes)), _MOST_RATIO)
        pixels = [reader.resize_norm_img(crops[at], ratio) for at in batch]
        odds = reader.session(np.stack(pixels).astype(np.float32))
        for at, steps, (height, width, _) in zip(batch, odds, shapes, strict=True):
            step = int(_HEIGHT * ratio) / len(steps) * max(height / _HEIGHT, width / (_HEIGHT * _MOST_RATIO))
            read[at] = tuple(_letters(steps.argmax(axis=1).tolist(), steps.max(axis=1).tolist(), alphabet, step))
    return [read[at] for at in range(len(crops))]


def _batches(ratios: Sequence[float]) -> Iterator[list[int]]:
    """Lines of like width, by their places in the list."""
    batch: list[int] = []
    for at in sorted(range(len(ratios)), key=ratios.__getitem__):
        if len(batch) == _BATCH or (batch and (len(batch) + 1) * ratios[at] > _BATCH_RATIO):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def _letters(best: list[int], odds: list[float], alphabet: Sequence[str], step: float) -> Iterator[Letter]:
    """The letters of a line from the likeliest one of each column; 0 is none, one in a row is one."""
    at = 0
    while at < len(best):
        end = at + 1
        while end < len(best) and best[end] == best[at]:
            end += 1
        if best[at]:
            yield Letter(alphabet[best[at]], (at + end) / 2 * step, max(odds[at:end]))
        at = end

"""Watermarks of a page: what is stamped across its text is no text of any cell."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from lke_docs.read.pdf_page import OpenPage

_LARGE = 2.5  # times the height of most runs
_ASLANT = 10.0  # degrees off the lines of the page; a page scanned awry is less so
_PALE = (0.6, 0.97)  # of white: darker is print, lighter is print on a dark ground
_FAINT = 0.6  # opacity below which what lies beneath shines through


def take_off(sheet: OpenPage) -> str:
    """Put out what is two of these: aslant, pale, large; return what it says. The page must then be opened anew."""
    import pypdfium2.raw as raw

    sizes = sorted(min(run.height, run.right - run.left) for run in sheet.runs)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    if not sizes or (sizes[-1] < _LARGE * usual and len(sizes) > 1):
        return ""
    said = ""
    for index in range(sheet.source.count_chars()):
        height = raw.FPDFText_GetFontSize(sheet.source.raw, index) * _scale(sheet, index, raw)
        signs = (_is_aslant(sheet, index, raw), _is_pale(sheet, index, raw), height >= _LARGE * usual)
        if sum(signs) >= 2 and (item := raw.FPDFText_GetTextObject(sheet.source.raw, index)):
            raw.FPDFPageObj_SetIsActive(item, False)
            said += chr(raw.FPDFText_GetUnicode(sheet.source.raw, index))
    return " ".join(said.split())


def _scale(sheet: OpenPage, index: int, raw: Any) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(sheet.source.raw, index, matrix)
    return math.hypot(matrix.c, matrix.d)


def _is_aslant(sheet: OpenPage, index: int, raw: Any) -> bool:
    """Tell a letter that runs neither along the lines of the page nor straight up or down."""
    angle = math.degrees(raw.FPDFText_GetCharAngle(sheet.source.raw, index)) % 90
    return _ASLANT < angle < 90 - _ASLANT


def _is_pale(sheet: OpenPage, index: int, raw: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(sheet.source.raw, index, *parts):
        return False
    red, green, blue, opacity = (part.value / 255 for part in parts)
    return opacity < _FAINT or _PALE[0] < 0.3 * red + 0.6 * green + 0.1 * blue < _PALE[1]

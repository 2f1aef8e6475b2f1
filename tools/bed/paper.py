"""A document as blocks, laid out on pages: what stands where, so that a pen or a stamp can be put there later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

HAND, PRINT = "\ue000", "\ue001"  # what stands between them is written by hand where the paper is scanned


class Kop(NamedTuple):
    lines: tuple[str, ...]
    address: str


class Center(NamedTuple):
    text: str
    bold: bool = True
    underline: bool = False


class Para(NamedTuple):
    text: str
    indent: float = 0
    bold: bool = False
    right: bool = False


class Fields(NamedTuple):
    rows: tuple[tuple[str, str], ...]
    right: str = ""  # place and day, on the line of the first row


class Items(NamedTuple):
    rows: tuple[tuple[str, str], ...]
    label: str = ""


class Grid(NamedTuple):
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]  # shares of the page
    height: float = 0  # least height of a row: room to sign
    signed: bool = False  # the last column is signed


class Sign(NamedTuple):
    lines: tuple[str, ...]  # place, day, office
    name: str
    nip: str
    left: tuple[str, str] | None = None  # office and name of a second signer
    inked: bool = True


class Photos(NamedTuple):
    images: tuple[bytes, ...]


class Gap(NamedTuple):
    height: float = 10


class NewPage(NamedTuple):
    pass


class Mark(NamedTuple):
    """A word across the page: DRAF, KONSEP."""

    text: str


Block = Kop | Center | Para | Fields | Items | Grid | Sign | Photos | Gap | NewPage | Mark


class Style(NamedTuple):
    """The hand of an office: its paper, letters, margins."""

    font: str = "Times-Roman"
    size: float = 11.5
    left: float = 70
    top: float = 45
    kop: str = "tengah"  # tengah | kiri | lambang
    label: float = 85
    paper: tuple[float, float] = (595.0, 842.0)
    colon: str = " : "

    @property
    def bold(self) -> str:
        return {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold"}.get(self.font, self.font)


class Run(NamedTuple):
    """A piece of a line; `y` is its base line from the top. `hand`: drawn with a pen on a scan."""

    x: float
    y: float
    text: str
    font: str
    size: float
    hand: bool = False


class Sheet(NamedTuple):
    """A page with all that is on it; a sheet of paper, not of a workbook."""

    runs: list[Run]
    rules: list[tuple[float, float, float, float, float]]
    images: list[tuple[float, float, float, float, bytes]]
    signs: list[tuple[float, float]]  # where a signature stands
    mark: list[str]


def plain(text: str) -> str:
    return text.replace(HAND, "").replace(PRINT, "")


def width(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(plain(text), font, size))


def wrapped(text: str, font: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, font, size) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


class _Press:
    """Sets blocks from the top down; begins a page where one is full."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.right = style.paper[0] - 60
        self.sheets: list[Sheet] = []
        self.mark = ""
        self.turn()

    def turn(self) -> None:
        self.sheets.append(Sheet([], [], [], [], [self.mark] if self.mark else []))
        self.y = self.style.top

    def need(self, height: float) -> None:
        if self.y + height > self.style.paper[1] - 55:
            self.turn()

    def words(self, x: float, text: str, *, font: str = "", size: float = 0) -> None:
        """One line at the present height, pieces by hand apart."""
        font, size = font or self.style.font, size or self.style.size
        for piece in re.split(f"({HAND}[^{PRINT}]*{PRINT})", text):
            if piece:
                self.sheets[-1].runs.append(Run(x, self.y, plain(piece), font, size, piece.startswith(HAND)))
                x += width(piece, font, size) * (1.4 if piece.startswith(HAND) else 1)  # a pen needs room

    def lines(self, x: float, text: str, *, room: float = 0, font: str = "", size: float = 0) -> None:
        font, size = font or self.style.font, size or self.style.size
        for line in wrapped(text, font, size, room or self.right - x):
            self.need(size * 1.35)
            self.y += size * 1.35
            self.words(x, line, font=font, size=size)

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.7) -> None:
        self.sheets[-1].rules.append((x0, y0, x1, y1, thick))

    def centred(self, text: str, font: str, size: float, middle: float = 0) -> None:
        room = self.right - self.style.left
        middle = middle or (self.style.left + self.right) / 2
        for line in wrapped(text, font, size, room):
            self.need(size * 1.3)
            self.y += size * 1.3
            self.words(middle - width(line, font, size) / 2, line, font=font, size=size)

    def set(self, block: Block) -> None:
        getattr(self, f"_{type(block).__name__.lower()}")(block)

    def _kop(self, block: Kop) -> None:
        style = self.style
        inner = style.left if style.kop == "tengah" else style.left + 60
        if style.kop != "tengah":  # a box stands for the emblem
            for edge in (
                (0, 0, 44, 0),
                (0, 44, 44, 44),
                (0, 0, 0, 44),
                (44, 0, 44, 44),
                (0, 44, 22, 0),
                (22, 0, 44, 44),
            ):
                self.rule(*(place + shift for place, shift in zip(edge, (style.left, self.y + 6) * 2, strict=True)))
        for number, line in enumerate(block.lines):
            size = style.size + (2.5 if number == len(block.lines) - 1 else 1)
            if style.kop == "kiri":
                self.y += size * 1.25
                self.words(inner, line, font=style.bold, size=size)
            else:
                self.centred(line, style.bold, size, (inner + self.right) / 2)
        self.centred(block.address, style.font, style.size - 3, (inner + self.right) / 2)
        self.y = max(self.y + 6, style.top + 58)
        self.rule(style.left, self.y, self.right, self.y, 2)
        self.rule(style.left, self.y + 3, self.right, self.y + 3, 0.6)
        self.y += 14

    def _center(self, block: Center) -> None:
        font = self.style.bold if block.bold else self.style.font
        self.centred(block.text, font, self.style.size)
        if block.underline:
            half = width(block.text, font, self.style.size) / 2
            middle = (self.style.left + self.right) / 2
            self.rule(middle - half, self.y + 2, middle + half, self.y + 2)

    def _para(self, block: Para) -> None:
        font = self.style.bold if block.bold else self.style.font
        if block.right:
            self.y += self.style.size * 1.35
            self.words(self.right - width(block.text, font, self.style.size), block.text, font=font)
            return
        self.lines(self.style.left + block.indent, block.text, font=font)
        self.y += 3

    def _fields(self, block: Fields) -> None:
        style = self.style
        for number, (label, value) in enumerate(block.rows):
            self.need(style.size * 3)
            top = self.y
            self.y += style.size * 1.4
            if number == 0 and block.right:
                self.words(self.right - width(block.right, style.font, style.size), block.right)
            self.words(style.left, label)
            x = style.left + style.label
            self.words(x, style.colon.strip())
            self.y = top
            room = self.right - x - 12 - (170 if block.right else 0)
            self.lines(x + 10, value, room=room)
        self.y += 6

    def _items(self, block: Items) -> None:
        style = self.style
        x = style.left + (style.label if block.label else 8)
        for number, (mark, text) in enumerate(block.rows):
            self.need(style.size * 3)
            top = self.y
            self.y += style.size * 1.35
            if block.label and number == 0:
                self.words(style.left, block.label)
                self.words(x - 10, ":")
            self.words(x, mark)
            self.y = top
            self.lines(x + max(18, width(mark, style.font, style.size) + 6), text)
        self.y += 5

    def _grid(self, block: Grid) -> None:
        style, size = self.style, self.style.size - 1.5
        room = self.right - style.left
        edges = [style.left + room * sum(block.widths[:k]) / sum(block.widths) for k in range(len(block.widths) + 1)]
        for number, row in enumerate(block.rows):
            font = style.bold if number == 0 else style.font
            cells = [list(wrapped(text, font, size, edges[k + 1] - edges[k] - 8)) for k, text in enumerate(row)]
            height = max(block.height, max(map(len, cells)) * size * 1.3 + 6)
            self.need(height)
            top = self.y
            for k, lines in enumerate(cells):
                for depth, line in enumerate(lines, 1):
                    self.y = top + depth * size * 1.3
                    self.words(edges[k] + 4, line, font=font, size=size)
            if block.signed and number:
                self.sheets[-1].signs.append((edges[-2] + 14 + 40 * (number % 2 == 0), top + height - 4))
            self.y = top + height
            for edge in edges:
                self.rule(edge, top, edge, self.y)
            self.rule(style.left, top, self.right, top)
        self.rule(style.left, self.y, self.right, self.y)
        self.y += 8

    def _sign(self, block: Sign) -> None:
        style = self.style
        step = style.size * 1.3
        self.need(step * (len(block.lines) + 6))
        x = (style.left + self.right) / 2 + 30
        self.y += 8
        for line in block.lines:
            self.lines(x, line)
        top = self.y - step * 0
        if block.inked:
            self.sheets[-1].signs.append((x + 20, self.y + step * 3))
        self.y += step * 3.6
        self.lines(x, block.name, font=style.bold)
        if block.nip:
            self.lines(x, f"NIP {block.nip}")
        bottom = self.y
        if block.left:
            self.y = top - step
            self.lines(style.left, block.left[0], room=x - style.left - 15)
            if block.inked:
                self.sheets[-1].signs.append((style.left + 20, top + step * 3))
            self.y = top + step * 3.6
            self.lines(style.left, block.left[1], font=style.bold, room=x - style.left - 15)
        self.y = max(bottom, self.y) + 8

    def _photos(self, block: Photos) -> None:
        for image in block.images:
            self.need(235)
            self.sheets[-1].images.append((self.style.left + 40, self.y + 10, 340, 215, image))
            self.y += 235

    def _gap(self, block: Gap) -> None:
        self.y += block.height

    def _newpage(self, block: NewPage) -> None:
        self.turn()

    def _mark(self, block: Mark) -> None:
        self.mark = block.text  # on this page and all that follow
        self.sheets[-1].mark.append(block.text)


def laid_out(blocks: Iterable[Block], style: Style) -> list[Sheet]:
    """The pages of a document."""
    press = _Press(style)
    for block in blocks:
        press.set(block)
    return press.sheets


def texts(blocks: Sequence[Block]) -> str:
    """Everything that a document says, for comparison."""
    return plain("\n".join(str(block) for block in blocks))

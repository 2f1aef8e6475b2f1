"""Check the tags of a template against its fields: all faults at once, each with its paragraph.

Only a small language is allowed: a field, a column of a list row, `loop.index`, `for`, `if`, a few filters.
Everything else of Jinja is refused by name of what it is, so that a template can never run code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lke_docs.draft.faults import Fault
from lke_docs.draft.fields import Field, Schema
from lke_docs.draft.package import W, paragraph_text, read_text_parts
from lke_docs.patterns.blank import open_places
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from jinja2 import Environment, nodes
    from lxml.etree import _Element

MAX_TAG = 300
MAX_LOOPS = 2
_OPEN = re.compile(r"\{[{%#]")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_ORDER = re.compile(r"(?P<level>p|tr|tc|r)?(?P<gap>\s*)(?P<minus>-?)\s*(?P<word>\w*)(?P<rest>.*)", re.S)
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_FOR = re.compile(r"\s*(?P<row>\w+)\s+in\s+(?P<list>.+?)\s*", re.S)
_MISTYPED = re.compile(
    r"(?P<gap>\{\s+[{%#][^{}]{0,80}\}?)|(?<![{%#])\{\s?(?P<name>[a-z][a-z0-9_]{0,60}(?:\.[a-z0-9_]{1,60})?)\s?(?:\}|\|[^{}]{0,40})"
)
_UNFILLED = (f"{W}comments", f"{W}endnotes")
_TEXT_BOX = (f"{W}txbxContent",)
LOOP = frozenset({"index", "index0", "first", "last", "length"})


class Block(NamedTuple):
    """An open `for` or `if`: where it began, and what a `for` binds."""

    word: str
    level: str
    part: str
    paragraph: int
    text: str
    row: str = ""
    field: Field | None = None


class Tag(NamedTuple):
    """One tag as it stands in a paragraph."""

    part: str
    paragraph: int
    text: str
    value: str | None
    order: str | None

    @classmethod
    def of(cls, part: str, paragraph: int, text: str) -> Tag:
        inner = text[2:-2]
        return cls(part, paragraph, text, inner if text[1] == "{" else None, inner if text[1] == "%" else None)


NO_TAGS = "tidak ada satu pun tag {{ … }}, jadi berkas ini bukan templat lke-docs"


def check_tags(data: bytes, schema: Schema) -> list[Fault]:
    """All faults of the tags of a package that passed `package.faults`."""
    faults = [] if holds_tags(data) else [Fault("", 0, "", NO_TAGS)]
    for part, root in read_text_parts(data):
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            faults += _unfilled(part, number, paragraph_text(paragraph), schema)
        faults += _part(part, root, schema)
    return faults


def holds_tags(data: bytes) -> bool:
    """Whether a sound package has any tag of ours."""
    return any(
        _LOOSE.search(paragraph_text(paragraph))
        for _, root in read_text_parts(data)
        for paragraph in root.iter(f"{W}p")
    )


def names_in(data: bytes) -> list[str]:
    """What a sound package prints, by the first name of each tag."""
    texts = (paragraph_text(paragraph) for _, root in read_text_parts(data) for paragraph in root.iter(f"{W}p"))
    return sorted({name for text in texts for name in re.findall(r"\{\{\s*(\w+)", text)})


def find_tags(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each tag begins and ends, in order; the text is gone through once, whatever it holds."""
    position, unclosed = 0, set[str]()
    while opening := _OPEN.search(text, position):
        close = _CLOSE[opening.group()]
        end = -1 if close in unclosed else text.find(close, opening.end())
        if end < 0:
            unclosed.add(close)
            position = opening.start() + 1
        else:
            position = end + 2
            yield opening.start(), position


def _unfilled(part: str, number: int, text: str, schema: Schema) -> Iterator[Fault]:
    """What stays as it is when a template is filled: braces with a blank between them, or one where two belong; then
    tags of other programs."""
    known = {field.name for field in schema.fields}
    columns = {column.name for field in schema.fields for column in field.columns}
    mistyped = []
    for match in _MISTYPED.finditer(text):
        row, _, column = (match["name"] or "").partition(".")
        if match["gap"] or row in known or column in columns:
            mistyped.append(match[0])
            yield Fault(part, number, text, f"{match[0]} bukan tag yang utuh, jadi tidak diisi; tulis {{{{ nama }}}}")
    for blank, quote in open_places(text):
        if blank.foreign and not any(quote in tag for tag in mistyped):
            yield Fault(part, number, text, f"{quote} bukan tag lke-docs dan tidak akan diisi; tulis {{{{ nama }}}}")


def _part(part: str, root: _Element, schema: Schema) -> Iterator[Fault]:
    blocks: list[Block] = []
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = paragraph_text(paragraph)
        if not _LOOSE.search(text):
            continue
        if root.tag in _UNFILLED:
            yield Fault(part, number, text, "tag di sini tidak akan diisi; pindahkan ke isi naskah")
            continue
        if any(node.tag in _TEXT_BOX for node in paragraph.iterancestors()):
            yield Fault(part, number, text, "tag di dalam kotak teks; pindahkan ke paragraf atau tabel biasa")
            continue
        yield from _layout(part, number, text, paragraph)
        for start, end in find_tags(text):
            yield from _tag(Tag.of(part, number, text[start:end]), blocks, schema)
    for block in blocks:
        reason = f"“{block.word}” ini tidak ditutup dengan “end{block.word}”"
        yield Fault(part, block.paragraph, block.text, reason)


def _layout(part: str, number: int, text: str, paragraph: _Element) -> Iterator[Fault]:
    tags = list(find_tags(text))
    ends, starts = [0, *(end for _, end in tags)], [*(start for start, _ in tags), len(text)]
    rest = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    if _LOOSE.search(rest):
        yield Fault(part, number, text, "tanda kurung tag tidak lengkap atau terpotong ke paragraf lain")
    orders = [Tag.of(part, number, text[start:end]).order or "" for start, end in tags]
    lone = [order for order in orders if order.startswith(("p ", "tr ", "tc "))]
    for order in lone:
        level = order.split()[0]
        if level == "p" and (len(lone) > 1 or rest.strip()):
            yield Fault(part, number, text, "tag {%p … %} harus sendirian di satu paragraf")
            break
        if level != "p" and not any(node.tag == f"{W}{level}" for node in paragraph.iterancestors()):
            yield Fault(part, number, text, f"tag {{%{level} … %}} hanya boleh di dalam baris tabel")
            break


def _tag(tag: Tag, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    if len(tag.text) > MAX_TAG:
        yield _fault(tag, f"tag lebih panjang dari {MAX_TAG} huruf")
    elif tag.value is not None:
        if tag.value[:2] in ("r ", "p ") or tag.value[:3] in ("tr ", "tc "):
            yield _fault(tag, "tulis {{ nama }} tanpa huruf r, p, tr atau tc di depannya")
        else:
            yield from _expression(tag, _plain(tag.value), blocks, schema)
    elif tag.order is not None:
        yield from _order(tag, blocks, schema)


def _order(tag: Tag, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    order = _ORDER.fullmatch(_plain(tag.order or "").rstrip())
    level, word, rest = (order["level"] or "", order["word"], order["rest"]) if order else ("", "", "")
    if not order or (level and not order["gap"]) or (not level and word in ("p", "tr", "tc")):
        yield _fault(tag, "tulis {%p … %} atau {%tr … %}: tanpa spasi sesudah {%, dengan spasi sesudah p atau tr")
    elif level == "r" or order["minus"]:
        yield _fault(tag, "bentuk tag ini tidak dipakai; yang ada {% … %}, {%p … %}, {%tr … %}, {%tc … %}")
    elif word in ("endfor", "endif"):
        yield from _close(tag, level, word[3:], blocks)
    elif word == "for":
        yield from _open_loop(tag, level, rest, blocks, schema)
    elif word == "if":
        yield from _expression(tag, rest, blocks, schema)
        blocks.append(Block("if", level, tag.part, tag.paragraph, tag.text))
    elif word in ("else", "elif"):
        if not blocks or blocks[-1].word != "if":
            yield _fault(tag, f"“{word}” tanpa “if”")
        if word == "elif":
            yield from _expression(tag, rest, blocks, schema)
    else:
        yield _fault(tag, f"perintah “{word}” tidak dipakai di templat; yang ada: for, endfor, if, else, endif")


def _close(tag: Tag, level: str, word: str, blocks: list[Block]) -> Iterator[Fault]:
    if not blocks or blocks[-1].word != word:
        yield _fault(tag, f"“end{word}” tanpa “{word}” yang cocok")
        return
    opened = blocks.pop()
    if opened.level != level:
        yield _fault(tag, f"pembuka {opened.text} dan penutup ini harus sama bentuknya (%p dengan %p, %tr dengan %tr)")


def _open_loop(tag: Tag, level: str, rest: str, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    loop = _FOR.fullmatch(rest)
    field = None
    if not loop:
        yield _fault(tag, "tulis: for baris in nama_daftar")
    else:
        field = schema.get(loop["list"])
        if field is None or field.kind != "daftar":
            lists = ", ".join(item.name for item in schema.fields if item.kind == "daftar")
            yield _fault(tag, f"“{loop['list']}” bukan daftar; daftar yang ada: {lists}")
        if schema.get(loop["row"]) or loop["row"] == "loop":
            yield _fault(tag, f"“{loop['row']}” sudah nama isian; pakai nama lain untuk baris")
    if sum(block.word == "for" for block in blocks) >= MAX_LOOPS:
        yield _fault(tag, f"paling banyak {MAX_LOOPS} perulangan bertingkat")
    row = loop["row"] if loop else ""
    blocks.append(Block("for", level, tag.part, tag.paragraph, tag.text, row, field))


def _expression(tag: Tag, text: str, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    from jinja2 import TemplateSyntaxError

    try:
        tree = _environment().parse("{{ " + text + " }}")
    except TemplateSyntaxError as error:
        yield _fault(tag, f"tag tidak dapat dibaca ({error.message})")
        return
    for node in tree.body:
        yield from _node(tag, node, blocks, schema)


def _node(tag: Tag, node: nodes.Node, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        yield from _name(tag, node.name, blocks, schema)
    elif isinstance(node, nodes.Getattr):
        yield from _column(tag, node, blocks, schema)
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        yield _fault(tag, f"saringan “{node.name}” tidak ada; yang ada: {', '.join(sorted(FILTERS))}")
    elif isinstance(node, nodes.Filter) and (node.args or node.kwargs):
        yield _fault(tag, f"saringan “{node.name}” dipakai tanpa keterangan dalam kurung")
    elif isinstance(node, _allowed()):
        for child in node.iter_child_nodes():
            yield from _node(tag, child, blocks, schema)
    else:
        yield _fault(tag, f"{type(node).__name__.lower()} tidak boleh dipakai di templat; cukup nama isian")


def _allowed() -> tuple[type[nodes.Node], ...]:
    from jinja2 import nodes

    kinds = (nodes.Output, nodes.TemplateData, nodes.Const, nodes.Filter, nodes.And, nodes.Or, nodes.Not)
    return (*kinds, nodes.Compare, nodes.Operand)


def _name(tag: Tag, name: str, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    from difflib import get_close_matches

    rows = [block.row for block in blocks if block.word == "for"]
    if schema.get(name) is None and name not in rows:
        near = get_close_matches(name, [*rows, *(field.name for field in schema.fields)], n=1)
        hint = f"; mungkin maksudnya “{near[0]}”" if near else ""
        yield _fault(tag, f"isian “{name}” tidak dikenal{hint}")


def _column(tag: Tag, node: nodes.Getattr, blocks: list[Block], schema: Schema) -> Iterator[Fault]:
    from jinja2 import nodes

    if not isinstance(node.node, nodes.Name):
        yield _fault(tag, "titik hanya boleh sekali: baris.kolom")
        return
    owner, name = node.node.name, node.attr
    loops = [block for block in blocks if block.word == "for"]
    if owner == "loop" and loops:
        if name not in LOOP:
            yield _fault(tag, f"“loop.{name}” tidak dipakai; yang ada: {', '.join(sorted(LOOP))}")
        return
    block = next((block for block in reversed(loops) if block.row == owner), None)
    if block is None:
        yield from _name(tag, owner, blocks, schema)
        if schema.get(owner):
            yield _fault(tag, f"“{owner}” tidak punya bagian “{name}”")
    elif block.field and name not in {column.name for column in block.field.columns}:
        known = ", ".join(column.name for column in block.field.columns) or "tidak ada"
        yield _fault(tag, f"“{owner}” tidak punya kolom “{name}”; kolom yang ada: {known}")


def _fault(tag: Tag, reason: str) -> Fault:
    return Fault(tag.part, tag.paragraph, tag.text, reason)


def _plain(text: str) -> str:
    """Undo what Word's autocorrect does to quotes, as the engine does."""
    return text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})


def _environment() -> Environment:
    from lke_docs.draft.rendering import environment

    return environment()


FILTERS = frozenset({"kapital", "terbilang", "huruf", "diktum", "pejabat"})

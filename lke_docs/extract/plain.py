"""The characters of a text that a reader sees: markup, entities and invisible characters taken out, places kept.

An editor's HTML reaches a cell whole ("<p>a. SK Tim</p>"), once escaped ("&lt;p&gt;"), and word processors leave
soft hyphens and zero-width blanks inside words ("Ma\xadret"). What is found in the plain text is put back into the
text as given (`Plain.restore`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from lke_docs.model import Binding, DocDate, Evidence, EvidenceItem, Period, Reference, TypeMention
from lke_docs.tuples import NamedTuple

_INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
_LINES = {"p", "div", "br", "tr", "ul", "ol", "table", "tbody", "thead", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
          "figure", "figcaption", "section", "blockquote", "dl", "dt", "dd", "pre"}  # fmt: skip
_CELLS = {"td", "th"}
_INLINE = {*"abiuso", "em", "strong", "span", "font", "sup", "sub", "small", "img", "strike", "center",
           "col", "colgroup", "del", "ins", "mark", "code", "label", "wbr", "input", "script", "style",
           "o:p"}  # fmt: skip
_BREAKING = (_LINES | _CELLS | {"li"}) - {"pre"}  # the ends of lines in which mean nothing
_GONE = {"s", "strike", "del", "script", "style"}
_HIDDEN = re.compile(r"(?i)line-through|display\s{0,4}:\s{0,4}none")
_VOID = {"br", "hr", "img", "input", "wbr", "col"}
TAGS = "|".join(sorted({*_LINES, *_CELLS, *_INLINE, "li"}, key=lambda it: (-len(it), it)))  # that editors write
_LESS, _MORE = r"(?:<|&(?:amp;)?(?:lt|\#60);)", r"(?:>|&(?:amp;)?(?:gt|\#62);)"
_UNSEEN = re.compile(
    rf"""(?ix)
    {_LESS} (?P<close>/?) (?P<tag>{TAGS}) (?![a-z0-9])   # "<p>", "&lt;br /&gt;", "&#60;p&#62;", never "< 24 C"
        (?:[^<>&]|&(?!(?:amp;)?(?:lt|gt|\#6[02]);)){{0,2000}} {_MORE}
    | <!--[^<>]{{0,2000}}-->
    | &(?:amp;)?(?P<entity>\#\d{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,10}})(?:;|(?<=[&;]nbsp))
    | [{_INVISIBLE}]
    """
)
# "SK Tim<br>Nomor 12/SK/2023<br>tanggal 4 Mei 2023": a line that goes on, as in plain text
_GOES_ON = re.compile(r"(?<!\n)\n(?=[ \xa0]{0,8}\n[ \xa0]{0,8}(?:[a-z(]|No(?:mor|\.)))")
_BREAK = re.compile(r"[\r\n\t]+")
# Hyphens and slashes of word processors, read like those of the keyboard: "KEP\u201131", "12\u2215SK"
_ODD = {**dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe63\uff0d"), "-"),
        **dict.fromkeys(map(ord, "\u2014\u2015"), "\u2013"),
        **dict.fromkeys(map(ord, "\u2044\u2215\uff0f"), "/"),
        ord("◻"): "□", ord("◼"): "■"}  # fmt: skip

_ENTRY = "\n- "
_GLUED_BULLET = re.compile(r"(?m)^o(?=[A-Z][a-z])")  # "oLaporan\noBukti"

_F = TypeVar("_F", Reference, DocDate, Period, TypeMention)


class Plain(NamedTuple):
    """What is seen of a text, and where each of its characters begins and ends there."""

    given: str
    seen: str
    starts: list[int]
    ends: list[int]

    def restore(self, evidence: Evidence) -> Evidence:
        """The same finds with their places in the text as given."""
        return Evidence(
            self.given,
            tuple(map(self._item, evidence.items)),
            self.placed(evidence.references),
            self.placed(evidence.dates),
            self.placed(evidence.periods),
            evidence.document_types,
        )

    def _one(self, value: _F) -> _F:
        start, end = self.starts[value.start], self.ends[value.end - 1]
        return value._replace(start=start, end=end, raw=self.given[start:end])

    def placed(self, values: tuple[_F, ...]) -> tuple[_F, ...]:
        """The same where they stand in the text as given."""
        return tuple(map(self._one, values))

    def _binding(self, bound: Binding) -> Binding:
        return bound._replace(
            reference=self._one(bound.reference),
            date=self._one(bound.date) if bound.date else None,
            period=self._one(bound.period) if bound.period else None,
        )

    def _item(self, item: EvidenceItem) -> EvidenceItem:
        return item._replace(
            start=self.starts[item.start],
            end=self.ends[item.end - 1],
            references=self.placed(item.references),
            dates=self.placed(item.dates),
            periods=self.placed(item.periods),
            mentions=self.placed(item.mentions),
            bindings=tuple(map(self._binding, item.bindings)),
        )


def plain(text: str) -> Plain | None:
    """Return what is seen of a text; None where that is all of it."""
    if text.isascii() and "<" not in text and "&" not in text:
        return None
    marks = list(_UNSEEN.finditer(text))
    if not marks:
        return None
    is_markup = any((match["tag"] or "").lower() in _BREAKING for match in marks)
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position, gone = 0, dict(_gone(marks))
    for match in marks:
        if match.start() < position:
            continue
        end = gone.get(match.start(), match.end())
        shown = _shown(match)
        if end > match.end():
            shown = shown.rstrip(" -")
        elif match["tag"] and seen and seen[-1] == _ENTRY and match.start() == position:
            shown = ""  # "<li><p>"
        if shown == match.group():
            continue  # "R&D;" is no entity: its characters keep their places
        _keep(text, position, match.start(), is_markup, seen, starts, ends)
        seen.append(shown)
        starts += [match.start()] * len(shown)
        ends += [end] * len(shown)
        position = end
    _keep(text, position, len(text), is_markup, seen, starts, ends)
    return Plain(text, _GOES_ON.sub(" ", "".join(seen)), starts, ends)


def _gone(marks: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where text is struck through or hidden, or a program's: from a tag to the one that closes it."""
    tag, depth, start = "", 0, 0
    for match in marks:
        name = (match["tag"] or "").lower()
        if tag:
            depth += name == tag and (-1 if match["close"] else 1)
            if not depth:
                yield start, match.end()
                tag = ""
        elif name and not match["close"] and (name in _GONE or _HIDDEN.search(match.group())) and name not in _VOID:
            tag, depth, start = name, 1, match.start()


def struck(text: str) -> list[str]:
    """What markup strikes through or hides, without the markup; programs are no text."""
    spans = _gone(_UNSEEN.finditer(text)) if "<" in text or "&" in text else ()
    texts = [_UNSEEN.sub("", text[start:end]).strip() for start, end in spans if not _PROGRAM.match(text, start)]
    return list(filter(None, texts))


_PROGRAM = re.compile(rf"(?i){_LESS}s(?:cript|tyle)")


def _keep(
    text: str, begin: int, stop: int, is_markup: bool, seen: list[str], starts: list[int], ends: list[int]
) -> None:
    """Keep a stretch of words; in markup the ends of its lines mean nothing."""
    words = text[begin:stop]
    seen.append(_BREAK.sub(lambda match: " " * len(match.group()), words) if is_markup else words)
    starts += range(begin, stop)
    ends += range(begin + 1, stop + 1)


def _shown(match: re.Match[str]) -> str:
    """What a reader sees in the place of markup."""
    if match["entity"]:
        from html import entities, unescape  # the table of names is long, and few cells have one

        whole = f"&{match['entity']};"
        shown = unescape(whole) if whole[1] == "#" else entities.html5.get(whole[1:], whole)  # never "&shy" of "&shyy;"
        return "" if shown in _INVISIBLE else match.group() if shown == whole else shown
    tag = (match["tag"] or "").lower()
    if tag == "li" and not match["close"]:
        return _ENTRY
    if tag in _CELLS:
        return "\t" if match["close"] else ""
    if tag == "input" and "checkbox" in match.group().lower():
        return "☑ " if "checked" in match.group().lower() else "☐ "
    if tag == "br":
        return "\n\n"
    return "\n" if tag in _LINES or tag == "li" else ""


def evened(text: str) -> str:
    """Read odd hyphens and slashes like those of a keyboard, and the "o" of a list; the length stays."""
    if "\no" in text:
        text = _GLUED_BULLET.sub("•", text)
    return text if text.isascii() else text.translate(_ODD)


_WIDE = 4 * " "


def narrowed(text: str) -> Plain | None:
    """The text with three blanks for more, by which layout parts the words of a date; None where it has no more."""
    blank = text.replace("\xa0", " ")
    if _WIDE not in blank:
        return None
    starts = [at for at in range(len(text)) if not blank.endswith(_WIDE, 0, at + 1)]
    return Plain(text, "".join(map(text.__getitem__, starts)), starts, [at + 1 for at in starts])


def quoted(shown: str, evidence: Evidence) -> Evidence:
    """Quote the characters as shown in the place of the evened ones; every place stays."""
    same = range(len(shown))
    there = Plain(shown, shown, list(same), list(range(1, len(shown) + 1))).restore(evidence)
    return there._replace(items=tuple([i._replace(text=shown[i.start : i.end]) for i in there.items]))

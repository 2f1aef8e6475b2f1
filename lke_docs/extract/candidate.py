"""Find where numbers of documents may stand: bounded runs of letters and digits joined by / - or . ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lke_docs.extract.prefilter import may_hold
from lke_docs.model import Reference
from lke_docs.patterns import FILE_ENDING
from lke_docs.tuples import NamedTuple

# None of its parts is given back: that a whole group keeps what it has, as in "(?:...){0,12}+", goes wrong in Python
# before 3.11.5, which is that of Debian 12.
_GOES_ON = r"(?!\.{1,2}[A-Za-z0-9]|(?<=\d),\d)"
_DOT = r"(?:\.{1,2}|(?<=[A-Za-z])&(?=[A-Z]))"  # "Bag.Hukum&Org"
ATOM = rf"[A-Za-z0-9]{{1,40}}+(?:{_DOT}[A-Za-z0-9]{{1,24}}+|(?<=\d),(?=\d)\d{{1,5}}+){{0,12}}{_GOES_ON}\.?"
_SLASH = r"-?(?:[ \xa0]{0,2}/\s{0,8}|\s{0,8}/[ \xa0]{0,2})"  # "120/DIR-/K9/2021"
_JOIN = rf"(?:{_SLASH}|-?[-–]\s{{0,8}}(?=[A-Za-z0-9])|[ \xa0]?[-–](?=[A-Za-z0-9])|//(?<![12][09]\d\d//)(?=[A-Za-z0-9]))"
_OPEN = r"[A-Za-z]{1,8}\s{0,4}[-–.]\s{0,40}[._…]{0,40}\s{0,40}(?=/)"  # "KEP-     /P.4.17": serial left open
PREFIX = r"[A-Za-z]{1,8}[ \xa0]{1,3}[-–]\s{1,3}(?=\d)"  # "KEP - 01/": blanks on both sides, never the mark of a line
# "Kpts. 27/DINPORA", "KEP. 005 Tahun 2004"; "Surat B. 118/DISKOX", but "B. 118/DISKOX" has the mark of a list
_SHORT = r"(?:(?i:kep|sk|kpts|st|se|s?print?|ins)|(?<=[A-Za-z] )(?:ND|LAP|Lap|BA|PER|Per|[BSP]))"
_ABBREVIATED = rf"{_SHORT}\.\s{{1,2}}(?=\d{{1,5}}\s?(?:/|[Tt]ahun|TAHUN))"
_DIPA = r"SP[\s-]{1,3}(?=DIPA)(?:DIPA\.?\s{1,3}(?=\d))?"
_FIRST = rf"(?:{_OPEN}|(?:{_DIPA}|{PREFIX}|{_ABBREVIATED})?{ATOM})"
_MORE = rf"(?:{_JOIN}{ATOM}|/[\s._…]{{1,40}}(?=/))"  # a part left open: "188/   /KEP/2021"
# Behind a label more blanks are forgiven: "56/BALITBANG KP.5/KP.440/2019", "KP . 06 /2023", "PAS.UM.05.04 - 393"
_SPACED = (
    r"(?:(?<![12][09]\d\d)(?: [A-Z][A-Z0-9.-]{0,11}|(?<=\.) [A-Z][A-Za-z0-9.-]{0,11}"
    r"|(?<=[A-Za-z.]) \d[\d.]{0,9}(?=[ /])){1,3}(?=\s?/)"
    r"|(?<=\.) \d{1,4}(?=-[A-Z])|\s?\.\s?\d{1,4}(?=\s?/))"
)
_CLASS_SERIAL = r"(?<=\.\d\d)(?:\s{1,3}[-–]\s{1,3}\d{1,5}(?![\d/.])|[-–]\d{1,3} \d{1,3}(?=\s{2}|\s?$))"
_OPEN_START = r"[._…]{0,40}\s{0,20}(?=/[A-Za-z][^/\s]{0,30}/[^/\s]{1,30}/)"  # "Nomor :      /ST/BPVP/VIII/2024"
# "KL. 01.04/5020/2019", "HK 0102-Cb8/12", "0 5 /SE/IJ/2017", "022 A/SK/2026", "W9. IMI.IMI.2-UM.01", "HK.02 .02.2"
_CLASS_FIRST = (
    r"(?:[A-Z]{2}(?:\.? |,)(?=\d{2}\.?\d{2}[.\-/])|[A-Z] (?=\d{1,2}\.[A-Z]{2,4}\.)|[A-Z]{2}\.\d{2} \.(?=\d)"
    r"|\d (?=\d{1,3}\s?/\s?[A-Z])|\d{1,4} (?=[A-RT-Za-rt-z]\s?/)|[A-Z]{1,3}\d{0,2}\. (?=[A-Z]{2,4}\.)"
    r"|[A-Z][A-Za-z]{0,6}\. {1,2}(?=\d{1,5}\s?/))"
)
_LABELLED_FIRST = rf"(?:{_OPEN_START}|(?:{_CLASS_FIRST})?{_FIRST})"
# "21\\SK\\PKM-A\\2023", "21|SK|2023", "178/KM?2022": what was meant is a slash
_ODD = rf"(?:[\\|](?=[A-Za-z0-9])|[?_](?=(?:[A-Za-z0-9.-]{{1,16}}[?_/]){{0,4}}(?:19|20)\d\d(?!\d))){ATOM}"
_WIDE = r"(?: [\\|] [A-Z][A-Z0-9.-]{0,15}){2,5} [\\|] (?:19|20)\d\d(?!\d)"  # "21 | SK | PKM-A | 2023"
_OF_UNIT = (
    r"(?:(?<=/(?:Bag|Bid|Dit|PTA|Sat|Sek|Sie))|(?<=[12][09]\d\d/P[ANT])) [A-Z][A-Za-z]{1,14}"  # ".../2022/Sat Reskrim"
)
# "441/27/Yan dan SDK/Dinsehat/2023", "141 / 9 / Ds. Suka Maju / 2023": words of a unit's name, the year behind them
_NAME = r"(?<![12][09]\d\d)(?: (?:dan |& |[a-z]{1,4}\. )?[A-Z][A-Za-z0-9.]{1,14}){1,3}"
_PART = r"\s?/\s?[A-Za-z][^/;,\n]{0,24}"
_NAMED = rf"{_NAME}(?=(?:{_PART}){{0,3}}\s?/\s?(?:19|20)\d\d(?!\d))"
# "KP-PKTJ 384 Tahun 2026", "100-1077 Dukcapil Tahun 2017"
_OF_YEAR = r"(?:(?<=[A-Z]{2}) \d{1,5}|(?<=-\d{4}) [A-Z][A-Za-z]{2,14})(?=\s{1,3}(?i:tahun|th))"
_APART = rf" [-–] (?=[A-Z]{{2,16}} ?/ ?(?:19|20)\d\d(?!\d)){ATOM}"  # "503 / Kep.12 – DPMPTSP / 2022"
_LABELLED_MORE = (
    rf"(?:{_CLASS_SERIAL}|{_APART}|(?:{_MORE}|/\.{ATOM})(?:{_SPACED}|{_NAMED}|{_OF_UNIT}|{_OF_YEAR})?|{_ODD}|{_WIDE})"
)
YEAR = (
    r"(?:[\s_]{0,12}(?:tahun|thn\.?|th\.?)|(?<=/tahun)|(?<=/ tahun))[\s_]{0,12}(?:19|2[0O])[\dO]{2}(?![\dO])"  # "2O14"
)
_LABEL_WORD = r"(?<![A-Za-z].)(?:omor|omer|omro|omr|oomr|mor|omo|mr|o)(?![A-Za-z])"  # behind its first letter
_OF_PAPER = r"(?:\.?[\s\xa0]{1,4}(?:dok(?:umen)?|naskah|surat|sop)(?![a-z]))?"  # "No. Dokumen: ..."
_LABEL = rf"{_LABEL_WORD}{_OF_PAPER}[\s\xa0]{{0,40}}[.:;]{{0,2}}[\s\xa0]{{0,12}}:?[\s\xa0]{{0,12}}(?:_(?=[A-Za-z0-9]))?"

# "No | Dokumen" over "1. | SOP" or "1 | SOP": the first row of a table, below the names of its columns
_ROW_MARK = (
    r"(?:(?<=\n)|(?<=\n ))(?:\d{1,2}[.)]\s|(?<!:\n)(?<!:\n )\d{1,2}(?:[ \xa0]?[\t|]\s?(?!\d)"
    r"|\s{1,4}(?!(?i:tahun|th|tanggal|tgl|tentang))(?=[A-Z][A-Za-z]{1,20}(?:[\s,;.]|\Z))))"
)
_LABELLED = re.compile(
    rf"(?:[Nn](?i:{_LABEL})){{1,2}}(?!{_ROW_MARK})(?P<body>{_LABELLED_FIRST}{_LABELLED_MORE}{{0,14}}(?i:{YEAR})?)"
)
# no label: "141/9/Ds. Suka Maju/2023" begins with two figures, "2/Laporan Kinerja/2021" is a folder
_CODED = r"(?:(?=\d[\d.]{0,14}\s?/\s?\d)(?P<coded>)|)"
_IF_CODED = rf"{_NAME}(?=(?(coded)|{_PART})(?:{_PART}){{0,2}}\s?/\s?(?:19|20)\d\d(?!\d))"
# most words join nothing, and are passed over here
_JOINS = r"(?=[A-Za-z0-9.,]{1,70}+\s{0,40}+[-–/]|SP[\s-]|[A-Z][A-Za-z]{0,5}\.\s)"
_JOINED = re.compile(rf"(?<![\w/.|]){_JOINS}(?P<body>{_CODED}{_FIRST}(?:{_MORE}(?:{_IF_CODED})?){{1,14}}(?i:{YEAR})?)")
_BARE = re.compile(
    rf"(?i)(?<![^\W_]|[/.,-])(?P<body>(?:\d{{1,4}}[a-z]?(?:/[A-Z]{{1,3}})?|[A-Z]{{1,3}}(?:\.[A-Z0-9]{{1,4}}){{4,12}}){YEAR}(?!-\d)"
    r"|[A-Z]{2}(?:\.[A-Z0-9]{1,4}){5,9}(?![\w./-]))"
)
_LINK = re.compile(
    r"(?i)(?:https?:|ftp:|www\.|(?<![a-z0-9/-])[a-z0-9-]{1,63}\.(?-i:go|or|co|ac|com|net|id|org|my)\b)[^\s;]{0,400}"
    r"|(?<!\S)\S{1,80}@\S{0,200}"
)
_FILE = re.compile(rf"(?i){FILE_ENDING}")


class Candidate(NamedTuple):
    """A run that may be a number; `labelled`: behind "Nomor"."""

    start: int
    end: int
    labelled: bool


def candidates(text: str, low: str, read: Sequence[Reference]) -> Iterator[Candidate]:
    """Yield runs that may be numbers: those with a label first, for the label says most.

    Where what has been `read` by then holds all that joins, no more is looked for.
    """
    if may_hold("label", low):
        for match in _LABELLED.finditer(text):
            yield Candidate(*match.span("body"), labelled=True)
    is_joined = _joins(text) > sum([_joins(reference.raw) for reference in read])
    if is_joined and (may_hold("slash", low) or may_hold("hyphen", low)):
        for match in _JOINED.finditer(text):
            yield Candidate(*match.span("body"), labelled=False)
    if may_hold("number-and-year", low) or may_hold("class", low):
        for match in _BARE.finditer(text):
            yield Candidate(*match.span("body"), labelled=False)


def _joins(text: str) -> int:
    return text.count("/") + text.count("-") + text.count("–")


def barred_spans(text: str, low: str) -> Iterator[tuple[int, int]]:
    """Yield links and file names with a folder before them: no number stands there."""
    if not may_hold("link", low):
        return
    yield from (match.span() for match in _LINK.finditer(text))
    for match in _FILE.finditer(text):
        begin = max(text.rfind(mark, max(0, match.start() - 200), match.start()) for mark in ";\n") + 1
        begin = max(begin, match.start() - 200, 0)
        if "/" in text[begin : match.start()] or "\\" in text[begin : match.start()]:
            yield begin, match.end()

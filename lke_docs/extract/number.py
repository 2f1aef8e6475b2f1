"""Find the numbers of documents: first where one stands, then which agency's grammar reads it.

A candidate is a bounded run of letters and digits joined by / - or . ; the patterns of patterns/nomor.toml
read it whole. So no pattern ever runs over more than a short string, and time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lke_docs.model import Reference
from lke_docs.patterns import NumberGrammar, Pattern, alternation, number_grammar

_ATOM = r"[A-Za-z0-9]{1,40}+(?:\.[A-Za-z0-9]{1,24}|(?<=\d),(?=\d)\d{1,3}){0,12}+\.?"
_SLASH = r"[ \xa0]{0,2}/\s{0,8}|\s{0,8}/[ \xa0]{0,2}"
_JOIN = rf"(?:{_SLASH}|[-–]\s{{0,8}}(?=[A-Za-z0-9])|\s?[-–](?=[A-Za-z0-9]))"
_OPEN = r"[A-Za-z]{1,8}\s{0,4}[-–.]\s{0,40}[._…]{0,40}\s{0,40}(?=/)"  # "KEP-     /P.4.17": serial left open
_PREFIX = r"[A-Za-z]{1,8}\s{1,3}[-–]\s{1,3}(?=\d)"  # "KEP - 01/": blanks on both sides
_BODY = rf"(?:SP\s+(?=DIPA)|{_OPEN}|{_PREFIX})?{_ATOM}(?:{_JOIN}{_ATOM}){{0,14}}"
_OPEN_BODY = rf"{_OPEN}(?:{_JOIN}{_ATOM}){{1,14}}"
_YEAR = r"\s{0,12}(?:tahun|thn\.?|th\.)\s{0,12}(?:19|20)\d{2}(?!\d)"
_LABEL = r"(?<![A-Za-z])(?:nomor|nomer|nomo|nmr|no)(?![A-Za-z]{2})[\s\xa0]{0,40}[.:;]{0,2}[\s\xa0]{0,12}:?[\s\xa0]{0,12}"

_LABELLED = re.compile(rf"(?i:{_LABEL})(?P<body>(?:{_OPEN_BODY}|{_BODY})(?i:{_YEAR})?)")
_JOINED = re.compile(
    rf"(?<![\w/.|])(?P<body>(?:{_OPEN_BODY}|(?:SP\s+(?=DIPA)|{_OPEN}|{_PREFIX})?{_ATOM}(?:{_JOIN}{_ATOM}){{1,14}})"
    rf"(?i:{_YEAR})?)"
)
_GLUED = re.compile(r"(?<=[a-z])(?=(?:PMK|KMK|PER|KEP|SK|SE|PP|UU|Per(?:ja|ma|pres|ka|da|bup|wal|gub))\b)")
_BARE = re.compile(rf"(?i)(?<![\w/.,-])(?P<body>\d{{1,4}}[a-z]?(?:/[A-Z]{{1,3}})?{_YEAR})")
_SHARED = re.compile(r"(?<![\w/.,-])(\d{1,5}[a-z]?)(?=\s{1,4}(?:dan|&|,)\s{1,4}(\d{1,5}[a-z]?)/)")
_TAIL = re.compile(r"(?<=/)(?:19|20)\d{2}(?=[.\-–,]\s?[A-Za-z]|\s[-–]|[-–]\s)")
_YEAR_WORD = re.compile(r"(?i)\s*(?:tahun|thn\.?|th\.)\s*(\d{4})$")
_DATE_LIKE = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})")
_LINK = re.compile(r"(?i)(?:https?:|ftp:|www\.|[a-z0-9-]+\.(?:go|or|co|ac|com|net|id|org|my)\b)[^\s;]*|\S*@\S*")
_PATH = re.compile(r"(?i)\S*[/\\][^;\n]{0,200}?\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar|pptx?)\b")
_REGULATION_NEAR = 120  # characters before a bare number in which its law or rule must be named
_UNIT = re.compile(rf"(?:{_JOIN}){_ATOM}$")


class _Candidate(NamedTuple):
    start: int
    end: int
    labelled: bool


def find_references(text: str) -> tuple[Reference, ...]:
    """Return the numbers in `text`, in order, none overlapping."""
    if not any(mark in text for mark in "/-–|") and "o" not in text.lower():
        return ()
    grammar = number_grammar()
    found: list[Reference] = []
    taken = [match.span() for match in _LINK.finditer(text)] + [match.span() for match in _PATH.finditer(text)]
    for candidate in _candidates(text):
        if any(candidate.start < end and start < candidate.end for start, end in taken):
            continue
        for reference in _read(text, candidate, grammar):
            found.append(reference)
            taken.append((reference.start, reference.end))
    found.sort()
    return tuple(found)


def _candidates(text: str) -> Iterator[_Candidate]:
    """Yield runs that may be numbers: those with a label first, for the label says most."""
    for match in _LABELLED.finditer(text):
        yield _Candidate(*match.span("body"), labelled=True)
    if "/" in text or "-" in text or "–" in text:
        for match in _JOINED.finditer(text):
            yield _Candidate(*match.span("body"), labelled=False)
        for match in _GLUED.finditer(text):
            if glued := _JOINED_HERE.match(text, match.end()):
                yield _Candidate(*glued.span("body"), labelled=False)
    for match in _BARE.finditer(text):
        yield _Candidate(*match.span("body"), labelled=False)


_JOINED_HERE = re.compile(rf"(?P<body>{_ATOM}(?:{_JOIN}{_ATOM}){{1,14}}(?i:{_YEAR})?)")


def _read(text: str, candidate: _Candidate, grammar: NumberGrammar) -> Iterator[Reference]:
    start, end, labelled = candidate
    if not any(char.isdigit() for char in text[start:end]) or _is_barred(text, start, grammar):
        return
    if year := _TAIL.search(text, start, end):  # "…/03/2021.Notula": the number ends with its year
        end = year.end()
    for _ in range(8):
        raw = text[start:end]
        hit = _classify(raw, text, start, labelled, grammar)
        if hit:
            pattern, fields, normalized = hit
            reference = Reference(
                start, end, raw, normalized, _kind(pattern, text, start, grammar), pattern.id, fields, pattern.confidence
            )
            yield from _shared(text, reference)
            yield reference
            return
        shorter = _shorten(text, start, end)
        if shorter is None:
            break
        end = shorter
    if labelled:
        yield from _loose(text, *candidate, grammar)


def _shorten(text: str, start: int, end: int) -> int | None:
    """Drop the last joined part, or a "Tahun" behind it."""
    raw = text[start:end]
    if year := _YEAR_WORD.search(raw):
        return start + len(raw[: year.start()].rstrip())
    if raw.endswith("."):
        return end - 1
    cut = max(raw.rfind("/"), raw.rfind("-"), raw.rfind("–"))
    return start + len(raw[:cut].rstrip()) if cut > 0 else None


def normalize(raw: str) -> str:
    """Take white space out, en dash to hyphen; "Tahun 2019" behind the number keeps one blank before it."""
    tail = ""
    if year := _YEAR_WORD.search(raw):
        raw, tail = raw[: year.start()], f" Tahun {year.group(1)}"
    joined = "".join(raw.split()).replace("–", "-")
    if joined.upper().startswith("SPDIPA"):
        joined = f"{joined[:2]} {joined[2:]}"
    return joined + tail


def _classify(
    raw: str, text: str, start: int, labelled: bool, grammar: NumberGrammar
) -> tuple[Pattern, dict[str, str], str] | None:
    normalized = normalize(raw)
    segments = re.split(r"[/\-]", normalized.casefold())
    if any(segment in grammar.not_segments for segment in segments):
        return None
    date_like = bool(_DATE_LIKE.fullmatch(normalized))
    for pattern in grammar.patterns:
        match = pattern.regex.fullmatch(normalized)
        if not match:
            continue
        fields = {name: part for name, part in match.groupdict().items() if part is not None}
        if _is_plausible(pattern, normalized, text, start, labelled, date_like, grammar):
            if pattern.id == "peraturan" and "/" in normalized and " " not in normalized:
                serial, _, year = normalized.partition("/")
                normalized = f"{serial} Tahun {year}"
            return pattern, fields, normalized
    return None


def _is_plausible(
    pattern: Pattern,
    normalized: str,
    text: str,
    start: int,
    labelled: bool,
    date_like: bool,
    grammar: NumberGrammar,
) -> bool:
    """Ask of the surroundings what the form alone does not tell."""
    if pattern.id == "peraturan":
        return _regulation_before(text, start, grammar) or (labelled and " Tahun " in normalized)
    if date_like and not labelled:
        return False
    if pattern.id == "umum-tanpa-unit":
        return labelled or (not date_like and normalized[0].isalpha() and normalized.count("/") >= 2)
    if "/" not in normalized and not labelled:
        return pattern.alone
    if pattern.id == "pemda" and not labelled:
        return normalized.count("/") >= 3 or _word_before(text, start)
    return True


def _word_before(text: str, start: int) -> bool:
    """Tell whether a word of letters stands before: a bare 005/1113/2018 alone may be anything."""
    return bool(re.search(r"[A-Za-z]{2,}\s*[:.]?\s*$", text[max(0, start - 30) : start]))


@cache
def _regulation_regex() -> re.Pattern[str]:
    words = alternation(number_grammar().regulation_words)
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z/])|permen[a-z]{{2,12}}")


def _regulation_before(text: str, start: int, grammar: NumberGrammar) -> bool:
    before = text[max(0, start - _REGULATION_NEAR) : start].lower()
    cut = max(before.rfind(";"), before.rfind("\n\n"))
    before = before[cut + 1 :]
    matches = list(_regulation_regex().finditer(before))
    if not matches:
        return False
    between = before[matches[-1].end() :]
    return not re.search(r"\btentang\b|\btanggal\b|\d{4}", between)


def _kind(pattern: Pattern, text: str, start: int, grammar: NumberGrammar) -> str:
    if pattern.kind == "regulation" or _regulation_before(text, start, grammar):
        return "regulation"
    return pattern.kind


@cache
def _barred_regex() -> re.Pattern[str]:
    words = alternation(number_grammar().not_before)
    label = r"(?:(?:republik indonesia|ri|tahun \d{4}|nomor|no|n[eo]gara)?[\s.:,]*){0,4}"
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])[\s.:,]*{label}$")


def _is_barred(text: str, start: int, grammar: NumberGrammar) -> bool:
    """Tell gazette locators, telephone numbers and the like by the words before."""
    before = text[max(0, start - 80) : start].lower()
    if re.search(r"tahun \d{4}[\s,]{1,4}(?:nomor|no)\W{0,4}$", before):
        return True
    return bool(_barred_regex().search(before))


def _loose(text: str, start: int, end: int, labelled: bool, grammar: NumberGrammar) -> Iterator[Reference]:
    """A labelled number that no grammar reads: kept as it is, with low confidence, or read as damaged."""
    raw = text[start:end].rstrip(".,")
    if len(raw) <= 80 and (damaged := _damaged(text, start)):
        yield damaged
        return
    first = re.match(rf"(?:{_PREFIX})?{_ATOM}", raw)
    digits = sum(char.isdigit() for char in raw)
    is_long_number = digits > 8 and "/" not in raw  # telephone, NIP, account
    if is_long_number or not first or normalize(raw).casefold() in grammar.not_segments:
        return
    if "/" not in raw and "-" not in raw:
        raw = first.group().rstrip(".,")
        if not raw[:1].isdigit() or not raw.isalnum() or len(raw) > 6:
            return
        if re.match(r"\s*(?:orang|buah|kali|hari|bulan|tahun|jam|menit|%|persen|s\.?d|[-–]\s*\d)", text[start + len(raw) :]):
            return
    if _DATE_LIKE.fullmatch(normalize(raw)) or not re.search(r"\d", raw):
        return
    serial = re.search(r"\d+[a-z]?", raw)
    fields = {"serial": serial.group()} if serial else {}
    yield Reference(start, start + len(raw), raw, normalize(raw), "letter", "berlabel", fields, "rendah")


# --- two serials with one tail ------------------------------------------------------------------------


def _shared(text: str, reference: Reference) -> Iterator[Reference]:
    """ "64 dan 65/DIKTI/KEP/1988": the first serial shares the tail of the second."""
    before = text[max(0, reference.start - 24) : reference.start]
    match = re.search(r"(?<![\w/.,-])(\d{1,5}[a-z]?)\s{1,4}(?:dan|&|,)\s{1,4}$", before)
    serial = reference.fields.get("serial", "")
    if not match or not serial or not reference.normalized.startswith(serial + "/"):
        return
    start = reference.start - len(before) + match.start(1)
    first = match.group(1)
    yield reference._replace(
        start=start,
        end=start + len(first),
        raw=first,
        normalized=first + reference.normalized[len(serial) :],
        fields={**reference.fields, "serial": first},
    )


# --- text damaged by scanning -------------------------------------------------------------------------

_DAMAGED = re.compile(r"[A-Za-z0-9|./\-–]{10,60}")


def _damaged(text: str, start: int) -> Reference | None:
    """Read a number whose slashes a scanner took for l, |, I or J; only as a suggestion, the raw text kept."""
    match = _DAMAGED.match(text, start)
    if not match or not re.search(r"[l|J]|\dO\d", match.group()):
        return None
    raw = match.group().rstrip(".,-")
    if not re.search(r"\d", raw) or not (repaired := repair(raw)):
        return None
    return Reference(start, start + len(raw), raw, normalize(raw), "letter", "rusak-pindaian", {}, "rendah", repaired)


def repair(raw: str) -> str | None:
    """Suggest what a damaged number was: only where one single repair fits a known agency's grammar."""
    text = re.sub(r"(?<=\d)[Oo](?=\d)|(?<=\d)[Oo]$", "0", raw)
    year = re.search(r"(?:19|20)\d{2}$", text)
    if not year:
        return None
    head = re.split(r"[l|IJ1/]", text[: year.start()].rstrip("l|IJ/"), maxsplit=1)
    serial = head[0]
    if not serial.isdigit() or len(head) < 2:
        return None
    rest = head[1]
    for cut in range(len(rest), 0, -1):
        month = _roman(rest[cut:]) if cut < len(rest) else None
        if not month:
            continue
        parts = [part for part in re.split(r"[l|J/]", rest[:cut]) if part]
        guess = "/".join([serial, *parts, month, year.group()])
        for pattern in number_grammar().patterns:
            if pattern.confidence == "tinggi" and pattern.regex.fullmatch(guess):
                return guess
    return None


def _roman(text: str) -> str | None:
    """Read "Nlll" as VII, "JX|I|" as XII: what scanners make of a slash and a Roman month."""
    letters = text.strip("/").replace("N", "V").replace("l", "I").replace("|", "I").replace("J", "").strip()
    for month in ("VIII", "VII", "III", "XII", "II", "IV", "VI", "IX", "XI", "I", "V", "X"):
        if letters in (month, month + "I"):
            return month
    return None

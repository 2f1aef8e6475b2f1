"""Find the numbers of documents: first where one stands, then which agency's grammar reads it.

A candidate is a bounded run of letters and digits joined by / - or . ; the patterns of patterns/nomor.toml
read it whole. So no pattern ever runs over more than a short string, and time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lke_docs.extract.damaged import read_damaged
from lke_docs.extract.mention import Words
from lke_docs.extract.span import Taken, before
from lke_docs.model import Reference, ReferenceKind
from lke_docs.patterns import FILE_ENDING, GAZETTE, NumberGrammar, Pattern, number_grammar, time_words

_ATOM = r"[A-Za-z0-9]{1,40}+(?:\.[A-Za-z0-9]{1,24}|(?<=\d),(?=\d)\d{1,3}){0,12}+\.?"
_SLASH = r"[ \xa0]{0,2}/\s{0,8}|\s{0,8}/[ \xa0]{0,2}"
_JOIN = rf"(?:{_SLASH}|[-–]\s{{0,8}}(?=[A-Za-z0-9])|\s?[-–](?=[A-Za-z0-9]))"
_OPEN = r"[A-Za-z]{1,8}\s{0,4}[-–.]\s{0,40}[._…]{0,40}\s{0,40}(?=/)"  # "KEP-     /P.4.17": serial left open
_PREFIX = r"[A-Za-z]{1,8}\s{1,3}[-–]\s{1,3}(?=\d)"  # "KEP - 01/": blanks on both sides
_DIPA = r"SP[\s-]{1,3}(?=DIPA)(?:DIPA\.?\s{1,3}(?=\d))?"
_FIRST = rf"(?:{_OPEN}|(?:{_DIPA}|{_PREFIX})?{_ATOM})"
_MORE = rf"(?:{_JOIN}{_ATOM}|/[\s._…]{{1,40}}(?=/))"  # a part left open: "188/   /KEP/2021"
# Behind a label more blanks are forgiven: "56/BALITBANG KP.5/KP.440/2019", "KP . 06 /2023", "PAS.UM.05.04 - 393"
_SPACED = (
    r"(?:(?<![12][09]\d\d)(?: [A-Z][A-Z0-9.]{0,11}|(?<=[A-Z]) \d{1,2}(?=[ /])){1,3}(?=\s?/)|\s?\.\s?\d{1,4}(?=\s?/))"
)
_CLASS_SERIAL = r"(?<=\.\d\d)(?:\s{1,3}[-–]\s{1,3}\d{1,5}(?![\d/.])|[-–]\d{1,3} \d{1,3}(?=\s{2}|\s?$))"
_OPEN_START = r"[._…]{0,40}\s{0,20}(?=/[A-Za-z][^/\s]{0,30}/[^/\s]{1,30}/)"  # "Nomor :      /ST/BPVP/VIII/2024"
# "KL. 01.04/5020/2019", "HK 0102-Cb8/12", "0 5 /SE/IJ/2017"
_CLASS_FIRST = r"(?:[A-Z]{2}\.? (?=\d{2}\.?\d{2}[.\-/])|\d (?=\d{1,3}\s?/\s?[A-Z]))"
_LABELLED_FIRST = rf"(?:{_OPEN_START}|(?:{_CLASS_FIRST})?{_FIRST})"
_LABELLED_MORE = rf"(?:{_CLASS_SERIAL}|(?:{_MORE}|/\.{_ATOM}){_SPACED}?)"
_YEAR = r"\s{0,12}(?:tahun|thn\.?|th\.?)\s{0,12}(?:19|20)\d{2}(?!\d)"
_LABEL_WORD = r"(?:nomor|nomer|nomro|nomr|noomr|nmor|nomo|nmr|no)(?![A-Za-z])"
_LABEL = rf"(?<![A-Za-z]){_LABEL_WORD}[\s\xa0]{{0,40}}[.:;]{{0,2}}[\s\xa0]{{0,12}}:?[\s\xa0]{{0,12}}"

_LABELLED = re.compile(rf"(?i:{_LABEL})(?P<body>{_LABELLED_FIRST}{_LABELLED_MORE}{{0,14}}(?i:{_YEAR})?)")
_JOINS = r"(?=[A-Za-z0-9.,]{1,70}+\s{0,40}+[-–/]|SP[\s-])"  # most words join nothing, and are passed over here
_JOINED = re.compile(rf"(?<![\w/.|]){_JOINS}(?P<body>{_FIRST}{_MORE}{{1,14}}(?i:{_YEAR})?)")
_GLUED = re.compile(r"[A-Z]?[a-z]{3,20}(?=[A-Z]{2})")  # "sesuaiPMK-227/PMK.05/2016"
_BARE = re.compile(
    rf"(?i)(?<![\w/.,-])(?P<body>(?:\d{{1,4}}[a-z]?(?:/[A-Z]{{1,3}})?|[A-Z]{{1,3}}(?:\.[A-Z0-9]{{1,4}}){{4,12}}){_YEAR}"
    r"|[A-Z]{2}(?:\.[A-Z0-9]{1,4}){5,9}(?![\w./-]))"
)
_TAIL = re.compile(r"(?<=/)(?:19|20)\d{2}(?=[.\-–,]\s?[A-Za-z]|\s[-–]|[-–]\s|\s/\s)")
_GLUED_YEAR = re.compile(r"(?i)(?<=[\d.])tahun\s{0,3}(?:19|20)\d{2}(?!\d)")  # "UM.01.01-0006TAHUN 2022"
_YEAR_WORD = re.compile(r"(?i)\s*(?:tahun|thn\.?|th\.?)\s*(\d{4})$")
_DATE_LIKE = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})")
_LINK = re.compile(
    r"(?i)(?:https?:|ftp:|www\.|(?<![a-z0-9/-])[a-z0-9-]{1,63}\.(?-i:go|or|co|ac|com|net|id|org|my)\b)[^\s;]{0,400}"
    r"|(?<!\S)\S{1,80}@\S{0,200}"
)
_FILE = re.compile(rf"(?i){FILE_ENDING}")
_REGULATION_NEAR = 120  # characters before a bare number in which its law or rule must be named


class _Candidate(NamedTuple):
    start: int
    end: int
    labelled: bool


_LINK_HINT = re.compile(rf"[@\\]|://|www\.|\.(?:id|com|net|org|my)(?![a-z])|{FILE_ENDING}")
_SLASH_HINT = re.compile(r"\d[^\s/]{0,24}\s?/|/\s{0,8}[^\s/]{0,24}\d")
_HYPHEN_HINT = re.compile(
    r"[-–](?:\s{0,8}\d{1,5}(?:-\d{1,2}){0,3}[-.][A-Za-z]{2}\.?\d|(?<=\d[-–])\s{0,8}\d|\s{0,8}[A-Za-z]{2}\.\d{2}\.|\s?\d{3}\.\d\d)"
)
_BARE_HINT = re.compile(r"\d(?:/[a-z]{1,3})?\s{0,12}t(?:ahun|hn|h(?![a-z]))|\.\d{2}\.\d{2}\.\d")
_LABEL_HINT = re.compile(_LABEL_WORD)


def find_references(text: str, low: str, words: Words) -> tuple[Reference, ...]:
    """Return the numbers in `text`, in order, none overlapping. `low` is `text` in lower case."""
    candidates = list(_candidates(text, low))
    if not candidates:
        return ()
    grammar = number_grammar()
    found: list[Reference] = []
    barred: list[tuple[int, int]] = []
    if _LINK_HINT.search(low):
        barred += [match.span() for match in _LINK.finditer(text)]
        barred += _file_paths(text)
    taken = Taken()
    for start, end in barred:
        taken.take(start, end)
    for candidate in candidates:
        if taken.overlaps(candidate.start, candidate.end):
            continue
        for reference in _read(_Surroundings(text, low, words, grammar), candidate):
            if taken.take(reference.start, reference.end):
                found.append(reference)
    found.sort()
    return tuple(found)


def _file_paths(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of file names with a folder before them: no number stands there."""
    for match in _FILE.finditer(text):
        begin = max(text.rfind(mark, max(0, match.start() - 200), match.start()) for mark in ";\n") + 1
        begin = max(begin, match.start() - 200, 0)
        if "/" in text[begin : match.start()] or "\\" in text[begin : match.start()]:
            yield begin, match.end()


def _candidates(text: str, low: str) -> Iterator[_Candidate]:
    """Yield runs that may be numbers: those with a label first, for the label says most."""
    if _LABEL_HINT.search(low):
        for match in _LABELLED.finditer(text):
            yield _Candidate(*match.span("body"), labelled=True)
    if ("/" in text and _SLASH_HINT.search(text)) or _HYPHEN_HINT.search(text):
        for match in _JOINED.finditer(text):
            yield _Candidate(*match.span("body"), labelled=False)
    if _BARE_HINT.search(low):
        for match in _BARE.finditer(text):
            yield _Candidate(*match.span("body"), labelled=False)


class _Surroundings(NamedTuple):
    """What stands round a candidate."""

    text: str
    low: str
    words: Words
    grammar: NumberGrammar

    def is_barred(self, start: int) -> bool:
        """Tell gazette locators, telephone numbers and the like by the words before."""
        lead = self.low[max(0, start - 80) : start]
        if "tahun" in lead and _GAZETTE.search(lead) and _GAZETTE_LABEL.search(lead):
            return True
        words = [word.strip(".:,()") for word in lead.split()]
        while words and (words[-1] in _LABEL_WORDS or words[-1].isdigit()):
            words.pop()
        barred = self.grammar.not_before
        return bool(words) and (words[-1] in barred or " ".join(words[-2:]) in barred)

    def is_address(self, start: int) -> bool:
        """Tell the number of a house: "Jalan Merdeka Barat Nomor 12"."""
        words = self.low[max(0, start - 60) : start].replace(".", " ").split()
        return not self.grammar.address.isdisjoint(words[-6:])

    def regulation_before(self, start: int) -> bool:
        """Tell whether the name of a law or rule governs what begins at `start`."""
        for hit in before(self.words.types, start):
            if start - hit.end > _REGULATION_NEAR:
                return False
            name = " ".join(self.low[hit.start : hit.end].split())
            if hit.slug == "peraturan" or name.startswith(self.grammar.regulation_words):
                return not _REGULATION_OVER.search(self.low, hit.end, start)
        return False

    def is_decree(self, start: int) -> bool:
        """Tell whether a decree is named before: "SK Kepala MAN 2 Nomor 9 Tahun 2022" is no regulation."""
        hit = next(before(self.words.types, start), None)
        return hit is not None and hit.slug in ("sk", "surat_tugas") and start - hit.end <= _REGULATION_NEAR

    def letter_before(self, start: int) -> bool:
        """Tell whether the name of a letter stands right before: "Surat Tugas 850/11845"."""
        hit = next(before(self.words.types, start), None)
        return hit is not None and start - hit.end <= 2 and hit.slug in _LETTERS

    def word_before(self, start: int) -> bool:
        """Tell whether a word of letters stands before: a bare 005/1113/2018 alone may be anything."""
        return bool(re.search(r"[a-z]{2,}\s*[:.]?\s*$", self.low[max(0, start - 30) : start]))


_LETTERS = ("sk", "surat_tugas", "surat_perintah", "surat_edaran", "nota_dinas", "undangan")
_GAZETTE = re.compile(GAZETTE)
_GAZETTE_LABEL = re.compile(r"tahun \d{4}[\s,]{0,4}(?:nomor|no)\W{0,4}$")
_LABEL_WORDS = {"nomor", "no", "republik", "indonesia", "ri", "negara", "tahun", ""}
# "52/2014 jo. 10/2019": what is added to a regulation has its name
_AND_NEXT = r"\s{0,3}(?:,|&|/|jo\.?|jis\.?|juncto|dan|serta)\s{0,3}(?:no(?:mor)?[\s.:]{0,3})?(?:\d|\Z)"
_REGULATION_OVER = re.compile(rf"(?<![a-z])(?:tentang|tanggal)(?![a-z])|\d{{4}}(?!{_AND_NEXT})|;|\n\n")


def _read(around: _Surroundings, candidate: _Candidate) -> Iterator[Reference]:
    text = around.text
    start, end, labelled = candidate
    if glued := _GLUED.match(text, start, end):
        start = glued.end()
    if not any(char.isdigit() for char in text[start:end]) or around.is_barred(start):
        return
    if year := _TAIL.search(text, start, end):  # "…/03/2021.Notula": the number ends with its year
        end = year.end()
    elif year := _GLUED_YEAR.search(text, start, end + 8):
        end = max(end, year.end())
    governed = around.regulation_before(start)
    for _ in range(8):
        raw = text[start:end]
        if hit := _classify(raw, around, start, labelled, governed):
            pattern, fields, normalized = hit
            kind = ReferenceKind.LETTER if around.is_decree(start) else pattern.kind
            kind = ReferenceKind.REGULATION if governed else kind
            reference = Reference(start, end, raw, normalized, kind, pattern.id, fields, pattern.confidence)
            yield from _shared(text, reference)
            yield reference
            return
        shorter = _shorten(text, start, end)
        if shorter is None:
            break
        end = shorter
    if labelled:
        yield from _loose(around, start, candidate.end)


def _shorten(text: str, start: int, end: int) -> int | None:
    """Drop the last joined part, or a "Tahun" behind it."""
    raw = text[start:end]
    if year := _YEAR_WORD.search(raw):
        return start + len(raw[: year.start()].rstrip())
    if raw.endswith("."):
        return end - 1
    cut = max(raw.rfind("/"), raw.rfind("-"), raw.rfind("–"))
    return start + len(raw[:cut].rstrip()) if cut > 0 else None


_OPEN_PART = re.compile(r"(?:^|(?<=[-/]))[._…]+(?=/)")
_OPEN_SERIAL = re.compile(r"(?:^|(?<=[-/]))(?=/)")


def normalize(raw: str) -> str:
    """Take white space out, en dash to hyphen; "Tahun 2019" behind the number keeps one blank before it."""
    tail = ""
    if year := _YEAR_WORD.search(raw):
        raw, tail = raw[: year.start()], f" Tahun {year.group(1)}"
    joined = _OPEN_PART.sub("", "".join(raw.split()).replace("–", "-"))
    if joined.upper().startswith("SPDIPA"):
        joined = f"{joined[:2]} {joined[2:]}"
    return joined + tail


def _classify(
    raw: str, around: _Surroundings, start: int, labelled: bool, governed: bool
) -> tuple[Pattern, dict[str, str], str] | None:
    """Return the pattern that reads a candidate whole, the parts it names, and the normal form.

    A year behind a number ("188.45/215 Tahun 2022") belongs to it, whatever its grammar.
    """
    if hit := _without_year(raw, around, start, labelled, governed):
        return hit
    year = _YEAR_WORD.search(raw)
    hit = _without_year(raw[: year.start()], around, start, labelled, governed) if year else None
    if not year or not hit:
        return None
    pattern, fields, normalized = hit
    return pattern, {"year": year[1]} | fields, f"{normalized} Tahun {year[1]}"


def _without_year(
    raw: str, around: _Surroundings, start: int, labelled: bool, governed: bool
) -> tuple[Pattern, dict[str, str], str] | None:
    """The same where the grammar itself says whether a year stands behind."""
    normalized = normalize(raw)
    if around.grammar.is_template(normalized):
        return None
    filled, hole = normalized, -1
    if left_open := _OPEN_SERIAL.search(normalized):  # read as if a serial stood there
        hole = left_open.start()
        filled = f"{normalized[:hole]}0{normalized[hole:]}"
    for pattern in around.grammar.patterns if "/" in normalized else around.grammar.without_slash:
        match = pattern.regex.fullmatch(filled)
        if left_open and match and match.span("serial") != (hole, hole + 1):
            continue
        if match and _is_plausible(pattern, normalized, around, start, labelled, governed):
            fields = {name: part for name, part in match.groupdict().items() if part is not None}
            if left_open:
                fields["serial"] = ""
            if pattern.id == "peraturan" and normalized == f"{fields['serial']}/{fields['year']}":
                normalized = f"{fields['serial']} Tahun {fields['year']}"  # "UU 28/1999"
            return pattern, fields, normalized
    return None


def _is_date(number: str) -> bool:
    """Tell 16/02/2021 and 16/Feb/2021."""
    parts = re.split(r"[/.-]", number.casefold())
    named = len(parts) == 3 and parts[0].isdigit() and len(parts[0]) <= 2 and parts[1] in time_words().months
    return named or _DATE_LIKE.fullmatch(number) is not None


def _is_plausible(
    pattern: Pattern, normalized: str, around: _Surroundings, start: int, labelled: bool, governed: bool
) -> bool:
    """Ask of the surroundings what the form alone does not tell."""
    if pattern.id == "peraturan":
        return governed or (labelled and " Tahun " in normalized)
    date_like = _is_date(normalized)
    if date_like and not labelled:
        return False
    head, _, rest = normalized.partition("-")
    if _is_date(rest) and not head.isupper():
        return False  # "Rencana Kerja - 22/02/2021"
    head, _, rest = normalized.partition(".")
    if head.lower() in time_words().date_labels and _is_date(rest):
        return False  # "Tgl.12/02/2026"
    if pattern.id == "pemda-tanpa-tahun":
        return labelled or around.letter_before(start) or (normalized.count("/") > 1 and around.word_before(start))
    if pattern.id == "umum-tanpa-unit":
        return labelled or (not date_like and normalized[0].isalpha() and normalized.count("/") >= 2)
    if "/" not in normalized and not labelled:
        return pattern.alone
    if pattern.id == "pemda" and not labelled:
        return normalized.count("/") >= 3 or not normalized.replace("/", "").isdigit() or around.word_before(start)
    return True


def _loose(around: _Surroundings, start: int, end: int) -> Iterator[Reference]:
    """A labelled number that no grammar reads: kept as it is, with low confidence, or read as damaged."""
    text = around.text
    raw = text[start:end].rstrip(".,")
    if len(raw) <= 80 and (damaged := read_damaged(text, start)):
        raw, repaired = damaged
        normal = normalize(raw)
        yield Reference(
            start, start + len(raw), raw, normal, ReferenceKind.LETTER, "rusak-pindaian", {}, "rendah", repaired
        )
        return
    first = re.match(rf"(?:{_PREFIX})?{_ATOM}", raw)
    digits = sum(char.isdigit() for char in raw)
    is_long_number = digits > 8 and "/" not in raw  # telephone, NIP, account
    if is_long_number or not first or around.grammar.is_template(normalize(raw)):
        return
    if _SERIAL.fullmatch(raw) and _SERIALS_AFTER.match(text, start + len(raw)):
        return  # "Nomor 04, 05 dan 06/HK/2021": read with the last
    if "/" not in raw and "-" not in raw:
        raw = first.group().rstrip(".,")
        if not raw[:1].isdigit() or not raw.isalnum() or len(raw) > 6 or around.is_address(start):
            return
        if re.match(
            r"\s*(?:orang|buah|kali|hari|bulan|tahun|jam|menit|%|persen|s\.?d|[-–]\s*\d)", text[start + len(raw) :]
        ):
            return
    if _is_date(normalize(raw)) or not re.search(r"\d", raw):
        return
    serial = re.search(r"\d+[a-z]?", raw)
    fields = {"serial": serial.group()} if serial else {}
    yield Reference(start, start + len(raw), raw, normalize(raw), ReferenceKind.LETTER, "berlabel", fields, "rendah")


# --- two serials with one tail ------------------------------------------------------------------------


def _shared(text: str, reference: Reference) -> Iterator[Reference]:
    """ "64 dan 65/DIKTI/KEP/1988": the serials before share the tail of the last."""
    last, slash, tail = reference.normalized.partition("/")
    if not slash or not _SERIAL.fullmatch(last):
        return
    begin = max(0, reference.start - 60)
    if lead := _SERIALS_BEFORE.search(text, begin, reference.start):
        for one in _SERIAL.finditer(text, lead.start(), lead.end()):
            yield reference._replace(
                start=one.start(),
                end=one.end(),
                raw=one.group(),
                normalized=f"{one.group()}/{tail}",
                fields={**reference.fields, "serial": one.group().rpartition("-")[2]},
            )


_SERIAL = re.compile(r"(?:[A-Z][A-Za-z]{0,4}-)?(?!(?:19|20)\d\d\b)\d{1,5}[a-z]?")
_AND = r"\s{0,4}(?:(?:,\s{0,4})?dan(?![a-z])|&|,)\s{1,4}"
_SERIALS_BEFORE = re.compile(rf"(?<![\w/.,-])(?:{_SERIAL.pattern}{_AND}){{1,8}}$")
_SERIALS_AFTER = re.compile(rf"(?:{_AND}{_SERIAL.pattern}){{1,8}}\s?/")

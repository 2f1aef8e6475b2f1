"""Find the numbers of documents: first where one stands, then which agency's grammar reads it.

A candidate is a bounded run of letters and digits joined by / - or . ; the patterns of patterns/nomor.toml
read it whole. So no pattern ever runs over more than a short string, and time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from lke_docs.extract.candidate import ATOM, PREFIX, YEAR, Candidate, barred_spans, candidates
from lke_docs.extract.damaged import read_damaged
from lke_docs.extract.mention import Words
from lke_docs.extract.span import Taken, before
from lke_docs.model import Reference, ReferenceKind
from lke_docs.patterns import FILE_ENDING, GAZETTE, NumberGrammar, Pattern, number_grammar, time_words, vocabulary
from lke_docs.tuples import NamedTuple

_DIGIT = re.compile(r"\d")
_GLUED = re.compile(r"[A-Z]?[a-z]{3,20}(?=[A-Z]{2})")  # "sesuaiPMK-227/PMK.05/2016"
_TAIL = re.compile(
    r"/(?:19|20)\d{2}(?=[.\-–,]\s?[A-Za-z]{2}|[A-Z]?[a-z]{2}|\s[-–]|[-–]\s|\s/\s)"
    rf"|[_-](?:19|20)\d{{2}}(?=(?i:{FILE_ENDING}))"  # "No 12-2023.pdf"
)
_GLUED_YEAR = re.compile(r"(?i)(?<=[\d.])tahun\s{0,3}(?:19|20)\d{2}(?!\d)")  # "UM.01.01-0006TAHUN 2022"
_YEAR_WORD = re.compile(r"(?i)[\s_]*(?:tahun|thn\.?|th\.?)[\s_]*([\dO]{4})$")
_FIRST = re.compile(rf"(?:{PREFIX})?{ATOM}")
_DATES = re.compile(r"\d{4}s/d\d{1,2}[-/.]")  # "02-03-2026s/d27-03-2026"
_DATE_MARK = re.compile(r"[/.-]")
_DATE_LIKE = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})")
_REGULATION_NEAR = 120  # characters before a bare number in which its law or rule must be named


def find_references(text: str, low: str, words: Words) -> tuple[Reference, ...]:
    """Return the numbers in `text`, in order, none overlapping. `low` is `text` in lower case."""
    references: list[Reference] = []
    taken: Taken | None = None
    for candidate in candidates(text, low, references):
        if taken is None:
            around, taken = _Surroundings(text, low, words, number_grammar(), references), Taken()
            for start, end in barred_spans(text, low):
                taken.take(start, end)
        if not taken.overlaps(candidate.start, candidate.end):
            references += [
                reference for reference in _read(around, candidate) if taken.take(reference.start, reference.end)
            ]
    return tuple(sorted(references))


class _Surroundings(NamedTuple):
    """What stands round a candidate."""

    text: str
    low: str
    words: Words
    grammar: NumberGrammar
    read: Sequence[Reference]

    def is_listed(self, start: int) -> bool:
        """Tell the next of numbers behind one label, in a row or in lines: "No. 094/12/2022, 094/13/2022"."""
        row = self.low.rfind("\n", max(0, start - 12), start)
        if row >= 0 and _MARK.fullmatch(self.low, row, start):
            return _HEAD.search(self.low, max(0, row - 600), row + 1) is not None
        link = _LISTED.search(self.low, max(0, start - 10), start)
        return link is not None and any(reference.end == link.start() for reference in self.read)

    def is_barred(self, start: int) -> bool:
        """Tell gazette locators, telephone numbers and the like by the words before."""
        lead = self.low[max(0, start - 80) : start]
        in_year = "tahun" in lead and _GAZETTE.search(lead) and _GAZETTE_LABEL.search(lead)
        if in_year or ("daerah" in lead and _GAZETTE_OF.search(lead)):
            return True
        words = lead.split()
        while words and ((last := words[-1].strip(_WORD_MARKS)) in _LABEL_WORDS or last.isdigit()):
            words.pop()
        words = [word.strip(_WORD_MARKS) for word in words[-2:]]
        barred = self.grammar.not_before
        return bool(words) and (words[-1] in barred or " ".join(words) in barred)

    def is_address(self, start: int) -> bool:
        """Tell the number of a house or a telephone: "Jalan Merdeka Barat Nomor 12"; a paper behind it has its own."""
        hit = next(before(self.words.types, start), None)
        words = self.low[max(0, start - 60, hit.end if hit else 0) : start].replace(".", " ").split()
        return self.is_barred(start) or not self.grammar.address.isdisjoint(words[-6:])

    def regulation_before(self, start: int) -> bool:
        """Tell whether the name of a law or rule governs what begins at `start`."""
        for hit in before(self.words.types, start):
            if start - hit.end > _REGULATION_NEAR:
                return False
            name = " ".join(self.low[hit.start : hit.end].split())
            if hit.slug == "peraturan" or name.startswith(self.grammar.regulation_words):
                return not _REGULATION_OVER.search(self.low, hit.end, start)
            if hit.slug in _LETTERS:
                return False  # "Salinan Perwal, SK Tim Nomor 188/22/INSP/2024"
        return False

    def is_own(self, start: int) -> bool:
        """Tell a paper before that is no rule: "SK Kepala MAN 2 Nomor 9 Tahun 2022", "MoU Nomor 7 Tahun 2022"."""
        hit = next(before(self.words.types, start), None)
        if hit is None or start - hit.end > _REGULATION_NEAR:
            return _NAMED.search(self.low, max(0, start - 40), start) is not None
        return hit.slug not in ("peraturan", "surat_edaran") and not self.low.startswith(self.grammar.ruled, hit.start)

    def letter_before(self, start: int, reach: int) -> bool:
        """Tell whether the name of a letter stands before, so near: "Surat Tugas 850/11845", "SK Rektor 12"."""
        hit = next(before(self.words.types, start), None)
        if hit is None or (start - hit.end > reach and self.low[hit.end : start].strip() not in vocabulary().officer):
            return False
        return hit.slug in _LETTERS or self.low.startswith(("surat",) if reach > 2 else self.grammar.ruled, hit.start)

    def word_before(self, start: int) -> bool:
        """Tell whether a word of letters stands before: a bare 005/1113/2018 alone may be anything."""
        return bool(re.search(r"[a-z]{2,}\s*[:.]?\s*$", self.low[max(0, start - 30) : start]))


_LISTED = re.compile(r"\s{0,2}(?:,|,?\s?dan|&|serta)\s{1,3}$")
_HEAD = re.compile(r"(?<![a-z])no(?:mor)?[ .]{0,3}:?[ \xa0]{0,3}\n")
_MARK = re.compile(r"\s{1,8}(?:[-–•*]|[a-z0-9]{1,2}[.)])\s{1,3}")
_LETTERS = ("sk", "surat_tugas", "surat_perintah", "surat_edaran", "nota_dinas", "undangan")
_NAMED = re.compile(r"[a-z]{2}[\s.:]{1,20}no(?:mor)?[\s.:]{0,12}$")
_GAZETTE = re.compile(GAZETTE)
_GAZETTE_LABEL = re.compile(r"tahun \d{4}[\s,]{0,4}(?:nomor|no)\W{0,4}$")
_GAZETTE_OF = re.compile(rf"{GAZETTE}[a-z\s]{{1,40}}(?:nomor|no)\W{{0,4}}$")  # "Berita Daerah Provinsi Contoh Nomor"
_WORD_MARKS = ".:,()"
_AMOUNT = re.compile(r"\s*(?:orang|buah|kali|hari|bulan|tahun|jam|menit|%|persen|s\.?d|[-–]\s*\d)")
_LABEL_WORDS = {"nomor", "no", "republik", "indonesia", "ri", "negara", "tahun", ""}
# "52/2014 jo. 10/2019": what is added to a regulation has its name
_AND_NEXT = r"\s{0,3}(?:,|&|/|jo\.?|jis\.?|juncto|dan|serta)\s{0,3}(?:no(?:mor)?[\s.:]{0,3})?(?:\d|\Z)"
_REGULATION_OVER = re.compile(rf"(?<![a-z])(?:tentang|tanggal)(?![a-z])|\d{{4}}(?!{_AND_NEXT})|;|\n\n")


def _read(around: _Surroundings, candidate: Candidate) -> Iterator[Reference]:
    text = around.text
    start, end, labelled = candidate
    if glued := _GLUED.match(text, start, end):
        start = glued.end()
    if not _DIGIT.search(text, start, end) or around.is_barred(start) or _DATES.search(text, start, end):
        return
    start, end = _bounds(around, start, end, labelled=labelled)
    whole, governed = end, around.regulation_before(start)
    named = labelled or (around.is_listed(start) and not _is_date(normalize(text[start:end])))
    if labelled and "|" in text[start:end] and read_damaged(text, start):
        yield from _loose(around, start, whole)
        return
    for _ in range(8):
        raw = text[start:end]
        if hit := _classify(raw, around, start, named, governed):
            pattern, fields, normalized = hit
            is_own = not governed and " Tahun " in normalized and around.is_own(start)
            kind = ReferenceKind.REGULATION if governed else ReferenceKind.LETTER if is_own else pattern.kind
            reference = Reference(
                start, end, raw, normalized, kind, pattern.id, fields, pattern.confidence, _meant(normalized)
            )
            yield from _shared(text, reference)
            return
        shorter = _shorten(text, start, end)
        if shorter is None:
            break
        end = shorter
    if labelled:
        yield from _loose(around, start, whole)


def _bounds(around: _Surroundings, start: int, end: int, *, labelled: bool) -> tuple[int, int]:
    """Where a number ends that its year closes; of several serials with one year, the last."""
    text = around.text
    if year := _TAIL.search(text, start, end):  # "…/03/2021.Notula"
        return start, year.end()
    if "tahun" in around.low[start : end + 8] and (year := _GLUED_YEAR.search(text, start, end + 8)):
        return start, max(end, year.end())
    row = _ONE_YEAR.match(text, start) if labelled else None
    return row.span("last") if row else (start, end)


def _shorten(text: str, start: int, end: int) -> int | None:
    """Drop the last joined part, or a "Tahun" behind it."""
    raw = text[start:end]
    if year := _year_behind(raw):
        return start + len(raw[: year.start()].rstrip())
    if raw.endswith("."):
        return end - 1
    cut = max(raw.rfind("/"), raw.rfind("-"), raw.rfind("–"))
    return start + len(raw[:cut].rstrip()) if cut > 0 else None


_OPEN_PART = re.compile(r"[._…](?<![^/-].)[._…]*(?=/)")
_OPEN_SERIAL = re.compile(r"/(?<![^/-]/)")


def _year_behind(raw: str) -> re.Match[str] | None:
    """A "Tahun 2019" behind a number; most often what ends it is "/2019"."""
    return None if raw[-5:-4] in "/-" else _YEAR_WORD.search(raw)


def normalize(raw: str) -> str:
    """Take white space out, en dash to hyphen; "Tahun 2019" behind the number keeps one blank before it."""
    tail = ""
    if year := _year_behind(raw):
        raw, tail = raw[: year.start()], f" Tahun {year.group(1)}"
    joined = _OPEN_PART.sub("", "".join(raw.split()).replace("–", "-"))
    if joined.upper().startswith("SPDIPA"):
        joined = f"{joined[:2]} {joined[2:]}"
    return (joined + tail).replace("/ Tahun", "/Tahun")


def _classify(
    raw: str, around: _Surroundings, start: int, labelled: bool, governed: bool
) -> tuple[Pattern, dict[str, str], str] | None:
    """Return the pattern that reads a candidate whole, the parts it names, and the normal form.

    A year behind a number ("188.45/215 Tahun 2022") belongs to it, whatever its grammar.
    """
    if hit := _without_year(raw, around, start, labelled, governed):
        return hit
    year = _year_behind(raw)
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
    filled = _slashed(normalized).replace("/Tahun ", "/")  # "01/Kpts/KPU-Prov-010/Tahun 2016"
    forms = [(filled.replace("//", "/"), -1)]
    if left_open := _OPEN_SERIAL.search(filled):  # read as if a serial stood there, else as a slip ("DIR-/K9")
        hole = left_open.start()
        forms.insert(0, (f"{filled[:hole]}0{filled[hole:]}", hole))
    patterns = around.grammar.patterns if "/" in filled else around.grammar.without_slash
    for (form, hole), pattern in product(forms, patterns):
        match = pattern.regex.fullmatch(form)
        if match is None or (hole >= 0 and match.span("serial") != (hole, hole + 1)):
            continue
        if _is_plausible(pattern, _Candidacy(normalized, around, start, labelled, governed)):
            fields = {name: part for name, part in match.groupdict().items() if part is not None}
            if hole >= 0:
                fields["serial"] = ""
            if pattern.kind is ReferenceKind.REGULATION and filled == f"{fields['serial']}/{fields['year']}":
                normalized = f"{fields['serial']} Tahun {fields['year']}"  # "UU 28/1999"
            return pattern, fields, normalized
    return None


_SLIPS = re.compile(r"(?<![^.])[Ol](?=[\dO])|(?<=[\dO])[Oo](?=[.\dOo ]|$)|\.(?=\.)")
_MEANT = {"O": "0", "o": "0", "l": "1", ".": ""}
_SLASHED = str.maketrans("\\|?_,", "////.")


def _slashed(normalized: str) -> str:
    """A slash for each bar, one hyphen for two, a full stop for a comma."""
    return normalized.translate(_SLASHED).replace("--", "-")


def _meant(normalized: str) -> str | None:
    """What was probably meant: a slash for a bar, figures for letters ("OT.O2.l2"), one full stop or hyphen for two."""
    meant = _slashed(normalized)
    if "O" in meant.upper() or "l" in meant or ".." in meant:
        meant = _SLIPS.sub(lambda slip: _MEANT[slip.group()], meant)
    return meant if meant != normalized else None


def _is_date(number: str) -> bool:
    """Tell 16/02/2021 and 16/Feb/2021."""
    if number.count("/") + number.count(".") + number.count("-") != 2:
        return False
    day, month, _ = _DATE_MARK.split(number.casefold())
    named = day.isdigit() and len(day) <= 2 and month in time_words().months
    return named or _DATE_LIKE.fullmatch(number) is not None


class _Candidacy(NamedTuple):
    """A number in its place, when a pattern reads it."""

    normalized: str
    around: _Surroundings
    start: int
    labelled: bool
    governed: bool


# What a pattern may ask of the surroundings (`asks` in patterns/nomor.toml); any one of them is enough.
_CONDITIONS: Mapping[str, Callable[[_Candidacy], bool]] = {
    "label": lambda number: number.labelled,
    "regulation": lambda number: number.governed,
    "label and year": lambda number: number.labelled and " Tahun " in number.normalized,
    "letter": lambda number: number.around.letter_before(number.start, 2),
    "letter and year": lambda number: " Tahun " in number.normalized and number.around.letter_before(number.start, 2),
    "letter near": lambda number: number.around.letter_before(number.start, 40),
    "word": lambda number: number.normalized.count("/") > 1 and number.around.word_before(number.start),
    "letters": lambda number: number.normalized.count("/") >= 3 or not number.normalized.replace("/", "").isdigit(),
    "parts": lambda number: number.normalized.count("/") > 1 and number.around.letter_before(number.start, 2),
    "prefix": lambda number: number.normalized[0].isalpha() and number.normalized.count("/") >= 2,
}


def _is_plausible(pattern: Pattern, candidacy: _Candidacy) -> bool:
    """Ask of the surroundings what the pattern alone does not tell."""
    normalized = candidacy.normalized
    head, _, rest = normalized.partition("-")
    if rest and not head.isupper() and _is_date(rest):
        return False  # "Rencana Kerja - 22/02/2021"
    head, _, rest = normalized.partition(".")
    if head.lower() in time_words().date_labels and _is_date(rest):
        return False  # "Tgl.12/02/2026"
    is_bare = not (candidacy.labelled or candidacy.governed)
    if is_bare and (_is_date(normalized) or ("/" not in normalized and not pattern.alone)):
        return False
    if not pattern.asks:
        return True
    if _TAIL_AFTER.match(candidacy.around.text, candidacy.start):
        return False  # "094/12 s.d. 15/Dinas/2022": read with the last
    return any(_CONDITIONS[asked](candidacy) for asked in pattern.asks)


def _loose(around: _Surroundings, start: int, end: int) -> Iterator[Reference]:
    """A labelled number that no grammar reads: kept as it is, with low confidence, or read as damaged."""
    text = around.text
    raw = text[start:end].rstrip(".,")
    if len(raw) <= 80 and (damaged := read_damaged(text, start)):
        yield _kept(start, damaged[0], "rusak-pindaian", damaged[1])
        return
    first = _FIRST.match(raw)
    is_long_number = sum(map(str.isdigit, raw)) > 9 and "/" not in raw and not any(map(str.isalpha, raw))  # NIP
    if is_long_number or not first or around.grammar.is_template(normalize(raw)):
        return
    is_serial = _SERIAL.fullmatch(raw) and _SERIALS_AFTER.match(text, start + len(raw))
    if is_serial or _TAIL_AFTER.match(text, start):
        return  # "Nomor 04, 05 dan 06/HK/2021": read with the last
    if "/" not in raw and "-" not in raw and not _DOTTED.fullmatch(raw):
        raw = first.group().rstrip(".,")
        is_word = not raw[:1].isdigit() or not raw.isalnum() or len(raw) > 6
        if is_word or _AMOUNT.match(text, start + len(raw)):
            return
    digit = _DIGIT.search(raw)
    if not digit or _is_date(normalize(raw)) or around.is_address(start + digit.start()):
        return
    listed = _LISTED_SERIALS.match(text, start + len(raw))
    more = _SERIAL.finditer(text, *listed.span()) if listed and _SERIAL.fullmatch(raw) else ()
    yield from (_kept(*it, "berlabel", None) for it in ((start, raw), *((it.start(), it[0]) for it in more)))


def _kept(start: int, raw: str, record: str, meant: str | None) -> Reference:
    kind, end = ReferenceKind.LETTER, start + len(raw)
    return Reference(start, end, raw, normalize(raw), kind, record, {}, "rendah", meant)


def _shared(text: str, reference: Reference) -> Sequence[Reference]:
    """A number, and before it the serials that share its tail and have one head: "094/12 dan 13/Dinas/2022"."""
    begin, end = max(0, reference.start - 60), reference.start
    if not text[begin:end].rstrip().endswith(_AND_ENDS) or not (lead := _SERIALS_BEFORE.search(text, begin, end)):
        return (reference,)
    joint = "/" if "/" in reference.normalized else " "  # "24, 25 dan 26 Tahun 2017"
    head, first = lead["head"] or "", lead["first"] or ""
    own = reference.normalized.removeprefix(head)
    last, _, tail = own.partition(joint)
    if not tail or not _SERIAL.fullmatch(last) or (head and tail[0].isdigit()) or first.zfill(6) > last.zfill(6):
        return (reference,)
    fields = {**reference.fields, "subject_code": head[:-1]} if head else reference.fields
    serials = [
        reference._replace(
            start=serial.start(),
            end=serial.end(),
            raw=serial.group(),
            normalized=f"{head}{serial.group()}{joint}{tail}",
            fields={**fields, "serial": serial.group().rpartition("-")[2]},
        )
        for serial in _SERIAL.finditer(text, lead.start() + len(head), lead.end())
        if text[serial.end()] != "/"
    ]
    return [*serials, reference._replace(normalized=head + own, fields=fields)]


_DOTTED = re.compile(  # "UM.01.01.724", "36.18.00478", "042.P.019.DIR.2020"; not "1.250.000", nor the chapter "4.2.1"
    r"(?!\d{1,3}(?:\.\d{3})+$)\w{1,5}(?:[.,]\w{1,5})*\.(?:\d{3,5}(?:\.\w{1,5})*|\w{2,5}\.\d{2,5})|[A-Z]{1,4}\d{5,15}"
)
_SERIAL = re.compile(r"(?:[A-Z][A-Za-z]{0,4}-)?(?!(?:19|20)\d\d\b)\d{1,5}[a-z]?")
_AND = (
    r"\s{0,4}(?:(?:,\s{0,4})?dan(?![a-z])|&|,|s\.?/?d\.?|sampai(?: dengan)?|hingga)\s{1,4}(?:[Nn]o(?:mor)?\.?\s{0,3})?"
)
_AND_ENDS = ("dan", "dengan", "sampai", "hingga", "&", ",", "d", "d.", "o.", "o", "omor", "-", "–")
_CODE = r"\d{3}(?:\.\d{1,3}){0,4}/"
_SERIALS_BEFORE = re.compile(
    rf"(?:(?<![\w/.,-])(?P<head>{_CODE})?(?:{_SERIAL.pattern}{_AND}(?P=head)?){{1,8}}"
    r"|(?<![A-Za-z])(?i:no(?:mor)?)[\s.:]{1,6}(?P<first>\d{1,5})\s{1,4}[-–]\s{1,4})$"  # "Nomor 45 - 49/KPA/2023"
)
_SERIALS_AFTER = re.compile(rf"(?:{_AND}{_SERIAL.pattern}){{1,8}}\s?/")
_LISTED_SERIALS = re.compile(  # "Nomor 12, 3. Notula" goes on with the mark of a list
    rf"(?:{_AND}{_SERIAL.pattern}(?![\w/-]|\.\w)){{1,8}}(?=\.?\s{{0,40}}(?:$|\n)|\s{{0,4}}(?:[,;]\s|tentang|tanggal|tgl))"
)
_ONE_YEAR = re.compile(rf"(?:{_SERIAL.pattern}{_AND}){{1,8}}(?P<last>{_SERIAL.pattern}(?i:{YEAR}))")
_TAIL_AFTER = re.compile(rf"(?P<head>{_CODE}){_SERIAL.pattern}(?:{_AND}(?P=head)?{_SERIAL.pattern}){{1,8}}\s?/\s?[A-Z]")

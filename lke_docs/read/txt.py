"""Read the text of a printed LKE page: one line each for question, answer and evidence.

The grammar anchors on the indicator codes at the end of a question ("a. Apakah ... ? A.1.1.A"). A code
may stand on a line of its own below a long question; a code in running evidence is not an anchor, for
there no list mark agrees with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from lke_docs.errors import InputError
from lke_docs.instrument.written import written_choice
from lke_docs.model import AnswerKind, Heading, Place, Row, Sheet, SourceText
from lke_docs.patterns import page_words
from lke_docs.read.answer_kind import answer_kind
from lke_docs.read.carrier import without_carrier
from lke_docs.read.content import valued_answer
from lke_docs.read.form_line import without_form
from lke_docs.read.frame import bare_name, stated_year, with_frame
from lke_docs.read.label import is_of_page, labelled
from lke_docs.read.markup import unmarked_lines
from lke_docs.read.notice import of_texts
from lke_docs.read.page_line import without_page_lines
from lke_docs.read.vocabulary import names_paper
from lke_docs.text import as_seen, clean, clean_name
from lke_docs.tuples import NamedTuple

_CODE = re.compile(r"[A-Z](?:\.(?:\d{1,2}|[IVX]{1,4}|[ivx]{1,4}|[A-Za-z]))*")
_MARK = re.compile(r"[A-Za-z0-9]{1,4}[.)]|[A-Z0-9]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WORD = re.compile(r"[a-z]{1,40}")
_LOOK_BACK = 12  # lines of one question above a code that stands alone


def read_txt(data: bytes, source: str) -> Sheet:
    """Read the bytes of a text file. Raises InputError where they are no text or no LKE."""
    text = clean(decode(data, source).replace("\r\n", "\n").replace("\r", "\n"))
    lines = [SourceText(line, Place(line=number)) for number, line in enumerate(text.split("\n"), 1)]
    lines, struck = unmarked_lines(lines)
    lines, aside = without_carrier(lines)
    sheet = read_lines(lines, source=source, sha256=sha256(data).hexdigest(), format="txt")
    return sheet._replace(
        header=(*sheet.header, *aside), notices=(*sheet.notices, *of_texts("Teks yang dicoret", struck))
    )


def decode(data: bytes, source: str) -> str:
    """Return the text of a file in UTF-8 or UTF-16 (with its mark) or Windows-1252."""
    if not data.strip():
        raise InputError(source, "berkas kosong.", remedy="Periksa apakah penyalinan berkas berhasil.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        # UTF-16 without its mark has a zero at every other place; anything else with zeros is no text
        odd = data[1::2].count(0) > 0.4 * len(data) / 2
        encodings = ["utf-16-le" if odd else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise InputError(
        source,
        "isi berkas bukan teks yang dapat dibaca.",
        remedy="Simpan ulang sebagai teks UTF-8, atau berikan berkas XLSX, DOCX, PDF atau HTML aslinya.",
    )


def _is_text(text: str) -> bool:
    return sum(1 for _ in _CONTROL.finditer(text)) <= len(text) // 1000


def read_lines(lines: Sequence[SourceText], *, source: str, sha256: str, format: str) -> Sheet:
    """Read the lines of a printed page, whatever file they come from. Every line that is not blank ends
    up in a row, a heading, the header, the footer or `unplaced`. Raises InputError where no row is found."""
    lines, pages = without_page_lines(lines)
    lines, printed = without_form(lines)
    parse = _Parse(page_words())
    for line in (it for it in lines if it.text.strip()):
        parse.take(line)
    parse.flush()
    if not parse.rows:
        from lke_docs.read.table import read_uncoded

        uncoded = read_uncoded(lines, source=source, sha256=sha256, format=format)
        if uncoded is not None:
            return uncoded._replace(header=(*uncoded.header, *pages, *printed))
        raise InputError(
            source,
            "tidak ditemukan satu pun indikator LKE: tidak ada kode seperti A.1.1.A di akhir pertanyaan, dan tidak ada "
            "dua pertanyaan LKE yang dikenal.",
            remedy="Pastikan berkas ini lembar kerja evaluasi Zona Integritas, bukan dokumen lain.",
        )
    years = (stated_year(*line.text.partition(":")[::2]) for line in parse.header)
    sheet = Sheet(
        source=clean_name(source),
        sha256=sha256,
        format=format,
        rows=tuple(parse.rows),
        headings=tuple(parse.headings),
        header=(*parse.header, *pages, *printed),
        footer=tuple(parse.footer),
        unplaced=tuple(parse.unplaced),
        agency=parse.fields.get("agency", ""),
        unit=parse.fields.get("unit", ""),
        proposal=parse.fields.get("proposal", ""),
        application=parse.fields.get("application", ""),
        year=next((year for year in years if year), None),
    )
    return with_frame(sheet, parse.header, ())


def is_indicator(code: str) -> bool:
    """Tell a code that can carry an answer (A.1.1.A, A.5.3.B.1, B.1.A, A.I.1.i.a, B.II.a) from a heading's."""
    parts = code.split(".")
    if len(parts) < 3:
        return False
    if parts[1].isdigit():
        return any(part.isalpha() for part in parts[2:])
    return len(parts) >= 5 or (len(parts) == 3 and parts[2].islower())


def _asks(structure: _Structure) -> bool:
    """Some sub-areas of the 2021 form (A.II.1.ii) are questions themselves: they ask."""
    return structure.code.count(".") == 3 and structure.title.endswith("?")


class _Structure(NamedTuple):
    """A line, or its last part, that carries a code."""

    code: str
    title: str
    tail: str


class _Parse:
    """What has been read so far. `loose` are the lines since the last code, not yet given a place."""

    def __init__(self, words: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self.words = words
        self.rows: list[Row] = []
        self.headings: list[Heading] = []
        self.header: list[SourceText] = []
        self.footer: list[SourceText] = []
        self.unplaced: list[SourceText] = []
        self.fields: dict[str, str] = {}
        self.titles: set[str] = set()  # lines above the first row, which later pages may print again
        self.loose: list[SourceText] = []
        self.open_row: tuple[_Structure, Place] | None = None
        self.where = "header"  # header | rows | footer | page: below the first line of a header that is printed again

    def take(self, line: SourceText) -> None:
        text = " ".join(line.text.replace("\x00", " ").split())
        structure = _structure(text)
        if structure:
            self.open(structure, line.place)
        elif self.where != "header" and self.is_lone_code(text):
            self.open_above(text, line.place)
        elif self.where == "header" or self.is_header(text):
            self.take_header(line, text)
        elif self.begins_footer(text):
            self.where = "footer"
            self.footer.append(line)
        elif self.where == "footer":
            (self.unplaced if names_paper(text) else self.footer).append(line)
        else:
            self.where = "rows"
            self.loose.append(line)

    def open(self, structure: _Structure, place: Place) -> None:
        self.flush()
        self.where = "rows"
        if is_indicator(structure.code) or _asks(structure):
            self.open_row = (structure, place)
        else:
            self.headings.append(Heading(structure.code, structure.title, place))

    def is_lone_code(self, text: str) -> bool:
        return bool(_CODE.fullmatch(text)) and is_indicator(text) and self.question_start(text) is not None

    def question_start(self, code: str) -> int | None:
        """Index in `loose` of the line where the question of a lone code begins."""
        last = code.rsplit(".", 1)[-1].casefold()
        for index in range(len(self.loose) - 1, max(-1, len(self.loose) - 1 - _LOOK_BACK), -1):
            marks, _ = _split_marks(self.loose[index].text.split())
            if last in marks:
                return index
        return len(self.loose) - 1 if self.loose and self.loose[-1].text.rstrip().endswith("?") else None

    def open_above(self, code: str, place: Place) -> None:
        start = self.question_start(code) or 0
        question = [line.text for line in self.loose[start:]]
        first = self.loose[start].place if question else place
        del self.loose[start:]
        _, title = _split_marks(" ".join(question).split())
        self.open(_Structure(code, title, ""), first)

    def is_header(self, text: str) -> bool:
        """Tell a line of a header that a page prints again: the rows go on below it."""
        label = text.partition(":")[0].strip().casefold()
        starts_again = self.where == "footer" and label in self.words["label"]["agency"]
        goes_on = self.where == "page" and any(label in labels for labels in self.words["label"].values())
        is_title = text in self.titles or text.casefold() in self.words["column"]["titles"]
        return starts_again or goes_on or is_title or is_of_page(text)

    def take_header(self, line: SourceText, text: str) -> None:
        self.header.append(line)
        if self.where == "header" and not names_paper(text):
            self.titles.add(text)
        label, colon, value = text.partition(":")
        if self.where == "footer":
            self.where = "page"
        if not colon:
            return
        for name, labels in self.words["label"].items():
            if label.strip().casefold() in labels:
                self.fields.setdefault(name, bare_name(value))

    def begins_footer(self, text: str) -> bool:
        low, footer = text.casefold(), self.words["footer"]
        total = next((words for words in footer["totals"] if low.startswith(words)), "")
        others = _WORD.findall(low.removeprefix(total))
        return low.startswith(tuple(footer["begins"])) or (bool(total) and set(others).issubset(footer["of"]))

    def flush(self) -> None:
        """Give the loose lines to the open row, or say that they have no place."""
        if self.open_row is None:
            self.unplaced += self.loose
        else:
            structure, place = self.open_row
            self.rows.append(_row(structure, place, self.loose, self.words["answer"]["yes_no"]))
        self.loose, self.open_row = [], None


def _structure(text: str) -> _Structure | None:
    """Find the code that ends a question or heading; the mark before the text must agree with it."""
    tokens = text.split()
    marks, _ = _split_marks(tokens)
    for index in range(len(tokens) - 1, len(marks) - 1, -1):
        if index and _CODE.fullmatch(tokens[index]) and _agrees(tokens, index, marks):
            return _Structure(tokens[index], " ".join(tokens[len(marks) : index]), " ".join(tokens[index + 1 :]))
    return None


def _agrees(tokens: Sequence[str], end: int, marks: Sequence[str]) -> bool:
    """Tell whether the code in a place agrees with the marks before the text, or with its question mark."""
    start, code, is_last = len(marks), tokens[end], end == len(tokens) - 1
    parts = code.split(".")
    if len(parts) == 1:  # "A. KOMPONEN PENGUNGKIT A": capitals throughout, else any "a. Lampiran A" would do
        return is_last and parts[0].casefold() in marks and " ".join(tokens[start:end]).isupper()
    if parts[-1].casefold() in marks:
        return len(parts) > 2 or is_last
    return is_indicator(code) and end > start and tokens[end - 1].endswith("?")


def _split_marks(tokens: Sequence[str]) -> tuple[list[str], str]:
    """Take the list marks ("a.", "A. 1.", "A 3.") off the front; casefolded, without dots."""
    count = 0
    while count < min(2, len(tokens) - 1) and _MARK.fullmatch(tokens[count]):
        count += 1
    if count and not any(token[-1] in ".)" for token in tokens[:count]):
        count = 0
    return [token.rstrip(".)").casefold() for token in tokens[:count]], " ".join(tokens[count:])


def _said(line: SourceText) -> str:
    return " ".join(line.text.split())


def _row(structure: _Structure, place: Place, lines: Sequence[SourceText], yes_no: Sequence[str]) -> Row:
    answer, answer_place, rest = structure.tail, place if structure.tail else None, list(lines)
    if rest and labelled(_said(rest[0])) == ("answer", "", ""):  # "Jawaban" above the answer
        rest.pop(0)
    if not answer and rest:
        role, reviewer, text = labelled(_said(rest[0]))
        first = text if role == "answer" and not reviewer else _said(rest[0])
        first = as_seen(first)
        first = valued_answer(first) or (written_choice(first).choice if role == "answer" else "") or first
        if answer_kind(first, yes_no) not in (AnswerKind.NONE, AnswerKind.HINT):
            answer, answer_place = first, rest.pop(0).place
    segments, pieces, offset = [], [], 0
    for line in rest:
        role, reviewer, text = labelled(line.text.strip())
        if not role or role == "answer" or reviewer:
            text = line.text.strip()
        if not text:
            continue  # "Bukti Dukung" above the evidence
        segments.append((offset, line.place))
        pieces.append(text)
        offset += len(text) + 1
    return Row(
        code=structure.code,
        question=structure.title,
        answer=answer,
        answer_kind=answer_kind(answer, yes_no),
        evidence="\n".join(pieces),
        place=place,
        segments=tuple(segments),
        answer_place=answer_place,
    )

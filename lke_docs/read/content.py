"""What the cells of a column hold: rubric, questions, answers, options, row numbers, links, text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from lke_docs.read.grid import Cell
from lke_docs.read.mark import DASH, as_code, as_mark, split_code, split_marks
from lke_docs.read.vocabulary import names_paper, plain, words
from lke_docs.tuples import NamedTuple

_NUMBER = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,9})*\s?%?")
_LETTER = re.compile(r"[A-Ea-e][.)]?")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(r"[^\n]{1,300}\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|mp4)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_BOTH = re.compile(r"(?:[A-E]|(?i:ya|tidak))[ \t]*\n\s*\S")  # an answer, and its evidence in the lines below it
_LETTERED = re.compile(r"(?:^|\n)\s*([a-e])[.)]\s*\S")
_OPTION = re.compile(r"(ya|tidak|[a-e])\b", re.IGNORECASE)
_CHOICE = r"\b(ya|tidak|[a-e])\b"
_TICK, _EMPTY = r"(?:[☑☒✅✓✔√◉⦿●■]|[\[(][xXvV√][\])])", r"(?:[☐□❏❑❒◻⬜◯○]|[\[(]\s*[\])])"
_TICKED = re.compile(rf"{_TICK}\s*{_CHOICE}", re.IGNORECASE)
_TICKED_BEHIND = re.compile(rf"{_CHOICE}\s*:?\s*{_TICK}", re.IGNORECASE)
_FIRST = re.compile(rf"{_CHOICE}(\s*:?\s*(?:{_TICK}|{_EMPTY}))?|{_TICK}|{_EMPTY}", re.IGNORECASE)
_SHARE = r"(?:[01](?:[.,]\d{1,4})?|\d{1,3}(?:[.,]\d{1,4})?\s?%)"
# "A (1,00)", "B [0.67]", "Ya = 1", "A - 1,00", "C 33%"
_VALUE = (
    r"[(\[]\s*(?:nilai|skor)?\s*:?\s*\d{1,3}(?:[.,]\d{1,4})?\s?%?\s*[)\]]"
    rf"|\s[-\u2013]?\s*{_SHARE}|[=:;/\u2013]\s*{_SHARE}"
)
_ROUND = r"[\s\"'“”‘’*\[\]✓✔√☑☒✅]{0,6}"
_UNMARKED = re.compile(r"[\w\s/.\u2013\u2014-]+")
_UNTICKED = re.compile(_EMPTY)
_OPTION_PARTS = re.compile(r"[\s/,;()&\-\u2013]+")
_LONGEST_QUESTION = 700
_LONGEST_OPTIONS = 40
_SHORTEST_QUESTION = 12


class Shares(NamedTuple):
    """How many cells a column has, and the share of them that is of each kind."""

    cells: int
    of: dict[str, float]
    length: float  # letters of a cell on average
    documents: float  # share of cells that hold a word of a document
    dated: float  # share of cells that name a year

    def share(self, kind: str) -> float:
        return self.of.get(kind, 0.0)


def kind_of(cell: Cell) -> str:
    """Name what a cell holds: link, number, answer, mark, options, code, rubric, question or text."""
    text = cell.text.strip()
    if cell.link or is_link(text):
        return "link"
    if _NUMBER.fullmatch(text):
        return "number"
    if is_answer(text) or valued_answer(text) or _BOTH.match(text):
        return "answer"
    if as_mark(text):
        return "mark"
    if len(text) > 1 and as_code(text):
        return "code"
    if _is_options(text):
        return "options"
    rubric = _rubric(text)
    if rubric:
        return rubric
    return "question" if is_question(text) else "text"


def kind_of_form(text: str) -> str:
    """What a form prints between its question and the answer: "options" or "rubric"; "" for another text."""
    if is_answer(text) or _NUMBER.fullmatch(text):
        return ""
    return "options" if _is_options(text) else "rubric" if _rubric_start().match(text) else ""


def is_link(text: str) -> bool:
    """Tell whether every line of a text is an address or the name of a file."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return bool(lines) and all(_URL.fullmatch(line) or _FILE.fullmatch(line) for line in lines)


def is_answer(text: str) -> bool:
    """Tell a letter or "Ya"; a letter with a dot may be the mark of a list as well."""
    return plain(text) in words().content["answers"] or bool(_LETTER.fullmatch(text))


def is_tick(text: str) -> bool:
    """Tell "v", "x", "1" or a sign such as a check mark; a dash and an empty box are none."""
    said = plain(text)
    is_sign = not said and not as_mark(text) and not is_unticked(text)
    return is_sign or said in words().content["ticks"] or words().boxes.get(said) == "Ya"


def is_sample(text: str) -> bool:
    """Tell "Contoh" or "Contoh pengisian", which say at the head of a row that the form filled it in."""
    said = plain(text).split()
    return bool(said) and words().needed.issuperset(said)


def is_unset(text: str) -> bool:
    """Tell what a list shows from which nobody chose: "-- Pilih --", "Ya/Tidak" with nothing marked or struck out."""
    return bool(_UNMARKED.fullmatch(text)) and plain(text) in words().content["unset"]


def is_unticked(text: str) -> bool:
    """Tell a dash, "0" or a box without its tick, beside others that have one."""
    bare = text.strip()
    return bare in (DASH, "0") or bool(_UNTICKED.fullmatch(bare)) or words().boxes.get(plain(text)) == "Tidak"


def is_question(text: str) -> bool:
    """Tell whether a text asks a question of any form that is known, word for word."""
    from lke_docs.read.question import is_known

    if not _SHORTEST_QUESTION < len(text) <= _LONGEST_QUESTION:
        return False
    _, rest = split_marks(" ".join(text.split()))
    return is_known(split_code(rest)[0])


@lru_cache(maxsize=4096)
def _is_options(text: str) -> bool:
    """Tell "A/B/C", "Ya/Tidak", "Jumlah", "%", "Nilai (0-4)", "A, B atau C"."""
    if len(text) > _LONGEST_OPTIONS:
        return False
    parts = [part.casefold() for part in _OPTION_PARTS.split(text) if part]
    known = words().content["options"]
    # "12/03/2024" are no options
    return bool(parts) and all(
        part in known or (part.isdecimal() and len(part) < 4) or part in "abcde" for part in parts
    )


@cache
def _rubric_start() -> re.Pattern[str]:
    known = "|".join(re.escape(word) for word in words().content["rubric"])
    return re.compile(rf"(?:^|\n)\s*(?:(?:ya|tidak|[a-e])\s*[.,:)=\-]*\s*)?(?:{known})\b", re.IGNORECASE)


def valued_answer(text: str) -> str:
    """The letter, or Ya, alone or with its value, a tick or quotes: "A (1,00)", "Ya / 1", "Pilihan A"; or "".

    What is left where others are struck out too: "Ya/", "/B/", "Ya / *)".
    """
    match = _dressed().fullmatch(text.strip())
    return match[1] if match else ""


@cache
def _dressed() -> re.Pattern[str]:
    known = "|".join(words().content["choice"])
    choice = rf"(?:(?:{known})\s*:?\s+)?(ya|tidak|[a-e])"
    return re.compile(rf"[/|,]*{_ROUND}{choice}(?:{_ROUND}(?:{_VALUE})?|[\s/|,]*(?:\*+\))?)", re.IGNORECASE)


def chosen_option(text: str) -> str:
    """The letter, or Ya, of the one option that is ticked or written out ("b. Jika sebagian ...").

    Where the first option has its box behind it, all have: "☑ Ya ☐ Tidak", "Ya ☑ Tidak ☐".
    """
    if valued := valued_answer(text) or valued_answer(text.strip(" .()")):
        return valued
    is_behind = (first := _FIRST.search(text)) is not None and first[2] is not None
    ticked = (_TICKED_BEHIND if is_behind else _TICKED).findall(text) if _UNTICKED.search(text) else []
    if len(ticked) == 1:
        return str(ticked[0])
    match = _OPTION.match(text.strip())
    is_one = match is not None and len(_LETTERED.findall(text)) < 2 and bool(_rubric_start().match(text))
    return match[1] if match and is_one else ""


def _rubric(text: str) -> str:
    """Return "rubric", "lettered" for a list of a, b, c that may be one, or ""."""
    if _rubric_start().search(text):
        return "rubric"
    letters = [letter.casefold() for letter in _LETTERED.findall(text)]
    return "lettered" if letters[:3] == ["a", "b", "c"] else ""


def shares_of(cells: Sequence[Cell]) -> Shares:
    """Count the kinds of a column's cells, given from top to bottom."""
    kinds = Counter(map(kind_of, cells))
    if kinds["rubric"] * 3 >= kinds["lettered"]:  # "a. SK\nb. Notula\nc. Foto" alone is a list of evidence
        kinds["rubric"] += kinds.pop("lettered", 0)
    if _are_marks(cells):
        kinds["mark"] += kinds.pop("answer", 0)
    count = len(cells)
    of = {kind: number / count for kind, number in kinds.items()} if count else {}
    of["serial"] = _serial(cells)
    letters = sum(len(cell.text) for cell in cells)
    dated = sum(bool(_YEAR.search(cell.text)) for cell in cells)
    return Shares(count, of, letters / max(1, count), _documents(cells), dated / max(1, count))


def _serial(cells: Sequence[Cell]) -> float:
    """The share of whole numbers, where each is greater than the one above it; else 0."""
    numbers = [int(text) for text in (cell.text.strip() for cell in cells) if text.isdecimal() and len(text) < 8]
    if len(numbers) < 3 or not all(after > before for before, after in pairwise(numbers)):
        return 0.0
    return len(numbers) / len(cells)


def _are_marks(cells: Sequence[Cell]) -> bool:
    """Tell letters that go on from a to b to c, and begin again, from answers."""
    letters = [cell.text.strip() for cell in cells if _LETTER.fullmatch(cell.text.strip())]
    if len(letters) < 2 or any(letter.isupper() for letter in letters):
        return False
    dotted = sum(not letter[-1].isalpha() for letter in letters)
    plain_letters = [letter[0] for letter in letters]
    follows = sum(after == "a" or ord(after) == ord(before) + 1 for before, after in pairwise(plain_letters))
    return dotted * 2 > len(letters) or follows >= 0.9 * (len(letters) - 1)


def _documents(cells: Sequence[Cell]) -> float:
    return sum(names_paper(cell.text) for cell in cells) / len(cells) if cells else 0.0


def role_by_content(shares: Shares) -> str:
    """The role that a column's cells give it; "" where they are text, or too few."""
    bound = words().threshold
    if shares.cells < bound["cells"]:
        return ""
    for kind, role in _ROLES:
        if shares.share(kind) >= bound[kind]:
            return role
    return "answer" if _with_numbers(shares) else ""


_ROLES = (
    ("link", "link"), ("rubric", "criteria"), ("options", "options"), ("question", "question"), ("code", "code"),
    ("serial", "serial"), ("answer", "answer"), ("mark", "mark"), ("number", "score"),
)  # fmt: skip


def _with_numbers(shares: Shares) -> bool:
    """Answers of letters and of counts and percentages together."""
    bound = words().threshold
    return shares.share("answer") > 0 and shares.share("answer") + shares.share("number") >= bound["number"]


def is_evidence(shares: Shares) -> bool:
    """Tell text that names documents, or is long, from remarks such as "Sesuai"."""
    bound = words().threshold
    return shares.documents >= bound["document"] or shares.length >= bound["length"]

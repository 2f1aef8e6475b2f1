"""Whose column it is: the unit's, or an evaluator's by the name that is left of its title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from lke_docs.office.cell_address import column_name
from lke_docs.read.column import SPARE, Column, Header, name_from, role_of
from lke_docs.read.vocabulary import plain, words

_NOWHERE = 1 << 30
_EVIDENCE = ("answer", "note", "evidence", "link", "score")
_COLUMN = "kolom "  # an evaluator whom nothing names is called by the column
_CLOSE = 80.0  # of 100: "Jwban" is still "Jawaban"


def with_owners(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Say of each column of answers, notes and links whose it is; "" is the unit."""
    answering = [column for column in columns if column.role == "answer"]
    if not any(not role_of(column.title)[1].strip("-") for column in answering):
        columns = _scores_as_answers(columns)
        answering = [column for column in columns if column.role == "answer"]
    unit = _unit_of(answering)
    columns = [it._replace(role=SPARE) if unit and it in answering and _offers_more(it, unit) else it for it in columns]
    answering = [it for it in columns if it.role == "answer" and (it is unit or not _is_nobodys(it))]
    owners = {column.start: _owner(column) for column in answering if column is not unit}
    names = tuple(owners.values())
    owned: list[Column] = []
    current, beyond = "", min(owners, default=_NOWHERE)
    for column in columns:
        if column.role == "answer" and column is not unit and column.start not in owners:
            column = column._replace(role="")
        is_theirs = column.role == "advice" and bool(role_of(column.title)[1].strip("-") or rest_of(column.title))
        if is_theirs or (current and column.role in ("", "advice") and column.title):
            column = column._replace(role="note")  # "Rekomendasi" beside "Jawaban Inspektorat Daerah"
        if column.role == "answer":
            current = owners.get(column.start, "")
            owned.append(column._replace(reviewer=current))
        elif column.role in ("note", "evidence", "link", "score"):
            named = _named(column.title, names) or (rest_of(column.title) if is_theirs else _remarker(column, owned))
            if named not in ("", "-", *names) and current and _follows(column):
                named = current  # "Catatan (TPI Unit)" beside "Jawaban TPI"
            current = "" if named == "-" else named or (current if _follows(column) else "")
            own = "" if column.role == "link" and not named else current
            owned.append(column._replace(reviewer=own, is_beyond=column.start > beyond))
            if column.role == "evidence" and not own and column.start > beyond:
                beyond = _NOWHERE  # the unit's own columns begin again: links beside its evidence belong to it
            current = current or own
        else:
            owned.append(column)
    return tuple(owned)


def in_sheet_of(header: Header, reviewer: str) -> tuple[Header, str]:
    """The columns of an evaluator's worksheet, and who answered in those that name nobody: "" is the unit.

    Beside the evaluator's own answers, or titled with the unit's name, they are the unit's once more.
    """
    answers = header.where("answer", None)
    is_copy = any(column.reviewer or _is_unit(column) for column in answers)
    remarks = ("note",) if is_copy and not any(column.reviewer for column in answers) else ()
    columns = tuple(
        column._replace(reviewer=reviewer)
        if _is_nameless(column) or (column.role in remarks and not role_of(column.title)[1])
        else column
        for column in header.columns
    )
    return header._replace(columns=columns), "" if is_copy else reviewer


def _is_nameless(column: Column) -> bool:
    """Tell a column of somebody's answers, or what belongs to it, whose owner no title names."""
    return column.reviewer.startswith(_COLUMN)


def reviewer_of(name: str) -> str:
    """The reviewer a worksheet's name names ("TPI Unit"); "" where it is the unit's own."""
    _, owner = role_of(f"Jawaban {name}") if len(name) < 60 else ("", "")
    return "" if owner == "-" else owner


def left_name(header: Header, worksheet: str) -> str:
    """Whose answers stand alone in a table that repeats another: "Jawaban Ditjen"; "" where nothing says it."""
    titles = [column.title for column in header.where("answer")]
    for title in (*titles, worksheet):
        is_named = plain(title).split(" ", 1)[0] in _first_words() and role_of(title)[1] != "-"
        name = rest_of(title) if is_named else ""
        if any(letter.isalpha() for letter in name) and not _form_only(name):
            return name
    return ""


@cache
def _first_words() -> frozenset[str]:
    return frozenset(term.split()[0] for role in ("answer", "question") for term in words().role[role] if term)


def _form_only(name: str) -> bool:
    """Tell words that say which copy it is, not whose: "final", "revisi 2"."""
    known = {token for term in words().title["form"] for token in term.split()}
    return all(token in known or token.isdecimal() for token in plain(name).split())


def _follows(column: Column) -> bool:
    """Tell whether a column that names nobody goes on with the one to its left: scores, remarks, links do."""
    return column.role in ("score", "note", "link") or (not column.title and column.documents < 0.25)


def _scores_as_answers(columns: Sequence[Column]) -> list[Column]:
    """Where the unit has no column "Jawaban", "Nilai Mandiri" is the answer, or "Nilai", as LKE Online has it."""
    scores = [(i, role_of(c.title)[1]) for i, c in enumerate(columns) if c.role == "score" and c.title]
    first = next((i for wanted in ("-", "") for i, owner in scores if owner == wanted), None)
    return [c._replace(role="answer") if i == first else c for i, c in enumerate(columns)]


def _unit_of(answering: Sequence[Column]) -> Column | None:
    """The unit's own column of answers: the one named so, else one that names nobody, else the first."""
    if len(answering) == 1:
        return None if role_of(answering[0].title)[1].strip("-") else answering[0]
    for is_it in (_is_unit, _is_nobody, _is_no_reviewer):
        for column in answering:
            if is_it(column):
                return column
    return None


def _is_unit(column: Column) -> bool:
    return role_of(column.title)[1] == "-"


def _is_nobody(column: Column) -> bool:
    return not role_of(column.title)[1] and not rest_of(column.title)


def _is_no_reviewer(column: Column) -> bool:
    return not role_of(column.title)[1]


def _owner(column: Column) -> str:
    named = role_of(column.title)[1].strip("-")
    return named or rest_of(column.title) or f"{_COLUMN}{column_name(column.start)}"


def _named(title: str, names: Sequence[str]) -> str:
    """The owner whom a title names: "-" for the unit, a known evaluator, or one of `names`; "" for nobody."""
    named = role_of(title)[1]
    if named:
        return next((name for name in names if plain(name) == plain(named)), named)
    text = plain(title)
    return max((name for name in names if f" {plain(name)} " in f" {text} "), key=len, default="")


def _remarker(column: Column, before: Sequence[Column]) -> str:
    """Who remarks in "Catatan Tim Mutu" beside the unit's evidence; in "Keterangan ..." where it names no papers."""
    own = {it.role for it in before if not it.reviewer}
    first = plain(column.title).split(" ", 1)[0]
    is_remark = column.documents < words().threshold["document"] and column.role == "note" and "evidence" in own
    is_remark = is_remark and first not in words().content["dates"]
    is_comment = first in words().comment and not own.isdisjoint(("evidence", "note", "link"))
    return rest_of(column.title) if column.role in ("note", "evidence") and (is_comment or is_remark) else ""


def _offers_more(column: Column, unit: Column) -> bool:
    """Tell a second column of the unit's answers by the options in its title: "Jawaban (A-E)" beside "(Ya/Tidak)"."""
    said = [_options().intersection(plain(it.title).split()) for it in (column, unit)]
    return all(said) and said[0] != said[1] and _is_nobody(column)


@cache
def _options() -> frozenset[str]:
    """The words of which a title of answers says what may be chosen: "Y/T", "A-E", "Huruf"."""
    return frozenset((*words().content["options"], *"abcdeyt"))


def _is_nobodys(column: Column) -> bool:
    """Tell a title of which no word says a kind, a version or an owner: "Kategori", "Sudah upload?"."""
    title, offices = f"{plain(column.title)} ", words().title["office"]
    is_named = bool(role_of(column.title)[1]) or any(title.startswith(f"{office} ") for office in offices)
    return bool(column.title) and not is_named and title.startswith(f"{plain(rest_of(column.title))} ")


@cache
def rest_of(title: str) -> str:
    """What is left of a title without the words of its kind and version: "Jawaban dari Kanwil" leaves "Kanwil"."""
    from rapidfuzz import fuzz

    tokens = plain(title).split()
    while tokens and (
        tokens[0].isdecimal()
        or tokens[0] in _no_names()
        or (len(tokens[0]) > 4 and any(fuzz.ratio(tokens[0], token) >= _CLOSE for token in _spelled()))
    ):
        tokens.pop(0)
    if not tokens:
        return ""
    return name_from(title, tokens[0])


def _tokens(terms: Iterable[str]) -> set[str]:
    return {token for term in terms for token in term.split()}


@cache
def _spelled() -> tuple[str, ...]:
    """Words of titles of the unit's columns that are known misspelt, too."""
    return tuple(token for role in _EVIDENCE for token in _tokens(words().role[role]) if len(token) > 4)


@cache
def _no_names() -> frozenset[str]:
    """Words of a title that name nobody: of a kind, a version, a form."""
    known = words()
    versions = (*known.past, *known.earlier, *known.first, *known.later)
    said = (*versions, *(term for terms in known.role.values() for term in terms))
    return frozenset((*_tokens(said), *known.joint, *known.unit, *known.matter, *known.title["form"], *_options()))

"""JSON of the ministry's portal: the answers of one unit, with or without the master list of questions beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lke_docs.errors import InputError
from lke_docs.kept import shipped
from lke_docs.model import Place, SourceText
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.door import is_file, load
from lke_docs.office.limits import Budget, Limits
from lke_docs.patterns import pattern_file
from lke_docs.read.grid import Cell, Document, Grid
from lke_docs.read.html import shown, struck_in
from lke_docs.read.notice import unseen_notice
from lke_docs.read.vocabulary import plain
from lke_docs.records import TABLES, TEXT, WHOLE, need
from lke_docs.tuples import NamedTuple

FIELDS = ("jawaban_unit", "catatan_unit", "bukti_dukung_unit", "jawaban_tpi", "catatan_tpi")
_TITLES = ("Kode", "Pertanyaan", "Jawaban Unit", "Catatan Unit", "Bukti Dukung Unit", "Jawaban TPI", "Catatan TPI")
_ANSWERS = re.compile(rb'"(?:answers|soal_id)"\s*:')
_MASTER = re.compile(rb'"(?:soals|total_soal)"\s*:')
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_DIGITS = 6
_NUMBER = re.compile(r'"soal_id"\s*:\s*"?(\d{1,6})\b')
_MOST = 20  # files beside the answers that are looked at
_LARGEST = 8_000_000  # bytes of a list of questions


class PortalQuestion(NamedTuple):
    """One question of the master list that comes with the program."""

    id: int
    code: str
    row: int  # in the workbook of the same year
    text: str


@shipped
def portal_questions() -> tuple[int, tuple[PortalQuestion, ...]]:
    """The year of the built-in master list, and its questions in order."""
    data = pattern_file("portalrb.toml")
    top = data.read({"year": need(WHOLE), "sheet": need(TEXT), "question": need(TABLES)})
    schema = {"id": need(WHOLE), "code": need(TEXT), "row": need(WHOLE), "text": need(TEXT)}
    return top["year"], tuple(record.make(PortalQuestion, schema) for record in data.each("question"))


def is_portal(data: bytes) -> bool:
    """Tell answers of the portal by their keys."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and bool(_ANSWERS.search(data))


def is_json(data: bytes, source: str) -> bool:
    """Tell JSON from other text. Raises InputError for the portal's list of questions."""
    if _JSON.match(data) and _MASTER.search(data):
        raise InputError(
            source, "berkas ini daftar soal PortalRB, bukan jawaban satu unit.",
            remedy="Berikan berkas jawabannya; daftar soal cukup disimpan di folder yang sama.",
        )  # fmt: skip
    return bool(_JSON.match(data))


def with_master(data: bytes, source: str) -> bytes:
    """The answers and the master list that lies in the same folder, as one list of JSON; the answers alone else.

    Raises InputError where nothing is answered, or only questions that are in no list.
    """
    asked = {int(number) for number in _NUMBER.findall(data.decode("utf-8", "replace"))}
    if not asked:
        raise InputError(source, "“answers” di dalamnya kosong.", remedy="Unduh lagi jawaban unit dari PortalRB.")
    whole = _beside(data, source)
    year, questions = portal_questions()
    if whole is data and asked.isdisjoint(question.id for question in questions):
        raise InputError(
            source, f"tidak satu pun soal_id di dalamnya ada di daftar soal tahun {year}.",
            remedy="Simpan daftar soal (JSON) dari PortalRB di folder yang sama, lalu ulangi.",
        )  # fmt: skip
    return whole


def _beside(data: bytes, source: str) -> bytes:
    file = Path(source)
    if not is_file(file):
        return data
    beside = sorted(path for path in file.parent.glob("*.json") if path.name != file.name)[:_MOST]
    for path in beside:
        try:
            other = load(path, most=_LARGEST)
        except InputError:  # whatever lies there, it is not the list
            continue
        if _MASTER.search(other):
            return b"[" + data.lstrip(b"\xef\xbb\xbf") + b"\n," + other.lstrip(b"\xef\xbb\xbf") + b"]"
    return data


def read_portalrb(data: bytes, limits: Limits) -> Document:
    """Read one unit's answers as a table with the titles of a workbook."""
    text = data.decode("utf-8-sig", "replace")
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFileError("JSON di dalamnya tidak utuh.") from error
    parts = whole if isinstance(whole, list) else [whole]
    unit = next((answered for part in parts if (answered := _unit(part)) is not None), None)
    if unit is None:
        raise BrokenFileError("JSON ini tidak memuat “answers” satu unit seperti yang diminta PortalRB.")
    master = next((part for part in parts if part is not unit and _is_master(part)), None)
    lines = {int(match[1]): text.count("\n", 0, match.start()) + 1 for match in _NUMBER.finditer(text)}
    answers = {
        number: answer
        for answer in unit["answers"]
        if isinstance(answer, dict) and (number := _id_of(answer.get("soal_id"))) is not None
    }
    rows = list(_built_in() if master is None else _with_codes(list(_from_master(master["data"]))))
    cells = list(_cells(rows, answers, lines))
    Budget(limits).take(cells)
    notices = (*_notices(unit, rows, answers, has_master=master is not None), *unseen_notice([*struck_in(answers)]))
    return Document("json", (Grid("PortalRB", tuple(cells)),), tuple(_frame(unit)), notices)


def _unit(part: object) -> dict[str, Any] | None:
    for unit in (part, part.get("data") if isinstance(part, dict) else None):
        if isinstance(unit, dict) and isinstance(unit.get("answers"), list):
            return unit
    return None


def _is_master(part: object) -> bool:
    return isinstance(part, dict) and isinstance(part.get("data"), list)


def _id_of(value: object) -> int | None:
    """The number of a question, written as a number or as text; None for anything else."""
    text = "" if isinstance(value, bool) else str(value)
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


class _Row(NamedTuple):
    """A heading (id -1) or a question, in the order of the form."""

    id: int
    code: str
    text: str


def _built_in() -> Iterator[_Row]:
    return (_Row(question.id, question.code, question.text) for question in portal_questions()[1])


def _with_codes(rows: Sequence[_Row]) -> Iterator[_Row]:
    """The rows of a list with the codes of the questions that stand under the same number, in the same words, in the
    list that comes with the program: "Jumlah Lainnya" says only by its number what it counts. Headings are needed
    where another question is left.
    """
    known = {row.id: row for row in _built_in()}
    coded = [
        row._replace(code=asked.code) if (asked := known.get(row.id)) and plain(asked.text) == plain(row.text) else row
        for row in rows
    ]
    is_whole = all(row.code for row in coded if row.id >= 0)
    return (row for row in coded if row.code or not is_whole)


def _from_master(nodes: object, depth: int = 0) -> Iterator[_Row]:
    """Headings and questions of the list, branch by branch."""
    for node in nodes if isinstance(nodes, list) and depth < 12 else ():
        if not isinstance(node, dict):
            continue
        yield _Row(-1, "", str(node.get("nama") or ""))
        for question in node.get("soals") or ():
            if isinstance(question, dict) and (number := _id_of(question.get("id"))) is not None:
                yield _Row(number, "", str(question.get("teks_pertanyaan") or ""))
        yield from _from_master(node.get("children"), depth + 1)


def _cells(rows: Sequence[_Row], answers: Mapping[int, Mapping[str, Any]], lines: Mapping[int, int]) -> Iterator[Cell]:
    yield from (_cell(0, column, title, 1) for column, title in enumerate(_TITLES))
    for number, row in enumerate(rows, 1):
        line = lines.get(row.id, 1)
        given = answers.get(row.id, {})
        texts = (row.code, row.text, *(_text(given.get(name)) for name in FIELDS))
        yield from (_cell(number, column, text, line) for column, text in enumerate(texts) if text)


def _cell(row: int, column: int, text: str, line: int) -> Cell:
    said, link = shown(text)
    return Cell(row, column, said, traced=((0, Place(line=line)),), link=link)


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


def _frame(unit: Mapping[str, Any]) -> Iterator[SourceText]:
    for label, key in (("Nama Unit Kerja", "nama_unit"), ("Tahun", "tahun"), ("ID unit", "unit_id")):
        if value := _text(unit.get(key)):
            yield SourceText(f"{label} : {value}", Place(line=1))


def _notices(
    unit: Mapping[str, Any], rows: Sequence[_Row], answers: Mapping[int, object], *, has_master: bool
) -> Iterator[SourceText]:
    year = portal_questions()[0]
    if not has_master:
        said = f"Daftar soal tidak ada di samping berkas ini; soal_id dibaca menurut daftar soal tahun {year}."
        yield SourceText(said, Place(line=1))
    known = {row.id for row in rows}
    if unknown := [str(number) for number in answers if number not in known]:
        shown = ", ".join(unknown[:10]) + (" …" if len(unknown) > 10 else "")
        yield SourceText(f"{len(unknown)} soal_id tidak ada di daftar soal dan tidak dibaca: {shown}.", Place(line=1))

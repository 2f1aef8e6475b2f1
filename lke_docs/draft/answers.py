"""The workbook of facts of a gap: what only people know, asked in plain words, and read back from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs import wording
from lke_docs.draft.belonging import GapNames
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.fields import USER, Field, Schema, is_number_of_a_person
from lke_docs.draft.honesty import GapState
from lke_docs.draft.request import DraftRequest
from lke_docs.errors import ConfigError
from lke_docs.moment import parse_moment
from lke_docs.office.stable import saved_workbook
from lke_docs.records import nearest
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FACTS_FILE = "ISIAN.xlsx"
_MAIN, _GAPS = "Isian", "kesenjangan"
_HEAD = ("Isian", "Isi di sini", "Petunjuk", "Contoh", "kode", "jenis")
_STATE, _LATE = "keadaan", "susulan"
_YES_NO = {"ya": True, "true": True, "tidak": False, "false": False}
_BLANK_ROWS = 6  # of a list
_AS_TEXT = "@"  # a format: what is typed stays as typed, all 18 digits of it, and 7/6/2021 is the seventh of June
_MOST_DIGITS = 15  # that a spreadsheet keeps of a number
_NONE = "-"  # what people write for a list that is empty
_EITHER = "ya_tidak"  # the kind of what is answered by one of these words
_EVENT = (
    ("tanggal_kegiatan", "Tanggal kegiatan", "Bila sudah dilaksanakan: hari kegiatan benar-benar diadakan.", "tanggal"),
    ("susulan", "Susulan", "Tulis ya bila kegiatannya diadakan sesudah periodenya lewat, atau tidak.", _EITHER),
    ("catatan_sumber", "Catatan yang dibuat waktu itu", "Bila sudah dilaksanakan: buku agenda, rekaman.", "teks"),
)


class AskedFact(NamedTuple):
    """One thing that is asked. `columns`: name and label of each, where it is a table; `may_lack`: may be empty."""

    code: str
    label: str
    kind: str
    hint: str
    example: str
    columns: tuple[tuple[str, str], ...] = ()
    may_lack: bool = False


Answers = Mapping[str, Sequence[Any]]  # by code: a text, the lines of a list, the rows of a table


def facts_workbook(
    request: DraftRequest, schemas: Sequence[Schema], *, made: date, given: Answers | None = None
) -> bytes:
    """The workbook for the drafts of one request, with what was `given` already; equal bytes for equal requests."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _MAIN
    sheet.append(_HEAD)
    for row in _filled(request, schemas, given or {}):
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s" if cell.value is not None else cell.data_type  # no text is a formula
        cells[1].fill = PatternFill("solid", fgColor="FFFF99")
        cells[1].number_format = _AS_TEXT
    for letter, width in zip("ABCD", (38, 46, 46, 34), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.column_dimensions["E"].hidden = sheet.column_dimensions["F"].hidden = True
    sheet.freeze_panes = "A2"
    for field in _fields(schemas):
        if field.columns:
            _add_table(book, field, (given or {}).get(field.name, ()))
    gaps = book.create_sheet(_GAPS)
    gaps.sheet_state = "hidden"
    for member in request.served:
        gaps.append([member.indicator, member.period_value, member.rule, member.subject])
    return saved_workbook(book, made)


def _add_table(book: Workbook, field: Field, lines: Sequence[Mapping[str, str]]) -> None:
    page = book.create_sheet(field.name[:31])
    page.append([column.label for column in field.columns])
    for line in lines:
        page.append([line.get(column.name) or None for column in field.columns])
    for cells in page.iter_cols():
        page.column_dimensions[cells[0].column_letter].number_format = _AS_TEXT
        for cell in cells:
            cell.number_format = _AS_TEXT


def _filled(request: DraftRequest, schemas: Sequence[Schema], given: Answers) -> Iterator[tuple[str, ...]]:
    """The rows of the workbook, each with what was given for it."""
    tables = {field.name for field in _fields(schemas) if field.columns}
    lines = {code: said for code, said in given.items() if code not in tables}
    told = {code: iter(said) for code, said in lines.items()}
    for label, _, *rest in _rows(request, schemas, {code: len(said) for code, said in lines.items()}):
        yield (label, next(told.get(rest[2], iter(())), ""), *rest)


def asked_of(request: DraftRequest, schemas: Sequence[Schema]) -> tuple[AskedFact, ...]:
    """What the workbook of a request asks, but for the state."""
    fields = _fields(schemas)
    known = {field.name for field in fields}
    events = [AskedFact(*(name, label, kind, hint), "") for name, label, hint, kind in _EVENT if name not in known]
    asked = [
        AskedFact(
            field.name, field.label, field.kind, field.hint, _shown(field),
            tuple((column.name, column.label) for column in field.columns), field.optional,
        )
        for field in fields
    ]  # fmt: skip
    return (*(events if request.is_event else ()), *asked)


def _shown(field: Field) -> str:
    example = field.example[0] if isinstance(field.example, list) and field.example else field.example
    return wording.day(example) if isinstance(example, date) else str(example)


def _rows(request: DraftRequest, schemas: Sequence[Schema], most: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    yield "Untuk", "", f"{', '.join(request.indicators)}: {request.reason}", "", "", ""
    if states := [state.value for state, _ in request.answers]:
        yield "Keadaan", "", f"Tulis salah satu: {', '.join(states)}.", states[0], _STATE, "teks"
    asked = {field.name for field in _fields(schemas)}
    for name, label, hint, kind in _EVENT if request.is_event else ():
        if name not in asked:
            yield label, "", hint, "", name, kind
    for field in _fields(schemas):
        if field.columns:
            may_lack = f" Tulis {_NONE} di sini bila tidak ada." if field.optional else ""
            code = (field.name, field.kind) if field.optional else ("", "")
            yield field.label, "", f"Isi di lembar “{field.name[:31]}”.{may_lack}", "", *code
            continue
        for number in range(max(_BLANK_ROWS, most.get(field.name, 0)) if field.kind == "daftar" else 1):
            label = f"{field.label} ({number + 1})" if field.kind == "daftar" else field.label
            yield label, "", "" if number else field.hint, "" if number else _shown(field), field.name, field.kind


def _fields(schemas: Sequence[Schema]) -> list[Field]:
    """What people may give, each once; letterhead and salutation are matters of the unit's settings, and a paper
    that is filled by hand asks for no lists."""
    fields: dict[str, Field] = {}
    for schema in schemas:
        for field in schema.fields:
            is_set = field.name.startswith(("kop_", "sapaan")) or (schema.is_by_hand and field.kind == "daftar")
            if USER in field.sources and not is_set:
                fields.setdefault(field.name, field)
    return list(fields.values())


def read_workbooks(folder: Path) -> list[GapFacts]:
    """What people wrote into the workbooks of facts of a folder. Raises ConfigError with file, cell and an example."""
    paths = [path for path in sorted(folder.glob(f"*/{FACTS_FILE}")) if not path.is_symlink()]
    return [gap for path in paths for gap in read_workbook(path)]


def read_workbook(path: Path) -> list[GapFacts]:
    """What one workbook says, of each of its gaps; nothing where nobody wrote into it."""
    book = _opened(path)
    fields: dict[str, Any] = {}
    state = None
    for row in book[_MAIN].iter_rows(min_row=2, max_col=len(_HEAD)):
        value, name, kind = row[1].value, str(row[4].value or ""), str(row[5].value or "")
        if value is None or not str(value).strip() or not name:
            continue
        where = f"{path}, sel {row[1].coordinate}"
        if name == _STATE:
            state = _state(str(value).strip(), where)
        elif kind == "daftar":
            text = _text(value, name, where)
            fields.setdefault(name, []).extend([text] if text != _NONE else [])
        else:
            fields[name] = _value(value, name, kind, where)
    fields |= _tables(book, path)
    if not fields and state is None:
        return []
    facts = Facts(fields, state, origin=f"pengguna:{path.name}", is_from_workbook=True)
    gaps = [[str(cell or "") for cell in row] for row in book[_GAPS].iter_rows(values_only=True)]
    return [
        GapFacts(code, facts, parse_moment(period), rule, "".join(document), str(path))
        for code, period, rule, *document in gaps  # older workbooks do not name the document
    ]


def _opened(path: Path) -> Workbook:
    from openpyxl import load_workbook

    from lke_docs.draft.package import LIMITS
    from lke_docs.office.archive import DAMAGED_ARCHIVE, excesses
    from lke_docs.office.door import load

    data = load(path, most=LIMITS.file_bytes)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not any(excesses(archive, LIMITS)):
                book = load_workbook(io.BytesIO(data), data_only=True)
                if {_MAIN, _GAPS} <= set(book.sheetnames):
                    return book
    except (*DAMAGED_ARCHIVE, KeyError, TypeError, SyntaxError) as error:  # what openpyxl raises for a broken book
        raise ConfigError(f"{path}: bukan lembar isian yang utuh; buat lagi dengan --forms.") from error
    raise ConfigError(f"{path}: bukan lembar isian lke-docs; buat lagi dengan --forms.")


def _tables(book: Workbook, path: Path) -> dict[str, list[dict[str, str]]]:
    """The lists with columns, each on a sheet of its own; the columns are found by their titles."""
    from lke_docs.draft.library import find_template, template_names

    tables = {}
    known = {field.name[:31]: field for name in template_names() for field in find_template(name).schema.fields}
    for title in book.sheetnames:
        field = known.get(title)
        if field is None or not field.columns:
            continue
        rows = list(book[title].iter_rows())
        names = {column.label: column.name for column in field.columns}
        heads = [names.get(str(head.value or "")) for head in (rows[0] if rows else ())]
        where = f"{path}, lembar {title}, sel"
        filled = [
            {
                name: _text(cell.value, name, f"{where} {cell.coordinate}")
                for name, cell in zip(heads, row, strict=False)
                if name and cell.value is not None
            }
            for row in rows[1:]
        ]
        if lines := [line for line in filled if any(line.values())]:
            tables[field.name] = lines
    return tables


def _text(value: object, name: str, where: str) -> str:
    """What was typed, as text. Raises ConfigError, which says `where`, for a number of which digits may be lost."""
    if isinstance(value, datetime | date):
        return wording.day(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time):
        return value.strftime("%H.%M")
    if isinstance(value, int | float) and (is_number_of_a_person(name) or abs(value) >= 10**_MOST_DIGITS):
        raise ConfigError(
            f"{where}: tersimpan sebagai angka, sehingga digitnya dapat hilang (Excel hanya menyimpan {_MOST_DIGITS} "
            "digit). Jadikan sel itu Teks, lalu ketik ulang."
        )
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def day_written(value: object, where: str) -> date:
    """The day that people wrote, in figures or words. Raises ConfigError, which says `where`."""
    from lke_docs.extract import extract

    if isinstance(value, datetime | date):
        return value.date() if isinstance(value, datetime) else value
    days = [(written.full, written.weekday) for written in extract(str(value)).dates if written.full]
    if len(days) != 1:
        raise ConfigError(f"{where}: “{value}” bukan tanggal; tulis misalnya 7 Juni 2021.")
    ((day, weekday),) = days
    if weekday not in (None, day.weekday()):
        raise ConfigError(f"{where}: “{value}”: {wording.day(day)} adalah hari {wording.weekday(day.weekday())}.")
    return day


def _value(value: object, name: str, kind: str, where: str) -> str | date:
    if kind == _EITHER:
        said = _YES_NO.get(str(value).strip().lower())
        if said is None:
            raise ConfigError(f"{where}: “{value}” bukan ya atau tidak.")
        return "ya" if said else "tidak"  # as it is shown again
    return day_written(value, where) if "tanggal" in kind else _text(value, name, where)


def _state(text: str, where: str) -> GapState:
    states = [state.value for state in GapState]
    if (written := text.lower().replace(" ", "_")) in states:
        return GapState(written)
    meant = nearest(written, states)
    near = f"; mungkin maksudnya “{meant}”" if meant else ""
    raise ConfigError(f"{where}: keadaan “{text}” tidak dikenal{near}; tulis misalnya {GapState.EXISTS}.")


def with_workbooks(gaps: Sequence[GapFacts], written: Sequence[GapFacts]) -> list[GapFacts]:
    """What people wrote into workbooks of facts over what the list of states says of the same gap."""
    joined = []
    names = GapNames(own.name for own in (*written, *gaps))
    for own in written:
        known = names.answer(own.name, gaps)
        base = known.facts if known else Facts()
        fields: Mapping[str, Any] = {**base.fields, **own.facts.fields}
        state, origin = own.facts.state or base.state, own.facts.origin
        is_late = _YES_NO[fields[_LATE]] if _LATE in fields else base.late
        facts = Facts(fields, state, is_late, base.period, origin, is_from_workbook=True)
        joined.append(replace(own, facts=facts))
    return [*joined, *gaps]

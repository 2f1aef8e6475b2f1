"""Tables and verdicts of assessors -> how far rules and shown letters can be trusted, and who judges unlike others.

A verdict is a line of CSV: the letter that an assessor gave a row (`unit,code,letter`), or whether a finding was
accepted (`unit,fingerprint,accepted`), each with `assessor` where it is known; `unit` as in the tables, or its name,
with `year` where two years of it are there, and `agency` where two agencies have a unit of that name; a year or an
agency that is not the unit's fits none. The last verdict of a person on a row or finding counts. Without such a file
the last letter that stands in each sheet is taken.
Shares have Wilson's interval: of three verdicts little is known, and it shows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.errors import InputError
from lke_docs.office.door import load_text
from lke_docs.portfolio.stored import lines_of, plain_in_sql
from lke_docs.tuples import NamedTuple
from lke_docs.wording import and_more

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

COLUMNS = ("unit", "code", "letter", "fingerprint", "accepted", "assessor", "year", "agency")
_YES, _NO = ("ya", "benar", "true", "1"), ("tidak", "salah", "false", "0")
_Z = 1.96
ENOUGH = 5  # verdicts from which a rule that nobody accepts is called so
_UNLIKE = 3.0  # deviations from what others do
_FEW = 20  # rows of one assessor below which nothing is said of him
_ALIKE = 200  # pairs of like evidence that are listed
_TOLD = 20  # lines that fit nothing and are named


class Proportion(NamedTuple):
    """So many of so many; `low` and `high` (0-100) hold the true share in 95 of 100 cases."""

    hits: int
    all: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.hits / self.all, 1) if self.all else None

    @property
    def low(self) -> float:
        return self._wilson(-1)

    @property
    def high(self) -> float:
        return self._wilson(1)

    def _wilson(self, side: int) -> float:
        if not self.all:
            return 0.0 if side < 0 else 100.0
        part, square = self.hits / self.all, _Z * _Z / self.all
        half = _Z * sqrt(part * (1 - part) / self.all + square / self.all / 4)
        return round(100 * (part + square / 2 + side * half) / (1 + square), 1)


class AgreementLine(NamedTuple):
    """Shown letters against assessors' letters on one form; `kappa` is agreement beyond chance (1: whole)."""

    instrument: str
    same: Proportion
    higher: int
    lower: int
    kappa: float | None
    own: Proportion  # the unit's own letters against the assessors', to hold the shown ones against


class RuleLine(NamedTuple):
    """A rule on one form: findings, those that units set aside, those that assessors accepted; on its rows, letters
    that agree, and letters that were lowered, held against rows that it is silent on."""

    rule: str
    instrument: str
    findings: int
    set_aside: int
    accepted: Proportion
    same: Proportion
    lowered: Proportion
    lowered_elsewhere: Proportion

    @property
    def is_accepted_by_nobody(self) -> bool:
        return self.accepted.all >= ENOUGH and not self.accepted.hits


class AssessorLine(NamedTuple):
    """How often one assessor lowers a letter, and how often others do on like rows; `apart` in deviations."""

    assessor: str
    lowered: Proportion
    expected: float
    apart: float

    @property
    def is_unlike(self) -> bool:
        return abs(self.apart) >= _UNLIKE


class UnlikeLetters(NamedTuple):
    """One indicator of two units with the same evidence and the same own letter, but other letters of assessors."""

    code: str
    units: tuple[str, str]
    answer: str
    letters: tuple[str, str]
    assessors: tuple[str, str]


class Calibration(NamedTuple):
    """What verdicts say of the rules. `unplaced`: verdicts on rows or findings that are not there, `lines`: where the
    first of them stand. `assessors`, `unlike` and `alone` (assessors of whom too few rows can be compared) are None
    but for a coordinator."""

    letters: int
    findings: int
    unplaced: int
    lines: tuple[int, ...]
    agreements: tuple[AgreementLine, ...]
    rules: tuple[RuleLine, ...]
    assessors: tuple[AssessorLine, ...] | None = None
    unlike: tuple[UnlikeLetters, ...] | None = None
    alone: tuple[str, ...] | None = None

    @property
    def unplaced_said(self) -> str:
        """That some verdicts fit nothing, and where they stand; "" where all fit."""
        where = f"baris {', '.join(map(str, self.lines))}{and_more(self.unplaced, len(self.lines))}"
        told = "putusan tidak cocok dengan baris atau temuan mana pun di portofolio ini"
        return f"{self.unplaced} {told}: {where}." if self.unplaced else ""


def calibrate(tables: Connection, verdicts: Path | None, *, for_coordinator: bool = False) -> Calibration:
    """Hold rules and shown letters against verdicts. `letters` (what each is worth) is there. Raises InputError."""
    given = read_verdicts(verdicts) if verdicts else []
    types = {**dict.fromkeys(COLUMNS, "VARCHAR"), "line": "BIGINT"}
    columns = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind in types.items())
    values = [[it[name] for it in given] for name in types]
    tables.execute(f"CREATE OR REPLACE TEMP TABLE verdicts AS SELECT {columns}", values)
    for question in (_BY_NAME, _BY_ID, _JUDGED if any(it["letter"] for it in given) else _JUDGED_IN_SHEETS):
        tables.execute(question)
    lines = sorted(line for (line,) in tables.execute(_UNPLACED).fetchall())
    for question in _LAST if given else ():
        tables.execute(question)
    letters, findings = tables.execute(_COUNTS).fetchall()[0]
    shown = tuple(lines[:_TOLD])
    told = Calibration(letters, findings, len(lines), shown, tuple(_agreements(tables)), tuple(_rules(tables)))
    if not for_coordinator:
        return told
    assessors, judges = _assessors(tables), [name for (name,) in tables.execute(_JUDGES).fetchall()]
    alone = tuple(name for name in judges if name not in {it.assessor for it in assessors})
    return told._replace(assessors=tuple(assessors), unlike=tuple(_unlike(tables)), alone=alone)


def read_verdicts(path: Path) -> list[Mapping[str, str]]:
    """The lines of a file of verdicts; `accepted` is "ya", "tidak" or "". Raises InputError with the line."""
    text = load_text(path)
    lines = csv.DictReader(
        io.StringIO(text.lstrip("\ufeff")), delimiter=";" if text.partition("\n")[0].count(";") else ","
    )
    names = [name.strip().lower() for name in lines.fieldnames or ()]
    if "unit" not in names or not {"letter", "fingerprint"} & {*names}:
        raise InputError(path, f"baris pertama harus memuat nama kolom: {', '.join(COLUMNS)}.")
    lines.fieldnames = names
    spelled: dict[str, str] = {}  # an assessor as the first line has the name
    given = []
    for line in lines:
        told = {name: " ".join((line.get(name) or "").split()) for name in COLUMNS}
        if any(told.values()):
            told["assessor"] = spelled.setdefault(told["assessor"].casefold(), told["assessor"])
            given.append(_verdict(told, path, lines.line_num))
    return given


def _verdict(told: Mapping[str, str], path: Path, number: int) -> Mapping[str, str]:
    accepted = told["accepted"].lower()
    if accepted and accepted not in (*_YES, *_NO):
        raise InputError(path, f"“{accepted}” bukan ya atau tidak.", place=f"baris {number}")
    if not told["unit"] or (not (told["code"] and told["letter"]) and not (told["fingerprint"] and accepted)):
        reason = "putusan memerlukan unit, dan code dengan letter atau fingerprint dengan accepted."
        raise InputError(path, reason, place=f"baris {number}")
    return {
        **told,
        "line": str(number),
        "code": told["code"].rstrip(". ").lower(),
        "letter": told["letter"].upper(),
        "fingerprint": told["fingerprint"].lower().rpartition(" ")[2],  # "NOM005 9dc3", as it is printed
        "accepted": accepted and ("ya" if accepted in _YES else "tidak"),
    }


def _agreements(tables: Connection) -> Iterator[AgreementLine]:
    """One line a form, from the table of shown letters by assessors' letters."""
    by_form: dict[str, list[tuple[str, str, int, int, int]]] = {}
    for form, *cell in tables.execute(_CONFUSION).fetchall():
        by_form.setdefault(form, []).append((cell[0], cell[1], cell[2], cell[3], cell[4]))
    for form, cells in sorted(by_form.items(), key=lambda it: (-sum(cell[2] for cell in it[1]), it[0])):
        whole = sum(cell[2] for cell in cells)
        same = sum(cell[2] for cell in cells if cell[3] == 0)
        higher = sum(cell[2] for cell in cells if cell[3] > 0)
        own = Proportion(sum(cell[4] for cell in cells), whole)
        yield AgreementLine(form, Proportion(same, whole), higher, whole - same - higher, _kappa(cells), own)


def _kappa(cells: Sequence[tuple[str, str, int, int, int]]) -> float | None:
    """Cohen's kappa; None where both sides know one letter only."""
    whole = sum(count for _, _, count, _, _ in cells)
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for shown, judged, count, _, _ in cells:
        for side, letter in zip(sides, (shown, judged), strict=True):
            side[letter] = side.get(letter, 0) + count
    chance = sum(count * sides[1].get(letter, 0) for letter, count in sides[0].items()) / whole**2
    seen = sum(count for shown, judged, count, _, _ in cells if shown == judged) / whole
    return round((seen - chance) / (1 - chance), 3) if chance < 1 else None


def _rules(tables: Connection) -> Iterator[RuleLine]:
    everything = {it["instrument"]: (it["lowered"], it["rows"]) for it in lines_of(tables, _LOWERED)}
    for question in _TOUCHED:
        tables.execute(question)
    for line in lines_of(tables, _RULES):
        lowered, rows = everything.get(line["instrument"], (0, 0))
        yield RuleLine(
            line["rule"],
            line["instrument"],
            line["findings"],
            line["set_aside"],
            Proportion(line["accepted"], line["judged"]),
            Proportion(line["same"], line["shown"]),
            Proportion(line["lowered"], line["rows"]),
            Proportion(lowered - line["lowered"], rows - line["rows"]),
        )


def _assessors(tables: Connection) -> list[AssessorLine]:
    """Each against the others. Who is most unlike is set apart, and the rest looked at again without him: one who
    lowers everything would otherwise make two who judge alike look mild. Of two nobody can tell which is unlike."""
    apart: list[str] = []
    while True:
        lines = [_assessor(it) for it in lines_of(tables, _ASSESSORS, [apart])]
        assessor = next((it.assessor for it in lines if it.is_unlike and it.assessor not in apart), None)
        if assessor is None or len(lines) - len(apart) < 3:
            return lines
        apart.append(assessor)


def _assessor(line: Mapping[str, Any]) -> AssessorLine:
    apart = (line["lowered"] - line["expected"]) / sqrt(line["variance"])
    return AssessorLine(
        line["assessor"], Proportion(line["lowered"], line["rows"]), round(line["expected"], 1), round(apart, 1)
    )


def _unlike(tables: Connection) -> Iterator[UnlikeLetters]:
    for line in lines_of(tables, _UNLIKE_LETTERS):
        units, letters = (line["unit_a"], line["unit_b"]), (line["letter_a"], line["letter_b"])
        yield UnlikeLetters(line["code"], units, line["answer"], letters, (line["by_a"], line["by_b"]))


# Each judgement of a row, with what the letters are worth: the unit's own, the one that is shown, the assessor's.
_WORTH = """
SELECT u.instrument, r.unit, r.code, own.letter AS answer, shown.letter AS shown, theirs.letter AS letter,
  own.value AS own_value, shown.value AS shown_value, theirs.value AS value, {assessor} AS assessor, {line} AS line
FROM rows r JOIN units u USING (unit) {joined}
JOIN letters theirs ON theirs.instrument = u.instrument AND theirs.code = r.code AND theirs.letter = upper(trim({letter}))
JOIN letters own ON own.instrument = u.instrument AND own.code = r.code AND own.letter = upper(trim(r.answer))
LEFT JOIN letters shown ON shown.instrument = u.instrument AND shown.code = r.code AND shown.letter = upper(trim(r.shown_letter))
"""  # noqa: E501
_TABLE = "CREATE OR REPLACE TEMP TABLE judged AS "
_JUDGED = _TABLE + _WORTH.format(
    assessor="v.assessor",
    line="v.line",
    joined="JOIN verdicts v ON v.unit = r.unit AND v.code = lower(r.code)",
    letter="v.letter",
)
_JUDGED_IN_SHEETS = _TABLE + _WORTH.format(assessor="''", line="0", joined="", letter="r.assessor_answer")
# A unit by its place in the tables, or else by its name; "" where none fits, or more than one.
_BY_NAME = f"""
UPDATE verdicts SET unit = named.unit FROM (
  SELECT v.unit AS said, v.year, v.agency, coalesce(
    any_value(known) FILTER (known = v.unit), CASE WHEN count(known) = 1 THEN any_value(known) END, '') AS unit
  FROM (SELECT DISTINCT unit, year, agency FROM verdicts) v LEFT JOIN (
    SELECT unit AS called, unit AS known, year::VARCHAR AS of_year, {plain_in_sql("agency")} AS whose FROM units
    UNION SELECT v.unit, u.unit, u.year::VARCHAR, {plain_in_sql("u.agency")}
      FROM verdicts v JOIN units u ON {plain_in_sql("u.unit_name")} = {plain_in_sql("v.unit")}
  ) ON called = v.unit AND v.year IN ('', of_year) AND (v.agency = '' OR whose = {plain_in_sql("v.agency")})
  GROUP BY v.unit, v.year, v.agency) named
WHERE verdicts.unit = named.said AND verdicts.year = named.year AND verdicts.agency = named.agency
"""
# A finding by the beginning of its id that no other of its unit has.
_BY_ID = """
UPDATE verdicts SET fingerprint = full_id FROM (
  SELECT v.line AS place, any_value(f.fingerprint) AS full_id FROM verdicts v JOIN findings f
    ON f.unit = v.unit AND starts_with(lower(f.fingerprint), v.fingerprint) WHERE v.fingerprint <> ''
  GROUP BY v.line HAVING count(DISTINCT f.fingerprint) = 1)
WHERE line = place
"""
_UNPLACED = """
SELECT line FROM verdicts ANTI JOIN judged USING (line) WHERE letter <> ''
UNION SELECT line FROM verdicts ANTI JOIN findings USING (unit, fingerprint) WHERE accepted <> ''
"""
_LAST = (
    "DELETE FROM judged WHERE line NOT IN (SELECT max(line) FROM judged GROUP BY unit, code, assessor)",
    """DELETE FROM verdicts WHERE accepted = '' OR line NOT IN (
    SELECT max(line) FROM verdicts WHERE accepted <> '' GROUP BY unit, fingerprint, assessor)""",
)
_COUNTS = """
SELECT (SELECT count(*) FROM judged), (SELECT count(*) FROM verdicts SEMI JOIN findings USING (unit, fingerprint))
"""
_JUDGES = "SELECT DISTINCT assessor FROM judged WHERE assessor <> '' ORDER BY assessor"
_CONFUSION = """
SELECT instrument, shown, letter, count(*), sign(shown_value - value)::INT AS side, count(*) FILTER (own_value = value)
FROM judged WHERE shown IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
_LOWERED = """
SELECT instrument, count(*) FILTER (value < own_value) AS lowered, count(*) AS rows FROM judged GROUP BY instrument
"""
# Each judged row once under each rule that touches it, as one number: the rule, the row, and what of it is counted.
# In steps, by numbers of units and codes: of 100,000 units no single question takes long, or runs out of memory.
_SPOT = "number << 16 | place_of_code"
_OF_FINDING = f"""
SELECT (place_of_rule << 48) + marks AS marks FROM {{found}}
JOIN rule_places USING (rule) JOIN numbered USING (unit) JOIN code_places USING (code) JOIN spots ON spot = ({_SPOT})
"""
_TOUCHED = (
    "CREATE OR REPLACE TEMP TABLE numbered AS SELECT unit, row_number() OVER () AS number FROM units",
    """CREATE OR REPLACE TEMP TABLE code_places AS
    SELECT code, row_number() OVER () AS place_of_code FROM (SELECT DISTINCT code FROM judged)""",
    """CREATE OR REPLACE TEMP TABLE rule_places AS
    SELECT rule, row_number() OVER () AS place_of_rule FROM (SELECT DISTINCT rule FROM findings)""",
    f"""CREATE OR REPLACE TEMP TABLE spots AS
    SELECT {_SPOT} AS spot, judged.rowid * 8 + (value < own_value)::INT + 2 * (shown IS NOT NULL)::INT
      + 4 * coalesce(shown_value = value, false)::INT AS marks
    FROM judged JOIN numbered USING (unit) JOIN code_places USING (code)""",
    "CREATE OR REPLACE TEMP TABLE touching AS "
    + _OF_FINDING.format(found="(SELECT rule, unit, code FROM findings WHERE state = 'open')"),
    "INSERT INTO touching "
    + _OF_FINDING.format(
        found="(SELECT rule, unit, unnest(related) AS code FROM findings WHERE state = 'open' AND len(related) > 0)"
    ),
    "CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT marks FROM touching",
)
_RULES = """
WITH found AS (
  SELECT rule, instrument, count(*) AS findings, count(*) FILTER (f.state = 'suppressed') AS set_aside
  FROM findings f JOIN units USING (unit) GROUP BY ALL
), told AS (
  SELECT rule, instrument, count(*) AS judged, count(*) FILTER (accepted = 'ya') AS accepted
  FROM findings JOIN units USING (unit) JOIN verdicts v USING (unit, fingerprint) WHERE v.accepted <> '' GROUP BY ALL
), on_rows AS (
  SELECT rule, instrument, count(*) AS rows, sum(marks & 1)::BIGINT AS lowered, sum(marks >> 1 & 1)::BIGINT AS shown,
    sum(marks >> 2 & 1)::BIGINT AS same
  FROM touched JOIN judged ON judged.rowid = marks >> 3 & ((1::BIGINT << 45) - 1)
  JOIN rule_places ON place_of_rule = marks >> 48
  GROUP BY ALL
)
SELECT rule, instrument, findings, set_aside, coalesce(accepted, 0) AS accepted, coalesce(judged, 0) AS judged,
  coalesce(rows, 0) AS rows, coalesce(lowered, 0) AS lowered, coalesce(shown, 0) AS shown, coalesce(same, 0) AS same
FROM found LEFT JOIN told USING (rule, instrument) LEFT JOIN on_rows USING (rule, instrument)
ORDER BY rule, instrument
"""
# Like rows: one form, question, own letter and shown letter; what is expected of an assessor is what others did there.
_ASSESSORS = f"""
WITH cells AS (
  SELECT instrument, code, answer, coalesce(shown, '') AS shown, assessor, count(*) AS rows,
    count(*) FILTER (value < own_value) AS lowered
  FROM judged WHERE assessor <> '' GROUP BY ALL
), compared AS (
  SELECT *, CASE WHEN list_contains(?::VARCHAR[], assessor) THEN 0 ELSE 1 END AS counts FROM cells
), others AS (
  SELECT *, sum(counts * rows) OVER cell - counts * rows AS other_rows,
    sum(counts * lowered) OVER cell - counts * lowered AS other_lowered
  FROM compared WINDOW cell AS (PARTITION BY instrument, code, answer, shown)
), rates AS (
  SELECT *, (other_lowered + 0.5) / (other_rows + 1) AS rate FROM others WHERE other_rows >= 3
)
SELECT assessor, sum(rows)::INT AS rows, sum(lowered)::INT AS lowered, sum(rows * rate) AS expected,
  sum(rows * rate * (1 - rate) * (1 + rows / other_rows)) AS variance
FROM rates GROUP BY assessor HAVING sum(rows) >= {_FEW}
ORDER BY abs(sum(lowered) - sum(rows * rate)) / sqrt(variance) DESC, assessor
"""
_UNLIKE_LETTERS = f"""
SELECT DISTINCT a.code, a.unit AS unit_a, b.unit AS unit_b, a.answer, a.letter AS letter_a, b.letter AS letter_b,
  a.assessor AS by_a, b.assessor AS by_b
FROM (SELECT unit_a, unit_b, unnest(codes) AS code FROM pairs) p
JOIN judged a ON a.unit = p.unit_a AND a.code = p.code JOIN judged b ON b.unit = p.unit_b AND b.code = p.code
WHERE a.instrument = b.instrument AND a.answer = b.answer AND a.value <> b.value ORDER BY ALL LIMIT {_ALIKE}
"""

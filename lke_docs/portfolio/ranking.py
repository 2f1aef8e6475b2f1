"""Tables -> which units to look at first, each with its reasons taken apart.

Every claimed point of a unit is doubted once, for the first reason that holds of its row: points that the assessor's
own letter takes off, rows copied from another unit, numbers and files that another unit has too, contradictions, and
last what no evidence shows beyond what is usual among units of its kind. A unit's value is the sum of its reasons,
points times weight; so it is taken apart again without a rest, and is never more than it claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lke_docs.instrument import instrument_ids, load_instrument
from lke_docs.instrument.model import Indicator
from lke_docs.portfolio.stored import lines_of
from lke_docs.portfolio.tables import STOPPED, UNREAD
from lke_docs.portfolio.unit_rule import IN_COMMON
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

NOT_READ = (UNREAD, STOPPED)  # states in which nothing is known of a unit
FEWEST_PEERS = 8  # below, units of a kind tell nothing of what is usual among them
_SHARED = tuple(IN_COMMON)
_PARTS = 10_000  # of a point: sums of whole numbers are the same in any order
_SHOWN = 0.005  # points from which a reason is not printed as 0,00


class DoubtKind(NamedTuple):
    """A reason to look: its name, what it means, and what a doubted point counts."""

    id: str
    said: str
    meaning: str
    weight: float


# In the order in which a row is given to one of them.
KINDS = (
    DoubtKind("penilai", "huruf diturunkan penilai", "selisih poin antara huruf unit dan huruf penilai terakhir", 1.0),
    DoubtKind("salinan", "bukti sama dengan unit lain", "baris yang teks buktinya tersalin di antara dua unit", 1.0),
    DoubtKind(
        "bersama",
        "nomor atau berkas milik unit lain",
        "baris yang nomor atau berkasnya ada di unit lain",
        1.0,
    ),
    DoubtKind("bertentangan", "pertentangan di dalam lembar", "baris dengan temuan wajib yang masih terbuka", 0.75),
    DoubtKind("tidak_tampak", "tidak tampak melebihi lazimnya", "poin tak tampak di atas tengah unit sejenis", 0.5),
)
_BEYOND = KINDS[-1]


class Doubted(NamedTuple):
    """One reason of one unit: points that it doubts, on which indicators, and together with which other units."""

    kind: DoubtKind
    points: float
    codes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        return self.points * self.kind.weight

    @property
    def pair(self) -> tuple[str, float]:
        """Its kind with its points."""
        return self.kind.id, self.points


class Peers(NamedTuple):
    """The units that a unit is held against, and the middle of their shares (0-100) shown and not shown."""

    said: str
    units: int
    shown: float
    not_shown: float


class RankedUnit(NamedTuple):
    """A unit in the order of the ranking. `partners`: the other units that share evidence with it, `pairs`: how many;
    `peers` is None where there are too few of them; `value` is the sum of its doubts."""

    rank: int
    unit: str
    key: str
    name: str
    agency: str
    kind: str
    instrument: str
    year: int | None
    claimed: float
    shown: float
    cannot_tell: float
    not_shown: float
    levels: tuple[int, int, int]
    pairs: int
    partners: tuple[str, ...]
    state: str
    doubts: tuple[Doubted, ...]
    peers: Peers | None
    value: float

    @property
    def shown_share(self) -> float:
        """How much of what is claimed is shown (0-100)."""
        return 100 * self.shown / self.claimed if self.claimed else 0.0


class PlacedUnit(NamedTuple):
    """A unit's place in the ranking, and no more: of all units where only the first are told of whole."""

    unit: str
    key: str
    name: str
    kind: str
    rank: int


class UnreadUnit(NamedTuple):
    """A unit whose sheet could not be read: nothing is known of it, so it stands in no order."""

    unit: str
    name: str
    reason: str


def rank_units(tables: Connection) -> tuple[PlacedUnit, ...]:
    """Put the ranking beside the tables, and return the order of all units. Equal tables give equal values."""
    _mark_rows(tables)
    for question in (_DOUBTED, _RANKED):
        tables.execute(question)
    return tuple(map(PlacedUnit._make, tables.execute(_ORDER).fetchall()))


def ranked(tables: Connection, most: int | None = None) -> tuple[RankedUnit, ...]:
    """The units of the ranking in order, or so many of the first."""
    first = "" if most is None else f"WHERE rank <= {most}"
    doubts: dict[int, list[Doubted]] = {}
    for line in lines_of(tables, _DOUBTS.format(first=first)):
        made = Doubted(
            KINDS[line["place"]], line["points"] / _PARTS, tuple(line["codes"]), tuple(line["partners"] or ())
        )
        doubts.setdefault(line["rank"], []).append(made)
    lines = lines_of(tables, f"SELECT * FROM ranked {first} ORDER BY rank")
    return tuple(_ranked(it, doubts.get(it["rank"], [])) for it in lines)


def unread(tables: Connection) -> tuple[UnreadUnit, ...]:
    return tuple(map(UnreadUnit._make, tables.execute(_UNREAD).fetchall()))


# Rows that carry a doubt of their own, each with the first that holds (its place in KINDS) …
_CONCERNED = f"""
CREATE OR REPLACE TEMP TABLE concerned AS
WITH touched AS (
  SELECT unit, code, min(place) AS place, list(DISTINCT partner) FILTER (partner <> '') AS partners FROM (
    SELECT unit_a AS unit, unnest(codes) AS code, 1 AS place, unit_b AS partner FROM pairs
    UNION ALL SELECT unit_b, unnest(codes), 1, unit_a FROM pairs
    UNION ALL SELECT unit, unnest(list_append(related, code)), CASE WHEN rule IN {_SHARED} THEN 2 ELSE 3 END, other
      FROM findings WHERE state = 'open' AND confidence <> 'rendah'
      AND (rule IN {_SHARED} OR (level = 'wajib' AND rule NOT LIKE 'PTF%'))
  ) WHERE code <> '' GROUP BY ALL
), judged_lower AS (
  SELECT r.unit, r.code, round(claimed_points * (1 - theirs.value / own.value) * {_PARTS})::BIGINT AS taken
  FROM rows r JOIN units u USING (unit)
  JOIN letters own ON own.instrument = u.instrument AND own.code = r.code AND own.letter = upper(trim(r.answer))
  JOIN letters theirs ON theirs.instrument = u.instrument AND theirs.code = r.code
    AND theirs.letter = upper(trim(r.assessor_answer))
  WHERE r.assessor_answer <> r.answer AND r.claimed_points > 0 AND theirs.value < own.value
)
SELECT unit, code, t.place, t.partners, coalesce(j.taken, 0) AS taken
FROM touched t FULL JOIN judged_lower j USING (unit, code)
"""
# … and its points.
_MARKED = f"""
CREATE OR REPLACE TEMP TABLE marked AS
SELECT unit, code, round(claimed_points * {_PARTS})::BIGINT AS claimed, taken, c.place, partners,
  round((claimed_points - shown_points - cannot_tell_points) * {_PARTS})::BIGINT AS not_shown
FROM rows JOIN concerned c USING (unit, code) WHERE claimed_points > 0
"""
# The rounded points of rows may be a little more than those of the unit: its last reason bears the rest.
_DOUBTED = f"""
CREATE OR REPLACE TEMP TABLE doubted AS
SELECT s.* REPLACE (least(points, round(claimed * {_PARTS})::BIGINT
  - (sum(points) OVER (PARTITION BY unit ORDER BY place) - points))::BIGINT AS points) FROM (
SELECT unit, place, sum(points)::BIGINT AS points, list(DISTINCT code ORDER BY code) AS codes,
  list_sort(list_distinct(flatten(list(partners)))) AS partners
FROM (SELECT unit, code, 0 AS place, taken AS points, NULL::VARCHAR[] AS partners FROM marked
  UNION ALL SELECT unit, code, place, claimed - taken, partners FROM marked WHERE place IS NOT NULL)
WHERE points > 0 GROUP BY unit, place) s JOIN units USING (unit)
"""


def _rounded(value: str, digits: int) -> str:
    """As Python rounds: DuckDB's own `round` takes 0.00005 for more than it is."""
    return f"format('{{:.{digits}f}}', {value})::DOUBLE"


# What is usual: among units of a kind (none is no kind), and under NULL among all of a form.
_USUAL = f"""
SELECT instrument, kind, struct_pack(said := coalesce(kind, 'semua unit ' || instrument), units := units,
  shown := {_rounded("shown", 1)}, not_shown := {_rounded("not_shown", 1)}) AS peers
FROM (SELECT instrument, CASE WHEN grouping(kind) = 1 THEN NULL ELSE kind END AS kind, count(*) AS units,
    median(100 * coalesce(shown, 0) / claimed) AS shown, median(100 * coalesce(not_shown, 0) / claimed) AS not_shown
  FROM units WHERE state NOT IN {NOT_READ} AND claimed > 0 GROUP BY GROUPING SETS ((instrument, kind), (instrument))
  HAVING count(*) >= {FEWEST_PEERS})
WHERE kind IS NULL OR kind <> ''
"""
_POINTS = ("claimed", "shown", "cannot_tell", "not_shown")
# `free`: points not shown on rows that no other reason has; `beyond`: those of them beyond the middle of the peers.
_RANKED = f"""
CREATE OR REPLACE TEMP TABLE ranked AS
WITH usual AS ({_USUAL}), own AS (
  SELECT unit, key, coalesce(nullif(unit_name, ''), unit) AS name, agency, kind, instrument, year, wajib, perlu, saran,
    state, {", ".join(f"coalesce(round({part} * {_PARTS})::BIGINT, 0) AS {part}" for part in _POINTS)}
  FROM units WHERE state NOT IN {NOT_READ}
), taken AS (
  SELECT unit, sum(greatest(not_shown, 0))::BIGINT AS taken FROM marked GROUP BY unit
), paired AS (
  SELECT unit, count(*) AS pairs, list(partner ORDER BY overlap DESC, partner) AS partners
  FROM (SELECT unnest([unit_a, unit_b]) AS unit, unnest([unit_b, unit_a]) AS partner, overlap FROM pairs) GROUP BY unit
), doubts AS (
  SELECT unit, sum(points) AS points,
    {" + ".join(f"coalesce(sum(points) FILTER (place = {place}), 0) / {_PARTS} * {kind.weight}::DOUBLE"
                           for place, kind in enumerate(KINDS[:-1]))} AS doubted
  FROM doubted GROUP BY unit
), known AS (
  SELECT own.*, coalesce(pairs, 0) AS pairs, partners, coalesce(k.peers, f.peers) AS peers,
    coalesce(doubted, 0) AS doubted,
    least(not_shown - coalesce(taken, 0), claimed - coalesce(points, 0)) / {_PARTS} AS free
  FROM own LEFT JOIN taken USING (unit) LEFT JOIN paired USING (unit) LEFT JOIN doubts USING (unit)
  LEFT JOIN usual k ON k.instrument = own.instrument AND k.kind = own.kind
  LEFT JOIN usual f ON f.instrument = own.instrument AND f.kind IS NULL
), surplus AS (
  SELECT *, least(free, not_shown / {_PARTS} - claimed / {_PARTS} * peers.not_shown / 100) AS over FROM known
), doubtful AS (
  SELECT * EXCLUDE over, CASE WHEN peers IS NULL OR over < {_SHOWN} THEN 0 ELSE {_rounded("over", 4)} END AS beyond
  FROM surplus
), valued AS (
  SELECT *, {_rounded(f"doubted + beyond * {_BEYOND.weight}::DOUBLE", 4)} AS value FROM doubtful
)
SELECT *, row_number() OVER (ORDER BY value DESC, pairs DESC, wajib DESC, not_shown DESC, unit) AS rank FROM valued
"""  # fmt: skip
_ORDER = "SELECT unit, key, name, kind, rank FROM ranked ORDER BY rank"
_DOUBTS = (
    "SELECT rank, doubted.* FROM doubted JOIN (SELECT unit, rank FROM ranked {first}) USING (unit) ORDER BY rank, place"
)
_UNREAD = f"""
SELECT unit, coalesce(nullif(unit_name, ''), unit), reason FROM units WHERE state IN {NOT_READ} ORDER BY unit
"""


def _mark_rows(tables: Connection) -> None:
    """Put what each letter is worth, and the rows with a doubt of their own, beside the tables."""
    tables.execute("CREATE OR REPLACE TEMP TABLE letters(instrument TEXT, code TEXT, letter TEXT, value DOUBLE)")
    used = {form for (form,) in tables.execute("SELECT DISTINCT instrument FROM units").fetchall()}
    for form in sorted(used.intersection(instrument_ids())):
        lines = [(form, code, *it) for code, asked in load_instrument(form).indicators.items() for it in _worth(asked)]
        if lines:
            marks = ", ".join(["(?, ?, ?, ?)"] * len(lines))
            tables.execute(f"INSERT INTO letters VALUES {marks}", [value for line in lines for value in line])
    for question in (_CONCERNED, _MARKED):
        tables.execute(question)


def _worth(asked: Indicator) -> Iterator[tuple[str, float]]:
    """Each way of writing a letter of a question, and what it is worth."""
    for option in asked.options:
        yield option.letter, option.value
    for written, letter in asked.aliases.items():
        if letter in asked.by_letter and written not in asked.by_letter:
            yield written, asked.by_letter[letter].value


def _ranked(line: Mapping[str, Any], doubts: list[Doubted]) -> RankedUnit:
    if line["beyond"] > 0:
        doubts = [*doubts, Doubted(_BEYOND, line["beyond"])]
    told = (
        *(line[name] for name in ("rank", "unit", "key", "name", "agency", "kind", "instrument", "year")),
        *(line[part] / _PARTS for part in _POINTS),
        (line["wajib"], line["perlu"], line["saran"]),
        line["pairs"],
        tuple(line["partners"] or ()),
        line["state"],
        tuple(doubts),
        Peers(**line["peers"]) if line["peers"] else None,
        line["value"] if doubts else 0,
    )
    return RankedUnit._make(told)

"""Tables -> which units to look at first, each with its reasons taken apart.

Every claimed point of a unit is doubted once, for the first reason that holds of its row: points that the assessor's
own letter takes off, rows copied from another unit, numbers and files that another unit has too, contradictions, and
last what no evidence shows beyond what is usual among units of its kind. A unit's value is the sum of its reasons,
points times weight; so it is taken apart again without a rest, and is never more than it claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from lke_docs.instrument import instrument_ids, load_instrument
from lke_docs.instrument.model import Indicator
from lke_docs.portfolio.stored import lines_of
from lke_docs.portfolio.tables import STOPPED, UNREAD

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection as Connection

NOT_READ = (UNREAD, STOPPED)  # states in which nothing is known of a unit
FEWEST_PEERS = 8  # below, units of a kind tell nothing of what is usual among them
_SHARED = ("PTF002", "PTF003", "PTF004", "PTF005")  # of two units
_PARTS = 10_000  # of a point: sums of whole numbers are the same in any order


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
        "baris yang nomor, berkas, atau fotonya ada di unit lain",
        1.0,
    ),
    DoubtKind("bertentangan", "pertentangan di dalam lembar", "baris dengan temuan wajib yang masih terbuka", 0.75),
    DoubtKind("tidak_tampak", "tidak tampak melebihi lazimnya", "poin tak tampak di atas tengah unit sejenis", 0.5),
)
_BY_ID = {kind.id: kind for kind in KINDS}


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
    """A unit in the order of the ranking. `pairs`: so many other units share evidence with it; `peers` is None where
    there are too few of them."""

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
    state: str
    doubts: tuple[Doubted, ...]
    peers: Peers | None

    @property
    def value(self) -> float:
        return round(sum(it.value for it in self.doubts), 4)

    @property
    def shown_share(self) -> float:
        """How much of what is claimed is shown (0-100)."""
        return 100 * self.shown / self.claimed if self.claimed else 0.0


class UnreadUnit(NamedTuple):
    """A unit whose sheet could not be read: nothing is known of it, so it stands in no order."""

    unit: str
    name: str
    reason: str


def ranked(tables: Connection) -> tuple[tuple[RankedUnit, ...], tuple[UnreadUnit, ...]]:
    """All units in order, and those that could not be read. Equal tables give equal values."""
    _mark_rows(tables)
    doubts = _doubts(tables)
    peers = _peers(tables)
    found: list[RankedUnit] = []
    unread: list[UnreadUnit] = []
    for it in lines_of(tables, _UNITS):
        if it["state"] in NOT_READ:
            unread.append(UnreadUnit(it["unit"], it["unit_name"] or it["unit"], it["reason"]))
        else:
            group = peers.get((it["instrument"], it["kind"])) or peers.get((it["instrument"], None))
            found.append(_ranked(it, doubts.get(it["unit"], ()), group))
    found.sort(key=lambda it: (-it.value, -it.pairs, -it.levels[0], -it.not_shown, it.unit))
    return tuple(it._replace(rank=number) for number, it in enumerate(found, 1)), tuple(unread)


# Rows that carry a doubt of their own, each with the first that holds (its place in KINDS) and its points.
_MARKED = f"""
CREATE OR REPLACE TEMP TABLE marked AS
WITH touched AS (
  SELECT unit, code, min(place) AS place, list(DISTINCT partner) FILTER (partner <> '') AS partners FROM (
    SELECT unit_a AS unit, unnest(codes) AS code, 1 AS place, unit_b AS partner FROM pairs
    UNION ALL SELECT unit_b, unnest(codes), 1, unit_a FROM pairs
    UNION ALL SELECT unit, unnest(list_append(related, code)), CASE WHEN rule IN {_SHARED} THEN 2 ELSE 3 END, ''
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
), concerned AS (
  SELECT unit, code, t.place, t.partners, coalesce(j.taken, 0) AS taken
  FROM touched t FULL JOIN judged_lower j USING (unit, code)
)
SELECT unit, code, round(claimed_points * {_PARTS})::BIGINT AS claimed, taken, c.place, partners,
  round((claimed_points - shown_points - cannot_tell_points) * {_PARTS})::BIGINT AS not_shown
FROM rows JOIN concerned c USING (unit, code) WHERE claimed_points > 0
"""
_DOUBTS = """
SELECT unit, place, sum(points)::BIGINT AS points, list(DISTINCT code ORDER BY code) AS codes,
  list_sort(list_distinct(flatten(list(partners)))) AS partners
FROM (SELECT unit, code, 0 AS place, taken AS points, NULL::VARCHAR[] AS partners FROM marked
  UNION ALL SELECT unit, code, place, claimed - taken, partners FROM marked WHERE place IS NOT NULL)
WHERE points > 0 GROUP BY unit, place ORDER BY unit, place
"""
# `free`: points not shown on rows that no other reason has.
_UNITS = f"""
SELECT u.unit, key, unit_name, agency, kind, instrument, year, wajib, perlu, saran, state, reason,
  {", ".join(f"round({part} * {_PARTS})::BIGINT AS {part}" for part in ("claimed", "shown", "cannot_tell", "not_shown"))},
  greatest(0, round(not_shown * {_PARTS})::BIGINT - coalesce(m.taken, 0)) AS free, coalesce(p.pairs, 0) AS pairs
FROM units u LEFT JOIN (SELECT unit, sum(greatest(not_shown, 0))::BIGINT AS taken FROM marked GROUP BY unit) m USING (unit)
LEFT JOIN (SELECT unit, count(*) AS pairs FROM (SELECT unnest([unit_a, unit_b]) AS unit FROM pairs) GROUP BY unit) p
  USING (unit) ORDER BY u.unit
"""  # noqa: E501
_PEERS = f"""
SELECT instrument, CASE WHEN grouping(kind) = 1 THEN NULL ELSE kind END AS kind, count(*) AS units,
  median(100 * coalesce(shown, 0) / claimed) AS shown, median(100 * coalesce(not_shown, 0) / claimed) AS not_shown
FROM units WHERE state NOT IN {NOT_READ} AND claimed > 0 GROUP BY GROUPING SETS ((instrument, kind), (instrument))
HAVING count(*) >= {FEWEST_PEERS}
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
    tables.execute(_MARKED)


def _worth(asked: Indicator) -> Iterator[tuple[str, float]]:
    """Each way of writing a letter of a question, and what it is worth."""
    for option in asked.options:
        yield option.letter, option.value
    for written, letter in asked.aliases.items():
        if letter in asked.by_letter and written not in asked.by_letter:
            yield written, asked.by_letter[letter].value


def _doubts(tables: Connection) -> Mapping[str, list[Doubted]]:
    found: dict[str, list[Doubted]] = {}
    for it in lines_of(tables, _DOUBTS):
        partners = tuple(it["partners"] or ())
        made = Doubted(KINDS[it["place"]], round(it["points"] / _PARTS, 4), tuple(it["codes"]), partners)
        found.setdefault(it["unit"], []).append(made)
    return found


def _peers(tables: Connection) -> Mapping[tuple[str, str | None], Peers]:
    """What is usual: among units of a kind (none is no kind), and under None among all of a form."""
    lines = [it for it in lines_of(tables, _PEERS) if it["kind"] != ""]
    return {
        (it["instrument"], it["kind"]): Peers(
            it["kind"] or f"semua unit {it['instrument']}",
            it["units"],
            round(it["shown"], 1),
            round(it["not_shown"], 1),
        )
        for it in lines
    }


def _ranked(it: Mapping[str, Any], doubts: Iterable[Doubted], group: Peers | None) -> RankedUnit:
    claimed, shown, cannot_tell, not_shown = (
        round((it[part] or 0) / _PARTS, 4) for part in ("claimed", "shown", "cannot_tell", "not_shown")
    )
    return RankedUnit(
        0,
        it["unit"],
        it["key"],
        it["unit_name"] or it["unit"],
        it["agency"],
        it["kind"],
        it["instrument"],
        it["year"],
        claimed,
        shown,
        cannot_tell,
        not_shown,
        (it["wajib"], it["perlu"], it["saran"]),
        it["pairs"],
        it["state"],
        (*doubts, *_beyond(claimed, (it["free"] or 0) / _PARTS, not_shown, group)),
        group,
    )


def _beyond(claimed: float, free: float, not_shown: float, peers: Peers | None) -> Iterable[Doubted]:
    """What is not shown beyond the middle of the peers, as far as no other reason has it already."""
    if peers is not None:
        beyond = round(min(free, not_shown - claimed * peers.not_shown / 100), 4)
        if beyond > 0:
            yield Doubted(_BY_ID["tidak_tampak"], beyond)

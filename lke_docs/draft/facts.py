"""Facts that people give: a TOML file for one document, or the states of many gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from lke_docs.draft.belonging import GapName
from lke_docs.draft.fields import Schema
from lke_docs.draft.honesty import Dates, GapState, Objections, judge_dates, judge_early, judge_held, judge_period
from lke_docs.draft.values import Value, check_value
from lke_docs.errors import ConfigError, LkeError
from lke_docs.moment import When, parse_moment
from lke_docs.records import (
    DAY,
    FLAG,
    TABLE,
    TABLES,
    TEXT,
    WORD,
    Record,
    line_of,
    load_record,
    may,
    nearest,
    need,
    setting_error,
)

_RECORD = "catatan_sumber"
ABOUT_EVENT = frozenset({_RECORD, "tanggal_kegiatan"})  # said about an event, whether or not it is printed
_STATES = ("", *(state.value for state in GapState))
_SAID = {"keadaan": may(TEXT, _STATES), "susulan": may(FLAG), "untuk_periode": may(TEXT)}
_DAYS = {"tanggal_kegiatan": may(DAY), "tanggal_dokumen": may(DAY)}
_GAP = {
    "indikator": need(WORD),
    "periode": may(TEXT),
    "aturan": may(TEXT),
    "dokumen": may(TEXT),
    "masalah": may(TEXT),
    "keadaan": may(TEXT, _STATES),
    "susulan": may(FLAG),
    "isian": may(TABLE),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the user says about one document or gap. `fields`: field name to text, date or list."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    state: GapState | None = None
    late: bool = False
    period: When | None = None
    origin: str = "pengguna"
    record: Record | None = field(default=None, compare=False, repr=False)  # where they were read
    is_from_workbook: bool = False  # ISIAN.xlsx, which asks for more than the drafts of one answer need

    @property
    def meeting(self) -> date | None:
        return _as_date(self.fields, "tanggal_kegiatan")

    @property
    def document(self) -> date | None:
        return _as_date(self.fields, "tanggal_dokumen")

    def values(self, names: set[str] | None = None) -> dict[str, Value]:
        """The fields as values of the user; only those in `names` where given."""
        return {
            name: Value(self._named_late(content) if name == "judul" else content, self.origin)
            for name, content in self.fields.items()
            if names is None or name in names
        }

    def check(self, schemas: Sequence[Schema]) -> None:
        """Refuse a field that none of these templates has, and a value that does not fit. Raises ConfigError with
        the place in the file and what was meant."""
        known = {field.name for schema in schemas for field in schema.fields} | ABOUT_EVENT
        users = ", ".join(schema.name for schema in schemas)
        for name in self.fields:
            if name not in known:
                near = f"; mungkin maksudnya “{meant}”" if (meant := nearest(name, known)) else ""
                raise self._fail(f"isian “{name}” tidak dipakai oleh {users}{near}", name)
        for slot in (slot for schema in schemas for slot in schema.fields if slot.name in self.fields):
            try:
                check_value(slot, Value(self.fields[slot.name], self.origin))
            except ConfigError as error:
                raise self._fail(str(error).rstrip("."), slot.name) from error

    def _fail(self, reason: str, name: str) -> LkeError:
        return self.record.fail(reason, name) if self.record else ConfigError(f"{reason}.")

    def fitting(self, schemas: Sequence[Schema]) -> Facts:
        """The facts that these templates have a place for, where they come from a workbook of facts."""
        known = {field.name for schema in schemas for field in schema.fields} | ABOUT_EVENT
        fields = {key: value for key, value in self.fields.items() if key in known}
        return replace(self, fields=fields) if self.is_from_workbook else self

    def without(self, name: str) -> Facts:
        """The same facts but for one field."""
        return replace(self, fields={key: value for key, value in self.fields.items() if key != name})

    def _named_late(self, title: Any) -> Any:
        """The title of a meeting that is held after its period says so."""
        plain = not isinstance(title, str) or not title.strip() or "susulan" in title.lower()
        return title if plain or not self.late else f"{title} (susulan)"

    def judged_state(self, *, made: date) -> GapState:
        """The state said, else what the meeting's date implies: never "held" without a date."""
        if self.state:
            return self.state
        return GapState.HELD if self.meeting and self.meeting <= made else GapState.PLANNED


@dataclass(frozen=True, slots=True)
class GapFacts:
    """Facts about one gap of a sheet; no period speaks for all periods of the indicator. `where`: file and line;
    `unit`: of whom they are told, where the file says it."""

    indicator: str
    facts: Facts
    period: When | None = None
    rule: str = ""
    document: str = ""
    where: str = ""
    unit: str = ""

    @property
    def name(self) -> GapName:
        return GapName(self.indicator, self.period, self.rule, self.document)


def judge(
    facts: Facts, schema: Schema, *, made: date, asks_record: bool = True, since: date | None = None
) -> Objections:
    """All that speaks against a draft of this kind with these facts. `since`: from when it bears its date."""
    state = facts.judged_state(made=made)
    if schema.is_beforehand and facts.state is None and facts.meeting == made:
        state = GapState.PLANNED  # a meeting of today is still to come
    dates = Dates(facts.meeting, facts.document, facts.period, made.year, facts.late, since)
    verdict = judge_dates(dates, state=state, made=made, is_beforehand=schema.is_beforehand)
    early = [field.label for field in schema.fields if field.after_event and facts.fields.get(field.name)]
    refusals = [*judge_early(early, state=state), *verdict.refusals, *_judge_fields(facts, schema, made=made)]
    if state is GapState.HELD and asks_record and not schema.is_beforehand:
        refusals = [*judge_held(meeting=facts.meeting, record=str(facts.fields.get(_RECORD, ""))), *refusals]
    return Objections(tuple(refusals), verdict.warnings)


def _judge_fields(facts: Facts, schema: Schema, *, made: date) -> Iterator[str]:
    """What speaks against days and periods that only this kind of paper has: when it was made, when it takes effect."""
    for slot in schema.fields:
        said = facts.fields.get(slot.name)
        if slot.kind == "tanggal" and slot.name not in _DAYS and isinstance(said, date):
            yield from judge_dates(Dates(document=said), state=GapState.PLANNED, made=made).refusals
        elif slot.is_begun and said:
            yield from judge_period(str(said), made=made)


def load_facts(path: Path) -> Facts:
    """Read a facts file for one document: each key a field, with `keadaan`, `susulan`, `untuk_periode`."""
    record = load_record(path, fault=setting_error, is_ansi=True)
    said = {key: value for key, value in record.table.items() if key in _SAID}
    read = record._replace(table=said).read(_SAID)
    return _facts(record, read, period=_period(record, "untuk_periode"), origin=f"pengguna:{path.name}")


def load_gaps(path: Path) -> tuple[GapFacts, ...]:
    """Read the states of gaps: `unit`, and `[[kesenjangan]]` with indikator, periode, keadaan and isian."""
    record = load_record(path, fault=setting_error, is_ansi=True)
    if "kesenjangan" not in record.table:
        raise record.fail("untuk draf dari LKE, tulis [[kesenjangan]] dengan indikator, periode dan keadaan")
    unit = record.read({"kesenjangan": need(TABLES), "unit": may(TEXT)}).get("unit", "")
    gaps = []
    for gap in record.each("kesenjangan", title="indikator"):
        raw = gap.read(_GAP)
        period = _period(gap, "periode")
        said: dict[str, Any] = {key: raw[key] for key in ("keadaan", "susulan") if key in raw}
        facts = _facts(gap.under("isian"), said, period=period, origin=f"pengguna:{path.name}")
        where = f"{path}, baris {line_of(record.file.text, gap.way)}"
        name = GapName(raw["indikator"], period, raw.get("aturan", ""), raw.get("dokumen", ""))
        gaps.append(GapFacts(name.indicator, facts, period, name.rule, name.document, where, unit))
    refuse_contradictions(gaps)
    return tuple(gaps)


def refuse_contradictions(gaps: Sequence[GapFacts]) -> None:
    """Raise ConfigError where two entries of one gap say different things: which of them holds, only people know."""
    known: dict[GapName, GapFacts] = {}
    for gap in gaps:
        first = known.setdefault(gap.name, gap)
        if replace(first.facts, origin="") != replace(gap.facts, origin=""):
            raise ConfigError(f"{gap.where}: jawaban untuk {gap.name} berbeda dari {first.where}; hapus salah satunya.")


def _facts(record: Record, said: Mapping[str, Any], *, period: When | None, origin: str) -> Facts:
    """The fields of a table, with the state that was `said` of them and their period."""
    days = {key: value for key, value in record.table.items() if key in _DAYS}
    record._replace(table=days).read(_DAYS)
    fields: dict[str, Any] = {key: value for key, value in record.table.items() if key not in _SAID}
    state = said.get("keadaan", "")
    return Facts(
        fields=fields,
        state=GapState(state) if state else None,
        late=said.get("susulan", False),
        period=period,
        origin=origin,
        record=record,
    )


def _period(record: Record, key: str) -> When | None:
    """The period that facts are about. One that cannot be read would let every date pass."""
    text = record.table.get(key, "")
    when = parse_moment(text)
    if text and when is None:
        raise record.fail(f"periode “{text}” bukan bulan (2021-06), triwulan (2021-Q2) atau semester (2021-S1)", key)
    return when


def _as_date(fields: Mapping[str, Any], name: str) -> date | None:
    value = fields.get(name)
    return value if isinstance(value, date) else None

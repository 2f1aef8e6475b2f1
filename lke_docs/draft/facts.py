"""Facts that people give: a TOML file for one document, or the states of many gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lke_docs.draft.fields import Schema
from lke_docs.draft.honesty import Dates, GapState, Verdict, judge_dates, judge_early, judge_held
from lke_docs.draft.values import Value
from lke_docs.errors import ConfigError

_RESERVED = {"keadaan", "susulan", "untuk_periode"}
_GAP_KEYS = {"indikator", "periode", "aturan", "dokumen", "masalah", "keadaan", "susulan", "isian"}
_RECORD = "catatan_sumber"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the user says about one document or gap. `fields`: field name to text, date or list."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    state: GapState | None = None
    late: bool = False
    period: str = ""
    origin: str = "pengguna"

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
    """Facts about one gap of a sheet; an empty period speaks for all periods of the indicator."""

    indicator: str
    facts: Facts
    period: str = ""
    rule: str = ""

    def covers(self, indicator: str, period: str, rule: str) -> bool:
        return self.indicator == indicator and self.period in ("", period) and self.rule in ("", rule)


def judge(facts: Facts, schema: Schema, *, made: date, asks_record: bool = True) -> Verdict:
    """All that speaks against a draft of this kind with these facts."""
    state = facts.judged_state(made=made)
    if schema.is_beforehand and facts.state is None and facts.meeting == made:
        state = GapState.PLANNED  # a meeting of today is still to come
    dates = Dates(facts.meeting, facts.document, facts.period, made.year, facts.late)
    verdict = judge_dates(dates, state=state, made=made, is_beforehand=schema.is_beforehand)
    early = [field.label for field in schema.fields if field.after_event and facts.fields.get(field.name)]
    refusals = [*judge_early(early, state=state), *verdict.refusals]
    if state is GapState.HELD and asks_record and not schema.is_beforehand:
        refusals = [*judge_held(meeting=facts.meeting, record=str(facts.fields.get(_RECORD, ""))), *refusals]
    return Verdict(tuple(refusals), verdict.warnings)


def load_facts(path: Path) -> Facts:
    """Read a facts file for one document: each key a field, with `keadaan`, `susulan`, `untuk_periode`."""
    raw = _read(path)
    return make_facts(raw, where=str(path), origin=f"pengguna:{path.name}")


def load_gaps(path: Path) -> tuple[GapFacts, ...]:
    """Read the states of gaps: `[[kesenjangan]]` with indikator, periode, keadaan and isian."""
    raw = _read(path)
    if set(raw) - {"kesenjangan"} or not isinstance(raw.get("kesenjangan"), list):
        raise ConfigError(
            f"{path}: untuk draf dari LKE, berkas fakta berisi [[kesenjangan]] dengan indikator, periode dan keadaan."
        )
    found = []
    for number, item in enumerate(raw["kesenjangan"], 1):
        where = f"{path}: kesenjangan ke-{number}"
        if unknown := sorted(set(item) - _GAP_KEYS):
            raise ConfigError(f"{where}: kunci tidak dikenal: {', '.join(unknown)}")
        if not item.get("indikator"):
            raise ConfigError(f"{where}: indikator belum diisi.")
        fields = {
            **item.get("isian", {}),
            "keadaan": item.get("keadaan", ""),
            "susulan": item.get("susulan", False),
        }
        facts = make_facts(
            {**fields, "untuk_periode": item.get("periode", "")}, where=where, origin=f"pengguna:{path.name}"
        )
        found.append(GapFacts(item["indikator"], facts, item.get("periode", ""), item.get("aturan", "")))
    return tuple(found)


def make_facts(raw: Mapping[str, Any], *, where: str, origin: str) -> Facts:
    """Facts from a mapping as a TOML file gives it. Raises ConfigError for a wrong state or kind of value."""
    states = [state.value for state in GapState]
    state, late = raw.get("keadaan", ""), raw.get("susulan", False)
    if state and state not in states:
        raise ConfigError(f"{where}: keadaan “{state}” tidak dikenal; yang ada: {', '.join(states)}.")
    if not isinstance(late, bool):
        raise ConfigError(f"{where}: susulan harus true atau false.")
    fields = {key: value for key, value in raw.items() if key not in _RESERVED}
    for key in ("tanggal_kegiatan", "tanggal_dokumen"):
        value = fields.get(key)
        if isinstance(value, datetime) or not isinstance(value, date | None):
            raise ConfigError(f"{where}: {key} harus tanggal tanpa tanda kutip dan tanpa jam: 2021-06-07.")
    return Facts(fields, GapState(state) if state else None, late, str(raw.get("untuk_periode", "")), origin)


def _as_date(fields: Mapping[str, Any], name: str) -> date | None:
    value = fields.get(name)
    return value if isinstance(value, date) else None


def _read(path: Path) -> dict[str, Any]:
    import tomli

    try:
        return tomli.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: berkas fakta tidak terbaca: {error}") from error

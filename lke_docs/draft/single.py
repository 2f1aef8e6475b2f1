"""One document on its own: from facts in a file or from questions in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from lke_docs import wording
from lke_docs.draft.document import Draft, make_draft
from lke_docs.draft.facts import ABOUT_EVENT, Facts, GapFacts, judge
from lke_docs.draft.fields import USER, Field
from lke_docs.draft.honesty import GapState
from lke_docs.draft.library import Template
from lke_docs.draft.numbering import custom_values
from lke_docs.draft.profile import Profile
from lke_docs.draft.request import DraftRequest
from lke_docs.errors import ConfigError

Ask = Callable[[str], str]  # a question to an answer; empty means: leave it open
ANSWERS = "pengguna:jawaban"


def make_single(
    template: Template, facts: Facts, *, made: date, profile: Profile | None = None
) -> tuple[Draft, tuple[str, ...]]:
    """A draft and what the user should look at. Raises ConfigError where the facts speak against it."""
    profile = profile or Profile()
    names = {field.name for field in template.schema.fields}
    is_event = "tanggal_kegiatan" in names
    facts.check([template.schema])
    verdict = judge(facts, template.schema, made=made, asks_record=is_event)
    if verdict.refusals:
        raise ConfigError(
            "\n".join([f"Draf {template.name} tidak dibuat:", *(f"- {text}" for text in verdict.refusals)])
        )
    record_only = ABOUT_EVENT - names  # said about the event, not printed
    given = dict(custom_values("", template.schema.prefixes)) | profile.values(
        template.name, day=facts.document or made
    )
    values = {name: value for name, value in given.items() if name in names}
    values |= facts.values(set(facts.fields) - record_only)
    about = {
        "state": facts.judged_state(made=made).value if is_event else "",
        "held_within": facts.period.value if facts.period else "",
        "held_on": facts.meeting.isoformat() if facts.meeting else "",
        "record_of_event": str(facts.fields.get("catatan_sumber", "")),
        "warnings": list(verdict.warnings),
    }
    return make_draft(template, values, made=made, look=profile.look, about=about), verdict.warnings


def interview(template: Template, ask: Ask) -> Facts:
    """Ask for each field that people may give; an empty answer leaves it open."""
    answers: dict[str, Any] = {}
    for field in template.schema.fields:
        if USER in field.sources:
            answer = _rows(field, ask) if field.kind == "daftar" else _one(field, ask)
            if answer:
                answers[field.name] = answer
    return Facts(answers, origin=ANSWERS)


def ask_states(requests: Iterable[DraftRequest], ask: Ask, *, made: date) -> list[GapFacts]:
    """Ask for each gap in the past whether what it asks for took place; no answer keeps the default."""
    gaps = []
    for request in requests:
        if not request.is_past or not request.answers:
            continue
        period = f", {wording.period(request.period)}" if request.period else ""
        answer = ask(
            f"{request.indicator}{period}: {request.subject or request.problem}\n"
            f"  {', '.join(f'{state} ({_letter(state)})' for state, _ in request.answers)}? [{request.state}]"
        )
        letters = {_letter(state): state for state, _ in request.answers}
        state = letters.get(answer.strip().lower()[:1], request.state)
        fields: dict[str, Any] = {}
        if state is GapState.HELD:
            fields["tanggal_kegiatan"] = _date("  Tanggal kegiatan (TTTT-BB-HH)", ask)
            fields["catatan_sumber"] = ask("  Catatan apa yang dibuat pada waktu itu?")
        given = {key: value for key, value in fields.items() if value}
        facts = Facts(given, state, period=request.period, origin=ANSWERS)
        gaps.append(GapFacts(request.indicator, facts, request.period, request.rule, request.subject))
    return gaps


def _letter(state: GapState) -> str:
    """The letter that answers with this state: "d" of “ada”, since “akan dilaksanakan” begins with an a too."""
    return "d" if state is GapState.EXISTS else state.value[0]


def _one(field: Field, ask: Ask) -> Any:
    hint = f" ({field.hint})" if field.hint else ""
    if "tanggal" in field.kind:
        return _date(f"{field.label}{hint}, TTTT-BB-HH", ask)
    return ask(f"{field.label}{hint}").strip()


def _date(question: str, ask: Ask) -> date | None:
    while answer := ask(question).strip():
        try:
            return date.fromisoformat(answer)
        except ValueError:
            question = f"“{answer}” bukan tanggal; tulis misalnya 2021-06-07"
    return None


def _rows(field: Field, ask: Ask) -> list[Any]:
    rows: list[Any] = []
    while True:
        number = len(rows) + 1
        if not field.columns:
            answer = ask(f"{field.label}, butir {number} (kosong = selesai)").strip()
            if not answer:
                return rows
            rows.append(answer)
            continue
        first, *rest = field.columns
        head = ask(f"{field.label}, baris {number}: {first.label} (kosong = selesai)").strip()
        if not head:
            return rows
        rows.append({first.name: head, **{column.name: ask(f"  {column.label}").strip() for column in rest}})

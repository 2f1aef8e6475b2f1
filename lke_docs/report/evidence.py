"""Evidence -> text and JSON, for `lke-docs extract`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lke_docs.model import DocDate, Evidence, EvidenceItem, Period, PieceState, Reference
from lke_docs.patterns import cutter_records
from lke_docs.text import dump_json, visible

SCHEMA = "lke-docs/extract/1"


def as_object(name: str, evidence: Evidence) -> dict[str, Any]:
    """Return what was found as plain values, as `schema/extract.schema.json` describes them."""
    return {
        "schema": SCHEMA,
        "id": name,
        "items": [_item(item) for item in evidence.items],
        "references": [_reference(reference) for reference in evidence.references],
        "dates": [_date(date) for date in evidence.dates],
        "periods": [_period(period) for period in evidence.periods],
        "document_types": list(evidence.document_types),
    }


def as_json(name: str, evidence: Evidence, *, indent: int | None = None) -> str:
    """Return one JSON object that UTF-8 can carry, lone surrogates of the input included."""
    return dump_json(as_object(name, evidence), indent=indent)


def _item(item: EvidenceItem) -> dict[str, Any]:
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "kind": item.kind,
        "document_types": list(item.document_types),
        "state": item.state,
        "cut": item.cut,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    plain = {
        "start": reference.start,
        "end": reference.end,
        "raw": reference.raw,
        "normalized": reference.normalized,
        "kind": reference.kind,
        "pattern": reference.pattern,
        "fields": dict(reference.fields),
    }
    return plain if reference.suggestion is None else plain | {"suggestion": reference.suggestion}


def _date(date: DocDate) -> dict[str, Any]:
    return {
        "start": date.start,
        "end": date.end,
        "raw": date.raw,
        "value": date.value,
        "valid": date.valid,
        "pattern": date.pattern,
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "start": period.start,
        "end": period.end,
        "raw": period.raw,
        "kind": period.kind,
        "value": period.value,
        "pattern": period.pattern,
    }


_STATES = {PieceState.ABSENT: "belum ada", PieceState.PLANNED: "menyusul", PieceState.DRAFT: "konsep"}


def as_text(name: str, evidence: Evidence, *, explain: bool = False) -> str:
    """Return what was found, for people: pieces in order, and below each what it holds.

    `explain`: also why the cell was cut there, and which record read each number, date and period.
    """
    return "\n".join(map(visible, [name, *_lines(evidence, explain), ""]))


def _lines(evidence: Evidence, explain: bool) -> Iterator[str]:
    says = {record.id: record.says for record in cutter_records()} if explain else {}

    def why(pattern: str) -> str:
        return f"  [{pattern}]" if explain and pattern else ""

    if not evidence.items:
        yield "  (tidak ada bukti dukung)"
    for number, item in enumerate(evidence.items, 1):
        yield f"  {number}. {' '.join(item.text.split())}"
        if explain and item.cut:
            yield f"     dipotong {says[item.cut]}  [{item.cut}]"
        if item.state:
            yield f"     keadaan  {_STATES[item.state]}"
        if item.document_types:
            yield f"     jenis    {', '.join(item.document_types)}"
        for reference in item.references:
            yield f"     nomor    {reference.normalized}{why(reference.pattern)}"
        for date in item.dates:
            yield f"     tanggal  {date.value or 'tidak mungkin'}  ({' '.join(date.raw.split())}){why(date.pattern)}"
        for period in item.periods:
            raw = " ".join(period.raw.split())
            yield f"     periode  {period.value or 'tidak dikenal'}  ({raw}){why(period.pattern)}"

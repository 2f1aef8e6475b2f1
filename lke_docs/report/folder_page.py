"""A folder held against a sheet -> text and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lke_docs.files.model import EvidenceFile, Folder, Match, MatchState, Seen
from lke_docs.report.folder_told import coverage, groups_of, said_of, states_said, unnamed_in, unread_said, where, why
from lke_docs.report.quote import wrap
from lke_docs.resources import __version__
from lke_docs.text import dump_json, visible
from lke_docs.wording import quoted

SCHEMA = "lke-docs/match/1"
_FEW = 3  # rivals that are shown


def folder_object(folder: Folder) -> dict[str, Any]:
    """Return a folder as plain values: claims, files, coverage."""
    claimed: dict[str, list[str]] = {}
    for match in folder.matches:
        if match.state in (MatchState.FOUND, MatchState.UNSURE):
            for rival in match.files:
                claimed.setdefault(rival.path, []).append(match.indicator)
    return {
        "claims": [_match(match) for match in folder.matches],
        "files": [_file(file, list(dict.fromkeys(claimed.get(file.path, ())))) for file in folder.files],
        "coverage": coverage(folder),
        "notices": list(folder.notices),
    }


def render_json(folder: Folder) -> str:
    """The output of `match --format json`."""
    head = {"schema": SCHEMA, "generator": {"name": "lke-docs", "version": __version__}}
    return dump_json(head | folder_object(folder), indent=2) + "\n"


def _match(match: Match) -> dict[str, Any]:
    best = match.files[0] if match.files else None
    return {
        "indicator": match.indicator,
        "start": match.start,
        "end": match.end,
        "text": match.text,
        "state": match.state.value,
        "file": best.path if best else None,
        "files": [rival.path for rival in match.files],
        "score": best.score if best else 0.0,
        "reasons": [reason.said for reason in match.reasons if reason.weight > 0],
        "against": [reason.said for reason in match.reasons if reason.weight < 0],
        "rivals": [{"file": rival.path, "score": rival.score} for rival in match.rivals[:_FEW]],
        "said": match.said,
    }


def _file(file: EvidenceFile, claimed_by: list[str]) -> dict[str, Any]:
    first = file.parts[0] if file.parts else None
    return {
        "path": file.path,
        "sha256": file.raw.sha256,
        "pages": file.raw.page_count,
        "read": file.raw.read.value,
        "document_types": list(dict.fromkeys(slug for part in file.parts for slug in part.document_types)),
        "number": first.number.normalized if first and first.number else None,
        "number_seen": _seen(first.number_seen) if first else None,
        "date": first.date.value if first and first.date else None,
        "date_seen": _seen(first.date_seen) if first else None,
        "event": first.event.value if first and first.event else None,
        "subject": first.subject if first else "",
        "parts": [
            {"pages": [part.first_page, part.last_page], "document_types": list(part.document_types)}
            for part in file.parts
        ],
        "claimed_by": claimed_by,
        "reason": file.raw.reason,
    }


def _seen(seen: Seen | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {
        "page": seen.page,
        "box": list(seen.box) if seen.box else None,
        "raw": seen.raw,
        "confidence": seen.confidence.value,
        "why": seen.why,
    }


def render_text(folder: Folder, *, width: int) -> str:
    """The output of `match`: what was read, then the claims by state, then files that nobody names."""
    return "\n".join(map(visible, _lines(folder, width))) + "\n"


def _lines(folder: Folder, width: int) -> Iterator[str]:
    yield from wrap(f"{folder.path}: {said_of(folder)}.", width=width)
    for notice in folder.notices:
        yield from wrap(notice, width=width, indent="  ")
    yield from wrap(states_said(folder), width=width)
    for group in groups_of(folder):
        yield ""
        yield f"{group.title} ({len(group.claims)})"
        for match in group.claims:
            told, said = where(match), why(match)
            shown = f"{match.indicator}  {quoted(match.text, 70)}" + (f" → {told}" if told else "")
            yield from wrap(f"{shown}{f' ({said})' if said else ''}", width=width, indent="  ")
    if not folder.is_whole:
        yield ""
        yield "Berkas yang tidak diperiksa, atau tidak seluruhnya"
        for said in unread_said(folder):
            yield from wrap(said, width=width, indent="  ")
    if unnamed := unnamed_in(folder):
        yield ""
        yield f"Tidak disebut di lembar ({len(unnamed)})"
        for path in unnamed:
            yield from wrap(path, width=width, indent="  ")


def explain(matches: Iterable[Match], width: int) -> str:
    """The output of `match --explain`: what speaks for and against, step by step, as a waterfall."""
    lines: list[str] = []
    for match in matches:
        lines += [*wrap(f"{match.indicator}  {quoted(match.text, 200)}", width=width), f"  {match.state.value}"]
        if match.files:
            lines.append(f"  berkas: {', '.join(rival.path for rival in match.files)}")
        lines += wrap(match.said, width=width, indent="  ") if match.said else []
        total = 0.0
        for reason in match.reasons:
            total += reason.weight
            lines.append(f"  {reason.weight:+5.1f}  {total:+5.1f}  {reason.said}")
        lines += [f"  calon lain: {rival.path} ({rival.score:.2f})" for rival in match.rivals[:_FEW]]
        lines.append("")
    return "\n".join(map(visible, lines))

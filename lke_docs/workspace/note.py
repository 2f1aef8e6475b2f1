"""Notes: a finding set aside by a person, with a reason and an end. Nothing is hidden by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from lke_docs.check.fold import apart
from lke_docs.errors import ConfigError, HistoryError
from lke_docs.model import Confidence, Finding, FindingState, Level
from lke_docs.office.door import why
from lke_docs.office.lock import Tell, held
from lke_docs.office.whole import rights_in, whole_file
from lke_docs.records import DAY, TABLES, TEXT, Record, load_record, may, need, parse_record, setting_error
from lke_docs.text import clean_name, is_filler
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.config import NOTES
from lke_docs.workspace.key import name_in, read_keys, written

FILE_NAME = NOTES
SUPPRESSED = FindingState.SUPPRESSED
EXPIRED, UNUSED = "CAT001", "CAT002"

_LEAST_REASON = 20
_KEYS = {
    "fingerprint": need(TEXT),
    "reason": need(TEXT),
    "author": need(TEXT),
    "until": need(DAY),
    "made": may(DAY),
    "rule": may(TEXT),
    "indicator": may(TEXT),
}
_HEAD = (
    "# Temuan yang dikesampingkan, dengan alasan, nama, dan tanggal akhir.\n"
    "# Temuan itu tetap ditampilkan dalam laporan. Ubah atau hapus catatan di sini.\n"
)


class Note(NamedTuple):
    """Why a finding is set aside, by whom, and until which day (that day included)."""

    fingerprint: str
    reason: str
    author: str
    until: date
    made: date | None = None
    rule: str = ""
    indicator: str = ""


def make_note(
    fingerprint: str,
    reason: str,
    *,
    author: str,
    until: date,
    made: date,
    rule: str = "",
    indicator: str = "",
) -> Note:
    """A note that keeps the rules: a real reason, a name, an end that is still to come."""
    note = Note(fingerprint.strip(), clean_name(reason), clean_name(author), until, made, rule, indicator)
    problem = _problem(note)
    if problem:
        raise ConfigError(problem)
    if until < made:
        raise ConfigError(f"Tanggal akhir {until} sudah lewat.")
    return note


def _problem(note: Note) -> str:
    if not note.fingerprint:
        return "Sidik temuan kosong; salin dari laporan audit."
    if len(note.reason) < _LEAST_REASON:
        return f"Alasan terlalu pendek ({len(note.reason)} huruf); tulis sedikitnya {_LEAST_REASON} huruf."
    if is_filler(note.reason):
        return "Alasan tidak berisi kata; tulis mengapa temuan ini dikesampingkan."
    return "" if note.author else "Nama yang bertanggung jawab atas catatan ini belum diisi."


def read_notes(path: Path) -> tuple[Note, ...]:
    """Read the notes of a unit; none where the file is absent."""
    if not path.is_file():
        return ()
    return _notes(load_record(path, fault=setting_error))


def _notes(whole: Record) -> tuple[Note, ...]:
    read_keys(whole, {"note": may(TABLES)})
    return tuple(_note(record) for record in whole.each(name_in(whole, "note")))


def _note(record: Record) -> Note:
    note = Note(**read_keys(record, _KEYS))
    if problem := _problem(note):
        raise record.fail(problem.rstrip("."))
    return note


def write_note(path: Path, note: Note, *, tell: Tell = str, also: Callable[[], object] = bool) -> Note | None:
    """Add a note to the unit's file; an older note on the same finding gives way to it, and is returned.

    What people wrote there stays as it is, comments too. Others who write at the same time are waited for.
    `also` is what is kept elsewhere: where it fails, the file stays as it was.
    """
    path = path.resolve()
    try:
        with held(path, tell=tell):
            is_new = not path.exists()
            old = read_notes(path)  # what is wrong in it is said before anything is written
            text = _HEAD if is_new else path.read_bytes().decode("utf-8-sig")
            older = next((it for it in old if it.fingerprint == note.fingerprint), None)
            text = _with_note(text, note) if older else f"{text.rstrip()}\n{_as_toml(note)}"
            _notes(parse_record(text, str(path), fault=setting_error))
            with whole_file(path) as stream:
                stream.write(text.encode())
                stream.flush()
                also()
            if is_new:
                path.chmod(rights_in(path.parent))
            return older
    except OSError as error:
        raise ConfigError(f"{path} tidak dapat ditulis: {why(error)}. Catatan ini belum disimpan.") from error


def _with_note(text: str, note: Note) -> str:
    """The text of the file with a note in the place of the one on the same finding."""
    import tomlkit

    document = tomlkit.parse(text)
    tables: Any = next(document[name] for name in (written("note"), "note") if name in document)
    known = written("fingerprint")
    same = [table for table in tables if table.get(known, table.get("fingerprint")) == note.fingerprint]
    for key, value in note._asdict().items():
        name = key if key in same[0] else written(key)
        if value:
            same[0][name] = value
        else:
            same[0].pop(name, None)
    for table in same[1:]:
        tables.remove(table)
    return tomlkit.dumps(document)


def add_note(
    folder: Path, fingerprint: str, reason: str, *, author: str, until: date, made: date, tell: Tell = str
) -> str:
    """Note a finding in a unit's directory; what the history knows of it is added. Says what was done."""
    from lke_docs.workspace.calling import WHOLE, find
    from lke_docs.workspace.store import history_path, known_findings

    if not folder.is_dir():
        raise ConfigError(f"{folder} bukan folder.")
    try:
        history, unknown = known_findings(history_path(folder)), "temuan yang belum ada dalam riwayat"
    except HistoryError:
        history, unknown = (), "riwayat tidak dapat dibaca"
    if not history and not WHOLE.fullmatch(fingerprint.strip()):
        advice = "Jalankan “lke-docs audit” di folder yang berisi lke.toml dahulu"
        raise ConfigError(f"belum ada riwayat di {folder}, jadi “{fingerprint}” tidak dikenal. {advice}.")
    is_new = WHOLE.fullmatch(fingerprint.strip()) and fingerprint.strip() not in {it.fingerprint for it in history}
    known = None if is_new else find(fingerprint, history)
    fingerprint, rule, indicator = known[:3] if known else (fingerprint, "", "")
    note = make_note(fingerprint, reason, author=author, until=until, made=made, rule=rule, indicator=indicator)
    older = write_note(folder / FILE_NAME, note, tell=tell)
    about = f"{rule} {indicator}".strip() if known else unknown
    said = f"Dicatat di {folder / FILE_NAME}: {about}, sampai {note.until}."
    instead = f" Menggantikan catatan {older.author} sampai {older.until}: “{older.reason}”." if older else ""
    return said + instead


def _as_toml(note: Note) -> str:
    lines = ["", f"[[{written('note')}]]"]
    for key, value in note._asdict().items():
        if isinstance(value, date):
            lines.append(f"{written(key)} = {value.isoformat()}")
        elif value:
            # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
            lines.append(f"{written(key)} = " + json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f"))
    return "\n".join(lines) + "\n"


def apply_notes(
    findings: Iterable[Finding],
    notes: Sequence[Note],
    as_of: date,
    *,
    ran: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Mark noted findings as suppressed (with the reason), and add findings on expired and unused notes.

    `ran` names the rules that ran: a note on a rule that did not run is not called unused.
    """
    by_fingerprint = {note.fingerprint: note for note in notes}
    given = tuple(part for finding in findings for part in apart(finding, by_fingerprint))
    marked = []
    for finding in given:
        note = by_fingerprint.get(finding.fingerprint)
        marked.append(_suppress(finding, note) if note and as_of <= note.until else finding)
    present = {finding.fingerprint: finding for finding in given}
    for note in by_fingerprint.values():
        if as_of > note.until:
            marked.append(_expired(note, present.get(note.fingerprint)))
        elif note.fingerprint not in present and (ran is None or not note.rule or note.rule in ran):
            marked.append(_unused(note))
    return tuple(marked)


def _suppress(finding: Finding, note: Note) -> Finding:
    said = f"Dikesampingkan oleh {note.author} sampai {note.until.isoformat()}: {note.reason}"
    return finding._replace(state=SUPPRESSED, remedy=said)


def _expired(note: Note, finding: Finding | None) -> Finding:
    still = "temuannya masih ada" if finding else "temuannya sudah tidak ada"
    return _finding(
        note,
        rule=EXPIRED,
        name="catatan kedaluwarsa",
        level=Level.PERLU,
        message=f"Catatan {note.author} berakhir {note.until}; {still}. Alasannya: “{note.reason}”.",
        remedy="Selesaikan temuannya, atau perbarui catatan dengan alasan yang masih berlaku.",
    )


def _unused(note: Note) -> Finding:
    return _finding(
        note,
        rule=UNUSED,
        name="catatan tidak terpakai",
        level=Level.SARAN,
        message=f"Catatan {note.author} tidak mengenai temuan apa pun lagi. Alasannya: “{note.reason}”.",
        remedy=f"Hapus catatan itu dari {FILE_NAME}.",
    )


def _finding(note: Note, *, rule: str, name: str, level: Level, message: str, remedy: str) -> Finding:
    meaning = "\x1f".join((rule, note.fingerprint))
    return Finding(
        fingerprint=sha256(meaning.encode()).hexdigest()[:16],
        rule=rule,
        name=name,
        level=level,
        confidence=Confidence.TINGGI,
        indicator=note.indicator,
        message=message,
        remedy=remedy,
    )

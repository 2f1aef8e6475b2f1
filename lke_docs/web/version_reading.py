"""A version audited on its unit's terms: kept in memory until the version, the settings or the notes change."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from pathlib import Path
from threading import Lock

from lke_docs.errors import InputError
from lke_docs.files.index import Progress
from lke_docs.model import Sheet
from lke_docs.read import Limits, load, make_limits, read_bytes
from lke_docs.report.model import Report
from lke_docs.report.overview import report_of
from lke_docs.web.evidence_home import evidence_of, run_of, terms_for
from lke_docs.web.models import Version
from lke_docs.workspace.config import FILE_NAME, HISTORY, NOTES
from lke_docs.workspace.edit import apply_edits, edits_in
from lke_docs.workspace.opening import Audited, audit_read
from lke_docs.workspace.pair import difference
from lke_docs.workspace.terms import Asked, Terms, make_terms

_MOST = 256  # reports in memory, some 1.6 MB each: a team's units; making one again takes 0.3 s
_MOST_BASES = 16  # files in memory
_Key = tuple[object, ...]
_kept: OrderedDict[_Key, tuple[Audited, Report]] = OrderedDict()
_bases: OrderedDict[tuple[Path, str], tuple[bytes, Sheet]] = OrderedDict()
_locks: dict[int, Lock] = {}
_lock = Lock()


def terms_of(version: Version, *, with_evidence: bool = False) -> Terms:
    """What holds for a unit: its lke.toml, its notes, its evidence as it was read last, or to be read now."""
    evidence = evidence_of(version.unit) if with_evidence else None
    return make_terms(Asked(evidence=evidence), version.unit.path) if evidence else terms_for(version.unit)


def open_version(version: Version, *, with_evidence: bool = False, tell: Progress | None = None) -> Audited:
    """Audit a version now, with the files of its evidence where asked: that may take minutes."""
    data, sheet = base_of(version)
    return audit_read(data, _edited(version, sheet), terms_of(version, with_evidence=with_evidence), tell=tell)


def read_version(version: Version) -> tuple[Audited, Report]:
    """The audit of a version and its report. Raises LkeError for a file or settings that cannot be used."""
    key = _key(version)
    with _lock:
        lock = _locks.setdefault(version.pk, Lock())
    with lock:  # who asks for the same at the same time waits for it
        reading = _kept.get(key)
        if reading is None:
            done = _with_news(version, open_version(version))
            reading = done, report_of(done, is_masked=False)  # cells are written in as they are
        _keep(key, reading)
        return reading


def sheet_of(version: Version) -> Sheet:
    """The sheet of a version with what people changed in it, not audited."""
    return _edited(version, base_of(version)[1])


def base_of(version: Version) -> tuple[bytes, Sheet]:
    """The file of a version and the sheet in it: versions that were edited share one."""
    key = (version.path, version.base_sha256)
    base = _bases.get(key)
    if base is None:
        limits = make_limits(terms_for(version.unit).limits)
        data = _bytes_of(version, limits)
        base = data, read_bytes(data, version.base_name, limits=limits)  # where it lies is nobody's business
        with _lock:
            _bases[key] = base
            while len(_bases) > _MOST_BASES:
                _bases.popitem(last=False)
    return base


def _bytes_of(version: Version, limits: Limits) -> bytes:
    """The file as it came: where people went on in it, or took it away, the copy that was laid aside then."""
    for path in (version.path, copy_of(version)):
        data = load(path, limits=limits) if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() == version.base_sha256:
            return data
    said = f"isinya bukan lagi seperti pada versi {version.number}."
    raise InputError(version.base_name, said, remedy="Letakkan lagi berkasnya di halaman awal; ia menjadi versi baru.")


def copy_of(version: Version) -> Path:
    """Where the file of a version is laid aside when it comes."""
    return version.unit.path / HISTORY / "lembar" / version.base_sha256


def _edited(version: Version, sheet: Sheet) -> Sheet:
    return apply_edits(sheet, edits_in(version.edits))


def _with_news(version: Version, done: Audited) -> Audited:
    """The same with what became of findings since the version that was edited."""
    if version.parent is None or not version.edits:
        return done
    kept = _kept.get(_key(version.parent))
    old = kept[0] if kept else open_version(version.parent)
    return done._replace(comparison=difference(old, done))


def _keep(key: _Key, value: tuple[Audited, Report]) -> None:
    with _lock:
        _kept[key] = value
        _kept.move_to_end(key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)


def _key(version: Version) -> _Key:
    folder = version.unit.path
    return (
        version.pk,
        version.base_sha256,
        run_of(version.unit),
        *(_changed(folder / name) for name in (FILE_NAME, NOTES)),
    )


def _changed(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size

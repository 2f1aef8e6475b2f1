"""Files read by a few limited children at once, each of which lives long.

A thread for each child reads the bytes of a file, takes their hash and hands them over. A child that dies, or needs
too much, marks only the file that it was at, and that only when it fails alone in a new child as well.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from lke_docs.errors import InputError
from lke_docs.files.as_json import TakenApart, dump
from lke_docs.files.content_kind import kind_of
from lke_docs.files.in_child import unread
from lke_docs.office.apart import Ending, StoppedError, stopped
from lke_docs.office.archive import BrokenFileError
from lke_docs.office.crew import shared
from lke_docs.office.door import read_within
from lke_docs.office.lasting import Lasting, Renewal
from lke_docs.office.limits import MIB, Limits, OverLimitError, how_to_raise, over
from lke_docs.tuples import NamedTuple

_READ, _HOLD = "lke_docs.files.in_child:read_file", "lke_docs.files.in_child:hold"
_PICTURE = "lke_docs.files.in_child:picture_in_word"
_MEMBER, _TAKE = "lke_docs.files.in_child:read_member", "lke_docs.files.in_child:take_out"
_MOST_WORKERS, _MOST_CALLS = 8, 400
_HEAD = 8192
FROM_OUTSIDE = (2, 9, 15)  # signals that somebody else has sent: no fault of the file
_CHANGED = "berkas ini berubah selama dibaca; ulangi."


class Job(NamedTuple):
    """A file to be read, or with `chain` a member of the archive whose hash is `archive`."""

    path: str
    place: Path
    archive: str = ""
    chain: tuple[int, ...] = ()


class Done(NamedTuple):
    """What came of a job: the hash of the bytes with a record, b"" where one is known; else why there is none.

    `is_lasting`: the next run need not ask again.
    """

    job: Job
    sha256: str = ""
    record: bytes = b""
    reason: str = ""
    is_lasting: bool = True


def cores() -> int:
    """How many children are worth having."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(count, _MOST_WORKERS))


def read_all(jobs: Sequence[Job], *, known: set[str], limits: Limits, workers: int = 0) -> Iterator[Done]:
    """Read all jobs, in the order in which they end; close it to stop. `known`: hashes that need no reading."""
    lock = threading.Lock()

    def is_new(digest: str) -> bool:
        """Whether these bytes are still to be read; from now on they are not."""
        with lock:
            fresh = digest not in known
            known.add(digest)
            return fresh

    return shared(jobs, lambda: _Reader(is_new, limits), workers=workers or cores())


def take_out(job: Job, limits: Limits) -> bytes:
    """The bytes of a file, or of a member of an archive. Raises InputError, StoppedError and what `in_child` raises."""
    data = _bytes(job.place, limits)
    if not job.chain:
        return data
    arguments = {"sha256": job.archive, "chain": job.chain, "limits": limits._asdict()}
    child = _child(limits)
    try:
        child.call(_HOLD, data, {"sha256": job.archive}, seconds=limits.seconds)
        return child.call(_TAKE, b"", arguments, seconds=limits.seconds)
    finally:
        child.close()


def picture_in_word(data: bytes, page: int, limits: Limits) -> bytes:
    """The picture that is a page of a DOCX. Raises StoppedError and what `in_child` raises."""
    child = _child(limits)
    try:
        return child.call(_PICTURE, data, {"page": page, "limits": limits._asdict()}, seconds=limits.seconds)
    finally:
        child.close()


def _child(limits: Limits) -> Lasting:
    return Lasting(memory_bytes=limits.memory_bytes, renewal=Renewal(_MOST_CALLS, limits.memory_bytes // 2))


def _bytes(place: Path, limits: Limits) -> bytes:
    data, size = read_within(place, most=limits.file_bytes)
    if size > limits.file_bytes:
        said = over(limits, "file_bytes", f"ukuran berkas {size // MIB} MB")
        raise InputError(place, f"{said} Naikkan batasnya, {how_to_raise(limits, 'file_bytes')}.")
    return data


class _Reader:
    """One child, and the archive that it has."""

    def __init__(self, is_new: Callable[[str], bool], limits: Limits) -> None:
        self._is_new, self._limits, self._child = is_new, limits, _child(limits)
        self._held, self._is_stopped = "", False

    def do(self, job: Job) -> Done:
        try:
            return self._member(job) if job.chain else self._file(job)
        except InputError as error:
            return Done(job, reason=error.reason, is_lasting=False)

    def kill(self) -> None:
        self._is_stopped = True
        self._child.kill()

    def close(self) -> None:
        self._child.close()

    def _file(self, job: Job) -> Done:
        data = _bytes(job.place, self._limits)
        digest = sha256(data).hexdigest()
        if not self._is_new(digest):
            return Done(job, digest)
        try:
            return Done(job, digest, self._call(_READ, data, {"limits": self._limits._asdict()}))
        except StoppedError as error:
            reason = self._why(error, job)
            if error.signal in FROM_OUTSIDE:
                return Done(job, digest, reason=reason, is_lasting=False)
            format = "lain" if data.startswith(b"PK") else kind_of(data[:_HEAD]).format
            return Done(job, digest, dump(TakenApart(unread(format, reason))))

    def _member(self, job: Job) -> Done:
        arguments = {"sha256": job.archive, "chain": job.chain, "limits": self._limits._asdict()}
        try:
            answer = self._call(_MEMBER, b"", arguments, job)
        except (BrokenFileError, OverLimitError) as error:
            return Done(job, reason=str(error))
        except StoppedError as error:
            return Done(job, reason=self._why(error, job), is_lasting=error.signal not in FROM_OUTSIDE)
        digest, _, record = answer.partition(b"\n")
        return Done(job, digest.decode(), record)

    def _why(self, error: StoppedError, job: Job) -> str:
        return stopped(error, job.path, self._limits, "seconds").reason

    def _call(self, function: str, data: bytes, arguments: Mapping[str, Any], member: Job | None = None) -> bytes:
        """Ask the child; where it fails and has done other work before, ask a new one."""
        while True:
            is_old = self._child.is_begun
            try:
                if member is not None and not (is_old and self._held == member.archive):
                    self._hold(member)
                return self._child.call(function, data, arguments, seconds=self._limits.seconds)
            except StoppedError as error:
                self._child.close()
                if not is_old or error.ending is Ending.TIME or self._is_stopped:
                    raise

    def _hold(self, member: Job) -> None:
        data = _bytes(member.place, self._limits)
        if sha256(data).hexdigest() != member.archive:
            raise InputError(member.place, _CHANGED)
        self._held = ""
        self._child.call(_HOLD, data, {"sha256": member.archive}, seconds=self._limits.seconds)
        self._held = member.archive

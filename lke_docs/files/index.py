"""Read a whole evidence folder: walk it, read what is new, recognise pictures of pages, give every file in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs.files.as_json import TakenApart
from lke_docs.files.in_child import unread
from lke_docs.files.model import INSIDE, Page, RawFile, Reading
from lke_docs.files.reader import Done, Job, read_all
from lke_docs.files.shelf import Kept, MemberRow, Shelf, open_shelf
from lke_docs.files.trust import judged, wants_ocr
from lke_docs.files.walk import Found, walk
from lke_docs.office.limits import Limits
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lke_docs.files.ocr import Engine

Progress = Callable[[str, int, int], object]  # the file that was read, how many are, how many there are

_UNREAD = "{} berkas memuat pindaian yang tidak diperiksa: belum ada mesin OCR; lke-docs doctor menerangkan caranya."
_UNWANTED = "{} berkas memuat pindaian yang tidak diperiksa, karena OCR dimatikan (--no-ocr)."
_LOST = "berkas ini tidak sempat dibaca; ulangi."
_NEW = "belum diperiksa; periksa lagi foldernya."
_MOST_LEVELS = 2  # of archives in one another
_NESTED = "arsip di dalam arsip di dalam arsip; tidak dibuka. Ekstrak dahulu isinya ke folder ini."


def say_nothing(path: str, done: int, total: int) -> None:
    """For who wants no progress."""


def index_folder(
    folder: Path,
    *,
    shelf: Path,
    limits: Limits,
    engine: Engine | None = None,
    is_ocr_wanted: bool = True,
    workers: int = 0,
    tell: Progress = say_nothing,
    is_kept_only: bool = False,
) -> tuple[tuple[RawFile, ...], tuple[str, ...]]:
    """Read every file of a folder, in the order of paths, and what is to be said of the folder.

    What was read is kept on `shelf`, a file, and read again only where it changed; with `is_kept_only` what changed
    stays unread. Raises ConfigError for a shelf that cannot be used. An interruption loses at most what was read in
    the last moment.
    """
    walked = walk(folder)
    with open_shelf(shelf, folder, limits) as kept:
        index = _Index(kept, limits, workers, tell, is_kept_only, is_ocr_wanted)
        layer = entries = index.top(walked.files)
        for _ in range(_MOST_LEVELS):
            layer = index.inside(layer)
            entries = entries + layer
        files = index.recognised([index.file(entry) for entry in entries], entries, engine)
    notices = walked.notices
    if engine is None and (count := sum(any(map(wants_ocr, raw.pages)) for raw in files)):
        notices += ((_UNREAD if is_ocr_wanted else _UNWANTED).format(count),)
    return tuple(sorted(files, key=lambda raw: raw.path)), notices


def locate(folder: Path, path: str, *, shelf: Path, limits: Limits) -> tuple[Job, str] | None:
    """Where a file of a folder lies, a member of an archive too, and the hash of its bytes; None: it is not there.

    Nothing is read but what has changed since the folder was. Raises ConfigError as `index_folder`.
    """
    files = [it for it in walk(folder, toward=path).files if path == it.path or path.startswith(it.path + INSIDE)]
    with open_shelf(shelf, folder, limits) as kept:
        index = _Index(kept, limits, 1, say_nothing)
        layer = index.top(files)
        for _ in range(_MOST_LEVELS):
            if not layer or layer[0].job.path == path:
                break
            layer = [it for it in index.inside(layer) if path == it.job.path or path.startswith(it.job.path + INSIDE)]
    return next(((it.job, it.sha256) for it in layer if it.job.path == path and not it.reason), None)


def text_of(folder: Path, sha256: str, *, shelf: Path, limits: Limits, engine: Engine | None) -> RawFile | None:
    """What was read of these bytes, by the engine as well; None where nothing is kept."""
    with open_shelf(shelf, folder, limits) as kept:
        record = kept.record(sha256)
        pages = kept.recognised(sha256, engine.said) if engine else None
    return _with(record.raw, pages or ()) if record else None


class _Entry(NamedTuple):
    """A file or a member with the hash of its bytes, or why it has none."""

    job: Job
    size: int
    sha256: str = ""
    reason: str = ""


class _Index:
    """One run over a folder."""

    def __init__(
        self,
        shelf: Shelf,
        limits: Limits,
        workers: int,
        tell: Progress,
        is_kept_only: bool = False,
        is_ocr_wanted: bool = True,
    ) -> None:
        self.shelf, self.limits, self.workers, self.tell = shelf, limits, workers, tell
        self.is_kept_only, self.is_ocr_wanted = is_kept_only, is_ocr_wanted
        self.known = shelf.hashes()
        self.records: dict[str, TakenApart] = {}
        self.lost: dict[str, str] = {}  # why bytes could not be read this time, by their hash
        self.total = self.count = 0

    def top(self, files: Sequence[Found]) -> list[_Entry]:
        """The files of the folder; those that changed are read."""
        kept = self.shelf.files()
        place = {file.path: file for file in files}
        hashes = [_unchanged(file, kept, is_kept_only=self.is_kept_only) for file in files]
        entries = [
            _Entry(Job(file.path, file.place), file.size, digest, file.reason)
            for file, digest in zip(files, hashes, strict=True)
        ]

        def keep(done: Done) -> None:
            file = place[done.job.path]
            self.shelf.keep_file(file.path, Kept(file.size, file.touched, done.sha256))

        return self.read(entries, keep)

    def inside(self, layer: Sequence[_Entry]) -> list[_Entry]:
        """The members of the archives among these files; those that are new are read."""
        entries = [inner for entry in layer if entry.sha256 for inner in self.members(entry)]

        def keep(done: Done) -> None:
            self.shelf.keep_member(done.job.archive, _key(done.job), MemberRow(done.sha256, done.reason))

        return self.read(entries, keep)

    def members(self, entry: _Entry) -> Iterator[_Entry]:
        members = self.record(entry.sha256).members
        archive = entry.job.archive or entry.sha256
        kept = self.shelf.members(archive) if members else {}
        seen: set[str] = set()
        for member in members:
            path = f"{entry.job.path}{INSIDE}{member.name}"
            while path in seen:
                path += " (2)"
            seen.add(path)
            job = Job(path, entry.job.place, archive, (*entry.job.chain, member.at))
            row = kept.get(_key(job), MemberRow("", ""))
            yield _Entry(job, member.size, row.sha256, member.reason or row.reason)

    def read(self, entries: list[_Entry], keep: Callable[[Done], object]) -> list[_Entry]:
        """The entries with their hashes: what is not known is read, and kept as it comes."""
        if self.is_kept_only:
            return [it if it.reason or it.sha256 in self.known else it._replace(reason=_NEW) for it in entries]
        new = [it.job for it in entries if not it.reason and it.sha256 not in self.known]
        self.total += len(entries)
        self.count += len(entries) - len(new)
        outcomes: dict[Job, tuple[str, str]] = {}
        for done in read_all(new, known=self.known, limits=self.limits, workers=self.workers):
            outcomes[done.job] = done.sha256, done.reason
            if done.record:
                self.shelf.keep_record(done.sha256, done.record)
            elif done.reason:
                self.lost[done.sha256] = done.reason
            if done.is_lasting:
                keep(done)
            self.count += 1
            self.tell(done.job.path, self.count, self.total)
        self.shelf.write()
        made = ((it, *outcomes.get(it.job, (it.sha256, it.reason))) for it in entries)
        return [it._replace(sha256=digest, reason=reason) for it, digest, reason in made]

    def record(self, digest: str) -> TakenApart:
        """What was read of these bytes."""
        if digest not in self.records:
            record = self.shelf.record(digest) if digest else None
            self.records[digest] = record or TakenApart(unread("lain", self.lost.get(digest, _LOST)))
        return self.records[digest]

    def file(self, entry: _Entry) -> RawFile:
        if not entry.sha256 or entry.reason:
            return unread("lain", entry.reason)._replace(path=entry.job.path, size=entry.size)
        record = self.record(entry.sha256)
        raw = record.raw._replace(path=entry.job.path, sha256=entry.sha256, size=entry.size)
        if record.members and len(entry.job.chain) >= _MOST_LEVELS:
            return raw._replace(read=Reading.NONE, reason=_NESTED)
        return raw

    def recognised(self, files: list[RawFile], entries: Sequence[_Entry], engine: Engine | None) -> list[RawFile]:
        """The files with what an engine reads of pages that are pictures."""
        pages: dict[str, tuple[Page, ...]] = {}
        if engine is not None:
            from lke_docs.files.recognising import Pictured, is_pictured, recognise_all

            ahead: dict[str, Pictured] = {}
            for raw, entry in zip(files, entries, strict=True):
                if is_pictured(raw) and raw.sha256 not in pages:
                    old = self.shelf.recognised(raw.sha256, engine.said)
                    if old is not None:
                        pages[raw.sha256] = old
                    elif not self.is_kept_only:
                        ahead.setdefault(raw.sha256, Pictured(entry.job, raw))
            self.total += len(ahead)
            for scan in recognise_all(list(ahead.values()), engine=engine, limits=self.limits, workers=self.workers):
                pages[scan.sha256] = scan.pages
                if scan.is_lasting:
                    self.shelf.keep_recognised(scan.sha256, engine.said, scan.pages)
                self.count += 1
                self.tell(scan.path, self.count, self.total)
        wholes = [_with(raw, pages.get(raw.sha256, ())) for raw in files]
        return [judged(raw, has_engine=engine is not None, is_wanted=self.is_ocr_wanted) for raw in wholes]


def _unchanged(file: Found, kept: Mapping[str, Kept], *, is_kept_only: bool) -> str:
    """The hash of a file that is as it was; "" for any other. What is only looked at may have been put back since."""
    old = kept.get(file.path)
    if old is None or old.size != file.size:
        return ""
    return old.sha256 if old.changed == file.touched or (is_kept_only and file.changed <= old.changed) else ""


def _with(raw: RawFile, pages: Sequence[Page]) -> RawFile:
    """A file with these pages in the place of its own."""
    if not pages:
        return raw
    read = {page.number: page for page in pages}
    return raw._replace(pages=tuple(read.get(page.number, page) for page in raw.pages))


def _key(job: Job) -> str:
    return "/".join(map(str, job.chain))

"""What people wrote into a worklist: read back by the fingerprint of each finding, never lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from lke_docs.errors import InputError
from lke_docs.model import Finding
from lke_docs.office.limits import Limits
from lke_docs.tuples import NamedTuple

SHEET = "Daftar kerja"
SIDIK = "Sidik"
OWN = ("Penanggung jawab", "Batas waktu", "Selesai", "Catatan")  # what people fill in
DONE = ("belum", "sedang dikerjakan", "selesai", "tidak dikerjakan")  # what is offered for "Selesai"
TITLES = (
    *("Indikator", "Jawaban", "Temuan", "Tingkat", "Poin", "Kutipan", "Yang dilakukan"),
    *(*OWN, "Keadaan", "Kode", SIDIK),
)
FOLDER = "Folder bukti"  # the sheet of documents that the lines of the evidence folder name
CLAIM_TITLES = ("Indikator", "Bukti", "Keadaan", "Berkas", "Yang berbeda atau alasannya", "Tindakan", *OWN, SIDIK)
_SAME_AS = {"Temuan": "Bukti", "Yang dilakukan": "Tindakan"}  # where a claim that is there no more goes on
MENDED, UNCHECKED, OWN_LINE = "sudah tidak ditemukan", "tidak diperiksa kali ini", "baris sendiri"


class Work(NamedTuple):
    """A line of a worklist as it stands there, by `TITLES`; a line without a fingerprint is one that people added."""

    cells: tuple[str, ...] = ("",) * len(TITLES)

    def of(self, title: str) -> str:
        return self.cells[TITLES.index(title)]

    def with_(self, **said: str) -> Work:
        return Work(tuple(said.get(title, cell) for title, cell in zip(TITLES, self.cells, strict=True)))

    @property
    def own(self) -> tuple[str, ...]:
        """What people wrote, by `OWN`."""
        return tuple(self.of(title) for title in OWN)

    @property
    def fingerprint(self) -> str:
        return self.of(SIDIK)

    @property
    def rule(self) -> str:
        return self.of("Kode").partition(" ")[0]


def read_worklist(path: Path, limits: Limits) -> tuple[Work, ...]:
    """Read a worklist that `audit --format xlsx` made, whatever people sorted and wrote. Raises InputError."""
    from lke_docs.read import load

    return worklist_in(load(path, limits=limits), path, limits)


def worklist_in(data: bytes, path: Path, limits: Limits) -> tuple[Work, ...]:
    """The same from memory; `path` names it in messages."""
    from lke_docs.read.detect import detect
    from lke_docs.read.sandbox import take_apart

    format = detect(data, str(path))
    if format not in ("xlsx", "ods", "xls"):
        raise InputError(path, "ini bukan daftar kerja.", remedy="Berikan XLSX buatan lke-docs audit --format xlsx.")
    work: list[Work] | None = None
    for grid in take_apart(data, format, str(path), limits).grids:
        rows: dict[int, dict[int, str]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell.text.strip()
        head = next((row for row, cells in rows.items() if {SIDIK, *OWN} <= set(cells.values())), None)
        if head is not None:
            at = {title: column for column, title in rows[head].items()}
            lines = (_work(cells, at) for row, cells in sorted(rows.items()) if row > head)
            work = [*(work or ()), *filter(None, lines)]
    if work is not None:
        return tuple(work)
    columns = ", ".join((*OWN, SIDIK))
    raise InputError(path, f"tidak ada lembar dengan kolom {columns}.", remedy="Jangan hapus kolom daftar kerja.")


def _work(cells: Mapping[int, str], at: Mapping[str, int]) -> Work | None:
    """One line; None where nothing stands in it."""
    told = tuple(cells.get(at.get(title, at.get(_SAME_AS.get(title, ""), -1)), "") for title in TITLES)
    return Work(told) if any(told) else None


def sorted_out(
    work: Iterable[Work], findings: Iterable[Finding], ran: Collection[str], claims: Iterable[str] = ()
) -> tuple[Mapping[str, Work], tuple[Work, ...]]:
    """Work on findings that are there, by fingerprint, and all else: mended, not checked this time, people's own lines.

    `claims`: the marks of the claims on an evidence folder, which people work through in the same way.

    Of several lines on one finding the last that says something counts; what an earlier one says otherwise stays as a
    line of people's own. A claim that is named no more is kept where people wrote on it.
    """
    marks = frozenset(claims)
    there = {single.fingerprint for finding in findings for single in finding.singles} | marks
    open_: dict[str, Work] = {}
    closed: dict[str, Work] = {}
    added: list[Work] = []
    for line in work:
        if not line.fingerprint:
            added.append(line.with_(Keadaan=OWN_LINE))
            continue
        home = open_ if line.fingerprint in there else closed
        if line.fingerprint not in home or any(line.own):
            earlier = home.get(line.fingerprint, line)
            if any(earlier.own) and earlier.own != line.own:
                added.append(earlier.with_(Keadaan=OWN_LINE, Sidik=""))
            home[line.fingerprint] = line
    kept = (it for it in closed.values() if it.rule or any(it.own) or not marks)
    ran = {*ran, ""} if marks else ran  # a claim has no rule: its folder was looked into
    return open_, (*dict.fromkeys(added), *(_closed(it, ran) for it in kept))


def _closed(work: Work, ran: Collection[str]) -> Work:
    if work.rule not in ran:
        return work.with_(Keadaan=UNCHECKED)
    return work.with_(Keadaan=MENDED, Poin="")

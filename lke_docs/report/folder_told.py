"""What every face of a report says of a folder of evidence: coverage first, the claims by state, what to open first."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lke_docs.files.model import Folder, Match, MatchState, Reading
from lke_docs.tuples import NamedTuple
from lke_docs.wording import and_more, listed

if TYPE_CHECKING:
    from lke_docs.report.model import Report
    from lke_docs.report.open_first import ToOpen

_KINDS = (
    (MatchState.MISSING, "Disebut di lembar, tidak ada di folder", "Masukkan berkasnya, atau perbaiki isian."),
    (MatchState.UNSURE, "Belum pasti berkasnya", "Pastikan berkasnya, lalu sebutkan pembedanya di lembar."),
    (MatchState.NOT_CHECKED, "Tidak diperiksa", "Cari sendiri di antara berkas yang tidak diperiksa."),
    (MatchState.EMPTY_LINK, "Tautan kosong", "Salin alamat lengkapnya, atau masukkan berkasnya."),
    (MatchState.LINK, "Tautan ke luar folder", "Buka tautannya, lalu simpan salinannya di folder."),
    (MatchState.FOUND, "Cocok", ""),
)
_DISAGREE, _SAME = "Cocok, tetapi ada yang berbeda", "Samakan lembar dengan dokumennya."
_URGENT = {MatchState.MISSING: "wajib", MatchState.EMPTY_LINK: "perlu", MatchState.FOUND: "perlu"}
_FEW = 3  # files of a series that are named
_SOME = 6  # of those that were not read for one reason


class ClaimGroup(NamedTuple):
    """Claims of one state, what people read of it and do; those found whose file differs are apart."""

    state: MatchState
    title: str
    remedy: str
    claims: tuple[Match, ...]

    @property
    def short(self) -> str:
        """The state as a word for a column."""
        return f"{self.state.value}, berbeda" if self.title == _DISAGREE else self.state.value

    @property
    def level(self) -> str:
        """How urgent it is, as the levels of findings; "" where nothing is to be done."""
        return "" if not self.remedy else _URGENT.get(self.state, "pertanyaan")


class FolderTold(NamedTuple):
    """A folder as people read it. `unread`: why, and which; `unnamed`: no claim means them; `seed`: of `first`."""

    read: str
    notices: tuple[str, ...]
    unread: tuple[tuple[str, tuple[str, ...]], ...]
    states: str
    groups: tuple[ClaimGroup, ...]
    first: tuple[ToOpen, ...]
    seed: int
    unnamed: tuple[str, ...]


def folder_told(report: Report) -> FolderTold | None:
    """What a report says of its folder; None where none was given."""
    folder = report.folder
    if folder is None:
        return None
    from lke_docs.report.open_first import reading_list

    first, seed = reading_list(report)
    return FolderTold(
        said_of(folder),
        folder.notices,
        unread_in(folder),
        states_said(folder),
        groups_of(folder),
        first,
        seed,
        unnamed_in(folder),
    )


def opened_first(told: FolderTold) -> Iterator[str]:
    """What to open first, each file with its reasons, and how the controls were drawn."""
    for file in told.first:
        yield f"{file.path} ({listed(file.indicators)}: {', '.join(file.reasons)})"
    if told.first:
        yield order_said(told.seed)


def order_said(seed: int) -> str:
    return f"Urutan: poin yang dipertaruhkan dikali keraguan; pembanding acak dengan benih {seed}."


def groups_of(folder: Folder) -> tuple[ClaimGroup, ...]:
    """The claims by state: what is missing and what is doubtful first, what is found last."""
    return tuple(group for group in _groups(folder.matches) if group.claims)


def _groups(matches: Sequence[Match]) -> Iterator[ClaimGroup]:
    for state, title, remedy in _KINDS:
        here = [it for it in matches if it.state is state]
        if state is MatchState.FOUND:
            yield ClaimGroup(state, _DISAGREE, _SAME, tuple(it for it in here if against(it)))
            here = [it for it in here if not against(it)]
        yield ClaimGroup(state, title, remedy, tuple(here))


def against(match: Match) -> list[str]:
    """What the file says otherwise than the claim."""
    return [reason.said for reason in match.reasons if reason.kind in ("nomor", "tanggal") and reason.weight < -0.5]


def why(match: Match) -> str:
    """Why a claim is not sure, and what differs."""
    return "; ".join(filter(None, (match.said, *against(match))))


def files_of(match: Match) -> tuple[tuple[str, ...], int]:
    """The files of a claim, of a series the first, and how many more there are."""
    return tuple(rival.path for rival in match.files[:_FEW]), max(len(match.files) - _FEW, 0)


def where(match: Match, between: str = ", ") -> str:
    """The same in words."""
    paths, more = files_of(match)
    return between.join(paths) + (f" dan {more} lagi" if more else "")


def unnamed_in(folder: Folder) -> tuple[str, ...]:
    """The files that were read and that no claim means."""
    named = {rival.path for match in folder.matches for rival in match.files}
    read = (file for file in folder.files if file.raw.is_read and not file.raw.is_opened)
    return tuple(file.path for file in read if file.path not in named)


def unread_in(folder: Folder) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The files that were not read, or not all of them, by the reason."""
    unread: dict[str, list[str]] = {}
    for file in folder.files:
        if not file.raw.is_read or file.raw.unread:
            unread.setdefault(file.raw.reason or "tidak terbaca", []).append(file.path)
    return tuple((reason, tuple(paths)) for reason, paths in unread.items())


def unread_said(folder: Folder) -> Iterator[str]:
    """The same as lines: why, and which, of many the first."""
    for reason, paths in unread_in(folder):
        yield f"{listed(paths[:_SOME])}{and_more(len(paths), _SOME)}: {reason}"


def coverage(folder: Folder) -> dict[str, int]:
    """How many files there are, and how they were read; `partly`: of those read, not all pages."""
    ways = Counter(file.raw.read for file in folder.files)
    return {
        "files": len(folder.files),
        "read": ways[Reading.TEXT],
        "ocr": ways[Reading.OCR],
        "partly": sum(file.raw.is_read and bool(file.raw.unread) for file in folder.files),
        "not_checked": ways[Reading.LAYER] + ways[Reading.NONE],
    }


def said_of(folder: Folder) -> str:
    """ "300 berkas: 262 terbaca, 31 dibaca dari pindaian, 7 tidak diperiksa; 4 berkas hanya sebagian halamannya"."""
    count = coverage(folder)
    parts = (
        (count["read"], "terbaca"),
        (count["ocr"], "dibaca dari pindaian"),
        (count["not_checked"], "tidak diperiksa"),
    )
    partly = f"; {count['partly']} berkas dibaca sebagian halamannya saja" if count["partly"] else ""
    return f"{count['files']} berkas: " + ", ".join(f"{number} {word}" for number, word in parts if number) + partly


def states_said(folder: Folder) -> str:
    """ "112 bukti disebut: 90 cocok, 4 belum pasti, 18 tidak ada; 2 yang cocok masih berupa draf."."""
    counts = Counter(match.state for match in folder.matches)
    said = ", ".join(f"{counts[state]} {state.value}" for state in MatchState if counts[state])
    claims = [match.files for match in folder.matches if match.state is MatchState.FOUND]
    drafts = sum(any(folder.by_path[rival.path].is_draft(rival.part) for rival in files) for files in claims)
    said += f"; {drafts} yang cocok masih berupa draf, belum menjadi bukti" if drafts else ""
    return f"{len(folder.matches)} bukti disebut{f': {said}' if said else ''}."


def marks_of(folder: Folder | None) -> Mapping[str, Match]:
    """Each claim by a mark that stays while its words do, so that what people noted on it comes back."""
    from lke_docs.files.personal import mask

    seen: Counter[tuple[str, str]] = Counter()
    marks = {}
    for match in folder.matches if folder else ():
        words = (match.indicator, mask(" ".join(match.text.split())))  # a report holds the masked words alone
        seen[words] += 1
        told = "\n".join((*words, str(seen[words])))
        marks[f"bukti-{hashlib.sha256(told.encode(errors='backslashreplace')).hexdigest()[:24]}"] = match
    return marks

"""Copy the files that carry a sheet's claims into folders by indicator: the originals stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lke_docs.errors import ConfigError, InputError
from lke_docs.files.model import INSIDE, EvidenceFile, Folder, MatchState
from lke_docs.files.walk import looked_at
from lke_docs.office.archive import BrokenFileError, open_archive, read_part
from lke_docs.office.door import load, read_within, why
from lke_docs.office.limits import Limits, OverLimitError, as_input_error
from lke_docs.office.whole import whole_file
from lke_docs.patterns import title_of
from lke_docs.text import clean_name

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 120  # letters of a name; Windows holds 260 for the whole path
_BYTES, _ENDING = 200, 8  # bytes of a name, where other systems hold 255; letters of its ending


def collect_files(folder: Folder, target: Path, *, limits: Limits, is_dry: bool = False) -> str:
    """Copy each file that is certain below its indicator; a line for each. Nothing that is there is overwritten.

    Raises ConfigError where the target cannot be written, or lies in the folder itself.
    """
    if target.resolve().is_relative_to(Path(folder.path).resolve()):
        raise ConfigError(f"{target}: folder ini di dalam folder bukti. Sebutkan folder lain untuk --collect.")
    lines = []
    for indicator, file in carriers(folder):
        place = target / safe_name(indicator) / clear_name(file)
        said = "akan disalin" if is_dry else _copied(Path(folder.path), file, place, limits)
        lines.append(f"{file.path} → {place.relative_to(target)}: {said}")
    drafts = [
        f"{file.path}: tidak disalin: masih berupa draf, bukan bukti" for _, file in carriers(folder, drafts=True)
    ]
    verb = "akan disalin" if is_dry else "disalin atau sudah ada"
    return "\n".join([*lines, *drafts, f"{len(lines)} berkas {verb} di {target}.", ""])


def carriers(folder: Folder, *, drafts: bool = False) -> Iterator[tuple[str, EvidenceFile]]:
    """Each file that certainly carries a claim, with that claim's indicator; `drafts`: those still to be finished."""
    seen = set()
    for match in folder.matches:
        if match.state is not MatchState.FOUND:
            continue
        for rival in match.files:
            file = folder.by_path[rival.path]
            if (match.indicator, rival.path) not in seen and file.is_draft(rival.part) is drafts:
                seen.add((match.indicator, rival.path))
                yield match.indicator, file


def clear_name(file: EvidenceFile) -> str:
    """A name that says what a file is: "SK KEP-12-B.2-02-2021, 2021-02-16 (scan001).pdf"."""
    own = PurePosixPath(file.path.rpartition(INSIDE)[2])
    part = file.parts[0] if file.parts else None
    told = [title_of(slug) for slug in part.document_types[:1]] if part else []
    told += [part.number.normalized] if part and part.number else []
    day = part.date or part.event if part else None
    when = f", {day.value}" if day is not None and day.value else ""
    name = f"{' '.join(told)}{when} ({own.stem})" if told else own.stem
    ending = f".{safe_name(own.suffix[1:])}" if own.suffix else ""
    return f"{safe_name(name)[:_LONGEST].rstrip(' .')}{ending}"


def safe_name(name: str) -> str:
    """A name that every system can hold; of a longer one its beginning and its ending."""
    name = _FORBIDDEN.sub("-", clean_name(name)).strip(" .") or "tanpa nama"
    written = name.encode("utf-8", "surrogatepass")
    if len(written) <= _BYTES:
        return name
    ending = PurePosixPath(name).suffix[:_ENDING]
    return f"{written[: _BYTES - 4 * _ENDING].decode('utf-8', 'ignore').rstrip(' .')}{ending}"


def _copied(source: Path, file: EvidenceFile, place: Path, limits: Limits) -> str:
    try:
        data = bytes_of(source, file.path, limits)
        if place.exists():
            return "sudah ada" if load(place, most=limits.file_bytes) == data else "dibiarkan: nama itu sudah dipakai"
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(place) as stream:
            stream.write(data)
    except InputError as error:
        return f"tidak disalin: {error.reason}"
    except OSError as error:
        raise ConfigError(f"{place}: berkas tidak dapat ditulis ({why(error)}).") from error
    return "disalin"


def bytes_of(folder: Path, path: str, limits: Limits) -> bytes:
    """The bytes of a file of the folder, or of a member of an archive in it; no link is followed. Raises InputError."""
    outer, *members = path.split(INSIDE)
    there = looked_at(folder / outer, outer)
    if there is not None and there.reason:
        raise InputError(path, there.reason)
    data, size = read_within(folder / outer, most=limits.file_bytes)
    if size > limits.file_bytes:
        raise InputError(path, f"berkas lebih besar dari {limits.file_bytes} byte.")
    try:
        for member in members:
            with open_archive(data) as archive:
                data = read_part(archive, member, limits)
    except BrokenFileError as error:
        raise InputError(path, str(error)) from error
    except OverLimitError as error:
        raise as_input_error(path, error) from error
    return data

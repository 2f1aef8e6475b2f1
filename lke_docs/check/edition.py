"""Which rules and which form a result was made by: a finding may be new because the text is, or because they are."""

from __future__ import annotations

from hashlib import sha256

from lke_docs.instrument import Instrument, instrument_ids, load_instrument
from lke_docs.kept import shipped
from lke_docs.resources import PACKAGE, __version__, data_dir

_ROOMS = ("read", "patterns", "extract", "instrument", "form", "series", "claim", "check", "score")


@shipped
def rules_version() -> str:
    """Name the rules, and all that reads a sheet for them: "0.1.0-3f9c2a17", equal for equal code and words."""
    code = (path for room in _ROOMS for path in (PACKAGE / room).rglob("*.py"))
    read = []
    for path in sorted((*code, *data_dir("patterns").glob("*.toml")), key=lambda path: (path.parent.name, path.name)):
        read.append(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}-{sha256(b''.join(read)).hexdigest()[:8]}"


def form_version(instrument: Instrument | None) -> str:
    """Name a form as it was read, wherever its file lies: "zi-2019-5247ab01"; "" where there is none."""
    if instrument is None:
        return ""
    id, reading = instrument.id, instrument.reading
    is_shipped = id in instrument_ids() and instrument == load_instrument(id, reading=reading)
    return _of_shipped(id, reading) if is_shipped else _named(instrument)


@shipped
def _of_shipped(id: str, reading: str) -> str:
    return _named(load_instrument(id, reading=reading))


def _named(form: Instrument) -> str:
    return f"{form.id}-{sha256(repr(form._replace(source='')).encode()).hexdigest()[:8]}"

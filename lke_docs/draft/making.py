"""What a draft carries of its making, inside the document, so that it is known wherever the document goes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lke_docs.draft.marks import PROPERTY
from lke_docs.draft.package import parse
from lke_docs.text import clean_name
from lke_docs.tuples import NamedTuple

if TYPE_CHECKING:
    from lke_docs.draft.fields import Schema

CUSTOM = "docProps/custom.xml"
BY_HAND = "formulir"  # the kind of a paper that is filled in after printing
_BEFORE = "ya"
_DATES = ("tanggal_dokumen", "tanggal_kegiatan")
PERIOD = "periode"  # stands among the dates of a paper that tells of a period which has begun
_MOST = 255  # letters of a property that Word shows
_NAMES = frozenset(
    {"dibuat", "templat", "jenis", "sebelum_kegiatan", "bertanggal", "keadaan", "masa", "hari_kegiatan", "catatan"}
)


class DraftMaking(NamedTuple):
    """`made`: the day of making. `dates`: of the letter's own day, the day of its event and periods that have begun
    those that it has a place for. `state`, `held_within`, `held_on`, `record`: what was said of the event."""

    made: date
    template: str = ""
    is_by_hand: bool = False
    is_beforehand: bool = False
    dates: tuple[str, ...] = ()
    state: str = ""
    held_within: str = ""
    held_on: date | None = None
    record: str = ""


def carried(schema: Schema, about: Mapping[str, object], *, printed: Collection[str] | None = None) -> dict[str, str]:
    """The properties of a draft of this kind; `about`: what its record says of gap and event; `printed`: the fields
    that its template has, where these are not all."""
    fields = [field for field in schema.fields if printed is None or field.name in printed]
    dates = [name for name in _DATES if any(field.name == name for field in fields)]
    dates += [PERIOD] * any(field.is_begun for field in fields)
    said = {"keadaan": "state", "masa": "held_within", "hari_kegiatan": "held_on", "catatan": "record_of_event"}
    return {
        "templat": schema.name,
        "jenis": BY_HAND if schema.is_by_hand else "naskah",
        "sebelum_kegiatan": _BEFORE if schema.is_beforehand else "",
        "bertanggal": " ".join(dates),
        **{name: clean_name(str(about.get(key, "")))[:_MOST] for name, key in said.items()},
    }


def making_of(data: bytes, note: Mapping[str, Any]) -> DraftMaking | None:
    """What the properties of a draft tell, of one made by an older program the `.sumber.json` beside it (`note`);
    None where neither does."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        own = own_properties(archive.read(CUSTOM) if CUSTOM in archive.namelist() else b"")
    if "keadaan" not in own:
        own = _noted(note)
    if not (made := _day(own.get("dibuat", ""))):
        return None
    return DraftMaking(
        made,
        own.get("templat", ""),
        own.get("jenis") == BY_HAND,
        own.get("sebelum_kegiatan") == _BEFORE,
        tuple(own.get("bertanggal", "").split()),
        own["keadaan"],
        own.get("masa", ""),
        _day(own.get("hari_kegiatan", "")),
        own.get("catatan", ""),
    )


def own_properties(raw: bytes) -> dict[str, str]:
    """The `lke_docs.NAME` properties of a draft that tell of its making."""
    if not raw:
        return {}
    names = {node.get("name", ""): "".join(str(text) for text in node.itertext()) for node in parse(raw)}
    return {name: names[key] for name in _NAMES if (key := f"{PROPERTY}.{name}") in names}


def _noted(note: Mapping[str, Any]) -> dict[str, str]:
    from lke_docs.draft.library import find_template, template_names

    name = str(note.get("template", {}).get("name", ""))
    if name not in template_names():
        return {}
    return {"dibuat": str(note.get("made", "")), **carried(find_template(name).schema, note)}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

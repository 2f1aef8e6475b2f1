"""What drafts need of a unit, from the tables of its `lke.toml`: letterhead, numbers, places, officers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lke_docs.draft.clean import toml_string
from lke_docs.draft.look import PAPERS, Look
from lke_docs.draft.numbering import custom_values, number_pattern, office_code
from lke_docs.draft.values import Value
from lke_docs.model import Entry, Sheet
from lke_docs.patterns import vocabulary
from lke_docs.records import DAY, TABLE, TEXT, Record, ValueKind, may

_LINES = ValueKind("teks atau daftar teks", (str, list))
_KEYS = {
    "kop": {"lembaga": may(_LINES), "unit": may(_LINES), "alamat": may(_LINES)},
    "naskah": {"kode_satker": may(TEXT), "tempat": may(TEXT), "nomor": may(TABLE)},
    "tampilan": {"kertas": may(TEXT, PAPERS), "huruf": may(TEXT), "logo": may(TEXT)},
    "pejabat": {
        "jabatan": may(TEXT),
        "nama": may(TEXT),
        "pangkat": may(TEXT),
        "nip": may(TEXT),
        "mulai": may(DAY),
        "selesai": may(DAY),
    },
}


@dataclass(frozen=True, slots=True)
class Officer:
    """Who signs, and from when to when. Open ends are None."""

    title: str
    name: str = ""
    rank: str = ""
    nip: str = ""
    start: date | None = None
    end: date | None = None

    def is_serving(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the tables say; empty where there are none."""

    path: Path | None = None
    letterhead: Mapping[str, Any] = field(default_factory=dict)
    office_code: str = ""
    place: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    officers: tuple[Officer, ...] = ()
    look: Look = field(default_factory=Look)
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def values(self, template: str, *, day: date) -> dict[str, Value]:
        """Values for a template: letterhead, place, who signs on `day`, and fields set for it by name."""
        origin = f"konfigurasi:{self.path.name if self.path else 'lke.toml'}"
        contents: dict[str, Any] = {**self.letterhead, "tempat_penetapan": self.place}
        if pattern := self.numbers.get(template):
            contents["nomor"] = pattern
        if officer := next((item for item in self.officers if item.is_serving(day)), None):
            contents["penandatangan_jabatan"] = officer.title
            contents["penandatangan_nama"] = officer.name
            contents["penandatangan_pangkat"] = officer.rank
            contents["penandatangan_nip"] = officer.nip
        contents |= self.fields.get(template, {})
        return {name: Value(content, origin) for name, content in contents.items() if content}


def read_profile(record: Record, path: Path) -> Profile:
    """Take the unit's tables from a file of settings. Raises ConfigError with line and key."""
    head, letter, look = (record.under(name).read(_KEYS[name]) for name in ("kop", "naskah", "tampilan"))
    return Profile(
        path=path,
        letterhead={f"kop_{key}": value for key, value in head.items() if value},
        office_code=letter.get("kode_satker", ""),
        place=letter.get("tempat", ""),
        numbers=_of_templates(record.under("naskah").under("nomor"), path).read_all(may(TEXT)),
        officers=tuple(_officer(item) for item in record.each("pejabat")),
        look=Look(
            look.get("kertas", "A4"),
            look.get("huruf", "Arial"),
            path.parent / look["logo"] if look.get("logo") else None,
        ),
        fields={name: fields.table for name, fields in _fields(record, path)},
    )


def _of_templates(record: Record, path: Path) -> Record:
    """A table whose keys are names of templates, those of the unit in `templat` beside its settings among them."""
    if record.table:
        from lke_docs.draft.library import template_names

        known = template_names([path.parent / "templat"])
        for name in record.table.keys() - {*known}:
            raise record.unknown(name, known)
    return record


def _fields(record: Record, path: Path) -> Iterator[tuple[str, Record]]:
    """Fixed fields by the name of their template, each one that the template has."""
    from lke_docs.draft.library import find_template

    _of_templates(record.under("isian"), path)
    for name, fields in record.named("isian"):
        known = {field.name for field in find_template(name, folders=[path.parent / "templat"]).schema.fields}
        for key in fields.table.keys() - known:
            raise fields.unknown(key, known)
        yield name, fields


def _officer(record: Record) -> Officer:
    raw = record.read(_KEYS["pejabat"])
    return Officer(
        title=raw.get("jabatan", ""),
        name=raw.get("nama", ""),
        rank=raw.get("pangkat", ""),
        nip=raw.get("nip", ""),
        start=raw.get("mulai"),
        end=raw.get("selesai"),
    )


_CODE = ("tidak tampak dari nomor naskah pada LKE; isi sendiri", "dari nomor naskah pada LKE; periksa")


def profile_text(sheet: Sheet, entries: Sequence[Entry] = ()) -> str:
    """The commented tables from what the sheet tells: names and offices of people are left for people."""
    code = office_code(entries)
    pattern, said = _decree_number(sheet, entries, code)
    origin = f"# dari LKE {' '.join(Path(sheet.source).name.split())}"
    return f"""\
# Profil unit untuk draf. Isi yang masih kosong akan tampak pada draf sebagai [ISI: …].

[kop]
lembaga = [{toml_string(sheet.agency)}]   {origin}
unit = {toml_string(sheet.unit)}   {origin}; tulis nama kantor selengkapnya
alamat = []   # misalnya ["Jalan …", "Telepon …"]

[naskah]
kode_satker = {toml_string(code)}   # {_CODE[bool(code)]}
tempat = ""   # kota tempat naskah ditandatangani

# Pola nomor, bila berbeda dari yang terlihat pada LKE. Nomor urut selalu dibiarkan terbuka.
[naskah.nomor]
# surat_keputusan = {toml_string(pattern)}   # {said}

[tampilan]
kertas = "A4"   # A4 atau F4
huruf = "Arial"
# logo = "logo.png"   # berkas di sebelah lke.toml

# Pejabat penandatangan menurut masa jabatannya. Nama, pangkat dan NIP tidak diambil dari LKE.
[[pejabat]]
jabatan = ""   # misalnya "Kepala Kantor …"
nama = ""
pangkat = ""
nip = ""
# mulai = 2021-01-04
# selesai = 2022-12-31

# Isian tetap untuk satu templat, misalnya dasar hukum yang sudah diperiksa:
# [isian.surat_keputusan]
# mengingat = ["…;", "…;"]
"""


def _decree_number(sheet: Sheet, entries: Sequence[Entry], code: str) -> tuple[str, str]:
    """The pattern of the unit's decrees, and what to say of it: as the sheet shows it, else as its agency has it."""
    prefixes = vocabulary().types["sk"].prefixes
    if known := number_pattern(entries, prefixes, office=code):
        return known[0], "yang paling sering pada LKE; periksa"
    custom = dict(custom_values(sheet.unit, prefixes[:1], office=code)).get("nomor")
    pattern = custom.content if custom else "[ISI: nomor urut]/[ISI: kode satker]/[ISI: tahun]"
    return pattern, "contoh bentuk: nomor keputusan kantor ini tidak tampak pada LKE"

"""The unit's own settings, `unit.toml`: letterhead, numbers, places, officers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lke_docs.draft.clean import toml_string
from lke_docs.draft.document import Look
from lke_docs.draft.layout import PAPERS
from lke_docs.draft.values import Value
from lke_docs.errors import ConfigError
from lke_docs.model import Entry, ReferenceKind, Sheet

FILE_NAME = "unit.toml"
_KEYS = {"kop", "naskah", "tampilan", "pejabat", "isian"}
_OFFICER_KEYS = {"jabatan", "nama", "pangkat", "nip", "mulai", "selesai"}


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
    """What `unit.toml` says; empty where there is no such file."""

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
        origin = f"konfigurasi:{self.path.name if self.path else FILE_NAME}"
        found: dict[str, Any] = {**self.letterhead, "tempat_penetapan": self.place}
        if pattern := self.numbers.get(template):
            found["nomor"] = pattern
        if officer := next((item for item in self.officers if item.is_serving(day)), None):
            found["penandatangan_jabatan"] = officer.title
            found["penandatangan_nama"] = officer.name
            found["penandatangan_pangkat"] = officer.rank
            found["penandatangan_nip"] = officer.nip
        found |= self.fields.get(template, {})
        return {name: Value(content, origin) for name, content in found.items() if content}


def load_profile(path: Path) -> Profile:
    """Read `unit.toml`. Raises ConfigError with the key that is wrong."""
    import tomli

    try:
        raw = tomli.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: tidak terbaca: {error}") from error
    _refuse_unknown(path, raw, _KEYS, "")
    head, letter, look = raw.get("kop", {}), raw.get("naskah", {}), raw.get("tampilan", {})
    _refuse_unknown(path, head, {"lembaga", "unit", "alamat"}, "kop")
    _refuse_unknown(path, letter, {"kode_satker", "tempat", "nomor"}, "naskah")
    _refuse_unknown(path, look, {"kertas", "huruf", "logo"}, "tampilan")
    paper = look.get("kertas", "A4")
    if paper not in PAPERS:
        raise ConfigError(f"{path}: tampilan.kertas harus salah satu dari {', '.join(PAPERS)}.")
    return Profile(
        path=path,
        letterhead={f"kop_{key}": value for key, value in head.items() if value},
        office_code=letter.get("kode_satker", ""),
        place=letter.get("tempat", ""),
        numbers=letter.get("nomor", {}),
        officers=tuple(_officer(path, item) for item in raw.get("pejabat", [])),
        look=Look(paper, look.get("huruf", "Arial"), path.parent / look["logo"] if look.get("logo") else None),
        fields=raw.get("isian", {}),
    )


def _refuse_unknown(path: Path, table: Mapping[str, Any], known: set[str], where: str) -> None:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{path}: [{where}] harus tabel.")
    if unknown := sorted(set(table) - known):
        name = f"{where}." if where else ""
        raise ConfigError(
            f"{path}: kunci tidak dikenal: {', '.join(name + key for key in unknown)}; "
            f"yang ada: {', '.join(sorted(known))}."
        )


def _officer(path: Path, item: Mapping[str, Any]) -> Officer:
    _refuse_unknown(path, item, _OFFICER_KEYS, "pejabat")
    for key in ("mulai", "selesai"):
        if key in item and type(item[key]) is not date:
            raise ConfigError(f"{path}: pejabat.{key} harus tanggal tanpa tanda kutip: 2021-01-04.")
    return Officer(
        title=item.get("jabatan", ""),
        name=item.get("nama", ""),
        rank=item.get("pangkat", ""),
        nip=item.get("nip", ""),
        start=item.get("mulai"),
        end=item.get("selesai"),
    )


def profile_text(sheet: Sheet, entries: Sequence[Entry] = ()) -> str:
    """A commented `unit.toml` from what the sheet tells: names and offices of people are left for people."""
    code = office_code(entries)
    origin = f"# dari LKE {' '.join(Path(sheet.source).name.split())}"
    return f"""\
# Profil unit untuk draf lke-docs. Baris yang diawali "#" diabaikan.
# Isi yang masih kosong akan tampak pada draf sebagai [ISI: …].

[kop]
lembaga = [{toml_string(sheet.agency)}]   {origin}
unit = {toml_string(sheet.unit)}   {origin}; tulis nama kantor selengkapnya
alamat = []   # misalnya ["Jalan …", "Telepon …"]

[naskah]
kode_satker = {toml_string(code)}   # dari nomor naskah pada LKE; periksa
tempat = ""   # kota tempat naskah ditandatangani

# Pola nomor, bila berbeda dari yang terlihat pada LKE. Nomor urut selalu dibiarkan terbuka.
[naskah.nomor]
# surat_keputusan = "KEP-[ISI: nomor urut]/{code or "KODE"}/[ISI: kode klasifikasi]/[ISI: bulan]/[ISI: tahun]"

[tampilan]
kertas = "A4"   # A4 atau F4
huruf = "Arial"
# logo = "logo.png"   # berkas di sebelah unit.toml

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


def office_code(entries: Sequence[Entry]) -> str:
    """The office code that the sheet's own letter numbers show most often; empty when there is none."""
    codes = Counter(
        reference.fields["office"]
        for entry in entries
        for reference in entry.evidence.references
        if reference.kind is ReferenceKind.LETTER and reference.fields.get("office")
    )
    return codes.most_common(1)[0][0] if codes else ""

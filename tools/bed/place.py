"""Where the files lie: eight customs of folders, and how people name files."""

from __future__ import annotations

import random
import re

from tools.bed.agency import said_day
from tools.bed.document import Doc

_AREAS = ("Manajemen Perubahan", "Penataan Tatalaksana", "Penataan Sistem Manajemen SDM", "Penguatan Akuntabilitas",
          "Penguatan Pengawasan", "Peningkatan Kualitas Pelayanan Publik")  # fmt: skip
_SUBS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_LOST = ("", "lain-lain", "BARU", "Upload ulang", "dari flashdisk", "Dokumen Umum")
CUSTOMS = ("A.1.1.a", "1.i.a", "Area 1/1. Tim Kerja/a", "PEMENUHAN/I/i/a", "01 Judul/01.1/a. label", "A.I.1.i.a", "nama",
           "1/1.1/1.1.a label")  # fmt: skip


class Shelf:
    """Gives each document its path; one custom in a folder, with the slips of people."""

    def __init__(self, rng: random.Random, labels: dict[str, str], subs: dict[str, str]) -> None:
        self.rng, self.labels, self.subs = rng, labels, subs
        self.custom = rng.choice(CUSTOMS)
        self.naming = rng.sample(("sentence", "short", "under", "upper", "counted"), 3)
        self.taken: set[str] = set()
        self.counts: dict[str, int] = {}

    def folder(self, code: str) -> str:
        _, level, area, sub, *item = (code + "....").split(".")
        reform, letter, sub_no = level == "II", item[0], _SUBS.get(sub, 1)
        ends = f"/{letter}" if letter else ""
        return self._folder(code, reform, area, sub, sub_no, letter, ends)

    def _folder(self, code: str, reform: bool, area: str, sub: str, sub_no: int, letter: str, ends: str) -> str:
        roman = ("I", "II", "III", "IV", "V", "VI")[int(area) - 1]
        title = _AREAS[int(area) - 1]
        label = self.labels[code].replace("/", " ")
        top = "REFORM/" if reform else ""
        dot = f".{letter}" if letter else ""
        sub_name = self.subs[code].replace("/", " ")[:40].strip()
        return {
            "A.1.1.a": f"{top}{'B' if reform else 'A'}.{area}.{sub_no}{dot}",
            "1.i.a": f"{top}{area}.{sub}{dot}",
            "Area 1/1. Tim Kerja/a": f"{top}Area {area}/{sub_no}. {sub_name}{ends}",
            "PEMENUHAN/I/i/a": f"{'REFORM' if reform else 'PEMENUHAN'}/{roman}/{sub}{ends}",
            "01 Judul/01.1/a. label": f"{top}{int(area):02d} {title}/{int(area):02d}.{sub_no}/{letter or sub}. {label}",
            "A.I.1.i.a": code,
            "nama": f"{top}{roman}. {title.upper()}",
            "1/1.1/1.1.a label": f"{top}{area}/{area}.{sub_no}/{area}.{sub_no}{dot} {label}",
        }[self.custom]

    def place(self, doc: Doc, suffix: str) -> str:
        rng = self.rng
        folder = rng.choice(_LOST) if rng.random() < 0.08 else self.folder(doc.code)
        name = self.name(doc, suffix)
        if self.custom == "nama" and folder not in _LOST and rng.random() < 0.9:
            name = f"{doc.code} {name}"
        path = f"{folder}/{name}{suffix}" if folder else f"{name}{suffix}"
        while path.casefold() in self.taken:
            self.counts[path] = self.counts.get(path, 1) + 1
            path = re.sub(r"( \(\d+\))?(\.\w+)$", rf" ({self.counts[path]})\2", path)
        self.taken.add(path.casefold())
        doc.path = f"bukti/{path}"
        return doc.path

    def name(self, doc: Doc, suffix: str) -> str:
        """From `12` to a full sentence; never a slash, for no system takes it."""
        rng = self.rng
        count = len(self.taken) + 1
        draw = rng.random()
        day = doc.day
        if doc.kind == "foto" and suffix == ".jpg" and draw < 0.7:
            names = [
                f"IMG_{day:%Y%m%d}_0912{count % 60:02d}",
                f"WhatsApp Image {day:%Y-%m-%d} at 09.12.{count % 60:02d}",
            ]
            if b"Exif" in doc.raw[:99]:  # of a photo without a day a camera's name tells nothing: nobody could place it
                names.append(f"DSC_{1000 + count}")
            return rng.choice(names)
        if draw < 0.12 and suffix == ".docx":
            return rng.choice((str(count), f"Doc{count}"))
        if draw < 0.12:
            return rng.choice((str(count), f"scan{count:04d}", f"CamScanner {day:%m-%d-%Y} 09.{count % 60:02d}"))
        return _clean(self._named(doc, rng.choice(self.naming), count))

    def _named(self, doc: Doc, naming: str, count: int) -> str:
        kind = {"sk": "SK", "task": "ST", "daftar_hadir": "Daftar Hadir", "record": "BA", "memo": "Nodin", "sop": "SOP",
                "masuk": "Undangan", "pk": "PK", "foto": "Dokumentasi", "tangkapan": "Screenshot",
                }.get(doc.kind, doc.kind.capitalize())  # fmt: skip
        if doc.parts and "copy" not in doc.names:
            kind = self.rng.choice(("Bundel", "Rapat", "Undangan absen notulen foto"))
        when = doc.period or (said_day(doc.day) if self.rng.random() < 0.5 else "")
        sentence = f"{kind} {doc.subject} {when}".strip()
        if naming == "short":
            return f"{kind} {' '.join(doc.subject.split()[:2])} {doc.period or count}".strip()
        if naming == "under":
            return re.sub(r"\W+", "_", sentence)
        if naming == "upper":
            return sentence.upper()
        if naming == "counted":
            return f"{count}. {sentence}"
        return sentence + self.rng.choice(("", " FIX", " (1)", "", " final ttd"))


def _clean(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|]', " ", name)[:110].strip()

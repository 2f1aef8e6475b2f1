"""The plan of a bed: which documents an office has for each indicator, and how its sheet names them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from tools.bed.agency import AGENCIES, MONTHS, Office, make_office
from tools.bed.claim import Claim, bunch, month_span, words
from tools.bed.document import Doc, Habit
from tools.bed.photo import as_jpeg, scene, screenshot
from tools.bed.topics import Topic, topics
from tools.bed.wording import NAMES_OF_TASK, plans, talk

_REGISTER = {"sk": "sk", "task": "task", "undangan": "letter", "masuk": "letter", "record": "record", "memo": "memo",
             "laporan": "report", "sop": "sop", "sertifikat": "letter"}  # fmt: skip
_QUARTERS = ("Triwulan I", "Triwulan II", "Triwulan III")


class Bed:
    """What is planned so far."""

    def __init__(self, seed: int, *, small: bool = False) -> None:
        self.seed, self.small = seed, small
        self.rng = random.Random(f"bed {seed}")
        agencies = list(AGENCIES)
        self.rng.shuffle(agencies)
        self.office = make_office(self.rng, agencies[0])
        self.others = tuple(make_office(self.rng, agency) for agency in agencies[1:])
        self.habit = Habit(self.rng)
        self.habits = {office.name: Habit(self.rng) for office in self.others}
        self.year = self.rng.choice((2022, 2023, 2024))
        self.docs: list[Doc] = []
        self.claims: dict[str, list[Claim]] = {}
        self.faults: list[dict[str, object]] = []
        self.alike: list[dict[str, object]] = []
        self._serials: set[tuple[str, str, str]] = set()

    def day(self, month: int = 0, low: int = 1, high: int = 28) -> date:
        """A working day of the year, by the end of October."""
        day = date(self.year, month or self.rng.randint(1, 10), self.rng.randint(low, high))
        while day.weekday() > 4 or (day.month, day.day) == (1, 1):
            day += timedelta(days=1)
        return day

    def serial(self, office: Office, kind: str, day: date) -> str:
        """Serials grow with the days of the year."""
        rate = {"sk": 0.25, "task": 1.1, "letter": 2.7, "memo": 0.9}.get(kind, 0.3)
        number = int(day.timetuple().tm_yday * rate) + self.rng.randint(1, 4)
        while (office.name, kind, str(number)) in self._serials:
            number += 1
        self._serials.add((office.name, kind, str(number)))
        return str(number)

    def doc(self, kind: str, subject: str, day: date, code: str, *, office: Office | None = None, numbered: bool = True,
            **more: object) -> Doc:  # fmt: skip
        """A document with number, talk and people of its own."""
        office, rng = office or self.office, self.rng
        people = tuple(person.name for person in office.people)
        doc = Doc(kind, subject, office, day, code=code, who=tuple(rng.sample(office.people[1:], rng.randint(5, 12))),
                  said=talk(rng, subject, people), todo=plans(rng, subject, people), **more)  # type: ignore[arg-type] # fmt: skip
        register = _REGISTER.get(kind, "")
        if register and numbered:
            plain = self.serial(office, register, day)
            doc.number = office.number(register, plain, day)
            doc.serial = plain.zfill(office.agency.width)
        self.docs.append(doc)
        return doc

    def name(self, claim: Claim) -> None:
        self.claims.setdefault(claim.code, []).append(claim)

    def fault(self, kind: str, docs: list[Doc], said: str, indicator: str = "") -> None:
        self.faults.append({"kind": kind, "indicator": indicator or docs[0].code, "docs": docs, "said": said})

    def look_alike(self, kind: str, docs: list[Doc], said: str) -> None:
        self.alike.append({"kind": kind, "docs": docs, "said": said})


def _single(kind: str):  # type: ignore[no-untyped-def]
    def recipe(bed: Bed, topic: Topic) -> None:
        doc = bed.doc(kind, topic.subject, bed.day(), topic.code)
        bed.name(Claim(topic.code, words(doc, bed.rng), [doc]))

    return recipe


def _decree(bed: Bed, topic: Topic) -> None:
    subject = bed.rng.choice(("Pembentukan {}", "Penetapan {}", "Penunjukan {}", "{}")).format(topic.subject)
    doc = bed.doc("sk", subject, bed.day(bed.rng.randint(1, 5)), topic.code)
    bed.name(Claim(topic.code, words(doc, bed.rng), [doc]))


def _task(bed: Bed, topic: Topic) -> None:
    for _ in range(1 if bed.small else 2):
        verb = bed.rng.choice(NAMES_OF_TASK).format(t=topic.subject)
        day = bed.day()
        doc = bed.doc("task", verb[0].upper() + verb[1:], day, topic.code, event=day + timedelta(days=3))
        form = words(doc, bed.rng)
        while doc.number not in form and str(doc.day.year) not in form:  # two orders of one subject need a mark
            form = words(doc, bed.rng)
        bed.name(Claim(topic.code, form, [doc]))


def meeting(bed: Bed, topic: Topic, day: date, *, photo: bool = True) -> list[Doc]:
    """Invitation, list of those present, minutes, photo of one meeting."""
    sent = day - timedelta(days=bed.rng.randint(1, 4))
    sent -= timedelta(days=max(0, sent.weekday() - 4))
    kinds = ["undangan", "daftar_hadir", "notula", *(["foto"] if photo else [])]
    docs = []
    for kind in kinds:
        doc = bed.doc(kind, topic.subject, sent if kind == "undangan" else day, topic.code, event=day)
        docs.append(doc)
    people = docs[1].who
    for doc in docs:
        doc.who = people
    if photo:
        docs[-1].images = (as_jpeg(scene(f"{bed.seed} {topic.code} {day}", str(bed.seed)), None),)
    return docs


def _meeting(bed: Bed, topic: Topic) -> None:
    """One after the other in files of their own, or in one PDF."""
    rng = bed.rng
    docs = meeting(bed, topic, bed.day())
    if rng.random() < 0.4:
        whole = Doc("notula", topic.subject, bed.office, docs[2].day, code=topic.code, parts=tuple(docs))
        bed.docs = [doc for doc in bed.docs if doc not in docs] + [whole]
        for claim in bunch(docs, rng, topic.code, [whole] * 4):
            bed.name(claim)
    elif rng.random() < 0.5:
        for claim in bunch(docs, rng, topic.code, docs):
            bed.name(claim)
    else:
        for doc in docs:
            bed.name(Claim(topic.code, words(doc, rng), [doc]))


def monthly(bed: Bed, topic: Topic, count: int = 0) -> list[Doc]:
    """Minutes of one meeting a month: the same form, other talk."""
    first = bed.rng.randint(1, 3)
    months = range(first, first + (count or (3 if bed.small else bed.rng.randint(3, 5))))
    return [
        bed.doc("notula", topic.subject, bed.day(month, 2, 26), topic.code, period=f"{MONTHS[month - 1]} {bed.year}")
        for month in months
    ]


def _monthly(bed: Bed, topic: Topic) -> None:
    docs = monthly(bed, topic)
    bed.look_alike("clone", docs, "honest minutes of one series: the same form, other talk")
    if bed.rng.random() < 0.3:
        span = month_span(docs[0].day.month, docs[-1].day.month, bed.year)
        bed.name(Claim(topic.code, f"Notula {topic.subject} Bulan {span}", docs))
    else:
        named_one_by_one(bed, topic, docs)


def named_one_by_one(bed: Bed, topic: Topic, docs: list[Doc]) -> None:
    rng = bed.rng
    shape = rng.choice(("Notula {s} Bulan {p}", "Notula rapat {s} bulan {p}", "Notula {s} tanggal {d}"))
    for doc in docs:
        text = shape.format(s=doc.subject, p=doc.period, d=f"{doc.day.day} {MONTHS[doc.day.month - 1]} {doc.day.year}")
        bed.name(Claim(topic.code, text, [doc]))


def _quarterly(bed: Bed, topic: Topic) -> None:
    rng, docs = bed.rng, []
    for quarter in range(2 if bed.small else rng.randint(2, 3)):
        day = bed.day(quarter * 3 + 4, 2, 20)
        docs.append(bed.doc("laporan", topic.subject, day, topic.code, period=f"{_QUARTERS[quarter]} Tahun {bed.year}",
                            numbered=rng.random() < 0.6))  # fmt: skip
    if rng.random() < 0.25:
        bed.name(
            Claim(
                topic.code, f"Laporan {topic.subject} {docs[0].period.split(' Tahun')[0]} s.d. {docs[-1].period}", docs
            )
        )
        return
    for doc in docs:
        bed.name(Claim(topic.code, words(doc, rng, "triwulan"), [doc]))


def _photos(bed: Bed, topic: Topic) -> None:
    rng = bed.rng
    day = bed.day()
    count = 1 if bed.small else rng.randint(1, 3)
    docs = []
    for k in range(count):
        doc = bed.doc("foto", topic.subject, day, topic.code, form="jpg")
        room = f"{bed.seed} {topic.code}"
        doc.raw = as_jpeg(scene(f"{room} {k}", room), day if rng.random() < 0.7 else None, clock=f"09:1{k}:0{k}")
        docs.append(doc)
    if count > 1:
        bed.look_alike("same_photo", docs, "photos of one event")
    bed.name(Claim(topic.code, words(docs[0], rng), docs))


def _screens(bed: Bed, topic: Topic) -> None:
    doc = bed.doc("tangkapan", topic.subject, bed.day(), topic.code, form="png")
    doc.raw = screenshot(f"{bed.seed} {topic.code}", f"Aplikasi {topic.subject}")
    bed.name(Claim(topic.code, words(doc, bed.rng), [doc]))


def _listed(kind: str):  # type: ignore[no-untyped-def]
    def recipe(bed: Bed, topic: Topic) -> None:
        doc = bed.doc(kind, topic.subject, bed.day(), topic.code, form="xlsx")
        bed.name(Claim(topic.code, words(doc, bed.rng), [doc]))

    return recipe


def _incoming(bed: Bed, topic: Topic) -> None:
    """A letter of another agency, named as such: rightly another office's head."""
    for _ in range(1 if bed.small else 3):
        office = bed.rng.choice(bed.others)
        day = bed.day()
        doc = bed.doc(
            "masuk", f"Kegiatan {topic.subject}", day, topic.code, office=office, event=day + timedelta(days=5)
        )
        doc.stamp = (str(bed.rng.randint(100, 999)), day + timedelta(days=2))
        text = words(doc, bed.rng)
        bed.look_alike("other_office", [doc], "an incoming letter, said to be one")
        bed.name(Claim(topic.code, text, [doc]))


def _link(bed: Bed, topic: Topic) -> None:
    """What lies on a drive, or a link that leads nowhere."""
    rng = bed.rng
    what = rng.choice(("Video", "Konten media sosial", "Rekaman kegiatan"))
    token = "".join(rng.choices("ABCDEFGHabcdefgh0123456789_", k=28))
    url = f"https://drive.google.com/drive/folders/{token}"
    claim = Claim(topic.code, f"{what} {topic.subject}", [], "tautan keluar")
    draw = rng.random()
    if draw < 0.35:
        claim.text += f": {url}"
    elif draw < 0.55:
        claim.link = url
    elif draw < 0.8:
        doc = bed.doc("tautan", topic.subject, bed.day(), topic.code, form=rng.choice(("url", "txt")))
        doc.raw = (f"[InternetShortcut]\r\nURL={url}\r\n" if doc.form == "url" else f"{claim.text}\n{url}\n").encode()
        claim.docs = [doc]
    else:
        claim.state = "tautan kosong"
        doc = bed.doc("tautan", topic.subject, bed.day(), topic.code, form="url")
        doc.raw = b"[InternetShortcut]\r\nURL=\r\n"
        claim.docs = [doc]
    bed.name(claim)


RECIPES = {
    "sk": _decree, "st": _task, "rapat": _meeting, "bulanan": _monthly, "triwulan": _quarterly, "foto": _photos,
    "tangkapan": _screens, "matriks": _listed("matriks"), "daftar": _listed("daftar"), "masuk": _incoming,
    "tautan": _link, "laporan": _single("laporan"), "nd": _single("memo"), "sop": _single("sop"),
    "rencana": _single("rencana"), "sertifikat": _single("sertifikat"), "pk": _single("pk"), "pakta": _single("pakta"),
    "ba": _single("record"),
}  # fmt: skip
_SMALL = ("A.I.1.i.a", "A.I.1.iii.a", "A.I.1.iii.b", "A.I.1.iv.b", "A.I.2.i.b", "A.I.2.i.c", "A.I.3.iii.d",
          "A.I.3.ii.a", "A.I.3.ii.b", "A.I.4.i.a", "A.I.5.i.a", "A.I.5.i.b", "A.I.5.iii.b", "A.I.6.i.a",
          "A.I.2.iii.a", "A.I.3.v.a", "A.I.5.ii.a", "A.I.5.v.c", "A.I.6.ii.c", "A.I.5.iv.a")  # fmt: skip


def planned(seed: int, *, small: bool = False) -> Bed:
    """The documents and claims of a bed, before anything is wrong in it."""
    bed = Bed(seed, small=small)
    chosen = [topic for topic in topics() if not small or topic.code in _SMALL]
    shared = []
    for topic in chosen:
        for recipe in topic.recipes:
            if recipe.startswith("="):
                shared.append((topic.code, recipe[1:]))
            else:
                RECIPES[recipe](bed, topic)
    for code, source in shared:
        _share(bed, code, source)
    return bed


def _share(bed: Bed, code: str, source: str) -> None:
    """One file for two indicators: it lies with the first, or in both folders under one name."""
    copied = bed.rng.random() < 0.5
    copies: dict[int, Doc] = {}
    for claim in bed.claims[source]:
        docs = claim.docs
        if copied:
            for doc in docs:
                if id(doc) not in copies:
                    copies[id(doc)] = replace(doc, code=code, parts=(doc,), names={"copy": "bytes", "same name": "1"})
                    bed.docs.append(copies[id(doc)])
            docs = [copies[id(doc)] for doc in claim.docs]
            claim.also = [*claim.also, *docs]
        also = claim.docs if copied else []
        bed.name(Claim(code, claim.text, docs, claim.state, glue=claim.glue, also=also))
        bed.look_alike("same_bytes", [*claim.docs, *(docs if copied else [])], f"one file for {source} and {code}")

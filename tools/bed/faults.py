"""What is planted: each kind of fault, and beside it what looks like one and is right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tools.bed.agency import MONTHS, make_office, said_day
from tools.bed.claim import Claim, bunch, words
from tools.bed.document import Doc
from tools.bed.photo import as_jpeg, scene
from tools.bed.plan import Bed, meeting, monthly, named_one_by_one
from tools.bed.topics import Topic

_DIGITAL = ("pdf", "docx")
_SERIES = ("Rapat Koordinasi Bulanan", "Pembinaan Pegawai", "Evaluasi Kebersihan Kantor", "Pengarahan Petugas Layanan",
           "Pembahasan Keuangan", "Pemantauan Arsip", "Evaluasi Media Sosial", "Pembinaan Petugas Keamanan")  # fmt: skip
# What cells also hold: deeds that no paper is named for.
_PROSE = (
    "Telah dilaksanakan apel pagi setiap hari Senin yang diikuti seluruh pegawai",
    "Pimpinan hadir dan memberi arahan dalam setiap rapat",
    "Pengguna layanan dapat mengisi kotak saran di ruang tunggu",
    "Seluruh pegawai sudah memahami budaya kerja",
)


class Planter:
    """Picks documents that nothing is wrong with yet."""

    def __init__(self, bed: Bed) -> None:
        self.bed, self.rng = bed, bed.rng
        self.used = {id(part) for doc in bed.docs if doc.names.get("copy") for part in doc.parts}
        self.taken: list[str] = []
        self.claims_of: dict[int, list[Claim]] = {}
        for claims in bed.claims.values():
            for claim in claims:
                for doc in claim.docs:
                    self.claims_of.setdefault(id(doc), []).append(claim)

    def free(self, *kinds: str, alone: bool = True) -> Iterator[tuple[Doc, Claim]]:
        """Documents with a claim of their own."""
        docs = [doc for doc in self.bed.docs if doc.kind in kinds and not doc.parts and id(doc) not in self.used]
        self.rng.shuffle(docs)
        for doc in docs:
            claims = self.claims_of.get(id(doc), [])
            if len(claims) == 1 and (len(claims[0].docs) == 1 or not alone):
                yield doc, claims[0]

    def take(self, *docs: Doc) -> None:
        self.used.update(id(doc) for doc in docs)

    def drop(self, doc: Doc) -> None:
        self.bed.docs = [other for other in self.bed.docs if other is not doc]

    def pair(self, kind: str) -> tuple[Doc, Claim, Doc, Claim]:
        """Two documents of one series, each with its own claim; a new series where none is left."""
        found = self._pair(kind)
        if found is None:
            bed, subject = self.bed, self.rng.choice([each for each in _SERIES if each not in self.taken])
            self.taken.append(subject)
            topic = Topic(self.rng.choice(sorted(bed.claims)), subject, ())
            before = len(bed.claims[topic.code])
            named_one_by_one(bed, topic, monthly(bed, topic, 3))
            for claim in bed.claims[topic.code][before:]:
                self.claims_of[id(claim.docs[0])] = [claim]
            found = self._pair("notula")
        assert found is not None
        return found

    def _pair(self, kind: str) -> tuple[Doc, Claim, Doc, Claim] | None:
        found: dict[str, list[tuple[Doc, Claim]]] = {}
        for doc, claim in self.free(kind):
            if (doc.period and doc.period in claim.text) or said_day(doc.day) in claim.text:
                found.setdefault(f"{doc.code} {doc.subject}", []).append((doc, claim))
                if len(found[f"{doc.code} {doc.subject}"]) == 2:
                    (a, ca), (b, cb) = sorted(found[f"{doc.code} {doc.subject}"], key=lambda each: each[0].day)
                    return a, ca, b, cb
        return None


def missing(planter: Planter) -> None:
    for doc, claim in planter.free("sk", "laporan", "memo", "record", "notula", "sop"):
        if (
            (doc.number in claim.text and doc.number)
            or said_day(doc.day) in claim.text
            or (doc.period and doc.period in claim.text)
        ):
            planter.drop(doc)
            claim.docs, claim.state = [], "tidak ada"
            planter.bed.fault("missing", [], f"claimed, no such file: {claim.text}", claim.code)
            planter.take(doc)
            return


def number_differs(planter: Planter) -> None:
    """The sheet has another serial than the paper."""
    for doc, claim in planter.free("sk", "task", "record", "memo", "undangan", "laporan"):
        if not doc.number or doc.number not in claim.text or len(doc.subject) < 8 or doc.subject not in claim.text:
            continue
        other = str(int(doc.serial) + planter.rng.choice((1, 2, 9, 10, 30))).zfill(len(doc.serial))
        claim.text = claim.text.replace(doc.number, doc.number.replace(doc.serial, other, 1))
        claim.accept = ("belum pasti",)
        planter.bed.fault("number_differs", [doc], f"sheet: serial {other}, file: {doc.number}")
        planter.take(doc)
        return


def date_differs(planter: Planter) -> None:
    for doc, claim in planter.free("sk", "task", "record", "memo", "laporan"):
        said = said_day(doc.day)
        if said in claim.text and ((doc.number and doc.number in claim.text) or doc.subject in claim.text):
            other = doc.day + timedelta(days=planter.rng.choice((1, 3, 10, 31)))
            claim.text = re.sub(rf"0?{re.escape(said)}", said_day(other), claim.text)
            claim.accept = ("belum pasti",)
            planter.bed.fault("date_differs", [doc], f"sheet: {other}, file: {doc.day}")
            planter.take(doc)
            return


_STRAY = ("Pengadaan Alat Tulis Kantor", "Peringatan Hari Kemerdekaan", "Pembagian Ruang Parkir", "Jadwal Senam Pagi",
          "Pemeliharaan Kendaraan Dinas", "Iuran Koperasi Pegawai", "Penghapusan Barang Milik Negara")  # fmt: skip


def unclaimed(planter: Planter) -> None:
    bed, rng = planter.bed, planter.rng
    stray = [subject for subject in _STRAY if all(doc.subject != subject for doc in bed.docs)]
    doc = bed.doc(rng.choice(("laporan", "sk", "memo")), rng.choice(stray), bed.day(), rng.choice(sorted(bed.claims)))
    planter.take(doc)
    bed.fault("unclaimed", [doc], "nobody names it")


def same_bytes(planter: Planter, *, saved_again: bool = False) -> None:
    """The file of one month is a copy of another's, under its own name; or the same printed again another day."""
    first, of_first, second, claim = planter.pair("notula")
    of_first.also = [*of_first.also, second]  # both files say the same
    second.names["copy"] = "text" if saved_again else "bytes"
    second.parts = (first,)
    first.form = second.form = "pdf"
    claim.state, claim.docs, claim.also, claim.accept = "tidak ada", [], [second], ("belum pasti",)
    kind = "same_text" if saved_again else "same_bytes"
    planter.bed.fault(kind, [first, second], "the later month is the earlier one's file again", claim.code)
    planter.take(first, second)


def same_text(planter: Planter) -> None:
    same_bytes(planter, saved_again=True)


def clone(planter: Planter) -> None:
    """Minutes, or a report, of another month with word for word the same talk."""
    first, _, second, _ = planter.pair(planter.rng.choice(("notula", "notula", "laporan")))
    second.said, second.todo = first.said, first.todo
    planter.bed.fault("clone", [first, second], "only days, names and periods differ")
    planter.take(first, second)


def _flaw(flaw: str, *kinds: str, digital: bool = True) -> Callable[[Planter], None]:
    def plant(planter: Planter) -> None:
        for doc, _ in planter.free(*kinds):
            doc.flaw = flaw
            if digital:
                doc.form = planter.rng.choice(_DIGITAL)
            if flaw == "no_date":
                doc.names["undated"] = "1"
            planter.bed.fault(flaw, [doc], f"{flaw} in a {doc.kind}")
            planter.take(doc)
            return

    return plant


def own_dates(planter: Planter) -> None:
    """Head and annex of a decree have different days."""
    for doc, _ in planter.free("sk"):
        doc.annex_day = doc.day + timedelta(days=planter.rng.choice((-30, 7, 31)))
        planter.bed.fault("own_dates", [doc], f"head: {doc.day}, annex: {doc.annex_day}")
        planter.take(doc)
        return


def own_month(planter: Planter) -> None:
    """The month or year in the number is not that of its day."""
    for doc, claim in planter.free("sk", "task", "memo", "record"):
        later = date(doc.day.year, (doc.day.month + 1) % 12 + 1, 15)
        other = doc.office.number(
            {"sk": "sk", "task": "task", "memo": "memo", "record": "record"}[doc.kind], doc.serial, later
        )
        if other == doc.number:
            other = doc.number.replace(str(doc.day.year), str(doc.day.year - 1))
        if other == doc.number:
            continue
        claim.text = claim.text.replace(doc.number, other)
        doc.number = other
        planter.bed.fault("own_dates", [doc], f"number {other}, day {doc.day}")
        planter.take(doc)
        return


def bundle_incomplete(planter: Planter) -> None:
    """Invitation, list, minutes and photo are promised; the file has no minutes, or no list."""
    bed, rng = planter.bed, planter.rng
    code = rng.choice(sorted(bed.claims))
    subject = rng.choice(("Penyusunan Program Kerja Tahunan", "Pembahasan Usulan Anggaran", "Penataan Ruang Layanan",
                          "Persiapan Penilaian Mandiri", "Evaluasi Kinerja Petugas Keamanan"))  # fmt: skip
    if any(doc.subject == subject for doc in bed.docs):
        return
    docs = meeting(bed, Topic(code, subject, ()), bed.day())
    gone = rng.choice((1, 2))
    whole = Doc("undangan", subject, bed.office, docs[0].day, code=code, number=docs[0].number, serial=docs[0].serial,
                parts=tuple(doc for k, doc in enumerate(docs) if k != gone))  # fmt: skip
    bed.docs = [doc for doc in bed.docs if doc not in docs] + [whole]
    for k, claim in enumerate(bunch(docs, rng, code, [whole] * 4)):
        if k == gone:
            claim.state, claim.docs, claim.also, claim.accept = "tidak ada", [], [whole], ("belum pasti",)
        bed.name(claim)
    bed.fault("bundle_incomplete", [whole], f"no {docs[gone].kind} in the bundle", code)
    planter.take(whole)


def same_photo(planter: Planter) -> None:
    """One photo, saved again smaller, for an event of another month."""
    bed = planter.bed
    code = planter.rng.choice(sorted(bed.claims))
    image = scene(f"twice {bed.seed} {code} {len(bed.faults)}", f"{bed.seed}")
    subject = planter.rng.choice(
        ("Apel Pagi", "Senam Bersama", "Kunjungan Lapangan", "Pengarahan Pimpinan", "Kerja Bakti")
    )
    docs = []
    for month, quality, size in ((2, 88, 1.0), (5, 55, 0.72)):
        doc = bed.doc("foto", subject, bed.day(month), code, form="jpg")
        doc.raw = as_jpeg(image, doc.day if month == 2 else None, quality=quality, size=size)
        bed.name(Claim(code, f"Foto {subject} tanggal {said_day(doc.day)}", [doc]))
        docs.append(doc)
    planter.take(*docs)
    bed.fault("same_photo", docs, "one photo for two events", code)


def other_office(planter: Planter) -> None:
    """A decree of a like office elsewhere, given as one's own."""
    for doc, claim in planter.free("sk", "laporan", "sop", "rencana"):
        if doc.number and doc.number in claim.text:
            continue
        doc.office = make_office(planter.rng, planter.bed.office.agency)
        if doc.office.town == planter.bed.office.town:
            doc.office = doc.office._replace(town="Kotabatu", name=doc.office.name.replace(doc.office.town, "Kotabatu"))
        if doc.number and doc.kind != "rencana":
            register = {"sk": "sk", "laporan": "report", "sop": "sop"}[doc.kind]
            doc.number = doc.office.number(register, doc.serial, doc.day)
        claim.accept = ("belum pasti", "tidak ada")
        planter.bed.fault("other_office", [doc], f"head of {doc.office.name}")
        planter.take(doc)
        return


def register_twice(planter: Planter) -> None:
    """Two decrees bear one number."""
    (doc, _), (other, claim) = list(planter.free("sk"))[:2]
    other.day = planter.bed.day(doc.day.month)
    other.number, other.serial = doc.number, doc.serial
    claim.text = words(other, planter.rng)
    planter.bed.fault("register_twice", [doc, other], f"both are {doc.number}")
    planter.take(doc, other)


_KEPT_MONTHLY = ("Pemeriksaan Kas", "Penghitungan Persediaan", "Penutupan Kotak Saran")


def register_gap(planter: Planter) -> None:
    """Records numbered one by one, month by month; one serial is not there."""
    bed, rng = planter.bed, planter.rng
    code = rng.choice(sorted(bed.claims))
    taken = {doc.subject.partition(" Bulan")[0] for doc in bed.docs}
    subject = rng.choice([it for it in _KEPT_MONTHLY if it not in taken])
    first = 900 + 10 * sum(it in taken for it in _KEPT_MONTHLY)  # a register gives each number once
    skip, docs = rng.choice((3, 4)), []
    for month in range(1, 7):
        if month == skip:
            continue
        day = bed.day(month, 20, 27)
        doc = bed.doc("record", f"{subject} Bulan {MONTHS[month - 1]} {bed.year}", day, code, numbered=False)
        doc.serial = str(first + month)
        doc.number = bed.office.number("record", doc.serial, day)
        bed.name(Claim(code, f"Berita Acara Nomor {doc.number} tanggal {said_day(day)} tentang {doc.subject}", [doc]))
        docs.append(doc)
    planter.take(*docs)
    bed.fault("register_gap", docs, f"serial {first + skip} is not there", code)


def _unreadable(how: str) -> Callable[[Planter], None]:
    def plant(planter: Planter) -> None:
        for doc, claim in planter.free("sk", "task", "laporan", "memo", "sop", "notula"):
            doc.names["broken"] = how
            doc.form = "docx" if how == "truncated_docx" else "pdf"
            claim.state, claim.accept = "tidak diperiksa", ("belum pasti", "cocok")
            planter.bed.fault("unreadable", [doc], how)
            planter.take(doc)
            return

    return plant


PLANTS: tuple[tuple[Callable[[Planter], None], int], ...] = (
    (own_month, 2), (own_dates, 2), (_flaw("no_signature", "sk"), 2), (_flaw("no_date", "sk"), 2), (register_twice, 2),
    (register_gap, 2), (same_bytes, 2), (same_text, 2), (clone, 3), (other_office, 2), (date_differs, 3),
    (number_differs, 3), (_flaw("draft", "notula", "laporan"), 2), (_flaw("open_form", "notula", "laporan"), 2),
    (_flaw("empty_form", "notula", "daftar_hadir"), 2), (bundle_incomplete, 2), (same_photo, 2), (unclaimed, 5),
    (missing, 5), (_unreadable("encrypted"), 1), (_unreadable("truncated"), 1), (_unreadable("empty"), 1),
    (_unreadable("truncated_docx"), 1),
)  # fmt: skip


def planted(bed: Bed) -> Bed:
    """The bed with its faults."""
    planter = Planter(bed)
    for plant, times in PLANTS:
        wanted = len(bed.faults) + (1 if bed.small else times)
        for _ in range(20):  # a draw may find nothing to spoil
            if len(bed.faults) < wanted:
                plant(planter)
    honest(bed)
    for code in sorted(bed.claims):
        if bed.rng.random() < 0.12:
            bed.name(Claim(code, bed.rng.choice(_PROSE), [], ""))
    return bed


def honest(bed: Bed) -> None:
    """What looks like a fault and is none; named in the key so that a false alarm can be told."""
    rng = bed.rng
    code = rng.choice(sorted(bed.claims))
    drafts = bed.doc("notula", "Pembahasan Draf Rencana Strategis", bed.day(), code)
    bed.name(Claim(code, words(drafts, rng), [drafts]))
    bed.look_alike("draft", [drafts], "a meeting about a draft is no draft")
    unsure(bed, code)
    form = bed.doc("formulir", "Formulir Pengaduan", bed.day(), code, form="docx")
    bed.name(Claim(code, "Formulir pengaduan", [form]))
    bed.look_alike("empty_form", [form], "the blank form is what is shown")
    for doc in bed.docs:
        if doc.kind == "sop" and not doc.parts:
            bed.look_alike("own_dates", [doc], "made on one day, in force from another")
    claims = [(claim, doc) for claims in bed.claims.values() for claim in claims for doc in claim.docs]
    for claim, doc in claims:
        wrong = {id(each) for fault in bed.faults for each in fault["docs"]}  # type: ignore[attr-defined]
        if id(doc) in wrong or doc.parts:
            continue
        if doc.number and doc.number not in claim.text and doc.number.replace("-", " - ", 1) in claim.text:
            bed.look_alike("number_differs", [doc], "blanks in the number as typed")
        if doc.event and doc.event != doc.day and said_day(doc.event) in claim.text:
            bed.look_alike("date_differs", [doc], "the sheet gives the day of the meeting")
        if "ebruari" in claim.text and "Pebruari" in claim.text:
            bed.look_alike("date_differs", [doc], "Pebruari")


def unsure(bed: Bed, code: str) -> None:
    """Two meetings of one subject, one of them named, and nothing said of which."""
    for subject in ("Rapat Internal Bagian Umum", "Rapat Pengelola Barang")[: 1 if bed.small else 2]:
        docs = [bed.doc("notula", subject, bed.day(month), code) for month in (3, 6)]
        bed.name(Claim(code, f"Notula {subject}", docs, "belum pasti"))

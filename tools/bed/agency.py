"""Invented offices of eleven agencies: how each writes its head, numbers its letters, and names its people."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_TOWNS = ("Sukamaju", "Tirtasari", "Karangjati", "Mekarwangi", "Bumiharjo", "Purwasari", "Rejosari", "Lembahijau",
          "Tanjungdamai", "Sumberarum", "Batukarang", "Wanasepi", "Lautbiru", "Gunungsari Baru")  # fmt: skip
_FIRST = ("Ahmad", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Galih", "Hesti", "Indra", "Joko", "Kartika", "Lukman",
          "Maya", "Nurul", "Oktavia", "Putri", "Rahmat", "Sari", "Teguh", "Umar", "Vina", "Wahyu", "Yuli", "Zainal",
          "Agustina", "Marlina", "Junaidi", "Septian", "Desi", "Aprilia")  # fmt: skip
_LAST = ("Contohwati", "Misalnya", "Rekaan", "Sampelto", "Karangan", "Umpama", "Buatan", "Andaikan", "Permisalan",
         "Ilustrasi", "Peragawan", "Tiruan", "Setiabudi", "Wirarekaya")  # fmt: skip
_TITLES = ("", "", "", ", S.H.", ", S.E.", ", S.Kom.", ", S.Sos., M.Si.", ", S.H., M.H.", ", A.Md.", ", M.M.")


class Agency(NamedTuple):
    """How an agency writes. In `numbers`: {n} serial, {u} unit, {mm} {m} month in digits, {r} Roman, {y} year."""

    name: str
    head: tuple[str, ...]  # lines above the office in its letter head
    office: str
    leader: str
    unit: str  # form of the unit's code, # is a digit
    numbers: Mapping[str, str]
    task: str = "surat_tugas"
    width: int = 1  # digits of a serial


AGENCIES = (
    Agency("Kejaksaan Agung Republik Indonesia", ("KEJAKSAAN REPUBLIK INDONESIA", "KEJAKSAAN TINGGI NUSA TIMUR"),
           "Kejaksaan Negeri {town}", "Kepala", "M.#.1#",
           {"sk": "KEP-{n}/{u}/Cr.1/{mm}/{y}", "task": "PRINT-{n}/{u}/Cp.1/{mm}/{y}",
            "letter": "B-{n}/{u}/Cp.2/{mm}/{y}", "memo": "ND-{n}/{u}.1/Cp.3/{mm}/{y}",
            "record": "BA-{n}/{u}/Cr.2/{mm}/{y}", "report": "R-{n}/{u}/Cr.3/{mm}/{y}",
            "sop": "SOP-{n}/{u}/Cs.1/{mm}/{y}"}, "surat_perintah", 2),
    Agency("Mahkamah Agung Republik Indonesia", ("MAHKAMAH AGUNG REPUBLIK INDONESIA", "PENGADILAN TINGGI NUSA TIMUR"),
           "Pengadilan Negeri {town}", "Ketua", "W##-U#",
           {"sk": "{n}/KPN.{u}/SK.OT1.6/{r}/{y}", "task": "{n}/KPN.{u}/ST.KP5.1/{r}/{y}",
            "letter": "{n}/KPN.{u}/HM2.1.1/{r}/{y}", "memo": "{n}/SEK.PN.{u}/OT1.2/{r}/{y}",
            "record": "{n}/KPN.{u}/BA.KU2/{r}/{y}", "report": "{n}/KPN.{u}/PW1.1.1/{r}/{y}",
            "sop": "{n}/KPN.{u}/OT1.3/{r}/{y}"}),
    Agency("Kementerian Hukum", ("KEMENTERIAN HUKUM REPUBLIK INDONESIA", "KANTOR WILAYAH NUSA TIMUR"),
           "Kantor Imigrasi Kelas II TPI {town}", "Kepala", "W.##.IMI.IMI.#",
           {"sk": "{u}-{n}-PW.01.01 Tahun {y}", "task": "{u}-{n}-KP.04.01 Tahun {y}", "letter": "{u}-UM.01.01-{n}",
            "memo": "{u}-KP.05.03-{n}", "record": "{u}-PW.02.01-{n}", "report": "{u}-PR.03.01-{n}",
            "sop": "{u}-OT.02.02-{n}"}, width=4),
    Agency("Kementerian Agama", ("KEMENTERIAN AGAMA REPUBLIK INDONESIA",), "Kantor Kementerian Agama Kabupaten {town}",
           "Kepala", "Kk.##.0#.1",
           {"sk": "{n}/{u}/OT.01.2/{mm}/{y}", "task": "B-{n}/{u}/KP.01.1/{mm}/{y}",
            "letter": "B-{n}/{u}/HM.01/{mm}/{y}", "memo": "{n}/{u}/KU.00/{mm}/{y}",
            "record": "{n}/{u}/BA.00/{mm}/{y}", "report": "{n}/{u}/PS.01/{mm}/{y}",
            "sop": "{n}/{u}/OT.03/{mm}/{y}"}, width=4),
    Agency("Kementerian Keuangan", ("KEMENTERIAN KEUANGAN REPUBLIK INDONESIA", "DIREKTORAT JENDERAL PAJAK",
                                   "KANTOR WILAYAH NUSA TIMUR"), "Kantor Pelayanan Pajak Pratama {town}", "Kepala",
           "WPJ.##/KP.0#",
           {"sk": "KEP-{n}/{u}/{y}", "task": "ST-{n}/{u}/{y}", "letter": "S-{n}/{u}/{y}", "memo": "ND-{n}/{u}/{y}",
            "record": "BA-{n}/{u}/{y}", "report": "LAP-{n}/{u}/{y}", "sop": "SOP-{n}/{u}/{y}"}),
    Agency("Kepolisian Negara Republik Indonesia", ("KEPOLISIAN NEGARA REPUBLIK INDONESIA", "DAERAH NUSA TIMUR"),
           "Kepolisian Resor {town}", "Kepala", "",
           {"sk": "Kep/{n}/{r}/{y}", "task": "Sprin/{n}/{r}/HUK.6.6./{y}", "letter": "B/{n}/{r}/{y}/Bagren",
            "memo": "B/ND-{n}/{r}/{y}/Siwas", "record": "BA/{n}/{r}/{y}/Sium", "report": "R/{n}/{r}/{y}/Siwas",
            "sop": "SOP/{n}/{r}/{y}/Bagren"}, "surat_perintah"),
    Agency("Badan Pusat Statistik", ("BADAN PUSAT STATISTIK",), "Badan Pusat Statistik Kabupaten {town}", "Kepala",
           "9#0#0",
           {"sk": "B-{n}/{u}/KP.650/{mm}/{y}", "task": "B-{n}/{u}/PS.310/{mm}/{y}", "letter": "B-{n}/{u}/HM.100/{mm}/{y}",
            "memo": "B-{n}/{u}/KU.600/{mm}/{y}", "record": "B-{n}/{u}/PL.710/{mm}/{y}",
            "report": "B-{n}/{u}/PW.120/{mm}/{y}", "sop": "B-{n}/{u}/OT.200/{mm}/{y}"}, width=3),
    Agency("Kementerian Pertanian", ("KEMENTERIAN PERTANIAN", "BADAN STANDARDISASI INSTRUMEN PERTANIAN"),
           "Balai Pengujian Benih {town}", "Kepala", "H.##.#",
           {"sk": "{n}/Kpts/OT.050/{u}/{m}/{y}", "task": "{n}/KP.040/{u}/{mm}/{y}",
            "letter": "B-{n}/KU.310/{u}/{mm}/{y}", "memo": "{n}/OT.140/{u}.1/{mm}/{y}",
            "record": "{n}/PL.020/{u}/{mm}/{y}", "report": "{n}/PW.160/{u}/{mm}/{y}",
            "sop": "{n}/OT.210/{u}/{mm}/{y}"}),
    Agency("Pemerintah Kabupaten", ("PEMERINTAH KABUPATEN {TOWN}",),
           "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten {town}", "Kepala", "4##.1#",
           {"sk": "188.45/{n}/DPMPTSP/{r}/{y}", "task": "090/{n}/DPMPTSP/{r}/{y}", "letter": "005/{n}/{u}/{y}",
            "memo": "065/{n}/DPMPTSP/{r}/{y}", "record": "030/{n}/{u}/{y}", "report": "700/{n}/DPMPTSP/{r}/{y}",
            "sop": "060/{n}/{u}/{y}"}),
    Agency("Kementerian Pendidikan Tinggi", ("KEMENTERIAN PENDIDIKAN TINGGI, SAINS, DAN TEKNOLOGI",
                                            "UNIVERSITAS NEGERI {TOWN}"), "Fakultas Teknik Universitas Negeri {town}",
           "Dekan", "UN9#.#",
           {"sk": "{n}/{u}/HK.04/{y}", "task": "{n}/{u}/KP.10/{y}", "letter": "{n}/{u}/TU.01/{y}",
            "memo": "{n}/{u}/OT.02/{y}", "record": "{n}/{u}/PL.06/{y}", "report": "{n}/{u}/PW.03/{y}",
            "sop": "{n}/{u}/OT.05/{y}"}),
    Agency("Kementerian Kesehatan", ("KEMENTERIAN KESEHATAN REPUBLIK INDONESIA", "DIREKTORAT JENDERAL KESEHATAN LANJUTAN"),
           "Balai Kesehatan Paru {town}", "Kepala", "D.XX#V",
           {"sk": "HK.02.03/{u}/{n}/{y}", "task": "KP.04.02/{u}/{n}/{y}", "letter": "UM.01.05/{u}/{n}/{y}",
            "memo": "OT.02.02/{u}/{n}/{y}", "record": "PL.01.01/{u}/{n}/{y}", "report": "PS.04.01/{u}/{n}/{y}",
            "sop": "OT.01.03/{u}/{n}/{y}"}, width=3),
)  # fmt: skip


class Person(NamedTuple):
    name: str
    nip: str  # made: nobody was born in 1900 and is in office


class Office(NamedTuple):
    """An invented office with its people and its hand."""

    agency: Agency
    town: str
    name: str
    code: str
    people: tuple[Person, ...]
    address: str

    @property
    def leader(self) -> str:
        return f"{self.agency.leader} {self.name}"

    def number(self, kind: str, serial: str, day: date) -> str:
        return self.agency.numbers[kind].format(
            n=serial.zfill(self.agency.width), u=self.code, mm=f"{day.month:02d}", m=day.month,
            r=ROMAN[day.month - 1], y=day.year,
        )  # fmt: skip


def make_office(rng: random.Random, agency: Agency) -> Office:
    """An office of an agency, in a town that is not on the map."""
    town = rng.choice(_TOWNS)
    code = "".join(str(rng.randint(1, 8)) if mark == "#" else mark for mark in agency.unit)
    names = rng.sample([f"{first} {last}" for first in _FIRST for last in _LAST], 24)
    people = tuple(
        Person(
            name + rng.choice(_TITLES),
            f"19000{rng.randint(1, 9)}{rng.randint(10, 28)} 19250{k % 9 + 1} {k % 2 + 1} {k:03d}",
        )
        for k, name in enumerate(names, 1)
    )
    address = f"Jalan {rng.choice(('Merdeka', 'Pahlawan', 'Melati', 'Pemuda'))} Nomor {rng.randint(1, 99)}, {town}"
    if rng.random() < 0.7:
        address += (
            f" {rng.randint(10, 99)}{rng.randint(100, 999)} Telepon (0{rng.randint(21, 99)}) 555{rng.randint(100, 999)}"
        )
    return Office(agency, town, agency.office.format(town=town), code, people, address)


def said_day(day: date, *, weekday: bool = False, zero: bool = False, mark: str = ", ") -> str:
    text = f"{day.day:02d}" if zero else str(day.day)
    text = f"{text} {MONTHS[day.month - 1]} {day.year}"
    return f"{DAYS[day.weekday()]}{mark}{text}" if weekday else text

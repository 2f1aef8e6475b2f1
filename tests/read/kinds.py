"""Two and more layouts of each kind of sheet that offices hand in: a file, the rows wanted, what else holds."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

from lke_docs.model import Heading, Row
from lke_docs.read import read_sheet
from lke_docs.read.portalrb import portal_questions
from tests.read.layouts import FORM

OLD = FORM.parent / "kejari_bantaeng_2021.txt"
OFFICES = ("Puskesmas Contoh Rawa", "Rutan Kelas IIB Contoh", "Pengadilan Negeri Contoh", "Direktorat Bina Contoh")
PAPERS = (
    "SK Kepala Nomor {n}/CTH/OT.01/{y} tanggal {n} Maret {y}",
    "Notula rapat tanggal {n} April {y}; daftar hadir; foto kegiatan",
    "1. Laporan monitoring bulan Mei {y}\n2. Nota dinas penyampaian tanggal {n} Juni {y}",
    "Telah dilaksanakan sosialisasi kepada seluruh pegawai pada {n} Juli {y}, undangan terlampir",
)


class Item(NamedTuple):
    """A heading of the form, or a question with what was filled in."""

    code: str
    mark: str
    text: str
    answer: str = ""
    proof: str = ""
    is_asked: bool = False


class Made(NamedTuple):
    """A file, and what must be read of it."""

    kind: str
    name: str
    data: bytes
    rows: Mapping[str, tuple[str, str]]  # answer and evidence by code
    instrument: str = "zi-2021"
    unit: str = ""
    year: int = 0
    reviews: Sequence[str] = ()  # whose answers stand beside the unit's
    is_other: bool = False  # refused
    most_notices: int = 9


@cache
def items(form: Path = FORM, begins: tuple[str, ...] = ("A.I.1.", "A.I.2."), year: int = 2024) -> tuple[Item, ...]:
    """Part of a form from top to bottom, filled in."""
    sheet = read_sheet(form)
    lines: list[Heading | Row] = sorted(
        [*sheet.headings, *sheet.rows], key=lambda line: _number(line.place.cell or str(line.place.line))
    )
    chosen: list[Item] = []
    for n, line in enumerate(lines):
        if not f"{line.code}.".startswith(begins) and not any(begin.startswith(f"{line.code}.") for begin in begins):
            continue
        last = line.code.rpartition(".")[2]
        mark = f"{last.lower() if form == OLD and line.code.count('.') > 2 else last}."
        if isinstance(line, Heading):
            chosen.append(Item(line.code, mark, line.title))
            continue
        is_count = line.code[-1].isdigit() and line.code.count(".") > 3
        answer = str(n % 7 + 1) if is_count else ("Ya", "A", "B")[n % 3]
        proof = "" if is_count else PAPERS[n % 4].format(n=n % 27 + 1, y=year)
        chosen.append(Item(line.code, "-" if is_count else mark, line.question, answer, proof, is_asked=True))
    return tuple(chosen)


def _number(place: str) -> int:
    return int("".join(filter(str.isdigit, place)) or 0)


def wanted(of: Sequence[Item], proof: Callable[[Item], str] = lambda item: item.proof) -> dict[str, tuple[str, str]]:
    return {item.code: (item.answer, proof(item)) for item in of if item.is_asked}


def book(*pages: tuple[str, Sequence[Sequence[Any]]]) -> Workbook:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in pages:
        page: Any = made.create_sheet(title)
        for row in rows:
            page.append([value if value != "" else None for value in row])
    return made


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def table(of: Sequence[Item], columns: Sequence[str], **other: Callable[[Item], str]) -> list[list[str]]:
    """Rows with these columns: mark, text, both, answer, proof, options, rubric, weight, blank, or one of `other`."""
    return [[_value(item, name, number, other) for name in columns] for number, item in enumerate(of, 1)]


def _value(item: Item, name: str, number: int, other: Mapping[str, Callable[[Item], str]]) -> str:
    if name in other:
        return other[name](item) if item.is_asked else ""
    always = {"mark": item.mark, "text": item.text, "both": f"{item.mark} {item.text}", "serial": str(number)}
    if name in always:
        return always[name]
    asked = {
        "answer": item.answer, "proof": item.proof, "options": "Ya/Tidak" if item.answer == "Ya" else "A/B/C",
        "rubric": "a. Jika seluruh unsur terpenuhi\nb. Jika sebagian\nc. Jika belum", "weight": "0.5", "score": "1",
    }  # fmt: skip
    return asked.get(name, "") if item.is_asked else ""


# --- the kinds ----------------------------------------------------------------------------------------


def every_layout() -> Iterator[Made]:
    for make in (
        _old_form,
        _others,
        _evaluators,
        _web,
        _portal,
        _titles,
        _wealth,
        _rubric,
        _year,
        _links,
        _pasted,
        _sheets,
    ):
        yield from make()


def _old_form() -> Iterator[Made]:
    of = items(OLD, ("A.1.", "A.2."), 2021)
    of = tuple(item for item in of if item.code != "A")
    top = Item("A", "A.", "PROSES (60)")
    head = [["LEMBAR KERJA EVALUASI ZONA INTEGRITAS"], [OFFICES[2]], ["Tahun : 2021"], []]
    rows = [
        ["Penilaian", "Bobot", "Jawaban", "Nilai", "Keterangan"],
        *table((top, *of), ("both", "weight", "answer", "score", "proof")),
    ]
    yield Made(
        "bentuk-2014", "satu_kolom.xlsx", saved(book(("LKE", [*head, *rows]))), wanted(of), "zi-2019", OFFICES[2], 2021
    )
    rows = [["Bukti", "Jawab", "No", "Uraian"], *table((top, *of), ("proof", "answer", "mark", "text"))]
    yield Made(
        "bentuk-2014",
        "bukti_di_kiri.xlsx",
        saved(book((f"{OFFICES[0]} 2021", rows))),
        wanted(of),
        "zi-2019",
        OFFICES[0],
        2021,
    )


def _others() -> Iterator[Made]:
    rows: list[list[str]] = [
        ["RENCANA TINDAK PENGENDALIAN 2024"],
        ["No", "Kegiatan", "Target", "Penanggung Jawab", "Bukti Dukung"],
    ]
    rows += [[str(n), f"Kegiatan pengendalian risiko ke-{n}", "100%", "Kasubbag TU", "Laporan"] for n in range(1, 12)]
    yield Made("bukan-lke", "rtp.xlsx", saved(book(("RTP", rows))), {}, is_other=True)
    rows = [["KERTAS KERJA EVALUASI SAKIP"], ["Komponen", "Kriteria", "Jawaban", "Bukti Dukung"]]
    rows += [[f"{n}", f"Dokumen perencanaan kinerja jenjang {n} telah tersedia", "AA", "Renstra"] for n in range(1, 15)]
    rows += [["15", "Telah dilakukan evaluasi atas penerapan Whistle Blowing System", "A", "Laporan"]]
    yield Made("bukan-lke", "sakip.xlsx", saved(book(("KKE", rows))), {}, is_other=True)


def _evaluators() -> Iterator[Made]:
    of = items()
    head = [
        ["", "", "", "", "Biro Organisasi", "", "Eselon I", ""],
        ["Uraian", "Pilihan", "Isian Rutan", "Eviden", "Jawaban", "Catatan", "Jawaban", "Catatan"],
    ]
    other: dict[str, Callable[[Item], str]] = {
        "first": lambda item: "Ya" if item.answer == "Ya" else "B",
        "note": lambda item: "Cukup",
        "second": lambda item: "Tidak" if item.answer == "Ya" else "C",
    }
    rows = [*head, *table(of, ("both", "options", "answer", "proof", "first", "note", "second", "blank"), **other)]
    made = book(("LKE", [[f"LKE ZI {OFFICES[1]} 2024"], *rows]))
    made["LKE"].merge_cells("E2:F2")
    made["LKE"].merge_cells("G2:H2")
    yield Made(
        "dua-kolom", "dua_baris.xlsx", saved(made), wanted(of), year=2024, reviews=("Biro Organisasi", "Eselon I")
    )
    rows = [
        ["Jawaban hasil penilaian Kanwil", "Jawaban Satker", "Pernyataan", "Dokumen", "Catatan Kanwil"],
        *table(of, ("first", "answer", "both", "proof", "note"), **other),
    ]
    yield Made("dua-kolom", "penilai_di_kiri.xlsx", saved(book(("Isian", rows))), wanted(of), reviews=("Kanwil",))


def _web() -> Iterator[Made]:
    of = items()
    rows = [["", "", "Bobot", "Jawaban", "Keterangan"], *table(of, ("mark", "text", "weight", "answer", "proof"))]
    yield Made(
        "gsheets",
        "kisi.html",
        _sheet_page([[f"LKE {OFFICES[0]} 2024", "", "", "", ""], *rows], bar=True),
        wanted(of),
        year=2024,
    )
    rows = [["", "", "Eviden", "Jawaban Unit"], *table(of, ("serial", "both", "proof", "answer"))]
    yield Made("gsheets", "kisi_lain.html", _sheet_page(rows, bar=False), wanted(of))


def _sheet_page(rows: Sequence[Sequence[str]], *, bar: bool) -> bytes:
    """The page that a spreadsheet on the web is saved as: letters and numbers of its own, a bar below a frozen row."""
    width = max(map(len, rows))
    letters = "".join(f"<th>{chr(65 + n)}</th>" for n in range(width))
    lines = [f"<tr><th class='row-header'></th>{letters}</tr>"]
    for number, row in enumerate(rows, 1):
        cells = "".join(f"<td>{html.escape(text).replace(chr(10), '<br>')}</td>" for text in row)
        lines.append(f"<tr style='height: 20px'><th id='0R{number}'><div>{number}</div></th>{cells}</tr>")
        if bar and number == 2:
            empty = "<td class='freezebar-cell'></td>" * width
            lines.append(
                f"<tr><th style='height:3px' class='freezebar-cell freezebar-horizontal-handle'></th>{empty}</tr>"
            )
    return f"<html><body><table class='waffle'><tbody>{''.join(lines)}</tbody></table></body></html>".encode()


def _portal() -> Iterator[Made]:
    _, questions = portal_questions()
    for name, count in (("jawaban.json", 12), ("lengkap.json", len(questions))):
        chosen = questions[:count]
        given = [
            {"soal_id": q.id, "jawaban_unit": "Ya" if n % 2 else "A", "bukti_dukung_unit": f"SK Nomor {n + 1}/CTH/2026"}
            for n, q in enumerate(chosen)
        ]
        data = json.dumps({"unit_id": "U-1", "tahun": 2026, "answers": given}).encode()
        rows = {
            q.code: (str(g["jawaban_unit"]), str(g["bukti_dukung_unit"])) for q, g in zip(chosen, given, strict=True)
        }
        yield Made("portalrb", name, data, rows, year=2026)


def _titles() -> Iterator[Made]:
    of = items()
    rows = [
        ["#", "Plhn", "Uraian kegiatan", "Berkas", "Respon"],
        *table(of, ("serial", "options", "both", "proof", "answer")),
    ]
    yield Made("judul-lain", "kacau.xlsx", saved(book(("Sheet1", rows))), wanted(of))
    yield Made(
        "judul-lain",
        "tanpa.xlsx",
        saved(book(("Data", table(of, ("mark", "text", "rubric", "answer", "blank", "proof"))))),
        wanted(of),
    )
    rows = [["Hasil", "Bukti", "Indikator"], ["Penilaian", "Fisik", ""], *table(of, ("answer", "proof", "both"))]
    yield Made("judul-lain", "dua_baris.xlsx", saved(book(("ZI", rows))), wanted(of))
    small = tuple(item._replace(answer={"Ya": "YA", "A": "a", "B": "b."}.get(item.answer, "")) for item in of)
    bare = [item._replace(answer=item.answer.rstrip(".")) for item in small]
    signed = [[], ["", "", "Contoh, 3 Januari 2025"], ["", "", "Kepala Rutan"], ["", "", "Budi Contoh"]]
    rows = [["Penilaian", "Jawaban", "Bukti"], *table(small, ("both", "answer", "proof")), *signed]
    yield Made("judul-lain", "huruf_kecil.xlsx", saved(book(("ZI", rows))), wanted(bare))
    letters = ("Ya", "Tidak", "A", "B", "C")
    ticks = {f"is_{letter}": (lambda item, letter=letter: "v" if item.answer == letter else "") for letter in letters}
    rows = [["Penilaian", *letters, "Bukti"], *table(of, ("both", *ticks, "proof"), **ticks)]
    yield Made("judul-lain", "centang.xlsx", saved(book(("ZI", rows))), wanted(of))


def _wealth() -> Iterator[Made]:
    of = items(FORM, ("A.II.5.",))
    rows = [["Penilaian", "Jawaban", "Bukti Dukung"], *table(of, ("both", "answer", "proof"))]
    yield Made("lhkasn", "datar.xlsx", saved(book(("LKE", rows))), wanted(of))
    reworded = tuple(item._replace(text=item.text.replace("Non LHKPN", "LHKASN")) for item in of)
    rows = [["", "", "Indikator", "Isian", "Eviden"], *table(reworded, ("blank", "mark", "text", "answer", "proof"))]
    yield Made("lhkasn", "lhkasn.xlsx", saved(book(("LKE", rows))), wanted(of))


def _rubric() -> Iterator[Made]:
    of = items()
    rows = [
        ["Penilaian", "Catatan", "Keterangan", "Jawaban", "", ""],
        *table(of, ("both", "rubric", "options", "answer", "proof", "link"), link=_link),
    ]
    yield Made(
        "rubrik",
        "tanpa_judul.xlsx",
        saved(book(("LKE ZI", rows))),
        wanted(of, lambda item: f"{item.proof}\n{_link(item)}"),
    )
    rows = [["Keterangan", "Bukti Dukung", "Jawaban", "Penilaian"], *table(of, ("rubric", "proof", "answer", "both"))]
    made = book(("LKE ZI", rows))
    made["LKE ZI"].column_dimensions["A"].hidden = True
    yield Made("rubrik", "tersembunyi.xlsx", saved(made), wanted(of))


def _link(item: Item) -> str:
    return f"https://arsip.contoh.example/{item.code}"


def _year() -> Iterator[Made]:
    of = tuple(item._replace(proof="SK Tim Kerja; notula; foto" if item.proof else "") for item in items())
    rows = [["Penilaian", "Jawaban", "Bukti Dukung"], *table(of, ("both", "answer", "proof"))]
    yield Made(
        "tahun", f"LKE ZI {OFFICES[0]} 2023.xlsx", saved(book(("Sheet1", rows))), wanted(of), unit=OFFICES[0], year=2023
    )
    title = [[f"PEMBANGUNAN ZONA INTEGRITAS MENUJU WBK PADA {OFFICES[3].upper()} TAHUN ANGGARAN 2025"], []]
    yield Made(
        "tahun", "lke.xlsx", saved(book(("Sheet1", [*title, *rows]))), wanted(of), unit=OFFICES[3].upper(), year=2025
    )


def _links() -> Iterator[Made]:
    of = items()
    for name, shown, columns in (
        ("lihat.xlsx", lambda item: "Lihat Eviden", ("both", "answer", "link")),
        ("soal.xlsx", lambda item: f"{item.mark} {item.text}", ("link", "both", "answer")),
        ("sk.xlsx", lambda item: f"SK {item.code}", ("mark", "text", "answer", "link")),
    ):
        made = book(
            (
                "LKE",
                [
                    [
                        {"both": "Penilaian", "mark": "No", "text": "Uraian", "answer": "Jawaban"}.get(c, "Eviden")
                        for c in columns
                    ]
                ],
            )
        )
        page: Any = made["LKE"]
        for row in table(of, columns, link=shown):
            page.append([value or None for value in row])
        at = columns.index("link") + 1
        for number, item in enumerate(of, 2):
            if item.is_asked:
                page.cell(number, at).hyperlink = f"https://arsip.contoh.example/{item.code}/Notula%20rapat.pdf"
        own = "SK {0}\n" if name == "sk.xlsx" else ""
        yield Made(
            "tautan",
            name,
            saved(made),
            wanted(
                of,
                lambda item, own=own: (
                    f"{own.format(item.code)}https://arsip.contoh.example/{item.code}/Notula rapat.pdf"
                ),
            ),
        )  # type: ignore[misc]


def _pasted() -> Iterator[Made]:
    of = tuple(item._replace(proof=item.proof.replace("\n", "; ")) for item in items())
    head = ["LKE ZONA INTEGRITAS", f"Unit Kerja : {OFFICES[1]}", "Tahun : 2024"]
    lines = [
        " ".join(filter(None, (item.mark, item.text, item.answer, "1" if item.is_asked else "", item.proof)))
        for item in of
    ]
    yield Made("tempel", "sebaris.txt", "\n".join([*head, *lines]).encode(), wanted(of), unit=OFFICES[1], year=2024)
    lines = ["\n".join(filter(None, (f"{item.mark} {item.text}", item.answer, item.proof))) for item in of]
    yield Made("tempel", "bertingkat.txt", "\n".join([*head, *lines]).encode(), wanted(of), unit=OFFICES[1], year=2024)


def _sheets() -> Iterator[Made]:
    of = items()
    own = [["Penilaian", "Jawaban Unit", "Bukti Dukung Unit"], *table(of, ("both", "answer", "proof"))]
    judged = [
        ["Penilaian", "Jawaban", "Catatan"],
        *table(of, ("both", "first", "note"), first=lambda item: "C", note=lambda item: "Kurang"),
    ]
    made = book(
        ("Rekap", [["Area", "Nilai"], ["Manajemen Perubahan", "8"]]), ("Isian Unit", own), ("Penilaian TPI", judged)
    )
    yield Made("tiga-lembar", "tpi.xlsx", saved(made), wanted(of), reviews=("TPI",))
    copy = [["Penilaian", "Jawaban Unit", "Bukti Dukung Unit", "Jawaban Ditjen", "Catatan Ditjen"]]
    copy += [[*row[:1], *("" for _ in row[1:]), "B" if row[1] else "", "Sesuai" if row[1] else ""] for row in own[1:]]
    made = book(("Jawaban", own), ("Jawaban Ditjen", copy))
    for line in made["Jawaban Ditjen"].iter_rows(min_row=2, max_col=3, min_col=2):
        for cell in line:
            cell.value = f"=Jawaban!{cell.coordinate}"
    yield Made("tiga-lembar", "salinan.xlsx", saved(made), wanted(of), reviews=("Ditjen",))
    judged[0] = ["Penilaian", "Jawaban TPI", "Catatan TPI"]
    yield Made(
        "tiga-lembar", "tpi_dulu.xlsx", saved(book(("TPI", judged), ("UNIT", own))), wanted(of), reviews=("TPI",)
    )

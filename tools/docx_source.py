"""A very small writer of DOCX packages: styles, paragraphs, tables; equal bytes each time.

Only `build_templates.py` uses it. Text is given with its style, never with direct formatting.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx_styles import FONT, HEAD, NS, styles, theme

MM = 56.6929  # twentieths of a point in a millimetre
TEXT_WIDTH = 160  # mm; A4 and F4 differ in their margins, never in the width of the text


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
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml"), core=True
        ),
        "docProps/core.xml": _core(title),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>lke-docs</Application></Properties>',
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{body}{section}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/settings.xml": f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="id-ID"/></w:settings>',
        "word/fontTable.xml": f'{HEAD}<w:fonts {NS}><w:font w:name="{FONT}"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>',
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": f"{HEAD}<w:hdr {NS}>{page_number()}</w:hdr>",
        "word/header2.xml": f"{HEAD}<w:hdr {NS}>{kop}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NS}>{edge.format('Footer')}</w:ftr>",
        "word/footer2.xml": f"{HEAD}<w:ftr {NS}>{edge.format('Footer')}</w:ftr>",
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("header", "header1.xml"),
            ("header", "header2.xml"),
            ("footer", "footer1.xml"),
            ("footer", "footer2.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
        ),
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

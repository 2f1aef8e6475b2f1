"""Paper, font and logo of a unit, put on a shipped template after rendering."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lke_docs.draft.look import PAPERS
from lke_docs.draft.marks import text_parts
from lke_docs.draft.package import W
from lke_docs.errors import ConfigError, InputError
from lke_docs.office.door import load

if TYPE_CHECKING:
    from docx.document import Document

TWIPS = 56.6929  # in a millimetre
LOGO_MM = 21
MAX_LOGO = 2 * 1024 * 1024
_EMU = 36_000  # in a millimetre
_ROWS = 100  # of one table; LibreOffice gives up on a table of two thousand long rows, twenty of a hundred are quick


def set_layout(document: Document, *, paper: str = "A4", font: str = "Arial", logo: Path | None = None) -> None:
    """Change what differs from the template. The width of the text stays, so tables keep their columns."""
    if paper not in PAPERS:
        raise ConfigError(f"Kertas “{paper}” tidak dikenal; yang ada: {', '.join(PAPERS)}.")
    if paper != "A4":
        _set_paper(document, *PAPERS[paper])
    if font != "Arial":
        _set_font(document, font)
    if logo:
        _add_logo(document, logo)


def part_tables(document: Document) -> None:
    """Let a long table go on in tables of its own, each with the same head; a line too low to see keeps them apart."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    gap = (
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    )
    for table in document.element.body.findall(f"{W}tbl"):
        head, *rows = table.findall(f"{W}tr")
        if head.find(f"{W}trPr/{W}tblHeader") is None:
            continue
        for start in range(_ROWS, len(rows), _ROWS):
            more = parse_xml(f"<w:tbl {nsdecls('w')}/>")
            more.extend(deepcopy(it) for it in (table.tblPr, table.tblGrid, head))
            more.extend(rows[start : start + _ROWS])
            table.addnext(more)
            table.addnext(parse_xml(gap))
            table = more


def _set_paper(document: Document, width: int, height: int) -> None:
    for size in document.element.iter(f"{W}pgSz"):
        is_wide = size.get(f"{W}orient") == "landscape"
        old = int(size.get(f"{W}w"))
        new = round((height if is_wide else width) * TWIPS)
        size.set(f"{W}w", str(new))
        size.set(f"{W}h", str(round((width if is_wide else height) * TWIPS)))
        margins = size.getparent().find(f"{W}pgMar")
        left = (new - old) // 2 if is_wide else 0  # 33 mm more on one side would look like a fault
        for side, more in (("left", left), ("right", new - old - left)):
            margins.set(f"{W}{side}", str(int(margins.get(f"{W}{side}")) + more))


def _set_font(document: Document, font: str) -> None:
    fonts = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(f"{W}{script}", font)


def _add_logo(document: Document, logo: Path) -> None:
    """Put the logo left of the letterhead, floating, so that the lines stay centred."""
    from docx.image.exceptions import UnrecognizedImageError
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    data = load(logo, most=MAX_LOGO)
    first = _letterhead(document)
    if first is None:
        return
    try:
        image = first.package.get_or_add_image_part(io.BytesIO(data))
    except UnrecognizedImageError as error:
        raise InputError(logo, "logo harus PNG atau JPEG.") from error
    ident = first.relate_to(image, _IMAGE_REL)
    height = round(LOGO_MM * _EMU)
    width = round(height * image.image.px_width / image.image.px_height)
    first.element.find(f"{W}p").append(
        parse_xml(_ANCHOR.format(ns=nsdecls("w", "wp", "a", "pic", "r"), id=ident, width=width, height=height))
    )


def _letterhead(document: Document) -> Any:
    """The header part that holds the letterhead: the one with its rule."""
    for part in text_parts(document, "header"):
        if any(style.get(f"{W}val") == "KopGaris" for style in part.element.iter(f"{W}pStyle")):
            return part
    return None


_IMAGE_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_ANCHOR = """<w:r {ns}><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0"
 simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="901" name="Logo" descr="Logo kantor"/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="0" name="Logo" descr="Logo kantor"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:anchor></w:drawing></w:r>"""

"""Styles and theme of the shipped templates."""

from __future__ import annotations

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Arial"

# id, name, type, based on, paragraph properties, run properties
_STYLES = (
    ("Normal", "Normal", "paragraph", "", '<w:spacing w:after="80" w:line="264" w:lineRule="auto"/>', ""),
    ("DefaultParagraphFont", "Default Paragraph Font", "character", "", "", ""),
    ("TableNormal", "Normal Table", "table", "", "", ""),
    (
        "Title",
        "Title",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:spacing w:before="120" w:after="0"/><w:jc w:val="center"/>',
        '<w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/>',
    ),
    (
        "Subtitle",
        "Subtitle",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:spacing w:after="40"/><w:jc w:val="center"/>',
        "<w:b/><w:bCs/>",
    ),
    (
        "BarisTengah",
        "Baris Tengah",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:spacing w:after="40"/><w:jc w:val="center"/>',
        "",
    ),
    (
        "JarakJudul",
        "Jarak Judul",
        "paragraph",
        "Normal",
        '<w:spacing w:after="120" w:line="120" w:lineRule="exact"/>',
        '<w:sz w:val="8"/><w:szCs w:val="8"/>',
    ),
    (
        "Heading1",
        "heading 1",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>',
        "<w:b/><w:bCs/>",
    ),
    (
        "Heading2",
        "heading 2",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="1"/>',
        "<w:b/><w:bCs/>",
    ),
    ("IsiNaskah", "Isi Naskah", "paragraph", "Normal", '<w:jc w:val="both"/>', ""),
    ("Penutup", "Penutup", "paragraph", "IsiNaskah", '<w:keepNext/><w:spacing w:before="120"/>', ""),
    ("JarakTandaTangan", "Jarak Tanda Tangan", "paragraph", "JarakJudul", "<w:keepNext/>", ""),
    (
        "Butir",
        "Butir",
        "paragraph",
        "Normal",
        '<w:tabs><w:tab w:val="left" w:pos="425"/></w:tabs><w:spacing w:after="60"/><w:ind w:left="425" w:hanging="425"/><w:jc w:val="both"/>',
        "",
    ),
    (
        "KepalaTabel",
        "Kepala Tabel",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        '<w:b/><w:bCs/><w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    (
        "IsiTabel",
        "Isi Tabel",
        "paragraph",
        "Normal",
        '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    ("NomorTabel", "Nomor Tabel", "paragraph", "IsiTabel", '<w:jc w:val="center"/>', ""),
    ("BarisHadir", "Baris Hadir", "paragraph", "IsiTabel", '<w:spacing w:before="85" w:after="85"/>', ""),
    (
        "Identitas",
        "Identitas",
        "paragraph",
        "Normal",
        '<w:spacing w:after="30" w:line="252" w:lineRule="auto"/>',
        "",
    ),
    (
        "TandaTangan",
        "Tanda Tangan",
        "paragraph",
        "Normal",
        '<w:keepNext/><w:keepLines/><w:spacing w:after="0" w:line="252" w:lineRule="auto"/><w:jc w:val="center"/>',
        "",
    ),
    (
        "RuangTandaTangan",
        "Ruang Tanda Tangan",
        "paragraph",
        "TandaTangan",
        '<w:spacing w:before="960" w:after="0"/>',
        "<w:b/><w:bCs/>",
    ),
    (
        "TempatTanggal",
        "Tempat Tanggal",
        "paragraph",
        "Normal",
        '<w:spacing w:after="120"/><w:jc w:val="right"/>',
        "",
    ),
    (
        "KopLembaga",
        "Kop Lembaga",
        "paragraph",
        "Normal",
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        "<w:b/><w:bCs/>",
    ),
    ("KopUnit", "Kop Unit", "paragraph", "KopLembaga", "", '<w:sz w:val="28"/><w:szCs w:val="28"/>'),
    (
        "KopAlamat",
        "Kop Alamat",
        "paragraph",
        "KopLembaga",
        "",
        '<w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    (
        "KopGaris",
        "Kop Garis",
        "paragraph",
        "Normal",
        '<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="auto"/></w:pBdr><w:spacing w:after="160" w:line="80" w:lineRule="exact"/>',
        '<w:sz w:val="4"/><w:szCs w:val="4"/>',
    ),
    (
        "Header",
        "header",
        "paragraph",
        "Normal",
        '<w:spacing w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        '<w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    (
        "Footer",
        "footer",
        "paragraph",
        "Normal",
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
        '<w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    (
        "TandaDraf",
        "Tanda Draf",
        "paragraph",
        "Normal",
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
        '<w:sz w:val="16"/><w:szCs w:val="16"/>',
    ),
    ("CommentText", "annotation text", "paragraph", "Normal", "", '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
    (
        "IsianKosong",
        "Isian Kosong",
        "character",
        "",
        "",
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF200"/>',
    ),
    (
        "CommentReference",
        "annotation reference",
        "character",
        "",
        "",
        '<w:sz w:val="16"/><w:szCs w:val="16"/>',
    ),
    ("TabelNaskah", "Tabel Naskah", "table", "TableNormal", "", ""),
    ("TabelPolos", "Tabel Polos", "table", "TableNormal", "", ""),
)
_BUILT_IN = {
    "Normal",
    "DefaultParagraphFont",
    "TableNormal",
    "Title",
    "Subtitle",
    "Heading1",
    "Heading2",
    "Header",
    "Footer",
    "CommentText",
    "CommentReference",
}
_DEFAULT = {"Normal", "DefaultParagraphFont", "TableNormal"}
_MARGINS = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = {
    "TableNormal": f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS}</w:tblPr>',
    "TabelNaskah": f"<w:tblPr><w:tblBorders>{_LINES}</w:tblBorders>{_MARGINS}</w:tblPr>",
    "TabelPolos": f"<w:tblPr>{_MARGINS}</w:tblPr>",
}


def styles() -> str:
    fonts = "".join(f' w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    run = f'<w:rFonts{fonts}/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    return f"{HEAD}<w:styles {NS}>{defaults}{''.join(_style(*style) for style in _STYLES)}</w:styles>"


def _style(ident: str, name: str, kind: str, base: str, paragraph: str, run: str) -> str:
    flags = (' w:default="1"' if ident in _DEFAULT else "") + ("" if ident in _BUILT_IN else ' w:customStyle="1"')
    parts = [
        f'<w:name w:val="{name}"/>',
        f'<w:basedOn w:val="{base}"/>' if base else "",
        "<w:qFormat/>" if kind == "paragraph" else "",
    ]
    parts += [
        f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "",
        f"<w:rPr>{run}</w:rPr>" if run else "",
        _TABLES.get(ident, ""),
    ]
    return f'<w:style w:type="{kind}"{flags} w:styleId="{ident}">{"".join(parts)}</w:style>'


def theme() -> str:
    """The smallest theme that the standard allows: black, white, greys and one font."""
    shades = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "404040",
        "lt2": "E7E6E6",
        "hlink": "0563C1",
        "folHlink": "954F72",
    }
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

"""The marks of a draft: open fields in yellow, DRAF behind the text, in header and footer, document properties.

Put in by code after rendering, so that no template can leave them out; taken off by `finalize` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from lke_docs import wording
from lke_docs.draft.package import W
from lke_docs.patterns.paper_frame import DRAFT_KEYWORD, DRAFT_STYLE, draft_notice

if TYPE_CHECKING:
    from docx.document import Document

OPEN = re.compile(r"\[ISI:[^\[\]]*\]")
OPEN_STYLE = DRAFT_STYLE
MARK_STYLE = "TandaDraf"
WATERMARK_ID = "lke-docs-draf"
WATERMARK_TEXT = "Tanda air DRAF"
PROPERTY = "lke_docs"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VTYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_WATERMARK = f"""<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>
<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="{WATERMARK_ID}" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{WATERMARK_TEXT}"
 style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:150pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="DRAF"/>
</v:shape></w:pict></w:r>"""


def mark_draft(document: Document, *, made: date, title: str, properties: dict[str, str]) -> None:
    """Put all marks of a draft on a rendered document. `made` is the day of making, never another date."""
    _ensure_style(document, OPEN_STYLE, "character")
    _ensure_style(document, MARK_STYLE, "paragraph")
    _ensure_edges(document)
    for part in text_parts(document, "header"):  # in the line of the mark behind the text: no line of text moves
        part.element.append(_notice(draft_notice()))
        part.element[-1].append(_element(_WATERMARK))
    for part in text_parts(document, "footer"):
        part.element.append(_notice(f"{draft_notice()}. Disusun {wording.day(made)}."))
    for part in text_parts(document, "document", "header", "footer"):
        highlight(part.element)
    _core(document, made=made, title=title)
    set_properties(document, {"status": "draf", "dibuat": made.isoformat(), **properties})


def mark_finished(document: Document, *, made: date | None, title: str, properties: dict[str, str]) -> None:
    """Show what is open in a paper that is no draft, and say in its properties what it is."""
    _ensure_style(document, OPEN_STYLE, "character")
    for part in text_parts(document, "document", "header", "footer"):
        highlight(part.element)
    core = document.core_properties
    core.title, core.language, core.last_modified_by = title[:255], "id-ID", "lke-docs"
    if made:
        core.created = core.modified = datetime.combine(made, time())
    set_properties(document, properties)


def is_watermark(node: Any) -> bool:
    """Our watermark, also where an office program has written it anew: its name or its description stays."""
    return WATERMARK_ID in (node.get("id"), node.get("name")) or WATERMARK_TEXT in (node.get("alt"), node.get("descr"))


def text_parts(document: Document, *kinds: str) -> Iterator[Any]:
    """The body, header or footer parts as they are now; `section.header` shows those before rendering."""
    if "document" in kinds:
        yield document.part
    seen = set()
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in kinds and not relation.is_external and relation.target_part.partname not in seen:
            seen.add(relation.target_part.partname)
            yield relation.target_part


def highlight(root: Any) -> None:
    """Give each `[ISI: …]` a run of its own in the style of open fields."""
    for text in [node for node in root.iter(f"{W}t") if node.text and "[ISI:" in node.text]:
        run = text.getparent()
        if run.tag == f"{W}r":
            _split_run(run, text)


def _split_run(run: Any, text: Any) -> None:
    """Put the open marks of one text node into runs of their own; the run's other content keeps its order."""
    children = [child for child in run if child.tag != f"{W}rPr"]
    after = children[children.index(text) + 1 :]
    pieces = [piece for piece in re.split(r"(\[ISI:[^\[\]]*\])", text.text) if piece]
    anchor = run
    for number, piece in enumerate(pieces):
        is_open = OPEN.fullmatch(piece) is not None
        if number == 0 and not is_open:
            text.text = piece
            text.set(_SPACE, "preserve")
            continue
        if number == 0:
            run.remove(text)
        anchor = _run_after(anchor, run, piece, is_open=is_open)
    if after and anchor is not run:
        rest = _run_after(anchor, run, None, is_open=False)
        rest.extend(after)
        anchor = rest
    if all(child.tag == f"{W}rPr" for child in run):
        run.getparent().remove(run)


def _run_after(anchor: Any, model: Any, text: str | None, *, is_open: bool) -> Any:
    run = model.makeelement(f"{W}r")
    properties = model.find(f"{W}rPr")
    if properties is not None:
        run.append(deepcopy(properties))
    if is_open:
        _set_style(run)
    if text is not None:
        node = run.makeelement(f"{W}t")
        node.text = text
        node.set(_SPACE, "preserve")
        run.append(node)
    anchor.addnext(run)
    return run


def _set_style(run: Any) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = run.makeelement(f"{W}rPr")
        run.insert(0, properties)
    style = properties.find(f"{W}rStyle")
    if style is None:
        style = properties.makeelement(f"{W}rStyle")
        properties.insert(0, style)
    style.set(f"{W}val", OPEN_STYLE)


def _ensure_edges(document: Document) -> None:
    """Every page gets a header and a footer to carry the marks."""
    even = bool(document.settings.odd_and_even_pages_header_footer)
    for number, section in enumerate(document.sections):
        edges = []
        if number == 0:
            edges += [section.header, section.footer]
            edges += [section.even_page_header, section.even_page_footer] if even else []
        if section.different_first_page_header_footer:
            edges += [section.first_page_header, section.first_page_footer]
        for edge in edges:
            if edge.is_linked_to_previous:
                edge.is_linked_to_previous = False


def _ensure_style(document: Document, style_id: str, kind: str) -> None:
    """A user's template may have lost the style: put it back."""
    styles = document.styles.element
    if any(style.get(f"{W}styleId") == style_id for style in styles.iter(f"{W}style")):
        return
    name, look = {
        OPEN_STYLE: ("Isian Kosong", '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFF200"/></w:rPr>'),
        MARK_STYLE: ("Tanda Draf", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr>'),
    }[style_id]
    styles.append(
        _element(
            '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            f'w:type="{kind}" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f"{look}</w:style>"
        )
    )


def _notice(text: str) -> Any:
    return _element(
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:pPr><w:pStyle w:val="{MARK_STYLE}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _core(document: Document, *, made: date, title: str) -> None:
    moment = datetime.combine(made, time())
    core = document.core_properties
    core.title, core.language, core.author = title[:255], "id-ID", ""
    core.content_status, core.keywords = "Draf", DRAFT_KEYWORD
    core.created = core.modified = moment
    core.last_modified_by, core.revision = "lke-docs", 1


def set_properties(document: Document, values: dict[str, str]) -> None:
    """Write `lke_docs.NAME` properties; those of others are kept."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    package = document.part.package
    part = next((part for part in package.iter_parts() if part.partname == "/docProps/custom.xml"), None)
    empty = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VTYPES}"/>'.encode()
    root = etree.fromstring(part.blob if part else empty)
    for node in [node for node in root if node.get("name", "").startswith(f"{PROPERTY}.")]:
        root.remove(node)
    for name, value in values.items():
        node = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FMTID, name=f"{PROPERTY}.{name}")
        etree.SubElement(node, f"{{{_VTYPES}}}lpwstr").text = value
    for number, node in enumerate(root, 2):
        node.set("pid", str(number))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if part is None:
        part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, package)
        package.relate_to(part, _CUSTOM_REL)
    else:
        part._blob = blob

"""What runs in the process of its own in which files of unknown origin are taken apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from lke_docs.office.limits import Limits
from lke_docs.read.grid import Document, to_json

Reader = Callable[[bytes, Limits], Document]


def reader_of(format: str) -> Reader:
    """The reader of a format; its libraries are imported here and nowhere before."""
    if format == "xlsx":
        from lke_docs.read.xlsx import read_xlsx

        return read_xlsx
    if format == "portalrb":
        from lke_docs.read.portalrb import read_portalrb

        return read_portalrb
    if format == "json":
        from lke_docs.read.json_table import read_records

        return read_records
    if format == "xls":
        from lke_docs.read.xls import read_xls

        return read_xls
    if format == "ods":
        from lke_docs.read.ods import read_ods

        return read_ods
    if format == "docx":
        from lke_docs.read.docx import read_docx

        return read_docx
    if format == "html":
        from lke_docs.read.html import read_html

        return read_html
    if format == "xml":
        from lke_docs.read.xml_workbook import read_xml_workbook

        return read_xml_workbook
    if format == "pdf":
        from lke_docs.read.pdf import read_pdf

        return read_pdf
    from lke_docs.read.delimited import read_csv

    return read_csv


def take_apart(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Read one file; the document as JSON."""
    limits = Limits(**arguments["limits"])
    document = reader_of(arguments["format"])(data, limits)
    return json.dumps(to_json(document), ensure_ascii=True).encode("ascii")

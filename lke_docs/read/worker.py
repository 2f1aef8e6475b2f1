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
        from lke_docs.read.xlsx import read_xlsx as reader
    elif format == "portalrb":
        from lke_docs.read.portalrb import read_portalrb as reader
    elif format == "json":
        from lke_docs.read.json_table import read_records as reader
    elif format == "xls":
        from lke_docs.read.xls import read_xls as reader
    elif format == "ods":
        from lke_docs.read.ods import read_ods as reader
    elif format == "docx":
        from lke_docs.read.docx import read_docx as reader
    elif format == "html":
        from lke_docs.read.html import read_html as reader
    elif format == "xml":
        from lke_docs.read.xml_workbook import read_xml_workbook as reader
    elif format == "pdf":
        from lke_docs.read.pdf import read_pdf as reader
    else:
        from lke_docs.read.delimited import read_csv as reader
    return reader


def take_apart(data: bytes, arguments: Mapping[str, Any]) -> bytes:
    """Read one file; the document as JSON."""
    limits = Limits(**arguments["limits"])
    document = reader_of(arguments["format"])(data, limits)
    return json.dumps(to_json(document), ensure_ascii=True).encode("ascii")

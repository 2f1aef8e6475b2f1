"""Reading against the usual libraries, as ratios of one run: `python benchmarks/bench_read.py`.

Needs the development dependencies; python-calamine only for the first line, which is left out without it.
"""

from __future__ import annotations

import importlib.util
import io
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def seconds(*works: Callable[[], object], runs: int) -> list[float]:
    """Median CPU time of each call after one that warms up; they take turns, so a slow moment strikes all."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(runs):
        for work, spent in zip(works, times, strict=True):
            start = time.process_time()
            work()
            spent.append(time.process_time() - start)
    return [statistics.median(spent) for spent in times]


def show(what: str, ours: float, other: float, bound: str) -> None:
    print(f"{what:58} {ours * 1000:8.1f} ms {other * 1000:9.1f} ms   ours/other {ours / other:6.2f}   ({bound})")


def workbooks() -> None:
    """The form of 113 items, filled in; every cell of every sheet, by both."""
    from lke_docs.office.limits import Limits
    from lke_docs.read.xlsx import read_xlsx
    from tools.fill_form import as_it_is, count_rows, item_rows, plain_filling

    rows = item_rows()
    fillings = {row: plain_filling(code, row) for code, row in rows.items()}
    data = as_it_is(fillings | {row: plain_filling("", row) for row in count_rows()})

    def ours() -> object:
        return read_xlsx(data, Limits())

    if importlib.util.find_spec("python_calamine"):
        import python_calamine

        def calamine() -> object:
            book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

        show("XLSX, 113 rows: against python-calamine", *seconds(ours, calamine, runs=15), "at most 3")
    import openpyxl

    def plain() -> object:
        return [list(page.values) for page in openpyxl.load_workbook(io.BytesIO(data))]

    show("XLSX, 113 rows: against openpyxl", *seconds(ours, plain, runs=3), "for comparison")


def pages() -> None:
    """Forty ruled pages; the same rows of cells as pdfplumber's extract_tables."""
    import pdfplumber

    from lke_docs.office.limits import Limits
    from lke_docs.read.pdf import read_pdf

    data = ruled_pages(40)

    def oracle() -> list[list[str]]:
        found = []
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                for table in page.extract_tables():
                    found += [["".join((cell or "").split()) for cell in row] for row in table]
                page.close()
        return found

    def ours() -> list[list[str]]:
        cells: dict[int, dict[int, str]] = {}
        for cell in read_pdf(data, Limits()).grids[0].cells:
            cells.setdefault(cell.row, {})[cell.column] = "".join(cell.text.split())
        return [[line.get(column, "") for column in range(4)] for _, line in sorted(cells.items())]

    expected, got = oracle(), ours()
    titles = expected[0]
    same = [row for row in expected if row != titles] == [row for row in got if row != titles]
    print(f"PDF, 40 ruled pages: {len(got)} rows, {'the same' if same else 'NOT the same'} as pdfplumber's")
    show("PDF, 40 ruled pages: against pdfplumber extract_tables", *seconds(ours, oracle, runs=1), "at most 0.125")


def ruled_pages(count: int) -> bytes:
    """A ruled table of that many pages, its rows whole."""
    from reportlab import rl_config
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    from lke_docs.read import read_sheet
    from tools.write_formats import TITLES, page_rows

    rl_config.invariant = 1
    style = getSampleStyleSheet()["BodyText"]
    style.fontSize, style.leading = 8, 10
    lines = list(page_rows(read_sheet(ROOT / "samples" / "kejari_bantaeng_2021.txt")))
    chosen = [line for _ in range(count) for line in lines][: count * 13]
    rows = [[Paragraph(text.replace("&", "&amp;"), style) for text in line] for line in chosen]
    table = Table([list(TITLES), *rows], colWidths=(250, 70, 40, 400), repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A4)).build([table])
    return stream.getvalue()


def web_pages() -> None:
    """A page of LKE Online with fields, a spreadsheet's export, and a bare table, against lxml.

    The barer the markup, the more the cells cost beside the parsing; so the shortest loop over lxml's tree
    that gives the text of each cell is shown too.
    """
    from lxml import html

    from lke_docs.office.limits import Limits
    from lke_docs.read.html import read_html

    pages = {
        "LKE Online": (ROOT / "samples" / "buatan" / "pengadilan_contoh.html").read_bytes(),
        "spreadsheet": spreadsheet_page(),
        "bare table": (ROOT / "samples" / "bentuk" / "kejari_bantaeng_2021.html").read_bytes(),
    }
    for name, data in pages.items():

        def shortest(data: bytes = data) -> object:
            rows = html.fromstring(data).iter("tr")
            return [[" ".join(cell.text_content().split()) for cell in row.iterchildren("td", "th")] for row in rows]

        def ours(data: bytes = data) -> object:
            return read_html(data, Limits())

        def parsing(data: bytes = data) -> object:
            return html.fromstring(data)

        read, parsed, looped = seconds(ours, parsing, shortest, runs=200)
        show(f"HTML, {name}: against lxml parsing", read, parsed, "at most 3")
        show(f"HTML, {name}: against the shortest loop over it", read, looped, "for comparison")


def spreadsheet_page() -> bytes:
    """The sample's rows in the markup of a spreadsheet program."""
    from html import escape

    from lke_docs.read import read_sheet
    from tools.write_formats import TITLES, page_rows

    shape = (
        '<td style="border: 1px solid #000000" height="17" align="left" valign=top><font face="Arial">{}</font></td>'
    )
    rows = [TITLES, *page_rows(read_sheet(ROOT / "samples" / "kejari_bantaeng_2021.txt"))]
    body = "\n".join(f"<tr>{''.join(shape.format(escape(text)) for text in row)}</tr>" for row in rows)
    return f"<html><head><meta charset=utf-8></head><body><table border=0>{body}</table></body></html>".encode()


def memory() -> None:
    """Peak of a process that reads 200 pages."""
    code = (
        "import sys; from lke_docs.read.pdf import read_pdf; from lke_docs.office.limits import Limits; "
        "read_pdf(sys.stdin.buffer.read(), Limits())"
    )
    subprocess.run([sys.executable, "-c", code], input=ruled_pages(200), check=True, cwd=ROOT)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"PDF, 200 pages: peak memory {peak:.0f} MB   (below 200)")


def main() -> None:
    """Print all of them; ratios hold from one machine to another, times do not."""
    memory()
    workbooks()
    web_pages()
    pages()


if __name__ == "__main__":
    main()

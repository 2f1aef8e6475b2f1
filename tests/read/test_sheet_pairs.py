"""Worksheets that repeat the form: one finding for each pair, and a report hardly longer than that of one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.check import audit
from lke_docs.model import Audit
from lke_docs.read import read_bytes
from lke_docs.report import View
from lke_docs.report.overview import make_report
from lke_docs.report.text import render
from tests.read.kinds import Item, book, items, saved, table

JUDGES = ("Kantor Wilayah", "Ditjen")
OTHER = {"Ya": "Tidak", "A": "B", "B": "A"}


def page(of: Sequence[Item], judge: str = "") -> list[list[str]]:
    """The unit's sheet with its links; with a judge, his copy: the unit's columns, his own, TPI's, and links behind."""
    head = ["Penilaian", "Jawaban", "Bukti Dukung", "Link"]
    columns = ["both", "answer", "proof", "link"]
    if judge:
        head = [*head[:3], f"Jawaban {judge}", f"Catatan {judge}", "Jawaban TPI", "Catatan TPI", "Link"]
        columns = [*columns[:3], "judged", "note", "tpi", "said", "link"]
    rows = table(
        of, columns, link=lambda item: f"https://arsip.contoh.example/{item.code}" if item.proof else "",
        judged=lambda item: item.answer, note=lambda item: "Sesuai", tpi=lambda item: OTHER.get(item.answer, ""),
        said=lambda item: "Belum lengkap",
    )  # fmt: skip
    return [["LKE ZI Rutan Kelas IIB Contoh 2024"], head, *rows]


def audited(*pages: tuple[str, list[list[str]]]) -> Audit:
    return audit(read_bytes(saved(book(*pages)), "lke.xlsx"))


def lines(audit: Audit, *, full: bool) -> int:
    return len(render(make_report(audit), View(width=80, full=full)).splitlines())


def test_three_answer_sheets_lengthen_the_report_by_two_screens_at_most() -> None:
    of = items(begins=("A.I.1.",))
    changed = [item._replace(answer=OTHER.get(item.answer, item.answer)) for item in of]
    alone = audited(("Jawaban", page(of)))
    same = audited(("Jawaban", page(of)), *((f"Jawaban dari {judge}", page(of, judge)) for judge in JUDGES))
    other = audited(("Jawaban", page(of)), *((f"Jawaban dari {judge}", page(changed, judge)) for judge in JUDGES))

    assert [finding for finding in (*alone.findings, *same.findings) if finding.rule == "STR001"] == []
    for finding in (found := [finding for finding in other.findings if finding.rule == "STR001"]):
        assert f"mengisi {len(alone.sheet.rows)} indikator" in finding.message
        assert finding.message.count("(B") == 2 * 5
    assert len(found) == len(JUDGES)
    assert {name for row in other.sheet.rows for name, _, _ in row.reviews} == {*JUDGES, "TPI"}
    for full in (False, True):
        assert lines(other, full=full) <= lines(alone, full=full) + 2 * 40

"""Report -> one line for scripts: names and numbers."""

from __future__ import annotations

from lke_docs.model import Level
from lke_docs.report import View
from lke_docs.report.model import Report
from lke_docs.report.summary import counted


def render(report: Report, _: View) -> str:
    """ "wajib=1 perlu=20 saran=94 pertanyaan=8 dikesampingkan=0 indikator=87 diklaim=54.14 tampak=11.99"."""
    sure, asked, noted = counted(report)
    told: dict[str, int | str] = {level.value: sure.get(level, 0) for level in Level}
    told |= {"pertanyaan": asked.total(), "dikesampingkan": noted, "indikator": report.reach.rows}
    if report.left_out or report.unseen:
        told["tidak_ditampilkan"] = (report.left_out or 0) + report.unseen
    if report.score:
        told |= {
            "diklaim": f"{report.score.claimed.total.points:.2f}",
            "tampak": f"{report.score.shown.total.points:.2f}",
        }
    return " ".join(f"{name}={value}" for name, value in told.items()) + "\n"

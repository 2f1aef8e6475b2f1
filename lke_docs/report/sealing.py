"""What a package for hand-over is made of: the sheet, its folder and two faces of its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lke_docs.errors import ConfigError
from lke_docs.report import View, json, render
from lke_docs.report.overview import report_of
from lke_docs.resources import __version__
from lke_docs.text import dump_json

if TYPE_CHECKING:
    from lke_docs.workspace.handover import Handover
    from lke_docs.workspace.opening import Audited


def handover_of(done: Audited, name: str, *, is_shared: bool) -> Handover:
    """The package of a sheet that was read with its folder. `is_shared`: without sheet and files, numbers masked."""
    from lke_docs.workspace.handover import Handover

    report = report_of(done, with_drafts=False, is_masked=is_shared or not done.terms.unmask)
    folder = done.dossier.folder if done.dossier else None  # files are found by their paths as they are
    if folder is None:
        raise ConfigError(f"{done.terms.evidence}: folder bukti tidak terbaca.")
    own = report.audit.sheet._replace(source=name)  # where it lay is nobody's business
    report = report._replace(audit=report.audit._replace(sheet=own))
    told = json.as_object(report)
    reports = {
        "laporan.txt": str(render(report, "text", View(full=True))),
        "laporan.json": dump_json(told, indent=2) + "\n",
    }
    head = {
        "generator": {"name": "lke-docs", "version": __version__},
        "as_of": report.audit.as_of.isoformat(),
        "versions": told["versions"],
    }
    return Handover(name, done.data, folder, reports, head, is_shared)

"""PDF through LibreOffice, where it is installed: every result is looked at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lke_docs.draft.document import make_draft
from lke_docs.draft.library import find_template
from lke_docs.draft.pdf import find_soffice, to_pdf
from lke_docs.draft.status import DocumentStatus, document_status
from lke_docs.draft.unfilled import open_fields

SOFFICE = find_soffice()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_all_files_in_one_run_and_bad_ones_named(tmp_path: Path, made: date) -> None:
    assert SOFFICE is not None
    good = [tmp_path / folder / "DRAF_notula.docx" for folder in ("A.1 satu", "--dua")]
    data = make_draft(find_template("notula"), {}, made=made).data
    for path in good:
        path.parent.mkdir()
        path.write_bytes(data)
    garbage, missing = tmp_path / "sampah.docx", tmp_path / "tidak-ada.docx"
    garbage.write_bytes(b"bukan naskah")

    result = to_pdf([good[0], garbage, good[1], missing], soffice=SOFFICE)

    assert [path for path, _ in result.made] == [path.with_suffix(".pdf") for path in good]
    assert [path for path, _ in result.failed] == [garbage, missing]
    pdf = tmp_path / "hasil.pdf"
    pdf.write_bytes(result.made[0][1])
    verdict = document_status(pdf)
    assert verdict.status is DocumentStatus.DRAFT
    count = len(open_fields(data))
    assert any(reason.startswith(f"{count} tempat: isian [ISI: …] masih terbuka") for reason in verdict.reasons)


def test_program_that_makes_nothing_is_not_believed(tmp_path: Path, made: date) -> None:
    """An exit code of 0 without a PDF is a failure."""
    path = tmp_path / "a.docx"
    path.write_bytes(make_draft(find_template("notula"), {}, made=made).data)
    program = Path("/bin/true")
    if not program.is_file():
        program = Path("/usr/bin/true")
    if not program.is_file():
        pytest.skip("no program that does nothing")

    result = to_pdf([path], soffice=program)

    assert result.made == ()
    assert result.failed[0][0] == path

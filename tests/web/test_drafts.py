"""Drafts in the browser: chosen, filled in, refused where facts speak against them, finished when nothing is open."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from lke_docs import wording
from tests.web.test_editing import a_unit

if TYPE_CHECKING:
    from django.test import Client

    from lke_docs.web.models import WorkUnit

MEETING = "A.1.3.B_2021-07_rapat"


def page_of(client: Client, unit: WorkUnit, more: str = "") -> str:
    return client.get(f"/unit/{unit.pk}/draf/{more}").content.decode()


def send(client: Client, unit: WorkUnit, to: str, **given: object):  # type: ignore[no-untyped-def]
    return client.post(f"/unit/{unit.pk}/draf/{to}", given)


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs_of(Document(io.BytesIO(data))))


def paragraphs_of(document: Any) -> list[Any]:
    """Those of the body, its tables and the heads of its pages."""
    homes = [document]
    for it in document.sections:
        homes += [it.header, it.first_page_header, it.footer, it.first_page_footer]
    tables = [cell for home in homes for table in home.tables for row in table.rows for cell in row.cells]
    return [paragraph for home in (*homes, *tables) for paragraph in home.paragraphs]


def test_chosen_gaps_become_drafts_that_can_be_taken(local: Client) -> None:
    unit = a_unit(local)
    assert f'value="{MEETING}"' in page_of(local, unit)
    page = send(local, unit, "buat/", pilih=[MEETING]).content.decode()

    assert "3 draf ditulis" in page and "isian terbuka" in page
    name = f"{MEETING}/DRAF_notula.docx"
    file = local.get(f"/unit/{unit.pk}/draf/berkas/{name}")
    assert "[ISI:" in text_of(file.content) and "DRAF_notula.docx" in file.headers["Content-Disposition"]
    assert (unit.path / "draf" / name).read_bytes() == file.content
    for other in ("../lke.toml", "/etc/passwd", f"{MEETING}/../../lke.toml", f"{MEETING}/DRAF_notula.sumber.json"):
        assert local.get(f"/unit/{unit.pk}/draf/berkas/{other}").status_code == 404
    assert send(local, unit, "buat/").status_code == 422


def test_what_is_filled_in_stands_in_the_draft_and_on_the_page_again(local: Client) -> None:
    unit = a_unit(local)
    page = page_of(local, unit, f"isi/{MEETING}/")
    names = set(re.findall(r'name="([\w.]+)"', page))
    assert {"keadaan", "tanggal_kegiatan", "tempat"} <= names
    given = {"keadaan": "akan_dilaksanakan", "tempat": "Aula Loka Contoh"}
    assert "3 draf ditulis" in send(local, unit, f"isi/{MEETING}/", **given).content.decode()

    document = local.get(f"/unit/{unit.pk}/draf/berkas/{MEETING}/DRAF_undangan.docx").content
    assert "Aula Loka Contoh" in text_of(document)
    assert 'value="Aula Loka Contoh"' in page_of(local, unit, f"isi/{MEETING}/")


def test_a_meeting_that_was_held_needs_its_day_and_a_record_of_then(local: Client) -> None:
    unit = a_unit(local)
    refused = send(local, unit, f"isi/{MEETING}/", keadaan="sudah_dilaksanakan", tempat="Aula")
    wrong = send(local, unit, f"isi/{MEETING}/", keadaan="sudah_dilaksanakan", tanggal_kegiatan="kemarin")

    assert refused.status_code == 422 and "Draf tidak dibuat" in refused.content.decode()
    assert 'value="Aula"' in refused.content.decode()  # nothing typed is lost
    assert wrong.status_code == 422 and "bukan tanggal" in wrong.content.decode()
    assert not list((unit.path / "draf").glob("*/ISIAN.xlsx"))


def form_of(page: str) -> dict[str, str]:
    """The form as a browser sends it back: what stands in its fields."""
    form = page[page.index('class="fields edit"') :]
    fields = re.findall(
        r'<(?:input|textarea)(?: type="hidden")? name="([\w.-]+)"(?: value="([^"]*)"| rows="3">\n([^<]*))', form
    )
    return {name: unescape(value or text) for name, value, text in fields}


def test_two_who_fill_in_one_gap_lose_nothing(local: Client) -> None:
    unit = a_unit(local)
    at = f"isi/{MEETING}/"
    seen = form_of(page_of(local, unit, at))
    assert send(local, unit, at, **{**seen, "tempat": "Aula A", "agenda": "Pembukaan\nLaporan"}).status_code == 200
    assert send(local, unit, at, **{**seen, "lampiran": "1 berkas"}).status_code == 200
    both = form_of(page_of(local, unit, at))
    assert (both["tempat"], both["agenda"], both["lampiran"]) == ("Aula A", "Pembukaan\nLaporan", "1 berkas")

    torn = send(local, unit, at, **{**seen, "tempat": "Aula B"})
    page = torn.content.decode()
    assert torn.status_code == 409 and "<mark>Aula A</mark>" in page and form_of(page)["tempat"] == "Aula B"
    assert form_of(page_of(local, unit, at))["tempat"] == "Aula A"
    assert send(local, unit, at, **form_of(page)).status_code == 200  # now that it was seen
    now = form_of(page_of(local, unit, at))
    assert [now[it] for it in ("tempat", "agenda", "lampiran")] == ["Aula B", "Pembukaan\nLaporan", "1 berkas"]


def test_of_two_states_neither_is_written_over(local: Client) -> None:
    unit = a_unit(local)
    at = f"isi/{MEETING}/"
    seen = form_of(page_of(local, unit, at))
    assert send(local, unit, at, **seen, keadaan="akan_dilaksanakan").status_code == 200
    assert send(local, unit, at, **seen, tempat_lain="").status_code == 200  # who did not answer changes nothing
    torn = send(local, unit, at, **seen, keadaan="tidak_dilaksanakan")
    assert torn.status_code == 409 and "<mark>akan dilaksanakan</mark>" in torn.content.decode()


def test_a_draft_is_finished_when_nothing_in_it_is_open(local: Client) -> None:
    unit = a_unit(local)
    send(local, unit, "buat/", pilih=["A.1_kelengkapan"])
    name = "A.1_kelengkapan/DRAF_nota_dinas.docx"
    path = unit.path / "draf" / name
    left = send(local, unit, "selesai/", berkas=name)
    assert left.status_code == 422 and "tempat masih terbuka" in left.content.decode()

    before = path.read_bytes()
    other = send(local, unit, "selesai/", berkas=name, isi=SimpleUploadedFile("x.docx", b"PK bukan Word"))
    assert other.status_code == 422 and path.read_bytes() == before

    filled = filled_in(path.read_bytes())
    answer = send(local, unit, "selesai/", berkas=name, isi=SimpleUploadedFile("x.docx", filled), libur="ya")
    page = answer.content.decode()
    assert "Tanda draf dilepas" in page, re.findall(r"<li>([^<]+paragraf[^<]+)", page)
    assert (path.parent / "nota_dinas.docx").is_file()
    assert send(local, unit, "selesai/", berkas="../../lke.docx").status_code == 404


def filled_in(data: bytes) -> bytes:
    """The draft with something in the place of each open field, as a person fills it in."""
    document = Document(io.BytesIO(data))
    for paragraph in paragraphs_of(document):
        if "[ISI:" in paragraph.text:
            text = re.sub(r"\[ISI:[^\]]*tanggal[^\]]*\]", wording.day(date.today()), paragraph.text)
            text = re.sub(r"\[ISI:[^\]]*\]", "Contoh", text)
            for run in paragraph.runs[1:]:
                run.text = ""
            paragraph.runs[0].text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()

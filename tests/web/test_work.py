"""The worklist in the browser: noted, filtered, taken as a workbook and brought back; nobody's note is written over."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.web.test_editing import a_unit

if TYPE_CHECKING:
    from django.test import Client

    from lke_docs.web.models import WorkUnit


def page_of(client: Client, unit: WorkUnit, query: str = "") -> str:
    return client.get(f"/unit/{unit.pk}/daftar-kerja/{query}").content.decode()


def marks(page: str) -> dict[str, str]:
    """The findings of a page with their marks."""
    return dict(re.findall(r'name="dulu-(\w+)" value="(\w+)"', page))


def note(client: Client, unit: WorkUnit, marked: dict[str, str], **given: str):  # type: ignore[no-untyped-def]
    """Write into the first line of a page, and send all that stands on it."""
    first = next(iter(marked))
    told = {f"dulu-{key}": value for key, value in marked.items()}
    told |= {f"done-{key}": "belum" for key in marked}
    told |= {f"{name}-{first}": value for name, value in given.items()}
    return client.post(f"/unit/{unit.pk}/daftar-kerja/simpan/", told)


def test_what_is_noted_is_kept_and_narrows_the_list(local: Client) -> None:
    unit = a_unit(local)
    page = page_of(local, unit)
    assert len(marks(page)) > 10
    assert (
        note(local, unit, marks(page), person="Rina", due="3 Mei 2021", done="selesai", note="SK dicari").status_code
        == 302
    )

    assert [(it.person, it.due, it.done, it.note) for it in unit.work.all()] == [
        ("Rina", "3 Mei 2021", "selesai", "SK dicari")
    ]
    assert list(marks(page_of(local, unit, "?orang=rina"))) == list(marks(page))[:1]
    assert len(marks(page_of(local, unit, "?selesai=selesai"))) == 1
    assert marks(page_of(local, unit, "?area=A.1&tingkat=saran&cari=TGL002"))
    short = re.findall(r'<span class="id">(\w+)</span>', page)[3]
    assert len(marks(page_of(local, unit, f"?cari={short}"))) == 1
    assert page.count("bukan tanggal") == 0
    note(local, unit, marks(page_of(local, unit)), person="Rina W.", due="2021-05-03")
    assert 'value="3 Mei 2021"' in page_of(local, unit)
    note(local, unit, marks(page_of(local, unit)), due="2021-13-45")
    page = page_of(local, unit)
    assert 'value="2021-13-45"' in page and page.count("bukan tanggal") == 1
    areas = re.findall(r"<option>(A\.\d)</option>", page)
    assert areas == sorted(areas)
    assert "Tidak ada temuan yang cocok" in page_of(local, unit, "?cari=%27%20OR%201%3D1%20--")


def test_two_people_on_one_line_and_on_two(local: Client) -> None:
    unit = a_unit(local)
    seen = marks(page_of(local, unit))
    note(local, unit, seen, person="Rina")
    answer = note(local, unit, seen, person="Budi")
    other = note(local, unit, dict(list(seen.items())[1:]), person="Sari")

    assert answer.status_code == 409 and "Isian Anda: Penanggung jawab: Budi" in answer.content.decode()
    assert other.status_code == 302
    assert sorted(it.person for it in unit.work.all()) == ["Rina", "Sari"]


def test_a_workbook_goes_round_and_comes_back(local: Client) -> None:
    unit = a_unit(local)
    note(local, unit, marks(page_of(local, unit)), person="Rina")
    book = load_workbook(io.BytesIO(local.get(f"/unit/{unit.pk}/daftar-kerja/daftar_kerja.xlsx").content))
    sheet = book["Daftar kerja"]
    titles = [cell.value for cell in sheet[1]]
    column = titles.index("Penanggung jawab") + 1
    assert sheet.cell(2, column).value == "Rina"
    sheet.cell(2, column).value, sheet.cell(3, column).value = "Budi", "Sari"
    sheet.append(["A.1", "", "Baris sendiri"])
    stream = io.BytesIO()
    book.save(stream)

    def bring(wins: str) -> str:
        file = SimpleUploadedFile("daftar.xlsx", stream.getvalue())
        return local.post(f"/unit/{unit.pk}/daftar-kerja/kembali/", {"daftar": file, "menang": wins}).content.decode()

    first = bring("sini")
    assert "1 baris diambil" in first and "1 baris yang Anda tambahkan sendiri" in first and "Pada 1 baris" in first
    assert sorted(it.person for it in unit.work.all()) == ["Rina", "Sari"]
    bring("berkas")
    assert sorted(it.person for it in unit.work.all()) == ["Budi", "Sari"]
    said = ("Sudah", "ya", "x", "SELESAI", "✓", "tidak dikerjakan", "Sedang", "-", "Belum", "tunggu Budi")
    for number, word in enumerate(said, 4):
        sheet.cell(number, titles.index("Selesai") + 1).value = word
    stream = io.BytesIO()
    book.save(stream)
    bring("sini")
    page = page_of(local, unit)
    assert "6 sudah selesai atau tidak dikerjakan" in page and "<option>tunggu Budi</option>" in page
    shown = [
        len(marks(page_of(local, unit, f"?selesai={it}"))) for it in ("selesai", "sedang dikerjakan", "tunggu Budi")
    ]
    assert shown == [5, 1, 1]
    wrong = local.post(f"/unit/{unit.pk}/daftar-kerja/kembali/", {"daftar": SimpleUploadedFile("x.xlsx", b"bukan")})
    assert wrong.status_code == 422

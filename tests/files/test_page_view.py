"""Pages as people look at them: grey pictures with the boxes of number, date and title, or a reason."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from lke_docs.errors import InputError
from lke_docs.files.identify import identify
from lke_docs.files.index import index_folder, locate, text_of
from lke_docs.files.model import INSIDE
from lke_docs.files.page_mark import page_marks
from lke_docs.files.page_view import PageViews, PageWanted
from lke_docs.files.reader import Job
from lke_docs.office.limits import MIB, Limits
from lke_docs.report.folder_view import dump_view, folder_view, key_of, load_view
from tests.files.test_faces_of_folder import BLOCK
from tests.files.test_index import archive, endless
from tests.folders import parted, raw_file

reportlab = pytest.importorskip("reportlab")

LIMITS = Limits(memory_bytes=240 * MIB)
LINES = ("KEPUTUSAN KEPALA KANTOR", "NOMOR 12/SK/2021", "TENTANG", "TIM KERJA")


def letter(*, size: tuple[float, float] = (595, 842), password: str = "", rotate: int = 0) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=True, encrypt=password or None)
    canvas.setPageRotation(rotate)
    for at, line in enumerate(LINES):
        canvas.drawString(72, size[1] - 72 - 18 * at, line)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def views(tmp_path: Path) -> Iterator[PageViews]:
    made = PageViews(tmp_path / "halaman", LIMITS)
    yield made
    made.close()


def wanted(place: Path, data: bytes, page: int = 1) -> PageWanted:
    """A page of a file that lies by itself."""
    place.write_bytes(data)
    format = "gambar" if place.suffix == ".jpg" else "pdf"
    return PageWanted(Job(place.name, place), hashlib.sha256(data).hexdigest(), page, format)


class Bed:
    """A folder that was read."""

    def __init__(self, home: Path, **files: bytes) -> None:
        self.folder, self.shelf = home / "bukti", home / "berkas.sqlite"
        self.folder.mkdir()
        for name, data in files.items():
            (self.folder / name.replace("_", ".")).write_bytes(data)
        raws, _ = index_folder(self.folder, shelf=self.shelf, limits=LIMITS, workers=1)
        self.raws = {raw.path: raw for raw in raws}

    def wanted(self, path: str, page: int = 1) -> PageWanted:
        found = locate(self.folder, path, shelf=self.shelf, limits=LIMITS)
        assert found is not None
        return PageWanted(*found, page, self.raws[path].format if path in self.raws else "pdf")


def test_a_page_is_a_grey_picture_that_is_made_once(tmp_path: Path, views: PageViews) -> None:
    wide = Image.new("RGB", (5_000, 2_500), "red")
    wide.save(photo := io.BytesIO(), "JPEG")
    files = {"sk.pdf": letter(), "besar.pdf": letter(size=(14_000, 14_000)), "foto.jpg": photo.getvalue()}
    sizes = {}
    for path, data in files.items():
        asked = wanted(tmp_path / path, data)
        made = views.page(asked)
        picture = Image.open(io.BytesIO(made))
        sizes[path] = picture.mode, picture.format, picture.size
        assert views.kept(asked.name) == made

    assert sizes == {
        "sk.pdf": ("L", "JPEG", (910, 1287)),  # A4 at 110 dpi
        "besar.pdf": ("L", "JPEG", (2_000, 2_000)),
        "foto.jpg": ("L", "JPEG", (2_000, 1_000)),
    }


def test_what_cannot_be_drawn_has_a_reason_that_is_kept(tmp_path: Path, views: PageViews) -> None:
    hostile = {"sandi.pdf": letter(password="x"), "putus.pdf": letter()[:300], "memori.pdf": endless()}
    said = {}
    for path, data in {**hostile, "sk.pdf": letter()}.items():
        asked = wanted(tmp_path / path, data, page=1 + (path == "sk.pdf"))
        for _ in range(2):
            with pytest.raises(InputError) as told:
                views.page(asked)
            assert said.setdefault(path, told.value.reason) == told.value.reason

    assert "dari PDF-nya" in said["sandi.pdf"] == said["putus.pdf"] == said["sk.pdf"]
    assert "memory_bytes" in said["memori.pdf"]
    assert views.page(asked._replace(page=1))
    assert len(list((tmp_path / "halaman").glob("*.txt"))) == 4
    views.try_again()
    assert [path.suffix for path in (tmp_path / "halaman").iterdir()] == [".jpg"]


def test_every_file_is_found_where_it_lies(tmp_path: Path) -> None:
    bed = Bed(tmp_path)
    alike = ("b\u202a/a.txt", "b\u202e/a.txt")  # shown as one name
    for number, name in enumerate(("a.txt", "A/a.txt", "A/B/a.txt", "A.1/a.txt", *alike)):
        (bed.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (bed.folder / name).write_text(f"naskah {number}")
    (bed.folder / "A/B/d.zip").write_bytes(archive({"isi/c.txt": b"c"}))
    raws, _ = index_folder(bed.folder, shelf=bed.shelf, limits=LIMITS, workers=1)

    assert len(raws) == 8 and f"A/B/d.zip{INSIDE}isi/c.txt" in {raw.path for raw in raws}
    for raw in raws:
        found = locate(bed.folder, raw.path, shelf=bed.shelf, limits=LIMITS)
        assert found and found[1] == raw.sha256 and found[0].path == raw.path


def test_a_file_that_changed_or_went_is_not_shown_as_the_old_one(tmp_path: Path, views: PageViews) -> None:
    bed = Bed(tmp_path, sk_pdf=letter(), lain_pdf=letter(rotate=90))
    asked = bed.wanted("sk.pdf")
    shutil.copy(bed.folder / "lain.pdf", bed.folder / "sk.pdf")

    with pytest.raises(InputError, match="berubah"):
        views.page(asked)
    assert bed.wanted("sk.pdf").sha256 == bed.raws["lain.pdf"].sha256
    (bed.folder / "sk.pdf").unlink()
    assert locate(bed.folder, "sk.pdf", shelf=bed.shelf, limits=LIMITS) is None
    assert locate(bed.folder, "../bukti/lain.pdf", shelf=bed.shelf, limits=LIMITS) is None
    with pytest.raises(InputError, match="tidak ada"):
        views.page(asked)


def test_a_member_of_an_archive_is_found_and_its_text_too(tmp_path: Path, views: PageViews) -> None:
    inner = archive({"x/sk.pdf": letter(), "../../catatan.txt": b"Notula rapat tim kerja"})
    bed = Bed(tmp_path, luar_zip=archive({"i.zip": inner}), i_txt=b"Laporan")
    path = INSIDE.join(("luar.zip", "i.zip", "x/sk.pdf"))

    assert views.page(bed.wanted(path))
    note = bed.raws[INSIDE.join(("luar.zip", "i.zip", "catatan.txt"))]
    text = text_of(bed.folder, note.sha256, shelf=bed.shelf, limits=LIMITS, engine=None)
    assert text is not None and text.pages[0].text == "Notula rapat tim kerja"
    assert text_of(bed.folder, "0" * 64, shelf=bed.shelf, limits=LIMITS, engine=None) is None


def test_the_folder_of_pages_has_a_bound(tmp_path: Path) -> None:
    a, b, c = (wanted(tmp_path / f"{turn}.pdf", letter(rotate=turn)) for turn in (0, 90, 180))
    views = PageViews(tmp_path / "halaman", LIMITS, most=40_000)
    try:
        sizes = [len(views.page(asked)) for asked in (a, b, a, c)]
        assert 2 * max(sizes) < 40_000 < sizes[0] + sizes[1] + sizes[3]  # so one of three has to go
        assert views.kept(b.name) is None
        assert views.kept(a.name) and views.kept(c.name)
    finally:
        views.close()


def test_marks_stand_on_the_lines_of_number_date_and_title() -> None:
    text = (
        "KEPUTUSAN KEPALA KANTOR / NOMOR 12/SK/2021 / TENTANG / TIM KERJA // LAMPIRAN / Pada tanggal 16 Februari 2021"
    )
    file = identify(raw_file("A.1.1.A/sk.pdf", text))
    lines = {(page.number, line.box): line.text for page in file.raw.pages for line in page.lines}
    found = [(mark.page, mark.kind, mark.said, lines[mark.page, mark.box]) for mark in page_marks(file)]

    assert (1, "nomor", "12/SK/2021", "NOMOR 12/SK/2021") in found
    assert (2, "tanggal", "16 Februari 2021", "Pada tanggal 16 Februari 2021") in found
    assert {page for page, kind, *_ in found if kind == "jenis"} <= {1}


def test_the_view_of_a_folder_comes_back_as_it_was() -> None:
    _, folder = parted(BLOCK)
    view = folder_view(folder, of="lembar")

    assert load_view(dump_view(view)) == view
    for spoilt in (b"", b"[]", b"{", b"[1]", b"[2,2,3,4,5,6,7,8]", b"[0" + dump_view(view)[2:]):
        assert load_view(spoilt) is None
    claim = view.by_indicator["A.1.3.A"][0]
    file = view.by_key[claim.files[0]]
    assert (file.key, file.shown) == (key_of("A.1.3.A/sk agen.pdf"), "A.1.3.A/sk agen.pdf")
    assert "nomor lain" in claim.why and claim.title == "Cocok, tetapi ada yang berbeda"
    assert [view.claims[at] for at in file.claims] == [claim]
    assert [it.shown for it in view.files if it.is_unnamed] == ["=cmd|'<script>alert(1)</script>.pdf"]
    assert [it.reason for it in view.files if it.reason] == ["berkas <b>rusak</b>"]
    assert view.by_indicator["A.1.3.B"][0].text == "Sertifikat Diklat NIP 19•••••• •••••• • •01"


def test_numbers_of_people_are_shown_nowhere_and_files_are_found_all_the_same() -> None:
    nip, hidden = "190001011920011001", "19••••••••••••••01"
    name = f"A.1.3.B/sertifikat {nip}.pdf"
    _, folder = parted(f"""
A.1.3.B | YA | Sertifikat Diklat Nomor {nip} tanggal 16 Februari 2021
{name}: SERTIFIKAT DIKLAT {nip} / NOMOR {nip} / Pada tanggal 16 Februari 2021
! A.1.3.B/rusak.pdf: tidak terbaca oleh {nip}
""")
    view = folder_view(replace(folder, notices=(f"Berkas {nip} dilewati.",)), of=nip)
    file = view.by_key[key_of(name)]

    assert (file.path, file.shown, view.of) == (name, f"A.1.3.B/sertifikat {hidden}.pdf", nip)
    assert view.notices == (f"Berkas {hidden} dilewati.",)
    shown = repr(view).replace(name, "").replace(f"of='{nip}'", "")
    assert nip not in shown and hidden in view.claims[0].text

"""What a file is: kind, number, day, subject, office and parts of documents as their pages show them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import tomli

from lke_docs.draft.library import find_template
from lke_docs.draft.marks import text_parts
from lke_docs.draft.rendering import finish_only
from lke_docs.draft.workshop import make_sample
from lke_docs.files.identify import identify
from lke_docs.files.model import PageKind, Part, Picture, TextLine
from lke_docs.files.office_pages import read_word_file
from lke_docs.files.pdf_leaf import read_pdf_file
from lke_docs.model import Confidence
from lke_docs.office.limits import Limits
from lke_docs.patterns.paper_frame import draft_notice
from tests.effort import calls
from tests.files.pages import Layout, written

CASES = tomli.loads((Path(__file__).parent / "naskah.toml").read_text(encoding="utf-8"))["naskah"]


def told(part: Part) -> dict[str, Any]:
    """A part by the keys of the tables."""
    return {
        "pages": [part.first_page, part.last_page],
        "types": list(part.document_types),
        "title": part.title,
        "number": part.number.normalized if part.number else "",
        "date": part.date.value if part.date else "",
        "event": part.event.value if part.event else "",
        "subject": part.subject,
        "office": part.office,
        "periods": [period.value for period in part.periods],
        "others": [date.value for date, _ in part.others],
        "stamps": list(part.stamps),
        "signed": part.has_signature_block,
        "draft": part.is_draft,
        "empty": part.is_empty,
    }


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_document_is_told(case: dict[str, Any], layout: Layout) -> None:
    parts = [told(part) for part in identify(written(case["text"], layout)).parts]

    assert len(parts) == len(case["parts"]), parts
    for part, expected in zip(parts, case["parts"], strict=True):
        assert {key: part[key] for key in expected} == expected


SCANS = tomli.loads((Path(__file__).parent / "pindaian.toml").read_text(encoding="utf-8"))["reading"]
DECREE = """KEJAKSAAN NEGERI SUKAMAJU
KEPUTUSAN KEPALA KEJAKSAAN NEGERI SUKAMAJU
{number_line}
TENTANG
TIM KERJA
Menimbang:a.bahwa
{date_line}
KEPALA,
BUDI CONTOH"""


@pytest.mark.parametrize("case", SCANS, ids=lambda case: case["number_line"])
def test_scan_is_read_and_never_sure(case: dict[str, Any]) -> None:
    part = identify(written(DECREE.format(**case), kind=PageKind.SCAN, confidence=0.97)).parts[0]

    assert (told(part)["number"], told(part)["date"]) == (case["number"], case["date"])
    assert part.number_seen is not None and part.number_seen.confidence.value == case["trust"]
    assert part.date_seen is None or part.date_seen.confidence is not Confidence.TINGGI


LETTER = """KANTOR CONTOH
Nomor : B-600/02000/PR.613/2025
Sifat : Biasa
Hal : Permohonan Narasumber
Sukamaju, 2 Juni 2025"""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lines": {"confidence": 0.6}}, "pindaian kurang jelas"),
        ({"lines": {"doubts": ((10, 14),)}}, "tulisan tangan?"),
        ({"trusts_numbers": False}, "pembaca pindaian tidak andal untuk angka"),
        ({"kind": PageKind.LAYER, "engine": ""}, "dari lapisan teks pemindai"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_doubtful_reading_is_low(change: dict[str, Any], why: str) -> None:
    raw = written(LETTER, kind=PageKind.SCAN, confidence=0.97)
    page = raw.pages[0]._replace(**{key: value for key, value in change.items() if key != "lines"})
    page = page._replace(lines=tuple(line._replace(**change.get("lines", {})) for line in page.lines))
    part = identify(raw._replace(pages=(page,))).parts[0]

    assert part.number_seen is not None
    assert (part.number_seen.confidence, part.number_seen.why) == (Confidence.RENDAH, why)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_finds_are_quoted(case: dict[str, Any]) -> None:
    for part in identify(written(case["text"])).parts:
        for found, place in [(part.number, part.number_seen), (part.date, part.date_seen), *part.others]:
            if found and place:
                assert place.raw[found.start : found.end] == found.raw
                assert part.first_page <= place.page <= part.last_page


OURS = tomli.loads((Path(__file__).parent / "templat.toml").read_text(encoding="utf-8"))["templat"]


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["name"])
def test_own_template_is_told(case: dict[str, Any]) -> None:
    made = make_sample(find_template(case["name"], folders=()), made=date(2024, 6, 3)).data
    (part,) = identify(read_word_file(made, Limits())).parts

    kind, number, day, event, subject = (told(part)[key] for key in ("types", "number", "date", "event", "subject"))
    assert (kind[0], number, day, event) == (case["type"], case["number"], case["date"], case.get("event", ""))
    assert case["subject"].casefold() in subject.casefold()
    assert part.has_signature_block and part.is_draft and part.is_empty is case.get("empty", False)
    assert part.office == "LEMBAGA CONTOH REPUBLIK INDONESIA, KANTOR CONTOH KABUPATEN SUKAMAJU"


def test_mark_behind_the_text_tells_a_draft() -> None:
    raw = written(CASES[0]["text"])
    mark = TextLine("DRAF bahwa sesuai Surat", (100.0, 200.0, 420.0, 480.0))
    marked = raw.pages[0]._replace(lines=(*raw.pages[0].lines, mark))

    assert not identify(raw).parts[0].is_draft
    assert identify(raw._replace(pages=(marked, *raw.pages[1:]))).parts[0].is_draft


@pytest.mark.parametrize("said", ["DRAF-belumdisahkan,bukanbuktidukung", "belum disahkan. bukan bukti dukung"])
def test_draft_whose_foot_was_cut_off_is_told_by_its_head(said: str) -> None:
    text = CASES[0]["text"].lstrip("\n")
    head, rule = text.split("\n", 1)
    scan = written(f"{head}\n{said}\n{rule}", kind=PageKind.SCAN)

    assert not identify(written(text, kind=PageKind.SCAN)).parts[0].is_draft
    assert identify(scan).parts[0].is_draft
    assert identify(scan).parts[0].title == identify(written(text, kind=PageKind.SCAN)).parts[0].title


def test_draft_without_its_header_and_footer_is_told_by_its_properties() -> None:
    made = make_sample(find_template("notula", folders=()), made=date(2024, 6, 3)).data

    def bare(document: Any) -> None:
        for part in text_parts(document, "header", "footer"):
            for paragraph in list(part.element):
                part.element.remove(paragraph)

    def nameless(document: Any) -> None:
        document.core_properties.keywords = ""

    taken_off = finish_only(made, bare)
    assert identify(read_word_file(taken_off, Limits())).parts[0].is_draft
    assert not identify(read_word_file(finish_only(taken_off, nameless), Limits())).parts[0].is_draft


@pytest.mark.parametrize(("keywords", "is_draft"), [("rapat; draf lke-docs", True), ("rapat", False)])
def test_pdf_of_a_draft_is_told_by_its_properties(keywords: str, is_draft: bool) -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    sheet = Canvas(stream, pageCompression=0)
    sheet.setKeywords(keywords)
    for at, line in enumerate(
        ("NOTULA RAPAT TIM KERJA", "Hari/Tanggal : Senin, 3 Juni 2024", "Kesimpulan : disetujui")
    ):
        sheet.drawString(72, 760 - 20 * at, line)
    sheet.save()
    (part,) = identify(read_pdf_file(stream.getvalue(), Limits())).parts

    assert part.document_types == ("notula",) and part.is_draft is is_draft


def test_photo_of_the_end_of_a_draft_is_a_draft() -> None:
    raw = written(f"{draft_notice()}\nKepala,\nBudi Contoh", kind=PageKind.SCAN)
    (part,) = identify(raw._replace(format="gambar")).parts

    assert part.document_types == ("dokumentasi",) and part.is_draft


LIST = """DAFTAR HADIR
Acara   Rapat Evaluasi SOP periode Juni 2024
Hari, tanggal   Senin, 3 Juni 2024
No.   Nama   Jabatan   Tanda tangan
1.
2.
3.   7
4.
5.{signed}
6.
Kepala,
Budi Contoh
NIP 19000101 190001 1 001"""


@pytest.mark.parametrize(("signed", "is_empty"), [("", True), ("   Ani Cntch", False), ("\n   Ani Cntch", False)])
def test_blank_list_that_was_scanned_is_empty_until_something_stands_in_it(signed: str, is_empty: bool) -> None:
    (part,) = identify(written(LIST.format(signed=signed), kind=PageKind.SCAN)).parts

    assert part.document_types == ("daftar_hadir",) and part.is_empty is is_empty


def test_letter_whose_labels_lost_their_colons_is_no_empty_form() -> None:
    letter = """Nomor   B-07/K.1.02/Um.1/06/2024   Sukamaju, 3 Juni 2024
Sifat   Biasa
Hal   Undangan Rapat Evaluasi SOP
Dengan hormat kami mengundang Saudara untuk hadir
pada:
hari, tanggal   Senin, 7 Juni 2024
dengan susunan acara:
1. Pembukaan
Kepala,
Budi Contoh
Tembusan:
1. Arsip"""

    assert not identify(written(letter, kind=PageKind.SCAN)).parts[0].is_empty


def test_page_of_photos_is_a_part_of_its_own() -> None:
    raw = written("NOTULA RAPAT\nHari/Tanggal : Senin, 10 Juni 2024\n----\nFoto bersama, 10 Juni 2024")
    photos = identify(raw._replace(pictures=(Picture(2, 800, 600, "", ""),))).parts

    assert [part.document_types for part in photos] == [("notula",), ("dokumentasi",)]
    assert photos[1].event is not None and photos[1].event.value == "2024-06-10"


@pytest.mark.parametrize("text", ["1/2", "Diterima tgl 1"])
@pytest.mark.parametrize("beside", [True, False], ids=["in a row", "in a column"])
def test_cost_grows_with_the_page(text: str, beside: bool) -> None:
    def cost(count: int) -> int:
        places = [(9.0 * at, 9.0) if beside else (9.0, 9.0 * at) for at in range(count)]
        page = written(text).pages[0]._replace(lines=tuple(TextLine(text, (x, y, x + 8, y + 8)) for x, y in places))
        raw = written(text)._replace(pages=(page,))
        identify(raw)
        return calls(lambda: identify(raw))

    assert cost(600) < 6 * cost(150)


def test_signer_is_seen_under_a_label_that_was_misread() -> None:
    text = "SURAT TUGAS\nNomor : ST-1/B.2/02/2024\nDasar : DIPA\nKEPALA,\n5ari Contoh\nNIP 19O00322 192502 2 001"

    assert identify(written(text, kind=PageKind.SCAN)).parts[0].has_signature_block


@pytest.mark.parametrize(("caption", "parts"), [("Foto rapat tim 3 Januari 2025", 3), ("Sukamaju, 3 Januari 2025", 2)])
def test_a_scan_with_a_caption_alone_is_a_photo(caption: str, parts: int) -> None:
    minutes = "NOTULA RAPAT TIM\nHari/Tanggal : Jumat, 3 Januari 2025\nPembahasan : rencana kerja"
    list_ = "DAFTAR HADIR\nHari/Tanggal : Jumat, 3 Januari 2025\n1 Budi\n2 Ani"
    told = identify(written(f"{minutes}\n----\n{caption}\n----\n{list_}", kind=PageKind.SCAN)).parts

    assert len(told) == parts
    assert ("dokumentasi",) in {part.document_types for part in told} or parts == 2

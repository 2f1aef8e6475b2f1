"""What the portal is answered, without a server: units by category, answers by soal_id, errors in its format."""

from __future__ import annotations

import pytest

from lke_docs.read import read_bytes
from lke_docs.read.portalrb import portal_questions
from lke_docs.report.portalrb import portal_answers
from lke_docs.web.portal_api import (
    AFFIRMATIVE,
    WBBM,
    WBK,
    PortalError,
    PortalUnit,
    check_bearer,
    check_id,
    openapi,
    units_answer,
)

TOKEN = "t" * 43
UNITS = (
    PortalUnit("U-2", "Kantor Dua", WBBM),
    PortalUnit("U-3", "Kantor Tiga", AFFIRMATIVE),
    PortalUnit("U-1", "Kantor Satu"),
)
SHEET = (
    "Kode|Pertanyaan|Jawaban|Bukti Dukung\n"
    "A.I.1.i.a|Tim?|YA|SK Tim Nomor 1/2026\nA.I.1.i.b|Anggota?||\nA.9.9.A|Lain?|A|x\n"
)


def test_units_are_those_of_the_category() -> None:
    wbk = units_answer(UNITS, 2026, categories=(WBK, AFFIRMATIVE))

    assert wbk["tahun"] == 2026
    assert [(it["id"], it["kategori"], it["afirmasi"]) for it in wbk["units"]] == [
        ("U-1", "WBK", False),
        ("U-3", "WBK-AFIRMASI", True),
    ]
    assert [it["nama"] for it in units_answer(UNITS, 2026, categories=(WBBM,))["units"]] == ["Kantor Dua"]


def test_answers_bear_the_numbers_of_the_master_list() -> None:
    sheet = read_bytes(SHEET.encode(), "lke.csv")
    told, left = portal_answers(sheet, unit_id="U-1", name="Kantor Satu", year=2026, tpi={"A.I.1.i.b": ("B", "belum")})

    ids = {question.code: question.id for question in portal_questions()[1]}
    assert left == ("A.9.9.A",)
    assert (told["unit_id"], told["nama_unit"], told["tahun"]) == ("U-1", "Kantor Satu", 2026)
    assert [it["soal_id"] for it in told["answers"]] == [ids["A.I.1.i.a"], ids["A.I.1.i.b"]]
    assert [(it["jawaban_unit"], it["jawaban_tpi"]) for it in told["answers"]] == [("YA", None), (None, "B")]


@pytest.mark.parametrize(
    ("header", "token", "status"),
    [
        ("", TOKEN, 401),
        (f"Basic {TOKEN}", TOKEN, 401),
        ("Bearer salah", TOKEN, 401),
        ("Bearer é", TOKEN, 401),
        (f"Bearer {TOKEN}x", TOKEN, 401),
        (f"Bearer {TOKEN}", "", 403),
        ("Bearer ", "", 403),
    ],
)
def test_who_bears_no_token_is_refused(header: str, token: str, status: int) -> None:
    with pytest.raises(PortalError) as error:
        check_bearer(header, token)

    assert error.value.refusal.status == status
    assert error.value.refusal.body["error"] is True and set(error.value.refusal.body) == {"error", "code", "message"}


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"Bearer  {TOKEN}"])
def test_who_bears_it_is_let_in(header: str) -> None:
    check_bearer(header, TOKEN)


@pytest.mark.parametrize("given", ["", "../etc", "a b", "a" * 65, "é", "a\n"])
def test_what_is_no_id_is_refused(given: str) -> None:
    with pytest.raises(PortalError) as error:
        check_id(given)

    assert error.value.refusal.status == 422


def test_the_description_names_what_the_guide_asks() -> None:
    assert set(openapi()["paths"]) == {"/pengusulan/unit-wbk", "/pengusulan/unit-wbbm", "/lke/jawaban-unit/{unit_id}"}

"""The report of many units: an order taken apart without a rest, a sample that can be drawn again, safe faces."""

from __future__ import annotations

import io
import json
import re
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType
from zipfile import ZipFile

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

import jsonschema
from lxml import html as lxml_html

import lke_docs
from lke_docs.errors import ConfigError
from lke_docs.instrument import load_instrument
from lke_docs.portfolio.dashboard import step
from lke_docs.portfolio.field_sample import draw_sample, estimate
from lke_docs.portfolio.portfolio_report import (
    FORMATS,
    PortfolioReport,
    Wishes,
    make_portfolio_report,
    render_portfolio,
)
from lke_docs.portfolio.ranking import RankedUnit
from lke_docs.portfolio.tables import ACROSS, write_part
from tests.portfolio_made import made_portfolio
from tests.test_calibration import judged_portfolio
from tests.test_html import HOSTILE


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portofolio")
    made_portfolio(folder, 45)
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> PortfolioReport:
    return make_portfolio_report(out)


def test_the_order_is_taken_apart_without_a_rest(report: PortfolioReport) -> None:
    assert [it.rank for it in report.units] == list(range(1, len(report.units) + 1))
    assert [it.value for it in report.units] == sorted((it.value for it in report.units), reverse=True)
    for it in report.units:
        assert it.value == pytest.approx(sum(doubt.points * doubt.kind.weight for doubt in it.doubts), abs=1e-3)
        assert sum(doubt.points for doubt in it.doubts) <= it.claimed + 1e-3
        assert [doubt.kind.id for doubt in it.doubts] == list(dict.fromkeys(doubt.kind.id for doubt in it.doubts))
    assert len(report.units) + len(report.unread) == report.facts.units == 45
    assert all(it.reason == "berkas rusak" for it in report.unread) and report.unread


OWN = {"unit": "a/lke.txt", "key": "1"}
OTHER = {"unit": "b/lke.txt", "key": "2"}


def small(out: Path) -> RankedUnit:
    """One unit with rows of two points each: judged lower and copied, copied, contradicted, shared, without fault."""
    form = load_instrument("zi-2019")
    codes = [code for code, asked in form.indicators.items() if {"A", "B", "C"} <= set(asked.letters)][:5]
    head = {"instrument": form.id, "state": "terbaca", "claimed": 10.0, "shown": 10.0, "cannot_tell": 0.0}
    write_part(out, "units", "uji", [it | head | {"not_shown": 0.0} for it in (OWN, OTHER)])
    lines = [{"code": code, "answer": "A", "claimed_points": 2.0, "shown_points": 2.0} for code in codes]
    lines[0]["assessor_answer"] = "b"
    write_part(out, "rows", "uji", [OWN | line | {"cannot_tell_points": 0.0} for line in lines])
    ends = {"unit_a": "b/lke.txt", "key_a": "2", "unit_b": "a/lke.txt", "key_b": "1"}
    write_part(out, "pairs", "uji", [ends | {"overlap": 0.5, "kinds": ["teks"], "codes": codes[:2], "passages": "[]"}])
    found = {"rule": "NOM005", "level": "wajib", "confidence": "tinggi", "state": "open", "code": codes[1]}
    noise = [found | {"state": "suppressed", "code": codes[3]}, found | {"confidence": "rendah", "code": codes[3]}]
    shared = found | {"rule": "PTF002", "level": "perlu", "code": codes[4], "other": "b/lke.txt"}
    write_part(out, "findings", "uji", [OWN | it for it in (found | {"related": [codes[2]]}, shared, *noise)])
    return next(it for it in make_portfolio_report(out).units if it.unit == "a/lke.txt")


def test_fewer_than_eight_units_tell_nothing_of_what_is_usual(tmp_path: Path) -> None:
    head = {"instrument": "zi-2019", "state": "terbaca", "claimed": 10.0, "shown": 10.0, "cannot_tell": 0.0}
    for count in (7, 8):
        units = [head | {"unit": f"{it}/lke.txt", "key": str(it), "not_shown": 0.0} for it in range(count)]
        out = tmp_path / str(count)
        write_part(out, "units", "uji", units)
        for table in ("rows", "pairs", "findings"):
            write_part(out, table, "uji", [])
        assert {unit.peers is None for unit in make_portfolio_report(out).units} == {count < 8}


def test_each_point_is_doubted_once_for_the_first_reason(tmp_path: Path) -> None:
    unit = small(tmp_path)
    asked = load_instrument("zi-2019").indicators
    first = unit.doubts[0].codes[0]
    taken = round(2 * (1 - asked[first].by_letter["B"].value / asked[first].by_letter["A"].value), 4)

    assert {doubt.kind.id: doubt.points for doubt in unit.doubts} == {
        "penilai": taken,
        "salinan": pytest.approx(4 - taken),
        "bersama": 2.0,
        "bertentangan": 2.0,
    }
    assert [it.partners for it in unit.doubts] == [(), ("b/lke.txt",), ("b/lke.txt",), ()]
    assert (unit.pairs, unit.partners, unit.peers) == (1, ("b/lke.txt",), None)


def test_rounded_points_of_rows_doubt_no_more_than_is_claimed(tmp_path: Path) -> None:
    """Rows that are all copied claim a little more, rounded, than their unit; what prints as 0,00 is no reason."""
    codes = list(load_instrument("zi-2019").indicators)[:5]
    head = {"instrument": "zi-2019", "state": "terbaca", "shown": 0.0, "cannot_tell": 0.0}
    points = [9.9997, 10.0003, *([10.0] * 7)]
    units = [
        {"unit": f"{n}", "key": f"{n}", "claimed": it, "not_shown": it if n < 2 else 0.0} for n, it in enumerate(points)
    ]
    write_part(tmp_path, "units", "uji", [head | it for it in units])
    row = {"answer": "A", "claimed_points": 2.0, "shown_points": 0.0, "cannot_tell_points": 0.0}
    write_part(tmp_path, "rows", "uji", [row | {"unit": n, "key": n, "code": it} for n in "01" for it in codes])
    ends = {"unit_a": "0", "key_a": "0", "unit_b": "1", "key_b": "1", "kinds": ["teks"], "passages": "[]"}
    write_part(tmp_path, "pairs", "uji", [ends | {"overlap": 0.5, "codes": codes}])
    first, second = sorted((it for it in make_portfolio_report(tmp_path).units if it.doubts), key=lambda it: it.unit)

    assert [[doubt.pair for doubt in it.doubts] for it in (first, second)] == [
        [("salinan", 9.9997)],
        [("salinan", 10.0)],
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_a_store_whose_units_were_not_compared_says_so(tmp_path: Path, format: str) -> None:
    def told() -> str:
        made = render_portfolio(tmp_path, format)
        if isinstance(made, str):
            return made
        with ZipFile(io.BytesIO(made)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())

    made_portfolio(tmp_path, 12, copies=0)
    said = "belum dibandingkan satu sama lain"
    assert said in told()
    write_part(tmp_path, "findings", ACROSS, ())
    assert said not in told()


def test_a_sample_is_drawn_again_and_a_larger_one_holds_it(report: PortfolioReport) -> None:
    units = report.units
    one, other = draw_sample(units), draw_sample(list(reversed(units)))
    finer = draw_sample(units, margin=5.0)

    assert one == other._replace(units=one.units) and {*one.units} == {*other.units}
    assert [it._replace(codes=()) for it in report.sample.units] == [*one.units]
    assert all(len({*it.codes}) == 5 for it in report.sample.units)
    assert {it.unit for it in one.units} <= {it.unit for it in finer.units}
    assert one.reached <= one.margin and finer.reached <= 5.0 and len(one.units) < len(units)
    assert {it.unit for it in draw_sample(units, seed="lain").units} != {it.unit for it in one.units}
    assert sum(it.weight for it in one.units) == pytest.approx(len(units), rel=1e-3)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_promised_precision_is_kept(report: PortfolioReport, share: float) -> None:
    """Of samples with other seeds, at least the promised part comes as near to the truth as was promised."""
    near = 0
    for seed in range(40):
        chance = Random(seed)
        truth = {it.unit: float(chance.random() < share) for it in report.units}
        told = estimate(draw_sample(report.units, seed=str(seed)), truth)
        assert told is not None and told.low <= told.share <= told.high
        near += abs(told.share - 100 * sum(truth.values()) / len(truth)) <= 10

    assert near >= 0.95 * 40
    assert estimate(report.sample, {}) is None


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(out: Path) -> None:
    page = lxml_html.fromstring(str(render_portfolio(out, "html")))
    ids = page.xpath("//@id")

    assert len(page.xpath("//script")) == 1 and len(page.xpath("//style")) == 2
    assert not page.xpath("//img | //iframe | //form | //link | //base | //*[@src] | //*[@style]")
    assert page.xpath("//meta[@http-equiv]/@content")[0].count("sha256-") == 3
    assert len(ids) == len(set(ids)) and {link[1:] for link in page.xpath("//@href")} <= set(ids)
    assert len(page.xpath('//article[starts-with(@id, "p-")]//mark')) > 4
    assert [step(it) for it in (None, 0, 19.9, 20, 100)] == ["h-", "h0", "h0", "h1", "h4"]


def test_what_stands_in_a_sheet_stays_text(tmp_path: Path) -> None:
    own = [{"unit": f"{number}/{text[:60]}", "key": "1"} for number, text in enumerate(HOSTILE)]
    head = {"instrument": HOSTILE[0], "agency": HOSTILE[2], "state": "terbaca", "claimed": 1.0, "shown": 0.5}
    head |= {"cannot_tell": 0.0, "not_shown": 0.5}
    names = [text[:300] for text in HOSTILE]
    units = [it | head | {"unit_name": name, "kind": name} for it, name in zip(own, names, strict=True)]
    write_part(
        tmp_path, "units", "uji", [*units, own[0] | {"unit": "x", "state": "tidak terbaca", "reason": HOSTILE[1]}]
    )
    told = json.dumps([{"code_a": HOSTILE[0], "text_a": HOSTILE[6], "code_b": "", "text_b": HOSTILE[0]}, 5])
    ends = {"unit_a": own[0]["unit"], "unit_b": own[1]["unit"], "key_a": "1", "key_b": "1", "overlap": 1.0}
    write_part(tmp_path, "pairs", "uji", [ends | {"kinds": names[:2], "codes": names[:3], "passages": told}])

    text = str(render_portfolio(tmp_path, "html"))
    assert len(lxml_html.fromstring(text).xpath("//script | //img | //svg[@onload]")) == 1
    assert all(char.isprintable() or char in "\n\t" for char in text)
    with ZipFile(io.BytesIO(bytes(render_portfolio(tmp_path, "xlsx")))) as book:  # type: ignore[arg-type]
        pages = [book.read(name) for name in book.namelist() if "worksheets/" in name]
    assert len(pages) == 5 and not any(re.search(rb"<f[ >]", page) for page in pages)
    assert len(json.loads(render_portfolio(tmp_path, "json"))["units"]) == len(HOSTILE)


@pytest.mark.parametrize("format", FORMATS)
def test_equal_tables_give_equal_bytes(out: Path, report: PortfolioReport, format: str) -> None:
    face: ModuleType = import_module(FORMATS[format])

    assert render_portfolio(out, format, Wishes()) == face.render(report)


@pytest.mark.parametrize(("format", "most"), [("html", 31), ("xlsx", 3)])
def test_a_page_of_the_first_units_says_how_many_there_are(
    out: Path, report: PortfolioReport, format: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes, whether a face was given all units and pairs or those alone that it shows."""
    face: ModuleType = import_module(FORMATS[format])
    monkeypatch.setattr(face, "MOST", most)

    assert make_portfolio_report(out, most=most).units == report.units[:most]
    assert render_portfolio(out, format) == face.render(report)


@pytest.mark.parametrize("made", ["portofolio", "putusan"])
def test_the_json_is_as_its_schema_says(out: Path, tmp_path: Path, made: str) -> None:
    schema = json.loads((Path(lke_docs.__file__).parent / "schema/portfolio-report.schema.json").read_text("utf-8"))
    verdicts = judged_portfolio(tmp_path) if made == "putusan" else None
    told = render_portfolio(tmp_path if verdicts else out, "json", Wishes(verdicts=verdicts, for_coordinator=True))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(told), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(told) | {"units": [{"unit": "a"}]}, schema)


def test_what_is_wrong_is_said(tmp_path: Path, out: Path) -> None:
    cases = ((tmp_path, "tidak ada tabel.*Sebutkan folder HASIL"), (tmp_path / "x", "folder ini tidak ada"))
    for folder, said in cases:
        with pytest.raises(ConfigError, match=said) as told:  # a wrong name: exit code 2
            render_portfolio(folder, "html")
        assert "Hapus" not in str(told.value)
    with pytest.raises(ConfigError, match="Pilihan: html, xlsx, json"):
        render_portfolio(out, "pdf")

"""The engine: strict, plain, located, deterministic; and the child process with its limits."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lke_docs.draft.child import render_apart
from lke_docs.draft.clean import MAX_CHARS, clean
from lke_docs.draft.document import make_draft
from lke_docs.draft.library import Template
from lke_docs.draft.making import making_of
from lke_docs.draft.rendering import render
from lke_docs.errors import ConfigError, TemplateError

Build = Callable[..., bytes]


def p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_unknown_name_is_an_error_with_its_paragraph(with_body: Build) -> None:
    with pytest.raises(TemplateError) as caught:
        render(with_body(p("satu") + p("{{ salah }}")), {}, name="notula.docx")

    error = caught.value
    assert (error.part, error.paragraph, error.text) == ("word/document.xml", 2, "{{ salah }}")


def test_text_of_values_is_kept(with_body: Build, text_of: Callable[[bytes], str]) -> None:
    value = "A & B <b>tebal</b> \"x\" 'y' 😀 ]]>"

    assert value in text_of(render(with_body(p("{{ judul }}")), {"judul": value}, name="x"))


def test_line_end_and_tab_become_markup(with_body: Build) -> None:
    data = render(with_body(p("{{ judul }}")), {"judul": "satu\ndua\ttiga"}, name="x")

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    assert b"<w:br/>" in xml
    assert b"<w:tab/>" in xml


@pytest.mark.parametrize("value", [object(), {"a": print}, [b"x"], {1: "x"}, 1.5, None])
def test_only_plain_values_reach_a_template(value: object, with_body: Build) -> None:
    with pytest.raises(TypeError):
        render(with_body(p("x")), {"judul": value}, name="x")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ agenda.append(1) }}",
        "{{ lipsum() }}",
        "{{ namespace() }}",
        "{% for x in range(99999999) %}x{% endfor %}",
        "{% include 'x' %}",
    ],
)
def test_attack_fails_even_where_the_check_is_left_out(tag: str, with_body: Build) -> None:
    context = {"agenda": ["a"]}

    with pytest.raises(TemplateError):
        render(with_body(p(tag)), context, name="x")
    assert context == {"agenda": ["a"]}


def test_zip_times_are_fixed(with_body: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(render(with_body(p("x")), {}, name="x"))) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_child_gives_the_same_bytes(with_body: Build) -> None:
    data, context = with_body(p("{{ judul }}")), {"judul": "Rapat"}

    assert render_apart(data, context, name="x")[1] == render(data, context, name="x")


def test_a_template_without_a_place_for_its_own_day_is_not_asked_for_it(
    with_body: Build, own_template: Callable[..., Template]
) -> None:
    template = own_template(with_body(p("{{ judul }}, {{ tanggal_kegiatan }}")))
    making = making_of(make_draft(template, {}, made=date(2021, 9, 1)).data, {})

    assert making and making.dates == ("tanggal_kegiatan",)


def test_child_passes_located_errors_on(with_body: Build) -> None:
    with pytest.raises(TemplateError) as caught:
        render_apart(with_body(p("{{ salah }}")), {}, name="x")

    assert (caught.value.paragraph, caught.value.text) == (1, "{{ salah }}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    "tag",
    [
        "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ 'A' * 3000000000 }}",
    ],
    ids=["time", "memory"],
)
def test_child_is_stopped_at_its_limits(tag: str, with_body: Build) -> None:
    with pytest.raises(TemplateError, match="batas"):
        render_apart(with_body(p(tag)), {"x": ["a"] * 2000}, name="x", cpu_seconds=1)


# --- values -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("a\x0bb\x00c", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("kiri\u202eterbalik\u2066x", "kiriterbalikx"),
        ("tanda \u200fRTL\u200e tetap", "tanda \u200fRTL\u200e tetap"),
        ("e\u0301", "é"),
        ("{{7*7}}", "{\u2060{7*7}\u2060}"),
        ("{% x %}", "{\u2060% x %\u2060}"),
        ("{_{ x }_}", "{\u2060_{ x }_\u2060}"),
        ("biasa {kurung} saja", "biasa {kurung} saja"),
    ],
)
def test_value_is_cleaned(given_text: str, expected: str) -> None:
    assert clean(given_text, field="x") == expected


@given(st.text(max_size=200))
def test_cleaned_value_never_holds_a_tag_and_is_stable(text: str) -> None:
    cleaned = clean(text, field="x")

    assert not any(mark in cleaned for mark in ("{{", "}}", "{%", "%}", "{#", "#}", "{_{", "}_}"))
    assert clean(cleaned, field="x") == cleaned


@settings(deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="abc <>&\"'é–“😀\n\t.,;", max_size=60).filter(lambda text: bool(text.strip())))
def test_value_comes_out_as_it_went_in(text: str) -> None:
    from lke_docs.draft.library import find_template
    from lke_docs.draft.package import W, paragraph_text, read_text_parts

    cleaned = clean(text, field="x")
    template = find_template("notula")
    context = {field.name: [] if field.kind == "daftar" else "x" for field in template.schema.fields}
    data = render(template.data, {**context, "tempat": cleaned}, name="x")

    root = dict(read_text_parts(data))["word/document.xml"]
    shown = [paragraph_text(node) for node in root.iter(f"{W}p")]
    assert cleaned.replace("\n", " ").replace("\t", " ") in shown


def test_too_long_value_is_refused() -> None:
    with pytest.raises(ConfigError, match="terlalu panjang"):
        clean("a" * (MAX_CHARS + 1), field="judul")

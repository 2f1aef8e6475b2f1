"""Every pattern and every word list proves itself, both ways, through the extractor."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from lke_docs import wording
from lke_docs.errors import PatternFileError
from lke_docs.extract import extract, number, prefilter
from lke_docs.extract.cut import _CUTS
from lke_docs.extract.date import find_dates
from lke_docs.extract.mention import find_words
from lke_docs.patterns import (
    cutter_records,
    date_grammars,
    file,
    kind_records,
    number_grammar,
    office,
    read_patterns,
    state_records,
    time_words,
    vocabulary,
)
from lke_docs.patterns.vocabulary import Homonym
from lke_docs.records import parse_record
from lke_docs.resources import data_dir
from tests.annotated import lines
from tests.effort import is_linear

READERS = (number_grammar, vocabulary, time_words, date_grammars, cutter_records, state_records, kind_records)
for read in READERS:
    read()  # says what is wrong with a file, and where; what is taken from it raw below does not
RAW = {path.name: tomli.loads(path.read_text(encoding="utf-8")) for path in data_dir("patterns").glob("*.toml")}
NUMBERS = {raw["id"]: raw for raw in RAW["nomor.toml"]["pattern"]}
NAMES = [(kind["id"], name) for kind in RAW["jenis_dokumen.toml"]["type"] for name in kind["names"]]
MONTHS = RAW["waktu.toml"]["month"]
SURE = [
    (month["number"], word)
    for month in MONTHS
    for word in (wording.MONTHS[month["number"] - 1].lower(), *month["sure"])
]
NEAR = [(month["number"], word) for month in MONTHS for word in month["near"]]
WEEKDAYS = list(enumerate(map(str.lower, wording.WEEKDAYS)))
WEEKDAYS += [(day, name) for day, names in enumerate(RAW["waktu.toml"]["weekday"]["names"]) for name in names]
ORDINARY = (Path(__file__).parent / "data" / "kata_umum.txt").read_text(encoding="utf-8").split()

# --- numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NUMBERS)
def test_pattern_says_what_it_is_for(name: str) -> None:
    raw = NUMBERS[name]

    assert raw["means"].endswith(".") and raw["means"][0].isupper()
    assert raw["kind"] in ("letter", "regulation")
    assert raw["example"] and raw["counterexample"]
    assert all(example.get("seen") for example in raw["example"]), "say where the form was seen"


def test_what_a_record_asks_for_is_known() -> None:
    asked = {name for pattern in number_grammar().patterns for name in pattern.asks}
    hints = {grammar.hint for grammar in date_grammars()}
    groups = {group for pattern in number_grammar().patterns for group in pattern.regex.groupindex}
    header = (data_dir("patterns") / "nomor.toml").read_text(encoding="utf-8").partition("Named groups:")[2]

    assert asked <= set(number._CONDITIONS)
    assert hints <= {"", "month", "label and month", *prefilter._LOOKS}
    assert groups <= set(re.findall(r"\w+", header.partition(".")[0]))
    assert [record.id for record in cutter_records() if record.id not in _CUTS] == []


@pytest.mark.parametrize("file, table", [("butir.toml", "cutter"), ("butir.toml", "state"), ("waktu.toml", "date"),
                                         ("waktu.toml", "form")])  # fmt: skip
def test_record_is_proved_both_ways(file: str, table: str) -> None:
    assert [raw["id"] for raw in RAW[file][table] if not (raw["example"] and raw["counterexample"])] == []


EXAMPLES = [(raw["id"], one["text"], one["expect"]) for raw in NUMBERS.values() for one in raw["example"]]


@pytest.mark.parametrize("name, text, expect", EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_example_is_read_with_its_parts(name: str, text: str, expect: dict[str, str]) -> None:
    references = extract(text).references

    assert (name, expect) in [(ref.pattern, dict(ref.fields)) for ref in references]
    assert all(text[ref.start : ref.end] == ref.raw for ref in references)


COUNTER = [(raw["id"], text) for raw in NUMBERS.values() for text in raw["counterexample"]]


@pytest.mark.parametrize("name, text", COUNTER, ids=[text for _, text in COUNTER])
def test_counterexample_is_not_read(name: str, text: str) -> None:
    for shown in (text, f"Laporan {text} telah disusun"):
        assert name not in [ref.pattern for ref in extract(shown).references]


@pytest.mark.parametrize("word", RAW["nomor.toml"]["not_a_number"]["before"])
def test_word_bars_the_number_behind_it(word: str) -> None:
    assert extract(f"Dokumen dengan {word} 1234/ABC/2021").references == ()


@pytest.mark.parametrize("word", RAW["nomor.toml"]["regulation"]["words"])
def test_regulation_word_makes_a_regulation(word: str) -> None:
    assert any(name.rstrip("*").startswith(word) for _, name in NAMES)
    (reference,) = extract(f"{word} Nomor 12 Tahun 2021 tentang Cuti").references
    assert (reference.kind, reference.normalized) == ("regulation", "12 Tahun 2021")


GOOD = """\
[parts]
urut = '\\d'
[[pattern]]
id = "contoh"
means = "An example."
kind = "letter"
regex = "(?P<serial>{urut})"
example = [{ text = "1", expect = { serial = "1" }, seen = "here" }]
counterexample = ["a"]
"""
FAULTS = {
    "unknown key": ("means", "regx = '1'\nmeans", "kunci “regx” tidak dikenal; mungkin maksudnya “regex”"),
    "missing key": ('counterexample = ["a"]', "", "kunci “counterexample” wajib ada"),
    "wrong kind": ('"letter"', "3", "nilai “kind” harus teks yang berisi, bukan 3"),
    "unknown part": ("{urut}", "{tahunn}", "bagian tidak ada: tahunn"),
    "broken regex": ("(?P<serial>", "(", "regex salah"),
}


@pytest.mark.parametrize("old, new, reason", FAULTS.values(), ids=list(FAULTS))
def test_faulty_pattern_is_refused_with_its_id(old: str, new: str, reason: str) -> None:
    text = GOOD.replace(old, new, 1).replace("{urut})", "{urut}" if reason == "regex salah" else "{urut})")
    with pytest.raises(PatternFileError, match=r"uji\.toml.*: \[pattern contoh\] ") as caught:
        for pattern in read_patterns(parse_record(text, "uji.toml")):
            assert pattern.regex  # compiled when first asked for

    assert reason in str(caught.value)


def test_pattern_id_is_used_once() -> None:
    twice = GOOD + GOOD[GOOD.index("[[pattern]]") :]
    with pytest.raises(PatternFileError, match=r"uji\.toml, baris 10: .* dua kali"):
        read_patterns(parse_record(twice, "uji.toml"))


@pytest.mark.parametrize("table", ["cutter", "kop", "type", "date"])
def test_an_id_names_one_record(table: str) -> None:
    record = parse_record(f"[[{table}]]\nid = 'a'\n[[{table}]]\nid = 'a'", "uji.toml")
    with pytest.raises(PatternFileError, match=r"uji\.toml, baris [34]: .* dua kali"):
        list(record.each(table, title="id"))


@pytest.mark.parametrize("name", file._TABLES)
def test_table_that_nobody_reads_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).write_text((data_dir("patterns") / name).read_text(encoding="utf-8") + "\n[salah]\n")
    monkeypatch.setattr(file, "data_dir", lambda _: tmp_path)
    with pytest.raises(PatternFileError, match="“salah” tidak dikenal"):
        file.pattern_file.__wrapped__(name)


@pytest.mark.parametrize("key", ["number", "decree"])
@pytest.mark.parametrize("number", ["{urut}/{nomer}/{tahun}", "{urut:3}/{tahun}", "{urut}/{}", "{urut}/{tahun"])
def test_part_of_a_number_that_no_draft_knows_is_told_when_it_is_read(key: str, number: str) -> None:
    lines = dict.fromkeys(("id", "number", "number_source", "salutation", "salutation_source"), "a") | {"number": ""}
    text = "\n".join(f'{name} = "{value}"' for name, value in (lines | {key: number}).items())
    (record,) = parse_record(f"[[letters]]\n{text}", "kop.toml").each("letters", title="id")
    at = 3 if key == "number" else 7

    with pytest.raises(PatternFileError, match=rf"kop\.toml, baris {at}: .*{key}.*(tidak dikenal|tidak berpasangan)"):
        office._custom(record)


# --- document types -----------------------------------------------------------------------------------


@pytest.mark.parametrize("slug, name", NAMES, ids=[name for _, name in NAMES])
def test_name_at_the_head_gives_its_type(slug: str, name: str) -> None:
    word = name.replace("*", "xyz")
    assert slug in extract(f"{word} Pembangunan Zona Rekaan").document_types
    assert slug in extract(f"{word.upper()} PEMBANGUNAN ZONA REKAAN").document_types
    assert slug in extract(f"Dokumen {word} Pembangunan Zona Rekaan").document_types


def test_no_name_stands_for_two_types() -> None:
    home: dict[str, str] = {}
    for slug, name in NAMES:
        assert home.setdefault(name, slug) == slug, f"{name}: {home[name]} and {slug}"


def test_lists_are_lower_case_and_tidy() -> None:
    lists = [
        words for table in RAW["jenis_dokumen.toml"].values() if isinstance(table, dict) for words in table.values()
    ]
    for word in [name for _, name in NAMES] + [word for words in lists for word in words]:
        assert word == " ".join(word.lower().split())
    assert all(kind["means"].endswith(".") for kind in RAW["jenis_dokumen.toml"]["type"])


@pytest.mark.parametrize("slug", [kind["id"] for kind in RAW["jenis_dokumen.toml"]["type"] if kind["prefixes"]])
def test_prefix_tells_the_type_of_a_bare_number(slug: str) -> None:
    for prefix in vocabulary().types[slug].prefixes:
        if prefix != "PMK":
            assert extract(f"{prefix}-12/P.4.99/Cr.1/02/2021").document_types == (slug,)


def test_prefixes_name_one_type_each() -> None:
    prefixes = [prefix for kind in vocabulary().types.values() for prefix in kind.prefixes]
    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("word", vocabulary().topic + vocabulary().subject)
def test_type_behind_a_topic_word_is_not_offered(word: str) -> None:
    assert extract(f"Keputusan {word} penyusunan SOP").document_types == ("sk",)


@pytest.mark.parametrize("record", vocabulary().homonyms, ids=lambda record: record.id)
def test_homonym_names_no_type_there(record: Homonym) -> None:
    slugs = {slug for slug, name in NAMES if name in record.names}

    assert not any(slugs.intersection(extract(text).document_types) for text in record.example)
    assert all(slugs.intersection(extract(text).document_types) for text in record.counterexample)


# --- words of time ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number, word", SURE + NEAR, ids=[word for _, word in SURE + NEAR])
def test_month_beside_day_and_year(number: int, word: str) -> None:
    for shown in (f"12 {word} 2021", f"12{word.upper()} 2021", f"12-{word.capitalize()}-2021"):
        (date,) = extract(f"Notula rapat {shown}").dates
        assert date.value == f"2021-{number:02d}-12"


@pytest.mark.parametrize("number, word", SURE, ids=[word for _, word in SURE])
def test_sure_month_stands_alone(number: int, word: str) -> None:
    assert [p.value for p in extract(f"Laporan kegiatan {word}").periods] == [f"--{number:02d}"]


@pytest.mark.parametrize("word", [word for _, word in NEAR])
def test_near_month_does_not_stand_alone(word: str) -> None:
    found = extract(f"Laporan kegiatan {word} pegawai")
    assert (found.periods, found.dates) == ((), ())


def test_month_list_keeps_off_ordinary_words() -> None:
    months = time_words().months
    own = {
        word
        for table in RAW["jenis_dokumen.toml"].values()
        if isinstance(table, dict)
        for w in table.values()
        for word in w
    }
    own |= {part for _, name in NAMES for part in name.split()} | {p for phrase in own for p in phrase.split()}

    assert len(ORDINARY) >= 300
    assert not months.keys() & (own | set(ORDINARY))


@pytest.mark.parametrize("day, name", WEEKDAYS, ids=[name for _, name in WEEKDAYS])
def test_weekday_before_a_date_is_kept(day: int, name: str) -> None:
    (date,) = extract(f"Rapat hari {name}, 12 Mei 2021").dates
    assert date.weekday == day


@pytest.mark.parametrize("label", RAW["waktu.toml"]["label"]["date"])
def test_label_makes_a_month_a_date(label: str) -> None:
    found = extract(f"Notula rapat {label} Februari 2021")
    assert ([d.value for d in found.dates], found.periods) == (["2021-02"], ())


PERIOD = RAW["waktu.toml"]["period"]
LABELLED = [(word, f"{word} II Tahun 2021", "2021-Q2") for word in PERIOD["quarter"]]
LABELLED += [(word, f"{word} II Tahun 2021", "2021-S2") for word in PERIOD["semester"]]
LABELLED += [(word, f"{word} 2021", "2021") for word in PERIOD["year"]]
LABELLED += [(word, f"{word} Mei 2021", "2021-05") for word in PERIOD["month"]]
LABELLED += [(word, f"Mei {word} Juli 2021", "2021-05/2021-07") for word in PERIOD["range"]]
LABELLED += [(word, f"Mei {word} Juli 2021", "2021-05") for word in PERIOD["and"] if "/" not in word]
ORDINALS = [
    (word, f"Triwulan {word} 2021", f"2021-Q{n}") for n, words in enumerate(PERIOD["ordinals"], 1) for word in words
]


@pytest.mark.parametrize("word, text, value", LABELLED + ORDINALS, ids=[text for _, text, _ in LABELLED + ORDINALS])
def test_word_of_a_period(word: str, text: str, value: str) -> None:
    assert value in [p.value for p in extract(f"Laporan monev {text}").periods]


@pytest.mark.parametrize("word", PERIOD["unknown"])
def test_unknown_period_is_kept_without_a_value(word: str) -> None:
    assert [p.value for p in extract(f"Laporan {word} pertama").periods] == [None]


# --- hostile strings ----------------------------------------------------------------------------------

LENGTH = 200_000 if os.environ.get("LKE_LONG") else 20_000
HOSTILE = {
    repr(unit): unit
    for unit in (
        *" 1/-;(\n\x00aİ@", "- ", "a.", "() ;", "();", "1.1", "1,1", "1, ", "\n- x", " a) b", "a@", "P.4.", "1/A.1",
        "no.", "nomor ", "tanggal ", "1 januari ", "januari, ", "januari-", "2021 ", "2021-", "tahun ", "iii, ",
        "triwulan i dan ", "surat keputusan ", "sk dan ", "abcdefghij ", "x" * 80 + "\n", "a.go.id/", "/x.pdf",
        "tentang ", "dua puluh ", "no 1/", "W.15.IMI.", "1 dan 2/", "telah x: telah ", "1lSEKl", "1 s.d. ",
        "peraturan 1 tahun 2020 ", "KEP-1/A/2021 ", " /", "1 s.d. 2 mei ", "hari senin, ", "berita negara ", "tw i ",
        "bukti berupa undangan, notula ", "[ ] SK (√) Foto ", "\noLaporan", "K2 Adm: register, laporan x, ",
        ", nama lain", "nomor 12_SK_", "a.jpg,b ", "Okt-24, ", "17 Juni / ", "1 | x |\n",
    )
}  # fmt: skip
BEFORE = {
    "KEP blank": ("KEP", " "),
    "label blank": ("Nomor :", " "),
    "open serial": ("KEP-", " /"),
    "open": ("(", "a;"),
}
SHAPES = {**{name: ("", unit) for name, unit in HOSTILE.items()}, **BEFORE}


@pytest.mark.parametrize("head, unit", SHAPES.values(), ids=list(SHAPES))
def test_time_is_linear_in_the_text(head: str, unit: str) -> None:
    short, long = (head + unit * (n // len(unit)) for n in (LENGTH // 4, LENGTH))

    assert is_linear(extract, short, long)


PIECES = ("1", "/", "KEP-", ".", "A", " ", "II", "-", "2021", " Tahun ", "0", "HK.01")


@pytest.mark.parametrize("name", NUMBERS)
def test_pattern_itself_is_linear(name: str) -> None:
    """A candidate is short; yet no form of one may make a pattern look again and again."""
    pattern = next(p for p in number_grammar().patterns if p.id == name)
    example = re.sub(r"\s", "", NUMBERS[name]["example"][0]["text"])
    for unit in (*PIECES, example, example + "/"):
        for text in (unit * (2000 // len(unit)), example + unit * (2000 // len(unit)), unit * 400 + example):
            assert is_linear(pattern.regex.fullmatch, text[: len(text) // 4], text)


def test_masked_text_holds_no_date() -> None:
    low = "\x00" * 12 + " januari \x00\x00\x00\x00"
    assert find_dates(low, low, find_words(low, low)).dates == ()


# --- cutters --------------------------------------------------------------------------------------------

CUTTERS = {record.id: record for record in cutter_records()}


def shown(text: str) -> list[tuple[str, str]]:
    """The pieces of a text with the cutter that began each."""
    return [(item.cut, " ".join(item.text.split())) for item in extract(text).items]


@pytest.mark.parametrize("name", CUTTERS)
def test_cutter_begins_the_pieces_of_its_examples(name: str) -> None:
    for example in CUTTERS[name].example:
        got = shown(example["text"])

        assert [text for _, text in got] == example["pieces"]
        assert got[example.get("begins", -1)][0] == name


@pytest.mark.parametrize("name", CUTTERS)
def test_cutter_leaves_its_counterexamples(name: str) -> None:
    for text in CUTTERS[name].counterexample:
        assert name not in [cut for cut, _ in shown(text)]


# --- dates ----------------------------------------------------------------------------------------------

DATES = {grammar.id: grammar for grammar in date_grammars()}


@pytest.mark.parametrize("name", DATES)
def test_date_grammar_reads_its_examples(name: str) -> None:
    for example in DATES[name].example:
        evidence = extract(example["text"])
        days = [one for one in evidence.periods if one.pattern in DATES]

        assert [date.value for date in evidence.dates] == example.get("dates", [])
        assert [one.value for one in days] == example.get("periods", [])
        assert name in {one.pattern for one in (*evidence.dates, *days)}


@pytest.mark.parametrize("name", DATES)
def test_date_grammar_leaves_its_counterexamples(name: str) -> None:
    for text in DATES[name].counterexample:
        evidence = extract(text)

        assert name not in {one.pattern for one in (*evidence.dates, *evidence.periods)}


# --- periods --------------------------------------------------------------------------------------------

FORMS = {raw["id"]: raw for raw in RAW["waktu.toml"]["form"]}


@pytest.mark.parametrize("name", FORMS)
def test_form_of_a_period_reads_its_examples(name: str) -> None:
    for example in FORMS[name]["example"]:
        periods = extract(example["text"]).periods

        assert [one.value for one in periods if one.value] == example["periods"]
        assert {one.pattern for one in periods} == {name}
    for text in FORMS[name]["counterexample"]:
        assert name not in {one.pattern for one in extract(text).periods}


# --- quick looks ----------------------------------------------------------------------------------------


def test_finds_are_the_same_without_quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [line.text for line in lines()]
    quick = [extract(text) for text in texts]
    monkeypatch.setattr(prefilter, "ON", False)

    for text, found in zip(texts, quick, strict=True):
        assert extract(text) == found


# --- states ---------------------------------------------------------------------------------------------

STATES = {record.id: record for record in state_records()}


@pytest.mark.parametrize("name", STATES)
def test_state_is_said(name: str) -> None:
    for text in STATES[name].example:
        evidence = extract(text)

        assert [(item.state, item.kind) for item in evidence.items] == [(name, "note")]
        assert evidence.document_types == ()
    for text in STATES[name].counterexample:
        assert [item.state for item in extract(text).items] == [None]


# --- kinds ----------------------------------------------------------------------------------------------

KINDS = {record.id: record for record in kind_records()}


@pytest.mark.parametrize("name", KINDS)
def test_kind_is_told_by_its_form(name: str) -> None:
    record = KINDS[name]

    assert record.means.endswith(".") and record.means[0].isupper()
    assert {item.kind for text in record.example for item in extract(text).items} == {record.kind}
    assert record.kind not in {item.kind for text in record.counterexample for item in extract(text).items}


# --- expressions ------------------------------------------------------------------------------------------

LONGEST = 300  # characters, comments and the blanks of verbose ones aside; what is built from word lists may be longer


def typed(path: Path) -> Iterator[str]:
    """The texts that a module holds; what is put in braces there is not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_expression_is_too_long_to_be_read() -> None:
    package = data_dir("patterns").parent / "lke_docs"
    files = [path for path in package.rglob("*.py") if path.parent.name in ("extract", "patterns")]
    found = [text for path in files for text in typed(path) if re.search(r"\(\?[:!<=Pix]|\\[sdw][{*+]", text)]
    found += [record["regex"] for raw in RAW.values() for record in records(raw) if "regex" in record]
    long = [text for text in found if len(re.sub(r"\s+(?:#[^\n]*)?", "", text)) > LONGEST]

    assert len(found) > 120
    assert long == []


def test_no_group_keeps_what_it_has() -> None:
    """Python before 3.11.5, that of Debian 12 among them, matches "(?:a|bc){0,9}+" wrongly."""
    package = data_dir("patterns").parent / "lke_docs"
    found = [text for path in package.rglob("*.py") for text in typed(path)]
    found += [record["regex"] for raw in RAW.values() for record in records(raw) if "regex" in record]

    assert [text for text in found if re.search(r"(?<!\\)\)(?:[*+?]|\{\{?\d*,?\d*\}\}?)\+|\(\?>", text)] == []


def records(raw: object) -> Iterator[dict[str, str]]:
    """Every table inside a file of patterns/."""
    if isinstance(raw, dict):
        yield raw
    for inner in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        yield from records(inner)

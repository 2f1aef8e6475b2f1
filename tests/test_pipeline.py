"""The spaCy component carries what the library finds, with the library's own offsets."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lke_docs.extract import extract
from tests.annotated import HERE, lines

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "Keputusan Kepala Kejaksaan Negeri Rekaan Nomor : KEP - 01/M.9.31/Cr.5/02/2021, tangga 16 Februari 2021 "
    "tentang Tim;Notula dan dokumentasi rapat Triwulan I 2021"
)
ENTITIES = [
    ("TYPE", "Keputusan", "sk"),
    ("REFERENCE", "KEP - 01/M.9.31/Cr.5/02/2021", "KEP-01/M.9.31/Cr.5/02/2021"),
    ("DATE", "16 Februari 2021", "2021-02-16"),
    ("TYPE", "Notula", "notula"),
    ("TYPE", "dokumentasi", "dokumentasi"),
    ("PERIOD", "Triwulan I 2021", "2021-Q1"),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    from lke_docs.pipeline import blank

    return blank()


def test_entities_carry_values(nlp: Language) -> None:
    doc = nlp(TEXT)

    assert [(ent.label_, ent._.lke.raw, ent._.lke_value) for ent in doc.ents] == ENTITIES
    assert doc._.lke == extract(TEXT)
    assert [span._.lke_value for span in doc.spans["lke_items"]] == [item.text for item in extract(TEXT).items]


def carried(doc: Doc) -> list[object]:
    return sorted(span._.lke for span in doc.spans["lke"])


def test_offsets_are_those_of_the_library(nlp: Language) -> None:
    some = [line for line in lines() if (HERE / "annotated" / f"{line.file}.jsonl").exists()]
    for doc in nlp.pipe([line.text for line in some]):
        evidence = extract(doc.text)
        offered = [mention for item in evidence.items for mention in item.mentions if mention.offered]

        assert carried(doc) == sorted([*evidence.references, *evidence.dates, *evidence.periods, *offered])
        assert [span._.lke for span in doc.spans["lke_items"]] == list(evidence.items)
        for span in (*doc.spans["lke"], *doc.spans["lke_items"], *doc.ents):
            assert span.start_char <= span._.lke.start and span._.lke.end <= span.end_char


def test_values_outlive_storage(nlp: Language) -> None:
    from spacy.tokens import Doc

    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())

    assert [(ent.label_, ent._.lke.raw, ent._.lke_value) for ent in back.ents] == ENTITIES


def test_spans_of_others_are_left_alone(nlp: Language) -> None:
    from spacy.tokens import Span

    doc = nlp.make_doc("Rapat di Rekaan tanggal 16 Februari 2021")
    doc.ents = [Span(doc, 2, 3, label="LOC")]
    done = nlp.get_pipe("lke_evidence")(doc)

    assert [(ent.label_, ent._.lke_value) for ent in done.ents] == [("LOC", None), ("DATE", "2021-02-16")]


@pytest.mark.parametrize("text", ["", " ", "\n", "a", ";;"])
def test_texts_with_nothing_in_them(nlp: Language, text: str) -> None:
    assert nlp(text).ents == ()


FIND = """
import spacy
nlp = spacy.blank("xx")
nlp.add_pipe("lke_evidence")
print([(ent.label_, ent._.lke_value) for ent in nlp("Notula rapat 16 Februari 2021").ents])
"""


def test_spacy_finds_the_component_by_its_entry_point(tmp_path: Path) -> None:
    """As an installed package is found: nothing here imports lke_docs."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    about = tmp_path / "lke_docs-0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lke-docs\nVersion: 0\n", encoding="utf-8")
    text = "".join(
        f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in names.items())
        for group, names in points.items()
    )
    (about / "entry_points.txt").write_text(text, encoding="utf-8")
    paths = [str(tmp_path), str(ROOT), *sys.path]
    code = f"import sys; sys.path[:0] = {paths!r}\n{FIND}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == "[('TYPE', 'notula'), ('DATE', '2021-02-16')]"


def test_blank_pipeline_leaves_out_the_doubled_words(nlp: Language) -> None:
    rules = nlp.tokenizer.rules  # type: ignore[attr-defined]

    assert rules and not [word for word in islice(rules, 1000) if "-" in word]
    assert nlp.lang == "id"

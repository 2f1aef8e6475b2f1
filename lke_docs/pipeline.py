"""A spaCy component that finds what `extract` finds; spaCy loads with this module and with no other.

    import spacy
    nlp = spacy.blank("id")          # or lke_docs.pipeline.blank(): the same tokens, a second sooner
    nlp.add_pipe("lke_evidence")
    doc = nlp("Notula rapat tanggal 16 Februari 2021")
    [(ent.label_, ent._.lke_value) for ent in doc.ents]

`doc._.lke` is the `Evidence`; `doc.spans["lke"]` holds every find and `doc.spans["lke_items"]` the pieces;
`doc.ents` the finds again, without those that share a token with a longer one. Spans are whole tokens: where
a find begins or ends inside a token the span is wider, and `span._.lke` has the exact offsets. Nothing but
labels and ids is stored in the `Doc`: values are read anew from its text, so they outlive `to_bytes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

import spacy
from spacy.lang.id import Indonesian
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, filter_spans, registry

from lke_docs.extract import extract
from lke_docs.model import DocDate, Evidence, EvidenceItem, Period, Reference, TypeMention

Find: TypeAlias = Reference | DocDate | Period | TypeMention | EvidenceItem

REFERENCE, DATE, PERIOD, TYPE, ITEM = "REFERENCE", "DATE", "PERIOD", "TYPE", "ITEM"
TOKENIZER = "lke_docs.tokenizer.v1"


def blank() -> Language:
    """Return an empty Indonesian pipeline with the component.

    Its tokenizer lacks spaCy's 16,000 exceptions for words doubled with a hyphen, which cost a second to set
    up: such words ("undang-undang") are three tokens here.
    """
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe("lke_evidence")
    return nlp


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The Indonesian tokenizer without the doubled words; also splits at semicolons inside a word."""

    def build(nlp: Language) -> Tokenizer:
        defaults = Indonesian.Defaults
        exceptions = defaults.tokenizer_exceptions or {}
        return Tokenizer(
            nlp.vocab,
            rules={word: parts for word, parts in exceptions.items() if "-" not in word},
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
            infix_finditer=compile_infix_regex([*(defaults.infixes or ()), ";"]).finditer,
            token_match=defaults.token_match,
            url_match=defaults.url_match,
        )

    return build


@Language.factory("lke_evidence", assigns=["doc.ents", "doc.spans", "doc._.lke", "span._.lke", "span._.lke_value"])
def make_component(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component; it has no settings and no state."""
    Doc.set_extension("lke", getter=_evidence, force=True)
    Span.set_extension("lke", getter=_find, force=True)
    Span.set_extension("lke_value", getter=_value, force=True)
    return annotate


def annotate(doc: Doc) -> Doc:
    """Write what `extract` finds in the text of `doc` into its `ents` and `spans`."""
    evidence = _read(doc.text)
    finds = [_span(doc, find, label, index) for label, index, find in _finds(evidence)]
    items = [_span(doc, item, ITEM, index) for index, item in enumerate(evidence.items)]
    doc.spans["lke"] = SpanGroup(doc, name="lke", spans=finds)
    doc.spans["lke_items"] = SpanGroup(doc, name="lke_items", spans=items)
    doc.ents = filter_spans([*doc.ents, *finds])
    return doc


def _finds(evidence: Evidence) -> Iterator[tuple[str, int, Find]]:
    for label in (REFERENCE, DATE, PERIOD, TYPE):
        for index, find in enumerate(_listed(evidence, label)):
            yield label, index, find


def _listed(evidence: Evidence, label: str) -> tuple[Find, ...]:
    """The finds of one label, in the order that the ids of spans count."""
    if label == TYPE:
        return tuple([mention for item in evidence.items for mention in item.mentions if mention.offered])
    listed: dict[str, tuple[Find, ...]] = {
        REFERENCE: evidence.references,
        DATE: evidence.dates,
        PERIOD: evidence.periods,
        ITEM: evidence.items,
    }
    return listed.get(label, ())


def _span(doc: Doc, find: Find, label: str, index: int) -> Span:
    span = doc.char_span(find.start, find.end, label=label, span_id=str(index), alignment_mode="expand")
    assert span is not None  # a find lies inside the text
    return span


@lru_cache(maxsize=16)
def _read(text: str) -> Evidence:
    """Extraction is a function of the text; the last few results are kept for the extensions."""
    return extract(text)


def _evidence(doc: Doc) -> Evidence:
    return _read(doc.text)


def _find(span: Span) -> Find | None:
    """What a span stands for, with its exact offsets; None for spans of other components."""
    listed = _listed(_read(span.doc.text), span.label_)
    return listed[int(span.id_)] if span.id_.isdecimal() and int(span.id_) < len(listed) else None


def _value(span: Span) -> str | None:
    """Normalised number, value of a date or period, slug of a type, text of a piece."""
    match _find(span):
        case Reference() as reference:
            return reference.normalized
        case DocDate() | Period() as time:
            return time.value
        case TypeMention() as mention:
            return mention.slug
        case EvidenceItem() as item:
            return item.text
    return None

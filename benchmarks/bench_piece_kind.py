"""Is a piece a document, a claim or a note? A small statistical model against the rules, on agencies unseen.

    python -m benchmarks.bench_piece_kind [--folds 6]

Trains naive Bayes and logistic regression on words and runs of three letters of the annotated pieces
(tests/annotated/*.jsonl, key `kinds`), and measures them on the agencies left out of each fold. The rules have
nothing to train, but their words were chosen with these lines in view; so those figures favour the rules. Hence
a second measure, on hard pieces that neither has seen (tests/data/jenis_butir.tsv); change no rule by them. No
model is written: none is used by lke_docs unless it wins here.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from lke_docs.extract import extract
from tests.annotated import HERE

KINDS = ("document", "claim", "note")
SAME = {"placeholder": "note", "link": "note", "heading": "note"}  # nothing that proves anything


class Piece(NamedTuple):
    """A piece of an annotated line, with the set it comes from."""

    group: str
    text: str
    kind: str


Classify = Callable[[str], str]
Train = Callable[[Sequence[Piece]], Classify]


def pieces() -> Iterator[Piece]:
    for path in sorted((HERE / "annotated").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for kind, text in json.loads(line)["kinds"]:
                yield Piece(path.stem, text, SAME.get(kind, kind))


def unseen() -> Iterator[Piece]:
    """Pieces that no rule was made for."""
    for line in (HERE / "data" / "jenis_butir.tsv").read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition("\t")
        yield Piece("unseen", text, kind)


def features(text: str) -> list[str]:
    """Words, the first word once more, runs of three letters; digits are all alike."""
    low = "".join("0" if char.isdigit() else char for char in text.casefold())
    words = low.split()
    padded = f" {' '.join(words)} "
    grams = [padded[i : i + 3] for i in range(len(padded) - 2)]
    return [*words, *(f"^{word}" for word in words[:1]), *(f"#{gram}" for gram in grams)]


# --- who classifies -----------------------------------------------------------------------------------


def rules(_: Sequence[Piece]) -> Classify:
    """What `extract` says of the piece by itself."""

    def classify(text: str) -> str:
        items = extract(text).items
        kind = items[0].kind if items else "note"
        return SAME.get(kind, kind)

    return classify


def majority(known: Sequence[Piece]) -> Classify:
    most = Counter(piece.kind for piece in known).most_common(1)[0][0]
    return lambda _: most


def naive_bayes(known: Sequence[Piece]) -> Classify:
    """Multinomial, smoothed by one half; kinds weigh as often as they occur."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for piece in known:
        counts[piece.kind].update(features(piece.text))
    size = len(set().union(*counts.values()))
    prior = Counter(piece.kind for piece in known)
    totals = {kind: counts[kind].total() + size / 2 for kind in KINDS}

    def classify(text: str) -> str:
        found = features(text)

        def score(kind: str) -> float:
            own = counts[kind]
            return math.log(prior[kind]) + sum(math.log((own[f] + 0.5) / totals[kind]) for f in found)

        return max(KINDS, key=score)

    return classify


def logistic(known: Sequence[Piece], *, steps: int = 400, rate: float = 0.5, decay: float = 1e-3) -> Classify:
    """Softmax regression on the same features, present or not, by plain gradient descent; kinds weigh alike."""
    index = {name: i for i, name in enumerate(sorted({f for piece in known for f in features(piece.text)}))}

    def vector(text: str) -> np.ndarray:
        row = np.zeros(len(index) + 1)
        for name in features(text):
            if name in index:
                row[index[name]] = 1
        row /= max(1.0, np.linalg.norm(row))
        row[-1] = 1
        return row

    rows = np.array([vector(piece.text) for piece in known])
    wanted = np.eye(len(KINDS))[[KINDS.index(piece.kind) for piece in known]]
    weights = (wanted / wanted.sum(axis=0)).sum(axis=1, keepdims=True)
    table = np.zeros((rows.shape[1], len(KINDS)))
    for _ in range(steps):
        scores = rows @ table
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        table -= rate * (rows.T @ (weights * (shares - wanted)) + decay * table)
    return lambda text: KINDS[int(np.argmax(vector(text) @ table))]


def rules_then_logistic(known: Sequence[Piece]) -> Classify:
    """The rules, and the model where they say "document" only because nothing spoke against it."""
    rule, model = rules(known), logistic(known)

    def classify(text: str) -> str:
        kind = rule(text)
        items = extract(text).items
        is_named = any(item.references or any(mention.offered for mention in item.mentions) for item in items)
        return kind if kind != "document" or is_named else model(text)

    return classify


CONTENDERS: dict[str, Train] = {
    "always the most frequent": majority,
    "rules": rules,
    "naive Bayes": naive_bayes,
    "logistic regression": logistic,
    "rules, then logistic": rules_then_logistic,
}


# --- measuring ----------------------------------------------------------------------------------------


def folds(groups: Sequence[str], count: int) -> Iterator[set[str]]:
    """Deal the agencies out into folds."""
    for first in range(count):
        yield set(groups[first::count])


def predictions(some: Sequence[Piece], train: Train, count: int) -> list[str]:
    """What a contender says of each piece when it has not seen the piece's agency."""
    said: dict[int, str] = {}
    for left_out in folds(sorted({piece.group for piece in some}), count):
        classify = train([piece for piece in some if piece.group not in left_out])
        said |= {i: classify(piece.text) for i, piece in enumerate(some) if piece.group in left_out}
    return [said[i] for i in range(len(some))]


def scores(some: Sequence[Piece], said: Sequence[str]) -> dict[str, float]:
    """Share right, and F1 by kind and on average."""
    pairs = Counter((piece.kind, kind) for piece, kind in zip(some, said, strict=True))
    right = {kind: pairs[kind, kind] for kind in KINDS}
    named: dict[str, int] = defaultdict(int)
    for (expected, kind), number in pairs.items():
        named[expected] += number
        named[kind] += number
    result = {kind: 2 * right[kind] / named[kind] if named[kind] else 0.0 for kind in KINDS}
    result["mean"] = sum(result.values()) / len(KINDS)
    result["right"] = sum(right.values()) / len(some)
    return result


def report(some: Sequence[Piece], said: dict[str, Sequence[str]]) -> None:
    sizes = Counter(piece.kind for piece in some)
    print(f"{len(some)} pieces: {', '.join(f'{sizes[kind]} {kind}' for kind in KINDS)}")
    print(f"{'':26}{'right':>8}{'mean F1':>9}" + "".join(f"{kind:>10}" for kind in KINDS))
    for name, kinds in said.items():
        found = scores(some, kinds)
        cells = "".join(f"{found[kind]:10.3f}" for kind in KINDS)
        print(f"{name:26}{found['right']:8.3f}{found['mean']:9.3f}{cells}")
    for name in ("naive Bayes", "logistic regression", "rules, then logistic"):
        triples = zip(some, said["rules"], said[name], strict=True)
        pairs = Counter((rule == piece.kind, model == piece.kind) for piece, rule, model in triples)
        print(f"right where the other is wrong: rules {pairs[True, False]}; {name} {pairs[False, True]}")
        lost = [piece.text for piece, kind in zip(some, said[name], strict=True) if piece.kind == "document" != kind]
        print(f"  documents taken for something else by {name}: {len(lost)}: {'; '.join(lost[:6])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=6)
    options = parser.parse_args()
    known, new = list(pieces()), list(unseen())
    print(f"Annotated lines, {options.folds} folds by agency")
    report(known, {name: predictions(known, train, options.folds) for name, train in CONTENDERS.items()})
    print("\nUnseen pieces, trained on all annotated lines")
    said = {name: train(known) for name, train in CONTENDERS.items()}
    report(new, {name: [classify(piece.text) for piece in new] for name, classify in said.items()})


if __name__ == "__main__":
    main()

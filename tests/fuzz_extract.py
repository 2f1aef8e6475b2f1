"""Coverage-guided fuzzing of `extract` and `read_txt`, by hand.

    python -m tests.fuzz_extract --seconds 600 [--seed 1]

With atheris where it is installed, else with plain mutation of the annotated lines. Stops at the first
crash, broken span or text that takes too long, prints that text, and ends with exit code 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.annotated import HERE, lines

LONGEST = 4096  # bytes of one input
SLOW = 0.5  # CPU seconds for one input: some hundred times what such a text takes
BITS = (
    "KEP-", "Nomor : ", "No.", "/P.4.17/", "/II/2021", " Tahun 2019", "tanggal ", "16 Februari 2021", "s.d. ",
    "31/06/2021", "Triwulan I", "Semester 2", "dan ", "; ", "\n", "\n- ", "a) ", "1. ", "Notula ", "tentang ",
    "(", ")", "_", "\u0130", "\xa0", "\x00", "dua puluh ", "TA 2021", "B03", "http://a.go.id/", ".pdf",
    "A.1.1.A", "YA", ":", "W.15.IMI.", "l|J", "–", "\xad", "\u200b", "&shy;", "&pdf;", "&nbsp;", "<br>",
)  # fmt: skip


def check(text: str) -> None:
    """Assert what always holds. Raises AssertionError."""
    from lke_docs.errors import InputError
    from lke_docs.extract import extract
    from lke_docs.read.txt import read_txt

    begin = time.process_time()
    evidence = extract(text)
    inner = [mention for item in evidence.items for mention in item.mentions]
    for one in (*evidence.references, *evidence.dates, *evidence.periods, *inner):
        assert text[one.start : one.end] == one.raw != "", one
    for item in evidence.items:
        assert shown(text, item.start, item.end) == item.text != "", item
    claimed = sorted([*evidence.references, *evidence.dates, *evidence.periods], key=lambda one: one.start)
    for group in (evidence.items, claimed):
        for first, second in pairwise(group):
            assert first.end <= second.start, (first, second)
    try:
        sheet = read_txt(text.encode("utf-8", "replace"), "fuzz.txt")
    except InputError:
        return
    finally:
        spent = time.process_time() - begin
        assert spent < SLOW, f"{spent:.2f} s for {len(text)} characters"
    for row in sheet.rows:
        assert row.place_at(0) is not None


def shown(text: str, start: int, end: int) -> str:
    """What a reader sees between two places; not of that stretch alone, for a tab among "<br>" is a blank."""
    from lke_docs.extract.plain import plain

    whole = plain(text)
    places = zip(whole.starts, whole.seen, strict=True) if whole else enumerate(text)
    return "".join(character for at, character in places if start <= at < end)


def seeds() -> Iterator[str]:
    """The invented lines, and bits of them."""
    yield from BITS
    for line in lines():
        if (HERE / "annotated" / f"{line.file}.jsonl").exists():
            yield line.text


def one_input(data: bytes) -> None:
    text = data[:LONGEST].decode("utf-8", "replace")
    try:
        check(text)
    except BaseException:
        print(f"\nfailed on {text!r}", file=sys.stderr, flush=True)
        raise


def mutate(rng: random.Random, corpus: list[str]) -> str:
    """Change a text a little: cut, doubled, joined to another, bits put in, characters changed."""
    text = rng.choice(corpus)
    for _ in range(rng.randint(1, 6)):
        at, end = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
        match rng.randrange(5):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:]
            case 2:
                text = text[:at] + rng.choice(BITS) + text[at:]
            case 3:
                text = text[:at] + chr(rng.randint(1, rng.choice((127, 0x2FFF)))) + text[at + 1 :]
            case _:
                text = text[:at] + rng.choice(corpus)[: rng.randint(1, 80)] + text[at:]
    return text


def plain(seconds: int, seed: int) -> None:
    """Mutate without looking at coverage."""
    rng, corpus = random.Random(seed), list(seeds())
    stop, runs = time.monotonic() + seconds, 0
    while time.monotonic() < stop:
        one_input(mutate(rng, corpus).encode("utf-8", "replace"))
        runs += 1
    print(f"{runs} texts in {seconds} s, no failure (plain mutation)")


def guided(seconds: int, seed: int) -> None:
    """Let atheris look for texts that reach new code; never returns."""
    import atheris

    with atheris.instrument_imports(include=["lke_docs"]):
        import lke_docs.extract
        import lke_docs.read.txt  # noqa: F401
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-"))  # libFuzzer ends the process: nobody would tidy up after it
    for number, text in enumerate(seeds()):
        (corpus / f"{number:04d}").write_text(text, encoding="utf-8")
    words = corpus.with_suffix(".dict")
    words.write_text("".join(f'"{quoted(bit)}"\n' for bit in BITS), encoding="ascii")
    limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-seed={seed}", "-timeout=20", "-rss_limit_mb=3000"]
    places = [str(corpus), f"-dict={words}", f"-artifact_prefix={corpus}-"]
    atheris.Setup([sys.argv[0], *places, *limits, "-print_final_stats=1"], one_input)
    atheris.Fuzz()


def quoted(bit: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in bit.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="mutate without atheris")
    options = parser.parse_args()
    run = plain if options.plain or importlib.util.find_spec("atheris") is None else guided
    run(options.seconds, options.seed)


if __name__ == "__main__":
    main()

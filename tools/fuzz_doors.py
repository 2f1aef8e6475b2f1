"""Throw mutated files at the doors of the commands for some time, and count: python tools/fuzz_doors.py 120 [KIND ...].

Kinds: toml (settings, facts, gaps, notes, fields of a template, instruments), json (audits to compare), finalize and
template (Word files). Every run is one command in this process; what it may say is 0 to 3 and a message. A defect of
ours, or a command that takes longer than the bound, is written down with its seed and bytes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lke_docs import cli  # noqa: E402

LKE = "a. Apakah unit kerja telah membentuk tim? A.1.1.A\nYA\nSK Nomor KEP-12/P.4/2021 tanggal 3 Maret 2021\n"
SLOW = 30.0  # seconds of the processor
_VALUES = (
    "1", "-1", "1e400", "nan", "true", "''", '""', "[]", "{}", "[[]]", "{a = 1}", "2021-02-30", "2021-01-01",
    "2021-01-01T00:00:00Z", "12:00:00", "'''\n'''", '"\\u0000"', '"\\u001b[2J"', '"\\u202e"', "9" * 400, '"' + "x" * 9000 + '"',
    "[" * 40 + "]" * 40, '["a", 1]', "0x1", "inf", '"2021-13"', '"2021-Q9"', '"A.1.1.A"', '"..."', "[1979-05-27]",
)  # fmt: skip
_JSON = (None, True, 0, -1, 1e308, "", "x" * 5000, "\ud800", "\x1b[2J", [], {}, [[]], {"a": []}, "2021-08-31", 10**30)

Case = tuple[str, bytes, tuple[str, ...]]  # file, content, command line


def _lines(seed: random.Random, text: str) -> bytes:
    """TOML with lines changed, moved, doubled, cut, or given another value."""
    lines = text.splitlines()
    for _ in range(seed.randint(1, 3)):
        at = seed.randrange(len(lines))
        kind = seed.randrange(7)
        if kind == 0:
            lines.insert(at, lines[seed.randrange(len(lines))])
        elif kind == 1:
            del lines[at]
        elif kind < 5 and "=" in lines[at]:
            lines[at] = lines[at].partition("=")[0] + "= " + seed.choice(_VALUES)
        elif kind == 5:
            lines[at] = lines[at][: seed.randint(0, len(lines[at]))]
        else:
            lines[at] = seed.choice(
                ("[a]", "[[a]]", "[kop]", "[[isian]]", "[[kesenjangan]]", "[batas]", f"k = {seed.choice(_VALUES)}")
            )
        lines = lines or [""]
    return _bytes(seed, "\n".join(lines).encode("utf-8", "surrogatepass"), rate=0.2)


def _bytes(seed: random.Random, data: bytes, *, rate: float) -> bytes:
    """With some chance a few bytes are changed, or the end is cut off."""
    out = bytearray(data)
    if seed.random() < rate and out:
        for _ in range(seed.randint(1, 8)):
            out[seed.randrange(len(out))] = seed.randrange(256)
        if seed.random() < 0.3:
            del out[seed.randrange(len(out)) :]
    return bytes(out)


_SETTINGS = """instrumen = "zi-2021"\nrubrik = "52/2014"\nmasa_penilaian = "2021-01-01..2021-08-31"\ntanggal_acuan = 2021-08-31
mulai = 2021-02-16\nkode_satker = "X.1"\npilih = ["NOM"]\nabaikan = ["NOM009"]\ngagal_pada = "perlu"\n[tingkat]\nNOM001 = "saran"
[berkala]\ndokumen_paling_sedikit = 2\n[batas]\npages = 9\n[kop]\nlembaga = ["A"]\nunit = "B"\nalamat = []\n[naskah]\ntempat = "Kota"
[naskah.nomor]\nnotula = "B-1"\n[tampilan]\nkertas = "F4"\nhuruf = "Arial"\nlogo = "logo.png"\n[[pejabat]]\njabatan = "K"\nmulai = 2021-01-04
[isian.notula]\njudul = "x"\n"""
_GAPS = """[[kesenjangan]]\nindikator = "A.1.1.A"\nperiode = "2021-04"\naturan = "SER001"\nkeadaan = "akan_dilaksanakan"\nsusulan = false
[kesenjangan.isian]\njudul = "Rapat"\ntanggal_kegiatan = 2021-04-07\ncatatan_sumber = "buku agenda halaman 3"\n"""
_NOTE = """[[catatan]]\nsidik = "a"\nalasan = "sudah dibahas dalam rapat"\nnama = "Ani"\nsampai = 2099-01-01\ndibuat = 2021-01-01
aturan = "NOM001"\nindikator = "A.1.1.A"\n"""


def toml(seed: random.Random) -> Case:
    """A file that people type, in one of the places where such files are read."""
    docx = ROOT / "templates" / "docx"
    fields = (docx / "notula.toml").read_text(encoding="utf-8")
    facts = (
        "\n".join(f'{name} = "x"' for name in ("judul", "tempat", "nomor", "peserta"))
        + "\ntanggal_kegiatan = 2021-04-07\n"
    )
    form = (ROOT / "patterns" / "instruments" / "zi-2019.toml").read_text(encoding="utf-8")[:9000]
    name, text, line = seed.choice(
        (
            ("c.toml", _SETTINGS, "audit lke --config c.toml"),
            ("c.toml", _SETTINGS, "draft notula --config c.toml --output o.docx --force"),
            ("f.toml", facts, "draft notula --facts f.toml --output o.docx --force"),
            ("k.toml", _GAPS, "draft lke --facts k.toml --output o"),
            ("lke-catatan.toml", _NOTE, "audit lke"),
            ("t.toml", fields, "template check t.docx"),
            ("t.toml", fields, "template fields t --templates ."),
            ("i.toml", form, "audit lke --instrument i.toml"),
        )
    )
    return name, _lines(seed, text), tuple(line.split())


def _walked(seed: random.Random, value: object) -> object:
    """JSON with a few values put in the place of others, keys dropped and lists doubled."""
    if seed.random() < 0.04:
        return seed.choice(_JSON)
    if isinstance(value, dict):
        return {key: _walked(seed, inner) for key, inner in value.items() if seed.random() > 0.02}
    if isinstance(value, list):
        return [_walked(seed, inner) for inner in value for _ in range(2 if seed.random() < 0.03 else 1)]
    return value


_AUDIT: list[object] = []


def json_(seed: random.Random) -> Case:
    """An audit of ours, changed."""
    if not _AUDIT:
        cli.run(["audit", "lke", "--format", "json", "--output", "audit.json", "--force"])
        _AUDIT.append(json.loads(Path("audit.json").read_bytes()))
    text = json.dumps(_walked(seed, _AUDIT[0]))
    pair = seed.choice((("a.json", "audit.json"), ("audit.json", "a.json"), ("a.json", "a.json"), ("a.json", "lke")))
    return "a.json", _bytes(seed, text.encode(), rate=0.2), ("compare", *pair)


def _package(seed: random.Random, data: bytes) -> bytes:
    """A Word file with bytes of its parts changed, parts renamed, doubled or dropped, then bytes of the archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            body, name = old.read(info), info.filename
            if seed.random() < 0.07:
                body = _tags(seed, body) if seed.random() < 0.7 else _bytes(seed, body, rate=1)
            if seed.random() < 0.01:
                name = seed.choice(("word/document2.xml", "word/../x.xml", "a" * 300, "word/vbaProject.bin", "x\x1b\n"))
            if seed.random() > 0.01:
                new.writestr(name, body)
    return _bytes(seed, stream.getvalue(), rate=0.08)


def _tags(seed: random.Random, body: bytes) -> bytes:
    """XML with a piece doubled, cut out, or replaced by a piece of another kind."""
    pieces = body.split(b"<")
    at = seed.randrange(len(pieces))
    put = (b"w:p>{{ " * 50, b"w:t>{% for x in y %}</w:t>", b"w:tbl><w:tr>", b"w:instrText>DDEAUTO</w:instrText>",
           b"!DOCTYPE a>", b"w:ins/>", b"w:p>" * 300, b"w:t>[ISI: x]</w:t>", b"w:t>\xff\xfe</w:t>")  # fmt: skip
    kind = seed.randrange(3)
    pieces[at : at + (kind == 1)] = [] if kind == 1 else [seed.choice(put)] if kind else [pieces[at]] * 30
    return b"<".join(pieces)


def finalize(seed: random.Random) -> Case:
    """A draft of ours, changed, about to be finished or looked at."""
    if not Path("DRAF_n.docx").exists():
        cli.run(["draft", "notula", "--output", "DRAF_n.docx", "--quiet"])
    line = seed.choice(("finalize x.docx --output hasil.docx --force", "finalize --check x.docx"))
    return "x.docx", _package(seed, Path("DRAF_n.docx").read_bytes()), tuple(line.split())


def template(seed: random.Random) -> Case:
    """A template of ours, changed, checked or filled."""
    data = (ROOT / "templates" / "docx" / "notula.docx").read_bytes()
    line = seed.choice(("template check notula.docx", "template check notula.docx --annotate k.docx --force",
                        "draft notula --templates . --output o.docx --force"))  # fmt: skip
    return "notula.docx", _package(seed, data), tuple(line.split())


KINDS: dict[str, Callable[[random.Random], Case]] = {
    "toml": toml, "json": json_, "finalize": finalize, "template": template,
}  # fmt: skip


def fuzz(kind: str, seconds: float, *, first: int = 0) -> tuple[Counter[int], list[str]]:
    """How often each exit code came, and what nobody foresaw: seed, command, last line."""
    codes: Counter[int] = Counter()
    wrong: list[str] = []
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        name, data, args = KINDS[kind](random.Random(number))
        Path(name).write_bytes(data)
        err, begin = io.StringIO(), time.process_time()
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), contextlib.redirect_stderr(err):
            code = cli.run(list(args))
        codes[code] += 1
        if "Cacat program" in err.getvalue() or time.process_time() - begin > SLOW or code not in (0, 1, 2, 3):
            wrong.append(f"{kind} {number}: {' '.join(args)}: {' | '.join(err.getvalue().splitlines()[-4:-1])}")
        Path(name).unlink()
        number += 1
    return codes, wrong


def main(args: list[str]) -> int:
    seconds = float(args[0]) if args else 60.0
    failed = 0
    for kind in args[1:] or KINDS:
        with tempfile.TemporaryDirectory() as folder:
            here = Path.cwd()
            os.chdir(folder)
            Path("lke").write_text(LKE, encoding="utf-8")
            Path("t.docx").write_bytes((ROOT / "templates" / "docx" / "notula.docx").read_bytes())
            codes, wrong = fuzz(kind, seconds)
            os.chdir(here)
        print(f"{kind}: {codes.total()} inputs, exit codes {dict(sorted(codes.items()))}, {len(wrong)} not foreseen")
        for line in wrong[:20]:
            print(f"  {line}")
        failed += len(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

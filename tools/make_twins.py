"""Write two made sheets of the 2021 form: one with a fault for each rule, and its twin without.

    python tools/make_twins.py [--check]

The office is invented. Questions are made of the instrument's own keywords; the twin's letters are the best
that its evidence supports. What is planted stands in the case file of each rule, `tests/rules/*.toml`.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lke_docs.check import open_dossier
from lke_docs.instrument import Indicator, Instrument, load_instrument
from lke_docs.read.txt import read_txt
from lke_docs.score import score_sheet

ROOT = Path(__file__).resolve().parent.parent
CLEAN = ROOT / "samples" / "kembar_bersih_2022.txt"
FAULTY = ROOT / "samples" / "kembar_cacat_2022.txt"
HEAD = """Instansi : BADAN UJI COBA REPUBLIK INDONESIA
Satuan/Unit Kerja : KANTOR UJI SUKAMAJU
Usulan : WBK
Aplikasi : LKE Uji Update Oktober 2022

Area/ Indikator/ Pernyataan
Metadata
Nilai
Bukti Dukung
"""
QUARTERS = (("I", "5 April 2022"), ("II", "5 Juli 2022"), ("III", "5 Oktober 2022"))
COUNTED = "A.II.5.ii"  # the complaints
PROVED = {  # what some questions name
    "A.I.2.i.a": "Peta Proses Bisnis Kantor Tahun 2022",
    "A.I.3.iii.a": "Dokumen Training Need Analysis Tahun 2022",
    "A.I.4.ii.c": "Dokumen IKU Tahun 2022",
    "A.I.4.ii.e": "Laporan Kinerja Tahun 2021 tanggal 20 Januari 2022",
}
RULES = ROOT / "tests" / "rules"


class Planted(NamedTuple):
    """A fault for a rule, `[[planted]]` of its case file; what is empty stays as it was.

    `row` gets this answer, this evidence, or the code of another row; without one `line` stands between the rows.
    """

    rule: str
    row: str = ""
    answer: str | None = None
    evidence: str | None = None
    code: str = ""
    line: str = ""


def unplanted() -> Mapping[str, str]:
    """Rules whose fault no single row can hold, with the reason (`unplanted` of the case file)."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(RULES.glob("*.toml"))}
    return {rule: table["unplanted"] for rule, table in tables.items() if "unplanted" in table}


def read_planted() -> tuple[Planted, ...]:
    """All planted faults, in order of the rules."""
    return tuple(
        Planted(path.stem, **table)
        for path in sorted(RULES.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("planted", ())
    )


def evidence_of(indicator: Indicator) -> str:
    """Three dated reports on the matter of the question."""
    reports = [f"Laporan {indicator.label} Triwulan {q} Tahun 2022 tanggal {day}" for q, day in QUARTERS]
    return "; ".join([*([PROVED[indicator.code]] if indicator.code in PROVED else []), *reports])


def write(instrument: Instrument, answers: dict[str, str], faults: tuple[Planted, ...]) -> str:
    """The page as text, with these faults in it."""
    planted = {fault.row: fault for fault in faults if fault.row}
    none = Planted("")
    lines = [HEAD + "A. KOMPONEN PENGUNGKIT A", *(fault.line for fault in faults if fault.line)]
    for indicator in instrument.indicators.values():
        code = indicator.code
        fault = planted.get(code, none)
        if indicator.inputs and indicator.answer != "index":
            lines.append(f"{_mark(code)}. {_question(indicator)} {code}")
            lines += _counts(indicator, planted) if code == COUNTED else ["100%", evidence_of(indicator)]
            continue
        answer = answers.get(code, "") if fault.answer is None else fault.answer
        evidence = evidence_of(indicator) if fault.evidence is None else fault.evidence
        lines += [f"{_mark(code)}. {_question(indicator)} {fault.code or code}", answer, evidence]
    return "\n".join(lines) + "\n"


def _counts(indicator: Indicator, planted: Mapping[str, Planted]) -> Iterator[str]:
    """The numbers of a computed indicator, each a row of its own."""
    for number, (field, value) in enumerate(zip(indicator.inputs, ("5", "1", "4"), strict=True), 1):
        code = f"{indicator.code}.{number}"
        given = planted[code].answer if code in planted else value
        yield f"  {number}. {field.label} {code}   {given}"


def _mark(code: str) -> str:
    return code.rpartition(".")[2]


def _question(indicator: Indicator) -> str:
    return f"Apakah {', '.join(indicator.keywords)}?"


def answers_of(instrument: Instrument) -> dict[str, str]:
    """The best letters that the clean evidence supports."""
    best = {
        code: "3,60" if it.answer == "index" else it.letters[0] if it.letters else ""
        for code, it in instrument.indicators.items()
    }
    for _ in range(3):  # a letter that no evidence contradicts may still lack something at the next step
        sheet = read_txt(write(instrument, best, ()).encode(), CLEAN.name)
        judge = open_dossier(sheet, instrument=instrument).judge
        assert judge is not None
        score = score_sheet(judge)
        best |= {s.code: s.letter for s in score.supports if s.letter}
    return best


def made() -> dict[Path, str]:
    """Both sheets."""
    instrument = load_instrument("zi-2021")
    answers = answers_of(instrument)
    return {CLEAN: write(instrument, answers, ()), FAULTY: write(instrument, answers, read_planted())}


def main() -> int:
    """Write the sheets, or with --check tell whether they are as they should be."""
    texts = made()
    if "--check" in sys.argv[1:]:
        return int(any(path.read_text(encoding="utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

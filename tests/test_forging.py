"""No name and no text from outside moves the cursor of a terminal or makes a line of its own, whatever the command."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from lke_docs import cli
from tests.read.bad_files import archive, docx, row, workbook, xlsx

ESC, CSI, BIDI = "\x1b[2J\x1b[1;1H", "\x9b2J", "\u202eadA\u202c"
FORGED = "PALSU Tidak ada temuan."
EVIL = f"x{ESC}\n{FORGED}\r{FORGED}{CSI}{BIDI}"
IN_XML = f"x_x001B_[2J_xD800_&#10;{FORGED}{CSI}{BIDI}"  # what XML can carry of it, or a workbook's escapes say
IN_TOML = json.dumps(EVIL)
AUDIT = {
    "schema": "lke-docs/audit/1", "as_of": "2021-08-31", "rules": ["NOM001"],
    "sheet": {"agency": EVIL, "unit": EVIL, "instrument": "zi-2019", "source": EVIL, "sha256": "0" * 64,
              "window": ["2021-01-01", "2021-08-31"], "rows": [{"code": "A.1.1.A", "evidence": EVIL}]},
    "findings": [{"fingerprint": EVIL, "rule": EVIL, "name": EVIL, "level": "perlu", "confidence": "tinggi",
                  "indicator": EVIL, "message": EVIL, "state": "open", "spans": []}],
}  # fmt: skip
LKE = (
    f"Kementerian {EVIL}\nSatuan/Unit Kerja : Kantor {EVIL}\na. Apakah unit kerja telah membentuk tim? A.1.1.A\nYA\n"
    f"SK Nomor 12/{EVIL}/2021; Notula {EVIL}\n"
)
NAME = EVIL.replace("/", "").replace("\x00", "")
SHEET = f"Kode|Pertanyaan|Jawaban|Bukti Dukung {BIDI}\nA.1.1.A|Apakah telah dibentuk tim?|YA|SK {ESC}{CSI}{BIDI} Tim\n"


IS_LONG = bool(os.environ.get("LKE_LONG"))


class Probe(NamedTuple):
    """Files to lay down and the command line; `{}` stands for the folder."""

    files: dict[str, bytes | str]
    args: tuple[str, ...]
    keyboard: str = ""


def _sheets() -> Iterator[tuple[str, str, bytes | str]]:
    cells = row(1, ("Kode", "Pertanyaan", "Jawaban", f"Bukti Dukung {IN_XML}")) + row(
        2, ("A.1.1.A", f"Apakah unit kerja telah membentuk tim? {IN_XML}", f"YA {IN_XML}", f"SK {IN_XML}")
    )
    letter = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("a. Apakah tim? A.1.1.A", "YA", IN_XML))
    table = f"<table><caption>{IN_XML}</caption><tr><th>Kode<th>Pertanyaan<th>Jawaban<th>Bukti Dukung {IN_XML}</tr>"
    yield "isi", "lke.txt", LKE
    yield "csv", "lke.csv", SHEET
    yield "html", "lke.html", f"{table}<tr><td>A.1.1.A<td>Apakah tim?<td>YA<td>{IN_XML}</tr></table>"
    yield "nama_lembar", "lke.xlsx", xlsx(cells, xl__workbook_xml=workbook(IN_XML))
    yield "paragraf", "lke.docx", docx(letter)
    yield "nama_berkas", NAME, LKE
    yield "bukan_lke", NAME, "halo"
    yield "entri_zip", "lke.docx", archive({EVIL: b"x", "word/document.xml": "<a/>", f"word/{EVIL}.xml": "<b"})


def _on_sheets() -> Iterator[tuple[str, Probe]]:
    for place, name, content in _sheets():
        is_cheap = IS_LONG or name.endswith("txt") or not isinstance(content, bytes)  # no process of its own
        for command in ("audit", "score", "extract", "export --format json", "compare") if is_cheap else ("audit",):
            words = command.split()
            names = (f"{{}}/{name}",) * (2 if command == "compare" else 1)
            yield f"{words[0]}-{place}", Probe({name: content}, (words[0], *names, *words[1:]))
        if not is_cheap:
            continue
        yield f"draft-{place}", Probe({name: content}, ("draft", f"{{}}/{name}", "--output", f"{{}}/draf {NAME}"))
        yield f"finalize-{place}", Probe({name: content}, ("finalize", "--check", f"{{}}/{name}"))
        yield f"init-{place}", Probe({name: content}, ("init", f"{{}}/{name}"))


def _on_settings() -> Iterator[tuple[str, Probe]]:
    audit = ("audit", "{}/lke.txt", "--config", "{}/lke.toml")
    settings = {
        "kunci": f"{IN_TOML} = 1", "nilai": f"rubrik = {IN_TOML}", "instrumen": f"instrumen = {IN_TOML}",
        "masa": f"masa_penilaian = {IN_TOML}", "pilih": f"pilih = [{IN_TOML}]", "batas": f"[batas]\n{IN_TOML} = 1",
        "tingkat": f"[tingkat]\n{IN_TOML} = {IN_TOML}", "kop": f"[kop]\nunit = {IN_TOML}\nlembaga = [{IN_TOML}]",
        "berkala": f"[berkala]\n{IN_TOML} = 1", "pejabat": f"[[pejabat]]\n{IN_TOML} = 1", "rusak": f"a = {EVIL}",
    }  # fmt: skip
    for name, text in settings.items():
        yield f"lke_toml-{name}", Probe({"lke.txt": LKE, "lke.toml": text}, audit)
    note = f"[[catatan]]\nsidik = {IN_TOML}\nalasan = {json.dumps('sudah dibahas rapat ' + EVIL)}\nnama = {IN_TOML}\n"
    for until in ("2020-01-01", "2099-01-01"):
        files: dict[str, bytes | str] = {
            "lke.txt": LKE,
            "lke.toml": "",
            "lke-catatan.toml": f"{note}sampai = {until}\n",
        }
        yield f"catatan-{until[:4]}", Probe(files, audit)
    own = {"lke.txt": LKE, "u.toml": f"{IN_TOML} = 1", "i.toml": f"id = {IN_TOML}"}
    yield "unit_toml", Probe({**own}, ("draft", "{}/lke.txt", "--unit", "{}/u.toml", "--output", "{}/o"))
    yield "instrumen", Probe({**own}, ("audit", "{}/lke.txt", "--instrument", "{}/i.toml"))
    facts = ("draft", "notula", "--output", "{}/DRAF_n.docx", "--facts", "{}/f.toml")
    for name, text in {
        "kunci": f"{IN_TOML} = 1",
        "nilai": f"judul = {IN_TOML}",
        "keadaan": f"keadaan = {IN_TOML}",
    }.items():
        yield f"fakta-{name}", Probe({"f.toml": text}, facts)
    gaps = f"[[kesenjangan]]\nindikator = {IN_TOML}\n"
    for name, text in {
        "indikator": gaps,
        "periode": f"{gaps}periode = {IN_TOML}",
        "isian": f"{gaps}isian = {IN_TOML}",
    }.items():
        yield f"keadaan-{name}", Probe({"lke.txt": LKE, "k.toml": text}, ("draft", "{}/lke.txt", "--facts", "{}/k.toml",
                                                                         "--output", "{}/o"))  # fmt: skip


def _on_templates() -> Iterator[tuple[str, Probe]]:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {word}><w:body><w:p><w:r><w:t>{{{{ {IN_XML} }}}}</w:t></w:r></w:p></w:body></w:document>"
    letter = archive({"[Content_Types].xml": types, "word/document.xml": body, f"word/{EVIL}.xml": body})
    schema = f'nama = "n"\njudul = {IN_TOML}\nkegunaan = {IN_TOML}\n[[isian]]\nnama = "judul"\n'
    schema += f"label = {IN_TOML}\npetunjuk = {IN_TOML}\n"
    files: dict[str, bytes | str] = {"t/n.docx": letter, "t/n.toml": schema, f"t/{NAME}.docx": letter}
    for args in ("template check {}/t/n.docx", "template list --templates {}/t", "template fields n --templates {}/t",
                 "template fields n --facts --templates {}/t", "template sample n --templates {}/t",
                 "draft --list n --templates {}/t", "draft n --templates {}/t", "finalize {}/t/n.docx"):  # fmt: skip
        yield args.replace(" ", "_"), Probe(files, tuple(args.split()))
    yield "template_check_nama", Probe(files, ("template", "check", f"{{}}/t/{NAME}.docx"))
    yield "isian_salah", Probe({**files, "t/n.toml": f"{schema}{IN_TOML} = 1"}, ("template", "check", "{}/t/n.docx"))


def _on_others() -> Iterator[tuple[str, Probe]]:
    audit: dict[str, bytes | str] = {"a.json": json.dumps(AUDIT), "b.json": json.dumps(AUDIT | {"findings": []})}
    for form in ("text", "json"):
        yield f"compare-{form}", Probe(audit, ("compare", "{}/a.json", "{}/b.json", "--format", form))
    for args in (
        ("rule", EVIL), ("audit", NAME), ("template", "copy", EVIL), ("template", "fields", EVIL), (EVIL,),
        ("draft", EVIL, "--output", "{}"), ("audit", "{}/l", "--output", f"{{}}/{NAME}/a"),
        ("audit", "{}/l", f"--{EVIL}"),
        *(
            ("audit", "{}/l", f"--{name}", EVIL)
            for name in ("select", "window", "instrument", "limit", "as-of", "config")
        ),
        ("note", EVIL, "--reason", EVIL * 3, "--author", EVIL, "--until", "2099-01-01", "--directory", "{}"),
    ):  # fmt: skip
        yield "argumen-" + "-".join(arg[:10] for arg in args)[:40], Probe({"l": LKE}, args)
    line = json.dumps({"id": EVIL, "text": LKE}) + "\n" + json.dumps({EVIL: 1}) + f"\n{EVIL}\n"
    for form in ("text", "json", "jsonl"):
        yield (
            f"extract-{form}",
            Probe({"x.jsonl": line}, ("extract", "{}/x.jsonl", "--from", "jsonl", "--format", form)),
        )


PROBES = {
    re.sub(r"[^\w.-]", "_", name): probe
    for made in (_on_sheets, _on_settings, _on_templates, _on_others)
    for name, probe in made()
}
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_there_are_probes_of_every_kind() -> None:
    assert len(PROBES) > 80


@pytest.mark.parametrize("probe", PROBES.values(), ids=PROBES)
def test_nothing_forged_reaches_the_terminal(
    probe: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, content in probe.files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(tmp_path)

    code = cli.run([arg.replace("{}", str(tmp_path)) for arg in probe.args])

    done = capfd.readouterr()
    said = done.out + done.err
    assert code in (0, 1, 2, 3)
    assert "Cacat program" not in said, said
    assert not _NEVER.findall(said), said
    assert not [line for line in said.splitlines() if line.lstrip(" ·>-\u200b").startswith("PALSU")], said


def test_cleaning_and_escaping() -> None:
    from lke_docs.text import clean, clean_all, clean_name, dump_json, visible

    assert clean(f"a\tb\nc{ESC}\ud800\u202ed\x0c") == "a\tb\nc\ufffd[2J\ufffd[1;1H\ufffd\u200bd "
    assert clean_name(" a\n b ") == "a b"
    assert clean_all({"a\x1b": ["b\x9b", 1]}) == {"a\ufffd": ["b\ufffd", 1]}
    assert visible("a\nb\x1bc\td\u202e") == "a b·c\td·"
    for value in (EVIL, "\ud800", {"a": [EVIL, 1.5, None]}):
        text = dump_json(value, indent=2)
        assert json.loads(text) == value
        assert not _NEVER.findall(text)
        text.encode()

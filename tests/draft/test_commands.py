"""The commands, as a user types them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from click import Option
from click.testing import CliRunner, Result

from lke_docs.cli.draft import draft
from lke_docs.cli.finalize import finalize
from lke_docs.cli.init import init
from lke_docs.cli.template import template
from lke_docs.draft.library import find_template, template_names
from lke_docs.errors import ConfigError
from lke_docs.workspace import load_config
from tests.draft.conftest import filled_values

FACTS = {
    "notula": 'judul = "Rapat Evaluasi SOP"\ntanggal_kegiatan = {past}\ncatatan_sumber = "buku agenda, halaman 12"\n',
    "surat_keputusan": 'tentang = "Tim Kerja"\ntanggal_dokumen = {today}\n[[anggota]]\nnama = "Nama Contoh"\n',
    "laporan_kegiatan": 'judul = "Sosialisasi"\ntanggal_kegiatan = {past}\ncatatan_sumber = "foto kegiatan"\n',
}

SHEET = (
    "1. Manajemen\na. Apakah penghargaan diberikan? A.3.4.D\nYA\n"
    "Surat Edaran Kepala Kantor Nomor SE-10/K.1.02/Um.1/03/2021 tentang Penghargaan Pegawai;\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)

    def invoke(command: object, *arguments: str, **options: object) -> Result:
        return CliRunner().invoke(command, list(arguments), catch_exceptions=False, **options)  # type: ignore[arg-type]

    return invoke


@pytest.mark.parametrize("command", [draft, finalize, *template.commands.values()])
def test_every_command_and_option_has_help(command: object) -> None:
    assert command.help  # type: ignore[attr-defined]
    options = [item for item in command.params if isinstance(item, Option)]  # type: ignore[attr-defined]
    assert all(option.help for option in options)


def _complete(name: str, folder: Path) -> Path:
    """A facts file with every field filled from the examples, dates apart."""

    today = date.today()
    values = filled_values(find_template(name).schema)
    lines, tables = ['catatan_sumber = "buku agenda"'], []
    for field, value in values.items():
        if field == "catatan_sumber":
            continue
        if field in ("tanggal_kegiatan", "tanggal_dokumen"):
            lines.append(f"{field} = {today}")
        elif field == "nomor":
            lines.append(f'nomor = "{value.content.replace("06/2021", f"{today:%m/%Y}")}"')
        elif isinstance(value.content, list) and isinstance(value.content[0], dict):
            for row in value.content:
                tables += [f"[[{field}]]", *(f"{key} = {json.dumps(cell)}" for key, cell in row.items())]
        else:
            lines.append(f"{field} = {json.dumps(value.content)}")
    path = folder / "fakta.toml"
    path.write_text("\n".join([*lines, *tables]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["notula", "surat_keputusan", "laporan_kegiatan"])
def test_from_facts_to_a_finished_document(name: str, run: Callable[..., Result], tmp_path: Path) -> None:
    facts = _complete(name, tmp_path)

    made = run(draft, name, "--facts", str(facts))
    assert (made.exit_code, made.stdout) == (0, f"DRAF_{name}.docx  (0 isian terbuka)\n"), made.output
    record = json.loads(Path(f"DRAF_{name}.sumber.json").read_text(encoding="utf-8"))
    assert record["open"] == []
    assert {field["source"] for field in record["fields"]} == {"pengguna:fakta.toml"}
    assert record["template"]["sha256"] == find_template(name).sha256

    assert run(finalize, "--check", f"DRAF_{name}.docx").exit_code == 1
    done = run(finalize, f"DRAF_{name}.docx", "--confirm-day-off")
    assert done.exit_code == 0, done.output
    check = run(finalize, "--check", f"{name}.docx")
    assert (check.exit_code, check.stdout) == (0, f"{name}.docx: selesai\n")


@pytest.mark.parametrize("name", list(FACTS))
def test_one_open_field_keeps_the_draft_a_draft(name: str, run: Callable[..., Result]) -> None:
    today = date.today()
    text = FACTS[name].format(today=today, past=today)
    Path("fakta.toml").write_text(text, encoding="utf-8")
    assert run(draft, name, "--facts", "fakta.toml").exit_code == 0

    refused = run(finalize, f"DRAF_{name}.docx")

    assert refused.exit_code == 1
    assert "tempat masih terbuka" in refused.stderr
    assert not Path(f"{name}.docx").exists()


def test_finalize_refuses_with_exactly_one_field_open(run: Callable[..., Result], tmp_path: Path) -> None:
    facts = _complete("notula", tmp_path)
    lines = [line for line in facts.read_text(encoding="utf-8").splitlines() if not line.startswith("tempat =")]
    facts.write_text("\n".join(lines), encoding="utf-8")
    assert "(1 isian terbuka)" in run(draft, "notula", "--facts", str(facts)).stdout

    refused = run(finalize, "DRAF_notula.docx")

    assert refused.exit_code == 1
    assert "[ISI: tempat rapat]" in refused.stderr


def test_dated_back_is_refused_and_nothing_is_written(run: Callable[..., Result], tmp_path: Path) -> None:
    Path("fakta.toml").write_text("tanggal_dokumen = 2021-06-07\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="tanggal mundur"):
        run(draft, "surat_keputusan", "--facts", "fakta.toml")
    assert [path.name for path in tmp_path.iterdir()] == ["fakta.toml"]


def test_existing_draft_is_kept_unless_forced(run: Callable[..., Result]) -> None:
    assert run(draft, "notula").exit_code == 0

    with pytest.raises(ConfigError, match="--force"):
        run(draft, "notula")
    assert run(draft, "notula", "--force").exit_code == 0


def test_name_of_a_draft_always_says_so(run: Callable[..., Result]) -> None:
    assert run(draft, "notula", "--output", "rapat.docx").exit_code == 0

    assert Path("DRAF_rapat.docx").is_file()
    assert not Path("rapat.docx").exists()


def test_interactive_asks_and_leaves_open_what_is_not_answered(run: Callable[..., Result]) -> None:
    answers = "\n".join(["", "Kantor Contoh", "", "Rapat Contoh", "kemarin", "", *[""] * 40])

    made = run(draft, "notula", "--interactive", input=answers)

    assert made.exit_code == 0
    assert "bukan tanggal" in made.output
    text = "\n".join(
        cell.text for table in docx.Document("DRAF_notula.docx").tables for row in table.rows for cell in row.cells
    )
    assert "Rapat Contoh" in text
    assert "[ISI: hari dan tanggal rapat]" in text


def test_list_shows_what_each_needs(run: Callable[..., Result]) -> None:
    shown = run(draft, "--list").stdout

    assert all(f"{name}\n" in shown for name in template_names())
    assert "dari orang: " in shown


def test_template_commands(run: Callable[..., Result]) -> None:
    assert "notula" in run(template, "list").stdout
    assert "{{ judul }}\tjudul rapat" in run(template, "fields", "notula").stdout
    assert run(template, "copy", "notula").exit_code == 0
    assert run(template, "check", "templat/notula.docx").stdout == "templat/notula.docx: tidak ada kesalahan.\n"
    assert "templat/notula.docx" in run(template, "list").stdout.replace("\\", "/")
    assert run(template, "sample", "notula").exit_code == 0
    assert run(finalize, "--check", "contoh_notula.docx").exit_code == 1


def test_own_template_wins_and_is_rendered(run: Callable[..., Result]) -> None:
    run(template, "copy", "notula")
    document = docx.Document("templat/notula.docx")
    document.add_paragraph("Kalimat milik kantor: {{ judul }}")
    document.save("templat/notula.docx")

    assert run(draft, "notula").exit_code == 0
    Path("kosong").mkdir()
    assert run(draft, "notula", "--templates", "kosong", "--output", "b.docx").exit_code == 0

    for path in ("DRAF_notula.docx", "DRAF_b.docx"):
        texts = [paragraph.text for paragraph in docx.Document(path).paragraphs]
        assert "Kalimat milik kantor: [ISI: judul rapat]" in texts


def test_faults_are_annotated_as_comments(run: Callable[..., Result]) -> None:
    run(template, "copy", "notula")
    document = docx.Document("templat/notula.docx")
    document.add_paragraph("{{ pimpinan_nma }}")
    document.sections[0].header.paragraphs[0].add_run("{{ kop_unti }}")
    document.save("templat/notula.docx")

    found = run(template, "check", "templat/notula.docx", "--annotate", "catatan.docx")

    assert found.exit_code == 1
    assert found.stdout.count("templat/notula.docx: ") == 2
    comments = [comment.text for comment in docx.Document("catatan.docx").comments]
    assert len(comments) == 2
    assert any("pimpinan_nama" in text for text in comments)
    assert any("kepala halaman" in text for text in comments)


def test_facts_file_of_a_template_is_a_start(run: Callable[..., Result]) -> None:
    text = run(template, "fields", "notula", "--facts").stdout
    Path("fakta.toml").write_text(text, encoding="utf-8")

    assert run(draft, "notula", "--facts", "fakta.toml").exit_code == 0

    filled = text.replace('# judul = ""', 'judul = "Rapat"').replace("# keadaan", "keadaan")
    Path("fakta.toml").write_text(filled, encoding="utf-8")
    assert run(draft, "notula", "--facts", "fakta.toml", "--force").exit_code == 0


PROFILE = '[kop]\nunit = "Kantor Contoh"\n[tampilan]\nkertas = "F4"\n[[pejabat]]\nnama = "Nama Kepala"\n'


@pytest.mark.parametrize("name", ["lke.toml", "unit.toml"])
def test_unit_profile_is_used(name: str, run: Callable[..., Result], text_of: Callable[[bytes], str]) -> None:
    Path(name).write_text(PROFILE, encoding="utf-8")

    made = run(draft, "surat_keputusan")

    assert made.exit_code == 0
    assert ("Pindahkan isinya ke lke.toml" in made.stderr) is (name == "unit.toml")
    text = text_of(Path("DRAF_surat_keputusan.docx").read_bytes())
    assert "KANTOR CONTOH" in text
    assert "Nama Kepala" in text
    assert round(docx.Document("DRAF_surat_keputusan.docx").sections[0].page_height.mm) == 330


def test_an_old_profile_beside_a_new_one_is_said_not_to_count(
    run: Callable[..., Result], text_of: Callable[[bytes], str]
) -> None:
    Path("lke.toml").write_text(PROFILE, encoding="utf-8")
    Path("unit.toml").write_text('[kop]\nunit = "Kantor Lama"\n', encoding="utf-8")

    made = run(draft, "surat_keputusan")

    assert "tidak dibaca lagi" in made.stderr
    assert "KANTOR LAMA" not in text_of(Path("DRAF_surat_keputusan.docx").read_bytes())


def test_init_starts_the_settings_and_never_changes_any(run: Callable[..., Result], tmp_path: Path) -> None:
    Path("lke.txt").write_text(SHEET, encoding="utf-8")

    assert run(init, "lke.txt", standalone_mode=False).return_value == 0
    assert load_config(None, tmp_path).unit_code == "K.1.02"
    Path("lke.toml").write_text('abaikan = ["NOM009"]\n', encoding="utf-8")
    Path("bukti").mkdir()
    for folder in (tmp_path, tmp_path / "bukti"):
        os.chdir(folder)
        refused = run(init, str(tmp_path / "lke.txt"), standalone_mode=False)
        assert refused.return_value == 2
        assert "tidak diubah" in refused.stderr
        assert not Path("bukti/lke.toml").exists()
    os.chdir(tmp_path)
    assert Path("lke.toml").read_text(encoding="utf-8") == 'abaikan = ["NOM009"]\n'
    with Path("lke.toml").open("a", encoding="utf-8") as stream:
        stream.write(refused.stdout)
    config = load_config(None, tmp_path)
    assert (config.ignore, config.unit_code) == (("NOM009",), "K.1.02")
    assert run(init, "lke.txt", "--force", standalone_mode=False).return_value == 0
    assert load_config(None, tmp_path).ignore == ()


@pytest.mark.parametrize("code", ["JBW003", "Z.9"])
def test_a_code_that_nothing_has_is_no_gap_free_sheet(run: Callable[..., Result], tmp_path: Path, code: str) -> None:
    (tmp_path / "lke.txt").write_text(SHEET, encoding="utf-8")

    with pytest.raises(ConfigError, match=f"“{code}”"):
        run(draft, "lke.txt", "--output", "draf", "--select", "perlu", "--select", code)


def test_no_target_is_wrong_usage(run: Callable[..., Result]) -> None:
    assert run(draft).exit_code == 2


def test_an_undated_letter_is_drafted_and_named_where_no_template_closes_it(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "lke.txt").write_text(SHEET, encoding="utf-8")
    run(draft, "lke.txt", "--output", "draf", "--select", "TGL001")
    states = Path("draf/KEADAAN.toml")
    states.write_text(states.read_text(encoding="utf-8").replace("belum_dijawab", "belum_dibuat"), encoding="utf-8")
    drafted = run(draft, "lke.txt", "--output", "draf", "--select", "TGL001")
    shipped = find_template("surat_edaran")
    fields = shipped.path.with_suffix(".toml").read_text(encoding="utf-8")
    Path("templat").mkdir()
    Path("templat/surat_edaran.docx").write_bytes(shipped.data)
    fields = re.sub(r"(?ms)^closes = .*?^\]", "closes = []", fields)
    Path("templat/surat_edaran.toml").write_text(fields, encoding="utf-8")
    named = run(draft, "lke.txt", "--output", "draf", "--select", "TGL001", "--templates", "templat")

    assert "DRAF_surat_edaran.docx" in drafted.stdout
    assert "A.3.4.D TGL001: tidak ada bentuk draf untuk ini." in named.stderr

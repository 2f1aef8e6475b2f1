"""What closes a gap is chosen by what the finding says as data: kind, missing types, state."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

import lke_docs.draft
from lke_docs import check
from lke_docs.draft.batch import Output, Refusal, drafts_of
from lke_docs.draft.closing import closers, read_closing, shipped_closers, titled
from lke_docs.draft.facts import Facts, GapFacts
from lke_docs.draft.honesty import GapState
from lke_docs.draft.library import find_template, load_schemas
from lke_docs.draft.plan import plan, without_draft
from lke_docs.errors import ConfigError
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Finding
from lke_docs.patterns import vocabulary
from lke_docs.read import read_sheet
from lke_docs.records import parse_record, setting_error

from . import audits

MADE = date(2021, 9, 1)
ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
HELD_FACTS = {"tanggal_kegiatan": date(2021, 6, 7), "catatan_sumber": "buku agenda halaman 12"}
MEETING = ("undangan", "daftar_hadir", "notula")
NOTE = ("surat_keterangan",)
NOTULA, REPORT, NO_TYPE = ("notula",), ("laporan",), ()
CHOICES = [
    (GapKind.MONTH, NOTULA, GapState.PLANNED, MEETING),
    (GapKind.MONTH, NOTULA, GapState.HELD, ("notula",)),
    (GapKind.MONTH, NOTULA, GapState.NOT_HELD, NOTE),
    (GapKind.MONTH, NO_TYPE, GapState.PLANNED, MEETING),
    (GapKind.MONTH, REPORT, GapState.HELD, ("laporan_monev_bulanan",)),
    (GapKind.QUARTER, REPORT, GapState.NOT_HELD, NOTE),
    (GapKind.QUARTER, REPORT, GapState.PLANNED, ("laporan_monev_triwulan",)),
    (GapKind.QUARTER, NOTULA, GapState.PLANNED, MEETING),
    (GapKind.FOLLOW_UP, NOTULA, GapState.HELD, ("laporan_tindak_lanjut",)),
    (GapKind.FOLLOW_UP, NOTULA, GapState.PLANNED, ("laporan_tindak_lanjut",)),
    (GapKind.MONTH, NOTULA, GapState.EXISTS, ("nota_dinas",)),
    (GapKind.DATE, ("sk",), GapState.UNASKED, ("nota_dinas",)),
    (GapKind.DATE, ("sk",), GapState.EXISTS, ("nota_dinas",)),
    (GapKind.DATE, ("sk",), GapState.NOT_MADE, ("surat_keputusan",)),
    (GapKind.NUMBER, ("surat_perintah",), GapState.UNASKED, ("nota_dinas",)),
    (GapKind.NUMBER, ("surat_edaran",), GapState.NOT_MADE, ("surat_edaran",)),
    (GapKind.NUMBER, ("nota_dinas",), GapState.NOT_MADE, ("nota_dinas",)),
    (GapKind.ACTIVITY_DATE, NOTULA, GapState.UNASKED, ("nota_dinas",)),
    (GapKind.ACTIVITY_DATE, NOTULA, GapState.NOT_MADE, NOTE),
    (GapKind.DOCUMENT, ("rencana_kerja",), GapState.NOT_MADE, ("rencana_kerja",)),
    (GapKind.DOCUMENT, NO_TYPE, GapState.NOT_MADE, ("nota_dinas",)),
    (GapKind.DOCUMENT, NO_TYPE, GapState.NOT_HELD, NOTE),
    (GapKind.BUNDLE, ("undangan",), GapState.NOT_MADE, NOTE),
    (GapKind.FOLLOW_UP, REPORT, GapState.PLANNED, ("laporan_tindak_lanjut",)),
    (GapKind.BUNDLE, ("undangan",), GapState.HELD, ("nota_dinas",)),
    (GapKind.BUNDLE, ("notula", "laporan"), GapState.UNASKED, ("nota_dinas",)),
    (GapKind.DOCUMENT, REPORT, GapState.HELD, ("nota_dinas",)),
    (GapKind.DATE, ("surat_tugas",), GapState.PLANNED, ("surat_perintah",)),
    (GapKind.DATE, ("sertifikat",), GapState.PLANNED, ()),
    (GapKind.FOLLOW_UP, ("matriks",), GapState.PLANNED, ("laporan_tindak_lanjut", "matriks_tindak_lanjut")),
    (GapKind.DOCUMENT, ("sop",), GapState.NOT_MADE, ("sop",)),
    (GapKind.DOCUMENT, ("pakta_integritas",), GapState.NOT_MADE, ("pakta_integritas",)),
    (GapKind.COUNTS, NO_TYPE, GapState.NOT_HELD, ("nota_dinas",)),
]


@pytest.mark.parametrize(("kind", "missing", "state", "expected"), CHOICES)
def test_kind_missing_types_and_state_decide_the_documents(
    kind: GapKind, missing: tuple[str, ...], state: GapState, expected: tuple[str, ...]
) -> None:
    assert closers(Gap(kind, missing), state, load_schemas()) == expected


SERIES = [
    (GapKind.QUARTER, REPORT, "Laporan Tindak Lanjut Evaluasi Pengaduan Triwulan I 2021", ("laporan_tindak_lanjut",)),
    (GapKind.MONTH, REPORT, "Laporan Tindak Lanjut Evaluasi Bulan Mei 2021", ("laporan_tindak_lanjut",)),
    (GapKind.QUARTER, REPORT, "Laporan Monev dan Tindak Lanjut Triwulan I 2021", ("laporan_monev_triwulan",)),
    (GapKind.QUARTER, NOTULA, "Notula rapat, dibahas laporan tindak lanjut", MEETING),
    (GapKind.QUARTER, REPORT, "Laporan SKM Triwulan I 2021", ("laporan_survei",)),
    (GapKind.MONTH, REPORT, "Laporan Hasil Survei Kepuasan Bulan Mei 2021", ("laporan_survei",)),
    (GapKind.MONTH, REPORT, "Laporan Monev SKM Bulan Mei 2021", ("laporan_monev_bulanan",)),
]


@pytest.mark.parametrize(("kind", "missing", "quote", "templates"), SERIES)
def test_a_series_gets_the_report_of_its_kind(
    kind: GapKind, missing: tuple[str, ...], quote: str, templates: tuple[str, ...]
) -> None:
    row = audits.entry("A.5.5.E", quote)
    gap = titled(Gap(kind, missing), audits.finding("SER005", "A.5.5.E", (row, quote)))

    assert closers(gap, GapState.PLANNED, load_schemas()) == templates


def test_every_kind_of_gap_has_a_template() -> None:
    assert {closing.kind for schema in load_schemas() for closing in schema.closes or ()} == set(GapKind)


ABSENT = [
    ("SOP pelayanan tamu belum ada", ("sop",), "Pelayanan tamu"),
    ("SOP penerbitan surat keterangan sedang disusun", ("sop",), "Penerbitan surat keterangan"),
    ("Pakta integritas menyusul", ("pakta_integritas",), ""),
    ("MoU dengan pemerintah daerah akan dibuat", ("nota_kesepahaman",), ""),
    ("Perjanjian kerja sama dengan puskesmas belum ditandatangani", (), ""),  # a draft: it is there
    ("Maklumat pelayanan belum dibuat", ("maklumat_pelayanan",), ""),
    ("Laporan SKM (belum ada)", ("laporan_survei",), "SKM"),
    ("SOP pelayanan tamu tidak ditemukan pada saat evaluasi", ("sop",), "Pelayanan tamu"),
    ("Kami tidak memiliki SOP pelayanan tamu", ("sop",), "Pelayanan tamu"),
    ("Belum ada surat edaran tentang larangan gratifikasi", ("surat_edaran",), "Larangan gratifikasi"),
    ("Matriks tindak lanjut: belum dibuat", ("matriks_tindak_lanjut",), "Tindak lanjut"),
    ("Surat keterangan bebas hukuman disiplin menyusul", ("surat_keterangan_umum",), "Bebas hukuman disiplin"),
    ("Banner antigratifikasi belum ada", (), ""),
    ("Matriks rencana kerja per 30 Juni 2021: dari 52 kegiatan, 12 kegiatan belum", (), ""),
    ("SOP pelayanan tamu tanggal 4 Maret 2021", (), ""),
]


@pytest.mark.parametrize(("text", "templates", "about"), ABSENT)
def test_a_paper_that_a_row_says_is_absent_leads_to_its_form(
    tmp_path: Path, text: str, templates: tuple[str, ...], about: str
) -> None:
    row = (
        f"Apakah telah dibentuk tim kerja? A.1.1.A\nYA\nSK Tim Nomor KEP-1/K.1/02/2021 tanggal 1 Februari 2021; {text}"
    )
    (tmp_path / "lke.txt").write_text(f"Unit Kerja: KANTOR UJI\nLKE Tahun 2021\n\n{row}\n", encoding="utf-8")
    audit = check.audit(read_sheet(tmp_path / "lke.txt"))

    found = [one for one in plan(audit, made=MADE) if one.rule.startswith("LKE")]

    assert [one.templates for one in found] == [templates] * bool(templates)
    assert [str(one.values["tentang"].content) for one in found if "tentang" in one.values] == [about] * bool(about)
    assert all(text in one.problem and one.state is GapState.NOT_MADE for one in found)
    said = [GapFacts("A.1.1.A", Facts(state=GapState.NOT_HELD), rule=one.rule) for one in found]
    assert {one.templates for one in plan(audit, made=MADE, gaps=said) if one.rule.startswith("LKE")} <= {NOTE}


REQUIRED = [
    ("SOP yang memuat nilai atau budaya kerja; inovasi yang disebut namanya", ("sop",)),
    ("standar dan maklumat yang dipasang di tempat umum", ("maklumat_pelayanan",)),
    ("hasil SKM yang dipakai dalam reviu", ("laporan_survei",)),
    ("penetapan unit pengendalian gratifikasi", ("surat_keputusan",)),
    ("surat tugas pengelola SP4N-LAPOR di unit", ("surat_perintah",)),
    ("SK instansi (sudah disebut “pengaduan”; SOP belum) dan SOP aduan", ("sop",)),
    ("inovasi yang disebut namanya dan berjalan", ()),
]


@pytest.mark.parametrize(("subject", "templates"), REQUIRED)
def test_what_a_letter_requires_is_asked_for_where_it_is_a_paper(subject: str, templates: tuple[str, ...]) -> None:
    row = audits.entry("A.1.1.A", "Foto kegiatan")
    required = audits.finding("JWB003", "A.1.1.A", (row, "Foto kegiatan"))
    audit = audits.audit([row], [required._replace(gap=Gap(GapKind.REQUIREMENT, subject=subject))])

    found = plan(audit, made=MADE)

    assert [one.templates for one in found] == [("nota_dinas",)] * bool(templates)
    made = plan(audit, made=MADE, gaps=[GapFacts("A.1.1.A", Facts(state=GapState.NOT_MADE))])
    assert [one.templates for one in made] == [templates] * bool(templates)
    assert all("inovasi" not in one.subject and one.subject.count("(") == one.subject.count(")") for one in found)
    assert [finding.indicator for finding in without_draft(audit, found)] == ["A.1.1.A"] * (not templates)


def test_types_that_a_template_closes_are_types_of_the_vocabulary() -> None:
    named = {
        slug for schema in load_schemas() for closing in schema.closes or () for slug in closing.among | closing.but
    }

    assert named <= set(vocabulary().types)


def test_own_template_says_what_it_closes(tmp_path: Path) -> None:
    template = find_template("nota_dinas")
    (tmp_path / "surat_pengantar.docx").write_bytes(template.data)
    text = template.path.with_suffix(".toml").read_text(encoding="utf-8")
    text = re.sub(
        r"closes = \[.*?^\]",
        'closes = [{ kesenjangan = "dokumen", dokumen = ["sertifikat"] }]',
        text,
        flags=re.S | re.M,
    )
    text = text.replace('nama = "nota_dinas"', 'nama = "surat_pengantar"', 1)
    (tmp_path / "surat_pengantar.toml").write_text(text, encoding="utf-8")

    schemas = load_schemas([tmp_path])

    assert closers(Gap(GapKind.DOCUMENT, ("sertifikat",)), GapState.PLANNED, schemas) == ("surat_pengantar",)


def test_own_template_that_does_not_say_closes_what_the_shipped_one_does(tmp_path: Path) -> None:
    template = find_template("undangan")
    (tmp_path / "undangan.docx").write_bytes(template.data)
    text = template.path.with_suffix(".toml").read_text(encoding="utf-8")
    (tmp_path / "undangan.toml").write_text(re.sub(r"closes = \[.*?^\]", "", text, flags=re.S | re.M), encoding="utf-8")

    assert closers(Gap(GapKind.MONTH, NOTULA), GapState.PLANNED, load_schemas([tmp_path])) == MEETING


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ('kesenjangan = "bulam"', "mungkin maksudnya “bulan”"),
        ('kesenjangan = "bulan", dokumn = []', "mungkin maksudnya “dokumen”"),
        ('kesenjangan = "bulan", dokumen = ["notulla"]', "mungkin maksudnya “notula”"),
        ('kesenjangan = "bulan", keadaan = ["sudah"]', "sudah_dilaksanakan"),
    ],
)
def test_wrong_closing_is_refused_with_what_was_meant(record: str, reason: str) -> None:
    toml = parse_record(f'nama = "uji"\ncloses = [{{ {record} }}]', "uji.toml", fault=setting_error)

    with pytest.raises(ConfigError, match=f"uji.toml, baris 2: closes 1: .*{reason}"):
        [read_closing(one, is_beforehand=False) for one in toml.each("closes")]


def test_invitation_and_attendance_are_never_made_for_a_meeting_that_is_over() -> None:
    for kind in GapKind:
        for slug in vocabulary().types:
            assert not {"undangan", "daftar_hadir"} & set(closers(Gap(kind, (slug,)), GapState.HELD, load_schemas()))


# --- words decide nothing -----------------------------------------------------------------------------


def _reworded(found: Finding) -> Finding:
    """The same finding in other words: each text with its words the other way round."""
    turned = {name: " ".join(reversed(getattr(found, name).split())) for name in ("message", "remedy", "name")}
    assert turned["message"] != found.message
    return found._replace(**turned)


def _parts(output: Output, back: Mapping[str, str]) -> dict[str, bytes]:
    """The parts of a file, in which a message that is quoted whole stands again in its first words."""
    parts = {"": output.data}
    if zipfile.is_zipfile(io.BytesIO(output.data)):
        with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    for name, data in parts.items():
        for turned, first in back.items():
            for write in (str, escape, lambda text: json.dumps(text, ensure_ascii=False)[1:-1]):
                data = data.replace(write(turned).encode(), write(first).encode())
        parts[name] = re.sub(rb'"(?:document_sha256|seal)": "[0-9a-f]+"', b"", data)  # of the quotation, too
    return parts


@pytest.mark.parametrize("state", [*GapState, None], ids=str)
@pytest.mark.parametrize("source", ["sample", "kejari_bantaeng_2021.txt", "buatan/dinas_contoh_2021.xlsx"])
def test_reworded_messages_give_the_same_drafts(source: str, state: GapState | None) -> None:
    first = audits.sample_audit() if source == "sample" else check.audit(read_sheet(SAMPLES / source))
    turned = first._replace(findings=tuple(_reworded(found) for found in first.findings))
    back = {new.message: old.message for new, old in zip(turned.findings, first.findings, strict=True)}
    facts = Facts(HELD_FACTS if state is GapState.HELD else {}, state)
    gaps = [GapFacts(entry.code, facts) for entry in first.entries] if state else []

    unserved = [without_draft(audit, plan(audit, made=MADE)) for audit in (turned, first)]
    assert [one.fingerprint for one in unserved[0]] == [one.fingerprint for one in unserved[1]]
    made = [list(drafts_of(plan(audit, made=MADE, gaps=gaps), audit, made=MADE)) for audit in (first, turned)]
    outputs = [
        [output for package in packages if not isinstance(package, Refusal) for output in package] for packages in made
    ]
    assert [output.path for output in outputs[0]] == [output.path for output in outputs[1]]
    assert outputs[0]
    for old, new in zip(*outputs, strict=True):
        assert _parts(old, {}) == _parts(new, back)


def test_no_rule_is_named_where_drafts_are_made() -> None:
    folder, rules = Path(lke_docs.draft.__file__).parent, {rule.code for rule in check.RULES}

    named = [
        path.name
        for path in folder.glob("*.py")
        if set(rules).intersection(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    ]

    assert named == []


def test_guide_and_schema_name_every_kind_of_gap() -> None:
    kinds = [kind.value for kind in GapKind]
    guide = (ROOT / "docs" / "templat.md").read_text(encoding="utf-8")
    schema = json.loads((ROOT / "lke_docs" / "schema" / "audit.schema.json").read_text(encoding="utf-8"))

    assert [kind for kind in kinds if f"`{kind}`" not in guide] == []
    assert schema["$defs"]["finding"]["properties"]["gap"]["properties"]["kind"]["enum"] == kinds


def test_a_report_knows_of_templates_what_drafting_knows() -> None:
    known = [(it.name, it.rank, it.is_beforehand, it.closes) for it in load_schemas()]

    assert [tuple(it) for it in shipped_closers()] == known

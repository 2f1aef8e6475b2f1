"""From findings to drafts: which documents, with which values, and never what only people know."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from lke_docs.cli.draft import _taking
from lke_docs.draft.batch import Refusal, drafts_of, index_rows, make_index, make_package
from lke_docs.draft.facts import Facts, GapFacts, load_gaps
from lke_docs.draft.folder import Output, write_all
from lke_docs.draft.honesty import GapState
from lke_docs.draft.library import find_template
from lke_docs.draft.plan import plan, without_draft
from lke_docs.draft.quotation import absent_name, topic
from lke_docs.draft.request import DraftRequest, select
from lke_docs.draft.single import ask_states
from lke_docs.draft.states import states_text
from lke_docs.errors import ConfigError
from lke_docs.gap import Gap, GapKind
from lke_docs.model import Audit, Span
from lke_docs.moment import Moment
from lke_docs.workspace import Asked

from . import audits

MADE = date(2021, 9, 1)
JUNE = Moment(2021, 6)
MEETING = ("undangan", "daftar_hadir", "notula")
NOTE = ("surat_keterangan",)


@pytest.fixture
def audit() -> Audit:
    return audits.sample_audit()


def test_each_gap_becomes_its_package(audit: Audit) -> None:
    found = {request.folder: request.templates for request in plan(audit, made=MADE)}

    assert found == {
        "A.1.3.C_2021-05_tindak_lanjut": ("laporan_tindak_lanjut",),
        "A.2.1.C_2021-06_rapat": MEETING,
        "A.2.1.C_2021-07_rapat": MEETING,
        "A.3.4.C_02_laporan_bulanan": ("laporan_monev_bulanan",),
        "A.5.3.C_Q2_laporan_triwulan": ("laporan_monev_triwulan",),
        "A.3.4.D_kelengkapan": ("nota_dinas",),
        "A.3.3.C_kelengkapan": ("nota_dinas",),
        "A.5.5.B_kelengkapan": ("nota_dinas",),
        "A.5.3.B_perbaikan_jumlah": ("nota_dinas",),
    }


def test_a_paper_is_asked_for_before_a_new_one_is_drafted(audit: Audit) -> None:
    row = audits.entry("A.1.1.C", "Notulen rapat tim")
    undated = audits.finding("TGL001", "A.1.1.C", (row, "Notulen rapat tim"), missing=("notula",))
    audit = audits.audit([*audits.ENTRIES, row], [*audits.FINDINGS, undated])
    requests = {request.indicator: request for request in plan(audit, made=MADE)}

    for code in ("A.1.1.C", "A.3.4.D", "A.3.3.C"):
        assert (requests[code].state, requests[code].templates) == (GapState.UNASKED, ("nota_dinas",))
        (point, _) = requests[code].values["nota_dinas.isi"].content
        assert "tanggalnya tidak disebut; mohon salinan naskahnya" in point
    assert [(state.value, names) for state, names in requests["A.3.4.D"].answers] == [
        ("ada", ("nota_dinas",)),
        ("belum_dibuat", ("surat_keputusan",)),
        ("tidak_dilaksanakan", NOTE),
    ]


def test_a_gap_without_a_form_is_told_and_not_dropped(audit: Audit) -> None:
    row = audits.entry("A.1.1.C", "Notulen rapat tim")
    undated = audits.finding("TGL001", "A.1.1.C", (row, "Notulen rapat tim"), missing=("notula",))
    audit = audits.audit([*audits.ENTRIES, row], [*audits.FINDINGS, undated])
    requests = plan(audit, made=MADE, gaps=[GapFacts("A.1.1.C", Facts(state=GapState.NOT_MADE))])

    assert [item.indicator for item in without_draft(audit, requests)] == ["A.1.1.C"]
    assert select(without_draft(audit, requests), _taking(audit, Asked(ignore=("TGL001",)))) == []


VALUES = [
    ("A.2.1.C_2021-06_rapat", "notula", "judul", "Rapat Evaluasi SOP periode Juni 2021 (susulan)", "lke:A.2.1.C"),
    ("A.2.1.C_2021-06_rapat", "undangan", "kop_unit", "KANTOR CONTOH SUKAMAJU", "lke:kepala"),
    ("A.3.4.C_02_laporan_bulanan", "laporan_monev_bulanan", "periode", "Februari 2021", "lke:A.3.4.C"),
    ("A.5.3.C_Q2_laporan_triwulan", "laporan_monev_triwulan", "periode", "Triwulan II 2021", "lke:A.5.3.C"),
    ("A.3.4.D_naskah", "surat_keputusan", "tentang", "Pemilihan Pegawai Teladan", "lke:A.3.4.D"),
    ("A.3.4.D_naskah", "surat_keputusan", "nomor",
     "KEP-[ISI: nomor urut]/K.1.02/[ISI: kode klasifikasi]/[ISI: bulan]/2021", "lke:A.3.4.D"),
    ("A.3.3.C_naskah", "berita_acara", "judul", "asesmen pegawai", "lke:A.3.3.C"),
    ("A.1.3.C_2021-05_tindak_lanjut", "laporan_tindak_lanjut", "temuan_asal",
     ["Notula Pemantauan tanggal 3 Mei 2021"], "lke:A.1.3.C"),
    ("A.1.3.C_2021-05_tindak_lanjut", "laporan_tindak_lanjut", "judul", "Tindak Lanjut Monev", "lke:A.1.3.C"),
    ("A.5.3.B_perbaikan_jumlah", "nota_dinas", "rincian", [
        {"uraian": "A.5.3.B.1 Jumlah yang harus ditindaklanjuti", "tertulis": "3", "seharusnya": "[ISI: seharusnya]"},
        {"uraian": "A.5.3.B.2 Jumlah yang selesai", "tertulis": "1", "seharusnya": "[ISI: seharusnya]"},
    ], "lke:A.5.3.B"),
]  # fmt: skip


@pytest.mark.parametrize(("folder", "template", "field", "value", "source"), VALUES)
def test_value_and_its_source(audit: Audit, folder: str, template: str, field: str, value: object, source: str) -> None:
    not_made = [GapFacts(code, Facts(state=GapState.NOT_MADE)) for code in ("A.3.4.D", "A.3.3.C")]
    request = next(request for request in plan(audit, made=MADE, gaps=not_made) if request.folder == folder)
    outputs = make_package(request, audit, made=MADE)
    assert not isinstance(outputs, Refusal)

    draft = next(output.draft for output in outputs if output.path.endswith(f"DRAF_{template}.docx"))

    assert draft is not None
    record = next(record for record in draft.filled.records if record.name == field)
    assert (record.value, record.source) == (value, source)


def test_agenda_is_proposed_and_labelled(audit: Audit) -> None:
    request = next(request for request in plan(audit, made=MADE) if request.folder == "A.2.1.C_2021-06_rapat")

    agenda = request.values["agenda"]

    assert agenda.source.startswith("aturan:")
    assert agenda.content == [
        "[ISI: Usulan: Evaluasi SOP periode Juni 2021]",
        "[ISI: Usulan: Tindak lanjut hasil rapat periode Mei 2021]",
        "[ISI: Usulan: Rencana tindak lanjut, penanggung jawab dan batas waktu]",
    ]


def _gap(**fields: object) -> GapFacts:
    state = fields.pop("keadaan")
    assert isinstance(state, GapState)
    return GapFacts("A.2.1.C", Facts(fields, state, period=JUNE, origin="pengguna:uji"), JUNE)


HELD_FACTS = {"tanggal_kegiatan": date(2021, 6, 7), "catatan_sumber": "buku agenda halaman 12"}


def test_held_meeting_with_facts_gives_the_notula_only(audit: Audit, text_of: Callable[[bytes], str]) -> None:
    gap = _gap(keadaan=GapState.HELD, **HELD_FACTS)
    request = next(item for item in plan(audit, made=MADE, gaps=[gap]) if item.period == JUNE)

    outputs = make_package(request, audit, made=MADE)

    assert not isinstance(outputs, Refusal)
    assert [Path(output.path).name for output in outputs] == ["DRAF_notula.docx", "DRAF_notula.sumber.json"]
    text = text_of(outputs[0].data)
    assert "Senin, 7 Juni 2021" in text
    assert "buku agenda" not in text  # a source stands in the record, not in the minutes
    assert "susulan" not in text
    record = json.loads(outputs[1].data)
    assert (record["state"], record["made"], record["record_of_event"]) == (
        "sudah_dilaksanakan",
        "2021-09-01",
        "buku agenda halaman 12",
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "memerlukan: tanggal_kegiatan"),
        ({"tanggal_kegiatan": date(2021, 6, 7)}, "catatan_sumber"),
        ({**HELD_FACTS, "tanggal_kegiatan": date(2021, 7, 7)}, "di luar periode"),
        ({**HELD_FACTS, "tanggal_dokumen": date(2021, 6, 8)}, "tanggal mundur"),
    ],
)
def test_held_meeting_without_proof_is_refused(audit: Audit, fields: dict[str, object], reason: str) -> None:
    gap = _gap(keadaan=GapState.HELD, **fields)
    request = next(item for item in plan(audit, made=MADE, gaps=[gap]) if item.period == JUNE)

    made = make_package(request, audit, made=MADE)

    assert isinstance(made, Refusal)
    assert reason in " ".join(made.reasons)


def test_meeting_that_was_not_held_gives_a_note_that_says_so(audit: Audit, text_of: Callable[[bytes], str]) -> None:
    gap = _gap(keadaan=GapState.NOT_HELD)
    request = next(item for item in plan(audit, made=MADE, gaps=[gap]) if item.period == JUNE)
    outputs = make_package(request, audit, made=MADE)
    assert not isinstance(outputs, Refusal)

    text = text_of(outputs[0].data)

    assert request.templates == NOTE
    assert "dokumen berikut tidak ada" in text
    assert "Notula Evaluasi SOP Bulan Mei 2021" in text
    assert "[ISI: alasan dokumen tidak ada]" in text


# --- the people's list: no path fills it from a sheet -------------------------------------------------

CANARY = "KENARI"
STATES = [
    None,
    GapState.HELD,
    GapState.PLANNED,
    GapState.NOT_HELD,
]


def _loaded_audit() -> Audit:
    """The sample with names, NIP, times and places written into every cell and every message."""
    loaded = (
        f"; peserta: {CANARY} Budi NIP 19690807 199203 1 002 pukul 09.00 WIB di ruang {CANARY}; "
        f"pimpinan {CANARY}; keputusan: {CANARY} setuju; notulis {CANARY}"
    )
    entries = []
    for row in audits.ENTRIES:
        fresh = audits.entry(row.code, row.row.evidence + loaded, answer=row.row.answer, kind=row.row.answer_kind)
        entries.append(fresh)
    by_code = {entry.code: entry for entry in entries}
    findings = [
        found._replace(
            message=f"{found.message} {CANARY}",
            spans=tuple(
                Span(span.indicator, span.place, 0, len(text), text)
                for span in found.spans
                for text in (by_code[span.indicator].row.evidence,)
            ),
        )
        for found in audits.FINDINGS
    ]  # fmt: skip
    return audits.audit(entries, findings)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_no_people_field_is_ever_filled_from_a_sheet(state: GapState | None) -> None:
    audit = _loaded_audit()
    facts = Facts(HELD_FACTS if state is GapState.HELD else {}, state, late=True, origin="pengguna:uji")
    gaps = [GapFacts(entry.code, facts) for entry in audit.entries] if state else []
    seen = set()

    for made in drafts_of(plan(audit, made=MADE, gaps=gaps), audit, made=MADE):
        if isinstance(made, Refusal):
            continue
        for output in made:
            if output.draft is None:
                continue
            schema = find_template(output.draft.name).schema
            for record in output.draft.filled.records:
                field = schema.get(record.name)
                assert field is not None
                if not field.people_only:
                    continue
                seen.add(f"{schema.name}.{field.name}")
                given = record.name in facts.fields
                may_lack = field.optional and not field.blank_rows
                assert record.status == ("terisi" if given else "kosong" if may_lack else "terbuka")
                assert record.source == ("pengguna:uji" if given else "")
                assert CANARY not in str(record.value)
    assert seen


# --- writing ------------------------------------------------------------------------------------------


def _all(audit: Audit) -> list[Output]:
    outputs: list[Output] = []
    for made in drafts_of(plan(audit, made=MADE), audit, made=MADE):
        assert not isinstance(made, Refusal)
        outputs += made
    return outputs + make_index(index_rows(outputs), audit, made=MADE)


def test_all_drafts_and_the_index_are_sound_and_equal_each_time(audit: Audit, tmp_path: Path) -> None:
    outputs = _all(audit)

    write_all(outputs, tmp_path, day=MADE)

    assert [output.data for output in _all(audit)] == [output.data for output in outputs]
    for path in tmp_path.rglob("*.docx"):
        assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    book = load_workbook(tmp_path / "DAFTAR.xlsx")
    drafts = [output for output in outputs if output.draft]
    assert book.active.max_row == len(drafts) + 1
    assert [cell.value for cell in book.active["G"]][1:] == [output.path for output in drafts]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    from lke_docs.draft.index import index_workbook

    names = ("indikator", "periode", "dokumen", "masalah", "alasan", "keadaan", "berkas", "catatan")
    row = dict.fromkeys(names, '=HYPERLINK("http://x")')

    sheet = load_workbook(io.BytesIO(index_workbook([{**row, "terbuka": "3"}], source="x", made=MADE))).active

    assert [cell.data_type for cell in sheet[2]] == ["s"] * 7 + ["n", "s"]


def test_existing_files_are_kept_unless_forced_and_nothing_is_half_written(audit: Audit, tmp_path: Path) -> None:
    outputs = _all(audit)
    (tmp_path / outputs[-1].path).write_bytes(b"milik pengguna")

    with pytest.raises(ConfigError, match="sudah ada"):
        write_all(outputs, tmp_path, day=MADE)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".lock"] == [
        outputs[-1].path
    ]

    write_all(outputs, tmp_path, day=MADE, force=True)
    assert (
        len([path for path in tmp_path.rglob("*") if path.is_file()]) == len(outputs) + 2
    )  # the one of before, the lock
    assert (tmp_path / "DAFTAR_2021-09-01.xlsx").read_bytes() == b"milik pengguna"


def test_list_of_states_can_be_handed_back(audit: Audit, tmp_path: Path) -> None:
    requests = plan(audit, made=MADE)
    path = tmp_path / "KEADAAN.toml"
    path.write_text(states_text(requests, unit="KANTOR CONTOH"), encoding="utf-8")

    gaps = load_gaps(path)

    again = plan(audit, made=MADE, gaps=gaps)

    assert [replace(request, facts=Facts()) for request in again] == [
        replace(request, facts=Facts()) for request in requests
    ]


@pytest.mark.parametrize("rule", ["SER001", "SER003", "SER005", "BKT003"])
def test_every_event_that_is_said_to_be_over_needs_its_date_and_record(audit: Audit, rule: str) -> None:
    gaps = [GapFacts(entry.code, Facts(state=GapState.HELD)) for entry in audit.entries]
    request = next(item for item in plan(audit, made=MADE, gaps=gaps) if item.rule == rule)

    made = make_package(request, audit, made=MADE)

    assert isinstance(made, Refusal)
    assert "memerlukan: tanggal_kegiatan" in made.reasons[0]


def test_period_of_the_gap_holds_even_where_the_facts_name_none(audit: Audit) -> None:
    facts = Facts({**HELD_FACTS, "tanggal_kegiatan": date(2021, 8, 9)}, GapState.HELD)
    requests = plan(audit, made=MADE, gaps=[GapFacts("A.2.1.C", facts)])

    made = [make_package(item, audit, made=MADE) for item in requests if item.indicator == "A.2.1.C"]

    assert all(isinstance(item, Refusal) and "di luar periode" in item.reasons[0] for item in made)


def test_missing_notula_of_an_event_that_took_place_can_be_written_afterwards(audit: Audit) -> None:
    found = audits.finding(
        "BKT003",
        "A.5.5.B",
        (audits.BUNDLE, "Dokumentasi"),
        missing=("undangan", "notula", "laporan"),
    )
    facts = Facts(HELD_FACTS, GapState.HELD)

    (request,) = plan(audit._replace(findings=(found,)), made=MADE, gaps=[GapFacts("A.5.5.B", facts)])

    assert request.templates == ("nota_dinas", "notula", "laporan_kegiatan")
    assert not isinstance(make_package(request, audit, made=MADE), Refusal)


def test_date_of_an_invitation_is_not_the_date_of_its_notula(audit: Audit) -> None:
    facts = {"tanggal_kegiatan": date(2021, 9, 8), "tanggal_dokumen": date(2021, 9, 2)}
    gap = GapFacts("A.2.1.C", Facts(facts, GapState.PLANNED, late=True, origin="pengguna:uji"), JUNE)
    request = next(item for item in plan(audit, made=MADE, gaps=[gap]) if item.period == JUNE)

    made = make_package(request, audit, made=MADE)

    assert not isinstance(made, Refusal)
    dates = {
        output.draft.name: record.value
        for output in made
        if output.draft
        for record in output.draft.filled.records
        if record.name == "tanggal_dokumen"
    }
    assert dates == {"undangan": "2 September 2021", "notula": "[ISI: tanggal notula]"}


@pytest.mark.parametrize(
    ("only", "but", "expected"),
    [
        (["A.2"], [], {"A.2.1.C"}),
        (["ser005, tgl"], [], {"A.5.3.C", "A.3.4.D", "A.3.3.C"}),
        ([], ["SER", "TGL,BKT"], {"A.5.3.B"}),
        (["A.2"], ["SER002"], set()),
    ],
)
def test_rules_and_indicators_can_be_chosen(audit: Audit, only: list[str], but: list[str], expected: set[str]) -> None:
    found = select(plan(audit, made=MADE), _taking(audit, Asked(select=tuple(only), ignore=tuple(but))))

    assert {request.indicator for request in found} == expected


def test_states_are_asked_for_gaps_of_the_past_only(audit: Audit) -> None:
    requests = [request for request in plan(audit, made=date(2021, 7, 15)) if request.indicator == "A.2.1.C"]
    asked = []
    answers = iter(["s", "2021-06-07", "buku agenda"])

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers)

    (gap,) = ask_states(requests, ask, made=MADE)

    assert "A.2.1.C, Juni 2021: Notula Evaluasi SOP" in asked[0]
    assert (gap.period, gap.facts.state, gap.facts.meeting) == (JUNE, GapState.HELD, date(2021, 6, 7))
    assert ask_states(requests, lambda _: "", made=MADE)[0].facts.state is GapState.PLANNED


def test_long_texts_of_a_sheet_are_quoted_short(audit: Audit) -> None:
    long = "Uraian yang panjang sekali " * 4000
    entry = audits.entry("A.2.1.C", f"Notula {long}", question=long)
    found = audits.finding(
        "SER002", "A.2.1.C", (entry, "Notula"), subject=f"Notula {long}", periods=("2021-06",), missing=("notula",)
    )
    loaded = audits.audit([entry], [found])._replace(sheet=audit.sheet._replace(agency=long, unit=long))

    for state in GapState:
        facts = Facts(HELD_FACTS if state is GapState.HELD else {}, state)
        (request,) = plan(loaded, made=MADE, gaps=[GapFacts("A.2.1.C", facts)])
        made = make_package(request, loaded, made=MADE)
        assert not isinstance(made, Refusal)
        assert (
            max(len(str(record.value)) for output in made if output.draft for record in output.draft.filled.records)
            < 1500
        )


def test_two_gaps_of_one_place_get_folders_of_their_own(audit: Audit) -> None:
    pair = tuple(
        audits.finding("SER002", "A.2.1.C", subject=f"Notula {name}", periods=("2021-06",), missing=("notula",))
        for name in ("Satu", "Dua")
    )

    folders = [request.folder for request in plan(audit._replace(findings=pair), made=MADE)]

    assert folders == ["A.2.1.C_2021-06_rapat", "A.2.1.C_2021-06_rapat_2"]


def test_unknown_field_in_facts_is_refused(audit: Audit) -> None:
    gap = _gap(keadaan=GapState.PLANNED, pimpinan="x")
    request = next(item for item in plan(audit, made=MADE, gaps=[gap]) if item.period == JUNE)

    with pytest.raises(ConfigError, match="“pimpinan” tidak dipakai oleh undangan, daftar_hadir, notula"):
        make_package(request, audit, made=MADE)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Notula Evaluasi SOP Bulan Mei 2021", "Evaluasi SOP"),
        ("Dokumentasi dan Notula Tindak Lanjut Monev tanggal 26 April 2021", "Tindak Lanjut Monev"),
        ("Laporan Capaian Kinerja Bulan Januari", "Capaian Kinerja"),
        ("Notula evaluasi WBS Triwulan 1", "Evaluasi WBS"),
        ("Notula Rapat Mei 2021", "Rapat"),
        ("", ""),
        ("Notula Evaluasi SOP (lampirkan foto kegiatan)", "Evaluasi SOP"),
        ("Laporan Evaluasi Pelayanann Publik", "Evaluasi Pelayanan Publik"),
        ("Lampirkan notula dan daftar hadir", ""),
        ("Apakah SOP telah dievaluasi?", ""),
    ],
)
def test_topic_of_a_series(subject: str, expected: str) -> None:
    assert topic(subject) == expected


NAMES = [
    (GapKind.QUARTER, ("laporan",), "Laporan Monev pengaduan Triwulan I 2021", "Laporan Monev pengaduan"),
    (GapKind.QUARTER, ("laporan",), "Laporan Triwulan I 2021 Monev pengaduan", "Laporan Monev pengaduan"),
    (GapKind.MONTH, ("notula",), "Notula Evaluasi SOP", "Notula Evaluasi SOP"),
    (GapKind.BUNDLE, ("undangan", "daftar_hadir"), "Notula rapat Tim ZI tanggal 2 Februari 2021",
     "Undangan dan daftar hadir rapat Tim ZI tanggal 2 Februari 2021"),
    (GapKind.DOCUMENT, ("sop",), "SOP Pelayanan Tahun 2021", "SOP Pelayanan Tahun 2021"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "missing", "subject", "name"), NAMES)
def test_what_is_not_there_never_has_the_name_of_what_is(
    kind: GapKind, missing: tuple[str, ...], subject: str, name: str
) -> None:
    period = JUNE if kind in (GapKind.MONTH, GapKind.QUARTER) else None

    assert absent_name(subject, Gap(kind, missing, subject), period) == name


FORM = {"tanggal_dokumen": date(2021, 9, 2), "tanggal_kegiatan": date(2021, 9, 6)}


def test_a_meeting_to_come_of_a_past_period_is_held_after_it(audit: Audit, tmp_path: Path) -> None:
    def request(state: GapState) -> DraftRequest:
        return next(it for it in plan(audit, made=MADE, gaps=[_gap(keadaan=state, **FORM)]) if it.period == JUNE)

    assert not isinstance(make_package(request(GapState.PLANNED), audit, made=MADE, root=tmp_path), Refusal)
    assert "susulan = false" in states_text([request(GapState.PLANNED)], unit="")
    assert not request(GapState.HELD).facts.late


@pytest.mark.parametrize(("written", "is_made"), [(date(2021, 9, 2), True), (date(2021, 9, 3), False)])
def test_a_date_that_was_allowed_when_the_draft_was_made_stays_so(
    audit: Audit, tmp_path: Path, written: date, is_made: bool
) -> None:
    def make(made: date, day: date) -> list[Output] | Refusal:
        gap = _gap(keadaan=GapState.PLANNED, susulan=True, **{**FORM, "tanggal_dokumen": day})
        gap = replace(gap, facts=replace(gap.facts.without("susulan"), late=True))
        request = next(item for item in plan(audit, made=made, gaps=[gap]) if item.period == JUNE)
        return make_package(request, audit, made=made, root=tmp_path)

    first = make(MADE, FORM["tanggal_dokumen"])
    assert not isinstance(first, Refusal)
    write_all(first, tmp_path, day=MADE)
    again = make(date(2021, 9, 4), written)

    assert isinstance(again, Refusal) is not is_made
    if not isinstance(again, Refusal):
        assert [it.data for it in again if "undangan" in it.path] == [it.data for it in first if "undangan" in it.path]


def test_the_date_of_an_invitation_is_not_that_of_the_notula(audit: Audit) -> None:
    for day, printed in ((date(2021, 6, 2), ""), (date(2021, 9, 1), "1 September 2021")):
        gap = _gap(keadaan=GapState.HELD, **HELD_FACTS, tanggal_dokumen=day)
        request = next(item for item in plan(audit, made=MADE, gaps=[gap]) if item.period == JUNE)
        outputs = make_package(request, audit, made=MADE)

        assert not isinstance(outputs, Refusal), outputs
        draft = outputs[0].draft
        assert draft and ("tanggal_dokumen" in [it.name for it in draft.filled.open_fields]) is not bool(printed)

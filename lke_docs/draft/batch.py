"""Make the drafts of many gaps, an index and a list of states; write them whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lke_docs import wording
from lke_docs.draft.clean import toml_string
from lke_docs.draft.document import Draft, make_draft
from lke_docs.draft.facts import Facts, judge
from lke_docs.draft.library import Template, find_template
from lke_docs.draft.numbering import number_pattern
from lke_docs.draft.profile import Profile
from lke_docs.draft.request import DraftRequest
from lke_docs.draft.values import Value
from lke_docs.errors import ConfigError
from lke_docs.model import Audit
from lke_docs.office.whole import write_files

PREFIX = "DRAF_"
INDEX, STATES = "DAFTAR", "KEADAAN.toml"


class Output(NamedTuple):
    """One file to write, below the output folder; `draft` where it is one."""

    path: str
    data: bytes
    request: DraftRequest | None = None
    draft: Draft | None = None


class Refusal(NamedTuple):
    """A gap for which nothing was made, and why."""

    request: DraftRequest
    reasons: tuple[str, ...]


def make_package(
    request: DraftRequest,
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
) -> list[Output] | Refusal:
    """All drafts of one gap with their records; a refusal when its facts speak against them."""
    profile = profile or Profile()
    templates = [find_template(name, folders=folders) for name in request.templates]
    warnings: list[str] = []
    for template in templates:
        facts = _facts_for(template, request, templates)
        verdict = judge(facts, template.schema, made=made, asks_record=request.is_event)
        if verdict.refusals:
            return Refusal(request, verdict.refusals)
        warnings += [text for text in verdict.warnings if text not in warnings]
    request.facts.check([template.schema for template in templates])
    found = []
    for template in templates:
        own = replace(request, facts=_facts_for(template, request, templates))
        values = gather(template, own, audit, made=made, profile=profile)
        draft = make_draft(template, values, made=made, look=profile.look, about=_about(request, warnings))
        stem = f"{request.folder}/{PREFIX}{template.name}"
        found.append(Output(f"{stem}.docx", draft.data, request, draft))
        found.append(Output(f"{stem}.sumber.json", draft.record_json.encode("utf-8")))
    return found


def gather(
    template: Template, request: DraftRequest, audit: Audit, *, made: date, profile: Profile
) -> dict[str, Value]:
    """Values for one template: from the sheet, over it the unit's settings, over them what people say."""
    names = {field.name for field in template.schema.fields}
    found = {name: value for name, value in request.values.items() if name in names}
    for name in names:
        if own := request.values.get(f"{template.name}.{name}"):
            found[name] = own
    if "nomor" in names:
        prefixes, office = template.schema.prefixes, profile.office_code
        if form := number_pattern(audit.entries, prefixes, year=made.year, office=office):
            found["nomor"] = Value(form[0], f"lke:{form[1]}")
    found |= {name: value for name, value in profile.values(template.name, day=made).items() if name in names}
    return found | request.facts.values(names)


def make_index(
    outputs: Iterable[Output],
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
) -> list[Output]:
    """DAFTAR.docx and DAFTAR.xlsx over the drafts."""
    profile = profile or Profile()
    rows = [_index_row(output) for output in outputs if output.draft and output.request]
    if not rows:
        return []
    template = find_template("daftar_draf", folders=folders)
    source = Path(audit.sheet.source).name
    values = {
        "sumber_lke": Value(source, "lke:nama berkas"),
        "draf": Value(_gap_rows(rows), "aturan:daftar draf"),
    }
    if audit.sheet.agency:
        values["kop_lembaga"] = Value([audit.sheet.agency], "lke:kepala")
    if audit.sheet.unit:
        values["kop_unit"] = Value(audit.sheet.unit, "lke:kepala")
    names = {field.name for field in template.schema.fields}
    values |= {name: value for name, value in profile.values(template.name, day=made).items() if name in names}
    draft = make_draft(template, values, made=made, look=profile.look)
    from lke_docs.draft.index import index_workbook

    return [
        Output(f"{INDEX}.docx", draft.data),
        Output(f"{INDEX}.xlsx", index_workbook(rows, source=source, made=made)),
    ]


def states_text(requests: Iterable[DraftRequest]) -> str:
    """A facts file that lists each gap with its state, for people to complete and hand back."""
    lines = [
        "# Keadaan setiap kesenjangan. Ubah lalu jalankan lagi dengan --facts berkas ini.",
        "# keadaan: sudah_dilaksanakan (isi tanggal_kegiatan dan catatan_sumber), akan_dilaksanakan,",
        "# atau tidak_dilaksanakan. Jangan menulis “sudah” untuk yang tidak pernah terjadi.",
    ]
    for request in requests:
        lines += [
            "",
            "[[kesenjangan]]",
            f"indikator = {toml_string(request.indicator)}",
            f"periode = {toml_string(request.period_value)}",
            f"aturan = {toml_string(request.rule)}",
            f"dokumen = {toml_string(request.subject)}",
            f"masalah = {toml_string(request.problem)}",
            f"keadaan = {toml_string(request.state.value)}",
        ]
        if request.is_event:
            lines += [
                "susulan = false",
                "[kesenjangan.isian]",
                "# tanggal_kegiatan = 2021-06-07",
                '# catatan_sumber = "buku agenda rapat, halaman …"',
            ]
    return "\n".join(lines) + "\n"


def write_all(outputs: Sequence[Output], folder: Path, *, force: bool = False) -> None:
    """Write every file or none: existing ones are refused first, unless `force`."""
    targets = [folder / output.path for output in outputs]
    if not force and (existing := [target for target in targets if target.exists()]):
        more = f" dan {len(existing) - 1} berkas lain" if len(existing) > 1 else ""
        raise ConfigError(f"{existing[0]}{more} sudah ada; pakai --force untuk menimpa.")
    try:
        write_files([(target, output.data) for output, target in zip(outputs, targets, strict=True)])
    except OSError as error:
        raise ConfigError(f"{error.filename or folder}: tidak dapat ditulis: {error.strerror}.") from error


def _facts_for(template: Template, request: DraftRequest, package: Sequence[Template]) -> Facts:
    """The date of a package with an invitation is that of the invitation; its notula is dated later."""
    invites = any(other.schema.is_beforehand for other in package)
    if invites and not template.schema.is_beforehand:
        return request.facts.without("tanggal_dokumen")
    return request.facts


def _about(request: DraftRequest, warnings: Sequence[str]) -> Mapping[str, object]:
    return {
        "gap": {
            "indicator": request.indicator,
            "rule": request.rule,
            "fingerprint": request.fingerprint,
            "period": request.period_value,
            "problem": request.problem,
        },
        "state": request.state.value,
        "record_of_event": str(request.facts.fields.get("catatan_sumber", "")),
        "warnings": list(warnings),
    }


def _index_row(output: Output) -> dict[str, str]:
    request, draft = output.request, output.draft
    if request is None or draft is None:
        raise ValueError(output.path)
    return {
        "indikator": request.indicator,
        "periode": wording.period(request.period) if request.period else "–",
        "dokumen": request.subject or request.problem,
        "masalah": request.problem,
        "keadaan": request.state.value.replace("_", " ") if request.is_event else "–",
        "berkas": output.path,
        "terbuka": str(len(draft.filled.open_fields)),
    }


def _gap_rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """A row for each gap, for the page; the workbook keeps one for each file."""
    gaps: dict[str, dict[str, str]] = {}
    for row in rows:
        folder, _, name = row["berkas"].partition("/")
        title = name.removeprefix(PREFIX).removesuffix(".docx").replace("_", " ")
        if folder not in gaps:
            gaps[folder] = {name: text for name, text in row.items() if name != "masalah"} | {"berkas": title}
            continue
        gaps[folder]["berkas"] += f", {title}"
        gaps[folder]["terbuka"] = str(int(gaps[folder]["terbuka"]) + int(row["terbuka"]))
    return list(gaps.values())


def drafts_of(
    requests: Iterable[DraftRequest],
    audit: Audit,
    *,
    made: date,
    profile: Profile | None = None,
    folders: Sequence[Path] = (),
) -> Iterator[list[Output] | Refusal]:
    """The packages of many gaps, one after another, so that memory stays flat."""
    for request in requests:
        yield make_package(request, audit, made=made, profile=profile, folders=folders)

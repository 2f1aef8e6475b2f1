"""Commands around drafts: draft, finalize, template, init. The work is in `lke_docs.draft`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lke_docs.options import limit_option

if TYPE_CHECKING:
    from lke_docs.draft.batch import Output, Refusal
    from lke_docs.draft.profile import Profile
    from lke_docs.model import Audit

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_templates = click.option(
    "--templates",
    "folder",
    type=_FOLDER,
    help="Folder templat sendiri; dicari lebih dulu daripada yang bawaan.",
)
_unit = click.option(
    "--unit", "unit_file", type=_FILE, help="Profil unit; bila tidak disebut, unit.toml di folder ini."
)
_force = click.option("--force", is_flag=True, help="Timpa berkas yang sudah ada.")


@click.command(options_metavar="[PILIHAN]")
@click.argument("target", metavar="[SASARAN]", required=False)
@click.option("--list", "show_list", is_flag=True, help="Tampilkan naskah yang dapat dibuat dan isian masing-masing.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Folder hasil (dari LKE) atau berkas .docx (satu naskah).",
)
@click.option(
    "--facts",
    "facts_file",
    type=_FILE,
    help="Berkas fakta (TOML): isian satu naskah, atau keadaan tiap kesenjangan.",
)
@click.option("--interactive", is_flag=True, help="Tanyakan isian atau keadaan di terminal.")
@click.option("--select", help="Hanya aturan atau indikator ini, dipisah koma.")
@click.option("--ignore", help="Lewati aturan atau indikator ini, dipisah koma.")
@click.option("--window", help="Masa penilaian, misalnya 2021-01-01..2021-08-31.")
@click.option(
    "--as-of",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Periksa LKE seolah pada tanggal ini. Tidak mengubah tanggal naskah.",
)
@limit_option
@click.option("--pdf", is_flag=True, help="Buat juga PDF, bila LibreOffice terpasang.")
@click.option("--quiet", is_flag=True, help="Jangan tampilkan daftar berkas.")
@_templates
@_unit
@_force
@click.pass_context
def draft(ctx: click.Context, /, target: str | None, show_list: bool, **options: Any) -> None:
    """Buat draf naskah: satu untuk setiap kesenjangan pada LKE, atau satu naskah dari berkas fakta.

    SASARAN adalah berkas LKE, atau nama naskah (lihat --list). Yang tidak diketahui tampak sebagai
    [ISI: …]; draf bertanda DRAF sampai dilepas dengan “lke-docs finalize”.

    \b
    Contoh:
      lke-docs draft lke.xlsx --output draf
      lke-docs draft notula --facts fakta.toml --output DRAF_notula.docx
    """
    from lke_docs.draft.library import template_names

    if show_list:
        _list_templates(None if target is None else [target], options["folder"])
    elif target is None:
        raise click.UsageError("Sebutkan berkas LKE atau nama naskah; lihat --list.")
    elif target in template_names() or _own_template(target, options["folder"]):
        _draft_one(target, options)
    else:
        ctx.exit(_draft_sheet(Path(target), options))


def _own_template(name: str, folder: Path | None) -> bool:
    return any((place / f"{name}.docx").is_file() for place in _folders(folder, None))


def _folders(folder: Path | None, unit_file: Path | None) -> list[Path]:
    """Where templates are looked for, in this order; the shipped ones come after."""
    unit = unit_file.parent if unit_file else Path()
    return [*([folder] if folder else []), unit / "templat"]


def _profile(unit_file: Path | None) -> Profile:
    from lke_docs.draft.profile import FILE_NAME, Profile, load_profile

    path = unit_file or Path(FILE_NAME)
    return load_profile(path) if unit_file or path.is_file() else Profile()


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer


def _draft_one(name: str, options: dict[str, Any]) -> None:
    from lke_docs.draft.batch import PREFIX, Output, write_all
    from lke_docs.draft.facts import Facts, load_facts
    from lke_docs.draft.library import find_template
    from lke_docs.draft.single import interview, make_single

    template = find_template(name, folders=_folders(options["folder"], options["unit_file"]))
    facts = load_facts(options["facts_file"]) if options["facts_file"] else Facts()
    if options["interactive"]:
        facts = interview(template, _ask)
    made, warnings = make_single(template, facts, made=date.today(), profile=_profile(options["unit_file"]))
    target = options["output"] or Path(f"{PREFIX}{name}.docx")
    if target.suffix.lower() != ".docx":
        target = target / f"{PREFIX}{name}.docx"
    if not target.name.startswith(PREFIX):
        target = target.with_name(f"{PREFIX}{target.name}")
    record = Output(f"{target.stem}.sumber.json", made.record_json.encode("utf-8"))
    outputs = [Output(target.name, made.data, draft=made), record]
    write_all(outputs, target.parent, force=options["force"])
    for warning in warnings:
        click.echo(f"Perhatikan: {warning}", err=True)
    if not options["quiet"]:
        click.echo(f"{target}  ({len(made.filled.open_fields)} isian terbuka)")
    if options["pdf"]:
        _make_pdf([target], options)


def _draft_sheet(path: Path, options: dict[str, Any]) -> int:
    from lke_docs.draft.batch import STATES, Output, Refusal, drafts_of, make_index, states_text, write_all
    from lke_docs.draft.facts import load_gaps
    from lke_docs.draft.plan import plan, without_draft
    from lke_docs.draft.request import select
    from lke_docs.draft.single import ask_states

    if options["output"] is None:
        raise click.UsageError("Sebutkan folder hasil dengan --output.")
    today, audit = date.today(), _audit(path, options)
    gaps = list(load_gaps(options["facts_file"])) if options["facts_file"] else []
    planned = plan(audit, made=today, gaps=gaps)
    requests = select(planned, only=options["select"], but=options["ignore"])
    unserved = select(without_draft(audit, planned), only=options["select"], but=options["ignore"])
    if options["interactive"]:
        gaps = [*ask_states(requests, _ask, made=today), *gaps]
        requests = select(plan(audit, made=today, gaps=gaps), only=options["select"], but=options["ignore"])
    profile, folders = _profile(options["unit_file"]), _folders(options["folder"], options["unit_file"])
    outputs: list[Output] = []
    refused: list[Refusal] = []
    for made in drafts_of(requests, audit, made=today, profile=profile, folders=folders):
        if isinstance(made, Refusal):
            refused.append(made)
        else:
            outputs += made
    if outputs:
        outputs += make_index(outputs, audit, made=today, profile=profile, folders=folders)
        # People write into the list of states: it is never overwritten, not even by force.
        if not (options["output"] / STATES).exists():
            outputs.append(Output(STATES, states_text(requests).encode("utf-8")))
        write_all(outputs, options["output"], force=options["force"])
    _report(outputs, refused, options)
    for finding in unserved:
        click.echo(f"{finding.indicator} {finding.rule}: tidak ada bentuk draf untuk ini. {finding.message}", err=True)
    return 1 if refused else 0


def _audit(path: Path, options: dict[str, Any]) -> Audit:
    from lke_docs.check import audit
    from lke_docs.check.window import parse_window
    from lke_docs.read import make_limits, read_sheet

    window = parse_window(options["window"]) if options["window"] else None
    as_of = options["as_of"].date() if options["as_of"] else None
    found: Audit = audit(read_sheet(path, limits=make_limits(options["limit"])), window=window, as_of=as_of)
    return found


def _report(outputs: Sequence[Output], refused: Sequence[Refusal], options: dict[str, Any]) -> None:
    drafts = [output for output in outputs if output.draft]
    if not options["quiet"]:
        for output in drafts:
            opened = len(output.draft.filled.open_fields) if output.draft else 0
            click.echo(f"{options['output'] / output.path}  ({opened} isian terbuka)")
    for refusal in refused:
        click.echo(f"{refusal.request.folder}: tidak dibuat.", err=True)
        for reason in refusal.reasons:
            click.echo(f"  - {reason}", err=True)
    if not drafts and not refused:
        click.echo("Tidak ada kesenjangan yang dapat ditutup dengan naskah.", err=True)
    if drafts and options["pdf"]:
        names = [output.path for output in outputs if output.path.endswith(".docx")]
        _make_pdf([options["output"] / name for name in names], options)


def _make_pdf(paths: Sequence[Path], options: dict[str, Any]) -> None:
    from lke_docs.draft.pdf import MISSING, find_soffice, to_pdf

    soffice = find_soffice()
    if soffice is None:
        click.echo(MISSING, err=True)
        return
    result = to_pdf(paths, soffice=soffice, force=options["force"])
    for path, problem in result.failed:
        click.echo(f"{path}: PDF tidak dibuat: {problem}.", err=True)


def _list_templates(names: Sequence[str] | None, folder: Path | None) -> None:
    from lke_docs.draft.library import find_template, template_names

    for name in names or template_names():
        schema = find_template(name, folders=_folders(folder, None)).schema
        click.echo(f"{name}\n  {schema.title}. {schema.purpose}")
        people = [field.label for field in schema.fields if field.people_only and not field.optional]
        known = [field.label for field in schema.fields if not field.people_only]
        click.echo(f"  dari orang: {', '.join(people) or '–'}\n  dapat terisi sendiri: {', '.join(known) or '–'}")


@click.command(options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=_FILE)
@click.option(
    "--check",
    is_flag=True,
    help="Hanya katakan apakah berkas ini draf, formulir terbuka, atau selesai (DOCX dan PDF).",
)
@click.option("--output", type=_FILE, help="Nama berkas hasil; bila tidak disebut, nama draf tanpa awalan DRAF_.")
@_force
@click.pass_context
def finalize(ctx: click.Context, file: Path, check: bool, output: Path | None, force: bool) -> None:
    """Lepas tanda draf dari BERKAS. Ditolak selama masih ada [ISI: …].

    \b
    Contoh:
      lke-docs finalize DRAF_notula.docx
      lke-docs finalize --check notula.pdf
    """
    ctx.exit(_say_status(file) if check else _finalize(file, output, force=force))


def _say_status(file: Path) -> int:
    from lke_docs.draft.status import DocumentStatus, document_status

    verdict = document_status(file)
    click.echo(f"{file}: {verdict.status}")
    for reason in verdict.reasons:
        click.echo(f"  - {reason}")
    return {DocumentStatus.FINISHED: 0, DocumentStatus.UNKNOWN: 3}.get(verdict.status, 1)


def _finalize(file: Path, output: Path | None, *, force: bool) -> int:
    from lke_docs.draft.batch import PREFIX, Output, write_all
    from lke_docs.draft.faults import part_name
    from lke_docs.draft.finalize import finalize as finish
    from lke_docs.draft.finalize import open_fields, read_draft

    data = read_draft(file)
    if left := open_fields(data):
        click.echo(f"{file}: {len(left)} isian masih terbuka, tanda draf tidak dilepas:", err=True)
        for field in left:
            click.echo(f"  {part_name(field.part)}, paragraf {field.paragraph}: {field.text}", err=True)
        return 1
    target = output or file.with_name(file.name.removeprefix(PREFIX))
    if target == file and not force:
        raise click.UsageError(f"Hasilnya akan menimpa {file}; sebutkan --output, atau --force.")
    write_all([Output(target.name, finish(data, done=date.today()))], target.parent, force=force)
    click.echo(f"{target}: tanda draf dilepas. Nomor, tanggal dan tanda tangan tetap urusan Anda.")
    return 0


@click.group(options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def template() -> None:
    """Bekerja dengan templat Word: lihat, salin, periksa."""


@template.command("list", options_metavar="[PILIHAN]")
@_templates
def template_list(folder: Path | None) -> None:
    """Tampilkan templat yang ada dan di mana letaknya."""
    from lke_docs.draft.library import find_template, template_names

    folders = _folders(folder, None)
    for name in template_names(folders):
        found = find_template(name, folders=folders)
        origin = "bawaan" if found.is_shipped else str(found.path)
        click.echo(f"{name:24} {found.schema.title} ({origin})")


@template.command("copy", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option("--output", type=_FOLDER, default=Path("templat"), show_default=True, help="Folder untuk salinannya.")
@_force
def template_copy(name: str, output: Path, force: bool) -> None:
    """Salin templat NAMA untuk diubah di Word."""
    from lke_docs.draft.batch import Output, write_all
    from lke_docs.draft.library import find_template

    found = find_template(name)
    write_all([Output(f"{name}.docx", found.data)], output, force=force)
    click.echo(f"{output / name}.docx: ubah di Word, lalu periksa dengan “lke-docs template check”.")


@template.command("fields", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option("--facts", "as_facts", is_flag=True, help="Tampilkan sebagai berkas fakta kosong (TOML).")
@_templates
def template_fields(name: str, as_facts: bool, folder: Path | None) -> None:
    """Tampilkan tag templat NAMA dengan keterangannya, siap ditempel."""
    from lke_docs.draft.library import find_template
    from lke_docs.draft.workshop import facts_text, field_lines

    schema = find_template(name, folders=_folders(folder, None)).schema
    click.echo(facts_text(schema) if as_facts else "\n".join(field_lines(schema)))


@template.command("check", options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=_FILE)
@click.option("--annotate", type=_FILE, help="Tulis salinan dengan kesalahan sebagai komentar Word.")
@_force
@click.pass_context
def template_check(ctx: click.Context, file: Path, annotate: Path | None, force: bool) -> None:
    """Periksa templat BERKAS: semua kesalahan sekaligus, dengan paragrafnya."""
    from lke_docs.draft.batch import Output, write_all
    from lke_docs.draft.check import check_template
    from lke_docs.draft.library import open_template
    from lke_docs.draft.package import is_openable
    from lke_docs.draft.workshop import annotate as comment

    found = open_template(file)
    faults = check_template(found)
    for fault in faults:
        click.echo(f"{file}: {fault}")
    if not faults:
        click.echo(f"{file}: tidak ada kesalahan.")
    elif annotate and is_openable(found.data):
        write_all(
            [Output(annotate.name, comment(found.data, faults, done=date.today()))],
            annotate.parent,
            force=force,
        )
    elif annotate:
        click.echo("Komentar tidak dapat ditulis ke berkas ini; perbaiki dulu kesalahan di atas.", err=True)
    ctx.exit(1 if faults else 0)


@template.command("sample", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option("--output", type=_FILE, help="Berkas hasil; bila tidak disebut, contoh_NAMA.docx.")
@_templates
@_force
def template_sample(name: str, output: Path | None, folder: Path | None, force: bool) -> None:
    """Isi templat NAMA dengan contoh karangan, untuk melihat bentuknya."""
    from lke_docs.draft.batch import Output, write_all
    from lke_docs.draft.library import find_template
    from lke_docs.draft.workshop import make_sample

    target = output or Path(f"contoh_{name}.docx")
    made = make_sample(find_template(name, folders=_folders(folder, None)), made=date.today())
    write_all([Output(target.name, made.data)], target.parent, force=force)
    click.echo(f"{target}")


@click.command(options_metavar="[PILIHAN]")
@click.argument("sheet", metavar="LEMBAR", type=_FILE)
@click.option("--output", type=_FILE, default=Path("unit.toml"), show_default=True, help="Berkas profil yang ditulis.")
@limit_option
@_force
def init(sheet: Path, output: Path, limit: Mapping[str, int], force: bool) -> None:
    """Tulis unit.toml dari apa yang disebut LKE. Nama orang tidak pernah diambil."""
    from lke_docs.draft.batch import Output, write_all
    from lke_docs.draft.profile import profile_text
    from lke_docs.extract import extract
    from lke_docs.model import Entry
    from lke_docs.read import make_limits, read_sheet

    found = read_sheet(sheet, limits=make_limits(limit))
    entries = [Entry(row, extract(row.evidence)) for row in found.rows]
    write_all([Output(output.name, profile_text(found, entries).encode("utf-8"))], output.parent, force=force)
    click.echo(f"{output}: periksa dan lengkapi, lalu jalankan “lke-docs draft”.")

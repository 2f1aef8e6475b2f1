"""Command `draft`: a draft for each gap of a sheet, or one document. The work is in `lke_docs.draft`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lke_docs.cli.option import (
    FILE,
    PATH,
    drafting_options,
    named,
    overwrite_option,
    template_folders,
    templates_option,
    terms_of,
)
from lke_docs.cli.terminal import say, warn
from lke_docs.text import visible

if TYPE_CHECKING:
    from lke_docs.draft.batch import Refusal
    from lke_docs.draft.facts import GapFacts
    from lke_docs.draft.folder import Output, Placed
    from lke_docs.draft.profile import Profile
    from lke_docs.draft.request import DraftRequest
    from lke_docs.model import Audit, Finding
    from lke_docs.workspace import Asked, Terms

_NEXT = (
    "Berikutnya: baca {folder}/DAFTAR.docx, tulis kenyataannya di {folder}/KEADAAN.toml, lalu jalankan lagi ke folder "
    "yang sama; isi yang kuning di Word, lalu lke-docs finalize."
)


@click.command(options_metavar="[PILIHAN]")
@click.argument("target", metavar="[SASARAN]", required=False)
@click.option("--list", "show_list", is_flag=True, help="Tampilkan naskah yang dapat dibuat dan isian masing-masing.")
@click.option(
    "--output",
    type=PATH,
    callback=named,
    help="Folder hasil (dari LKE) atau berkas .docx (satu naskah).",
)
@click.option(
    "--facts",
    "facts_file",
    type=FILE,
    help="Berkas fakta (TOML): isian satu naskah, atau keadaan tiap kesenjangan.",
)
@click.option("--interactive", is_flag=True, help="Tanyakan isian atau keadaan di terminal.")
@drafting_options
@click.option("--separate", is_flag=True, help="Naskah sendiri untuk setiap kesenjangan, tidak digabung.")
@click.option("--forms", is_flag=True, help="Buat juga lembar isian ISIAN.xlsx, yang dibaca pada jalan berikutnya.")
@click.option("--pdf", is_flag=True, help="Buat juga PDF, bila LibreOffice terpasang.")
@click.option("--quiet", is_flag=True, help="Jangan tampilkan daftar berkas.")
@templates_option
@overwrite_option
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
    from lke_docs.office.door import is_file

    if show_list:
        _list_templates(None if target is None else [target], options["folder"])
    elif target is None:
        raise click.UsageError("Sebutkan berkas LKE atau nama naskah; lihat --list.")
    else:
        terms = terms_of(options["asked"]._replace(select=(), ignore=()))  # a gap that is not chosen stays one
        folders = template_folders(options["folder"], terms.home)
        if target in template_names() or any(is_file(place / f"{target}.docx") for place in folders):
            _draft_one(target, terms, folders, options)
        else:
            ctx.exit(_draft_sheet(Path(target), terms, folders, options))


def _profile(terms: Terms) -> Profile:
    from lke_docs.draft.profile import Profile

    return terms.profile or Profile(office_code=terms.unit_code)


def _ask(question: str) -> str:
    answer: str = click.prompt(visible(question), default="", show_default=False, err=True)
    return answer


def _draft_one(name: str, terms: Terms, folders: list[Path], options: dict[str, Any]) -> None:
    from lke_docs.draft.facts import Facts, load_facts
    from lke_docs.draft.folder import NOTES, PREFIX, Output, sealed, write_all
    from lke_docs.draft.library import find_template
    from lke_docs.draft.single import interview, make_single

    template = find_template(name, folders=folders)
    facts = load_facts(options["facts_file"]) if options["facts_file"] else Facts()
    if options["interactive"]:
        facts = interview(template, _ask)
    made, warnings = make_single(template, facts, made=date.today(), profile=_profile(terms))
    target = options["output"] or Path(f"{PREFIX}{name}.docx")
    if target.suffix.lower() != ".docx":
        target = target / f"{PREFIX}{name}.docx"
    if not target.name.startswith(PREFIX):
        target = target.with_name(f"{PREFIX}{target.name}")
    record = Output(f"{target.stem}{NOTES}", sealed(made.record))
    outputs = [Output(target.name, made.data, draft=made), record]
    _say_placed(write_all(outputs, target.parent, day=date.today(), force=options["force"], tell=warn), target.parent)
    for warning in warnings:
        say(f"Perhatikan: {warning}", err=True)
    if not options["quiet"]:
        say(f"{target}  ({len(made.filled.open_fields)} isian terbuka)")
    if options["pdf"]:
        _make_pdf([target], options)


def _draft_sheet(path: Path, terms: Terms, folders: list[Path], options: dict[str, Any]) -> int:
    from lke_docs.draft.batch import Refusal, drafts_of, write_batch
    from lke_docs.draft.folder import Fate, open_folder
    from lke_docs.draft.plan import gap_names, plan, without_draft
    from lke_docs.draft.request import select
    from lke_docs.draft.single import ask_states
    from lke_docs.draft.states import unmet
    from lke_docs.draft.together import together, typed_in
    from lke_docs.workspace.opening import open_sheet

    if options["output"] is None:
        raise click.UsageError("Sebutkan folder hasil dengan --output.")
    today, audit, profile = date.today(), open_sheet(path, terms).audit, _profile(terms)
    gaps = _gaps(audit, options)
    for text in unmet(gaps, gap_names(audit, folders=folders)):
        say(text, err=True)
    planned = plan(audit, made=today, gaps=gaps, folders=folders)
    takes = _taking(audit, options["asked"])
    if options["interactive"]:
        gaps = [*ask_states(select(planned, takes), _ask, made=today), *gaps]
        planned = plan(audit, made=today, gaps=gaps, folders=folders)
    if not options["separate"]:
        planned = together(planned, typed_in(options["output"]))
    requests = select(planned, takes)
    earlier = {"profile": profile, "folders": folders, "root": options["output"]}
    made = list(drafts_of(requests, audit, made=today, **earlier))
    refused = [result for result in made if isinstance(result, Refusal)]
    outputs = [output for result in made if not isinstance(result, Refusal) for output in result]
    placed: list[Placed] = []
    if outputs or options["output"].is_dir():
        with open_folder(options["output"], tell=warn) as held:
            terms_of_batch = {"made": today, "profile": profile, "folders": folders, "force": options["force"]}
            terms_of_batch |= {"workbooks": options["forms"], "refused": [it.request.folder for it in refused]}
            placed = write_batch(held, outputs, planned, audit, **terms_of_batch)
        _say_placed(placed, options["output"])
    _report(outputs, refused, options, left={it.path for it in placed if it.fate in (Fate.LEFT, Fate.OPENED)})
    for finding in select(without_draft(audit, planned, folders=folders), takes):
        say(f"{finding.indicator} {finding.rule}: tidak ada bentuk draf untuk ini. {finding.message}", err=True)
    return 1 if refused else 0


def _taking(audit: Audit, asked: Asked) -> Callable[[DraftRequest | Finding], bool]:
    """Whether `--select` and `--ignore` take a gap, as they do in an audit. Raises ConfigError for unknown codes."""
    from lke_docs.workspace.choice import make_choice

    choice = make_choice(asked.select, asked.ignore, [row.code for row in audit.sheet.rows])
    levels = {(it.rule, it.indicator): it.level for finding in audit.findings for it in finding.singles}
    return lambda gap: choice.takes(gap.rule, levels.get((gap.rule, gap.indicator), ""), (gap.indicator,))


def _gaps(audit: Audit, options: dict[str, Any]) -> list[GapFacts]:
    """What people said of gaps, in the file that is named or in the folder itself."""
    from lke_docs.draft.facts import load_gaps
    from lke_docs.draft.states import refuse_other_unit, said_in

    kept = said_in(options["output"])
    gaps = list(load_gaps(options["facts_file"])) if options["facts_file"] else kept
    refuse_other_unit([*kept, *gaps], audit)
    return gaps


def _say_placed(placed: Sequence[Placed], folder: Path) -> None:
    """What was not simply written: left, copied or set aside."""
    from lke_docs.draft.folder import NEW_STATES, NOTES, STATES, Fate

    for file in placed:
        is_new_list = file.path.startswith(NEW_STATES) and file.fate in (Fate.NEW, Fate.RENEWED)
        if is_new_list:
            say(f"{folder / file.path}: kesenjangan yang belum ada di {STATES}; jawab di sini.", err=True)
        elif file.fate not in (Fate.NEW, Fate.RENEWED, Fate.SAME) and not file.path.endswith(NOTES):
            say(f"{folder / file.path}: {file.fate}" + (f" ({folder / file.other})" if file.other else ""), err=True)


def _report(outputs: Sequence[Output], refused: Sequence[Refusal], options: dict[str, Any], *, left: set[str]) -> None:
    from lke_docs.draft.folder import INDEX

    drafts = [output for output in outputs if output.draft]
    if not options["quiet"]:
        for output in drafts:
            opened = len(output.draft.filled.open_fields) if output.draft else 0
            about = "isi Anda dibiarkan" if output.path in left else f"{opened} isian terbuka"
            say(f"{options['output'] / output.path}  ({about})")
        if drafts and options["output"].is_dir():
            say(_NEXT.format(folder=options["output"]))
    for refusal in refused:
        say(f"{refusal.request.folder}: tidak dibuat.", err=True)
        for reason in refusal.reasons:
            say(f"  - {reason}", err=True)
    if not drafts and not refused:
        say("Tidak ada kesenjangan yang dapat ditutup dengan naskah.", err=True)
    if drafts and options["pdf"]:
        names = [output.path for output in drafts] + [f"{INDEX}.docx"]
        _make_pdf([options["output"] / name for name in names], options)


def _make_pdf(paths: Sequence[Path], options: dict[str, Any]) -> None:
    """PDFs beside their documents, as these lie there now; noted where the folder has its own note."""
    from lke_docs.draft.folder import INDEX, NOTES, Output, open_folder
    from lke_docs.draft.pdf import MISSING, find_soffice, to_pdf

    soffice = find_soffice()
    if soffice is None:
        say(MISSING, err=True)
        return
    result = to_pdf(paths, soffice=soffice)
    folder = options["output"] if options["output"] and options["output"].is_dir() else paths[0].parent
    made = [Output(path.relative_to(folder).as_posix(), data) for path, data in result.made]
    with open_folder(folder, tell=warn) as held:
        is_noted = (folder / f"{INDEX}{NOTES}").exists()
        placed = held.put(made, day=date.today(), force=options["force"], is_noted=is_noted)
    _say_placed(placed, folder)
    for path, problem in result.failed:
        say(f"{path}: PDF tidak dibuat: {problem}.", err=True)


def _list_templates(names: Sequence[str] | None, folder: Path | None) -> None:
    from lke_docs.draft.library import find_template, template_names

    for name in names or template_names():
        schema = find_template(name, folders=template_folders(folder)).schema
        say(name)
        say(f"  {schema.title}. {schema.purpose}")
        people = [field.label for field in schema.fields if field.people_only and not field.optional]
        known = [field.label for field in schema.fields if not field.people_only]
        say(f"  dari orang: {', '.join(people) or '–'}")
        say(f"  dapat terisi sendiri: {', '.join(known) or '–'}")

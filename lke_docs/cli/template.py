"""Command `template`: work with templates in Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lke_docs.cli.option import FILE, FOLDER, named, overwrite_option, template_folders, templates_option
from lke_docs.cli.terminal import say, warn


@click.group(options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def template() -> None:
    """Bekerja dengan templat Word: lihat, salin, periksa."""


@template.command("list", options_metavar="[PILIHAN]")
@templates_option
def template_list(folder: Path | None) -> None:
    """Tampilkan templat yang ada dan di mana letaknya."""
    from lke_docs.draft.library import find_template, template_names

    folders = template_folders(folder)
    for name in template_names(folders):
        word_template = find_template(name, folders=folders)
        origin = "bawaan" if word_template.is_shipped else str(word_template.path)
        say(f"{name:24} {word_template.schema.title} ({origin})")


@template.command("copy", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option(
    "--output",
    type=FOLDER,
    default=Path("templat"),
    show_default=True,
    callback=named,
    help="Folder untuk salinannya.",
)
@overwrite_option
def template_copy(name: str, output: Path, force: bool) -> None:
    """Salin templat NAMA untuk diubah di Word."""
    from lke_docs.draft.folder import Output, write_all
    from lke_docs.draft.library import find_template

    word_template = find_template(name)
    write_all([Output(f"{name}.docx", word_template.data)], output, day=date.today(), force=force, tell=warn)
    say(f"{output / name}.docx: ubah di Word, lalu periksa dengan “lke-docs template check”.")


@template.command("fields", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option("--facts", "as_facts", is_flag=True, help="Tampilkan sebagai berkas fakta kosong (TOML).")
@templates_option
def template_fields(name: str, as_facts: bool, folder: Path | None) -> None:
    """Tampilkan tag templat NAMA dengan keterangannya, siap ditempel."""
    from lke_docs.draft.library import find_template
    from lke_docs.draft.workshop import facts_text, field_lines

    schema = find_template(name, folders=template_folders(folder)).schema
    for line in facts_text(schema).splitlines() if as_facts else field_lines(schema):
        say(line)


@template.command("check", options_metavar="[PILIHAN]")
@click.argument("file", metavar="BERKAS", type=FILE)
@click.option("--annotate", type=FILE, help="Tulis salinan dengan kesalahan sebagai komentar Word.")
@overwrite_option
@click.pass_context
def template_check(ctx: click.Context, file: Path, annotate: Path | None, force: bool) -> None:
    """Periksa templat BERKAS: semua kesalahan sekaligus, dengan paragrafnya."""
    from lke_docs.draft.child import annotate_apart
    from lke_docs.draft.folder import Output, write_all
    from lke_docs.draft.library import open_template
    from lke_docs.draft.template_check import check_template

    word_template = open_template(file)
    faults = check_template(word_template)
    for fault in faults:
        say(f"{file}: {fault}")
    today = date.today()
    if not faults:
        say(f"{file}: tidak ada kesalahan.")
    elif annotate and (commented := annotate_apart(word_template.data, faults, done=today, source=file)):
        write_all([Output(annotate.name, commented)], annotate.parent, day=today, force=force, tell=warn)
    elif annotate:
        say("Komentar tidak dapat ditulis ke berkas ini; perbaiki dulu kesalahan di atas.", err=True)
    ctx.exit(1 if faults else 0)


@template.command("sample", options_metavar="[PILIHAN]")
@click.argument("name", metavar="NAMA")
@click.option("--output", type=FILE, callback=named, help="Berkas hasil; bila tidak disebut, contoh_NAMA.docx.")
@templates_option
@overwrite_option
def template_sample(name: str, output: Path | None, folder: Path | None, force: bool) -> None:
    """Isi templat NAMA dengan contoh karangan, untuk melihat bentuknya."""
    from lke_docs.draft.folder import Output, write_all
    from lke_docs.draft.library import find_template
    from lke_docs.draft.workshop import make_sample

    target = output or Path(f"contoh_{name}.docx")
    made = make_sample(find_template(name, folders=template_folders(folder)), made=date.today())
    write_all([Output(target.name, made.data)], target.parent, day=date.today(), force=force, tell=warn)
    say(f"{target}")

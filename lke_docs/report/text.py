"""Report -> text for people: what was read, points, ten things to do, the sheet as a whole; cards with `full`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.report import View, points_line
from lke_docs.report.model import Habit, Report, Task
from lke_docs.report.quote import cut, width_of, wrap
from lke_docs.report.style import Style
from lke_docs.wording import and_more, day, decimal, figure

_NARROW, _WIDE = 60, 200
_LABELS = 16
_FIRST = 10  # things to do on the first screens
_HABITS = 12  # like findings there
_SHORT = {"met": "terpenuhi", "not_met": "belum", "open": "dapat tercapai"}


def render(report: Report, view: View) -> str:
    """Return the report, with a line end."""
    width = max(_NARROW, min(view.width, _WIDE))
    style = Style(view.color)
    lines: list[str] = []
    if not view.quiet:
        lines += _head(report, width, style)
        lines += _points(report, width, style)
        lines += _tasks(report.tasks, width, style)
        lines += _habits(report.habits, width, style)
        lines += _folder(report, width, style)
    if view.full or view.quiet:
        from lke_docs.report.text_card import cards

        lines += cards(report, width, style)
    if view.full and not view.quiet:
        from lke_docs.report.summary import closing

        lines += closing(report, width, style)
    elif not view.quiet:
        lines += _more(report, width)
    return "\n".join(map(style.only_ours, lines)).rstrip("\n") + "\n"


# --- what was read ------------------------------------------------------------------------------------


def _head(report: Report, width: int, style: Style) -> Iterator[str]:
    from lke_docs.report.summary import counts_said

    audit = report.audit
    sheet, window = audit.sheet, audit.window
    yield from map(style.strong, wrap(f"Pemeriksaan LKE {sheet.unit}", width=width))
    derived = "akhir masa penilaian" if audit.as_of == window.end else "hari pengisian menurut lembar"
    as_of = "diberikan pengguna" if report.as_of_given else f"{derived}; ubah dengan --as-of"
    hint = "" if window.origin == "diberikan pengguna" else "; ubah dengan --window"
    facts = (
        ("Instansi", "; ".join(filter(None, (sheet.agency, sheet.proposal and f"usulan {sheet.proposal}")))),
        ("Berkas", sheet.source),
        ("Terbaca", _reach(report)),
        ("Temuan", counts_said(report)),
        ("Folder bukti", _folder_read(report)),
        ("Pengaturan", report.settings),
        ("Instrumen", report.form),
        (
            "Masa penilaian",
            f"{day(window.start)} s.d. {day(window.end)} ({window.origin}{hint})" if window.is_known else window.origin,
        ),
        ("Tanggal acuan", f"{day(audit.as_of)} ({as_of})" if window.is_known or report.as_of_given else ""),
        ("Sejak terakhir", report.comparison.said if report.comparison else ""),
        ("Ditampilkan", left_out_said(report)),
    )
    for label, value in facts:
        if value:
            yield from labelled(label, value, width)
    yield ""


def left_out_said(report: Report) -> str:
    """What --only-new and the choice of rules, indicators and levels leave out; "" where all is shown."""
    said = []
    if report.left_out is not None:
        said += [
            "hanya temuan yang baru atau muncul kembali",
            f"{report.left_out} yang sudah diketahui tidak ditampilkan (tiap baris dihitung)",
        ]
    if report.unseen:
        said += [
            "hanya temuan yang dipilih",
            f"{report.unseen} temuan lain tidak ditampilkan tetapi dihitung dalam nilai",
        ]
    return "; ".join(said)


def labelled(label: str, value: str, width: int) -> Iterator[str]:
    """A label and its value beside it, over as many lines as it takes."""
    lines = wrap(value, width=width - _LABELS)
    yield f"{label:<{_LABELS - 1}} {next(lines, '')}"
    for line in lines:
        yield " " * _LABELS + line


def _reach(report: Report) -> str:
    reach = report.reach
    said = f"{reach.rows} indikator, {reach.with_evidence} berisi bukti dukung"
    if reach.unplaced:
        said += f"; {reach.unplaced} baris tidak dapat ditempatkan"
    for reason, rules, rows in reach.resting:
        said += f"; {rules} aturan tidak diperiksa pada {rows} indikator: {reason}"
    return said + ("; semuanya dapat dibaca" if reach.is_whole else "")


# --- points -------------------------------------------------------------------------------------------


def _points(report: Report, width: int, style: Style) -> Iterator[str]:
    if report.score is None:
        return
    score = report.score
    tallies = (score.claimed, score.shown, score.cannot_tell, score.not_shown)
    yield from labelled("Nilai", points_line(*(tally.total.points for tally in tallies)), width)
    name = min(width - 47, 46)
    yield style.faint(f"{'':{name}}{'bobot':>7}{'diklaim':>9}{'tampak':>8}{'tak pasti':>11}{'tak tampak':>12}")
    for parts in zip(*(tally.areas for tally in tallies), strict=True):
        if parts[0].open < parts[0].weight:
            title = cut(f"{parts[0].code} {parts[0].name}", name - 1)
            points = zip((9, 8, 11, 12), parts, strict=True)
            yield f"{title:<{name}}{decimal(parts[0].weight):>7}" + "".join(
                f"{decimal(p.points):>{w}}" for w, p in points
            )
    empty = [f"{part.code} {part.name}" for part in score.claimed.areas if part.open >= part.weight]
    if empty:
        yield from wrap(f"Belum terisi: {', '.join(empty)}.", width=width)
    for result in score.thresholds:
        total = result.criteria[0]
        failing = sum(1 for it in result.criteria if it.shown_state == "not_met")
        said = (
            f"perlu {figure(total.needed)}; diklaim {_SHORT[result.claimed_state]}, "
            f"tampak {_SHORT[result.shown_state]}"
            + (f" ({failing} dari {len(result.criteria)} syarat belum)" if failing else "")
        )
        yield from labelled(f"{result.predicate} {result.regulation}", said, width)
    yield ""


# --- what to do first ---------------------------------------------------------------------------------


def _tasks(tasks: Sequence[Task], width: int, style: Style) -> Iterator[str]:
    if not tasks:
        return
    which = f"{_FIRST} dari {len(tasks)}, " if len(tasks) > _FIRST else ""
    yield style.strong(f"Yang pertama dibenahi ({which}menurut poin)")
    yield style.faint("─" * width)
    for position, task in enumerate(tasks[:_FIRST], 1):
        yield from _task(position, task, width, style)
    if (more := tasks[_FIRST:]) and (points := sum(task.points for task in more)):
        yield from wrap(f"… dan {len(more)} lagi, bersama {decimal(points)} poin.", width=width, indent="    ")
    yield ""


def _task(position: int, task: Task, width: int, style: Style) -> Iterator[str]:
    level = task.first.finding.level if task.first else None
    word = f"  {level.value.upper()}" if level else ""
    known = f"  {task.first.finding.rule} {task.first.id}" if task.first else ""
    more = f"  +{task.more} temuan" if task.more else ""
    points = f"  {decimal(task.points)} poin" if task.points else ""
    heads = (f"{position:>2}. {_some(task.indicators, most)}{points}" for most in range(4, 0, -1))
    head = next(it for most, it in enumerate(heads) if most == 3 or width_of(it + word + known) <= width)
    rest = known + more if width_of(head + word + known + more) <= width else known
    yield style.strong(head) + (style.level(level, word) if level else "") + style.faint(rest)
    yield f"    {cut(task.problem, width - 4)}"
    draft = f" Draf: {', '.join(task.drafts)}." if task.drafts else ""
    if width_of(draft) > width // 2:
        draft = f" Draf: {len(task.drafts)} naskah."
    yield f"    → {cut(task.remedy, width - 6 - width_of(draft))}{draft}"


def _some(codes: Sequence[str], most: int) -> str:
    return ", ".join(codes[:most]) + and_more(len(codes), most)


# --- the sheet as a whole -----------------------------------------------------------------------------


def _habits(habits: Sequence[Habit], width: int, style: Style) -> Iterator[str]:
    if not habits:
        return
    yield style.strong("Pada seluruh lembar dan di banyak tempat")
    yield style.faint("─" * width)
    for habit in habits[:_HABITS]:
        where = f": {', '.join(habit.indicators)}" if habit.indicators else ""
        many = f"{habit.times}×" if habit.times > 1 else ""
        lead = f" {habit.rule} {many:>4} "
        said = f"{habit.name}{where}" if habit.indicators else habit.listed[0].finding.message
        yield style.level(habit.level, f"{habit.level.value.upper():<5}") + lead + cut(said, width - 5 - len(lead))
    if more := len(habits) - _HABITS:
        yield f"… dan {more} jenis lagi." if more > 0 else ""
    yield ""


def _folder_read(report: Report) -> str:
    """How the files of the folder were read; "" without a folder."""
    folder = report.folder
    if folder is None:
        return ""
    from lke_docs.report.folder_told import said_of

    return "; ".join((said_of(folder), *folder.notices))


def _folder(report: Report, width: int, style: Style) -> Iterator[str]:
    """What became of the documents that the sheet names, and what to open first."""
    folder = report.folder
    if folder is None:
        return
    from lke_docs.report.folder_told import order_said, states_said
    from lke_docs.report.open_first import reading_list

    yield style.strong("Bukti di folder")
    yield style.faint("─" * width)
    yield from wrap(states_said(folder), width=width)
    first, seed = reading_list(report)
    for position, file in enumerate(first, 1):
        yield from wrap(f"{position:>2}. {file.path}", width=width)
        yield from wrap(f"{_some(file.indicators, 3)}: {', '.join(file.reasons)}", width=width, indent="    ")
    if first:
        yield from wrap(order_said(seed), width=width)
    yield ""


def _more(report: Report, width: int) -> Iterator[str]:
    """Where the rest stands: nothing is cut without saying so."""
    if report.listed:
        yield from wrap(
            "Semua temuan dengan kutipannya: tambahkan --full, atau --format html --output laporan.html. "
            f"Satu aturan: lke-docs rule KODE. Versi: {report.versions_said}.",
            width=width,
        )

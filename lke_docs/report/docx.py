"""Report -> DOCX on the unit's letterhead: a report for its head, or an evaluator's notes with room for the verdict.

Both are filled by the engine of drafts from `templates/docx/`, but are no drafts: they say what program and rules made
them, and that they are no evidence. For the evaluator advice is left out; the letter that the evidence carries is
proposed with its reason, never decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lke_docs import wording
from lke_docs.check import rule_by_code
from lke_docs.files.model import MatchState
from lke_docs.model import Confidence, FindingState
from lke_docs.report import View, points_line
from lke_docs.report.folder_told import folder_told, opened_first
from lke_docs.report.summary import MEANINGS, by_area, checked, counted, none_said, thresholds
from lke_docs.resources import __version__
from lke_docs.wording import and_more

if TYPE_CHECKING:
    from lke_docs.draft.values import Value
    from lke_docs.report.model import Listed, Report

Row = dict[str, str]

_FIRST = 10
_MOST = 3_000  # rows of a table that Word still opens with ease
_LONG, _QUOTE, _QUOTES, _FEW = 1_500, 120, 3, 4
_NONE = "–"


def render(report: Report, view: View) -> bytes:
    """Return the document. Equal reports and views give equal bytes."""
    from lke_docs.draft.document import make_paper
    from lke_docs.draft.library import find_template
    from lke_docs.draft.plan import letterhead
    from lke_docs.draft.profile import Profile
    from lke_docs.draft.values import Value

    name = "catatan_evaluasi" if view.is_for_evaluator else "laporan_pemeriksaan"
    template = find_template(name, folders=view.templates)
    names = {field.name for field in template.schema.fields}
    profile = view.profile or Profile()
    values: dict[str, Value] = {} if view.is_for_evaluator else dict(letterhead(report.audit.sheet))
    values |= profile.values(name, day=view.made or report.audit.as_of)
    contents = {**_shared(report), **(_evaluation if view.is_for_evaluator else _self_check)(report)}
    values |= {key: Value(content, "aturan:pemeriksaan") for key, content in contents.items() if content}
    if view.verdicts:
        values["putusan"] = Value(list(view.verdicts), "pengguna:penilai")
    return make_paper(
        template,
        {key: value for key, value in values.items() if key in names},
        made=view.made,
        title=f"{template.schema.title}: {report.audit.sheet.unit}".rstrip(": "),
        properties={"status": "laporan", "templat": name, "versi": __version__},
        look=profile.look,
    )


# --- for both readers -------------------------------------------------------------------------------------


def _shared(report: Report) -> Mapping[str, object]:
    sheet = report.audit.sheet
    return {
        "satuan": _short(sheet.unit or sheet.source),
        "identitas": [{"hal": label, "isi": _short(said)} for label, said in _identity(report) if said],
        "ringkasan": list(_summary(report)),
        "folder_bukti": list(_folder(report)),
        "nilai_area": list(_points(report)),
        "ambang": [f"{name}: {said}." for name, said in thresholds(report.score)] if report.score else [],
        "pembuat": f"Dibuat oleh lke-docs {__version__} ({report.versions_said}). Hasil pemeriksaan teks lembar kerja; "
        "bukan putusan dan bukan bukti dukung.",
    }


def _identity(report: Report) -> Iterator[tuple[str, str]]:
    audit, window = report.audit, report.audit.window
    yield "Instansi", audit.sheet.agency
    yield "Usulan", audit.sheet.proposal
    yield "Lembar", f"{Path(audit.sheet.source).name} (sidik SHA-256 {audit.sheet.sha256[:16]})"
    yield "Bentuk LKE", report.form_on_paper
    span = f"{wording.day(window.start)} s.d. {wording.day(window.end)} ({window.origin})"
    yield "Masa penilaian", span if window.is_known else window.origin
    yield "Tanggal acuan", wording.day(audit.as_of) if window.is_known or report.as_of_given else ""
    yield "Pengaturan", report.settings


def _summary(report: Report) -> Iterator[str]:
    reach, (sure, asked, noted) = report.reach, counted(report)
    yield f"Terbaca {reach.rows} indikator, {reach.with_evidence} di antaranya berisi bukti dukung."
    if reach.unplaced:
        yield f"{reach.unplaced} baris lembar tidak dapat ditempatkan, jadi tidak diperiksa."
    for reason, rules, rows in reach.resting:
        yield _short(f"{rules} aturan tidak diperiksa pada {rows} indikator: {reason}.")
    parts = [f"{count} {level}" for level, count in sure.items()]
    parts += [f"{asked.total()} pertanyaan"] if asked.total() else []
    parts += [f"{noted} dikesampingkan dengan alasan"] if noted else []
    yield f"Temuan: {wording.listed(parts) or none_said(report)}."
    if parts:
        yield " ".join(f"{level.capitalize()}: {meaning}." for level, meaning in MEANINGS.items())
    if report.score:
        score = report.score
        tallies = (score.claimed, score.shown, score.cannot_tell, score.not_shown)
        yield f"Nilai: {points_line(*(tally.total.points for tally in tallies))}."
    yield f"Diperiksa: {checked(report.audit)}"


def _folder(report: Report) -> Iterator[str]:
    """Coverage, the claims by state, then each that is not in the folder."""
    folder = folder_told(report)
    if folder is None:
        return
    yield f"{folder.read}."
    yield from map(_short, folder.notices)
    yield folder.states
    missing = [it for group in folder.groups if group.state is MatchState.MISSING for it in group.claims]
    yield from (f"Tidak ada di folder: {it.indicator} {wording.quoted(it.text, _QUOTE)}." for it in missing[:_MOST])
    yield from (f"Dibuka lebih dahulu: {line}" for line in opened_first(folder))


def _points(report: Report) -> Iterator[Row]:
    for code, name, points in by_area(report.score) if report.score else ():
        columns = ("bobot", "diklaim", "tampak", "tak_pasti", "tak_tampak")
        told = [*map(wording.decimal, points), *(["belum terisi", *[_NONE] * 3] if len(points) == 1 else [])]
        yield {"area": f"{code} {name}".strip()} | dict(zip(columns, told, strict=True))


def _cut(listed: Sequence[Listed], told: Callable[[Listed], Row]) -> Mapping[str, object]:
    """The findings as rows of a table, and what is left out of them."""
    more = len(listed) - _MOST
    left = f"Masih ada {more} temuan lagi; semuanya ada pada daftar kerja (--format xlsx)."
    return {"temuan": [told(it) for it in listed[:_MOST]], "sisa": [left] if more > 0 else []}


def _told(listed: Listed) -> Row:
    finding = listed.finding
    return {
        "tanda": f"{finding.rule} {listed.id}",
        "indikator": _codes((finding.indicator, *finding.related), most=_FEW),
        "tingkat": listed.level_said,
        "masalah": _short(finding.message) or _NONE,
    }


def _codes(codes: Iterable[str], *, most: int = 12) -> str:
    known = list(dict.fromkeys(filter(None, codes)))
    return ", ".join(known[:most]) + and_more(len(known), most) or "lembar"


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 2].rstrip()} …"


# --- for the head of the office ---------------------------------------------------------------------------


def _self_check(report: Report) -> Mapping[str, object]:
    first = report.tasks[:_FIRST]
    past = {"fixed": "Diperbaiki", "gone": "Hilang karena klaimnya dihapus", "unchecked": "Tidak diperiksa kali ini"}
    since = [f"{report.comparison.said}."] if report.comparison and report.comparison.said else []
    since += [f"{past[it.change.value]}: {it.finding.indicator} {_short(it.finding.message)}" for it in report.past]
    return {
        "pertama": [
            {
                "indikator": _codes(task.indicators, most=6),
                "poin": wording.decimal(task.points) if task.points else _NONE,
                "masalah": _short(task.problem),
                "saran": _short(task.remedy + _drafts(task.drafts)) or _NONE,
            }
            for task in first
        ],
        "berulang": [
            {
                "hal": habit.name if habit.indicators else _short(habit.listed[0].finding.message),
                "kali": str(habit.times),
                "indikator": _codes(habit.indicators),
                "saran": _short(habit.remedy) or _NONE,
            }
            for habit in report.habits
        ],
        "sejak_lalu": since[:_MOST],
        **_cut(report.singles, _advised({it.remedy for it in report.habits})),
    }


def _advised(said: set[str]) -> Callable[[Listed], Row]:
    """A finding with what to do about it, where that was not said before."""

    def told(listed: Listed) -> Row:
        row, remedy = _told(listed), listed.finding.remedy
        if remedy and remedy not in said:
            row["masalah"] += f" → {_short(remedy)}"
            said.add(remedy)
        return row

    return told


def _drafts(names: Sequence[str]) -> str:
    return f" Draf yang dapat dibuat: {', '.join(names)}." if names else ""


# --- for the evaluator ------------------------------------------------------------------------------------


def _evaluation(report: Report) -> Mapping[str, object]:
    """What contradicts, then the letters that are not proven, most costly first, then all else; no advice."""
    answers = {card.row.code: card.row.answer for card in report.cards}
    clashing = [it for it in report.singles if _clashes(it)]
    clashing.sort(key=lambda it: (it.finding.confidence is Confidence.RENDAH, -it.finding.points))
    rest = [it for it in report.singles if not _clashes(it)]
    clash_codes = {it.finding.indicator for it in clashing}
    return {
        "pertentangan": [_clash(it, answers.get(it.finding.indicator, "")) for it in clashing[:_MOST]],
        "belum_terbukti": list(_unproven(report, clash_codes)),
        **_cut(rest, _quoting),
    }


def _clashes(listed: Listed) -> bool:
    known = rule_by_code(listed.finding.rule)
    return known is not None and known.contradicts and listed.finding.state is FindingState.OPEN


def _clash(listed: Listed, answer: str) -> Row:
    told = _quoting(listed)
    return {key: told[key] for key in ("tanda", "indikator", "masalah", "kutipan")} | {"jawaban": answer or _NONE}


def _quoting(listed: Listed) -> Row:
    quotes = dict.fromkeys(wording.quoted(span.quote, _QUOTE) for span in listed.finding.spans)
    return _told(listed) | {"kutipan": "\n".join(list(quotes)[:_QUOTES]) or _NONE}


def _unproven(report: Report, clashing: set[str]) -> Iterator[Row]:
    """The letters of which the evidence shows less: what it carries is proposed, with the reason."""
    cards = [(it, it.stake) for it in report.cards if it.stake and it.stake.lost > 0]
    cards.sort(key=lambda pair: (pair[0].row.code not in clashing, -pair[1].lost))
    for card, stake in cards:
        shown, best = card.carried
        yield {
            "indikator": card.row.code,
            "jawaban": _short(f"{card.row.answer}: {card.option}" if card.option else card.row.answer) or _NONE,
            "usulan": f"{shown or _NONE} (paling tinggi {best})" if best and best != shown else shown or _NONE,
            "alasan": _short("; ".join(card.reasons)) or "tidak tampak dari bukti yang tertulis",
            "poin": f"{wording.decimal(stake.lost)} dari {wording.decimal(stake.claimed)}",
        }

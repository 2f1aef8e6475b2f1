"""What a file is: its documents, each with kind, number, day, subject and office, and where these stand.

Pure: what was read goes in, what it says comes out. What is not there stays None.
"""

from __future__ import annotations

from collections.abc import Sequence

from lke_docs.extract import extract
from lke_docs.files.dated import Meeting, also_told, chosen, meeting_of, told_days
from lke_docs.files.heading import PageHead, is_letter, read_heading
from lke_docs.files.labelled import label, number_label
from lke_docs.files.letterhead import is_office
from lke_docs.files.model import EvidenceFile, Part, RawFile, Seen
from lke_docs.files.numbered import own_number
from lke_docs.files.parts_of import Leaf, is_photo, parts_of
from lke_docs.files.signing import is_draft, is_empty, is_signed
from lke_docs.files.stamp import unstamped
from lke_docs.files.text_row import TextRow, rows_of
from lke_docs.model import DocDate, Period
from lke_docs.patterns import vocabulary
from lke_docs.patterns.paper_frame import begins

_HEAD = 900  # characters of a head that are kept for the comparison with a claim
_COVER = 12  # rows
_FOOT = 45  # rows at the end of a document
_MEETINGS = frozenset(("notula", "undangan", "daftar_hadir", "laporan"))
PHOTO = "dokumentasi"


def identify(raw: RawFile) -> EvidenceFile:
    """Tell what a file is. Nothing is guessed: a number or day that is not there is None."""
    pages = [unstamped(page) for page in raw.pages]
    leaves = []
    for page, _ in pages:
        rows = rows_of(page)
        if raw.format == "xlsx" and len(rows) > 1:
            rows = rows[1:]  # the name of the worksheet, cut off by the program that wrote it
        leaves.append(Leaf(page.number, rows, is_photo(raw, page, rows)))
    if not leaves or raw.format == "tautan":
        return EvidenceFile(raw, _bare_photo(raw))
    stamps = {page.number: texts for page, texts in pages}
    parts = []
    for part in parts_of(leaves):
        stamped = tuple(text for leaf in part for text in stamps[leaf.number])
        parts.append(_part(raw, part)._replace(stamps=stamped))
    return EvidenceFile(raw, tuple(parts))


def _bare_photo(raw: RawFile) -> tuple[Part, ...]:
    return (Part(1, 1, (PHOTO,)),) if raw.format == "gambar" and raw.pictures else ()


def _part(raw: RawFile, leaves: Sequence[Leaf]) -> Part:
    span = leaves[0].number, leaves[-1].number
    body = leaves[1:] if _has_cover(leaves) else leaves
    cover = leaves[0].rows if body is not leaves else ()
    rows = [row for leaf in body for row in leaf.rows]
    if leaves[0].photo:
        return _photos(span, rows)
    first = body[0].rows
    annex = _annex(rows, len(first))
    head = read_heading(first)
    types = _types(first, head)
    number = own_number(first, head, is_rule=types[:1] == ("peraturan",))
    if types == (PHOTO,):
        return _photos(span, first[head.title_at or 0 :])._replace(office=head.office)
    meeting = Meeting() if _MEETINGS.isdisjoint(types) else meeting_of(first)
    periods = _periods(f"{head.title}\n{head.subject}") or _periods(_covered(first[: head.end], head.title_end))
    foot = rows[max(0, annex - _FOOT) : annex]
    last = rows[max(annex, len(rows) - _FOOT) :]
    part = Part(
        *span,
        document_types=types,
        title=head.title,
        number=number.reference,
        number_seen=number.seen,
        subject=head.subject,
        office=head.office,
        periods=(*periods, meeting.period) if meeting.period else periods,
        event=meeting.date,
        has_signature_block=bool(raw.signatures) or is_signed(foot) or is_signed(rows[annex:]),
        is_draft=number.is_open or is_draft([*cover, *rows], [*cover, *first[: head.end]], [*foot, *last]),
        is_empty=bool(first) and is_empty(first),
        head=_joined(first[head.title_at or 0 : head.end + 6])[:_HEAD],
    )
    return _dated(part, rows, annex, head.end)


def _has_cover(leaves: Sequence[Leaf]) -> bool:
    """A title alone on the first page, and on the second the same with a number: the cover of a report."""
    if len(leaves) < 2 or leaves[0].photo or not 0 < len(leaves[0].rows) <= _COVER:
        return False
    if _is_numbered(leaves[0]) or not _is_numbered(leaves[1]):
        return False
    cover, behind = (read_heading(leaf.rows).slug for leaf in leaves[:2])
    return bool(cover) and cover == behind


def _is_numbered(leaf: Leaf) -> bool:
    return any(number_label(piece.text.lower()) for row in leaf.rows for piece in row.pieces)


def _photos(span: tuple[int, int], rows: Sequence[TextRow]) -> Part:
    """Pages of photos, with what is written over them; a page of a draft that was photographed may look like one."""
    told = extract(caption := _joined(rows))
    event = next((date for date in told.dates if date.full), None)
    return Part(
        *span, (PHOTO,), title=caption[:160], periods=told.periods, event=event, head=caption[:_HEAD],
        is_draft=is_draft(rows, (), ()),
    )  # fmt: skip


def _dated(part: Part, rows: Sequence[TextRow], annex: int, head: int) -> Part:
    """The part with its day, and the other days that it gives of itself."""
    slug = part.document_types[0] if part.document_types else ""
    days = told_days(rows, head, annex)
    day = chosen(days, slug) or chosen(told_days(rows[annex:], 0, len(rows) - annex), slug)
    others: dict[object, tuple[DocDate, Seen]] = {}
    for told in (*days, *also_told(rows[:head], rows[annex : annex + 12])):
        if day is None or told[1:] != day[1:]:
            others.setdefault((told.date.value, told.seen.page, told.seen.raw), (told.date, told.seen))
    return part._replace(
        date=day.date if day else None, date_seen=day.seen if day else None, others=tuple(others.values())
    )


def _annex(rows: Sequence[TextRow], first: int) -> int:
    """The row at which the annex begins: "LAMPIRAN KEPUTUSAN ..." behind the document."""
    for at in range(6, len(rows)):
        row = rows[at]
        if not begins("annex.begins").match(row.low.lstrip()) or (at < 12 and at < first and ":" in row.text):
            continue
        if row.is_capital or any(begins("label.number").match(it.low.lstrip(" :")) for it in rows[at + 1 : at + 5]):
            return at
    return len(rows)


def _types(rows: Sequence[TextRow], heading: PageHead) -> tuple[str, ...]:
    """The kind that the title names; of a letter what its subject names; of anything else what its head names."""
    types = vocabulary().types
    if heading.slug and heading.slug != "lainnya":
        carried = _carried(heading.subject) if heading.slug == "nota_dinas" else ()
        return tuple(dict.fromkeys((heading.slug, *carried)))
    if not heading.slug and is_letter(rows[: heading.end + 3]):
        return tuple(dict.fromkeys((*_carried(heading.subject), "lainnya")))
    if heading.slug:
        return (heading.slug,)
    named = [slug for row in rows[:12] if row.is_capital for slug in extract(row.text).document_types]
    return tuple(dict.fromkeys(slug for slug in named if types[slug].role != "document" or slug != "lainnya"))


def _carried(subject: str) -> tuple[str, ...]:
    """The types that a letter's subject makes it: an invitation, a report."""
    carried = vocabulary().carried_by_letter
    return tuple(slug for slug in extract(f"Surat hal {subject}").document_types if slug in carried) if subject else ()


def _covered(rows: Sequence[TextRow], below: int) -> str:
    """What stands at "Periode :" or "Bulan :", or behind the office's name right below the title."""
    values = (row.text for row in rows if any(label(piece.text, "label.period") for piece in row.pieces))
    office = rows[below].text if 0 < below < len(rows) and is_office(rows[below]) else ""
    return next(values, office)


def _periods(text: str) -> tuple[Period, ...]:
    periods = extract(text).periods if text.strip() else ()
    return tuple({period.value: period for period in reversed(periods)}.values())[::-1]


def _joined(rows: Sequence[TextRow]) -> str:
    return " ".join(" ".join(row.text.split()) for row in rows)

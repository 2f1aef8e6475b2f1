"""Where the documents of a file begin: undangan, daftar hadir, notula and photos in one PDF are four parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lke_docs.extract import extract
from lke_docs.files.dated import meeting_of
from lke_docs.files.heading import read_heading, title_slug
from lke_docs.files.labelled import number_label
from lke_docs.files.letterhead import is_address, is_office
from lke_docs.files.model import Page, PageKind, RawFile
from lke_docs.files.signing import is_signed
from lke_docs.files.text_row import TextRow
from lke_docs.patterns import vocabulary
from lke_docs.patterns.paper_frame import begins, paper_frame
from lke_docs.tuples import NamedTuple

_TOP = 14  # rows of a page in which a new document shows itself
_COVER = 15  # rows of a cover
_FEW = 8  # rows that a page of photos may hold
_WORDS = 60  # and words


class Leaf(NamedTuple):
    """A page with its rows. `photo`: hardly a word is on it, and pictures are."""

    number: int
    rows: tuple[TextRow, ...]
    photo: bool = False


def is_photo(raw: RawFile, page: Page, rows: Sequence[TextRow]) -> bool:
    """Tell a page of photos: pictures, and few words; on a scan, which is a picture whatever it shows, a caption that
    says so. Of a picture of paper that nobody has read none is known.
    """
    if raw.format == "gambar" and page.is_unread:
        return False
    pictured = raw.format == "gambar" or any(picture.page == page.number for picture in raw.pictures)
    pictured = pictured or (page.kind is PageKind.SCAN and any(map(_is_caption, rows)))
    words = sum(len(row.text.split()) for row in rows)
    few = len(rows) <= _FEW and words <= _WORDS
    return few and (pictured or (page.kind is PageKind.SPARSE and bool(raw.pictures))) and not any(map(_is_head, rows))


def parts_of(leaves: Sequence[Leaf]) -> Iterator[tuple[Leaf, ...]]:
    """The pages of each document, in order."""
    part: list[Leaf] = []
    for leaf in leaves:
        if part and _begins_anew(part, leaf):
            yield tuple(part)
            part = []
        part.append(leaf)
    if part:
        yield tuple(part)


def _begins_anew(part: Sequence[Leaf], leaf: Leaf) -> bool:
    before = part[-1]
    top = leaf.rows[:_TOP]
    if leaf.photo or before.photo:
        return leaf.photo != before.photo and (
            leaf.photo or (bool(top) and _shows_head(top)) or all(page.photo for page in part)
        )
    if (
        not top
        or begins("annex.begins").match(top[0].low.strip())
        or (len(top) > 1 and begins("annex.begins").match(top[1].low.strip()))
    ):
        return False
    if _is_photo_title(top[0]):
        return True
    return _shows_head(top) and not _is_cover(part, top)


def _is_cover(part: Sequence[Leaf], top: Sequence[TextRow]) -> bool:
    """The part so far is the cover of what begins here: few lines, the same office, kind and time, and nothing of a
    document's own: no number, no meeting, nobody who signs.
    """
    cover = part[0].rows
    if len(part) > 1 or len(cover) > _COVER or any(number_label(row.low) for row in cover):
        return False
    if meeting_of(cover).date or is_signed(cover):
        return False
    kinds = [next(filter(None, map(title_slug, rows)), "") for rows in (cover, top)]
    is_same = kinds[0] == kinds[1] and bool({row.low for row in cover if is_office(row)} & {row.low for row in top})
    if not is_same:
        return False
    times = [{period.value for period in extract(read_heading(rows).title).periods} for rows in (cover, top)]
    return not all(times) or bool(times[0] & times[1])


def _is_photo_title(row: TextRow) -> bool:
    return row.low.strip(" :.") in paper_frame().lists["photo.titles"]


def _shows_head(top: Sequence[TextRow]) -> bool:
    """A letterhead over a title or a number, or a title of a document over a number or labels of its own."""
    at = next((at for at, row in enumerate(top) if title_slug(row)), None)
    kop = [row for row in top[: at if at is not None else len(top)] if is_office(row)]
    numbered = any(number_label(piece.text.lower()) for row in top for piece in row.pieces)
    if kop and top.index(kop[0]) <= 2 and (at is not None or numbered) and len(kop) + any(map(is_address, top)) > 1:
        return True
    if at is None or at > 4:
        return False
    slug = title_slug(top[at])
    below = top[at + 1 :]
    if vocabulary().types[slug].left_by_meetings:
        return at <= 2
    told = any(begins("label.event").match(row.low) or begins("head.about").match(row.low) for row in below[:6])
    return any(number_label(row.low) for row in below[:5]) or bool(kop) or told


def _is_head(row: TextRow) -> bool:
    return number_label(row.low) is not None or (bool(title_slug(row)) and not _is_caption(row))


def _is_caption(row: TextRow) -> bool:
    """ "Foto rapat 3 Januari 2025"."""
    return begins("photo.titles").match(row.low.strip(" :.")) is not None

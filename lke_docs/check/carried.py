"""What rules on files look at: the claims that a file carries, and the rows that name documents at all."""

from __future__ import annotations

from collections.abc import Iterator

from lke_docs.check.rule import NOT_APPLICABLE, Dossier, Hit, Mark, Skip, on_evidence
from lke_docs.files.model import EvidenceFile, Folder, Match, MatchState, Part
from lke_docs.model import Confidence, Entry, State
from lke_docs.tuples import NamedTuple

DOUBT = ". Apakah lembarnya yang salah tulis, atau berkasnya terbaca keliru?"
_NO_FOLDER = Folder("", ())


class Carried(NamedTuple):
    """A document that the sheet names, with the part of a file that carries it."""

    entry: Entry
    match: Match
    file: EvidenceFile
    part: Part

    @property
    def mark(self) -> Mark:
        return Mark(self.entry, self.match.start, self.match.end)

    @property
    def is_unsure(self) -> bool:
        """Another file may be meant."""
        return self.match.state is MatchState.UNSURE

    @property
    def where(self) -> str:
        """The file, with its page where it has several."""
        page = self.part.first_page
        return f"{self.file.path}, halaman {page}" if self.file.raw.page_count > 1 and page > 1 else self.file.path

    @property
    def is_whole(self) -> bool:
        """All its pages were read: what does not show is not there."""
        return not any(self.part.first_page <= number <= self.part.last_page for number in self.file.raw.unread)

    @property
    def confidence(self) -> Confidence:
        """How sure its pages were read: nothing of a scan is surer than the engine that read it."""
        seen = (self.part.number_seen, self.part.date_seen)
        order = list(Confidence)
        return max((it.confidence for it in seen if it is not None), key=order.index, default=Confidence.TINGGI)

    @property
    def is_sure(self) -> bool:
        """No other file may be meant, and its number and date were read without a doubt."""
        return self.confidence is Confidence.TINGGI and not self.is_unsure

    def hit(self, said: str, *, key: tuple[str, ...], doubt: str) -> Hit:
        """What was found of it; with a `doubt` it is asked, and costs nothing."""
        confidence = Confidence.RENDAH if doubt else None
        return Hit(self.entry, f"{said}{doubt or '.'}", key=key, marks=(self.mark,), confidence=confidence)


def folder_of(dossier: Dossier) -> Folder:
    """The folder of evidence; one without files where none was given."""
    return dossier.folder if dossier.folder is not None else _NO_FOLDER


def matches(dossier: Dossier, *states: MatchState) -> Iterator[tuple[Entry, Match]]:
    """The claims in these states, with their rows."""
    for match in folder_of(dossier).matches:
        if match.state in states and match.indicator in dossier.by_code:
            yield dossier.by_code[match.indicator], match


def carried(dossier: Dossier, *, unsure: bool = False) -> Iterator[Carried]:
    """Each claim with each part of a file that carries it; with `unsure` also of those that seem to."""
    files = folder_of(dossier).by_path
    states = (MatchState.FOUND, MatchState.UNSURE) if unsure else (MatchState.FOUND,)
    for entry, match in matches(dossier, *states):
        for rival in match.files:
            file = files[rival.path]
            if rival.part < len(file.parts):
                yield Carried(entry, match, file, file.parts[rival.part])


def on_claims(dossier: Dossier, entry: Entry) -> Skip | None:
    """The rule runs on rows that name documents; where none could be looked for, it did not."""
    own = folder_of(dossier).by_indicator.get(entry.code, ())
    if not own:
        return on_evidence(dossier, entry) or NOT_APPLICABLE
    unseen = [match for match in own if match.state is MatchState.NOT_CHECKED]
    return Skip(State.NOT_CHECKED, unseen[0].said) if len(unseen) == len(own) else None

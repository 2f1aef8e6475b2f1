"""Two runs side by side: new, open, fixed, gone because the claim was deleted, came back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from itertools import chain, product

from lke_docs.patterns.office import is_one_agency
from lke_docs.tuples import NamedTuple
from lke_docs.workspace.fail_on import is_at_least
from lke_docs.workspace.run import PastFinding, PastSpan, Run

_ALIKE = 52.0  # how alike an edited item stays to what it was (0-100); below, it is another item
_SAME = 75.0  # how alike what two findings of one rule and row quote is, where they are one whose text was edited
_FEW_PAIRS = 250_000  # items before times items after that are all compared
_NEAR = 16  # items that are compared with one in a longer cell: around its place, and with its rarest words


class Change(StrEnum):
    """What became of a finding."""

    NEW = "new"
    OPEN = "open"
    FIXED = "fixed"
    GONE = "gone"
    RETURNED = "returned"
    UNCHECKED = "unchecked"


SAID = {
    Change.NEW: "baru",
    Change.RETURNED: "muncul kembali",
    Change.OPEN: "masih terbuka",
    Change.FIXED: "diperbaiki",
    Change.GONE: "hilang karena klaimnya dihapus",
    Change.UNCHECKED: "tidak diperiksa kali ini",
}
BY_TERMS = "karena aturan, bentuk LKE, atau masa penilaiannya berbeda, bukan karena teksnya berubah"


class Changed(NamedTuple):
    """One finding and what became of it. `by_rules`: the rules, the form or the days are others, the text is not."""

    change: Change
    finding: PastFinding
    by_rules: bool = False


class Comparison(NamedTuple):
    """All findings of two runs."""

    old: Run | None
    new: Run
    changes: tuple[Changed, ...]

    @property
    def counts(self) -> dict[Change, int]:
        counts = Counter(changed.change for changed in self.changes)
        return {change: counts[change] for change in Change}

    @property
    def is_of_two_units(self) -> bool:
        """Whether the sheets are those of different units: one is then no history of the other."""
        if self.old is None:
            return False
        (agency, unit, _), (other, name, _) = (it.subject.rsplit("|", 2) for it in (self.old, self.new))
        return unit != name or not is_one_agency(agency, other)

    @property
    def is_of_two_forms(self) -> bool:
        return self.old is not None and self.old.subject.rpartition("|")[2] != self.new.subject.rpartition("|")[2]

    @property
    def said(self) -> str:
        """What became of the findings since the run before, each row counted, in a line; "" for a first run."""
        parts = [f"{count} {SAID[change]}" for change, count in self.counts.items() if count]
        return f"{', '.join(parts)} (tiap baris dihitung)" if self.old and parts else ""


def compare_runs(old: Run | None, new: Run, *, earlier: Collection[str] = ()) -> Comparison:
    """Compare two runs by fingerprint. `earlier`: fingerprints seen in runs before the old one."""
    before = {finding.fingerprint for finding in old.findings} if old else set()
    after = {finding.fingerprint for finding in new.findings}
    was = _was(old, new, before, after, earlier) if old else {}
    changes = []
    for finding in new.findings:
        if (past := was.get(finding.fingerprint)) is not None:
            told = "" if past.message == finding.message else f" (sebelumnya: {past.message})"
            changes.append(Changed(Change.OPEN, finding._replace(message=f"{finding.message}{told}")))
            after.add(past.fingerprint)
            continue
        change = Change.OPEN if finding.fingerprint in before else Change.NEW
        if change is Change.NEW and finding.fingerprint in earlier:
            was_checked = old is None or old.ran is None or finding.rule in old.ran
            change = Change.RETURNED if was_checked else Change.OPEN
        changes.append(Changed(change, finding, change is not Change.OPEN and _by_rules(finding, old, new)))
    if old is not None:
        cells: dict[str, _Cell] = {}
        for finding in old.findings:
            if finding.fingerprint in after:
                continue
            if new.ran is not None and finding.rule not in new.ran:
                changes.append(Changed(Change.UNCHECKED, finding))
                continue
            gone = _claim_deleted(finding, old, new, cells)
            changes.append(Changed(Change.GONE if gone else Change.FIXED, finding, _by_rules(finding, old, new)))
    return Comparison(old, new, tuple(changes))


def _was(
    old: Run, new: Run, before: Collection[str], after: Collection[str], earlier: Collection[str]
) -> dict[str, PastFinding]:
    """What new findings were before, by their fingerprints: of one rule, row and matter, another number or month."""
    from rapidfuzz.fuzz import ratio

    gone: dict[tuple[str, str], list[PastFinding]] = {}
    for finding in old.findings:
        if finding.fingerprint not in after:
            gone.setdefault((finding.rule, finding.indicator), []).append(finding)
    was = {}
    for finding in new.findings:
        left = gone.get((finding.rule, finding.indicator), [])
        if not left or finding.fingerprint in before or finding.fingerprint in earlier:
            continue
        if not (said := _quoted(finding)):
            continue
        best = max(left, key=lambda it: ratio(_quoted(it), said))
        if ratio(_quoted(best), said) >= _SAME:
            left.remove(best)
            was[finding.fingerprint] = best
    return was


def _quoted(finding: PastFinding) -> str:
    return " ".join(mark.quote for mark in finding.spans)


def _by_rules(finding: PastFinding, old: Run | None, new: Run) -> bool:
    """Whether a finding came or went with the rules, the form or the window: what it is about reads as it did.

    A run of before versions were kept may still name the rules that ran.
    """
    if old is None:
        return False
    if old.ran is not None and finding.rule not in old.ran:
        return True
    same_rules = old.versions == new.versions or not all((*old.versions, *new.versions)) or old.as_of != new.as_of
    if same_rules and not other_days(old, new):
        return False
    about = {code for code in (finding.indicator, *(mark.indicator for mark in finding.spans)) if code}
    return all(
        before.get(code) == after.get(code)
        for before, after in ((old.evidence, new.evidence), (old.answers, new.answers))
        for code in about or {*before, *after}
    )


def other_days(old: Run, new: Run) -> bool:
    """Whether two runs looked at other days, as far as both say it."""
    return any(before != after for before, after in zip(old.days, new.days, strict=False))


def _claim_deleted(finding: PastFinding, old: Run, new: Run, cells: dict[str, _Cell]) -> bool:
    """Whether nothing of what the finding was about is left in the rows it was about."""
    marks = [mark for mark in finding.spans if mark.indicator in old.evidence]
    if not marks:
        emptied = bool(old.evidence.get(finding.indicator)) and not new.evidence.get(finding.indicator)
        return bool(finding.indicator) and (emptied or finding.indicator not in new.evidence)
    return not any(_survives(mark, old, new, cells) for mark in marks)


class _Cell(NamedTuple):
    """A row's evidence as it was: where each of its items begins and ends, and which live on."""

    starts: list[int]
    ends: list[int]
    kept: set[int]

    def touched(self, mark: PastSpan) -> range:
        """The items that a mark touches, in order."""
        return range(bisect_right(self.ends, mark.start), bisect_left(self.starts, max(mark.end, mark.start + 1)))


def _survives(mark: PastSpan, old: Run, new: Run, cells: dict[str, _Cell]) -> bool:
    if old.evidence[mark.indicator] == (there := new.evidence.get(mark.indicator, "")):
        return bool(there)
    if mark.indicator not in cells:
        items = _pieces(old.evidence[mark.indicator])
        kept = kept_items(
            [text for _, _, text in items],
            [text for _, _, text in _pieces(there)],
        )
        cells[mark.indicator] = _Cell([start for start, _, _ in items], [end for _, end, _ in items], kept)
    cell = cells[mark.indicator]
    touched = cell.touched(mark)
    return any(i in cell.kept for i in touched) or (not touched and bool(there))


def _pieces(text: str) -> list[tuple[int, int, str]]:
    from lke_docs.extract import extract

    return [(item.start, item.end, " ".join(item.text.casefold().split())) for item in extract(text).items]


def kept_items(old: list[str], new: list[str]) -> set[int]:
    """Indices of old items that live on in new ones, one each: equal ones first, then the most alike."""
    from rapidfuzz.fuzz import ratio

    kept: set[int] = set()
    places: dict[str, list[int]] = {}
    for j in reversed(range(len(new))):
        places.setdefault(new[j], []).append(j)
    for i, text in enumerate(old):
        if places.get(text):
            places[text].pop()
            kept.add(i)
    free = {j for left in places.values() for j in left}
    if not free or len(kept) == len(old):
        return kept
    rest, targets = [i for i in range(len(old)) if i not in kept], sorted(free)
    scored = ((ratio(old[i], new[j], score_cutoff=_ALIKE), i, j) for i, j in _candidates(rest, targets, old, new))
    pairs = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1], pair[2]))
    for _, i, j in pairs:
        if i not in kept and j in free:
            kept.add(i)
            free.discard(j)
    return kept


def _candidates(rest: list[int], targets: list[int], old: list[str], new: list[str]) -> Iterable[tuple[int, int]]:
    """The pairs of old and new items to compare: all, or in a long cell those that share a rare word or their place."""
    if len(rest) * len(targets) <= _FEW_PAIRS:
        return product(rest, targets)
    holders: dict[str, list[int]] = {}
    for j in targets:
        for word in set(new[j].split()):
            holders.setdefault(word, []).append(j)
    pairs: set[tuple[int, int]] = set()
    for number, i in enumerate(rest):
        sharers = [holders[word] for word in set(old[i].split()) if word in holders]
        sharers.sort(key=lambda js: (len(js), js))
        place = number * len(targets) // len(rest)
        near = targets[max(0, place - _NEAR) : place + _NEAR]
        pairs.update((i, j) for j in chain(*(js[:_NEAR] for js in sharers[:2]), near))
    return pairs


def is_worse(comparison: Comparison, fail_on: str) -> bool:
    """Whether a new or returned finding counts against a threshold."""
    return any(
        changed.change in (Change.NEW, Change.RETURNED) and is_at_least(changed.finding, fail_on)
        for changed in comparison.changes
    )

"""The option that an answer names, in the words of whoever wrote it: "A. Seluruh SOP", "Ya, sudah", "Tdk"."""

import re

from lke_docs.tuples import NamedTuple

_CHOICE = r"(?:[a-e]|ya|tidak)"
_ALONE = re.compile(_CHOICE, re.IGNORECASE)
#: What parts a choice from the words behind it; a dash without a blank may be a word's ("E-Office").
_MARK = r"[\])\"'”]{0,2}(?:\s?[.):,;=/(\[]{1,2}\s*|\s?[-–—]\s+|\s[-–—]\s*|\s+)"
_BEFORE = re.compile(rf"[\s(\[\"'“]{{0,3}}({_CHOICE})(?!\w)({_MARK})(?=\S)", re.IGNORECASE)
#: A word, a share or a number of times; no rest of a code ("A.1.1.A", "A.II.2") or of a short word ("a.n.").
_WORDS = re.compile(r"(?![IVX]+\.)[^\w\s]{0,3}\s?(?:[^\W\d_]{2}|\d[\d.,]*(?:\s?%|\s[^\W\d_]{2}|\)\s*$))")
#: Another choice: "A dan B", "B (Tidak)", "a. SK b. Notula".
_OTHER = re.compile(rf"(?:\w{{1,12}}[\s/.,>-]+)?{_CHOICE}\W*$|.*\s[b-e][.)]\s", re.IGNORECASE | re.DOTALL)
#: What confirms "Ya" or "Tidak" without a mark between; no "Tidak berlaku", no "Ya tidak ada".
_SAID = {"ya": re.compile(r"(?:sudah|telah|ada)\b", re.I), "tidak": re.compile(r"(?:pernah|ada)\W*$", re.I)}
_YES_NO = re.compile(r"(?:ya|tidak)\b", re.IGNORECASE)
#: In brackets behind a word or a value: "Sudah (Ya)", "1 (A)".
_BRACKETED = re.compile(rf"(?!\s*[a-e]\b)[^()]{{1,20}}\(\s?({_CHOICE})\s?\)\s*$", re.IGNORECASE)
_SHORT = {"TDK": "Tidak", "IYA": "Ya", "Y": "Ya", "T": "Tidak"}


class WrittenChoice(NamedTuple):
    """A letter, or Ya and Tidak, as written, and the words behind it; "" for none."""

    choice: str
    words: str = ""


def written_choice(answer: str) -> WrittenChoice:
    """Take an answer apart. Whether its question offers the letter is not looked at."""
    bare = answer.strip().strip(".,;()")
    if bare.upper() in _SHORT or _ALONE.fullmatch(bare):
        return WrittenChoice(_SHORT.get(bare.upper(), bare))
    match = _BEFORE.match(answer)
    if match and _goes_with(match[1], match[2].strip(), words := answer[match.end() :].strip()):
        return WrittenChoice(match[1], words)
    behind = _BRACKETED.match(answer)
    return WrittenChoice(behind[1] if behind else "")


def _goes_with(choice: str, mark: str, words: str) -> bool:
    """Tell words that say more of a choice from those of which it is a part."""
    if not _WORDS.match(words) or _OTHER.match(words):
        return False
    if len(choice) > 1:
        return bool(not _YES_NO.match(words) if mark else _SAID[choice.casefold()].match(words))
    return bool(mark) or (choice.isupper() and (words[0].isupper() or " " in words))

"""How often a password may be guessed: after five wrong ones for a name from one place, a quarter of an hour of rest.

Failures are counted in the log that nobody can change, so that a restart forgets none. A name that is guessed at from
many places rests as a whole only much later: whoever knows a name could otherwise shut its owner out.
"""

from __future__ import annotations

from datetime import timedelta

from lke_docs.tuples import NamedTuple

SPAN = timedelta(minutes=15)


class Tries(NamedTuple):
    """Wrong passwords within the span: of this name from this place, of this name, from this place."""

    both: int
    name: int
    place: int


MOST = Tries(both=5, name=50, place=30)


def is_resting(tries: Tries) -> bool:
    """Whether no further password is looked at for now."""
    return any(seen >= most for seen, most in zip(tries, MOST, strict=True))

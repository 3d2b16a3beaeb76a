"""New inputs out of those that are kept: what hostile lines are made of, and a few bytes, put in here and there."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.chaos.hostile import FRAGMENTS

LONGEST_PIECE = 80
MOST_CUT = 12

PIECES = st.sampled_from([one for one in FRAGMENTS if len(one) <= LONGEST_PIECE]) | st.binary(max_size=4)


def inputs(kept: Sequence[bytes], longest: int) -> st.SearchStrategy[bytes]:
    """`kept`: one of them is changed in up to four places; the end of another may follow."""
    edits = st.lists(st.tuples(st.integers(0, longest), st.integers(0, MOST_CUT), PIECES), max_size=4)
    ends = st.just(b"") | st.sampled_from(kept)
    return st.builds(_edited, st.sampled_from(kept), edits, ends, st.just(longest))


def _edited(one: bytes, changes: Sequence[tuple[int, int, bytes]], end: bytes, longest: int) -> bytes:
    for place, cut, piece in changes:
        at = place % (len(one) + 1)
        one = one[:at] + piece + one[at + cut :]
    return (one + end[len(end) // 2 :])[:longest]

"""Minutes with fractions become whole ones, so that nothing is lost but what no sum can keep."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

HALF = Fraction(1, 2)


def rounded(minutes: Fraction) -> int:
    """To the nearest; half a minute is rounded up."""
    return int((minutes + HALF) // 1)


def whole(minutes: Iterable[Fraction]) -> Iterator[int]:
    """Each in its turn, so that the sum of any first ones is the nearest to their own."""
    exact, given = Fraction(0), 0
    for one in minutes:
        exact += one
        yield rounded(exact) - given
        given = rounded(exact)

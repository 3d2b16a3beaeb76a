"""Numbers as one reads them: the middle of the samples, how far they lie apart, and how it is to the limit."""

from collections.abc import Sequence
from statistics import median, quantiles

from tests.bench.figures import Figure


def number(value: float) -> str:
    """Three digits that count, more where it is a whole number anyway: `0.0123`, `4.56`, `78.9`, `12,345`."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):g}"


def spread(samples: Sequence[float]) -> tuple[float, float]:
    """The quartiles; of fewer than four, the least and the most."""
    if len(samples) < 4:
        return min(samples), max(samples)
    low, _, high = quantiles(samples, n=4, method="inclusive")
    return low, high


def told(samples: Sequence[float]) -> str:
    """`4.1 (3.9-4.6, n=9)`; of a single one the number alone."""
    if len(samples) == 1:
        return f"{number(samples[0])} (n=1)"
    low, high = spread(samples)
    return f"{number(median(samples))} ({number(low)}-{number(high)}, n={len(samples)})"


def limit_of(figure: Figure) -> str:
    """`at most 1.2 x bare irc`, `at least 12,000`, or nothing."""
    if figure.limit is None:
        return ""
    sense = "at most" if figure.limit.at_most else "at least"
    times = f"{figure.limit.factor:g} × " if figure.limit.peer else f"{number(figure.limit.factor)} {figure.unit}"
    return f"{sense} {times}{figure.limit.peer}"


def verdict(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    return "kept" if figure.held else "**missed**"


def ratio(figure: Figure, peer: str) -> str:
    beside = median(figure.peers[peer])
    return f"{number(median(figure.ours) / beside)}" if beside else ""

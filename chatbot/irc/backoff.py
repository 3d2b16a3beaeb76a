"""How long to wait before trying again: doubling, with full jitter (AWS, "Exponential Backoff And Jitter")."""

import random
from collections.abc import Callable

SHORTEST = 0.1
"""Of the longest wait of this round: jitter must not turn a refusal into a storm."""


class Backoff:
    def __init__(self, first: float, longest: float, jitter: Callable[[], float] = random.random) -> None:
        self._first = first
        self._longest = longest
        self._jitter = jitter
        self._tries = 0

    def next(self) -> float:
        """Seconds to wait before the next try."""
        most = min(self._first * 2.0 ** min(self._tries, 32), self._longest)
        self._tries += 1
        return most * max(self._jitter(), SHORTEST)

    def reset(self) -> None:
        self._tries = 0

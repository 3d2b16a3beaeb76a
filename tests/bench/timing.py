"""How long something takes, for ratios within one run."""

import time
from collections.abc import Awaitable, Callable
from statistics import median


async def timed(work: Callable[[], Awaitable[object]], tries: int) -> float:
    """Median milliseconds."""
    took: list[float] = []
    for _ in range(tries):
        began = time.perf_counter()
        await work()
        took.append((time.perf_counter() - began) * 1000)
    return median(took)

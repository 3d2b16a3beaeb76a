"""Waiting for a condition, with a deadline."""

import asyncio
from collections.abc import Awaitable, Callable

_BETWEEN_LOOKS = 0.02  # seconds


async def until(what: str, holds: Callable[[], bool | Awaitable[bool]], within: float = 15) -> None:
    """Return as soon as `holds()` is true; AssertionError that names `what` after `within` seconds."""
    try:
        async with asyncio.timeout(within):
            while True:
                if await _now(holds):
                    return
                await asyncio.sleep(_BETWEEN_LOOKS)  # the pace of looking, not the thing waited for
    except TimeoutError:
        raise AssertionError(f"{what}: not within {within} s") from None


async def _now(holds: Callable[[], bool | Awaitable[bool]]) -> bool:
    found = holds()
    return found if isinstance(found, bool) else await found

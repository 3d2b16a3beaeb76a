"""What is remembered of many, by a key each: only of so many, and whoever was looked at least lately is forgotten."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """`make` is what is known of somebody new."""

    __slots__ = ("_known", "_make", "_most")

    def __init__(self, make: Callable[[], T], most: int) -> None:
        self._make = make
        self._most = most
        self._known: dict[str, T] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, key: str) -> T:
        found = self._known.pop(key) if key in self._known else self._make()
        if len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[key] = found
        return found

    def forget(self, key: str) -> None:
        self._known.pop(key, None)

"""Numbers of tickets as people write them: `20-38, 40`."""

from collections.abc import Iterable, Iterator, Sequence


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of each run, in order."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def shown(numbers: Iterable[int], limit: int) -> str:
    """`#20-#38 #40`; as many as fit into so many characters, and `...` for the others."""
    parts = [f"#{first}" if first == last else f"#{first}-#{last}" for first, last in ranges(numbers)]
    return _cut(parts, " ", limit)


def _cut(parts: Sequence[str], between: str, limit: int) -> str:
    parts = parts[:limit]  # no more than that can fit
    text = between.join(parts)
    while parts and len(text) > limit:
        parts = parts[:-1]
        text = between.join([*parts, "..."])
    return text


def typed(numbers: Iterable[int], most: int, limit: int) -> tuple[str, int]:
    """`20-38,40`: as one may type it, with at most so many tickets in so many characters; and how many those are."""
    parts, count = list[str](), 0
    for first, last in _at_most(ranges(numbers), most):
        part = f"{first}" if first == last else f"{first}-{last}"
        if len(",".join([*parts, part])) > limit:
            break
        parts.append(part)
        count += last - first + 1
    return ",".join(parts), count


def _at_most(runs: Iterable[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    for first, last in runs:
        if most <= 0:
            return
        yield first, min(last, first + most - 1)
        most -= last - first + 1

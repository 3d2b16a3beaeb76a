"""Where relations that can't be true in a circle are in one all the same. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from store import relations

NO_CIRCLE = frozenset({relations.BLOCKS, relations.DUPLICATES, relations.PART_OF})


def closing(ways: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The steps without which there is no circle: from a ticket back to itself, or to one that leads to it. Each ticket
    and each step is looked at once, however long the ways are."""
    done = set[int]()
    for start in ways:
        if start not in done:
            yield from _closing_from(start, ways, done)


def _closing_from(start: int, ways: Mapping[int, Sequence[int]], done: set[int]) -> Iterator[tuple[int, int]]:
    behind = {start}
    path = [(start, iter(ways[start]))]
    while path:
        ticket, others = path[-1]
        other = next(others, None)
        if other is None:
            path.pop()
            behind.discard(ticket)
            done.add(ticket)
        elif other in behind:
            yield ticket, other
        elif other not in done:
            behind.add(other)
            path.append((other, iter(ways.get(other, ()))))

"""How the tickets of a file lead to each other, by relations that can't be true in a circle."""

from collections.abc import Iterator

from chatbot.cli.importing.meeting import Line
from chatbot.desk.circles import NO_CIRCLE, closing


class Ways:
    def __init__(self) -> None:
        self._by_kind: dict[str, dict[int, list[int]]] = {kind: {} for kind in sorted(NO_CIRCLE)}

    def add(self, line: Line) -> None:
        for one in line["relations"]:
            if one["kind"] in self._by_kind:
                self._by_kind[one["kind"]].setdefault(line["number"], []).append(one["ticket"])

    def closing(self) -> Iterator[tuple[str, int, int]]:
        """Kind, ticket, other."""
        for kind, ways in self._by_kind.items():
            yield from ((kind, ticket, other) for ticket, other in closing(ways))

"""Which tickets are in whose hands just now, of all services: one may go on while the code of a state still runs."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Hands:
    freed: Callable[[], None] = lambda: None
    """Called when a ticket is free again: somebody may wait for it."""
    _tickets: set[int] = field(default_factory=set[int])

    def __contains__(self, ticket_id: int) -> bool:
        return ticket_id in self._tickets

    @property
    def any(self) -> bool:
        return bool(self._tickets)

    def take(self, ticket_id: int) -> None:
        self._tickets.add(ticket_id)

    def let_go(self, ticket_id: int) -> None:
        self._tickets.discard(ticket_id)
        self.freed()

"""Workflows: states and edges as the rows say, and what the verbs mean on them. Pure."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store.records import TicketState, TicketType
from store.workflows import Edge


class Workflow(Struct, frozen=True):
    type: TicketType
    states: dict[int, TicketState]
    edges: Sequence[Edge]
    """By state, the normal next one first."""
    number: int | None = None
    """Of the ticket that goes there, where it is one."""

    def next_states(self, code: int) -> Iterator[TicketState]:
        return (self.states[edge.next] for edge in self.edges if edge.state == code)

    @property
    def start(self) -> TicketState:
        return self.states[self.type.start]

    def when_accepted(self, code: int) -> TicketState:
        """Where an acceptance leads: a state that somebody owns stays, any other goes to its first owned one."""
        here = self.states[code]
        if here.owned and not here.waiting:
            return here
        return self._first(code, lambda state: state.owned and not state.waiting, "taken")

    def when_released(self, code: int) -> TicketState:
        return self._first(code, lambda state: state.offered, "given back")

    def when_left(self, code: int) -> TicketState:
        """Where a ticket goes on whose owner may do nothing any more: back, or from the beginning where no edge leads
        back, since who is gone can take none."""
        return next((state for state in self.next_states(code) if state.offered), self.start)

    def when_held(self, code: int) -> TicketState:
        return self._first(code, lambda state: state.waiting, "put on hold")

    def when_resumed(self, code: int) -> TicketState:
        return self._first(code, lambda state: state.owned and not state.waiting, "resumed")

    def when_closed(self, code: int) -> TicketState:
        return self._first(code, lambda state: state.final, "closed")

    def when_reopened(self, code: int, *, owned: bool) -> TicketState:
        if owned:
            return self._first(code, lambda state: state.owned and not state.waiting, "reopened")
        return self._first(code, lambda state: state.offered, "reopened")

    def _first(self, code: int, fits: Callable[[TicketState], bool], done: str) -> TicketState:
        for state in self.next_states(code):
            if fits(state):
                return state
        raise Refused(self._cannot(code, done))

    def _cannot(self, code: int, done: str) -> str:
        """With what can be done instead."""
        there = ", ".join(state.name for state in self.next_states(code) if not state.waiting)
        how = f" From there it goes to {there}: {TYPE}advance {self.number or '<ticket>'}" if there else ""
        return f"{article(self.type.name).capitalize()} that is {self.states[code].name} can't be {done}.{how}"


def kind_of(state: TicketState) -> str:
    """`offered`, `owned`, `on hold`, `final`; empty for one in which a ticket is nobody's, and not offered."""
    kinds = {"final": state.final, "on hold": state.waiting, "owned": state.owned, "offered": state.offered}
    return next((kind for kind, is_so in kinds.items() if is_so), "")


def article(name: str) -> str:
    """`an incident`, `a request`"""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def workflow(type_: TicketType, states: Sequence[TicketState], edges: Sequence[Edge]) -> Workflow:
    return Workflow(type_, {state.code: state for state in states}, edges)

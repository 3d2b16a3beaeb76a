"""What every drawing of a workflow shows: nodes with a few words each, and edges. Pure."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct

from chatbot.desk.durations import format_duration
from chatbot.desk.lifecycle import kind_of
from chatbot.desk.surveys import Survey
from store.records import TicketState, TicketType


class Node(Struct, frozen=True):
    code: int
    name: str
    kind: str
    """`offered`, `owned`, `on hold`, `final`, or nothing."""
    here: int
    stayed: str
    """How long tickets stay there, as `3m`; empty where none has left it yet."""
    onward: str = ""
    """After how long it goes on by itself, as `to 5 after 3d`; empty where it doesn't."""

    @property
    def label(self) -> str:
        """`4 here, 3m, on after 3d`"""
        parts = (f"{self.here} here" if self.here else "", self.stayed, self.onward)
        return ", ".join(part for part in parts if part)


class Arrow(Struct, frozen=True):
    """`normal`: the positive next state of the one where it begins."""

    start: int
    end: int
    normal: bool


class Picture(Struct, frozen=True):
    name: str
    role: str
    start: int
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    kept: str
    """`Kept for 90d, then archived.`"""

    @property
    def normal_way(self) -> list[Node]:
        """From the start along the normal edges, each state once."""
        by_code, after = {node.code: node for node in self.nodes}, self._normal
        way, code = [self.start], after.get(self.start)
        while code is not None and code not in way and by_code[way[-1]].kind != "final":
            way.append(code)
            code = after.get(code)
        return [by_code[one] for one in way]

    @property
    def _normal(self) -> Mapping[int, int]:
        return {arrow.start: arrow.end for arrow in self.arrows if arrow.normal}


def picture(survey: Survey) -> Picture:
    rows = survey.rows
    nodes = [_node(survey, state) for state in rows.states]
    arrows = [Arrow(edge.state, edge.next, edge.position == 0) for edge in rows.edges]
    return Picture(rows.type.name, rows.type.role or "", rows.type.start, tuple(nodes), tuple(arrows), _kept(rows.type))


def _kept(type_: TicketType) -> str:
    if not type_.keep:
        return "What is over is kept for good."
    then = "erased" if type_.afterwards == "delete" else "archived"
    return f"What is over is kept for {format_duration(timedelta(seconds=type_.keep))}, then {then}."


def _node(survey: Survey, state: TicketState) -> Node:
    here, stayed = survey.standing[state.code], _stayed(survey, state.code)
    return Node(state.code, state.name, kind_of(state), here, stayed, _onward(state))


def _onward(state: TicketState) -> str:
    if state.onward is None:
        return ""
    after = f" after {format_duration(timedelta(seconds=state.lifetime))}" if state.lifetime else ""
    return f"to {state.onward}{after}"


def _stayed(survey: Survey, code: int) -> str:
    length = survey.stayed.get(code)
    return "" if length is None else format_duration(length)

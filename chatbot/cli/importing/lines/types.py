"""A type of tickets, with its states and what is set there."""

from typing import Literal, Self

from pydantic import model_validator

from chatbot.cli.importing.lines.values import Code, Count, Id, Length, Moment, Name, Pace, Past, Shape, Text


class State(Shape):
    code: Code
    name: Name
    offered: bool
    owned: bool
    waiting: bool
    final: bool
    lifetime: Length | None
    every: Pace | None
    onward: Code | None


class Edge(Shape):
    state: Code
    next: Code
    position: Count


class Setting(Shape):
    state: Count
    name: Name
    value: Text
    member: Id | None
    set_at: Past


class RunningCode(Shape):
    state: Code
    code: Name


class Type(Shape):
    kind: Literal["type"]
    name: Name
    role: Name | None
    priority: Literal["low", "normal", "high", "urgent"]
    keep: Length | None
    keep_from: Moment | None
    afterwards: Literal["archive", "delete"]
    start: Code
    lifetime: Length | None
    every: Pace | None
    states: list[State]
    edges: list[Edge]
    settings: list[Setting]
    codes: list[RunningCode]

    @model_validator(mode="after")
    def its_ways_lead_somewhere(self) -> Self:
        known = {state.code for state in self.states}
        named = {edge.state for edge in self.edges} | {edge.next for edge in self.edges} | {self.start}
        if not (named | {state.onward for state in self.states if state.onward is not None}) <= known:
            raise ValueError("one of its ways leads from or to a state that it doesn't have")
        return self

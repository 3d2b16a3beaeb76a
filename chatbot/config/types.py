"""`[types.NAME]`: what kinds of ticket there are, and the way that each of them goes."""

from typing import Literal, Self

from msgspec.structs import replace
from pydantic import BaseModel, model_validator

from chatbot.config import kinds
from chatbot.config.section import STRICT
from chatbot.desk.drafts import REQUEST, Afterwards, Draft, Pace
from chatbot.desk.priorities import PRIORITIES


class State(BaseModel):
    """Where it is offered: how long an offer lives, and how often it is repeated. Elsewhere: how long a ticket may stay
    there, how often that is said then, and where it goes by itself instead (`then`)."""

    model_config = STRICT

    lifetime: kinds.Pace | None = None
    every: kinds.Pace | None = None
    then: int | None = None


class Type(BaseModel):
    """`transitions` and `states` are left out for `request` alone, whose way dibs brings along."""

    model_config = STRICT

    role: kinds.RoleName | None = None
    lifetime: kinds.Pace | None = None
    every: kinds.Pace | None = None
    priority: Literal["low", "normal", "high", "urgent"] = "normal"
    keep: kinds.Keep = None
    afterwards: Afterwards = "archive"
    transitions: list[list[int]] | None = None
    states: dict[int, str] | None = None
    offered: list[int] | None = None
    owned: list[int] | None = None
    waiting: list[int] | None = None
    final: list[int] | None = None
    state: dict[int, State] = {}

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.transitions is None) != (self.states is None):
            missing = "states" if self.states is None else "transitions"
            raise ValueError(
                f'needs {missing}, too, such as transitions = [[1, 2]], states = {{ 1 = "new", 2 = "done" }}.'
            )
        return self


def draft_of(name: str, type_: Type) -> Draft:
    """As the desk takes it, not yet analysed."""
    usual = REQUEST if name == REQUEST.name and type_.transitions is None else None
    written = Draft(
        name,
        tuple(map(tuple, type_.transitions or ())),
        dict(type_.states or {}),
        offered=_codes(type_.offered),
        owned=_codes(type_.owned),
        waiting=_codes(type_.waiting) or frozenset(),
        final=_codes(type_.final),
    )
    return replace(
        usual or written,
        role=type_.role,
        pace=Pace(type_.lifetime, type_.every),
        paces={code: Pace(state.lifetime, state.every) for code, state in type_.state.items()},
        onward={code: state.then for code, state in type_.state.items() if state.then is not None},
        priority=PRIORITIES[type_.priority],
        keep=type_.keep,
        afterwards=type_.afterwards,
        given=frozenset(type_.model_fields_set),
    )


def _codes(listed: list[int] | None) -> frozenset[int] | None:
    return None if listed is None else frozenset(listed)

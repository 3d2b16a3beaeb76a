"""A type as the rows of the database hold it, made of what is written and what was set over it. Pure."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk.drafts import Draft, Pace
from store.records import TicketState, TicketType, TypeSetting
from store.workflows import Edge

OF_STATE = ("lifetime", "every")
"""What may be set for a state, too."""

FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "lifetime": int,
    "every": int,
    "priority": int,
    "role": str,
    "keep": lambda text: int(text) or None,
    "afterwards": str,
}
"""What of a type may be set while dibs runs, and how its text is read again. Times are seconds; a `keep` of 0 is for
good, whatever the configuration says."""


class TypeRows(Struct, frozen=True):
    type: TicketType
    states: Sequence[TicketState]
    edges: Sequence[Edge]


def rows_of(draft: Draft) -> TypeRows:
    """The draft was analysed before."""
    assert draft.start is not None, "an analysed one has a start"
    lifetime, every = _seconds(draft.pace)
    keep = int(draft.keep.total_seconds()) if draft.keep else None
    return TypeRows(
        TicketType(draft.name, draft.start, lifetime, every, draft.role, draft.priority, keep, draft.afterwards),
        [_state(draft, code) for code in sorted(draft.states)],
        [
            Edge(code, after, position)
            for code in sorted(draft.following)
            for position, after in enumerate(draft.following[code])
        ],
    )


def _state(draft: Draft, code: int) -> TicketState:
    lifetime, every = _seconds(draft.paces.get(code, Pace()))
    return TicketState(
        type=draft.name,
        code=code,
        name=draft.states[code],
        offered=code in draft.is_offered,
        owned=code in draft.is_owned,
        waiting=code in draft.waiting,
        final=code in draft.is_final,
        lifetime=lifetime,
        every=every,
        onward=draft.onward.get(code),
    )


def _seconds(pace: Pace) -> tuple[int | None, int | None]:
    lifetime, every = (int(one.total_seconds()) if one is not None else None for one in (pace.lifetime, pace.every))
    return lifetime, every


def overlaid(rows: TypeRows, settings: Iterable[TypeSetting]) -> TypeRows:
    """With what was set while dibs ran; what was set for a state that is gone counts no more."""
    type_, states = rows.type, {state.code: state for state in rows.states}
    for one in settings:
        changed = {one.name: FROM_TEXT[one.name](one.value)}
        if one.state == 0:
            type_ = dataclasses.replace(type_, **changed)
        elif one.state in states:
            states[one.state] = replace(states[one.state], **changed)
    return TypeRows(type_, list(states.values()), rows.edges)

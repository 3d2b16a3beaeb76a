"""A type as its tickets went through it: how many stand in each state, and how long they stayed there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median

from msgspec import Struct

from chatbot.desk import types, typesettings
from chatbot.desk.act import Act
from chatbot.desk.standing import in_force
from chatbot.desk.typerows import TypeRows
from store import stays, workflows
from store.records import Event

MOST_TICKETS = 1000
"""The newest ones alone are asked how long they stayed: older ones tell how it was."""


class Survey(Struct, frozen=True):
    """`standing`: by state how many stand there now, but for those that are archived or erased; `stayed`: the median of
    how long others did."""

    rows: TypeRows
    standing: Mapping[int, int]
    stayed: Mapping[int, timedelta]


async def survey(act: Act, name: str) -> Survey:
    rows = await types.rows_now(act, (await typesettings.need_draft(act, name)).name)
    assert rows is not None, "what is written down is applied when the desk is opened"
    standing = {state.code: await workflows.count_here(act.tx, rows.type.name, state.code) for state in rows.states}
    events = await stays.list_of_type(act.tx, rows.type.name, tickets=MOST_TICKETS)
    return Survey(rows, standing, medians(events))


def medians(events: Sequence[Event]) -> dict[int, timedelta]:
    """`events`: those of whole tickets, in the order of tickets and then of time."""
    lengths: dict[int, list[timedelta]] = {}
    for one in _tickets(events):
        for code, length in _stays(in_force(one)):
            lengths.setdefault(code, []).append(length)
    return {code: timedelta(seconds=median(one.total_seconds() for one in each)) for code, each in lengths.items()}


def _tickets(events: Iterable[Event]) -> Iterator[list[Event]]:
    found: dict[int | None, list[Event]] = {}
    for event in events:
        found.setdefault(event.ticket_id, []).append(event)
    yield from found.values()


def _stays(events: Iterable[Event]) -> Iterator[tuple[int, timedelta]]:
    """Each state that was left again, and after how long."""
    here: Event | None = None
    for event in (event for event in events if "state" in event.data):
        if here is None or event.data["state"] == here.data["state"]:
            here = here or event
            continue
        yield here.data["state"], event.at - here.at
        here = event

"""The verbs as tests say them, and what the store holds afterwards."""

import sqlite3
from collections.abc import Awaitable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chatbot.desk import (
    asking,
    editing,
    handing,
    holding,
    keys,
    moving,
    ownership,
    reading,
    redacting,
    reopening,
    snoozing,
    stealing,
    tickets,
    undoing,
    urgency,
    watching,
    withdrawing,
)
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from store import journal, prompts
from store import tickets as ticket_rows
from store.database import Transaction
from store.records import Event, Prompt, Ticket
from tests.people import in_private, person

ALICE, BOB, CHARLIE, ADA = person("alice"), person("bob"), person("charlie"), person("ada")

Dump = dict[str, list[dict[str, Any]]]
"""Every row of every table, by the names of its columns."""


async def new(
    desk: Desk,
    caller: Caller = ALICE,
    title: str = "printer on fire",
    *,
    description: str = "",
    role: str | None = None,
    private: bool = False,
) -> int:
    """The number of the new ticket."""
    wanted = New(title, description, role, private=private)
    return (await desk.change(caller, tickets.open_ticket, wanted)).seen.ticket.id


async def accept(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, ownership.accept, number)


async def decline(desk: Desk, caller: Caller, number: int, why: str = "") -> None:
    await desk.change(caller, ownership.decline, number, why)


async def assign(desk: Desk, caller: Caller, number: int, name: str) -> None:
    await desk.change(caller, ownership.assign, number, Person(name))


async def release(desk: Desk, caller: Caller, number: int, why: str = "") -> None:
    await desk.change(caller, ownership.release, number, why)


async def comment(desk: Desk, caller: Caller, number: int, text: str = "toner ordered") -> None:
    await desk.change(caller, tickets.comment, number, text)


async def close(desk: Desk, caller: Caller, number: int, words: str = "") -> None:
    await desk.change(caller, tickets.close, number, words)


async def reopen(desk: Desk, caller: Caller, number: int, why: str = "") -> None:
    await desk.change(caller, reopening.reopen, number, why)


async def edit(
    desk: Desk,
    caller: Caller,
    number: int,
    *,
    title: str | None = None,
    description: str | None = None,
    priority: int | None = None,
) -> str:
    """What has changed."""
    return (await desk.change(caller, editing.edit, number, Edit(title, description, priority))).what


async def move(desk: Desk, caller: Caller, number: int, role: str) -> None:
    await desk.change(caller, moving.move, number, role)


async def steal(desk: Desk, caller: Caller, number: int, why: str = "he is asleep") -> None:
    await desk.change(caller, stealing.steal, number, why)


async def withdraw(desk: Desk, caller: Caller, number: int, why: str = "") -> None:
    await desk.change(caller, withdrawing.withdraw, number, why)


async def undo(desk: Desk, caller: Caller, number: int | None = None) -> None:
    await desk.change(caller, undoing.undo, number)


async def hold(desk: Desk, caller: Caller, number: int, until: datetime | None = None) -> None:
    await desk.change(caller, holding.hold, number, until, "")


async def resume(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, holding.resume, number)


async def ask(desk: Desk, caller: Caller, number: int, question: str = "which floor?") -> None:
    await desk.change(caller, asking.ask, number, question)


async def urgent(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, urgency.call, number)


async def later(desk: Desk, caller: Caller, number: int, until: datetime) -> None:
    await desk.change(caller, snoozing.later, number, until)


async def hand_over(desk: Desk, caller: Caller, number: int, name: str) -> None:
    await desk.change(caller, handing.hand_over, Person(name), [number])


async def redact(desk: Desk, caller: Caller, number: int, entry: int = 1) -> None:
    await desk.change(caller, redacting.erase, number, entry)


async def report(desk: Desk, caller: Caller, key: str, *, role: str | None = None, title: str = "disk full") -> None:
    """As a system does, by a key of its own."""
    await desk.change(caller, keys.report, New(title, "", role), key)


async def recover(desk: Desk, caller: Caller, key: str) -> None:
    await desk.change(caller, keys.recover, key, "")


async def watch(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, watching.watch, number)


async def unwatch(desk: Desk, caller: Caller, number: int) -> None:
    await desk.change(caller, watching.unwatch, number)


async def refusal(verb: Awaitable[object]) -> str:
    """What the desk says when it will not; the test fails if it does it."""
    with pytest.raises(Refused) as refused:
        await verb
    return str(refused.value)


async def ticket(desk: Desk, number: int) -> Ticket:
    found = await desk.database.read(ticket_rows.get, number)
    assert found is not None, f"no ticket #{number}"
    return found


async def state_name(desk: Desk, number: int) -> str:
    return {1: "new", 2: "accepted", 3: "on hold", 4: "closed"}[(await ticket(desk, number)).state]


async def offer(desk: Desk, number: int) -> Prompt | None:
    """The open offer to its role."""
    return await desk.database.read(prompts.get_open_to_role, number)


async def need_offer(desk: Desk, number: int) -> Prompt:
    found = await offer(desk, number)
    assert found is not None, f"#{number} isn't offered"
    return found


async def personal_offer(desk: Desk, number: int) -> Prompt | None:
    return await desk.database.read(prompts.get_open_to_person, number)


async def all_offers(desk: Desk, number: int) -> list[Prompt]:
    async def body(tx: Transaction) -> list[Prompt]:
        return await tx.all(Prompt, "select * from prompt where ticket_id = :number order by id", number=number)

    return await desk.database.read(body)


async def asked(desk: Desk, number: int) -> list[str]:
    """Who may still be prompted for it, by name."""
    found = await desk.database.read(prompts.list_unanswered, await need_offer(desk, number))
    return [membership.name for membership in found]


async def events(desk: Desk, *kinds: str, number: int | None = None) -> list[Event]:
    """The whole journal, or only those kinds, or only one ticket's."""
    found = await desk.database.read(journal.list_after, 0, limit=100_000)
    return [
        event for event in found if (not kinds or event.kind in kinds) and (number is None or event.ticket_id == number)
    ]


async def last_event(desk: Desk, kind: str) -> Event:
    found = await events(desk, kind)
    assert found, f"no event {kind}"
    return found[-1]


def dump(file: Path) -> Dump:
    connection = sqlite3.connect(file)
    try:
        return dump_of(connection)
    finally:
        connection.close()


def dump_of(connection: sqlite3.Connection) -> Dump:
    connection.row_factory = sqlite3.Row
    names = [row["name"] for row in connection.execute("select name from sqlite_schema where type = 'table'")]
    return {name: [dict(row) for row in connection.execute(f'select * from "{name}"')] for name in names}


async def owner(desk: Desk, number: int) -> str | None:
    """The owner's name."""
    return (await desk.look(in_private("ada"), reading.show, number)).seen.owner

"""Every change has a name and a time in the journal, which is only ever added to, and from which the state follows."""

import sqlite3
from pathlib import Path
from uuid import UUID

import pytest

from chatbot.desk import advancing, roles, tickets, types
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.settings import DeskSettings
from store import desks
from store.database import Database
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    comment,
    decline,
    dump,
    events,
    last_event,
    new,
    refusal,
    release,
    reopen,
    ticket,
)
from tests.desk.replaying import replay, state_of
from tests.desk.test_analysis import INCIDENT
from tests.people import FakeClock, furnish, in_private, opened_desk, shell, stranger


async def live_a_while(desk: Desk, clock: FakeClock) -> None:
    """Two tickets that go through all that can happen to a ticket."""
    first, second = await new(desk), await new(desk, in_private("alice"), private=True)
    await decline(desk, BOB, first, "at lunch")
    await assign(desk, BOB, first, "charlie")
    await accept(desk, CHARLIE, first)
    clock.advance(minutes=1)
    await release(desk, CHARLIE, first, "on leave")
    await accept(desk, BOB, second)
    await comment(desk, BOB, second)
    await close(desk, BOB, second)
    await reopen(desk, ALICE, second)
    await assign(desk, ADA, second, "charlie")
    await decline(desk, CHARLIE, second)
    await close(desk, ADA, first, "duplicate")


async def test_every_event_has_an_actor_a_time_an_id_and_its_desk(desk: Desk, clock: FakeClock) -> None:
    await live_a_while(desk, clock)
    found = await events(desk)
    here = await desk.database.read(desks.get)
    assert here is not None
    assert {event.desk for event in found} == {here.id} == {desk.id}
    assert all(event.actor and event.at for event in found)
    assert len({event.uuid for event in found}) == len(found)
    assert {UUID(event.uuid).version for event in found} == {7}
    assert [event.at for event in found] == sorted(event.at for event in found)


async def test_a_ticket_carries_an_id_and_its_desk(desk: Desk) -> None:
    found = await ticket(desk, await new(desk))
    assert (UUID(found.uuid).version, found.desk) == (7, desk.id)


async def test_an_event_says_where_and_by_whom(desk: Desk) -> None:
    await new(desk)
    event = await last_event(desk, "ticket_opened")
    assert (event.actor, event.network, event.place) == ("alice", "testnet", "#desk")
    await new(desk, in_private("alice"))
    assert (await last_event(desk, "ticket_opened")).place is None
    await new(desk, stranger("guest42"))
    event = await last_event(desk, "ticket_opened")
    assert (event.actor, event.member_id) == ("guest42", None)


async def test_each_verb_leaves_its_event(desk: Desk, clock: FakeClock) -> None:
    await live_a_while(desk, clock)
    kinds = [event.kind for event in await events(desk) if event.ticket_id == 1]
    assert kinds == [
        "ticket_opened",
        "prompt_opened",
        "ticket_declined",
        "ticket_timed_out",
        "assignment_offered",
        "ticket_accepted",
        "ticket_released",
        "prompt_opened",
        "ticket_closed",
    ]


async def test_what_people_wrote_stands_beside_the_event_and_not_in_it(desk: Desk, tmp_path: Path) -> None:
    number = await new(desk, title="canary title", description="canary text")
    await comment(desk, BOB, number, "canary comment")
    await decline(desk, BOB, number, "canary reason")
    rows = dump(tmp_path / "dibs.sqlite")
    assert "canary" not in repr(rows["event"])
    assert repr(rows["event_text"]).count("canary") == 4


@pytest.mark.parametrize("change", ["update event set actor = 'mallory'", "delete from event"])
async def test_the_journal_is_never_changed(desk: Desk, tmp_path: Path, change: str) -> None:
    await new(desk)
    connection = sqlite3.connect(tmp_path / "dibs.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
        connection.execute(change)
    connection.close()


async def test_the_journals_new_values_give_the_state(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    await live_a_while(desk, clock)
    assert replay(await events(desk)) == state_of(dump(tmp_path / "dibs.sqlite"))


async def test_a_state_that_it_was_moved_on_to_is_told_by_the_journal(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    desk = await opened_desk(database, clock, DeskSettings(types={INCIDENT.name: INCIDENT}))
    await furnish(desk)
    await desk.change(shell(), types.apply, INCIDENT)
    wanted = New("db down", type="incident")
    number = (await desk.change(ALICE, tickets.open_ticket, wanted)).seen.ticket.id
    await accept(desk, BOB, number)
    await desk.change(BOB, advancing.advance, number, None)
    assert (await last_event(desk, "ticket_advanced")).ticket_id == number
    assert replay(await events(desk)) == state_of(dump(tmp_path / "dibs.sqlite"))


async def test_what_is_refused_leaves_no_event(desk: Desk) -> None:
    number = await new(desk)
    before = await events(desk)
    await refusal(close(desk, CHARLIE, number))
    await refusal(desk.change(CHARLIE, roles.join, "ops"))
    assert await events(desk) == before

"""What two members have twice, one person has once."""

from datetime import timedelta

import pytest

from chatbot.desk import linking, roles
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.rollback import rollback
from store import journal, members, outbox
from store.database import Transaction
from tests.desk.doing import ALICE, BOB, accept, close, events, later, new, ticket
from tests.people import NETWORK, FakeClock, add_member, fire_due, in_private, shell

AL = in_private("al", network="oftc")


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """alice of the one network and al of the other are in ops, too."""
    await add_member(desk, "al", network="oftc")
    for name in ("alice", "al"):
        await desk.change(shell(), roles.add, "ops", Person(name))
    return desk


async def link(desk: Desk) -> None:
    asked = await linking.ask(desk, in_private("alice"), "al@oftc")
    await linking.answer(desk, AL, f"alice@{NETWORK}", asked.code)


async def count(desk: Desk, table: str) -> int:
    async def body(tx: Transaction) -> int:
        counts = {
            "storm": await tx.value("select count(*) from storm where ended_at is null"),
            "snooze": await tx.value("select count(*) from snooze"),
            "timer": await tx.value("select count(*) from timer where kind = 'snooze_end'"),
            "queued": await tx.value("select count(*) from notice where status = 'queued'"),
        }
        return int(counts[table] or 0)

    return await desk.database.read(body)


async def test_what_both_put_off_is_asked_once(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk, BOB)
    for who in (ALICE, AL):
        await later(desk, who, number, clock.now() + timedelta(minutes=10))
    await link(desk)
    assert (await count(desk, "snooze"), await count(desk, "timer")) == (1, 1)


async def test_two_storms_of_one_person_are_one(desk: Desk, clock: FakeClock) -> None:
    """The younger's ends in words; what comes then is of the other."""
    for who in (ALICE, AL):
        for _ in range(5):
            await new(desk, who)
    assert await count(desk, "storm") == 2
    await link(desk)
    assert await count(desk, "storm") == 1
    assert len(await events(desk, "storm_over")) == 1
    clock.advance(minutes=4)
    await fire_due(desk)
    assert await count(desk, "storm") == 0


async def test_what_was_to_be_said_to_both_is_said_once(desk: Desk) -> None:
    number = await new(desk, BOB)
    for name in ("alice", "al"):
        await desk.database.write(_queue, name, number)
    await link(desk)
    assert await count(desk, "queued") == 1
    (superseded,) = await events(desk, "notice_superseded")
    assert superseded.data["reason"] == "said to the same person already"


async def _queue(tx: Transaction, name: str, number: int) -> None:
    member = await members.get_by_name(tx, name)
    event = (await journal.list_of_ticket(tx, number))[-1]
    assert member is not None
    await outbox.add(
        tx, plugin="acceptance", event_id=event.id, ticket_id=number, prompt_id=None, holds="", target="member",
        network=NETWORK, address="", member_id=member.id, text="x", brief="", joined="", masked=False, urgent=False,
        not_before=event.at, now=event.at,
    )  # fmt: skip


async def test_what_is_queued_for_a_record_that_was_closed_meanwhile_is_the_person_s(desk: Desk) -> None:
    """A dispatcher looks who is meant, and writes it down a little later."""
    number = await new(desk, BOB)
    al = await desk.database.read(members.get_by_name, "al")
    await link(desk)
    assert al is not None

    async def body(tx: Transaction) -> int:
        event = (await journal.list_of_ticket(tx, number))[-1]
        await outbox.add(
            tx, plugin="acceptance", event_id=event.id, ticket_id=number, prompt_id=None, holds="", target="member",
            network=NETWORK, address="", member_id=al.id, text="x", brief="", joined="", masked=False, urgent=False,
            not_before=event.at, now=event.at,
        )  # fmt: skip
        return int(await tx.value("select member_id from notice") or 0)

    alice = await desk.database.read(members.get_by_name, "alice")
    assert alice is not None
    assert await desk.database.write(body) == alice.id


async def test_a_rollback_takes_back_what_was_done_by_either_account(desk: Desk, clock: FakeClock) -> None:
    one, other = await new(desk, BOB), await new(desk, BOB)
    await accept(desk, ALICE, one)
    await accept(desk, AL, other)
    await close(desk, AL, other)
    await link(desk)
    clock.advance(minutes=1)
    done = await rollback(desk, in_private("ada"), Person("al"), "since 1h")
    assert len(done.undone) == 3
    for number in (one, other):
        found = await ticket(desk, number)
        assert (found.owner_id, found.closed_at) == (None, None)


async def test_the_history_goes_on_naming_who_it_was(desk: Desk) -> None:
    number = await new(desk, BOB)
    await accept(desk, AL, number)
    await link(desk)
    taken = [event for event in await events(desk, "ticket_accepted") if event.ticket_id == number]
    alice = await desk.database.read(members.get_by_name, "alice")
    assert alice is not None
    assert [(event.actor, event.member_id) for event in taken] == [("al", alice.id)]

"""The outbox: what is still to be said, in which order, and what became of it."""

from datetime import datetime, timedelta

import pytest

from store import outbox, spoken
from store.database import Database, Transaction
from store.records import Notice
from tests.store.seeds import LATER, NOW, House, add_event, add_prompt, add_ticket, furnish


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database)


async def queue(
    database: Database,
    text: str = "#1 new for ops",
    *,
    network: str = "net",
    urgent: bool = False,
    not_before: datetime = NOW,
    member_id: int | None = None,
    prompt_id: int | None = None,
) -> None:
    event_id = await add_event(database, "prompt_opened")
    await database.write(
        outbox.add,
        plugin="announce",
        event_id=event_id,
        ticket_id=None,
        prompt_id=prompt_id,
        holds="offer" if prompt_id else "",
        target="member" if member_id else "channel",
        network=network,
        address="#ops",
        member_id=member_id,
        text=text,
        brief="",
        joined="",
        masked=False,
        urgent=urgent,
        not_before=not_before,
        now=NOW,
    )


async def due(database: Database, now: datetime = NOW) -> list[Notice]:
    return await database.read(outbox.list_due, "net", now, limit=9)


async def test_urgent_lines_go_first_and_the_others_in_their_order(database: Database) -> None:
    await queue(database, "first")
    await queue(database, "second")
    await queue(database, "urgent", urgent=True)
    assert [notice.text for notice in await due(database)] == ["urgent", "first", "second"]


async def test_a_line_is_due_on_its_own_network_and_not_before_its_time(database: Database) -> None:
    await queue(database, "elsewhere", network="other")
    await queue(database, "later", not_before=LATER)
    assert await due(database) == []
    assert await database.read(outbox.next_due_at, "net") == LATER
    assert [notice.text for notice in await due(database, LATER)] == ["later"]


async def test_a_line_ends_once(database: Database) -> None:
    await queue(database)
    (notice,) = await due(database)
    assert await database.write(outbox.mark, notice.id, status="sent", reason="", now=LATER) == 1
    assert await database.write(outbox.mark, notice.id, status="refused", reason="404", now=LATER) == 0
    assert await due(database) == []


async def test_a_postponed_line_comes_back_at_its_time(database: Database) -> None:
    await queue(database)
    (notice,) = await due(database)
    await database.write(outbox.postpone, notice.id, until=LATER, reason="the link broke")
    assert await due(database) == []
    (again,) = await due(database, LATER)
    assert (again.tries, again.reason) == (1, "the link broke")


async def test_a_line_for_somebody_absent_waits_until_they_are_seen(database: Database, house: House) -> None:
    await queue(database, member_id=house.bob.id)
    await queue(database, member_id=house.charlie.id)
    for notice in await due(database):
        await database.write(outbox.put_waiting, notice.id)
    assert await due(database) == []
    await database.write(outbox.wake_member, house.bob.id, network="net", held=False)
    assert [notice.member_id for notice in await due(database)] == [house.bob.id]
    await database.write(outbox.wake_all)
    assert len(await due(database)) == 2


async def test_what_was_held_back_waits_for_a_word_and_outlasts_a_start(database: Database, house: House) -> None:
    await queue(database, "held", member_id=house.bob.id)
    await queue(database, "urgent", member_id=house.bob.id)
    held, urgent = await due(database)
    await database.write(outbox.hold_back, held.id)
    await database.write(outbox.put_waiting, urgent.id)
    assert await database.read(outbox.count_waiting, house.bob.id, held=False) == 1
    await database.write(outbox.wake_all)
    await database.write(outbox.wake_member, house.bob.id, network="net", held=False)
    assert [notice.text for notice in await due(database)] == ["urgent"]
    await database.write(outbox.wake_member, house.bob.id, network="net", held=True)
    assert [notice.text for notice in await due(database)] == ["held", "urgent"]
    assert [notice.text for notice in await database.read(outbox.list_held_due, "net", house.bob.id, NOW)] == ["held"]


async def test_what_waits_goes_to_the_network_where_its_person_is_now(database: Database, house: House) -> None:
    await queue(database, network="other", member_id=house.bob.id)
    (notice,) = await database.read(outbox.list_due, "other", NOW, limit=9)
    await database.write(outbox.hold_back, notice.id)
    await database.write(outbox.wake_member, house.bob.id, network="net", held=True)
    assert [one.id for one in await due(database)] == [notice.id]


async def test_an_offer_is_unheard_while_a_line_of_it_is_queued_and_nobody_is_missing(
    database: Database, house: House
) -> None:
    offer = await add_prompt(database, await add_ticket(database, house))
    assert await database.read(outbox.list_unheard, offer.id) == []
    await queue(database, prompt_id=offer.id)
    assert len(await database.read(outbox.list_unheard, offer.id)) == 1
    (notice,) = await due(database)
    await database.write(outbox.put_waiting, notice.id)
    assert await database.read(outbox.list_unheard, offer.id) == []


async def test_what_ended_long_ago_is_forgotten_and_what_is_still_to_be_said_never(database: Database) -> None:
    await queue(database, "said")
    await queue(database, "unsaid")
    said, unsaid = await due(database)
    await database.write(outbox.mark, said.id, status="sent", reason="", now=NOW)
    assert await database.write(outbox.drop_ended, NOW) == 0
    assert await database.write(outbox.drop_ended, NOW + timedelta(days=365)) == 1
    assert await due(database) == [unsaid]


async def test_what_has_waited_too_long_can_be_found(database: Database) -> None:
    await queue(database)
    assert await database.read(outbox.list_stale, NOW, limit=9) == []
    assert len(await database.read(outbox.list_stale, LATER, limit=9)) == 1


@pytest.mark.parametrize("member", [False, True])
async def test_a_newer_one_to_the_same_target_is_known_by_its_number_even_if_the_clock_was_set_back(
    database: Database, house: House, member: bool
) -> None:
    member_id = house.bob.id if member else None
    for text in ("first", "second"):
        await queue(database, text, member_id=member_id)
    await database.write(set_back, "second", NOW - timedelta(hours=1))
    first, second = sorted(await due(database), key=lambda one: one.id)
    assert await database.read(spoken.has_newer, first)
    assert not await database.read(spoken.has_newer, second)


async def set_back(tx: Transaction, text: str, at: datetime) -> None:
    await tx.run("update notice set created_at = :at where text = :text", at=at, text=text)


async def test_what_is_newer_for_somebody_else_is_not_newer_for_them(database: Database, house: House) -> None:
    for member_id in (house.charlie.id, house.bob.id, None):
        await queue(database, member_id=member_id)
    assert [await database.read(spoken.has_newer, one) for one in await due(database)] == [False] * 3

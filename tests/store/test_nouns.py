"""Each noun's queries: changes by compare-and-set, names folded, numbers that never come back, text as data."""

from functools import partial
from sqlite3 import IntegrityError

import pytest

from store import journal, prompts, reporters, tickets
from store.database import Database, Transaction
from store.records import Ticket
from tests.store.seeds import (
    ACCEPTED,
    CLOSED,
    LATER,
    NEW,
    NOW,
    House,
    add_event,
    add_prompt,
    add_ticket,
    furnish,
)


@pytest.fixture
async def house(database: Database) -> House:
    return await furnish(database)


async def own(database: Database, ticket: Ticket, owner_id: int, *, was: int | None = None) -> Ticket | None:
    return await database.write(tickets.own, ticket.id, was=was, owner_id=owner_id, state=ACCEPTED, now=LATER)


async def close(database: Database, ticket: Ticket, *, was: int = NEW) -> Ticket | None:
    return await database.write(tickets.close, ticket.id, was=was, state=CLOSED, resolution="done", now=LATER)


async def test_a_number_never_comes_back_even_if_its_row_is_gone(database: Database, house: House) -> None:
    async def forget(tx: Transaction) -> int:
        await tx.run("delete from stay")
        return await tx.run("delete from ticket")

    last = [await add_ticket(database, house) for _ in range(3)][-1]
    await database.write(forget)
    assert (await add_ticket(database, house)).id == last.id + 1


async def test_only_the_first_becomes_the_owner(database: Database, house: House) -> None:
    ticket = await add_ticket(database, house)
    taken = await own(database, ticket, house.bob.id)
    assert taken is not None
    assert (taken.owner_id, taken.state, taken.accepted_at) == (house.bob.id, ACCEPTED, LATER)
    assert await own(database, ticket, house.charlie.id) is None
    assert (await database.read(tickets.get, ticket.id)) == taken


async def test_a_ticket_passes_from_the_owner_that_was_meant_and_from_no_other(
    database: Database, house: House
) -> None:
    ticket = await add_ticket(database, house)
    await own(database, ticket, house.bob.id)
    assert await own(database, ticket, house.bob.id, was=house.charlie.id) is None
    assert await own(database, ticket, house.charlie.id, was=house.bob.id) is not None


async def test_only_its_owner_is_relieved_of_it(database: Database, house: House) -> None:
    ticket = await add_ticket(database, house)
    await own(database, ticket, house.bob.id)
    assert await database.write(tickets.free, ticket.id, was=house.charlie.id, state=NEW, now=LATER) is None
    freed = await database.write(tickets.free, ticket.id, was=house.bob.id, state=NEW, now=LATER)
    assert freed is not None
    assert (freed.owner_id, freed.accepted_at) == (None, None)


async def test_a_ticket_is_closed_once_and_then_neither_owned_nor_freed(database: Database, house: House) -> None:
    ticket = await add_ticket(database, house)
    await own(database, ticket, house.bob.id)
    assert await close(database, ticket) is None, "it isn't new any more"
    assert await close(database, ticket, was=ACCEPTED) is not None
    assert await close(database, ticket, was=ACCEPTED) is None
    assert await own(database, ticket, house.charlie.id, was=house.bob.id) is None
    assert await database.write(tickets.free, ticket.id, was=house.bob.id, state=NEW, now=LATER) is None


async def test_only_a_closed_ticket_is_reopened(database: Database, house: House) -> None:
    ticket = await add_ticket(database, house)
    assert await database.write(tickets.reopen, ticket.id, was=NEW, state=NEW, owner_id=None, now=LATER) is None
    await close(database, ticket)
    again = await database.write(tickets.reopen, ticket.id, was=CLOSED, state=NEW, owner_id=None, now=LATER)
    assert again is not None
    assert (again.closed_at, again.resolution, again.state) == (None, None, NEW)


async def test_lists_and_counts_have_open_tickets_the_most_pressing_first(database: Database, house: House) -> None:
    low, high = await add_ticket(database, house, priority=1), await add_ticket(database, house, priority=3)
    await close(database, await add_ticket(database, house, private=True))
    for found in (await database.read(tickets.list_open), await database.read(tickets.list_of_role, house.ops.id)):
        assert [ticket.id for ticket in found] == [high.id, low.id]
    assert await database.read(tickets.count_open_of_role, house.ops.id) == 2
    assert await database.read(tickets.is_any_private_of_role, house.ops.id)
    assert await database.read(tickets.count_open_private_of_role, house.ops.id) == 0
    count = partial(reporters.count_free, member_id=None, mask="guest!g@h", keyed=False, since=NOW)
    assert await database.read(lambda tx: count(tx, network="net", most=9)) == 2
    assert await database.read(lambda tx: count(tx, network="net", most=1)) == 1, "no more are looked at than it takes"
    assert await database.read(lambda tx: count(tx, network="other", most=9)) == 0


@pytest.mark.parametrize(
    "text",
    ["'; drop table ticket; --", "{title} %s :id ?", "\x00\x01\r\n\x10r", "🖨️ \u202egnitnirp", "a" * 16_384, "'\"\\"],
)
async def test_what_people_write_comes_back_byte_for_byte(database: Database, house: House, text: str) -> None:
    ticket = await add_ticket(database, house, text, description=text)
    await add_event(database, "ticket_opened", ticket.id, text)
    found = await database.read(tickets.get, ticket.id)
    assert found is not None
    assert (found.title, found.description) == (text, text)
    (event,) = await database.read(journal.list_of_ticket, ticket.id)
    assert event.texts == {"text": text}


async def test_half_characters_are_kept_as_replacement_characters(database: Database, house: House) -> None:
    assert (await add_ticket(database, house, "bad \udcff byte")).title == "bad \N{REPLACEMENT CHARACTER} byte"


async def test_one_offer_of_each_kind_is_open_at_a_time(database: Database, house: House) -> None:
    ticket = await add_ticket(database, house)
    offer = await add_prompt(database, ticket)
    await add_prompt(database, ticket, member_id=house.charlie.id)
    with pytest.raises(IntegrityError):
        await add_prompt(database, ticket)
    with pytest.raises(IntegrityError):
        await add_prompt(database, ticket, member_id=house.bob.id)
    await database.write(prompts.end, offer.id, state="withdrawn", now=LATER)
    await add_prompt(database, ticket)


async def test_an_offer_ends_once_and_is_heard_first_once(database: Database, house: House) -> None:
    offer = await add_prompt(database, await add_ticket(database, house))
    assert await database.write(prompts.mark_heard, offer.id, now=NOW) is not None
    assert await database.write(prompts.mark_heard, offer.id, now=LATER) is None
    ended = await database.write(prompts.end, offer.id, state="timed_out", now=LATER)
    assert ended is not None
    assert (ended.state, ended.ended_at, ended.heard_at) == ("timed_out", LATER, NOW)
    assert await database.write(prompts.end, offer.id, state="accepted", now=LATER) is None


async def test_the_first_answer_stands(database: Database, house: House) -> None:
    offer = await add_prompt(database, await add_ticket(database, house))
    for answer, counted in (("declined", 1), ("accepted", 0)):
        added = await database.write(prompts.add_answer, offer.id, house.bob.id, answer=answer, now=NOW)
        assert added == counted
    found = await database.read(prompts.get_answer, offer.id, house.bob.id)
    assert found == prompts.Answer(house.bob.id, "declined")
    assert await database.read(prompts.list_unanswered, offer) == []


async def test_what_a_bare_yes_could_mean_is_personal_first_and_never_what_was_answered(
    database: Database, house: House
) -> None:
    first, second = await add_ticket(database, house), await add_ticket(database, house)
    to_role = await add_prompt(database, first)
    to_bob = await add_prompt(database, second, member_id=house.bob.id)
    assert [one.id for one in await database.read(prompts.list_open_for, house.bob.id)] == [to_bob.id, to_role.id]
    assert await database.read(prompts.list_open_for, house.charlie.id) == []
    await database.write(prompts.add_answer, to_role.id, house.bob.id, answer="declined", now=NOW)
    assert [one.id for one in await database.read(prompts.list_open_for, house.bob.id)] == [to_bob.id]

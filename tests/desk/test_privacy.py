"""What is private is read by few, and never where others read."""

from itertools import product

import pytest

from chatbot.desk import access, reading, roles, tickets
from chatbot.desk.access import Relation
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.wire import Channel, Private
from store import prompts
from tests.desk.doing import (
    ADA,
    BOB,
    CHARLIE,
    accept,
    asked,
    assign,
    close,
    comment,
    decline,
    last_event,
    new,
    owner,
    refusal,
    reopen,
    ticket,
)
from tests.people import NETWORK, add_role, in_private, person, shell

RELATIONS: tuple[Relation, ...] = ("owner", "reporter", "member", "joined", "asked", "admin")
READERS = {"owner", "reporter", "member", "asked", "admin"}


@pytest.fixture
async def number(desk: Desk) -> int:
    """Private, from alice, for ops."""
    return await new(desk, in_private("alice"), "salary of bob", private=True)


@pytest.fixture
async def joined(desk: Desk) -> str:
    """A role that charlie joined by himself, while it was open for a time."""
    await add_role(desk, "hr", is_open=True)
    await desk.change(CHARLIE, roles.join, "hr")
    await desk.change(shell(), roles.put, "hr", RoleChange(open=False))
    return "hr"


@pytest.mark.parametrize(("relation", "private"), list(product(RELATIONS, (True, False))))
async def test_a_private_ticket_is_visible_in_private_to_who_has_to_do_with_it(
    desk: Desk, number: int, relation: Relation, private: bool
) -> None:
    found = await ticket(desk, number)
    audience = Private(NETWORK, "x") if private else Channel(NETWORK, "#x")
    assert access.visible(found, audience, frozenset({relation})) is (private and relation in READERS)


@pytest.mark.parametrize("audience", [Private(NETWORK, "x"), Channel(NETWORK, "#x")])
async def test_any_other_ticket_is_visible_to_all(desk: Desk, audience: Private | Channel) -> None:
    found = await ticket(desk, await new(desk))
    assert access.visible(found, audience, frozenset())


@pytest.mark.parametrize("name", ["alice", "bob", "ada"])
async def test_who_may_read_it_reads_it_in_private_and_nobody_in_a_channel(desk: Desk, number: int, name: str) -> None:
    assert (await desk.look(in_private(name), reading.show, number)).seen.title == "salary of bob"
    assert await refusal(desk.look(person(name), reading.show, number)) == f"#{number} is private."


async def test_what_is_done_to_it_in_a_channel_shows_no_title_there(desk: Desk, number: int) -> None:
    seen = await desk.change(BOB, tickets.comment, number, "done soon")
    assert (seen.readable, seen.title) == (False, "(private)")


async def test_opened_in_a_channel_its_title_is_not_repeated_there(desk: Desk) -> None:
    opened = await desk.change(BOB, tickets.open_ticket, New("salary of bob", private=True))
    assert opened.seen.title == "(private)"


async def test_who_is_asked_in_person_reads_it_while_they_are_asked(desk: Desk, number: int) -> None:
    await assign(desk, BOB, number, "charlie")
    assert (await desk.look(in_private("charlie"), reading.show, number)).seen.readable
    await decline(desk, in_private("charlie"), number)
    assert await refusal(desk.look(in_private("charlie"), reading.show, number)) == f"#{number} is private."


async def test_to_others_every_verb_says_only_that_it_is_private(desk: Desk, number: int) -> None:
    private = f"#{number} is private."
    charlie = in_private("charlie")
    for verb in (accept, decline, comment, close, reopen):
        assert await refusal(verb(desk, charlie, number)) == private
    assert await refusal(assign(desk, charlie, number, "bob")) == private


async def test_a_role_that_holds_a_private_ticket_is_not_opened_even_when_it_is_closed(desk: Desk, number: int) -> None:
    opening = RoleChange(open=True)
    assert "ops holds private tickets" in await refusal(desk.change(ADA, roles.put, "ops", opening))
    await close(desk, in_private("alice"), number)
    assert "ops holds private tickets" in await refusal(desk.change(ADA, roles.put, "ops", opening))


async def test_an_open_role_takes_no_private_ticket(desk: Desk) -> None:
    await add_role(desk, "web", is_open=True)
    said = await refusal(new(desk, role="web", private=True))
    assert "web is open to anyone, so nothing in it is private." in said
    assert "role set web open=no" in said


async def test_who_joined_by_themselves_neither_reads_nor_touches_a_private_ticket(desk: Desk, joined: str) -> None:
    number = await new(desk, in_private("alice"), role=joined, private=True)
    charlie, private = in_private("charlie"), f"#{number} is private."
    assert await refusal(desk.look(charlie, reading.show, number)) == private
    for verb in (accept, decline, comment, close):
        assert await refusal(verb(desk, charlie, number)) == private


async def test_who_joined_by_themselves_is_not_asked_to_take_a_private_ticket(desk: Desk, joined: str) -> None:
    number = await new(desk, in_private("alice"), role=joined, private=True)
    assert await asked(desk, number) == []
    assert (await last_event(desk, "prompt_opened")).data["asked"] == 0
    public = await new(desk, role=joined)
    assert await asked(desk, public) == ["charlie"]
    charlie = (await last_event(desk, "role_joined")).member_id
    assert charlie is not None
    waiting = await desk.database.read(prompts.list_open_for, charlie)
    assert [prompt.ticket_id for prompt in waiting] == [public]


async def test_after_an_admins_word_they_are_asked_and_may_take_it(desk: Desk, joined: str) -> None:
    number = await new(desk, in_private("alice"), role=joined, private=True)
    await desk.change(shell(), roles.add, joined, Person("charlie"))
    assert await asked(desk, number) == ["charlie"]
    await accept(desk, in_private("charlie"), number)
    assert await owner(desk, number) == "charlie"


async def test_nobody_counts_the_private_tickets_of_a_role_that_they_may_not_read(desk: Desk, number: int) -> None:
    counts = {
        caller: (await desk.look(caller, roles.show, "ops")).open_tickets
        for caller in (in_private("bob"), in_private("ada"), BOB, ADA, in_private("charlie"))
    }
    assert counts == {in_private("bob"): 1, in_private("ada"): 1, BOB: 0, ADA: 0, in_private("charlie"): 0}


async def test_who_was_in_a_role_that_is_gone_reads_its_private_tickets_no_more(desk: Desk, number: int) -> None:
    assert (await desk.look(in_private("bob"), reading.show, number)).seen.readable
    await close(desk, in_private("alice"), number)
    await desk.change(shell(), roles.delete, "ops")
    assert "is private" in await refusal(desk.look(in_private("bob"), reading.show, number))
    assert (await desk.look(in_private("alice"), reading.show, number)).seen.readable

"""Changing what a ticket says, by who may, as long as others don't work by it."""

import pytest

from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    edit,
    last_event,
    new,
    refusal,
    ticket,
)
from tests.people import in_private, stranger


async def test_its_reporter_changes_what_nobody_has_yet(desk: Desk) -> None:
    number = await new(desk)
    said = await edit(desk, ALICE, number, title="printer is smoking", description="3rd floor", priority=3)
    assert said == "title, description, priority"
    found = await ticket(desk, number)
    assert (found.title, found.description, found.priority) == ("printer is smoking", "3rd floor", 3)


async def test_what_is_not_named_stays(desk: Desk) -> None:
    number = await new(desk, description="3rd floor")
    assert await edit(desk, ALICE, number, title="printer is smoking", priority=2) == "title"
    found = await ticket(desk, number)
    assert (found.description, found.priority) == ("3rd floor", 2)


async def test_a_description_may_be_taken_away(desk: Desk) -> None:
    number = await new(desk, description="3rd floor")
    await edit(desk, ALICE, number, description="")
    assert (await ticket(desk, number)).description == ""


async def test_the_event_says_what_changed_and_holds_the_new_texts(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await edit(desk, BOB, number, title="printer is smoking", priority=4)
    event = await last_event(desk, "ticket_edited")
    assert event.texts == {"title": "printer is smoking"}
    account = {"client": None, "project": None}
    assert event.data == {"what": "title, priority", "priority": 4, "owner": event.member_id, **account}


@pytest.mark.parametrize("caller", [BOB, ADA])
async def test_role_members_and_admins_may_at_any_time(desk: Desk, caller: Caller) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    assert await edit(desk, caller, number, priority=4) == "priority"


async def test_its_reporter_may_not_once_somebody_has_it(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    assert await refusal(edit(desk, ALICE, number, priority=4)) == (
        f"#{number}: bob has it by now, and works by what it says. You may: comment {number} <text>"
    )


async def test_who_has_a_private_ticket_is_not_said_where_others_read(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    await accept(desk, BOB, number)
    assert "somebody has it" in await refusal(edit(desk, ALICE, number, priority=4))


@pytest.mark.parametrize("caller", [CHARLIE, stranger("alice")])
async def test_others_may_not(desk: Desk, caller: Caller) -> None:
    number = await new(desk)
    await assign(desk, BOB, number, "charlie")
    assert f"#{number}: only its owner, its reporter or ops may edit it." in await refusal(
        edit(desk, caller, number, priority=4)
    )


async def test_what_says_nothing_or_too_much_is_refused_with_what_to_write(desk: Desk) -> None:
    number = await new(desk)
    said = [
        await refusal(edit(desk, ALICE, number)),
        await refusal(edit(desk, ALICE, number, priority=2)),
        await refusal(edit(desk, ALICE, number, title="\u200b ")),
        await refusal(edit(desk, ALICE, number, title="x" * 201)),
        await refusal(edit(desk, ALICE, number, description="x" * 16_385)),
    ]
    assert said == [
        f"What changes? edit {number} priority=high, or title=<title>, or description=<text>",
        f"#{number} says that already. Nothing changed.",
        f"#{number} needs a title: edit {number} title=<title>",
        f"A title has at most 200 characters, this one 201. The rest goes into: edit {number} description=<text>",
        "The description is 16385 bytes long; 16384 is the most. Say it in parts.",
    ]
    await close(desk, BOB, number)
    assert await refusal(edit(desk, ALICE, number, priority=4)) == (
        f"#{number} is closed. To open it again: reopen {number}"
    )

"""Closing, reopening and commenting."""

import pytest

from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Private
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    close,
    comment,
    last_event,
    need_offer,
    new,
    offer,
    owner,
    refusal,
    reopen,
    state_name,
    ticket,
)
from tests.people import NETWORK, FakeClock, add_role, shell, stranger


@pytest.mark.parametrize("caller", [ALICE, BOB, ADA, shell()])
async def test_its_reporter_its_role_and_admins_close_it_and_its_offer_ends(desk: Desk, caller: Caller) -> None:
    number = await new(desk)
    await close(desk, caller, number)
    assert await state_name(desk, number) == "closed"
    assert await offer(desk, number) is None


@pytest.mark.parametrize("caller", [CHARLIE, stranger("alice")])
async def test_nobody_else_closes_reopens_or_comments(desk: Desk, caller: Caller) -> None:
    number = await new(desk)
    who = f"#{number}: only its owner, its reporter or ops may"
    assert f"{who} close it. You may: " in await refusal(close(desk, caller, number))
    assert f"{who} comment on it" in await refusal(comment(desk, caller, number))
    await close(desk, ALICE, number)
    assert f"{who} reopen it" in await refusal(reopen(desk, caller, number))


async def test_a_strangers_own_ticket_is_theirs_to_comment_and_close(desk: Desk) -> None:
    guest = stranger("guest42", Private(NETWORK, "guest42"))
    number = await new(desk, guest)
    await comment(desk, guest, number)
    await close(desk, guest, number)
    assert await state_name(desk, number) == "closed"


@pytest.mark.parametrize(
    ("words", "resolution", "text"),
    [
        ("", "done", ""),
        ("duplicate of #4", "duplicate", "of #4"),
        ("WontFix", "wontfix", ""),
        ("toner replaced", "done", "toner replaced"),
        ("donezo", "done", "donezo"),
        ("fixed: toner", "fixed", "toner"),
        ("Fixed, toner", "fixed", "toner"),
        ("invalid.", "invalid", ""),
        ("fixed...", "done", "fixed..."),
        (": toner", "done", ": toner"),
    ],
)
async def test_a_known_resolution_comes_first_and_else_all_is_the_comment(
    desk: Desk, words: str, resolution: str, text: str
) -> None:
    number = await new(desk)
    await close(desk, ALICE, number, words)
    event = await last_event(desk, "ticket_closed")
    assert event.data["resolution"] == resolution == (await ticket(desk, number)).resolution
    assert event.texts.get("text", "") == text


async def test_a_closed_ticket_keeps_its_owner_on_record_and_is_not_closed_twice(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    clock.advance(minutes=2)
    assert await owner(desk, number) == "bob"
    assert f"#{number} is closed already, 2m ago." in await refusal(close(desk, BOB, number))


async def test_reopened_by_its_owner_it_is_theirs_again_and_nobody_is_asked(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    await reopen(desk, BOB, number)
    assert (await owner(desk, number), await state_name(desk, number)) == ("bob", "accepted")
    assert await offer(desk, number) is None
    assert (await ticket(desk, number)).resolution is None


async def test_reopened_by_anybody_else_it_is_free_and_offered_anew(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    await reopen(desk, ALICE, number, "still on fire")
    assert (await owner(desk, number), await state_name(desk, number)) == (None, "new")
    assert (await need_offer(desk, number)).state == "open"
    event = await last_event(desk, "ticket_reopened")
    assert (event.data["owner"], event.texts) == (None, {"why": "still on fire"})
    assert (await ticket(desk, number)).accepted_at is None


async def test_an_open_ticket_is_not_reopened(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(reopen(desk, ALICE, number)) == f"#{number} is open. To add to it: comment {number} <text>"


async def test_reopening_ones_own_counts_among_the_tickets_that_wait(desk: Desk) -> None:
    guest = stranger("guest42")
    closed = await new(desk, guest)
    await close(desk, guest, closed)
    for _ in range(3):
        await new(desk, guest)
    assert "3 is the most for who isn't logged in" in await refusal(reopen(desk, guest, closed))
    await reopen(desk, BOB, closed)


async def test_a_ticket_of_a_role_that_is_gone_is_not_reopened(desk: Desk) -> None:
    await add_role(desk, "net", "bob")
    number = await new(desk, role="net")
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    await desk.change(ADA, roles.delete, "net")
    for caller in (ALICE, BOB):
        assert await refusal(reopen(desk, caller, number)) == (
            f"#{number} was for net, a role that is gone. Open a new ticket: new <title>"
        )


async def test_who_joined_by_themselves_comments_but_closes_only_what_they_own(desk: Desk) -> None:
    await add_role(desk, "web", is_open=True)
    await desk.change(CHARLIE, roles.join, "web")
    number = await new(desk, role="web")
    await comment(desk, CHARLIE, number)
    assert await refusal(close(desk, CHARLIE, number)) == (
        f"#{number}: you joined web by yourself. Before you may close it, an admin says: role confirm web charlie"
    )
    await accept(desk, CHARLIE, number)
    await close(desk, CHARLIE, number)


async def test_a_comment_is_kept_and_touches_the_ticket(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    clock.advance(minutes=2)
    await comment(desk, BOB, number, "toner ordered")
    assert (await last_event(desk, "ticket_commented")).texts == {"text": "toner ordered"}
    assert (await ticket(desk, number)).changed_at == clock.now()


async def test_a_long_text_is_refused_with_its_bound(desk: Desk) -> None:
    number, long = await new(desk), "x" * 16_385
    for verb in (comment, close, reopen):
        assert "16385 bytes long; 16384 is the most" in await refusal(verb(desk, ALICE, number, long))

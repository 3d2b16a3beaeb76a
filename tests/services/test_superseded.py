"""What became outdated before it was said isn't said: each kind of hold is looked at just before the line goes."""

from collections.abc import Awaitable, Callable

import pytest

from chatbot.desk import prompts, reopening, roles, stopwatches, timeouts
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.people import Person
from chatbot.services.sender import Sender
from store import outbox
from store.database import Transaction
from tests.desk.doing import accept, assign, close, decline, events, need_offer, new, personal_offer
from tests.desk.doing import release as give_back
from tests.people import in_private, person, shell
from tests.services.rows import BOB, OPS, To, queue, row
from tests.services.wires import FakeWire

ADA, HIM = in_private("ada"), in_private("bob")
CHARLIE = To("member", member="charlie")
Change = Callable[[Desk, int], Awaitable[object]]


async def nothing(_desk: Desk, _number: int) -> None:
    return None


async def taken(desk: Desk, number: int) -> None:
    await accept(desk, HIM, number)


async def closed(desk: Desk, number: int) -> None:
    await close(desk, HIM, number)


async def closed_and_reopened(desk: Desk, number: int) -> None:
    await close(desk, HIM, number)
    await desk.change(HIM, reopening.reopen, number, "")


async def declined(desk: Desk, number: int) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))  # so that one is left to ask
    await decline(desk, HIM, number)


async def left_the_role(desk: Desk, _number: int) -> None:
    await desk.change(shell(), roles.remove, "ops", Person("bob"))


async def taken_and_given_back(desk: Desk, number: int) -> None:
    await accept(desk, HIM, number)
    await give_back(desk, HIM, number)


async def timed_out(desk: Desk, number: int) -> None:
    await desk.change(NOBODY, timeouts.time_out, await need_offer(desk, number), "lifetime")


async def started(desk: Desk, number: int) -> None:
    await desk.change(HIM, stopwatches.start, number, "")


async def started_elsewhere(desk: Desk, number: int) -> None:
    await started(desk, number)
    await started(desk, await new(desk))


async def said(desk: Desk, sender: Sender, holds: str, change: Change, to: To = OPS) -> str:
    """What became of a line about a new ticket when that happened before it could go."""
    assert isinstance(sender.wire, FakeWire)
    sender.wire.people["bob"] = ["bob"]
    number = await new(desk)
    line = await queue(desk, to=to, ticket=number, prompt=(await need_offer(desk, number)).id, holds=holds)
    await change(desk, number)
    await sender.step()
    found = await row(desk, line)
    assert bool(sender.wire.said) == (found.status == "sent")
    assert [event.data["notice"] for event in await events(desk, "notice_superseded")] == (
        [line] if found.status == "superseded" else []
    )
    return found.reason or found.status


@pytest.mark.parametrize(
    ("holds", "change", "to", "expected"),
    [
        ("", closed, OPS, "sent"),
        ("offer", nothing, OPS, "sent"),
        ("offer", declined, OPS, "sent"),
        ("offer", taken, OPS, "the offer is over: accepted"),
        ("offer", timed_out, OPS, "the offer is over: timed_out"),
        ("offer", closed, OPS, "the offer is over: withdrawn"),
        ("offer", taken_and_given_back, OPS, "the offer is over: accepted"),
        ("offer", nothing, BOB, "sent"),
        ("offer", declined, BOB, "declined already"),
        ("offer", left_the_role, BOB, "they may not answer it any more"),
        ("free", nothing, OPS, "sent"),
        ("free", timed_out, OPS, "sent"),
        ("free", taken_and_given_back, OPS, "sent"),
        ("free", taken, OPS, "it isn't free any more"),
        ("free", closed, OPS, "it isn't free any more"),
        ("closed", closed, BOB, "sent"),
        ("closed", closed_and_reopened, BOB, "it is open again"),
        ("announced", nothing, OPS, "it was never announced there"),
        ("asked", nothing, BOB, "they were never asked"),
        ("running", started, BOB, "sent"),
        ("running", nothing, BOB, "that timer runs no more"),
        ("running", started_elsewhere, BOB, "that timer runs no more"),
    ],
)
async def test_a_line_is_said_only_while_what_it_speaks_of_holds(
    desk: Desk, sender: Sender, *, holds: str, change: Change, to: To, expected: str
) -> None:
    assert await said(desk, sender, holds, change, to) == expected


@pytest.mark.parametrize(("holds", "to", "other"), [("announced", OPS, To("channel", "#web")), ("asked", BOB, CHARLIE)])
async def test_that_it_is_taken_is_said_where_the_offer_was_said_and_nowhere_else(
    desk: Desk, sender: Sender, wire: FakeWire, *, holds: str, to: To, other: To
) -> None:
    wire.people |= {"bob": ["bob"], "charlie": ["charlie"]}
    number = await new(desk)
    offer = await need_offer(desk, number)
    await queue(desk, "offered", to, ticket=number, prompt=offer.id, holds="offer")
    await sender.step()
    for one in (to, other):
        await queue(desk, "taken", one, ticket=number, holds=holds)
    await sender.step()
    assert wire.said == [(to.address or to.member, "offered"), (to.address or to.member, "taken")]


async def test_an_offer_that_was_superseded_was_never_announced(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    number = await new(desk)
    await queue(desk, "offered", ticket=number, prompt=(await need_offer(desk, number)).id, holds="offer")
    await accept(desk, HIM, number)
    await queue(desk, "taken", ticket=number, holds="announced")
    await sender.step()
    assert wire.said == []


async def test_a_question_to_one_person_is_asked_until_they_are_not_to_be_asked(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    wire.people["charlie"] = ["charlie"]
    number = await new(desk)
    for again in (False, True):
        await assign(desk, person("bob"), number, "charlie")
        offer = await personal_offer(desk, number)
        assert offer is not None
        line = await queue(desk, to=CHARLIE, ticket=number, prompt=offer.id, holds="offer")
        if again:
            await accept(desk, HIM, number)
        await sender.step()
        assert (await row(desk, line)).status == ("superseded" if again else "sent")
        await desk.change(NOBODY, prompts.withdraw, number, state="withdrawn") if not again else None


async def test_what_ended_meanwhile_is_ended_once(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    number = await queue(desk)

    async def end(tx: Transaction) -> None:
        await outbox.mark(tx, number, status="superseded", reason="before", now=desk.clock.now())

    async def meanwhile() -> None:
        await desk.database.write(end)

    wire.meanwhile = meanwhile
    await sender.step()
    assert (await row(desk, number)).reason == "before"

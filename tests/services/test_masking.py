"""Of a private ticket no plugin sees what it could give away, and what is said of it later is its number."""

from chatbot.desk import digests
from chatbot.desk.desk import Desk
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from store.database import Transaction
from tests.desk.doing import accept, close, comment, decline, new, release, reopen
from tests.people import in_private, shell
from tests.services.plugs import Listener, aloud, hears, read_all
from tests.services.rows import BOB, OPS, queue, rows
from tests.services.wires import FakeWire

ALICE, BOBBY = in_private("alice"), in_private("bob")
SECRETS = ("salary", "payslip", "overtime", "cannot", "alice")
EVERY_KIND = (
    "ticket_opened",
    "prompt_opened",
    "ticket_declined",
    "ticket_timed_out",
    "ticket_accepted",
    "ticket_released",
    "ticket_commented",
    "ticket_closed",
    "ticket_reopened",
)


async def live_a_life(desk: Desk) -> int:
    number = await new(desk, ALICE, "salary is wrong", description="see the payslip", private=True)
    await decline(desk, BOBBY, number, "cannot read the payslip")
    await accept(desk, BOBBY, number)
    await comment(desk, ALICE, number, "overtime is missing")
    await release(desk, BOBBY, number, "cannot do it")
    await close(desk, ALICE, number, "overtime is paid")
    await reopen(desk, ALICE, number, "salary is wrong again")
    return number


async def test_a_plugin_sees_neither_title_nor_texts_nor_reporter_of_a_private_ticket(
    desk: Desk, presence: Presence
) -> None:
    listener = Listener()
    dispatcher = await hears(desk, presence, listener, *EVERY_KIND)
    number = await live_a_life(desk)
    await read_all(dispatcher)
    assert {event.kind for event in listener.heard} == set(EVERY_KIND)
    assert {event.ticket_id for event in listener.heard} == {number}
    assert [secret for secret in SECRETS if secret in repr(listener.heard)] == []


async def test_a_plugin_sees_all_of_a_ticket_that_is_not_private(desk: Desk, presence: Presence) -> None:
    listener = Listener()
    dispatcher = await hears(desk, presence, listener, "ticket_commented")
    await comment(desk, ALICE, await new(desk, ALICE), "toner ordered")
    await read_all(dispatcher)
    (event,) = listener.heard
    assert (event.title, event.actor, list(event.texts.values())) == ("printer on fire", "alice", ["toner ordered"])
    assert event.ticket is not None
    assert event.ticket.reporter == "alice"


async def test_a_digest_brings_private_tickets_by_their_number_alone(desk: Desk, presence: Presence) -> None:
    listener = Listener()
    dispatcher = await hears(desk, presence, listener, "digest_due")
    await new(desk, ALICE, "salary is wrong", private=True)
    await new(desk, BOBBY, "printer on fire")
    await desk.change(shell(), digests.fire, 1)
    await read_all(dispatcher)
    (event,) = listener.heard
    assert [(ticket.title, ticket.reporter) for ticket in event.tickets] == [("", ""), ("printer on fire", "bob")]


async def test_what_was_queued_of_a_private_ticket_is_known_to_hold_nothing_of_it(
    desk: Desk, presence: Presence
) -> None:
    dispatcher = await hears(desk, presence, aloud, "ticket_opened")
    await new(desk, ALICE, "salary is wrong", private=True)
    await new(desk, ALICE, "printer on fire")
    await read_all(dispatcher)
    assert [row.masked for row in await rows(desk)] == [True, False]


async def make_private(tx: Transaction) -> None:
    await tx.run("update ticket set private = 1")


async def test_a_ticket_that_became_private_meanwhile_is_said_by_its_number(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    number = await new(desk, title="salary is wrong")
    await queue(desk, f"#{number} new for ops: salary is wrong", OPS, ticket=number)
    await desk.database.write(make_private)
    await sender.step()
    assert wire.texts == [f"#{number} (private) has news. !show {number}"]


async def test_so_is_each_of_several_that_are_said_in_one_line(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    wire.people["bob"] = ["bob"]
    for title in ("salary is wrong", "payslip is wrong"):
        number = await new(desk, title=title)
        await queue(desk, f"#{number} {title}", BOB, ticket=number, joined="Still waiting", brief=f"#{number} {title}")
    await desk.database.write(make_private)
    await sender.step()
    assert wire.texts == ["Still waiting: #1-#2 (private)"]


async def test_what_a_plugin_said_of_a_masked_ticket_is_said_in_its_own_words(
    desk: Desk, sender: Sender, wire: FakeWire
) -> None:
    number = await new(desk, ALICE, private=True)
    await queue(desk, f"#{number} new for ops. dibs {number}", OPS, ticket=number, masked=True)
    await sender.step()
    assert wire.texts == [f"#{number} new for ops. dibs {number}"]

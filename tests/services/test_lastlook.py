"""Where very much is due at once, all else goes on while it is looked at; and what changes meanwhile counts."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

import pytest

from chatbot.desk import suspending
from chatbot.desk.act import Act
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.services import lastlook, outcomes
from chatbot.services import sender as sender_module
from chatbot.services.lastlook import LastLook
from chatbot.services.sender import Sender
from chatbot.wire import Outcome
from store import outbox
from store.database import Transaction
from store.records import Notice
from tests.desk.doing import accept, need_offer, new
from tests.people import in_private, shell
from tests.services.loops import running
from tests.services.rows import BOB, queue, rows
from tests.services.wires import FakeWire

MANY = 2 * lastlook.LITTLE


@pytest.fixture(autouse=True)
def _bob_is_there(wire: FakeWire) -> None:
    wire.people["bob"] = ["bob"]


@pytest.fixture
async def offered(desk: Desk) -> list[int]:
    """Two tickets that bob is asked to take, of which he is told ever again, in one line."""
    numbers = [await new(desk) for _ in range(2)]
    for at in range(MANY):
        number = numbers[at % 2]
        prompt = (await need_offer(desk, number)).id
        await queue(
            desk, f"#{number} waits", BOB, ticket=number, prompt=prompt, holds="offer", joined="Waiting",
            brief=f"#{number}",
        )  # fmt: skip
    return numbers


class Turns:
    """What else the event loop does while a line is looked at."""

    def __init__(self) -> None:
        self.taken = 0

    async def take(self) -> None:
        while True:
            self.taken += 1
            await asyncio.sleep(0)  # the next turn


@pytest.mark.usefixtures("offered")
async def test_all_else_goes_on_while_very_much_is_looked_at(desk: Desk, wire: FakeWire) -> None:
    turns = Turns()
    async with running(turns.take()):
        found = await LastLook(wire.network, desk.clock.now(), wire.batch).look(desk.database)
    assert len(found) == MANY
    assert turns.taken >= MANY // lastlook.PART


async def test_what_is_taken_in_the_middle_of_a_look_is_not_said(
    desk: Desk, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch, offered: list[int]
) -> None:
    after_the_first_part(monkeypatch, accept(desk, in_private("bob"), offered[0]))
    await sender.step()
    assert wire.texts == [f"Waiting: #{offered[1]}. dibs {offered[1]}"]
    assert {one.status for one in await rows(desk) if one.joined and one.ticket_id == offered[0]} == {"superseded"}


async def test_what_ended_in_the_middle_of_a_look_is_not_said(
    desk: Desk, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [await queue(desk, str(at), BOB, joined="Waiting", brief=str(at)) for at in range(MANY)]

    async def end(tx: Transaction) -> None:
        for number in numbers[1:]:
            await outbox.mark(tx, number, status="superseded", reason="before", now=desk.clock.now())

    after_the_first_part(monkeypatch, desk.database.write(end))
    await sender.step()
    assert wire.texts == ["0"]


async def test_who_is_suspended_in_the_middle_of_a_look_hears_nothing(
    desk: Desk, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(MANY):
        await queue(desk, str(at), BOB, joined="Waiting", brief=str(at))
    after_the_first_part(monkeypatch, desk.change(shell(), suspending.suspend, Person("bob"), "left"))
    await sender.step()
    assert wire.texts == []


@pytest.mark.usefixtures("offered")
async def test_all_rows_of_a_long_line_are_done_as_one_line(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    await sender.step()
    assert len(wire.texts) == 1
    told = [one for one in await rows(desk) if one.joined]
    assert {one.status for one in told} == {"sent"}
    assert {one.line_id for one in told} == {told[0].id}


async def test_what_was_not_written_down_of_a_long_line_when_dibs_died_is_said_again(
    desk: Desk, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefs = [f"#{at}" for at in range(MANY)]
    for brief in briefs:
        await queue(desk, brief, BOB, joined="Waiting", brief=brief)
    dies_after_the_first_part(monkeypatch)
    with pytest.raises(KilledError):
        await sender.step()
    monkeypatch.undo()
    await Sender(desk, wire).step()
    assert [one.status for one in await rows(desk)] == ["sent"] * MANY
    assert wire.texts == [f"Waiting: #0-#{MANY - 1}", f"Waiting: #{lastlook.PART}-#{MANY - 1}"]


class KilledError(Exception):
    """The end of dibs, as far as a sender sees it."""


def dies_after_the_first_part(patch: pytest.MonkeyPatch) -> None:
    parts = list[int]()

    async def settled(act: Act, part: Sequence[Notice], outcome: Outcome, line_id: int) -> None:
        if parts:
            raise KilledError
        parts.append(len(part))
        await outcomes.settle(act, part, outcome, line_id)

    patch.setattr(sender_module, "settle", settled)


def after_the_first_part(patch: pytest.MonkeyPatch, change: Coroutine[Any, Any, object]) -> None:
    """The pause of the look isn't that of the test: it ends when the change is done."""
    left = [change]

    async def paused(_seconds: float) -> None:
        if left:
            await left.pop()

    patch.setattr(lastlook, "sleep", paused)

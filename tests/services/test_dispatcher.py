"""The dispatcher: each event once to each plugin, and what the plugin says to those whom it is for."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from chatbot.desk.desk import Desk
from chatbot.plugin import Event, Notice, Person, Reporter, Role
from chatbot.services.dispatcher import Dispatcher
from chatbot.services.facts import Fact
from chatbot.services.news import News
from chatbot.services.presence import Presence
from store import cursors, journal
from store.database import Transaction
from tests.desk.doing import ADA, BOB, accept, close, new, redact
from tests.people import stranger
from tests.services.loops import running
from tests.services.plugs import aloud, hears, read_all
from tests.services.rows import queued_texts, rows
from tests.waiting import until


async def break_notices(tx: Transaction) -> None:
    await tx.run(
        """create trigger broken before insert on notice when new.text = 'second'
           begin select raise(abort, 'broken'); end"""
    )


async def mend_notices(tx: Transaction) -> None:
    await tx.run("drop trigger broken")


def twice(event: Event) -> list[Notice]:
    return [Notice(to=Role("ops"), text="first"), Notice(to=Role("ops"), text="second")]


async def test_a_failure_between_two_notices_keeps_neither_and_the_event_is_read_again(
    desk: Desk, presence: Presence
) -> None:
    dispatcher = await hears(desk, presence, twice, "ticket_opened")
    before = await desk.database.read(cursors.get, "teller")
    await new(desk)
    await desk.database.write(break_notices)
    with pytest.raises(sqlite3.IntegrityError):
        await dispatcher.step()
    assert await rows(desk) == []
    assert await desk.database.read(cursors.get, "teller") == before
    await desk.database.write(mend_notices)
    await read_all(dispatcher)
    assert await queued_texts(desk) == ["first", "second"]


async def test_of_several_dispatchers_of_one_plugin_only_one_says_an_event(desk: Desk, presence: Presence) -> None:
    several = [await hears(desk, presence, aloud, "ticket_opened") for _ in range(4)]
    numbers = [await new(desk) for _ in range(5)]
    await asyncio.gather(*[read_all(one) for one in several])
    assert await queued_texts(desk) == [f"ticket_opened #{number} printer on fire" for number in numbers]


async def test_a_restart_goes_on_behind_the_last_event_that_was_read(desk: Desk, presence: Presence) -> None:
    await read_all(await hears(desk, presence, aloud, "ticket_opened"))
    await new(desk, title="before")
    async with reading(await hears(desk, presence, aloud, "ticket_opened")):
        await until("the first is read", lambda: _count(desk, 1))
    await new(desk, title="between")
    async with reading(await hears(desk, presence, aloud, "ticket_opened")):
        await until("the second is read", lambda: _count(desk, 2))
        await new(desk, title="after")
        await until("the third is read", lambda: _count(desk, 3))
    assert [text.split()[-1] for text in await queued_texts(desk)] == ["before", "between", "after"]


@asynccontextmanager
async def reading(dispatcher: Dispatcher) -> AsyncGenerator[None]:
    async with running(dispatcher.run(), dispatcher.news.run()):
        yield


async def _count(desk: Desk, count: int) -> bool:
    return len(await rows(desk)) >= count


async def test_a_new_plugin_hears_nothing_of_what_was_before_it(desk: Desk, presence: Presence) -> None:
    await new(desk)
    dispatcher = await hears(desk, presence, aloud, "ticket_opened")
    await read_all(dispatcher)
    assert await rows(desk) == []


async def test_events_that_nobody_wants_are_read_over(desk: Desk, presence: Presence) -> None:
    dispatcher = await hears(desk, presence, aloud, "ticket_closed")
    await new(desk)
    await read_all(dispatcher)
    cursor = await desk.database.read(cursors.get, "teller")
    assert cursor is not None
    assert cursor.event_id == await desk.database.read(journal.last_id)


async def test_a_journal_longer_than_one_reading_is_read_to_its_end(desk: Desk, presence: Presence) -> None:
    dispatcher = await hears(desk, presence, aloud, "ticket_opened", "ticket_closed", "prompt_opened")
    for _ in range(15):  # 4 events each
        await close(desk, BOB, await new(desk))
    await read_all(dispatcher)
    assert len(await rows(desk)) == 45


async def test_nobody_is_told_what_they_did_themselves(desk: Desk, presence: Presence) -> None:
    def tell(event: Event) -> list[Notice]:
        return [Notice(to=Person(number), text="taken") for number in range(1, 5)]

    dispatcher = await hears(desk, presence, tell, "ticket_accepted")
    await accept(desk, BOB, await new(desk))
    await read_all(dispatcher)
    assert [row.member_id for row in await rows(desk)] == [1, 3, 4]  # alice, charlie, ada


async def test_a_reporter_who_is_not_logged_in_is_not_told_what_they_did_themselves(
    desk: Desk, presence: Presence
) -> None:
    def tell(event: Event) -> list[Notice]:
        return [Notice(to=Reporter(), text=event.kind)]

    dispatcher = await hears(desk, presence, tell, "ticket_accepted", "ticket_closed")
    guest = stranger("guest")
    number = await new(desk, guest)
    await accept(desk, BOB, number)
    await close(desk, guest, number)
    await read_all(dispatcher)
    assert await queued_texts(desk) == ["ticket_accepted"]


@dataclass(slots=True)
class Overtaken(News):
    """Something happens after it was read, before anything is said of it: once."""

    meanwhile: list[Callable[[], Awaitable[object]]] = field(default_factory=list[Callable[[], Awaitable[object]]])

    async def after(self, event_id: int, limit: int) -> Sequence[Fact]:
        found = await News.after(self, event_id, limit)
        if found and self.meanwhile:
            await self.meanwhile.pop()()
        return found


async def test_what_is_redacted_while_it_is_read_is_not_said(desk: Desk, presence: Presence) -> None:
    dispatcher = await hears(desk, presence, aloud, "ticket_opened", "text_redacted")
    number = await new(desk, title="my password is crimson-horse")
    dispatcher.news = Overtaken(desk.database, meanwhile=[lambda: redact(desk, ADA, number)])
    await read_all(dispatcher)
    assert await queued_texts(desk) == ["ticket_opened #1 (redacted)", "text_redacted #1 (redacted)"]

"""Plugins are rung for what is anything to them, and moved past the rest."""

import asyncio
from collections.abc import Sequence

import pytest

from chatbot.desk.desk import Desk
from chatbot.services import facts
from chatbot.services.dispatcher import begin
from chatbot.services.facts import Fact
from chatbot.services.news import News
from store import cursors, journal
from store.database import Database, Transaction
from tests.desk.doing import new


@pytest.fixture
async def news(desk: Desk) -> News:
    for name in ("listener", "deaf"):
        await desk.database.write(begin, name)
    return News(desk.database)


async def place(database: Database, plugin: str) -> int:
    found = await database.read(cursors.get, plugin)
    assert found is not None
    return found.event_id


async def test_who_has_something_to_read_is_rung_for_and_reads_on_by_themselves(desk: Desk, news: News) -> None:
    listener = news.reader("listener", {"ticket_opened"})
    before = await place(desk.database, "listener")
    await new(desk)
    await news.look()
    assert listener.bell.count == 1
    assert await place(desk.database, "listener") == before


async def test_who_has_nothing_to_read_is_moved_past_it(desk: Desk, news: News) -> None:
    deaf = news.reader("deaf", {"ticket_closed"})
    await new(desk)
    await news.look()
    assert deaf.bell.count == 0
    assert await place(desk.database, "deaf") == await desk.database.read(journal.last_id)


async def test_who_failed_is_rung_for_whatever_it_is(desk: Desk, news: News) -> None:
    deaf = news.reader("deaf", {"ticket_closed"})
    before = await place(desk.database, "deaf")
    await desk.database.write(cursors.mark_failed, "deaf", at_event=before, retry_at=desk.clock.now())
    await new(desk)
    await news.look()
    assert deaf.bell.count == 1
    assert await place(desk.database, "deaf") == before


async def test_far_behind_all_of_it_is_looked_at(desk: Desk, news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatbot.services.news.LOOKED_AT", 1)
    listener = news.reader("listener", {"prompt_opened"})
    await new(desk)
    for _ in range(10):
        await news.look()
    assert listener.bell.count > 0


async def test_all_who_have_come_as_far_share_what_was_read(
    desk: Desk, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = list[int]()
    list_facts = facts.list_facts

    async def counted(tx: Transaction, after: int, limit: int) -> Sequence[Fact]:
        reads.append(after)
        return await list_facts(tx, after, limit)

    monkeypatch.setattr(facts, "list_facts", counted)
    start = await place(desk.database, "deaf")
    await new(desk)
    first, second = await asyncio.gather(news.after(start, 50), news.after(start, 50))
    assert first == second != []
    assert reads == [start]
    await new(desk, title="another")
    assert len(await news.after(start, 50)) > len(first)


async def test_what_could_not_be_read_is_read_when_it_can_be(
    desk: Desk, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = await place(desk.database, "deaf")
    await new(desk)
    with monkeypatch.context() as broken:
        broken.setattr(facts, "list_facts", None)
        with pytest.raises(TypeError):
            await news.after(start, 50)
    assert await news.after(start, 50)

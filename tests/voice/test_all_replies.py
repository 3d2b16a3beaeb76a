"""Whatever is said to dibs: it answers with its own word first, in a line for a phone, in plain signs."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from chatbot.commands import paging
from chatbot.desk.wording import LINE
from store.database import Database
from tests.chaos.test_hostile_lines import CONTROLS, begins_with_own_words
from tests.people import FakeClock, opened_desk
from tests.voice.walk import FIRE, PATIENT, PEOPLE, TABLE, WORDS, Walk, all_said

NEVER_WRONG = {"help"}
"""Of a verb that there isn't it says so, as an answer."""


@pytest_asyncio.fixture
async def walk(database: Database, clock: FakeClock) -> AsyncIterator[Walk]:
    walk = Walk(await opened_desk(database, clock, PATIENT), clock)
    await walk.furnish()
    yield walk


def test_every_verb_is_walked() -> None:
    assert set(WORDS) == {command.name for command in TABLE.commands}


@pytest.mark.parametrize("verb", [command.name for command in TABLE.commands])
async def test_every_reply_keeps_the_style(walk: Walk, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if verb == "more":
        monkeypatch.setattr(paging, "PAGE", 1)
    replies = [reply async for reply in all_said(walk, verb)]
    lines = [line for reply in replies for line in reply.lines]
    roles = await walk.role_names()
    assert [line for line in lines if not begins_with_own_words(line, roles)] == []
    assert [line for line in lines if len(line) > LINE] == []
    assert [line for line in lines if not line.replace(FIRE, "").isascii() or CONTROLS.search(line)] == []
    assert [line for line in lines if line.startswith(tuple(PEOPLE))] == []
    assert verb in NEVER_WRONG or any(reply.error for reply in replies), "nothing of it was wrong"
    assert any(not reply.error for reply in replies), "nothing of it was right"

"""Who takes a nick while an answer to the one who wore it is still being said, line by line."""

import asyncio
import time
from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio

from chatbot.irc.barrier import Row
from chatbot.irc.folding import ascii_fold
from chatbot.irc.outgoing import WireLine, privmsg
from chatbot.irc.pacing import Profile
from chatbot.irc.queue import Priority, Unit
from chatbot.irc.writer import Writer
from chatbot.wire import Outcome
from tests.irc.offline import SETTINGS, offline
from tests.waiting import until

SECRET = [f"secret {count}" for count in range(8)]


class _Wire:
    """One line in 50 ms, after the first."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.writer = Writer(self._get, Profile(1, 0.05, 65_536, 100, 50), time.monotonic, ascii_fold)

    def _get(self, line: WireLine) -> None:
        self.texts.append(line.decode().partition(" :")[2].strip())

    def answer(self, nick: str, texts: list[str], row: Row | None = None) -> None:
        priority = Priority.NOTICE if row else Priority.REPLY
        self.writer.put(Unit(priority, [line for text in texts for line in privmsg(nick, text, 400)], nick, row))


@pytest_asyncio.fixture
async def wire() -> AsyncGenerator[_Wire]:
    wire = _Wire()
    task = asyncio.create_task(wire.writer.run())
    yield wire
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_rest_of_an_answer_is_not_said_to_the_next_wearer(wire: _Wire) -> None:
    wire.answer("alice", SECRET)
    await until("it has begun", lambda: bool(wire.texts))
    said = len(wire.texts)
    wire.writer.drop("alice")
    wire.answer("zed", ["the end"])
    await until("all is said", lambda: "the end" in wire.texts)
    assert wire.texts == [*SECRET[:said], "the end"]


async def test_a_notice_that_was_cut_off_is_unknown_and_said_again_to_whom_it_is_for(wire: _Wire) -> None:
    outcomes: list[Outcome] = []
    wire.answer("alice", SECRET, Row(7, len(SECRET), outcomes.append))
    await until("it has begun", lambda: bool(wire.texts))
    wire.writer.drop("alice")
    assert outcomes == [Outcome(7, "unknown")]


ENDS = (":alice!a@h QUIT :bye", ":alice!a@h NICK al", ":irc.example 401 dibs alice :No such nick")


@pytest.mark.parametrize("line", ENDS)
async def test_an_answer_ends_with_who_asked(line: str) -> None:
    async with offline(SETTINGS) as link:
        link.welcomed()
        link.joined()
        link.session.writer.put(Unit(Priority.REPLY, privmsg("alice", "secret", 400), "alice"))
        link.hears(line)
        saying = asyncio.create_task(link.session.writer.run())
        await until("the rest is said", lambda: any(line.startswith("WHO ") for line in link.written))
        saying.cancel()
        assert not [line for line in link.written if "secret" in line]

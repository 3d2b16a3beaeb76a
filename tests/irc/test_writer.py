"""What is said, in which order, and what becomes of it."""

import asyncio
from collections.abc import AsyncGenerator

import pytest_asyncio

from chatbot.irc.barrier import Row
from chatbot.irc.folding import ascii_fold
from chatbot.irc.outgoing import WireLine, command, privmsg
from chatbot.irc.pacing import Profile
from chatbot.irc.queue import Priority, Unit
from chatbot.irc.writer import MOST_REPLIES, Writer
from chatbot.wire import Outcome
from tests.waiting import until


class _Server:
    """Notes the lines that it gets; answers PINGs when told to."""

    def __init__(self, window: int = 65_536) -> None:
        self.lines: list[str] = []
        self.outcomes: list[Outcome] = []
        self.writer = Writer(self._get, Profile(1_000_000, 0.0, window, 4, 50), lambda: 0.0, ascii_fold)

    def _get(self, line: WireLine) -> None:
        self.lines.append(line.decode().strip())

    def notice(self, row: int, text: str, priority: Priority = Priority.NOTICE, *, alone: bool = False) -> Row:
        lines = privmsg("bob", text, 400)
        proof = Row(row, len(lines), self.outcomes.append)
        self.writer.put(Unit(priority, lines, "bob", proof, alone))
        return proof

    def reply(self, text: str) -> None:
        self.writer.put(Unit(Priority.REPLY, privmsg("alice", text, 400), "alice"))

    @property
    def pings(self) -> list[str]:
        return [line.removeprefix("PING ") for line in self.lines if line.startswith("PING")]

    @property
    def texts(self) -> list[str]:
        return [line.partition(" :")[2] for line in self.lines if line.startswith("PRIVMSG")]

    async def answers(self) -> None:
        """All PINGs, until nothing is left to say."""
        drained = asyncio.create_task(self.writer.drained())
        answered = 0
        while not drained.done():
            for token in self.pings[answered:]:
                self.writer.pong(token)
                answered += 1
            await asyncio.sleep(0)


@pytest_asyncio.fixture
async def server() -> AsyncGenerator[_Server]:
    server = _Server()
    task = asyncio.create_task(server.writer.run())
    yield server
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_replies_go_before_notices_and_urgent_notices_before_the_others(server: _Server) -> None:
    server.notice(1, "notice")
    server.notice(2, "urgent", Priority.URGENT)
    server.reply("reply")
    await server.answers()
    assert server.texts == ["reply", "urgent", "notice"]


async def test_those_of_one_kind_keep_their_order(server: _Server) -> None:
    for number in range(20):
        server.notice(number, str(number))
    await server.answers()
    assert server.texts == [str(number) for number in range(20)]
    assert [outcome.row for outcome in server.outcomes] == list(range(20))


async def test_four_lines_share_a_ping(server: _Server) -> None:
    for number in range(8):
        server.notice(number, str(number))
    await server.answers()
    assert len(server.pings) == 2


async def test_nothing_is_taken_before_its_pong(server: _Server) -> None:
    server.notice(1, "notice")
    await until("a PING", lambda: len(server.pings) == 1)
    assert server.outcomes == []
    server.writer.pong(server.pings[0])
    assert server.outcomes == [Outcome(1, "taken")]


async def test_a_row_to_be_sent_alone_shares_its_ping_with_nobody(server: _Server) -> None:
    server.reply("reply")
    server.notice(1, "before")
    server.notice(2, "alone", alone=True)
    server.notice(3, "after")
    await server.answers()
    kinds = [line.split(" ")[0] for line in server.lines]
    assert kinds == ["PRIVMSG", "PRIVMSG", "PING", "PRIVMSG", "PING", "PRIVMSG", "PING"]


async def test_what_was_given_up_leaves_nothing_before_it_unproved(server: _Server) -> None:
    """Its sender ended before its turn came, and nothing comes after it that would be asked about."""
    server.notice(1, "said")
    server.notice(2, "given up").finish(broken=True)
    await until("a PING", lambda: len(server.pings) == 1)
    await server.answers()
    assert server.texts == ["said"]
    assert server.outcomes == [Outcome(2, "unknown"), Outcome(1, "taken")]


async def test_what_was_given_up_and_never_said_leaves_nothing_to_wait_for(server: _Server) -> None:
    server.notice(1, "given up").finish(broken=True)
    async with asyncio.timeout(5):
        await server.writer.drained()
    assert server.lines == []
    assert server.writer.rests


async def test_no_more_than_the_window_is_unproved() -> None:
    server = _Server(window=1_500)
    task = asyncio.create_task(server.writer.run())
    for number in range(10):
        server.notice(number, "x" * 390)
    await until("the window full", lambda: len(server.pings) == 1)
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(server.texts) == 3
    await server.answers()
    assert len(server.texts) == 10
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_full_window_waits_for_the_answers_to_labels_and_asks_for_nothing() -> None:
    server = _Server(window=1_500)
    server.writer.label(wanted=True)
    task = asyncio.create_task(server.writer.run())
    for number in range(4):
        server.notice(number, "x" * 390)
    await until("the window full", lambda: len(server.lines) == 3)
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(server.lines) == 3
    server.writer.answered(server.lines[0].split(" ")[0].removeprefix("@label="), None)
    await until("the fourth", lambda: len(server.lines) == 4)
    assert server.pings == []
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_broken_link_leaves_all_unproved_unknown(server: _Server) -> None:
    for number in range(6):
        server.notice(number, str(number))
    await until("some sent", lambda: len(server.pings) == 2)
    server.writer.stop()
    assert {outcome.verdict for outcome in server.outcomes} == {"unknown"}
    assert len(server.outcomes) == 6


async def test_what_waits_for_a_nick_that_goes_is_not_said_to_its_next_wearer(server: _Server) -> None:
    server.notice(1, "for bob")
    server.reply("for alice")
    server.writer.drop("bob")
    await server.answers()
    assert server.texts == ["for alice"]
    assert server.outcomes == [Outcome(1, "unknown")]


async def test_where_nobody_is_named_as_gone_what_is_for_the_server_is_sent(server: _Server) -> None:
    server.writer.put(Unit(Priority.CONTROL, [command("JOIN", "#ops")]))
    server.writer.drop("")
    await server.answers()
    assert server.lines == ["JOIN #ops"]


async def test_who_makes_too_many_replies_for_one_target_has_to_wait_and_others_do_not() -> None:
    server = _Server()
    for _ in range(MOST_REPLIES):
        server.reply("reply")
    assert await server.writer.room_for_reply("bob")
    waiting = asyncio.create_task(server.writer.room_for_reply("alice"))
    await asyncio.sleep(0)
    assert not waiting.done()
    writing = asyncio.create_task(server.writer.run())
    assert await waiting
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)


async def test_who_waits_to_reply_is_let_go_when_the_link_breaks() -> None:
    server = _Server()
    for _ in range(MOST_REPLIES):
        server.reply("reply")
    waiting = asyncio.create_task(server.writer.room_for_reply("alice"))
    await asyncio.sleep(0)
    server.writer.stop()
    assert not await waiting

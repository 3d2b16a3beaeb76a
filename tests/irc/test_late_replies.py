"""An answer that had to wait for more than 30 s says so when its turn comes."""

import asyncio
from datetime import timedelta

from chatbot.irc.folding import ascii_fold
from chatbot.irc.outgoing import WireLine, privmsg
from chatbot.irc.pacing import Profile
from chatbot.irc.queue import Priority, Unit
from chatbot.irc.writer import Writer
from chatbot.wire import Channel, Reply
from tests.irc.offline import START, offline

DESK = Channel("test", "#desk")


async def test_an_answer_says_how_late_it_is_in_its_first_line() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        link.elapsed = 125
        await link.connection.reply(Reply(DESK, ("#12 is free", "| more"), asked_at=START))
        said = [line for line in await link.said() if "PRIVMSG" in line]
        assert said == ["PRIVMSG #desk :#12 (2m late) is free", "PRIVMSG #desk :| more"]


async def test_one_that_comes_in_time_says_nothing_of_it() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        link.elapsed = 20
        await link.connection.reply(Reply(DESK, ("#12 is free",), asked_at=START))
        assert [line for line in await link.said() if "PRIVMSG" in line] == ["PRIVMSG #desk :#12 is free"]


async def test_how_late_it_is_is_looked_at_when_its_turn_comes() -> None:
    written = list[str]()
    writer = Writer(lambda line: written.append(line.decode()), Profile(9, 0.0, 9999, 9, 9), lambda: 0.0, ascii_fold)
    text = ["early"]

    def remade() -> list[WireLine]:
        return privmsg("alice", text[0], 400)

    writer.put(Unit(Priority.REPLY, remade(), "alice", remade=remade))
    text[0] = f"late by {timedelta(minutes=1)}"
    running = asyncio.create_task(writer.run())
    await writer.drained()
    running.cancel()
    assert written == ["PRIVMSG alice :late by 0:01:00\r\n"]

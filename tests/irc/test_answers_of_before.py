"""An answer that is ready when its question's connection is gone: said on the next one, to who asked, or to nobody."""

import asyncio
import dataclasses

from chatbot.services.inbox import Inbox
from chatbot.wire import Channel, Message, Private, Reply
from tests.irc.links import QUICK, Running, running
from tests.irc.scripted import Peer, Scripted, scripted
from tests.waiting import until

ALICE = "alice!a@h"


async def _asked(server: Scripted, run: Running) -> tuple[Peer, Message]:
    """alice asks, and the connection breaks before she is answered."""
    peer = await server.accepts()
    await peer.welcomes()
    peer.says(f":{ALICE} JOIN #desk", f":{ALICE} PRIVMSG dibs :show 12")
    message = await run.heard("show 12")
    peer.breaks()
    return await server.accepts(), message


def _answers(run: Running, message: Message) -> list["asyncio.Task[None]"]:
    """In private and aloud."""
    aloud = Reply(Channel("test", "#desk"), ("#12 is hers",), asked_as=message.number)
    private = Reply(
        Private("test", "alice"), ("#12 is secret",), asked_by=message.principal.mask, asked_as=message.number
    )
    return [asyncio.create_task(run.link.reply(reply)) for reply in (private, aloud)]


async def _said(peer: Peer, answers: list["asyncio.Task[None]"]) -> list[str]:
    """What was said to people, in the end."""
    await asyncio.gather(*answers)
    await peer.awaits("PRIVMSG #desk")
    return [line for line in peer.heard if line.startswith("PRIVMSG")]


async def test_nothing_is_said_before_the_server_has_let_us_in() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer, message = await _asked(server, run)
        answers = _answers(run, message)
        await peer.welcomes()
        assert not [line for line in peer.heard if line.startswith("PRIVMSG")]
        peer.says(f":{ALICE} JOIN #desk")
        await _said(peer, answers)


async def test_who_is_there_still_is_answered() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer, message = await _asked(server, run)
        await peer.awaits("USER")
        peer.says(":s 001 dibs :hello", ":s 422 dibs :no MOTD", ":dibs!d@h JOIN #desk", f":{ALICE} JOIN #desk")
        answers = _answers(run, message)
        peer.says(":s 366 dibs #desk :end", ":s 315 dibs #desk :end")
        assert await _said(peer, answers) == ["PRIVMSG alice :#12 is secret", "PRIVMSG #desk :#12 is hers"]


async def test_who_wears_that_nick_by_now_does_not_get_the_answer_of_another() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer, message = await _asked(server, run)
        await peer.welcomes()
        await run.up()
        peer.says(":alice!mallory@elsewhere JOIN #desk", ":alice!mallory@elsewhere PRIVMSG dibs :hello")
        await run.heard("hello")
        assert await _said(peer, _answers(run, message)) == ["PRIVMSG #desk :#12 is hers"]


async def test_what_is_asked_while_channels_are_still_joined_is_answered_at_once() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await server.accepts()
        await peer.awaits("USER")
        peer.says(":s 001 dibs :hello", ":s 422 dibs :no MOTD", f":{ALICE} PRIVMSG dibs :list")
        answers = _answers(run, await run.heard("list"))
        await peer.awaits("PRIVMSG alice")
        assert not run.link.up
        await asyncio.gather(*answers)


async def test_what_else_was_asked_before_is_done_while_an_answer_waits_for_the_link() -> None:
    done = list[Message]()
    async with scripted() as server, running(server, awaited=False) as run:
        peer, message = await _asked(server, run)

        async def handle(message: Message) -> None:
            done.append(message)
            await run.link.reply(Reply(Channel("test", "#desk"), ("#12 is hers",), asked_as=message.number))

        inbox = Inbox(handle)
        inbox.put(message)
        inbox.put(message)
        await until("both done", lambda: len(done) == 2)
        assert not run.link.up
        await peer.welcomes()
        await peer.awaits("PRIVMSG #desk")


async def test_an_answer_waits_for_a_link_no_longer_than_anybody_would_for_it() -> None:
    timings = dataclasses.replace(QUICK, answer=0.1)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer, message = await _asked(server, run)
        await asyncio.gather(*_answers(run, message))
        await until("both given up", lambda: not run.link.late)
        await peer.welcomes()
        assert not [line for line in peer.heard if line.startswith("PRIVMSG")]

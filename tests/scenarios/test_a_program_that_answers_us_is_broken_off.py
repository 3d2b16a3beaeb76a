"""A second bot on the same server that answers whatever it reads: after three rounds dibs falls silent towards it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from chatbot.desk.settings import DeskSettings
from store import ignored
from tests.client import IrcClient
from tests.furnishing import HOST
from tests.house import House, RoleOf, open_house
from tests.servers.miniircd import Miniircd
from tests.waiting import until

ROUNDS = DeskSettings().rounds
Answers = Callable[[str, str], str]
"""From whom, and what was said, to what the bot says."""


def echo(_who: str, text: str) -> str:
    return text


def echo_back(who: str, text: str) -> str:
    return f"{who}: {text}"


def unknown(who: str, _text: str) -> str:
    return f"{who}: unknown command, say HELP"


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path) -> AsyncIterator[House]:
    """With a clock that runs: how fast somebody answers is what it is about."""
    ops = RoleOf("ops", "#ops", ())
    async with open_house(server.port, folder=tmp_path, roles=[ops], channels=("#desk",), patient=False) as house:
        yield house


@asynccontextmanager
async def bot(house: House, answers: Answers) -> AsyncGenerator[IrcClient]:
    """It sits in #desk, and answers in private what is private."""
    async with await IrcClient.connect(HOST, house.port, "botty") as client:
        await client.join("#desk")

        async def work() -> None:
            while True:
                line = await client.expect(lambda line: line.command == "PRIVMSG")
                where = line.nick if line.params[0] == "botty" else line.params[0]
                await client.raw(f"PRIVMSG {where} :{answers(line.nick, line.params[-1])}")

        working = asyncio.create_task(work())
        try:
            yield client
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working


async def broken_off(house: House) -> bool:
    return bool(await ignored_causes(house))


async def ignored_causes(house: House) -> list[str]:
    return [one.cause for one in await house.desk.database.read(ignored.list_all, house.desk.clock.now())]


@pytest.mark.parametrize("answers", [echo, echo_back, unknown])
async def test_in_private(house: House, answers: Answers) -> None:
    async with bot(house, answers) as client:
        await client.raw("PRIVMSG dibs :hello")
        await until("it is broken off", lambda: broken_off(house))
        assert await ignored_causes(house) == ["loop"]
        assert len(client.said_by("dibs")) <= ROUNDS + 1


@pytest.mark.parametrize("answers", [echo_back, unknown])
async def test_in_a_channel(house: House, answers: Answers) -> None:
    async with bot(house, answers) as client:
        await client.raw("PRIVMSG #desk :dibs: hello")
        await until("it is broken off", lambda: broken_off(house))
        assert len(client.said_by("dibs")) <= ROUNDS + 1


async def test_others_are_answered_meanwhile(house: House) -> None:
    async with bot(house, unknown) as client:
        await client.raw("PRIVMSG dibs :hello")
        await until("it is broken off", lambda: broken_off(house))
        alice = await house.client("alice")
        await alice.raw("PRIVMSG dibs :whoami")
        await alice.hears("^You are alice")


async def test_an_echo_that_addresses_nobody_makes_no_loop(house: House) -> None:
    async with bot(house, echo):
        alice = await house.client("alice")
        await alice.raw("PRIVMSG #desk :!new @ops printer on fire")
        await alice.hears("^#1 opened for ops")
        await alice.raw("PRIVMSG #desk :!show 1")
        await alice.hears("^#1 printer on fire: new")
        assert not await broken_off(house)

"""What a link waits for, and for how long: a server that answers nothing, one that comes and goes."""

import asyncio
import dataclasses

import pytest

from chatbot.irc import link
from chatbot.irc.backoff import Backoff
from tests.irc.links import QUICK, SETTINGS, running
from tests.irc.scripted import scripted
from tests.irc.test_reaching import has_ipv6
from tests.servers.fixtures import People
from tests.servers.ngircd import Ngircd
from tests.waiting import until


class Recorded(Backoff):
    """Never waits; `told` is what it was asked for and told."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(0.0, 0.0)
        self._told = told

    def next(self) -> float:
        self._told.append("wait")
        return super().next()

    def reset(self) -> None:
        self._told.append("reset")
        super().reset()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []

    def recorded(_first: float, _longest: float) -> Recorded:
        return Recorded(told)

    monkeypatch.setattr(link, "Backoff", recorded)
    return told


async def test_a_server_that_never_shakes_hands_is_left_when_the_time_for_it_is_over() -> None:
    timings = dataclasses.replace(QUICK, connect=0.2)
    async with scripted() as server:
        settings = dataclasses.replace(SETTINGS, secure=True)
        async with running(server, settings, timings=timings, awaited=False):
            first = await server.accepts()
            await server.accepts()
            assert await asyncio.wait_for(first.ended(), 10)


async def test_connections_that_end_soon_are_waited_for_ever_longer(told: list[str]) -> None:
    async with scripted() as server, running(server, awaited=False):
        for _ in range(3):
            (await server.accepts()).breaks()
        await until("waited three times", lambda: len(told) >= 3)
        assert set(told) == {"wait"}


async def test_one_that_held_for_long_enough_makes_the_next_wait_short(told: list[str]) -> None:
    timings = dataclasses.replace(QUICK, stable=0.0)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await server.accepts()
        await peer.welcomes()
        await run.up()
        peer.breaks()
        await until("waited", lambda: "wait" in told)
        assert told[:2] == ["reset", "wait"]


def test_the_usual_pauses_are_two_seconds_to_five_minutes() -> None:
    timings = link.Timings()
    assert (timings.first_retry, timings.longest_retry) == (2.0, 300.0)


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
async def test_a_real_server_is_spoken_to_over_ipv6(people: People) -> None:
    server = Ngircd()
    server.host = "::1"
    async with server:
        alice = await people(server, "alice", channel="#desk")
        async with running(server) as run:
            await alice.say("#desk", "hello dibs")
            message = await run.heard("hello dibs")
            await run.say(message.audience, "hello alice")
            await alice.hears("^hello alice")

"""A link whose server breaks off: at the worst moments, in the worst ways, and for hours."""

import asyncio
import dataclasses
from pathlib import Path

import pytest

from chatbot.irc.link import Link
from chatbot.irc.settings import LoginSettings, Timings, TlsSettings
from chatbot.wire import Outcome, Outgoing
from tests.irc.links import QUICK, SETTINGS, Running, running
from tests.irc.scripted import Peer, Scripted, scripted
from tests.servers.papers import Papers
from tests.waiting import until

AN_HOUR = 3600.0


async def _up(server: Scripted, run: Running) -> Peer:
    peer = await server.accepts()
    await peer.welcomes()
    await run.up()
    return peer


async def test_an_error_is_enough_though_the_server_never_closes() -> None:
    """The end of the old connection, late as it is, doesn't touch the new one."""
    async with scripted() as server, running(server, awaited=False) as run:
        first = await _up(server, run)
        first.says("ERROR :Closing Link: dibs (Server shutdown)")
        second = await _up(server, run)
        first.hangs_up()
        first.breaks()
        delivering = asyncio.create_task(run.deliver("#desk", ["#1"]))
        await second.pong()
        assert await delivering == [Outcome(1, "taken")]
        assert run.told == ["up", "down", "up"]


async def test_a_server_that_says_nothing_more_and_listens_on_is_left() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        (await _up(server, run)).hangs_up()
        await _up(server, run)


@pytest.mark.parametrize("words", ["Excess Flood", "SendQ exceeded", "RecvQ exceeded"])
async def test_who_is_cut_off_for_talking_too_much_knows_what_was_taken(words: str) -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        rows = [Outgoing(row, "#desk", f"#{row}") for row in range(1, 13)]
        delivering = asyncio.create_task(run.link.deliver(rows))
        await peer.pong()
        await peer.awaits("PRIVMSG #desk :#8")
        peer.says(f"ERROR :Closing link: ({words})")
        outcomes = await delivering
        left = [outcome.row for outcome in outcomes if outcome.verdict == "unknown"]
        assert left == list(range(4, 13))
        peer = await _up(server, run)
        again = asyncio.create_task(run.link.deliver([rows[row - 1] for row in left]))
        for _ in range(3):
            await peer.pong()
        assert {outcome.verdict for outcome in await again} == {"taken"}


async def test_a_kill_is_survived() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.says(":oper!o@h KILL dibs :irc.test (go away)", "ERROR :Closing Link: dibs (Killed (oper (go away)))")
        assert await peer.ended()
        await _up(server, run)
        assert run.told == ["up", "down", "up"]


async def test_a_reset_in_the_middle_of_registration_brings_another_try() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        for said in ((), (":s CAP * LS :account-tag",), (":s CAP * LS :", ":s 001 dibs :hello")):
            peer = await server.accepts()
            await peer.awaits("USER")
            peer.says(*said)
            peer.resets()
        await _up(server, run)
        assert run.told == ["up"]


async def test_a_reset_in_the_middle_of_logging_in_brings_another_try(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    login = LoginSettings("dibs", "hunter2", mechanisms=("PLAIN",), required=True)
    settings = dataclasses.replace(SETTINGS, secure=True, tls=TlsSettings(papers.ca_file), login=login)
    async with scripted(papers.server("localhost")) as server, running(server, settings, awaited=False):
        for _ in range(2):
            peer = await server.accepts()
            await peer.awaits("USER")
            peer.says(":s CAP * LS :sasl=PLAIN", ":s CAP * ACK :sasl")
            await peer.awaits("AUTHENTICATE PLAIN")
            peer.resets()
        assert await server.accepts()


async def test_a_reset_or_silence_in_the_middle_of_a_handshake_brings_another_try() -> None:
    settings = dataclasses.replace(SETTINGS, secure=True)
    timings = dataclasses.replace(QUICK, connect=0.2)
    async with scripted() as server, running(server, settings, timings=timings, awaited=False):
        (await server.accepts()).resets()
        assert await (await server.accepts()).ended()
        assert await server.accepts()


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the link paused between two tries, as if it had: an hour of them in a moment."""
    pauses: list[float] = []

    async def pause(_: Link, seconds: float) -> bool:
        pauses.append(seconds)
        await (asyncio.sleep(0) if sum(pauses) < AN_HOUR else asyncio.Event().wait())
        return False

    monkeypatch.setattr(Link, "_pause", pause)
    return pauses


@pytest.mark.parametrize("secure", [False, True], ids=["in the clear", "over TLS"])
async def test_a_server_that_closes_at_once_for_an_hour_is_asked_ever_more_rarely(
    paused: list[float], caplog: pytest.LogCaptureFixture, *, secure: bool
) -> None:
    settings = dataclasses.replace(SETTINGS, secure=secure)
    async with scripted() as server, running(server, settings, timings=Timings(), awaited=False):
        while sum(paused) < AN_HOUR:
            (await server.accepts()).resets()
            tries = len(paused)
            await until("it paused", lambda tries=tries: len(paused) > tries)
    assert max(paused) <= Timings().longest_retry
    assert server.visits < 80
    assert len(caplog.records) <= server.visits + 1


async def test_to_be_kept_waiting_for_a_welcome_is_no_stable_connection(paused: list[float]) -> None:
    timings = Timings(registration=0.05, stable=0.01, tick=0.01)
    async with scripted() as server, running(server, timings=timings, awaited=False):
        while len(paused) < 12:
            assert await (await server.accepts()).ended()
    assert max(paused) > timings.first_retry


async def test_after_a_stable_connection_the_first_pause_is_short_again(paused: list[float]) -> None:
    timings = Timings(stable=0.1)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        for _ in range(8):
            (await server.accepts()).breaks()
        peer = await _up(server, run)
        await asyncio.sleep(0.15)  # the link's own steady clock has to pass `stable`
        peer.breaks()
        await until("it paused", lambda: len(paused) == 9)
    assert paused[8] <= timings.first_retry

"""Other settings for a link that runs."""

import asyncio
import dataclasses

import pytest

from chatbot.irc.settings import LinkSettings, LoginSettings, Timings
from chatbot.wire import Channel, Reply
from tests.irc.links import QUICK, SETTINGS, Running, running
from tests.irc.scripted import Peer, Scripted, scripted
from tests.waiting import until

SLOWLY = dataclasses.replace(QUICK, first_retry=1000.0, longest_retry=1000.0)


def at(server: Scripted, **more: object) -> LinkSettings:
    return dataclasses.replace(SETTINGS, host=server.host, port=server.port, **more)


async def _up(server: Scripted, run: Running) -> Peer:
    peer = await server.accepts()
    await peer.welcomes()
    await run.up()
    return peer


async def test_another_nick_is_asked_for_at_once() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        run.link.follow(at(server, nick="helper"))
        assert await peer.awaits("NICK helper")
        assert run.told == ["up"]


async def test_another_spelling_of_the_nick_is_asked_for_too() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        run.link.follow(at(server, nick="Dibs"))
        assert await peer.awaits("NICK Dibs")


async def test_a_nick_that_changes_before_the_welcome_is_asked_for_after_it() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await server.accepts()
        await peer.awaits("USER")
        run.link.follow(at(server, nick="helper"))
        peer.says(":s 001 dibs :hello", ":s 422 dibs :no motd")
        assert await peer.awaits("NICK helper")


async def test_channels_are_joined_and_left() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        run.link.follow(at(server, channels=("#new",)))
        run.link.leave_channels(["#desk"])
        assert await peer.awaits("JOIN #new")
        assert await peer.awaits("PART #desk")
        peer.says(":dibs!d@h PART #desk", ":dibs!d@h JOIN #new")
        assert await peer.awaits("WHO #new")
        peer.breaks()
        again = await server.accepts()
        await _welcomed(again)
        assert await again.awaits("JOIN") == "JOIN #new"


async def _welcomed(peer: Peer) -> None:
    await peer.awaits("USER")
    peer.says(":s 001 dibs :hello", ":s 422 dibs :no motd")


async def test_a_channel_that_lets_us_in_only_after_we_gave_it_up_is_left() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await server.accepts()
        await _welcomed(peer)
        await peer.awaits("JOIN #desk")
        run.link.leave_channels(["#desk"])
        peer.says(":dibs!d@h JOIN #desk")
        assert await peer.awaits("PART #desk")


async def test_a_channel_that_wanted_another_key_is_tried_at_once() -> None:
    timings = dataclasses.replace(QUICK, first_retry=1000.0, longest_retry=1000.0)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await server.accepts()
        await _welcomed(peer)
        await peer.awaits("JOIN #desk")
        peer.says(":s 475 dibs #desk :Cannot join channel (+k)")
        await run.up()
        run.link.follow(at(server, keys={"#desk": "swordfish"}))
        assert await peer.awaits("JOIN #desk swordfish")


async def test_answers_take_another_form_at_once() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        run.link.follow(at(server, reply_verb="NOTICE"))
        await run.link.reply(Reply(Channel("test", "#desk"), ("hello",)))
        assert await peer.awaits("NOTICE #desk :hello")


async def test_another_pace_holds_at_once_and_brings_no_new_burst() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        assert run.link.batch == 50
        run.link.follow(at(server, pacing="plain"))
        assert run.link.batch == 4
        delivering = asyncio.create_task(run.deliver("#desk", [f"#{row}" for row in range(9)]))
        await peer.awaits("PRIVMSG #desk :#3")
        assert await peer.awaits("PING")
        delivering.cancel()


async def test_an_address_that_did_not_answer_is_not_waited_for() -> None:
    async with scripted() as server:
        settings = dataclasses.replace(SETTINGS, host="127.0.0.1", port=1)
        nowhere = Scripted("127.0.0.1")
        nowhere.port = 1
        async with running(nowhere, settings, timings=SLOWLY, awaited=False) as run:
            run.link.follow(at(server))
            await _up(server, run)


async def test_settings_that_change_while_dibs_waits_are_tried_at_once() -> None:
    async with scripted() as server, running(server, timings=SLOWLY, awaited=False) as run:
        peer = await _up(server, run)
        peer.breaks()
        await run.down()
        run.link.follow(at(server, password="swordfish"))
        again = await server.accepts()
        assert await again.awaits("PASS swordfish")


async def test_connecting_anew_says_what_is_queued_and_comes_back_at_once_by_the_new_settings() -> None:
    async with scripted() as old, scripted() as new, running(old, timings=SLOWLY, awaited=False) as run:
        peer = await _up(old, run)
        run.link.follow(at(new))
        await run.link.reply(Reply(Channel("test", "#desk"), ("Reloaded.",)))
        anew = asyncio.create_task(run.link.connect_anew("by other settings"))
        assert await peer.awaits("PRIVMSG #desk :Reloaded.")
        await peer.awaits("QUIT :by other settings")
        peer.breaks()
        await anew
        await _up(new, run)


async def test_while_it_is_left_nothing_more_is_taken_for_that_connection() -> None:
    async with scripted() as server, running(server, timings=Timings(quit=5.0), awaited=False) as run:
        peer = await _up(server, run)
        waiting = asyncio.create_task(run.deliver("#desk", ["#1"]))
        await peer.awaits("PRIVMSG #desk :#1")
        leaving = asyncio.create_task(run.link.connect_anew("x"))
        await until("leaving", lambda: not run.link.up)
        assert [outcome.verdict for outcome in await run.deliver("#desk", ["#2"])] == ["unknown"]
        await peer.pong()
        assert [outcome.verdict for outcome in await waiting] == ["taken"]
        await peer.awaits("QUIT")
        peer.breaks()
        await leaving
        assert not any("#2" in line for line in peer.heard)


LOGIN = LoginSettings("our-dibs", "hunter2")


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ({"nick": "helper"}, True),
        ({"password": "x"}, True),
        ({"login": LOGIN}, False),
        ({"port": 1}, False),
        ({"secure": True}, False),
        ({"host": "irc.example.org"}, False),
    ],
)
async def test_only_another_address_or_account_needs_another_connection(
    change: dict[str, object], *, stays: bool
) -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        await _up(server, run)
        assert run.link.stays(dataclasses.replace(at(server), **change)) is stays


async def test_a_server_that_is_one_of_several_now_is_not_left() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        await _up(server, run)
        assert run.link.stays(dataclasses.replace(at(server), host="h", port=1, more=((server.host, server.port),)))


async def test_another_password_of_the_account_needs_no_other_connection() -> None:
    async with scripted() as server:
        settings = dataclasses.replace(SETTINGS, login=LOGIN)
        async with running(server, settings, awaited=False) as run:
            await server.accepts()
            now = dataclasses.replace(at(server), login=dataclasses.replace(LOGIN, password="another"))
            assert run.link.stays(now)

"""A link whose server says what no server should say, or says it when nobody expects it."""

import asyncio
import dataclasses
import tracemalloc

import pytest

from chatbot.wire import Channel, Outcome
from tests.irc.links import QUICK, SETTINGS, Running, running
from tests.irc.scripted import Peer, Scripted, scripted
from tests.waiting import until

MEGABYTE = 1 << 20


async def _up(server: Scripted, run: Running, caps: str = "") -> Peer:
    peer = await server.accepts()
    await peer.welcomes(caps=caps, asked=bool(caps))
    await run.up()
    return peer


async def _still_hears(peer: Peer, run: Running) -> None:
    peer.says(":alice!a@h PRIVMSG #desk :still there?")
    await run.heard("still there?")
    assert run.told == ["up"]


async def test_what_a_server_says_before_we_do_is_heard() -> None:
    async with (
        scripted(greeting=b":s NOTICE * :*** Looking up your hostname\r\nPING :early\r\n") as server,
        running(server, awaited=False) as run,
    ):
        peer = await server.accepts()
        await peer.awaits("PONG early")
        assert "CAP LS 302" in peer.heard
        peer.says(":s CAP * LS :", ":s 001 dibs :hello", ":s 422 dibs :no MOTD")
        await peer.awaits("JOIN #desk")
        peer.says(":dibs!dibs@host JOIN #desk", ":s 366 dibs #desk :end")
        await peer.awaits("WHO #desk")
        peer.says(":s 315 dibs #desk :end")
        await run.up()


async def test_a_welcome_before_a_word_of_ours_is_a_welcome() -> None:
    greeting = b":s 001 dibs :hello\r\n:s 376 dibs :end\r\n:dibs!dibs@host JOIN #desk\r\n:s 315 dibs #desk :end\r\n"
    async with scripted(greeting=greeting) as server, running(server, awaited=False) as run:
        await run.up()
        await _still_hears(await server.accepts(), run)


async def test_a_welcome_without_an_end_is_one() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await server.accepts()
        await peer.awaits("USER")
        peer.says(":s CAP * LS :", ":s 001 dibs :hello", ":s 375 dibs :- message of the day -")
        await peer.awaits("JOIN #desk")
        peer.says(":dibs!dibs@host JOIN #desk", ":s 315 dibs #desk :end")
        await run.up()


async def test_numerics_without_parameters_are_survived() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        fatal = {464}  # "password incorrect" ends it, as it should
        peer.says(*(f":s {number:03d}" for number in range(1000) if number not in fatal))
        peer.says(*(f"{number:03d} dibs" for number in range(1000) if number not in fatal))
        await _still_hears(peer, run)
        assert run.link.nick == "dibs"


async def test_a_line_of_ten_megabytes_fills_no_memory() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        tracemalloc.start()
        for _ in range(160):
            peer.sends(b"x" * 65_536)
            await peer.drained()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 4 * MEGABYTE
        peer.says("PRIVMSG #desk :the end of that line")
        await _still_hears(peer, run)
        assert [message.text for message in run.messages] == ["still there?"]


async def test_a_line_with_eight_kilobytes_of_tags_is_read_whole() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run, caps="account-tag")
        tags = f"+x={'y' * 8_000};account=Bob"
        peer.says(f"@{tags} :bob!b@h PRIVMSG #desk :{'z' * 400}")
        assert (await run.heard("z" * 400)).principal.account == "Bob"


async def test_what_is_no_utf8_is_read_as_latin1() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.sends(b":alice!a@h PRIVMSG #desk :caf\xe9\r\n:\xff\xfe!\xc0@\x80 PRIVMSG #desk :x\r\n")
        await run.heard("café")
        await _still_hears(peer, run)


async def test_where_all_is_utf8_what_is_torn_is_no_latin1() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.says(":s 005 dibs UTF8ONLY :are supported by this server")
        peer.sends(b":alice!a@h PRIVMSG #desk :caf\xe9 caf\xc3\xa9\r\n")
        await run.heard("caf\ufffd café")
        peer.says(":s 005 dibs -UTF8ONLY :are supported by this server")
        peer.sends(b":alice!a@h PRIVMSG #desk :caf\xe9\r\n")
        await run.heard("café")


async def test_a_capability_that_nobody_asked_for_proves_nobody() -> None:
    """Acknowledged without having been offered or asked for: whatever tags come then may be anybody's."""
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await server.accepts()
        await peer.awaits("USER")
        peer.says(":s CAP * ACK :account-tag account-notify extended-join", ":s CAP * LS :multi-prefix")
        await peer.awaits("CAP REQ multi-prefix")
        peer.says(":s CAP * ACK :account-tag", ":s CAP * ACK :multi-prefix", ":s 001 dibs :hello", ":s 422 dibs :none")
        await peer.awaits("JOIN #desk")
        peer.says(":dibs!dibs@host JOIN #desk", ":s 315 dibs #desk :end")
        await run.up()
        peer.says("@account=bob :bob!b@h PRIVMSG #desk :!accept 12")
        assert (await run.heard("!accept 12")).principal.account is None


@pytest.mark.parametrize(
    "said",
    [
        (":s CAP * LS * :account-tag",),
        (":s CAP * LS :account-tag", ":s CAP * ACK :"),
        (":s CAP * LS :account-tag", ":s CAP * NAK :batch"),
        (":s CAP * LS :account-tag sasl=", ":s CAP * ACK :-account-tag"),
        (":s CAP", ":s CAP *", ":s CAP * LS", ":s CAP * ACK", ":s CAP * NEW :", ":s CAP * DEL :account-tag"),
    ],
    ids=["a list without an end", "an empty ACK", "another NAK", "a taking back", "stumps"],
)
async def test_a_negotiation_that_leads_nowhere_ends_by_itself(said: tuple[str, ...]) -> None:
    timings = dataclasses.replace(QUICK, registration=1.0)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await server.accepts()
        await peer.awaits("USER")
        peer.says(*said)
        await peer.awaits("CAP END")
        peer.says(":s 001 dibs :hello", ":s 422 dibs :no MOTD")
        await peer.awaits("JOIN #desk")
        peer.says(":dibs!dibs@host JOIN #desk", ":s 315 dibs #desk :end")
        await run.up()
        assert run.link.capabilities == frozenset()


async def test_a_second_welcome_changes_our_nick_and_nothing_else() -> None:
    async with scripted() as server, running(server, awaited=False) as run:
        peer = await _up(server, run)
        peer.says(":s 001 dibs7 :hello again", ":s 376 dibs7 :end")
        await until("the new nick", lambda: run.link.nick == "dibs7")
        await _still_hears(peer, run)
        delivering = asyncio.create_task(run.deliver("#desk", ["#1"]))
        await peer.pong()
        assert await delivering == [Outcome(1, "taken")]
        assert [line for line in peer.heard if line.startswith("JOIN")] == ["JOIN #desk"]


async def test_who_is_renamed_by_the_server_is_heard_by_the_new_name_and_asks_for_the_old_one() -> None:
    timings = dataclasses.replace(QUICK, regain=0.2)
    async with scripted() as server, running(server, timings=timings, awaited=False) as run:
        peer = await _up(server, run)
        peer.says(":dibs!dibs@host NICK Guest42", ":alice!a@h PRIVMSG guest42 :list")
        await run.heard("list")
        assert run.link.nick == "Guest42"
        await peer.awaits("NICK dibs")
        peer.says(":Guest42!dibs@host NICK dibs")
        await until("dibs again", lambda: run.link.nick == "dibs")


async def test_a_server_that_comes_back_with_another_casemapping_is_spoken_to_by_that() -> None:
    settings = dataclasses.replace(SETTINGS, channels=("#desk[1]",))
    async with scripted() as server, running(server, settings, awaited=False) as run:
        for mapping, hears in (("rfc1459", True), ("ascii", False)):
            peer = await server.accepts()
            await peer.awaits("USER")
            peer.says(":s CAP * LS :", ":s 001 dibs :hello", f":s 005 dibs CASEMAPPING={mapping} :are supported")
            peer.says(":s 376 dibs :end")
            await peer.awaits("JOIN #desk[1]")
            peer.says(":dibs!dibs@host JOIN #DESK[1]", ":s 315 dibs #DESK[1] :end")
            await run.up()
            peer.says(f":alice!a@h PRIVMSG #desk{{1}} :by {mapping}")
            heard = (await run.heard(f"by {mapping}")).audience
            assert heard == Channel("test", "#desk[1]" if hears else "#desk{1}")
            delivering = asyncio.create_task(run.deliver("#Desk[1]", ["#1"]))
            await peer.awaits("PRIVMSG #Desk[1]")
            peer.says(":s 404 dibs #DESK[1] :no")
            await peer.pong()
            assert (await delivering)[0].verdict == "refused"
            peer.breaks()
            await run.down()

"""The client of the tests tells the truth about what it heard."""

import asyncio

import pytest

from tests.client import talk
from tests.lines import parse
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd


async def test_bytes_that_are_not_utf8_pass_unharmed(miniircd: Miniircd, people: People) -> None:
    alice = await people(miniircd, "alice", channel="#desk")
    bob = await people(miniircd, "bob", channel="#desk")
    await alice.raw(b"PRIVMSG #desk :caf\xe9 \xff")
    line = await bob.hears("caf", "alice")
    assert line.text.encode("utf-8", "surrogateescape") == b"caf\xe9 \xff"


async def test_a_failed_wait_shows_what_was_heard(miniircd: Miniircd, people: People) -> None:
    alice = await people(miniircd, "alice", channel="#desk")
    with pytest.raises(AssertionError, match=r"(?s)alice waited for 'never said'.*End of NAMES"):
        await alice.expect("never said", timeout=0.05)


async def test_a_wait_on_a_closed_connection_fails_at_once(miniircd: Miniircd, people: People) -> None:
    alice = await people(miniircd, "alice")
    miniircd.kill()
    with pytest.raises(AssertionError, match="the connection is closed"):
        await alice.expect("never said", timeout=60)


async def test_a_line_is_found_by_one_wait_only(miniircd: Miniircd, people: People) -> None:
    alice = await people(miniircd, "alice", channel="#desk")
    await alice.say("alice", "once")
    await alice.hears("once", "alice")
    await alice.sync()
    with pytest.raises(AssertionError):
        await alice.hears("once", "alice", timeout=0.05)
    assert len(alice.seen("PRIVMSG alice :once")) == 1


async def test_an_answer_comes_after_its_question(miniircd: Miniircd, people: People) -> None:
    alice, dibs = [await people(miniircd, nick, channel="#desk") for nick in ("alice", "dibs")]
    await dibs.say("#desk", "an old answer")
    asked = asyncio.create_task(talk(alice, "#desk", "!list", "answer"))
    await dibs.hears("!list", "alice")
    await dibs.say("#desk", "the new answer")
    assert (await asked).text == "the new answer"


async def test_a_taken_nick_is_told(miniircd: Miniircd, people: People) -> None:
    await people(miniircd, "alice")
    with pytest.raises(AssertionError, match=r"refused the registration: .* 433 "):
        await people(miniircd, "alice")


def test_a_line_is_taken_apart() -> None:
    line = parse(r"@account=bob;note=a\:b\sc\\;empty :bob!u@h.example PRIVMSG #desk :two  words :x")
    assert line.tags == {"account": "bob", "note": "a;b c\\", "empty": ""}
    assert (line.nick, line.user, line.host, line.command) == ("bob", "u", "h.example", "PRIVMSG")
    assert line.params == ("#desk", "two  words :x")

"""The servers of the tests do what the tests expect of them."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.client import IrcClient
from tests.servers.binaries import needs
from tests.servers.fixtures import People
from tests.servers.inspircd import Inspircd
from tests.servers.leftovers import leftovers, mark_descendants
from tests.servers.network import ServicesNetwork
from tests.servers.ngircd import Ngircd
from tests.servers.process import ServerProcess, accepts
from tests.waiting import until

ACCOUNT_CAPS = ("account-tag", "extended-join", "account-notify", "message-tags")
SHORT_LINE = b"PRIVMSG #desk :again\r\n"
LONG_LINE = b"PRIVMSG #desk :" + b"again " * 50 + b"\r\n"


@pytest.fixture(params=["miniircd", "ngircd", "inspircd"])
def server(request: pytest.FixtureRequest) -> ServerProcess:
    found: ServerProcess = request.getfixturevalue(str(request.param))
    return found


async def test_two_people_talk_in_a_channel_and_in_private(server: ServerProcess, people: People) -> None:
    alice, bob = await asyncio.gather(*(people(server, nick, channel="#desk") for nick in ("alice", "bob")))
    await alice.say("#desk", "hello: everybody, über alles ☃")
    assert (await bob.hears("hello", "alice")).text == "hello: everybody, über alles ☃"
    await bob.say("alice", "in private")
    assert (await alice.hears("private", "bob")).target == "alice"


async def test_a_killed_server_comes_back_on_its_port(server: ServerProcess, people: People) -> None:
    alice = await people(server, "alice")
    port = server.port
    server.kill()
    await until("alice noticed", lambda: alice.ended)
    await server.start()
    assert server.port == port
    await people(server, "alice", channel="#desk")


async def test_an_account_tag_says_who_is_logged_in(services: ServicesNetwork, people: People) -> None:
    bob, charlie = await asyncio.gather(
        people(services, "bob_", account="bob", password=services.accounts["bob"], channel="#tag"),
        people(services, "charlie", caps=ACCOUNT_CAPS, channel="#tag"),
    )
    await bob.say("#tag", "it is me")
    assert (await charlie.hears("it is me", "bob_")).tags["account"] == "bob"
    await charlie.say("#tag", "not logged in")
    assert "account" not in (await bob.hears("not logged in", "charlie")).tags


async def test_a_join_and_a_logout_tell_the_account(services: ServicesNetwork, people: People) -> None:
    charlie, bob = await asyncio.gather(
        people(services, "charlie", caps=ACCOUNT_CAPS, channel="#join"),
        people(services, "bob_", account="bob", password=services.accounts["bob"]),
    )
    await bob.join("#join")
    joined = await charlie.expect(lambda line: line.command == "JOIN" and line.nick == "bob_")
    assert joined.params[:2] == ("#join", "bob")
    await bob.say("NickServ", "LOGOUT")
    assert (await charlie.expect(lambda line: line.command == "ACCOUNT")).params == ("*",)


async def test_whox_lists_the_accounts_of_a_channel(services: ServicesNetwork, people: People) -> None:
    bob, _ = await asyncio.gather(
        people(services, "bob_", account="bob", password=services.accounts["bob"], channel="#who"),
        people(services, "charlie", channel="#who"),
    )
    await bob.sync()
    await bob.raw("WHO #who %tcuhna,42")
    await bob.expect(" 315 ")
    answers = {line.params[5]: line.params[6] for line in bob.lines if line.command == "354"}
    assert answers == {"bob_": "bob", "charlie": "0"}


async def test_a_wrong_password_is_refused(services: ServicesNetwork) -> None:
    with pytest.raises(AssertionError, match="SASL failed"):
        await IrcClient.connect(services.host, services.port, "bob_", account="bob", password="wrong")


async def test_accounts_outlive_the_killing_of_the_services(services: ServicesNetwork) -> None:
    await services.kill_services()
    with pytest.raises(AssertionError, match="refused capabilities"):
        await services.login("bob", "bob_")
    await services.start_services()
    async with await services.login("bob", "bob_"):
        pass


async def test_the_network_is_whole_again_after_its_server_was_killed(services: ServicesNetwork) -> None:
    services.kill()
    await services.start()
    async with await services.login("alice"):
        pass


async def test_without_flood_limits_inspircd_takes_hundreds_of_lines_at_once(
    inspircd: Inspircd, people: People
) -> None:
    alice = await people(inspircd, "alice", channel="#desk")
    await alice.raw(LONG_LINE * 200)
    async with asyncio.timeout(2):
        await alice.sync()


async def test_with_flood_limits_inspircd_disconnects_who_talks_fast(people: People) -> None:
    async with Inspircd(flood_limits=True) as server:
        alice = await people(server, "alice", channel="#desk")
        await alice.raw(LONG_LINE * 200)
        await alice.expect("ERROR.*(Excess Flood|RecvQ exceeded)")


@pytest.mark.parametrize(("flood_limits", "seconds"), [(False, 0), (True, 2)])
async def test_with_flood_limits_ngircd_makes_who_talks_fast_wait(
    flood_limits: bool, seconds: float, people: People
) -> None:
    async with Ngircd(flood_limits=flood_limits) as server:
        alice = await people(server, "alice", channel="#desk")
        began = time.monotonic()
        await alice.raw(SHORT_LINE * 8)
        await alice.sync()
        assert int(time.monotonic() - began) // 2 * 2 == seconds


def test_a_missing_program_skips_the_test_with_what_to_install() -> None:
    with pytest.raises(pytest.skip.Exception, match="no-such-server is not installed: apt install"):
        needs("no-such-server", {})


def test_a_missing_program_fails_the_test_in_ci() -> None:
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception), match="is not installed") as caught:
        needs("no-such-server", {"CI": "true"})
    assert caught.type is pytest.fail.Exception


TOP = Path(__file__).parent.parent

STARTS_A_SERVER = """
import asyncio, sys
from tests.servers.miniircd import Miniircd

async def main():
    async with Miniircd(int(sys.argv[1])):
        input()

asyncio.run(main())
"""


def _python(script: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | environment, cwd=TOP)


async def test_a_process_left_behind_is_found_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SESSION_OF_DIBS_TESTS", "")  # so that the mark of this session comes back afterwards
    mark = mark_descendants()
    with _python("input()") as child:
        await until("found", lambda: [left.pid for left in leftovers(mark)] == [child.pid])
    assert leftovers(mark) == []


async def test_a_server_dies_with_the_process_that_started_it(free_port: int, tmp_path: Path) -> None:
    with _python(STARTS_A_SERVER, str(free_port), TMPDIR=str(tmp_path)) as parent:
        await until("serving", lambda: accepts("127.0.0.1", free_port))
        parent.kill()
    await until("gone", lambda: _silent(free_port))


async def _silent(port: int) -> bool:
    return not await accepts("127.0.0.1", port)

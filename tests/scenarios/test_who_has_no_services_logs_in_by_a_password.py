"""On ngircd, which has no services: people register with dibs, identify, and are somebody until they leave."""

import logging
import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.client import IrcClient
from tests.furnishing import HOST, RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.ngircd import Ngircd
from tests.servers.papers import Papers
from tests.threats.test_a_pasted_secret import bytes_of
from tests.waiting import until

ALICE, BOB = "correct-horse", "battery-staple"


@asynccontextmanager
async def house_on(
    server: Ngircd, folder: Path, clock: FakeClock | None = None, authority: Path | None = None
) -> AsyncGenerator[House]:
    """Nobody is known yet; there is the open role ops, whose channel is #ops."""
    ops, port = RoleOf("ops", "#ops", ()), server.tls_port if authority else server.port
    async with open_house(
        port,
        folder=folder,
        network="office",
        believed=False,
        clock=clock,
        roles=[ops],
        passwords=True,
        authority=authority,
    ) as house:
        house.port = server.port
        yield house


@pytest.fixture
async def house(ngircd: Ngircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    async with house_on(ngircd, tmp_path, clock) as house:
        yield house


async def registered(house: House, nick: str, password: str, *channels: str) -> Person:
    person = await enter(house, nick, *channels)
    assert (await person.tells(f"register {password}"))[0].startswith(f"p< You are {nick}, until you quit")
    return person


async def test_two_people_open_take_and_close(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    bob = await registered(house, "bob", BOB, "#ops")
    await bob.tells("role join ops")
    assert (await alice.says("#desk", "!new @ops printer on fire"))[0].startswith("#desk< #1 opened for ops")
    assert (await bob.says("#ops", "dibs 1"))[0] == "#ops< #1 is yours: printer on fire. When done: !close 1"
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]
    assert (await alice.tells("whoami"))[0].startswith("p< You are alice (by your password here).")


async def test_who_comes_back_identifies_and_hears_what_waited(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    bob = await registered(house, "bob", BOB, "#ops")
    await bob.tells("role join ops")
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.client.quit()
    await bob.says("#ops", "dibs 1")
    again = await enter(house, "alice", "#desk")
    assert (await again.tells("watch 1"))[0].startswith("p< You aren't logged in.")
    said = await again.tells(f"identify {ALICE}")
    assert said[0].startswith("p< You are alice, until you quit")
    assert "#1" in " ".join(said[1:])


async def test_a_password_is_a_word_of_theirs_so_that_what_was_held_back_comes(house: House) -> None:
    """Without another word of hers."""
    alice = await registered(house, "alice", ALICE, "#desk")
    bob = await registered(house, "bob", BOB, "#ops")
    await bob.tells("role join ops")
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.tells("bye")
    await alice.client.quit()
    await bob.says("#ops", "dibs 1")
    await house.pass_time(minutes=20)  # who is back sooner is told nothing
    again = await house.client("alice")
    await again.say("dibs", f"identify {ALICE}")
    await again.hears("While you were away: #1 taken")


async def test_the_first_admin_is_made_by_the_code_once_identified(house: House) -> None:
    ada = await enter(house, "ada", "#desk")
    (said,) = await ada.tells(f"iam {house.codes[-1]}")
    assert re.match(r"p< You aren't logged in\. To become an admin, say to dibs alone identify <password>;", said)
    await ada.tells("register correct-horse")
    assert "an admin now" in (await ada.tells(f"iam {house.codes[-1]}"))[0]


async def test_over_tls_it_is_the_same(tmp_path: Path) -> None:
    papers = Papers(tmp_path)
    async with (
        Ngircd(pem=papers.file("127.0.0.1")) as server,
        house_on(server, tmp_path, authority=papers.ca_file) as house,
    ):
        alice = await registered(house, "alice", ALICE, "#desk")
        assert (await alice.tells("whoami"))[0].startswith("p< You are alice (by your password here).")


async def leaves(person: Person, line: str) -> None:
    await person.client.raw(line)
    await person.client.sync()


async def gone(house: House, nick: str) -> None:
    await until(f"{nick} gone", lambda: house.link.who(nick) is None)


NOBODY = "p< You aren't logged in."


async def test_who_takes_the_nick_after_a_quit_is_nobody(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    await alice.client.quit()
    await gone(house, "alice")
    impostor = await enter(house, "alice", "#desk")
    assert (await impostor.tells("whoami"))[0].startswith(NOBODY)


async def test_a_line_in_flight_of_who_has_quit_is_not_the_impostors(house: House) -> None:
    """The answer to what alice asked is said to nobody, be her nick worn again or not."""
    alice = await registered(house, "alice", ALICE, "#desk")
    await alice.client.raw("PRIVMSG dibs :whoami")
    await alice.client.quit()
    await gone(house, "alice")
    impostor = await enter(house, "alice", "#desk")
    assert not [line for line in await impostor.hears() if "You are alice" in line]


async def test_who_leaves_the_last_channel_is_logged_out_and_no_sooner(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk", "#ops")
    await leaves(alice, "PART #desk")
    assert (await alice.tells("whoami"))[0].startswith("p< You are alice")
    await leaves(alice, "PART #ops")
    await gone(house, "alice")
    await alice.client.join("#desk")
    await until("alice back", lambda: house.link.who("alice") is not None)
    assert (await alice.tells("whoami"))[0].startswith(NOBODY)


async def test_who_is_kicked_from_it_is_logged_out(house: House) -> None:
    eve = Person(house, await house.client("eve", channels=("#den",), awaited=False))
    house.link.want_channels(["#den"])
    await until("dibs there", lambda: house.link.who("eve") is not None)
    alice = await registered(house, "alice", ALICE, "#den")
    await leaves(eve, "KICK #den alice :out")
    await gone(house, "alice")
    await alice.client.join("#den")
    await until("alice back", lambda: house.link.who("alice") is not None)
    assert (await alice.tells("whoami"))[0].startswith(NOBODY)


async def test_who_changes_their_nick_is_the_same_and_who_takes_it_is_not(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    await leaves(alice, "NICK alicia")
    await until("alicia seen", lambda: house.link.who("alicia") is not None)
    alice.client.nick = "alicia"
    impostor = await enter(house, "alice", "#desk")
    assert (await alice.tells("whoami"))[0].startswith("p< You are alice (by your password here).")
    assert (await impostor.tells("whoami"))[0].startswith(NOBODY)
    await alice.says("#desk", "!new @ops printer on fire")
    bob = await registered(house, "bob", BOB, "#ops")
    await bob.tells("role join ops")
    await bob.says("#ops", "dibs 1")
    assert await alice.hears() == ["p< #1 printer on fire: bob has it."]
    assert [line for line in await impostor.hears() if line.startswith("p<")] == []


async def test_who_shares_no_channel_is_told_to_join_one(house: House) -> None:
    alice = await enter(house, "alice")
    (said,) = await alice.tells(f"register {ALICE}")
    assert said.startswith("p< You are in no channel with dibs. Join one first")


async def test_two_sessions_are_one_person_and_a_new_password_ends_the_other(house: House) -> None:
    desk = await registered(house, "alice", ALICE, "#desk")
    phone = await enter(house, "alice_", "#desk")
    assert (await phone.tells(f"identify alice {ALICE}"))[0].startswith("p< You are alice")
    for session in (desk, phone):
        assert (await session.tells("whoami"))[0].startswith("p< You are alice (by your password here).")
    await desk.tells(f"passwd {ALICE} evening-star")
    assert (await desk.tells("whoami"))[0].startswith("p< You are alice")
    assert (await phone.tells("whoami"))[0].startswith(NOBODY)
    assert (await phone.tells(f"identify alice {ALICE}"))[0].startswith("p< That is no account here")


async def test_what_is_said_right_behind_the_password_counts(house: House) -> None:
    """As a client's list of commands at joining says it, without waiting for an answer."""
    alice = await registered(house, "alice", ALICE, "#desk")
    await alice.tells("logout")
    said = await alice.tells(f"identify {ALICE}", "watch 1", "whoami")
    assert said[1] == "p< No ticket #1; there are none yet." or said[1].startswith("p< No ticket")
    assert said[2].startswith("p< You are alice (by your password here).")


async def test_when_dibs_comes_back_everybody_identifies_again(ngircd: Ngircd, house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    ngircd.kill()
    await until("the link is down", lambda: not house.link.up)
    await ngircd.start()
    await house.up()
    again = await enter(house, "alice", "#desk")
    assert (await again.tells("whoami"))[0].startswith(NOBODY)
    assert alice.house is house


async def test_dibs_alone_going_and_coming_ends_all_logins(house: House) -> None:
    """alice sits there all the time."""
    alice = await registered(house, "alice", ALICE, "#desk")
    root = await house.client("root")
    await root.raw("OPER root root")
    await root.expect(" 381 ")
    since = len(root.lines)
    await root.raw("KILL dibs :out")
    await root.expect(":dibs!.* QUIT ", since=since)
    await root.expect(":dibs!.* JOIN ", since=since)
    await until("alice seen", lambda: house.link.who("alice") is not None)
    assert (await alice.tells("whoami"))[0].startswith(NOBODY)


async def test_a_netsplit_ends_the_logins_of_those_beyond_it(tmp_path: Path) -> None:
    async with (
        Ngircd(server="hub.test", awaits="leaf.test") as hub,
        Ngircd(server="leaf.test", hub=hub) as leaf,
        house_on(hub, tmp_path) as house,
    ):
        bob = await registered(house, "bob", BOB, "#desk")
        await until_linked(house, leaf)
        async with await IrcClient.connect(leaf.host, leaf.port, "alice") as far:
            await far.join("#desk")
            await until("alice seen", lambda: house.link.who("alice") is not None)
            alice = Person(house, far)
            assert (await alice.tells(f"register {ALICE}"))[0].startswith("p< You are alice")
            assert house.link.nicks("~alice") == ["alice"]
            leaf.kill()
        await gone(house, "alice")
        assert house.link.nicks("~alice") == []
        impostor = await enter(house, "alice", "#desk")
        assert (await impostor.tells("whoami"))[0].startswith(NOBODY)
        assert (await bob.tells("whoami"))[0].startswith("p< You are bob")


async def until_linked(house: House, leaf: Ngircd) -> None:
    async def both() -> bool:
        async with await IrcClient.connect(HOST, house.port, "looker") as looker:
            await looker.raw("LINKS")
            line = await looker.expect(" 365 | 364 .*leaf")
            return leaf.server in line.raw

    await until("the servers linked", both)


async def test_a_code_from_an_admin_sets_a_new_password(house: House) -> None:
    alice = await registered(house, "alice", ALICE, "#desk")
    ada = await registered(house, "ada", BOB, "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    _, line = await ada.tells("member password alice")
    code = line.split("register ")[1].split(" ")[0]
    await alice.client.quit()
    await gone(house, "alice")
    again = await enter(house, "alice", "#desk")
    assert (await again.tells(f"register {code} evening-star"))[0].startswith("p< You are alice, by your new password")


async def test_a_password_that_is_said_aloud_is_void_and_admins_hear_of_it(house: House) -> None:
    ada = await registered(house, "ada", BOB, "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    alice = await registered(house, "alice", ALICE, "#desk")
    await alice.tells("logout")
    assert await alice.says("#desk", f"!identify {ALICE}") == [
        "p< That password or code is void now: others read it. For a new one an admin says: member password alice"
    ]
    assert await ada.hears() == [
        "p< dibs voided the password of alice, said in a channel. A new one: member password alice"
    ]
    assert (await alice.tells(f"identify {ALICE}"))[0].startswith("p< That is no account here")


async def test_no_log_and_no_byte_of_the_file_holds_a_password(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    alice = await enter(house, "alice", "#desk")
    await alice.tells("new @ops printer on fire")
    await alice.tells(f"identfy {ALICE}", f"regster {ALICE}", f"register {ALICE}", f"passwd {ALICE} {BOB}")
    await alice.tells(f"logn alice {BOB}", f"identify alice {BOB}", "undo", "more", "show 1")
    await alice.says("#desk", f"!identify {BOB}", f"identfy {BOB}", f"dibs: passwd {BOB} {ALICE}")
    assert (await alice.tells("whoami"))[0].startswith("p< You are alice")
    assert [record for record in caplog.records if ALICE in record.getMessage() or BOB in record.getMessage()] == []
    assert ALICE not in caplog.text
    assert BOB not in caplog.text
    found = bytes_of(tmp_path)
    assert b"printer on fire" in found
    assert ALICE.encode() not in found
    assert BOB.encode() not in found

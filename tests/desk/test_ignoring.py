"""Admins say whom dibs doesn't listen to: an account, who wears a nick, a mask; for a while, or for good."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from chatbot.wire import Channel
from tests.commands.guarded import DESK, Room, stranger
from tests.desk.doing import events
from tests.people import NETWORK, FakeClock, add_member, furnish, opened_database, opened_desk, principal

WHOAMI = "whoami"
MALLORY = stranger("mallory", host="gate-7.example")


@pytest.fixture
async def room(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Room]:
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        yield Room(desk, clock, masks={"ada": ["ada!ada@office.example"]}, worn={"mallory": MALLORY})


async def test_a_member_isnt_listened_to_however_they_connect(room: Room) -> None:
    assert await room.says("ada", "ignore charlie") == ["Ignored for good: charlie. Before that: unignore charlie"]
    for method in ("account-tag", "tracker"):
        assert await room.says(principal("charlie", method=method), WHOAMI) == []
    assert await room.says("bob", WHOAMI) != []


async def test_an_account_that_nobody_knows_yet_can_be_named_too(room: Room) -> None:
    assert await room.says("ada", "ignore zed") == ["Ignored for good: zed on testnet. Before that: unignore zed"]
    assert await room.says("zed", WHOAMI) == []
    assert await room.says(principal("zed", network="othernet"), WHOAMI) != []


async def test_who_wears_a_nick_and_isnt_logged_in_is_meant_by_their_host(room: Room) -> None:
    said = await room.says("ada", "ignore mallory")
    assert said == ["Ignored for good: *!*@gate-7.example on testnet. Before that: unignore *!*@gate-7.example"]
    assert await room.says(stranger("somebody", host="gate-7.example"), WHOAMI) == []
    assert await room.says(stranger("somebody", host="gate-8.example"), WHOAMI) != []


async def test_who_wears_a_nick_and_is_logged_in_is_meant_by_their_account(room: Room) -> None:
    room.worn["mal"] = principal("zed")
    await room.says("ada", "ignore mal")
    assert await room.says("zed", WHOAMI) == []


async def test_a_members_nick_on_somebody_who_isnt_logged_in_is_nobodys(room: Room) -> None:
    room.worn["bob"] = stranger("bob")
    (said,) = await room.says("ada", "ignore bob")
    assert said == "The nick bob isn't logged in. Say =bob for the member, or a mask: ignore bob!*@*"
    assert await room.says("bob", WHOAMI) != []


async def test_a_mask_is_for_all_whom_it_matches_logged_in_or_not(room: Room) -> None:
    await room.says("ada", "ignore *!*@gate-?.EXAMPLE")
    assert await room.says(MALLORY, WHOAMI) == []
    assert await room.says(stranger("x", host="gate-77.example"), WHOAMI) != []


async def test_it_ends_when_its_time_is_over(room: Room) -> None:
    (said,) = await room.says("ada", "ignore charlie for 1h opens and closes all day")
    assert said == "Ignored till Fri 20 Nov 11:00 UTC (1h): charlie. Before that: unignore charlie"
    assert await room.says("charlie", WHOAMI, after=3599) == []
    assert await room.says("charlie", WHOAMI, after=1) != []


async def test_why_is_kept_beside_the_journal_with_who_and_when(room: Room) -> None:
    await room.says("ada", "ignore charlie for 1h opens and closes all day")
    (event,) = await events(room.desk, "sender_ignored")
    assert (event.actor, event.data["person_name"], event.data["seconds"]) == ("ada", "charlie", 3600)
    assert event.texts == {"why": "opens and closes all day"}
    await room.says("ada", "unignore charlie")
    (event,) = await events(room.desk, "sender_unignored")
    assert (event.actor, event.data["person_name"]) == ("ada", "charlie")


async def test_words_that_are_no_time_are_why_and_it_is_for_good(room: Room) -> None:
    assert "for good" in (await room.says("ada", "ignore charlie for being rude"))[0]
    (event,) = await events(room.desk, "sender_ignored")
    assert event.texts == {"why": "for being rude"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ignore *!*@*", "That mask is nearly everybody's. Say more of it: ignore *!*@host.example"),
        ("ignore mallory!*", "A mask is nick!user@host, where * and ? stand for any: ignore *!*@host.example"),
        ("ignore ada!*@*", "That mask is yours, too, so you would not be listened to yourself. Nothing changed."),
        (
            "ignore *!*@office.example",
            "That mask is an admin's, too, and an admin is always listened to. Say more of it.",
        ),
        ("ignore ada", "You would not be listened to yourself. Nothing changed."),
        ("ignore eve", "An admin is always listened to: eve. Instead: member suspend eve"),
        ("ignore network=nowhere *!*@host.example", "No network nowhere; there is testnet."),
        ("unignore charlie", "Nobody who is ignored is called charlie. Who is: ignores"),
        ("ignore charlie for 3d and more for 4000d", None),
        ("ignore charlie for 9999w", "At most 2 years: write 104w or less. Nothing changed."),
    ],
)
async def test_what_would_strike_too_many_is_refused(room: Room, line: str, sentence: str | None) -> None:
    room.desk.settings = type(room.desk.settings)(networks=(NETWORK,))
    await add_member(room.desk, "eve", admin=True)
    said = await room.says("ada", line)
    assert sentence is None or said == [sentence]
    assert bool(await events(room.desk, "sender_ignored")) == (sentence is None)


async def test_who_becomes_an_admin_is_listened_to_again(room: Room) -> None:
    await room.says("ada", "ignore zed!*@*")
    await add_member(room.desk, "zed", admin=True)
    assert await room.says("zed", WHOAMI) != []


@pytest.mark.parametrize("line", ["ignore charlie", "unignore charlie", "ignores", "audit"])
async def test_only_an_admin_may(room: Room, line: str) -> None:
    (said,) = await room.says("bob", line)
    assert said.startswith("Only an admin may ")


@pytest.mark.parametrize("line", ["!ignores", "!audit"])
async def test_it_isnt_said_aloud_who(room: Room, line: str) -> None:
    (said,) = await room.says("ada", line, DESK)
    assert "said aloud" in said


async def test_ignores_names_all_by_whose_word_and_for_how_long(room: Room) -> None:
    await room.says("ada", "ignore charlie for 1h")
    await room.says("ada", "ignore *!*@gate-?.example")
    await room.repeats(stranger("guest"), "list", 40)
    expected = (
        "Ignored: *!*@gate-?.example on testnet (by ada, for good), charlie (by ada, 59m left),"
        " host.example on testnet (said too much, 4m left)"
    )
    assert await room.says("ada", "ignores", after=60) == [expected]


async def test_nobody_is_a_sentence_too(room: Room) -> None:
    assert await room.says("ada", "ignores") == ["Nobody is ignored. To begin: ignore <whom> [for 1h] [why]"]


@pytest.mark.parametrize("name", ["host.example", "guest"])
async def test_unignore_ends_what_came_by_itself(room: Room, name: str) -> None:
    guest = stranger("guest")
    room.worn["guest"] = guest
    await room.repeats(guest, "list", 40)
    assert await room.says(guest, "list") == []
    assert await room.says("ada", f"unignore {name}") == ["Not ignored any more: host.example."]
    assert await room.says(guest, "list") != []


async def test_what_an_admin_said_survives_a_restart(room: Room) -> None:
    await room.says("ada", "ignore charlie")
    room.restart()
    assert await room.says("charlie", WHOAMI) == []


async def test_what_they_say_in_a_channel_is_nothing_either(room: Room) -> None:
    await room.says("ada", "ignore charlie")
    assert await room.says("charlie", "!list", Channel(NETWORK, "#ops")) == []

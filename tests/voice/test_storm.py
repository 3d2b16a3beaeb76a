"""STORM: what one source opens all at once is told in a line, and in another when it is over; nothing of it is lost."""

from pathlib import Path

import pytest

from chatbot.desk import roles
from chatbot.desk.roles import RoleChange
from store import prompts
from tests.desk.doing import ticket
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock, shell
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd


@pytest.fixture
async def nagios(house: House) -> Person:
    return await enter(house, "nagios")


def aloud(heard: list[str]) -> list[str]:
    return [line for line in heard if line.startswith("#ops<")]


def private(heard: list[str]) -> list[str]:
    return [line for line in heard if line.startswith("p<")]


async def rage(house: House, nagios: Person, first: int, last: int, *, seconds: float = 1) -> None:
    """One alert after the other."""
    for number in range(first, last + 1):
        await nagios.tells(f"new key=db{number} @ops db{number} down")
        await house.pass_time(seconds=seconds)


async def test_storm(house: House, nagios: Person, bob: Person) -> None:
    """VOICE:
    `#20 new for ops: db1 down (nagios). dibs 20`
    `#21-#38: 18 more from nagios in 60s. I go quiet. Take all: dibs 20-38`
    `Storm over, 7m: 43 opened, 31 closed by recovery, 12 free: list free`
    """
    await rage(house, nagios, 1, 19, seconds=2)
    await house.pass_time(seconds=22)
    heard = aloud(await bob.hears())
    assert heard[0] == "#ops< #1 new for ops: db1 down (nagios). Take it: dibs 1"
    assert heard[1:4] == [f"#ops< #{n} new for ops: db{n} down (nagios). Take it: dibs {n}" for n in (2, 3, 4)]
    assert heard[4:] == ["#ops< #5-#19: 15 more from nagios in 1m. I go quiet. Take all: dibs 1-19"]
    await house.pass_time(seconds=15)
    await rage(house, nagios, 20, 43, seconds=15)
    for number in range(13, 44):
        await nagios.tells(f"new key=db{number} recovered=yes")
    await house.pass_time(minutes=3)
    said = aloud(await bob.hears())
    assert said == ["#ops< Storm over, 7m: 43 opened, 31 closed by recovery, 12 free: !list free @ops"]
    assert (await bob.tells("list free @ops"))[0].startswith("p< ops: 12 free: #1 db1 down")


async def test_what_the_line_shows_takes_them_all_twenty_at_once(house: House, nagios: Person, bob: Person) -> None:
    await rage(house, nagios, 1, 26)
    await house.pass_time(seconds=34)
    assert aloud(await bob.hears())[-1] == "#ops< #5-#26: 22 more from nagios in 1m. I go quiet. Take 20: dibs 1-20"
    assert "Yours: #1 db1 down, #2 db2 down" in (await bob.says("#ops", "dibs 1-20"))[0]
    assert (await ticket(house.desk, 20)).owner_id is not None
    assert (await ticket(house.desk, 21)).owner_id is None


async def test_who_is_asked_in_private_reads_a_few_lines_and_the_rest_in_one(
    house: House, nagios: Person, bob: Person, dave: Person
) -> None:
    await rage(house, nagios, 1, 60)
    await house.pass_time(minutes=4)
    heard = await dave.hears()
    assert heard[:2] == [
        f"p< #{n} for ops: db{n} down (nagios). dibs {n} takes it, decline {n} passes." for n in (1, 2)
    ]
    assert len(heard) <= 6
    assert any(line.startswith("p< New for ops: #5-#") for line in heard)


async def test_it_counts_as_announced_what_a_line_named(house: House, nagios: Person, bob: Person) -> None:
    """Who has taken it is said then; and its offer was heard."""
    await rage(house, nagios, 1, 8)
    await house.pass_time(seconds=52)
    await bob.hears()
    await bob.tells("dibs 1-8")
    await house.pass_time(minutes=5)
    assert aloud(await bob.hears()) == [
        "#ops< Storm over, 7s: 8 opened, none free any more.",
        "#ops< Taken: #1-#8 by bob",
    ]
    found = await house.desk.database.read(prompts.get_last_to_role, 8)
    assert found is not None
    assert found.heard_at is not None


async def test_others_are_announced_meanwhile_as_ever(house: House, nagios: Person, alice: Person, bob: Person) -> None:
    await rage(house, nagios, 1, 8)
    await rage(house, nagios, 9, 14, seconds=60)
    await bob.hears()
    await alice.tells("new @ops printer on fire")
    assert aloud(await bob.hears()) == ["#ops< #15 new for ops: printer on fire (alice). Take it: dibs 15"]


async def test_what_is_urgent_is_not_lost_among_the_others(
    house: House, nagios: Person, bob: Person, dave: Person
) -> None:
    await rage(house, nagios, 1, 8)
    await bob.hears()
    await dave.hears()
    await nagios.tells("new key=core priority=urgent @ops core router down")
    assert aloud(await bob.hears()) == ["#ops< #9 new for ops: core router down (nagios). Take it: dibs 9"]
    assert private(await dave.hears()) == [
        "p< #9 for ops: core router down (nagios). dibs 9 takes it, decline 9 passes."
    ]


async def test_four_lines_of_a_role_in_five_minutes_and_then_they_are_joined(house: House, bob: Person) -> None:
    """Without one source it is no storm; what is over is said together, and later."""
    for name in ("alice", "charlie", "dave", "eve"):
        await (await enter(house, name)).tells(f"new printer {name}", f"new beamer {name}")
    assert len(aloud(await bob.hears())) == 4
    await house.pass_time(minutes=4)
    assert aloud(await bob.hears()) == []
    await house.pass_time(minutes=1)
    assert aloud(await bob.hears()) == [
        "#ops< New for ops: #5 printer dave, #6 beamer dave, #7 printer eve, #8 beamer eve. dibs 5"
    ]


async def test_a_restart_in_the_middle_goes_on_right(server: Miniircd, tmp_path: Path, clock: FakeClock) -> None:
    ops = RoleOf("ops", "#ops", ("bob",))
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        await rage(house, await enter(house, "nagios"), 1, 9)
        await house.crash()
    clock.advance(seconds=30)
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        bob = await enter(house, "bob", "#ops")
        await house.pass_time(seconds=25)
        assert aloud(await bob.hears()) == ["#ops< #5-#9: 5 more from nagios in 1m. I go quiet. Take all: dibs 1-9"]
        await house.crash()
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        bob = await enter(house, "bob", "#ops")
        await house.pass_time(minutes=5)  # only now: what is due at the start is said before anybody is there to hear
        assert "#ops< Storm over, 8s: 9 opened, 9 free: !list free @ops" in await bob.hears()


async def test_after_a_long_stop_only_the_end_is_told(server: Miniircd, tmp_path: Path, clock: FakeClock) -> None:
    ops = RoleOf("ops", "#ops", ("bob",))
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        await rage(house, await enter(house, "nagios"), 1, 9)
        await house.crash()
    clock.advance(minutes=20)
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops], awaited=False) as house:
        await house.up()
        bob = await enter(house, "bob", "#ops")
        await house.pass_time(minutes=20)
        heard = aloud(await bob.hears())
        assert [line for line in heard if "quiet" in line] == []
        found = [await house.desk.database.read(prompts.get_last_to_role, number) for number in range(1, 10)]
        assert all(one is not None and one.heard_at is not None for one in found)


async def test_a_storm_that_lasts_says_what_came_since_now_and_then(house: House, nagios: Person, bob: Person) -> None:
    await rage(house, nagios, 1, 8)
    await house.pass_time(minutes=1)
    await bob.hears()
    await rage(house, nagios, 9, 24, seconds=60)
    assert "#ops< New for ops: #9-#23. Take all: dibs 9-23" in await bob.hears()


async def test_a_private_ticket_is_counted_by_none(house: House, nagios: Person, bob: Person) -> None:
    await house.desk.change(shell(), roles.put, "ops", RoleChange(open=False))
    for number in range(1, 9):
        await nagios.tells(f"new private=yes key=db{number} @ops db{number} down")
    await house.pass_time(minutes=10)
    heard = await bob.hears()
    assert not [line for line in heard if "torm" in line or "quiet" in line]
    assert aloud(heard)[0] == "#ops< #1 new for ops (private). dibs 1"
    assert "#8 (private)" in " ".join(aloud(heard))


async def test_three_hundred_alerts_are_ten_lines_at_most(house: House, nagios: Person, bob: Person) -> None:
    for number in range(1, 101):
        await nagios.tells(*(f"new key=db{n} @ops db{n} down" for n in range(number * 3 - 2, number * 3 + 1)))
        await house.pass_time(seconds=4.2)
    await house.pass_time(minutes=4)
    heard = aloud(await bob.hears())
    assert len(heard) <= 10, heard
    assert heard[-1].endswith("300 opened, 300 free: !list free @ops")

"""Who has a ticket for too long is told, then their role; code moves it on, and what code can't do is told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from chatbot.config.types import State, Type
from tests.furnishing import RoleOf
from tests.house import PLUGINS, House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, all_hear
from tests.servers.miniircd import Miniircd

INCIDENT = Type(
    role="ops",
    transitions=[[1, 2], [2, 3], [3, 4], [4, 5, 2]],
    states={1: "new", 2: "accepted", 3: "mitigated", 4: "resolved", 5: "closed"},
    state={
        2: State(lifetime=timedelta(hours=4), every=timedelta(hours=1)),
        4: State(lifetime=timedelta(days=3), then=5),
    },
)


@pytest_asyncio.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    ops = RoleOf("ops", "#ops", ("bob",))
    named = [*PLUGINS, "tests.scenarios.watchful"]
    async with open_house(
        server.port, folder=tmp_path, clock=clock, roles=[ops], types={"incident": INCIDENT}, plugins=named,
        channels=("#desk",),
    ) as house:  # fmt: skip
        yield house


async def open_one(alice: Person, bob: Person, title: str = "db down") -> None:
    await alice.says("#desk", f"!new type=incident {title}")
    await bob.tells("dibs 1")
    await all_hear(alice, bob)


def of(heard: list[str], number: int = 1) -> list[str]:
    return [line for line in heard if f"#{number} " in line]


async def test_who_has_it_for_too_long_hears_it_and_then_their_role(house: House, alice: Person, bob: Person) -> None:
    await open_one(alice, bob)
    await house.pass_time(hours=4.1)
    assert of(await bob.hears()) == ["p< #1 db down: accepted for 4h now. advance 1, or hold 1"]
    await house.pass_time(hours=1)
    heard = of(await bob.hears())
    assert "#ops< #1 accepted for 5h now: db down. !show 1" in heard
    assert (await alice.tells("history 1"))[-1].endswith("accepted for 5h")


async def test_code_moves_it_on_and_time_closes_it(house: House, alice: Person, bob: Person) -> None:
    await open_one(alice, bob)
    heard = [*await bob.tells("advance 1"), *await bob.hears()]
    assert "p< #1 verified from outside" in heard
    assert "p< #1 db down: resolved now, by dibs-incident-3-mitigated." in heard
    await house.pass_time(days=3.1)
    assert "closed" in (await bob.tells("show 1"))[0]
    assert any("closed" in line for line in of(await alice.hears()))


async def test_what_code_can_not_do_becomes_a_ticket_for_the_role(house: House, alice: Person, bob: Person) -> None:
    await open_one(alice, bob, "shop down")
    await bob.tells("advance 1")
    await all_hear(alice, bob)
    await house.pass_time(minutes=2)
    heard = of(await bob.hears(), 2)
    assert "#ops< #2 new for ops: #1 is stuck in mitigated (dibs-incident-3-mitigated). Take it: dibs 2" in heard
    shown = " ".join(await bob.tells("show 2"))
    assert "stuck in mitigated" in shown
    await bob.tells("advance 1")
    await house.pass_time(minutes=1)
    assert "closed, fixed" in (await bob.tells("show 2"))[0]


async def test_what_belongs_together_is_shown_on_both(house: House, alice: Person, bob: Person) -> None:
    await open_one(alice, bob, "shop down")
    await bob.tells("advance 1")
    await house.pass_time(minutes=2)
    assert "p< Linked: error told in #2" in await bob.tells("show 1")
    assert "p< Linked: for an error at #1" in await bob.tells("show 2")
    await bob.tells("advance 1")
    await house.pass_time(minutes=1)
    assert "p< Linked: error told in #2 (closed)" in await bob.tells("show 1")


async def test_why_says_what_its_service_is_stuck_at(house: House, alice: Person, bob: Person) -> None:
    await open_one(alice, bob, "shop down")
    await bob.tells("advance 1")
    await house.pass_time(minutes=62)
    said = await alice.tells("why 1")
    assert any(
        line.startswith("p< #1: dibs-incident-3-mitigated is stuck since 1h")
        and line.endswith("told in #2: the shop's own monitoring doesn't answer")
        for line in said
    ), said

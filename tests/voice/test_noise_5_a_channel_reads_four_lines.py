"""Noise 5: a channel gets at most 4 unasked lines per role in 5 minutes; more are said together."""

import re
from datetime import datetime
from pathlib import Path

from chatbot.services.pace import IN
from tests.desk.doing import ticket
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.servers.miniircd import Miniircd
from tests.services.rows import rows
from tests.voice.test_storm import aloud


async def lines_at(house: House) -> list[datetime]:
    """When each line was said aloud, by what the outbox remembers."""
    said = [row for row in await rows(house.desk) if row.target == "channel" and row.status == "sent"]
    return sorted(row.ended_at for row in said if row.line_id == row.id and row.ended_at is not None)


async def test_an_hour_of_many_small_things(house: House, bob: Person) -> None:
    """Three people open and take: four lines in any five minutes, and all that is free is in one."""
    people = [await enter(house, name) for name in ("alice", "charlie", "dave")]
    heard = list[str]()
    for minute in range(60):
        await people[minute % 3].tells(f"new @ops printer {minute} on fire")
        if minute % 2:
            await people[2].tells(f"dibs {minute - 1}")
        await house.pass_time(minutes=1)
        heard += aloud(await bob.hears())
    await house.pass_time(minutes=10)
    heard += aloud(await bob.hears())
    at = await lines_at(house)
    assert len(at) > 40
    assert max(sum(1 for one in at if start <= one < start + IN) for start in at) == 4
    named = re.findall(r"#(\d+)(?:-#(\d+))?", " ".join(heard))
    told = {n for first, last in named for n in range(int(first), int(last or first) + 1)}
    untold = [await ticket(house.desk, number) for number in range(1, 61) if number not in told]
    assert all(one.owner_id for one in untold), "somebody had it before there was room for it"
    assert len(untold) < 10


async def test_what_is_urgent_does_not_wait(house: House, alice: Person, bob: Person) -> None:
    for number in range(1, 7):
        await (alice if number % 2 else bob).tells(f"new @ops printer {number}")
    await bob.hears()
    await alice.tells("new @ops priority=urgent fire")
    assert aloud(await bob.hears()) == ["#ops< #7 new for ops: fire (alice). Take it: dibs 7"]


async def test_two_roles_in_one_channel_have_four_each(server: Miniircd, tmp_path: Path, clock: FakeClock) -> None:
    roles = [RoleOf("ops", "#ops", ("bob",)), RoleOf("net", "#ops", ("bob",))]
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=roles) as house:
        bob = await enter(house, "bob", "#ops")
        for role in ("ops", "net"):
            for name in ("alice", "charlie", "dave"):
                await (await enter(house, f"{name}{role}")).tells(f"new @{role} printer", f"new @{role} beamer")
        heard = aloud(await bob.hears())
        assert [sum(f" new for {role}" in line for line in heard) for role in ("ops", "net")] == [4, 4]

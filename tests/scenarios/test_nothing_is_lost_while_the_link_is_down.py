"""What is to be said while there is no server is said when there is one again, once, if it still holds."""

import getpass
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store import outbox
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.scenarios.shell import say
from tests.servers.ngircd import Ngircd
from tests.waiting import until

WHO = getpass.getuser()
"""Whom dibs takes who sits at the shell for."""


@pytest.fixture
async def house(ngircd: Ngircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    ops = RoleOf("ops", "#ops", ("bob",))
    async with open_house(ngircd.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        yield house


async def cut(house: House, ngircd: Ngircd) -> None:
    """The server dies. dibs notices; it looks for the server again only when told to, so that bob can be first."""
    ngircd.kill()
    await until("the link down", lambda: not house.link.up)
    await house.app.supervisor.stop(f"link {house.network}")


async def mend(house: House, ngircd: Ngircd) -> Person:
    """The server is back, and bob was there before dibs was."""
    await ngircd.start()
    bob = Person(house, await house.client("bob", channels=["#ops"], awaited=False))
    house.app.supervisor.start(f"link {house.network}", house.link.run)
    await house.up()
    await until("bob seen", lambda: house.link.who("bob") is not None)
    await bob.answered()
    return bob


async def test_an_offer_that_nobody_could_hear_is_made_once_before_it_times_out(house: House, ngircd: Ngircd) -> None:
    await cut(house, ngircd)
    await say(house, "new @ops printer on fire")
    await house.pass_time(hours=2, minutes=3)
    bob = await mend(house, ngircd)
    aloud, private = await bob.hears()
    assert aloud == f"#ops< #1 (2h 3m late) new for ops: printer on fire ({WHO}). Take it: dibs 1"
    # Who was there when dibs came back is told how late it is; for who came after it, it waited on purpose.
    assert private.replace(" (2h 3m late)", "") == (
        f"p< #1 for ops: printer on fire ({WHO}). dibs 1 takes it, decline 1 passes."
    )
    await house.pass_time(minutes=4)
    assert await bob.hears() == []
    await house.pass_time(minutes=2)
    assert await bob.hears() == ["#ops< #1 timed out, still free: printer on fire. dibs 1"]


async def test_an_offer_that_was_taken_meanwhile_is_never_said(house: House, ngircd: Ngircd) -> None:
    await cut(house, ngircd)
    await say(house, "new @ops printer on fire")
    await house.quiet()
    await say(house, "dibs 1", as_="bob")
    bob = await mend(house, ngircd)
    assert await bob.hears() == []
    rows = await house.desk.database.read(outbox.list_of_ticket, 1)
    assert {row.status for row in rows if row.holds == "offer"} == {"superseded"}


async def test_a_dozen_announcements_arrive_though_the_server_dies_among_them(house: House, ngircd: Ngircd) -> None:
    before = await enter(house, "carol", "#ops")
    await say(house, *(f"new @ops disk {number} full" for number in range(6)))
    await before.client.hears("^#1 new for ops")
    ngircd.kill()
    await say(house, *(f"new @ops disk {number} full" for number in range(6, 12)))
    await cut(house, ngircd)
    after = await mend(house, ngircd)
    await house.pass_time(minutes=2)
    await after.client.sync()
    heard = " ".join([*before.client.said_by(), *after.client.said_by()])
    named = re.findall(r"#(\d+)(?:-#(\d+))?(?= new for ops|: \d+ more)", heard)
    assert {n for first, last in named for n in range(int(first), int(last or first) + 1)} == set(range(1, 13))


async def test_after_the_link_is_back_dibs_listens_again(house: House, ngircd: Ngircd) -> None:
    await cut(house, ngircd)
    bob = await mend(house, ngircd)
    assert await bob.says("#ops", "!list") == ["#ops< All: nothing open."]


async def test_after_days_without_a_server_the_newest_digest_is_said_alone(house: House, ngircd: Ngircd) -> None:
    await cut(house, ngircd)
    await say(house, "new @ops printer on fire")
    await say(house, "dibs 1", as_="bob")
    await house.pass_time(days=4, hours=1)
    bob = await mend(house, ngircd)
    assert await bob.hears() == ["#ops< ops 09:00: 0 free, 1 in hand."]

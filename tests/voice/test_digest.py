"""DIGEST: one line in the morning of a workday."""

from tests.house import House
from tests.scenarios.person import Person, all_hear


async def test_digest(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `ops 09:00: 2 free (#15 vpn down 3h, #14 new laptop 2d), 1 overdue (#9), 4 in hand.`

    It is Friday, 10 o'clock, so it comes on Monday; and on Tuesday nothing has changed.
    """
    await alice.says("#desk", "!new @ops printer on fire", "!new @ops vpn down", "!new @ops no coffee")
    await bob.tells("dibs 2")
    await house.pass_time(days=2, hours=22)
    await all_hear(alice, bob)
    await house.pass_time(hours=1)
    free = "#1 printer on fire 2d 23h, #3 no coffee 2d 23h"
    assert await bob.hears() == [f"#ops< ops 09:00: 2 free ({free}), 2 overdue (#1 #3), 1 in hand. !list free"]
    await house.pass_time(days=1)
    assert await all_hear(alice, bob) == [[], []]

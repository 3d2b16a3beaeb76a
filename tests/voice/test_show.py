"""SHOW and HISTORY: a ticket in a line, its last word, and what happened to it."""

from tests.house import House
from tests.scenarios.person import Person


async def lived(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops priority=high printer on fire")
    await house.pass_time(minutes=3)
    await bob.tells("dibs 1")
    await house.pass_time(minutes=97)
    await bob.tells("re 1 toner ordered")
    await house.pass_time(minutes=20)
    await alice.hears()


async def test_show(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `#12 printer on fire: accepted, bob, high, 2h old, ops, from alice. Last, bob 20m ago: toner ordered`"""
    await lived(house, alice, bob)
    for words in ("!1", "dibs: 1?", "!show 1"):
        assert await alice.says("#desk", words) == [
            "#desk< #1 printer on fire: accepted, bob, high, 2h old, ops, from alice.",
            "#desk< Last, bob 20m ago: toner ordered",
        ]


async def test_history(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `#12 Fri 09:58 alice opened | 10:01 bob took | 10:41 bob held till Mon`; the first day has its date."""
    await lived(house, alice, bob)
    (line,) = await alice.tells("history 1")
    assert line == "p< #1 Fri 20 Nov 10:00 alice opened | 10:03 bob took | 11:40 bob said: toner ordered"

"""PROMPT and REPEAT: each of the role is asked in one line, and again, with what to type behind it."""

from tests.house import House
from tests.scenarios.person import Person


async def test_prompt(house: House, alice: Person, dave: Person) -> None:
    """VOICE: `#12 for ops: printer on fire (alice, 2m). dibs 12 takes it, decline 12 passes.` It is said at once, so
    that there is no age to tell."""
    await alice.says("#desk", "!new @ops printer on fire")
    assert await dave.hears() == ["p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."]


async def test_repeat(house: House, alice: Person, charlie: Person) -> None:
    """VOICE: `#12 still free, 15m left: printer on fire. dibs 12`, once in the channel, at half of the lifetime."""
    await alice.says("#desk", "!new @ops printer on fire")
    await charlie.hears()
    await house.pass_time(minutes=14, seconds=59)
    assert await charlie.hears() == []
    await house.pass_time(seconds=1)
    assert await charlie.hears() == ["#ops< #1 still free, 15m left: printer on fire. dibs 1"]

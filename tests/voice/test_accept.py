"""ACCEPT: who takes it reads what to do when it is done; the role and the reporter read who has it."""

from tests.scenarios.person import Person, all_hear


async def test_accept(alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    """As VOICE has it."""
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, charlie, dave)
    assert await dave.tells("dibs") == ["p< #1 is yours: printer on fire. When done: close 1"]
    assert await charlie.hears() == ["#ops< #1 taken by dave."]
    assert await alice.hears() == ["p< #1 printer on fire: dave has it."]

"""ASSIGN: asking somebody in private; it is theirs when they say yes, and who asked hears either answer."""

import pytest

from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def asked(alice: Person, bob: Person, charlie: Person) -> list[str]:
    await alice.says("#desk", "!new @ops printer on fire")
    await all_hear(alice, bob, charlie)
    return await bob.says("#ops", "!assign 1 charlie:")


async def test_assign(asked: list[str], bob: Person, charlie: Person) -> None:
    """VOICE: `#12: asking bob in private. Not his until he says yes; you hear by 11:00.` dibs knows no he or she."""
    assert asked == ["#ops< #1: asking charlie in private. Theirs when they say yes; you hear within 30m."]
    assert (await charlie.hears())[-1].startswith("p< #1 bob asks you to take it: printer on fire. yes 1")
    assert (await charlie.tells("no on leave"))[0].startswith("p< #1 declined; bob is told.")
    assert await bob.hears() == ["p< #1 charlie said no: on leave. Still free."]


@pytest.mark.usefixtures("asked")
async def test_assign_and_yes(bob: Person, charlie: Person) -> None:
    assert "p< #1 is yours: printer on fire. When done: close 1" in await charlie.tells("yes")
    assert "p< #1 charlie said yes and has it." in await bob.hears()

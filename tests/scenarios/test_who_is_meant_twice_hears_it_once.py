"""Noise: one line a person, also to who is meant in two ways: as the reporter, and as who asked or who owned it."""

from tests.house import House
from tests.scenarios.person import Person


async def test_who_reports_and_assigns_hears_the_yes_once(bob: Person, dave: Person) -> None:
    await bob.tells("new @ops printer on fire", "assign 1 dave")
    await dave.tells("yes")
    heard = [line for line in await bob.hears() if line.startswith("p<") and "dave" in line]
    assert heard[-1:] == ["p< #1 printer on fire: dave has it."]
    assert "p< #1 dave said yes and has it." not in heard


async def test_who_reports_and_owns_hears_once_that_it_is_closed(house: House, bob: Person, dave: Person) -> None:
    await bob.tells("new @ops printer on fire", "dibs 1")
    await dave.tells("close 1 fixed")
    heard = [line for line in await bob.hears() if "closed by dave" in line]
    assert heard == ["p< #1 printer on fire: closed by dave (fixed). Not solved? reopen 1"]

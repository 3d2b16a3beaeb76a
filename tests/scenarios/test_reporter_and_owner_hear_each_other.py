"""What one of them adds to a ticket the other hears in private, at once; and many at once in few lines."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def owned(alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    """#1 is bob's; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await all_hear(alice, bob, charlie, dave)


@pytest.mark.usefixtures("owned")
async def test_each_hears_the_other_and_nobody_else_hears_anything(
    alice: Person, bob: Person, charlie: Person, dave: Person
) -> None:
    assert await alice.says("#desk", "!re 1 it is on the 3rd floor") == ["#desk< #1 noted."]
    assert await bob.hears() == ["p< #1 printer on fire: alice added: it is on the 3rd floor"]
    await bob.tells("re 1 toner ordered")
    assert await alice.hears() == ["p< #1 printer on fire: bob added: toner ordered"]
    assert await dave.hears() == []
    assert await charlie.hears() == ["#desk< #1 noted."]


@pytest.mark.usefixtures("owned")
async def test_another_of_the_role_is_heard_by_both(alice: Person, bob: Person, dave: Person) -> None:
    await dave.tells("re 1 there is toner in my office")
    said = ["p< #1 printer on fire: dave added: there is toner in my office"]
    assert await all_hear(alice, bob) == [said, said]


@pytest.mark.usefixtures("owned")
async def test_many_at_once_are_few_lines(house: House, alice: Person, bob: Person) -> None:
    await alice.tells(*[f"re 1 it is {degrees} degrees" for degrees in (70, 80, 90)])
    at_once = await bob.hears()
    await house.pass_time(seconds=30)
    later = await bob.hears()
    assert (len(at_once), len(later)) in {(1, 1), (1, 0)}, "what was read together is said together, the rest later"
    said = "".join(at_once + later)
    assert [degrees for degrees in (70, 80, 90) if said.count(f"it is {degrees} degrees") != 1] == []

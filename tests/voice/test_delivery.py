"""`delivery`: an admin sees what was said to whom, what waits, and what was refused."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def admin(house: House) -> Person:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    return ada


async def test_each_line_is_listed_with_what_became_of_it(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    ada = await admin(house)
    await dave.tells("bye")
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=1)
    await bob.tells("dibs 1")
    await house.pass_time(minutes=1)
    lines = await ada.tells("delivery 1")
    assert lines[0].startswith("p< #1 Fri 20 Nov 10:00 to #ops, taken 10:00: #1 new for ops: printer on fire (alice).")
    assert "p< #1 10:00 to bob, taken 10:00: #1 for ops: printer on fire (alice)." in lines[1] or "bob" in lines[2]
    assert any("to dave, held back until they speak" in line for line in lines)
    assert any(line.startswith("p< #1 10:01 to alice, taken 10:01: #1 printer on fire: bob has it.") for line in lines)
    assert all(len(line) <= 143 for line in lines)


async def test_only_admins_see_it_and_never_aloud(house: House, alice: Person, bob: Person) -> None:
    ada = await admin(house)
    await alice.tells("new @ops printer on fire")
    assert (await bob.tells("delivery 1"))[-1].startswith("p< Only an admin may see what was said to whom.")
    assert await ada.says("#desk", "!delivery 1") == [
        "#desk< What was said to whom isn't said aloud. In private: !delivery 1"
    ]
    assert await ada.tells("delivery 99") == ["p< No ticket #99 (newest: #1)."]


async def test_of_what_was_erased_since_it_says_so(house: House, alice: Person) -> None:
    ada = await admin(house)
    await alice.says("#desk", "!new @ops printer on fire")
    await house.pass_time(minutes=1)
    assert "text 1 is erased here" in (await alice.tells("redact 1 1"))[-1]
    lines = await ada.tells("delivery 1")
    assert lines[0] == "p< #1 Fri 20 Nov 10:00 to #ops, taken 10:00: (erased)"
    assert [line for line in lines if line.endswith(":")] == []

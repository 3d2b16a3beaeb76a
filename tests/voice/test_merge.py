"""MERGE: who follows or has either of the two is told once, and may go on where it goes on."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


def of_it(heard: list[str]) -> list[str]:
    """What is said of #1."""
    return [line for line in heard if "#1 " in line]


@pytest.fixture
async def two(alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    """#1 is charlie's and bob has it; #2 is alice's; dave watches both. All have heard so far."""
    await charlie.tells("new @ops printer on fire")
    await alice.tells("new @ops smoke in room 3")
    await bob.tells("dibs 1")
    await bob.tells("re 1 toner ordered")
    await dave.tells("watch 1 2")
    await all_hear(alice, bob, charlie, dave)


@pytest.mark.usefixtures("two")
async def test_all_whom_either_concerns_are_told_once(
    house: House, alice: Person, bob: Person, charlie: Person, dave: Person
) -> None:
    assert await bob.tells("merge 1 into 2") == [
        "p< #1 is merged into #2: smoke in room 3. 1 comment, 1 watcher went along. A slip? undo 1"
    ]
    told = "p< #1 printer on fire: merged into #2 by bob."
    await house.pass_time(minutes=6)
    assert [of_it(heard) for heard in await all_hear(alice, charlie, dave)] == [[told], [told], [told]]
    await alice.tells("re 2 and it smells")
    await house.pass_time(minutes=6)
    for heard in await all_hear(charlie, dave):
        assert len([line for line in heard if "it smells" in line]) == 1


@pytest.mark.usefixtures("two")
async def test_its_number_points_to_where_it_goes_on(bob: Person, charlie: Person) -> None:
    await bob.tells("merge 1 into 2")
    await charlie.hears()
    assert (await charlie.tells("show 1"))[1:] == [
        "p< Merged into #2, where it goes on: show 2",
        "p< Linked: duplicates #2",
        "p< Last, 0s ago: bob merged it into #2.",
    ]
    assert (await charlie.tells("show 2"))[1:] == [
        "p< Linked: duplicated by #1 (closed)",
        "p< Last, bob 0s ago: toner ordered",
    ]
    assert await charlie.tells("re 1 more") == ["p< #1 was merged into #2. Say it there: comment 2 <text>"]
    said = " ".join(await charlie.tells("history 2"))
    assert "bob said in #1: toner ordered | 10:00 bob merged #1 into it" in said


@pytest.mark.usefixtures("two")
async def test_who_was_told_hears_that_it_was_taken_back(
    house: House, bob: Person, charlie: Person, dave: Person
) -> None:
    await bob.tells("merge 1 into 2")
    await house.pass_time(minutes=6)
    await all_hear(charlie, dave)
    assert await bob.tells("undo 2") == ["p< Undone: merge 1 (6m ago). Yours again."]
    undone = "p< #1 printer on fire: bob undid merge; its owner has it."
    assert await all_hear(charlie, dave) == [[undone], [undone]]


async def test_where_it_was_announced_it_is_free_no_more(house: House, alice: Person, bob: Person) -> None:
    dora = await enter(house, "dora", "#ops", "#desk")
    await alice.says("#desk", "!new @ops printer on fire")
    await alice.says("#desk", "!new @ops smoke in room 3")
    await dora.hears()
    await bob.tells("merge 1 into 2")
    assert await dora.hears() == ["#ops< #1 merged into #2 by bob."]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("merge 1 2", "p< It can only be into. Write: merge 1 into <other ticket>"),
        ("merge 1", "p< Which ticket is #1 merged into? merge 1 into <other ticket>"),
    ],
)
async def test_what_is_not_understood_is_told_how_to_be_written(bob: Person, typed: str, said: str) -> None:
    assert await bob.tells(typed) == [said]

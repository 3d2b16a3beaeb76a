"""LATE: who comes too late is told who was faster, and may follow the ticket; in private, and never twice."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear


@pytest.fixture
async def late(house: House, alice: Person, bob: Person, charlie: Person, dave: Person) -> None:
    """#1 went to bob, and dave came 4 seconds too late; all have heard so far."""
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    house.clock.advance(seconds=4)
    await all_hear(alice, bob, charlie, dave)


@pytest.mark.usefixtures("late")
async def test_late(dave: Person) -> None:
    """VOICE: `#12 went to bob 4s ago. To follow it: watch 12`"""
    assert await dave.tells("dibs 1") == ["p< #1 went to bob 4s ago. To follow it: watch 1"]
    assert await dave.tells("watch 1") == [
        "p< #1 is watched: printer on fire. You hear of it in private. Enough? unwatch 1"
    ]


@pytest.mark.usefixtures("late")
async def test_a_watcher_hears_in_private_what_others_do_in_one_line_for_what_happens_together(
    house: House, alice: Person, bob: Person, charlie: Person, dave: Person
) -> None:
    await dave.tells("watch 1")
    await bob.tells("re 1 toner ordered", "close 1 fixed")
    await house.pass_time(seconds=30)
    assert await dave.hears() == ["p< Watched: #1 bob added to it: toner ordered, #1 closed by bob (fixed)"]
    assert await charlie.hears() == []
    assert [line for line in await alice.hears() if "Watched" in line] == []


@pytest.mark.usefixtures("late")
async def test_nobody_hears_as_a_watcher_what_they_did_or_are_told_anyway(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    await dave.tells("watch 1")
    await dave.tells("steal 1 it is my building")
    await dave.hears()
    await alice.tells("re 1 it is getting hot")
    await house.pass_time(minutes=6)
    assert await dave.hears() == ["p< #1 printer on fire: alice added: it is getting hot"]
    assert await bob.hears() == ["p< #1 printer on fire: dave took it from you: it is my building."]


@pytest.mark.usefixtures("late")
async def test_who_sits_where_it_is_said_aloud_reads_it_there(
    house: House, bob: Person, charlie: Person, dave: Person
) -> None:
    """charlie sits in #ops, where it was announced; dave doesn't."""
    await charlie.says("#ops", "!watch 1")
    await dave.tells("watch 1")
    await bob.tells("release 1")
    await house.pass_time(minutes=6)
    assert "p< #1 printer on fire: given back by bob; ops is asked." in await charlie.hears()
    await dave.hears()
    await bob.tells("dibs 1")
    await house.pass_time(minutes=6)
    assert await charlie.hears() == ["#ops< #1 taken by bob."]


@pytest.mark.usefixtures("late")
async def test_who_has_enough_hears_no_more(house: House, bob: Person, dave: Person) -> None:
    await dave.tells("watch 1")
    await bob.tells("close 1")
    assert await dave.tells("unwatch 1") == ["p< #1 is no longer watched."]
    await house.pass_time(minutes=6)
    assert await dave.hears() == []

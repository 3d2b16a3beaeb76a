"""Noise 11: `quiet mine` and `quiet digest`: no offers, and with the second one line in the morning of what is free."""

from tests.house import House
from tests.scenarios.person import Person, all_hear

MINE = "Quiet mine: no offers to your roles, only what is about tickets of yours, and what is urgent. End: quiet off"


async def test_quiet_mine_leaves_offers_out_and_says_what_is_about_ones_own(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    assert await dave.tells("quiet mine") == [f"p< {MINE}"]
    assert await dave.tells("quiet") == [f"p< {MINE}"]
    assert (await alice.says("#desk", "!new @ops printer on fire"))[0] == (
        "#desk< #1 opened for ops: printer on fire. 1 asked; you hear within 30m."
    )
    assert await dave.hears() == []
    await dave.tells("dibs 1")
    await alice.tells("re 1 it smells")
    assert await dave.hears() == ["p< #1 printer on fire: alice added: it smells"]
    await house.pass_time(hours=1)
    assert await dave.hears() == []


async def test_what_is_urgent_is_said_all_the_same(alice: Person, dave: Person) -> None:
    await dave.tells("quiet mine")
    await alice.tells("new @ops priority=urgent vpn down")
    assert await dave.hears() == ["p< #1 for ops: vpn down (alice). dibs 1 takes it, decline 1 passes."]


async def test_who_is_asked_in_person_is_asked(alice: Person, bob: Person, dave: Person) -> None:
    await dave.tells("quiet mine")
    await bob.tells("new @ops printer on fire")
    await dave.hears()
    await bob.tells("assign 1 dave")
    assert (await dave.hears())[0].startswith("p< #1 bob asks you to take it: printer on fire. yes 1, no 1 or ")


async def test_off_brings_the_offers_back(alice: Person, dave: Person) -> None:
    await dave.tells("quiet digest", "quiet off")
    await alice.tells("new @ops printer on fire")
    assert await dave.hears() == ["p< #1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes."]


async def test_quiet_digest_brings_one_line_in_the_morning(house: House, alice: Person, dave: Person) -> None:
    """It is Friday; Monday's first word is answered."""
    assert (await dave.tells("quiet digest"))[0].startswith("p< Quiet digest: no offers; on workday mornings one line")
    await alice.tells("new @ops printer on fire", "new @ops priority=high vpn down")
    await house.pass_time(days=3)
    await dave.hears()
    assert await dave.says("#lobby", "good morning") == [
        "p< Your roles: 2 free (#2 vpn down 3d, #1 printer on fire 3d). dibs 2"
    ]
    assert await dave.says("#lobby", "what a day") == []


async def test_where_all_have_it_quiet_the_reporter_is_told_the_truth(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    await bob.tells("quiet mine")
    await dave.tells("quiet digest")
    assert (await alice.tells("new @ops printer on fire"))[0] == (
        "p< #1 opened for ops: printer on fire. All of ops have it quiet; you hear within 30m. Emergency: urgent 1"
    )
    await all_hear(alice, bob, dave)
    await house.pass_time(minutes=31)
    assert "p< #1 printer on fire: nobody in ops took it in 30m. It stays open: show 1" in await alice.hears()

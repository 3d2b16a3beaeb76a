"""STATS: a role's week in one line."""

from chatbot.desk import roles
from chatbot.desk.roles import RoleChange
from tests.house import House
from tests.people import shell
from tests.scenarios.person import Person


async def test_stats(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """VOICE: `ops, Mon-Sun: 41 opened, 38 closed, 6 open. Taken: half in 4m, 9 of 10 in 31m. 2 timed out.`

    It is Friday, so that is as far as the week goes.
    """
    await alice.says("#desk", "!new @ops printer on fire", "!new @ops vpn down")
    await house.pass_time(minutes=4)
    await bob.tells("dibs 1")
    await house.pass_time(minutes=10)
    await dave.tells("dibs 2", "close 2")
    await alice.says("#desk", "!new @ops no coffee")
    await house.pass_time(minutes=31)
    await bob.hears()
    assert await bob.says("#ops", "!stats @ops") == [
        "#ops< ops, Mon-Fri: 3 opened, 1 closed, 2 open. Taken: half in 4m, all in 14m. 1 timed out."
    ]
    assert await bob.tells("stats me") == ["p< You, Mon-Fri: 1 taken, 0 closed, 1 in hand. Taken: in 4m."]
    assert (await bob.tells("stats today"))[0].startswith("p< All, today: 3 opened, 1 closed, 2 open.")
    assert (await bob.tells("stats month @ops"))[0].startswith("p< ops, 1-20 Nov: 3 opened")
    assert await bob.tells("stats week month") == ["p< One time at a time. Write: stats month"]


async def test_a_day_begins_by_ones_own_clock(house: House, alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("set tz=Pacific/Auckland")
    assert (await bob.tells("stats today"))[-1].startswith("p< All, today: 1 opened")
    await house.pass_time(hours=2)
    assert (await bob.tells("stats today"))[-1].startswith("p< All, today: 0 opened")


async def test_what_others_may_not_see_isnt_counted_before_them(house: House, bob: Person, charlie: Person) -> None:
    await house.desk.change(shell(), roles.put, "ops", RoleChange(open=False))
    await bob.tells("new @ops private=yes a matter of mine")
    assert (await bob.says("#ops", "!stats @ops"))[-1] == "#ops< ops, Mon-Fri: 0 opened, 0 closed, 0 open."
    assert (await charlie.tells("stats @ops"))[-1] == "p< ops, Mon-Fri: 0 opened, 0 closed, 0 open."
    assert (await bob.tells("stats @ops"))[-1] == "p< ops, Mon-Fri: 1 opened, 0 closed, 1 open."


async def test_what_is_no_time_is_refused(bob: Person) -> None:
    assert await bob.tells("stats yesterday") == [
        "p< It can be me, today, week or month. Write: stats [me|today|week|month]"
    ]


async def test_of_many_nine_tenths_are_told(house: House, alice: Person, bob: Person) -> None:
    for number in range(1, 11):
        await alice.tells(f"new @ops thing {number}")
        await house.pass_time(minutes=number)
        await bob.tells(f"dibs {number}", f"close {number}")
    assert (await bob.tells("stats @ops"))[-1] == (
        "p< ops, Mon-Fri: 10 opened, 10 closed, 0 open. Taken: half in 5m, 9 of 10 in 9m."
    )


async def test_who_took_a_ticket_first_ended_its_wait(house: House, alice: Person, bob: Person, dave: Person) -> None:
    await alice.tells("new @ops printer on fire")
    await house.pass_time(minutes=4)
    await bob.tells("dibs 1", "release 1")
    await house.pass_time(minutes=10)
    await dave.tells("dibs 1")
    assert (await bob.tells("stats @ops"))[-1].endswith("Taken: in 4m.")
    assert (await dave.tells("stats me"))[-1].endswith("Taken: in 14m.")


async def test_who_took_a_ticket_by_mistake_and_took_that_back_has_not_taken_it(
    house: House, alice: Person, bob: Person, dave: Person
) -> None:
    await alice.tells("new @ops printer on fire")
    await house.pass_time(minutes=4)
    await bob.tells("dibs 1", "undo")
    assert (await bob.tells("stats @ops"))[-1] == "p< ops, Mon-Fri: 1 opened, 0 closed, 1 open."
    assert (await bob.tells("stats me"))[-1] == "p< You, Mon-Fri: 0 taken, 0 closed, 0 in hand."
    await house.pass_time(minutes=10)
    await dave.tells("dibs 1")
    assert (await bob.tells("stats @ops"))[-1].endswith("Taken: in 14m.")


async def test_what_one_took_counts_when_one_took_it_however_old_it_was(
    house: House, alice: Person, bob: Person
) -> None:
    await alice.tells("new @ops printer on fire")
    await house.pass_time(hours=24)
    await bob.tells("dibs 1")
    assert (await bob.tells("stats me today"))[-1] == "p< You, today: 1 taken, 0 closed, 1 in hand. Taken: in 1d."
    await house.pass_time(hours=24)
    assert (await bob.tells("stats me today"))[-1] == "p< You, today: 0 taken, 0 closed, 1 in hand."

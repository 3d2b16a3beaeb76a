"""VOICE's STORM: `dibs 20-38` takes them all, and is answered once."""

from tests.house import House
from tests.scenarios.person import Person


async def test_the_whole_line_in_the_roles_channel_takes_them_all(house: House, alice: Person, bob: Person) -> None:
    titles = [f"db{number} down" for number in range(1, 5)]
    await alice.tells(*(f"new {title}" for title in titles))
    await bob.hears()
    assert await bob.says("#ops", "dibs 1, 3") == ["#ops< Yours: #1 db1 down, #3 db3 down"]
    heard = await bob.says("#ops", "dibs 1-4")
    assert heard == [
        "#ops< Yours: #2 db2 down, #4 db4 down",
        "#ops< #1 is yours already. When done: !close 1 | #3 is yours already. When done: !close 3",
    ]


async def test_the_channel_reads_of_several_taken_in_private_in_one_line(alice: Person, bob: Person) -> None:
    await alice.tells("new db1 down", "new db2 down")
    await bob.hears()
    heard = await bob.tells("dibs 1-2")
    assert [line for line in heard if line.startswith("#ops")] == ["#ops< Taken: #1-#2 by bob"]


async def test_more_than_twenty_are_refused_with_the_bound(bob: Person) -> None:
    assert await bob.says("#ops", "dibs 20-60") == ["#ops< 20 tickets at once are the most. Write: !dibs <ticket>"]

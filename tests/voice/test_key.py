"""`key=` on `new`, for systems: opened once, counted (`#20 x14`), and closed by `recovered=yes`."""

import pytest

from tests.house import House
from tests.scenarios.person import Person, all_hear, enter


@pytest.fixture
async def nagios(house: House) -> Person:
    """Monitoring, which is logged in like anybody."""
    return await enter(house, "nagios")


async def test_what_is_said_again_is_counted_and_tells_nobody(house: House, nagios: Person, bob: Person) -> None:
    assert await nagios.tells("new key=db1/disk @ops db1 disk full") == [
        "p< #1 opened for ops: db1 disk full. 2 asked; you hear within 30m."
    ]
    await bob.hears()
    for _ in range(13):
        await nagios.tells("new key=db1/disk @ops db1 disk full")
    assert await bob.hears() == []
    assert await bob.tells("show 1") == ["p< #1 db1 disk full: new, free, x14, 0s old, ops, from nagios."]
    assert await bob.tells("list free") == ["p< All: 1 free: #1 db1 disk full (x14, 0s)"]
    await bob.tells("dibs 1")
    assert await nagios.tells("new key=db1/disk @ops db1 disk full") == [
        "p< #1 x15: db1 disk full. bob has it, accepted."
    ]


async def test_what_it_says_otherwise_is_kept(nagios: Person, bob: Person) -> None:
    await nagios.tells("new key=db1/disk db1 disk 95% full", "new key=db1/disk db1 disk 99% full")
    heard = await bob.tells("history 1")
    assert heard[-1].endswith("nagios said it again, x2: db1 disk 99% full")


async def test_when_it_recovers_it_is_closed_and_whoever_was_to_act_is_told(
    house: House, nagios: Person, bob: Person, dave: Person
) -> None:
    await nagios.tells("new key=db1 db1 down", "new key=db2 db2 down", "new key=db1 db1 down")
    await bob.tells("dibs 2")
    await all_hear(bob, dave)
    house.clock.advance(minutes=7)
    assert await nagios.tells("new key=db1 recovered=yes") == ["p< #1 recovered: db1 down. Open for 7m, said 2 times."]
    assert await bob.hears() == ["#ops< #1 recovered, nothing to do any more."]
    assert await nagios.tells("new key=db2 recovered=yes back again") == ["p< #2 recovered: db2 down. Open for 7m."]
    assert await bob.hears() == ["p< #2 db2 down: closed by nagios (recovered): back again."]


async def test_after_that_it_is_opened_anew(nagios: Person) -> None:
    await nagios.tells("new key=db1 db1 down", "new key=db1 recovered=yes")
    assert await nagios.tells("new key=db1 db1 down") == [
        "p< #2 opened for ops: db1 down. 2 asked; you hear within 30m."
    ]


async def test_what_is_wrong_gets_a_sentence_and_changes_nothing(nagios: Person, alice: Person) -> None:
    await alice.tells("new key=db1 mine")
    wrong = {
        "new key=db1 recovered=yes": "p< Nothing of yours is open under the key db1. Nothing changed.",
        "new recovered=yes db1": "p< Which key? new key=db1/disk recovered=yes",
        "new key=db1": "p< What is wrong? new <what is wrong>",
        'new key="db 1" x': "p< key= is letters, digits and signs without a space, and begins with a letter or digit:"
        " new key=db1/disk <what is wrong>",
        f"new key={'x' * 65} x": "p< key= has at most 64 characters, this one 65.",
    }
    assert {text: (await nagios.tells(text)) for text in wrong} == {text: [said] for text, said in wrong.items()}


async def test_another_ones_key_is_another_ticket(nagios: Person, alice: Person) -> None:
    await nagios.tells("new key=db1 db1 down")
    assert (await alice.tells("new key=db1 my db1 is down"))[0].startswith("p< #2 opened for ops")

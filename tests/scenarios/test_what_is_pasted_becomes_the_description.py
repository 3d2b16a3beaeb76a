"""Lines that follow a private `new` at once are its description; in a channel they are talk."""

from datetime import timedelta

from tests.house import House
from tests.scenarios.person import Person


async def test_lines_pasted_behind_a_private_new_are_kept_with_it(house: House, alice: Person) -> None:
    answers = await alice.tells("new printer on fire", "E13 paper jam", "  at tray 2, since 9:40")
    assert answers[0] == "p< #1 opened for ops: printer on fire. 2 asked; you hear within 30m."
    assert len(answers) == 2, "one reply for all of it"
    house.clock.set(house.clock.now() + timedelta(seconds=30))
    shown = await alice.tells("show 1")
    assert ["E13 paper jam" in line for line in shown].count(True) == 1
    assert shown[-1].startswith("p< | ")
    assert "at tray 2, since 9:40" in shown[-1]


async def test_a_command_is_a_command_even_then(alice: Person) -> None:
    answers = await alice.tells("new printer on fire", "list")
    assert answers[1] == "p< All: 1 open, 1 free: #1 printer on fire (0s)"


async def test_some_seconds_later_it_is_no_description_any_more(house: House, alice: Person) -> None:
    await alice.tells("new printer on fire")
    house.clock.advance(seconds=4)
    assert (await alice.tells("frobnicate please"))[0] == "p< No verb frobnicate. All of them: help all"


async def test_in_a_channel_nobody_pastes_into_a_ticket(alice: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert await alice.says("#desk", "E13 paper jam") == []
    assert len(await alice.tells("show 1")) == 1

"""The whole life of a ticket, typed into clients that people really use, and read from their screens."""

from pathlib import Path

import pytest

from chatbot.app import command_table
from tests.house import House
from tests.scenarios.person import Person
from tests.scenarios.screens import Client, Irssi, WeeChat, opened

VERBS = command_table().names


@pytest.mark.timeout(240)
@pytest.mark.parametrize("client", [Irssi(), WeeChat()], ids=["irssi", "weechat"])
async def test_a_ticket_lives_its_whole_life_on_a_screen(
    house: House, bob: Person, client: Client, tmp_path: Path
) -> None:
    async with opened(client, tmp_path, "erin", house.port) as screen:
        for typed, shown in (
            ("/join #ops", "#ops"),
            ("!role join ops", "You are in ops."),
            ("!new printer on fire -- 3rd floor", "#1 new for ops: printer on fire (erin). Take it: dibs 1"),
            ("!show 1", "#1 printer on fire: new, free,"),
            ("dibs 1", "#1 is yours: printer on fire."),
            ("!re 1 toner ordered", "#1 noted."),
            ("!1", "Last, erin 0s ago: toner ordered"),
            *holding(),
            ("!close 1 fixed toner changed", "#1 closed (fixed): printer on fire."),
            ("!list @ops", "ops: nothing open"),
            ("/query dibs", "dibs"),
            ("history 1", "erin opened | "),
            ("help close", "Example: close 12"),
            ("mine", "Nothing is yours"),
        ):
            await screen.types(typed)
            await screen.shows(shown)
        assert "erin closed (fixed): toner changed" in await screen.text()
        await screen.types(client.window("#ops"))
        await bob.says("#ops", "!new vpn down")
        await screen.shows("#2 new for ops: vpn down (bob). Take it: dibs 2")


def holding() -> list[tuple[str, str]]:
    if "hold" not in VERBS:
        return []
    return [("!hold 1 2h waiting for toner", "#1 on hold till "), ("!resume 1", "#1 resumed")]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("client", [Irssi(), WeeChat()], ids=["irssi", "weechat"])
async def test_an_offer_is_answered_where_a_client_shows_it(
    house: House, alice: Person, client: Client, tmp_path: Path
) -> None:
    """A private line opens a window of its own, where `dibs` alone takes the ticket."""
    await house.put_into("ops", "erin")
    async with opened(client, tmp_path, "erin", house.port) as screen:
        await screen.types("/join #lobby")
        await screen.shows("#lobby")
        await alice.says("#desk", "!new @ops printer on fire")
        await screen.types("/query dibs")
        await screen.shows("#1 for ops: printer on fire (alice). dibs 1 takes it, decline 1 passes.")
        await screen.types("dibs")
        await screen.shows("#1 is yours: printer on fire.")
        assert "p< #1 printer on fire: erin has it." in await alice.hears()

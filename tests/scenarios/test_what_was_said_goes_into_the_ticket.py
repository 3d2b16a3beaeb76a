"""`new -15 title`: the last lines of the channel go into the ticket, after its asker has had time to look."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from chatbot.desk import reading
from chatbot.desk.act import Caller
from chatbot.wire import Private
from tests.desk.doing import dump
from tests.house import House
from tests.scenarios.person import Person, enter
from tests.waiting import until

WAITS = "#desk< In 10s, with {}: printer on fire. Without one: !drop <line>. Not at all: !cancel"
OPENED = "^#1 opened for ops: printer on fire"
NEW = "!new -15 @ops printer on fire"


@pytest.fixture(autouse=True)
def _on(house: House) -> None:
    """The operator turned it on for #desk."""
    house.desk.settings = replace(house.desk.settings, quotes=frozenset({(house.network, "#desk")}))


async def description(house: House, number: int = 1) -> list[str]:
    eyes = house.link.who("alice")
    assert eyes is not None
    shown = await house.desk.look(Caller(eyes, Private(house.network, "alice")), reading.show, number)
    return shown.seen.ticket.description.split("\n")


async def opened(house: House, person: Person, by: str = OPENED) -> None:
    """The ten seconds pass."""
    house.clock.advance(seconds=10)
    await person.client.hears(by)


async def none_opened(house: House, person: Person) -> None:
    house.clock.advance(seconds=11)
    assert await person.tells("list") == ["p< All: nothing open."]


async def test_the_last_lines_are_shown_and_then_opened_with_who_and_when(
    house: House, alice: Person, charlie: Person
) -> None:
    await charlie.says("#desk", "it \x0304smokes\x03")
    await alice.says("#desk", "which floor?")
    assert await alice.says("#desk", NEW) == [
        WAITS.format("2 lines"),
        "p< Taken: 1 charlie: it smokes / 2 alice: which floor?",
    ]
    await opened(house, alice)
    assert await description(house) == [
        "Said in #desk on Fri 20 Nov 2026, times in UTC:",
        "10:00 <charlie> it smokes",
        "10:00 <alice> which floor?",
    ]


async def test_only_so_many_and_only_of_who_is_named(house: House, alice: Person, charlie: Person) -> None:
    await charlie.says("#desk", "too old")
    await charlie.says("#desk", "it smokes")
    await alice.says("#desk", "which floor?")
    assert await alice.says("#desk", "!new -2 @ops charlie: printer on fire") == [
        WAITS.format("1 line"),
        "p< Taken: 1 charlie: it smokes",
    ]


async def test_who_has_said_nothing_is_no_name_but_title(alice: Person) -> None:
    await alice.says("#desk", "which floor?")
    assert (await alice.says("#desk", "!new -5 @ops printer: on fire"))[0] == (
        "#desk< In 10s, with 1 line: printer: on fire. Without one: !drop <line>. Not at all: !cancel"
    )


async def test_a_line_is_dropped_and_there_is_time_to_look_again(house: House, alice: Person, charlie: Person) -> None:
    await charlie.says("#desk", "it smokes", "lunch?")
    await alice.says("#desk", NEW)
    house.clock.advance(seconds=9)
    assert await alice.says("#desk", "drop 2") == [WAITS.format("1 line")]
    house.clock.advance(seconds=9)
    assert await alice.tells("list") == ["p< All: nothing open."]
    await opened(house, alice)
    assert (await description(house))[1:] == ["10:00 <charlie> it smokes"]


@pytest.mark.parametrize("word", ["!cancel", "cancel", "Cancel."])
async def test_what_is_cancelled_is_not_opened(house: House, alice: Person, word: str) -> None:
    await alice.says("#desk", "it smokes", NEW)
    assert await alice.says("#desk", word) == ["#desk< Cancelled: nothing was opened."]
    await none_opened(house, alice)


async def test_who_is_somebody_else_or_elsewhere_has_no_say(house: House, alice: Person, charlie: Person) -> None:
    await alice.says("#desk", "it smokes", NEW)
    await charlie.says("#desk", "!cancel", "drop 1")
    await alice.client.join("#lobby")
    await alice.says("#lobby", "!cancel", "cancel")
    await opened(house, alice)
    assert (await description(house))[1:] == ["10:00 <alice> it smokes"]


async def test_if_dibs_ends_before_nothing_was_opened(house: House, alice: Person, tmp_path: Path) -> None:
    await alice.says("#desk", "it smokes", NEW)
    await house.crash()
    assert [line for line in alice.client.said_by() if line.startswith("#")] == []
    assert dump(tmp_path / "dibs.db")["ticket"] == []


async def test_commands_and_what_dibs_says_are_left_out(house: House, alice: Person) -> None:
    await alice.says("#desk", "!help", "dibs: list", "!roulette", "it smokes")
    assert await alice.says("#desk", NEW) == [WAITS.format("1 line"), "p< Taken: 1 alice: it smokes"]


async def test_in_private_they_are_told_to_say_it_in_the_channel(alice: Person) -> None:
    await alice.tells("a secret of mine")
    assert await alice.tells("new -15 printer on fire") == [
        "p< Lines of which channel? Say it there, with what is wrong behind it: new -15 <title>"
    ]


async def test_where_nobody_turned_it_on_nothing_is_kept(house: House, alice: Person) -> None:
    await alice.client.join("#lobby")
    await until("alice in #lobby", lambda: house.link.in_channel("#lobby", "alice"))
    await alice.says("#lobby", "it smokes")
    assert await alice.says("#lobby", NEW) == [
        "#lobby< No lines are kept here: who runs dibs decides that. Without them: !new <title>"
    ]
    assert house.app.quotes.lines.speakers() == []


async def test_who_comes_later_gets_only_what_was_said_since(house: House, alice: Person) -> None:
    await alice.says("#desk", "before your time")
    dave = await enter(house, "dave", "#desk")
    await alice.says("#desk", "it smokes")
    assert (await dave.says("#desk", NEW))[1] == "p< Taken: 1 alice: it smokes"


async def test_who_leaves_and_comes_back_begins_anew(house: House, alice: Person, charlie: Person) -> None:
    await charlie.says("#desk", "it smokes")
    await alice.client.raw("PART #desk")
    await until("alice gone", lambda: not house.link.in_channel("#desk", "alice"))
    await alice.client.join("#desk")
    await until("alice back", lambda: house.link.in_channel("#desk", "alice"))
    assert await alice.says("#desk", NEW) == [
        "#desk< No line to take: only what was said since you came counts. Without: !new <title>"
    ]


async def test_who_said_quote_off_is_neither_kept_nor_taken(house: House, alice: Person, charlie: Person) -> None:
    await charlie.says("#desk", "it smokes")
    await alice.says("#desk", "which floor?", NEW)
    assert await charlie.tells("quote off") == [
        "p< You are never quoted, and nothing you say is kept for that. Otherwise: quote on"
    ]
    await charlie.says("#desk", "the third")
    await opened(house, alice)
    assert (await description(house))[1:] == ["10:00 <alice> which floor?"]
    assert [who.nick for who in house.app.quotes.lines.speakers()] == ["alice"]
    assert await charlie.tells("quote on") == ["p< You may be quoted in channels where that is on. Never: quote off"]

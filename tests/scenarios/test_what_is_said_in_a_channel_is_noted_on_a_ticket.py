"""`on 12` ... `off`: what somebody says in the channel in between becomes comments of that ticket, and nothing else."""

import pytest

from chatbot.desk import reading
from chatbot.desk.act import Caller
from chatbot.wire import Private
from tests.house import House
from tests.scenarios.person import Person
from tests.waiting import until

BEGUN = "#desk< #1 notes what you say here, 1h at most: printer on fire. End: !off"


async def comments(house: House) -> list[str]:
    """What stands on #1 besides its title, as `who: text`."""
    eyes = house.link.who("alice")
    assert eyes is not None
    past = await house.desk.look(Caller(eyes, Private(house.network, "alice")), reading.history, 1)
    return [f"{one.actor}: {one.texts['text']}" for one in past.events if "text" in one.texts]


async def opened(alice: Person) -> None:
    await alice.tells("new @ops printer on fire")


async def test_each_line_in_between_is_a_comment_and_no_other(house: House, alice: Person, charlie: Person) -> None:
    await opened(alice)
    await alice.says("#desk", "before")
    assert await alice.says("#desk", "!on 1") == [BEGUN]
    assert await alice.says("#desk", "it smokes", "on the 3rd floor") == []
    await charlie.says("#desk", "let it burn")
    assert await alice.says("#desk", "!off") == [
        "#desk< #1 has 2 comments more. What you say here isn't noted any more."
    ]
    await alice.says("#desk", "after")
    assert await comments(house) == ["alice: it smokes", "alice: on the 3rd floor"]


@pytest.mark.parametrize("line", ["!1", "dibs: list", "!roulette", "dibs, 1", "!help"])
async def test_a_command_is_no_comment(house: House, alice: Person, line: str) -> None:
    await opened(alice)
    await alice.says("#desk", "!on 1", line)
    assert await comments(house) == []


async def test_neither_is_what_is_acted_noticed_or_said_elsewhere(house: House, alice: Person) -> None:
    await opened(alice)
    await alice.says("#desk", "!on 1")
    await alice.client.raw("PRIVMSG #desk :\x01ACTION runs\x01")
    await alice.client.raw("NOTICE #desk :water!")
    await alice.client.join("#lobby")
    await alice.says("#lobby", "who has a bucket")
    await alice.tells("nothing for others")
    assert await comments(house) == []


async def test_off_alone_ends_it_too(house: House, alice: Person) -> None:
    await opened(alice)
    await alice.says("#desk", "!on 1", "it smokes")
    assert await alice.says("#desk", "off.") == [
        "#desk< #1 has 1 comment more. What you say here isn't noted any more."
    ]
    assert await comments(house) == ["alice: it smokes"]


async def test_another_on_switches_and_says_so(house: House, alice: Person) -> None:
    await opened(alice)
    await alice.tells("new @ops vpn down")
    await alice.says("#desk", "!on 1", "it smokes")
    assert await alice.says("#desk", "!on 2") == [
        "#desk< #2 notes what you say here, 1h at most: vpn down. #1 has 1 comment more. End: !off"
    ]
    await alice.says("#desk", "no route")
    assert await comments(house) == ["alice: it smokes"]


async def test_after_an_hour_it_is_over_and_they_are_told(house: House, alice: Person) -> None:
    await opened(alice)
    await alice.says("#desk", "!on 1", "it smokes")
    await house.pass_time(hours=1)
    assert (
        "p< #1 printer on fire: nothing you say in #desk is noted any more, its time is over; 1 comment."
        in await alice.hears()
    )
    await alice.says("#desk", "still burning")
    assert await comments(house) == ["alice: it smokes"]


async def test_who_leaves_the_channel_begins_anew(house: House, alice: Person) -> None:
    await opened(alice)
    await alice.says("#desk", "!on 1", "it smokes")
    await house.pass_time(seconds=1)
    await alice.client.join("#lobby")
    await alice.client.raw("PART #desk")
    await until("alice gone", lambda: not house.link.in_channel("#desk", "alice"))
    assert await alice.hears() == [
        "p< #1 printer on fire: nothing you say in #desk is noted any more, since you left; 1 comment."
    ]
    await alice.client.join("#desk")
    await until("alice back", lambda: house.link.in_channel("#desk", "alice"))
    await alice.says("#desk", "still burning")
    assert await comments(house) == ["alice: it smokes"]


async def test_who_may_not_comment_may_not_note_either(alice: Person, charlie: Person) -> None:
    await opened(alice)
    assert await charlie.says("#desk", "!on 1") == [
        "#desk< #1: only its owner, its reporter or ops may comment on it. You may: !watch 1"
    ]


async def test_in_private_they_are_told_to_say_it_in_the_channel(alice: Person) -> None:
    await opened(alice)
    assert await alice.tells("on 1") == [
        "p< #1: on is for channels, what you say there is noted then. Here: re 1 <text>"
    ]


async def test_an_answer_that_begins_with_on_is_an_answer(house: House, alice: Person, bob: Person) -> None:
    await opened(alice)
    await house.pass_time(seconds=10)
    await bob.tells("dibs 1", "ask 1 where?")
    assert await alice.tells("on the 3rd floor") == ["p< #1: added; its owner is told."]


async def test_a_comment_that_was_noted_is_taken_back_like_any(house: House, alice: Person) -> None:
    await opened(alice)
    await alice.says("#desk", "!on 1", "it smokes", "my password is hunter2")
    assert (await alice.says("#desk", "!undo"))[0].startswith("#desk< Undone: comment 1")
    assert await comments(house) == ["alice: it smokes"]


async def test_a_restart_keeps_it(house: House, alice: Person) -> None:
    """Nothing of it is in memory: what the desk holds is all that another run of dibs would see."""
    await opened(alice)
    await alice.says("#desk", "!on 1")
    await house.app.networks.links[house.network].connect_anew("back soon")
    await until("dibs back", lambda: house.link.up and house.link.in_channel("#desk", "alice"))
    await alice.says("#desk", "it smokes")
    assert await comments(house) == ["alice: it smokes"]

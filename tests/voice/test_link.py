"""LINK: how tickets belong together is said in a line, and shown where they are."""

import pytest

from chatbot.commands.relating import WAYS_SHOWN
from tests.scenarios.person import Person


@pytest.fixture
async def opened(alice: Person) -> None:
    await alice.tells("new @ops printer on fire")
    await alice.tells("new @ops toner is out")


@pytest.mark.usefixtures("opened")
async def test_what_was_understood_is_said_and_how_to_take_it_away(alice: Person) -> None:
    assert await alice.tells("link 1 is blocked by #2.") == ["p< #1 blocked by #2: toner is out. Not so? unlink 1 2"]
    assert (await alice.tells("show 1"))[1] == "p< Linked: blocked by #2"
    assert (await alice.tells("show 2"))[1] == "p< Linked: blocks #1"
    assert await alice.tells("unlink 2 1") == ["p< #2 blocks #1: not so any more."]
    assert len(await alice.tells("show 1")) == 1


@pytest.mark.usefixtures("opened")
async def test_the_history_has_it(alice: Person) -> None:
    await alice.tells("link 1 part of 2")
    await alice.tells("unlink 1 2")
    said = " ".join(await alice.tells("history 1"))
    assert "alice linked it: part of #2 | " in said
    assert said.endswith("alice unlinked it: part of #2")


@pytest.mark.usefixtures("opened")
async def test_a_slip_is_taken_back(alice: Person) -> None:
    await alice.tells("link 1 see also 2")
    assert await alice.tells("undo") == ["p< Undone: link 1 (0s ago)."]


@pytest.mark.usefixtures("opened")
async def test_who_ends_what_is_blocked_is_told_so_and_not_kept_from_it(alice: Person) -> None:
    await alice.tells("new @ops fuse blew")
    await alice.tells("link 1 blocked by 3")
    assert await alice.tells("close 1") == [
        "p< #1 closed: printer on fire. Not done? reopen 1",
        "p< #1 was blocked by #3, which is open still.",
    ]
    await alice.tells("link 2 blocked by 3")
    await alice.tells("reopen 1")
    assert (await alice.tells("close 1 2"))[1:] == [
        "p< #1 was blocked by #3, which is open still.",
        "p< #2 was blocked by #3, which is open still.",
    ]


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "link 1 2",
            f"p< Which way is #1 linked to #2? link 1 blocks 2; or: {WAYS_SHOWN}",
        ),
        ("link 1 blokcs 2", "p< There is no such link. Did you mean: link 1 blocks 2"),
        (
            "link 1 hates 2",
            f"p< There is no such link. It can be blocks, {WAYS_SHOWN}.",
        ),
        ("link 1 blocks", "p< Which ticket is #1 linked to? It comes last: link 1 blocks 34"),
    ],
)
async def test_what_is_not_understood_is_told_how_to_be_written(alice: Person, typed: str, said: str) -> None:
    assert await alice.tells(typed) == [said]


@pytest.mark.usefixtures("opened")
async def test_what_is_elsewhere_is_shown_whole(alice: Person) -> None:
    assert await alice.tells("link 1 https://example.org/7") == ["p< #1 is linked to https://example.org/7"]
    assert (await alice.tells("show 1"))[1] == "p< Elsewhere: https://example.org/7"
    assert (await alice.tells("history 1"))[0].endswith("alice linked it to https://example.org/7")
    assert await alice.tells("unlink 1 https://example.org/7") == [
        "p< #1 isn't linked to that any more: https://example.org/7"
    ]
    assert len(await alice.tells("show 1")) == 1

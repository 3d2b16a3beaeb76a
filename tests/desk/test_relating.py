"""People say how tickets belong together; what can't be true in a circle never is."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from chatbot.desk import reading, related, relating
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.related import LABELS
from chatbot.desk.relating import WAYS
from store import relations
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, close, comment, events, last_event, new, refusal, undo
from tests.people import in_private, shell, stranger

DIRECTED = [way for way in WAYS if way != "see also"]


async def link(desk: Desk, caller: Caller, number: int, way: str, other: int) -> None:
    await desk.change(caller, relating.link, number, WAYS[way], other)


async def unlink(desk: Desk, caller: Caller, number: int, other: int, way: str = "") -> None:
    await desk.change(caller, relating.unlink, number, WAYS[way] if way else None, other)


async def shown(desk: Desk, number: int, caller: Caller = ALICE) -> Sequence[str]:
    """`blocks #2`"""
    found = (await desk.look(caller, reading.show, number)).related
    return [f"{LABELS[one.kind, one.back]} #{one.number}" for one in found]


async def several(desk: Desk, count: int) -> list[int]:
    return [await new(desk, title=f"printer {each}") for each in range(count)]


@pytest.mark.parametrize(
    ("way", "there", "back"),
    [
        ("blocks", "blocks", "blocked by"),
        ("blocked by", "blocked by", "blocks"),
        ("duplicates", "duplicates", "duplicated by"),
        ("duplicate of", "duplicates", "duplicated by"),
        ("duplicated by", "duplicated by", "duplicates"),
        ("follows", "follows", "followed by"),
        ("followed by", "followed by", "follows"),
        ("part of", "part of", "has part"),
        ("has part", "has part", "part of"),
        ("see also", "see also", "see also"),
    ],
)
async def test_each_of_two_shows_it_from_its_own_side(desk: Desk, way: str, there: str, back: str) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, way, second)
    assert await shown(desk, first) == [f"{there} #{second}"]
    assert await shown(desk, second) == [f"{back} #{first}"]


def test_every_way_is_tried() -> None:
    assert len(WAYS) == 10


async def test_it_is_written_down(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, "blocked by", second)
    event = await last_event(desk, "ticket_linked")
    assert (event.ticket_id, event.actor) == (first, "bob")
    assert event.data == {"relation": "blocks", "other": second, "back": True}
    await unlink(desk, ALICE, second, first)
    event = await last_event(desk, "ticket_unlinked")
    assert (event.ticket_id, event.actor) == (second, "alice")
    assert event.data == {"relation": "blocks", "other": first, "back": False}


@pytest.mark.parametrize("way", ["blocks", "see also"])
async def test_what_is_so_already_is_said_from_either_side(desk: Desk, way: str) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, way, second)
    again = "blocked by" if way == "blocks" else way
    assert await refusal(link(desk, BOB, second, again, first)) == (
        f"#{second} {again} #{first}: that is so already. Not so? unlink {second} {first}"
    )


@pytest.mark.parametrize("way", ["blocks", "part of", "duplicates"])
async def test_a_circle_is_refused_with_its_numbers(desk: Desk, way: str) -> None:
    first, second, third = await several(desk, 3)
    await link(desk, BOB, first, way, second)
    await link(desk, BOB, second, way, third)
    before = await events(desk)
    assert await refusal(link(desk, BOB, third, way, first)) == (
        f"#3 {way} #1: that would be a circle, #3 > #1 > #2 > #3."
    )
    assert await events(desk) == before


async def test_a_circle_is_found_from_the_other_side_too(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, "blocks", second)
    assert await refusal(link(desk, BOB, first, "blocked by", second)) == (
        "#2 blocks #1: that would be a circle, #2 > #1 > #2."
    )


@pytest.mark.parametrize("way", DIRECTED)
async def test_none_is_linked_to_itself(desk: Desk, way: str) -> None:
    number = await new(desk)
    assert await refusal(link(desk, BOB, number, way, number)) == "#1 can't be linked to itself. Nothing changed."


async def test_what_blocks_in_a_diamond_is_no_circle(desk: Desk) -> None:
    first, second, third, fourth = await several(desk, 4)
    for one, other in ((first, second), (first, third), (second, fourth), (third, fourth)):
        await link(desk, BOB, one, "blocks", other)
    assert await shown(desk, fourth) == ["blocked by #2", "blocked by #3"]


async def test_different_kinds_make_no_circle(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, "blocks", second)
    await link(desk, BOB, second, "part of", first)
    assert await shown(desk, first) == ["blocks #2", "has part #2"]


async def test_it_takes_the_right_to_change_the_first_and_to_know_of_the_other(desk: Desk) -> None:
    first, second = await several(desk, 2)
    assert "only its owner, its reporter or ops may link it" in await refusal(
        link(desk, CHARLIE, first, "blocks", second)
    )
    own = await new(desk, CHARLIE)
    await link(desk, CHARLIE, own, "blocked by", first)
    assert await shown(desk, first) == [f"blocks #{own}"]


@pytest.mark.parametrize("other", [99, 2**70])
async def test_what_isnt_there_is_not_linked(desk: Desk, other: int) -> None:
    number = await new(desk)
    assert "No ticket" in await refusal(link(desk, BOB, number, "blocks", other))


async def test_a_private_one_is_not_named_to_whom_may_not_see_it(desk: Desk) -> None:
    public, private = await new(desk, CHARLIE), await new(desk, in_private("alice"), private=True)
    assert await refusal(link(desk, in_private("charlie"), public, "blocks", private)) == f"#{private} is private."
    assert await refusal(unlink(desk, in_private("charlie"), public, private)) == f"#{private} is private."
    await link(desk, in_private("bob"), public, "blocks", private)
    assert await shown(desk, public, in_private("bob")) == [f"blocks #{private}"]
    for who in (BOB, CHARLIE, in_private("charlie"), stranger("guest")):
        assert await shown(desk, public, who) == []
        told = (await desk.look(who, reading.history, public)).events
        assert [event.data["other"] for event in told if event.kind == "ticket_linked"] == [None]
    assert [one.data["other"] for one in (await desk.look(in_private("bob"), reading.history, public)).events[2:]] == [
        private
    ]


async def test_a_private_one_is_not_named_in_a_circle_either(desk: Desk) -> None:
    public, private, last = (
        await new(desk, CHARLIE),
        await new(desk, in_private("alice"), private=True),
        await new(desk, CHARLIE),
    )
    await link(desk, in_private("bob"), public, "blocks", private)
    await link(desk, in_private("bob"), private, "blocks", last)
    assert await refusal(link(desk, in_private("charlie"), last, "blocks", public)) == (
        "#3 blocks #1: that would be a circle, #3 > #1 > a private one > #3."
    )


async def test_what_was_linked_is_unlinked_from_either_side(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, "blocks", second)
    await unlink(desk, BOB, second, first)
    assert await shown(desk, first) == []
    assert await refusal(unlink(desk, BOB, first, second)) == "#1 and #2 aren't linked. What is: show 1"


async def test_of_several_links_the_one_that_is_meant_is_named(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, "blocks", second)
    await link(desk, BOB, first, "see also", second)
    assert await refusal(unlink(desk, BOB, first, second)) == (
        "#1 blocks and see also #2. Which isn't so? unlink 1 blocks 2"
    )
    await unlink(desk, BOB, second, first, "blocked by")
    assert await shown(desk, first) == ["see also #2"]
    assert await refusal(unlink(desk, BOB, first, second, "blocks")) == "#1 and #2 aren't linked so. What is: show 1"


async def test_why_a_service_opened_it_stays(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await desk.database.write(relations.add, first, relations.ERROR_OF, second, now=desk.clock.now())
    assert await refusal(unlink(desk, ADA, first, second)) == "#1 and #2 aren't linked. What is: show 1"


@pytest.mark.parametrize("way", WAYS)
async def test_a_slip_is_taken_back_and_that_the_other_way_round(desk: Desk, way: str) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, way, second)
    before = await shown(desk, first)
    await undo(desk, BOB)
    assert await shown(desk, first) == []
    await link(desk, BOB, first, way, second)
    await unlink(desk, ALICE, second, first)
    await undo(desk, ALICE, second)
    assert await shown(desk, first) == before


async def test_what_would_be_a_circle_by_now_is_not_brought_back(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, BOB, first, "blocks", second)
    await unlink(desk, BOB, first, second)
    await link(desk, ALICE, second, "blocks", first)
    assert "that would be a circle" in await refusal(undo(desk, BOB, first))
    assert await shown(desk, first) == ["blocked by #2"]


async def test_a_link_keeps_nobody_from_taking_back_their_own_change(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await comment(desk, ALICE, first, "a slip")
    await link(desk, BOB, first, "blocks", second)
    await undo(desk, ALICE, first)
    assert await shown(desk, first) == ["blocks #2"]


async def test_one_that_is_blocked_names_what_is_open_still(desk: Desk) -> None:
    first, second, third = await several(desk, 3)
    for blocker in (third, first):
        await link(desk, BOB, blocker, "blocks", second)
    assert await desk.look(ALICE, related.open_blockers, second) == [first, third]
    await close(desk, BOB, third)
    assert await desk.look(ALICE, related.open_blockers, second) == [first]
    assert await desk.look(ALICE, related.open_blockers, first) == []


async def test_so_many_links_are_the_most_from_either_side(desk: Desk) -> None:
    desk.settings = replace(desk.settings, bounds=replace(desk.settings.bounds, links=1))
    first, second, third = await several(desk, 3)
    await link(desk, BOB, first, "blocks", second)
    for number, other in ((third, second), (second, third)):
        assert await refusal(link(desk, BOB, number, "see also", other)) == (
            "#2 has 1 links, and that is the most. To take one away: unlink 2 ..."
        )


async def test_whoever_sits_at_the_shell_links_too(desk: Desk) -> None:
    first, second = await several(desk, 2)
    await link(desk, shell(), first, "follows", second)
    assert await shown(desk, second) == ["followed by #1"]


async def test_who_may_not_change_a_ticket_leaves_room_for_the_links_of_who_may(desk: Desk) -> None:
    desk.settings = replace(desk.settings, bounds=Bounds(links=4, links_from_outside=2))
    first = await new(desk)
    theirs = [await new(desk, CHARLIE, f"printer {each}") for each in range(4)]
    for number in theirs[:2]:
        await link(desk, CHARLIE, number, "blocks", first)
    told = f"#{first} has 2 links or more: who may not change it links no more to it."
    assert await refusal(link(desk, CHARLIE, theirs[2], "blocks", first)) == told
    await link(desk, ALICE, first, "see also", theirs[2])
    await link(desk, BOB, theirs[3], "see also", first)
    assert "4 links, and that is the most" in await refusal(link(desk, BOB, first, "follows", theirs[3]))

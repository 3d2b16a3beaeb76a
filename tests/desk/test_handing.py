"""Handing over: one question for several tickets, each stays its owner's until the yes; and it is no way to pester."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chatbot.desk import answering, handing, reading
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.wording import LINE
from tests.desk.doing import (
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    decline,
    events,
    last_event,
    new,
    owner,
    personal_offer,
    refusal,
)
from tests.people import FakeClock, in_private, pass_time, stranger

CHARLIES = 3


async def hand_over(desk: Desk, *numbers: int, to: str = "charlie") -> handing.Handed:
    return await desk.change(BOB, handing.hand_over, Person(to), numbers)


async def waiting(desk: Desk, name: str = "charlie") -> tuple[int, ...]:
    """What a bare yes of theirs would take."""
    return await desk.look(in_private(name), answering.the_offers, "dibs")


@pytest.fixture
async def bobs(desk: Desk) -> list[int]:
    """Three tickets that bob has."""
    numbers = [await new(desk, title=title) for title in ("printer on fire", "vpn down", "new laptop")]
    for number in numbers:
        await accept(desk, BOB, number)
    return numbers


async def test_all_of_them_are_one_question_and_stay_with_their_owner(desk: Desk, bobs: list[int]) -> None:
    done = await hand_over(desk)
    assert [one.ticket.id for one in done.seen] == bobs
    assert await waiting(desk) == tuple(bobs)
    assert [await owner(desk, number) for number in bobs] == ["bob"] * 3
    event = await last_event(desk, "handover_offered")
    assert event.data == {"person": CHARLIES, "person_name": "charlie", "count": 3, "lifetime": 1800}


async def test_each_ticket_has_its_own_event_of_it(desk: Desk, bobs: list[int]) -> None:
    await hand_over(desk, *bobs[:2])
    told = await events(desk, "assignment_offered")
    assert [event.ticket_id for event in told] == bobs[:2]
    assert {event.data["bundle"] for event in told} == {(await personal_offer_of(desk, bobs[0]))}


async def personal_offer_of(desk: Desk, number: int) -> int:
    found = await personal_offer(desk, number)
    assert found is not None
    return found.id


async def test_some_may_be_taken_and_the_rest_is_still_one_question(desk: Desk, bobs: list[int]) -> None:
    await hand_over(desk)
    await accept(desk, CHARLIE, bobs[1])
    assert await owner(desk, bobs[1]) == "charlie"
    assert await waiting(desk) == (bobs[0], bobs[2])
    await decline(desk, CHARLIE, bobs[0])
    assert await waiting(desk) == (bobs[2],)


async def test_beside_another_question_a_bare_word_could_mean_either(desk: Desk, bobs: list[int]) -> None:
    await hand_over(desk, *bobs[:2])
    await assign(desk, BOB, bobs[2], "charlie")
    said = await refusal(waiting(desk))
    assert said.startswith(f"3 wait for you: #{bobs[0]} printer on fire, #{bobs[1]} vpn down")


async def test_of_many_offers_as_many_are_named_as_fit_a_line(desk: Desk) -> None:
    numbers = [await new(desk, title=f"the printer on floor {floor} burns") for floor in range(9)]
    said = await refusal(waiting(desk, "bob"))
    assert said.startswith(f"9 wait for you: #{numbers[0]} the printer on floor...,")
    assert said.endswith(f" and 6 more. Say which: dibs {numbers[0]}")
    assert len(said) <= LINE


async def test_when_its_time_is_over_each_is_still_its_owners(desk: Desk, clock: FakeClock, bobs: list[int]) -> None:
    await hand_over(desk)
    await pass_time(desk, clock, timedelta(minutes=30))
    assert [event.ticket_id for event in await events(desk, "assignment_timed_out")] == bobs
    assert [await owner(desk, number) for number in bobs] == ["bob"] * 3


async def test_those_that_are_named_are_all_asked_about_or_none(desk: Desk, bobs: list[int]) -> None:
    free = await new(desk)
    assert f"#{free}: only its owner may hand it over" in await refusal(hand_over(desk, bobs[0], free))
    assert await personal_offer(desk, bobs[0]) is None
    await close(desk, BOB, bobs[1])
    assert f"#{bobs[1]} is closed" in await refusal(hand_over(desk, bobs[0], bobs[1]))
    assert await personal_offer(desk, bobs[0]) is None


async def test_of_all_that_one_has_those_that_were_refused_before_are_left(desk: Desk, bobs: list[int]) -> None:
    await assign(desk, BOB, bobs[0], "charlie")
    await decline(desk, CHARLIE, bobs[0])
    done = await hand_over(desk)
    assert (done.left, [one.ticket.id for one in done.seen]) == ([bobs[0]], bobs[1:])
    assert "charlie said no to you" in await refusal(hand_over(desk))


async def test_whoever_was_asked_before_is_asked_no_more(desk: Desk, bobs: list[int]) -> None:
    await assign(desk, BOB, bobs[0], "alice")
    await hand_over(desk, bobs[0])
    assert "Nothing is offered to you now." in await refusal(waiting(desk, "alice"))
    assert await waiting(desk) == (bobs[0],)


async def test_many_in_one_question_are_one_question_of_the_few_that_one_may_ask(desk: Desk, bobs: list[int]) -> None:
    more = [await new(desk) for _ in range(4)]
    for number in more:
        await accept(desk, BOB, number)
    assert len(bobs + more) > Bounds().questions
    assert len((await hand_over(desk)).seen) == 7


async def test_more_than_twenty_are_too_many_for_one_line(desk: Desk, bobs: list[int]) -> None:
    assert Bounds().handed_over == 20
    desk.settings = replace(desk.settings, bounds=replace(desk.settings.bounds, handed_over=2))
    assert await refusal(hand_over(desk)) == (
        "You have 3 tickets, and 2 at once are the most that one person is asked about."
        f" Some of them: handover charlie {bobs[0]} {bobs[1]}"
    )


@pytest.mark.usefixtures("bobs")
async def test_oneself_nobody_and_who_has_nothing(desk: Desk) -> None:
    assert "They are yours already." in await refusal(hand_over(desk, to="bob"))
    assert "No member nobody" in await refusal(hand_over(desk, to="nobody"))
    assert await refusal(desk.change(ALICE, handing.hand_over, Person("charlie"), ())) == (
        "You have no tickets to hand over. Nothing changed."
    )
    assert "You aren't logged in." in await refusal(
        desk.change(stranger("bob"), handing.hand_over, Person("charlie"), ())
    )


async def test_whom_a_private_one_is_handed_to_may_read_it_to_decide(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    await accept(desk, in_private("bob"), number)
    assert await refusal(desk.look(in_private("charlie"), reading.show, number)) == f"#{number} is private."
    await hand_over(desk, number)
    assert (await desk.look(in_private("charlie"), reading.show, number)).seen.readable

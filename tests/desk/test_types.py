"""Kinds of ticket: made as they are written down, changed while tickets stand in them, set over while dibs runs."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chatbot.desk import advancing, forgetting, ownership, sleeping, tickets, types, typesettings, undoing
from chatbot.desk.act import Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.drafts import REQUEST
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.settings import DeskSettings
from chatbot.desk.typesettings import Source, TypeChange
from chatbot.desk.wording import shown
from store.database import Database
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    close,
    events,
    last_event,
    need_offer,
    new,
    owner,
    refusal,
    ticket,
)
from tests.desk.test_analysis import INCIDENT, PURCHASE
from tests.people import FakeClock, furnish, opened_desk, shell

BUYING = replace(PURCHASE, role="ops", priority=3)
SETTINGS = DeskSettings(types={draft.name: draft for draft in (REQUEST, INCIDENT, BUYING)})


@pytest.fixture
async def desk(database: Database, clock: FakeClock) -> Desk:
    desk = await opened_desk(database, clock, SETTINGS)
    await furnish(desk)
    for draft in SETTINGS.types.values():
        await desk.change(shell(), types.apply, draft)
    return desk


async def opens(desk: Desk, type_: str, role: str | None = None) -> int:
    return (await desk.change(ALICE, tickets.open_ticket, New("db down", role=role, type=type_))).seen.ticket.id


async def goes(desk: Desk, caller: Caller, number: int, state: str | None = None) -> str:
    return (await desk.change(caller, advancing.advance, number, state)).state.name


async def sets(desk: Desk, state: str | None, change: TypeChange) -> None:
    await desk.change(ADA, typesettings.put, "incident", state, change)


async def state_name(desk: Desk, number: int) -> str:
    found = await ticket(desk, number)
    return SETTINGS.types[found.type].states[found.state]


HOUR = TypeChange(lifetime=timedelta(hours=1))


async def test_the_usual_type_is_a_row_like_every_other(desk: Desk) -> None:
    assert not await desk.change(shell(), types.apply, REQUEST)
    assert [event.data["type"] for event in await events(desk, "type_changed")] == ["incident", "purchase"]


async def test_a_type_says_for_whom_and_how_pressing_its_tickets_are(desk: Desk) -> None:
    number = await opens(desk, "purchase")
    assert (await ticket(desk, number)).priority == 3
    assert (await need_offer(desk, number)).lifetime == 30 * 60
    assert (await last_event(desk, "ticket_opened")).data["type"] == "purchase"


async def test_a_type_that_is_not_written_down_is_refused_with_those_there_are(desk: Desk) -> None:
    said = await refusal(desk.change(ALICE, tickets.open_ticket, New("x", type="incidnt")))
    assert said == "No type incidnt; there are incident, request, purchase."


async def test_a_ticket_goes_the_normal_way_to_its_end(desk: Desk) -> None:
    number = await opens(desk, "incident")
    await accept(desk, BOB, number)
    assert [await goes(desk, BOB, number) for _ in range(3)] == ["mitigated", "resolved", "closed"]
    assert ((await ticket(desk, number)).closed_at, (await ticket(desk, number)).resolution) != (None, None)
    assert (await ticket(desk, number)).resolution == "done"


async def test_who_advances_a_free_one_into_an_owned_state_owns_it(desk: Desk) -> None:
    number = await opens(desk, "purchase")
    assert await goes(desk, BOB, number, "approved") == "approved"
    assert await owner(desk, number) == "bob"


async def test_the_other_end_is_named_by_its_state(desk: Desk) -> None:
    number = await opens(desk, "purchase")
    assert await goes(desk, BOB, number, "Rejected.") == "rejected"
    assert (await last_event(desk, "ticket_closed")).data["resolution"] == "rejected"


async def test_back_into_an_offered_state_means_to_give_it_back(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    assert await goes(desk, BOB, number, "new") == "new"
    assert await owner(desk, number) is None
    assert (await need_offer(desk, number)).state == "open"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("closed", "#1 is accepted; an incident doesn't go from there to closed. There: mitigated."),
        ("mitigatd", "No state mitigatd to go to. Did you mean mitigated?"),
        ("limbo", "No state limbo to go to. There: mitigated."),
    ],
)
async def test_where_no_edge_leads_nothing_goes(desk: Desk, state: str, said: str) -> None:
    number = await opens(desk, "incident")
    await accept(desk, BOB, number)
    assert await refusal(desk.change(BOB, advancing.advance, number, state)) == said
    assert await state_name(desk, number) == "accepted"


async def test_what_cannot_be_closed_yet_says_where_it_goes(desk: Desk) -> None:
    number = await opens(desk, "incident")
    await accept(desk, BOB, number)
    said = await refusal(close(desk, BOB, number))
    assert said == "An incident that is accepted can't be closed. From there it goes to mitigated: advance 1"


async def test_who_has_it_is_told_what_ends_it_from_where_it_is(desk: Desk) -> None:
    number = await opens(desk, "incident")
    taken = await desk.change(BOB, ownership.accept, number)
    assert shown(taken.when_done) == "When done: advance 1"
    assert await refusal(accept(desk, BOB, number)) == "#1 is yours already. When done: advance 1"
    await goes(desk, BOB, number)
    moved = await desk.change(BOB, advancing.advance, number, None)
    assert shown(moved.when_done) == "When done: close 1"


async def test_who_has_no_right_advances_nothing(desk: Desk) -> None:
    number = await opens(desk, "incident")
    for caller in (ALICE, CHARLIE):
        assert "may advance it" in await refusal(desk.change(caller, advancing.advance, number, None))


async def test_a_rest_is_for_hold(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    assert "to let it rest" in await refusal(desk.change(BOB, advancing.advance, number, "on hold"))


async def test_an_advance_can_be_undone(desk: Desk) -> None:
    number = await opens(desk, "incident")
    await accept(desk, BOB, number)
    await goes(desk, BOB, number)
    await desk.change(BOB, undoing.undo, number)
    assert (await state_name(desk, number), await owner(desk, number)) == ("accepted", "bob")


async def test_what_cannot_be_given_back_begins_anew_when_its_owner_sleeps(desk: Desk, clock: FakeClock) -> None:
    """And keeps the rights of nobody else awake."""
    numbers = [await opens(desk, "incident"), await opens(desk, "purchase")]
    for number in numbers:
        await accept(desk, BOB, number)
    await goes(desk, BOB, numbers[0])
    clock.advance(days=61)
    assert await desk.change(NOBODY, sleeping.put_to_sleep) == 4
    assert [(await state_name(desk, number), await owner(desk, number)) for number in numbers] == [("new", None)] * 2
    assert [(await need_offer(desk, number)).state for number in numbers] == ["open"] * 2


async def test_what_cannot_be_given_back_keeps_nobody_from_being_forgotten(desk: Desk) -> None:
    number = await opens(desk, "purchase")
    await accept(desk, BOB, number)
    done = await desk.change(ADA, forgetting.erase, Person("bob"), forgetting.REALLY)
    assert (done.freed, await state_name(desk, number), await owner(desk, number)) == ([number], "new", None)


# changed while tickets stand in it

SHORTER = replace(
    INCIDENT, transitions=((1, 2), (2, 4), (4, 5, 2)), states={1: "new", 2: "accepted", 4: "resolved", 5: "closed"}
)


async def stands(desk: Desk, count: int) -> list[int]:
    """So many incidents in 3 (mitigated)."""
    numbers = [await opens(desk, "incident") for _ in range(count)]
    for number in numbers:
        await accept(desk, BOB, number)
        await goes(desk, BOB, number)
    return numbers


async def test_a_state_in_which_tickets_stand_does_not_go_away(desk: Desk) -> None:
    await stands(desk, 7)
    said = await refusal(desk.change(shell(), types.apply, SHORTER))
    assert said == (
        "Type incident: #1, #2, #3 and 4 more stand in 3 (mitigated), which goes."
        " Move them: dibs workflow apply incident --move 3=<code>"
    )
    assert await goes(desk, BOB, 1) == "resolved"


async def test_unless_it_is_said_whither_they_go(desk: Desk) -> None:
    (number,) = await stands(desk, 1)
    assert await desk.change(shell(), types.apply, SHORTER, {3: 4})
    assert (await state_name(desk, number), await owner(desk, number)) == ("resolved", "bob")
    assert (await last_event(desk, "ticket_advanced")).data["was"] == "mitigated"
    assert await goes(desk, BOB, number) == "closed"


@pytest.mark.parametrize("code", [1, 5, 9])
async def test_and_never_into_a_state_of_another_kind(desk: Desk, code: int) -> None:
    (number,) = await stands(desk, 1)
    said = await refusal(desk.change(shell(), types.apply, SHORTER, {3: code}))
    assert said.endswith("only where they are owned, too: --move 3=2 (accepted) or 3=4 (resolved)")
    assert await state_name(desk, number) == "mitigated"


async def test_a_move_of_what_stays_is_a_mistake(desk: Desk) -> None:
    said = await refusal(desk.change(shell(), types.apply, SHORTER, {2: 4}))
    assert said == "Type incident: 2 (accepted) doesn't go away, so --move 2=4 moves nothing. Leave it out."


async def test_a_state_that_nobody_stands_in_goes_and_a_new_one_comes(desk: Desk) -> None:
    assert await desk.change(shell(), types.apply, SHORTER)
    assert await desk.change(shell(), types.apply, INCIDENT)
    number = (await stands(desk, 1))[0]
    assert await state_name(desk, number) == "mitigated"


ENDS_SOONER = replace(
    INCIDENT, transitions=((1, 2), (2, 3), (3, 4)), states={1: "new", 2: "accepted", 3: "mitigated", 4: "resolved"}
)


async def test_a_state_in_which_tickets_stand_does_not_become_another_kind_of_state(desk: Desk) -> None:
    (number,) = await stands(desk, 1)
    await goes(desk, BOB, number)
    said = await refusal(desk.change(shell(), types.apply, ENDS_SOONER))
    assert said == (
        "Type incident: #1 stands in 4 (resolved), owned, and would be final. Use a new code:"
        " dibs workflow apply incident --move 4=<code>"
    )
    assert await goes(desk, BOB, number) == "closed"


async def test_and_by_a_code_of_its_own_it_can(desk: Desk) -> None:
    (number,) = await stands(desk, 1)
    await goes(desk, BOB, number)
    sooner = replace(
        ENDS_SOONER, transitions=((1, 2), (2, 3), (3, 6)), states={1: "new", 2: "accepted", 3: "mitigated", 6: "over"}
    )
    assert await desk.change(shell(), types.apply, sooner, {4: 3})
    assert await goes(desk, BOB, number) == "over"


async def test_where_no_ticket_stands_a_state_becomes_whatever_is_written(desk: Desk) -> None:
    await stands(desk, 1)
    assert await desk.change(shell(), types.apply, ENDS_SOONER)


# set over while dibs runs


async def test_what_is_set_holds_from_now_on_and_survives_what_is_written(desk: Desk) -> None:
    await sets(desk, None, HOUR)
    assert (await need_offer(desk, await opens(desk, "incident"))).lifetime == 3600
    assert not await desk.change(shell(), types.apply, INCIDENT)
    assert (await need_offer(desk, await opens(desk, "incident"))).lifetime == 3600


async def test_a_state_may_have_its_own_pace(desk: Desk) -> None:
    await sets(desk, "new", TypeChange(every=timedelta(minutes=2)))
    await sets(desk, None, TypeChange(every=timedelta(minutes=9)))
    assert (await need_offer(desk, await opens(desk, "incident"))).every == 120


async def test_it_is_said_where_each_value_comes_from(desk: Desk, clock: FakeClock) -> None:
    await sets(desk, None, HOUR)
    sources = (await desk.look(ALICE, typesettings.show, "incident")).sources
    assert sources[0, "lifetime"] == Source(file=False, by="ada", at=clock.now())
    assert sources[0, "every"] == Source(file=False)


async def test_what_was_set_can_be_taken_back(desk: Desk) -> None:
    await sets(desk, None, HOUR)
    await desk.change(ADA, typesettings.reset, "incident", None)
    assert (await need_offer(desk, await opens(desk, "incident"))).lifetime == 30 * 60
    assert (await last_event(desk, "type_set")).data == {"type": "incident", "what": "lifetime", "code": 0}
    assert "Nothing of incident was set here" in await refusal(desk.change(ADA, typesettings.reset, "incident", None))


@pytest.mark.parametrize(
    ("state", "change", "said"),
    [
        (None, TypeChange(lifetime=timedelta(seconds=59)), "lifetime= is at least 1m"),
        (None, TypeChange(every=timedelta(seconds=1)), "every= is at least 1m"),
        (None, TypeChange(role="nobody"), "No role nobody"),
        (None, TypeChange(), "What of it?"),
        ("nowhere", TypeChange(every=timedelta(hours=1)), "No state nowhere; there are new, accepted,"),
        ("new", TypeChange(priority=3), "priority= is for all of it, not for new alone."),
    ],
)
async def test_what_cannot_be_set_gets_a_sentence(desk: Desk, state: str | None, change: TypeChange, said: str) -> None:
    assert said in await refusal(desk.change(ADA, typesettings.put, "incident", state, change))
    assert await events(desk, "type_set") == []


async def test_only_an_admin_sets_a_type(desk: Desk) -> None:
    assert "Only an admin may set a type" in await refusal(desk.change(BOB, typesettings.put, "incident", None, HOUR))
    assert "Only an admin may reset a type" in await refusal(desk.change(BOB, typesettings.reset, "incident", None))

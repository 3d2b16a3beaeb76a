"""Where a role doesn't take a ticket the next one is asked: each of the chain once, and nobody who said no again."""

from datetime import timedelta
from itertools import pairwise

import pytest

from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from tests.desk.doing import (
    ADA,
    BOB,
    CHARLIE,
    accept,
    all_offers,
    asked,
    close,
    comment,
    decline,
    events,
    last_event,
    move,
    need_offer,
    new,
    offer,
    owner,
    refusal,
    release,
    reopen,
    ticket,
)
from tests.people import FakeClock, add_member, add_role, in_private, pass_time, person, shell

DORA, ERIN = person("dora"), person("erin")
HALF_HOUR = timedelta(minutes=30)


async def follow(desk: Desk, *names: str) -> None:
    """Each is asked after the one before it."""
    for name, after in pairwise(names):
        await desk.change(shell(), roles.put, name, RoleChange(next=after))


@pytest.fixture(autouse=True)
async def chain(desk: Desk) -> None:
    """ops, where bob is; then net, with dora; then leads, with erin."""
    for name in ("dora", "erin"):
        await add_member(desk, name)
    await add_role(desk, "net", "dora")
    await add_role(desk, "leads", "erin")
    await follow(desk, "ops", "net", "leads")


async def offered_to(desk: Desk, number: int) -> list[str]:
    """The roles to which it was offered, in order."""
    names = {view.role.id: view.role.name for view in await desk.look(shell(), roles.list_roles)}
    return [names[one.role_id] for one in await all_offers(desk, number)]


async def test_when_its_time_is_over_the_next_role_is_asked_and_it_stays_the_first_ones(
    desk: Desk, clock: FakeClock
) -> None:
    number = await new(desk)
    ours = (await ticket(desk, number)).role_id
    await pass_time(desk, clock, HALF_HOUR)
    assert await asked(desk, number) == ["dora"]
    assert (await ticket(desk, number)).role_id == ours
    opened = await last_event(desk, "prompt_opened")
    assert opened.data == {"why": "escalated", "asked": 1, "lifetime": 1800, "before": 1, "waited": 1800}
    assert (await last_event(desk, "ticket_timed_out")).data["next"] == "net"


async def test_when_all_pass_it_is_asked_at_once(desk: Desk) -> None:
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["dora"]


async def test_the_chain_is_gone_through_to_its_end_and_no_further(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, 5 * HALF_HOUR)
    assert await offered_to(desk, number) == ["ops", "net", "leads"]
    assert await offer(desk, number) is None
    assert [one.data["next"] for one in await events(desk, "ticket_timed_out")] == ["net", "leads", None]
    assert [one.data["before"] for one in await events(desk, "prompt_opened")] == [0, 1, 2]


@pytest.mark.parametrize(("caller", "name"), [(BOB, "bob"), (DORA, "dora")])
async def test_its_own_role_may_take_it_still_and_who_is_asked_may_too(
    desk: Desk, clock: FakeClock, caller: Caller, name: str
) -> None:
    number = await new(desk)
    await pass_time(desk, clock, HALF_HOUR)
    await comment(desk, caller, number)
    await accept(desk, caller, number)
    assert await owner(desk, number) == name
    assert await offer(desk, number) is None


async def test_who_is_asked_may_take_pass_and_comment_and_nothing_else(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    assert "is for ops, and you aren't in it" in await refusal(accept(desk, DORA, number))
    await pass_time(desk, clock, HALF_HOUR)
    assert "only its owner, its reporter or ops may close it" in await refusal(close(desk, DORA, number))
    await decline(desk, DORA, number, "on leave")
    assert await asked(desk, number) == ["erin"]
    assert "is for ops, and you aren't in it" in await refusal(accept(desk, DORA, number))


async def test_a_role_whose_turn_is_over_has_nothing_to_pass_on(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, HALF_HOUR)
    assert await refusal(decline(desk, BOB, number)) == (
        f"#{number}: net is asked now, ops no more. You may still: accept {number}"
    )


async def test_given_back_it_begins_with_its_own_role(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, HALF_HOUR)
    await accept(desk, DORA, number)
    await release(desk, DORA, number)
    await pass_time(desk, clock, 2 * HALF_HOUR)
    assert await offered_to(desk, number) == ["ops", "net", "ops", "net", "leads"]


async def test_a_role_without_anybody_to_ask_is_passed_over_and_that_is_written_down(desk: Desk) -> None:
    await desk.change(shell(), roles.remove, "net", Person("dora"))
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["erin"]
    assert (await last_event(desk, "ticket_timed_out")).data["empty"] == "net"


@pytest.mark.parametrize("how", ["opened", "released", "moved", "reopened"])
async def test_a_role_without_anybody_to_ask_lets_the_next_be_asked_at_once(desk: Desk, how: str) -> None:
    number = await new(desk)
    if how != "opened":
        await accept(desk, BOB, number)
    if how == "moved":
        await move(desk, BOB, number, "leads")
        await follow(desk, "ops", "net")
    if how == "reopened":
        await close(desk, BOB, number)
    await desk.change(shell(), roles.remove, "ops", Person("bob"))
    if how == "opened":
        number = await new(desk)
    if how == "released":
        await release(desk, ADA, number)
    if how == "moved":
        await move(desk, ADA, number, "ops")
    if how == "reopened":
        await reopen(desk, ADA, number)
    assert await asked(desk, number) == ["dora"]
    told = (await last_event(desk, "ticket_timed_out")).data
    assert (told["why"], told["next"], told["lifetime"]) == ("empty", "net", 0)


async def test_where_nobody_at_all_can_be_asked_the_offer_stands_for_who_joins(desk: Desk) -> None:
    for role, name in (("ops", "bob"), ("net", "dora"), ("leads", "erin")):
        await desk.change(shell(), roles.remove, role, Person(name))
    number = await new(desk)
    assert (await need_offer(desk, number)).role_id == (await ticket(desk, number)).role_id
    await desk.change(shell(), roles.add, "ops", Person("bob"))
    assert await asked(desk, number) == ["bob"]


async def test_who_reported_it_and_is_alone_in_the_role_lets_the_next_be_asked(desk: Desk) -> None:
    number = await new(desk, BOB)
    assert await asked(desk, number) == ["dora"]
    await accept(desk, BOB, number)
    assert await owner(desk, number) == "bob"


async def test_the_end_is_told_too_where_nobody_is_left_to_ask(desk: Desk) -> None:
    for role, name in (("net", "dora"), ("leads", "erin")):
        await desk.change(shell(), roles.remove, role, Person(name))
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await offer(desk, number) is None
    told = (await last_event(desk, "ticket_timed_out")).data
    assert (told["next"], told["empty"]) == (None, "net, leads")


async def test_who_said_no_is_not_asked_again_as_one_of_the_next_role(desk: Desk) -> None:
    await desk.change(shell(), roles.add, "net", Person("bob"))
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["dora"]
    await decline(desk, DORA, number)
    assert await asked(desk, number) == ["erin"]


async def test_a_role_of_people_who_were_all_asked_before_is_passed_over(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.add, "net", Person("bob"))
    await desk.change(shell(), roles.remove, "net", Person("dora"))
    number = await new(desk)
    await pass_time(desk, clock, HALF_HOUR)
    assert await asked(desk, number) == ["erin"]


async def test_its_reporter_is_not_asked_to_do_it(desk: Desk) -> None:
    number = await new(desk, DORA)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["erin"]


async def test_a_private_one_is_asked_of_those_whom_an_admin_put_there(desk: Desk, clock: FakeClock) -> None:
    await desk.change(shell(), roles.put, "net", RoleChange(open=True))
    await desk.change(CHARLIE, roles.join, "net")
    number = await new(desk, in_private("alice"), private=True)
    await pass_time(desk, clock, HALF_HOUR)
    assert await asked(desk, number) == ["dora"]
    assert await refusal(accept(desk, in_private("charlie"), number)) == f"#{number} is private."
    await accept(desk, in_private("dora"), number)
    assert await owner(desk, number) == "dora"


async def test_a_private_one_is_shown_to_who_is_asked_until_their_turn_is_over(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk, in_private("alice"), private=True)
    dora = in_private("dora")
    assert await refusal(comment(desk, dora, number)) == f"#{number} is private."
    await pass_time(desk, clock, HALF_HOUR)
    await comment(desk, dora, number)
    await pass_time(desk, clock, HALF_HOUR)
    assert await refusal(comment(desk, dora, number)) == f"#{number} is private."


async def test_a_role_that_is_deleted_while_it_is_asked_gives_way_to_the_next(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await pass_time(desk, clock, HALF_HOUR)
    await desk.change(ADA, roles.delete, "net")
    assert await asked(desk, number) == ["erin"]
    assert [one.name for one in (await desk.look(shell(), roles.show, "ops")).members] == ["bob"]
    assert (await desk.look(shell(), roles.show, "ops")).next == "leads"


async def test_who_asked_first_is_the_one_who_asks_the_next_role_too(desk: Desk) -> None:
    """Else the one who passed last would be held to have asked."""
    number = await new(desk)
    await decline(desk, BOB, number)
    prompt = await need_offer(desk, number)
    assert prompt.asker_name == "alice"


@pytest.mark.parametrize(
    ("name", "after", "sentence"),
    [
        ("leads", "ops", "leads: that would go round in a circle (leads > ops > net > leads). Nothing changed."),
        ("ops", "OPS", "ops can't follow itself. Nobody follows it with: role set ops next=none"),
        ("ops", "nobody", "No role nobody"),
    ],
)
async def test_what_would_never_end_is_refused(desk: Desk, name: str, after: str, sentence: str) -> None:
    assert sentence in await refusal(desk.change(ADA, roles.put, name, RoleChange(next=after)))


@pytest.mark.parametrize("nobody", ["", "none", "None"])
async def test_it_can_be_taken_away(desk: Desk, nobody: str) -> None:
    await desk.change(ADA, roles.put, "ops", RoleChange(next=nobody))
    assert (await desk.look(shell(), roles.show, "ops")).next is None
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await offer(desk, number) is None


async def test_other_settings_leave_it_as_it_is(desk: Desk) -> None:
    await desk.change(ADA, roles.put, "ops", RoleChange(lifetime=timedelta(hours=1)))
    assert (await desk.look(shell(), roles.show, "ops")).next == "net"
    assert (await last_event(desk, "role_changed")).data["next"] is not None

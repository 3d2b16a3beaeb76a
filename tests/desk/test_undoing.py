"""Taking one's last change back: all is as it was, or nothing happens and dibs says what to do instead."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chatbot.desk import forgetting, roles, suspending, tickets
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.wire import Private
from tests.desk.consistency import open_prompts, problems
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    Dump,
    accept,
    all_offers,
    asked,
    assign,
    close,
    comment,
    decline,
    dump,
    edit,
    events,
    last_event,
    move,
    need_offer,
    new,
    offer,
    owner,
    personal_offer,
    refusal,
    release,
    reopen,
    state_name,
    steal,
    ticket,
    undo,
    unwatch,
    watch,
    withdraw,
)
from tests.desk.replaying import replay, state_of
from tests.people import NETWORK, FakeClock, add_member, add_role, in_private, pass_time, person, shell, stranger

DORA = person("dora")
Step = Callable[[Desk, int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody did, and what had been done before."""

    who: Caller
    change: Step
    before: tuple[Step, ...] = ()


async def taken(desk: Desk, number: int) -> None:
    await accept(desk, BOB, number)


async def closed(desk: Desk, number: int) -> None:
    await close(desk, BOB, number)


async def asks_charlie(desk: Desk, number: int) -> None:
    await assign(desk, ADA, number, "charlie")


SLIPS: Mapping[str, Slip] = {
    "accept": Slip(BOB, taken),
    "accept, after dora passed": Slip(BOB, taken, (lambda desk, number: decline(desk, DORA, number),)),
    "accept, while charlie is asked": Slip(BOB, taken, (asks_charlie,)),
    "yes": Slip(CHARLIE, lambda desk, number: accept(desk, CHARLIE, number), (taken, asks_charlie)),
    "decline": Slip(BOB, lambda desk, number: decline(desk, BOB, number, "at lunch")),
    "decline, as the last": Slip(
        BOB, lambda desk, number: decline(desk, BOB, number), (lambda desk, number: decline(desk, DORA, number),)
    ),
    "no": Slip(CHARLIE, lambda desk, number: decline(desk, CHARLIE, number, "on leave"), (asks_charlie,)),
    "release": Slip(BOB, lambda desk, number: release(desk, BOB, number), (taken, asks_charlie)),
    "comment": Slip(BOB, lambda desk, number: comment(desk, BOB, number)),
    "close": Slip(ALICE, lambda desk, number: close(desk, ALICE, number, "fixed"), (asks_charlie,)),
    "close, what was taken": Slip(BOB, closed, (taken,)),
    "reopen": Slip(ALICE, lambda desk, number: reopen(desk, ALICE, number), (taken, closed)),
    "reopen, one's own": Slip(BOB, lambda desk, number: reopen(desk, BOB, number), (taken, closed)),
    "edit": Slip(ALICE, lambda desk, number: edit(desk, ALICE, number, title="x", description="", priority=4)),
    "move": Slip(BOB, lambda desk, number: move(desk, BOB, number, "net"), (taken, asks_charlie)),
    "move, what was free": Slip(BOB, lambda desk, number: move(desk, BOB, number, "net")),
    "steal": Slip(DORA, lambda desk, number: steal(desk, DORA, number), (taken, asks_charlie)),
    "withdraw": Slip(ALICE, lambda desk, number: withdraw(desk, ALICE, number), (taken,)),
    "assign": Slip(BOB, lambda desk, number: assign(desk, BOB, number, "charlie")),
    "assign, to another": Slip(BOB, lambda desk, number: assign(desk, BOB, number, "alice"), (asks_charlie,)),
    "describe": Slip(ALICE, lambda desk, number: desk.change(ALICE, tickets.describe, number, "more")),
    "watch": Slip(CHARLIE, lambda desk, number: watch(desk, CHARLIE, number)),
    "unwatch": Slip(
        CHARLIE,
        lambda desk, number: unwatch(desk, CHARLIE, number),
        (lambda desk, number: watch(desk, CHARLIE, number),),
    ),
}


@pytest.fixture
async def number(desk: Desk) -> int:
    """alice's, free, for ops: bob and dora. There is net, too, which is charlie's."""
    await add_member(desk, "dora")
    await desk.change(shell(), roles.add, "ops", Person("dora"))
    await add_role(desk, "net", "charlie")
    return await new(desk, description="it smells")


def as_it_is(rows: Dump) -> dict[str, Any]:
    """All that counts: a ticket's row but for when it changed, what is asked of whom, what is due, who watches."""
    open_ids = {one["id"] for one in open_prompts(rows)}
    return {
        "tickets": [{key: value for key, value in row.items() if key != "changed_at"} for row in rows["ticket"]],
        "offers": sorted(
            (one["id"], one["role_id"], one["member_id"] or 0, one["repeats"]) for one in open_prompts(rows)
        ),
        "answers": sorted(
            (one["prompt_id"], one["member_id"]) for one in rows["prompt_answer"] if one["prompt_id"] in open_ids
        ),
        "timers": sorted((one["kind"], one["subject_id"]) for one in rows["timer"]),
        "watchers": sorted((one["ticket_id"], one["member_id"]) for one in rows["watcher"]),
    }


@pytest.mark.parametrize("name", SLIPS)
async def test_a_change_and_its_undo_leave_all_as_it_was(
    desk: Desk, clock: FakeClock, number: int, tmp_path: Path, name: str
) -> None:
    slip = SLIPS[name]
    for step in slip.before:
        clock.advance(seconds=1)
        await step(desk, number)
    before = as_it_is(dump(tmp_path / "dibs.sqlite"))
    clock.advance(seconds=1)
    await slip.change(desk, number)
    assert as_it_is(dump(tmp_path / "dibs.sqlite")) != before or name == "comment"
    clock.advance(seconds=40)
    await undo(desk, slip.who)
    rows = dump(tmp_path / "dibs.sqlite")
    assert as_it_is(rows) == before
    assert problems(rows) == []
    assert replay(await events(desk)) == state_of(rows)


@pytest.mark.parametrize(
    "name", ["accept, after dora passed", "accept, while charlie is asked", "decline, as the last"]
)
async def test_so_it_is_where_all_was_done_in_one_moment(desk: Desk, number: int, tmp_path: Path, name: str) -> None:
    slip = SLIPS[name]
    for step in slip.before:
        await step(desk, number)
    before = as_it_is(dump(tmp_path / "dibs.sqlite"))
    await slip.change(desk, number)
    await undo(desk, slip.who)
    assert as_it_is(dump(tmp_path / "dibs.sqlite")) == before


async def test_a_ticket_that_should_not_be_is_withdrawn(desk: Desk, number: int) -> None:
    await undo(desk, ALICE)
    found = await ticket(desk, number)
    assert (await state_name(desk, number), found.resolution) == ("closed", "withdrawn")
    assert await offer(desk, number) is None
    assert (await last_event(desk, "change_undone")).data["verb"] == "new"


async def test_what_is_opened_again_after_that_can_be_taken_and_undone_like_any_other(
    desk: Desk, clock: FakeClock, number: int
) -> None:
    await undo(desk, ALICE)
    clock.advance(seconds=1)
    await reopen(desk, ALICE, number)
    clock.advance(seconds=1)
    await accept(desk, BOB, number)
    await undo(desk, BOB)
    assert (await state_name(desk, number), await owner(desk, number)) == ("new", None)
    assert await asked(desk, number) == ["bob", "dora"]


async def test_what_was_left_of_an_offer_is_left_of_it_again(desk: Desk, clock: FakeClock, number: int) -> None:
    await pass_time(desk, clock, timedelta(minutes=10))
    await accept(desk, BOB, number)
    await pass_time(desk, clock, timedelta(minutes=5))
    await undo(desk, BOB)
    assert (await need_offer(desk, number)).expires_at - clock.now() == timedelta(minutes=20)
    await pass_time(desk, clock, timedelta(minutes=20))
    assert (await all_offers(desk, number))[0].state == "timed_out"


async def test_the_text_of_a_comment_is_erased_and_its_event_stays(desk: Desk, number: int, tmp_path: Path) -> None:
    await comment(desk, BOB, number, "the password is swordfish")
    await undo(desk, BOB)
    assert (await last_event(desk, "ticket_commented")).texts == {}
    assert "swordfish" not in str(dump(tmp_path / "dibs.sqlite"))


async def test_it_is_refused_once_somebody_else_changed_it(desk: Desk, clock: FakeClock, number: int) -> None:
    await accept(desk, BOB, number)
    clock.advance(seconds=1)
    await comment(desk, DORA, number)
    assert await refusal(undo(desk, BOB)) == (
        f"Can't undo accept {number}: dora commented since. Instead: release {number}"
    )
    await undo(desk, DORA)
    await undo(desk, BOB)
    assert await owner(desk, number) is None


async def test_it_is_refused_once_time_changed_it(desk: Desk, clock: FakeClock, number: int) -> None:
    await pass_time(desk, clock, timedelta(minutes=25))
    await decline(desk, BOB, number)
    await pass_time(desk, clock, timedelta(minutes=6))
    assert f"Can't undo decline {number}: its offer ran out since." in await refusal(undo(desk, BOB))


async def test_it_is_refused_after_ten_minutes(desk: Desk, clock: FakeClock, number: int) -> None:
    await accept(desk, BOB, number)
    clock.advance(minutes=10, seconds=1)
    assert await refusal(undo(desk, BOB)) == (
        f"Can't undo accept {number}: that was 10m 1s ago, and 10m is the most. Instead: release {number}"
    )


async def test_what_is_undone_is_not_undone_again(desk: Desk, clock: FakeClock, number: int) -> None:
    await accept(desk, BOB, number)
    await undo(desk, BOB)
    clock.advance(seconds=5)
    assert (await refusal(undo(desk, BOB))).startswith(f"Undone already, 5s ago: accept {number}.")


async def test_the_last_change_of_one_ticket_may_be_named(desk: Desk, clock: FakeClock, number: int) -> None:
    other = await new(desk)
    await accept(desk, BOB, number)
    clock.advance(seconds=1)
    await accept(desk, BOB, other)
    await undo(desk, BOB, number)
    assert (await owner(desk, number), await owner(desk, other)) == (None, "bob")


async def test_what_others_did_is_theirs(desk: Desk, number: int) -> None:
    await accept(desk, BOB, number)
    assert await refusal(undo(desk, DORA)) == (
        "Nothing of yours to undo: only what you changed within the last 10m can be."
    )
    assert "nothing of yours to undo" in await refusal(undo(desk, CHARLIE, number))


async def test_what_cannot_be_taken_back_says_what_to_do(desk: Desk, number: int) -> None:
    await desk.change(ADA, roles.add, "net", Person("bob"))
    assert await refusal(undo(desk, ADA)) == (
        "Can't undo role add: that isn't taken back by itself. Instead: role remove <role> <person>"
    )
    assert number


async def test_a_stranger_takes_back_their_own(desk: Desk) -> None:
    guest, other = stranger("guest", Private(NETWORK, "guest")), stranger("other", Private(NETWORK, "other"))
    mine, theirs = await new(desk, guest), await new(desk, other)
    await undo(desk, guest)
    assert (await state_name(desk, mine), await state_name(desk, theirs)) == ("closed", "new")


async def test_a_private_ticket_is_not_brought_back_to_who_may_not_read_it(desk: Desk, clock: FakeClock) -> None:
    secret = await new(desk, stranger("guest", Private(NETWORK, "guest")), private=True)
    await accept(desk, BOB, secret)
    clock.advance(seconds=1)
    await release(desk, BOB, secret)
    await desk.change(shell(), roles.remove, "ops", Person("bob"))
    assert "would be bob's again, who has left its role since" in await refusal(undo(desk, BOB, secret))


async def test_a_role_that_is_gone_is_not_asked_again(desk: Desk, clock: FakeClock, number: int) -> None:
    await move(desk, BOB, number, "net")
    clock.advance(seconds=1)
    await desk.change(shell(), roles.delete, "ops")
    assert "#1 was for ops, which is gone by now" in await refusal(undo(desk, BOB))


async def test_a_theft_and_a_no_that_are_undone_bar_nobody(desk: Desk, clock: FakeClock, number: int) -> None:
    await accept(desk, BOB, number)
    await steal(desk, DORA, number)
    clock.advance(seconds=1)
    await undo(desk, DORA)
    await steal(desk, ADA, number)
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    await assign(desk, BOB, number, "charlie")
    await decline(desk, CHARLIE, number)
    await undo(desk, CHARLIE)
    clock.advance(seconds=1)
    await undo(desk, BOB, number)
    await assign(desk, BOB, number, "charlie")


@pytest.mark.parametrize("how", ["left", "was removed", "was suspended"])
async def test_a_theft_is_not_taken_back_for_an_owner_who_is_out_by_now(
    desk: Desk, clock: FakeClock, number: int, how: str
) -> None:
    await accept(desk, BOB, number)
    clock.advance(seconds=1)
    await steal(desk, DORA, number)
    if how == "left":
        await desk.change(BOB, roles.leave, "ops")
    elif how == "was removed":
        await desk.change(shell(), roles.remove, "ops", Person("bob"))
    else:
        await desk.change(shell(), suspending.suspend, Person("bob"), "his laptop is gone")
    why = "is suspended" if how == "was suspended" else "has left its role since"
    assert await refusal(undo(desk, DORA)) == (
        f"Can't undo that: #{number} would be bob's again, who {why}. Instead: assign {number} <person>"
    )
    assert await owner(desk, number) == "dora"


async def test_a_close_is_not_taken_back_for_an_owner_who_is_suspended_by_now(desk: Desk, number: int) -> None:
    await accept(desk, BOB, number)
    await close(desk, ALICE, number)
    await desk.change(ADA, suspending.suspend, Person("bob"), "")
    assert await refusal(undo(desk, ALICE)) == (
        f"Can't undo that: #{number} would be bob's again, who is suspended. Instead: reopen {number}"
    )
    await reopen(desk, ALICE, number)
    assert await owner(desk, number) is None


async def test_a_close_is_taken_back_for_an_owner_who_has_left_the_role(desk: Desk, number: int) -> None:
    await accept(desk, BOB, number)
    await close(desk, ALICE, number)
    await desk.change(shell(), roles.remove, "ops", Person("bob"))
    await undo(desk, ALICE)
    assert await owner(desk, number) == "bob"


async def test_a_theft_is_taken_back_for_an_owner_who_is_in_the_role_again(
    desk: Desk, clock: FakeClock, number: int
) -> None:
    await accept(desk, BOB, number)
    clock.advance(seconds=1)
    await steal(desk, DORA, number)
    await desk.change(shell(), roles.remove, "ops", Person("bob"))
    await desk.change(shell(), roles.add, "ops", Person("bob"))
    await undo(desk, DORA)
    assert await owner(desk, number) == "bob"


async def test_a_theft_is_taken_back_for_an_owner_who_never_was_in_the_role(
    desk: Desk, clock: FakeClock, number: int
) -> None:
    await assign(desk, ADA, number, "charlie")
    await accept(desk, CHARLIE, number)
    clock.advance(seconds=1)
    await steal(desk, DORA, number)
    await undo(desk, DORA)
    assert await owner(desk, number) == "charlie"


async def test_the_words_of_who_is_forgotten_are_not_lost_of_a_ticket_by_what_others_take_back(
    desk: Desk, number: int
) -> None:
    await accept(desk, BOB, number)
    await edit(desk, DORA, number, title="printer smokes", description="hot")
    await close(desk, BOB, number)
    await forgetting.forget(desk, ADA, Person("dora"), forgetting.REALLY)
    await undo(desk, BOB)
    assert ((await ticket(desk, number)).title, (await ticket(desk, number)).description) == ("printer smokes", "hot")


async def test_a_ticket_of_who_is_forgotten_has_a_title_whatever_is_taken_back(desk: Desk, number: int) -> None:
    await accept(desk, BOB, number)
    await close(desk, BOB, number)
    await forgetting.forget(desk, ADA, Person("alice"), forgetting.REALLY)
    await undo(desk, BOB)
    assert (await ticket(desk, number)).title == "(erased)"
    await edit(desk, BOB, number, title="printer smokes")
    await undo(desk, BOB)
    assert (await ticket(desk, number)).title == "(erased)"


async def test_an_offer_that_had_gone_on_and_came_back_comes_back_a_second_time(desk: Desk) -> None:
    """bob passes, net is asked; he takes that back, takes the ticket, and takes that back, too."""
    await add_role(desk, "net", "charlie")
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(next="net"))
    number = await new(desk)
    await decline(desk, BOB, number)
    assert await asked(desk, number) == ["charlie"]
    await undo(desk, BOB, number)
    assert await asked(desk, number) == ["bob"]
    await accept(desk, BOB, number)
    await undo(desk, BOB, number)
    assert await asked(desk, number) == ["bob"]


async def test_whom_an_undone_no_called_is_called_again_when_there_is_need(desk: Desk, clock: FakeClock) -> None:
    await add_role(desk, "net", "charlie")
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(next="net"))
    number = await new(desk)
    await decline(desk, BOB, number)
    await undo(desk, BOB, number)
    await pass_time(desk, clock, timedelta(minutes=31))
    assert await asked(desk, number) == ["charlie"]


async def test_a_question_that_another_had_ended_in_the_same_moment_stays_over(
    desk: Desk, number: int, tmp_path: Path
) -> None:
    """A clock that stands still shows it; two people in one millisecond do, too."""
    await assign(desk, ADA, number, "charlie")
    await accept(desk, BOB, number)
    await close(desk, ALICE, number)
    await undo(desk, ALICE, number)
    assert open_prompts(dump(tmp_path / "dibs.sqlite")) == []


async def test_who_gave_back_a_private_ticket_takes_that_back_though_they_may_not_read_it_by_then(desk: Desk) -> None:
    secret = await new(desk, in_private("alice"), private=True)
    await assign(desk, in_private("bob"), secret, "charlie")
    await accept(desk, in_private("charlie"), secret)
    await release(desk, in_private("charlie"), secret)
    await undo(desk, in_private("charlie"), secret)
    assert await owner(desk, secret) == "charlie"


async def test_the_last_one_to_decline_a_private_ticket_of_another_role_takes_that_back(desk: Desk) -> None:
    await add_role(desk, "net", "charlie")
    await desk.change(shell(), roles.put, "ops", RoleChange(next="net"))
    secret = await new(desk, in_private("alice"), role="ops", private=True)
    await decline(desk, in_private("bob"), secret)
    await decline(desk, in_private("charlie"), secret)
    await undo(desk, in_private("charlie"), secret)
    await accept(desk, in_private("charlie"), secret)
    assert await owner(desk, secret) == "charlie"


async def test_a_question_to_who_may_do_nothing_any_more_is_not_open_again(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, BOB, number, "charlie")
    await accept(desk, BOB, number)
    await desk.change(ADA, suspending.suspend, Person("charlie"), "")
    await undo(desk, BOB, number)
    assert await personal_offer(desk, number) is None
    assert (await last_event(desk, "assignment_timed_out")).data["why"] == "gone"
    assert await asked(desk, number) == ["bob"]


async def test_an_offer_to_a_role_that_is_gone_is_over(desk: Desk) -> None:
    await add_role(desk, "net", "charlie")
    await desk.change(ADA, roles.put, "ops", RoleChange(next="net"))
    number = await new(desk)
    await decline(desk, BOB, number)
    await accept(desk, CHARLIE, number)
    await desk.change(ADA, roles.delete, "net")
    await undo(desk, CHARLIE, number)
    assert await offer(desk, number) is None
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "lifetime"


async def test_an_offer_that_all_who_are_left_declined_is_over(desk: Desk) -> None:
    await desk.change(ADA, roles.add, "ops", Person("charlie"))
    number = await new(desk)
    await decline(desk, BOB, number)
    await accept(desk, CHARLIE, number)
    await desk.change(ADA, roles.remove, "ops", Person("charlie"))
    await undo(desk, CHARLIE, number)
    assert await offer(desk, number) is None
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "declined"

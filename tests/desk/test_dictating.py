"""`on 12`: whose talk becomes comments, of which tickets, and what ends it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from chatbot.desk import dictating, forgetting, members, strangers, suspending
from chatbot.desk.act import Caller
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.people import Person
from chatbot.wire import Channel
from store import dictations, timers
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, events, last_event, new, refusal
from tests.desk.kept import put_away
from tests.people import NETWORK, FakeClock, in_private, pass_time, person, stranger

HOUR = timedelta(hours=1)
DESK = Channel(NETWORK, "#desk")


async def on(desk: Desk, caller: Caller, number: int) -> dictating.Begun:
    return await desk.change(caller, dictating.begin, number)


async def says(desk: Desk, caller: Caller, *texts: str) -> None:
    for text in texts:
        await desk.change(caller, dictating.add, text)


async def comments(desk: Desk) -> Sequence[str]:
    return [event.texts["text"] for event in await events(desk, "ticket_commented")]


async def test_it_holds_in_that_channel_and_for_that_person_alone(desk: Desk) -> None:
    await on(desk, ALICE, await new(desk))
    await says(desk, person("alice", "#ops"), "elsewhere")
    await says(desk, in_private("alice"), "in private")
    await says(desk, BOB, "by another")
    await says(desk, person("alice", "#DESK"), "here")
    assert await comments(desk) == ["here"]


async def test_a_stranger_is_noted_on_their_own_ticket_by_their_whole_mask(desk: Desk) -> None:
    guest = stranger("guest")
    await on(desk, guest, await new(desk, guest))
    await says(desk, stranger("guestling"), "let it burn")
    await says(desk, guest, "it smokes")
    assert await comments(desk) == ["it smokes"]


async def test_a_private_ticket_is_refused_where_others_read(desk: Desk) -> None:
    number = await new(desk, in_private("alice"), private=True)
    assert await refusal(on(desk, BOB, number)) == (
        f"#{number} is private, and others read here. In private: comment {number} <text>"
    )


async def test_who_may_not_comment_is_refused(desk: Desk) -> None:
    number = await new(desk)
    assert "may comment on it" in await refusal(on(desk, CHARLIE, number))


async def test_after_an_hour_nothing_is_noted_though_nobody_has_looked(desk: Desk, clock: FakeClock) -> None:
    await on(desk, ALICE, await new(desk))
    clock.advance(hours=1, seconds=1)
    await says(desk, ALICE, "late")
    assert await comments(desk) == []


async def test_its_end_is_written_down_when_the_hour_is_over(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await on(desk, ALICE, number)
    await says(desk, ALICE, "it smokes", "it burns")
    await pass_time(desk, clock, HOUR)
    event = await last_event(desk, "dictation_ended")
    assert (event.ticket_id, event.data["why"], event.data["comments"]) == (number, "time", 2)
    assert await desk.database.read(dictations.list_of, network=NETWORK, who="alice") == []


async def test_the_same_once_more_gives_another_hour(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await on(desk, ALICE, number)
    await pass_time(desk, clock, timedelta(minutes=50))
    assert (await on(desk, ALICE, number)).again
    await pass_time(desk, clock, timedelta(minutes=50))
    await says(desk, ALICE, "still burning")
    assert await comments(desk) == ["still burning"]


async def test_no_timer_is_left_behind(desk: Desk) -> None:
    await on(desk, ALICE, await new(desk))
    ended = await desk.change(ALICE, dictating.end)
    assert await desk.database.read(timers.get, dictating.END, ended.id) is None
    assert await refusal(desk.change(ALICE, dictating.end)) == (
        "Nothing of yours is noted here; on lasts 1h at most. To begin: on <ticket>"
    )


async def test_who_leaves_a_channel_is_noted_in_the_others_still(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await on(desk, ALICE, number)
    await on(desk, person("alice", "#ops"), number)
    left = clock.advance(seconds=1)
    await desk.change(NOBODY, dictating.left, NETWORK, "#Desk", "alice", left)
    assert (await last_event(desk, "dictation_ended")).data["why"] == "left"
    await says(desk, ALICE, "gone")
    await says(desk, person("alice", "#ops"), "here")
    assert await comments(desk) == ["here"]


async def test_what_began_after_they_came_back_is_kept(desk: Desk, clock: FakeClock) -> None:
    left = clock.now()
    clock.advance(seconds=1)
    await on(desk, ALICE, await new(desk))
    await desk.change(NOBODY, dictating.left, NETWORK, "#desk", "alice", left)
    assert await events(desk, "dictation_ended") == []


async def test_a_stranger_who_changes_their_nick_is_still_noted(desk: Desk) -> None:
    guest, gust = stranger("guest"), stranger("gust")
    await on(desk, guest, await new(desk, guest))
    await desk.change(NOBODY, strangers.follow, NETWORK, guest.principal.mask, gust.principal.mask)
    await says(desk, gust, "it smokes")
    assert await comments(desk) == ["it smokes"]


@pytest.mark.parametrize("way", ["suspended", "forgotten", "erased"])
async def test_nothing_is_noted_of_who_or_what_is_gone(desk: Desk, clock: FakeClock, way: str) -> None:
    number = await new(desk)
    await on(desk, ALICE, number)
    if way == "suspended":
        await desk.change(ADA, suspending.suspend, Person("alice"), "")
        assert "suspended" in await refusal(desk.change(ALICE, dictating.add, "it smokes"))
    elif way == "forgotten":
        await forgetting.forget(desk, ADA, Person("alice"), forgetting.REALLY)
        assert await desk.database.read(dictations.list_of, network=NETWORK, who="alice") == []
    else:
        await put_away(desk, number, "delete")
        assert await desk.database.read(dictations.list_of, network=NETWORK, who="alice") == []
    assert await comments(desk) == []


async def test_who_is_refused_to_go_on_is_noted_no_more(desk: Desk) -> None:
    await on(desk, ALICE, await new(desk))
    ended = await desk.change(NOBODY, dictating.stop, ALICE.principal, DESK)
    assert ended is not None
    assert (await last_event(desk, "dictation_ended")).data["why"] == "refused"
    assert await desk.change(NOBODY, dictating.stop, ALICE.principal, DESK) is None


async def test_a_known_member_is_named_by_number_in_the_journal(desk: Desk) -> None:
    await on(desk, ALICE, await new(desk))
    me = await desk.look(ALICE, members.whoami)
    assert me.member is not None
    assert (await last_event(desk, "dictation_begun")).data["person"] == me.member.id

"""Who says too much is warned, then not listened to for a while, and told of both once; nothing is half done."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from chatbot.desk.bounds import PACES
from chatbot.wire import Channel, Message
from store import tickets
from tests.commands.guarded import DESK, Room, stranger
from tests.desk.doing import events, new
from tests.desk.test_bridged import over
from tests.people import NETWORK, FakeClock, furnish, opened_database, opened_desk

WARNING = "Too fast: that line wasn't done, nor is what follows until you pause. If you go on, I stop listening."
TOO_MUCH = "Too much that I can't do: please pause. What there is: help. If you go on, I stop listening."
STOPPED = "I don't listen to you for 5m. What you wrote just now isn't done. What is yours you still hear from me."
GUEST = stranger("guest")
MEMBERS = PACES.member.burst
STRANGERS = PACES.stranger.burst


@pytest.fixture
async def room(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Room]:
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        yield Room(desk, clock)


async def stop(room: Room, who: str = "charlie") -> None:
    """Until they aren't listened to."""
    await room.repeats(who, "whoami", MEMBERS + 1)
    assert await room.says(who, "whoami", after=11) != [STOPPED]  # the pace allows one again
    for _ in range(40):
        if await room.says(who, "whoami") == [STOPPED]:
            return
    raise AssertionError("never stopped")


async def test_a_person_may_say_a_good_deal_at_once(room: Room) -> None:
    said = await room.repeats("charlie", "whoami", MEMBERS)
    assert all("You are charlie" in lines[0] for lines in said)


async def test_then_they_are_warned_once_in_private(room: Room) -> None:
    await room.repeats("charlie", "whoami", MEMBERS)
    assert await room.says("charlie", "!whoami", DESK) == [WARNING]
    assert await room.repeats("charlie", "whoami", 5) == [[]] * 5


async def test_who_pauses_is_answered_again(room: Room) -> None:
    await room.repeats("charlie", "whoami", MEMBERS + 3)
    assert "You are charlie" in (await room.says("charlie", "whoami", after=3))[0]


async def test_who_goes_on_is_not_listened_to_for_five_minutes_and_told_so_once(room: Room) -> None:
    await stop(room)
    assert await room.repeats("charlie", "whoami", 30, after=9) == [[]] * 30
    assert "You are charlie" in (await room.says("charlie", "whoami", after=31))[0]


async def test_who_does_it_again_is_not_listened_to_for_twice_as_long_and_at_most_an_hour(room: Room) -> None:
    lengths = [5, 10, 20, 40, 60, 60]
    for minutes in lengths:
        await room.repeats("charlie", "whoami", MEMBERS + 1)
        said = [line for lines in await room.repeats("charlie", "whoami", 30) for line in lines]
        assert said == [STOPPED.replace("5m", "1h" if minutes == 60 else f"{minutes}m")]
        room.clock.advance(minutes=minutes, seconds=1)
    room.clock.advance(hours=2)
    await stop(room)


async def test_what_is_beyond_the_pace_is_not_half_done(room: Room) -> None:
    await room.repeats("charlie", "whoami", MEMBERS)
    assert await room.says("charlie", "new printer on fire") == [WARNING]
    assert await room.desk.database.read(tickets.newest) is None


async def test_nothing_that_they_say_counts_meanwhile(room: Room) -> None:
    await room.says("charlie", "new printer on fire")
    await stop(room)
    lines = ("close 1", "more words", "yes", "dibs", "comment 1 x")
    assert [await room.says("charlie", line) for line in lines] == [[]] * 5
    assert await room.says("charlie", "look, see #1", DESK) == []
    assert await events(room.desk, "ticket_closed") == await events(room.desk, "ticket_described") == []


async def test_what_follows_a_new_isnt_pasted_either(room: Room) -> None:
    await room.says("ada", "ignore charlie")
    await room.says("ada", "unignore charlie")
    await room.says("charlie", "new printer on fire")
    await room.says("ada", "ignore charlie")
    assert await room.says("charlie", "it burns on the third floor") == []
    assert await events(room.desk, "ticket_described") == []


async def test_a_question_is_not_answered_by_who_is_not_listened_to(room: Room) -> None:
    await room.says("charlie", "new printer on fire")
    await room.says("bob", "ask 1 which floor?")
    await room.says("ada", "ignore charlie")
    assert await room.says("charlie", "the third") == []
    assert await events(room.desk, "ticket_answered") == []
    await room.says("ada", "unignore charlie")
    assert (await room.says("charlie", "the third"))[0].startswith("#1: added")


async def test_a_storm_of_offers_is_worked_through_in_a_hurry(room: Room) -> None:
    for number in range(20):
        await new(room.desk, title=f"db{number} down")
    said = [line for number in range(1, 21) for line in await room.says("bob", f"dibs {number}")]
    said += [line for number in range(1, 21) for line in await room.says("bob", f"dibs {number}")]
    assert not any(line in {WARNING, TOO_MUCH} for line in said)
    assert all(" is yours" in line for line in said)
    assert "You are bob" in (await room.says("bob", "whoami"))[0]


async def test_that_others_were_faster_is_no_fault(room: Room) -> None:
    for number in range(20):
        await new(room.desk, title=f"db{number} down")
        await room.says("ada", f"assign {number + 1} alice")
        await room.says("alice", f"accept {number + 1}", after=5)
    said = [line for number in range(1, 21) for line in await room.says("bob", f"dibs {number}")]
    assert all("went to alice" in line for line in said)


async def test_one_line_many_times_a_second_ends_even_if_it_is_a_yes(room: Room) -> None:
    said = await room.repeats("bob", "dibs", PACES.offers.burst + MEMBERS + 40)
    assert said[-1] == []
    assert any(STOPPED in lines for lines in said)


async def test_lines_that_cant_be_done_lead_there_sooner(room: Room) -> None:
    said = await room.repeats("charlie", "close 99", PACES.member_errors.burst)
    assert TOO_MUCH not in [line for lines in said for line in lines]
    assert PACES.member_errors.burst < MEMBERS
    assert await room.says("charlie", "close 99") == [TOO_MUCH]
    assert await room.says("charlie", "close 99", after=2) == []


async def test_who_isnt_logged_in_may_say_less(room: Room) -> None:
    await room.repeats(GUEST, "list", STRANGERS)
    assert await room.says(GUEST, "list") == [WARNING]
    assert STRANGERS < MEMBERS


@pytest.mark.parametrize("nick", ["guest", "guest_", "another"])
async def test_another_nick_at_that_host_is_counted_with_the_first(room: Room, nick: str) -> None:
    await room.repeats(GUEST, "list", STRANGERS)
    assert await room.says(stranger(nick), "list") == [WARNING]


async def test_a_household_with_many_addresses_is_one(room: Room) -> None:
    for count in range(STRANGERS):
        await room.says(stranger(f"guest{count}", host=f"2001:db8:1:2::{count:x}"), "list")
    assert await room.says(stranger("guest", host="2001:db8:1:2:ffff::1"), "list") == [WARNING]
    assert await room.says(stranger("other", host="2001:db8:1:3::1"), "list") != [WARNING]


async def test_another_host_and_another_network_arent(room: Room) -> None:
    await room.repeats(GUEST, "list", STRANGERS)
    for other in (stranger("guest", host="other.example"), stranger("guest", network="othernet")):
        assert await room.says(other, "list") != [WARNING]


async def test_who_is_logged_in_at_that_host_isnt_meant(room: Room) -> None:
    await room.repeats(GUEST, "list", STRANGERS + 60)
    assert "You are alice" in (await room.says("alice", "whoami"))[0]


async def test_an_admin_may_say_more(room: Room) -> None:
    said = await room.repeats("ada", "whoami", MEMBERS + PACES.admin.burst)
    assert all("You are ada" in lines[0] for lines in said)
    assert await room.says("ada", "whoami") == [WARNING]


async def test_a_system_reports_by_key_as_fast_as_it_must(room: Room) -> None:
    said = [await room.says("charlie", f"new key=db{number} disk full") for number in range(100)]
    assert all(lines and lines[0].startswith("#") for lines in said)


async def test_key_gives_nothing_to_who_isnt_logged_in(room: Room) -> None:
    said = [await room.says(GUEST, f"new key=db{number} disk full") for number in range(STRANGERS + 1)]
    assert TOO_MUCH in said[PACES.stranger_errors.burst]


async def test_another_bots_verbs_are_nobodys_fault(room: Room) -> None:
    for _ in range(100):
        assert await room.says("charlie", "!roulette", DESK) == []
    assert "You are charlie" in (await room.says("charlie", "whoami"))[0]


async def test_talk_isnt_counted(room: Room) -> None:
    for _ in range(200):
        await room.says("charlie", "the printer burns again", DESK)
    assert "You are charlie" in (await room.says("charlie", "whoami"))[0]


async def test_pointing_at_tickets_in_talk_counts(room: Room) -> None:
    for number in range(MEMBERS + 5):
        await new(room.desk, title=f"db{number} down") if number < MEMBERS else None
    said = [await room.says("charlie", f"see #{number}", DESK) for number in range(1, MEMBERS + 2)]
    assert said[MEMBERS] == [WARNING]


async def test_a_restart_doesnt_end_it(room: Room) -> None:
    await stop(room)
    room.restart()
    assert await room.says("charlie", "whoami") == []


async def test_the_code_that_is_said_aloud_is_void_whoever_says_it(room: Room) -> None:
    await room.says("ada", "ignore charlie")
    assert await room.says("charlie", "it is CODE", DESK) == []
    assert room.overheard == ["it is CODE"]


async def test_all_of_it_is_in_the_journal_with_a_name_and_for_how_long(room: Room) -> None:
    await stop(room)
    (event,) = await events(room.desk, "sender_ignored")
    assert (event.actor, event.data["cause"], event.data["seconds"], event.data["person_name"]) == (
        "dibs",
        "pace",
        300,
        "charlie",
    )


async def test_a_channel_of_another_name_gives_no_second_chance(room: Room) -> None:
    await room.repeats("charlie", "whoami", MEMBERS)
    assert await room.says("charlie", "!whoami", Channel(NETWORK, "#elsewhere")) == [WARNING]


async def test_all_who_speak_over_one_bridge_share_a_pace(room: Room) -> None:
    """Names are cheap there. What is beyond it gets no word: the bridge isn't a person who could be told."""
    said = [await bridged(room, f"carol{number}") for number in range(PACES.relay.burst + 5)]
    assert all(said[: PACES.relay.burst])
    assert said[PACES.relay.burst :] == [[]] * 5
    assert await bridged(room, "carol", relay="another")


async def test_who_floods_over_a_bridge_silences_nobody_else_there(room: Room) -> None:
    for _ in range(PACES.stranger.burst + 40):
        await bridged(room, "mallory", after=1.0)
    assert await bridged(room, "mallory") == []
    assert await bridged(room, "carol", after=1.0)


async def bridged(room: Room, name: str, *, relay: str = "matterbridge", after: float = 0) -> list[str]:
    who = over(name, relay=relay)
    room.clock.advance(seconds=after)
    said = await room.commander.answer(Message(who.principal, who.audience, "!list", room.clock.now(), ("dibs",)))
    return [line for reply in said for line in reply.lines]

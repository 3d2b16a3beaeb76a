"""`start` and `stop`: one timer a person, what becomes of its time, and of it when the ticket or the person changes."""

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.desk import (
    clients,
    editing,
    forgetting,
    forgotten,
    linking,
    reading,
    redacting,
    roles,
    searching,
    spent,
    suspending,
    uniting,
    working,
)
from chatbot.desk import stopwatches as desk_stopwatches
from chatbot.desk.act import Caller
from chatbot.desk.atwork import whole_minutes
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.habits import put_zone
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.rollback import rollback
from chatbot.desk.stopwatches import Stop, Stopped
from chatbot.desk.working import Entry
from store import stopwatches, timers
from store.database import Transaction, open_database
from store.records import Stopwatch
from tests.desk.consistency import problems
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, close, dump, events, last_event, new, refusal, undo
from tests.desk.kept import put_away
from tests.desk.replaying import replay, state_of
from tests.desk.test_working import entries, log
from tests.people import (
    NETWORK,
    START,
    FakeClock,
    add_member,
    add_role,
    fire_due,
    in_private,
    opened_desk,
    pass_time,
    shell,
    stranger,
)

HOUR = timedelta(hours=1)
BOB_ALONE = in_private("bob")


async def start(desk: Desk, caller: Caller, number: int, text: str = "") -> desk_stopwatches.Started:
    return await desk.change(caller, desk_stopwatches.start, number, text)


async def stop(desk: Desk, caller: Caller, text: str = "", *, minutes: int | None = None) -> Stopped:
    return await desk.change(caller, desk_stopwatches.stop, Stop(None, minutes, text))


async def drop(desk: Desk, caller: Caller) -> None:
    await desk.change(caller, desk_stopwatches.drop, None)


async def running(desk: Desk) -> list[tuple[str, int, str]]:
    """Whose, on which ticket, since when."""

    async def body(tx: Transaction) -> list[Stopwatch]:
        return [one for number in range(1, 10) for one in await stopwatches.list_of_ticket(tx, number)]

    return [(one.name, one.ticket_id, f"{one.began_at:%H:%M}") for one in await desk.database.read(body)]


async def due(desk: Desk) -> list[str]:
    """What is due of timers, in order."""
    found = await desk.database.read(timers.list_next, limit=100)
    return [one.kind for one in found if one.kind in {forgotten.STILL, forgotten.END}]


async def texts(desk: Desk, kind: str) -> list[dict[str, str]]:
    return [event.texts for event in await events(desk, kind)]


async def test_what_was_measured_is_an_entry_on_the_ticket(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await start(desk, BOB, number)
    assert await running(desk) == [("bob", number, "10:00")]
    clock.advance(minutes=90)
    await stop(desk, BOB, "toner changed")
    assert await running(desk) == []
    assert await entries(desk, number) == [("bob", 90, "2026-11-20")]
    found = await desk.look(BOB, spent.sheet, number)
    assert list(found.texts.values()) == ["toner changed"]
    assert await due(desk) == []


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (4, 1), (60, 1), (61, 2), (3600, 60), (-5, 1)])
async def test_time_is_rounded_up_to_the_next_minute_and_one_at_least(
    desk: Desk, clock: FakeClock, seconds: int, minutes: int
) -> None:
    number = await new(desk)
    await start(desk, BOB, number)
    clock.advance(seconds=seconds)
    await stop(desk, BOB)
    assert await entries(desk, number) == [("bob", minutes, "2026-11-20")]


@given(st.timedeltas(timedelta(0), timedelta(days=2)))
def test_never_less_is_counted_than_was_worked_and_less_than_a_minute_more(ran: timedelta) -> None:
    more = whole_minutes(ran) * timedelta(minutes=1) - ran
    assert timedelta(0) <= more < timedelta(minutes=1) or (whole_minutes(ran), more) == (1, timedelta(minutes=1))


async def test_who_starts_elsewhere_has_stopped_the_first(desk: Desk, clock: FakeClock) -> None:
    first, second = await new(desk), await new(desk, title="vpn down")
    await start(desk, BOB, first, "toner")
    clock.advance(minutes=10)
    done = await start(desk, BOB, second)
    assert done.before is not None
    assert done.before.seen.ticket.id == first
    assert await entries(desk, first) == [("bob", 10, "2026-11-20")]
    assert await running(desk) == [("bob", second, "10:10")]


async def test_each_has_one_of_their_own(desk: Desk) -> None:
    number = await new(desk)
    await start(desk, BOB, number)
    await start(desk, ADA, number)
    assert [who for who, _, _ in await running(desk)] == ["bob", "ada"]
    await stop(desk, ADA)
    assert await running(desk) == [("bob", number, "10:00")]


async def test_to_start_again_says_since_when_it_runs_and_changes_nothing_of_that(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await start(desk, BOB, number)
    clock.advance(minutes=10)
    done = await start(desk, BOB, number)
    assert (done.again, done.running.since, done.running.ran) == (True, "10:00 UTC", timedelta(minutes=10))
    assert await running(desk) == [("bob", number, "10:00")]
    said = await refusal(start(desk, BOB, number, "toner"))
    assert said == "#1: your timer runs since 10:00 UTC already. What you do goes behind its end: stop <text>"


async def test_the_words_of_its_beginning_stand_with_the_entry_and_nowhere_else(desk: Desk) -> None:
    number = await new(desk)
    await start(desk, BOB, number, "slartibartfast")
    assert [one.ticket.id for one in (await desk.look(BOB, searching.search, "slartib", None)).seen] == [number]
    await stop(desk, BOB)
    assert (await texts(desk, "timer_started"), await texts(desk, "time_logged")) == (
        [{}],
        [{"text": "slartibartfast"}],
    )
    assert [one.ticket.id for one in (await desk.look(BOB, searching.search, "slartib", None)).seen] == [number]


async def test_the_words_of_its_end_count_where_there_are_both(desk: Desk) -> None:
    number = await new(desk)
    await start(desk, BOB, number, "toner")
    await stop(desk, BOB, "it was the drum")
    assert await texts(desk, "time_logged") == [{"text": "it was the drum"}]
    assert await texts(desk, "timer_started") == [{"text": "toner"}]


async def test_only_so_much_may_count_and_no_more_than_it_ran(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await start(desk, BOB, number)
    clock.advance(hours=9)
    said = await refusal(stop(desk, BOB, minutes=10 * 60))
    assert said.startswith("#1: your timer ran 9h, less than that.")
    await stop(desk, BOB, minutes=3 * 60)
    assert await entries(desk, number) == [("bob", 180, "2026-11-20")]


async def test_what_is_thrown_away_is_no_time_and_its_words_stay_with_its_beginning(desk: Desk) -> None:
    number = await new(desk)
    await start(desk, BOB, number, "toner")
    await drop(desk, BOB)
    assert (await running(desk), await entries(desk, number)) == ([], [])
    assert await texts(desk, "timer_started") == [{"text": "toner"}]
    assert (await last_event(desk, "timer_dropped")).data["why"] == "said"


async def test_without_one_what_to_write_is_said(desk: Desk) -> None:
    number = await new(desk)
    assert await refusal(stop(desk, BOB)) == (
        "No timer of yours runs. To begin: start <ticket>. Without one: log <ticket> 15m <text>"
    )
    await start(desk, BOB, number)
    assert await refusal(desk.change(BOB, desk_stopwatches.stop, Stop(15))) == (
        "#15: your timer runs on #1. To end it: stop. Only 15m of it: stop 15m"
    )


@pytest.mark.parametrize("who", [ALICE, CHARLIE, stranger("bob")])
async def test_who_may_log_no_time_there_starts_nothing(desk: Desk, who: Caller) -> None:
    number = await new(desk)
    await refusal(start(desk, who, number))
    assert await running(desk) == []


async def test_it_is_on_the_day_on_which_it_began_on_their_calendar(desk: Desk, clock: FakeClock) -> None:
    """Saturday, 00:30 in Berlin, is Friday still in UTC, and an hour later it isn't."""
    number = await new(desk)
    await desk.change(BOB, put_zone, "Europe/Berlin")
    clock.advance(hours=13, minutes=30)
    await start(desk, BOB, number)
    clock.advance(hours=1)
    assert not (await stop(desk, BOB)).overnight
    assert await entries(desk, number) == [("bob", 60, "2026-11-21")]


async def test_it_goes_over_midnight_in_one_piece(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    clock.advance(hours=12)
    await start(desk, BOB, number)
    clock.advance(hours=8)
    assert (await stop(desk, BOB)).overnight
    assert await entries(desk, number) == [("bob", 480, "2026-11-20")]


async def test_a_day_has_no_more_than_its_hours_and_it_runs_on(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await log(desk, BOB, number, 20 * 60)
    await start(desk, BOB, number)
    clock.advance(hours=5)
    assert await refusal(stop(desk, BOB)) == (
        "A day has at most 24h, and 20h are logged for Fri 20 Nov already. Less of it: stop 15m. Nothing: stop drop"
    )
    assert await running(desk) == [("bob", number, "10:00")]
    other = await new(desk)
    assert "A day has at most" in await refusal(start(desk, BOB, other))
    await stop(desk, BOB, minutes=4 * 60)
    assert [minutes for _, minutes, _ in await entries(desk, number)] == [1200, 240]


async def test_what_runs_for_longer_than_a_day_is_never_logged_whole(desk: Desk, clock: FakeClock) -> None:
    """As after a time in which dibs itself didn't run, at a shell."""
    number = await new(desk)
    await start(desk, BOB, number)
    clock.advance(hours=30)
    assert await refusal(stop(desk, BOB)) == (
        "#1: your timer ran 30h, and 1d are the most. How much of it counts? stop 3h"
    )
    await stop(desk, BOB, minutes=60)
    assert await entries(desk, number) == [("bob", 60, "2026-11-20")]


async def test_a_stop_of_the_machine_loses_nothing(desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
    number = await new(desk)
    await start(desk, BOB, number, "toner")
    await desk.database.close()
    clock.advance(minutes=30)
    async with await open_database(tmp_path / "dibs.sqlite") as database:
        desk = await opened_desk(database, clock)
        await stop(desk, BOB)
        assert await entries(desk, number) == [("bob", 30, "2026-11-20")]


class TestUndo:
    async def test_a_stop_that_is_undone_runs_again_since_it_began(self, desk: Desk, clock: FakeClock) -> None:
        number = await new(desk)
        await start(desk, BOB, number, "toner")
        clock.advance(minutes=10)
        await stop(desk, BOB)
        clock.advance(minutes=5)
        await undo(desk, BOB)
        assert (await entries(desk, number), await running(desk)) == ([], [("bob", number, "10:00")])
        assert await texts(desk, "timer_started") == [{"text": "toner"}]
        assert (await last_event(desk, "change_undone")).data["verb"] == "stop"
        await stop(desk, BOB)
        assert await entries(desk, number) == [("bob", 15, "2026-11-20")]
        assert len(await texts(desk, "time_logged")) == 2

    async def test_the_words_of_its_end_are_erased_and_those_of_its_beginning_stay(self, desk: Desk) -> None:
        number = await new(desk)
        await start(desk, BOB, number, "toner")
        await stop(desk, BOB, "swordfish")
        await undo(desk, BOB)
        assert (await texts(desk, "timer_started"), await texts(desk, "time_logged")) == ([{"text": "toner"}], [{}])

    async def test_a_start_that_is_undone_leaves_nothing(self, desk: Desk) -> None:
        number = await new(desk)
        await start(desk, BOB, number, "swordfish")
        await undo(desk, BOB)
        assert (await running(desk), await texts(desk, "timer_started"), await due(desk)) == ([], [{}], [])

    async def test_with_a_start_what_it_stopped_is_undone(self, desk: Desk, clock: FakeClock, tmp_path: Path) -> None:
        first, second = await new(desk), await new(desk, title="vpn down")
        await start(desk, BOB, first, "toner")
        clock.advance(minutes=10)
        await start(desk, BOB, second)
        clock.advance(minutes=1)
        await undo(desk, BOB)
        assert (await running(desk), await entries(desk, first)) == ([("bob", first, "10:00")], [])
        rows = dump(tmp_path / "dibs.sqlite")
        assert problems(rows) == []
        assert replay(await events(desk)) == state_of(rows)

    async def test_a_stop_is_not_undone_while_another_runs(self, desk: Desk, clock: FakeClock) -> None:
        first, second = await new(desk), await new(desk, title="vpn down")
        await start(desk, BOB, first)
        clock.advance(minutes=10)
        await start(desk, BOB, second)
        assert await refusal(undo(desk, BOB, first)) == (
            "Can't undo stop 1: the timer runs on #2 since. Instead: log 1 -15m <why>"
        )
        assert await running(desk) == [("bob", second, "10:10")]

    async def test_what_was_thrown_away_runs_again_whatever_others_did_since(
        self, desk: Desk, clock: FakeClock
    ) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        await drop(desk, BOB)
        clock.advance(minutes=1)
        await close(desk, ALICE, number)
        await undo(desk, BOB)
        assert await running(desk) == [("bob", number, "10:00")]
        assert await due(desk) == [forgotten.STILL, forgotten.END]

    async def test_what_was_corrected_since_is_not_undone(self, desk: Desk, clock: FakeClock) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        clock.advance(minutes=10)
        await stop(desk, BOB)
        await log(desk, ADA, number, -5, whose="bob")
        assert "corrected since" in await refusal(undo(desk, BOB))
        assert await running(desk) == []

    @pytest.mark.parametrize(
        ("since", "suspended", "undone", "runs"),
        [
            ("1h", True, ["stop 2", "start 2", "stop 1", "start 1"], []),
            ("1h", False, ["stop 2", "start 2", "stop 1", "start 1"], []),
            ("12m", False, ["stop 2", "start 2", "stop 1"], [("bob", 1, "10:01")]),
            ("12m", True, ["stop 2", "start 2", "stop 1"], []),
        ],
    )
    async def test_a_rollback_takes_each_back_and_lets_nothing_run_of_who_is_suspended(
        self, desk: Desk, clock: FakeClock, *, since: str, suspended: bool, undone: list[str], runs: list[object]
    ) -> None:
        first, second = await new(desk), await new(desk, title="vpn down")
        clock.advance(minutes=1)
        await start(desk, BOB, first)
        clock.advance(minutes=10)
        await start(desk, BOB, second)
        clock.advance(minutes=10)
        await stop(desk, BOB)
        if suspended:
            await desk.change(shell(), suspending.suspend, Person("bob"), "")
        done = await rollback(desk, in_private("ada"), Person("bob"), since)
        assert (done.kept, done.undone) == ({}, undone)
        assert await running(desk) == runs
        assert (await entries(desk, first), await entries(desk, second)) == ([], [])


class TestForgotten:
    async def test_it_is_asked_about_after_8_hours_and_again_after_16(self, desk: Desk, clock: FakeClock) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        await pass_time(desk, clock, timedelta(hours=8) - timedelta(seconds=1))
        assert await events(desk, "timer_asked") == []
        await pass_time(desk, clock, timedelta(hours=15))
        asked = await events(desk, "timer_asked")
        assert [(f"{one.at:%H:%M}", one.data["ran"]) for one in asked] == [("18:00", 8 * 3600), ("02:00", 16 * 3600)]
        assert (await entries(desk, number), await running(desk)) == ([], [("bob", number, "10:00")])

    async def test_at_the_end_of_a_day_it_ends_and_nothing_is_logged(self, desk: Desk, clock: FakeClock) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        await pass_time(desk, clock, timedelta(days=3))
        ended = await last_event(desk, "timer_ended")
        assert (ended.data["why"], ended.data["ran"], ended.data["day"]) == ("time", 86400, "2026-11-20")
        assert (await entries(desk, number), await running(desk), await due(desk)) == ([], [], [])

    async def test_who_says_that_it_goes_on_is_asked_as_late_as_at_first(self, desk: Desk, clock: FakeClock) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        await pass_time(desk, clock, timedelta(hours=9))
        await start(desk, BOB, number)
        await pass_time(desk, clock, timedelta(hours=7, minutes=59))
        assert len(await events(desk, "timer_asked")) == 1
        await pass_time(desk, clock, timedelta(minutes=1))
        assert len(await events(desk, "timer_asked")) == 2

    async def test_what_was_missed_while_dibs_was_down_is_asked_once(self, desk: Desk, clock: FakeClock) -> None:
        await start(desk, BOB, await new(desk))
        clock.advance(hours=20)
        await fire_due(desk)
        assert len(await events(desk, "timer_asked")) == 1

    async def test_how_long_it_takes_is_a_setting(self, desk: Desk, clock: FakeClock) -> None:
        desk.settings = desk.settings.__class__(forgotten=HOUR)
        await start(desk, BOB, await new(desk))
        await pass_time(desk, clock, timedelta(days=2))
        asked = await events(desk, "timer_asked")
        assert [int(one.data["ran"]) // 3600 for one in asked] == [1, 2, 4, 8, 16]


class TestTheTicketChanges:
    async def test_on_a_closed_one_it_goes_on_and_is_logged(self, desk: Desk, clock: FakeClock) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        await close(desk, BOB, number)
        clock.advance(minutes=5)
        await stop(desk, BOB)
        assert await entries(desk, number) == [("bob", 5, "2026-11-20")]

    async def test_it_goes_along_when_the_ticket_is_merged_and_back_with_that(
        self, desk: Desk, clock: FakeClock
    ) -> None:
        first, second = await new(desk), await new(desk, title="smoke")
        await start(desk, BOB, first, "toner")
        clock.advance(minutes=1)
        await desk.change(ADA, uniting.merge, first, second)
        assert await running(desk) == [("bob", second, "10:00")]
        await undo(desk, ADA)
        assert await running(desk) == [("bob", first, "10:00")]
        await desk.change(ADA, uniting.merge, first, second)
        await stop(desk, BOB)
        assert (await entries(desk, first), await entries(desk, second)) == ([], [("bob", 1, "2026-11-20")])
        assert await texts(desk, "time_logged") == [{"text": "toner"}]
        found = (await desk.look(BOB, searching.search, "toner", None)).seen
        assert [one.ticket.id for one in found] == [second]

    async def test_it_stays_where_the_other_one_is_for_another_client(self, desk: Desk) -> None:
        first, second = await new(desk), await new(desk, title="smoke")
        await desk.change(shell(), clients.add, "acme", ClientChange())
        await desk.change(ADA, editing.edit, second, Edit(client="acme"))
        await start(desk, BOB, first)
        await desk.change(ADA, uniting.merge, first, second)
        assert await running(desk) == [("bob", first, "10:00")]
        await stop(desk, BOB)
        assert await entries(desk, first) == [("bob", 1, "2026-11-20")]

    async def test_it_stays_where_its_owner_may_log_nothing_on_the_other_one(self, desk: Desk) -> None:
        await add_role(desk, "hr", "charlie")
        first, second = await new(desk), await new(desk, in_private("charlie"), role="hr", private=True)
        await start(desk, BOB, first)
        await desk.change(in_private("ada"), uniting.merge, first, second)
        assert await running(desk) == [("bob", first, "10:00")]

    async def test_on_one_that_is_erased_it_ends_and_its_words_go(
        self, desk: Desk, clock: FakeClock, tmp_path: Path
    ) -> None:
        number = await new(desk)
        await start(desk, BOB, number, "swordfish")
        await close(desk, BOB, number)
        await put_away(desk, number, "delete")
        assert (await running(desk), (await last_event(desk, "timer_ended")).data["why"]) == ([], "erased")
        await pass_time(desk, clock, timedelta(minutes=1))
        assert "swordfish" not in str(dump(tmp_path / "dibs.sqlite"))

    async def test_its_words_are_redacted_like_all_others(self, desk: Desk, tmp_path: Path) -> None:
        number = await new(desk)
        await start(desk, BOB, number, "swordfish")
        await redacting.redact(desk, BOB_ALONE, number, 2)
        await stop(desk, BOB)
        assert "swordfish" not in str(dump(tmp_path / "dibs.sqlite"))


class TestThePersonChanges:
    @pytest.mark.parametrize("private", [False, True])
    async def test_who_may_log_nothing_there_any_more_may_throw_it_away(
        self, desk: Desk, clock: FakeClock, private: bool
    ) -> None:
        number = await new(desk, in_private("alice"), private=private)
        await start(desk, BOB_ALONE, number)
        clock.advance(minutes=130)
        await desk.change(shell(), roles.remove, "ops", Person("bob"))
        said = await refusal(stop(desk, BOB_ALONE))
        assert said == (
            "#1: you may log no time on it any more. Throw it away: stop drop. Or an admin says: log 1 2h10m for=bob"
        )
        await desk.change(shell("ada"), working.log, number, Entry(130, whose=Person("bob")))
        await drop(desk, BOB_ALONE)
        assert (await running(desk), await entries(desk, number)) == ([], [("bob", 130, "2026-11-20")])

    async def test_of_who_is_suspended_it_ends_and_comes_back_by_nothing(self, desk: Desk) -> None:
        number = await new(desk)
        await start(desk, BOB, number)
        await desk.change(shell(), suspending.suspend, Person("bob"), "his laptop is gone")
        assert (await last_event(desk, "timer_ended")).data["why"] == "suspended"
        await desk.change(shell(), suspending.restore, Person("bob"))
        assert (await running(desk), await entries(desk, number)) == ([], [])

    async def test_of_who_is_forgotten_there_is_nothing_left(self, desk: Desk, tmp_path: Path) -> None:
        await start(desk, BOB, await new(desk), "swordfish")
        await forgetting.forget(desk, in_private("ada"), Person("bob"), "really")
        assert await running(desk) == []
        assert "swordfish" not in str(dump(tmp_path / "dibs.sqlite"))
        assert "bob" not in str(dump(tmp_path / "dibs.sqlite")["event"])

    async def test_of_two_that_are_one_person_the_elders_goes_on(self, desk: Desk) -> None:
        await add_member(desk, "rob", network="oftc")
        await desk.change(shell(), roles.add, "ops", Person("rob"))
        rob = in_private("rob", network="oftc")
        first, second = await new(desk), await new(desk)
        await start(desk, BOB, first)
        await start(desk, rob, second)
        asked = await linking.ask(desk, BOB_ALONE, "rob@oftc")
        await linking.answer(desk, rob, f"bob@{NETWORK}", asked.code)
        assert await running(desk) == [("bob", first, "10:00")]
        assert (await last_event(desk, "timer_ended")).data["why"] == "linked"

    async def test_what_ran_of_the_younger_alone_is_the_elders(self, desk: Desk) -> None:
        await add_member(desk, "rob", network="oftc")
        await desk.change(shell(), roles.add, "ops", Person("rob"))
        rob, number = in_private("rob", network="oftc"), await new(desk)
        await start(desk, rob, number)
        asked = await linking.ask(desk, BOB_ALONE, "rob@oftc")
        await linking.answer(desk, rob, f"bob@{NETWORK}", asked.code)
        await stop(desk, BOB)
        await undo(desk, rob)
        assert await running(desk) == [("bob", number, "10:00")]


async def test_what_runs_is_shown_to_who_may_read_the_ticket(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk, in_private("alice"), private=True)
    await start(desk, BOB_ALONE, number)
    clock.advance(minutes=5)
    (shown,) = (await desk.look(in_private("alice"), reading.show, number)).running
    assert (shown.name, shown.ran) == ("bob", timedelta(minutes=5))
    mine = (await desk.look(BOB_ALONE, reading.mine)).running
    assert mine is not None
    assert mine.seen.ticket.id == number
    assert (await desk.look(BOB, reading.mine)).running is None
    assert (await desk.look(in_private("ada"), reading.mine)).running is None


async def test_whatever_two_people_do_there_is_one_for_each_and_no_time_but_what_passed(
    desk: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    """Starts, stops, what is thrown away and what is undone, in any order; a timer is due of what runs and of nothing
    else, and nobody's entries are more than the time since all began, but for what each was rounded up."""
    dice, people = random.Random(7), (BOB, ADA)
    numbers = [await new(desk, title=title) for title in ("printer on fire", "vpn down")]
    for _ in range(150):
        clock.advance(seconds=dice.randrange(200))
        who, number = dice.choice(people), dice.choice(numbers)
        with suppress(Refused):
            if dice.random() < 0.35:
                await start(desk, who, number)
            else:
                await dice.choice((stop, drop, undo, undo))(desk, who)
    names = [name for name, _, _ in await running(desk)]
    assert len(names) == len(set(names))
    rows = dump(tmp_path / "dibs.sqlite")
    due = [(row["kind"], row["subject_id"]) for row in rows["timer"] if row["kind"].startswith("stopwatch")]
    ids = [row["id"] for row in rows["stopwatch"]]
    assert sorted(due) == sorted((kind, one) for kind in (forgotten.STILL, forgotten.END) for one in ids)
    worked = [one for number in numbers for one in await entries(desk, number)]
    for name in ("bob", "ada"):
        of = [minutes for whose, minutes, _ in worked if whose == name]
        assert of
        assert timedelta(minutes=sum(of) - len(of)) <= clock.now() - START
    assert problems(rows) == []

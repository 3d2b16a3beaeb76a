"""The code of services: what it orders is carried out together or not at all, and what it can't do is told."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from msgspec.structs import replace

from chatbot.desk import advancing, roles, tickets, types
from chatbot.desk.drafts import Pace
from chatbot.desk.people import Person
from chatbot.plugin import Do, Event, Failed, ServiceTicket, service
from chatbot.services.hearing import Hearing
from chatbot.services.stations import Station
from store import notes, prompts, relations, troubles
from store.database import Transaction
from store.relations import Relation
from store.stays import ServiceKey
from tests.desk.doing import ADA, BOB, comment, events, last_event, offer
from tests.desk.test_analysis import INCIDENT
from tests.people import FakeClock, shell
from tests.services.at_work import ACCEPTED, CLOSED, MITIGATED, NEW, RESOLVED, Works, at_work, written
from tests.services.loops import settle
from tests.waiting import until


async def linked(works: Works, number: int) -> Sequence[Relation]:
    return await works.desk.database.read(relations.list_to, number)


async def test_code_moves_a_ticket_to_its_normal_next_state(tmp_path: Path) -> None:
    @service("incident", "mitigated")
    class Verify:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            assert (ticket.type, ticket.code, ticket.state, ticket.owner) == ("incident", 3, "mitigated", "bob")
            do.advance()

    async with at_work(tmp_path, Verify) as works:
        number = await works.opens()
        await works.takes(number)
        await works.desk.change(BOB, advancing.advance, number, None)
        await works.quiet()
        assert await works.state(number) == RESOLVED
        moved = await last_event(works.desk, "ticket_advanced")
        assert (moved.actor, moved.data["was"], moved.data["name"]) == (
            "dibs-incident-3-mitigated",
            "mitigated",
            "resolved",
        )


async def test_code_may_choose_another_state(tmp_path: Path) -> None:
    @service("purchase", 1)
    class Reject:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            if "gold" in ticket.title:
                do.move(3)

    async with at_work(tmp_path, Reject) as works:
        gold, paper = await works.opens("purchase", "gold"), await works.opens("purchase", "paper")
        await works.quiet()
        assert [await works.state(gold), await works.state(paper)] == [3, 1]
        assert (await works.ticket(gold)).resolution == "rejected"


async def test_code_waits_and_goes_on(tmp_path: Path) -> None:
    @service("incident", "accepted")
    class Patient:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            if ticket.steps == 0:
                do.wait(timedelta(hours=1))
            elif ticket.steps == 1:
                do.wait_until(do.now + timedelta(hours=2))
            else:
                do.advance()

    async with at_work(tmp_path, Patient) as works:
        number = await works.opens()
        await works.takes(number)
        await works.pass_time(hours=2.9)
        assert await works.state(number) == ACCEPTED
        await works.pass_time(hours=0.2)
        assert await works.state(number) == MITIGATED


async def test_code_opens_a_ticket_that_follows_and_waits_for_it(tmp_path: Path) -> None:
    @service("incident", "accepted")
    class Order:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            if not ticket.follow_ups:
                do.wait_for(do.open("new disk for db", description=f"for #{ticket.id}", priority="high"))
            else:
                do.advance()

    async with at_work(tmp_path, Order) as works:
        number = await works.opens()
        await works.takes(number)
        await works.quiet()
        (follows,) = await linked(works, number)
        other = await works.ticket(follows.ticket_id)
        assert (follows.kind, other.title, other.priority, other.reporter_name) == (
            relations.FOLLOWS,
            "new disk for db",
            3,
            "dibs-incident-2-accepted",
        )
        await works.pass_time(days=1)
        assert await works.state(number) == ACCEPTED
        await works.desk.change(BOB, tickets.close, other.id, "")
        await works.quiet()
        assert await works.state(number) == MITIGATED
        assert len(await linked(works, number)) == 1


async def test_who_would_wait_for_each_other_is_refused(tmp_path: Path) -> None:
    @service("incident", "accepted")
    class Waiter:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.wait_for(3 - ticket.id)

    async with at_work(tmp_path, Waiter) as works:
        for _ in range(2):
            await works.opens()
        for number in (1, 2):
            await works.takes(number)
            await works.quiet()
        assert (await works.stay(1)).waits_for == 2
        (said,) = await events(works.desk, "service_stuck")
        assert said.ticket_id == 2
        assert "#2 and #1 would wait for each other" in said.texts["why"]


async def test_code_asks_a_member_and_nobody_is_assigned_by_a_machine(tmp_path: Path) -> None:
    @service("incident", "new")
    class Ask:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.assign("bob")

    async with at_work(tmp_path, Ask) as works:
        number = await works.opens()
        await works.quiet()
        question = await works.desk.database.read(prompts.get_open_to_person, number)
        assert question is not None
        assert question.asker_name == "dibs-incident-1-new"
        assert (await works.ticket(number)).owner_id is None


async def test_code_that_wants_somebody_to_own_it_is_refused_and_the_other_states_are_tried(tmp_path: Path) -> None:
    """From new a purchase would go to approved, which is owned; the other one is rejected."""

    @service("purchase", "new")
    class Advance:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.advance()

    async with at_work(tmp_path, Advance) as works:
        number = await works.opens("purchase")
        await works.quiet()
        assert await works.state(number) == 3


@service("incident", "new")
class Pushy:
    async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
        do.open("never opened")
        do.advance()


async def test_where_none_will_do_the_ticket_stays_and_its_role_is_told_once(tmp_path: Path) -> None:
    async with at_work(tmp_path, Pushy) as works:
        number = await works.opens()
        await works.pass_time(hours=5)
        assert await works.state(number) == NEW
        (told,) = await linked(works, number)
        error = await works.ticket(told.ticket_id)
        assert (told.kind, error.title, error.role_id) == (
            relations.ERROR_OF,
            "#1 is stuck in new",
            (await works.ticket(number)).role_id,
        )
        assert error.description.splitlines() == [
            "dibs-incident-1-new can do nothing more about #1, which keeps its state.",
            "Tried accepted: #1 can't become accepted: nobody owns it, and nobody is assigned by a machine",
            "It tries again by itself. By hand: advance 1",
        ]


async def test_what_was_ordered_beside_a_refused_move_is_not_done(tmp_path: Path) -> None:
    async with at_work(tmp_path, Pushy) as works:
        await works.opens()
        await works.pass_time(hours=5)
        assert [one.texts["title"] for one in await events(works.desk, "ticket_opened")] == [
            "db down",
            "#1 is stuck in new",
        ]


async def test_when_the_cause_is_gone_the_service_says_so_there_and_goes_on(tmp_path: Path) -> None:
    async with at_work(tmp_path, Pushy) as works:
        number = await works.opens()
        await works.quiet()
        (told,) = await linked(works, number)
        await works.takes(number)
        await works.quiet()
        closed = await last_event(works.desk, "ticket_closed")
        assert (closed.ticket_id, closed.data["resolution"], closed.texts["text"]) == (
            told.ticket_id,
            "fixed",
            "#1 went on: the cause is gone.",
        )
        assert await works.desk.database.read(troubles.list_of, number) == []


async def test_an_error_that_somebody_took_is_only_commented(tmp_path: Path) -> None:
    async with at_work(tmp_path, Pushy) as works:
        number = await works.opens()
        await works.quiet()
        (told,) = await linked(works, number)
        await works.takes(told.ticket_id)
        await works.takes(number)
        await works.quiet()
        said = await last_event(works.desk, "ticket_commented")
        assert (said.ticket_id, said.texts["text"]) == (told.ticket_id, "#1 went on: the cause is gone.")
        assert (await works.ticket(told.ticket_id)).closed_at is None


async def test_many_that_fail_are_told_in_few_tickets(tmp_path: Path) -> None:
    async with at_work(tmp_path, Pushy) as works:
        numbers = [await works.opens() for _ in range(8)]
        await works.quiet()
        found = {one.ticket_id for number in numbers for one in await linked(works, number)}
        assert len(found) == 5
        assert all([await linked(works, number) for number in numbers])


async def test_what_fails_is_tried_again_and_then_told_without_its_words(tmp_path: Path) -> None:
    tries = list[float]()

    @service("incident", "accepted")
    class Broken:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            tries.append((do.now - start).total_seconds())
            raise KeyError("a password that nobody should read")

    async with at_work(tmp_path, Broken, types_=(STRAIGHT,)) as works:
        number = await works.opens()
        await works.takes(number)
        start = works.clock.now()
        await works.pass_time(minutes=2)
        assert tries == [0, 1, 11, 71]
        (told,) = await linked(works, number)
        words = (await works.ticket(told.ticket_id)).description
        assert "Its code failed: KeyError at test_codes.py:" in words
        assert "password" not in words


STRAIGHT = replace(INCIDENT, transitions=((1, 2), (2, 3), (3, 4), (4, 5)))


async def test_code_says_in_words_what_it_fails_at(tmp_path: Path) -> None:
    @service("incident", "accepted")
    class Polite:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            raise Failed("the shop is closed on Sundays")

    async with at_work(tmp_path, Polite, types_=(STRAIGHT,)) as works:
        number = await works.opens()
        await works.takes(number)
        await works.pass_time(minutes=2)
        assert "the shop is closed on Sundays" in (await last_event(works.desk, "service_stuck")).texts["why"]


async def test_where_code_fails_the_other_states_are_tried(tmp_path: Path) -> None:
    @service("incident", "resolved")
    class Broken:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            raise ValueError

    async with at_work(tmp_path, Broken) as works:
        number = await works.opens()
        await works.takes(number)
        for _ in range(2):
            await works.desk.change(BOB, advancing.advance, number, None)
        await works.pass_time(minutes=2)
        assert await works.state(number) == ACCEPTED


async def test_what_code_tells_of_a_private_ticket_is_not_in_public_and_what_follows_is_private(tmp_path: Path) -> None:
    seen = list[ServiceTicket]()

    @service("incident", "new")
    class Look:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            seen.append(ticket)
            do.open("what follows")

    async with at_work(tmp_path, Look) as works:
        number = await works.opens(title="salary of alice", private=True)
        await works.quiet()
        assert (seen[0].title, seen[0].description, seen[0].reporter) == ("", "", "")
        (follows,) = await linked(works, number)
        assert (await works.ticket(follows.ticket_id)).private


async def test_code_decides_once(tmp_path: Path) -> None:
    do = Do(FakeClock().now())
    do.advance()
    with pytest.raises(RuntimeError, match="decided already"):
        do.stay()


async def test_on_timeout_is_called_in_place_of_the_usual_word(tmp_path: Path) -> None:
    late = list[int]()

    @service("incident", "accepted")
    class Late:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.stay()

        async def on_timeout(self, ticket: ServiceTicket, do: Do) -> None:
            late.append(ticket.id)
            do.advance()

    quick = replace(INCIDENT, paces={ACCEPTED: Pace(timedelta(hours=4))})
    async with at_work(tmp_path, Late, types_=(quick,)) as works:
        number = await works.opens()
        await works.takes(number)
        await works.pass_time(hours=4.1)
        assert (late, await works.state(number)) == ([number], MITIGATED)
        assert await events(works.desk, "ticket_overstayed") == []


async def test_code_hears_the_events_of_its_tickets_and_no_others(tmp_path: Path) -> None:
    heard = list[tuple[str, int, str]]()

    @service("incident", "accepted")
    class Ears:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.stay()

        async def on_event(self, ticket: ServiceTicket, event: Event, do: Do) -> None:
            heard.append((event.kind, ticket.id, event.texts.get("text", "")))
            if event.texts.get("text") == "it works again":
                do.advance()

    async with at_work(tmp_path, Ears) as works:
        mine, other = await works.opens(), await works.opens()
        await works.takes(mine)
        await comment(works.desk, BOB, other, "not yet")
        await comment(works.desk, BOB, mine, "nearly")
        await works.quiet()
        await until("it heard", lambda: ("ticket_commented", mine, "nearly") in heard)
        await comment(works.desk, BOB, mine, "it works again")
        await until("it went on", lambda: _is_in(works, mine, MITIGATED))
        assert ("ticket_commented", other, "not yet") not in heard


async def _is_in(works: Works, number: int, state: int) -> bool:
    return await works.state(number) == state


async def test_services_talk_to_each_other(tmp_path: Path) -> None:
    heard = list[tuple[int, str]]()

    @service("incident", "new")
    class Speaker:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.notify("dibs-incident-5-closed", "look out")

    @service("incident", "closed")
    class Ears:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.stay()

        async def on_notice(self, ticket: ServiceTicket, text: str, do: Do) -> None:
            heard.append((ticket.id, text))
            do.tell("bob", "closed has heard")

    async with at_work(tmp_path, Speaker, Ears) as works:
        number = await works.opens()
        await until("it was heard", lambda: heard == [(number, "look out")])
        await until("it was told", lambda: _was_told(works))
        assert (await last_event(works.desk, "member_told")).texts == {"text": "closed has heard"}


async def _was_told(works: Works) -> bool:
    return bool(await events(works.desk, "member_told"))


async def test_a_note_about_a_ticket_that_other_code_is_at_by_now_waits(tmp_path: Path) -> None:
    """Both notes were listed while their tickets were free; while the first is read, the second ticket goes on."""
    reading, may_read_on, may_end = asyncio.Event(), asyncio.Event(), asyncio.Event()
    order = list[tuple[str, int]]()

    @service("incident", "accepted")
    class Slow:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            order.append(("begins", ticket.id))
            await may_end.wait()
            order.append(("ends", ticket.id))

    @service("incident", "closed")
    class Ears:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.stay()

        async def on_notice(self, ticket: ServiceTicket, text: str, do: Do) -> None:
            order.append((text, ticket.id))
            reading.set()
            await may_read_on.wait()

    async with at_work(tmp_path, Slow, Ears) as works:
        first, second = await works.opens(), await works.opens()
        await works.desk.database.write(_put_notes, works.clock.now(), first, second)
        await reading.wait()
        await works.takes(second)
        await until("it went on", lambda: ("begins", second) in order)
        may_read_on.set()
        await until("the first is read", lambda: _are_unread(works, 1))
        await settle(works.desk.database)
        may_end.set()
        await until("both are read", lambda: _are_unread(works, 0))
        assert order == [("look", first), ("begins", second), ("ends", second), ("look", second)]


async def _put_notes(tx: Transaction, now: datetime, *numbers: int) -> None:
    for number in numbers:
        await notes.add(tx, type_name="incident", state=CLOSED, ticket_id=number, sender="dibs", text="look", now=now)


async def _are_unread(works: Works, count: int) -> bool:
    return await works.desk.database.read(notes.count) == count


async def test_code_that_reads_notes_alone_makes_no_offer_late(tmp_path: Path) -> None:
    """An offer waits for who is behind in the journal, and what reads nothing there would always be."""

    @service("incident", "closed")
    class Ears:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.stay()

        async def on_notice(self, ticket: ServiceTicket, text: str, do: Do) -> None: ...

    async with at_work(tmp_path, Ears) as works:
        await _hearing(works).begin()
        number = await works.opens()
        offered = await offer(works.desk, number)
        assert offered is not None
        await works.pass_time(seconds=offered.lifetime + 1)
        assert await offer(works.desk, number) is None


def _hearing(works: Works) -> Hearing:
    hearing = works.board.stations[ServiceKey("incident", CLOSED)].hearing
    assert hearing is not None
    return hearing


async def test_blocking_code_runs_in_threads_and_several_at_once_but_never_two_at_one_ticket(tmp_path: Path) -> None:
    class State:
        now: ClassVar[set[int]] = set()
        most: ClassVar[int] = 0
        twice: ClassVar[bool] = False
        lock: ClassVar[threading.Lock] = threading.Lock()
        barrier: ClassVar[threading.Barrier] = threading.Barrier(3)

    @service("incident", "accepted")
    class Slow:
        blocking = True
        workers = 3

        def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            with State.lock:
                State.twice |= ticket.id in State.now
                State.now.add(ticket.id)
                State.most = max(State.most, len(State.now))
            State.barrier.wait(10)
            with State.lock:
                State.now.discard(ticket.id)
            do.advance()

    async with at_work(tmp_path, Slow) as works:
        numbers = [await works.opens() for _ in range(6)]
        for number in numbers:
            await works.takes(number)
        await works.quiet()
        assert [await works.state(number) for number in numbers] == [MITIGATED] * 6
        assert (State.most, State.twice) == (3, False)


async def test_while_code_still_runs_at_a_ticket_that_went_on_the_next_service_waits(tmp_path: Path) -> None:
    began, may_end = asyncio.Event(), asyncio.Event()
    order = list[str]()

    @service("incident", "accepted")
    class First:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            began.set()
            await may_end.wait()
            order.append("first")
            do.advance()

    @service("incident", "mitigated")
    class Second:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            order.append("second")

    async with at_work(tmp_path, First, Second) as works:
        number = await works.opens()
        await works.takes(number)
        await began.wait()
        await works.desk.change(BOB, advancing.advance, number, None)
        assert order == []
        may_end.set()
        await works.quiet()
        assert order == ["first", "second"]
        assert await works.state(number) == MITIGATED


async def test_code_that_takes_too_long_has_failed(tmp_path: Path) -> None:
    @service("incident", "accepted")
    class Endless:
        patience = timedelta(milliseconds=50)

        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            await asyncio.Event().wait()

    async with at_work(tmp_path, Endless, types_=(STRAIGHT,)) as works:
        number = await works.opens()
        await works.takes(number)
        await works.pass_time(minutes=2)
        assert "it took too long" in (await last_event(works.desk, "service_stuck")).texts["why"]


async def leaves() -> None:
    raise SystemExit(3)


async def waits_for_a_task_of_its_own_that_was_cancelled() -> None:
    own = asyncio.create_task(asyncio.sleep(60))
    own.cancel()
    await own


class Halted(BaseException):
    """As libraries have some that no `except Exception` is to stop."""


async def halts() -> None:
    raise Halted


async def _ends_itself_alone(folder: Path, code: type, told: str) -> None:
    """It fails at one ticket, which is told; the other one goes on, and its service isn't started anew."""
    async with at_work(folder, code, types_=(STRAIGHT,)) as works:
        numbers = [await works.opens(), await works.opens(title="disk full")]
        for number in numbers:
            await works.takes(number)
        await works.pass_time(minutes=2)
        assert [await works.state(number) for number in numbers] == [ACCEPTED, MITIGATED]
        assert told in (await last_event(works.desk, "service_stuck")).texts["why"]
        assert [one.name for one in works.supervisor.kept if one.restarts] == []


@pytest.mark.parametrize(
    ("does", "told"),
    [
        (leaves, "SystemExit at test_codes.py:"),
        (halts, "Halted at test_codes.py:"),
        (waits_for_a_task_of_its_own_that_was_cancelled, "CancelledError at "),
    ],
)
async def test_code_that_would_end_more_than_itself_fails_like_any_other(
    tmp_path: Path, does: Callable[[], Awaitable[None]], told: str
) -> None:
    @service("incident", "accepted")
    class Leaving:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            if ticket.title == "db down":
                await does()
            do.advance()

    await _ends_itself_alone(tmp_path, Leaving, told)


@pytest.mark.parametrize("error", [SystemExit, StopIteration, KeyboardInterrupt, Halted])
async def test_blocking_code_that_would_end_more_than_itself_fails_like_any_other(
    tmp_path: Path, error: type[BaseException]
) -> None:
    @service("incident", "accepted")
    class Leaving:
        blocking = True

        def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            if ticket.title == "db down":
                raise error
            do.advance()

    await _ends_itself_alone(tmp_path, Leaving, f"{error.__name__} at test_codes.py:")


async def test_what_was_ordered_is_void_where_somebody_moved_the_ticket_meanwhile(tmp_path: Path) -> None:
    began, may_end = asyncio.Event(), asyncio.Event()

    @service("incident", "new")
    class Opener:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            began.set()
            await may_end.wait()
            do.open("what follows")

    async with at_work(tmp_path, Opener) as works:
        number = await works.opens()
        await began.wait()
        await works.takes(number)
        may_end.set()
        await works.quiet()
        assert await linked(works, number) == []


async def test_nobody_is_told_of_an_error_at_an_error(tmp_path: Path) -> None:
    @service("request", "new")
    class Broken:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.move(CLOSED + 90)

    async with at_work(tmp_path, Broken, types_=()) as works:
        straight = replace(works.desk.settings.types["request"], transitions=((1, 2), (2, 4, 3, 1), (3, 2), (4, 1, 2)))
        works.desk.settings = replace(works.desk.settings, types={"request": straight})
        await works.desk.change(shell(), types.apply_all)
        number = await works.opens("request")
        await works.pass_time(days=1)
        (told,) = await linked(works, number)
        assert await linked(works, told.ticket_id) == []
        assert len(await events(works.desk, "ticket_opened")) == 2


async def test_an_open_role_is_not_asked_about_what_is_private(tmp_path: Path) -> None:
    @service("incident", "new")
    class Opener:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.open("what follows", role="web")

    async with at_work(tmp_path, Opener) as works:
        await works.desk.change(ADA, roles.create, "web", roles.RoleChange(open=True))
        await works.desk.change(ADA, roles.add, "web", Person("bob"))
        await works.opens(private=True)
        await works.quiet()
        assert "web is open to anyone" in (await last_event(works.desk, "service_stuck")).texts["why"]


async def test_a_note_that_nobody_reads_lets_its_ticket_be_proceeded_with(tmp_path: Path) -> None:
    steps = list[int]()

    @service("incident", "accepted")
    class Deaf:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            steps.append(ticket.steps)
            if ticket.steps == 0:
                do.notify("dibs-incident-2-accepted", "look again")

    async with at_work(tmp_path, Deaf) as works:
        number = await works.opens()
        await works.takes(number)
        await until("it looked again", lambda: steps == [0, 1])


async def test_a_service_whose_code_is_stuck_gives_no_sign_of_life(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread can't be stopped: the ticket is in its hands until it ends, and the overseer finds the silence."""
    may_end = threading.Event()

    @service("incident", "accepted")
    class Stuck:
        blocking = True
        patience = timedelta(milliseconds=10)

        def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            may_end.wait(30)

    async with at_work(tmp_path, Stuck) as works:
        station = works.board.stations[ServiceKey("incident", ACCEPTED)]
        signs = list[float]()
        station.beat = lambda: signs.append(asyncio.get_running_loop().time())
        number = await works.opens()
        await works.takes(number)
        run = station.proceeding
        assert run is not None
        await until("it is stuck", lambda: run.stuck)
        signs.clear()
        looks = list[Station]()
        look = Station.step

        async def looking(one: Station) -> bool:
            looks.append(one)
            return await look(one)

        monkeypatch.setattr(Station, "step", looking)
        station.bell.ring()
        await until("it looked again", lambda: station in looks)
        await comment(works.desk, BOB, number, "still here?")
        assert (signs, number in works.board.hands) == ([], True)
        may_end.set()
        await until("it is free", lambda: number not in works.board.hands)


async def test_code_that_is_named_while_dibs_runs_begins_with_who_is_there(tmp_path: Path) -> None:
    @service("incident", "accepted")
    class Late:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            do.advance()

    async with at_work(tmp_path) as works:
        number = await works.opens()
        await works.takes(number)
        await works.quiet()
        await works.board.renew(written(Late))
        await until("it went on", lambda: _is_in(works, number, MITIGATED))


async def test_code_that_went_through_them_before_does_not_begin_anew(tmp_path: Path) -> None:
    steps = list[int]()

    @service("incident", "accepted")
    class Once:
        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            steps.append(ticket.id)

    for _ in range(3):
        async with at_work(tmp_path, Once) as works:
            if not steps:
                await works.takes(await works.opens())
            await works.quiet()
    assert steps == [1]

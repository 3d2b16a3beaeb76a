"""Any tickets on any workflow, with anybody's verbs, code that decides anyhow, time, and crashes: promises that hold.

No ticket is ever in a state that its type lacks, none moves along an edge that isn't there, each that isn't over has
something that is due, and each offer and timeout is said once, unless dibs was killed between.
"""

import asyncio
import os
import random
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Concatenate, ParamSpec

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chatbot.desk import (
    advancing,
    holding,
    members,
    ownership,
    reopening,
    servicenames,
    tickets,
    types,
    typesettings,
    undoing,
)
from chatbot.desk.act import Act
from chatbot.desk.desk import Desk
from chatbot.desk.drafts import REQUEST, Draft
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.roles import RoleChange, add, put
from chatbot.desk.settings import DeskSettings
from chatbot.desk.typesettings import TypeChange
from chatbot.plugin import Do, Failed, ServiceTicket, service
from chatbot.services.dispatcher import Dispatcher, begin
from chatbot.services.news import News
from chatbot.services.plugins import load
from chatbot.services.presence import Presence
from chatbot.services.sender import Sender
from chatbot.services.stations import Station
from chatbot.services.supervisor import Supervisor
from chatbot.services.switchboard import Switchboard
from store import journal, timers
from store.database import Database, open_database
from store.records import Event
from tests.desk.doing import Dump, dump_of
from tests.people import NETWORK, FakeClock, fire_due, furnish, opened_desk, person, shell
from tests.services.at_work import written
from tests.services.wires import FakeWire
from tests.services.workflows import LENGTHS, drafts

P = ParamSpec("P")

FULL = os.environ.get("TESTS") == "full"
LOUD = ("announce", "acceptance", "timeouts", "progress")
PEOPLE = st.sampled_from(["alice", "bob", "dora", "ada"])
NUMBERS = st.integers(1, 3)


@dataclass(slots=True)
class Whims:
    """What the code decides next."""

    dice: random.Random

    def next(self) -> str:
        return self.dice.choice(("stay", "advance", "move", "leap", "wait", "open", "assign", "fail"))


def code_of(draft: Draft, state: int, whims: Whims) -> type:
    @service(draft.name, state)
    class Whimsical:
        workers = 2

        async def proceed(self, ticket: ServiceTicket, do: Do) -> None:
            match whims.next():
                case "advance":
                    do.advance()
                case "move":
                    do.move(draft.following[ticket.code][-1] if draft.following.get(ticket.code) else 99)
                case "leap":
                    do.move(max(draft.states))
                case "wait":
                    do.wait(timedelta(hours=1))
                case "open":
                    do.wait_for(do.open("what follows"))
                case "assign":
                    do.assign("bob")
                case "fail":
                    raise Failed("as it was told to")
                case _:
                    do.stay()

    return Whimsical


class World:
    """All that runs, each step by hand, so that it may be killed between any two of them."""

    def __init__(self, draft: Draft, coded: int, dice: random.Random) -> None:
        self.draft, self.whims = draft, Whims(dice)
        self.codes = written(code_of(draft, coded, self.whims))
        self.runner, self.clock = asyncio.Runner(), FakeClock()
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "dibs.sqlite"
        self.killed = False
        self.taken: Counter[int] = Counter()
        self.runner.run(self.begin(fresh=True))

    async def begin(self, *, fresh: bool = False) -> None:
        self.database: Database = await open_database(self.file)
        settings = DeskSettings(types={REQUEST.name: REQUEST, self.draft.name: self.draft})
        self.desk: Desk = await opened_desk(self.database, self.clock, settings)
        if fresh:
            await furnish(self.desk)
            await self.desk.change(shell(), _people)
        await self.desk.change(shell(), types.apply_all)
        self.wire = FakeWire(people={"bob": ["bob"], "dora": ["dora"], "alice": ["alice"]}, sits={("#ops", "bob")})
        self.board = Switchboard(self.desk, Supervisor(), self.codes)
        states = await self.desk.look(shell(), servicenames.list_states)
        self.stations: list[Station] = [self.board.station_for(state) for state in states]
        presence = Presence({NETWORK: self.wire})
        news = News(self.database)
        self.dispatchers = [Dispatcher(plugin, self.desk, presence, news=news) for plugin in load(LOUD, {})]
        for one in self.dispatchers:
            await self.database.write(begin, one.plugin.name)
        self.sender = Sender(self.desk, self.wire)

    async def settle(self, steps: int = 10_000) -> None:
        """All that there is to do now, one after the other; or only so many steps of it."""
        while steps > 0 and await self._step():
            steps -= 1
        assert steps > 0 or self.killed, "it never comes to rest"

    async def _step(self) -> bool:
        done = await fire_due(self.desk) > 0
        for station in self.stations:
            done |= await station.step()
            await station.ended()
        for dispatcher in self.dispatchers:
            done |= await dispatcher.step()
        done |= await self.sender.step()
        return done

    async def pass_time(self, length: timedelta) -> None:
        end = self.clock.now() + length
        await self.settle()
        while (moment := await self._next()) is not None and moment <= end:
            self.clock.set(max(moment, self.clock.now()))
            await self.settle()
        self.clock.set(end)
        await self.settle()

    async def _next(self) -> datetime | None:
        timer = await self.database.read(timers.next_one)
        return timer.due_at if timer else None

    async def crash(self, steps: int) -> None:
        """Some of what was to be done is done; then all that isn't on the disk is gone."""
        self.killed = True
        await self.settle(steps)
        await self.database.close()
        await self.begin()

    def dump(self) -> Dump:
        tables = sqlite3.connect(self.file)
        try:
            return dump_of(tables)
        finally:
            tables.close()

    def end(self) -> None:
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()


async def _people(act: Act) -> None:
    await members.add(act, "dora", network=NETWORK, account="dora", admin=False)
    await add(act, "ops", Person("dora"))
    await put(act, "ops", RoleChange(channel="#ops", network=NETWORK))


class AnyLifetime(RuleBasedStateMachine):
    world: World

    @initialize(draft=drafts(), seed=st.integers(0, 2**32), data=st.data())
    def begin(self, draft: Draft, seed: int, data: st.DataObject) -> None:
        coded = data.draw(st.sampled_from([draft.transitions[0][0], *draft.states]))
        self.world = World(draft, coded, random.Random(seed))
        self.open()

    def _tries(
        self, verb: Callable[Concatenate[Act, P], Awaitable[object]], who: str, *args: P.args, **kwargs: P.kwargs
    ) -> None:
        async def tried() -> None:
            with suppress(Refused):
                await self.world.desk.change(person(who), verb, *args, **kwargs)
            await self.world.settle()

        self.world.runner.run(tried())

    @rule()
    def open(self) -> None:
        self._tries(tickets.open_ticket, "alice", New("db down", type=self.world.draft.name))

    @rule(who=PEOPLE, number=NUMBERS)
    def accept(self, who: str, number: int) -> None:
        self._tries(ownership.accept, who, number)

    @rule(who=PEOPLE, number=NUMBERS)
    def decline(self, who: str, number: int) -> None:
        self._tries(ownership.decline, who, number, "")

    @rule(who=PEOPLE, number=NUMBERS)
    def release(self, who: str, number: int) -> None:
        self._tries(ownership.release, who, number, "")

    @rule(who=PEOPLE, number=NUMBERS, data=st.data())
    def advance(self, who: str, number: int, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from([None, *self.world.draft.states.values()]))
        self._tries(advancing.advance, who, number, name)

    @rule(who=PEOPLE, number=NUMBERS, length=st.sampled_from(LENGTHS))
    def hold(self, who: str, number: int, length: timedelta) -> None:
        self._tries(holding.hold, who, number, self.world.clock.now() + length, "")

    @rule(who=PEOPLE, number=NUMBERS)
    def resume(self, who: str, number: int) -> None:
        self._tries(holding.resume, who, number)

    @rule(who=PEOPLE, number=NUMBERS)
    def close(self, who: str, number: int) -> None:
        self._tries(tickets.close, who, number, "")

    @rule(who=PEOPLE, number=NUMBERS)
    def reopen(self, who: str, number: int) -> None:
        self._tries(reopening.reopen, who, number, "")

    @rule(who=PEOPLE, number=NUMBERS)
    def undo(self, who: str, number: int) -> None:
        self._tries(undoing.undo, who, number)

    @rule(data=st.data(), lifetime=st.sampled_from(LENGTHS))
    def set_the_pace(self, data: st.DataObject, lifetime: timedelta) -> None:
        name = data.draw(st.sampled_from([None, *self.world.draft.states.values()]))
        self._tries(typesettings.put, "ada", self.world.draft.name, name, TypeChange(lifetime=lifetime))

    @rule(length=st.sampled_from([timedelta(minutes=3), timedelta(minutes=40), timedelta(hours=5), timedelta(days=20)]))
    def time_passes(self, length: timedelta) -> None:
        self.world.runner.run(self.world.pass_time(length))

    @rule(steps=st.integers(0, 3))
    def dibs_is_killed(self, steps: int) -> None:
        """In the middle of what a new ticket and a long stop bring about."""

        async def killed() -> None:
            wanted = New("db down", type=self.world.draft.name)
            with suppress(Refused):
                await self.world.desk.change(person("alice"), tickets.open_ticket, wanted)
            self.world.clock.advance(hours=1)
            await self.world.crash(steps)
            await self.world.settle()

        self.world.runner.run(killed())

    @invariant()
    def each_is_where_it_may_be_and_something_is_due(self) -> None:
        rows = self.world.dump()
        states = {(row["type"], row["code"]): row for row in rows["ticket_state"]}
        due = {(row["kind"], row["subject_id"]) for row in rows["timer"]}
        offers = {
            row["ticket_id"]: row["id"] for row in rows["prompt"] if row["state"] == "open" and not row["member_id"]
        }
        for row in rows["ticket"]:
            state = states[row["type"], row["state"]]
            assert bool(state["final"]) == (row["closed_at"] is not None)
            assert not state["owned"] or row["owner_id"] is not None
            if not state["final"]:
                waits = {("stay_end", row["id"]), ("hold_end", row["id"]), ("prompt_end", offers.get(row["id"]))}
                assert due & waits, f"#{row['id']} {state['name']}: nothing is due"

    @invariant()
    def each_moved_along_an_edge(self) -> None:
        events = self.world.runner.run(self.world.database.read(journal.list_after, 0, limit=100_000))
        edges = {(code, after) for code, following in self.world.draft.following.items() for after in following}
        for one in {event.ticket_id for event in events if event.data.get("type") == self.world.draft.name}:
            _need_edges([event for event in events if event.ticket_id == one and "state" in event.data], edges)

    @invariant()
    def each_offer_and_timeout_is_said_once(self) -> None:
        """Once written down, however often; and on the wire once, unless dibs was killed between."""
        rows = self.world.dump()
        written_down = Counter(
            (row["event_id"], row["plugin"], row["target"], row["address"], row["member_id"]) for row in rows["notice"]
        )
        assert not [key for key, count in written_down.items() if count > 1 and key[1] in {"acceptance", "timeouts"}]
        if not self.world.killed:
            lines = Counter(line.row for batch in self.world.wire.batches for line in batch)
            assert not [row for row, count in lines.items() if count > 1]

    @invariant()
    def each_offer_and_timeout_is_said_at_all(self) -> None:
        """Of the last day: what was said is tidied away one day."""
        since = self.world.clock.now() - timedelta(days=1)
        events = self.world.runner.run(self.world.database.read(journal.list_after, 0, limit=100_000))
        rows = self.world.dump()
        opened_by_people = {row["id"] for row in rows["ticket"] if row["reporter_id"] is not None}
        asked = Counter(row["event_id"] for row in rows["notice"] if row["plugin"] == "acceptance")
        told = Counter(
            row["event_id"] for row in rows["notice"] if row["plugin"] == "timeouts" and row["target"] != "channel"
        )
        for event in events:
            if event.at >= since and event.kind == "prompt_opened" and event.data["asked"]:
                assert asked[event.id], f"#{event.ticket_id}: nobody was asked"
            if event.at >= since and event.kind == "ticket_timed_out" and event.ticket_id in opened_by_people:
                assert told[event.id] == 1, f"#{event.ticket_id}: who opened it was told {told[event.id]} times"

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.end()


def _need_edges(events: list[Event], edges: set[tuple[int, int]]) -> None:
    for before, after in pairwise(events):
        was, now = before.data["state"], after.data["state"]
        assert was == now or after.kind == "change_undone" or (was, now) in edges, f"{after.kind}: {was} to {now}"


TestAnyLifetime = pytest.mark.slow(pytest.mark.timeout(1200)(AnyLifetime.TestCase))
TestAnyLifetime.settings = settings(
    max_examples=120 if FULL else 40,
    stateful_step_count=50 if FULL else 25,
    deadline=None,  # a step waits for the disk
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

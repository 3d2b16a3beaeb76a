"""All else that people say to dibs, by who has done hardly anything and by who has done very much, on a small desk and
on a large one: no line is slower because of what lies in the cellar.

In the short form nothing fails by the clock: held is that each line does what it is for. `make bench` holds all of them
among a million tickets to 1.5 times of a thousand, or to a millisecond: what is answered as soon isn't slow, whatever
it is a multiple of, and all of a small desk lies in the processor's own cache.
"""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest
from msgspec.structs import replace

from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.desk.bounds import USUAL
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Message, Principal, Private
from store.database import Transaction
from tests.bench.conftest import SIZES
from tests.bench.desks import BUSY
from tests.bench.figures import Figure, Limit, keep
from tests.chaos.scale import FULL, scaled
from tests.people import NETWORK, FakeClock, opened_database, opened_desk, principal, stranger

TRIES, MOST, AT_ONCE = scaled(1, 15), 1.5, 1.0
"""`AT_ONCE`: milliseconds."""
ANY = 100_000
WIDE = replace(
    USUAL,
    member_free=ANY,
    member_offers=ANY,
    stranger_free=ANY,
    stranger_offers=ANY,
    host_free=ANY,
    host_offers=ANY,
    urgent=ANY,
    questions=ANY,
    asked_anew=ANY,
    for_others=ANY,
)
NEW, MINE = ("new @ops printer {k}",), ("new @ops printer {k}", "accept {n}")


@dataclass(frozen=True, slots=True)
class Said:
    """`{n}` is the newest ticket, `{m}` the one before, `{k}` another number each time. `before` isn't measured."""

    line: str
    answer: str
    before: Sequence[str] = ()


BY_ANYBODY = (
    Said("new @ops something {k}", " opened"),
    Said("new @ops priority=urgent it burns {k}", " opened"),
    Said("new @ops private=yes secret {k}", " opened"),
    Said("comment {n} looked at it", "noted", NEW),
    Said("close {n} done", "closed", NEW),
    Said("reopen {n} again", "open again", (*NEW, "close {n} done")),
    Said("accept {n}", "is yours", NEW),
    Said("decline {n}", "declined", NEW),
    Said("release {n}", "is free again", MINE),
    Said("withdraw {n} slip", "withdrawn", NEW),
    Said("urgent {n}", "is urgent", NEW),
    Said("edit {n} priority=high title=other {k}", "changed", NEW),
    Said("move {n} @net", "moved", NEW),
    Said("hold {n} 2h", "on hold", MINE),
    Said("resume {n}", "resumed", (*MINE, "hold {n} 2h")),
    Said("assign {n} charlie", "asking charlie", NEW),
    Said("merge {m} into {n}", "is merged into", (*NEW, *NEW)),
    Said("link {n} blocks {m}", "blocks", (*NEW, *NEW)),
    Said("unlink {n} {m}", "not so any more", (*NEW, *NEW, "link {n} blocks {m}")),
    Said("log {n} 30m did it", "logged", MINE),
    Said("time {n}", "Time: 30m", (*MINE, "log {n} 30m did it")),
    Said("start {n}", "has your timer", MINE),
    Said("stop", "logged", (*MINE, "start {n}")),
    Said("undo", "Undone", (*NEW, "comment {n} a slip")),
    Said("undo {n}", "Undone", (*NEW, "close {n} done")),
    Said("history {n}", "#", NEW),
    Said("why {n}", "#", NEW),
    Said("next", "#"),
    Said("mine", "#"),
    Said("list", "All: "),
    Said("list @net", "net: "),
    Said("list owner:me", "Found "),
    Said("whoami", "You are"),
    Said("role list", "Roles: "),
    Said("role show ops", "ops: "),
    Said("type list", "Types: "),
    Said("type show request", "Type request"),
    Said("stats @ops", "ops"),
    Said("timesheet", " yours: "),
    Said("view list", "view"),
    Said("quiet", "Quiet is off"),
    Said("member list", "Only an admin"),
)
BY_A_STRANGER = (
    Said("new @ops something {k}", " opened"),
    Said("comment {n} it still does", "noted", NEW),
    Said("withdraw {n} slip", "withdrawn", NEW),
    Said("undo", "Undone", (*NEW, "comment {n} a slip")),
    Said("show {n}", "#", NEW),
    Said("mine", "#"),
    Said("list", "All: "),
)
BY_AN_ADMIN = (
    Said("member show " + BUSY, "Member "),
    Said("member rollback person8 since 10m", "Rolled back"),
    Said("member suspend person9", "Suspended", ("member restore person9",)),
    Said("member restore person9", "Restored", ("member suspend person9",)),
    Said("role set ops lifetime=20m", "ops: "),
    Said("role set ops open=yes", "private"),
    Said("role add net person9", "in it now", ("role remove net person9",)),
    Said("role remove net person9", "out of it", ("role add net person9",)),
    Said("type set request lifetime=20m", "lifetime 20m"),
    Said("type reset request", "taken back", ("type set request lifetime=20m",)),
    Said("delivery {n}", "nothing was said", NEW),
    Said("member list", "Members: "),
    Said("audit", "Refused"),
    Said("bill list", "no bill yet"),
    Said("client list", "Clients: "),
    Said("services", "Services"),
)
SAYS = {"bob": BY_ANYBODY, BUSY: BY_ANYBODY, "guest": BY_A_STRANGER, "ada": BY_AN_ADMIN}
"""bob has done little, the busy one has reported and owned one ticket in twenty, and of strangers as many are known."""


@dataclass(slots=True)
class Speaker:
    """In private, on one desk."""

    commander: Commander
    clock: FakeClock
    newest: int
    who: Principal
    times: int = 0
    took: dict[str, list[float]] = field(default_factory=dict[str, "list[float]"])

    async def measure(self, said: Said) -> None:
        """Milliseconds, of the line alone."""
        self.times += 1
        for line in said.before:
            await self.say(line)
        await self.say("more")  # the other desk has had the processor: what is measured shouldn't be to wake up
        began = time.perf_counter()
        answer = await self.say(said.line)
        self.took.setdefault(said.line, []).append((time.perf_counter() - began) * 1000)
        assert said.answer in answer, (said.line, answer)

    async def say(self, line: str) -> str:
        is_new = line.startswith("new ")
        self.newest += is_new
        text = line.format(n=self.newest, m=self.newest - 1, k=f"{self.newest} {self.times}")
        message = Message(self.who, Private(NETWORK, self.who.nick), text, self.clock.advance(seconds=20), ("dibs",))
        answer = " ".join(text for reply in await self.commander.answer(message) for text in reply.lines)
        assert not is_new or " opened" in answer, (line, answer)
        return answer


async def newest_of(tx: Transaction) -> int:
    return int(await tx.value("select max(id) from ticket") or 0)


@pytest.fixture
async def desks(many: dict[int, Path]) -> AsyncGenerator[list[tuple[Commander, FakeClock, int]]]:
    """The smallest and the largest."""
    async with AsyncExitStack() as stack:
        found = list[tuple[Commander, FakeClock, int]]()
        for count in (SIZES[0], SIZES[-1]):
            database, clock = await stack.enter_async_context(opened_database(many[count])), FakeClock()
            desk = await opened_desk(database, clock, DeskSettings(bounds=WIDE))
            found.append((Commander(desk, command_table()), clock, await database.read(newest_of)))
        yield found


def speaker(who: str) -> Principal:
    return stranger("person9").principal if who == "guest" else principal(who)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", SAYS)
async def test_whatever_they_say_takes_as_long_among_a_million_as_among_a_thousand(
    desks: list[tuple[Commander, FakeClock, int]], who: str
) -> None:
    few, many = [Speaker(*one, speaker(who)) for one in desks]
    for said in SAYS[who]:
        for _ in range(TRIES + 1):
            await few.measure(said)
            await many.measure(said)
    times = {line: times_as_long(few.took[line][1:], took[1:]) for line, took in many.took.items()}
    worst = max(times, key=lambda line: times[line])
    name = f"{len(times)} lines of {who}, {SIZES[-1]} tickets, the worst: {worst.partition(' ')[0]}"
    figure = Figure("verbs with many tickets", name, "× of a thousand", [times[worst]], {}, Limit(MOST))
    keep(figure)
    slow = sorted(times.items(), key=lambda each: -each[1])[:8]
    assert not FULL or figure.held, [(line, f"{each:.2f}", f"{median(many.took[line]):.2f} ms") for line, each in slow]


def times_as_long(few: Sequence[float], many: Sequence[float]) -> float:
    return max(median(many), AT_ONCE) / max(median(few), AT_ONCE)

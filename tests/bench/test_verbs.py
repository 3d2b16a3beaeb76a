"""What people say to dibs, on desks with ever more tickets: the same line, the whole way through the table of commands,
beside the statement at its heart in raw sqlite3.

In the short form nothing fails by the clock: held is that each line is done. `make bench` holds a million tickets to
1.5 times of a thousand, interleaved.
"""

import sqlite3
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.desk.bounds import USUAL
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Channel, Message
from tests.bench.conftest import SIZES
from tests.bench.figures import Figure, Limit, keep
from tests.chaos.scale import FULL, scaled
from tests.people import NETWORK, FakeClock, opened_database, opened_desk, principal

TRIES = scaled(2, 25)
MOST = 1.5
HERE = Channel(NETWORK, "#desk")
WIDE = replace(USUAL, member_free=10_000, member_offers=10_000)


@dataclass(frozen=True, slots=True)
class Verb:
    """`line`: what bob says, `{n}` is a ticket of his own that he took and nobody else has touched. `before`: what is
    said first, and not measured. `answer`: how dibs answers. `raw`: the statement that it comes to."""

    line: str
    answer: str
    raw: str
    before: str = ""


TOUCH = "update ticket set changed_at = changed_at where id = :id"
OWN = "new @ops the {n}th of these printers is on fire"
VERBS: Mapping[str, Verb] = {
    "new": Verb(OWN, " opened", "select * from ticket where id = :id"),
    "accept": Verb("accept {n}", " is yours", "update ticket set owner_id = 2 where id = :id", OWN),
    "comment": Verb("comment {n} looked at it", " noted", TOUCH, OWN),
    "close": Verb("close {n} done", " closed", TOUCH, OWN),
    "show": Verb("show {n}", "#", "select * from ticket where id = :id", OWN),
    "history": Verb("history {n}", "#", "select * from event where ticket_id = :id order by id", OWN),
    "list": Verb("list", "All: ", "select * from ticket where closed_at is null order by priority desc, id"),
    "mine": Verb(
        "mine", "Y", "select * from ticket where owner_id = 2 and closed_at is null order by priority desc, id"
    ),
    "search": Verb(
        "search printer",
        "Found ",
        """select ticket.* from ticket_word cross join ticket on ticket.id = ticket_word.rowid
           where ticket_word match 'printer' order by ticket_word.rowid desc limit 101""",
    ),
    "stats": Verb("stats", "All, ", "select count(*) from ticket where opened_at >= '2026-11-16'"),
}


@dataclass(slots=True)
class Speaker:
    """bob, in a channel of one desk."""

    commander: Commander
    clock: FakeClock
    raw: sqlite3.Connection
    newest: int = 0
    took: dict[str, list[float]] = field(default_factory=dict[str, "list[float]"])

    async def say(self, line: str, answer: str = "") -> float:
        """Milliseconds until it is answered."""
        at = self.clock.advance(minutes=1)
        message = Message(principal("bob"), HERE, f"!{line}", at, ("dibs",))
        began = time.perf_counter()
        replies = await self.commander.answer(message)
        took = (time.perf_counter() - began) * 1000
        said = " ".join(text for reply in replies for text in reply.lines)
        assert answer in said, (line, said)
        return took

    async def measure(self, name: str, verb: Verb) -> None:
        if verb.before:
            await self.say(verb.before.format(n=self.newest + 1), " opened")
            self.newest += 1
        number = self.newest + (not verb.before)
        self.add(name, await self.say(verb.line.format(n=number), verb.answer))
        self.newest += name == "new"
        self.add(f"raw {name}", self.ask(verb.raw, self.newest))

    def ask(self, sql: str, number: int) -> float:
        began = time.perf_counter()
        self.raw.execute(sql, {"id": number} if ":id" in sql else {}).fetchall()
        return (time.perf_counter() - began) * 1000

    def add(self, name: str, took: float) -> None:
        self.took.setdefault(name, []).append(took)


@pytest.fixture
async def speakers(many: dict[int, Path]) -> AsyncGenerator[dict[int, Speaker]]:
    async with AsyncExitStack() as stack:
        found = dict[int, Speaker]()
        for count, folder in many.items():
            database, clock = await stack.enter_async_context(opened_database(folder)), FakeClock()
            raw = stack.enter_context(closing(sqlite3.connect(folder / "dibs.sqlite", isolation_level=None)))
            (newest,) = raw.execute("select max(id) from ticket").fetchone()
            desk = await opened_desk(database, clock, DeskSettings(bounds=WIDE))
            found[count] = Speaker(Commander(desk, command_table()), clock, raw, newest)
        yield found


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", VERBS)
async def test_a_verb_takes_as_long_among_a_million_as_among_a_thousand(
    speakers: dict[int, Speaker], name: str
) -> None:
    for _ in range(TRIES + 1):
        for speaker in speakers.values():
            await speaker.measure(name, VERBS[name])
    few = SIZES[0]
    for count, speaker in speakers.items():
        took, raw = speaker.took[name][1:], speaker.took[f"raw {name}"][1:]  # the first one reads from the disk
        peers = {"raw sqlite3": raw, f"{few} tickets": speakers[few].took[name][1:]}
        limit = Limit(MOST, f"{few} tickets") if count == SIZES[-1] else None
        figure = Figure("verbs with many tickets", f"{name}, {count} tickets", "ms", took, peers, limit)
        keep(figure)
        assert not FULL or figure.held

"""The table of bounds, walked: what is at a bound passes, what is above it is refused in words that name the bound."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from msgspec.structs import fields, replace

from chatbot.commands import paging
from chatbot.commands.answer import Commander
from chatbot.commands.dictating import Dictating
from chatbot.commands.gate import Open
from chatbot.desk.bounds import Bounds
from chatbot.desk.durations import format_duration
from chatbot.desk.settings import DeskSettings
from chatbot.desk.throttle import SLOW_AFTER
from chatbot.desk.wording import LINE
from chatbot.wire import Message, Private, Reply
from store.database import Database
from tests.desk.test_bridged import over
from tests.people import NETWORK, FakeClock, in_private, opened_desk, stranger
from tests.voice.walk import OPS, Walk, link, who
from tests.waiting import until

GENEROUS = Bounds(member_free=1000, member_offers=1000, questions=1000, asked_anew=1000)
LINES_OF_OPS = frozenset({(NETWORK, "#ops")})
SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Talk:
    """In private. alice reports, bob holds ops, charlie has nothing, dave is an admin; guest isn't logged in."""

    walk: Walk
    commander: Commander

    async def says(self, name: str, text: str, *, after: timedelta = timedelta(seconds=11)) -> list[Reply]:
        now = self.walk.clock.advance(seconds=after.total_seconds())
        return await self.commander.answer(Message(who(name), Private(NETWORK, name), text, now, ("dibs",)))

    async def does(self, name: str, text: str) -> None:
        """What must be possible."""
        assert not any(reply.error for reply in await self.says(name, text)), text

    async def opens(self, count: int = 1, name: str = "alice", **options: str) -> None:
        words = " ".join(f"{key}={value}" for key, value in options.items())
        for each in range(count):
            await self.does(name, f"new {words} printer {each}")

    async def takes(self, count: int = 1) -> None:
        """bob has #1 to that number."""
        await self.opens(count)
        for number in range(1, count + 1):
            await self.does("bob", f"accept {number}")


@dataclass(frozen=True, slots=True)
class Case:
    """`says` returns what was answered to so many. `most`: a bound for the test, where the true one is large.
    `shown`: how a refusal names it, where not as the number or the length."""

    says: Callable[[Talk, int], Awaitable[list[Reply]]]
    most: int | None = None
    shown: str = ""


def typed(who: str, line: Callable[[int], str]) -> Callable[[Talk, int], Awaitable[list[Reply]]]:
    """One line, after alice has opened #1."""

    async def says(talk: Talk, count: int) -> list[Reply]:
        await talk.opens()
        return await talk.says(who, line(count))

    return says


def over_a_bridge(line: str, then: str = "") -> Callable[[Talk, int], Awaitable[list[Reply]]]:
    """Each by somebody else. `then`: what bob says to each but the last."""

    async def says(talk: Talk, count: int) -> list[Reply]:
        answered = list[Reply]()
        for each in range(1, count + 1):
            somebody = over(f"carol{each}")
            now = talk.walk.clock.advance(seconds=11)
            said = Message(somebody.principal, somebody.audience, line.format(each), now, ("dibs",))
            answered = await talk.commander.answer(said)
            if then and each < count:
                await talk.does("bob", then.format(each))
        return answered

    return says


def at_one_host(line: str, then: str = "") -> Callable[[Talk, int], Awaitable[list[Reply]]]:
    """The same, by strangers there."""

    async def says(talk: Talk, count: int) -> list[Reply]:
        answered = list[Reply]()
        for each in range(1, count + 1):
            somebody = stranger(f"guest{each}")
            now = talk.walk.clock.advance(seconds=11)
            said = Message(somebody.principal, Private(NETWORK, f"guest{each}"), line.format(each), now, ("dibs",))
            answered = await talk.commander.answer(said)
            if then and each < count:
                await talk.does("bob", then.format(each))
        return answered

    return says


def again(line: Callable[[int], str], name: str) -> Callable[[Talk, int], Awaitable[list[Reply]]]:
    """So many lines, each of which but the last must be taken; bob has a ticket for each."""

    async def says(talk: Talk, count: int) -> list[Reply]:
        await talk.takes(count)
        for each in range(1, count):
            await talk.does(name, line(each))
        return await talk.says(name, line(count))

    return says


def opening(name: str, line: str, after: str = "") -> Callable[[Talk, int], Awaitable[list[Reply]]]:
    """So many tickets of one person; `after` each of them something else."""

    async def says(talk: Talk, count: int) -> list[Reply]:
        for each in range(1, count):
            await talk.does(name, line.format(each))
            if after:
                await talk.does(name, after.format(each))
        return await talk.says(name, line.format(count))

    return says


async def paste(talk: Talk, count: int) -> list[Reply]:
    await talk.opens()
    said = list[Reply]()
    for each in range(count):
        said = await talk.says("alice", f"zzz {each}", after=SECOND)
    return said


async def take_many(talk: Talk, count: int) -> list[Reply]:
    await talk.opens(count)
    return await talk.says("bob", f"accept 1-{count}")


async def make_roles(talk: Talk, count: int) -> list[Reply]:
    """There are three from the beginning."""
    for each in range(4, count):
        await talk.does("dave", f"role create role{each}")
    return await talk.says("dave", f"role create role{count}")


async def make_clients(talk: Talk, count: int) -> list[Reply]:
    """There is one from the beginning."""
    for each in range(2, count):
        await talk.does("dave", f"client add client{each}")
    return await talk.says("dave", f"client add client{count}")


async def make_projects(talk: Talk, count: int) -> list[Reply]:
    for each in range(2, count):
        await talk.does("dave", f"project add acme project{each}")
    return await talk.says("dave", f"project add acme project{count}")


async def bill_much(talk: Talk, count: int) -> list[Reply]:
    await talk.opens()
    await talk.does("dave", "edit 1 client=acme")
    for _ in range(count):
        await talk.does("bob", "log 1 1m")
    return await talk.says("dave", "bill acme --mark")


async def give_back(talk: Talk, count: int) -> list[Reply]:
    """By turns with `release` and with `undo`."""
    await talk.opens()
    for each in range(1, count):
        await talk.does("bob", "accept 1")
        await talk.does("bob", "undo" if each % 2 else "release 1")
    await talk.does("bob", "accept 1")
    return await talk.says("bob", "undo")


async def watch(talk: Talk, count: int) -> list[Reply]:
    await talk.opens()
    names = ["bob", "charlie", "dora", "mallory"][:count]
    for name in names[:-1]:
        await talk.does(name, "watch 1")
    return await talk.says(names[-1], "watch 1")


async def link_many(talk: Talk, count: int) -> list[Reply]:
    """#1 to so many others, by turns from either side."""
    await talk.opens(count + 1)
    said = list[Reply]()
    for other in range(2, count + 2):
        said = await talk.says("alice", f"link 1 see also {other}" if other % 2 else f"link {other} blocks 1")
    return said


async def link_from_outside(talk: Talk, count: int) -> list[Reply]:
    """So many of charlie's to #1, which is alice's."""
    await talk.opens()
    await talk.opens(count, "charlie")
    said = list[Reply]()
    for other in range(2, count + 2):
        said = await talk.says("charlie", f"link {other} see also 1")
    return said


async def link_elsewhere(talk: Talk, count: int) -> list[Reply]:
    await talk.opens()
    said = list[Reply]()
    for each in range(count):
        said = await talk.says("alice", f"link 1 https://example.org/{each}")
    return said


async def merge_many(talk: Talk, count: int) -> list[Reply]:
    await talk.opens(2)
    for each in range(count):
        await talk.does("alice", f"comment 1 and {each}")
    return await talk.says("bob", "merge 1 into 2")


async def link_in_a_row(talk: Talk, count: int) -> list[Reply]:
    """Of so many each blocks the next; then one blocks the first of them."""
    await talk.opens(count + 1)
    for number in range(2, count + 1):
        await talk.does("alice", f"link {number} blocks {number + 1}")
    return await talk.says("alice", "link 1 blocks 2")


async def ask_after_a_no(talk: Talk, seconds: int) -> list[Reply]:
    """The sooner the worse."""
    await talk.takes()
    await talk.does("bob", "assign 1 charlie")
    await talk.does("charlie", "decline 1")
    return await talk.says("bob", "assign 1 charlie", after=timedelta(seconds=seconds))


async def undo(talk: Talk, seconds: int) -> list[Reply]:
    await talk.opens()
    await talk.does("alice", "comment 1 a slip")
    return await talk.says("alice", "undo", after=timedelta(seconds=seconds))


async def read_on(talk: Talk, seconds: int) -> list[Reply]:
    await talk.opens()
    for each in range(2 * paging.PAGE):
        await talk.does("alice", f"comment 1 {each} " + "x" * LINE)
    await talk.does("alice", "history 1")
    return await talk.says("alice", "more", after=timedelta(seconds=seconds))


async def roll_back(talk: Talk, count: int) -> list[Reply]:
    await talk.opens()
    for each in range(count - 1):
        await talk.does("alice", f"comment 1 {each}")
    return await talk.says("dave", "member rollback alice since 1h")


async def note_for(talk: Talk, seconds: int) -> list[Reply]:
    await talk.opens()
    await aloud(talk, "!on 1", 11)
    return await aloud(talk, "!off", seconds)


async def note(talk: Talk, count: int) -> list[Reply]:
    await talk.opens()
    await aloud(talk, "!on 1", 11)
    said = [await aloud(talk, f"line {each}", 11) for each in range(count)]
    return said[-1]


async def take_lines(talk: Talk, count: int) -> list[Reply]:
    return await aloud(talk, f"!new -{count} printer on fire", 11)


async def aloud(talk: Talk, text: str, after: int) -> list[Reply]:
    now = talk.walk.clock.advance(seconds=after)
    said = Message(who("alice"), OPS, text, now, ("dibs",), since=1)
    return await talk.commander.answer(said) or await Dictating(talk.walk.desk, Open()).take(said)


async def hand_over(talk: Talk, count: int) -> list[Reply]:
    await talk.takes(count)
    return await talk.says("bob", "handover charlie")


async def guess(talk: Talk, count: int) -> list[Reply]:
    """The right one is the last of so many."""
    await talk.does("?carol", "register evening-star")
    for _ in range(count - 1):
        await talk.says("?carol", "identify carol wrong-password", after=SECOND)
    return await talk.says("?carol", "identify carol evening-star", after=SECOND)


async def wait_for_a_turn(talk: Talk, count: int) -> list[Reply]:
    """Many wrong ones were made for carol's account; the right one is the last of so many that wait since."""
    await talk.does("?carol", "register evening-star")
    throttle, bounds, clock = talk.walk.desk.throttle, talk.walk.desk.settings.bounds, talk.walk.clock
    for _ in range(SLOW_AFTER):
        throttle.missed(who("?carol"), "~carol", clock.now())
    for each in range(count - 1):
        throttle.begin(
            dataclasses.replace(who("?eve"), mask=f"eve!eve@bot{each}.example"), "~carol", clock.now(), bounds
        )
    right = asyncio.create_task(talk.says("?carol", "identify carol evening-star", after=timedelta(0)))
    await until("it waits, or is refused", lambda: right.done() or clock.next_waking is not None)
    clock.advance(minutes=1)
    return await right


async def register(talk: Talk, count: int) -> list[Reply]:
    for each in range(1, count):
        await talk.does(f"?carol{each}", "register evening-star")
    return await talk.says("?carol", "register evening-star")


async def use_a_code(talk: Talk, seconds: int) -> list[Reply]:
    """It is for the network `vault`, where bob gets an account by it."""
    said = await talk.says("dave", "member password bob")
    code = said[0].lines[1].split(" ")[1]
    now, bob = talk.walk.clock.advance(seconds=seconds), dataclasses.replace(who("?bob"), network="vault")
    line = Message(bob, Private("vault", "bob"), f"register {code} evening-star", now, ("dibs",))
    return await talk.commander.answer(line)


async def link_accounts(talk: Talk, count: int) -> list[Reply]:
    """alice has one from the beginning."""
    for each in range(1, count - 1):
        await link(talk.walk.desk, in_private("alice"), in_private(f"alice{each}", network="oftc"))
    return await talk.says("alice", "member link alice@oftc")


CASES: Mapping[str, Case] = {
    "line": Case(typed("alice", lambda most: "comment 1 ".ljust(most, "x"))),
    "title": Case(typed("alice", lambda most: "new " + "x" * most)),
    "text": Case(typed("alice", lambda most: "comment 1 " + "x" * most), 500),
    "pasted": Case(paste),
    "name": Case(typed("dave", lambda most: "role create " + "x" * most)),
    "address": Case(typed("alice", lambda most: "assign 1 " + "x" * most)),
    "addresses": Case(link_accounts, 3),
    "channel": Case(typed("dave", lambda most: "role set ops channel=" + "#".ljust(most, "x"))),
    "zone": Case(typed("alice", lambda most: "set tz=" + "x" * most)),
    "shortest_password": Case(typed("?carol", lambda least: "register " + "secret-word-of-mine"[:least])),
    "password": Case(typed("?carol", lambda most: "register ab" + "x" * (most - 2))),
    "wrong_passwords": Case(guess),
    "waiting_tries": Case(wait_for_a_turn, 3),
    "registered": Case(register),
    "password_code": Case(use_a_code),
    "key": Case(typed("bob", lambda most: "new key=" + "x" * most + " disk full")),
    "search": Case(typed("bob", lambda most: "search " + "x" * most)),
    "search_terms": Case(typed("bob", lambda most: "search " + " ".join(["printer"] * most))),
    "views": Case(again(lambda each: f"view save view{each} printer", "bob"), 3),
    "length": Case(typed("bob", lambda most: "mute " + "2h".rjust(most, "0"))),
    "moment": Case(typed("dave", lambda most: "member rollback alice since" + "1h".rjust(most - 5))),
    "longest": Case(typed("dave", lambda most: f"role set ops lifetime={most}s"), shown="2 years"),
    "longest_mute": Case(typed("bob", lambda most: f"mute {most}s")),
    "shortest_every": Case(typed("dave", lambda most: f"role set ops every={most}s")),
    "shortest_keep": Case(typed("dave", lambda least: f"type set request keep={least}s")),
    "at_once": Case(take_many),
    "roles": Case(make_roles, 5),
    "watchers": Case(watch, 2),
    "links": Case(link_many, 3),
    "links_from_outside": Case(link_from_outside, 3),
    "merged": Case(merge_many, 3),
    "weblink": Case(typed("alice", lambda most: "link 1 " + "https://e.org/".ljust(most, "x"))),
    "weblinks": Case(link_elsewhere, 3),
    "chain": Case(link_in_a_row, 3),
    "stranger_free": Case(opening("guest", "new printer {}")),
    "member_free": Case(opening("alice", "new printer {}"), 3),
    "keyed_free": Case(opening("bob", "new key=db{} disk full"), 3),
    "stranger_offers": Case(opening("guest", "new printer {}", "withdraw {}")),
    "host_free": Case(at_one_host("new printer {}")),
    "host_offers": Case(at_one_host("new printer {}", "accept {}"), most=4),
    "relay_free": Case(over_a_bridge("!new printer {}")),
    "relay_offers": Case(over_a_bridge("!new printer {}", "accept {}"), most=4),
    "member_offers": Case(opening("alice", "new printer {}", "withdraw {}"), 4),
    "asked_anew": Case(give_back, 3),
    "questions": Case(again(lambda each: f"assign {each} charlie", "bob")),
    "ask_again": Case(ask_after_a_no),
    "handed_over": Case(hand_over, 3),
    "for_others": Case(opening("bob", "new for=charlie printer {}"), 3),
    "urgent": Case(again(lambda each: f"urgent {each}", "alice")),
    "clients": Case(make_clients, 3),
    "projects": Case(make_projects, 2),
    "label": Case(typed("dave", lambda most: "client add " + "x" * most)),
    "billed": Case(bill_much, 3),
    "longest_entry": Case(typed("dave", lambda most: f"log 1 {-(-most // 60)}m"), shown="24h"),
    "undo": Case(undo),
    "more": Case(read_on),
    "quoted": Case(take_lines),
    "dictation": Case(note_for),
    "dictated": Case(note, 3),
    "rollback": Case(typed("dave", lambda most: f"member rollback alice since {most}s")),
    "rollback_changes": Case(roll_back, 3),
}
AT_LEAST = {"shortest_every", "shortest_keep", "ask_again", "shortest_password"}
"""Where less is refused."""
OF_NOBODY = {"zone", "address"}
"""There is none so long: it is refused for another reason."""


def test_every_bound_is_walked() -> None:
    assert list(CASES) == [field.name for field in fields(Bounds)]


def refusal(said: list[Reply]) -> str:
    """What was refused, or taken with a word about what was left out."""
    return " ".join(line for reply in said for line in reply.lines if reply.error or "the most" in line)


def bound_of(name: str) -> int | timedelta:
    usual: int | timedelta = getattr(Bounds(), name)
    return CASES[name].most or usual


def shown(name: str) -> str:
    """As a refusal has it."""
    bound = bound_of(name)
    return CASES[name].shown or (format_duration(bound) if isinstance(bound, timedelta) else str(bound))


async def answered(database: Database, clock: FakeClock, name: str, *, beyond: int) -> str:
    """What is refused of somebody who asks for so much more than the bound; with seconds, so many of them."""
    bound = bound_of(name)
    settings = DeskSettings(
        passwords=frozenset({"vault"}), quotes=LINES_OF_OPS, bounds=replace(GENEROUS, **{name: bound})
    )
    walk = Walk(await opened_desk(database, clock, settings), clock)
    await walk.furnish()
    count = int(bound.total_seconds()) if isinstance(bound, timedelta) else bound
    return refusal(await CASES[name].says(Talk(walk, walk.commander), count + beyond))


@pytest.mark.parametrize("name", CASES)
async def test_what_is_at_a_bound_passes(database: Database, clock: FakeClock, name: str) -> None:
    said = await answered(database, clock, name, beyond=0)
    assert said == "" or (name in OF_NOBODY and shown(name) not in said)


@pytest.mark.parametrize("name", CASES)
async def test_what_is_beyond_a_bound_is_refused_and_the_bound_named(
    database: Database, clock: FakeClock, name: str
) -> None:
    assert shown(name) in await answered(database, clock, name, beyond=-1 if name in AT_LEAST else 1)

"""Somebody of every sort says every verb in every form, right and wrong, in a channel and in private."""

from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.commands.around import Around
from chatbot.commands.quotes import Quotes
from chatbot.desk import clients, linking, ownership, projects, roles, services, tickets, working
from chatbot.desk.act import Caller
from chatbot.desk.addresses import address_of
from chatbot.desk.bounds import Bounds
from chatbot.desk.clients import ClientChange
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.drafts import Afterwards
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.reloading import Reloaded
from chatbot.desk.roles import RoleChange
from chatbot.desk.settings import DeskSettings
from chatbot.desk.working import Entry
from chatbot.wire import Channel, Message, Principal, Private, Reply
from store import services as running
from store.database import Transaction
from store.records import Service
from tests.chaos.test_canary import WORDS
from tests.desk.doing import events
from tests.desk.kept import put_away
from tests.logins import FakeLogins
from tests.people import NETWORK, FakeClock, add_member, in_private, principal, shell, stranger

TABLE = command_table()
OPS = Channel(NETWORK, "#ops")
PEOPLE: Mapping[str, str] = {
    "alice": "reports",
    "bob": "holds the roles, and has what is taken",
    "dave": "is an admin",
    "dora": "is asked in person",
    "mallory": "joined ops by herself",
    "charlie": "has nothing",
    "guest": "isn't logged in",
}
FIRE = "\U0001f525"
"""What people write stays as they wrote it."""
WRITTEN = "bob: !op mallory \x0304red \u202erev"
"""Begins all that people write here, and so must begin no line of dibs."""

WRONG = (
    *("", "99", "0", "x", "nobody", "=bob", "12345678901", "3-1", "1-99", "5,5", "x=y", "@nobody", '"', "--"),
    *("3/4", "-2h", "9999w", "0m", "2", "priority=", "priority=wrong", "lifetime=1s", "W" * 40, WRITTEN, "W" * 16_300),
    *("title=", "description=", 'title="open', "every=5", "private=perhaps", FIRE, "\x02\x0f"),
)
MORE = {
    "iam": ("{code}",),
    "member unlink": ("bob@oftc",),
    "member suspend": ("charlie for a reason",),
    "member restore": ("charlie",),
    "member rollback": ("charlie since 2h",),
    "member forget": ("charlie", "charlie really"),
    "role confirm": ("ops mallory",),
    "unignore": ("mallory", "*!*@nowhere.example"),
    "role delete": ("attic",),
    "role remove": ("ops mallory",),
}
"""What of the canary's would not be done here."""
FIRST = {
    "member restore": "member suspend charlie",
    "unignore": "ignore mallory",
    "type reset": "type set request lifetime=20m",
    "unwatch": "watch {n}",
    "unlink": "link {n} see also 1",
    "view show": "view save late touched:>2w",
    "view delete": "view save late touched:>2w",
    "merge": "reopen 1",
    "split": "re {n} a matter of its own",
    "resume": "hold {n}",
    "stop": "start {n} a word",
    "off": "on {n}",
    "drop": "new -5 @ops alarm",
    "cancel": "new -5 @ops alarm",
    "undo": "re {n} a slip",
    "bye": "hi",
    "unmute": "mute 2h",
    "bill show": "bill acme --mark",
    "bill undo": "bill acme --mark",
    "more": "why {n}",
    "identify": "register correct-horse",
    "logout": "register correct-horse",
    "passwd": "register correct-horse",
}
"""What must have been said before, so that there is something to take back, or more of it."""
PATIENT = DeskSettings(
    passwords=frozenset({"vault"}),
    quotes=frozenset({(NETWORK, "#ops")}),
    bounds=Bounds(member_free=10_000, member_offers=10_000, asked_anew=10_000),
)
"""tests/threats/test_pestering.py knows how much one person may ask."""
STATES = ("free", "taken", "asked", "closed", "archived", "erased")
PUT_AWAY: Mapping[str, Afterwards] = {"archived": "archive", "erased": "delete"}


@dataclass(slots=True)
class Walk:
    """`codes` are those that the terminal would have shown."""

    desk: Desk
    clock: FakeClock
    codes: list[str] = field(default_factory=list[str])
    commander: Commander = field(init=False)

    def __post_init__(self) -> None:
        logins, quotes = FakeLogins(), Quotes(self.desk)
        for text in (WRITTEN, "it smokes"):
            quotes.lines.keep(OPS, Message(who("bob"), OPS, text, self.clock.now(), number=2))
        self.commander = Commander(
            self.desk,
            TABLE,
            around=Around(
                wearer=self._wearer, logins=lambda _network: logins, reload=reloaded, restart=restarted, quotes=quotes
            ),
        )

    def _wearer(self, _network: str, nick: str) -> Principal | None:
        return who(nick) if nick in PEOPLE else None

    async def furnish(self) -> None:
        for name in PEOPLE:
            if name != "guest":
                await add_member(self.desk, name, admin=name == "dave")
        await self.desk.database.write(_run, self.clock.now())
        self.desk.codes = AdminCodes(None, self.codes.append)
        self.desk.codes.renew(self.clock.now())
        await self.refurnish()

    async def refurnish(self) -> None:
        """What somebody has undone on the way is done again; who was forgotten is met anew."""
        for name in ("bob", "dora"):
            await if_needed(add_member(self.desk, name))
        for role, is_open in (("ops", True), ("hr", False), ("attic", False)):
            change = RoleChange(channel=f"#{role}", network=NETWORK, open=is_open)
            await if_needed(self.desk.change(shell(), roles.create, role, change))
            await if_needed(self.desk.change(shell(), roles.add, role, Person("bob")))
        await if_needed(self.desk.change(in_private("mallory"), roles.join, "ops"))
        change = ClientChange(rate="50", currency="USD")
        await if_needed(self.desk.change(shell(), clients.add, "acme", change))
        await if_needed(self.desk.change(shell(), projects.add, "acme", "x", ""))
        await if_needed(link(self.desk, in_private("bob"), in_private("bob", network="oftc")))

    async def ticket(self, state: str) -> int:
        """One that alice reports; in that state, and with words of people wherever there can be some."""
        await self.refurnish()
        wanted = New(WRITTEN, f"{WRITTEN}\n!quit\n{WRITTEN * 20}", "ops", client="acme")
        number = (await self.desk.change(in_private("alice"), tickets.open_ticket, wanted)).seen.ticket.id
        await self.desk.change(in_private("bob"), tickets.comment, number, WRITTEN)
        await self.desk.change(in_private("bob"), working.log, number, Entry(6, WRITTEN))
        if state == "taken":
            await self.desk.change(in_private("bob"), ownership.accept, number)
        if state == "asked":
            await self.desk.change(in_private("bob"), ownership.assign, number, Person("dora"))
        if state in {"closed", *PUT_AWAY}:
            await self.desk.change(in_private("bob"), tickets.close, number, WRITTEN)
        if state in PUT_AWAY:
            await put_away(self.desk, number, PUT_AWAY[state])
        return number

    async def says(self, name: str, text: str) -> list[Reply]:
        """Said in the channel, and then in private. Time passes, so that manners don't silence a second error."""
        found = list[Reply]()
        for place, line in ((OPS, f"!{text}"), (Private(NETWORK, name), text)):
            now, said = self.clock.advance(seconds=11), line.replace("{code}", self.codes[-1])
            found += await self.commander.answer(Message(who(name), place, said, now, ("dibs",), since=1))
        return found

    async def role_names(self) -> set[str]:
        """All that there ever were."""
        return {str(event.data["name"]) for event in await events(self.desk, "role_created")}

    async def end(self, number: int) -> None:
        """So that nobody has too many waiting for the next."""
        await self.says("dave", f"close {number}")
        await self.says("alice", f"withdraw {number}")


async def reloaded(_caller: Caller) -> Reloaded:
    """Much of it, as after a first evening with the file."""
    return Reloaded(tuple(map("networks.libera{}.channels".format, range(30))), ("libera",), ("a",), ("b",), ("c",))


async def _run(tx: Transaction, now: datetime) -> None:
    """So many that they need more than a page, and some in trouble."""
    for number in range(60):
        failed, up = (now, None) if number % 7 == 0 else (None, number % 5 > 0)
        name = f"dibs-{'a' * (number % 2) * 30}-{number}-{'new' * (number % 3) * 10}"
        row = Service(
            name, now, now, now, 300, number, number, failed, "KeyError at x.py:1", failed == now, None, up, now
        )
        await running.put(tx, row)


async def restarted(_caller: Caller, name: str) -> str:
    """One of those that run, as the app has it."""
    return services.need_name(name, ("timekeeper", "plugin announce", "link testnet", "dibs-request-1-new"))


async def link(desk: Desk, one: Caller, other: Caller) -> None:
    """Both are one person then."""
    of, to = address_of(one.principal), address_of(other.principal)
    asked = await linking.ask(desk, one, str(to))
    await linking.answer(desk, other, str(of), asked.code)


async def if_needed(change: Awaitable[object]) -> None:
    with suppress(Refused):
        await change


def who(name: str) -> Principal:
    """`?bob`: somebody under that nick who isn't logged in."""
    strange = name == "guest" or name.startswith("?")
    return stranger(name.removeprefix("?")).principal if strange else principal(name)


def caller(name: str) -> Caller:
    return Caller(who(name), Private(NETWORK, name))


def right(verb: str, number: int) -> Iterator[str]:
    """As the canary's test tries it, with what people write instead of a text of it; its answers alone; a number."""
    for words in (*WORDS[verb], *MORE.get(verb, ())):
        yield f"{verb} {words}".strip().replace("{n}", str(number))
    yield from TABLE.names[verb].declared.answers
    yield TABLE.names[verb].declared.example


def wrong(verb: str, number: int) -> Iterator[str]:
    """What it begins with as it should be, and then something that isn't."""
    begun = {" ".join(words.split(" ")[:count]) for words in WORDS[verb] for count in range(words.count(" ") + 2)}
    for words in sorted(begun):
        for last in WRONG:
            yield f"{verb} {words.replace('{n}', str(number))} {last}"


async def all_said(walk: Walk, verb: str) -> AsyncIterator[Reply]:
    """Right in every state, by everybody; wrong by three sorts of people."""
    for state in STATES:
        number = await walk.ticket(state)
        for name in PEOPLE:
            for text in right(verb, number):
                await walk.says(name, FIRST.get(verb, "whoami").replace("{n}", str(number)))
                for reply in await walk.says(name, text):
                    yield reply
        await walk.end(number)
    number = await walk.ticket("free")
    for text in wrong(verb, number):
        for name in ("charlie", "guest", "dave"):
            for reply in await walk.says(name, text):
                yield reply
    await walk.end(number)

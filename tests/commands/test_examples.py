"""What `help <verb>` shows can be typed as it stands, and is done, where things are as the example has them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from chatbot.desk import roles
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.wire import Message, Private, Reply
from store.database import Database
from tests.people import NETWORK, FakeClock, add_member, opened_desk, shell
from tests.voice.walk import OPS, PATIENT, TABLE, Walk, if_needed, who


@dataclass(frozen=True, slots=True)
class Before:
    """`who` says the example, after those lines of others; `aloud`: all of it in a channel. #12 and #13 are
    alice's, and for ops."""

    who: str
    lines: tuple[str, ...] = ()
    aloud: bool = False


GONE = tuple(f"alice: withdraw {number}" for number in range(1, 14))
EMPTY = Before("dave", (*GONE, "dave: role delete ops"))
TAKEN = ("bob: dibs 12", "bob: dibs 13")
ADMIN, REPORTER, OWNER = Before("dave"), Before("alice"), Before("bob", TAKEN)
BILLED = ("dave: edit 12 client=acme", *("bob: log 12 15m", "dave: bill acme --mark") * 3)
EXAMPLES: Mapping[str, Before] = {
    "bill": Before("dave", BILLED[:2]),
    "bill list": Before("dave", BILLED),
    "bill show": Before("dave", BILLED),
    "bill undo": Before("dave", BILLED),
    "reopen": Before("alice", ("alice: withdraw 12",)),
    "assign": Before("dave"),
    "handover": Before("dora", ("dora: dibs 12", "dora: dibs 13")),
    "release": OWNER,
    "withdraw": REPORTER,
    "steal": Before("dora", TAKEN),
    "hold": OWNER,
    "ask": OWNER,
    "resume": Before("bob", (*TAKEN, "bob: hold 12")),
    "urgent": REPORTER,
    "undo": Before("alice", ("alice: re 12 a slip",)),
    "split": Before("bob", ("alice: re 12 no toner either",)),
    "stop": Before("bob", ("bob: start 12",)),
    "unlink": Before("bob", ("bob: link 12 blocks 13",)),
    "redact": Before("dave", tuple(f"alice: re 12 my password is hunter{each}" for each in (1, 2, 3))),
    "later": Before("bob", ("dave: role set ops lifetime=5h", "bob: dibs 12", "bob: release 12")),
    "unwatch": Before("charlie", ("charlie: watch 12",)),
    "view show": Before("bob", ("bob: view save late touched:>2w",)),
    "view delete": Before("bob", ("bob: view save late touched:>2w",)),
    "more": Before("alice", ("alice: help all",)),
    "role create": EMPTY,
    "role delete": Before("dave", GONE),
    "role join": Before("charlie"),
    "role leave": Before("bob"),
    "role confirm": Before("dave", ("bob: role leave ops", "bob: role join ops")),
    "type reset": Before("dave", ("dave: type set request lifetime=20m",)),
    "member restore": Before("dave", ("dave: member suspend eve",)),
    "member forget": Before("dave"),
    "unignore": Before("dave", ("dave: ignore mallory",)),
    "role add": Before("dave", ("dave: role remove ops bob",)),
    "on": Before("bob", aloud=True),
    "off": Before("bob", ("bob: on 12",), aloud=True),
    "drop": Before("bob", ("bob: new -5 @ops alarm",), aloud=True),
    "cancel": Before("bob", ("bob: new -5 @ops alarm",), aloud=True),
    "iam": Before("charlie"),
    "register": Before("guest"),
    "identify": Before("?bob", ("?bob: register correct-horse", "?bob: logout")),
    "logout": Before("guest", ("guest: register correct-horse",)),
    "passwd": Before("guest", ("guest: register correct-horse",)),
}
"""By verb; else it is said by bob, to whom ops is offered, or by an admin where only they may."""


async def says(walk: Walk, name: str, text: str, *, aloud: bool = False) -> list[Reply]:
    now = walk.clock.advance(seconds=11)
    place, said = (OPS, f"!{text}") if aloud else (Private(NETWORK, name), text)
    return await walk.commander.answer(Message(who(name), place, said, now, ("dibs",), since=1))


@pytest.fixture
async def walk(database: Database, clock: FakeClock) -> Walk:
    """dora is in ops, too; there is a role net, and eve, and a project."""
    walk = Walk(await opened_desk(database, clock, PATIENT), clock)
    await walk.furnish()
    await add_member(walk.desk, "eve")
    await if_needed(walk.desk.change(shell(), roles.create, "net", RoleChange()))
    await if_needed(walk.desk.change(shell(), roles.add, "ops", Person("dora")))
    await says(walk, "dave", 'project add acme "Disaster Recovery"')
    for number in range(1, 14):
        await says(walk, "alice", f"new @ops printer {number}")
    return walk


@pytest.mark.parametrize("verb", [each.name for each in TABLE.commands])
async def test_an_example_is_done_as_it_stands(walk: Walk, verb: str) -> None:
    before = EXAMPLES.get(verb, ADMIN if TABLE.names[verb].declared.who.startswith("admins") else Before("bob"))
    for line in before.lines:
        name, text = line.split(": ", 1)
        assert not any(reply.error for reply in await says(walk, name, text, aloud=before.aloud)), text
    example = TABLE.names[verb].declared.example.replace("ABCD-2345", walk.codes[-1])
    replies = await says(walk, before.who, example, aloud=before.aloud)
    assert [line for reply in replies for line in reply.lines]
    assert [reply.lines for reply in replies if reply.error] == []


@pytest.mark.parametrize("verb", [each.name for each in TABLE.commands])
def test_help_on_a_verb_has_its_usage_who_may_and_one_example(verb: str) -> None:
    declared = TABLE.names[verb].declared
    assert declared.who
    assert declared.example
    first, *rest = declared.example.split(" ")
    assert {first, f"{first} {rest[0] if rest else ''}"} & {verb, *declared.aliases}

"""A private ticket's words never come back to an audience that may not read them, whatever verb is used by whom."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import cast

import pytest
from msgspec import Struct
from msgspec.structs import astuple

from chatbot.desk import (
    answering,
    archive,
    editing,
    explaining,
    handing,
    leading,
    members,
    moving,
    ownership,
    reading,
    redacting,
    relating,
    reopening,
    roles,
    saved,
    searching,
    spent,
    splitting,
    stealing,
    tickets,
    undoing,
    uniting,
    upcoming,
    watching,
    weblinks,
    withdrawing,
    working,
)
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.relating import Way
from chatbot.desk.roles import RoleChange
from chatbot.desk.views import TicketView
from chatbot.desk.working import Entry
from chatbot.wire import Private
from tests.desk.doing import ADA, BOB, CHARLIE, accept, assign, close, comment, decline, new, release, reopen
from tests.desk.kept import put_away
from tests.people import NETWORK, add_member, add_role, in_private, person, shell, stranger

READERS = [in_private(name) for name in ("alice", "bob", "ada")]
OTHERS = [
    *(person(name) for name in ("alice", "bob", "ada", "charlie", "dora")),
    in_private("charlie"),
    in_private("dora"),
    stranger("bob"),
    stranger("bob", Private(NETWORK, "bob")),
    replace(in_private("bob", network="othernet")),
]
"""dora joined the role by herself; charlie has nothing."""

NUMBER = 1
"""Of the private ticket: the first one of its desk."""

Verb = Callable[[Desk, Caller], Awaitable[object]]

LOOKS: dict[str, Verb] = {
    "show": lambda desk, who: desk.look(who, reading.show, NUMBER),
    "time": lambda desk, who: desk.look(who, spent.sheet, NUMBER),
    "history": lambda desk, who: desk.look(who, reading.history, NUMBER),
    "why": lambda desk, who: desk.look(who, explaining.why, NUMBER),
    "next": lambda desk, who: desk.look(who, upcoming.list_next, None),
    "next of it": lambda desk, who: desk.look(who, upcoming.of_ticket, NUMBER),
    "list": lambda desk, who: desk.look(who, reading.list_tickets, None, free=False),
    "list archived": lambda desk, who: desk.look(who, archive.list_archive, None),
    "search": lambda desk, who: desk.look(who, searching.search, "title", None),
    "search archived": lambda desk, who: desk.look(who, searching.search, "title", None, archived=True),
    "search private": lambda desk, who: desk.look(who, searching.search, "is:private sort:-priority", None),
    "list by a query": lambda desk, who: desk.look(
        who, saved.find, "role:hr -nothing", None, archived=False, free=False
    ),
    "list free": lambda desk, who: desk.look(who, reading.list_tickets, None, free=True),
    "list @hr": lambda desk, who: desk.look(who, reading.list_tickets, "hr", free=False),
    "split": lambda desk, who: desk.look(who, splitting.comments, NUMBER),
    "redact": lambda desk, who: desk.look(who, redacting.entries, NUMBER),
    "mine": lambda desk, who: desk.look(who, reading.mine),
    "whoami": lambda desk, who: desk.look(who, members.whoami),
    "members": lambda desk, who: desk.look(who, members.list_members),
    "role list": lambda desk, who: desk.look(who, roles.list_roles),
    "role show": lambda desk, who: desk.look(who, roles.show, "hr"),
    "dibs": lambda desk, who: desk.look(who, answering.the_offers, "dibs"),
}

CHANGES: dict[str, Verb] = {
    "comment": lambda desk, who: desk.change(who, tickets.comment, NUMBER, "more"),
    "log": lambda desk, who: desk.change(who, working.log, NUMBER, Entry(15, "more")),
    "assign": lambda desk, who: desk.change(who, ownership.assign, NUMBER, Person("alice")),
    "decline": lambda desk, who: desk.change(who, ownership.decline, NUMBER, ""),
    "accept": lambda desk, who: desk.change(who, ownership.accept, NUMBER),
    "handover": lambda desk, who: desk.change(who, handing.hand_over, Person("charlie"), [NUMBER]),
    "release": lambda desk, who: desk.change(who, ownership.release, NUMBER, ""),
    "close": lambda desk, who: desk.change(who, tickets.close, NUMBER, ""),
    "reopen": lambda desk, who: desk.change(who, reopening.reopen, NUMBER, ""),
    "edit": lambda desk, who: desk.change(who, editing.edit, NUMBER, Edit(priority=3)),
    "move": lambda desk, who: desk.change(who, moving.move, NUMBER, "ops"),
    "steal": lambda desk, who: desk.change(who, stealing.steal, NUMBER, "more"),
    "role confirm": lambda desk, who: desk.change(who, leading.confirm, "hr", Person("dora")),
    "role lead": lambda desk, who: desk.change(who, leading.lead, "hr", Person("bob"), leads=True),
    "redact": lambda desk, who: desk.change(who, redacting.erase, NUMBER, 99),
    "undo": lambda desk, who: desk.change(who, undoing.undo, None),
    "link": lambda desk, who: desk.change(who, relating.link, NUMBER, Way("blocks"), NUMBER),
    "split": lambda desk, who: desk.change(who, splitting.split, NUMBER, 99, "a matter of its own"),
    "merge": lambda desk, who: desk.change(who, uniting.merge, NUMBER, NUMBER),
    "unlink": lambda desk, who: desk.change(who, relating.unlink, NUMBER, None, NUMBER),
    "watch": lambda desk, who: desk.change(who, watching.watch, NUMBER),
    "unwatch": lambda desk, who: desk.change(who, watching.unwatch, NUMBER),
    "withdraw": lambda desk, who: desk.change(who, withdrawing.withdraw, NUMBER, ""),
    "role open": lambda desk, who: desk.change(who, roles.put, "hr", RoleChange(open=True)),
    "role delete": lambda desk, who: desk.change(who, roles.delete, "hr"),
    "role join": lambda desk, who: desk.change(who, roles.join, "hr"),
    "role leave": lambda desk, who: desk.change(who, roles.leave, "ops"),
}


@pytest.fixture(autouse=True)
async def canary(desk: Desk) -> None:
    """Private, for hr, with a canary in all that can be written on a ticket; free."""
    await add_member(desk, "dora")
    await add_role(desk, "hr", "bob", is_open=True)
    await desk.change(person("dora"), roles.join, "hr")
    await desk.change(shell(), roles.put, "hr", RoleChange(open=False))
    alice, bob = in_private("alice"), in_private("bob")
    assert await new(desk, alice, "canary title", description="canary description", role="hr", private=True) == NUMBER
    await comment(desk, bob, NUMBER, "canary comment")
    await desk.change(bob, weblinks.link, NUMBER, "https://canary.example.org/")
    await desk.change(bob, working.log, NUMBER, Entry(15, "canary time"))
    await decline(desk, bob, NUMBER, "canary decline")
    await accept(desk, bob, NUMBER)
    await close(desk, bob, NUMBER, "canary close")
    await reopen(desk, bob, NUMBER, "canary reopen")
    await assign(desk, bob, NUMBER, "charlie")
    await decline(desk, CHARLIE, NUMBER, "canary no")
    await release(desk, bob, NUMBER, "canary release")


def words(found: object) -> Iterator[str]:
    """All the text in an answer that a door may show. Of a ticket that isn't readable that is its masked title."""
    if isinstance(found, TicketView) and not found.readable:
        yield found.title
    elif is_dataclass(found):
        for field in fields(found):
            yield from words(getattr(found, field.name))
    elif isinstance(found, Struct):
        yield from words(astuple(found))
    elif isinstance(found, dict):
        yield from words(list(cast("dict[object, object]", found).items()))
    elif isinstance(found, list | tuple):
        for one in cast("Sequence[object]", found):
            yield from words(one)
    elif isinstance(found, str):
        yield found


async def heard(desk: Desk, verb: Verb, who: Caller) -> str:
    try:
        return "\n".join(words(await verb(desk, who)))
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize("verb", LOOKS)
async def test_no_look_shows_it_to_others(desk: Desk, verb: str) -> None:
    for who in OTHERS:
        assert "canary" not in await heard(desk, LOOKS[verb], who), who


@pytest.mark.parametrize("verb", CHANGES)
async def test_no_change_shows_it_to_others_even_if_it_is_refused(desk: Desk, verb: str) -> None:
    for who in OTHERS:
        assert "canary" not in await heard(desk, CHANGES[verb], who), who


@pytest.mark.parametrize("verb", ["show", "time", "history", "list", "list free", "list @hr"])
async def test_those_who_may_read_it_do(desk: Desk, verb: str) -> None:
    for who in READERS:
        assert "canary" in await heard(desk, LOOKS[verb], who), who


@pytest.mark.parametrize("verb", ["show", "history", "list archived", "search archived"])
async def test_those_who_may_read_it_do_when_it_is_archived_and_no_others(desk: Desk, verb: str) -> None:
    await close(desk, in_private("bob"), NUMBER, "canary close")
    await put_away(desk, NUMBER, "archive")
    for who in READERS:
        assert "canary" in await heard(desk, LOOKS[verb], who), who
    for who in OTHERS:
        assert "canary" not in await heard(desk, LOOKS[verb], who), who


async def test_what_waits_is_named_to_a_role_member_in_private_alone(desk: Desk) -> None:
    await new(desk, ADA, "a public one")
    assert "canary title" in await heard(desk, LOOKS["dibs"], in_private("bob"))
    assert "canary" not in await heard(desk, LOOKS["dibs"], BOB)

"""How surely somebody must be known, for each verb: configured, by one table, and told where it isn't enough."""

import dataclasses
import re
from importlib import import_module
from pathlib import Path

import pytest
from msgspec.structs import replace

import chatbot
from chatbot.desk import members, roles, tickets
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.people import Person
from chatbot.desk.strength import NEEDS, Least
from chatbot.wire import METHODS, Method, Principal
from store.database import Database
from tests.desk.doing import accept, close, comment, events, hold, last_event, new, owner, refusal, undo, urgent
from tests.people import NETWORK, FakeClock, in_private, opened_desk, principal, shell, stranger
from tests.voice import walk as walking
from tests.voice.walk import FIRST, PATIENT, TABLE, Walk, right

STRICT = Least(open="account-tag", own="account-tag", administer="account-tag")
WEAK: Method = "tracker"
ALICE, BOB, ADA = (in_private(name) for name in ("alice", "bob", "ada"))
WEAK_ALICE, WEAK_BOB, WEAK_ADA = (in_private(name, method=WEAK) for name in ("alice", "bob", "ada"))
WANTS = "wants account-tag; you came by tracker. Who runs dibs decides that."
OWNING, OPENING = f"Taking and changing tickets here {WANTS}", f"Opening tickets here {WANTS}"
ADMINISTERING = f"Administering here {WANTS}"

LOOKS = frozenset(
    {"comment", "watch", "unwatch", "list", "show", "see", "mine", "history", "search", "stats", "why", "next", "more"}
    | {"on", "off", "drop", "cancel", "quote"}
    | {"time", "client list", "client show", "bill list", "bill show"}
    | {
        "help",
        "whoami",
        "role list",
        "role show",
        "view list",
        "view show",
        "type list",
        "type show",
        "register",
        "identify",
        "logout",
        "passwd",
    }
)
"""What wants no proof beyond what it always did. All others change something, or are for admins."""
PEOPLE = {"free": ("bob", "dave"), "taken": ("bob", "dave"), "closed": ("alice", "bob")}
"""Who says it, by how the ticket stands: bob holds the role and has what is taken, dave is an admin, alice reports."""
DONE_BEFORE = {**FIRST, "undo": "edit {n} priority=high"}


def weakly(nick: str) -> Principal:
    return principal(nick, method=WEAK)


def least(desk: Desk, setting: Least) -> None:
    desk.settings = replace(desk.settings, least=setting)


def told_to_change() -> set[str]:
    """Every verb that a command has the desk run, as `module.function`."""
    found = set[str]()
    for folder in ("commands", "desk"):
        for source in (Path(chatbot.__file__).parent / folder).glob("*.py"):
            for verb in re.findall(
                r"\.change\(\s*(?:caller, |self\.caller, )?([a-z_]+(?:\.[a-z_]+)?)[,)]", source.read_text()
            ):
                found.add(verb if "." in verb else f"{source.stem}.{verb}")
    return found - {"context.verb", "passwords.old"}


def test_every_verb_that_a_command_has_the_desk_run_has_a_need() -> None:
    assert len(told_to_change()) > 40
    assert told_to_change() - set(NEEDS) == set()


def test_every_need_is_a_verbs() -> None:
    for name in NEEDS:
        module, function = name.split(".")
        assert callable(getattr(import_module(f"chatbot.desk.{module}"), function)), name


@pytest.fixture
async def walk(database: Database, clock: FakeClock) -> Walk:
    walk = Walk(await opened_desk(database, clock, PATIENT), clock)
    await walk.furnish()
    return walk


@pytest.mark.parametrize("verb", [one.name for one in TABLE.commands if one.name not in LOOKS])
async def test_who_is_not_known_surely_enough_changes_nothing(
    walk: Walk, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = list[str]()
    for state, names in PEOPLE.items():
        least(walk.desk, Least())
        number = await walk.ticket(state)
        for name in names:
            least(walk.desk, Least())
            await walk.says(name, DONE_BEFORE.get(verb, "whoami").replace("{n}", str(number)))
            least(walk.desk, STRICT)
            before = await events(walk.desk)
            monkeypatch.setattr(walking, "who", weakly)
            for text in (*right(verb, number), *([f"redact {number} 1"] if verb == "redact" else [])):
                refused += [line for reply in await walk.says(name, text) if reply.error for line in reply.lines]
            monkeypatch.undo()
            assert await events(walk.desk) == before, (state, name)
        least(walk.desk, Least())
        await walk.end(number)
    assert any(WANTS in line for line in refused), refused


async def test_the_owner_who_comes_by_a_weaker_way_reads_and_comments_and_no_more(desk: Desk) -> None:
    number = await new(desk, ALICE)
    await accept(desk, BOB, number)
    least(desk, STRICT)
    await comment(desk, WEAK_BOB, number)
    assert await refusal(close(desk, WEAK_BOB, number)) == OWNING
    assert await refusal(hold(desk, WEAK_BOB, number)) == OWNING
    await close(desk, BOB, number)


async def test_the_reporter_needs_as_much_as_it_takes_to_open(desk: Desk) -> None:
    number = await new(desk, ALICE)
    least(desk, STRICT)
    assert await refusal(close(desk, WEAK_ALICE, number)) == OPENING
    assert await refusal(urgent(desk, WEAK_ALICE, number)) == OPENING
    least(desk, replace(STRICT, open="none"))
    await close(desk, WEAK_ALICE, number)


async def test_an_admin_by_a_weaker_way_is_no_admin_and_still_a_member(desk: Desk) -> None:
    least(desk, Least(administer="account-tag"))
    assert await refusal(desk.change(WEAK_ADA, roles.add, "ops", Person("alice"))) == ADMINISTERING
    number = await new(desk, WEAK_ADA)
    assert await refusal(hold(desk, WEAK_ADA, await new(desk, ALICE))) == ADMINISTERING
    await close(desk, WEAK_ADA, number)


async def test_a_code_is_not_spent_by_who_is_not_known_surely_enough(desk: Desk) -> None:
    least(desk, Least(administer="account-tag"))
    assert await refusal(desk.change(WEAK_BOB, members.make_admin)) == ADMINISTERING


async def test_what_was_done_by_a_sure_way_is_not_undone_by_a_weaker_one(desk: Desk) -> None:
    number = await new(desk, ALICE)
    await accept(desk, BOB, number)
    least(desk, STRICT)
    assert await refusal(undo(desk, WEAK_BOB, number)) == OWNING
    assert await owner(desk, number) == "bob"


async def test_who_comes_by_a_weaker_way_than_it_takes_to_open_is_not_even_met(desk: Desk) -> None:
    least(desk, STRICT)
    assert await refusal(new(desk, in_private("eve", method=WEAK))) == OPENING
    assert (await last_event(desk, "member_added")).data["person_name"] != "eve"
    assert await events(desk, "member_met") == []


async def test_a_stranger_is_told_to_log_in(desk: Desk) -> None:
    least(desk, Least(open="relayed"))
    told = await refusal(new(desk, stranger("guest")))
    assert told == "You aren't logged in. To open tickets: log in to NickServ, then say it again."


async def test_believed_nicks_and_the_shell_are_locked_out_by_no_setting(desk: Desk) -> None:
    least(desk, replace(STRICT, administer="shell"))
    believed = in_private("bob", network="embedded", method="believed")
    number = await new(desk, believed)
    await close(desk, believed, number)
    await desk.change(shell(), roles.create, "net", roles.RoleChange())
    assert await refusal(desk.change(ADA, roles.create, "hr", roles.RoleChange())) == (
        "Administering here wants shell; you came by account-tag. Where dibs runs: dibs say '<command>'"
    )


def test_the_ways_of_proof_are_in_their_order() -> None:
    """Settings name the least, so that their order is a promise."""
    assert METHODS == ("none", "relayed", "believed", "identified", "tracker", "account-tag", "shell")


async def test_a_verb_that_nobody_gave_a_need_is_for_admins_who_are_known_best(desk: Desk) -> None:
    async def new_verb(_: object) -> None:
        return

    least(desk, Least(administer="account-tag"))
    assert await refusal(desk.change(WEAK_BOB, new_verb)) == ADMINISTERING


async def test_a_bridge_names_nobody_surely_enough_to_own_a_ticket(desk: Desk) -> None:
    number = await new(desk, ALICE)
    bridged = dataclasses.replace(
        stranger("bob"), principal=Principal(NETWORK, "bob (bridged)", None, "a b", "relayed", "bob (bridged)!relay")
    )
    told = "Taking and changing tickets here wants a login; you came over a bridge. Say it on IRC itself, logged in."
    assert await refusal(accept(desk, bridged, number)) == told
    mine = (await desk.change(bridged, tickets.open_ticket, New("vpn down"))).seen.ticket.id
    assert await refusal(close(desk, bridged, mine)) == told
    await comment(desk, bridged, mine)

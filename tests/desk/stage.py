"""A desk and the model of it side by side: what one is told the other is told too, and then they are compared."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from chatbot.desk import leading, reading, redacting, roles, types
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.drafts import REQUEST
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.roles import RoleChange
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Private
from store import prompts
from store.database import Database, open_database
from store.times import to_text
from tests.desk.consistency import open_prompts, problems
from tests.desk.doing import Dump, dump_of, events
from tests.desk.model import Model
from tests.desk.pieces import GUEST, KEPT, TURNS
from tests.desk.replaying import replay, state_of
from tests.people import (
    NETWORK,
    START,
    FakeClock,
    add_member,
    add_role,
    furnish,
    in_private,
    opened_desk,
    person,
    shell,
    stranger,
)
from tests.people import pass_time as let_time_pass

T = TypeVar("T")
PATIENT = DeskSettings(bounds=Bounds(stranger_offers=10_000, member_offers=10_000, questions=10_000, asked_anew=10_000))
"""The model knows nothing of how often an hour somebody may ask; tests/threats/test_pestering.py does."""
PEOPLE = ("alice", "bob", "charlie", "dora", "erin", "ada", GUEST)


def caller(who: str, *, aloud: bool) -> Caller:
    if who == GUEST:
        return stranger(GUEST, None if aloud else Private(NETWORK, GUEST))
    return person(who) if aloud else in_private(who)


@dataclass(slots=True)
class Stage:
    """bob and dora hold the closed role ops, which dora leads; bob holds the open role web, dora joined it. Where ops
    doesn't take a ticket for 20 minutes, leads is asked: bob and erin."""

    runner: asyncio.Runner
    clock: FakeClock
    database: Database
    desk: Desk
    tables: sqlite3.Connection
    folder: tempfile.TemporaryDirectory[str]
    model: Model = field(
        default_factory=lambda: Model(
            START,
            {"ops": {"bob", "dora"}, "web": {"bob"}, "leads": {"bob", "erin"}},
            {"ops": set(), "web": {"dora"}, "leads": set()},
            {"web"},
        )
    )

    def do(self, verb: Coroutine[Any, Any, object], *, expected: bool) -> None:
        """The desk does it exactly if the model did; what it refuses changes no row of any table."""
        before = self.dump()
        said = self.runner.run(refusal_of(verb))
        assert (said is None) is expected, said or "done, and should have been refused"
        assert said is None or self.dump() == before

    def pass_time(self, length: timedelta) -> None:
        self.model.pass_time(length)
        self.runner.run(let_time_pass(self.desk, self.clock, length))

    def dump(self) -> Dump:
        return dump_of(self.tables)

    def standing(self) -> list[dict[str, Any]]:
        """Every ticket as it stands, without when that changed last."""
        return [{name: value for name, value in row.items() if name != "changed_at"} for row in self.dump()["ticket"]]

    def compare(self) -> None:
        rows = self.dump()
        assert problems(rows) == []
        assert told_by_tables(rows) == told_by_model(self.model)
        for prompt in open_prompts(rows):
            if prompt["member_id"] is None:
                assert self.asked(prompt["id"], prompt["ticket_id"]) == self.model.left_to_ask(prompt["ticket_id"])

    def asked(self, prompt_id: int, number: int) -> set[str]:
        """Whom the dispatcher would prompt. The reporter, who is left out there, is left out here."""
        prompt = self.runner.run(self.database.read(prompts.get, prompt_id))
        assert prompt is not None
        found = self.runner.run(self.database.read(prompts.list_unanswered, prompt))
        return {membership.name for membership in found} - {self.model.tickets[number].reporter}

    def look(self, who: str, *, aloud: bool) -> None:
        """What somebody can list and show there is what they may read."""
        eyes = caller(who, aloud=aloud)
        listed = self.runner.run(self.desk.look(eyes, reading.list_tickets, None, free=False))
        readable = {one for one in self.model.tickets if self.model.may_read(who, one, aloud=aloud)}
        assert {one.ticket.id for one in listed.seen} == {one for one in readable if not self.model.tickets[one].closed}
        assert {one for one in self.model.tickets if self._shows(eyes, one)} == readable

    def _shows(self, eyes: Caller, number: int) -> bool:
        return self.runner.run(refusal_of(self.desk.look(eyes, reading.show, number))) is None

    def end(self) -> None:
        """The journal must tell the state that all of it led to."""
        try:
            assert replay(self.runner.run(events(self.desk))) == state_of(self.dump())
        finally:
            self.tables.close()
            self.runner.run(self.database.close())
            self.runner.close()
            self.folder.cleanup()


def set_up() -> Stage:
    folder, runner, clock = tempfile.TemporaryDirectory(), asyncio.Runner(), FakeClock()
    file = Path(folder.name) / "dibs.sqlite"
    database = runner.run(open_database(file))
    desk = runner.run(opened_desk(database, clock, PATIENT))
    runner.run(fill(desk))
    return Stage(runner, clock, database, desk, sqlite3.connect(file), folder)


async def fill(desk: Desk) -> None:
    await furnish(desk)
    await desk.change(shell(), types.apply, replace(REQUEST, keep=KEPT))
    await add_member(desk, "dora")
    await add_member(desk, "erin")
    await add_role(desk, "web", "bob", is_open=True)
    await add_role(desk, "leads", "bob", "erin")
    await desk.change(person("ada"), roles.put, "ops", RoleChange(next="leads", after=TURNS["ops"]))
    await desk.change(person("ada"), roles.add, "ops", Person("dora"))
    await desk.change(person("ada"), leading.lead, "ops", Person("dora"), leads=True)
    await desk.change(person("dora"), roles.join, "web")


Marks = tuple[int, str | None, bool, int, bool]
"""Its priority, until when it rests, whether its title is erased, how often a system said it, and whether it is
archived."""


async def refusal_of(verb: Coroutine[Any, Any, object]) -> str | None:
    try:
        await verb
    except Refused as refused:
        return str(refused)
    return None


Told = dict[int, tuple[str | None, bool, bool, tuple[str, set[str]] | None, str | None, set[str], Marks]]
"""Of each ticket: its owner, whether it is closed, whether it is private, the role that it is offered to and who of
them declined (None if it isn't), who is asked in person, who watches it, and what else there is to it."""


def told_by_tables(rows: Dump) -> Told:
    names: dict[int | None, str | None] = {None: None} | {row["id"]: row["name"] for row in rows["member"]}
    declined = {prompt["id"]: set[str]() for prompt in open_prompts(rows)}
    for answer in rows["prompt_answer"]:
        if answer["prompt_id"] in declined:
            declined[answer["prompt_id"]].add(names[answer["member_id"]] or "")
    roles = {row["id"]: row["name"] for row in rows["role"]}
    offers = {
        one["ticket_id"]: (roles[one["role_id"]], declined[one["id"]])
        for one in open_prompts(rows)
        if one["member_id"] is None
    }
    asked = {one["ticket_id"]: names[one["member_id"]] for one in open_prompts(rows) if one["member_id"] is not None}
    return {
        row["id"]: (
            names[row["owner_id"]],
            row["closed_at"] is not None,
            bool(row["private"]),
            offers.get(row["id"]),
            asked.get(row["id"]),
            {names[one["member_id"]] or "" for one in rows["watcher"] if one["ticket_id"] == row["id"]},
            marks(row),
        )
        for row in rows["ticket"]
    }


def marks(row: dict[str, Any]) -> Marks:
    redacted, archived = row["title"] == redacting.MARK, row["archived_at"] is not None
    return (row["priority"], row["held_until"], redacted, row["times"], archived)


def told_by_model(model: Model) -> Told:
    return {
        number: (
            it.owner,
            it.closed,
            it.private,
            (it.offer.role, it.offer.declined) if it.offer else None,
            it.question.to if it.question else None,
            it.watchers,
            (it.priority, to_text(it.held_until) if it.held_until else None, it.redacted, it.times, it.archived),
        )
        for number, it in model.tickets.items()
    }

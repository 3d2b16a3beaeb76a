"""A private ticket's words never appear where they may not, whatever is said by whom, and wherever."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.app import command_table
from chatbot.commands import manners
from chatbot.desk import reading, roles, tickets
from chatbot.desk.roles import RoleChange
from tests.chaos.secrets_of_a_ticket import Canaries, Life
from tests.client import IrcClient, talk
from tests.desk.kept import put_away
from tests.house import House, RoleOf, open_house
from tests.people import FakeClock, shell
from tests.servers.network import ServicesNetwork

READERS = ("alice", "bob", "dave")
"""alice reported it, bob holds the role, dave is an admin."""
OTHERS = ("charlie", "mallory", "guest")
"""charlie has nothing; mallory joined both roles by herself while they were open; guest isn't logged in."""
CHANNELS = ("#desk", "#hr")

WORDS: Mapping[str, tuple[str, ...]] = {
    "new": (
        "@hr priority=high something else",
        "@hr private=yes a matter of mine",
        "for=bob @hr x",
        "for=guest @hr x",
        "for=nobody @hr x",
        "client=acme project=x @hr x",
        "client=nobody @hr x",
        "key={n} @hr x",
        "key={n} recovered=yes",
        "-5 @hr x",
    ),
    "comment": ("{n} a word", "{n}"),
    "log": ("{n} 15m a word", "{n} -15m too much", "{n} 1h30 on=yesterday for=bob", "{n} 15m on=3/4", "{n} 15m", "{n}"),
    "time": ("{n}",),
    "start": ("{n} a word", "{n}"),
    "stop": ("", "{n} 1m", "drop", "drop it", "3h", "a word"),
    "timesheet": ("", "last week", "bob 2026-10", "@ops", "@ops bob", "nobody", "2026-13"),
    "client list": ("",),
    "client show": ("acme", "nobody"),
    "client add": ("acme rate=50 currency=USD", 'name"', "acme rate=50"),
    "bill": ("acme", "acme this month", "acme --mark", "nobody"),
    "bill list": ("", "acme"),
    "bill show": ("1",),
    "bill undo": ("1",),
    "client edit": (
        "acme rate=none",
        "acme project=x person=bob rate=5",
        "acme round=15m per=ticket minimum=1h",
        "acme",
    ),
    "project add": ('acme "Blue Sky" rate=60', "acme x", "nobody x"),
    "project edit": ('acme "Blue Sky" name=Sky', "acme x rate=none", "acme x"),
    "close": ("{n} that is all", "{n} 99", "{n}"),
    "reopen": ("{n} once more",),
    "accept": ("{n}", "{n} 99", "1-{n}", ""),
    "decline": ("{n} not me", "{n},99 nor me", ""),
    "assign": ("{n} bob", "{n} alice", "{n} nobody", "{n}"),
    "handover": ("bob {n}", "alice", "mallory {n} 99", "nobody"),
    "release": ("{n} not me any more",),
    "edit": (
        "{n} priority=high",
        "{n} priority=low description=more of it",
        "{n} title=",
        "{n} client=acme project=x",
        "{n} client=none",
        "{n}",
    ),
    "move": ("{n} @ops", "{n} hr", "{n} @nobody", "{n}"),
    "advance": ("{n}", "{n} closed", "{n} nowhere", "{n} accepted"),
    "type list": ("",),
    "type show": ("request", "nothing"),
    "type set": (
        "request lifetime=1h",
        "request keep=30d after=archive",
        "request keep=never",
        "request state=accepted every=2m",
        "request",
        "nothing every=5m",
    ),
    "type reset": ("request", "nothing"),
    "undo": ("", "{n}", "99"),
    "redact": ("{n}", "{n} 999", "{n} x"),
    "steal": ("{n} they are asleep", "{n}"),
    "role confirm": ("hr bob", "ops charlie"),
    "role lead": ("hr bob", "hr bob lead=no", "ops charlie"),
    "withdraw": ("{n} no more",),
    "hold": ("{n} 2h no toner", "{n} until friday", "{n} 3/4", "{n}"),
    "later": ("{n} 5m", "{n}", "5m", "{n} 3/4"),
    "urgent": ("{n}",),
    "ask": ("{n} which floor?", "{n}"),
    "resume": ("{n}",),
    "set": ("tz=Europe/Berlin", "tz=nowhere", ""),
    "link": (
        "{n} blocks 1",
        "1 part of {n}",
        "{n} see also {n}",
        "{n} 99",
        "{n} blokcs 1",
        "{n} JIRA-4",
        "{n} https://example.org",
        "{n}",
    ),
    "split": ("{n}", "{n} comment 1 as a matter of mine", "{n} comment 999 as x", "{n} 1"),
    "merge": ("{n} into 1", "1 into {n}", "{n} into 99", "{n} 1", "{n}"),
    "unlink": ("{n} 1", "{n} https://example.org", "{n} JIRA-4", "1 part of {n}", "{n} 99", "{n}"),
    "watch": ("{n}", "{n} 99"),
    "unwatch": ("{n}",),
    "on": ("{n}", "99"),
    "off": ("",),
    "drop": ("1", "99"),
    "cancel": ("",),
    "quote": ("", "off", "on"),
    "show": ("{n}", "#{n}"),
    "list": (
        "",
        "free",
        "@hr",
        "free @hr",
        "archived=yes",
        "@hr archived=yes",
        "free archived=yes",
        "is:private",
        "secret",
        "reporter:alice sort:-priority",
    ),
    "search": (
        "{n}",
        "canary",
        "@hr a",
        "x",
        "archived=yes canary",
        "@hr archived=yes a",
        "is:private",
        "state:any role:hr",
        "-nothing archived:yes",
    ),
    "quiet": ("", "2h", "22-8", "25-8", "mine", "digest", "off"),
    "mute": ("2h", "9d"),
    "bye": ("",),
    "hi": ("",),
    "stats": ("", "me", "@hr", "month @hr", "me today", "yesterday"),
    "why": ("{n}",),
    "next": ("", "{n}", "@hr", "hr"),
    "view save": ("secret is:private", "secret canar*", "@hr theirs canary", "x state:"),
    "view list": ("",),
    "view show": ("secret", "@hr theirs"),
    "view delete": ("nothing", "@hr theirs"),
    "mine": ("",),
    "more": ("",),
    "history": ("{n}",),
    "delivery": ("{n}", "99"),
    "ignore": ("nobody for 1h a reason", "*!*@nowhere.example", "dave"),
    "unignore": ("nobody", "dave"),
    "ignores": ("",),
    "audit": ("", "mallory"),
    "reload": ("",),
    "services": ("",),
    "service restart": ("timekeeper", "timekeper"),
    "member link": ("al@oftc", "al@oftc ABCD-2345", "nobody", "al@"),
    "member unlink": ("al@oftc", "nobody"),
    "member list": ("",),
    "member suspend": ("nobody for a reason",),
    "member restore": ("nobody",),
    "member show": ("bob", "nobody"),
    "member rollback": ("nobody since 1h", "bob since never"),
    "member forget": ("bob", "nobody really"),
    "role list": ("",),
    "role show": ("hr", "ops"),
    "role create": ("lab", "hr"),
    "role set": ("hr lifetime=31m", "hr say=few", "hr say=normal", "hr open=yes"),
    "role delete": ("hr", "lab"),
    "role add": ("ops charlie", "hr bob"),
    "role remove": ("ops charlie",),
    "role join": ("hr", "ops"),
    "role leave": ("ops",),
    "whoami": ("",),
    "iam": ("ABCD-2345",),
    "register": ("correct-horse", "ABCD-EFGH-JKMN correct-horse", "{n}"),
    "identify": ("correct-horse", "bob correct-horse", "{n}"),
    "logout": ("",),
    "passwd": ("correct-horse battery-staple", "battery-staple"),
    "member password": ("bob", "bob vault", "nobody"),
    "help": ("", "show", "all"),
}
"""What each verb is tried with. Nobody becomes a reader by any of it."""

WHOAMI = r"^You (are |aren't logged in\. You may)"
"""Its answer alone: what others are refused in a channel may begin with You, too."""

TABLE = command_table()
STATES = ("free", "owned", "closed", "archived")


@dataclass(frozen=True, slots=True)
class Scene:
    house: House
    people: Mapping[str, IrcClient]
    life: Life

    def leaks(self, names: Iterable[str] = (*READERS, *OTHERS), *, private: bool = True) -> list[str]:
        """What those people have heard from dibs that holds a word of the ticket."""
        return [
            f"{name} heard {line.raw}"
            for name in names
            for line in self.people[name].lines
            if line.nick == "dibs" and self.life.canaries.found_in(line.raw) and (private or line.target in CHANNELS)
        ]

    async def all_read(self) -> None:
        for client in self.people.values():
            await client.sync()


@pytest.fixture
async def scene(services: ServicesNetwork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Scene]:
    monkeypatch.setattr(manners, "WINDOW", timedelta(0))  # dibs never falls silent, so that every refusal is seen
    rooms = [RoleOf("ops", "#desk", ()), RoleOf("hr", "#hr", ("bob",))]
    async with open_house(
        services.port,
        folder=tmp_path,
        network="test",
        believed=False,
        roles=rooms,
        clock=FakeClock(),
        channels=CHANNELS,
    ) as house:
        await house.member("dave", admin=True)
        await house.member("charlie")
        people = await everybody(house, services)
        scene = Scene(house, people, Life(house, Canaries()))
        await close_hr_behind_mallory(scene)
        yield scene


async def everybody(house: House, services: ServicesNetwork) -> dict[str, IrcClient]:
    names = [*READERS, *OTHERS]
    passwords = [services.accounts.get(name) for name in names]
    coming = [
        house.client(name, channels=CHANNELS, account=name if password else None, password=password)
        for name, password in zip(names, passwords, strict=True)
    ]
    return dict(zip(names, await asyncio.gather(*coming), strict=True))


async def close_hr_behind_mallory(scene: Scene) -> None:
    for role in ("ops", "hr"):
        await scene.house.desk.change(scene.life.caller("mallory"), roles.join, role)
    await scene.house.desk.change(shell(), roles.put, "hr", RoleChange(open=False))


async def prepare(scene: Scene, state: str) -> int:
    """A private ticket in that state, beside one that is free: as long as hr has that one, it can't be deleted."""
    await scene.life.open()
    number = await scene.life.open()
    await scene.life.comment(number)
    if state != "free":
        await scene.life.accept(number)
    if state in {"closed", "archived"}:
        await scene.life.close(number)
    if state == "archived":
        await put_away(scene.house.desk, number, "archive")
    return number


def lines_for(name: str, number: int) -> list[str]:
    """All that is tried of a verb; its answers to an offer, such as `yes`, stand alone."""
    tried = [f"{name} {words}".strip().replace("{n}", str(number)) for words in WORDS[name]]
    return [*tried, *TABLE.names[name].declared.answers, *([f"{number}"] if name == "show" else [])]


async def everybody_says(scene: Scene, names: Sequence[str], lines: Sequence[str]) -> None:
    """In both channels and in private; returns when all of it is answered."""
    for name in names:
        for line in lines:
            for channel in CHANNELS:
                await scene.people[name].say(channel, f"!{line}")
            await scene.people[name].say("dibs", line)
    await asyncio.gather(*(talk(scene.people[name], "dibs", "whoami", WHOAMI) for name in names))


def test_every_verb_of_the_table_is_tried() -> None:
    assert set(WORDS) == {command.name for command in TABLE.commands}


async def test_nothing_that_is_said_unasked_holds_a_word_of_it(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    number = await scene.life.whole()
    await scene.all_read()
    assert scene.leaks() == []
    assert scene.life.canaries.found_in(caplog.text) == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    heard = scene.people["charlie"].said_by()
    for said in (
        rf"#{number} new for hr (private)",
        rf"#{number} still free",
        rf"#{number} taken by bob",
        "hr 09:00: 1 free",
    ):
        assert any(text.startswith(said) for text in heard), (said, heard)
    assert any("nobody in hr" in text for text in scene.people["alice"].said_by())


@pytest.mark.timeout(300)
@pytest.mark.parametrize("state", STATES)
async def test_no_verb_shows_a_word_of_it_where_it_may_not(
    scene: Scene, state: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for name in WORDS:
        number = await prepare(scene, state)
        for group in (OTHERS, READERS, OTHERS):
            await everybody_says(scene, group, lines_for(name, number))

        await close_all(scene)
    await scene.all_read()
    assert scene.leaks(OTHERS) == []
    assert scene.leaks(READERS, private=False) == []
    assert scene.leaks(READERS) != [], "those who may read it saw nothing either"
    assert scene.life.canaries.found_in(caplog.text) == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def close_all(scene: Scene) -> None:
    """So that nobody has too many waiting for the next."""
    listed = await scene.house.desk.look(shell(), reading.list_tickets, None, free=False)
    for seen in listed.seen:
        ours = scene.life.canaries.found_in(seen.ticket.title)
        words = scene.life.canaries["close"] if ours else "that is all"
        await scene.house.desk.change(shell(), tickets.close, seen.ticket.id, words)

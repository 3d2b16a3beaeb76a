"""Ten thousand lines that nobody should send: dibs is still there, and said nothing that it shouldn't."""

import asyncio
import random
import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.app import command_table
from chatbot.commands import manners
from chatbot.commands.kinds import KINDS
from store import journal
from tests.chaos.hostile import hostile_lines
from tests.chaos.proxy import Proxy, proxied
from tests.client import IrcClient, talk
from tests.house import House, RoleOf, open_house
from tests.servers.miniircd import Miniircd

LINES = 10_000
AT_ONCE = 50
"""Lines of one person before they wait for an answer: fewer than dibs takes before it drops any."""
SPEAKERS = ("alice", "bob", "charlie", "ada", "mallory")

TABLE = command_table()
VERBS = [*(name for name in TABLE.names if name != "ignore"), *TABLE.answers, *TABLE.groups]
"""Who was ignored by an admin would have no answer to wait for."""

PROTOCOL = re.compile(rb"(CAP|NICK|USER|WHO|MODE|PING|PONG) [^\r\n]+|JOIN #[^ ,]+|QUIT :dibs ends\..*")
SPOKEN = re.compile(rb"(@\+draft/reply=[^ ;\r\n]+ )?PRIVMSG (?P<target>[^ ]+) :(?P<text>.*)", re.DOTALL)
VERSION = re.compile(rb"NOTICE [^ ]+ :\x01VERSION dibs [0-9.]+\x01")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

SENTENCES = (
    "| ",
    *(
        "A ",
        "All: ",
        "All, ",
        "You, ",
        "An account ",
        "The account ",
        "Found ",
        "Theirs: ",
        "At character ",
        "At most ",
        "Forgotten, ",
        "Free again, ",
        "Known as: ",
        "Not undone ",
        "Rolled back: ",
        "Seen: ",
        "Since when? ",
        "That is ",
        "They may ",
        "What ",
        "You would ",
        "Older ",
        "Search for ",
        "An admin ",
        "Can't ",
        "In ",
        "It ",
        "No ",
        "Nobody ",
        "Nicks are ",
        "Ignored ",
        "Ignored: ",
        "Not ignored ",
        "Refused",
        "I don't listen ",
        "Too fast: ",
        "Too much ",
        "Nothing ",
        "On which ",
        "Bill ",
        "Client ",
        "Money is said ",
        "More than ",
        "Clients: ",
        "For ",
        "One ",
        "Project ",
        "Only ",
        "Reloaded: ",
        "Connecting anew: ",
        "From the next connection on: ",
        "Left alone, ",
        "Needs a restart: ",
    ),
    *(
        "Others ",
        "Over ",
        "At character ",
        "At most ",
        "Back from hold: ",
        "By which ",
        "Is ",
        "Not a ",
        "View ",
        "Views: ",
        "When ",
        "Days and months ",
        "January has no ",
        "February has no ",
        "April has no ",
        "June has no ",
        "September has no ",
        "November has no ",
        "Quiet ",
        "Bye. ",
        "Hi. ",
        "Clocks show ",
        "Member ",
        "For which ",
        "For channels ",
        "Too many ",
        "At character ",
        "In 10s, ",
        "Taken: ",
        "Cancelled: ",
        "No line",
        "Lines of which ",
        "Only who is in ",
        "One of yours ",
        "Nobody is quoted ",
        "While you were away: ",
        "Your clock: ",
        "Role",
        "Roles: ",
        "Service ",
        "Services: ",
        "Less than ",
        "Time: ",
        "Timers: ",
        "Linked: ",
        "Elsewhere: ",
        "Merged into #",
        "An address has ",
        "Yours for long: ",
        "For long: ",
        "New for ",
        "Free again for ",
        "Reopened for ",
        "Moved to ",
        "From other roles: ",
        "Recovered: ",
        "Storm over, ",
        "Timed out, ",
        "Closed: ",
        "Not taken: ",
        "Moved: ",
        "Withdrawn: ",
        "Still free: ",
        "Still waiting: ",
        "Taken: ",
        "Added: ",
        "Handed over: ",
        "Handover",
        "Left with you",
        "You have ",
        "They are ",
        "Watched: ",
        "That ",
        "The ",
        "There ",
        "Tickets: ",
        "Too long",
        "What ",
    ),
    *(
        "Type ",
        "Which ",
        "Who? ",
        "Who: ",
        "Whose? ",
        "Undone",
        *(f"{kind}: " for kind in (*KINDS, "Bills", "Roles", "Members", "Types", "Views", "States", "Services")),
        "Suspended",
        "Services: ",
        "Started anew: ",
        "Still theirs: ",
        "Restored: ",
        "Not suspended: ",
        "Who is known ",
        "Who is ignored ",
        "Erase one for good: ",
        "Nothing of yours",
        "Your account ",
        "Who gets ",
        "Last, ",
        "You ",
        "Yours: ",
        "Yours, too: ",
        "Accounts are linked ",
        "Accounts of one person ",
        "Yours already: ",
        "Not linked: ",
        "Not now: ",
        "On oftc, ",
        "Both are one person ",
        "Linked: ",
        "All of it is ",
        "Unlinked from ",
        "Declined: ",
        "Closed: ",
        "(",
        "Also: ",
        "Yes or no?",
        "How long?",
    ),
)
"""What dibs's own sentences, and the lines that go on, begin with."""
COUNTED = re.compile(
    r"\d+ (wait for you|of your tickets|tickets from where you are|more are not shown|more lines|tickets at once)"
    r"|(\d+h )?\d+[hm] (yours: |of )"
)
OPTION = re.compile(r"[a-z]+= (can't be|is|has|stands there|has an open quote)|role= ")
TICKET = re.compile(r"#\d+\b")


def begins_with_own_words(text: str, roles: set[str]) -> bool:
    """A ticket, the mark of a continued line, a role, a verb, or a sentence of dibs: never what somebody wrote."""
    first = text.split(" ", maxsplit=1)[0].rstrip(":,")
    if TICKET.match(text) or text.startswith(SENTENCES) or COUNTED.match(text) or OPTION.match(text):
        return True
    return first in roles or first in {name.split(" ")[0] for name in TABLE.names}


@asynccontextmanager
async def watched_house(server: Miniircd, folder: Path) -> AsyncGenerator[tuple[House, Proxy]]:
    async with proxied(server) as proxy, open_house(proxy.port, folder=folder, roles=[RoleOf()]) as house:
        await house.member("ada", admin=True)
        house.port = server.port  # people come in by the front door: the proxy hears dibs alone
        yield house, proxy


async def speak(person: IrcClient, dice: random.Random, count: int) -> None:
    """Say so many lines, now here, now there; each time waiting until dibs has answered after the last of them."""
    lines = hostile_lines(dice, VERBS, count)
    for start in range(0, count, AT_ONCE):
        for line in lines[start : start + AT_ONCE]:
            target = dice.choice([b"#desk", b"dibs"])
            await person.raw(b"PRIVMSG " + target + b" :" + line + b"\r\n")
        await talk(person, "dibs", "whoami", "^You ")


def spoken(proxy: Proxy) -> Iterator[tuple[str, str]]:
    """Target and text of all that dibs said; the shape of every line is looked at on the way."""
    for line in proxy.lines:
        assert not re.search(rb"[\r\n\x00]", line), line
        if PROTOCOL.fullmatch(line) or VERSION.fullmatch(line):
            continue
        said = SPOKEN.fullmatch(line)
        assert said, line
        yield said["target"].decode(), said["text"].decode()


async def names_of_roles(house: House) -> set[str]:
    """All that there ever were, by the journal."""
    found = await house.desk.database.read(journal.list_after, 0, limit=1_000_000)
    return {str(event.data["name"]) for event in found if event.kind == "role_created"}


@pytest.mark.timeout(300)
async def test_ten_thousand_hostile_lines_neither_stop_dibs_nor_speak_through_it(
    miniircd: Miniircd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(manners, "WINDOW", timedelta(0))  # so that it never falls silent, and every answer is seen
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it where this fails
    async with watched_house(miniircd, tmp_path) as (house, proxy):
        people = [await house.client(name) for name in SPEAKERS]
        each = LINES // len(people)
        await asyncio.gather(*(speak(person, random.Random(f"{seed} {person.nick}"), each) for person in people))
        await talk(people[0], "#desk", "!list @ops", "^ops: ")
        roles = await names_of_roles(house)
    texts = list(spoken(proxy))
    targets = {"#desk", *SPEAKERS}
    assert len(proxy.said) == 1, "the connection broke"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    assert len(texts) > LINES // 10
    assert [text for _, text in texts if CONTROLS.search(text)] == []
    assert [target for target, _ in texts if target not in targets] == []
    assert [text for _, text in texts if not begins_with_own_words(text, roles)] == []

"""A server that sends anything at all, in any order: no line of it fails, and nothing of it speaks through dibs."""

import asyncio
import dataclasses
import logging
import random
from collections import Counter

import pytest

from chatbot.irc.connection import Closed
from chatbot.irc.login import NoLogin
from chatbot.irc.naming import NoWelcome
from chatbot.irc.settings import LinkSettings, LoginSettings
from chatbot.irc.sts import Upgrade
from chatbot.irc.watchdog import Silent
from chatbot.wire import Outcome, Outgoing
from tests.chaos.protocol import line
from tests.chaos.scale import scaled
from tests.irc.offline import CAPS, ISUPPORT, SETTINGS, offline

LINES = scaled(20_000, 100_000)
A_LIFE = 200
"""Lines of one connection. Then there is another, since what a server said before changes what it may say next."""
TURNS = 50
"""For what is still queued at the end of one."""
ENDINGS = (Closed, NoWelcome, NoLogin, Upgrade, Silent)
"""By these a connection ends, as it should where a server says so."""
SETUP = dataclasses.replace(SETTINGS, secure=True, login=LoginSettings("dibs", "hunter2", nickserv="NickServ"))

MORE = f"{CAPS} echo-message labeled-response draft/multiline"


async def lives(settings: LinkSettings, dice: random.Random, seen: Counter[str]) -> list[bytes]:
    """One connection, to its end or for long enough: all that it wrote. `seen` counts lines, and how it ended."""
    outcomes: dict[int, list[Outcome]] = {}
    async with offline(settings) as link:
        link.connection.begin()
        if dice.random() < 0.7:
            link.welcomed(
                dice.choice((CAPS, f"{CAPS} echo-message labeled-response draft/multiline")),
                isupport=f"{ISUPPORT} MONITOR=30",
            )
            link.joined()
            link.look_for("carol")
        for _ in range(A_LIFE):
            seen["line"] += 1
            if dice.random() < 0.1:
                settle = outcomes.setdefault(len(outcomes), []).append
                link.connection.send(Outgoing(len(outcomes), dice.choice(("#desk", "bob")), "x"), settle, alone=False)
            try:
                link.connection.hear(line(dice))
                if dice.random() < 0.1:
                    link.passes(dice.random() * 3)
            except ENDINGS as end:
                seen[type(end).__name__] += 1
                break
            await asyncio.sleep(0)  # the writer's turn: what is queued is written, too
        for _ in range(TURNS):
            await asyncio.sleep(0)
        assert not link.writing.done(), link.writing
        link.session.writer.stop()
    assert all(len(each) == 1 for each in outcomes.values()), outcomes
    seen.update(outcome.verdict for each in outcomes.values() for outcome in each)
    return link.wire


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_no_line_fails_and_none_speaks_through_dibs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    dice, seen = random.Random(1), Counter[str]()
    while seen["line"] < LINES:
        for raw in await lives(SETUP, dice, seen):
            seen["written"] += 1
            assert raw.endswith(b"\r\n"), raw
            assert not set(b"\r\n\0") & set(raw[:-2]), raw
            assert b"hunter2" not in raw.replace(b"PRIVMSG NickServ :IDENTIFY dibs hunter2", b""), raw
    assert [record.getMessage() for record in caplog.records if "was skipped" in record.getMessage()] == []
    assert seen["written"] > LINES // 10
    assert {"Closed", "NoWelcome", "taken", "refused", "unknown"} <= set(seen), seen

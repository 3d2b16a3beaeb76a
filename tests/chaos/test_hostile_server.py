"""A server that sends anything at all, in any order: no line of it fails, and nothing of it speaks through dibs."""

import dataclasses
import logging
import random
from collections import Counter

import pytest

from chatbot.irc.connection import Closed
from chatbot.irc.login import NoLogin
from chatbot.irc.registration import NoWelcome
from chatbot.irc.settings import LinkSettings, LoginSettings
from chatbot.irc.sts import Upgrade
from tests.chaos.hostile import FRAGMENTS
from tests.chaos.scale import scaled
from tests.irc.offline import SETTINGS, Offline, offline

LINES = scaled(6_000, 100_000)
A_LIFE = 200
"""Lines of one connection. Then there is another, since what a server said before changes what it may say next."""
ENDINGS = (Closed, NoWelcome, NoLogin, Upgrade)
"""By these a connection ends, as it should where a server says so."""
SETUP = dataclasses.replace(SETTINGS, secure=True, login=LoginSettings("dibs", "hunter2", nickserv="NickServ"))
WORDS = (
    *("CAP", "JOIN", "PART", "KICK", "QUIT", "NICK", "ACCOUNT", "CHGHOST", "AWAY", "PRIVMSG", "NOTICE", "PING", "PONG"),
    *("AUTHENTICATE", "BATCH", "MODE", "TOPIC", "INVITE", "SETNAME", "TAGMSG", "FAIL", "WARN", "NOTE", "ACK", "ERROR"),
)
NUMERICS = (
    *(1, 2, 4, 5, 221, 301, 305, 311, 315, 318, 329, 330, 332, 352, 353, 354, 366, 372, 376, 396, 401, 403, 404, 405),
    *(
        411,
        412,
        415,
        421,
        422,
        432,
        433,
        436,
        437,
        439,
        443,
        451,
        464,
        465,
        471,
        473,
        474,
        475,
        477,
        486,
        489,
        493,
        520,
    ),
    *(520, 531, 670, 671, 707, 716, 730, 731, 732, 733, 734, 900, 901, 902, 903, 904, 905, 906, 907, 908, 999, 0, -1),
)
PARAMS: tuple[bytes, ...] = (
    *(
        b"dibs",
        b"#desk",
        b"*",
        b"@#desk",
        b"bob",
        b"Bob!b@bob.host",
        b"152",
        b"H@",
        b"G",
        b"0",
        b"Bob",
        b"+",
        b"=",
        b"",
    ),
    *(
        b"",
        b"LS",
        b"ACK",
        b"NAK",
        b"NEW",
        b"DEL",
        b"LIST",
        b"sasl=PLAIN,SCRAM-SHA-256",
        b"sts=duration=1",
        b"sts=port=x",
    ),
    *(b"account-tag batch server-time message-tags echo-message extended-join", b"CHANTYPES=", b"PREFIX=(ov", b"WHOX"),
    *(b"CASEMAPPING=rfc7613", b"LINELEN=99999999999", b"STATUSMSG=@+", b"MONITOR=", b"NICKLEN=0", b"BOT=", b"\\x20=x"),
    *(b"playback", b"+chathistory", b"-", b"chathistory", b"dibs1", b"dibs2", b"awake", b"!list", b"!new x", b"list"),
)
TAGS = (
    b"",
    b"",
    b"",
    b"@account=Bob ",
    b"@time=2026-11-21T09:00:00.000Z ",
    b"@time=never;msgid= ",
    b"@batch=x ",
    b"@; ",
)
SOURCES = (
    b"",
    b":s ",
    b":dibs!dibs@bot.host ",
    b":bob!b@bob.host ",
    b":bob ",
    b":!@ ",
    b":NickServ!n@services ",
    b": ",
)


def line(dice: random.Random) -> bytes:
    if dice.random() < 0.01:
        return b":s 464 dibs :Password incorrect"
    if dice.random() < 0.03:
        return dice.randbytes(dice.randrange(600))
    command = dice.choice(WORDS).encode() if dice.random() < 0.5 else b"%03d" % dice.choice(NUMERICS)
    words = [_param(dice) for _ in range(dice.randrange(8))]
    if words and dice.random() < 0.7:
        words[-1] = b":" + words[-1]
    return dice.choice(TAGS) + dice.choice(SOURCES) + b" ".join([command, *words])


def _param(dice: random.Random) -> bytes:
    return dice.choice(PARAMS) if dice.random() < 0.8 else dice.choice(FRAGMENTS).replace(b"\n", b"")[:2_000]


async def lives(settings: LinkSettings, dice: random.Random, seen: Counter[str]) -> list[bytes]:
    """One connection, to its end or for long enough: all that it wrote. `seen` counts lines, and how it ended."""
    async with offline(settings) as link:
        written = _bytes_of(link)
        link.connection.begin()
        if dice.random() < 0.5:
            link.welcomed()
            link.joined()
        for _ in range(A_LIFE):
            seen["line"] += 1
            try:
                link.connection.hear(line(dice))
            except ENDINGS as end:
                seen[type(end).__name__] += 1
                break
    return written


def _bytes_of(link: Offline) -> list[bytes]:
    """As they went to the wire, before anything decodes them."""
    written: list[bytes] = []

    def keep(raw: bytes) -> None:
        written.append(raw)

    link.session.writer.register = keep  # pyright: ignore[reportAttributeAccessIssue] - the wire itself is what is looked at
    link.session.writer.now = keep  # pyright: ignore[reportAttributeAccessIssue] - the same
    return written


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
    assert seen["written"] > LINES // 50
    assert {"Closed", "NoWelcome"} <= set(seen), seen

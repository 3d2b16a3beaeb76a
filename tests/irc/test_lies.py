"""A server that answers with less than it should, or with what was never asked."""

import dataclasses
import logging
from contextlib import suppress
from itertools import product

import pytest

from chatbot.irc import remarks
from chatbot.irc.caps import WANTED, Caps
from chatbot.irc.connection import Closed
from chatbot.irc.login import NoLogin
from chatbot.irc.naming import NoWelcome
from chatbot.irc.refusals import REFUSALS
from chatbot.irc.settings import LoginSettings
from chatbot.irc.sts import Upgrade
from chatbot.wire import Outcome, Outgoing
from tests.irc.offline import ISUPPORT, SETTINGS, Offline, offline

SECURE = dataclasses.replace(SETTINGS, secure=True, login=LoginSettings("dibs", "hunter2", nickserv="NickServ"))
VALUES = ("", "*", "dibs", "#desk", "+1", "-1", "LS", "ACK", ",", ":", "9" * 40)


def _hear(link: Offline, line: str) -> None:
    with suppress(Closed, NoWelcome, NoLogin, Upgrade):
        link.hears(line)


@pytest.mark.parametrize("welcomed", [False, True])
async def test_no_handler_of_any_line_needs_any_of_its_parameters(
    welcomed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with offline(SECURE) as link:
        names = sorted({*link.connection.handled, *REFUSALS, "PONG", "BATCH", "FAIL", "WARN", "NOTE", "ACK"})
    assert len(names) > 60
    for name in names:
        async with offline(SECURE) as link:
            if welcomed:
                link.welcomed()
                link.joined()
            else:
                link.connection.begin()
            for value, count in product(VALUES, range(10)):
                for source in ("", ":s ", ":dibs!dibs@bot.host ", ":bob!b@bob.host "):
                    _hear(link, f"{source}{name} {' '.join([value] * count)}".rstrip())
            link.passes(1)
    skipped = [record.getMessage() for record in caplog.records if "was skipped" in record.getMessage()]
    assert skipped == []


async def test_a_list_of_capabilities_without_end_is_not_waited_for_nor_remembered() -> None:
    async with offline() as link:
        link.connection.begin()
        for number in range(10_000):
            link.hears(f":s CAP * LS * :cap{number} vendor/{number}=x")
        link.hears(":s CAP * LS * :batch account-tag=\x1b[31m")
        link.passes(16)
        assert "CAP END" in await link.said()
        assert set(link.session.caps.offered) == {"batch", "account-tag"}


async def test_ten_thousand_capabilities_at_once_are_asked_for_as_far_as_they_are_wanted() -> None:
    caps = Caps()
    names = [*(f"cap{number}" for number in range(10_000)), *sorted(WANTED), "", "=", "~", "\x00", "ü", "-batch"]
    (request,) = caps.on_cap(["*", "LS", " ".join(names)])
    assert set(request.decode().strip().partition(":")[2].split(" ")) == WANTED


def test_a_refusal_of_the_same_names_again_and_again_ends_the_asking() -> None:
    caps = Caps({"account-tag", "batch"})
    caps.on_cap(["*", "LS", "account-tag batch"])
    asked = 0
    for _ in range(50):
        asked += len(caps.on_cap(["*", "NAK", "account-tag batch"]))
    assert (asked, caps.settled, caps.acked) == (2, True, set())


def test_a_refusal_of_other_names_than_were_asked_for_takes_nothing_away() -> None:
    caps = Caps({"account-tag", "batch"})
    caps.on_cap(["*", "LS", "account-tag batch"])
    assert caps.on_cap(["*", "NAK", "sasl server-time"]) == []
    assert not caps.settled
    caps.on_cap(["*", "ACK", "account-tag batch"])
    assert (caps.settled, caps.acked) == (True, {"account-tag", "batch"})


async def test_capabilities_that_are_answered_with_other_names_hold_nothing_up() -> None:
    async with offline() as link:
        link.connection.begin()
        link.hears(":s CAP * LS :batch", ":s CAP * NAK :sasl", ":s CAP * ACK :server-time echo-message")
        assert "CAP END" not in await link.said()
        link.passes(16)
        assert "CAP END" in await link.said()
        assert link.session.caps.acked == set()


async def test_a_second_list_in_the_middle_asks_for_what_is_new_alone() -> None:
    async with offline() as link:
        link.connection.begin()
        await link.said()
        link.hears(":s CAP * LS :batch", ":s CAP * LS :batch account-tag", ":s CAP * ACK :batch account-tag")
        assert await link.said() == ["CAP REQ batch", "CAP REQ account-tag", "CAP END"]
        link.hears(":s 001 dibs :hello", ":s 376 dibs :end", ":s CAP dibs LIST :batch sasl", ":s CAP dibs LS :batch")
        assert not [line for line in await link.said() if line.startswith("CAP")]
        assert link.session.caps.acked == {"batch", "account-tag"}


async def test_a_capability_that_is_taken_back_by_a_minus_no_longer_holds() -> None:
    async with offline() as link:
        link.welcomed()
        link.hears(":s CAP dibs ACK :-account-tag", ":s CAP dibs ACK :-")
        assert not link.session.caps.has("account-tag")


async def test_standard_replies_are_written_down_once_and_without_their_sentence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    async with offline() as link:
        link.welcomed()
        for _ in range(3):
            link.hears(":s FAIL * INVALID_UTF8 :a secret", ":s NOTE join SLOW #desk :a secret", ":s WARN x \x1b[31m :y")
        link.hears(*[f":s WARN * CODE{number} :x" for number in range(1000)])
    said = [record.getMessage() for record in caplog.records if "the server says" in record.getMessage()]
    assert said[:2] == ["test: the server says FAIL * INVALID_UTF8", "test: the server says NOTE JOIN SLOW"]
    assert len(said) == remarks.MOST
    assert "secret" not in caplog.text


async def test_a_refusal_as_no_utf8_is_of_the_row_that_was_alone_and_else_a_doubt() -> None:
    async with offline() as link:
        link.welcomed()
        link.joined()
        await link.said()
        for rows, verdict in (((1,), "refused"), ((2, 3), "unknown")):
            outcomes: list[Outcome] = []
            for row in rows:
                link.connection.send(Outgoing(row, "#desk", "x"), outcomes.append, alone=False)
            (ping,) = [line for line in await link.turns() if line.startswith("PING")]
            link.hears(":s FAIL * INVALID_UTF8 :no", f":s PONG s :{ping.removeprefix('PING ')}")
            assert [outcome.verdict for outcome in outcomes] == [verdict] * len(rows)


async def test_nothing_but_utf8_is_ever_said() -> None:
    async with offline() as link:
        link.welcomed()
        for text in ("\ud800", "caf\u00e9 \U0001f525", "\x80\xff", "\U0001f469\u200d\U0001f469" * 200):
            link.connection.send(Outgoing(1, "#desk", text), lambda _: None, alone=False)
        for line in (line for line in await link.turns() if "PRIVMSG" in line):
            assert len(line.encode()) <= 510


async def test_what_the_server_takes_back_in_the_middle_no_longer_holds() -> None:
    async with offline() as link:
        link.welcomed(isupport=f"{ISUPPORT} MONITOR=30 NICKLEN=30 TARGMAX=JOIN:1")
        link.joined()
        link.look_for("bobby")
        assert "MONITOR + bobby" in await link.said()
        link.hears(":s 005 dibs -MONITOR -NICKLEN -TARGMAX -WHOX -STATUSMSG :are supported")
        isupport = link.session.isupport
        assert (isupport.monitor, isupport.nicklen, isupport.targets("JOIN"), isupport.whox) == (0, None, None, False)
        link.look_for("carol")
        link.hears(":alice!a@h PRIVMSG @#desk :!list")
        assert not [line for line in await link.said() if line.startswith("MONITOR +")]
        assert link.messages == []

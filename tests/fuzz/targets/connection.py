"""What a server may say, line by line, to a connection that isn't welcome yet, or is in: it is never at a loss.

The first byte says what sort of network it is and how far the connection has come. Capabilities, SASL, ISUPPORT, WHOX,
batches of history and of lines, and everything else that is answered.
"""

import asyncio
import dataclasses
import logging
from contextlib import suppress

from chatbot.irc.connection import Closed
from chatbot.irc.login import NoLogin
from chatbot.irc.naming import NoWelcome
from chatbot.irc.settings import LoginSettings
from chatbot.irc.sts import Upgrade
from tests.fuzz.saying import a_line
from tests.irc.offline import CAPS, SETTINGS, Offline, offline

LONGEST = 1200
LOGIN = LoginSettings("dibs", "hunter2", nickserv="NickServ", mechanisms=("SCRAM-SHA-256", "PLAIN"))
NETWORKS = (
    SETTINGS,
    dataclasses.replace(SETTINGS, secure=True, login=LOGIN),
    dataclasses.replace(SETTINGS, believed=True),
    dataclasses.replace(SETTINGS, passwords=True),
    dataclasses.replace(SETTINGS, relays=("relay", "bob!b@bob.host")),
)
EVERYTHING = f"{CAPS} draft/multiline labeled-response echo-message draft/relaymsg=/ sasl=PLAIN sts=duration=1"


def one(data: bytes) -> None:
    asyncio.run(_one((data[:1] or b"\0")[0], data[1:]))


async def _one(sort: int, data: bytes) -> None:
    watch = _Skipped()
    log = logging.getLogger("dibs")
    log.addHandler(watch)
    try:
        async with offline(NETWORKS[sort % len(NETWORKS)]) as link:
            _come_in(link, sort // len(NETWORKS) % 3)
            for raw in data.split(b"\n"):
                with suppress(Closed, NoWelcome, NoLogin, Upgrade):
                    link.connection.hear(raw)
            with suppress(Closed, NoWelcome, NoLogin, Upgrade):
                link.passes(1)
            await asyncio.sleep(0)
            _is_sound(link)
    finally:
        log.removeHandler(watch)


def _come_in(link: Offline, steps: int) -> None:
    if steps == 0:
        link.connection.begin()
        return
    with suppress(NoLogin):
        link.welcomed(EVERYTHING)
    if steps > 1:
        link.joined()


def _is_sound(link: Offline) -> None:
    for line in link.wire:
        a_line(line)
    for message in link.messages:
        assert not set(message.text) & set("\r\0\x01")
        assert message.text


class _Skipped(logging.Handler):
    """A line that could not be handled is one that is lost; the connection would live on, and hide that."""

    def emit(self, record: logging.LogRecord) -> None:
        if "was skipped" in record.getMessage():
            raise AssertionError(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)

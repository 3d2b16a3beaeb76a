"""Lines that people say to a whole desk, with its database: each is answered or is talk, and nothing goes wrong.

A line begins with who says it and where: `a` alice, `b` bob, `c` charlie, `d` ada in the channel; in capitals to dibs
alone.
"""

import asyncio
import logging
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from chatbot.app import command_table
from chatbot.commands.answer import WENT_WRONG, Commander
from chatbot.irc.lines import decode
from chatbot.irc.outgoing import clean
from chatbot.wire import Channel, Message, Private
from store.database import open_database
from tests.fuzz.ground import database, folder
from tests.fuzz.saying import a_line
from tests.people import NETWORK, FakeClock, opened_desk, principal

LONGEST = 500
MOST_LINES = 8
TABLE = command_table()
PEOPLE = {"a": "alice", "b": "bob", "c": "charlie", "d": "ada"}


def one(data: bytes) -> None:
    database()
    asyncio.run(_one(decode(data).split("\n")[:MOST_LINES]))


async def _one(lines: list[str]) -> None:
    watch = _Failed()
    log = logging.getLogger("dibs")
    log.addHandler(watch)
    with tempfile.TemporaryDirectory(dir=folder()) as here:
        file = Path(here) / "dibs.db"
        shutil.copyfile(database(), file)
        try:
            async with await open_database(file) as opened:
                clock = FakeClock()
                commander = Commander(await opened_desk(opened, clock), TABLE)
                for line in lines:
                    clock.advance(seconds=timedelta(minutes=1).total_seconds())
                    await _say(commander, clock, line)
        finally:
            log.removeHandler(watch)
    assert watch.failed == []


async def _say(commander: Commander, clock: FakeClock, line: str) -> None:
    who = PEOPLE.get(line[:1].lower(), "mallory")
    where = Private(NETWORK, who) if line[:1].isupper() else Channel(NETWORK, "#desk")
    text = clean(line[1:]).replace("|", "\n")
    for reply in await commander.answer(Message(principal(who), where, text, clock.now(), ("dibs",))):
        for said in reply.lines:
            assert said
            assert WENT_WRONG[:20] not in said, said
            a_line(f"{said}\r\n".encode())


class _Failed(logging.Handler):
    """What was told to admins, and to nobody here."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.failed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.failed.append(f"{record.getMessage()} {record.exc_info[1] if record.exc_info else ''}")

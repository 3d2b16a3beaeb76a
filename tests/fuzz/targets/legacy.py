"""The `.tickets` file of before, a table of Lua: any bytes are tickets, or a sentence that says where they are none."""

from datetime import UTC

from chatbot.cli.importing.legacy import read_legacy
from chatbot.cli.importing.lua import BadLua, read_table
from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.planning import Options, plan
from chatbot.cli.importing.users import names_in
from tests.fuzz.ground import NOW, ground
from tests.fuzz.saying import MACHINE

LONGEST = 800


def one(data: bytes) -> None:
    try:
        read_table(data)
    except BadLua as error:
        _is_said(str(error))
    try:
        found = read_legacy(data, "seconds" if data[-1:] == b" " else "minutes")
    except BadFile as error:
        _is_said(str(error))
        return
    for sentence in [*found.bad, *found.noted]:
        _is_said(sentence)
    numbers = [ticket.number for ticket in found.tickets]
    assert len(set(numbers)) == len(numbers)
    made = plan(found, ground(names_in(found), numbers), Options("old", UTC, NOW, offer=True))
    assert len(made.parts) <= len(found.tickets)


def _is_said(sentence: str) -> None:
    assert sentence
    assert not MACHINE.search(sentence), sentence

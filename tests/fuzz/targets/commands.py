"""A line that is said to dibs, with all verbs: a typed call within the bounds, or a sentence.

The first byte says where: in private, as a reply to a line about a ticket.
"""

from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import astuple

from chatbot.app import command_table
from chatbot.commands.addressing import address, commanding
from chatbot.commands.arguments import PersonName
from chatbot.commands.numbers import Tickets
from chatbot.commands.parse import is_about_a_ticket, is_meant_as_command, parse
from chatbot.commands.refusals import Usage
from chatbot.desk.bounds import USUAL
from chatbot.irc.lines import decode
from chatbot.wire import Channel, Message, Principal, Private
from tests.fuzz.saying import a_sentence

LONGEST = 600
TABLE = command_table()
WHO = Principal("net", "bob", "bob", "bob", "account-tag", "bob!b@h")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def one(data: bytes) -> None:
    flags, text = data[:1], decode(data[1:])
    private, about = flags in b"pb", 12 if flags in b"ab" else None
    try:
        call = parse(TABLE, text, private=private, about=about)
    except Usage as refused:
        a_sentence(str(refused))
        is_meant_as_command(refused, text)
    else:
        assert call.command.name in TABLE.names
        for value in call.arguments.values():
            _within_bounds(value)
    is_about_a_ticket(TABLE, text)
    where = Private("net", "bob") if private else Channel("net", "#desk")
    message = commanding(Message(WHO, where, text, NOW, ("dibs",), about=about))
    found = address(message)
    assert found is None or found.text


def _within_bounds(value: object) -> None:
    if isinstance(value, Tickets):
        assert 1 <= len(value.numbers) <= USUAL.at_once
        assert all(0 <= number < 10**9 for number in value.numbers)
    elif isinstance(value, PersonName):
        assert 0 < len(value.name) <= USUAL.address
    elif isinstance(value, timedelta):
        assert timedelta(0) <= value <= USUAL.longest
    elif isinstance(value, int):
        assert abs(value) < 10**9
    elif isinstance(value, Struct):
        assert all(isinstance(one, str) for one in astuple(value))
    else:
        assert isinstance(value, str)

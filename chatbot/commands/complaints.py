"""Saying that something can't be done: where others read, in private, or not at all (`manners`)."""

import logging
from dataclasses import replace

from chatbot.commands.manners import ErrorManners
from chatbot.commands.numbers import numbers_in
from chatbot.commands.pages import Answer, replies, to_person
from chatbot.desk.mishaps import mishap
from chatbot.wire import Message, Private, Reply

log = logging.getLogger("dibs.commands")


class Complaints:
    def __init__(self) -> None:
        self._manners = ErrorManners()

    def __call__(self, message: Message, *sentences: str) -> list[Reply]:
        private = isinstance(message.audience, Private)
        where = "" if isinstance(message.audience, Private) else f"{message.audience.network} {message.audience.name}"
        place = self._manners.place(who_of(message), message.at, private=private, where=where)
        tell = {"public": replies, "private": to_person}.get(place)
        return as_errors(tell(message, sentences) if tell else [])


def as_errors(said: list[Reply]) -> list[Reply]:
    return [replace(reply, error=True) for reply in said]


def who_of(message: Message) -> str:
    return f"{message.principal.network} {message.principal.key}"


def numbers_of(arguments: dict[str, object], said: Answer | None = None) -> list[str]:
    """The tickets that a call speaks of; nothing else of it goes into the log."""
    return [f"#{number}" for number in (*numbers_in(arguments), *([said.opened] if said and said.opened else []))]


def report(verb: str, arguments: dict[str, object], error: Exception) -> None:
    mishap(log, " ".join((verb, *numbers_of(arguments), "failed")), error)

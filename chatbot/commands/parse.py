"""Text to a typed call. Raises Usage and nothing else, whatever the text."""

from msgspec import Struct

from chatbot.commands.arguments import is_ticket, means_tickets
from chatbot.commands.binding import bind
from chatbot.commands.hints import hint
from chatbot.commands.refusals import UnknownVerb, Usage
from chatbot.commands.registry import Command, Table
from chatbot.commands.suggest import unknown_verb
from chatbot.commands.words import Scanner
from chatbot.desk.bounds import USUAL
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE, clean, fit

LONGEST = USUAL.line

SHOW = "show"
ENDINGS = ".,:;?!"


class Call(Struct, frozen=True):
    command: Command
    verb: str
    arguments: dict[str, object]


def parse(table: Table, text: str, *, private: bool, about: int | None = None) -> Call:
    """`private`: nobody else reads it, so that `yes` or `dibs` alone may answer an offer.

    `about`: the ticket of the line of ours that it replies to; it then needn't be named, nor an offer of it.
    """
    if len(text.encode(errors="replace")) > LONGEST:
        raise Usage(f"Too long: at most {LONGEST} bytes in one go. Say it in parts.")
    scanner = Scanner(text)
    verb = verb_of(scanner.take())
    if is_ticket(verb) and SHOW in table.names:
        return _shown(table.names[SHOW], verb, scanner)
    command, typed = _find(table, verb, scanner, answers=private or about is not None)
    if private and command.declared.aloud and not means_tickets(scanner.word()):
        raise UnknownVerb(f"For channels alone: {command.name}. An answer to a ticket: {TYPE}re <ticket> <text>")
    return Call(command, typed, bind(command, typed, scanner, private=private, about=about))


def is_about_a_ticket(table: Table, text: str) -> bool:
    """Whether it begins with a verb that takes a ticket, or with a number, and doesn't just ask: `done?`"""
    word = Scanner(text).word()
    command = table.names.get(SHOW if is_ticket(word) else verb_of(word))
    return command is not None and command.parameters.ticket is not None and not word.endswith("?")


def is_meant_as_command(error: UnknownVerb | Usage, text: str) -> bool:
    """A verb, or nearly one, and then a ticket's number, so not just words: `acept 12`, `assign 12`."""
    if isinstance(error, UnknownVerb):
        return error.near
    scanner = Scanner(text)
    scanner.take()
    return means_tickets(scanner.word())


def verb_of(word: str) -> str:
    """Folded, without what phones and clients add: a full stop, a colour."""
    return clean(word).lower().rstrip(ENDINGS)


def _shown(show: Command, number: str, scanner: Scanner) -> Call:
    """`12` alone shows; `12 monkeys` is talk."""
    if scanner.rest():
        bare = number.removeprefix("#")
        raise UnknownVerb(f"What about #{bare}? {TYPE}show {bare}, or {TYPE}comment {bare} <text>")
    return Call(show, SHOW, bind(show, SHOW, Scanner(number), private=True))


def _find(table: Table, verb: str, scanner: Scanner, *, answers: bool) -> tuple[Command, str]:
    if verb in table.groups:
        return _find_in_group(table, verb, scanner)
    command = table.names.get(verb) or (table.answers.get(verb) if answers else None)
    if command is None and verb in table.answers:
        answered = table.answers[verb]
        raise UnknownVerb(f"Others read here, so say which: {TYPE}{hint(answered, answered.name, {})}")
    if command is None:
        raise unknown_verb(table, verb, scanner.word())
    return command, verb


def _find_in_group(table: Table, first: str, scanner: Scanner) -> tuple[Command, str]:
    """`role list`; `role` alone if there is such a verb, else the list of those that there are."""
    second = verb_of(scanner.word())
    if command := table.names.get(f"{first} {second}"):
        scanner.take()
        return command, f"{first} {second}"
    if command := table.names.get(first):
        return command, first
    raise Usage(_not_in_group(table, first, second))


def _not_in_group(table: Table, first: str, second: str) -> str:
    seconds = [name.split(" ", 1)[1] for name in table.names if name.startswith(f"{first} ")]
    if near := nearest(second, seconds):
        return f"No verb {first} {fit(second, 20)}. Did you mean: {TYPE}{first} {near}"
    return f"{first.capitalize()} what? {TYPE}{first} {', '.join(seconds)}. More: {TYPE}help {first}"

"""The table of commands: a decorator marks handlers, `load` collects them and holds each to what it declares."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import ModuleType
from typing import TypeVar

from msgspec import Struct, field

from chatbot.commands.pages import Answer
from chatbot.commands.parameters import Parameters, parameters_of

Handler = Callable[..., Awaitable[str | Answer]]
H = TypeVar("H", bound=Handler)

MARK = "dibs_command"


class TableError(Exception):
    """A command is declared wrongly: a mistake in the program, found when it starts."""


class Declared(Struct, frozen=True):
    name: str
    aliases: tuple[str, ...]
    usage: str
    who: str
    example: str
    answers: tuple[str, ...]
    asks: Mapping[str, str]
    pages: bool
    aloud: bool


class Command(Struct, frozen=True):
    declared: Declared
    handler: Handler
    parameters: Parameters
    summary: str

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def usage(self) -> str:
        """`assign <ticket> <person>`"""
        return f"{self.name} {self.declared.usage}".rstrip(" ")


class Table(Struct, frozen=True):
    """`names` holds every name and alias; `answers` the words that alone, in private, answer an offer."""

    commands: tuple[Command, ...]
    names: Mapping[str, Command]
    answers: Mapping[str, Command]
    groups: Mapping[str, tuple[Command, ...]] = field(default_factory=dict[str, tuple[Command, ...]])
    """By first word, the commands of two words."""


def command(
    name: str,
    *aliases: str,
    usage: str = "",
    who: str = "anyone",
    example: str = "",
    answers: tuple[str, ...] = (),
    asks: Mapping[str, str] | None = None,
    pages: bool = False,
    aloud: bool = False,
) -> Callable[[H], H]:
    """Mark `async def handler(ctx: Context, …) -> str | Answer` as a command; its docstring's first line is the help.

    Positional parameters are words in order, keyword-only ones are options (`RoleName`: the leading `@role`); a
    trailing underscore in a name is dropped. `usage` has one unit a word (`<ticket> [why]`) and one an option.
    `answers`: words that in private answer the one open offer; the ticket may be left out there, and only there.
    `asks`: by parameter, what to ask when it is missing; `{number}` stands for what was given: `Who gets #{number}?`
    `pages`: a long answer goes on with `more`, for which the handler is run again: it must only look.
    `aloud`: it is for channels. In private its name is a word like any other, unless a ticket's number follows.
    """

    def mark(handler: H) -> H:
        asked = dict(asks or {})
        setattr(handler, MARK, Declared(name, aliases, usage, who, example or name, answers, asked, pages, aloud))
        return handler

    return mark


def load(modules: Iterable[ModuleType]) -> Table:
    """Collect the marked handlers, in the order in which they stand. TableError on a double name or a false usage."""
    commands = tuple(found for module in modules for found in _marked(module))
    names = _by_name((name, each) for each in commands for name in (each.name, *each.declared.aliases))
    answers = _by_name((word, each) for each in commands for word in each.declared.answers)
    groups = {name.split(" ")[0]: () for name in names if " " in name}
    return Table(commands, names, answers, {first: _group(first, commands) for first in groups})


def _marked(module: ModuleType) -> Iterable[Command]:
    for value in vars(module).values():
        declared: object = getattr(value, MARK, None)
        if isinstance(declared, Declared) and value.__module__ == module.__name__:
            yield _checked(declared, value)


def _checked(declared: Declared, handler: Handler) -> Command:
    summary = (handler.__doc__ or "").strip().split("\n")[0]
    if not summary:
        raise TableError(f"The command {declared.name} has no docstring: its first line is the help")
    try:
        return Command(declared, handler, parameters_of(handler, declared.usage), summary)
    except TypeError as error:
        raise TableError(f"The command {declared.name}: {error}") from error


def _group(first: str, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    return tuple(each for each in commands if each.name.startswith(f"{first} "))


def _by_name(pairs: Iterable[tuple[str, Command]]) -> Mapping[str, Command]:
    names: dict[str, Command] = {}
    for name, each in pairs:
        if name in names:
            raise TableError(f"Two commands are called {name}: {names[name].name} and {each.name}")
        names[name] = each
    return names

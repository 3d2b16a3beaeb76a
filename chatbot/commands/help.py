"""`help`, derived from the table."""

import textwrap
from collections.abc import Iterable, Iterator

from chatbot.commands.arguments import Rest
from chatbot.commands.context import Context
from chatbot.commands.kinds import by_kind
from chatbot.commands.pages import Answer
from chatbot.commands.parse import verb_of
from chatbot.commands.registry import Command, Table, command
from chatbot.commands.say import packed
from chatbot.commands.suggest import SHOWN, known_verbs
from chatbot.commands.words import Scanner
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import LINE, TYPE, clean, fit
from chatbot.wire import Channel

ALL = "all"


@command("help", usage="[verb|all]", example="help accept", pages=True)
async def help_(ctx: Context, verb: Rest | None = None) -> Answer:
    """What there is to type: two lines for who is new; all of it, by kind; or all about one verb."""
    name = wanted(verb) if verb else ""
    if name == ALL:
        return Answer(private=tuple(everything(ctx.table)))
    if name:
        return Answer(tuple(about(ctx.table, name)))
    return Answer((aloud(ctx),) if isinstance(ctx.audience, Channel) else NEWCOMERS)


NEWCOMERS = (
    f"Tickets: {TYPE}new <what's wrong>, {TYPE}list, {TYPE}12 shows one, {TYPE}dibs 12 takes it, {TYPE}close 12 ends.",
    f"In a channel with ! in front. More on a verb: {TYPE}help new. All of them: {TYPE}help all",
)


def aloud(ctx: Context) -> str:
    p = ctx.prefix
    return f"Tickets: {p}new <what's wrong>, {p}list, {p}12. All of it: /msg {ctx.me} help"


def everything(table: Table) -> Iterator[str]:
    """In lines as long as fit, kind by kind."""
    for kind, commands in by_kind(table):
        for line in packed(f"{kind}: ", (f"{TYPE}{each.usage}" for each in commands), " | "):
            yield from in_lines(line)
    yield f"One of them: {TYPE}help <verb>, such as {TYPE}help new"


def wanted(text: str) -> str:
    """The verb that was asked for: its first two words, folded."""
    scanner = Scanner(text)
    return f"{verb_of(scanner.take())} {verb_of(scanner.take())}".strip(" ")


def about(table: Table, name: str) -> Iterator[str]:
    """The two lines on one command, the usages of a group, or a sentence that names what there is."""
    first = name.split(" ", maxsplit=1)[0]
    found = table.names.get(name) or table.names.get(first) or table.answers.get(first)
    if found:
        yield from lines_on(found)
    elif first in table.groups:
        yield from usages(table.groups[first])
    else:
        near = nearest(first, known_verbs(table))
        shown = fit(clean(first), SHOWN)
        yield f"No verb {shown}. " + (f"Did you mean: {TYPE}help {near}" if near else f"All of them: {TYPE}help all")


def lines_on(found: Command) -> Iterator[str]:
    """`accept <ticket>: Take a ticket.` (in lines if it is long), `Also: dibs, take. Who: ... Example: accept 12`"""
    together = f"{TYPE}{found.usage}: {found.summary}"
    yield from [together] if len(together) <= LINE else [*in_lines(f"{TYPE}{found.usage}"), found.summary]
    also = f"Also: {', '.join(found.declared.aliases)}. " if found.declared.aliases else ""
    yield f"{also}Who: {found.declared.who}. Example: {TYPE}{found.declared.example}"


def in_lines(text: str) -> list[str]:
    """Of one verb alone the usage may be too long for a line."""
    return textwrap.wrap(text, LINE, subsequent_indent="| ", break_long_words=False, break_on_hyphens=False)


def usages(commands: Iterable[Command]) -> list[str]:
    """As many in a line as fit."""
    lines = packed("", (f"{TYPE}{each.usage}" for each in commands), " | ", continued="")
    return [part for line in lines for part in in_lines(line)]

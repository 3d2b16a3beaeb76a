"""What a shell offers behind a verb, as far as who types may read it, and in a form that no shell takes for its own."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from chatbot.cli.offers import Look, offers, values
from chatbot.cli.terminal.bridge import AS, Completer, Words, command_for
from chatbot.cli.terminal.calls import plain
from chatbot.cli.terminal.line import BASH, Line
from chatbot.cli.terminal.rows import row_of
from chatbot.commands.registry import Command
from chatbot.desk.offering import Kind, Offer
from chatbot.desk.wording import clean, fit

HELP = 60
"""Characters of what stands beside an offer."""
_CLAUSE = re.compile(r"[.:;(]")
_SAFE = re.compile(r"[\w@][\w.@:=/+,-]*(?: [\w.+-]+)*")
"""What no shell takes for its own, wherever it is put; a blank is escaped by the shell, or here for bash."""
_KEPT = frozenset(" .,-_/+@?")
"""Signs of ASCII that may stand in a title beside its number: zsh evaluates it, and Rich formats it."""


def alone(verb: str, line: Line) -> typer.Typer:
    """Nothing but that verb, of which the line has only what stands behind it."""
    app, row = typer.Typer(rich_markup_mode=None), row_of(verb)
    app.command(cls=Words)(command_for(row, lambda *_, **__: None, _completer(row, line)))
    return app


def summary_of(verb: str) -> str:
    """The first words of it."""
    return harmless(_CLAUSE.split(row_of(verb).summary)[0])


def _completer(row: Command, line: Line) -> Completer:
    """Of the words behind the verb, of an option by its key, of whom `--as` names."""

    def completer(key: str | None) -> Callable[[typer.Context, str], list[Offer]]:
        def complete_it(ctx: typer.Context, incomplete: str) -> list[Offer]:
            look = _look(ctx.params)
            if key is None:
                before = [plain(one) for one in ctx.params.get("words") or ()]
                found = offers(row, before, line.glued + incomplete, look)
            else:
                found = look("people") if key == AS else values(row, key, look)
            return list(_shown(found, line, incomplete))

        return complete_it

    return completer


def _look(given: Mapping[str, Any]) -> Look:
    def look(kind: Kind) -> Iterable[Offer]:
        from chatbot.cli.terminal.looking import look_for  # noqa: PLC0415 - the desk is opened where it is wanted

        config = given.get("config")
        return look_for(kind, given.get("as_"), Path(config) if config else None)

    return look


def _shown(found: Iterable[Offer], line: Line, incomplete: str) -> Iterator[Offer]:
    """Those that begin as the word does, without what stays of it, and only what a shell can put there as it is."""
    for value, what in dict(found).items():
        if _SAFE.fullmatch(value) and value.lower().startswith((line.glued + incomplete).lower()):
            rest = value[len(line.glued) :]
            yield rest.replace(" ", "\\ ") if line.shell == BASH else rest, harmless(what)


def harmless(text: str) -> str:
    """Beside an offer: nothing of it is evaluated or formatted by any shell, nor by what writes it there."""
    without = clean(text).replace("'", "\u2019")
    kept = [one if one in _KEPT or one.isalnum() or one > "\x7f" else " " for one in without]
    return fit(" ".join("".join(kept).split()), HELP)

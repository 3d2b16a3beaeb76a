"""From a row of the table of commands to a command of the shell. None is written by hand."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from chatbot.cli.console import ConfigOption
from chatbot.cli.terminal.calls import SHIELD, plain
from chatbot.commands.arguments import ARGUMENTS
from chatbot.commands.parameters import AT_ROLE, Parameter
from chatbot.commands.registry import Command

_OPTION = re.compile(r"--[a-z][a-z-]*=")
_DASH = re.compile(r"-.*\s", re.DOTALL)
_NUMBER = re.compile(r"-\d")

Run = Callable[..., None]
"""Does what a command of the shell is for: `run(verb, words, given, **options)`."""

AS = "as"

Completer = Callable[[str | None], Callable[[typer.Context, str], Sequence[tuple[str, str]]] | None]
"""What completes an option, by its key, or AS; None: the words."""


def _nothing(_key: str | None) -> None:
    """Only where somebody still types is anything offered."""


def as_option(completer: Completer) -> object:
    offered = completer(AS)
    return Annotated[str | None, typer.Option("--as", metavar="MEMBER", help="Be that member.", autocompletion=offered)]


JSON_OPTION = Annotated[bool, typer.Option("--json", help="The answer as one line of JSON.")]
COLOR_OPTION = Annotated[bool, typer.Option("--no-color", help="Without colours, as where NO_COLOR is set.")]
FULL_OPTION = Annotated[bool, typer.Option("-v", "--verbose", help="All of it, with all that was added.")]

ALL: Mapping[str, Any] = {"as_json": JSON_OPTION, "no_color": COLOR_OPTION, "config": ConfigOption}
"""What every verb takes, by the name that `run` is given it under."""

MORE: Mapping[str, Mapping[str, Any]] = {
    "show": {"verbose": FULL_OPTION},
    "bill": {
        "mark": Annotated[bool, typer.Option("--mark", help="Make it a bill, for good.")],
        "csv": Annotated[Path | None, typer.Option("--csv", help="Its lines as a table; - is the standard output.")],
        "html": Annotated[Path | None, typer.Option("--html", help="A sheet for the client, which prints well.")],
        "force": Annotated[bool, typer.Option("--force", help="In the place of a file that is there.")],
    },
}
"""What some verbs take besides, by the same names."""
LAST_ROLE = "last_role"
"""The name of the parameter for `move 3 --role net`, which is a word in chat."""
FLAGS: tuple[str, ...] = ("as_json", "no_color", "verbose", "mark", "force")


class Words(TyperCommand):
    """What stands behind `--`, or in quotes with a space in it, is text, whatever it begins with; and so is `-15m`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own class of contexts has no public name
        try:
            return super().parse_args(ctx, list(shielded(args)))
        except Exception as error:
            told: Any = error  # an option that isn't there: its class has no public name, and another in each release
            if hasattr(told, "possibilities"):
                said = str(told.message).removesuffix(".")
                told.message = f"{said}. Text that begins so stands behind --: {ctx.command_path} -- <text>"
            raise


def shielded(args: Sequence[str]) -> Iterator[str]:
    """The `--` itself is kept: it may part a title from its description."""
    end = args.index("--") if "--" in args else len(args)
    for at, word in enumerate(args):
        text = _NUMBER.match(word) or (_DASH.match(word) and not _OPTION.match(word))
        yield SHIELD + word if text or at >= end else word


def command_for(row: Command, run: Run, completer: Completer = _nothing) -> Callable[..., None]:
    """A function of which Typer can read what the verb takes."""
    everywhere = {"as_": as_option(completer), **ALL}
    options = {**_options(row, completer), **_last_role(row, completer)}
    taken = {"words": _words(row, completer), **options, **everywhere, **_more(row)}

    def typed(words: list[str] | None = None, **given: Any) -> None:  # noqa: ANN401 - as Typer read them
        own = {one.name: given.pop(one.name) for one in row.parameters.options.values()}
        last = [role] if (role := given.pop(LAST_ROLE, None)) else []
        run(row.name, [*(plain(word) for word in words or ()), *last], own, **given)

    kind = inspect.Parameter.KEYWORD_ONLY
    absent: dict[str, bool] = dict.fromkeys(FLAGS, False)
    parameters = [
        inspect.Parameter(name, kind, annotation=what, default=absent.get(name)) for name, what in taken.items()
    ]
    typed.__dict__["__signature__"] = inspect.Signature(parameters)
    typed.__annotations__ = taken
    typed.__doc__ = help_of(row)
    return typed


def help_of(row: Command) -> str:
    """The same sentence as in chat, and how it is typed there."""
    return f"{row.summary}\n\nAs in chat: dibs {row.usage}"


def _words(row: Command, completer: Completer) -> object:
    argument = typer.Argument(metavar="WORDS", help=row.usage, show_default=False, autocompletion=completer(None))
    return Annotated[list[str] | None, argument]


def _options(row: Command, completer: Completer) -> dict[str, Any]:
    return {one.name: _option(key, one, completer) for key, one in row.parameters.options.items()}


def _option(key: str, parameter: Parameter, completer: Completer) -> object:
    """`--role ops`, `--private`; a text is read as in chat, where it stands behind `key=`."""
    name = "role" if key == AT_ROLE else key
    if parameter.argument is ARGUMENTS[bool]:
        return Annotated[bool | None, typer.Option(f"--{name}/--no-{name}", help=f"As {key}=yes or no.")]
    help_ = "As @role." if key == AT_ROLE else f"As {key}=."
    offered = completer(key)
    return Annotated[str | None, typer.Option(f"--{name}", help=help_, show_default=False, autocompletion=offered)]


def _last_role(row: Command, completer: Completer) -> dict[str, Any]:
    """Where the last word is a `@role` that must be there, and so none of the options of chat."""
    words = row.parameters.words
    return {LAST_ROLE: _option(AT_ROLE, words[-1], completer)} if words and words[-1].shown == "<@role>" else {}


def _more(row: Command) -> Mapping[str, Any]:
    return MORE.get(row.name, {})

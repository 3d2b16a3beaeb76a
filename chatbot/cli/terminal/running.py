"""What a verb at the shell does, from its words to what stands on the screen and the exit code."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.text import Text

from chatbot.cli.configured import read_config
from chatbot.cli.console import REFUSED, WRONG, err, fail, out, print_json
from chatbot.cli.terminal.asking import Said, Session, in_session
from chatbot.cli.terminal.calls import Given, call_of
from chatbot.cli.terminal.forms import wants_a_form
from chatbot.cli.terminal.rows import table_of
from chatbot.cli.terminal.typed import typeable
from chatbot.cli.terminal.who import user
from chatbot.commands.refusals import AllRefused, Usage
from chatbot.config import Config
from chatbot.desk.refused import Refused
from store.failures import StoreFailed

Also = Callable[[Config, Said], bool]
Show = Callable[[Said], bool]
"""Whether it did: else the lines of chat are shown."""


def run(
    verb: str,
    words: Sequence[str],
    given: Given,
    *,
    as_: str | None,
    as_json: bool,
    no_color: bool,
    config: Path | None,
    verbose: bool = False,
    also: Also | None = None,
    show: Show | None = None,
) -> None:
    """Raises typer.Exit with 1 where the desk says no, with 2 where it can't be understood or done here.

    `also`: what is done with the answer before it is shown, if it is to be. `show`: what shows it to people.
    """
    out.no_color = err.no_color = no_color or out.no_color
    settings = read_config(config)
    who = user(as_, settings.terminal.members)
    with _in_sentences(settings):
        if wants_a_form(verb, words, given):
            from chatbot.cli.terminal.filling import by_form  # noqa: PLC0415 - what is rarely wanted is loaded then

            _print(settings, by_form(settings, who, verb, words, given), as_json=as_json)
            return

        async def work(session: Session) -> None:
            table = table_of(verb)
            said = await session.ask(table, call_of(table, verb, await session.numbered(table, verb, words), given))
            if also is not None and not also(settings, said):
                return
            if verbose and not as_json:
                await _print_full(session, said)
            else:
                _print(settings, said, as_json=as_json, show=show)

        in_session(settings, who, work)


@contextmanager
def _in_sentences(config: Config) -> Generator[None]:
    """Why it wasn't done, as typer.Exit."""
    try:
        yield
    except AllRefused as refused:
        raise _no(config, REFUSED, *refused.lines) from None
    except Usage as misunderstood:
        raise _no(config, WRONG, misunderstood.marked, *_notes(misunderstood)) from None
    except Refused as refused:
        raise _no(config, REFUSED, refused.marked, *_notes(refused)) from None
    except StoreFailed as failed:
        raise _no(config, WRONG, str(failed), *_notes(failed)) from None


def _notes(error: Exception) -> list[str]:
    """Where a form is kept."""
    return getattr(error, "__notes__", [])


async def _print_full(session: Session, said: Said) -> None:
    from chatbot.cli.terminal.full import show_full  # noqa: PLC0415 - what is asked for rarely is loaded then

    await show_full(session, said)


def _print(config: Config, said: Said, *, as_json: bool, show: Show | None = None) -> None:
    if as_json:
        from chatbot.cli.terminal.shapes import shape_of  # noqa: PLC0415 - only programs want it

        print_json(shape_of(said))
        return
    from chatbot.cli.terminal.tables import show_tables  # noqa: PLC0415 - and only people this

    if not (show or show_tables)(said):
        for line in said.lines:
            out.print(Text(typeable(line, config.desk.prefix)))


def _no(config: Config, code: int, *lines: str) -> typer.Exit:
    for line in lines[:-1]:
        err.print(Text(typeable(line, config.desk.prefix), style="bad"))
    return fail(typeable(lines[-1], config.desk.prefix), code)

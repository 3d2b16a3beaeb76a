"""`dibs bill`: as in chat, and into files. A bill is made only where these can be written."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from chatbot.cli.configured import read_config
from chatbot.cli.console import err, fail
from chatbot.cli.terminal.asking import Said
from chatbot.cli.terminal.calls import Given
from chatbot.cli.terminal.running import run
from chatbot.cli.written import STDOUT, written
from chatbot.config import Config
from chatbot.desk.statements import Statement
from store.failures import StoreFailed

ELSE = frozenset({"list", "undo"})
"""Of these there is nothing to write."""

Write = Callable[[Config, Said, Statement, TextIO], None]


def run_bill(
    verb: str,
    words: Sequence[str],
    given: Given,
    *,
    mark: bool = False,
    csv: Path | None = None,
    html: Path | None = None,
    force: bool = False,
    config: Path | None,
    **common: Any,  # noqa: ANN401 - what each verb takes
) -> None:
    files = {file: write for file, write in ((csv, _csv), (html, _html)) if file is not None}
    if files and (not words or words[0].lower() in ELSE):
        raise fail("What is written into a file is a bill: dibs bill <client>, or dibs bill show <number>.")
    if csv is not None and csv == html:
        raise fail("The table and the sheet go into two files. Name another one.")
    made = list[int]()
    try:
        with ExitStack() as stack:
            opened = [
                (write, stack.enter_context(written(file, read_config(config).desk.database, over=force)))
                for file, write in files.items()
            ]

            def also(config: Config, said: Said) -> bool:
                _write_all(config, said, opened, made)
                return STDOUT not in files

            run(verb, [*words, *(["--mark"] if mark else [])], given, also=also, show=_show, config=config, **common)
    except StoreFailed as error:
        again = f" Bill {made[0]} is made; to write it: dibs bill show {made[0]}" if made else ""
        raise fail(f"{error}{again}") from None
    for file in files:
        if file != STDOUT:
            err.print(f"{file} is written.")


def _write_all(config: Config, said: Said, opened: Sequence[tuple[Write, TextIO]], made: list[int]) -> None:
    for found in said.found:
        if isinstance(found, Statement):
            made += [found.bill.id] if found.bill and said.context.command.name == "bill" else []
            for write, file in opened:
                write(config, said, found, file)


def _show(said: Said) -> bool:
    from chatbot.cli.invoice.screen import show  # noqa: PLC0415 - only people want it

    return show(said)


def _csv(_config: Config, _said: Said, found: Statement, file: TextIO) -> None:
    from chatbot.cli.invoice.csvs import write  # noqa: PLC0415 - only where it is wanted

    write(found, file)


def _html(config: Config, said: Said, found: Statement, file: TextIO) -> None:
    from chatbot.cli.invoice.sheet import write  # noqa: PLC0415 - what it is made with takes a while to load

    write(found, config.billing, said.context.now, file)

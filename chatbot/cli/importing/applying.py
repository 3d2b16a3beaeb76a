"""What every import does with the desk: look at it as it is, and take parts in while others work."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterable
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from chatbot.cli.bootstrap import me
from chatbot.cli.console import REFUSED, fail
from chatbot.cli.importing.old import BadFile
from chatbot.cli.importing.resting import Resting
from chatbot.cli.progress import progress
from chatbot.cli.terminal.typed import typeable
from chatbot.config import Config
from chatbot.config.parts import desk_settings
from chatbot.desk import arriving, importing
from chatbot.desk.act import Act, Caller
from chatbot.desk.arrivingparts import Part
from chatbot.desk.clock import WallClock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.importing import Ground, Wanted
from chatbot.desk.refused import Refused
from chatbot.desk.settings import DeskSettings
from chatbot.desk.staging import Heading
from chatbot.services.lock import AlreadyRunning, only_one
from store import arrivals
from store.bell import ring
from store.database import Transaction, join_database
from store.failures import StoreFailed
from store.joining import need_current, need_there
from store.peeking import peek
from store.records import Arrival

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def in_sentences() -> Generator[None]:
    """Why it isn't done, as typer.Exit."""
    try:
        yield
    except BadFile as error:
        raise fail(str(error)) from None
    except Refused as error:
        raise fail(typeable(error.marked, "dibs say "), REFUSED) from None
    except StoreFailed as error:
        raise fail(str(error)) from None


@contextmanager
def at_work(config: Config, *, apply: bool) -> Generator[None]:
    """One import at a time, from the look at what is there on: else two would bring the same. What was promised before
    is made whole first; who only looks is told so."""
    file = config.desk.database
    if not apply:
        if _read(config, arrivals.get_under_way) is not None:
            raise fail("An import isn't whole yet: dibs run goes on with it, or this with --apply.", REFUSED)
        yield
        return
    _read(config, arrivals.get_under_way)  # before anything is made
    try:
        with only_one(file.with_name(file.name + ".import")):
            if _read(config, arrivals.get_under_way) is not None:
                with progress("finish", rows=True) as told:
                    asyncio.run(_with_desk(config, lambda desk, rest: arriving.finish(desk, told=told, rest=rest)))
            yield
    except AlreadyRunning:
        raise fail(f"Another import into {file} is at work. Wait until it is done, then run this again.") from None


def looked(config: Config, now: datetime, wanted: Wanted) -> Ground:
    """Only read: not even a file is made."""
    return _read(config, _survey, desk_settings(config), now, wanted)


def _read(
    config: Config,
    body: Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    need_there(config.desk.database)
    with peek(config.desk.database) as found:
        found.stand_still()
        need_current(config.desk.database, found.schema)
        return found.read(body, *args, **kwargs)


async def _survey(tx: Transaction, settings: DeskSettings, now: datetime, wanted: Wanted) -> Ground:
    return await importing.survey(Act(tx, now, "", settings, me(), None), wanted)


def apply(config: Config, caller: Caller, heading: Heading, parts: Iterable[Part], *, of: int) -> Arrival:
    """Beside whatever runs. `of`: how many parts there are."""
    with progress("import", rows=True) as told:
        return asyncio.run(
            _with_desk(
                config,
                lambda desk, rest: arriving.take_in(desk, caller, heading, parts, of=of, told=told, rest=rest),
            )
        )


async def _with_desk(config: Config, work: Callable[[Desk, Resting], Coroutine[Any, Any, T]]) -> T:
    async with await join_database(config.desk.database) as database:
        desk = Desk(database, WallClock(), desk_settings(config), AdminCodes())
        await desk.open()
        try:
            return await work(desk, Resting(database))
        finally:
            ring(database.file)

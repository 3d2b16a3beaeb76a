"""The database: bodies in, answers out. Everything else of the store goes through `write` and `read`."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager, AsyncExitStack
from functools import partial
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, cast

from msgspec import Struct

from store import lane
from store.connections import connect_impatient, connect_reader, data_version
from store.failures import CantOpen, Closed, StoreFailed, closed
from store.groups import read_alone
from store.growth import Growth
from store.joining import need_ready
from store.lane import Connection, Lane, opened
from store.opening import MIGRATIONS, in_plain_words, prepare
from store.place import Place
from store.scrubbing import PAUSES, truncate_wal
from store.seldom import Seldom
from store.transaction import Transaction

__all__ = ["CantOpen", "Closed", "Database", "StoreFailed", "Transaction", "join_database", "open_database"]

P = ParamSpec("P")
T = TypeVar("T")
POLL_SECONDS = 10.0
"""For what another process wrote, where nobody hears a bell (store/bell.py)."""
SELDOM_SECONDS = 60.0
"""The same where somebody does: then it is for a ring that was lost."""
GAP_SECONDS = 0.05
"""Between two wakings of those who sleep until something was committed."""


class Connections(Struct, frozen=True):
    """`glances` has no thread of its own."""

    writer: Connection
    reader: Connection
    glances: Seldom


class Database:
    """One file, three connections: one writes, two read. Made by `open_database`; belongs to one event loop."""

    def __init__(self, file: Path, connections: Connections, poll: float, gap: float) -> None:
        self.file = file
        self._growth = Growth(self._version, poll, gap)
        self._writer = Lane(connections.writer, partial(lane.write_in_place, Place(file)), "save", self._growth.grew)
        self._reader = Lane(connections.reader, lane.read, "read", lambda: None)
        self._glances = connections.glances
        self._closed: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Afterwards both queues are served, and end their threads even if they are cancelled."""
        await self._growth.start()

    async def write(
        self,
        body: Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `body(tx, *args)` in a transaction and return what it returned once that is on the disk.

        What it raises undoes all that it did, and is raised here. The body holds up all else while it runs, awaits
        nothing but its `tx`, and may be run a second time, on another thread, if that can't be written at once.
        StoreFailed if the machine can't.
        """
        return cast("T", await self._writer.submit(lambda tx: body(tx, *args, **kwargs)))

    async def read(
        self,
        body: Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """The same on a connection that can't write: sees all that was committed before the call."""
        return cast("T", await self._reader.submit(lambda tx: body(tx, *args, **kwargs)))

    def hearing(self) -> AbstractContextManager[None]:
        """While a bell tells of what others write, nobody looks for that often."""
        return self._growth.seldom(SELDOM_SECONDS)

    async def glance(
        self,
        body: Callable[Concatenate[Transaction, P], Coroutine[Any, Any, T]],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """As `read`, but here and now, while all else waits: for what is found by an index, and is little.

        Over a thread and back takes longer than that (docs/performance/notes.md).
        """
        if self._closed is not None:
            raise closed("read")
        return read_alone(lambda tx: body(tx, *args, **kwargs), self._glances)

    async def scrub(self) -> bool:
        """Empty the WAL, so that what was erased isn't in it any more; False if others read for too long.

        Then the next one that goes through, or the closing of the file, does it.
        """
        for pause in PAUSES:
            await asyncio.sleep(pause)
            if await self._writer.hop(truncate_wal):
                return True
        return False

    @property
    def commits(self) -> int:
        """Rises with every commit that changed something, by this process or (seen while somebody waits) another."""
        return self._growth.commits

    async def changed(self, since: int) -> int:
        """Wait until `commits` is above `since`; what it is then."""
        return await self._growth.changed(since)

    async def look(self) -> int:
        """See now whether another process has committed, instead of at the next look. How often some were seen."""
        await self._growth.look()
        return self._growth.others

    async def close(self) -> None:
        """Finish what is queued, then end both threads. May be called again, and by several at once."""
        if self._closed is None:
            self._closed = asyncio.create_task(self._close())
        await asyncio.shield(self._closed)

    async def _close(self) -> None:
        self._growth.close()
        self._glances.close()
        await self._reader.close()  # first: the last one to close tidies the WAL away, and a reader may not
        await self._writer.close()

    async def _version(self) -> int:
        return await self._writer.hop(data_version)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


async def open_database(
    path: str | Path,
    *,
    migrations: Path = MIGRATIONS,
    poll_seconds: float = POLL_SECONDS,
    gap_seconds: float | None = None,
) -> Database:
    """Open the file, made from schema.sql if there is none, migrated if it is older.

    CantOpen, with a sentence that says what to do, if it can't be used or was written by a newer version.
    """
    file = Path(path)
    await _prepared(file, migrations)
    return await _opened(file, poll_seconds, GAP_SECONDS if gap_seconds is None else gap_seconds)


async def _prepared(file: Path, migrations: Path) -> None:
    """Cancelled, it waits for nobody any more; but a migration that has begun is done first."""
    given_up = Event()
    work = asyncio.create_task(asyncio.to_thread(prepare, file, migrations, given_up))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        given_up.set()
        await asyncio.wait([work])
        work.exception()  # nobody waits for it
        raise


async def join_database(path: str | Path) -> Database:
    """Open a file that is there and of this version, beside whoever else has it open. CantOpen says why not."""
    file = Path(path)
    need_ready(file)
    return await _opened(file, POLL_SECONDS, GAP_SECONDS)


async def _opened(file: Path, poll_seconds: float, gap_seconds: float) -> Database:
    with in_plain_words(file):
        connections = await connected(file)
    database = Database(file, connections, poll_seconds, gap_seconds)
    try:
        await database.start()
    except BaseException:
        await database.close()
        raise
    return database


async def connected(file: Path) -> Connections:
    """All of them, or none."""
    async with AsyncExitStack() as undo:
        writer = await opened(lambda: connect_impatient(file))
        undo.push_async_callback(writer.close)
        reader = await opened(lambda: connect_reader(file))
        undo.push_async_callback(reader.close)
        found = Connections(writer, reader, await asyncio.to_thread(connect_reader, file))
        undo.pop_all()
    return found

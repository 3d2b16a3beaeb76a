"""A connection with its thread, and the queue in front of it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar, cast

import aiosqlite

from store.failures import Doing, closed, displaced, untold
from store.groups import Body, Job, commit_group, read_group, run_group, write_group
from store.place import Place
from store.seldom import Seldom

T = TypeVar("T")
GROUP = 64
Hop = Callable[[Callable[[], T]], Awaitable[T]]


class Connection(aiosqlite.Connection):
    """With a thread of its own. The event loop uses it, too, where that can't take long, but never both at once: who
    does either holds `turn`."""

    def __init__(self, connector: Callable[[], Seldom]) -> None:
        super().__init__(connector, iter_chunk_size=GROUP)
        self.turn = asyncio.Lock()

    @property
    def at_hand(self) -> Seldom:
        return cast("Seldom", self._conn)

    async def hop(self, work: Callable[[Seldom], T]) -> T:
        """Do all of `work` on the thread at once; the public methods pay one hop a statement (docs/adr/0001)."""
        execute = cast("Hop[T]", self._execute)
        return await execute(lambda: work(self.at_hand))


async def opened(connector: Callable[[], Seldom]) -> Connection:
    """`connector` runs on the new thread; what it raises is raised here."""
    connection = Connection(connector)
    await connection
    return connection


Work = Callable[[Connection, Sequence[Job]], Awaitable[None]]


async def write(connection: Connection, jobs: Sequence[Job]) -> None:
    """The bodies run here, since a thread that wants Python's lock back after each statement costs more than they do;
    the disk is waited for on the thread, and so is another program that writes (docs/performance/notes.md)."""
    if run_group(jobs, connection.at_hand):
        await connection.hop(partial(commit_group, jobs))
    else:
        await connection.hop(partial(write_group, jobs))


async def write_in_place(place: Place, connection: Connection, jobs: Sequence[Job]) -> None:
    """The same, as long as the file lies where it was opened: else nobody would find again what is acknowledged."""
    if lost := place.lost():
        for job in jobs:
            job.fail(displaced(lost))
        return
    await write(connection, jobs)
    if lost := place.lost():
        for job in jobs:
            job.fail(untold(displaced(lost)))


async def read(connection: Connection, jobs: Sequence[Job]) -> None:
    """On the thread: who searches may have to read much."""
    await connection.hop(partial(read_group, jobs))


class Lane:
    """Takes up to 64 bodies at a time to the database, and gives each its answer after the commit."""

    def __init__(self, connection: Connection, work: Work, doing: Doing, grew: Callable[[], None]) -> None:
        self._connection = connection
        self._work = work
        self._doing: Doing = doing
        self._grew = grew
        self._queue: deque[Job] = deque()
        self._filled = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._run())

    async def submit(self, body: Body) -> object:
        if self._closing:
            raise closed(self._doing)
        job = Job(body, asyncio.get_running_loop().create_future())
        self._queue.append(job)
        self._filled.set()
        return await job.future

    async def hop(self, work: Callable[[Seldom], T]) -> T:
        if self._closing:
            raise closed(self._doing)
        async with self._connection.turn:
            return await self._connection.hop(work)

    async def close(self) -> None:
        """Do what is queued, take no more, end the thread."""
        self._closing = True
        self._filled.set()
        await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            while await self._something():
                await self._take()
        finally:  # also where the event loop cancels all that is left: the thread is no daemon, it would stay
            self._closing = True
            for job in self._queue:
                job.refuse(closed(self._doing))
            await self._connection.close()

    async def _something(self) -> bool:
        while not self._queue and not self._closing:
            self._filled.clear()
            await self._filled.wait()
        return bool(self._queue)

    async def _take(self) -> None:
        taken = [self._queue.popleft() for _ in range(min(GROUP, len(self._queue)))]
        jobs = [job for job in taken if not job.future.done()]  # who was cancelled while queued wants nothing done
        if not jobs:
            return
        try:
            async with self._connection.turn:
                await self._work(self._connection, jobs)
        except BaseException as error:
            for job in jobs:
                job.refuse(untold(error))
            if not isinstance(error, Exception):
                raise
        else:
            self._answer(jobs)

    def _answer(self, jobs: Sequence[Job]) -> None:
        if any(job.changed for job in jobs):
            self._grew()
        for job in jobs:
            job.answer()

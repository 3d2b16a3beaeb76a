"""A connection with its thread, and the queue in front of it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar, cast

import aiosqlite

from store.failures import Doing, closed, untold
from store.groups import Body, Job
from store.seldom import Seldom

T = TypeVar("T")
GROUP = 64
Work = Callable[[Sequence[Job], Seldom], None]
Hop = Callable[[Callable[[], T]], Awaitable[T]]


class Connection(aiosqlite.Connection):
    async def hop(self, work: Callable[[Seldom], T]) -> T:
        """Do all of `work` on the thread at once; the public methods pay one hop a statement (docs/adr/0001)."""
        execute = cast("Hop[T]", self._execute)
        return await execute(lambda: work(cast("Seldom", self._conn)))


async def opened(connector: Callable[[], Seldom]) -> Connection:
    """`connector` runs on the new thread; what it raises is raised here."""
    connection = Connection(connector, iter_chunk_size=GROUP)
    await connection
    return connection


class Lane:
    """Takes up to 64 bodies at a time to the thread, and gives each its answer after the commit."""

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
            await self._connection.hop(partial(self._work, jobs))
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

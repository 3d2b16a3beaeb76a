"""A server that limits nobody, on bare asyncio streams: it lets everybody in, answers PING, and counts what is said."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress

HEARD = b"PRIVMSG"


class Sink:
    """`people` sit in every channel, each logged in under their nick."""

    def __init__(self, people: Sequence[str]) -> None:
        self.host, self.port = "127.0.0.1", 0
        self.heard = 0
        self._people = people
        self._awaited = 0
        self._enough = asyncio.Event()
        self._serving: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    async def hears(self, count: int) -> None:
        """So many lines that were said to somebody, from now on."""
        self._awaited = self.heard + count
        self._enough.clear()
        await self._enough.wait()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving[writer] = asyncio.current_task()
        with suppress(ConnectionError):
            await self._listen(reader, writer)
        writer.close()

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            word, _, rest = line.rstrip().partition(b" ")
            if word == HEARD:
                self._count()
            elif word == b"PING":
                writer.write(b":s PONG s :" + rest.removeprefix(b":") + b"\r\n")
            else:
                self._answer(word.decode(), rest.decode(), writer)

    def _count(self) -> None:
        self.heard += 1
        if self.heard == self._awaited:
            self._enough.set()

    def _answer(self, word: str, rest: str, writer: asyncio.StreamWriter) -> None:
        channel = rest.partition(" ")[0]
        said = {
            "CAP LS 302": [":s CAP * LS :account-notify extended-join"],
            "CAP REQ": [":s CAP * ACK :account-notify extended-join"],
            "USER": [],
            "CAP END": [":s 001 dibs :hello", ":s 422 dibs :no MOTD"],
            "JOIN": [
                *(f":{nick}!{nick}@host JOIN {channel} {one} :somebody" for nick, one in self._joining()),
                f":s 353 dibs = {channel} :{' '.join(['dibs', *self._people])}",
                f":s 366 dibs {channel} :end",
            ],
            "WHO": [f":s 315 dibs {channel} :end"],
        }
        key = next((key for key in (f"{word} {rest}", f"{word} {channel}", word) if key in said), "")
        writer.write("".join(f"{line}\r\n" for line in said.get(key, ())).encode())

    def _joining(self) -> list[tuple[str, str]]:
        return [("dibs", "*"), *((one, one) for one in self._people)]

    async def close(self) -> None:
        for writer in self._serving:
            writer.transport.abort()
        await asyncio.gather(*(task for task in self._serving.values() if task))


@asynccontextmanager
async def sink(people: Sequence[str] = ()) -> AsyncGenerator[Sink]:
    found = Sink(people)
    server = await asyncio.start_server(found.serve, found.host, 0)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        await found.close()
        await server.wait_closed()

"""Many clients that ask a bot over IRC, and how long each waited: a program of its own, so that it shares no loop with
who answers.

`python -m tests.bench.load.driver '{"port": 6667, ...}'`, with the fields of `Ask`; prints an `Answered`, as JSON. In a
closed loop each client asks again as soon as it was answered; with a `rate`, so many ask a second, answered or not, and
the wait counts from when it was to be asked.
"""

import asyncio
import json
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

BOT = "dibs"
PATIENCE = 20.0
"""Seconds that an answer may take at most."""


@dataclass(frozen=True, slots=True)
class Ask:
    """All are in #desk. `first`: what each says before it asks."""

    port: int
    clients: int
    seconds: float
    rate: float = 0.0
    first: tuple[str, ...] = ()
    nicks: str = "c"
    """What each nick begins with, before its number."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds, sorted; `asked` counts what was said before, too."""

    waits: list[float]
    seconds: float
    asked: int

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        return self.waits[min(int(len(self.waits) * share), len(self.waits) - 1)]


class Client(asyncio.Protocol):
    """`answered` is called with the answer's text to what is asked."""

    def __init__(self, nick: str) -> None:
        self.nick = nick
        self._nick = nick.encode()
        self.welcomed = asyncio.get_running_loop().create_future()
        self.heard: Callable[[bytes], None] = lambda _: None
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.socket: Any = transport.get_extra_info("socket")
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.say(f"NICK {self.nick}")
        self.say(f"USER {self.nick} 0 * :{self.nick}")

    def say(self, line: str) -> None:
        self.transport.write(line.encode() + b"\r\n")

    def data_received(self, data: bytes) -> None:
        # Else the kernel waits for more to acknowledge together, and each answer seems to take 40 ms.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for line in lines:
            self._hear(line)

    def _hear(self, line: bytes) -> None:
        words = line.split(b" ", 3)
        if words[0] == b"PING":
            self.transport.write(b"PONG " + words[1] + b"\r\n")
        elif words[1] in {b"376", b"422"} and not self.welcomed.done():
            self.welcomed.set_result(None)
        elif words[1] in {b"PRIVMSG", b"NOTICE"} and words[2] == self._nick:
            self.heard(words[3])

    async def told(self, text: str) -> None:
        """Say it, and wait for whatever comes back."""
        came = asyncio.get_running_loop().create_future()
        self.heard = lambda _: None if came.done() else came.set_result(None)
        self.say(f"PRIVMSG {BOT} :{text}")
        async with asyncio.timeout(PATIENCE):
            await came
        self.heard = lambda _: None


class Asker:
    """What one client asks, each with words of its own, so that an answer is known by them."""

    def __init__(self, client: Client, waits: list[float]) -> None:
        self.client = client
        self.asked = 0
        self._waits = waits
        self._open: dict[bytes, float] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._then: Callable[[], None] = lambda: None
        client.heard = self._heard

    def ask(self, at: float, then: Callable[[], None] = lambda: None) -> None:
        self.asked += 1
        self._idle.clear()
        words = f"printer {self.client.nick} {self.asked} burns"
        self._open[words.encode()] = at
        self._then = then
        self.client.say(f"PRIVMSG {BOT} :new {words}")

    def _heard(self, text: bytes) -> None:
        words = next((words for words in self._open if words in text), None)
        if words is not None:
            self._waits.append((time.perf_counter() - self._open.pop(words)) * 1000)
            self._then()
        if not self._open:
            self._idle.set()

    async def all_answered(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._idle.wait()


async def entered(port: int, nick: str, first: Sequence[str]) -> Client:
    _, client = await asyncio.get_running_loop().create_connection(lambda: Client(nick), "127.0.0.1", port)
    await client.welcomed
    client.say("JOIN #desk")
    for text in first:
        await client.told(text)
    return client


async def closed_loop(askers: list[Asker], seconds: float) -> None:
    end = time.perf_counter() + seconds

    def again(asker: Asker) -> None:
        now = time.perf_counter()
        if now < end:
            asker.ask(now, lambda: again(asker))

    for asker in askers:
        again(asker)
    await asyncio.sleep(seconds)  # so long is measured


async def open_loop(askers: list[Asker], seconds: float, rate: float) -> None:
    began = time.perf_counter()
    for number in range(int(seconds * rate)):
        at = began + number / rate
        if (left := at - time.perf_counter()) > 0:
            await asyncio.sleep(left)  # that is the rate
        askers[number % len(askers)].ask(at)


async def run(wanted: Ask) -> Answered:
    clients = [await entered(wanted.port, f"{wanted.nicks}{number}", wanted.first) for number in range(wanted.clients)]
    waits = list[float]()
    askers = [Asker(client, waits) for client in clients]
    began = time.perf_counter()
    if wanted.rate:
        await open_loop(askers, wanted.seconds, wanted.rate)
    else:
        await closed_loop(askers, wanted.seconds)
    took, measured = time.perf_counter() - began, len(waits)
    for asker in askers:
        await asker.all_answered()
    counted = waits if wanted.rate else waits[:measured]
    return Answered(sorted(counted), took, sum(asker.asked for asker in askers))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(asyncio.run(run(Ask(**json.loads(sys.argv[1])))))) + "\n")

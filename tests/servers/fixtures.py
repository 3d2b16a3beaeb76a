"""The servers as fixtures. Each test has fresh ones; only `services` is shared, because it takes seconds to make."""

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import suppress
from typing import Protocol

import pytest
import pytest_asyncio

from tests.client import IrcClient
from tests.servers import ports
from tests.servers.hybrid import Hybrid
from tests.servers.inspircd import Inspircd
from tests.servers.leftovers import leftovers, mark_descendants
from tests.servers.miniircd import Miniircd
from tests.servers.network import ServicesNetwork, services_network
from tests.servers.ngircd import Ngircd
from tests.waiting import until


class Listening(Protocol):
    """What a client can connect to: any of the servers, or the network with services."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...


class People:
    """`await people(server, "alice", channel="#desk")`: a connected client that leaves when the test ends.

    To log in, give `account` and `password`; with `services`, its `accounts` hold the passwords.
    """

    def __init__(self) -> None:
        self._clients: list[IrcClient] = []

    async def __call__(
        self,
        server: Listening,
        nick: str,
        *,
        channel: str | None = None,
        account: str | None = None,
        password: str | None = None,
        caps: Iterable[str] = (),
        local: str | None = None,
    ) -> IrcClient:
        client = await IrcClient.connect(
            server.host, server.port, nick, account=account, password=password, caps=caps, local=local
        )
        self._clients.append(client)
        if channel is not None:
            await client.join(channel)
        return client

    async def leave(self) -> None:
        await asyncio.gather(*(client.quit() for client in self._clients))


@pytest.fixture
def free_port() -> int:
    return ports.free_port()


@pytest_asyncio.fixture
async def people() -> AsyncGenerator[People]:
    those = People()
    yield those
    await those.leave()


@pytest_asyncio.fixture
async def miniircd() -> AsyncGenerator[Miniircd]:
    async with Miniircd() as server:
        yield server


@pytest_asyncio.fixture
async def ngircd() -> AsyncGenerator[Ngircd]:
    """Without flood limits; for those use `Ngircd(flood_limits=True)`."""
    async with Ngircd() as server:
        yield server


@pytest_asyncio.fixture
async def hybrid() -> AsyncGenerator[Hybrid]:
    """Without flood limits; for those use `Hybrid(flood_limits=True)`."""
    async with Hybrid() as server:
        yield server


@pytest_asyncio.fixture
async def inspircd() -> AsyncGenerator[Inspircd]:
    """Without flood limits and without services; see `Inspircd(flood_limits=True)` and `services`."""
    async with Inspircd() as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def services_of_the_session() -> AsyncGenerator[ServicesNetwork]:
    async with services_network() as network:
        yield network


@pytest_asyncio.fixture
async def services(services_of_the_session: ServicesNetwork) -> ServicesNetwork:
    """Shared by the session (one for each xdist worker): use nicks and channels that you leave again. What a test
    before this one killed is running again."""
    await services_of_the_session.restore()
    return services_of_the_session


@pytest.fixture(scope="session", autouse=True)
def processes_left_behind() -> Generator[None]:
    """Fail at the end of the session if a process that the tests started, directly or not, is still there.

    It only tells: what was found by searching all processes is not killed by a program."""
    mark = mark_descendants()
    yield
    with suppress(AssertionError):
        asyncio.run(until("all processes gone", lambda: not leftovers(mark), within=5))
    left = leftovers(mark)
    assert not left, f"the tests left processes behind, end them yourself: {left}"

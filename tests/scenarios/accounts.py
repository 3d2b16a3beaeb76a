"""A house on a network with accounts, where a nick proves nothing."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from chatbot.desk.clock import Clock
from tests.furnishing import RoleOf
from tests.house import House, open_house
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork


@asynccontextmanager
async def house_on(
    services: ServicesNetwork, folder: Path, clock: Clock | None = None, relays: Sequence[str] = ()
) -> AsyncGenerator[House]:
    """bob, by his account, is in the closed role ops, whose channel is #ops."""
    ops = RoleOf("ops", "#ops", ("bob",), open=False)
    async with open_house(
        services.port, folder=folder, network="testnet", believed=False, clock=clock, roles=[ops], relays=relays
    ) as house:
        yield house


async def logged_in(
    house: House, services: ServicesNetwork, account: str, *channels: str, nick: str | None = None
) -> Person:
    """Logged in to that account before they join."""
    return await enter(house, nick or account, *channels, account=account, password=services.accounts[account])


async def identify(person: Person, services: ServicesNetwork, account: str) -> None:
    await person.client.say("NickServ", f"IDENTIFY {account} {services.accounts[account]}")
    await person.client.expect(" 900 ")

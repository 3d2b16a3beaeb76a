"""With `open = "identified"`, whoever isn't logged in opens nothing, and is told how to."""

from pathlib import Path

from chatbot.config.model import Strength
from tests.furnishing import RoleOf
from tests.house import open_house
from tests.scenarios.accounts import identify, logged_in
from tests.scenarios.person import enter
from tests.servers.network import ServicesNetwork


async def test_who_is_not_logged_in_is_told_to_and_opens_it_then(services: ServicesNetwork, tmp_path: Path) -> None:
    async with open_house(
        services.port,
        folder=tmp_path,
        network="testnet",
        believed=False,
        roles=[RoleOf("ops", "#ops", ("bob",), open=False)],
        least=Strength(open="identified"),
    ) as house:
        alice, bob = await enter(house, "alice", "#desk"), await logged_in(house, services, "bob", "#ops")
        assert await alice.says("#desk", "!new printer on fire") == [
            "#desk< You aren't logged in. To open tickets: log in to NickServ, then say it again."
        ]
        assert await bob.hears() == []
        assert await alice.tells("whoami") == [
            (
                "p< You aren't logged in. You may: list, show, help."
                " To open or own tickets: log in to NickServ, then whoami"
            )
        ]
        await identify(alice, services, "alice")
        opened = "#desk< #1 opened for ops: printer on fire. 1 asked; you hear within 30m."
        assert await alice.says("#desk", "!new printer on fire") == [opened]

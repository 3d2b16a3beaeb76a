"""While services are gone nobody can log in, and dibs never falls back to the nick."""

from pathlib import Path

from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import enter
from tests.servers.network import ServicesNetwork


async def test_who_was_logged_in_stays_so_and_who_was_not_is_nobody(services: ServicesNetwork, tmp_path: Path) -> None:
    async with house_on(services, tmp_path) as house:
        alice = await logged_in(house, services, "alice", "#desk")
        await alice.says("#desk", "!new @ops printer on fire")
        await services.kill_services()
        mallory = await enter(house, "bob", "#ops")
        assert await mallory.says("#ops", "dibs 1") == [
            "#ops< You aren't logged in. To own tickets: log in to NickServ, then say it again."
        ]
        assert await alice.tells("re 1 it burns") == ["p< #1 noted."]

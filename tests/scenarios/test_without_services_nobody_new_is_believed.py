"""While services are gone nobody can log in, and dibs never falls back to the nick."""

import re
from pathlib import Path

from tests.house import House
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import enter
from tests.servers.network import ServicesNetwork
from tests.waiting import until

GONE = (
    r"I can't check logins: services are gone since \d\d:\d\d UTC\."
    r" Who was logged in before still counts; you not yet\."
)
"""VOICE: `I can't check logins: services are gone since 14:02. Who was logged in before still counts; you not yet.`"""


async def without_services(house: House, services: ServicesNetwork) -> None:
    await services.kill_services()
    await until("their end is seen", lambda: house.link.services_gone_at is not None)


async def test_who_was_logged_in_stays_so_and_who_was_not_is_nobody(services: ServicesNetwork, tmp_path: Path) -> None:
    async with house_on(services, tmp_path) as house:
        alice = await logged_in(house, services, "alice", "#desk")
        await alice.says("#desk", "!new @ops printer on fire")
        await without_services(house, services)
        mallory = await enter(house, "bob", "#ops")
        (said,) = await mallory.says("#ops", "dibs 1")
        assert re.fullmatch(f"#ops< {GONE}", said)
        assert await alice.tells("re 1 it burns") == ["p< #1 noted."]


async def test_who_asks_is_told_that_logins_cannot_be_checked_until_they_can(
    services: ServicesNetwork, tmp_path: Path
) -> None:
    async with house_on(services, tmp_path) as house:
        guest = await enter(house, "guest", "#desk")
        alice = await logged_in(house, services, "alice", "#desk")
        await without_services(house, services)
        (said,) = await guest.tells("whoami")
        assert re.fullmatch(f"p< {GONE}", said)
        assert (await alice.tells("whoami"))[0].startswith("p< You are logged in as alice")
        await services.start_services()
        await until("their return is seen", lambda: house.link.services_gone_at is None)
        assert (await guest.tells("whoami"))[0].startswith("p< You aren't logged in.")

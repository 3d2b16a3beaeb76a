"""One person who says more than the pace of a network lets dibs answer."""

from pathlib import Path

from chatbot.desk import tickets
from chatbot.desk.entering import New
from tests.client import talk
from tests.house import RoleOf, open_house
from tests.people import shell
from tests.servers.miniircd import Miniircd

LINES = 60
"""At the plain pace their answers take a minute and a half."""
SOON = 20.0


async def test_who_floods_dibs_keeps_nobody_else_waiting(miniircd: Miniircd, tmp_path: Path) -> None:
    async with open_house(miniircd.port, folder=tmp_path, roles=[RoleOf(members=())], pacing="plain") as house:
        alice, mallory = await house.client("alice"), await house.client("mallory")
        for _ in range(LINES):
            await mallory.say("dibs", "whoami")
        await mallory.hears("^You are")
        await talk(alice, "dibs", "list", "^All: nothing open")
        await house.desk.change(shell(), tickets.open_ticket, New("printer on fire"))
        await alice.hears("^#1 new for ops", timeout=SOON)
        assert len(mallory.said_by()) < LINES, "all was answered before, so nothing is shown"

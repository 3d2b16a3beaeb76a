"""Where somebody else wears its nick, dibs takes another, answers to both, and has its own back when it is free."""

from dataclasses import replace
from pathlib import Path

from tests.client import IrcClient
from tests.furnishing import HOST, RoleOf
from tests.house import SHORT, open_house
from tests.people import FakeClock
from tests.scenarios.person import enter
from tests.servers.miniircd import Miniircd
from tests.waiting import until

EAGER = replace(SHORT, regain=0.1)


async def test_it_answers_to_both_names_and_regains_its_own(server: Miniircd, tmp_path: Path) -> None:
    async with await IrcClient.connect(HOST, server.port, "dibs") as squatter:
        await squatter.join("#desk")
        async with open_house(
            server.port, folder=tmp_path, clock=FakeClock(), roles=[RoleOf("ops", "#ops")], timings=EAGER
        ) as house:
            alice = await enter(house, "alice", "#desk")
            worn = house.link.nick
            assert worn != "dibs"
            assert await alice.says("#desk", "!help") == [
                f"#desk< Tickets: !new <what's wrong>, !list, !12. All of it: /msg {worn} help"
            ]
            assert await alice.says("#desk", f"{worn}: list") == ["#desk< All: nothing open."]
            assert await alice.says("#desk", "dibs: list") == ["#desk< All: nothing open."]
            assert squatter.said_by(worn)[0].startswith("Tickets: "), "as everybody in the channel hears"
            await squatter.quit()
            await until("its own nick back", lambda: house.link.nick == "dibs")
            assert await alice.says("#desk", "dibs: list") == ["#desk< All: nothing open."]

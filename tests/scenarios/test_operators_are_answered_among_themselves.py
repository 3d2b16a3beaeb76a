"""A line to `@#desk` or `+#desk` is read by some of #desk alone, and so is its answer (STATUSMSG)."""

from pathlib import Path

from tests.client import IrcClient
from tests.furnishing import HOST
from tests.scenarios.accounts import house_on
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork


async def test_the_answer_goes_where_the_question_was_read(services: ServicesNetwork, tmp_path: Path) -> None:
    async with await IrcClient.connect(HOST, services.port, "warden") as first:
        await first.join("#desk")
        async with house_on(services, tmp_path) as house:
            warden, charlie = Person(house, first), await enter(house, "charlie", "#desk")
            await first.raw("MODE #desk +o dibs")
            assert await warden.says("@#desk", "!new @ops printer on fire") == [
                "@#desk< #1 opened for ops: printer on fire. 1 asked; you hear within 30m."
            ]
            assert await warden.says("@#desk", "!nwe", "dibs: nwe") == [
                "@#desk< No verb nwe. Did you mean: !new <what is wrong>"
            ]
            assert await charlie.hears() == []

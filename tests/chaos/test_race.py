"""Many people take one ticket at the same moment."""

import asyncio
import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.desk import reading, tickets
from chatbot.desk.entering import New
from tests.client import IrcClient
from tests.house import House, RoleOf, open_house
from tests.people import shell
from tests.servers.miniircd import Miniircd

TAKERS = [f"p{number}" for number in range(20)]
ROUNDS = 20


@pytest.fixture
async def house(miniircd: Miniircd, tmp_path: Path) -> AsyncGenerator[House]:
    async with open_house(miniircd.port, folder=tmp_path, roles=[RoleOf(members=TAKERS)]) as opened:
        yield opened


async def answer_to(taker: IrcClient, number: int) -> str:
    """What dibs says to `accept`: that it is theirs, or who has it."""
    before = len(taker.lines)
    await taker.say("dibs", f"accept {number}")
    line = await taker.hears(rf"^#{number} (is yours|went to)", since=before)
    return line.text


async def owner_after_a_race(house: House, takers: list[IrcClient], number: int) -> str:
    """All take it at once. The one who was told that it is theirs; everybody else must have been told of them."""
    answers = await asyncio.gather(*(answer_to(taker, number) for taker in takers))
    winners = [taker.nick for taker, text in zip(takers, answers, strict=True) if "is yours" in text]
    assert len(winners) == 1, answers
    losers = [text for text in answers if "is yours" not in text]
    assert all(re.match(rf"#{number} went to {winners[0]} ", text) for text in losers), losers
    return winners[0]


async def test_of_twenty_who_take_it_at_once_one_owns_it_and_the_others_hear_who(house: House) -> None:
    takers = [await house.client(name) for name in TAKERS]
    for round_ in range(ROUNDS):
        opened = await house.desk.change(shell(), tickets.open_ticket, New(f"fire {round_}"))
        number = opened.seen.ticket.id
        winner = await owner_after_a_race(house, takers, number)
        shown = await house.desk.look(shell(), reading.show, number)
        assert shown.seen.owner == winner
        house.app.commander = Commander(house.desk, command_table())  # a new one has counted nobody's errors yet

"""A program that answers each of our lines is broken off after three rounds; a person is not."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest

from chatbot.desk.settings import DeskSettings
from chatbot.wire import Audience, Private
from tests.commands.guarded import DESK, Room, stranger
from tests.desk.doing import events, new
from tests.desk.test_denials import PATIENT
from tests.people import NETWORK, FakeClock, furnish, opened_database, opened_desk

ROUNDS = DeskSettings().rounds
BOT = stranger("botty", host="bots.example")
ALONE = Private(NETWORK, "botty")


@pytest.fixture
async def room(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Room]:
    """One may say as much as one likes: only loops are broken off."""
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock, PATIENT)
        await furnish(desk)
        yield Room(desk, clock)


@dataclass(frozen=True, slots=True)
class Program:
    """What it says to a line of ours, so many milliseconds later."""

    says: str
    after: int = 50

    async def run(self, room: Room, where: Audience, first: str, *, most: int = 50) -> int:
        """How many lines dibs said until it fell silent."""
        said = await room.says(BOT, first, where)
        count = len(said)
        while said and count < most:
            line = self.says.replace("{it}", said[-1])
            said = await room.says(BOT, line, where, after=self.after / 1000)
            count += len(said)
        return count


PROGRAMS = {
    "echoes": Program("{it}"),
    "echoes with its own words": Program("you said: {it}"),
    "says that it knows no such command": Program("unknown command, try HELP ME"),
    "says the same that is a command": Program("list"),
}


@pytest.mark.parametrize("program", PROGRAMS)
async def test_it_is_broken_off_after_three_rounds_in_private(
    room: Room, program: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert await PROGRAMS[program].run(room, ALONE, "hello") <= ROUNDS + 1
    assert await room.says(BOT, "list", after=30) == []
    assert [event.data["cause"] for event in await events(room.desk, "sender_ignored")] == ["loop"]
    assert [one.message for one in caplog.records if "answers whatever is said" in one.message] == [
        "somebody on testnet answers whatever is said: not listened to for 1m"
    ]


@pytest.mark.parametrize("program", PROGRAMS)
async def test_and_in_a_channel_where_it_addresses_us(room: Room, program: str) -> None:
    wanted = PROGRAMS[program]
    said = Program(f"dibs: {wanted.says}", wanted.after)
    assert await said.run(room, DESK, "dibs: hello") <= ROUNDS + 1


async def test_what_a_channel_echoes_isnt_addressed_and_ends_at_once(room: Room) -> None:
    await new(room.desk)
    assert await Program("{it}").run(room, DESK, "!list") == 1


async def test_two_of_us_in_one_channel_dont_answer_each_other(room: Room) -> None:
    await new(room.desk)
    for line in ("!list", "!show 1", "!help", "dibs: nonsense", "!acept 1"):
        for said in await room.says("alice", line, DESK):
            assert await room.says(BOT, said, DESK) == []


async def test_two_of_us_in_private_end_too(room: Room, tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "other").mkdir()
    async with opened_database(tmp_path / "other") as database:
        other = Room(await opened_desk(database, clock, PATIENT), clock)
        said, count = ["hello"], 0
        while said and count < 50:
            said = await room.says(BOT, said[0], after=0.05)
            said = await other.says(stranger("dibs"), said[0], after=0.05) if said else []
            count += 1
        assert count <= ROUNDS + 2


async def test_it_is_broken_off_for_longer_each_time(room: Room) -> None:
    for minutes in (1, 2, 4):
        await PROGRAMS["echoes"].run(room, ALONE, "hello")
        assert await room.says(BOT, "list", after=minutes * 60 - 1) == []
        room.clock.advance(seconds=2)
    seconds = [event.data["seconds"] for event in await events(room.desk, "sender_ignored")]
    assert seconds == [60, 120, 240]


async def test_a_person_who_repeats_themselves_is_slower(room: Room) -> None:
    for _ in range(10):
        assert await room.says("charlie", "list", after=2) != []


async def test_what_is_pasted_at_once_is_no_answer_to_ours(room: Room) -> None:
    for _ in range(10):
        assert await room.says("charlie", "list") != []


async def test_a_person_in_a_hurry_who_says_other_things_goes_on(room: Room) -> None:
    for line in ("list", "mine", "whoami", "help", "role list", "list free", "stats", "mine"):
        assert await room.says("charlie", line, after=0.5) != []


async def test_who_works_through_a_storm_with_one_word_goes_on(room: Room) -> None:
    for number in range(1, 9):
        await new(room.desk, title=f"db{number} down")
        assert f"#{number} is yours" in (await room.says("bob", "dibs", after=0.5))[0]


async def test_three_slow_errors_are_a_persons(room: Room) -> None:
    room.desk.settings = DeskSettings(paces=PATIENT.paces)
    for _ in range(6):
        assert await room.says("charlie", "nonsense", after=3) != []

"""Plays the script to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from chatbot.desk import habits, roles
from chatbot.desk.people import Person
from tests.desk.doing import Dump, dump
from tests.furnishing import RoleOf
from tests.people import FakeClock, add_member, in_private, shell
from tests.simulation.cast import CAST, LOBBY, ROLES, SYSTEM, channels_of
from tests.simulation.habits import Mind, colleagues_of
from tests.simulation.office import Office, opened
from tests.simulation.play import Play
from tests.simulation.reports import Reports
from tests.simulation.script import CALM_AFTER, MONDAY, MORNING, Script
from tests.simulation.transcript import Heard
from tests.simulation.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Played:
    """`rows`: what the database holds at the end. `breaks`: how often the link broke in the middle of lines."""

    script: Script
    tape: Sequence[Heard]
    rows: Dump
    breaks: int


async def play_week(folder: Path, script: Script) -> Played:
    rooms = {name: RoleOf(name, channel, (), open=name != "hr") for name, channel in ROLES.items()}
    async with opened(folder, rooms, FakeClock(MONDAY)) as office:
        await people_come(office)
        await played(Play(office, Random(script.seed)), script)
        return Played(script, tuple(office.wire.tape), dump(folder / "dibs.db"), office.wire.breaks)


async def people_come(office: Office) -> None:
    for one in CAST:
        await add_member(office.desk, one.name)
        await office.desk.change(in_private(one.name), habits.put_zone, one.zone.key)
        for role in one.roles:
            await office.desk.change(shell(), roles.add, role, Person(one.name, exact=True))
        if one.bouncer:
            await office.enters(one.name, channels_of(one))
    await add_member(office.desk, SYSTEM)
    await office.enters(SYSTEM, (ROLES["ops"],))


async def played(play: Play, script: Script) -> None:
    """Nobody opens anything after the end; on the morning behind it everybody comes once more."""
    for one in CAST:
        mind = Mind(one, play, colleagues_of(one, CAST))
        mind.begin(script.end + timedelta(hours=12))
        play.audience.append(mind.hears)
    Reports(play, script).plan()
    Trouble(play, script).plan()
    await play.run(script.end + MORNING)
    for one in CAST:
        await play.office.enters(one.name, channels_of(one))
        await play.office.hears(play.office.wire.somebody(one.name), LOBBY, "morning all")
    await play.run(script.end + MORNING + CALM_AFTER)

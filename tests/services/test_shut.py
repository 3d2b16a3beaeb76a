"""An admin hears which channels don't let dibs in, once a day for each."""

import pytest

from chatbot.desk.desk import Desk
from chatbot.services import shut as shut_channels
from chatbot.services.presence import Presence
from chatbot.services.shut import Shut
from tests.desk.doing import events
from tests.people import FakeClock
from tests.services.loops import running
from tests.services.plugs import alarm_bell, read_all
from tests.services.rows import rows
from tests.waiting import until


async def test_each_is_told_once_a_day(desk: Desk, presence: Presence, clock: FakeClock) -> None:
    bell = await alarm_bell(desk, presence)
    shut = Shut(desk)
    async with running(shut.run()):
        for _ in range(3):
            shut.put("libera", "#ops", "473")
        shut.put("libera", "#leads", "475")
        await until("both written down", lambda: _count(desk, 2))
        clock.advance(hours=24)
        shut.put("libera", "#ops", "473")
        await until("one more", lambda: _count(desk, 3))
    await read_all(bell)
    assert [one.text for one in await rows(desk, "alarms")][:2] == [
        "dibs can't join #ops on libera: it is for the invited, 473.",
        "dibs can't join #leads on libera: it wants a key (channel_keys), 475.",
    ]


async def test_what_a_server_names_in_a_day_does_not_silence_the_next_one(
    desk: Desk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shut_channels, "MOST", 2)
    shut = Shut(desk)
    async with running(shut.run()):
        for number in range(5):
            shut.put("libera", f"#many{number}", "473")
        await until("no more than remembered", lambda: _count(desk, 2))
        clock.advance(hours=24)
        shut.put("libera", "#ops", "473")
        await until("one more", lambda: _count(desk, 3))


async def _count(desk: Desk, wanted: int) -> bool:
    return len(await events(desk, "channel_shut")) == wanted

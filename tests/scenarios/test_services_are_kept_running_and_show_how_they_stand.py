"""All services run all the time: one that fails or hangs is started again, and an admin sees it and can do it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.services.overseer import Overseer
from store import cursors, services
from store.database import Transaction
from tests.desk.doing import events
from tests.house import House, RoleOf, open_house
from tests.people import FakeClock
from tests.scenarios.person import Person, enter
from tests.scenarios.shell import say
from tests.servers.miniircd import Miniircd
from tests.waiting import until


@pytest.fixture
async def house(server: Miniircd, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    ops = RoleOf("ops", "#ops", ("bob",))
    async with open_house(server.port, folder=tmp_path, clock=clock, roles=[ops]) as house:
        await house.member("ada", admin=True)
        yield house


@pytest.fixture
async def ada(house: House) -> Person:
    return await enter(house, "ada", "#ops")


async def written(house: House, name: str, restarts: int) -> bool:
    """Whether the row of that service says so."""
    found = await house.desk.database.read(services.list_all)
    return any(row.name == name and row.restarts == restarts for row in found)


async def test_one_that_fails_is_started_again_and_shown(house: House, ada: Person, clock: FakeClock) -> None:
    async def run() -> None:
        if not asked.is_set():
            raise KeyError("the title of a private ticket")
        await asyncio.Event().wait()

    asked = asyncio.Event()
    house.app.supervisor.start("poller", run)
    await until("it failed twice", lambda: written(house, "poller", 2))
    head, trouble, *fine = await ada.tells("services")
    count = len(house.app.supervisor.names)
    assert head == f"p< Services: {count}, 1 in trouble; nothing to do. Seen 0s ago."
    assert trouble.startswith("p< | poller: failed 0s ago (KeyError at test_services_are_kept_running")
    assert trouble.endswith("2 restarts")
    assert fine[0].startswith("p< | Fine: channels, dibs-request-1-new, ")
    asked.set()
    house.app.supervisor.restart("poller")
    await until("it goes on", lambda: house.app.supervisor.kept[-1].running)
    clock.advance(hours=2)
    await until("that is long ago", lambda: seen_now(house))
    head, *_ = await ada.tells("services")
    assert head == f"p< Services: {count}; nothing to do. Seen 0s ago."


async def seen_now(house: House) -> bool:
    found = await house.desk.database.read(services.list_all)
    return all(row.seen_at == house.clock.now() for row in found)


async def test_one_that_hangs_is_found_and_started_again(house: House, clock: FakeClock) -> None:
    runs = list[int]()

    async def run() -> None:
        runs.append(1)
        await asyncio.Event().wait()

    house.app.supervisor.start("poller", run, patience=timedelta(minutes=2))
    overseer = Overseer(house.desk, house.app.supervisor, lambda: clock.now().timestamp())
    for _ in range(5):
        clock.advance(minutes=1)
        await overseer.step()
        await house.quiet()
    await until("it was started again", lambda: len(runs) == 2)
    await until("it is written down", lambda: written(house, "poller", 1))
    found = await house.desk.database.read(services.list_all)
    assert [(row.name, row.error) for row in found if row.error] == [("poller", "hung")]


async def test_in_an_hour_without_a_word_nobody_is_taken_for_hung(house: House) -> None:
    """Who waits for commits is woken by what the overseer writes."""
    for _ in range(60):
        await house.pass_time(minutes=1)
        await until("looked", lambda: seen_now(house))
    found = await house.desk.database.read(services.list_all)
    assert [(row.name, row.error) for row in found if row.restarts] == []
    late = [row.name for row in found if row.beat_at and row.seen_at - row.beat_at > timedelta(minutes=2)]
    assert set(late) <= {"janitor", "link embedded"}, "one looks once an hour, the other's clock isn't the desk's"


async def test_what_waits_for_a_service_is_counted(house: House, ada: Person) -> None:
    await house.app.supervisor.stop("plugin announce")
    house.app.start_plugin(next(one for one in house.app.plugins if one.name == "announce"))
    assert await house.desk.database.write(_back, "announce")
    house.app.supervisor.restart("shut")
    await until("written down", lambda: written(house, "shut", 1))
    found = {row.name: row.backlog for row in await house.desk.database.read(services.list_all)}
    assert (found["plugin timeouts"], found["timekeeper"], found["dibs-request-1-new"]) == (0, 0, 0)
    assert found["link embedded"] is None


async def _back(tx: Transaction, plugin: str) -> int:
    cursor = await cursors.get(tx, plugin)
    assert cursor is not None
    return await cursors.move(tx, plugin, was=cursor.event_id, to=cursor.event_id)


async def test_an_admin_has_one_started_anew(house: House, ada: Person) -> None:
    before = next(one for one in house.app.supervisor.kept if one.name == "timekeeper")
    assert await ada.says("#ops", "!service restart Timekeeper") == [
        "#ops< Started anew: timekeeper. How it stands: !services"
    ]
    await until("it was", lambda: before.restarts == 1)
    (event,) = await events(house.desk, "service_restarted")
    assert (event.actor, event.data) == ("ada", {"service": "timekeeper"})
    await house.pass_time(minutes=30)


async def test_the_link_over_which_it_is_said_answers_first_and_is_back_at_once(house: House, ada: Person) -> None:
    await ada.client.say("dibs", "service restart link embedded")
    await ada.client.hears("^Started anew: link embedded")
    await ada.client.expect(r"^:dibs!\S+ QUIT :.*dibs starts this connection anew")
    await ada.client.expect(lambda line: line.command == "JOIN" and line.nick == "dibs")
    await until("it is up", lambda: house.link.up)
    head, *others = await ada.tells("services")
    assert "in trouble" not in head
    assert [line for line in others if "link embedded: 1 restart" in line] == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("timekeper", "No service timekeper. Did you mean timekeeper? All of them: services"),
        ("announce", "No service announce. Did you mean plugin announce? All of them: services"),
        ("nothing of the kind", "No service nothing of the kind. All of them: services"),
    ],
)
async def test_a_name_that_there_is_not_gets_a_near_one(house: House, ada: Person, typed: str, said: str) -> None:
    assert await ada.tells(f"service restart {typed}") == [f"p< {said}"]
    assert await events(house.desk, "service_restarted") == []


@pytest.mark.parametrize("line", ["services", "service restart timekeeper", "service restart nothing"])
async def test_nobody_but_an_admin_sees_or_restarts_them(house: House, line: str) -> None:
    bob = await enter(house, "bob", "#ops")
    said = "Only an admin may see how the services stand, or start one anew. Ask one, or whoever runs dibs."
    assert await bob.tells(line) == [f"p< {said}"]
    assert all(one.restarts == 0 for one in house.app.supervisor.kept)


async def test_at_a_shell_the_table_is_read(house: House, clock: FakeClock) -> None:
    await house.pass_time(minutes=2)
    await until("written", lambda: seen_now(house))
    assert (await say(house, "services"))[0].endswith("; nothing to do. Seen 0s ago.")
    said = await say(house, "service restart timekeeper")
    assert said == ["No service runs here, but in a dibs that runs: say it there. All: systemctl restart dibs"]
    await house.app.supervisor.stop()
    clock.advance(hours=2)
    head, fine, *_ = await say(house, "services")
    assert head == "Services: none gives a sign of life, so dibs doesn't run here, or hangs. Last seen 2h ago."
    assert fine.startswith("| Were fine: channels, ")


async def test_before_the_first_run_there_is_none(house: House) -> None:
    await house.app.supervisor.stop()
    await house.desk.database.write(_forget)
    assert await say(house, "services") == ["Services: none was ever seen here. They run where dibs runs."]


async def _forget(tx: Transaction) -> int:
    return await tx.run("delete from service")

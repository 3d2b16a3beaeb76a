"""Health: each check finds what it is there for, with nothing but a process and a file to look at."""

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from chatbot.services import health as checking
from chatbot.services import looking
from chatbot.services.health import EXIT, Check, Health, health
from chatbot.services.lock import only_one
from store import outbox, services, timers
from store.database import Database, Transaction, open_database
from store.peeking import NEWEST
from store.records import Service
from tests.desk.doing import new
from tests.people import FakeClock, furnish, opened_desk

MINUTE = timedelta(minutes=1)


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@dataclass(frozen=True, slots=True)
class Site:
    file: Path
    clock: FakeClock
    database: Database

    @property
    def health(self) -> Health:
        return health(self.file, self.clock.now())

    def check(self, name: str) -> Check:
        return next(one for one in self.health.checks if one.name == name)

    def bad(self) -> dict[str, str]:
        """The verdicts of those that aren't ok."""
        return {one.name: one.verdict for one in self.health.checks if one.verdict != "ok"}

    async def runs(self, name: str, **more: object) -> None:
        """A service is seen just now, and is well unless `more` says otherwise."""
        now = self.clock.now()
        well = Service(name, now, now, now, 300, 0, 0, None, "", failing=False, ended_at=None, up=None, down_since=None)
        row = replace(well, **more)  # pyright: ignore[reportArgumentType] - a test names what it wants otherwise
        await self.database.write(services.put, row)


@pytest.fixture
def clock() -> FakeClock:
    """The lock knows when it was taken by the system's clock."""
    return FakeClock(datetime.now(UTC).replace(microsecond=0) + MINUTE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "dibs.db"


@pytest.fixture
async def dead(file: Path, clock: FakeClock) -> AsyncIterator[Site]:
    """Nobody serves it."""
    async with await open_database(file) as database:
        yield Site(file, clock, database)


@pytest.fixture
def held(file: Path) -> Iterator[None]:
    """As by a dibs that runs."""
    with only_one(file):
        yield


@pytest.fixture
def site(held: None, dead: Site) -> Site:
    """A dibs that runs."""
    return dead


async def test_all_is_well(site: Site) -> None:
    await site.runs("timekeeper")
    await site.runs("link libera", up=True)
    assert (site.bad(), site.health.verdict, EXIT[site.health.verdict]) == ({}, "ok", 0)
    assert site.check("process").says.endswith(f", process {os.getpid()}.")


async def test_a_process_that_is_gone_is_down_and_what_only_it_knows_is_unknown(dead: Site) -> None:
    await dead.runs("timekeeper", failing=True)
    await dead.runs("link libera", up=False, down_since=dead.clock.now())
    dead.clock.advance(minutes=5)
    unknown = dict.fromkeys(("heartbeat", "links", "services"), "unknown")
    assert (dead.bad(), dead.health.verdict) == ({"process": "down", **unknown}, "down")
    assert EXIT["down"] == 2


@pytest.mark.parametrize(("minutes", "verdict"), [(2, "ok"), (4, "degraded"), (11, "down")])
async def test_no_sign_of_life_for_long(site: Site, minutes: int, verdict: str) -> None:
    await site.runs("timekeeper")
    site.clock.advance(minutes=minutes)
    found = site.check("heartbeat")
    assert (found.verdict, found.value) == (verdict, 60 * minutes)
    assert found.says == f"The last sign of life was {minutes}m ago."


async def test_one_that_has_only_just_started_is_not_judged_by_the_run_before(site: Site) -> None:
    long_ago = site.clock.now() - timedelta(days=3)
    await site.runs("timekeeper", seen_at=long_ago, beat_at=long_ago)
    assert site.check("heartbeat").verdict == "ok"


@pytest.mark.parametrize(
    ("down", "minutes", "told"),
    [
        ((), 0, ("ok", "All networks are up: 2.")),
        (("libera",), 1, ("ok", "All networks are up: 2.")),
        (("libera",), 12, ("degraded", "Down: libera for 12m.")),
        (("libera", "oftc"), 12, ("down", "Down: libera for 12m, oftc for 12m.")),
    ],
)
async def test_a_link_that_is_down(site: Site, down: Sequence[str], minutes: int, told: tuple[str, str]) -> None:
    since = site.clock.now()
    site.clock.advance(minutes=minutes)
    for name in ("libera", "oftc"):
        is_down = name in down
        await site.runs(f"link {name}", up=not is_down, down_since=since if is_down else None)
    found = site.check("links")
    assert (found.verdict, found.says) == told


async def test_an_old_notice(site: Site) -> None:
    await site.database.write(_say, site.clock.now())
    site.clock.advance(minutes=4)
    assert site.check("notices").verdict == "ok"
    site.clock.advance(minutes=2)
    found = site.check("notices")
    assert (found.verdict, found.value, found.limit) == ("degraded", 360, 300)
    assert found.says == "The oldest notice has waited for 6m."


async def test_a_notice_that_waits_for_its_person_is_no_old_one(site: Site) -> None:
    await site.database.write(_say, site.clock.now())
    await site.database.write(_let_wait)
    site.clock.advance(hours=6)
    assert site.check("notices").says == "Nothing is left to say."


async def _say(tx: Transaction, now: datetime) -> None:
    await tx.run("insert into event (uuid, desk, at, kind, actor) values ('u', 'd', :now, 'x', 'a')", now=now)
    await tx.run(
        """insert into notice (created_at, not_before, due_at, plugin, event_id, target, network, address, text)
           values (:now, :now, :now, 'p', 1, 'channel', 'libera', '#ops', 'x')""",
        now=now,
    )


async def test_a_notice_that_was_said_is_no_old_one(site: Site) -> None:
    await site.database.write(_say, site.clock.now())
    await site.database.write(outbox.mark, 1, status="sent", reason="", now=site.clock.now())
    site.clock.advance(hours=6)
    assert site.check("notices").says == "Nothing is left to say."


async def _let_wait(tx: Transaction) -> int:
    return await tx.run("update notice set status = 'waiting', due_at = null")


@pytest.mark.parametrize(
    ("otherwise", "alive"),
    [
        ({}, True),
        ({"failing": True}, False),
        ({"restarts": 3, "error": "KeyError at x.py:1"}, True),
        ({"beat_at": None, "patience": None}, True),
    ],
)
async def test_a_service_that_fails(site: Site, otherwise: dict[str, object], alive: bool) -> None:
    await site.runs("timekeeper")
    await site.runs("plugin announce", **otherwise)
    found = site.check("services")
    assert found.verdict == ("ok" if alive else "degraded")
    assert found.says == ("All services are alive: 2." if alive else "Not alive: plugin announce.")


async def test_a_service_that_is_silent_for_longer_than_it_may(site: Site) -> None:
    await site.runs("timekeeper", beat_at=site.clock.now() - 8 * MINUTE)
    assert site.check("services").says == "Not alive: timekeeper."


async def test_one_that_has_come_to_its_end_is_no_trouble(site: Site) -> None:
    await site.runs("systemd", ended_at=site.clock.now(), failing=True)
    assert site.check("services").verdict == "ok"


@pytest.mark.parametrize(("minutes", "verdict"), [(-5, "ok"), (1, "ok"), (3, "degraded"), (20, "down")])
async def test_an_overdue_timer(site: Site, minutes: int, verdict: str) -> None:
    await site.database.write(timers.put, "digest", 1, due_at=site.clock.now() - minutes * MINUTE)
    await site.database.write(timers.put, "digest", 2, due_at=site.clock.now() + timedelta(days=1))
    found = site.check("timers")
    assert (found.verdict, found.value) == (verdict, max(0, 60 * minutes))
    assert found.says == (f"The oldest timer is {minutes}m overdue." if minutes > 0 else "Nothing is overdue.")


@pytest.mark.parametrize(("free", "verdict"), [(600, "ok"), (499, "degraded"), (49, "down")])
async def test_a_disk_that_is_nearly_full(site: Site, monkeypatch: pytest.MonkeyPatch, free: int, verdict: str) -> None:
    def usage(_path: Path) -> Usage:
        return Usage(0, 0, free * checking.MB)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    found = site.check("disk")
    assert (found.verdict, found.says) == (verdict, f"{free} MB are free beside the database.")


def spoil(file: Path) -> None:
    """Pages in the middle are overwritten."""
    with file.open("r+b") as handle:
        handle.seek(4096 * 5)
        handle.write(b"\xff" * 4096 * 20)


async def test_a_damaged_file(held: None, file: Path, clock: FakeClock) -> None:
    async with await open_database(file) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        await new(desk)
    spoil(file)
    found = health(file, clock.now())
    assert (found.verdict, EXIT[found.verdict]) == ("down", 2)
    assert any("amaged" in one.says for one in found.checks if one.name == "database")


def test_what_is_no_database_at_all(held: None, file: Path, clock: FakeClock) -> None:
    file.write_text("dear diary, " * 1000)
    (found,) = [one for one in health(file, clock.now()).checks if one.name == "database"]
    assert (found.verdict, found.value) == ("down", "unread")
    assert "not a database" in found.says


def test_a_database_of_something_else(held: None, file: Path, clock: FakeClock) -> None:
    connection = sqlite3.connect(file)
    connection.execute("create table recipe (name text)")
    connection.close()
    (found,) = [one for one in health(file, clock.now()).checks if one.name == "schema"]
    assert (found.verdict, found.says) == ("degraded", "It holds something else, not a desk.")


OLDER = f"Schema 0003 is an older one: the next start of dibs makes it {NEWEST}."
NEWER = f"Schema 9999 is newer than what this dibs knows ({NEWEST}): look with the one that serves it."


@pytest.mark.parametrize(("revision", "says"), [("0003", OLDER), ("9999", NEWER)])
async def test_another_schema_is_told_and_not_read(site: Site, revision: str, says: str) -> None:
    await site.database.write(_stamp, revision)
    assert site.check("schema").says == says
    assert (site.bad()["schema"], site.bad()["timers"], site.health.verdict) == ("degraded", "unknown", "degraded")


async def _stamp(tx: Transaction, revision: str) -> int:
    return await tx.run("update alembic_version set version_num = :revision", revision=revision)


async def test_a_large_file_is_looked_through_only_when_that_is_asked_for(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await site.database.write(_fill)
    monkeypatch.setattr(checking, "BUDGET", 0.001)
    tries = [site.check("database") for _ in range(50)]  # on a busy machine the bell may ring after a look has ended
    assert ("ok", "unfinished") in [(found.verdict, found.value) for found in tries]
    in_full = health(site.file, site.clock.now(), in_full=True)
    assert [one.value for one in in_full.checks if one.name == "database"] == ["whole"]


async def _fill(tx: Transaction) -> int:
    return await tx.run(
        """insert into secured (host, port, expires_at)
           with recursive n (i) as (select 1 union all select i + 1 from n where i < 300000)
           select printf('%0100d', i), i, '' from n"""
    )


def test_where_dibs_never_ran_nothing_is_made_by_looking(tmp_path: Path, clock: FakeClock) -> None:
    found = health(tmp_path / "data" / "dibs.db", clock.now())
    says = [one.says for one in found.checks if one.name == "database"]
    assert says == [f"There is no database {tmp_path}/data/dibs.db: dibs never ran here."]
    assert list(tmp_path.iterdir()) == []


def contents(folder: Path) -> dict[str, bytes]:
    """But for what SQLite shares between those who look."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}


@pytest.mark.parametrize("runs", [False, True])
async def test_looking_leaves_no_file_and_writes_nothing(file: Path, clock: FakeClock, runs: bool) -> None:
    database = await open_database(file)
    if not runs:
        await database.close()
    before = contents(file.parent)
    found = health(file, clock.now())
    after = contents(file.parent)
    await database.close()
    assert after == before
    assert [one.verdict for one in found.checks if one.name == "database"] == ["ok"]


async def test_where_one_may_not_look_it_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(looking, "holder", shut)
    assert site.check("database").says == f"Can't look at {site.file}: Permission denied."
    assert site.health.verdict == "down"

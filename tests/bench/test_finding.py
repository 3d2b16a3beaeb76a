"""Queries over many tickets, each beside the scan that finds the same.

Nothing here fails by the clock: what is held is that both find the same. `-s` shows the figures.
"""

from datetime import timedelta
from pathlib import Path
from typing import LiteralString

import pytest

from store import finding, looking
from store.database import Transaction, open_database
from store.finding import Condition, Fact, Order, Reader, Wanted
from store.records import Ticket
from store.search import Term
from tests.bench.figures import Figure, keep
from tests.bench.timing import timed
from tests.chaos.scale import scaled
from tests.store.seeds import NEW, NOW, House, furnish

TICKETS = scaled(3_000, 100_000)
TOGETHER = 20_000
TRIES = 5
LIMIT = 101
PUBLIC = Reader(public=True)
OPEN, OWNED = Condition([[Fact("open")]]), Condition([[Fact("owner", 1)]])

ADD: LiteralString = """
    with recursive each (n) as (select :first union all select n + 1 from each where n + 1 < :last)
    insert into ticket (id, uuid, desk, type, state, role_id, title, priority, private, owner_id, reporter_name,
        reporter_network, opened_at, changed_at, closed_at)
    select n, n, 'desk', 'request', :state, :role,
        case when n % 10 then 'printer ' else 'toner ' end || case when n = :rare then 'unicorn' else 'host' || n end,
        1 + n % 4, n % 50 = 0, case when n % 1000 = 0 then :owner end, 'alice', 'testnet', :opened, :opened,
        case when n % 3 then :opened end
    from each"""
INDEX: LiteralString = """
    insert into ticket_word (rowid, title, body) select id, title, '' from ticket where id >= :first and id < :last"""
SCAN: LiteralString = "select * from ticket where private = 0 and archived_at is null and erased_at is null and "

CASES: dict[str, tuple[Wanted, LiteralString]] = {
    "unicorn": (Wanted(PUBLIC, [Term("unicorn")]), "title like '%unicorn%' order by id desc"),
    "printer": (Wanted(PUBLIC, [Term("printer")]), "title like 'printer%' order by id desc"),
    "printer -host*": (
        Wanted(PUBLIC, [Term("printer"), Term("host", prefix=True, negated=True)]),
        "title like 'printer%' and title not like '% host%' order by id desc",
    ),
    "-printer": (Wanted(PUBLIC, [Term("printer", negated=True)]), "title not like 'printer%' order by id desc"),
    "owner:bob": (Wanted(PUBLIC, conditions=[OWNED]), "+owner_id = 1 order by id desc"),
    "owner:bob state:open": (
        Wanted(PUBLIC, conditions=[OWNED, OPEN]),
        "+owner_id = 1 and closed_at is null order by id desc",
    ),
    "toner owner:bob state:open": (
        Wanted(PUBLIC, [Term("toner")], [OWNED, OPEN]),
        "title like 'toner%' and +owner_id = 1 and closed_at is null order by id desc",
    ),
    "opened:<1h": (
        Wanted(PUBLIC, conditions=[Condition([[Fact("opened", NOW - timedelta(hours=1), ">")]])]),
        "opened_at > :recent order by id desc",
    ),
    "owner:bob sort:-priority": (
        Wanted(PUBLIC, conditions=[OWNED], orders=[Order("priority", falling=True)]),
        "+owner_id = 1 order by priority desc, id desc",
    ),
}


async def add(tx: Transaction, house: House, first: int, last: int) -> None:
    opened = NOW - timedelta(minutes=TICKETS - last)
    bounds = {"first": first, "last": last}
    await tx.run(ADD, **bounds, state=NEW, role=house.ops.id, rare=TICKETS // 2, owner=house.bob.id, opened=opened)
    await tx.run(INDEX, **bounds)


async def scan(tx: Transaction, where: LiteralString) -> list[Ticket]:
    recent = {"recent": NOW - timedelta(hours=1)} if ":recent" in where else {}
    return await tx.all(Ticket, SCAN + where + " limit 101", **recent)


@pytest.mark.timeout(1800)
async def test_each_query_finds_what_a_scan_finds(tmp_path: Path) -> None:
    async with await open_database(tmp_path / "many.db") as database:
        house = await furnish(database)
        for first in range(1, TICKETS + 1, TOGETHER):
            await database.write(add, house, first, min(first + TOGETHER, TICKETS + 1))
        for text, (wanted, where) in CASES.items():
            found = await database.read(finding.find, wanted, limit=LIMIT)
            assert found == await database.read(scan, where), text
            fast, slow = list[float](), list[float]()
            for _ in range(TRIES):
                fast.append(await timed(lambda wanted=wanted: database.read(looking.look, wanted, limit=LIMIT), 1))
                slow.append(await timed(lambda where=where: database.read(scan, where), 1))
            keep(Figure("queries beside a scan", f"{text}, {TICKETS} tickets", "ms", fast, {"scan": slow}))

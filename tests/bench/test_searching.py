"""Finding by words among many tickets, beside the scan that it stands for, and what keeping the index costs a ticket.

Nothing here fails by the clock: what is held is that the index finds what the scan finds. `-s` shows the figures.
"""

import time
from pathlib import Path

import pytest

from store import finding, looking, search, tickets
from store.database import Database, Transaction, open_database
from store.finding import Reader, Wanted
from store.records import Ticket
from store.search import Term
from store.uuids import uuid7
from tests.bench.figures import Figure, keep
from tests.bench.timing import timed
from tests.chaos.scale import scaled
from tests.store.seeds import NEW, NOW, House, furnish

TICKETS = scaled(2_000, 100_000)
TOGETHER = 500
TRIES = 15
WORDS = ("printer", "vpn", "toner", "disk", "login", "mail", "slow", "fire", "down", "paper")
RARE = TICKETS // 2


def title_of(number: int) -> str:
    """Six words; `printer` is in most of them, `unicorn` in one."""
    words = [WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7, 9, 11)]
    return " ".join([*words, "unicorn" if number == RARE else f"host{number}"])


async def add(tx: Transaction, house: House, numbers: range, *, indexed: bool) -> None:
    for number in numbers:
        made = await tickets.add(
            tx,
            uuid=uuid7(NOW),
            desk="desk",
            type_name="request",
            state=NEW,
            role_id=house.ops.id,
            title=title_of(number),
            description="",
            priority=2,
            private=False,
            reporter_id=None,
            reporter_name="alice",
            reporter_network="testnet",
            reporter_mask="alice!a@h",
            key=None,
            now=NOW,
        )
        if indexed:
            await search.put(tx, made.id)


async def fill(database: Database, house: House, *, indexed: bool) -> float:
    """Seconds for all of them."""
    began = time.perf_counter()
    for start in range(0, TICKETS, TOGETHER):
        await database.write(add, house, range(start, start + TOGETHER), indexed=indexed)
    return time.perf_counter() - began


async def scan(tx: Transaction, word: str, limit: int) -> list[Ticket]:
    return await tx.all(
        Ticket,
        "select * from ticket where title like '%' || :word || '%' order by id desc limit :limit",
        word=word,
        limit=limit,
    )


@pytest.mark.timeout(600)
async def test_the_index_finds_what_a_scan_finds(tmp_path: Path) -> None:
    database = await open_database(tmp_path / "with.db")
    took = await fill(database, await furnish(database), indexed=True)
    for word in ("printer", "unicorn", "nothing"):
        wanted = Wanted(Reader(public=True), [Term(word, prefix=True)])
        by_index = await database.read(finding.find, wanted, limit=20)
        assert by_index == await database.read(scan, word, 20)
        fast, slow = list[float](), list[float]()
        for _ in range(TRIES):
            fast.append(await timed(lambda wanted=wanted: database.read(looking.look, wanted, limit=20), 1))
            slow.append(await timed(lambda word=word: database.read(scan, word, 20), 1))
        keep(Figure("queries beside a scan", f"{word}*, {TICKETS} tickets", "ms", fast, {"scan": slow}))
    began = time.perf_counter()
    await database.write(search.forget_the_erased)
    print(f"forgetting the erased: {time.perf_counter() - began:.2f} s")  # noqa: T201 - figures
    await database.close()
    other = await open_database(tmp_path / "without.db")
    without = await fill(other, await furnish(other), indexed=False)
    await other.close()
    print(f"a ticket with the index costs x{took / without:.2f} of one without")  # noqa: T201 - figures

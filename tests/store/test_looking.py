"""What is looked at where somebody waits for the answer: all that may match where that is little, else what is said."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from store import driving, finding, looking, spelling, texts
from store.database import Database, Transaction
from store.finding import Condition, Fact, Order, Reader, Wanted
from store.search import Term
from tests.store.seeds import NOW, House, add_many, furnish

COUNT = 60
PUBLIC = Reader(public=True)
OPEN, OWNED = Condition([[Fact("open")]]), Condition([[Fact("owner", 1)]])
PRINTER, TONER, HOST = Term("printer"), Term("toner"), Term("host", prefix=True)


async def add(tx: Transaction, house: House) -> None:
    titles = [f"{'printer' if n % 3 else 'toner'} host{n}{' unicorn' if n == 2 else ''}" for n in range(1, COUNT + 1)]
    await add_many(
        tx,
        house,
        titles,
        closed=lambda n: n % 2 == 1,
        archived=lambda n: n % 10 == 1,
        owned=lambda n: n % 6 == 0,
        opened=NOW - timedelta(hours=1),
    )


@pytest.fixture
async def many(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """More tickets than are looked at."""
    for module, name, value in (
        (looking, "LOOKS_AT", 12),
        (looking, "READS", 8),
        (looking, "AT_ONCE", 4),
        (driving, "FEW", 12),
        (spelling, "MOST", 3),
    ):
        monkeypatch.setattr(module, name, value)
    await database.write(add, await furnish(database))
    return database


ALL: Mapping[str, Wanted] = {
    "a condition that few meet": Wanted(PUBLIC, conditions=[OWNED]),
    "that, the oldest first": Wanted(PUBLIC, conditions=[OWNED], orders=[Order("number")]),
    "that, sorted by something else": Wanted(PUBLIC, conditions=[OWNED], orders=[Order("priority", falling=True)]),
    "either of two that few meet": Wanted(PUBLIC, conditions=[Condition([[Fact("owner", 1)], [Fact("owner", 2)]])]),
    "a rare word": Wanted(PUBLIC, [Term("unicorn")]),
    "the beginning of one": Wanted(PUBLIC, [Term("unic", prefix=True)]),
    "a common word and a rare one": Wanted(PUBLIC, [PRINTER, Term("unicorn")]),
    "a rare word with a filter that many meet": Wanted(PUBLIC, [Term("unicorn")], [OPEN]),
    "a rare word without a common one": Wanted(PUBLIC, [Term("unicorn"), Term("toner", negated=True)]),
    "what is archived": Wanted(PUBLIC, archived=True),
    "what is archived, by a word": Wanted(PUBLIC, [TONER], archived=True),
    "no tickets": Wanted(PUBLIC, [Term("nothing")]),
}


@pytest.mark.parametrize("name", ALL)
async def test_nothing_is_missed_where_it_is_little(many: Database, name: str) -> None:
    looked = await many.read(looking.look, ALL[name], limit=COUNT)
    assert looked.tickets == await many.read(finding.find, ALL[name], limit=COUNT)
    assert looked.only is None


ENOUGH: Mapping[str, Wanted] = {
    "a common word": Wanted(PUBLIC, [PRINTER]),
    "the oldest with a common word": Wanted(PUBLIC, [PRINTER], orders=[Order("number")]),
    "the beginning of very many words": Wanted(PUBLIC, [HOST]),
    "a common word without another": Wanted(PUBLIC, [PRINTER, Term("unicorn", negated=True)]),
    "without a common word": Wanted(PUBLIC, [Term("toner", negated=True)]),
    "a filter that many meet": Wanted(PUBLIC, conditions=[OPEN]),
    "a common word of what few own": Wanted(PUBLIC, [TONER], [OWNED]),
    "nothing in particular": Wanted(PUBLIC),
    "the oldest": Wanted(PUBLIC, orders=[Order("number")]),
}


@pytest.mark.parametrize("name", ENOUGH)
async def test_as_many_as_are_shown_are_the_newest_of_all(many: Database, name: str) -> None:
    looked = await many.read(looking.look, ENOUGH[name], limit=3)
    assert looked.tickets == await many.read(finding.find, ENOUGH[name], limit=3)
    assert looked.only is None


LEFT_OUT: Mapping[str, tuple[Wanted, int]] = {
    "a common word with a filter that leaves most out": (
        Wanted(PUBLIC, [PRINTER], [Condition([[Fact("priority", 4)]])]),
        12,
    ),
    "a filter without an index": (Wanted(PUBLIC, conditions=[Condition([[Fact("priority", 4)]])]), 12),
    "the oldest by it": (Wanted(PUBLIC, [], [Condition([[Fact("priority", 4)]])], [Order("number")]), 12),
    "sorted": (Wanted(PUBLIC, orders=[Order("priority")]), 12),
    "without what all have": (Wanted(PUBLIC, [Term("host", prefix=True, negated=True)]), 8),
    "more texts than are read": (Wanted(PUBLIC, [HOST, Term("printer")]), 8),
}


@pytest.mark.parametrize("name", LEFT_OUT)
async def test_what_is_left_out_is_said(many: Database, name: str) -> None:
    wanted, only = LEFT_OUT[name]
    looked = await many.read(looking.look, wanted, limit=COUNT)
    everything = await many.read(finding.find, wanted, limit=COUNT)
    assert looked.only == only
    assert looked.side == ("oldest" if wanted.rising else "newest")
    assert {ticket.id for ticket in looked.tickets} < {ticket.id for ticket in everything} or not everything


@pytest.mark.parametrize("terms", [[Term("printer hos", prefix=True)], [Term("PRIN", prefix=True)], [Term("tonér")]])
async def test_texts_that_are_read_have_what_the_index_finds(many: Database, terms: list[Term]) -> None:
    found = await many.read(finding.find, Wanted(PUBLIC, terms), limit=COUNT)
    every = await many.read(finding.find, Wanted(PUBLIC), limit=COUNT)
    there = await many.read(texts.having, [ticket.id for ticket in every], terms, archived=False)
    assert there == {ticket.id for ticket in found} != set()

"""What is asked for by a query is looked up by an index, where there is one that leaves many out."""

from dataclasses import dataclass

import pytest

from store import finding
from store.database import Database, Transaction
from store.finding import Condition, Fact, Order, Reader, Wanted
from store.search import Term

OPEN = Condition([[Fact("open")]])
PUBLIC = Reader(public=True)
MEMBER = Reader(public=False, member_id=1)


@dataclass(frozen=True, slots=True)
class Step:
    id: int
    parent: int
    notused: int
    detail: str


async def plan(tx: Transaction, wanted: Wanted) -> list[str]:
    made = finding.statement(wanted, 101)
    steps = await tx.all(Step, "explain query plan " + made.text, **made.values)
    return [step.detail for step in steps]


@pytest.mark.parametrize("reader", [PUBLIC, MEMBER, Reader(public=False, network="n", mask="m")])
@pytest.mark.parametrize(
    ("conditions", "index"),
    [
        ([Condition([[Fact("owner", 1)]])], "ticket_of_owner"),
        ([Condition([[Fact("owner", 1)]]), OPEN], "ticket_open_of_owner"),
        ([Condition([[Fact("reporter", 1)]])], "ticket_of_reporter"),
        ([Condition([[Fact("role", 1)]])], "ticket_of_role"),
        ([Condition([[Fact("role", 1)]]), OPEN], "ticket_open_of_role"),
    ],
)
async def test_whose_tickets_they_are_is_asked_of_an_index_the_newest_first(
    database: Database, reader: Reader, conditions: list[Condition], index: str
) -> None:
    steps = await database.read(plan, Wanted(reader, conditions=conditions))
    assert steps[0].startswith(f"SEARCH ticket USING INDEX {index} ")
    assert not [step for step in steps if "TEMP B-TREE" in step]


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("order", [[], [Order("number")]])
async def test_words_are_looked_up_first_and_read_in_their_order(
    database: Database, order: list[Order], archived: bool
) -> None:
    wanted = Wanted(MEMBER, [Term("printer")], [OPEN, Condition([[Fact("owner", 1)]])], order, archived=archived)
    steps = await database.read(plan, wanted)
    assert steps[0].startswith("SCAN ticket_word VIRTUAL TABLE INDEX")
    assert steps[1] == "SEARCH ticket USING INTEGER PRIMARY KEY (rowid=?)"
    assert not [step for step in steps if "TEMP B-TREE" in step]


async def test_what_is_lacking_is_looked_up_once(database: Database) -> None:
    steps = await database.read(plan, Wanted(PUBLIC, [Term("printer", negated=True)]))
    assert steps[0] == "SCAN ticket"
    assert [step for step in steps if "SUBQUERY" in step and "CORRELATED" not in step]

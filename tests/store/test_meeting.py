"""Words that seldom meet, or never: what is looked at is little, and what that leaves out is said."""

from collections.abc import Iterator, Mapping

import pytest

from store import finding, looking, meeting, spelling
from store.database import Database, Transaction
from store.finding import Condition, Fact, Order, Reader, Wanted
from store.search import Term
from tests.store.seeds import House, add_many, furnish

COUNT = 64
PUBLIC = Reader(public=True)
HIGH = Condition([[Fact("priority", 3)]])
RED, BLUE, SLOW, EACH, HALF = [Term(word) for word in ("red", "blue", "slow", "each", "half")]


async def add(tx: Transaction, house: House) -> None:
    """`each` in all; `red` in the odd, `blue` in the even ones and in 55; `half` in 1, 5, 9, ...; `less` in 1, 9, 17,
    ...; `slow` in 5, 15, ...; 9 are archived."""
    titles = [" ".join(("each", *_words(number))) for number in range(1, COUNT + 1)]
    await add_many(tx, house, titles, closed=lambda number: number < 10, archived=lambda number: number < 10)


def _words(number: int) -> Iterator[str]:
    yield "red" if number % 2 else "blue"
    for word, of, is_left in (("slow", 10, 5), ("half", 4, 1), ("less", 8, 1), ("blue", COUNT, 55)):
        if number % of == is_left:
            yield word


@pytest.fixture
async def many(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """More tickets than are looked at, and than are gone through."""
    for module, name, value in (
        (looking, "LOOKS_AT", 12),
        (looking, "READS", 6),
        (looking, "AT_ONCE", 2),
        (meeting, "STEPS", 12),
        (meeting, "TRIED", 4),
        (meeting, "OFTEN", 3),
        (meeting, "SELDOM", 1),
    ):
        monkeypatch.setattr(module, name, value)
    await database.write(add, await furnish(database))
    return database


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the index of words is asked for."""
    queries, bind = list[str](), Transaction.value

    async def value(tx: Transaction, sql: str, /, **params: object) -> int | str | None:
        queries.extend(str(params[name]) for name in params if f"match :{name}" in sql)
        return await bind(tx, sql, **params)  # pyright: ignore[reportArgumentType] - handed on as it came

    monkeypatch.setattr(Transaction, "value", value)
    return queries


NEVER: Mapping[str, tuple[Wanted, int]] = {
    "words in a row that never stand so": (Wanted(PUBLIC, [Term("red each")]), 6),
    "two common words, among the oldest": (Wanted(PUBLIC, [RED, BLUE], orders=[Order("number")]), 6),
    "a common word without one that is always there": (Wanted(PUBLIC, [RED, Term("each", negated=True)]), 6),
    "without words in a row": (Wanted(PUBLIC, [RED, Term("each red", negated=True)]), 6),
    "with a filter that leaves few": (Wanted(PUBLIC, [Term("red each")], [HIGH]), 12),
}


@pytest.mark.parametrize("name", NEVER)
async def test_of_words_that_never_meet_only_texts_of_the_newest_are_read(
    many: Database, asked: list[str], name: str
) -> None:
    wanted, only = NEVER[name]
    looked = await many.read(looking.look, wanted, limit=COUNT)
    assert (looked.tickets, looked.only) == ([], only)
    assert set(asked) <= {'"red"', '"blue"', '"each"'}


async def test_of_words_that_seldom_meet_the_newest_that_do_are_found(many: Database) -> None:
    looked = await many.read(looking.look, Wanted(PUBLIC, [RED, BLUE]), limit=COUNT)
    assert ([ticket.id for ticket in looked.tickets], looked.only) == ([55], 6)


async def test_of_words_that_meet_now_and_then_fewer_are_looked_for(many: Database) -> None:
    looked = await many.read(looking.look, Wanted(PUBLIC, [HALF, Term("less", negated=True)]), limit=COUNT)
    assert ([ticket.id for ticket in looked.tickets], looked.only) == ([61, 53, 45, 37, 29, 21], 6)


@pytest.mark.parametrize("terms", [[RED, EACH], [Term("each red")], [RED, Term("blue", negated=True)]])
async def test_of_words_that_often_meet_as_many_as_are_looked_at_anywhere(many: Database, terms: list[Term]) -> None:
    looked = await many.read(looking.look, Wanted(PUBLIC, terms), limit=COUNT)
    everything = await many.read(finding.find, Wanted(PUBLIC, terms), limit=COUNT)
    assert (looked.tickets, looked.only) == (everything[:12], 12)


@pytest.mark.parametrize(
    "terms",
    [[SLOW, RED], [Term("red slow")], [Term("red-slo", prefix=True)], [SLOW, Term("blue", negated=True)]],
)
async def test_where_one_of_them_is_rare_nothing_is_missed(many: Database, terms: list[Term]) -> None:
    looked = await many.read(looking.look, Wanted(PUBLIC, terms), limit=COUNT)
    assert looked.tickets == await many.read(finding.find, Wanted(PUBLIC, terms), limit=COUNT)
    assert len(looked.tickets) in {4, 5}
    assert looked.only is None


@pytest.mark.parametrize("terms", [[Term("red each")], [RED, Term("each", negated=True)], [RED, BLUE]])
async def test_what_is_archived_isnt_looked_for_among_all_others(
    many: Database, asked: list[str], terms: list[Term]
) -> None:
    looked = await many.read(looking.look, Wanted(PUBLIC, terms, archived=True), limit=COUNT)
    assert (looked.tickets, looked.only) == ([], None)
    assert set(asked) <= {'"red"', '"blue"', '"each"'}


async def test_few_that_are_archived_are_read(many: Database) -> None:
    looked = await many.read(looking.look, Wanted(PUBLIC, [RED, EACH], archived=True), limit=COUNT)
    assert [ticket.id for ticket in looked.tickets] == [9, 7, 5, 3, 1]


async def test_nothing_is_asked_of_the_index_for_an_archive_that_is_empty(many: Database, asked: list[str]) -> None:
    await many.write(empty_archive)
    looked = await many.read(looking.look, Wanted(PUBLIC, [RED], archived=True), limit=COUNT)
    assert (looked.tickets, looked.only, asked) == ([], None, [])


async def empty_archive(tx: Transaction) -> None:
    await tx.run("update ticket set archived_at = null")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("on fire", ['"on"', '"fire"']),
        ("db1:8080", ['"db1"', '"8080"']),
        ("c’est", ['"c’est"']),
        ("fire — now", ['"fire"', '"now"']),
        ("one", ['"one"']),
    ],
)
async def test_what_stands_in_a_row_is_looked_up_one_by_one(database: Database, text: str, pieces: list[str]) -> None:
    assert (await database.read(spelling.spelled, [Term(text)])).words == pieces


async def test_a_word_behind_a_sign_may_be_cut_short(many: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (12, 0):  # words that begin so: few are looked up, and of more the texts are read
        monkeypatch.setattr(spelling, "MOST", most)
        for text in ("slow-ha", "slow-half-", "red/slow ha", "-slow-ha"):
            term = Term(text, prefix=True)
            looked = await many.read(looking.look, Wanted(PUBLIC, [term]), limit=COUNT)
            assert [ticket.id for ticket in looked.tickets] == [45, 25]

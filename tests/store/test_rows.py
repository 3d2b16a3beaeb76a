"""Values on their way in, columns on their way out, through a real database."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database import Database, Transaction
from store.rows import Value, bind
from store.times import to_text
from tests.store.bodies import NOW, add

HALF = "caf\udce9"  # what is left of a line that was no UTF-8


@dataclass(frozen=True, slots=True)
class Full:
    name: str
    number: int | None
    open: bool
    closed: bool | None
    at: datetime
    ended_at: datetime | None
    data: dict[str, Any]
    texts: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Data:
    data: dict[str, Any]


async def test_columns_become_the_fields_of_their_name(database: Database) -> None:
    async def select(tx: Transaction) -> Full | None:
        return await tx.one(
            Full,
            """select :data as data, :at as at, :open as open, null as closed, :name as name, 7 as number,
                   null as ended_at, null as texts""",
            name="ops",
            open=True,
            at=NOW,
            data={"b": [1], "a": None},
        )

    assert await database.read(select) == Full("ops", 7, True, None, NOW, None, {"a": None, "b": [1]}, None)


async def test_what_may_be_none_is_read_like_the_rest_when_it_is_there(database: Database) -> None:
    async def select(tx: Transaction) -> Full | None:
        return await tx.one(
            Full,
            """select '' as name, null as number, 0 as open, 1 as closed, :at as at, :at as ended_at, '{}' as data,
                   '{"a": "b"}' as texts""",
            at=NOW,
        )

    assert await database.read(select) == Full("", None, False, True, NOW, NOW, {}, {"a": "b"})


async def test_a_column_too_few_or_too_many_is_named(database: Database) -> None:
    async def select(tx: Transaction) -> Text | None:
        return await tx.one(Text, "select 1 as txet where false")

    with pytest.raises(TypeError, match=r"Text: the query lacks the columns \['text'\] and has besides \['txet'\]"):
        await database.read(select)


async def test_a_column_given_twice_is_refused(database: Database) -> None:
    async def select(tx: Transaction) -> list[Text]:
        return await tx.all(Text, "select 'a' as text, 'b' as text")

    with pytest.raises(TypeError, match="gives a column twice"):
        await database.read(select)


async def test_rows_from_a_statement_that_gives_none_are_refused(database: Database) -> None:
    async def update(tx: Transaction) -> Text | None:
        return await tx.one(Text, "update role set name = 'x'")

    with pytest.raises(TypeError, match="it needs `returning`, or `run`"):
        await database.write(update)


async def test_all_values_and_counts_come_back(database: Database) -> None:
    async def look(tx: Transaction) -> tuple[list[Text], int | str | None, int | str | None, int]:
        await add(tx, "net")
        await add(tx, "ops")
        rows = await tx.all(Text, "select name as text from role order by name")
        none = await tx.value("select id from role where name = 'x'")
        return rows, await tx.value("select count(*) from role"), none, await tx.run("update role set open = 1")

    assert await database.write(look) == ([Text("net"), Text("ops")], 2, None, 2)


async def test_half_characters_are_replaced_and_break_nothing(database: Database) -> None:
    async def echo(tx: Transaction) -> Text | None:
        return await tx.one(Text, "select :text as text", text=HALF)

    assert await database.read(echo) == Text("caf\N{REPLACEMENT CHARACTER}")


async def test_half_characters_inside_json_are_replaced_and_whole_ones_kept(database: Database) -> None:
    async def echo(tx: Transaction) -> Data | None:
        return await tx.one(Data, "select :data as data", data={HALF: [HALF, "\N{PRINTER}"]})

    mended = "caf\N{REPLACEMENT CHARACTER}"
    assert await database.read(echo) == Data({mended: [mended, "\N{PRINTER}"]})


def test_json_is_ascii_with_sorted_keys() -> None:
    assert bind({"data": {"b": "é", "a": 1}}) == {"data": '{"a": 1, "b": "\\u00e9"}'}


def test_what_has_no_place_in_a_column_is_named() -> None:
    wrong: Any = [1]
    with pytest.raises(TypeError, match="parameter ids: a list has no place in a column"):
        bind({"ids": wrong})


PARAMETERS: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.text(), st.datetimes(timezones=st.just(UTC))
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=PARAMETERS)
async def test_any_plain_value_comes_back_as_it_was_stored(database: Database, value: Value) -> None:
    async def echo(tx: Transaction) -> int | str | None:
        return await tx.value("select :value", value=value)

    assert await database.read(echo) == (to_text(value) if isinstance(value, datetime) else value)

"""Tables of Lua as text: read as Lua would, or refused with the place; and nothing of them is ever run."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.cli.importing.lua import DEEPEST, LARGEST, BadLua, Value, read_table

BEYOND_ASCII = 0x7F

keys = st.text(min_size=1) | st.integers(-(2**53), 2**53)
values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)
tables = st.dictionaries(keys, values, max_size=5)


def as_lume_writes(value: Value, last: str) -> str:
    """`last`: what stands behind the last field, a comma with some and nothing with others."""
    match value:
        case dict():
            fields = ",".join(
                f"[{as_lume_writes(key, last)}]={as_lume_writes(one, last)}" for key, one in value.items()
            )
            return f"{{{fields}{last if fields else ''}}}"
        case bool() | None:
            return {True: "true", False: "false", None: "nil"}[value]
        case str():
            return f'"{"".join(map(_escaped, value))}"'
        case _:
            return repr(value)


def _escaped(character: str) -> str:
    """As `%q` does it, and some more."""
    if character in '"\\\n':
        return f"\\{character}"
    if character in "\r\0" or ord(character) > BEYOND_ASCII:
        return "".join(f"\\{byte:03}" for byte in character.encode())
    return character


@given(table=tables, last=st.sampled_from(["", ","]))
def test_what_was_written_is_read_as_it_was(table: dict[str | int, Value], last: str) -> None:
    assert read_table(as_lume_writes(table, last).encode()) == table


@given(content=st.binary(max_size=200) | st.text("{}[]=,;\"'\\0x1.e-truenilT \n", max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    with suppress(BadLua):
        read_table(content)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("180.0", 180),
        ("1e3", 1000),
        ("0x10", 16),
        ("0x.8p1", 1),
        ("2.5", 2.5),
        ("9007199254740993", 9007199254740993),
        ("-3", -3),
    ],
)
def test_numbers_are_those_of_lua(written: str, read: float) -> None:
    assert read_table(f"{{a={written}}}".encode()) == {"a": read}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r'"a\tb"', "a\tb"),
        ('"a\\\nb"', "a\nb"),
        ('"a\\\r\nb"', "a\nb"),
        (r'"\65\066"', "AB"),
        (r'"\x41\u{20AC}"', "A€"),
        (r'"a\z   b"', "ab"),
        ("'it said \"no\"'", 'it said "no"'),
    ],
)
def test_texts_are_those_of_lua(written: str, read: str) -> None:
    assert read_table(f"{{a={written}}}".encode()) == {"a": read}


def test_text_that_is_no_utf_8_is_read_byte_for_byte() -> None:
    assert read_table(b'{a="caf\xe9"}') == {"a": "café"}


def test_values_without_a_key_are_counted() -> None:
    assert read_table(b'return {"a", "b"; x = nil, "c"}') == {1: "a", 2: "b", 3: "c"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "It ends in the middle of a table."),
        (b'{a="', "No literal of Lua in line 1, column 4: '\"'."),
        (b"{a=1\n,b=os.exit()}", "No literal of Lua in line 2, column 4: 'os.exit()}'."),
        (b"{a=1} os.exit()", "No literal of Lua in line 1, column 7: 'os.exit()'."),
        (b"{a=function() end}", "No literal of Lua in line 1, column 4: 'function() e'."),
        (b'{a="x".."y"}', "No literal of Lua in line 1, column 7: '..\"y\"}'."),
        (b"{a=1/0}", "No literal of Lua in line 1, column 5: '/0}'."),
        (b"{a=1e999}", "1e999 is too large a number in line 1, column 4."),
        (b"{a=1,a=2}", "The key 'a' is there twice in line 1, column 6."),
        (b"{[1.5]=2}", "A key that is no whole number, 1.5, in line 1, column 3."),
        (rb'{"\q"}', "The escape \\q is none of Lua's, in line 1, column 2."),
        (b'{"\\\xb2"}', "The escape \\\xb2 is none of Lua's, in line 1, column 2."),
        (rb'{"\300"}', "The escape \\300 is none of Lua's, in line 1, column 2."),
    ],
)
def test_what_is_no_literal_is_refused_with_its_place(content: bytes, why: str) -> None:
    with pytest.raises(BadLua) as refused:
        read_table(content)
    assert str(refused.value) == why


def test_no_depth_is_too_much_to_be_refused() -> None:
    deep = b"{" * DEEPEST + b"}" * DEEPEST
    assert read_table(deep)
    with pytest.raises(BadLua, match=f"more than {DEEPEST} deep"):
        read_table(b"{" + deep + b"}")
    with pytest.raises(BadLua, match=f"more than {DEEPEST} deep"):
        read_table(b"{" * 100_000 + b"}" * 100_000)


def test_a_file_of_any_size_is_refused_at_once() -> None:
    with pytest.raises(BadLua, match=f"at most {LARGEST // 1024} KB"):
        read_table(b"{" * (LARGEST + 1))

"""Tables of Lua written down as text, as lume's `serialize` writes them: read, and never executed.

The grammar is that of the Lua 5.4 manual, section 3.1 (strings and numbers) and 3.4.9 (tables), for literals alone.
Text is bytes there; what isn't UTF-8 is read as Latin-1, byte for byte.
"""

import math
import re
from typing import Any, Protocol, TypeAlias, cast

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError
from msgspec import Struct

LARGEST = 4 * 1024 * 1024
"""Bytes of a file."""
DEEPEST = 16
"""Tables in tables. A file of tickets has five."""

Value: TypeAlias = "str | int | float | bool | dict[str | int, Value] | None"
Table: TypeAlias = "dict[str | int, Value]"

GRAMMAR = r"""
start: "return"? table
table: "{" [field (_SEP field)* _SEP?] "}"
?field: "[" key "]" "=" value -> keyed
      | NAME "=" value        -> named
      | value                 -> listed
?key: string | number
?value: table | string | number | true | false | nil
string: STRING
number: NUMBER
true: TRUE
false: FALSE
nil: NIL
_SEP: "," | ";"
TRUE.2: /true(?![A-Za-z0-9_])/
FALSE.2: /false(?![A-Za-z0-9_])/
NIL.2: /nil(?![A-Za-z0-9_])/
NAME: /[A-Za-z_][A-Za-z0-9_]*/
NUMBER: /-?(0[xX][0-9A-Fa-f]*\.?[0-9A-Fa-f]*([pP][+-]?[0-9]+)?|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)/ _END
_END: /(?![A-Za-z0-9_.])/
STRING: /"(\\\r\n|\\(.|\n)|[^"\\\n])*"|'(\\\r\n|\\(.|\n)|[^'\\\n])*'/
%ignore /[ \t\r\n\f\v]+/
"""
ESCAPE = re.compile(r"\\(\d{1,3}|x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]{1,8}\}|z\s*|\r\n|[\s\S])")
PLAIN = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\r\n": "\n"}
THEMSELVES = "\\\"'\n"


class BadLua(ValueError):
    """A sentence that says where and why it isn't a table of Lua."""


class _Refused(BadLua):
    """At a token, where it was found."""

    def __init__(self, token: Token, why: str) -> None:
        super().__init__(f"{why}{_at(token)}.")


class _Deep(dict[str | int, Value]):
    """A table that knows how many are in one another within it, and how many have no key of their own."""

    depth = 1
    last = 0


class _Leaf(Struct, frozen=True):
    token: Token
    value: Value


class _Field(Struct, frozen=True):
    """`key` is None where it has none of its own: it is counted then."""

    token: Token | None
    key: str | int | None
    value: Value


class _Parser(Protocol):
    """What of lark's is wanted here."""

    def parse(self, text: str) -> object: ...


class _Unexpected(Protocol):
    """Its types say nothing of it."""

    token: Token


def read_table(content: bytes) -> Table:
    """The table in it.

    Raises:
        BadLua: It is larger or deeper than any file of tickets, or no table, or has what isn't a literal.
    """
    if len(content) > LARGEST:
        raise BadLua(f"It has {len(content) // 1024} KB; a table of at most {LARGEST // 1024} KB is read.")
    text = content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    try:
        return cast("Table", _PARSER.parse(text))
    except UnexpectedInput as error:
        raise BadLua(_where(error, text)) from None
    except VisitError as error:  # what was raised below, wrapped by the library
        raise BadLua(str(error.orig_exc)) from None


def _where(error: UnexpectedInput, text: str) -> str:
    if isinstance(error, UnexpectedToken) and cast("_Unexpected", error).token.type == "$END":
        return "It ends in the middle of a table."
    found = text[error.pos_in_stream or 0 :][:12].split("\n", maxsplit=1)[0]
    return f"No literal of Lua in line {error.line}, column {error.column}: {found!r}."


class _Build(Transformer[Token, object]):
    """From the leaves up, as the parser finds them: nothing is called in itself, however deep it goes."""

    def start(self, children: list[_Deep]) -> _Deep:
        return children[0]

    def table(self, children: list[_Field]) -> _Deep:
        made = _Deep()
        for field in children:
            _put(made, field)
        return made

    def keyed(self, children: list[Any]) -> _Field:
        key, value = children
        if isinstance(key.value, float):
            raise _Refused(key.token, f"A key that is no whole number, {key.value},")
        return _Field(key.token, key.value, _plain(value))

    def named(self, children: list[Any]) -> _Field:
        return _Field(children[0], str(children[0]), _plain(children[1]))

    def listed(self, children: list[Any]) -> _Field:
        return _Field(None, None, _plain(children[0]))

    def string(self, children: list[Token]) -> _Leaf:
        return _Leaf(children[0], _text(children[0]))

    def number(self, children: list[Token]) -> _Leaf:
        return _Leaf(children[0], _number(children[0]))

    def true(self, children: list[Token]) -> _Leaf:
        return _Leaf(children[0], True)

    def false(self, children: list[Token]) -> _Leaf:
        return _Leaf(children[0], False)

    def nil(self, children: list[Token]) -> _Leaf:
        return _Leaf(children[0], None)


def _put(table: _Deep, field: _Field) -> None:
    key, value = field.key, field.value
    if key is None:
        table.last += 1
        key = table.last
    if key in table:
        raise BadLua(f"The key {key!r} is there twice{_at(field.token)}.")
    if isinstance(value, _Deep):
        table.depth = max(table.depth, value.depth + 1)
    if table.depth > DEEPEST:
        raise BadLua(f"Tables are in one another more than {DEEPEST} deep.")
    if value is not None:  # as in Lua, where that is to have no such key
        table[key] = value


def _at(token: Token | None) -> str:
    return f" in line {token.line}, column {token.column}" if token is not None else ""


def _plain(value: "_Leaf | _Deep") -> Value:
    return value.value if isinstance(value, _Leaf) else value


def _number(token: Token) -> int | float:
    """As Lua reads it: whole ones exactly, 180.0 too. None that isn't finite or would lose digits."""
    text = str(token).lower()
    hexadecimal = "0x" in text
    try:
        number = float.fromhex(text) if hexadecimal and ("." in text or "p" in text) else None
        if number is None:
            number = int(text, 16) if hexadecimal else _decimal(text)
    except (ValueError, OverflowError):
        raise _Refused(token, f"{text} is no number") from None
    if isinstance(number, float):
        if not math.isfinite(number):
            raise _Refused(token, f"{text} is too large a number")
        if number.is_integer():
            return int(number)
    return number


def _decimal(text: str) -> int | float:
    return float(text) if any(mark in text for mark in ".e") else int(text)


def _text(token: Token) -> str:
    def unescaped(match: re.Match[str]) -> str:
        what = match[1]
        if what in PLAIN:
            return PLAIN[what]
        if what in THEMSELVES:
            return what
        if what.isdecimal() and int(what) <= 0xFF:
            return chr(int(what))
        if what[0] == "x" and len(what) == 3:
            return chr(int(what[1:], 16))
        if what.startswith("u{") and int(what[2:-1], 16) <= 0x10FFFF:
            return chr(int(what[2:-1], 16)).encode("utf-8", "surrogatepass").decode("latin-1")
        if what[0] == "z":
            return ""
        raise _Refused(token, f"The escape \\{what} is none of Lua's,")

    content = ESCAPE.sub(unescaped, str(token)[1:-1]).encode("latin-1")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


_PARSER = cast("_Parser", Lark(GRAMMAR, parser="lalr", transformer=_Build(), maybe_placeholders=False))

"""The language of `search` and `list`: from a text to what it says, or to a sentence that points at the character.

docs/search.md describes it. What the filters mean is in filters.py, how they are looked up in store/finding.py.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

from chatbot.desk.refused import Refused
from chatbot.desk.suggest import nearest
from chatbot.desk.wording import TYPE, clean, fit
from store.finding import Op
from store.search import SHORTEST_PREFIX

if TYPE_CHECKING:
    from lark import Token, Tree

QUOTES = '"“”„'
SHORTEST_TO_GUESS = 4
"""Letters of a key that may be mistyped: `hs:` is rather a word."""

GRAMMAR = r"""
start: _GAP? (term (_GAP term)* _GAP?)?
term: NOT? (PHRASE | filter | WORD)
filter: KEY item (_COMMA item)*
item: OP? (VALUE | QUOTED)
NOT.2: /-(?=[^\s-])/
KEY.2: /(?:%s):/i
OP: />=|<=|>|<|=/
VALUE: /[^\s,"“”„<>=][^\s,"“”„]*/
QUOTED: /["“”„][^"“”„]*["“”„]/
PHRASE: /["“”„][^"“”„]*["“”„]\*?/
WORD: /[^\s"“”„]\S*/
_COMMA: ","
_GAP: /\s+/
"""

ELSEWHERE = {"status": "state", "assignee": "owner", "assigned": "owner", "author": "reporter", "created": "opened"}
"""What other programs call a filter."""

_LIKE_A_KEY = re.compile(r"([A-Za-z]+)([:=])(?=\S)")


class Words(Struct, frozen=True):
    """One word, or several in a row. `at`: at which character it begins, from 1. `plain`: without quotes."""

    text: str
    at: int
    plain: bool = True
    prefix: bool = False
    negated: bool = False


class Item(Struct, frozen=True):
    """One of the values of a filter; `op` is empty where none was typed."""

    text: str
    at: int
    op: Op | None = None


class Filter(Struct, frozen=True):
    key: str
    items: tuple[Item, ...]
    at: int
    negated: bool = False


class Query(Struct, frozen=True):
    words: tuple[Words, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def size(self) -> int:
        return len(self.words) + sum(len(one.items) for one in self.filters)


def wrong(at: int, sentence: str) -> Refused:
    return Refused(f"At character {at}: {sentence}")


def parse(text: str, keys: Collection[str]) -> Query:
    """`text`: as it is seen, without what nobody sees (`clean`). Raises Refused and nothing else, whatever it is."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken  # noqa: PLC0415 - wanted where somebody searches

    try:
        tree = _parser(tuple(keys)).parse(text)
    except (UnexpectedCharacters, UnexpectedToken) as error:
        raise _unexpected(text, _where(text, vars(error))) from None
    found = [_term(cast("Tree[Token]", term)) for term in tree.children]
    words = [one for one in found if isinstance(one, Words)]
    for one in words:
        _need_no_slip(one, keys)
    return Query(tuple(words), tuple(one for one in found if isinstance(one, Filter)))


class Parser(Protocol):
    """What of lark's is wanted here; it takes texts of other kinds, too."""

    def parse(self, text: str) -> "Tree[Token]": ...


@cache
def _parser(keys: tuple[str, ...]) -> Parser:
    from lark import Lark  # noqa: PLC0415 - the same; it takes 50 ms

    return cast("Parser", Lark(GRAMMAR % "|".join(keys), parser="lalr", lexer="contextual"))


def _where(text: str, error: Mapping[str, object]) -> int:
    """The end has no place of its own: it comes with that of the last token."""
    token = cast("Token | None", error.get("token"))
    return len(text) if token is not None and token.type == "$END" else cast("int", error["pos_in_stream"])


def _unexpected(text: str, at: int) -> Refused:
    """Where the grammar can't go on, there is an open quote, a filter without a value, or no space."""
    behind = text[:at]
    if text[at : at + 1] in tuple(QUOTES) and (at == 0 or behind[-1] in " -:,<>="):
        return wrong(at + 1, f'the quote is open: close it, as in {TYPE}search "two words"')
    if behind.endswith((":", ",", "<", ">", "=")):
        return wrong(at + 1, f"a value is missing behind {fit(behind.split()[-1], 20)} such as {TYPE}search state:open")
    return wrong(at + 1, "a space is missing, or a quote is too many.")


def _term(term: "Tree[Token]") -> Words | Filter:
    negated = len(term.children) > 1
    last = term.children[-1]
    if not isinstance(last, str):
        return _filter(last, negated=negated)
    return _words(last, negated=negated)


def _words(token: "Token", *, negated: bool) -> Words:
    text, at = str(token), (token.start_pos or 0) + 1
    prefix = text.endswith("*")
    plain = token.type == "WORD"
    text = text.rstrip("*") if plain else text.rstrip("*")[1:-1]
    if prefix and 0 < len(text) < SHORTEST_PREFIX:
        raise wrong(at, f"{text}* is too short: {SHORTEST_PREFIX} letters or more before the star.")
    return Words(text, at, plain, prefix, negated)


def _filter(tree: "Tree[Token]", *, negated: bool) -> Filter:
    key = cast("Token", tree.children[0])
    items = tuple(_item(cast("Tree[Token]", item)) for item in tree.children[1:])
    return Filter(key.removesuffix(":").lower(), items, (key.start_pos or 0) + 1, negated)


def _item(tree: "Tree[Token]") -> Item:
    tokens = cast("list[Token]", tree.children)
    value = tokens[-1]
    text = value[1:-1] if value.type == "QUOTED" else str(value)
    op = cast("Op", str(tokens[0])) if len(tokens) > 1 else None
    return Item(text, (tokens[0].start_pos or 0) + 1, op)


def _meant(key: str, keys: Collection[str]) -> str | None:
    """The one that it is cut from, as `prio:` is; or else one that is mistyped so."""
    begun = [one for one in keys if one.startswith(key)]
    return begun[0] if len(begun) == 1 else nearest(key, keys)


def _need_no_slip(words: Words, keys: Collection[str]) -> None:
    """`stat:open` isn't looked for as a text, nor is `state=open`; what is meant so stands in quotes."""
    match = _LIKE_A_KEY.match(words.text) if words.plain else None
    if match is None:
        return
    key = match[1].lower()
    near = key if key in keys else _meant(key, keys) if len(key) >= SHORTEST_TO_GUESS else None
    near = near or (ELSEWHERE.get(key) if match[2] == ":" else None)
    if near is None:
        return
    shown = fit(clean(words.text), 30)
    raise wrong(words.at, f'no filter {match[0]} Did you mean {near}:? As a text, in quotes: "{shown}"')

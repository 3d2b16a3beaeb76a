"""Between rows and records: values on their way in, columns on their way out."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from store.times import from_text, to_text

Value = str | int | datetime | dict[str, Any] | None
"""What a named parameter may be; a bool is an int."""

R = TypeVar("R")
Row = tuple[Any, ...]
Convert = Callable[[Any], Any]

PLAIN = frozenset({str, int, bool, NoneType})
SURROGATE = re.compile("[\ud800-\udfff]")
FROM_COLUMN: dict[object, Convert] = {bool: bool, datetime: from_text, dict: json.loads}


def bind(params: dict[str, Value]) -> dict[str, Value]:
    """Change in place what the driver doesn't take as it is."""
    for name, value in params.items():
        if type(value) not in PLAIN:
            params[name] = plain(name, value)
    return params


def plain(name: str, value: object) -> str | int:
    match value:
        case datetime():
            return to_text(value)
        case dict():
            return to_json(cast("dict[str, Any]", value))
        case str() | int():
            return value
        case _:
            raise TypeError(f"parameter {name}: a {type(value).__name__} has no place in a column")


def to_json(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True)
    if "\\ud" not in text:
        return text
    cleaned = without_surrogates(json.dumps(value, sort_keys=True, ensure_ascii=False))
    return json.dumps(json.loads(cleaned), sort_keys=True)


def without_surrogates(text: str) -> str:
    """Half characters, as bad UTF-8 leaves them, can't be stored."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def storable(params: dict[str, Value]) -> dict[str, Value]:
    return {name: without_surrogates(value) if isinstance(value, str) else value for name, value in params.items()}


@lru_cache(maxsize=4096)
def maker(record: type[R], columns: tuple[str, ...]) -> Callable[[Row], R]:
    """A function from a row with these columns to a record; TypeError where the two don't fit."""
    names = tuple(get_type_hints(record))
    check_columns(record, names, columns)
    take = in_order(names, columns)
    changes = conversions(record, names)

    def make(row: Row) -> R:
        values = take(row)
        for place, convert in changes:
            if values[place] is not None:
                values[place] = convert(values[place])
        return record(*values)

    return make


def check_columns(record: type, names: Sequence[str], columns: Sequence[str]) -> None:
    missing, unknown = sorted(set(names) - set(columns)), sorted(set(columns) - set(names))
    if missing or unknown:
        raise TypeError(f"{record.__name__}: the query lacks the columns {missing} and has besides {unknown}")
    if len(columns) > len(names):
        raise TypeError(f"{record.__name__}: the query gives a column twice: {list(columns)}")


def in_order(names: tuple[str, ...], columns: tuple[str, ...]) -> Callable[[Row], list[Any]]:
    if names == columns or len(names) == 1:
        return list
    pick = itemgetter(*(columns.index(name) for name in names))
    return lambda row: list(pick(row))


def conversions(record: type, names: Sequence[str]) -> tuple[tuple[int, Convert], ...]:
    hints = get_type_hints(record)
    kinds = [(place, column_kind(hints[name])) for place, name in enumerate(names)]
    return tuple((place, FROM_COLUMN[kind]) for place, kind in kinds if kind in FROM_COLUMN)


def column_kind(hint: object) -> object:
    """`datetime | None` is a datetime, `dict[str, str]` a dict."""
    if get_origin(hint) in (UnionType, Union):
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    return get_origin(hint) or hint

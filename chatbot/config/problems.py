"""What is wrong with the configuration, in sentences for the person who wrote it."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

from msgspec import Struct
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chatbot.config import environment
from chatbot.config.model import Billing, Config, Embedded, Log, Metrics, Role, Strength, Terminal
from chatbot.config.model import Desk as DeskSection
from chatbot.config.networks import Network
from chatbot.config.types import State, Type
from chatbot.desk.suggest import nearest

SECTIONS: dict[str, type[BaseModel]] = {
    "desk": DeskSection,
    "strength": Strength,
    "networks": Network,
    "embedded": Embedded,
    "role": Role,
    "types": Type,
    "terminal": Terminal,
    "billing": Billing,
    "metrics": Metrics,
    "log": Log,
}

SENTENCES = {
    "missing": "is needed, and isn't there.",
    "string_type": "must be a text in quotes.",
    "string_unicode": "isn't text in UTF-8.",
    "int_type": "must be a whole number, without quotes.",
    "int_parsing": "must be a whole number.",
    "int_from_float": "must be a whole number.",
    "int_parsing_size": "is too large a number.",
    "greater_than_equal": "must be at least {ge}.",
    "less_than_equal": "must be at most {le}.",
    "bool_type": "must be true or false, without quotes.",
    "bool_parsing": "must be true or false.",
    "literal_error": "must be {expected}, in quotes.",
    "path_type": "must be a path, in quotes.",
    "list_type": 'must be a list, as in ["one", "two"].',
    "dict_type": "must be a section of its own, with keys in it: see config.example.toml.",
    "model_type": "must be a section of its own, with keys in it: see config.example.toml.",
    "value_error": "{error}",
}
"""By pydantic's error types (https://docs.pydantic.dev/latest/errors/validation_errors/); none shows a value."""

UNKNOWN = "extra_forbidden"
"""And the type of a key that is no setting."""

_FOLDERS = re.compile(r"^/?([^/ ]+/)*(?=[^/ ]+, line \d)")
"""Before the name of the file, where a sentence begins with its path and goes on with a line of it."""
_QUOTED = re.compile(r'"[^"]*"')

MOVED: Mapping[tuple[int | str, ...], str] = {
    ("desk", "open_from"): 'is open in [strength] now: "none" for anyone, "identified" for who is logged in.',
}
"""Settings that were elsewhere once."""


class Problem(Struct, frozen=True):
    """`key` is spelled as in the file (`role[2]` is the second `[[role]]`), '' for the file as a whole."""

    key: str
    what: str
    source: str = ""
    """The environment variable that it comes from, if it does."""

    @property
    def discreet(self) -> str:
        """To be said on IRC: where a file lies, perhaps one with a secret in it, is nobody's business there."""
        what = _FOLDERS.sub("", self.what)
        told = "/" not in _QUOTED.sub("", what)
        return str(Problem(self.key, what if told else "the log says what is wrong with it.", self.source))

    def __str__(self) -> str:
        came_from = f" (set by {_seen(self.source)})" if self.source else ""
        return f"{self.key}{came_from}: {self.what}" if self.key else self.what


def _seen(name: str) -> str:
    """What would move a terminal's cursor can stand in the name of a variable, too."""
    return name if name.isprintable() else name.encode("unicode_escape").decode()


class ConfigErrors(Exception):
    """Everything that is wrong, at once. `str()` is fit to show, a line each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def explain(error: ValidationError) -> list[Problem]:
    details = error.errors(include_url=False, include_input=False)
    return [Problem(key_of(each["loc"]), _sentence(each), source_of(each["loc"])) for each in details]


def without_unknown(given: Mapping[str, Any], error: ValidationError) -> dict[str, Any]:
    """Without the keys that are no settings, as far as they stand there and not in the environment."""
    left = deepcopy(dict(given))
    for each in error.errors(include_url=False, include_input=False):
        if each["type"] == UNKNOWN:
            _leave_out(left, each["loc"])
    return left


def _leave_out(tables: object, path: Sequence[int | str]) -> None:
    *way, last = path
    for part in way:
        tables = _inside(tables, part)
    if isinstance(tables, dict):
        cast("dict[object, object]", tables).pop(last, None)


def _inside(tables: object, part: int | str) -> object:
    if isinstance(tables, dict):
        return cast("dict[object, object]", tables).get(part)
    return cast("list[object]", tables)[part] if isinstance(tables, list) and isinstance(part, int) else None


def key_of(path: Iterable[int | str]) -> str:
    key = ""
    for part in path:
        if isinstance(part, int):
            key += f"[{part + 1}]"
        elif part != "[key]":  # pydantic's mark for "the name of the section", not what is in it
            key += f".{_quoted(part)}" if key else _quoted(part)
    return key


def _quoted(part: str) -> str:
    """As TOML writes a key: a strange one in quotes, its control characters and quotes escaped."""
    bare = part.isascii() and part.replace("-", "").replace("_", "").isalnum()
    return part if bare else '"' + part[:60].encode("unicode_escape").decode().replace('"', '\\"') + '"'


def source_of(path: Sequence[int | str]) -> str:
    for name, key, _ in environment.variables():
        if key == tuple(path[: len(key)]):
            return name
    return ""


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == UNKNOWN:
        return MOVED.get(error["loc"]) or unknown(str(error["loc"][-1]), allowed_at(error["loc"][:-1]))
    context: Mapping[str, Any] = error.get("ctx", {})
    return SENTENCES.get(error["type"], f"{error['msg']}.").format_map(context)


def unknown(name: str, allowed: Iterable[str], what: str = "is no setting.") -> str:
    names = sorted(allowed)
    near = nearest(name, names) or next(iter(difflib.get_close_matches(name, names, n=1)), None)
    meant = f" Did you mean {near}?" if near else ""
    return f"{what}{meant} There are: {', '.join(names)}."


def allowed_at(path: Sequence[int | str]) -> Iterator[str]:
    model = SECTIONS[str(path[0])] if path else Config
    if model is Type and "state" in path[2:]:
        model = State
    for name, field in model.model_fields.items():
        yield field.alias or name

"""Writes docs/bounds.md from the table of bounds. To renew it: python -m tests.docs.bounds"""

import ast
import inspect
from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import fields

from chatbot.desk.bounds import Bounds, Pace, Paces
from chatbot.desk.durations import format_duration
from tests.docs import DOCS

HEAD = """# The bounds

Made from the table of bounds by `python -m tests.docs.bounds`; a test holds it fresh. What is beyond one is refused in
a sentence that names it, and changes nothing; a test walks the table.

| bound | most | of what |
|---|---|---|
"""


PACES = """
## How fast

So many at once, and then one more each time that so long has passed. What is beyond isn't done, and brings a warning;
who goes on isn't listened to for a while.

| pace | at once | then one in | of what |
|---|---|---|---|
"""


def bounds_page() -> str:
    told = dict(_told(Bounds))
    rows = [f"| `{one.name}` | {_shown(getattr(Bounds(), one.name))} | {told[one.name]} |" for one in fields(Bounds)]
    return HEAD + "\n".join(rows) + "\n" + PACES + "\n".join(_paces()) + "\n"


def _paces() -> Iterator[str]:
    told = dict(_told(Paces))
    for one in fields(Paces):
        pace: Pace = getattr(Paces(), one.name)
        yield f"| `{one.name}` | {pace.burst} | {pace.every.total_seconds():g} s | {told[one.name]} |"


def _told(kind: type) -> Iterator[tuple[str, str]]:
    """Each field with the text below it, which is gone once the program runs."""
    (table,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(table, ast.ClassDef)
    for field, below in zip(table.body, table.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split()).rstrip(".")
            case _:
                pass


def _shown(most: int | timedelta) -> str:
    return format_duration(most) if isinstance(most, timedelta) else str(most)


if __name__ == "__main__":
    (DOCS / "bounds.md").write_text(bounds_page())

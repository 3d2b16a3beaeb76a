"""Whatever a file holds, it is a configuration or it is refused in sentences."""

import json
from pathlib import Path
from typing import cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.config import check

NAMES = st.sampled_from(
    [
        *("desk", "networks", "embedded", "role", "plugins", "log", "a", "b", "host", "port", "password", "channels"),
        *(
            "password_file",
            "lifetime",
            "every",
            "ports",
            "enabled",
            "name",
            "network",
            "channel",
            "open",
            "json",
            "nick",
        ),
        *("nick", "database", "level", "reminders", "_env_file", "", "{error}", "\x1b"),
    ]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = st.one_of(TEXTS, NAMES, st.integers(-(2**70), 2**70), st.booleans(), st.floats())
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
# The files are written into one folder, each over the last; nothing of one is left for the next.
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(inner)}" for key, inner in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, cast("list[object]", value))) + "]"
    return str(value).lower() if isinstance(value, float) else json.dumps(value).replace("\x7f", "\\u007f")


def judged(path: Path) -> None:
    for problem in check(path):
        assert str(problem).isprintable()
        assert "{" not in problem.what or "{error}" in str(path.read_bytes())


@SAME_FOLDER
@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_tables_are_judged(tmp_path: Path, tables: dict[str, object]) -> None:
    path = tmp_path / "any.toml"
    path.write_text("\n".join(f"{json.dumps(key)} = {as_toml(value)}" for key, value in tables.items()))
    judged(path)


@SAME_FOLDER
@given(st.binary(max_size=60) | TEXTS.map(str.encode))
def test_any_bytes_are_judged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes(content)
    judged(path)

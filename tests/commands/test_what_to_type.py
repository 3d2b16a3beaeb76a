"""What dibs shows to be typed works as it stands, where it stands."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import chatbot
from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, shown
from tests.commands.stage import NO_DESK, OPS, Stage, lines, private, table

ROOT = Path(chatbot.__file__).parent
SPEAKING = [*(ROOT / "desk").glob("*.py"), *(ROOT / "commands").glob("*.py"), ROOT / "services" / "holds.py"]


async def test_in_a_channel_what_to_type_has_the_prefix_and_in_private_none() -> None:
    """VOICE: `No verb acept. Did you mean: accept 12`, which said like that in the channel meets silence."""
    stage = Stage()
    assert await stage.in_channel("!acept 12") == ["No verb acept. Did you mean: !accept 12"]
    assert await stage.in_channel("!accept 12") == ["#12 is yours"]
    assert await stage.in_private("acept 12") == ["No verb acept. Did you mean: accept 12"]
    assert await stage.in_private("accept 12") == ["#12 is yours"]


async def test_the_prefix_is_the_one_that_was_set() -> None:
    stage = Stage(Commander(NO_DESK, table(), prefix="?"))
    assert await stage.in_channel("?acept 12") == ["No verb acept. Did you mean: ?accept 12"]


async def test_an_error_that_is_told_in_private_shows_what_to_type_there() -> None:
    stage = Stage(later=1)
    await stage.in_channel("!assign 12")
    assert lines(await stage.replies("!assign 12"), private()) == ["Who gets #12? assign 12 <person>"]


@pytest.mark.parametrize("place", [OPS, private()])
async def test_nobody_can_put_the_mark_into_what_dibs_says(place: object) -> None:
    where = OPS if place == OPS else private()
    said = lines(await Stage().replies(f"!decline 12 {TYPE}op mallory", where=where), where)
    assert said == ["#12 declined: op mallory"]


def test_a_refusal_reads_without_the_mark_wherever_nobody_knows_of_it() -> None:
    refused = Refused(f"#7 is closed. To open it again: {TYPE}reopen 7")
    assert str(refused) == "#7 is closed. To open it again: reopen 7"
    assert shown(refused.marked, "!") == "#7 is closed. To open it again: !reopen 7"
    assert shown(f"{TYPE}role list | {TYPE}role join", "!") == "role list | role join", "another bot could obey it"


def sentences() -> Iterator[tuple[str, str]]:
    """All strings that may be said, with X for what is filled in; not the usages and examples."""
    for path in SPEAKING:
        tree = ast.parse(path.read_text())
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        declared = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in parts | declared:
                yield path.name, "".join(pieces(node))


def pieces(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.FormattedValue):
        yield TYPE if isinstance(node.value, ast.Name) and node.value.id == "TYPE" else "X"
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from pieces(part)


def test_whatever_sentence_shows_a_command_marks_it() -> None:
    """`: close X`, `? dibs <ticket>`, `. list free`: only `dibs X`, which needs no prefix there, goes without."""
    verbs = "|".join(sorted(command_table().names, key=len, reverse=True))
    bare = re.compile(rf"(?:[:?.] |, or |, )({verbs}) (?:X|<|@|free\b|\.\.\.)|: ({verbs})$")
    found = [(name, text) for name, text in sentences() if "\n" not in text and bare.search(text)]
    assert found == []

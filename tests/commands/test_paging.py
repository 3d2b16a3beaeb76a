"""`more`: for who asked, where they asked, asked anew, for 10 minutes."""

import inspect
from datetime import timedelta

import pytest

from chatbot.app import command_table
from chatbot.commands import help as help_
from chatbot.commands import paging
from chatbot.commands.answer import Commander
from chatbot.commands.registry import Command, load
from chatbot.desk.wording import shown
from chatbot.wire import Message, Principal, Private
from tests.commands import long_handlers
from tests.commands.long_handlers import Far
from tests.commands.stage import NO_DESK, OPS, Stage, lines, private

NOTHING = shown(paging.NO_MORE, "")
PAGED = [each for each in command_table().commands if each.declared.pages]


@pytest.fixture
def stage() -> Stage:
    return Stage(Commander(NO_DESK, load([long_handlers, paging, help_])))


def numbered(where: str, who: str, first: int, last: int) -> list[str]:
    return [f"{where} {who} {number}" for number in range(first, last + 1)]


async def test_in_private_ten_lines_are_a_page(stage: Stage) -> None:
    assert await stage.in_private("count") == [*numbered("alone", "bob", 1, 10), "15 more lines: more"]
    assert await stage.in_private("more") == [*numbered("alone", "bob", 11, 20), "5 more lines: more"]
    assert await stage.in_private("more") == numbered("alone", "bob", 21, 25)
    assert await stage.in_private("more") == [NOTHING]


async def test_what_goes_on_from_a_channel_goes_on_in_private(stage: Stage) -> None:
    first = await stage.replies("!count")
    assert lines(first, OPS) == ["aloud bob 1", "aloud bob 2 (8 more in private)"]
    assert lines(first, private()) == [*numbered("aloud", "bob", 3, 10), "15 more lines. In #ops say: !more"]
    second = await stage.replies("!more")
    assert lines(second, OPS) == []
    assert lines(second, private()) == [*numbered("aloud", "bob", 11, 20), "5 more lines. In #ops say: !more"]


async def test_what_was_asked_in_private_never_goes_on_in_a_channel_nor_the_other_way_round(stage: Stage) -> None:
    await stage.in_private("count")
    assert [line.split(".")[0] for line in await stage.in_channel("!more")] == [NOTHING.split(".")[0]]
    assert (await stage.in_private("more"))[0] == "alone bob 11"
    await stage.in_private("more")
    await stage.in_channel("!count")
    assert await stage.in_private("more") == [NOTHING]


async def test_nobody_reads_on_in_what_another_asked(stage: Stage) -> None:
    await stage.in_channel("!count", who="alice")
    await stage.in_private("count", who="alice")
    assert (await stage.in_channel("!more"))[0].startswith("Nothing more to show here")
    assert await stage.in_private("more") == [NOTHING]
    assert (await stage.in_private("more", who="alice"))[0] == "alone alice 11"


@pytest.mark.parametrize(("seconds", "goes_on"), [(600, True), (601, False)])
async def test_a_page_is_kept_for_ten_minutes(stage: Stage, seconds: int, *, goes_on: bool) -> None:
    await stage.in_private("count")
    stage.later = timedelta(seconds=seconds)
    assert ((await stage.in_private("more"))[0] == "alone bob 11") is goes_on


async def test_it_is_asked_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.in_private("count")
    monkeypatch.setattr(Far, "lines", 12)
    assert await stage.in_private("more") == numbered("alone", "bob", 11, 12)
    monkeypatch.setattr(Far, "lines", 25)
    await stage.in_private("count")
    monkeypatch.setattr(Far, "lines", 3)
    assert await stage.in_private("more") == ["That was all: there is less of it by now."]


async def test_a_line_is_not_spent_on_saying_that_there_is_one_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Far, "lines", 11)
    assert await stage.in_private("count") == numbered("alone", "bob", 1, 11)
    assert await stage.in_private("more") == [NOTHING]


async def test_an_answer_that_ends_is_not_followed_by_the_page_of_one_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.in_private("count")
    monkeypatch.setattr(Far, "lines", 5)
    await stage.in_private("count")
    assert await stage.in_private("more") == [NOTHING]


async def test_other_lines_in_between_do_not_lose_the_page(stage: Stage) -> None:
    await stage.in_private("count")
    await stage.in_private("help count")
    assert (await stage.in_private("more"))[0] == "alone bob 11"


async def test_of_many_pages_the_oldest_is_forgotten(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_KEPT", 2)
    for who in ("alice", "bob", "charlie"):
        await stage.in_private("count", who=who)
    assert await stage.in_private("more", who="alice") == [NOTHING]
    assert (await stage.in_private("more", who="bob"))[0] == "alone bob 11"
    assert (await stage.in_private("more", who="charlie"))[0] == "alone charlie 11"


@pytest.mark.parametrize("paged", PAGED, ids=lambda each: each.name)
def test_only_what_looks_has_pages(paged: Command) -> None:
    """It is run again for the next one."""
    assert ".change(" not in inspect.getsource(paged.handler)


async def test_at_the_shell_nothing_goes_on_so_all_of_it_is_read_at_once(stage: Stage) -> None:
    """Each `dibs say` is a program of its own."""
    sitter = Principal("shell", "shell", None, "shell", "shell")
    asked = Message(sitter, Private("shell", "shell"), "count", stage.now, ("dibs",))
    (reply,) = await stage.commander.answer(asked)
    assert len(reply.lines) == 25

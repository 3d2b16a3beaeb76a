"""VOICE, grammar 12: what is pasted in private behind a `new` becomes the description."""

from datetime import timedelta

import pytest

from chatbot.commands import reading, showing, tickets
from chatbot.commands.answer import Commander
from chatbot.commands.registry import load
from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.wire import Principal, Private
from tests.commands.stage import Stage, private

SHELL = Caller(Principal("shell", "root", None, "root", "shell"), Private("shell", "root"))


async def make_stage(desk: Desk, later: float) -> Stage:
    await desk.change(SHELL, roles.create, "ops", roles.RoleChange(open=True))
    return Stage(Commander(desk, load([tickets, reading, showing])), later=later)


async def shown(stage: Stage) -> list[str]:
    stage.later = timedelta(seconds=30)
    return [line for reply in await stage.replies("show 1", where=private()) for line in reply.lines]


async def test_lines_pasted_behind_a_new_become_its_description(desk: Desk) -> None:
    stage = await make_stage(desk, 1)
    await stage.in_private("new printer on fire -- it")
    first = await stage.in_private("Traceback (most recent call last):")
    assert first == ["#1: added to its description, and so is what you paste right behind it."]
    assert await stage.in_private("  close the door") == []
    assert (await shown(stage))[1:] == ["| it", "| Traceback (most recent call last):", "|   close the door"]


async def test_a_command_behind_a_new_is_still_a_command(desk: Desk) -> None:
    stage = await make_stage(desk, 1)
    await stage.in_private("new printer on fire")
    [said] = await stage.in_private("mine")
    assert said.startswith("You wait for: #1 printer on fire")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("shwo 1", "No verb shwo. Did you mean: show 1"),
        ("comment 1", "What text? comment 1 <text>"),
        ("re #1", "What text? re 1 <text>"),
    ],
)
async def test_a_slip_behind_a_new_is_answered_and_not_pasted(desk: Desk, typed: str, answer: str) -> None:
    """A verb, or nearly one, with a number behind it, was typed."""
    stage = await make_stage(desk, 1)
    await stage.in_private("new printer on fire")
    assert await stage.in_private(typed) == [answer]
    assert [line for line in await shown(stage) if line.startswith("| ")] == []


@pytest.mark.parametrize("line", ["comment", "12 monkeys", "Exception 1 of 3"])
async def test_what_only_begins_like_a_command_is_pasted(desk: Desk, line: str) -> None:
    stage = await make_stage(desk, 1)
    await stage.in_private("new printer on fire")
    await stage.in_private(line)
    assert f"| {line}" in await shown(stage)


async def test_a_line_said_later_than_a_paste_is_no_description(desk: Desk) -> None:
    stage = await make_stage(desk, 4)
    await stage.in_private("new printer on fire")
    assert await stage.in_private("Traceback") == ["No verb traceback. All of them: help all"]


async def test_a_paste_longer_than_20_lines_is_cut_and_says_so_once(desk: Desk) -> None:
    stage = await make_stage(desk, 1)
    await stage.in_private("new printer on fire")
    said = [await stage.in_private(f"line-{number}") for number in range(30)]
    assert said[20] == ["#1: 20 lines are the most that a paste adds. More: comment 1 <text>"]
    assert said[1:20] + said[21:] == [[]] * 28
    assert [line for line in await shown(stage) if line.startswith("| ")][-1] == "| line-19"


async def test_nothing_that_is_said_in_a_channel_is_taken_for_a_paste(desk: Desk) -> None:
    stage = await make_stage(desk, 1)
    await stage.in_channel("!new printer on fire")
    assert await stage.in_private("Traceback") == ["No verb traceback. All of them: help all"]

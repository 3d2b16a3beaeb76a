"""A message of several lines (draft/multiline): in private all of it is one command, in a channel its first line."""

from datetime import timedelta

import pytest

from chatbot.commands import reading, showing, tickets
from chatbot.commands.answer import Commander
from chatbot.commands.registry import load
from chatbot.desk import roles
from chatbot.desk.act import Caller
from chatbot.desk.bounds import USUAL
from chatbot.desk.desk import Desk
from chatbot.wire import Message, Principal, Private
from tests.commands.stage import Stage, private

SHELL = Caller(Principal("shell", "root", None, "root", "shell"), Private("shell", "root"))


async def make_stage(desk: Desk) -> Stage:
    await desk.change(SHELL, roles.create, "ops", roles.RoleChange(open=True))
    return Stage(Commander(desk, load([tickets, reading, showing])), later=1)


async def described(stage: Stage) -> list[str]:
    stage.later = timedelta(seconds=30)
    shown = [line for reply in await stage.replies("show 1", where=private()) for line in reply.lines]
    return [line for line in shown if line.startswith("| ")]


async def test_lines_behind_a_new_are_its_description(desk: Desk) -> None:
    stage = await make_stage(desk)
    [said] = await stage.in_private("new @ops printer on fire\nE13\n\n  tray 2")
    assert said.startswith("#1 opened for ops: printer on fire (+ description).")
    assert await described(stage) == ["| E13", "|   tray 2"]


async def test_a_paste_right_behind_a_new_is_taken_whole(desk: Desk) -> None:
    stage = await make_stage(desk)
    await stage.in_private("new printer on fire")
    assert len(await stage.in_private("Traceback:\n  line 1\n  line 2")) == 1
    assert await stage.in_private("Error") == []
    assert await described(stage) == ["| Traceback:", "|   line 1", "|   line 2", "| Error"]


@pytest.mark.parametrize("text", ["comment 1 it is\nvery hot", "comment 1\nit is\nvery hot"])
async def test_a_comment_has_all_of_them(desk: Desk, text: str) -> None:
    stage = await make_stage(desk)
    await stage.in_private("new printer on fire")
    assert await stage.in_private(text) == ["#1 noted."]
    said = [line for reply in await stage.replies("show 1", where=private()) for line in reply.lines]
    assert "it is very hot" in " ".join(said)


async def test_more_lines_than_a_paste_may_have_open_nothing(desk: Desk) -> None:
    stage = await make_stage(desk)
    most = USUAL.pasted
    said = await stage.in_private("new printer on fire" + "\nx" * (most + 1))
    assert said == [f"A description has at most {most} lines in one go, this one {most + 1}. Nothing was opened."]
    assert (await stage.in_private("new printer on fire" + "\nx" * most))[0].startswith("#1 opened")


async def test_a_paste_of_more_lines_than_there_may_be_is_refused_once(desk: Desk) -> None:
    stage = await make_stage(desk)
    await stage.in_private("new printer on fire")
    [said] = await stage.in_private("x" + "\nx" * USUAL.pasted)
    assert said.startswith(f"#1: {USUAL.pasted} lines are the most that a paste adds.")
    assert await stage.in_private("x") == []
    assert await described(stage) == []


async def test_more_bytes_than_one_may_say_at_once_are_refused(desk: Desk) -> None:
    stage = await make_stage(desk)
    [said] = await stage.in_private("new printer on fire" + f"\n{'x' * 1000}" * 17)
    assert said == f"Too long: at most {USUAL.line} bytes in one go. Say it in parts."


async def test_in_a_channel_only_the_first_line_commands(desk: Desk) -> None:
    stage = await make_stage(desk)
    assert await stage.replies("!new printer on fire\n!new another\nE13")
    assert await stage.replies("look:\n!new a third") == []
    assert await described(stage) == []
    assert await stage.in_private("show 2") == ["No ticket #2 (newest: #1)."]


async def test_a_code_in_a_later_line_in_a_channel_is_heard_all_the_same(desk: Desk) -> None:
    def overheard(message: Message) -> str:
        return "That code is void." if "SECRET" in message.text else ""

    stage = Stage(Commander(desk, load([tickets]), overheard=overheard), later=1)
    assert await stage.replies("look:\nSECRET") != []

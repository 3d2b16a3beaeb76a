import logging

import pytest

from chatbot.commands import tickets
from chatbot.commands.answer import Commander
from chatbot.commands.around import Around
from chatbot.commands.registry import load
from chatbot.desk import roles
from chatbot.desk.desk import Desk
from chatbot.wire import Principal
from tests.commands import desk_handlers
from tests.commands.stage import Stage, person, table
from tests.people import shell


def only_bob(_network: str, nick: str) -> Principal | None:
    return person("bob") if nick == "bob" else None


@pytest.fixture
def stage(desk: Desk) -> Stage:
    return Stage(Commander(desk, table(desk_handlers), around=Around(wearer=only_bob)))


async def test_a_handler_acts_and_looks_as_whoever_spoke(stage: Stage) -> None:
    assert await stage.in_channel("!roles") == ["Roles: 0"]


async def test_what_the_desk_refuses_is_told_in_its_own_words(stage: Stage) -> None:
    assert await stage.in_channel("!report printer on fire") == [
        "There is no role yet to offer tickets to. An admin makes one: !role create ops"
    ]


async def test_a_name_is_taken_together_with_who_wears_it_as_a_nick(stage: Stage) -> None:
    assert await stage.in_channel("!who bob") == ["bob False bob"]
    assert await stage.in_channel("!who =bob") == ["bob True None"]
    assert await stage.in_channel("!who carol") == ["carol False None"]


async def test_a_desk_that_cant_save_says_so_and_hears_the_next_line(stage: Stage, desk: Desk) -> None:
    await desk.database.close()
    (told,) = await stage.in_channel("!report printer on fire")
    assert told.startswith("Can't save now: ")
    assert await stage.in_channel("!12") == ["#12 printer on fire"]


async def test_the_log_has_verbs_and_numbers_but_no_text(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await desk.change(shell(), roles.create, "ops", roles.RoleChange(open=True))
    stage = Stage(Commander(desk, load([tickets])))
    await stage.in_private("new the canary sings -- loudly")
    await stage.in_private("comment 1 in the morning")
    assert [record.message for record in caplog.records if record.name == "dibs.commands"] == ["new #1", "comment #1"]
    assert not any(word in caplog.text for word in ("canary", "loudly", "morning"))

"""Titles that are no titles."""

import pytest

from chatbot.desk.desk import Desk
from tests.desk.doing import ALICE, new, refusal


@pytest.mark.parametrize("title", ["\u200b\u200b", "\u2060", "\x02\x02", "\x0304,05", "\u202e", " \t ", "\ufeff"])
async def test_what_nobody_could_read_is_no_title(desk: Desk, title: str) -> None:
    assert await refusal(new(desk, ALICE, title)) == "A ticket needs a title. new <what's wrong>"

"""What the verbs print on a real terminal: lines as wide as that, colours where they are wanted, nothing harmful."""

import re

import pytest

from chatbot.app import open_desk
from chatbot.config import Config, Desk
from chatbot.desk import opening
from chatbot.desk.entering import New
from tests.cli.terminal import Terminal
from tests.people import shell

COLOURED = re.compile(r"\x1b\[(?:\d+;)*[349]\d")


async def opened(terminal: Terminal, *titles: str) -> None:
    desk = await open_desk(Config(desk=Desk(database=terminal.folder / "data" / "dibs.db")))
    for title in titles:
        await desk.change(shell(), opening.open_once, New(title, "", "ops"))
    await desk.database.close()


async def test_each_ticket_is_a_line_as_wide_as_the_terminal(terminal: Terminal) -> None:
    await opened(terminal, "printer on fire", "the printer " * 15)
    async with terminal.on_a_live_screen("list", columns=60) as screen:
        assert await screen.ended() == 0
        lines = screen.text.splitlines()
    assert max(map(len, lines)) <= 60
    assert [line[:2] for line in lines] == ["  ", "#1", "#2"]


async def test_where_a_terminal_is_narrow_the_last_columns_are_left_out(terminal: Terminal) -> None:
    await opened(terminal, "printer on fire", "the printer " * 15)
    async with terminal.on_a_live_screen("list", columns=40) as screen:
        assert await screen.ended() == 0
        lines = screen.text.splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[0].split() == ["title", "state"]
    assert [line.split("  ")[:2] for line in lines[1:]] == [["#1", "printer on fire"], ["#2", lines[2].split("  ")[1]]]
    assert lines[2].split("  ")[1].startswith("the printer the")


async def test_without_colours_nothing_is_coloured(terminal: Terminal) -> None:
    await opened(terminal, "printer on fire")
    assert COLOURED.search(await terminal.on_a_screen("list"))
    assert not COLOURED.search(await terminal.on_a_screen("list", "--no-color"))
    async with terminal.on_a_live_screen("list", NO_COLOR="1") as screen:
        await screen.ended()
    assert not COLOURED.search(screen.raw)


@pytest.mark.parametrize("words", [("list",), ("show", "1", "-v"), ("search", "x")])
async def test_what_people_write_formats_nothing_and_moves_no_cursor(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    await opened(terminal, "[red]x[/] :smile: [/] \x1b[31mred\x07 \x9b2J \u202eevil")
    shown = await terminal.on_a_screen(*words, columns=200)
    assert not {"\x07", "\x9b", "\u202e"} & set(shown)
    assert "\x1b[31mred" not in shown
    assert "[red]x[/] :smile: [/] [31mred 2J evil" in shown

"""`dibs say`: one command to the desk, without IRC."""

import getpass
import os
from pathlib import Path

import pytest

from chatbot.cli.saying import at_the_shell
from tests.cli.desks import HERE
from tests.cli.terminal import Terminal


async def test_the_answer_comes_on_standard_output(terminal: Terminal) -> None:
    told = await terminal.dibs("say", "!new printer on fire")
    assert (told.code, told.err) == (0, "")
    assert told.out == "#1 opened for ops: printer on fire. Nobody is in ops yet: role join ops\n"


async def test_a_no_comes_on_standard_error_with_exit_code_1(terminal: Terminal) -> None:
    told = await terminal.dibs("say", "show 99")
    assert (told.code, told.out, told.err) == (1, "", "No ticket #99: none is open yet.\n")


async def test_it_can_be_said_as_a_member(terminal: Terminal) -> None:
    await terminal.dibs("member", "add", "bob")
    told = await terminal.dibs("say", "whoami", "--as", "bob")
    assert told.out.startswith("You are bob (at the shell)")


async def test_an_unknown_member_is_refused(terminal: Terminal) -> None:
    told = await terminal.dibs("say", "mine", "--as", "nobody")
    assert (told.code, told.out) == (1, "")
    assert told.err == "No member nobody. `dibs member list` shows who there is.\n"


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_whoever_has_no_name_on_this_machine_is_called_by_their_number(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert at_the_shell(None).nick == str(os.getuid())


async def test_a_command_without_quotes_is_told_how_to_be_said(terminal: Terminal) -> None:
    told = await terminal.dibs("say", "list", "free")
    assert (told.code, told.err) == (2, "The whole command stands in quotes: dibs say 'list free'\n")


async def test_saying_nothing_is_told_what_to_say(terminal: Terminal) -> None:
    told = await terminal.dibs("say", " ")
    assert (told.code, told.err) == (2, "Say what? dibs say '!list'\n")


@pytest.mark.parametrize("title", ["[red]x[/]", "[/]", "[bold", ":smile: [link=x]y[/link]", "{0} %s"])
async def test_what_people_write_formats_nothing(terminal: Terminal, title: str) -> None:
    told = await terminal.dibs("say", f'new "{title}"')
    assert told.out.startswith(f"#1 opened for ops: {title}. ")


async def test_escape_sequences_never_reach_the_terminal(terminal: Terminal) -> None:
    await terminal.dibs("say", "new \x1b[31mred\x07 \x9b2J \u202eevil")
    shown = await terminal.on_a_screen("say", "list")
    assert "\x1b[31mred" not in shown
    assert not {"\x07", "\x9b", "\u202e"} & set(shown)
    assert "#1" in shown


async def test_a_database_that_cannot_be_opened_is_told_of_in_a_sentence(terminal: Terminal) -> None:
    terminal.write("data", "a file, where the folder should be")
    told = await terminal.dibs("say", "list")
    assert told.code == 2
    assert "Traceback" not in told.err
    assert len(told.err.splitlines()) == 1


async def test_without_the_index_that_dibs_has_open_no_other_terminal_goes_on(
    terminal: Terminal, tmp_path: Path
) -> None:
    """Each would have one of its own, and none would see what the others write."""
    async with terminal.running():
        await terminal.dibs("say", "new printer on fire")
        (tmp_path / f"{HERE}-shm").unlink()
        for words in (("say", "new toner"), ("new", "toner"), ("list",), ("backup", "b.db"), ("verify",)):
            told = await terminal.dibs(*words)
            assert (words, told.code, told.out) == (words, 2, "")
            assert "dibs.db-shm was taken away while another program has it open." in told.err
    assert "printer on fire" in (await terminal.dibs("list")).out
    assert (await terminal.dibs("new", "toner")).code == 0

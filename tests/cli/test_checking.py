"""`dibs check-config`, and the same check where dibs starts."""

from pathlib import Path

import pytest

from chatbot.cli.versions import number
from tests.cli.terminal import Terminal

WRONG = """
[desk]
nik = "helper"
every = "5"

[log]
level = "loud"

[plugins.remindrs]
named = 4
"""


async def test_the_version_is_told(terminal: Terminal) -> None:
    told = await terminal.dibs("--version")
    assert (told.code, told.out, told.err) == (0, f"dibs {number()}\n", "")


async def test_without_a_file_nothing_is_wrong(terminal: Terminal) -> None:
    told = await terminal.dibs("check-config")
    assert (told.code, told.out) == (0, "No file, so the defaults hold; nothing wrong.\n")


async def test_all_that_is_wrong_is_told_at_once(terminal: Terminal) -> None:
    told = await terminal.dibs("check-config", "--config", terminal.write("wrong.toml", WRONG))
    *problems, last = told.err.splitlines()
    assert [problem.split(":")[0] for problem in problems] == [
        "desk.every",
        "desk.nik",
        "log.level",
        "plugins.remindrs",
    ]
    assert (told.code, told.out, last) == (2, "", "4 to mend.")


async def test_near_names_are_offered(terminal: Terminal) -> None:
    told = await terminal.dibs("check-config", "--config", terminal.write("wrong.toml", WRONG))
    assert "Did you mean nick?" in told.err
    assert "Did you mean reminders?" in told.err


async def test_plugins_are_looked_at_too(terminal: Terminal) -> None:
    text = '[desk]\nplugins = ["anounce", "reminders"]\n[plugins.reminders]\nnamd = 1\n'
    told = await terminal.dibs("check-config", "--config", terminal.write("wrong.toml", text))
    assert "Did you mean announce?" in told.err
    assert "plugins.reminders.namd: is no setting. Did you mean named?" in told.err
    assert told.err.splitlines()[-1] == "2 to mend."


async def test_plugins_are_looked_at_though_something_else_is_wrong(terminal: Terminal) -> None:
    text = '[desk]\nnik = "x"\nplugins = ["anounce", "reminders"]\n[plugins.reminders]\nnamd = 1\n'
    told = await terminal.dibs("check-config", "--config", terminal.write("wrong.toml", text))
    begins = ["desk.nik", "There is no plugin anounce", "plugins.reminders.namd", "3 to mend."]
    assert [line.split(":")[0] for line in told.err.splitlines()] == begins


async def test_a_default_role_that_is_nowhere_is_told_of_and_one_of_the_desk_is_right(terminal: Terminal) -> None:
    file = terminal.write("dibs.toml", '[desk]\ndefault_role = "Net"\n[[role]]\nname = "ops"\n')
    told = await terminal.dibs("check-config")
    assert (told.code, told.err) == (2, "desk.default_role: must be one of the roles here: ops.\n1 to mend.\n")
    await terminal.dibs("role", "create", "net")
    assert (await terminal.dibs("check-config")).out == f"{file}: nothing wrong.\n"


@pytest.mark.parametrize("verb", ["run", "check-config", "health", "vacuum"])
async def test_a_file_that_stands_behind_it_is_told_to_be_an_option(terminal: Terminal, verb: str) -> None:
    told = await terminal.dibs(verb, "d.toml")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("What stands behind it is an option. A configuration: ")
    assert told.err.endswith(f" {verb} --config d.toml\n")


async def test_a_file_that_isn_t_there_is_told_of_in_a_sentence(terminal: Terminal) -> None:
    told = await terminal.dibs("check-config", "--config", "nowhere.toml")
    assert (told.code, told.err) == (2, "nowhere.toml can't be read: no such file or directory.\n1 to mend.\n")


@pytest.mark.parametrize("words", [("run",), ("say", "!list"), ("member", "list"), ("role", "list")])
async def test_with_a_wrong_configuration_nothing_is_started(terminal: Terminal, words: tuple[str, ...]) -> None:
    told = await terminal.dibs(*words, "--config", terminal.write("wrong.toml", WRONG))
    assert told.code == 2
    assert "desk.nik: is no setting." in told.err
    assert "Traceback" not in told.err
    assert not (terminal.folder / "data").exists()


async def test_all_that_is_wrong_with_plugins_is_told_at_the_start_too(terminal: Terminal) -> None:
    text = '[desk]\nplugins = ["anounce", "reminders"]\n[plugins.reminders]\nnamd = 1\n'
    told = await terminal.dibs("run", "--config", terminal.write("wrong.toml", text))
    assert (told.code, told.out) == (2, "")
    assert [line.split(":")[0] for line in told.err.splitlines()] == [
        "There is no plugin anounce",
        "plugins.reminders.namd",
        "Nothing was started. To look again",
    ]


async def test_what_is_piped_has_no_colours(terminal: Terminal) -> None:
    told = await terminal.dibs("check-config", "--config", terminal.write("wrong.toml", WRONG))
    assert "\x1b" not in told.err + told.out


@pytest.mark.parametrize("words", [("list",), ("run",), ("health",), ("check-config",), ("backup", "b.db")])
async def test_a_name_that_is_too_long_is_told_of_by_every_command_in_a_sentence(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    told = await terminal.dibs(*words, DIBS_DESK__DATABASE="x" * 300)
    first, *_ = told.err.splitlines()
    assert (told.code, first) == (
        2,
        "desk.database (set by DIBS_DESK__DATABASE): can't be looked at: file name too long.",
    )


async def test_a_folder_that_cannot_be_looked_into_is_told_of_where_no_database_is_named_too(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "data").symlink_to("x" * 300)
    told = await terminal.dibs("check-config")
    assert (told.code, told.out) == (2, "")
    assert told.err == "desk.database: can't be looked at: file name too long.\n1 to mend.\n"


@pytest.mark.parametrize("kind", ["jsonl", "tkts"])
async def test_a_file_to_write_whose_name_is_too_long_is_told_of_in_a_sentence(terminal: Terminal, kind: str) -> None:
    assert (await terminal.dibs("say", "new printer on fire")).code == 0
    told = await terminal.dibs("export", kind, "x" * 300)
    assert (told.code, told.err) == (2, f"Can't write {'x' * 300}: File name too long.\n")

"""`dibs member` and `dibs role`: who is known and whom tickets are for, before anybody is admin on IRC."""

import inspect

import pytest

from chatbot.cli import bootstrap
from chatbot.commands import roles as commands
from tests.cli.terminal import Terminal


async def test_an_admin_can_be_made_before_the_first_start(terminal: Terminal) -> None:
    assert (await terminal.dibs("member", "add", "ada", "--admin")).out == "ada: member, admin (ada on embedded).\n"
    assert "Admin." in (await terminal.dibs("say", "whoami", "--as", "ada")).out


async def test_a_role_can_be_made_and_filled(terminal: Terminal) -> None:
    await terminal.dibs("member", "add", "bob")
    made = await terminal.dibs("role", "create", "net", "--channel", "#net", "--lifetime", "10m")
    assert made.out == "net made. Who is in it: dibs role add net <member>\n"
    assert (await terminal.dibs("role", "add", "net", "bob")).out == "net: bob is in it now.\n"
    assert "net   #net on embedded   10m" in (await terminal.dibs("role", "list")).out


async def test_a_role_is_made_with_all_that_can_be_said_of_it_in_chat(terminal: Terminal) -> None:
    await terminal.dibs("role", "create", "leads")
    words = ("--digest", "2d", "--zone", "Europe/Berlin", "--next", "leads", "--say", "few", "--open")
    words += ("--after", "15m", "--prompts", "1")
    await terminal.dibs("role", "create", "net", "--channel", "#net", *words)
    assert (await terminal.dibs("say", "role show net")).out.splitlines()[0] == (
        "net: open, in #net on embedded, says few, lifetime 30m, every 5m, digest 09:00 Berlin every 2d."
        " After 15m or 1 prompt leads is asked."
    )


async def test_a_role_is_made_as_it_is_written_in_chat(terminal: Terminal) -> None:
    assert (await terminal.dibs("role", "create", "hd", "channel=#hd", "Open=yes")).code == 0
    assert (await terminal.dibs("role", "create", "net", "open=no", "every=10m")).code == 0
    _, hd, net, *_ = (await terminal.dibs("role", "list")).out.splitlines()
    assert ("#hd on embedded" in hd, "anyone" in hd, "anyone" in net, "10m" in net) == (True, True, False, True)


def test_the_shell_knows_every_setting_that_chat_knows() -> None:
    chat = {name.rstrip("_") for name in inspect.signature(commands.role_create).parameters} - {"ctx", "role"}
    shell = {name.rstrip("_") for name in inspect.signature(bootstrap.role_create).parameters} - {"name", "config"}
    assert {"open" if name == "anyone" else name for name in shell} == chat


async def test_where_nobody_is_known_the_list_says_what_to_type(terminal: Terminal) -> None:
    assert (await terminal.dibs("member", "list")).out == "Nobody is known yet: dibs member add <name>\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("member", "add", "a b"),
            1,
            "The name of a member is one word that starts with a letter: ops, net-team, bob.",
        ),
        (("member", "add", "eve", "--network", "foo"), 2, "No network foo; there is embedded."),
        (("role", "create", "ops"), 1, "There is a role ops already. To change it: dibs role set ops ..."),
        (
            ("role", "create", "net", "--lifetime", "10"),
            2,
            "No unit in 10: write 10s, 10m, 10h, 10d or 10w.",
        ),
        (
            ("role", "create", "net", "--channel", "net"),
            2,
            "A channel starts with # and has no comma, such as #ops. In quotes, or the shell takes it for a comment.",
        ),
        (("role", "add", "opps", "bob"), 1, "No role opps; there is ops."),
    ],
)
async def test_what_can_t_be_is_refused_with_what_can(
    terminal: Terminal, words: tuple[str, ...], code: int, sentence: str
) -> None:
    told = await terminal.dibs(*words)
    assert (told.code, told.out, told.err) == (code, "", f"{sentence}\n")


async def test_a_piped_list_has_one_row_a_line_however_long(terminal: Terminal) -> None:
    for name in ("a" * 30, "b" * 30, "c" * 30):
        await terminal.dibs("role", "create", name, "--channel", f"#{name}")
    told = await terminal.dibs("role", "list", COLUMNS="40")
    assert len(told.out.splitlines()) == 5
    assert "\x1b" not in told.out


async def test_a_narrow_terminal_shows_one_cell_a_line(terminal: Terminal) -> None:
    shown = await terminal.on_a_screen("role", "list", columns=40)
    lines = [line.strip() for line in shown.splitlines()]
    assert "channel: #desk on embedded" in lines
    assert "open to: anyone" in lines

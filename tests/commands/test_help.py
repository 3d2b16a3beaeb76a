import pytest

from chatbot.app import command_table
from chatbot.commands import paging
from chatbot.commands.answer import Commander
from chatbot.commands.kinds import KINDS
from chatbot.desk.access import MAY
from chatbot.desk.wording import LINE
from tests.commands.stage import NO_DESK, Stage, table


async def test_help_in_a_channel_is_one_line_for_newcomers() -> None:
    assert await Stage().in_channel("!help") == [
        "Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help",
    ]


async def test_help_in_private_is_two_lines_for_newcomers() -> None:
    assert await Stage().in_private("help") == [
        "Tickets: new <what's wrong>, list, 12 shows one, dibs 12 takes it, close 12 ends.",
        "In a channel with ! in front. More on a verb: help new. All of them: help all",
    ]


async def test_all_of_it_is_read_in_private_wherever_it_was_asked() -> None:
    stage = Stage()
    (reply,) = await stage.replies("!help all")
    assert reply.lines == tuple(await stage.in_private("help all"))


async def test_all_of_it_comes_by_kind_and_page_by_page() -> None:
    stage = Stage(Commander(NO_DESK, command_table()))
    said = list(await stage.in_private("help all"))
    assert len(said) == paging.PAGE + 1
    while said[-1].endswith(" more lines: more"):
        said[-1:] = await stage.in_private("more")
    kinds = [line.split(":")[0] for line in said if not line.startswith("| ")]
    own = ["Report", "Take", "Work", "Rest", "Change", "Look", "Guard", "Run", "You"]
    of_two = ["Bills", "Clients", "Projects", "Roles", "Types", "Views", "Members", "Services"]
    assert kinds == [*own, *of_two, "One of them"]
    whole = " ".join(line.removeprefix("| ") for line in said)
    assert [each.usage for each in command_table().commands if f" {each.usage}" not in whole] == []
    assert [line for line in said if len(line) > LINE] == []


def test_every_verb_that_is_named_there_is_one_and_every_one_is_named() -> None:
    names = [name for names in KINDS.values() for name in names]
    assert sorted(names) == sorted(each.name for each in command_table().commands if " " not in each.name)


async def test_help_all_names_every_verb_in_short_lines() -> None:
    said = await Stage().in_private("help all")
    assert all(any(command.usage in line for line in said) for command in table().commands)
    assert all(len(line) <= 140 for line in said)


async def test_help_on_a_verb_says_how_else_it_is_called_who_may_and_gives_an_example() -> None:
    about = [
        "accept <ticket>: Take a ticket: you become its owner.",
        "Also: dibs, take, claim. Who: the role's members. Example: accept 12",
    ]
    stage = Stage()
    assert await stage.in_channel("!help accept") == [
        "accept <ticket>: Take a ticket: you become its owner.",
        "Also: dibs, take, claim. Who: the role's members. Example: !accept 12",
    ]
    assert await stage.in_private("help DIBS.") == about
    assert await stage.in_private("help yes") == about


async def test_help_on_a_group_names_its_verbs() -> None:
    stage = Stage()
    assert await stage.in_private("help role") == [
        "role list | role join <role> | role set <role> [channel=#ops] [lifetime=30m] [open=yes]"
    ]
    assert (await stage.in_private("help role join"))[0] == "role join <role>: Join an open role."


async def test_help_on_an_unknown_verb_offers_the_near_one() -> None:
    stage = Stage()
    assert await stage.in_private("help acept") == ["No verb acept. Did you mean: help accept"]
    assert await stage.in_private("help frobnicate") == ["No verb frobnicate. All of them: help all"]


def test_who_may_do_it_is_who_the_desk_lets() -> None:
    """Whoever joined a role by themselves is no confirmed member, and shouldn't try in vain."""
    said = {name: command_table().names[name].declared.who for name in MAY}
    confirmed = {name for name, who in said.items() if "confirmed role members" in who}
    assert confirmed == {name for name, may in MAY.items() if "member" in may and "joined" not in may}
    assert {name for name, who in said.items() if "admins" in who} == {n for n, may in MAY.items() if "admin" in may}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("!search", "Search for what? !search <query>"),
        ("!view save late", "What does it find? !view save <name> <query>"),
        ("!link 12", "What is #12 linked to? !link 12 <how and which ticket, or an address>"),
        ("!drop", "Which lines? !drop <lines>"),
        ("!unignore", "Who? !unignore <whom>"),
        ("!service restart", "Which service? !service restart <service>"),
    ],
)
async def test_what_is_missing_is_asked_for_by_what_it_is(typed: str, asked: str) -> None:
    assert await Stage(Commander(NO_DESK, command_table())).in_channel(typed) == [asked]

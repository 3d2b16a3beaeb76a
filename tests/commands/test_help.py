from tests.commands.stage import Stage, table


async def test_help_in_a_channel_is_one_line_for_newcomers() -> None:
    assert await Stage().in_channel("!help") == [
        "Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help",
    ]


async def test_help_in_private_names_every_verb_in_short_lines() -> None:
    said = await Stage().in_private("help")
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
    assert await stage.in_private("help frobnicate") == ["No verb frobnicate. All of them: help"]

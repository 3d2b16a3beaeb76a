"""HELP and JOINED: the first two lines that somebody new reads."""

from tests.scenarios.person import Person


async def test_help(alice: Person) -> None:
    """VOICE: `Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help`"""
    assert await alice.says("#desk", "!help") == [
        "#desk< Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help"
    ]


async def test_help_in_private_is_two_lines_and_so_is_help_on_a_verb(alice: Person) -> None:
    assert await alice.tells("help") == [
        "p< Tickets: new <what's wrong>, list, 12 shows one, dibs 12 takes it, close 12 ends.",
        "p< In a channel with ! in front. More on a verb: help new. All of them: help all",
    ]
    usage, example = await alice.tells("help reopen")
    assert usage.startswith("p< reopen <ticket> [why]: Open a closed ticket again")
    assert example == "p< Who: owner, reporter, confirmed role members, admins. Example: reopen 12 it burns again"


async def test_joined(charlie: Person) -> None:
    """VOICE: `You are in ops. You may take, comment, close what you took. Start: list free`"""
    assert await charlie.tells("role join ops") == [
        "p< You are in ops. You may take, comment, close what you took. Start: list free"
    ]

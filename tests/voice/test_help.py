"""HELP and JOINED: the first two lines that somebody new reads."""

from tests.scenarios.person import Person


async def test_help(alice: Person) -> None:
    """VOICE: `Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help`"""
    assert await alice.says("#desk", "!help") == [
        "#desk< Tickets: !new <what's wrong>, !list, !12. All of it: /msg dibs help"
    ]


async def test_help_in_private_is_all_of_it_and_help_on_a_verb_two_lines(alice: Person) -> None:
    everything = await alice.tells("help")
    assert everything[-1] == "p< One of them: help <verb>, such as help new"
    assert any("| reopen <ticket> [why]" in line for line in everything)
    usage, example = await alice.tells("help reopen")
    assert usage.startswith("p< reopen <ticket> [why]: Open a closed ticket again")
    assert example == "p< Who: owner, reporter, role members. Example: reopen 12 it burns again"


async def test_joined(charlie: Person) -> None:
    """VOICE: `You are in ops. You may take, comment, close what you took. Start: list free`"""
    assert await charlie.tells("role join ops") == [
        "p< You are in ops. You may take, comment, close what you took. Start: list free"
    ]

import pytest

from chatbot.commands.addressing import Addressed, address
from tests.commands.stage import message, private


@pytest.mark.parametrize(
    ("text", "command", "manner"),
    [
        ("!list", "list", "prefix"),
        ("!12", "12", "prefix"),
        ("dibs: list", "list", "named"),
        ("DIBS, list", "list", "named"),
        ("dibs:12?", "12?", "named"),
        ("dibs: !list", "list", "named"),
        ("dibs 12", "dibs 12", "take"),
        ("Dibs #12.", "Dibs #12.", "take"),
        ("dibs 12, 13", "dibs 12, 13", "take"),
        ("dibs 12-19", "dibs 12-19", "take"),
    ],
)
def test_a_line_for_the_desk_is_heard_in_a_channel(text: str, command: str, manner: str) -> None:
    addressed = address(message(text))
    assert addressed is not None
    assert (addressed.text, addressed.manner) == (command, manner)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "!!",
        "!!list",
        "! list",
        "  !list",
        "hello",
        "dibs",
        "dibs:",
        "dibs: !",
        "dibs on the cake",
        "dibs 12 please",
        "my dibs 12",
        "dibsy: list",
        "list",
        "yes",
        "dibs" + " 1" * 200,
    ],
)
def test_what_people_say_to_each_other_is_not_for_the_desk(text: str) -> None:
    assert address(message(text)) is None


@pytest.mark.parametrize("text", ["list", "!list", " list ", "dibs: list", "dibs, !list"])
def test_in_private_a_line_is_a_command_as_it_stands(text: str) -> None:
    addressed = address(message(text, where=private()))
    assert addressed is not None
    assert addressed.text == "list"
    assert addressed.explicit


@pytest.mark.parametrize("text", ["!", "!!", "! x", "", "  "])
def test_in_private_too_an_exclamation_is_no_command(text: str) -> None:
    assert address(message(text, where=private())) is None


def test_the_prefix_is_the_teams_own() -> None:
    assert address(message(".list"), ".") == Addressed("list", "prefix")
    assert address(message("!list"), ".") is None


def test_letters_outside_ascii_are_not_folded_into_the_nick() -> None:
    assert address(message("d\u0130bs: list")) is None

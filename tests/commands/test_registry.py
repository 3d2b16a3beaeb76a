"""What a command declares is held against its handler when the program starts."""

from collections.abc import Awaitable, Callable
from types import ModuleType

import pytest

from chatbot.commands.arguments import Rest, TicketNumber
from chatbot.commands.context import Context
from chatbot.commands.parse import parse
from chatbot.commands.registry import TableError, command, load
from tests.commands.stage import table


def module(*handlers: Callable[..., Awaitable[str]]) -> ModuleType:
    made = ModuleType(__name__)
    for number, handler in enumerate(handlers):
        setattr(made, f"handler_{number}", handler)
    return made


async def fine(ctx: Context, number: TicketNumber) -> str:
    """Fine."""
    return ""


async def text_first(ctx: Context, text: Rest, number: TicketNumber) -> str:
    """Wrong."""
    return ""


async def unreadable(ctx: Context, number: complex) -> str:
    """Wrong."""
    return ""


async def hidden_option(ctx: Context, *, private: bool = False) -> str:
    """Wrong."""
    return ""


async def silent(ctx: Context) -> str:
    return ""


def test_the_table_holds_every_name_of_a_command() -> None:
    found = load([module(command("fine", "good", usage="<ticket>")(fine))])
    assert found.names["fine"] is found.names["good"]
    assert found.names["fine"].summary == "Fine."


def test_a_marked_function_is_still_that_function() -> None:
    assert command("fine", usage="<ticket>")(fine) is fine


@pytest.mark.parametrize("name", ["accept", "dibs"])
def test_two_commands_never_share_a_name(name: str) -> None:
    async def other(ctx: Context) -> str:
        """Another."""
        return ""

    with pytest.raises(TableError, match=f"Two commands are called {name}: accept and "):
        table(module(command(*dict.fromkeys(["other", name]))(other)))


def test_a_handler_that_another_module_imports_counts_once() -> None:
    marked = command("fine", usage="<ticket>")(fine)
    elsewhere = ModuleType("elsewhere")
    elsewhere.__dict__["fine"] = marked
    assert len(load([module(marked), elsewhere]).commands) == 1


@pytest.mark.parametrize(
    ("handler", "usage", "complaint"),
    [
        (fine, "", "its usage shows 0 words, but its handler takes 1"),
        (fine, "<ticket> <person>", "its usage shows 2 words, but its handler takes 1"),
        (text_first, "<text> <ticket>", "free text comes last"),
        (unreadable, "<ticket>", "nothing reads its parameter number"),
        (hidden_option, "", "its usage doesn't show private="),
        (silent, "", "has no docstring"),
    ],
)
def test_a_false_declaration_is_found_when_the_program_starts(
    handler: Callable[..., Awaitable[str]], usage: str, complaint: str
) -> None:
    with pytest.raises(TableError, match=complaint):
        load([module(command("wrong", usage=usage)(handler))])


def test_every_example_is_a_line_that_the_parser_takes() -> None:
    for each in table().commands:
        assert parse(table(), each.declared.example, private=True).command is not None

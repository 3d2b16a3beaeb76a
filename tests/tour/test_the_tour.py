"""The tour can fail, prints what several read alike once, and has a colour for everybody who speaks."""

from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text

from chatbot.cli.console import SCHEME
from chatbot.tour import play
from chatbot.tour.lines import Heading, Line, Omitted, Passed, Told, Typed, pieces, plain
from chatbot.tour.stage import NotHeard, open_stage
from chatbot.tour.story import STORY, Act, Later, Say, channel, later, private


async def played(*steps: Say | Later) -> list[Line]:
    async with open_stage() as stage:
        return [line async for line in play.play(stage, [Act("a try", steps)])]


async def test_what_is_said_is_shown_with_what_everybody_heard() -> None:
    lines = await played(
        private("bob", "role join ops", "bob p< You are in ops."),
        channel("alice", "!new vpn down", "#desk< #1 opened", "bob p< #1 for ops"),
    )
    assert [plain(line).split(":")[0] for line in lines] == [
        "1/1 a try",
        "bob       p> role join ops",
        "bob       p< You are in ops. You may take, comment, close what you took. Start",
        "alice     #desk> !new vpn down",
        "          #desk< #1 opened. 1 asked; you hear within 30m.",
        "          #desk< #1 new for ops",
        "bob       p< #1 for ops",
    ]


async def test_what_is_not_said_in_time_is_told_with_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "SAID_WITHIN", 0.5)
    with pytest.raises(NotHeard) as missed:
        await played(private("alice", "role list", "alice p< There is no role"))
    waited, heard = str(missed.value).split("\nIt said:\n")
    assert waited == "dibs didn't say:\n  alice p< There is no role ..."
    assert heard == "  alice p< Roles: ops (open, 0 in it, 0 open)"


async def test_what_falls_due_is_told_at_its_own_moment() -> None:
    lines = await played(
        private("bob", "role join ops", "bob p< You are in ops."),
        private("alice", "new vpn down", "alice p< #1 opened", "bob p< #1 for ops"),
        later("alice p< #1 vpn down: nobody", minutes=31),
    )
    passed = [line.by for line in lines if isinstance(line, Passed)]
    assert len(passed) > 2
    assert sum(length.total_seconds() for length in passed) == 31 * 60
    assert isinstance(lines[-1], Passed)


def test_what_several_read_alike_stands_there_once() -> None:
    told = [Told("dave", "p", "x"), Told("", "#desk", "x"), Told("bob", "p", "x"), Told("bob", "p", "y")]
    assert play.in_order(told, ["", "bob", "dave"]) == [
        Told("", "#desk", "x"),
        Told("bob, dave", "p", "x"),
        Told("bob", "p", "y"),
    ]


def test_a_line_that_somebody_read_twice_shows_that() -> None:
    assert play.in_order([Told("bob", "p", "x")] * 2, ["bob"]) == [Told("bob, bob", "p", "x")]


def test_of_many_in_a_row_the_first_and_the_last_are_shown() -> None:
    told = [Told("", "#desk", str(number)) for number in range(1, 41)]
    assert list(play.folded(told)) == [told[0], Omitted(38, "like it"), told[-1]]
    assert list(play.folded(told[:4])) == told[:4]


def test_everybody_who_speaks_has_a_colour_of_their_own() -> None:
    speakers = [*play.cast(STORY), "dibs"]
    assert len({SCHEME.styles[name] for name in speakers}) == len(speakers)


@pytest.mark.parametrize("line", [Heading(1, 8, "x"), Typed("bob", "p", "x"), Told("bob", "p", "x")])
def test_colours_change_no_letter(line: Line) -> None:
    screen = StringIO()
    console = Console(file=screen, theme=SCHEME, force_terminal=True, color_system="standard")
    console.print(Text.assemble(*pieces(line)))
    assert Text.from_ansi(screen.getvalue()).plain.rstrip("\n") == plain(line)
    assert "\x1b[" in screen.getvalue()

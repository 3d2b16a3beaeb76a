"""`dibs simulate`: a ticket's life on the terminal, for people and for programs; what can't be gets a sentence."""

import json

import pytest

from chatbot.app import open_desk
from chatbot.config import load
from chatbot.desk import roles
from chatbot.desk.people import Person
from tests.cli.terminal import Terminal
from tests.people import add_member, shell

DESK = """
[[role]]
name = "ops"
channel = "#ops"
next = "leads"
after = "15m"
[[role]]
name = "leads"
"""


@pytest.fixture
async def desk(terminal: Terminal) -> Terminal:
    """bob is in ops, erin leads."""
    config = load(terminal.folder / terminal.write("dibs.toml", DESK))
    at = config.desk.model_copy(update={"database": terminal.folder / "data" / "dibs.db"})
    desk = await open_desk(config.model_copy(update={"desk": at}))
    for name, role in (("bob", "ops"), ("erin", "leads")):
        await add_member(desk, name, network="embedded")
        await desk.change(shell(), roles.add, role, Person(name))
    await desk.database.close()
    return terminal


async def test_a_life_is_printed_with_when_and_to_whom(desk: Terminal) -> None:
    told = await desk.dibs("simulate", "new", "vpn", "down", "--at", "2026-11-20 10:00", "--for", "16m")
    assert (told.code, told.err) == (0, "")
    first, *life, last = told.out.splitlines()
    assert first == "Played on a copy of the desk, from Fri 20 Nov 10:00 UTC on. Nothing is sent."
    assert life[:3] == [
        "      0s  you p> new vpn down",
        "          you p< #1 opened for ops: vpn down. 1 asked; you hear within 15m.",
        "          ops is asked for 15m: bob",
    ]
    assert "     15m  ops: nobody took it in 15m, leads asked" in life
    assert last == "After 16m it isn't played any further. Next: #1 in 4m: leads is asked again."


@pytest.mark.parametrize("at", ["2026-11-20T10:00+02:00", "2026-11-20T08:00Z", "2026-11-20 08:00"])
async def test_a_moment_keeps_the_offset_that_it_is_written_with(desk: Terminal, at: str) -> None:
    told = await desk.dibs("simulate", "new", "vpn", "down", "--at", at, "--for", "1m")
    assert told.out.startswith("Played on a copy of the desk, from Fri 20 Nov 08:00 UTC on.")


async def test_a_title_isnt_needed(desk: Terminal) -> None:
    for words in (("new",), ("new", "@ops", "priority=high"), ("ticket type=request",)):
        told = await desk.dibs("simulate", *words, "--for", "1m")
        assert "opened for ops: a simulated ticket" in told.out


async def test_a_program_can_read_it(desk: Terminal) -> None:
    told = await desk.dibs("simulate", "new vpn down", "--accept", "bob@2m", "--then", "bob@3m close", "--json")
    whole = json.loads(told.out)
    assert whole["ticket"] == 1
    assert {tuple(entry)[2] for entry in whole["entries"]} == {"typed_by", "to", "event"}
    events = [entry for entry in whole["entries"] if "event" in entry]
    assert [(entry["event"], entry["data"]["lifetime"]) for entry in events] == [("prompt_opened", 900)]
    assert [(entry["after"], entry["text"]) for entry in whole["entries"] if entry.get("typed_by") == "bob"] == [
        (120, "accept 1"),
        (180, "close 1"),
    ]
    assert whole["next"] == []


async def test_without_a_desk_none_is_made(terminal: Terminal) -> None:
    told = await terminal.dibs("simulate", "new vpn down")
    assert told.out.startswith("Played on a new desk, since there is none yet, from ")
    assert list(terminal.folder.iterdir()) == []


WRONG = (
    (("list",), 2, "What is simulated begins with new: dibs simulate new type=incident"),
    (("new type=incidnt",), 1, "No type incidnt; there is request."),
    (("new", "--as", "zed"), 1, "No member zed; there are bob, erin."),
    (("new", "--accept", "bob"), 2, "It is written bob@10m."),
    (("new", "--then", "bob@1m"), 2, "It is written 'bob@10m close fixed'."),
    (("new", "--accept", "erin@1m"), 1, "erin, accept 1: #1 is for ops, and you aren't in it."),
    (("new", "--for", "5"), 2, "No unit in 5: write 5s, 5m, 5h, 5d or 5w."),
    (("new", "--at", "noon-ish"), 2, "Not a moment: write mon 9:00, tomorrow 22:00, or 2027-04-03 9:00."),
)


async def test_what_cannot_be_played_is_told(desk: Terminal) -> None:
    for words, code, sentence in WRONG:
        told = await desk.dibs("simulate", *words)
        assert (told.code, told.out) == (code, ""), words
        assert told.err.startswith(sentence)

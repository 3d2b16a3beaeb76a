"""`dibs show 5 -v`: all parts of a ticket of tkts, as wide as the terminal, and nothing in it moves the cursor."""

import io
import re
import unicodedata

import pytest
from rich.cells import cell_len
from rich.console import Console

from chatbot.cli.console import SCHEME
from chatbot.cli.terminal import full
from chatbot.desk import clients, opening, ownership, projects, relating, tickets, weblinks, working
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.entering import New
from chatbot.desk.working import Entry
from store.database import Transaction
from tests.cli.typed import Typed, furnish
from tests.people import shell

SEED = """#1 [H] - Implement Restic
Status: accepted | Owner: bob | Priority: normal
Role: ops | From: alice | Opened: 0s ago
Client: Internal | Project: Disaster Recovery
Linked: follows #2
Elsewhere: https://restic.net/
workstation backups
Time: 6m ($5.00)

1) bob, 3m, Fri 27 Nov 09:30
   Installed restic on neurolite

   Backup seems pretty simple
2) bob, Fri 27 Nov 09:30
   > except for .cache
3) bob, 3m, Fri 27 Nov 09:30"""
"""`tkts -i 5 -v` has these: title, status and owner, client and project, description, time and cost, the log."""

TITLE = "[/] very long 日本語の長いタイトル 👩‍👩‍👧 שלום עולם \x1b[2J\x9b31m\x07\u202e\u200b " + "word " * 25
LONG = "https://example.org/" + "x" * 60


@pytest.fixture
def kept(typed: Typed) -> Typed:
    """6 minutes at $50 an hour, in two entries, and a comment between them."""
    typed.desk(furnish)
    typed.desk(keep_as_tkts_did)
    return typed


async def keep_as_tkts_did(desk: Desk) -> None:
    bob = shell("bob")
    await desk.change(shell(), clients.add, "Internal", ClientChange(rate="50", currency="USD"))
    await desk.change(shell(), projects.add, "Internal", "Disaster Recovery", None)
    new = New("[H] - Implement Restic", "workstation backups", "ops", client="Internal", project="Disaster Recovery")
    await desk.change(shell("alice"), opening.open_once, new)
    await desk.change(shell("alice"), opening.open_once, New(TITLE, f"{TITLE}\n{LONG}", "ops"))
    await desk.change(bob, ownership.accept, 1)
    await desk.change(bob, working.log, 1, Entry(3, "Installed restic on neurolite\n\nBackup seems pretty simple"))
    await desk.change(bob, tickets.comment, 1, "> except for .cache")
    await desk.change(bob, working.log, 1, Entry(3))
    await desk.change(bob, relating.link, 1, relating.WAYS["follows"], 2)
    await desk.change(bob, weblinks.link, 1, "https://restic.net/")
    await desk.change(bob, tickets.comment, 2, TITLE)


def test_it_has_all_parts_of_a_ticket_of_tkts(kept: Typed) -> None:
    said = kept.dibs("show", "1", "-v").out.rstrip("\n")
    said = re.sub(r"\w{3} \d+ \w{3} \d\d:\d\d$", "Fri 27 Nov 09:30", said, flags=re.MULTILINE)
    assert re.sub(r"Opened: \d+s ago", "Opened: 0s ago", said) == SEED


@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_no_line_is_wider_and_no_word_is_torn(
    kept: Typed, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    screen = Console(
        file=io.StringIO(), width=width, force_terminal=True, no_color=True, theme=SCHEME,
        highlight=False, markup=False, emoji=False, soft_wrap=True,
    )  # fmt: skip
    monkeypatch.setattr(full, "out", screen)
    assert kept.dibs("show", "2", "-v").code == 0
    assert isinstance(screen.file, io.StringIO)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", screen.file.getvalue()).splitlines()
    assert max(map(cell_len, lines)) <= width
    words = " ".join(lines).split()
    assert words.count("word") == 75, "in the title, the description and the comment, each whole"
    assert LONG in "".join(line.strip() for line in lines), "what has no blank goes on in the next line"
    entry = lines[next(at for at, line in enumerate(lines) if line.startswith("1) bob")) + 1 :]
    assert {line[:3] for line in entry} == {"   "}


def test_nothing_in_it_moves_the_cursor(kept: Typed) -> None:
    said = kept.dibs("show", "2", "-v").out
    unseen = {one for one in said if unicodedata.category(one) in {"Cc", "Cf"}} - {"\n", "\u200d"}
    assert unseen == set(), "a joiner inside of an emoji is no control"
    assert "[/] very long 日本語の長いタイトル 👩‍👩‍👧 שלום עולם [2J31m" in said


def test_what_a_database_holds_of_names_moves_no_cursor(kept: Typed) -> None:
    async def spoil(desk: Desk) -> None:
        async def write(tx: Transaction) -> int:
            return await tx.run("update member set name = :name where name = 'bob'", name="b\x1b[2J\u202e\x9bob")

        await desk.database.write(write)

    kept.desk(spoil)
    assert not re.search("[\x00-\x09\x0b-\x1f\x80-\x9f\u202e]", kept.dibs("show", "1", "-v").out)

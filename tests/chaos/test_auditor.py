"""The auditor of the monkey's work finds nothing in what is true, and names what was falsified."""

import shutil
import sqlite3
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
import pytest_asyncio

from tests.chaos.auditing import audit
from tests.chaos.auditor import Audit
from tests.chaos.transcripts import Book
from tests.client import IrcClient, talk
from tests.house import RoleOf, open_house
from tests.servers.miniircd import Miniircd

Story = tuple[Path, Book]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """alice opens a ticket, bob takes it, says something and closes it; written down and saved as they should be."""
    book, folder = Book(), tmp_path_factory.mktemp("story")
    async with (
        Miniircd() as server,
        open_house(server.port, folder=folder, roles=[RoleOf(members=("bob", "dave"))]) as house,
    ):
        alice, bob = await house.client("alice"), await house.client("bob")

        async def says(person: IrcClient, text: str, answer: str) -> None:
            book.of(person.nick).said.append(text)
            await talk(person, "dibs", text, answer)

        await says(alice, "new w1 burns", "^#1 opened")
        await bob.hears("^#1 new for ops")
        await says(bob, "dibs 1", "^#1 is yours")
        await says(bob, "comment 1 w2", "^#1 noted")
        await says(alice, "new w4 burns", "^#2 opened")
        await bob.hears("^#2 new for ops")
        await says(bob, "merge 2 into 1", "^#2 is merged into ")
        await says(bob, "undo 1", "^Undone: merge 2 ")
        await says(bob, "close 1 w3", "^#1 closed")
        await house.quiet()
        for person in (alice, bob):
            await person.sync()
            private = [line.text for line in person.lines if line.nick == "dibs" and line.params[0] == person.nick]
            book.of(person.nick).heard = private
        book.channel = [line.text for line in bob.lines if line.nick == "dibs" and line.params[0] == "#desk"]
    return folder / "dibs.db", book


@pytest.fixture
def story(told: Story, tmp_path: Path) -> Story:
    """One that may be changed."""
    copy = tmp_path / "dibs.db"
    shutil.copyfile(told[0], copy)
    return copy, deepcopy(told[1])


def found_in(story: Story, *falsified: str) -> Audit:
    """After the database was falsified by these statements, past all that guards it."""
    file, book = story
    with closing(sqlite3.connect(file)) as tables:
        for (name,) in tables.execute("select name from sqlite_schema where type = 'trigger'").fetchall():
            tables.execute(f"drop trigger {name}")
        for statement in falsified:
            tables.execute(statement)
        tables.commit()
    return audit(file, book)


def copied(kind: str) -> str:
    """Once more in the journal, by its own number."""
    columns = "desk, at, kind, ticket_id, role_id, member_id, actor, data"
    return f"insert into event (uuid, {columns}) select uuid || 'x', {columns} from event where kind = '{kind}'"


def test_what_is_true_is_found_to_be_true(story: Story) -> None:
    found = found_in(story)
    assert found.findings == []
    assert found.counts["changes asked for"] == 7
    assert found.counts["changes acknowledged"] == 7
    assert found.counts["notices said"] > 2


def test_a_change_that_was_acknowledged_and_is_lost_is_named(story: Story) -> None:
    found = found_in(story, "delete from event_text", "delete from event where kind = 'ticket_commented'")
    assert found.counts["changes lost"] >= 1
    assert any("#1: bob was told 1 times more that it is commented" in finding for finding in found.findings)


def test_a_ticket_that_was_acknowledged_and_is_lost_is_named(story: Story) -> None:
    story[1].of("alice").heard.append("#2 opened for ops: w9 burns. 1 asked; you hear within 30m.")
    assert found_in(story).findings == [
        "#2: alice was told that it is opened, w9 burns, and the journal doesn't know that."
    ]


def test_a_change_that_was_made_twice_is_named(story: Story) -> None:
    found = found_in(story, copied("ticket_closed"))
    assert "#1: bob has closed it 1 times more than they asked for." in found.findings


def test_an_undo_that_was_made_twice_is_named(story: Story) -> None:
    found = found_in(story, copied("change_undone"))
    assert any("bob has undone it 1 times more than they asked for." in finding for finding in found.findings)


def test_words_that_are_there_twice_are_named(story: Story) -> None:
    story[1].of("bob").said.append("comment 1 w7")
    again = 'insert into event_text select max(id), \'{"text": "w2"}\' from event'
    found = found_in(story, copied("ticket_commented"), again)
    assert "w2 is there 2 times, as ticket_commented." in found.findings


def test_two_owners_at_once_are_named(story: Story) -> None:
    other = "select id from member where name = 'dave'"
    found = found_in(
        story,
        "delete from event where kind = 'ticket_closed'",
        copied("ticket_accepted"),
        f"update event set member_id = ({other}), data = json_set(data, '$.owner', ({other}))"
        " where id = (select max(id) from event)",
    )
    assert found.counts["two owners at once"] == 1
    assert any("(ticket_accepted) member" in finding for finding in found.findings)


def test_a_notice_that_counts_as_said_and_nobody_heard_is_named(story: Story) -> None:
    heard = story[1].of("alice").heard
    heard[:] = [text for text in heard if "bob has it" not in text]
    found = found_in(story)
    assert found.counts["notices lost"] == 1
    assert any("for alice counts as said, and wasn't heard: #1 w1 burns: bob has it." in one for one in found.findings)


def test_what_the_channel_should_have_heard_is_missed(story: Story) -> None:
    story[1].channel.clear()
    assert any("for the channel counts as said" in finding for finding in found_in(story).findings)


def test_a_notice_that_nobody_ever_made_is_named(story: Story) -> None:
    found = found_in(story, "delete from notice where text like '%bob has it%'")
    assert any("ticket_accepted" in one and "is to be told to alice, and no notice" in one for one in found.findings)


def test_a_notice_that_still_waits_is_named(story: Story) -> None:
    found = found_in(story, "update notice set status = 'queued' where text like '%bob has it%'")
    assert found.counts["notices that wait still"] == 1


def test_a_notice_that_was_given_up_without_a_word_is_named(story: Story) -> None:
    found = found_in(story, "update notice set status = 'superseded' where text like '%bob has it%'")
    assert found.counts["notices given up without a word"] == 1


def test_a_state_that_the_journal_does_not_tell_is_named(story: Story) -> None:
    found = found_in(story, "update ticket set owner_id = null, state = 1")
    assert any("by the journal" in finding for finding in found.findings)


def test_a_reference_that_leads_nowhere_is_named(story: Story) -> None:
    found = found_in(story, "update ticket set role_id = 99")
    assert any("that isn't there" in finding for finding in found.findings)


def test_a_command_that_failed_by_a_mistake_of_the_program_is_named(story: Story) -> None:
    found = found_in(
        story,
        copied("ticket_closed"),
        "update event set kind = 'command_failed' where id = (select max(id) from event)",
    )
    assert found.counts["failures of the program"] == 1

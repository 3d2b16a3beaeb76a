"""A secret that was pasted into a ticket: redacted, it is in no table any more, and in no byte of the files."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path

import pytest

from chatbot.desk import keeping, redacting, roles, tickets
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.wording import TYPE
from chatbot.wire import Private
from store import outbox, search
from store.database import Transaction
from store.records import Notice
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    close,
    comment,
    edit,
    last_event,
    new,
    refusal,
    ticket,
)
from tests.people import (
    NETWORK,
    FakeClock,
    furnish,
    in_private,
    opened_database,
    opened_desk,
    pass_time,
    shell,
    stranger,
)

SECRET = "crimson-horse-battery"


@pytest.fixture
async def desk(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Desk]:
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock)
        await furnish(desk)
        yield desk


def bytes_of(folder: Path) -> bytes:
    """Of the database and all that SQLite puts beside it."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


async def redact(desk: Desk, caller: Caller, number: int, entry: int) -> None:
    await redacting.redact(desk, caller, number, entry)


async def said(desk: Desk, number: int | None, text: str, status: str, *, holds: str = "") -> None:
    """A line about it in the outbox; about several where it has no number."""

    async def body(tx: Transaction) -> None:
        now = desk.clock.now()
        event = await tx.value("select max(id) from event")
        await outbox.add(
            tx,
            plugin="acceptance",
            event_id=int(event or 0),
            ticket_id=number,
            prompt_id=None,
            holds=holds,
            target="channel",
            network=NETWORK,
            address="#ops",
            member_id=None,
            text=text,
            brief=text,
            joined="",
            masked=False,
            urgent=False,
            not_before=now,
            now=now,
        )
        await tx.run("update notice set status = :status where id = (select max(id) from notice)", status=status)

    await desk.database.write(body)


async def in_a_comment(desk: Desk) -> int:
    await comment(desk, BOB, 1, f"the password is {SECRET}")
    return 3


async def in_the_title(desk: Desk) -> int:
    await edit(desk, ALICE, 1, title=f"login {SECRET} fails")
    return 3


async def in_a_closing(desk: Desk) -> int:
    await close(desk, BOB, 1, f"use {SECRET}")
    return 3


async def in_the_last_of_many_lines(desk: Desk) -> int:
    for line in ("one", SECRET, "three"):
        await desk.change(ALICE, tickets.describe, 1, line)
    return 5


async def in_an_early_line(desk: Desk) -> int:
    for line in (SECRET, "two", "three"):
        await desk.change(ALICE, tickets.describe, 1, line)
    return 3


PASTED: tuple[Callable[[Desk], Awaitable[int]], ...] = (
    in_a_comment,
    in_the_title,
    in_a_closing,
    in_the_last_of_many_lines,
    in_an_early_line,
)


@pytest.mark.parametrize("paste", PASTED)
async def test_it_is_in_no_byte_of_the_files(
    desk: Desk, tmp_path: Path, paste: Callable[[Desk], Awaitable[int]]
) -> None:
    await new(desk, description="it smells")
    entry = await paste(desk)
    for status in ("sent", "superseded", "queued", "waiting"):
        await said(desk, 1, f"#1 bob added: {SECRET}", status)
    assert SECRET.encode() in bytes_of(tmp_path)
    await redact(desk, BOB, 1, entry)
    assert SECRET.encode() not in bytes_of(tmp_path)
    for part in SECRET.split("-"):  # as the index of words keeps it
        assert part.encode() not in bytes_of(tmp_path)


async def test_it_is_gone_though_others_read_and_write_all_the_time(desk: Desk, tmp_path: Path) -> None:
    await new(desk)
    await comment(desk, BOB, 1, SECRET)
    work = [asyncio.create_task(comment(desk, ALICE, 1, f"word {count}")) for count in range(200)]
    await redact(desk, BOB, 1, 2)
    await asyncio.gather(*work)
    assert SECRET.encode() not in bytes_of(tmp_path)


async def test_the_event_stays_and_another_says_who_erased_which(desk: Desk) -> None:
    await new(desk)
    await comment(desk, BOB, 1, SECRET)
    await redact(desk, ADA, 1, 2)
    commented, redacted = await last_event(desk, "ticket_commented"), await last_event(desk, "text_redacted")
    assert (commented.actor, commented.texts) == ("bob", {"text": "(redacted)"})
    assert (redacted.actor, redacted.data) == ("ada", {"of": commented.id, "what": "text", "entry": 2})


async def test_what_is_still_to_be_said_says_only_that_there_is_news(desk: Desk) -> None:
    await new(desk)
    await comment(desk, BOB, 1, SECRET)
    await said(desk, 1, f"#1 bob added: {SECRET}", "waiting")
    await redact(desk, BOB, 1, 2)
    (notice,) = await desk.database.read(outbox.list_of_ticket, 1)
    assert (notice.text, notice.status) == ("#1 has news. show 1", "waiting")


async def test_a_question_about_several_is_still_asked_without_its_words(desk: Desk) -> None:
    """A handover of three, whose line is still to be said; and a list that was said."""
    for title in (SECRET, "vpn down", "new laptop"):
        await accept(desk, BOB, await new(desk, title=title))
    line = f"Handover from bob, 3 for you: #1 {SECRET}, #2 vpn down, #3 new laptop. yes, no, or yes 1"
    await said(desk, None, line, "waiting", holds="offer")
    await said(desk, None, f"Yours: #1 {SECRET}, #2 vpn down", "queued")
    await said(desk, None, f"Yours: #1 {SECRET}, #2 vpn down", "sent")
    await said(desk, None, "Yours: #12 vpn down", "queued")
    await redact(desk, ALICE, 1, 1)
    assert await lines(desk) == [
        "Handover, 3 for you: #1, #2, #3. yes, no, or yes 1",
        f"There is news of #1, #2. {TYPE}show 1",
        "",
        "Yours: #12 vpn down",
    ]


async def lines(desk: Desk) -> list[str]:
    async def body(tx: Transaction) -> list[str]:
        return [notice.text for notice in await tx.all(Notice, "select * from notice where ticket_id is null")]

    return await desk.database.read(body)


async def test_the_numbers_of_the_others_stay(desk: Desk) -> None:
    await new(desk)
    for text in ("first words", SECRET, "last words"):
        await comment(desk, BOB, 1, text)
    await redact(desk, BOB, 1, 3)
    found = await desk.look(in_private("alice"), redacting.entries, 1)
    assert [(one.number, one.text) for one in found[1:]] == [(2, "first words"), (3, "(redacted)"), (4, "last words")]
    assert await refusal(redact(desk, BOB, 1, 3)) == "#1: text 3 is erased already."
    assert await refusal(redact(desk, BOB, 1, 5)) == "#1 has no text 5, it has 4. In private: redact 1"


async def test_a_short_word_does_not_tear_holes_into_others(desk: Desk) -> None:
    await new(desk)
    await comment(desk, BOB, 1, "fire")
    await redact(desk, BOB, 1, 2)
    assert (await ticket(desk, 1)).title == "printer on fire"


@pytest.mark.parametrize("caller", [CHARLIE, stranger("bob"), stranger("x", Private(NETWORK, "x"))])
async def test_nobody_erases_what_others_wrote(desk: Desk, caller: Caller) -> None:
    await new(desk)
    await comment(desk, BOB, 1, SECRET)
    assert "only ops may redact it" in await refusal(redact(desk, caller, 1, 2))
    assert (await last_event(desk, "ticket_commented")).texts == {"text": SECRET}


async def test_the_reporter_erases_their_own_and_not_the_answers(desk: Desk) -> None:
    await new(desk, ALICE, SECRET)
    await comment(desk, BOB, 1, "I took care of it")
    assert "only ops may redact it" in await refusal(redact(desk, ALICE, 1, 2))
    await redact(desk, ALICE, 1, 1)
    assert (await ticket(desk, 1)).title == "(redacted)"


async def test_who_may_erase_their_own_alone_takes_no_word_of_others_out_by_repeating_it(desk: Desk) -> None:
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(open=True))
    await desk.change(CHARLIE, roles.join, "ops")
    await new(desk, description="the printer in room 5")
    await comment(desk, BOB, 1, "a new printer costs 200")
    await comment(desk, CHARLIE, 1, "printer")
    await comment(desk, CHARLIE, 1, "which printer?")
    await redact(desk, CHARLIE, 1, 4)
    texts = [one.text for one in await desk.look(in_private("charlie"), redacting.entries, 1)]
    own = ["(redacted)", "which (redacted)?"]
    assert texts == ["printer on fire", "the printer in room 5", "a new printer costs 200", *own]
    found = await ticket(desk, 1)
    assert (found.title, found.description) == ("printer on fire", "the printer in room 5")


async def test_a_title_goes_out_of_those_that_others_made_of_it(desk: Desk) -> None:
    await new(desk, ALICE, f"login {SECRET} fails")
    await edit(desk, BOB, 1, title=f"login {SECRET} fails on the vpn")
    await redact(desk, ALICE, 1, 1)
    assert (await ticket(desk, 1)).title == "(redacted) on the vpn"


async def test_who_joined_by_themselves_waits_for_an_admin(desk: Desk) -> None:
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(open=True))
    await desk.change(CHARLIE, roles.join, "ops")
    await new(desk)
    assert "you joined ops by yourself" in await refusal(redact(desk, CHARLIE, 1, 1))


async def test_the_texts_are_never_listed_aloud(desk: Desk) -> None:
    await new(desk)
    assert await refusal(desk.look(BOB, redacting.entries, 1)) == (
        "#1: which text? They are numbered in private, by redact 1."
    )
    secret = await new(desk, in_private("alice"), private=True)
    for caller in (BOB, CHARLIE, in_private("charlie")):
        said = await refusal(desk.look(caller, redacting.entries, secret))
        assert said.startswith(f"#{secret}")
    assert await refusal(redact(desk, CHARLIE, secret, 1)) == f"#{secret} is private."


async def test_the_index_of_words_is_put_together_in_parts_between_which_others_have_their_turn(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MERGED_AT_ONCE", 1)
    for printer in range(15):
        await new(desk, ADA, f"printer {printer}", description=" ".join(f"host{printer}x{nth}" for nth in range(900)))
    number = await new(desk, ALICE, f"login {SECRET} fails")
    before = desk.database.commits
    await redact(desk, ALICE, number, 1)
    assert desk.database.commits - before > 5
    assert SECRET.encode() not in bytes_of(tmp_path)
    assert b"crimson" not in bytes_of(tmp_path)


async def test_what_was_erased_leaves_the_file_even_where_who_erased_it_was_ended(
    desk: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    number = await new(desk, ALICE, f"login {SECRET} fails")
    await desk.change(ALICE, redacting.erase, number, 1)
    assert b"crimson" in bytes_of(tmp_path)
    await pass_time(desk, clock, keeping.TOGETHER)
    assert b"crimson" not in bytes_of(tmp_path)

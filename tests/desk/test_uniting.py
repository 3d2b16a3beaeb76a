"""One ticket is merged into another: what goes along, who may read it then, and that all of it is taken back."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chatbot.desk import clients, editing, forgetting, reading, redacting, relating, searching, uniting
from chatbot.desk.act import Caller
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.people import Person
from chatbot.desk.related import LABELS
from store import members, watchers
from store import tickets as rows
from tests.desk.consistency import problems
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    comment,
    dump,
    events,
    last_event,
    new,
    redact,
    refusal,
    reopen,
    undo,
    unwatch,
    watch,
)
from tests.desk.kept import put_away
from tests.desk.replaying import replay, state_of
from tests.desk.test_working import entries, log
from tests.people import FakeClock, add_member, add_role, in_private, shell, stranger

ALICE_ALONE, BOB_ALONE = in_private("alice"), in_private("bob")


async def merge(desk: Desk, caller: Caller, number: int, other: int) -> uniting.Merged:
    return await desk.change(caller, uniting.merge, number, other)


async def two(desk: Desk) -> tuple[int, int]:
    """charlie's with a comment of each, which bob took and ada watches; and alice's."""
    first, second = await new(desk, CHARLIE, "printer on fire"), await new(desk, ALICE, "smoke in room 3")
    await comment(desk, CHARLIE, first, "it burns")
    await accept(desk, BOB, first)
    await comment(desk, BOB, first, "toner ordered")
    await watch(desk, ADA, first)
    await log(desk, BOB, first, 90, "looked at it")
    return first, second


async def said(desk: Desk, number: int, who: Caller = ALICE_ALONE) -> list[tuple[str, str]]:
    """The comments that a ticket has, in the order of its history."""
    told = (await desk.look(who, reading.history, number)).events
    return [(event.actor, event.texts["text"]) for event in told if uniting.is_comment(event)]


async def watching(desk: Desk, number: int) -> set[str]:
    found = [
        await desk.database.read(members.get, one.member_id)
        for one in await desk.database.read(watchers.list_of_ticket, number)
    ]
    return {one.name for one in found if one}


@pytest.fixture
def file(desk: Desk, tmp_path: Path) -> Path:
    return tmp_path / "dibs.sqlite"


async def test_its_comments_go_along_with_their_authors(desk: Desk) -> None:
    first, second = await two(desk)
    await comment(desk, ALICE, second, "I see it, too")
    await merge(desk, BOB, first, second)
    assert await said(desk, second) == [
        ("alice", "I see it, too"),
        ("charlie", "it burns"),
        ("bob", "toner ordered"),
    ]
    assert await said(desk, first) == []


async def test_it_ends_as_a_duplicate_that_is_linked(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    found = await desk.database.read(rows.get, first)
    assert found is not None
    assert (found.state, found.resolution, found.closed_at is not None) == (4, "duplicate", True)
    shown = await desk.look(ALICE, reading.show, second)
    assert [(LABELS[one.kind, one.back], one.number) for one in shown.related] == [("duplicated by", first)]


async def test_who_watches_it_and_who_reported_it_follow_the_other(desk: Desk) -> None:
    first, second = await two(desk)
    await watch(desk, ADA, second)
    await merge(desk, BOB, first, second)
    assert await watching(desk, second) == {"ada", "charlie"}


async def test_the_time_on_it_goes_along(desk: Desk) -> None:
    first, second = await two(desk)
    await log(desk, BOB, second, 15)
    assert (await merge(desk, BOB, first, second)).minutes == 90
    assert [minutes for _, minutes, _ in await entries(desk, second)] == [90, 15]
    assert await entries(desk, first) == []
    await undo(desk, BOB, first)
    assert [[minutes for _, minutes, _ in await entries(desk, one)] for one in (first, second)] == [[90], [15]]


async def test_what_was_corrected_there_goes_back_with_its_correction(desk: Desk) -> None:
    """Else the entry would be on one ticket, and what was taken off it on another."""
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    await log(desk, BOB, second, -15)
    await undo(desk, BOB, first)
    assert [minutes for _, minutes, _ in await entries(desk, first)] == [90, -15]
    assert await entries(desk, second) == []
    await log(desk, BOB, second, 20)
    await log(desk, BOB, second, -5)
    assert [minutes for _, minutes, _ in await entries(desk, second)] == [20, -5]


async def test_what_was_worked_for_one_client_never_goes_to_another(desk: Desk) -> None:
    first, second = await two(desk)
    await desk.change(shell(), clients.add, "acme", ClientChange())
    await desk.change(ADA, editing.edit, second, Edit(client="acme"))
    assert await refusal(merge(desk, BOB, first, second)) == (
        f"#{first} has time on it, and isn't for the same client and project as #{second}. Nothing changed."
        f" First: edit {second} client=<client>"
    )
    await merge(desk, BOB, second, first)


async def test_its_number_goes_on_answering_with_a_pointer(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    assert (await desk.look(CHARLIE, reading.show, first)).merged_into == second
    assert await refusal(comment(desk, CHARLIE, first, "and it smells")) == (
        f"#{first} was merged into #{second}. Say it there: comment {second} <text>"
    )
    await reopen(desk, BOB, first)
    assert (await desk.look(CHARLIE, reading.show, first)).merged_into is None
    await comment(desk, CHARLIE, first, "not the same after all")


async def test_the_last_word_is_what_was_said_last_and_when_that_was(desk: Desk, clock: FakeClock) -> None:
    first, second = await new(desk, CHARLIE), await new(desk, ALICE)
    await comment(desk, CHARLIE, first, "it burns")
    clock.advance(minutes=5)
    await comment(desk, ALICE, second, "I see it, too")
    clock.advance(minutes=5)
    await merge(desk, BOB, first, second)
    last = (await desk.look(ALICE, reading.show, second)).last
    assert last is not None
    assert last.texts["text"] == "I see it, too"
    third = await new(desk, ALICE)
    await merge(desk, BOB, second, third)
    last = (await desk.look(ALICE, reading.show, third)).last
    assert last is not None
    assert (last.texts["text"], clock.now() - reading.said_at(last)) == ("I see it, too", timedelta(minutes=5))


def kept(file: Path) -> dict[str, Any]:
    """All that stands, without the journal, and without until when an offer that is open again lives."""
    found = dump(file)
    outside = {"event", "sqlite_sequence", "timer", "stay", *[name for name in found if name.startswith("ticket_word")]}
    tables = {name: rows for name, rows in found.items() if name not in outside}
    loose = {"ticket": {"changed_at"}, "prompt": {"expires_at"}, "relation": {"id"}}
    return {
        name: sorted(repr({key: value for key, value in row.items() if key not in loose.get(name, ())}) for row in rows)
        for name, rows in tables.items()
    }


def found_by_words(file: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute("select rowid, title, body from ticket_word order by rowid").fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("from_side", [0, 1])
@pytest.mark.parametrize("owned", [True, False])
async def test_a_merge_and_its_undo_leave_all_as_it_was(desk: Desk, file: Path, from_side: int, owned: bool) -> None:
    first, second = await two(desk) if owned else (await new(desk, CHARLIE), await new(desk, ALICE))
    if not owned:
        await comment(desk, CHARLIE, first, "it burns")
        await assign(desk, BOB, first, "ada")
    await watch(desk, ADA, second)
    before, words = kept(file), found_by_words(file)
    await merge(desk, BOB, first, second)
    assert kept(file) != before
    await undo(desk, BOB, (first, second)[from_side])
    assert kept(file) == before
    assert found_by_words(file) == words
    assert problems(dump(file)) == []
    assert replay(await events(desk)) == state_of(dump(file))
    await merge(desk, BOB, first, second)
    assert ("charlie", "it burns") in await said(desk, second)


async def test_who_watched_the_other_one_by_themselves_since_watches_it_after_an_undo(
    desk: Desk, clock: FakeClock
) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    clock.advance(minutes=1)
    await unwatch(desk, ADA, second)
    await watch(desk, ADA, second)
    await undo(desk, BOB)
    assert await watching(desk, second) == {"ada"}


async def test_a_link_that_was_there_before_stays_after_an_undo(desk: Desk) -> None:
    first, second = await two(desk)
    await desk.change(BOB, relating.link, first, relating.WAYS["duplicates"], second)
    await merge(desk, BOB, first, second)
    await undo(desk, BOB, first)
    assert [one.kind for one in (await desk.look(ALICE, reading.show, first)).related] == ["duplicates"]


async def test_what_was_erased_meanwhile_does_not_come_back(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    entries = await desk.look(BOB_ALONE, redacting.entries, second)
    (entry,) = [one.number for one in entries if one.text == "it burns"]
    await redact(desk, BOB_ALONE, second, entry)
    await undo(desk, BOB, first)
    assert await said(desk, first) == [("charlie", redacting.MARK), ("bob", "toner ordered")]


async def test_whoever_wrote_it_may_erase_it_where_it_is_now(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    entries = await desk.look(in_private("charlie"), redacting.entries, second)
    (entry,) = [one.number for one in entries if one.text == "it burns"]
    await redact(desk, in_private("charlie"), second, entry)
    assert ("charlie", redacting.MARK) in await said(desk, second)


async def test_who_is_forgotten_is_so_where_it_is_now(desk: Desk, file: Path) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    await forgetting.forget(desk, shell(), Person("charlie"), "really")
    assert await said(desk, second) == [("bob", "toner ordered")]
    await undo(desk, BOB, first)
    assert "it burns" not in repr(dump(file)["event_text"])


async def test_it_outlives_the_one_that_it_came_from(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    await put_away(desk, first, "delete")
    assert ("charlie", "it burns") in await said(desk, second)
    await put_away(desk, second, "delete")
    assert await said(desk, second) == []


async def test_it_is_found_under_the_other_number(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    found = await desk.look(ALICE, searching.search, "toner", None)
    assert [one.ticket.id for one in found.seen] == [second]


async def test_what_went_on_since_is_not_torn_out(desk: Desk) -> None:
    first, second = await two(desk)
    third = await new(desk, ALICE)
    await merge(desk, BOB, first, second)
    await merge(desk, BOB, second, third)
    assert await refusal(undo(desk, BOB, first)) == (
        f"Can't undo merge {first}: #{second} was merged itself since. Instead: reopen {first}"
    )
    await undo(desk, BOB, second)
    await undo(desk, BOB, first)
    assert await said(desk, first) == [("charlie", "it burns"), ("bob", "toner ordered")]


async def test_only_what_is_open_and_two_is_merged(desk: Desk) -> None:
    first, second = await two(desk)
    assert await refusal(merge(desk, BOB, first, first)) == f"#{first} can't be merged into itself. Nothing changed."
    await close(desk, BOB, second)
    for one, other in ((first, second), (second, first)):
        assert await refusal(merge(desk, BOB, one, other)) == (
            f"#{second} is closed. First: reopen {second}, or link {one} see also {other}"
        )


async def test_a_circle_of_duplicates_is_refused(desk: Desk) -> None:
    first, second = await two(desk)
    await desk.change(BOB, relating.link, second, relating.WAYS["duplicates"], first)
    assert "that would be a circle" in await refusal(merge(desk, BOB, first, second))


async def test_it_takes_the_right_to_both(desk: Desk) -> None:
    first, second = await two(desk)
    assert "only its owner or ops may merge it" in await refusal(merge(desk, CHARLIE, first, second))
    assert "only its owner or ops may merge it" in await refusal(merge(desk, stranger("guest"), first, second))
    await add_role(desk, "net", "charlie")
    third = await new(desk, ALICE, role="net")
    assert "may comment" in await refusal(merge(desk, BOB, first, third))


async def test_what_is_private_never_goes_where_others_read(desk: Desk) -> None:
    private, public = await new(desk, ALICE_ALONE, private=True), await new(desk, ALICE)
    await add_role(desk, "net", "bob")
    elsewhere = await new(desk, ALICE_ALONE, role="net", private=True)
    for other in (public, elsewhere):
        assert await refusal(merge(desk, BOB_ALONE, private, other)) == (
            f"#{private} is private, and not all who read #{other} may read it. Nothing changed. Instead:"
            f" close {private} duplicate"
        )
    of_charlie = await new(desk, in_private("charlie"), private=True)
    assert "not all who read" in await refusal(merge(desk, BOB_ALONE, private, of_charlie))
    same = await new(desk, ALICE_ALONE, private=True)
    await add_member(desk, "dora")
    await assign(desk, BOB_ALONE, same, "dora")
    assert "not all who read" in await refusal(merge(desk, BOB_ALONE, private, same))
    await undo(desk, BOB_ALONE, same)
    await merge(desk, BOB_ALONE, private, same)


async def test_what_is_public_may_go_into_what_is_private_and_that_is_named_to_nobody_else(desk: Desk) -> None:
    first, _ = await two(desk)
    private = await new(desk, ALICE_ALONE, private=True)
    await merge(desk, BOB_ALONE, first, private)
    assert await watching(desk, private) == {"ada"}, "charlie, who reported the first, may not read that"
    assert (await last_event(desk, "ticket_merged")).data["hidden"] is True
    for who in (CHARLIE, in_private("charlie"), stranger("guest"), BOB):
        shown = await desk.look(who, reading.show, first)
        assert (shown.merged_into, shown.related) == (None, [])
        assert shown.last is not None
        assert shown.last.data["other"] is None
        told = (await desk.look(who, reading.history, first)).events
        assert [one.data["other"] for one in told if "other" in one.data] == [None]
    assert (await desk.look(BOB_ALONE, reading.show, first)).merged_into == private


async def test_each_side_has_it_in_its_history(desk: Desk) -> None:
    first, second = await two(desk)
    await merge(desk, BOB, first, second)
    absorbed = await last_event(desk, "ticket_absorbed")
    assert (absorbed.ticket_id, absorbed.actor, absorbed.data) == (second, "bob", {"other": first, "comments": 2})
    await undo(desk, BOB, first)
    parted = await last_event(desk, "ticket_parted")
    assert (parted.ticket_id, parted.actor, parted.data) == (second, "bob", {"other": first})

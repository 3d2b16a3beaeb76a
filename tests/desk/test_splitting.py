"""A comment becomes a ticket of its own: whose it is, who may read it, and that it is taken back."""

from collections.abc import Sequence
from pathlib import Path

from chatbot.desk import clients, editing, forgetting, reading, redacting, roles, rollback, splitting, suspending
from chatbot.desk.act import Caller
from chatbot.desk.clients import ClientChange
from chatbot.desk.desk import Desk
from chatbot.desk.editing import Edit
from chatbot.desk.people import Person
from chatbot.desk.related import LABELS
from store import tickets as rows
from store.records import Ticket
from tests.desk.consistency import problems
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    comment,
    dump,
    events,
    last_event,
    new,
    offer,
    redact,
    refusal,
    undo,
)
from tests.desk.replaying import replay, state_of
from tests.desk.test_uniting import found_by_words, kept, merge, said
from tests.people import in_private, shell, stranger

ALICE_ALONE, BOB_ALONE = in_private("alice"), in_private("bob")


async def split(desk: Desk, caller: Caller, number: int, place: int = 1, title: str = "no toner either") -> int:
    return (await desk.change(caller, splitting.split, number, place, title)).opened.ticket.id


async def commented(desk: Desk, who: Caller = ALICE) -> int:
    number = await new(desk, ALICE)
    await comment(desk, who, number, "and there is no toner")
    await comment(desk, BOB, number, "toner ordered")
    return number


async def row(desk: Desk, number: int) -> Ticket:
    found = await desk.database.read(rows.get, number)
    assert found is not None
    return found


async def places(desk: Desk, number: int) -> Sequence[tuple[int, str]]:
    found = await desk.look(BOB_ALONE, splitting.comments, number)
    return [(one.number, one.event.texts["text"]) for one in found]


async def test_it_is_a_new_ticket_of_its_author_for_the_same_role(desk: Desk) -> None:
    number = await commented(desk)
    opened = await row(desk, await split(desk, BOB, number))
    before = await row(desk, number)
    assert (opened.title, opened.role_id, opened.reporter_name) == ("no toner either", before.role_id, "alice")
    assert (opened.reporter_id, opened.opener_id) == (before.reporter_id, 2)
    assert await offer(desk, opened.id) is not None


async def test_it_is_for_the_same_client(desk: Desk) -> None:
    number = await commented(desk)
    await desk.change(shell(), clients.add, "acme", ClientChange())
    await desk.change(ADA, editing.edit, number, Edit(client="acme"))
    opened = await split(desk, BOB, number)
    assert (await desk.look(BOB_ALONE, reading.show, opened)).spent.client == "acme"


async def test_the_comment_goes_along_and_both_are_linked(desk: Desk) -> None:
    number = await commented(desk)
    opened = await split(desk, BOB, number)
    assert await said(desk, opened) == [("alice", "and there is no toner")]
    assert await said(desk, number) == [("bob", "toner ordered")]
    shown = await desk.look(ALICE, reading.show, opened)
    assert [(LABELS[one.kind, one.back], one.number) for one in shown.related] == [("follows", number)]
    assert (await last_event(desk, "ticket_split")).data == {"other": opened, "comment": 1}


async def test_the_numbers_of_the_others_stay(desk: Desk) -> None:
    number = await commented(desk)
    assert await places(desk, number) == [(1, "and there is no toner"), (2, "toner ordered")]
    await split(desk, BOB, number)
    assert await places(desk, number) == [(2, "toner ordered")]
    assert (
        await refusal(split(desk, BOB, number, 1))
        == f"#{number} has no comment 1; it has 2. In private: split {number}"
    )
    await split(desk, BOB, number, 2)
    assert await refusal(split(desk, BOB, number, 2)) == (f"#{number} has no comment 2; it has none.")


async def test_aloud_they_are_not_listed(desk: Desk) -> None:
    number = await commented(desk)
    assert await refusal(desk.look(BOB, splitting.comments, number)) == (
        f"#{number}: which comment? They are numbered in private, by split {number}."
    )


async def test_a_strangers_own_stays_theirs(desk: Desk) -> None:
    guest = stranger("guest")
    number = await new(desk, guest)
    await comment(desk, guest, number, "and there is no toner")
    opened, before = await row(desk, await split(desk, BOB, number)), await row(desk, number)
    assert (opened.reporter_name, opened.reporter_mask) == ("guest", before.reporter_mask)


async def test_of_who_may_do_nothing_any_more_it_is_whose_who_splits_it_off(desk: Desk) -> None:
    number = await commented(desk)
    await desk.change(shell(), suspending.suspend, Person("alice"), "")
    assert (await row(desk, await split(desk, BOB, number))).reporter_name == "bob"


async def test_a_private_one_stays_private_and_with_those_who_read_it(desk: Desk) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    number = await new(desk, ALICE_ALONE, private=True)
    await comment(desk, in_private("charlie"), number, "a matter of mine")
    await desk.change(shell(), roles.remove, "ops", Person("charlie"))
    opened = await row(desk, await split(desk, BOB_ALONE, number))
    assert (opened.private, opened.reporter_name) == (True, "bob"), "charlie reads it no more"
    for who in (CHARLIE, in_private("charlie"), BOB, stranger("guest")):
        assert await refusal(desk.look(who, reading.show, opened.id)) == f"#{opened.id} is private."


async def test_it_takes_the_right_to_change_the_ticket(desk: Desk) -> None:
    number = await commented(desk)
    for who in (ALICE, CHARLIE, stranger("guest")):
        assert "only its owner or ops may split it" in await refusal(split(desk, who, number))
    private = await new(desk, ALICE_ALONE, private=True)
    assert await refusal(split(desk, in_private("charlie"), private)) == f"#{private} is private."
    assert "A ticket needs a title" in await refusal(split(desk, BOB, number, 1, " "))


async def test_a_slip_is_taken_back_and_the_new_one_withdrawn(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "dibs.sqlite"
    number = await commented(desk)
    before, words = kept(file), found_by_words(file)
    for again in (number, None, number + 1):
        opened = await split(desk, BOB, number)
        await undo(desk, BOB, again if again != number + 1 else opened)
        assert ((await row(desk, opened)).resolution, await offer(desk, opened)) == ("withdrawn", None)
        assert kept(file)["event_text"][0] == before["event_text"][0]
        assert await said(desk, number) == [("alice", "and there is no toner"), ("bob", "toner ordered")]
        assert await said(desk, opened) == []
        assert (kept(file)["relation"], kept(file)["watcher"]) == (before["relation"], before["watcher"])
        assert found_by_words(file)[: len(words)] == words
        assert problems(dump(file)) == []
    assert replay(await events(desk)) == state_of(dump(file))


async def test_once_others_went_on_from_there_it_stays(desk: Desk) -> None:
    number = await commented(desk)
    opened = await split(desk, BOB, number)
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    await accept(desk, CHARLIE, opened)
    assert await refusal(undo(desk, BOB, number)) == (
        f"Can't undo new {opened}: charlie took it since. Instead: close {opened}"
    )
    assert await said(desk, opened) == [("alice", "and there is no toner")]


async def test_with_all_that_somebody_did_it_is_rolled_back_once(desk: Desk) -> None:
    number = await commented(desk)
    opened = await split(desk, BOB, number)
    done = await rollback.rollback(desk, in_private("ada"), Person("bob"), "1h")
    assert done.undone[0] == f"split {number}"
    assert done.kept == {}
    assert f"new {opened}" not in done.undone
    assert (await row(desk, opened)).resolution == "withdrawn"


async def test_whatever_erases_it_finds_it_where_it_is(desk: Desk, tmp_path: Path) -> None:
    number = await commented(desk)
    opened = await split(desk, BOB, number)
    entries = await desk.look(BOB_ALONE, redacting.entries, opened)
    (entry,) = [one.number for one in entries if one.text == "and there is no toner"]
    await redact(desk, BOB_ALONE, opened, entry)
    await undo(desk, BOB, number)
    assert (await said(desk, number))[0] == ("alice", redacting.MARK)
    second = await split(desk, BOB, number, 2)
    assert await said(desk, second) == [("bob", "toner ordered")]
    await forgetting.forget(desk, in_private("ada"), Person("bob"), "really")
    assert "toner ordered" not in repr(dump(tmp_path / "dibs.sqlite")["event_text"])


async def test_what_came_from_another_ticket_is_split_off_too(desk: Desk) -> None:
    number, other = await commented(desk), await new(desk, ADA)
    await merge(desk, BOB, number, other)
    opened = await split(desk, BOB, other, 1)
    assert await said(desk, opened) == [("alice", "and there is no toner")]
    assert await refusal(undo(desk, BOB, number)) == (
        f"Can't undo merge {number}: #{other} was split since. Instead: reopen {number}"
    )
    await undo(desk, BOB, opened)
    await undo(desk, BOB, number)
    assert await said(desk, number) == [("alice", "and there is no toner"), ("bob", "toner ordered")]

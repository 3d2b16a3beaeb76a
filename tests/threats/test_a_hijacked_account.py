"""An account that may be in other hands: suspended, it may do nothing; restored, all is as it was."""

import pytest

from chatbot.desk import members, roles, suspending
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.rollback import Rolled, rollback
from chatbot.desk.settings import Bounds, DeskSettings
from store.database import Database
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    asked,
    assign,
    close,
    comment,
    last_event,
    new,
    owner,
    personal_offer,
    refusal,
    steal,
)
from tests.people import FakeClock, furnish, in_private, opened_desk, person, shell, stranger


async def suspend(desk: Desk, caller: Caller, name: str) -> list[int]:
    return (await desk.change(caller, suspending.suspend, Person(name), "his laptop is gone")).numbers


async def test_it_may_do_nothing_and_is_asked_nothing(desk: Desk) -> None:
    mine, free = await new(desk), await new(desk)
    await accept(desk, BOB, mine)
    assert await suspend(desk, ADA, "bob") == [mine]
    said = "Your account is suspended here. An admin can tell you why."
    for verb in (accept(desk, BOB, free), close(desk, BOB, mine), comment(desk, BOB, mine)):
        assert await refusal(verb) == said
    assert await asked(desk, free) == []
    event = await last_event(desk, "member_suspended")
    assert (event.actor, event.data["person_name"], event.texts) == ("ada", "bob", {"why": "his laptop is gone"})


async def test_it_reads_nothing_that_is_private(desk: Desk) -> None:
    secret = await new(desk, in_private("alice"), private=True)
    await suspend(desk, ADA, "bob")
    assert await refusal(accept(desk, in_private("bob"), secret)) != ""
    assert "Your account is suspended here." in await refusal(desk.look(in_private("bob"), members.whoami))


async def test_restored_it_has_what_it_had(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await suspend(desk, ADA, "bob")
    assert await desk.change(ADA, suspending.restore, Person("bob")) == "bob"
    await close(desk, BOB, number)
    assert await owner(desk, number) == "bob"
    assert await refusal(desk.change(ADA, suspending.restore, Person("bob"))) == "Not suspended: bob. Nothing changed."


@pytest.mark.parametrize("caller", [ALICE, BOB, stranger("ada")])
async def test_only_an_admin_may(desk: Desk, caller: Caller) -> None:
    assert "Only an admin may suspend members." in await refusal(suspend(desk, caller, "charlie"))
    assert "Only an admin may restore members." in await refusal(
        desk.change(caller, suspending.restore, Person("charlie"))
    )
    assert "Only an admin may list members." in await refusal(desk.look(caller, suspending.list_all))


async def test_an_admin_does_not_lock_themselves_out_and_the_shell_may_always(desk: Desk) -> None:
    assert "lock yourself out" in await refusal(suspend(desk, ADA, "ada"))
    await suspend(desk, shell(), "ada")
    assert "suspended" in await refusal(suspend(desk, ADA, "bob"))


async def test_members_are_not_listed_aloud(desk: Desk) -> None:
    assert await refusal(desk.look(person("ada"), suspending.list_all)) == (
        "Who is known isn't said aloud. In private: member list"
    )
    found = await desk.look(in_private("ada"), suspending.list_all)
    assert [member.name for member in found] == ["ada", "alice", "bob", "charlie", "mallory"]


async def rolled(desk: Desk, caller: Caller, name: str, since: str) -> Rolled:
    return await rollback(desk, caller, Person(name), since)


@pytest.mark.parametrize("caller", [in_private("alice"), in_private("bob"), stranger("ada")])
async def test_only_an_admin_takes_back_what_others_did(desk: Desk, caller: Caller) -> None:
    assert "Only an admin may roll back what others did." in await refusal(rolled(desk, caller, "bob", "1h"))


async def test_a_rollback_is_not_done_aloud_nor_for_ever(desk: Desk, clock: FakeClock) -> None:
    clock.advance(days=20)
    assert "said in private alone" in await refusal(rolled(desk, ADA, "charlie", "1h"))
    assert await refusal(rolled(desk, in_private("ada"), "charlie", "8d")) == "At most 1w back. Nothing changed."
    assert (await rolled(desk, in_private("ada"), "charlie", "7d")).undone == []


async def test_more_changes_than_200_are_too_many_at_once(database: Database, clock: FakeClock) -> None:
    desk = await opened_desk(database, clock, DeskSettings(bounds=Bounds(rollback_changes=2)))
    await furnish(desk)
    number = await new(desk)
    for text in ("one", "two", "three"):
        await comment(desk, BOB, number, text)
    clock.advance(seconds=1)
    refused = await refusal(rolled(desk, in_private("ada"), "bob", "1h"))
    assert refused == "3 changes since then; 2 are the most at once. A later time first."


async def test_what_a_stolen_admin_did_to_roles_is_named_with_what_to_type(desk: Desk, clock: FakeClock) -> None:
    await desk.change(ADA, roles.add, "ops", Person("charlie"))
    clock.advance(seconds=1)
    done = await rolled(desk, shell(), "ada", "1h")
    assert ("role add ops charlie", "role remove ops charlie") in done.plan.others


async def test_what_comes_back_to_who_is_suspended_too_is_offered_anew(desk: Desk, clock: FakeClock) -> None:
    number = await new(desk)
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    await accept(desk, CHARLIE, number)
    clock.advance(hours=1)
    await steal(desk, BOB, number)
    clock.advance(seconds=1)
    for name in ("bob", "charlie"):
        await suspend(desk, ADA, name)
    done = await rolled(desk, in_private("ada"), "bob", "10m")
    assert (done.undone, done.freed) == ([f"steal {number}"], [number])
    assert await owner(desk, number) is None


async def test_questions_to_who_is_suspended_are_over(desk: Desk) -> None:
    number = await new(desk)
    await assign(desk, BOB, number, "charlie")
    await suspend(desk, ADA, "charlie")
    assert await personal_offer(desk, number) is None

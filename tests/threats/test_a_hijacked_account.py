"""An account that may be in other hands: suspended, it may do nothing; restored, all is as it was."""

import pytest

from chatbot.desk import members, suspending
from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from tests.desk.doing import ADA, ALICE, BOB, accept, asked, close, comment, last_event, new, owner, refusal
from tests.people import in_private, person, shell, stranger


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

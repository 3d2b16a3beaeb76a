"""One person on two networks: both accounts must want it, and then all of both is theirs."""

from datetime import timedelta

import pytest

from chatbot.desk import leading, linking, members, reading, roles, suspending, unlinking
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.linking import Asked
from chatbot.desk.merging import Linked
from chatbot.desk.people import Person, need_member
from chatbot.desk.settings import DeskSettings
from store.database import Transaction
from tests.desk.doing import (
    ADA,
    ALICE,
    BOB,
    CHARLIE,
    accept,
    assign,
    close,
    decline,
    events,
    last_event,
    new,
    owner,
    refusal,
    release,
    undo,
)
from tests.people import NETWORK, FakeClock, add_member, in_private, person, shell, stranger

AL = in_private("al", network="oftc")
"""Another account of alice's."""
ALICE_THERE = in_private("alice")


async def ask(desk: Desk, who: Caller = ALICE_THERE, wanted: str = "al@oftc") -> Asked:
    return await linking.ask(desk, who, wanted)


async def answer(desk: Desk, code: str, *, who: Caller = AL, of: str = f"alice@{NETWORK}") -> Linked:
    return await linking.answer(desk, who, of, code)


async def link(desk: Desk) -> Linked:
    return await answer(desk, (await ask(desk)).code)


async def test_who_says_the_code_from_the_account_that_was_named_is_the_same_person(desk: Desk) -> None:
    done = await link(desk)
    assert [str(one) for one in done.addresses] == [f"alice@{NETWORK}", "al@oftc"]
    for who in (ALICE_THERE, AL):
        assert (await desk.look(who, members.whoami)).name == "alice"


async def test_what_the_one_reported_the_other_may_close(desk: Desk) -> None:
    number = await new(desk, ALICE)
    await link(desk)
    await close(desk, AL, number)


async def test_the_tickets_of_both_are_theirs_whichever_they_took_them_by(desk: Desk) -> None:
    await desk.change(AL, roles.list_roles)
    await desk.change(shell(), roles.add, "ops", Person("al"))
    number = await new(desk, BOB)
    await accept(desk, AL, number)
    await link(desk)
    assert await owner(desk, number) == "alice"
    await release(desk, ALICE, number)


async def test_the_elder_record_goes_on_whoever_asked(desk: Desk) -> None:
    await desk.change(AL, roles.list_roles)
    asked = await linking.ask(desk, AL, f"alice@{NETWORK}")
    done = await linking.answer(desk, ALICE_THERE, "al@oftc", asked.code)
    assert done.member.name == "alice"
    event = await last_event(desk, "members_linked")
    assert (event.data["person_name"], event.actor) == ("al", "alice")


async def test_the_name_of_the_younger_goes_on_meaning_them(desk: Desk) -> None:
    await link(desk)
    assert (await desk.look(ADA, need_member, Person("al", exact=True))).name == "alice"
    assert "There is a member al already" in await refusal(
        desk.change(shell(), members.add, "al", network=None, account=None, admin=False)
    )


async def test_rights_are_those_of_both(desk: Desk) -> None:
    await desk.change(AL, roles.list_roles)
    await desk.change(shell(), roles.add, "ops", Person("al"))
    await desk.change(shell(), leading.lead, "ops", Person("al"), leads=True)
    await desk.change(shell(), roles.put, "ops", roles.RoleChange(open=True))
    await desk.change(ALICE, roles.join, "ops")
    await link(desk)
    who = await desk.look(ALICE_THERE, members.whoami)
    assert ([role.name for role in who.roles], len(who.leads)) == (["ops"], 1)


async def test_an_admin_stays_one_by_either_account(desk: Desk) -> None:
    asked = await linking.ask(desk, AL, f"ada@{NETWORK}")
    await linking.answer(desk, in_private("ada"), "al@oftc", asked.code)
    found = (await desk.look(AL, members.whoami)).member
    assert found is not None
    assert found.admin


@pytest.mark.parametrize(
    "who", [in_private("mallory", network="oftc"), in_private("al"), in_private("al", network="x")]
)
async def test_a_code_is_good_for_the_named_account_alone_and_void_where_another_says_it(
    desk: Desk, who: Caller
) -> None:
    asked = await ask(desk)
    assert "No such code for you" in await refusal(answer(desk, asked.code, who=who))
    assert "No such code for you" in await refusal(answer(desk, asked.code))


async def test_a_code_counts_only_beside_the_name_of_who_asked(desk: Desk) -> None:
    """So that nobody is talked into saying one without seeing whose they would be."""
    asked = await ask(desk)
    assert "No such code for you" in await refusal(answer(desk, asked.code, of=f"bob@{NETWORK}"))


async def test_codes_can_be_guessed_few_times(desk: Desk) -> None:
    asked = await ask(desk)
    for _ in range(desk.links.most_misses):
        await refusal(answer(desk, "AAAA-AAAA"))
    assert "No such code for you" in await refusal(answer(desk, asked.code))


async def test_guesses_of_others_void_nothing(desk: Desk) -> None:
    asked = await ask(desk)
    for _ in range(desk.links.most_misses):
        await refusal(answer(desk, "AAAA-AAAA", who=in_private("mallory", network="oftc")))
    await answer(desk, asked.code)


async def test_a_code_is_good_for_a_quarter_of_an_hour(desk: Desk, clock: FakeClock) -> None:
    asked = await ask(desk)
    clock.advance(minutes=15, seconds=1)
    assert "older than 15 minutes" in await refusal(answer(desk, asked.code))


async def test_a_person_has_one_request_open(desk: Desk) -> None:
    first = await ask(desk)
    second = await ask(desk, wanted="alicia@oftc")
    assert "No such code for you" in await refusal(answer(desk, first.code))
    await answer(desk, second.code, who=in_private("alicia", network="oftc"))


async def test_what_is_only_believed_is_never_linked(desk: Desk) -> None:
    believed = in_private("alice", network="embedded", method="believed")
    assert "only believed" in await refusal(linking.ask(desk, believed, "al@oftc"))
    assert "only believed" in await refusal(ask(desk, wanted="alice@embedded"))
    assert "only believed" in await refusal(answer(desk, "AAAA-AAAA", who=believed))


@pytest.mark.parametrize("who", [stranger("guest", in_private("guest").audience), shell(), person("alice")])
async def test_who_proves_nothing_and_who_is_heard_by_others_links_nothing(desk: Desk, who: Caller) -> None:
    await refusal(linking.ask(desk, who, "al@oftc"))
    await refusal(linking.answer(desk, who, "al@oftc", "AAAA-AAAA"))
    assert await events(desk, "members_linked") == []


async def test_who_may_do_nothing_is_linked_to_nobody(desk: Desk) -> None:
    asked = await ask(desk)
    await desk.change(ADA, suspending.suspend, Person("alice"), "")
    assert "may do nothing here now" in await refusal(answer(desk, asked.code))
    await desk.change(ADA, suspending.restore, Person("alice"))
    await answer(desk, asked.code)


async def test_who_is_suspended_links_themselves_to_nobody(desk: Desk) -> None:
    await desk.change(AL, roles.list_roles)
    asked = await ask(desk)
    await desk.change(ADA, suspending.suspend, Person("al"), "")
    assert "suspended" in await refusal(answer(desk, asked.code))


async def test_who_is_suspended_is_so_by_each_account(desk: Desk) -> None:
    await link(desk)
    await desk.change(ADA, suspending.suspend, Person("al"), "")
    for who in (ALICE, AL):
        assert "suspended" in await refusal(new(desk, who))


async def test_three_accounts_are_one_person(desk: Desk) -> None:
    """The eldest comes last: what was closed into the second goes on to it."""
    await desk.change(AL, roles.list_roles)
    other = in_private("alicia", network="efnet")
    asked = await linking.ask(desk, other, "al@oftc")
    number = await new(desk, other)
    await linking.answer(desk, AL, "alicia@efnet", asked.code)
    await link(desk)
    assert (await desk.look(ADA, need_member, Person("alicia"))).name == "alice"
    await undo(desk, ALICE, number)
    assert [one.name for one in await desk.look(shell(), suspending.list_all)] == ["ada", "alice", "bob", "charlie"]


async def test_ones_own_change_is_undone_by_either_account(desk: Desk) -> None:
    number = await new(desk, AL)
    await link(desk)
    await undo(desk, ALICE, number)


async def test_nobody_is_left_asking_themselves(desk: Desk) -> None:
    """Neither by what stood when they were linked, nor by what is taken back later."""
    await desk.change(AL, roles.list_roles)
    for who in ("alice", "al"):
        await desk.change(shell(), roles.add, "ops", Person(who))
    first, second = await new(desk, BOB), await new(desk, BOB)
    await accept(desk, ALICE, second)
    for number in (first, second):
        await assign(desk, ALICE, number, "al")
    await accept(desk, AL, second)
    await link(desk)
    assert (await desk.look(BOB, reading.show, first)).seen.prompt is not None
    await undo(desk, ALICE, second)
    assert await desk.database.read(_questions) == 0


async def _questions(tx: Transaction) -> int:
    return int(await tx.value("select count(*) from prompt where state = 'open' and member_id is not null") or 0)


async def test_a_role_whose_others_all_passed_is_asked_no_more_when_two_of_it_are_one(desk: Desk) -> None:
    await desk.change(AL, roles.list_roles)
    for who in ("alice", "al"):
        await desk.change(shell(), roles.add, "ops", Person(who))
    await desk.change(shell(), roles.remove, "ops", Person("bob"))
    number = await new(desk, BOB)
    await decline(desk, AL, number)
    await link(desk)
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "declined"


async def test_who_reported_it_by_the_other_account_is_no_longer_waited_for(desk: Desk) -> None:
    await desk.change(shell(), roles.add, "ops", Person("charlie"))
    number = await new(desk, AL)
    await decline(desk, CHARLIE, number)
    asked = await linking.ask(desk, in_private("bob"), "al@oftc")
    await linking.answer(desk, AL, f"bob@{NETWORK}", asked.code)
    assert (await last_event(desk, "ticket_timed_out")).data["why"] == "declined"


async def test_the_most_accounts_of_one_person_are_bounded(desk: Desk) -> None:
    desk.settings = DeskSettings(bounds=Bounds(addresses=2))
    await link(desk)
    assert "at most 2" in await refusal(ask(desk, wanted="alicia@efnet"))


async def test_an_account_that_is_unlinked_is_a_new_member_and_what_it_did_stays(desk: Desk) -> None:
    number = await new(desk, AL)
    await link(desk)
    await desk.change(ALICE_THERE, unlinking.unlink, "al@oftc")
    assert (await desk.look(AL, members.whoami)).member is None
    await new(desk, AL)
    assert (await desk.look(AL, members.whoami)).name == "al@oftc"
    await close(desk, ALICE, number)


async def test_who_has_stolen_the_later_account_cannot_shut_out_its_owner(desk: Desk) -> None:
    await link(desk)
    said = await refusal(desk.change(AL, unlinking.unlink, f"alice@{NETWORK}"))
    assert "Only an admin unlinks it" in said
    await desk.change(in_private("ada"), unlinking.unlink, f"alice@{NETWORK}")
    assert (await desk.look(AL, members.whoami)).name == "alice"


async def test_nobody_unlinks_what_is_anothers_and_none_learn_whose_it_is(desk: Desk) -> None:
    await link(desk)
    mallory = in_private("mallory")
    await add_member(desk, "mallory")
    theirs, nobodys = [await refusal(desk.change(mallory, unlinking.unlink, one)) for one in ("al@oftc", "xx@oftc")]
    assert theirs.replace("al@oftc", "") == nobodys.replace("xx@oftc", "")


async def test_the_last_account_stays(desk: Desk) -> None:
    said = await refusal(desk.change(in_private("ada"), unlinking.unlink, f"bob@{NETWORK}"))
    assert "The only account there is" in said


async def test_the_same_account_can_be_linked_anew(desk: Desk, clock: FakeClock) -> None:
    await link(desk)
    await desk.change(ALICE_THERE, unlinking.unlink, "al@oftc")
    clock.advance(minutes=1)
    await link(desk)
    assert (await desk.look(AL, members.whoami)).name == "alice"
    assert timedelta() < clock.now() - (await last_event(desk, "identity_unlinked")).at

"""Who people are: rights hang on what a network proved, and the first admin is made by a code."""

import sqlite3
from dataclasses import replace

import pytest

from chatbot.desk import members, roles
from chatbot.desk.act import Caller
from chatbot.desk.claiming import claim_admin
from chatbot.desk.codes import AdminCodes
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person, need_member
from chatbot.desk.wording import LINE
from chatbot.wire import Method
from store.database import Transaction
from tests.desk.doing import ADA, BOB, CHARLIE, accept, assign, events, last_event, new, owner, refusal
from tests.people import NETWORK, FakeClock, add_member, in_private, person, shell, stranger


async def suspend(desk: Desk, name: str) -> None:
    async def body(tx: Transaction) -> int:
        return await tx.run("update member set suspended_at = :now where name = :name", now=desk.clock.now(), name=name)

    await desk.database.write(body)


async def test_whom_the_network_vouches_for_becomes_a_member_when_they_first_do_something(desk: Desk) -> None:
    dave = person("Dave")
    assert (await desk.look(dave, members.whoami)).member is None
    await new(desk, dave)
    who = await desk.look(dave, members.whoami)
    assert (who.name, who.method) == ("Dave", "account-tag")
    assert (await last_event(desk, "member_met")).data["name"] == "Dave"
    await new(desk, dave)
    assert len(await events(desk, "member_met")) == 1


async def test_a_name_that_two_networks_have_made_two_is_nobody_s_until_it_is_said_in_full(desk: Desk) -> None:
    """bob of othernet is called bob@othernet, and counts once he is in a role: till then only bob can be meant."""
    other = in_private("bob", network="othernet")
    await new(desk, other)
    await desk.look(ADA, need_member, Person("bob"))
    await desk.change(shell(), roles.add, "ops", Person("bob@othernet"))
    said = "Two people: bob (ops), bob@othernet (ops). Say =bob or =bob@othernet"
    assert await refusal(desk.look(ADA, need_member, Person("bob"))) == said
    assert (await desk.look(ADA, need_member, Person("bob", exact=True))).name == "bob"
    assert (await desk.look(ADA, need_member, Person("bob", wearer=BOB.principal))).name == "bob"
    clash = "The nick bob is logged in as bob@othernet, not as member bob. Say =bob or =bob@othernet"
    assert await refusal(desk.look(ADA, need_member, Person("bob", wearer=other.principal))) == clash


async def test_long_names_that_may_be_meant_fit_a_line_all_the_same(desk: Desk) -> None:
    long = "b" * 28
    for name in (long, f"{long}_", f"{long}__"):
        await add_member(desk, name)
        await desk.change(shell(), roles.add, "ops", Person(name, exact=True))
    said = await refusal(desk.look(ADA, need_member, Person(long)))
    assert said.startswith("3 people are called so. Say =")
    assert len(said) <= LINE


async def test_a_name_that_says_more_is_not_mistaken_for_one_that_says_less(desk: Desk) -> None:
    await add_member(desk, "bob_")
    await desk.change(shell(), roles.add, "ops", Person("bob_"))
    assert (await desk.look(ADA, need_member, Person("bob_"))).name == "bob_"
    assert "Two people: bob (ops), bob_ (ops)." in await refusal(desk.look(ADA, need_member, Person("bob")))


async def test_a_nick_alone_gives_no_right(desk: Desk) -> None:
    number = await new(desk)
    assert "aren't logged in" in await refusal(accept(desk, stranger("bob"), number))
    assert (await desk.look(stranger("bob"), members.whoami)).member is None
    assert await events(desk, "member_met") == []


@pytest.mark.parametrize(("network", "method"), [("othernet", "account-tag"), (NETWORK, "believed")])
async def test_the_same_name_elsewhere_or_only_believed_is_somebody_else(
    desk: Desk, network: str, method: Method
) -> None:
    number = await new(desk)
    other = in_private("bob", network=network, method=method)
    assert "you aren't in it" in await refusal(accept(desk, other, number))
    await new(desk, other)
    who = await desk.look(other, members.whoami)
    assert who.name == f"bob@{network}"


@pytest.mark.parametrize(
    "account",
    [
        *("bob\u034f", "bob\u2800", "b\u200cob", "bob\u3164", "\uffa0bob", "bob\ufe0f", "bob\U0001d173", "bob\u200b"),
        *("\uff42ob", "\u4e1c\u4eac\ufe00", "\u0645\u062f\u200c\u0645"),
    ],
)
async def test_who_is_called_as_somebody_else_but_for_what_is_not_seen_is_told_apart(desk: Desk, account: str) -> None:
    await add_member(desk, "\u4e1c\u4eac")
    await add_member(desk, "\u0645\u062f\u0645")
    await new(desk, in_private(account))
    assert (await desk.look(in_private(account), members.whoami)).name.endswith(f"@{NETWORK}")


@pytest.mark.parametrize(("account", "name"), [("bob\u2800", "bob@testnet"), ("\u2800\u3164", "somebody@testnet")])
async def test_a_name_is_one_word_that_is_seen(desk: Desk, account: str, name: str) -> None:
    await new(desk, in_private(account))
    assert (await desk.look(in_private(account), members.whoami)).name == name


async def test_the_tracker_speaks_for_the_same_account_as_the_tag(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, in_private("bob", method="tracker"), number)
    assert await owner(desk, number) == "bob"


async def test_a_nick_counts_as_nothing_beside_the_account(desk: Desk) -> None:
    number = await new(desk)
    renamed = replace(BOB, principal=replace(BOB.principal, nick="bob|away", mask="bob|away!b@elsewhere"))
    await accept(desk, renamed, number)
    assert await owner(desk, number) == "bob"


async def test_who_is_suspended_does_nothing_and_is_not_met_anew(desk: Desk) -> None:
    number = await new(desk)
    await suspend(desk, "bob")
    assert "suspended" in await refusal(accept(desk, BOB, number))
    assert await events(desk, "member_met") == []
    assert "suspended" in await refusal(desk.look(BOB, members.whoami))


async def test_who_is_suspended_is_neither_asked_nor_waited_for(desk: Desk) -> None:
    number = await new(desk)
    await suspend(desk, "charlie")
    assert (
        await refusal(assign(desk, BOB, number, "charlie"))
        == f"#{number}: charlie is suspended here. Ask somebody else."
    )


async def test_a_suspended_admin_is_no_admin(desk: Desk) -> None:
    await suspend(desk, "ada")
    assert "suspended" in await refusal(desk.change(ADA, roles.delete, "ops"))


async def test_an_admin_adds_a_member_with_an_address_of_theirs(desk: Desk) -> None:
    await desk.change(ADA, members.add, "eve", network=NETWORK, account="Eve_Account", admin=False)
    assert (await desk.look(person("eve_account"), members.whoami)).name == "eve"
    assert "is eve's address already" in (
        await refusal(desk.change(ADA, members.add, "eva", network=NETWORK, account="EVE_account", admin=False))
    )


@pytest.mark.parametrize("caller", [BOB, CHARLIE, stranger("ada")])
async def test_only_an_admin_adds_members(desk: Desk, caller: Caller) -> None:
    said = await refusal(desk.change(caller, members.add, "eve", network=None, account=None, admin=True))
    assert "Only an admin may add members" in said


async def test_a_members_name_is_taken_in_any_spelling(desk: Desk) -> None:
    assert "There is a member BOB already" in await refusal(add_member(desk, "BOB"))


async def test_at_the_shell_an_unknown_member_is_refused(desk: Desk) -> None:
    assert "No member mallory." in await refusal(desk.look(shell("mallory"), members.whoami))


@pytest.fixture
def shown() -> list[str]:
    """What the terminal shows."""
    return []


@pytest.fixture
def codes(shown: list[str], clock: FakeClock) -> AdminCodes:
    codes = AdminCodes(show=shown.append)
    codes.renew(clock.now())
    return codes


async def iam(desk: Desk, caller: Caller, codes: AdminCodes, typed: str) -> None:
    desk.codes = codes
    await claim_admin(desk, caller, typed)


async def test_who_types_the_code_in_private_becomes_an_admin_and_the_code_is_good_once(
    desk: Desk, codes: AdminCodes, shown: list[str]
) -> None:
    await iam(desk, in_private("charlie"), codes, f" {shown[0].lower()} ")
    await desk.change(CHARLIE, roles.delete, "ops")
    assert (await last_event(desk, "admin_made")).actor == "charlie"
    assert "isn't the code in force" in await refusal(iam(desk, in_private("bob"), codes, shown[0]))


async def test_a_code_said_where_others_read_is_void_and_the_terminal_shows_a_new_one(
    desk: Desk, clock: FakeClock, codes: AdminCodes, shown: list[str]
) -> None:
    assert "read by this channel" in await refusal(iam(desk, CHARLIE, codes, shown[0]))
    assert "isn't the code" in await refusal(iam(desk, in_private("charlie"), codes, shown[0]))
    await iam(desk, in_private("charlie"), codes, shown[1])


async def test_the_code_is_good_for_fifteen_minutes(
    desk: Desk, clock: FakeClock, codes: AdminCodes, shown: list[str]
) -> None:
    clock.advance(minutes=15, seconds=1)
    assert "isn't the code in force" in await refusal(iam(desk, in_private("charlie"), codes, shown[0]))


@pytest.mark.parametrize("typed", ["", "\udcff", "ÄÖÜ", "\0" * 1000])
async def test_what_cannot_be_a_code_is_only_a_miss(desk: Desk, codes: AdminCodes, typed: str) -> None:
    assert "isn't the code in force" in await refusal(iam(desk, in_private("charlie"), codes, typed))


async def test_guessing_voids_the_code(desk: Desk, codes: AdminCodes, shown: list[str]) -> None:
    for _ in range(20):
        await refusal(iam(desk, in_private("charlie"), codes, "AAAA-AAAA"))
    assert "isn't the code in force" in await refusal(iam(desk, in_private("charlie"), codes, shown[0]))


async def test_a_stranger_becomes_no_admin_with_the_code_and_does_not_use_it_up(
    desk: Desk, codes: AdminCodes, shown: list[str]
) -> None:
    guest = replace(stranger("guest42"), audience=in_private("guest42").audience)
    assert "log in to NickServ" in await refusal(iam(desk, guest, codes, shown[0]))
    await iam(desk, in_private("charlie"), codes, shown[0])


@pytest.mark.parametrize("gone", ["used", "expired"])
def test_no_code_comes_into_force_because_somebody_said_one(
    clock: FakeClock, codes: AdminCodes, shown: list[str], gone: str
) -> None:
    if gone == "used":
        codes.void()
    else:
        clock.advance(hours=1)
    assert not codes.burn(shown[0], clock.now())
    assert len(shown) == 1


async def test_a_code_is_never_in_the_repr(codes: AdminCodes, shown: list[str]) -> None:
    assert shown[0] not in repr(codes)


async def test_the_code_lives_on_where_it_has_no_end(desk: Desk, clock: FakeClock, shown: list[str]) -> None:
    codes = AdminCodes(lives=None, show=shown.append)
    codes.renew(clock.now())
    clock.advance(days=30)
    await iam(desk, in_private("charlie"), codes, shown[0])


async def test_a_code_is_not_used_up_by_a_change_that_failed(desk: Desk, codes: AdminCodes, shown: list[str]) -> None:
    await desk.database.write(no_more_journal)
    with pytest.raises(sqlite3.Error):
        await iam(desk, in_private("charlie"), codes, shown[0])
    await desk.database.write(journal_again)
    await iam(desk, in_private("charlie"), codes, shown[0])


async def no_more_journal(tx: Transaction) -> None:
    await tx.run("alter table event rename to event_away")


async def journal_again(tx: Transaction) -> None:
    await tx.run("alter table event_away rename to event")

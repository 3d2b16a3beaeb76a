"""Group roles: admins make and change them, anyone joins an open one, and none goes while it has open tickets."""

import dataclasses
from collections.abc import Awaitable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from chatbot.desk import digests, members, roles
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.people import Person
from chatbot.desk.roles import RoleChange
from chatbot.desk.settings import DeskSettings
from chatbot.wire import Principal, Private
from store import timers
from store.database import Database
from tests.desk.doing import ADA, ALICE, BOB, CHARLIE, accept, asked, close, events, last_event, new, owner, refusal
from tests.people import NETWORK, FakeClock, add_role, opened_desk, pass_time, principal, shell, stranger

NOT_ADMINS = [ALICE, BOB, CHARLIE, stranger("ada")]


def everything_an_admin_does(desk: Desk, caller: Caller) -> list[Awaitable[object]]:
    return [
        desk.change(caller, roles.create, "net", RoleChange()),
        desk.change(caller, roles.put, "ops", RoleChange(open=True)),
        desk.change(caller, roles.delete, "ops"),
        desk.change(caller, roles.add, "ops", Person("charlie")),
        desk.change(caller, roles.remove, "ops", Person("bob")),
    ]


@pytest.mark.parametrize("caller", NOT_ADMINS)
async def test_only_admins_make_and_change_roles_and_who_is_in_them(desk: Desk, caller: Caller) -> None:
    before = await events(desk)
    for verb in everything_an_admin_does(desk, caller):
        assert "Only an admin may" in await refusal(verb)
    assert await events(desk) == before


async def test_an_admin_adds_and_removes_people(desk: Desk) -> None:
    await desk.change(ADA, roles.add, "ops", Person("charlie"))
    number = await new(desk)
    assert await asked(desk, number) == ["bob", "charlie"]
    assert await refusal(desk.change(ADA, roles.add, "ops", Person("charlie"))) == "ops: charlie is in it already."
    await desk.change(ADA, roles.remove, "ops", Person("charlie"))
    assert await asked(desk, number) == ["bob"]
    assert await refusal(desk.change(ADA, roles.remove, "ops", Person("charlie"))) == "ops: charlie isn't in it."


async def test_who_is_logged_in_and_new_is_known_by_being_added(desk: Desk) -> None:
    """An admin is told to type `role add ops <person>`, mostly before that person said a word to dibs."""
    wearer = dataclasses.replace(principal("newcomer"), nick="new_")
    _, member = await desk.change(ADA, roles.add, "ops", Person("new_", wearer=wearer))
    assert member.name == "newcomer"
    assert (await desk.look(Caller(wearer, Private(NETWORK, "new_")), members.whoami)).member == member


@pytest.mark.parametrize("unproved", [None, stranger("guest").principal])
async def test_who_is_not_logged_in_is_not_made_known_by_being_added(desk: Desk, unproved: Principal | None) -> None:
    before = await events(desk)
    said = await refusal(desk.change(ADA, roles.add, "ops", Person("guest", wearer=unproved)))
    assert said.startswith("No member guest. ")
    assert "logged in" in said
    assert await events(desk) == before


async def test_anyone_known_joins_an_open_role_and_leaves_it(desk: Desk) -> None:
    await add_role(desk, "web", is_open=True)
    await desk.change(CHARLIE, roles.join, "web")
    assert "already" in await refusal(desk.change(CHARLIE, roles.join, "web"))
    (membership,) = (await desk.look(CHARLIE, roles.show, "web")).members
    assert (membership.name, membership.confirmed) == ("charlie", False)
    await desk.change(CHARLIE, roles.leave, "web")
    assert await refusal(desk.change(CHARLIE, roles.leave, "web")) == "You aren't in web."


async def test_a_closed_role_is_joined_by_an_admins_word_alone(desk: Desk) -> None:
    said = await refusal(desk.change(CHARLIE, roles.join, "ops"))
    assert said == "ops isn't open. An admin can: role add ops charlie"
    assert "log in to NickServ" in await refusal(desk.change(stranger("bob"), roles.join, "ops"))


async def test_an_admins_word_confirms_who_joined_by_themselves(desk: Desk) -> None:
    await add_role(desk, "web", is_open=True)
    await desk.change(CHARLIE, roles.join, "web")
    number = await new(desk, role="web")
    assert "may close it" in await refusal(close(desk, CHARLIE, number))
    await desk.change(ADA, roles.add, "web", Person("charlie"))
    await close(desk, CHARLIE, number)


async def test_a_role_with_open_tickets_is_not_deleted(desk: Desk) -> None:
    number = await new(desk)
    assert "There is 1 open ticket for ops" in await refusal(desk.change(ADA, roles.delete, "ops"))
    await close(desk, ALICE, number)
    await desk.change(ADA, roles.delete, "ops")
    assert "No role ops" in await refusal(new(desk, role="ops"))


async def test_the_name_of_a_deleted_role_is_free_again_and_the_new_one_has_none_of_its_people(desk: Desk) -> None:
    await desk.change(ADA, roles.delete, "ops")
    await add_role(desk, "OPS")
    assert await asked(desk, await new(desk, role="ops")) == []


async def test_a_name_is_taken_in_any_spelling(desk: Desk) -> None:
    assert "There is a role OPS already." in await refusal(desk.change(ADA, roles.create, "OPS", RoleChange()))


@pytest.mark.parametrize("name", ["", "two words", "#ops", "12", "a,b", "a:b", "\x02ops", "x" * 31])
async def test_a_bad_name_is_refused_with_a_good_example_or_the_bound(desk: Desk, name: str) -> None:
    said = await refusal(desk.change(ADA, roles.create, name, RoleChange()))
    assert "starts with a letter: ops, net-team, bob." in said or "at most 30 characters, this one 31" in said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (RoleChange(next="leads"), "No role leads; there is ops."),
        (RoleChange(next="@web"), "No role web; there is ops."),
        (RoleChange(after=timedelta(minutes=15)), "Which role is asked then? role create web next=<role> after=15m"),
        (RoleChange(next="none", prompts=2), "Which role is asked then? role create web next=<role> after=15m"),
    ],
)
async def test_a_role_that_is_not_made_is_not_spoken_of_as_if_it_were(
    desk: Desk, change: RoleChange, sentence: str
) -> None:
    assert await refusal(desk.change(ADA, roles.create, "web", change)) == sentence
    assert [event.data["name"] for event in await events(desk, "role_created")] == ["ops"]


async def test_a_desk_has_at_most_so_many_roles(database: Database, clock: FakeClock) -> None:
    desk = await opened_desk(database, clock, DeskSettings(bounds=Bounds(roles=2)))
    await add_role(desk, "ops")
    await add_role(desk, "net")
    assert await refusal(desk.change(shell(), roles.create, "web", RoleChange())) == (
        "There are 2 roles, and 2 is the most."
    )


@pytest.mark.parametrize("key", ["every", "lifetime", "digest"])
async def test_lengths_of_time_have_bounds_that_the_refusal_names(desk: Desk, key: str) -> None:
    short, long = timedelta(seconds=59), timedelta(days=731)
    assert f"{key}= is at least 1m" in await refusal(desk.change(ADA, roles.put, "ops", change(key, short)))
    assert f"{key}= is at most 2 years" in await refusal(desk.change(ADA, roles.put, "ops", change(key, long)))
    await desk.change(ADA, roles.put, "ops", change(key, timedelta(minutes=1)))
    await desk.change(ADA, roles.put, "ops", change(key, timedelta(days=730)))


def change(key: str, length: timedelta) -> RoleChange:
    return {
        "every": RoleChange(every=length),
        "lifetime": RoleChange(lifetime=length),
        "digest": RoleChange(digest=length),
    }[key]


async def test_set_changes_only_what_was_named(desk: Desk) -> None:
    await desk.change(ADA, roles.put, "ops", RoleChange(channel="#ops", lifetime=timedelta(hours=1)))
    role = await desk.change(ADA, roles.put, "ops", RoleChange(every=timedelta(minutes=2)))
    assert (role.channel, role.network, role.lifetime, role.every) == ("#ops", NETWORK, 3600, 120)
    role = await desk.change(ADA, roles.put, "ops", RoleChange(channel=""))
    assert (role.channel, role.network, role.lifetime, role.every) == (None, None, 3600, 120)


async def test_set_with_nothing_to_set_says_what_can_be(desk: Desk) -> None:
    assert "role set ops channel=#ops" in await refusal(desk.change(ADA, roles.put, "ops", RoleChange()))


async def test_who_left_a_role_keeps_what_they_own(desk: Desk) -> None:
    number = await new(desk)
    await accept(desk, BOB, number)
    await desk.change(BOB, roles.leave, "ops")
    assert await owner(desk, number) == "bob"
    await close(desk, BOB, number)


async def test_a_digest_comes_as_often_as_it_was_set(desk: Desk, clock: FakeClock) -> None:
    await new(desk)
    await desk.change(ADA, roles.put, "ops", RoleChange(digest=timedelta(hours=1)))
    await pass_time(desk, clock, timedelta(hours=1))
    assert (await last_event(desk, "digest_due")).at == clock.now()


async def test_a_deleted_role_has_no_digest(desk: Desk, clock: FakeClock) -> None:
    role = await desk.change(ADA, roles.delete, "ops")
    assert await desk.database.read(timers.get, digests.DIGEST, role.id) is None
    await pass_time(desk, clock, timedelta(days=3))
    assert await events(desk, "digest_due") == []


async def test_ensuring_a_role_leaves_what_people_changed(desk: Desk) -> None:
    await desk.change(ADA, roles.put, "ops", RoleChange(lifetime=timedelta(hours=1)))
    role = await desk.change(shell(), roles.ensure, "ops", RoleChange(lifetime=timedelta(hours=2)))
    assert role.lifetime == 3600


@pytest.mark.parametrize(
    "change",
    [
        RoleChange(channel="#ops", network="oftc"),
        RoleChange(channel="oftc/#ops"),
        RoleChange(channel="oftc/#ops", network="oftc"),
    ],
)
async def test_a_role_s_channel_names_its_network(desk: Desk, change: RoleChange) -> None:
    desk.settings = replace(desk.settings, networks=(NETWORK, "oftc"))
    made = await desk.change(ADA, roles.put, "ops", change)
    assert (made.network, made.channel) == ("oftc", "#ops")


async def test_the_channel_of_a_role_moves_to_another_network_by_its_name_alone(desk: Desk) -> None:
    desk.settings = replace(desk.settings, networks=(NETWORK, "oftc"))
    assert "has no channel yet" in await refusal(desk.change(ADA, roles.put, "ops", RoleChange(network="oftc")))
    await desk.change(ADA, roles.put, "ops", RoleChange(channel="#ops"))
    made = await desk.change(ADA, roles.put, "ops", RoleChange(network="oftc"))
    assert (made.network, made.channel) == ("oftc", "#ops")


async def test_a_channel_is_on_one_network_that_there_is(desk: Desk) -> None:
    desk.settings = replace(desk.settings, networks=(NETWORK, "oftc"))
    both = RoleChange(channel="oftc/#ops", network=NETWORK)
    assert "Say one of them" in await refusal(desk.change(ADA, roles.put, "ops", both))
    assert "No network efnet" in await refusal(desk.change(ADA, roles.put, "ops", RoleChange(channel="efnet/#ops")))

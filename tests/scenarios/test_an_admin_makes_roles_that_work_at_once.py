"""The role verbs: who may use them, and that what they change holds from the next ticket on."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def admin(house: House) -> Person:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    return ada


async def test_a_role_with_a_new_channel_brings_dibs_there_and_its_tickets_are_announced_there(
    house: House, alice: Person
) -> None:
    ada, charlie = await admin(house), await enter(house, "charlie", "#lobby", "#net")
    assert await ada.says("#desk", "!role create net channel=#net open=yes every=10m lifetime=1h") == [
        "#desk< net made. Who is in it: !role add net <person>"
    ]
    await charlie.client.expect(lambda line: line.command == "JOIN" and line.nick == "dibs" and "#net" in line.raw)
    assert await charlie.says("#net", "!role join net") == [
        "#net< You are in net. You may take, comment, close what you took. Start: !list free"
    ]
    assert await alice.says("#desk", "!new @net vpn down") == [
        "#desk< #1 opened for net: vpn down. 1 asked; you hear within 1h."
    ]
    assert await charlie.hears() == ["#net< #1 new for net: vpn down (alice). Take it: dibs 1"]
    assert await charlie.says("#net", "dibs 1") == ["#net< #1 is yours: vpn down. When done: !close 1"]


async def test_a_role_may_move_to_another_channel(house: House, alice: Person) -> None:
    ada, charlie = await admin(house), await enter(house, "charlie", "#lobby", "#cellar")
    assert await ada.tells("role set ops channel=#cellar") == [
        "p< ops: open, in #cellar on embedded, lifetime 30m, every 5m, digest 09:00 UTC."
    ]
    await charlie.client.expect(lambda line: line.command == "JOIN" and line.nick == "dibs" and "#cellar" in line.raw)
    await alice.says("#desk", "!new @ops printer on fire")
    assert await charlie.hears() == ["#cellar< #1 new for ops: printer on fire (alice). Take it: dibs 1"]


async def test_who_is_taken_out_of_a_role_is_not_asked_any_more(house: House, alice: Person, dave: Person) -> None:
    ada = await admin(house)
    assert await ada.tells("role remove ops dave") == ["p< ops: dave is out of it now."]
    await alice.says("#desk", "!new @ops printer on fire")
    assert await dave.hears() == []
    assert await dave.tells("dibs 1") == ["p< #1 is for ops. Join it first: role join ops"]


async def test_who_leaves_is_not_asked_any_more(alice: Person, dave: Person) -> None:
    assert await dave.tells("role leave ops") == ["p< You have left ops."]
    await alice.says("#desk", "!new @ops printer on fire")
    assert await dave.hears() == []


async def test_a_role_with_open_tickets_is_not_deleted(house: House, alice: Person, bob: Person) -> None:
    ada = await admin(house)
    await alice.says("#desk", "!new @ops printer on fire")
    assert await ada.tells("role delete ops") == [
        "p< There is 1 open ticket for ops; a role goes only when it has none. See them: list @ops"
    ]
    await bob.tells("close 1")
    assert await ada.tells("role delete ops") == ["p< ops is gone. Its closed tickets stay."]


async def test_whoever_is_no_admin_changes_no_role(bob: Person) -> None:
    refused = await bob.tells("role create net", "role set ops every=1m", "role add ops charlie", "role delete ops")
    assert len(refused) == 4
    assert all(line.startswith("p< Only an admin may ") for line in refused)


async def test_the_roles_can_be_looked_at(alice: Person, bob: Person) -> None:
    assert await alice.says("#desk", "!role list") == ["#desk< Roles: ops (open, 2 in it, 0 open)"]
    assert await alice.says("#desk", "!role show ops") == [
        "#desk< ops: open, in #ops on embedded, lifetime 30m, every 5m, digest 09:00 UTC.",
        "p< In ops: bob, dave",
    ]


async def test_what_was_offered_in_the_channel_before_can_still_be_taken_there(
    house: House, alice: Person, bob: Person
) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    ada = await admin(house)
    await ada.tells("role set ops channel=#desk")
    assert await bob.says("#ops", "dibs 1") == ["#ops< #1 is yours: printer on fire. When done: !close 1"]

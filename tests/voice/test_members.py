"""An admin keeps an account that is in other hands from doing anything, and gives it back."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def test_members(house: House, alice: Person, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    assert await ada.tells("member suspend bob his laptop was stolen") == [
        "p< Suspended: bob. Back with: member restore bob",
        "p< Still theirs: #1. Free one: release 1",
        "p< What they did since then is taken back by: member rollback bob since 14:00",
    ]
    (refused,) = await bob.tells("close 1")
    assert refused == "p< Your account is suspended here. An admin can tell you why."
    assert await ada.tells("member list") == ["p< Members: ada (admin), alice, bob (suspended), dave"]
    assert await ada.tells("member restore bob") == ["p< Restored: bob. What is still theirs is theirs again."]
    assert (await bob.tells("close 1"))[-1].startswith("p< #1 closed: printer on fire.")


async def test_whoever_sits_behind_a_suspended_account_reads_nothing(house: House, alice: Person, bob: Person) -> None:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    await alice.says("#desk", "!new @ops printer on fire")
    await bob.tells("dibs 1")
    await ada.tells("member suspend bob")
    await alice.tells("re 1 the password is swordfish")
    assert await bob.hears() == []
    await ada.tells("member restore bob")
    await alice.tells("re 1 it burns")
    await house.pass_time(minutes=1)
    assert any("it burns" in line for line in await bob.hears())


async def admin(house: House) -> Person:
    ada = await enter(house, "ada", "#desk")
    await ada.tells(f"iam {house.codes[-1]}")
    return ada


async def test_what_is_known_of_somebody(house: House, alice: Person, bob: Person) -> None:
    ada = await admin(house)
    await alice.tells("new @ops printer on fire", "new @ops vpn down")
    await bob.tells("dibs 1 2")
    await house.pass_time(hours=2)
    assert await ada.tells("member show bob") == [
        "p< Member bob: ops",
        "p< Known as: bob on embedded",
        "p< Seen: within the last day. Known for 2h.",
        "p< Theirs: #1 #2.",
    ]
    await house.pass_time(hours=49)
    assert "p< Seen: 2d 3h ago. Known for 2d 3h." in await ada.tells("member show bob")
    assert await ada.says("#desk", "!member show bob") == [
        "#desk< What is known of somebody isn't said aloud. In private: !member show <person>"
    ]
    assert (await alice.tells("member show bob"))[0].startswith("p< Only an admin may look at members.")


async def test_what_a_stolen_account_did_is_taken_back(house: House, alice: Person, bob: Person, dave: Person) -> None:
    ada = await admin(house)
    await alice.tells("new @ops printer on fire", "new @ops vpn down", "new @ops no coffee")
    await dave.tells("dibs 1")
    await house.pass_time(hours=1)
    await bob.tells("steal 1 mine now", "close 1 invalid", "dibs 2", "edit 3 title=hacked", "re 3 ha ha")
    await alice.tells("re 1 what is this?", "edit 3 priority=high")
    await house.pass_time(minutes=15)
    await ada.tells("member suspend bob")
    for person in (alice, bob, dave, ada):
        await person.hears()
    more = "(1 more, before it: history 3)"
    assert await ada.tells("member rollback bob since 30m") == [
        "p< Rolled back: 3 changes of bob since Fri 20 Nov 10:45 UTC.",
        "p< Undone: accept 2, close 1, steal 1",
        f"p< #3 kept: Can't undo comment 3: alice changed it since. Instead: comment 3 <text> {more}",
    ]
    assert "accepted, dave" in (await alice.tells("1"))[0]
    assert "new, free" in (await alice.tells("2"))[0]
    assert (await ada.tells("member rollback bob since 30m"))[0].startswith("p< Rolled back: 0 changes of bob")


async def test_what_an_admin_types_against_it_is_what_an_admin_may(house: House, bob: Person) -> None:
    """Not what bob would have typed of his own."""
    ada = await admin(house)
    await ada.tells("role create net", "role create leads", "role set net open=yes", "role add leads bob")
    await house.pass_time(hours=3)
    await bob.tells("role join net", "role leave leads", "new @ops printer on fire")
    assert (await ada.tells("member rollback bob 1h"))[:4] == [
        "p< Rolled back: 1 change of bob since Fri 20 Nov 12:00 UTC.",
        "p< Undone: new 1",
        "p< Not undone by itself: role join net bob. Instead: role remove net bob",
        "p< Not undone by itself: role leave leads bob. Instead: role add leads bob",
    ]


async def test_what_is_left_with_who_is_suspended_is_offered_anew(house: House, alice: Person, bob: Person) -> None:
    ada = await admin(house)
    await alice.tells("new @ops printer on fire")
    await bob.tells("dibs 1")
    await house.pass_time(hours=3)
    await ada.tells("member suspend bob")
    assert (await ada.tells("member rollback bob 1h"))[-1] == "p< Free again, and offered anew: #1."
    assert "new, free" in (await alice.tells("1"))[0]


async def test_somebody_is_forgotten(house: House, alice: Person, bob: Person) -> None:
    ada = await admin(house)
    await alice.tells("new @ops printer on fire", "new @ops vpn down")
    await bob.tells("dibs 1", "re 1 I am at home")
    await alice.tells("re 2 call me")
    asked = await ada.tells("member forget bob")
    assert asked == ["p< Not undone by anything: bob's words, names and addresses go. member forget bob really"]
    assert await ada.tells("member forget bob really") == [
        "p< Forgotten, for good. Free again: #1. Backups, and what was read on IRC, know more."
    ]
    assert await ada.tells("member list") == ["p< Members: ada (admin), alice, dave"]
    assert (await ada.tells("member forget alice really"))[0] == (
        "p< Forgotten, for good. Open, and keep what they say: #1 #2. Backups, and what was read on IRC, know more."
    )
    assert (await ada.tells("history 1"))[0].startswith("p< #1 Fri 20 Nov 10:00 somebody opened | 10:00 somebody took")
    assert await ada.tells("member forget ada really") == [
        "p< You would forget yourself. Another admin can do it, or whoever runs dibs."
    ]

"""Show, list, mine, history: two lines where others read, the rest in private."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def test_a_ticket_is_shown_with_its_last_word(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `#12 printer on fire: accepted, bob, high, 2h old, ops, from alice. Last, bob 20m ago: toner ordered`"""
    await alice.says("#desk", "!new @ops priority=high printer on fire")
    await bob.tells("dibs 1")
    await house.pass_time(minutes=100)
    await bob.tells("re 1 toner ordered")
    await house.pass_time(minutes=20)
    await alice.hears()
    assert await alice.says("#desk", "!1") == [
        "#desk< #1 printer on fire: accepted, bob, high, 2h old, ops, from alice.",
        "#desk< Last, bob 20m ago: toner ordered",
    ]


async def test_named_with_a_question_mark_it_is_shown_too(alice: Person) -> None:
    await alice.says("#desk", "!new @ops printer on fire")
    assert await alice.says("#desk", "dibs: 1?") == ["#desk< #1 printer on fire: new, free, 0s old, ops, from alice."]


async def test_its_description_is_read_in_private_so_that_the_channel_stays_quiet(alice: Person) -> None:
    await alice.tells("new printer on fire -- 3rd floor, the big one " + "x " * 200)
    shown = await alice.says("#desk", "!1")
    assert [line.split("<")[0] for line in shown] == ["#desk", "#desk", *["p"] * (len(shown) - 2)]
    assert all(line.split("< ")[1].startswith("| ") for line in shown[2:])


async def test_the_list_shows_what_is_free_and_urgent_first_and_who_has_the_rest(
    house: House, alice: Person, bob: Person
) -> None:
    await alice.says("#desk", "!new @ops vpn down", "!new @ops no coffee", "!new @ops priority=urgent fire")
    await bob.tells("dibs 2")
    await house.pass_time(minutes=8)
    await alice.hears()
    assert await alice.says("#desk", "!list") == [
        "#desk< All: 3 open, 2 free: #3 fire (urgent, 8m), #1 vpn down (8m)",
        "#desk< In hand: #2 bob",
    ]
    assert await alice.says("#desk", "!list free @ops") == [
        "#desk< ops: 2 free: #3 fire (urgent, 8m), #1 vpn down (8m)"
    ]


async def test_mine_is_what_i_own_and_what_i_wait_for(alice: Person, bob: Person) -> None:
    await alice.says("#desk", "!new @ops vpn down")
    await bob.tells("new no coffee", "dibs 1")
    assert await bob.tells("mine") == ["p< Yours: #1 vpn down (0s)", "p< You wait for: #2 no coffee (0s) free"]
    await alice.hears()
    assert await alice.tells("mine") == ["p< You wait for: #1 vpn down (0s) bob"]


async def test_the_whole_history_can_be_read_with_who_and_when(house: House, alice: Person, bob: Person) -> None:
    """VOICE: `#12 Fri 09:58 alice opened | 10:01 bob took | ...`"""
    await alice.says("#desk", "!new @ops vpn down")
    await house.pass_time(minutes=3)
    await bob.tells("dibs 1")
    await house.pass_time(minutes=40)
    await bob.tells("re 1 cable ordered", "close 1 fixed")
    await alice.hears()
    told = " ".join(await alice.tells("history 1"))
    assert told.startswith("p< #1 Fri ")
    parts = ["10:00 alice opened", "10:03 bob took", "10:43 bob"]
    assert [told.find(part) for part in parts] == sorted(told.find(part) for part in parts)
    assert all(part in told for part in parts)


async def test_a_long_list_goes_on_in_private(alice: Person) -> None:
    for start in (0, 4, 8, 12):
        await alice.tells(*(f"new the disk of machine {number} is full" for number in range(start, start + 4)))
    shown = await alice.says("#desk", "!list")
    assert [line.split("<")[0] for line in shown][:3] == ["#desk", "#desk", "p"]
    assert shown[1].endswith("more in private)")


async def test_everybody_may_look(house: House, alice: Person) -> None:
    await alice.says("#desk", "!new @ops vpn down")
    eve = await enter(house, "eve", "#lobby")
    assert await eve.tells("show 1") == ["p< #1 vpn down: new, free, 0s old, ops, from alice."]

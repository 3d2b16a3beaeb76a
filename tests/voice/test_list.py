"""LIST: what is free first, then who has what in hand, in two lines; in a channel it highlights nobody."""

from tests.house import House
from tests.scenarios.person import Person, enter


async def a_busy_role(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """#1 is held, #2 and #3 are dave's, #4 is bob's; #5 and #6 are free."""
    for title in ("old server", "no coffee", "loud fan", "printer on fire", "new laptop"):
        await alice.tells(f"new @ops {title}")
    await dave.tells("dibs 1", "hold 1 until monday", "dibs 2 3")
    await bob.tells("dibs 4")
    await house.pass_time(hours=47, minutes=52)
    await alice.tells("new @ops priority=high vpn down")
    await house.pass_time(minutes=8)
    for person in (alice, bob, dave):
        await person.hears()


async def test_list(house: House, alice: Person, bob: Person, dave: Person) -> None:
    """VOICE: `ops: 7 open, 2 free: #15 vpn down (high, 8m), #14 new laptop (2d)`
    VOICE: `In hand: #12 bob, #11 #9 dave, #3 held till Mon. 1 more: more`; a day has its date, as everywhere.
    """
    await a_busy_role(house, alice, bob, dave)
    shown = await alice.says("#desk", "!list @ops")
    assert shown[0] == "#desk< ops: 6 open, 2 free: #6 vpn down (high, 8m), #5 new laptop (2d)"
    assert shown[1:] == ["#desk< In hand: #2 #3 dave, #4 bob, #1 held till Mon 23 Nov"]


async def test_who_sits_in_the_channel_is_not_named_there_unless_they_ask(
    house: House, alice: Person, bob: Person, dave: Person, charlie: Person
) -> None:
    """Noise 8: a name rings on its bearer's screen, so it is left out."""
    await a_busy_role(house, alice, bob, dave)
    assert (await charlie.says("#ops", "!list"))[1] == "#ops< In hand: #4, #2 #3 dave, #1 held till Mon 23 Nov"
    await bob.hears()
    assert (await bob.says("#ops", "!list"))[1] == "#ops< In hand: #2 #3 dave, #4 bob, #1 held till Mon 23 Nov"
    assert (await charlie.tells("list"))[-1] == "p< In hand: #2 #3 dave, #4 bob, #1 held till Mon 23 Nov"


async def test_another_who_wears_the_owners_name_would_be_highlighted_too(
    house: House, alice: Person, bob: Person, dave: Person, charlie: Person
) -> None:
    await a_busy_role(house, alice, bob, dave)
    await dave.client.raw("NICK david")
    await dave.client.sync()
    await enter(house, "dave", "#ops")
    assert (await charlie.says("#ops", "!list"))[1] == "#ops< In hand: #2 #3 #4, #1 held till Mon 23 Nov"

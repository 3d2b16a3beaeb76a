"""A relay's bot brings words of people who are on no IRC: they open tickets and hear of them where they spoke; they are
nobody of the same name, and the relay itself is nobody at all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.house import House
from tests.people import FakeClock
from tests.scenarios.accounts import house_on, logged_in
from tests.scenarios.person import Person, enter
from tests.servers.network import ServicesNetwork
from tests.waiting import until

OPENED = "#desk< #1 opened for ops: printer on fire. 1 asked; you hear within 30m."


@pytest.fixture
async def house(services: ServicesNetwork, tmp_path: Path, clock: FakeClock) -> AsyncIterator[House]:
    """`matterbridge` is the account of a relay there."""
    async with house_on(services, tmp_path, clock, relays=["matterbridge"]) as house:
        yield house


@pytest.fixture
async def relay(house: House, services: ServicesNetwork) -> Person:
    return await logged_in(house, services, "matterbridge", "#desk", nick="mb")


@pytest.fixture
async def bob(house: House, services: ServicesNetwork) -> Person:
    return await logged_in(house, services, "bob", "#ops")


async def brings(relay: Person, *lines: str, to: str = "#desk") -> list[str]:
    """The relay writes that; what it hears until all of it was dealt with."""
    await relay.hears()
    for line in lines:
        await relay.client.say(to, line)
    await dealt_with(relay)
    return await relay.hears()


async def dealt_with(relay: Person) -> None:
    """A relay is answered nothing in private, so somebody else asks after it, and is answered."""
    await relay.client.sync()
    witness = await relay.house.client("witness", channels=())
    await Person(relay.house, witness).answered()
    await witness.quit()
    await until("all answered", lambda: not relay.house.app.inbox.busy)


async def test_who_speaks_over_a_bridge_opens_and_hears_of_it_where_they_spoke(relay: Person, bob: Person) -> None:
    assert await brings(relay, "[discord] <carol> !new @ops printer on fire") == [OPENED]
    assert await bob.hears() == ["#ops< #1 new for ops: printer on fire (carol (bridged)). Take it: dibs 1"]
    assert (await bob.tells("show 1"))[0].endswith("ops, from carol (bridged).")
    await bob.tells("dibs 1")
    assert await relay.hears() == ["#desk< #1 for carol (bridged): printer on fire: bob has it."]
    assert await brings(relay, "[discord] <carol> !re 1 it burns") == ["#desk< #1 noted."]
    await bob.tells("close 1")
    assert await relay.hears() == ["#desk< #1 for carol (bridged): printer on fire: closed by bob (done)."]


async def test_bob_over_a_bridge_is_not_bob_and_rings_at_nobody(
    house: House, services: ServicesNetwork, relay: Person, bob: Person
) -> None:
    await bob.client.join("#desk")
    told = "Taking and changing tickets here wants a login; you came over a bridge. Say it on IRC itself, logged in."
    assert await brings(relay, "<bob> !new @ops printer on fire", "<bob> !dibs 1") == [OPENED, f"#desk< {told}"]
    assert "#ops< #1 new for ops: printer on fire (somebody (bridged)). Take it: dibs 1" in await bob.hears()
    assert (await bob.says("#desk", "!show 1"))[0].endswith("from somebody (bridged).")
    dave = await logged_in(house, services, "dave", "#desk")
    await house.put_into("ops", "dave")
    await dave.tells("dibs 1")
    assert await relay.hears() == [
        "#desk< #1 printer on fire: new, free, 0s old, ops, from somebody (bridged).",
        "#desk< #1 for somebody (bridged): printer on fire: dave has it.",
    ]


async def test_who_wrote_over_a_bridge_hears_that_nobody_took_it(house: House, relay: Person, bob: Person) -> None:
    await brings(relay, "<carol> !new @ops printer on fire")
    assert await bob.hears() != []
    await house.pass_time(minutes=31)
    assert await relay.hears() == [
        "#desk< #1 for carol (bridged): printer on fire: nobody in ops took it in 30m. It stays open: !show 1"
    ]


async def test_nothing_is_told_in_private_and_nothing_goes_on_there(relay: Person) -> None:
    heard = await brings(relay, "<carol> !help all", "<carol> !new @ops printer on fire", "<carol> !more")
    assert heard[0].startswith("#desk< That is said in private alone, so on IRC itself")
    assert heard[1] == OPENED
    assert heard[2].startswith("#desk< Nothing more to show here")
    history, *errors = await brings(relay, "<carol> !history 1", *["<carol> !show"] * 3)
    assert history.startswith("#desk< #1 ")
    assert errors == []  # after the first one they would be told in private


async def test_the_relay_itself_is_nobody(house: House, services: ServicesNetwork, relay: Person) -> None:
    assert await brings(relay, "!new @ops printer on fire", "dibs: list", "<carol>", "list") == []
    assert await brings(relay, "<carol> list", "list", "whoami", to=house.link.nick) == []
    await house.member("dave", admin=True)
    ada = await logged_in(house, services, "dave", "#desk", nick="ada")
    assert await ada.tells("role add ops mb") == [
        "p< That is a bridge: mb speaks for others, and is nobody here by itself."
    ]


async def test_what_mallory_writes_in_the_relays_form_is_just_text(
    house: House, services: ServicesNetwork, relay: Person
) -> None:
    for account in ("mallory", None):
        other = (
            await logged_in(house, services, account, "#desk")
            if account
            else await enter(house, "matterbridge", "#desk")
        )
        assert await other.says("#desk", "<carol> !new @ops printer on fire") == []
    assert await relay.hears() == []


async def test_while_the_bridge_is_gone_what_is_for_its_people_waits(
    house: House, services: ServicesNetwork, relay: Person, bob: Person
) -> None:
    alice = await enter(house, "alice", "#desk")
    await brings(relay, "<carol> !new @ops printer on fire")
    await relay.client.quit()
    await until("relay gone", lambda: house.link.who("mb") is None)
    await alice.hears()
    await bob.tells("dibs 1")
    assert await alice.hears() == []
    back = await logged_in(house, services, "matterbridge", "#desk", nick="mb")
    await house.pass_time(minutes=5)
    assert await back.hears() == ["#desk< Taken: #1 by bob, for carol (bridged)"]

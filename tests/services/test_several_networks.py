"""One person on two networks is told once, where they are: where they show up first, whichever link is down."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest

from chatbot.desk import linking
from chatbot.desk.desk import Desk
from chatbot.services.greeter import Greeter
from chatbot.services.presence import Presence
from chatbot.services.recipients import Recipient
from chatbot.services.sender import Sender
from chatbot.wire import Seen
from store.records import Notice
from tests.people import NETWORK, FakeClock, in_private
from tests.services.loops import running, settle
from tests.services.rows import BOB, queue, row, status
from tests.services.wires import FakeWire
from tests.waiting import until

OTHER = "othernet"


@dataclass(slots=True)
class Two:
    """bob is bob on the one network, and bobby on the other."""

    desk: Desk
    clock: FakeClock
    wires: Mapping[str, FakeWire]
    senders: Mapping[str, Sender]
    greeters: Mapping[str, Greeter]

    @property
    def one(self) -> FakeWire:
        return self.wires[NETWORK]

    @property
    def other(self) -> FakeWire:
        return self.wires[OTHER]

    @property
    def said(self) -> list[tuple[str, str]]:
        """On which network, and to whom."""
        return [(name, target) for name, wire in self.wires.items() for target, _ in wire.said]

    def comes(self, network: str, *, spoke: bool = True) -> None:
        key = "bob" if network == NETWORK else "bobby"
        self.wires[network].people[key] = [key]
        self.greeters[network].put(Seen(network, key, key, self.clock.now(), spoke=spoke))
        for name, wire in self.wires.items():  # as the app does it
            if not wire.up:
                self.senders[name].woken.ring()

    def goes(self, network: str) -> None:
        self.wires[network].people.clear()

    async def sent(self, number: int) -> Notice:
        await until("it is said", lambda: self._is(number, "sent"))
        await settle(self.desk.database)
        return await row(self.desk, number)

    async def waits(self, number: int) -> None:
        await until("it waits", lambda: self._is(number, "waiting"))

    async def _is(self, number: int, wanted: str) -> bool:
        return await status(self.desk, number) == wanted

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        loops = [one.run() for one in (*self.senders.values(), *self.greeters.values())]
        async with running(*loops):
            yield


@pytest.fixture
async def two(desk: Desk, clock: FakeClock) -> Two:
    asked = await linking.ask(desk, in_private("bob"), f"bobby@{OTHER}")
    await linking.answer(desk, in_private("bobby", network=OTHER), f"bob@{NETWORK}", asked.code)
    wires = {NETWORK: FakeWire(), OTHER: FakeWire(OTHER)}
    senders = {name: Sender(desk, wire, others=wires) for name, wire in wires.items()}
    greeters = {name: Greeter(desk, wires[name], believes=False) for name in wires}
    return Two(desk, clock, wires, senders, greeters)


@pytest.mark.parametrize("network", [NETWORK, OTHER])
async def test_who_is_nowhere_is_told_where_they_show_up_first_and_once(two: Two, network: str) -> None:
    number = await queue(two.desk, to=BOB)
    async with two.running():
        await two.waits(number)
        two.comes(network)
        await two.sent(number)
        two.comes(NETWORK if network == OTHER else OTHER)
        await settle(two.desk.database)
    assert two.said == [(network, "bob" if network == NETWORK else "bobby")]


async def test_who_has_left_the_one_network_and_sits_on_the_other_is_told_there_at_once(two: Two) -> None:
    two.other.people["bobby"] = ["bobby"]
    async with two.running():
        await two.sent(await queue(two.desk, to=BOB))
    assert two.said == [(OTHER, "bobby")]


async def test_who_is_in_no_channel_of_the_other_network_is_looked_for_there(two: Two) -> None:
    two.other.elsewhere["bobby"] = ["bobby_"]
    async with two.running():
        await two.sent(await queue(two.desk, to=BOB))
    assert two.said == [(OTHER, "bobby_")]


async def test_who_is_away_on_the_one_network_is_told_on_the_other(two: Two) -> None:
    two.one.people["bob"], two.other.people["bobby"] = ["bob"], ["bobby"]
    two.one.aways.add("bob")
    async with two.running():
        await two.sent(await queue(two.desk, to=BOB))
    assert two.said == [(OTHER, "bobby")]


async def test_who_is_away_on_both_is_told_in_their_words_when_they_speak_on_either(two: Two) -> None:
    two.one.people["bob"], two.other.people["bobby"] = ["bob"], ["bobby"]
    two.one.aways.add("bob")
    two.other.aways.add("bobby")
    async with two.running():
        number = await queue(two.desk, to=BOB)
        await two.waits(number)
        two.other.aways.clear()
        two.comes(OTHER)
        await two.sent(number)
    assert two.said == [(OTHER, "bobby")]


async def test_who_comes_to_one_network_while_the_link_to_the_other_is_down_is_told_there(two: Two) -> None:
    two.one.is_up = False
    async with two.running():
        number = await queue(two.desk, to=BOB)
        await settle(two.desk.database)
        assert await status(two.desk, number) == "queued"
        two.comes(OTHER)
        await two.sent(number)
        two.one.is_up = True
        two.senders[NETWORK].woken.ring()
        two.comes(NETWORK)
        await settle(two.desk.database)
    assert two.said == [(OTHER, "bobby")]


async def test_who_sits_on_both_when_a_link_breaks_is_told_on_the_other(two: Two) -> None:
    two.one.people["bob"], two.other.people["bobby"] = ["bob"], ["bobby"]
    two.one.is_up = False
    async with two.running():
        await two.sent(await queue(two.desk, to=BOB))
    assert two.said == [(OTHER, "bobby")]


async def test_what_falls_due_while_the_link_is_down_is_said_on_the_other(two: Two) -> None:
    two.one.is_up, two.other.people["bobby"] = False, ["bobby"]
    async with two.running():
        number = await queue(two.desk, to=BOB, after=timedelta(minutes=5))
        await settle(two.desk.database)
        assert two.said == []
        await until("the sender sleeps", lambda: _sleeps(two))
        two.clock.advance(minutes=5)
        await two.sent(number)
    assert two.said == [(OTHER, "bobby")]


async def _sleeps(two: Two) -> bool:
    return two.clock.next_waking is not None


async def test_what_a_broken_link_left_unproved_is_said_on_the_other_when_they_are_there(two: Two) -> None:
    """It may come twice then, as over one link: nobody knows whether the first one arrived."""
    two.one.people["bob"] = ["bob"]
    two.one.answer("unknown")

    async def breaks() -> None:
        two.one.is_up = False

    two.one.meanwhile = breaks
    async with two.running():
        number = await queue(two.desk, to=BOB)
        await until("it was tried", lambda: _tried(two))
        two.goes(NETWORK)
        two.comes(OTHER)
        await two.sent(number)
    assert two.said == [(NETWORK, "bob"), (OTHER, "bobby")]


async def _tried(two: Two) -> bool:
    return bool(two.one.batches) and not two.one.is_up


def test_who_is_away_where_they_are_is_better_reached_where_they_are_not() -> None:
    one, other = FakeWire(), FakeWire(OTHER)
    presence = Presence({NETWORK: one, OTHER: other})
    who = Recipient("member", NETWORK, "", 2, ((NETWORK, "bob"), (OTHER, "bobby")))
    one.people["bob"], other.people["bobby"] = ["bob"], ["bobby"]
    assert presence.network_of(who) == NETWORK
    one.aways.add("bob")
    assert presence.network_of(who) == OTHER
    other.aways.add("bobby")
    assert presence.network_of(who) == NETWORK


def test_who_is_seen_nowhere_is_waited_for_where_a_link_is_up() -> None:
    one, other = FakeWire(is_up=False), FakeWire(OTHER)
    who = Recipient("member", NETWORK, "", 2, ((NETWORK, "bob"), (OTHER, "bobby")))
    assert Presence({NETWORK: one, OTHER: other}).network_of(who) == OTHER

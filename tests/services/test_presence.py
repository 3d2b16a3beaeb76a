"""Who is told in private: not who has read it where it was said, and where they are to be reached."""

from datetime import timedelta

import pytest

from chatbot.services.presence import Presence
from chatbot.services.recipients import Recipient
from tests.people import NETWORK, START
from tests.services.wires import FakeWire

HERE = (NETWORK, "#ops")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def other() -> FakeWire:
    return FakeWire("othernet")


@pytest.fixture
def presence(wire: FakeWire, other: FakeWire) -> Presence:
    return Presence({wire.network: wire, other.network: other})


def bob(
    *keys: tuple[str, str],
    heard_in: tuple[tuple[str, str], ...] = (),
    spoke_in: tuple[str, str] | None = None,
) -> Recipient:
    return Recipient("member", "nowhere", "", 2, keys or ((NETWORK, "bob"),), heard_in, spoke_in)


@pytest.mark.parametrize(("ago", "misses"), [(0 * MINUTE, False), (10 * MINUTE, False), (11 * MINUTE, True)])
def test_who_spoke_in_the_channel_in_the_last_ten_minutes_has_read_it_there(
    presence: Presence, wire: FakeWire, ago: timedelta, *, misses: bool
) -> None:
    wire.spoke["#ops", "bob"] = START - ago
    assert presence.misses(bob(spoke_in=HERE), START) is misses


def test_who_never_spoke_there_misses_it(presence: Presence, wire: FakeWire) -> None:
    wire.spoke |= {("#web", "bob"): START, ("#ops", "alice"): START}
    assert presence.misses(bob(spoke_in=HERE), START)


def test_who_spoke_under_another_address_of_theirs_has_read_it(presence: Presence, wire: FakeWire) -> None:
    wire.spoke["#ops", "bobby"] = START
    assert not presence.misses(bob((NETWORK, "bob"), (NETWORK, "bobby"), spoke_in=HERE), START)


def test_who_has_the_same_address_on_another_network_is_somebody_else(presence: Presence, wire: FakeWire) -> None:
    wire.spoke["#ops", "bob"] = START
    wire.sits.add(("#ops", "bob"))
    assert presence.misses(bob(("othernet", "bob"), spoke_in=HERE, heard_in=(HERE,)), START)


def test_who_sits_in_one_of_the_channels_where_it_is_said_is_not_told_in_private(
    presence: Presence, wire: FakeWire, other: FakeWire
) -> None:
    one = bob((NETWORK, "bob"), ("othernet", "bob"), heard_in=(HERE, ("othernet", "#far")))
    assert presence.misses(one, START)
    other.sits.add(("#far", "bob"))
    assert not presence.misses(one, START)
    other.sits.clear()
    wire.sits.add(("#ops", "bob"))
    assert not presence.misses(one, START)


def test_a_network_that_dibs_is_not_on_is_read_by_nobody(presence: Presence) -> None:
    there = ("nowhere", "#ops")
    assert presence.misses(bob(("nowhere", "bob"), spoke_in=there, heard_in=(there,)), START)


def test_somebody_is_reached_where_they_are_seen(presence: Presence, wire: FakeWire, other: FakeWire) -> None:
    one = bob((NETWORK, "bob"), ("othernet", "bobby"))
    other.people["bobby"] = ["bobby"]
    assert presence.network_of(one) == "othernet"
    wire.people["bob"] = ["bob"]
    assert presence.network_of(one) == NETWORK


def test_somebody_whom_nobody_sees_is_waited_for_where_they_became_known_first(presence: Presence) -> None:
    assert presence.network_of(bob(("nowhere", "bob"), ("othernet", "bob"), (NETWORK, "bob"))) == "othernet"


def test_somebody_known_nowhere_here_stays_where_they_were(presence: Presence) -> None:
    assert presence.network_of(bob(("far", "bob"))) == "nowhere"

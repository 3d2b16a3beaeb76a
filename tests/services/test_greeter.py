"""The greeter: who is seen becomes known where nicks are believed, and whoever quits is nobody's reporter any more."""

import pytest

from chatbot.desk.desk import Desk
from chatbot.services import greeter as services
from chatbot.services.greeter import Greeter
from chatbot.services.sender import Sender
from chatbot.wire import Principal, Seen
from store import members
from store.failures import DiskFull
from tests.desk.doing import events, new, ticket
from tests.people import NETWORK, START, principal, stranger
from tests.services.loops import running, settle
from tests.services.rows import BOB, queue, status
from tests.services.wires import FakeWire
from tests.waiting import until

GUEST = "guest!guest@host.example"


class Believing(FakeWire):
    """Whoever is there is who their nick says; none of them is logged in."""

    def who(self, nick: str) -> Principal | None:
        return principal(nick, method="believed") if nick in self.people else None


@pytest.fixture
def believing(desk: Desk) -> Greeter:
    wire = Believing()
    return Greeter(desk, wire, believes=True)


def seen(nick: str) -> Seen:
    """They said something."""
    return Seen(NETWORK, nick, nick, START, spoke=True)


async def names(desk: Desk) -> list[str]:
    return [member.name for member in await desk.database.read(members.list_all)]


async def test_where_nicks_are_believed_whoever_is_seen_becomes_a_member_once(desk: Desk, believing: Greeter) -> None:
    assert isinstance(believing.wire, Believing)
    believing.wire.people["dora"] = ["dora"]
    async with running(believing.run()):
        for _ in range(3):
            believing.put(seen("dora"))
            await settle(desk.database)
        await until("dora is known", lambda: _knows(desk, "dora"))
    assert len(await events(desk, "member_met")) == 1


async def _knows(desk: Desk, name: str) -> bool:
    return name in await names(desk)


async def test_elsewhere_nobody_becomes_a_member_by_being_seen(desk: Desk, greeter: Greeter, wire: FakeWire) -> None:
    before = await names(desk)
    wire.people["dora"] = ["dora"]
    await greeter.greet(seen("dora"))
    assert await names(desk) == before


async def test_who_has_left_again_or_is_not_believed_does_not_become_a_member(desk: Desk, wire: FakeWire) -> None:
    before = await names(desk)
    doubting = Greeter(desk, wire, believes=True)
    await doubting.greet(seen("dora"))
    wire.people["dora"] = ["dora"]  # seen by an account
    await doubting.greet(seen("dora"))
    assert await names(desk) == before


class Noting(Greeter):
    """Notes what it does, and does none of it. `meanwhile` comes into view during the first greeting."""

    notes: list[str]
    spoke: list[bool]
    meanwhile: Seen | None = None

    async def greet(self, seen: Seen) -> None:
        self.notes.append(seen.nick)
        self.spoke.append(seen.spoke)
        if self.meanwhile:
            self.put(self.meanwhile)
            self.meanwhile = None

    async def part_with(self, mask: str) -> None:
        self.notes.append(mask)


@pytest.fixture
def noting(desk: Desk, wire: FakeWire) -> Noting:
    noting = Noting(desk, wire, believes=False)
    noting.notes, noting.spoke = [], []
    return noting


def bob_as(nick: str) -> Seen:
    return Seen(NETWORK, "bob", nick, START)


async def test_of_many_sightings_of_one_person_the_newest_is_looked_at(desk: Desk, noting: Noting) -> None:
    for nick in ("bob", "bob_", "bob__"):
        noting.put(bob_as(nick))
    async with running(noting.run()):
        await settle(desk.database)
    assert noting.notes == ["bob__"]


async def test_who_speaks_and_joins_before_they_are_looked_at_has_spoken(greeter: Greeter, noting: Noting) -> None:
    noting.put(Seen(NETWORK, "bob", "bob", START, spoke=True))
    noting.put(bob_as("bob_"))
    async with running(noting.run()):
        await settle(greeter.desk.database)
    assert noting.spoke == [True]


async def test_who_is_seen_anew_while_they_are_looked_at_is_looked_at_again(desk: Desk, noting: Noting) -> None:
    noting.meanwhile = bob_as("bob_")
    noting.put(bob_as("bob"))
    async with running(noting.run()):
        await settle(desk.database)
    assert noting.notes == ["bob", "bob_"]


async def test_who_quit_is_parted_with_before_anybody_is_greeted(desk: Desk, noting: Noting) -> None:
    noting.put(bob_as("bob"))
    noting.gone(GUEST)
    async with running(noting.run()):
        await settle(desk.database)
    assert noting.notes == [GUEST, "bob"]


async def test_a_crowd_is_bounded(greeter: Greeter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 3)
    for number in range(9):
        greeter.put(seen(f"clone{number}"))
        greeter.gone(f"clone{number}!c@host.example")
    assert greeter.waiting == 6


async def test_a_stranger_who_has_opened_something_is_kept_in_view_and_no_other_is(
    desk: Desk, greeter: Greeter, wire: FakeWire
) -> None:
    await new(desk, stranger("guest"))
    for mask in (GUEST, "somebody!else@host.example"):
        await greeter.greet(Seen(NETWORK, mask, mask.partition("!")[0], START, spoke=True))
    assert wire.sought == [GUEST]


async def test_who_quits_is_parted_with_and_their_tickets_are_nobody_else_s(desk: Desk, greeter: Greeter) -> None:
    number = await new(desk, stranger("guest"))
    async with running(greeter.run()):
        greeter.gone("somebody!else@host.example")
        greeter.gone(GUEST)
        await until("unbound", lambda: _is_unbound(desk, number))
    assert len(await events(desk, "reporter_quit")) == 1


async def _is_unbound(desk: Desk, number: int) -> bool:
    return not (await ticket(desk, number)).reporter_bound


async def test_who_quits_and_is_back_at_once_has_quit(desk: Desk, greeter: Greeter) -> None:
    number = await new(desk, stranger("guest"))
    greeter.gone(GUEST)
    greeter.put(Seen(NETWORK, GUEST, "guest", START))
    async with running(greeter.run()):
        await until("unbound", lambda: _is_unbound(desk, number))


async def test_what_could_not_be_written_is_done_by_the_next_start(
    desk: Desk, greeter: Greeter, sender: Sender, wire: FakeWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: neither who quit nor who came is forgotten, though nobody comes or goes afterwards."""
    number = await new(desk, stranger("guest"))
    line = await queue(desk, to=BOB)
    await sender.step()
    write = desk.database.write

    async def fail(*_args: object) -> object:
        raise DiskFull("disk full")

    greeter.gone(GUEST)
    greeter.put(seen("bob"))
    monkeypatch.setattr(desk.database, "write", fail)
    for _ in range(2):
        with pytest.raises(DiskFull):
            await greeter.run()
    monkeypatch.setattr(desk.database, "write", write)
    async with running(greeter.run()):
        await until("unbound", lambda: _is_unbound(desk, number))
        await until("woken", lambda: _is_queued(desk, line))


async def _is_queued(desk: Desk, line: int) -> bool:
    return await status(desk, line) == "queued"


async def test_a_sighting_that_fails_holds_up_nobody_else(desk: Desk, sender: Sender, wire: FakeWire) -> None:
    line = await queue(desk, to=BOB)
    await sender.step()

    class Failing(Greeter):
        async def greet(self, seen: Seen) -> None:
            if seen.key == "clone":
                raise RuntimeError("clone")
            await Greeter.greet(self, seen)

    failing = Failing(desk, wire, believes=False)
    failing.put(seen("clone"))
    failing.put(seen("bob"))
    async with running(failing.run()):
        await until("woken", lambda: _is_queued(desk, line))

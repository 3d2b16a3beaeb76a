"""Each refusal for want of a right is written down for admins, without a title or a text, and never without end."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.desk import denials
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Pace, Paces
from chatbot.desk.refused import NoRight
from chatbot.desk.settings import DeskSettings
from chatbot.desk.strength import Least
from chatbot.services.janitor import Janitor
from chatbot.wire import Private
from store import denials as rows
from store.records import Denial
from tests.commands.guarded import Room, stranger
from tests.people import NETWORK, FakeClock, add_role, furnish, opened_database, opened_desk

ANY = Pace(100_000, timedelta(seconds=1))
PATIENT = DeskSettings(paces=Paces(ANY, ANY, ANY, ANY, ANY, ANY, ANY), networks=(NETWORK,))
GUEST = stranger("guest")


@pytest.fixture
async def room(tmp_path: Path, clock: FakeClock) -> AsyncGenerator[Room]:
    """#1 is alice's, for ops; #2 is private, for hr, in which bob is."""
    async with opened_database(tmp_path) as database:
        desk = await opened_desk(database, clock, PATIENT)
        await furnish(desk)
        await add_role(desk, "hr", "bob")
        room = Room(desk, clock)
        await room.says("alice", "new @ops printer on fire")
        await room.says("alice", "new @hr private=yes canary")
        yield room


async def noted(room: Room) -> list[Denial]:
    """The oldest first."""
    return list(reversed(await room.desk.database.read(list_all)))


async def list_all(tx: rows.Transaction) -> list[Denial]:
    return await rows.list_newest(tx, limit=100_000)


@pytest.mark.parametrize(
    ("who", "line", "what"),
    [
        ("charlie", "close 1", ("close", 1, "role")),
        ("charlie", "dibs 1", ("accept", 1, "role")),
        ("charlie", "accept 1,2", ("accept", 1, "role")),
        ("charlie", "show 2", ("show", 2, "private")),
        ("charlie", "history 2", ("history", 2, "private")),
        ("charlie", "role create lab", ("role create", None, "admin")),
        ("charlie", "role join hr", ("role join", None, "role")),
        ("charlie", "member show bob", ("member show", None, "admin")),
        ("charlie", "iam ABCD-2345", ("iam", None, "code")),
        ("guest", "accept 1", ("accept", 1, "login")),
        ("guest", "watch 1", ("watch", 1, "login")),
        ("guest", "quiet 2h", ("quiet", None, "login")),
    ],
)
async def test_it_says_which_verb_of_what_and_which_right_was_missing(
    room: Room, who: str, line: str, what: tuple[str, int | None, str]
) -> None:
    said = await room.says(GUEST if who == "guest" else who, line)
    found = await noted(room)
    assert said
    assert (found[0].verb, found[0].ticket_id, found[0].kind) == what


async def test_it_says_who_and_how_that_was_known(room: Room) -> None:
    await room.says("charlie", "close 1")
    await room.says(GUEST, "dibs 1")
    assert [(one.network, one.who, one.method) for one in await noted(room)] == [
        (NETWORK, "charlie", "account-tag"),
        (NETWORK, "guest!guest@host.example", "none"),
    ]


async def test_who_is_suspended_or_asleep_is_noted_as_that(room: Room, clock: FakeClock) -> None:
    await room.says("ada", "member suspend bob")
    await room.says("bob", "dibs 1")
    clock.advance(days=61)
    await room.says("charlie", "new x")
    assert [(one.verb, one.kind) for one in await noted(room)] == [("accept", "suspended"), ("new", "asleep")]


async def test_where_only_who_is_logged_in_opens_tickets_a_stranger_is_noted(room: Room) -> None:
    room.desk.settings = DeskSettings(least=Least(open="identified"), paces=PATIENT.paces)
    await room.says(GUEST, "new x")
    assert [(one.verb, one.kind) for one in await noted(room)] == [("new", "login")]


async def test_what_is_refused_for_another_reason_is_not(room: Room) -> None:
    for line in ("close 99", "nonsense", "release 1 x", "show 1", "close 1"):
        await room.says("bob", line)
    assert [(one.verb, one.kind) for one in await noted(room)] == [("release", "role")]


async def test_no_title_and_no_text_is_in_it(room: Room) -> None:
    await room.says("charlie", "close 2 canary words")
    await room.says("charlie", "comment 2 canary words")
    assert len(await noted(room)) == 2
    assert "canary" not in str(await noted(room))


async def test_what_is_alike_within_an_hour_is_one_row_and_counted(room: Room, clock: FakeClock) -> None:
    for _ in range(5):
        await room.says("charlie", "close 1")
    clock.advance(minutes=61)
    await room.says("charlie", "close 1")
    assert [one.times for one in await noted(room)] == [5, 1]


def caller(who: str, verb: str = "close") -> Caller:
    return Caller(stranger(who).__class__(NETWORK, who, None, who, "none", who), Private(NETWORK, who), verb)


async def test_one_person_fills_no_more_than_a_hundred_rows_a_day(room: Room) -> None:
    for number in range(300):
        await room.desk.note(caller("mallory"), NoRight("no", "role", number))
    found = await noted(room)
    assert len(found) == denials.MOST_A_DAY + 1
    assert (found[-1].verb, found[-1].kind, found[-1].times) == ("", "many", 200)


async def test_many_addresses_push_the_oldest_out(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denials, "MOST", 50)
    for number in range(200):
        await room.desk.note(caller(f"mallory{number}"), NoRight("no", "role", 1))
    assert [one.who for one in await noted(room)] == [f"mallory{number}" for number in range(150, 200)]


async def test_after_30_days_it_is_forgotten(room: Room, clock: FakeClock) -> None:
    await room.says("charlie", "close 1")
    clock.advance(days=31)
    await Janitor(room.desk).step()
    assert await noted(room) == []


async def test_who_is_forgotten_is_nowhere_in_it(room: Room) -> None:
    await room.says("charlie", "close 1")
    await room.says("ada", "member forget charlie really")
    assert await noted(room) == []


async def test_an_admin_reads_it_in_short_lines_newest_first(room: Room, clock: FakeClock) -> None:
    await room.says("charlie", "close 1")
    clock.advance(minutes=2)
    await room.repeats(GUEST, "dibs 1", 2)
    expected = (
        "Refused: Fri 20 Nov 10:02 guest!guest@host.example (none) accept #1: login, x2 | 10:00 charlie (account-tag)"
        " close #1: role"
    )
    assert await room.says("ada", "audit") == [expected]


async def test_or_what_one_person_was_refused(room: Room) -> None:
    await room.says("charlie", "close 1")
    await room.says(GUEST, "dibs 1")
    assert await room.says("ada", "audit charlie") == ["Refused charlie: Fri 20 Nov 10:00 close #1: role"]
    assert await room.says("ada", "audit bob") == ["Refused bob: nothing in the last 30 days."]

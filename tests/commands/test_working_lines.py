"""What people read of time, clients and money."""

import pytest

from chatbot.wire import Message, Private
from store.database import Database
from tests.people import NETWORK, FakeClock, opened_desk
from tests.voice.walk import PATIENT, Walk, who


@pytest.fixture
async def walk(database: Database, clock: FakeClock) -> Walk:
    """#1 is alice's, for ops and for acme's project x; dave is an admin."""
    walk = Walk(await opened_desk(database, clock, PATIENT), clock)
    await walk.furnish()
    await said(walk, "alice", "new @ops client=acme project=x printer on fire")
    return walk


async def said(walk: Walk, name: str, text: str) -> list[str]:
    now = walk.clock.advance(seconds=11)
    message = Message(who(name), Private(NETWORK, name), text, now, ("dibs",))
    return [line for reply in await walk.commander.answer(message) for line in reply.lines]


async def test_time_that_is_logged_is_summed_up_at_once(walk: Walk) -> None:
    assert await said(walk, "bob", "log 1 15m toner") == ["#1: 15m logged. A slip? undo 1"]
    assert await said(walk, "bob", "log 1 1h30 on=yesterday") == [
        "#1: 1h 30m logged on Thu 19 Nov, 1h 45m in all. A slip? undo 1"
    ]
    assert await said(walk, "bob", "log 1 -15m lunch") == [
        "#1: corrected by -15m on Thu 19 Nov, 1h 30m in all. A slip? undo 1"
    ]


@pytest.mark.parametrize(
    ("typed", "said_of_it"),
    [
        ("1h 30m on it", ["1h 30m logged", "on it"]),
        ("1h 5m cable", ["1h 5m logged", "cable"]),
        ("1h 30 boxes", ["1h logged", "30 boxes"]),
        ("1h 2h ago", ["1h logged", "2h ago"]),
    ],
)
async def test_a_length_is_read_in_the_two_words_in_which_it_is_shown(
    walk: Walk, typed: str, said_of_it: list[str]
) -> None:
    logged, text = said_of_it
    assert await said(walk, "bob", f"log 1 {typed}") == [f"#1: {logged}. A slip? undo 1"]
    assert (await said(walk, "bob", "time 1"))[-1].endswith(f": {text}")


async def test_a_length_of_two_words_is_taken_off_again(walk: Walk) -> None:
    await said(walk, "bob", "log 1 2h")
    assert (await said(walk, "bob", "log 1 -1h 30m lunch"))[0].startswith("#1: corrected by -1h 30m on Fri 20 Nov, 30m")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("log 1", "How long? log 1 <time>"),
        ("log 1 15", "No unit in 15: write 15s, 15m, 15h, 15d or 15w. Write: log 1 <time>"),
        ("log 1 90s", "Time is logged in whole minutes: write 15m or 1h30. Write: log 1 <time>"),
        ("log 1 15m on=3/4", "Which day? Write today, yesterday, mon or 2026-11-20. Nothing changed."),
        ("new client=nobody x", "No client nobody. All of them: client list"),
        ("new project=x y", "No client is named. new client=<client> project=<project> <what is wrong>"),
        ("edit 1 project=y", "No project y. Did you mean x? All of them: client show <client>"),
    ],
)
async def test_what_cannot_be_logged_is_answered_by_what_to_write(walk: Walk, text: str, answer: str) -> None:
    assert await said(walk, "bob", text) == [answer]


async def test_time_names_who_worked_when_and_on_what(walk: Walk) -> None:
    assert await said(walk, "bob", "time 1") == ["#1: For acme, x. No time yet. log 1 15m <what you did>"]
    await said(walk, "bob", "log 1 6m toner\x02 changed")
    await said(walk, "dave", "log 1 1h")
    assert await said(walk, "bob", "time 1") == [
        "#1: For acme, x. Time: 1h 6m.",
        "| bob 6m, dave 1h",
        "| Fri 20 Nov bob 6m: toner changed",
        "| Fri 20 Nov dave 1h",
    ]


async def test_show_has_a_line_for_client_and_time_and_the_sum_for_an_admin(walk: Walk) -> None:
    await said(walk, "bob", "log 1 6m toner")
    assert "For acme, x. Time: 6m. time 1" in await said(walk, "bob", "show 1")
    assert "For acme, x. Time: 6m ($5.00). time 1" in await said(walk, "dave", "show 1")


async def test_a_client_is_shown_with_its_terms(walk: Walk) -> None:
    await said(walk, "dave", 'project add acme "Blue Sky" rate=60')
    await said(walk, "dave", "client edit acme person=bob rate=80")
    await said(walk, "dave", "client edit acme project=x person=bob rate=90")
    terms = await said(walk, "dave", "client edit acme round=15m per=ticket minimum=30m")
    assert terms == [
        "client acme: time per ticket up to 15m, at least 30m, $50/h.",
        "| Projects: Blue Sky ($60/h), x",
        "| People: bob $80/h, bob $90/h in x",
    ]
    assert await said(walk, "bob", "client show ACME") == [
        "client acme: time per ticket up to 15m, at least 30m.",
        "| Projects: Blue Sky, x",
    ]


async def test_the_rate_of_somebody_is_taken_away_by_none(walk: Walk) -> None:
    await said(walk, "dave", "client edit acme person=bob rate=80")
    assert await said(walk, "dave", "client edit acme person=bob rate=none") == [
        "client acme: time per entry exact, $50/h.",
        "| Projects: x",
    ]

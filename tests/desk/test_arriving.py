"""What comes in from elsewhere is there whole or not at all, whatever interrupts it, and nobody waits for it."""

import logging
import sqlite3
from collections.abc import Awaitable
from pathlib import Path

import pytest

from chatbot.desk import arriving, reading, staging
from chatbot.desk.arrivingparts import Part
from chatbot.desk.desk import Desk
from chatbot.desk.landing import Landing
from chatbot.desk.replaying import differences, replay
from store import aliases, arrivals, pages
from store.database import Database, open_database
from store.records import Arriving
from tests.desk.arrivals import HEADING, THEN, brought, part, parts, told
from tests.desk.doing import ADA, dump, events, new, refusal, ticket
from tests.people import FakeClock, in_private, opened_desk, person, shell

ALL = 11
"""Rests between the transactions that bring 9 tickets in, two by two: 5 to stage, 5 to make whole, one for the end."""


class Cut(Exception):
    """The power is gone."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few tickets are many transactions."""
    monkeypatch.setattr(staging, "AT_ONCE", 2)
    monkeypatch.setattr(arriving, "MADE_AT_ONCE", 2)


async def cut_after(desk: Desk, count: int, *some: Part) -> None:
    """Between two transactions, after so many rests."""
    left = iter(range(count))

    async def rest() -> None:
        if next(left, None) is None:
            raise Cut

    with pytest.raises(Cut):
        await arriving.take_in(desk, shell(), HEADING, some, of=len(some), rest=rest)


async def test_a_ticket_comes_in_with_all_that_belongs_to_it(desk: Desk) -> None:
    await brought(desk, part(5, stands="over"))
    found = await desk.look(in_private("bob"), reading.show, 5)
    it = found.seen.ticket
    assert (it.title, it.description, it.opened_at, it.closed_at) == ("restic", "workstation backups", THEN, THEN)
    assert (found.seen.state.name, it.resolution, found.seen.owner) == ("closed", "done", "bob")
    assert (found.spent.client, found.spent.project, found.spent.minutes) == ("Internal", "Disaster Recovery", 3)
    past = (await desk.look(in_private("bob"), reading.history, 5)).events
    assert [(one.kind, one.actor, one.at) for one in past] == [
        ("ticket_opened", "bob", THEN),
        ("time_logged", "bob", THEN),
        ("ticket_commented", "bob", THEN),
        ("ticket_arrived", "shell", desk.clock.now()),
    ]
    assert past[1].texts == {"text": "entry 1\n> of 5"}


async def test_the_journal_tells_the_state_that_came_in(desk: Desk) -> None:
    await new(desk)
    await brought(desk, *parts(6))
    found = await desk.database.read(pages.tickets_after, 0)
    assert len(found) == 7
    assert list(differences(replay(await events(desk)), found)) == []


async def test_a_number_is_kept_where_it_is_free_and_else_another_is_given(desk: Desk) -> None:
    taken = await new(desk)
    await brought(desk, part(taken), part(7))
    assert (await ticket(desk, taken)).title == "printer on fire"
    numbers = [await desk.database.read(aliases.get, "tkts", key) for key in (str(taken), "7")]
    assert numbers == [8, 7]
    assert await new(desk) == 9


async def test_a_ticket_that_is_opened_meanwhile_keeps_its_number(desk: Desk) -> None:
    arrival = await desk.change(shell(), staging.begin, HEADING)
    await desk.change(shell(), staging.stage, arrival, 0, [part(1), part(2)], 0)
    assert await new(desk) == 1
    await desk.change(shell(), staging.switch, arrival.id)
    assert await new(desk, title="vpn down") == 4
    await arriving.finish(desk)
    numbers = [await desk.database.read(aliases.get, "tkts", key) for key in ("1", "2")]
    assert numbers == [3, 2]
    titles = [(await ticket(desk, one)).title for one in (1, 2, 3, 4)]
    assert titles == ["printer on fire", "restic", "restic", "vpn down"]


async def test_nothing_is_there_before_it_is_promised(desk: Desk, tmp_path: Path, small: None) -> None:
    before = told(tmp_path)
    await cut_after(desk, 2, *parts(9))
    assert told(tmp_path) == before
    assert (await desk.look(ADA, reading.list_tickets, None, free=False)).total == 0
    assert await refusal(desk.look(ADA, reading.show, 1)) == "No ticket #1: none is open yet."
    assert await new(desk) == 1


async def test_what_was_never_promised_is_thrown_away_by_the_next_one(desk: Desk, tmp_path: Path, small: None) -> None:
    await cut_after(desk, 1, *[part(number, title="canary") for number in range(1, 6)])
    await brought(desk, part(1))
    rows = dump(tmp_path / "dibs.sqlite")
    assert (len(rows["arrival"]), rows["arriving"]) == (1, [])
    assert "canary" not in repr(rows)


@pytest.mark.parametrize("rests", range(ALL))
async def test_who_is_interrupted_anywhere_loses_nothing_and_brings_nothing_twice(
    desk: Desk, tmp_path: Path, small: None, rests: int
) -> None:
    await cut_after(desk, rests, *parts(9))
    if rests < 5:
        await brought(desk, *parts(9))
    else:
        await arriving.finish(desk)
    found = dump(tmp_path / "dibs.sqlite")
    assert [row["id"] for row in found["ticket"]] == list(range(1, 10))
    assert (len(found["worked"]), len(found["event_alias"]), len(found["ticket_alias"])) == (9, 18, 9)
    assert (len(found["client"]), len(found["project"])) == (1, 1)
    assert (found["arriving"], [row["state"] for row in found["arrival"]]) == ([], ["done"])
    assert list(differences(replay(await events(desk)), await desk.database.read(pages.tickets_after, 0))) == []


async def test_what_the_machine_cannot_do_leaves_nothing_half_made_and_all_of_it_for_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_landing: Landing, _part: Arriving) -> Awaitable[None]:
        raise sqlite3.OperationalError("no room")

    async def works(_landing: Landing, _part: Arriving) -> None:
        pass

    monkeypatch.setitem(arriving.SETTLERS, "odd", fails)
    with pytest.raises(sqlite3.OperationalError):
        await brought(desk, part(1), Part("odd", {}))
    assert await events(desk, "ticket_opened") == []
    monkeypatch.setitem(arriving.SETTLERS, "odd", works)
    await arriving.finish(desk)
    assert [event.ticket_id for event in await events(desk, "ticket_opened")] == [1]


async def test_a_part_that_cannot_be_made_keeps_neither_the_others_nor_the_next_import_from_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(landing: Landing, _part: Arriving) -> None:
        await landing.act.journal("zone_set", person=1, zone="UTC")
        raise KeyError("odd")

    monkeypatch.setitem(arriving.SETTLERS, "odd", fails)
    await brought(desk, part(1), Part("odd", {"kept": "for whoever looks"}), part(2))
    await brought(desk, part(3))
    assert [event.ticket_id for event in await events(desk, "ticket_opened")] == [1, 2, 3]
    assert [event.data["error"] for event in await events(desk, "command_failed")] == ["KeyError"]
    assert await events(desk, "zone_set") == []
    rows = dump(tmp_path / "dibs.sqlite")
    assert [row["payload"] for row in rows["arriving"]] == ['{"kept": "for whoever looks"}']
    assert [row["state"] for row in rows["arrival"]] == ["done", "done"]


async def test_of_a_part_that_is_left_out_the_log_has_the_place_and_no_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(_landing: Landing, _part: Arriving) -> None:
        raise KeyError("the door code is 1234")

    monkeypatch.setitem(arriving.SETTLERS, "odd", fails)
    with caplog.at_level(logging.INFO):
        await brought(desk, part(1), Part("odd", {}))
    (record,) = caplog.records
    assert record.name == "dibs.imports"
    assert record.getMessage().startswith("an import's part 1, odd, is left out: KeyError at ")
    assert "1234" not in caplog.text


async def test_a_number_that_is_promised_says_so(desk: Desk, small: None) -> None:
    taken = await new(desk)
    await cut_after(desk, 2, part(4), part(5), part(6), part(taken))
    for number in (6, 7):  # one is kept, the other given in the place of the first
        said = await refusal(desk.look(ADA, reading.show, number))
        assert said == f"#{number} is being imported just now. Wait a moment: show {number}"
    assert await refusal(desk.look(ADA, reading.show, 8)) == "No ticket #8 (newest: #5)."
    await arriving.finish(desk)
    assert [(await ticket(desk, number)).title for number in (taken, 7)] == ["printer on fire", "restic"]


async def test_two_programs_that_finish_it_at_once_make_each_part_once(
    desk: Desk, database: Database, clock: FakeClock, small: None
) -> None:
    await cut_after(desk, 5, *parts(9))
    async with await open_database(database.file) as other:
        beside = await opened_desk(other, clock)
        mine = theirs = 0
        while (done := await desk.change(shell(), arriving.settle)) is not None:
            mine += done.made
            also = await beside.change(shell(), arriving.settle)
            theirs += also.made if also else 0
    assert mine + theirs == 7  # two were made before
    assert len(await events(desk, "ticket_arrived")) == 9


async def test_of_two_imports_at_once_the_second_throws_away_what_the_first_staged(desk: Desk) -> None:
    first = await desk.change(shell(), staging.begin, HEADING)
    await desk.change(shell(), staging.stage, first, 0, [part(1)], 0)
    await brought(desk, part(2))
    for step in (
        desk.change(shell(), staging.stage, first, 1, [part(3)], 0),
        desk.change(shell(), staging.switch, first.id),
    ):
        assert await refusal(step) == staging.THROWN_AWAY
    assert [event.ticket_id for event in await events(desk, "ticket_opened")] == [2]


async def test_only_an_admin_imports(desk: Desk) -> None:
    said = await refusal(arriving.take_in(desk, person("bob"), HEADING, [part(1)], of=1))
    assert said.startswith("Only an admin may import tickets.")
    assert await desk.database.read(arrivals.get_staged) is None

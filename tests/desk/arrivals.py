"""Tickets that come in from elsewhere, as a reader of a file would give them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chatbot.desk import arriving
from chatbot.desk.arrivingparts import Part, Stands, entry_payload, ticket_payload
from chatbot.desk.desk import Desk
from chatbot.desk.landing import Who
from chatbot.desk.staging import Heading
from store.records import Arrival
from tests.desk.doing import dump
from tests.people import shell

THEN = datetime(2022, 1, 15, 1, 49, 42, tzinfo=UTC)
BOB_ID, OPS_ID = 2, 1
BOB, DURRENDAL = Who("bob", BOB_ID), Who("durrendal")
HEADING = Heading("tkts", "tkts", "tkts.db", OPS_ID)


def part(
    number: int,
    *,
    stands: Stands = "free",
    log: int = 2,
    title: str = "restic",
    offer: bool = False,
    who: Who = BOB,
    at: datetime = THEN,
) -> Part:
    """bob's where somebody's. Of the entries the first is time, the others are said."""
    entries = [
        entry_payload(
            key=f"{number}.{one}",
            who=who,
            at=at,
            text=f"entry {one}\n> of {number}",
            minutes=3 if one == 1 and who.member_id else None,
            day="2022-01-15",
        )
        for one in range(1, log + 1)
    ]
    payload = ticket_payload(
        title=title,
        description="workstation backups",
        type_name="request",
        role_id=OPS_ID,
        priority=2,
        closed=stands == "over",
        owner_id=None if stands == "free" else BOB_ID,
        reporter=who,
        opened_at=at,
        changed_at=at,
        client="Internal",
        project="Disaster Recovery",
        offer=offer,
        log=entries,
    )
    return Part("ticket", payload, str(number), ticket=True, number=number, stands=stands)


def parts(count: int) -> Iterator[Part]:
    kinds: tuple[Stands, ...] = ("free", "owned", "over")
    yield from (part(number, stands=kinds[number % 3]) for number in range(1, count + 1))


async def brought(desk: Desk, *some: Part) -> Arrival:
    return await arriving.take_in(desk, shell(), HEADING, some, of=len(some))


def told(folder: Path) -> dict[str, Any]:
    """What came in, without when and in how many steps that was."""
    rows = dump(folder / "dibs.sqlite")
    names = ("ticket", "worked", "client", "project", "ticket_client", "ticket_alias", "event_alias", "ticket_word")
    kept = {name: [_timeless(row) for row in rows[name]] for name in names}
    kept["event"] = [_timeless(row) for row in rows["event"] if row["ticket_id"]]
    return kept


def _timeless(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"uuid", "id", "event_id", "desk"}}

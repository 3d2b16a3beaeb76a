"""What became of each ticket, from the rows of the database, without the store's own queries."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.desk.doing import Dump
from tests.simulation.cast import SYSTEM

NEWS = frozenset({"ticket_accepted", "ticket_closed", "ticket_timed_out", "ticket_stolen"})
"""What a reporter must hear of, where they didn't do it themselves."""


@dataclass(slots=True)
class Life:
    """`concerned`: who reported it, had it, or was asked in person: it is no foreign ticket to them.

    `news`: what its reporter must have been told, and when that happened. `offered`: the open offer to its role.
    """

    number: int
    role: str
    reporter: str
    opened_at: datetime
    title: str
    closed: bool
    owned: bool
    offered: bool
    concerned: set[str] = field(default_factory=set[str])
    accepted_at: datetime | None = None
    news: list[tuple[datetime, str]] = field(default_factory=list[tuple[datetime, str]])

    @property
    def of_people(self) -> bool:
        return self.reporter != SYSTEM

    @property
    def waited(self) -> float | None:
        """Minutes until somebody took it the first time."""
        return (self.accepted_at - self.opened_at).total_seconds() / 60 if self.accepted_at else None


def lives_of(rows: Dump) -> dict[int, Life]:
    roles = {row["id"]: row["name"] for row in rows["role"]}
    names = {row["id"]: row["name"] for row in rows["member"]}
    offered = {row["ticket_id"] for row in rows["prompt"] if row["state"] == "open"}
    lives = {row["id"]: _life(row, roles, offered) for row in rows["ticket"]}
    for event in rows["event"]:
        if event["ticket_id"] is not None:
            _happened(lives[event["ticket_id"]], event)
    for prompt in rows["prompt"]:
        if prompt["member_id"] is not None:
            lives[prompt["ticket_id"]].concerned.add(names[prompt["member_id"]])
    return lives


def _life(row: dict[str, Any], roles: dict[int, str], offered: set[int]) -> Life:
    return Life(
        number=row["id"],
        role=roles[row["role_id"]],
        reporter=row["reporter_name"],
        opened_at=moment(row["opened_at"]),
        title=row["title"],
        closed=row["closed_at"] is not None,
        owned=row["owner_id"] is not None,
        offered=row["id"] in offered,
        concerned={row["reporter_name"]},
    )


def _happened(life: Life, event: dict[str, Any]) -> None:
    if event["kind"] in {"ticket_accepted", "ticket_stolen"}:
        life.concerned.add(event["actor"])
        life.accepted_at = life.accepted_at or moment(event["at"])
    if event["kind"] in NEWS and event["actor"] != life.reporter:
        life.news.append((moment(event["at"]), event["kind"]))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

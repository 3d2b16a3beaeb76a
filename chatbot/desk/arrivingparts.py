"""The parts of what comes in from elsewhere: each has all that is needed to make it, and was checked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from chatbot.desk.landing import Entry, Who
from store.times import to_text

Stands = Literal["free", "owned", "over"]


class Part(Struct, frozen=True):
    """`key`: what it is called elsewhere. A `ticket` keeps `number` where that is free, else it is given another.

    `stands`: how it will, where it is one.
    """

    kind: str
    payload: Mapping[str, Any]
    key: str | None = None
    ticket: bool = False
    number: int | None = None
    stands: Stands = "over"


def ticket_payload(
    *,
    title: str,
    description: str,
    type_name: str,
    role_id: int,
    priority: int,
    closed: bool,
    owner_id: int | None,
    reporter: Who,
    opened_at: datetime,
    changed_at: datetime,
    client: str = "",
    project: str = "",
    offer: bool = False,
    log: Sequence[Entry] = (),
) -> dict[str, Any]:
    """What `settle_ticket` needs; `changed_at` is when it was over, too, where it is. `log`: see `entry_payload`."""
    return {
        "title": title,
        "description": description,
        "type": type_name,
        "role": role_id,
        "priority": priority,
        "closed": closed,
        "owner": owner_id,
        "reporter": _name(reporter),
        "opened_at": to_text(opened_at),
        "changed_at": to_text(changed_at),
        "client": client,
        "project": project,
        "offer": offer,
        "log": list(log),
    }


def entry_payload(
    *, key: str, who: Who, at: datetime, text: str, minutes: int | None = None, day: str = ""
) -> dict[str, Any]:
    """Something that was said; with `minutes`, time that a member worked on that `day` of their calendar."""
    return {"key": key, "who": _name(who), "at": to_text(at), "text": text, "minutes": minutes, "day": day}


def _name(who: Who) -> dict[str, Any]:
    return {"name": who.name, "id": who.member_id}

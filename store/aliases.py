"""What tickets and entries are called where they came from: by that they are found, and come in once alone."""

import json
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from store.database import Transaction


class Known(Struct, frozen=True):
    """A ticket that came in before, as it stands now; `role_id` as that of the record."""

    key: str
    ticket_id: int
    title: str
    opened_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None


class KnownEntry(Struct, frozen=True):
    """Something that was written to a ticket; `minutes`: the time that it stands for, 0 where it is none."""

    key: str
    minutes: int


async def put(tx: Transaction, label: str, key: str, ticket_id: int) -> int:
    return await tx.run(
        "insert into ticket_alias (label, key, ticket_id) values (:label, :key, :ticket)",
        label=label,
        key=key,
        ticket=ticket_id,
    )


async def put_entry(tx: Transaction, label: str, key: str, event_id: int) -> int:
    return await tx.run(
        "insert into event_alias (label, key, event_id) values (:label, :key, :event)",
        label=label,
        key=key,
        event=event_id,
    )


async def get(tx: Transaction, label: str, key: str) -> int | None:
    """The ticket's number."""
    found = await tx.value(
        "select ticket_id from ticket_alias where label = :label and key = :key", label=label, key=key
    )
    return int(found) if found is not None else None


async def is_label(tx: Transaction, label: str) -> bool:
    return await tx.value("select 1 from ticket_alias where label = :label limit 1", label=label) is not None


async def list_known(tx: Transaction, label: str, keys: Sequence[str]) -> list[Known]:
    """Of tickets that are called so, those that are here."""
    return await tx.all(
        Known,
        """select ticket_alias.key as key, ticket_id, title, opened_at, closed_at, erased_at
           from json_each(:keys) as wanted
           cross join ticket_alias on ticket_alias.label = :label and ticket_alias.key = wanted.value
           join ticket on ticket.id = ticket_id""",
        keys=json.dumps(list(keys)),
        label=label,
    )


async def list_known_entries(tx: Transaction, label: str, keys: Sequence[str]) -> list[KnownEntry]:
    """Of tickets that are called so, all that was brought in to them."""
    return await tx.all(
        KnownEntry,
        """select event_alias.key as key, coalesce(worked.minutes, 0) as minutes
           from json_each(:keys) as wanted
           cross join ticket_alias on ticket_alias.label = :label and ticket_alias.key = wanted.value
           cross join event on event.ticket_id = ticket_alias.ticket_id and event.arrival_id is not null
           cross join event_alias on event_alias.event_id = event.id and +event_alias.label = :label
           left join worked on worked.event_id = event.id""",
        keys=json.dumps(list(keys)),
        label=label,
    )

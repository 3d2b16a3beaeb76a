"""Erasing what people wrote. The events stay; secure_delete overwrites what stood there (store/connections.py)."""

import json
from collections.abc import Sequence
from datetime import datetime

from store.database import Transaction
from store.forgetting import SOMEBODY
from store.records import Notice


async def put_texts(tx: Transaction, event_id: int, texts: dict[str, str]) -> int:
    return await tx.run("update event_text set texts = :texts where event_id = :event", event=event_id, texts=texts)


async def put_ticket(tx: Transaction, ticket_id: int, *, title: str, description: str) -> int:
    return await tx.run(
        "update ticket set title = :title, description = :description where id = :id",
        id=ticket_id,
        title=title,
        description=description,
    )


async def erase_notices(tx: Transaction, ticket_id: int, *, instead: str) -> int:
    """All that was said of a ticket. What is still to be said becomes `instead`."""
    return await tx.run(
        """update notice set
               text = case when status in ('queued', 'waiting') then :instead else '' end,
               brief = case when status in ('queued', 'waiting') then :instead else '' end
           where ticket_id = :ticket""",
        ticket=ticket_id,
        instead=instead,
    )


async def list_that_name(tx: Transaction, numbers: Sequence[int]) -> list[Notice]:
    """Lines about several tickets, of which one of those is one."""
    return await tx.all(
        Notice,
        """select * from notice where ticket_id is null and text <> '' and exists (
               select 1 from json_each(:numbers) as one where instr(notice.text || ' ', '#' || one.value || ' ') > 0)
           order by id""",
        numbers=json.dumps(list(numbers)),
    )


async def put_said(tx: Transaction, notice_id: int, text: str) -> int:
    return await tx.run("update notice set text = :text, brief = :text where id = :id", id=notice_id, text=text)


async def drop_texts(tx: Transaction, ticket_id: int) -> int:
    """All that was ever written on it, in whatever event."""
    return await tx.run(
        "delete from event_text where event_id in (select id from event where ticket_id = :ticket)", ticket=ticket_id
    )


async def drop_notes(tx: Transaction, ticket_id: int) -> None:
    """What services said of it to each other, and what stood in their way."""
    await tx.run("delete from note where ticket_id = :ticket", ticket=ticket_id)
    await tx.run("update trouble set error = '' where ticket_id = :ticket", ticket=ticket_id)


async def unname_strangers(tx: Transaction, ticket_id: int, *, now: datetime) -> None:
    """Whoever is no member is named no more in the events of a ticket that is erased, nor where they were told of it.

    Members stay: they are in the journal by their ids, and can be forgotten by themselves.
    """
    await tx.run(
        """update event set actor = :somebody
           where ticket_id = :ticket and member_id is null and network is not null""",
        ticket=ticket_id,
        somebody=SOMEBODY,
    )
    await tx.run(
        """update event set data = json_set(data, '$.reporter', :somebody)
           where ticket_id = :ticket and kind = 'ticket_opened'
               and exists (select 1 from ticket where id = :ticket and reporter_id is null
                   and reporter_network <> '')""",
        ticket=ticket_id,
        somebody=SOMEBODY,
    )
    await tx.run(
        "update prompt set asker_name = :somebody where ticket_id = :ticket and asker_id is null",
        ticket=ticket_id,
        somebody=SOMEBODY,
    )
    await tx.run(
        """update notice set address = '', reason = case when ended_at is null then 'it was erased' else reason end,
               status = case when ended_at is null then 'superseded' else status end,
               ended_at = coalesce(ended_at, :now)
           where ticket_id = :ticket and target = 'mask'""",
        ticket=ticket_id,
        now=now,
    )

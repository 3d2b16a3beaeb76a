"""Erasing what people wrote. The events stay; secure_delete overwrites what stood there (store/connections.py)."""

from store.database import Transaction
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


async def list_that_name(tx: Transaction, ticket_id: int) -> list[Notice]:
    """Lines about several tickets, of which that is one."""
    return await tx.all(
        Notice,
        "select * from notice where ticket_id is null and instr(text || ' ', :number) > 0",
        number=f"#{ticket_id} ",
    )


async def put_said(tx: Transaction, notice_id: int, text: str) -> int:
    return await tx.run("update notice set text = :text, brief = :text where id = :id", id=notice_id, text=text)

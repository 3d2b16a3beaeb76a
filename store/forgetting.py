"""Taking a person out of the file: their name, their addresses, what they wrote. Numbers and times stay.

The journal is changed here and nowhere else, and in nothing but names. secure_delete overwrites what stood there.
"""

from datetime import datetime

from store.database import Transaction
from store.records import Ticket

SOMEBODY = "somebody"


async def put_forgotten(tx: Transaction, member_id: int, *, now: datetime) -> int:
    return await tx.run(
        """update member set name = :somebody, name_key = 'forgotten ' || id, admin = 0, asleep = 0,
               suspended_at = :now, forgotten_at = :now where id = :id and forgotten_at is null""",
        id=member_id,
        somebody=SOMEBODY,
        now=now,
    )


async def drop_addresses(tx: Transaction, member_id: int) -> None:
    """By which they were known, the passwords too, and how they liked to be spoken to; what was refused to them, and
    whether they were listened to."""
    await tx.run(
        "delete from password where identity_id in (select id from identity where member_id = :id)", id=member_id
    )
    await tx.run(
        """delete from denial where member_id = :id or exists (
               select 1 from identity where identity.member_id = :id and identity.network = denial.network
                   and identity.value = denial.who)""",
        id=member_id,
    )
    await tx.run("delete from ignored where member_id = :id", id=member_id)
    await tx.run("delete from identity where member_id = :id", id=member_id)
    await tx.run("delete from habit where member_id = :id", id=member_id)
    await tx.run("delete from saved_view where member_id = :id", id=member_id)
    await tx.run("delete from membership where member_id = :id", id=member_id)
    await tx.run("delete from watcher where member_id = :id", id=member_id)
    await tx.run("delete from dictation where member_id = :id", id=member_id)
    await tx.run("delete from stopwatch where member_id = :id", id=member_id)
    await tx.run("delete from unquoted where member_id = :id", id=member_id)
    await tx.run("delete from snooze where member_id = :id", id=member_id)


async def list_touched(tx: Transaction, member_id: int) -> list[Ticket]:
    """Tickets that they reported, or wrote something to."""
    return await tx.all(
        Ticket,
        """select * from ticket where reporter_id = :id or id in (
               select ticket_id from event where member_id = :id and ticket_id is not null) order by id""",
        id=member_id,
    )


async def unname_tickets(tx: Transaction, member_id: int) -> None:
    """Of closed ones that they reported, what those say goes, too; open ones are others' work by now."""
    await tx.run(
        """update ticket set title = '(erased)', description = '', key = null
           where reporter_id = :id and closed_at is not null""",
        id=member_id,
    )
    await tx.run(
        """update bill_line set title = '(erased)' where ticket_id in (
               select id from ticket where reporter_id = :id and closed_at is not null)""",
        id=member_id,
    )
    await tx.run(
        """update ticket set reporter_name = :somebody, reporter_mask = '', reporter_bound = 0, reporter_id = null
           where reporter_id = :id""",
        id=member_id,
        somebody=SOMEBODY,
    )
    await tx.run("update ticket set opener_id = null where opener_id = :id", id=member_id)
    await tx.run("update prompt set asker_name = :somebody where asker_id = :id", id=member_id, somebody=SOMEBODY)
    await tx.run(
        "update storm set name = :somebody, address = '' where member_id = :id", id=member_id, somebody=SOMEBODY
    )


async def erase_words(tx: Transaction, member_id: int) -> None:
    """All that they wrote, but for what open tickets say."""
    await tx.run(
        """delete from event_text where event_id in (
               select event.id from event left join ticket on ticket.id = event.ticket_id
               where event.member_id = :id
                   and not (event.kind in ('ticket_opened', 'ticket_edited', 'ticket_described')
                       and ticket.closed_at is null))""",
        id=member_id,
    )


async def unname_events(tx: Transaction, member_id: int) -> None:
    await tx.run("update event set actor = :somebody where member_id = :id", id=member_id, somebody=SOMEBODY)
    await tx.run(
        """update event set data = json_set(data, '$.person_name', :somebody)
           where json_extract(data, '$.person') = :id and json_extract(data, '$.person_name') is not null""",
        id=member_id,
        somebody=SOMEBODY,
    )
    await tx.run(
        """update event set data = json_set(data, '$.reporter', :somebody)
           where kind = 'ticket_opened' and (member_id = :id or ticket_id in (
               select id from ticket where reporter_id = :id)) and json_extract(data, '$.reporter') is not null""",
        id=member_id,
        somebody=SOMEBODY,
    )
    await tx.run(
        "update event set data = json_set(data, '$.name', :somebody) where kind = 'member_met' and member_id = :id",
        id=member_id,
        somebody=SOMEBODY,
    )


async def unname_bills(tx: Transaction, member_id: int) -> None:
    """What was billed stays: sums and times."""
    await tx.run("update bill_line set person = :somebody where member_id = :id", id=member_id, somebody=SOMEBODY)


async def erase_lines(tx: Transaction, member_id: int) -> None:
    """What was said to them, by them, or of them. What is still to be said of a ticket says that there is news."""
    await tx.run("delete from notice where member_id = :id and status in ('queued', 'waiting')", id=member_id)
    await tx.run(
        """update notice set brief = '', joined = '', text = case
               when status not in ('queued', 'waiting') then ''
               when ticket_id is null then 'There is news.'
               else '#' || ticket_id || ' has news. show ' || ticket_id end
           where member_id = :id or ticket_id in (select id from ticket where reporter_id = :id) or event_id in (
               select id from event where member_id = :id or json_extract(data, '$.person') = :id
                   or json_extract(data, '$.owner') = :id)""",
        id=member_id,
    )


async def drop_masks(tx: Transaction, before: datetime) -> int:
    """Of strangers whose tickets were closed before that moment: where they came from."""
    return await tx.run(
        """update ticket set reporter_mask = '', reporter_bound = 0
           where reporter_mask <> '' and closed_at < :before""",
        before=before,
    )

"""Bills: what was charged of clients' time, line by line, and which entries are on one."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import LiteralString

from msgspec import Struct

from store.database import Transaction
from store.keeping import ERASED
from store.records import Bill, BillLine, Ticket, Worked
from store.worked import WORKED


class Title(Struct, frozen=True):
    title: str


class ProjectOfTicket(Struct, frozen=True):
    ticket_id: int
    project_id: int
    name: str


class Sums(Struct, frozen=True):
    """What a bill says, and what its lines come to."""

    id: int
    minutes: int
    amount: int
    lines_minutes: int
    lines_amount: int


BILL: LiteralString = """select bill.id, client_id, client, currency, first_day, last_day, minutes, amount,
        member.name as by, bill.created_at, undone_at
    from bill left join member on member.id = bill.member_id"""

LINE: LiteralString = """select entry_id, ticket_id, title, project_id, project, member_id, person, day, minutes,
        charged, rate, step, per, minimum, amount
    from bill_line"""


async def add(
    tx: Transaction,
    *,
    client_id: int,
    client: str,
    currency: str,
    first_day: str | None,
    last_day: str | None,
    minutes: int,
    amount: int,
    member_id: int | None,
    now: datetime,
) -> int:
    """The number of the bill, which never comes back."""
    added = await tx.value(
        """insert into bill (client_id, client, currency, first_day, last_day, minutes, amount, member_id, created_at)
           values (:client_id, :client, :currency, :first, :last, :minutes, :amount, :member, :now) returning id""",
        client_id=client_id,
        client=client,
        currency=currency,
        first=first_day,
        last=last_day,
        minutes=minutes,
        amount=amount,
        member=member_id,
        now=now,
    )
    assert added is not None, "an insert returns its row"
    return int(added)


async def add_line(tx: Transaction, bill_id: int, line: BillLine) -> None:
    await tx.run(
        """insert into bill_line (bill_id, entry_id, ticket_id, title, project_id, project, member_id, person, day,
               minutes, charged, rate, step, per, minimum, amount)
           values (:bill, :entry, :ticket, :title, :project_id, :project, :member, :person, :day,
               :minutes, :charged, :rate, :step, :per, :minimum, :amount)""",
        bill=bill_id,
        entry=line.entry_id,
        ticket=line.ticket_id,
        title=line.title,
        project_id=line.project_id,
        project=line.project,
        member=line.member_id,
        person=line.person,
        day=line.day,
        minutes=line.minutes,
        charged=line.charged,
        rate=line.rate,
        step=line.step,
        per=line.per,
        minimum=line.minimum,
        amount=line.amount,
    )


async def mark(tx: Transaction, bill_id: int, entries: Iterable[int]) -> int:
    """Entries and corrections, none of which is on a bill already."""
    return await tx.run(
        "insert into billed (entry_id, bill_id) select value, :bill from json_each(:entries)",
        bill=bill_id,
        entries=json.dumps(list(entries)),
    )


async def end(tx: Transaction, bill_id: int, *, now: datetime) -> int:
    """Taken back: what is on it is on no bill any more. 0 if it was already."""
    ended = await tx.run("update bill set undone_at = :now where id = :id and undone_at is null", id=bill_id, now=now)
    await tx.run("delete from billed where bill_id = :id", id=bill_id)
    return ended


async def get(tx: Transaction, bill_id: int) -> Bill | None:
    return await tx.one(Bill, BILL + " where bill.id = :id", id=bill_id)


async def list_newest(tx: Transaction, client_id: int | None, *, limit: int) -> list[Bill]:
    """Of one client, or of all; the newest first."""
    return await tx.all(
        Bill,
        BILL + " where :client is null or client_id = :client order by bill.id desc limit :limit",
        client=client_id,
        limit=limit,
    )


async def newest_in_force(tx: Transaction, client_id: int) -> int | None:
    found = await tx.value("select max(id) from bill where client_id = :client and undone_at is null", client=client_id)
    return None if found is None else int(found)


async def lines_of(tx: Transaction, bill_id: int) -> list[BillLine]:
    return await tx.all(BillLine, LINE + " where bill_id = :bill order by id", bill=bill_id)


async def list_settled(tx: Transaction, numbers: Sequence[int]) -> list[BillLine]:
    """By entry on those tickets, what all bills that are in force charged of it together."""
    return await tx.all(
        BillLine,
        """select bill_line.entry_id, worked.ticket_id, '' as title, project_id, project, worked.member_id,
               member.name as person, bill_line.day, sum(bill_line.minutes) as minutes, sum(charged) as charged,
               rate, step, per, minimum, sum(bill_line.amount) as amount
           from worked join bill_line on bill_line.entry_id = worked.id
               join bill on bill.id = bill_line.bill_id and bill.undone_at is null
               join member on member.id = worked.member_id
           where worked.ticket_id in (select value from json_each(:numbers))
           group by bill_line.entry_id order by bill_line.entry_id""",
        numbers=json.dumps(list(numbers)),
    )


async def list_unbilled(
    tx: Transaction, client_id: int, *, first_day: str | None, last_day: str | None, limit: int
) -> list[Worked]:
    """Of days from `first_day` to `last_day`; and before these what corrects something that was billed."""
    return await tx.all(
        Worked,
        WORKED
        + """ join ticket_client on ticket_client.ticket_id = worked.ticket_id
              left join billed on billed.entry_id = worked.id
              left join billed as before on before.entry_id = worked.corrects
           where ticket_client.client_id = :client and billed.entry_id is null
               and (:last is null or day <= :last)
               and (:first is null or day >= :first or before.entry_id is not null)
           order by worked.id limit :limit""",
        client=client_id,
        first=first_day,
        last=last_day,
        limit=limit,
    )


async def list_unbilled_of_ticket(tx: Transaction, ticket_id: int) -> list[Worked]:
    return await tx.all(
        Worked,
        WORKED
        + """ left join billed on billed.entry_id = worked.id
           where ticket_id = :ticket and billed.entry_id is null order by worked.id""",
        ticket=ticket_id,
    )


async def bill_of(tx: Transaction, entries: Iterable[int]) -> int | None:
    """The newest one on which one of those is."""
    found = await tx.value(
        "select max(bill_id) from billed where entry_id in (select value from json_each(:entries))",
        entries=json.dumps(list(entries)),
    )
    return None if found is None else int(found)


async def bill_on_ticket(tx: Transaction, ticket_id: int) -> int | None:
    """The newest one on which one of its entries is."""
    found = await tx.value(
        "select max(bill_id) from billed join worked on worked.id = billed.entry_id where ticket_id = :ticket",
        ticket=ticket_id,
    )
    return None if found is None else int(found)


async def tickets_of(tx: Transaction, numbers: Sequence[int]) -> list[Ticket]:
    return await tx.all(
        Ticket,
        "select * from ticket where id in (select value from json_each(:numbers))",
        numbers=json.dumps(list(numbers)),
    )


async def projects_of(tx: Transaction, numbers: Sequence[int]) -> list[ProjectOfTicket]:
    """Of those that are in one."""
    return await tx.all(
        ProjectOfTicket,
        """select ticket_id, project.id as project_id, project.name
           from ticket_client join project on project.id = ticket_client.project_id
           where ticket_id in (select value from json_each(:numbers))""",
        numbers=json.dumps(list(numbers)),
    )


async def list_titles(tx: Transaction, ticket_id: int) -> list[str]:
    """Under which it stands on bills."""
    found = await tx.all(
        Title, "select distinct title from bill_line where ticket_id = :ticket order by title", ticket=ticket_id
    )
    return [one.title for one in found]


async def put_title(tx: Transaction, ticket_id: int, *, was: str, to: str) -> int:
    """Where what it says is redacted; else what is billed stays as it was."""
    return await tx.run(
        "update bill_line set title = :to where ticket_id = :ticket and title = :was",
        ticket=ticket_id,
        was=was,
        to=to,
    )


async def erase_titles(tx: Transaction, ticket_id: int) -> int:
    return await tx.run(
        "update bill_line set title = :erased where ticket_id = :ticket", ticket=ticket_id, erased=ERASED
    )


async def list_wrong(tx: Transaction) -> list[Sums]:
    """Bills that say another sum than their lines. For who looks through a whole desk."""
    return await tx.all(
        Sums,
        """select bill.id, bill.minutes, bill.amount, coalesce(sum(charged), 0) as lines_minutes,
               coalesce(sum(bill_line.amount), 0) as lines_amount
           from bill left join bill_line on bill_line.bill_id = bill.id
           group by bill.id having lines_minutes <> bill.minutes or lines_amount <> bill.amount order by bill.id""",
    )

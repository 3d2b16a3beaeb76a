"""The least that a ticket needs around it, put there by the store's own functions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from store import journal, members, prompts, roles, search, tickets
from store.database import Database, Transaction
from store.records import Member, Prompt, Role, Ticket
from store.uuids import uuid7

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
NEW, ACCEPTED, CLOSED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class House:
    """bob is in ops, charlie isn't."""

    bob: Member
    charlie: Member
    ops: Role


async def furnish(database: Database) -> House:
    bob, charlie = await add_member(database, "bob"), await add_member(database, "charlie")
    ops = await add_role(database, "ops")
    await database.write(roles.add_member, ops.id, bob.id, confirmed=True, now=NOW)
    return House(bob, charlie, ops)


async def add_member(database: Database, name: str) -> Member:
    return await database.write(members.add, uuid=uuid7(NOW), name=name, admin=False, now=NOW)


async def add_role(database: Database, name: str) -> Role:
    return await database.write(roles.add, name=name, network=None, channel=None, is_open=False, now=NOW)


async def add_ticket(
    database: Database,
    house: House,
    title: str = "printer on fire",
    *,
    description: str = "",
    priority: int = 2,
    private: bool = False,
) -> Ticket:
    return await database.write(
        tickets.add,
        uuid=uuid7(NOW),
        desk="desk",
        type_name="request",
        state=NEW,
        role_id=house.ops.id,
        title=title,
        description=description,
        priority=priority,
        private=private,
        reporter_id=None,
        reporter_name="guest",
        reporter_network="net",
        reporter_mask="guest!g@h",
        key=None,
        now=NOW,
    )


async def add_many(
    tx: Transaction,
    house: House,
    titles: Sequence[str],
    *,
    closed: Callable[[int], bool],
    archived: Callable[[int], bool],
    owned: Callable[[int], bool] = lambda _number: False,
    opened: datetime = NOW,
) -> None:
    """Tickets from #1 on, of priorities in turn; by their numbers it is said what became of them."""
    for number, title in enumerate(titles, 1):
        await tx.run(
            """insert into ticket (id, uuid, desk, type, state, role_id, title, priority, owner_id, reporter_name,
                   reporter_network, opened_at, changed_at, closed_at, archived_at)
               values (:number, :number, 'desk', 'request', :state, :role, :title, 1 + :number % 4, :owner, 'alice',
                   'testnet', :opened, :opened, :closed, :archived)""",
            number=number,
            state=NEW,
            role=house.ops.id,
            title=title,
            owner=house.bob.id if owned(number) else None,
            opened=opened,
            closed=opened if closed(number) else None,
            archived=opened if archived(number) else None,
        )
        await search.put(tx, number)


async def add_prompt(database: Database, ticket: Ticket, *, member_id: int | None = None) -> Prompt:
    return await database.write(
        prompts.add,
        ticket_id=ticket.id,
        role_id=ticket.role_id,
        member_id=member_id,
        asker_id=None,
        asker_name="guest",
        lifetime=1800,
        every=300,
        expires_at=NOW + timedelta(minutes=30),
        now=NOW,
    )


async def add_event(database: Database, kind: str, ticket_id: int | None = None, text: str = "") -> int:
    async def body(tx: Transaction) -> int:
        added = await journal.add(
            tx,
            uuid=uuid7(NOW),
            desk="desk",
            at=NOW,
            kind=kind,
            ticket_id=ticket_id,
            role_id=None,
            prompt_id=None,
            member_id=None,
            actor="guest",
            network=None,
            place=None,
            data={"state": NEW},
        )
        if text:
            await journal.add_texts(tx, added, {"text": text})
        return added

    return await database.write(body)

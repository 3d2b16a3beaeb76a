"""Ticket types, their states and edges: rows, never code."""

from datetime import datetime

from msgspec import Struct

from store.database import Transaction
from store.records import Ticket, TicketState, TicketType, TypeSetting


class Edge(Struct, frozen=True):
    state: int
    next: int
    position: int


async def get(tx: Transaction, name: str) -> TicketType | None:
    return await tx.one(TicketType, "select * from ticket_type where name = :name", name=name)


async def list_types(tx: Transaction) -> list[TicketType]:
    return await tx.all(TicketType, "select * from ticket_type order by name")


async def list_states(tx: Transaction, name: str) -> list[TicketState]:
    return await tx.all(TicketState, "select * from ticket_state where type = :name order by code", name=name)


async def list_edges(tx: Transaction, name: str) -> list[Edge]:
    """By state, the normal next one first."""
    return await tx.all(
        Edge, "select state, next, position from ticket_edge where type = :name order by state, position", name=name
    )


async def put_type(tx: Transaction, type_: TicketType) -> None:
    """Its `keep_from` stands as it was unless what it is about is another now."""
    await tx.run(
        """insert into ticket_type (name, start, lifetime, every, role, priority, keep, afterwards, keep_from)
           values (:name, :start, :lifetime, :every, :role, :priority, :keep, :afterwards, :keep_from)
           on conflict (name) do update set start = excluded.start, lifetime = excluded.lifetime,
               every = excluded.every, role = excluded.role, priority = excluded.priority, keep = excluded.keep,
               afterwards = excluded.afterwards, keep_from = case
                   when ticket_type.keep is excluded.keep and ticket_type.afterwards = excluded.afterwards
                   then ticket_type.keep_from else excluded.keep_from end""",
        name=type_.name,
        start=type_.start,
        lifetime=type_.lifetime,
        every=type_.every,
        role=type_.role,
        priority=type_.priority,
        keep=type_.keep,
        afterwards=type_.afterwards,
        keep_from=type_.keep_from,
    )


async def put_state(tx: Transaction, state: TicketState) -> None:
    await tx.run(
        """insert into ticket_state (type, code, name, offered, owned, waiting, final, lifetime, every,
               onward)
           values (:type, :code, :name, :offered, :owned, :waiting, :final, :lifetime, :every, :onward)
           on conflict (type, code) do update set name = excluded.name, offered = excluded.offered,
               owned = excluded.owned, waiting = excluded.waiting, final = excluded.final,
               lifetime = excluded.lifetime, every = excluded.every, onward = excluded.onward""",
        type=state.type,
        code=state.code,
        name=state.name,
        offered=state.offered,
        owned=state.owned,
        waiting=state.waiting,
        final=state.final,
        lifetime=state.lifetime,
        every=state.every,
        onward=state.onward,
    )


async def drop_state(tx: Transaction, name: str, code: int) -> None:
    """One in which no ticket stands, and to which no edge leads any more."""
    await tx.run("delete from ticket_state where type = :name and code = :code", name=name, code=code)


async def drop_edges(tx: Transaction, name: str) -> None:
    await tx.run("delete from ticket_edge where type = :name", name=name)


async def add_edge(tx: Transaction, name: str, edge: Edge) -> None:
    await tx.run(
        "insert into ticket_edge (type, state, next, position) values (:name, :state, :next, :position)",
        name=name,
        state=edge.state,
        next=edge.next,
        position=edge.position,
    )


async def list_standing(tx: Transaction, name: str, code: int, *, limit: int) -> list[Ticket]:
    """Tickets in that state, the open ones first."""
    return await tx.all(
        Ticket,
        """select * from ticket where type = :name and state = :code
           order by closed_at is not null, id limit :limit""",
        name=name,
        code=code,
        limit=limit,
    )


async def move_all(tx: Transaction, name: str, *, was: int, state: int, now: datetime) -> list[Ticket]:
    """All tickets of a state into another one; those that moved."""
    return await tx.all(
        Ticket,
        "update ticket set state = :state, changed_at = :now where type = :name and state = :was returning *",
        name=name,
        was=was,
        state=state,
        now=now,
    )


async def count_here(tx: Transaction, name: str, code: int) -> int:
    """Those in that state that are neither archived nor erased."""
    found = await tx.value(
        """select count(*) from ticket where type = :type and state = :code and archived_at is null
               and erased_at is null""",
        type=name,
        code=code,
    )
    return int(found or 0)


async def count_standing(tx: Transaction, name: str, code: int) -> int:
    found = await tx.value("select count(*) from ticket where type = :name and state = :code", name=name, code=code)
    return int(found or 0)


# what is set while dibs runs


async def list_settings(tx: Transaction, name: str) -> list[TypeSetting]:
    return await tx.all(TypeSetting, "select * from type_setting where type = :name order by state, name", name=name)


async def put_setting(tx: Transaction, setting: TypeSetting) -> None:
    await tx.run(
        """insert into type_setting (type, state, name, value, member_id, set_at)
           values (:type, :state, :name, :value, :member, :at)
           on conflict (type, state, name) do update set value = excluded.value, member_id = excluded.member_id,
               set_at = excluded.set_at""",
        type=setting.type,
        state=setting.state,
        name=setting.name,
        value=setting.value,
        member=setting.member_id,
        at=setting.set_at,
    )


async def drop_setting(tx: Transaction, name: str, state: int, setting: str) -> int:
    """0 if it wasn't set."""
    return await tx.run(
        "delete from type_setting where type = :type and state = :state and name = :name",
        type=name,
        state=state,
        name=setting,
    )

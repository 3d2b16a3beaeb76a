"""Ticket types, their states and edges: rows, never code."""

from dataclasses import dataclass

from store.database import Transaction
from store.records import TicketState, TicketType


@dataclass(frozen=True, slots=True)
class Edge:
    state: int
    next: int
    position: int


async def get(tx: Transaction, name: str) -> TicketType | None:
    return await tx.one(TicketType, "select * from ticket_type where name = :name", name=name)


async def list_states(tx: Transaction, name: str) -> list[TicketState]:
    return await tx.all(TicketState, "select * from ticket_state where type = :name order by code", name=name)


async def list_edges(tx: Transaction, name: str) -> list[Edge]:
    """By state, the normal next one first."""
    return await tx.all(
        Edge, "select state, next, position from ticket_edge where type = :name order by state, position", name=name
    )

"""What a desk that takes in another one must know of itself: who is here, and which tickets are."""

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct

from store.database import Transaction


class Here(Struct, frozen=True):
    """Ids of this desk. Members by uuid, by account (kind, network, folded value) and by folded name; those who were
    linked are who they are by now. Roles and clients by folded name, projects by client and folded name; `types`: the
    codes of the states of each, with whether they are final and owned; `open_roles`: those that anyone may join."""

    uuids: Mapping[str, int]
    accounts: Mapping[tuple[str, str, str], int]
    names: Mapping[str, int]
    roles: Mapping[str, int]
    clients: Mapping[str, int]
    projects: Mapping[int, Mapping[str, int]]
    types: Mapping[str, Mapping[int, tuple[bool, bool]]]
    tickets: int
    newest_event: int
    open_roles: frozenset[int]


class Called(Struct, frozen=True):
    id: int
    name: str


class Account(Struct, frozen=True):
    member_id: int
    kind: str
    network: str
    value: str


class Project(Struct, frozen=True):
    id: int
    client_id: int
    name_key: str


class State(Struct, frozen=True):
    type: str
    code: int
    final: bool
    owned: bool


async def look(tx: Transaction) -> Here:
    accounts = await tx.all(
        Account,
        """select coalesce(linked_to, member.id) as member_id, kind, network, value
           from identity join member on member.id = member_id where revoked_at is null""",
    )
    projects = await tx.all(Project, "select id, client_id, name_key from project")
    states = await tx.all(State, "select type, code, final, (owned and not waiting) as owned from ticket_state")
    uuids = await tx.all(Called, "select coalesce(linked_to, id) as id, uuid as name from member")
    names = await tx.all(Called, "select coalesce(linked_to, id) as id, name_key as name from member")
    roles = await tx.all(Called, "select id, name_key as name from role where deleted_at is null")
    clients = await tx.all(Called, "select id, name_key as name from client")
    return Here(
        {one.name: one.id for one in uuids},
        {(one.kind, one.network, one.value): one.member_id for one in accounts},
        {one.name: one.id for one in names},
        {one.name: one.id for one in roles},
        {one.name: one.id for one in clients},
        {
            client: {one.name_key: one.id for one in projects if one.client_id == client}
            for client in _clients(projects)
        },
        {name: {one.code: (one.final, one.owned) for one in states if one.type == name} for name in _types(states)},
        int(await tx.value("select count(*) from (select 1 from ticket limit 1)") or 0),
        int(await tx.value("select max(id) from event") or 0),
        frozenset(
            one.id for one in await tx.all(Called, "select id, name from role where open and deleted_at is null")
        ),
    )


def _clients(projects: Sequence[Project]) -> set[int]:
    return {one.client_id for one in projects}


def _types(states: Sequence[State]) -> set[str]:
    return {one.type for one in states}


class Known(Struct, frozen=True):
    id: int
    uuid: str


async def list_known(tx: Transaction, uuids: Sequence[str]) -> dict[str, int]:
    """Of tickets, those that are here, by their uuids."""
    found = await tx.all(
        Known,
        "select id, uuid from ticket where uuid in (select value from json_each(:uuids))",
        uuids=json.dumps(list(uuids)),
    )
    return {one.uuid: one.id for one in found}


async def list_known_events(tx: Transaction, uuids: Sequence[str]) -> set[str]:
    found = await tx.all(
        Known,
        "select id, uuid from event where uuid in (select value from json_each(:uuids))",
        uuids=json.dumps(list(uuids)),
    )
    return {one.uuid for one in found}


async def list_worked_events(tx: Transaction, uuids: Sequence[str]) -> set[str]:
    """Those of which the time is here, be it on another ticket."""
    found = await tx.all(
        Known,
        """select event.id, uuid from event join worked on worked.event_id = event.id
           where uuid in (select value from json_each(:uuids))""",
        uuids=json.dumps(list(uuids)),
    )
    return {one.uuid for one in found}

"""Whom work is done for: clients, their projects, what an hour costs them, and which tickets are theirs."""

from datetime import datetime
from typing import LiteralString

from store.database import Transaction
from store.records import Client, MemberRate, Project

CLIENT: LiteralString = "select client.id, name, currency, rate, step, per, minimum, created_at from client"
PROJECT: LiteralString = "select project.id, project.client_id, name, rate, created_at from project"


async def add(tx: Transaction, *, name: str, now: datetime) -> int:
    added = await tx.value(
        "insert into client (name, name_key, created_at) values (:name, :key, :now) returning id",
        name=name,
        key=name.casefold(),
        now=now,
    )
    assert added is not None, "an insert returns its row"
    return int(added)


async def put(tx: Transaction, client: Client) -> int:
    """All that can be set of it."""
    return await tx.run(
        """update client set name = :name, name_key = :key, currency = :currency, rate = :rate, step = :step,
               per = :per, minimum = :minimum where id = :id""",
        id=client.id,
        name=client.name,
        key=client.name.casefold(),
        currency=client.currency,
        rate=client.rate,
        step=client.step,
        per=client.per,
        minimum=client.minimum,
    )


async def get_by_name(tx: Transaction, name: str) -> Client | None:
    return await tx.one(Client, CLIENT + " where name_key = :key", key=name.casefold())


async def list_all(tx: Transaction) -> list[Client]:
    return await tx.all(Client, CLIENT + " order by name_key")


async def add_project(tx: Transaction, client_id: int, *, name: str, rate: str | None, now: datetime) -> int:
    added = await tx.value(
        """insert into project (client_id, name, name_key, rate, created_at)
           values (:client, :name, :key, :rate, :now) returning id""",
        client=client_id,
        name=name,
        key=name.casefold(),
        rate=rate,
        now=now,
    )
    assert added is not None, "an insert returns its row"
    return int(added)


async def put_project(tx: Transaction, project: Project) -> int:
    return await tx.run(
        "update project set name = :name, name_key = :key, rate = :rate where id = :id",
        id=project.id,
        name=project.name,
        key=project.name.casefold(),
        rate=project.rate,
    )


async def get_project_by_name(tx: Transaction, client_id: int, name: str) -> Project | None:
    return await tx.one(
        Project, PROJECT + " where client_id = :client and name_key = :key", client=client_id, key=name.casefold()
    )


async def list_projects(tx: Transaction, client_id: int) -> list[Project]:
    return await tx.all(Project, PROJECT + " where client_id = :client order by name_key", client=client_id)


async def put_member_rate(
    tx: Transaction, client_id: int, *, project_id: int | None, member_id: int, rate: str | None
) -> None:
    """`rate` None: nothing special any more."""
    await tx.run(
        "delete from member_rate where client_id = :client and member_id = :member and project_id is :project",
        client=client_id,
        member=member_id,
        project=project_id,
    )
    if rate is not None:
        await tx.run(
            """insert into member_rate (client_id, project_id, member_id, rate)
               values (:client, :project, :member, :rate)""",
            client=client_id,
            project=project_id,
            member=member_id,
            rate=rate,
        )


async def list_member_rates(tx: Transaction, client_id: int) -> list[MemberRate]:
    return await tx.all(
        MemberRate,
        """select client_id, project_id, member_id, member.name as name, rate
           from member_rate join member on member.id = member_rate.member_id
           where client_id = :client order by project_id, member.name_key""",
        client=client_id,
    )


async def put_ticket(tx: Transaction, ticket_id: int, *, client_id: int | None, project_id: int | None) -> None:
    """Whose it is; nobody's where `client_id` is None."""
    await tx.run("delete from ticket_client where ticket_id = :ticket", ticket=ticket_id)
    if client_id is not None:
        await tx.run(
            "insert into ticket_client (ticket_id, client_id, project_id) values (:ticket, :client, :project)",
            ticket=ticket_id,
            client=client_id,
            project=project_id,
        )


async def of_ticket(tx: Transaction, ticket_id: int) -> Client | None:
    return await tx.one(
        Client,
        CLIENT + " join ticket_client on ticket_client.client_id = client.id where ticket_id = :ticket",
        ticket=ticket_id,
    )


async def project_of_ticket(tx: Transaction, ticket_id: int) -> Project | None:
    return await tx.one(
        Project,
        PROJECT + " join ticket_client on ticket_client.project_id = project.id where ticket_id = :ticket",
        ticket=ticket_id,
    )

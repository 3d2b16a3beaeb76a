"""For whom the work on a ticket is done: its client, and perhaps a project of theirs."""

from msgspec import Struct

from chatbot.desk import clients
from chatbot.desk.act import Act
from chatbot.desk.labels import NOBODY
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store import bills
from store import clients as rows
from store.records import Client

SAYS = "say for which client it is"


class Account(Struct, frozen=True):
    client_id: int | None = None
    project_id: int | None = None


async def of_ticket(act: Act, number: int) -> Account:
    client = await rows.of_ticket(act.tx, number)
    project = await rows.project_of_ticket(act.tx, number)
    return Account(client.id if client else None, project.id if project else None)


async def put(act: Act, number: int, account: Account) -> None:
    """What was billed to one client never becomes another's."""
    before = await of_ticket(act, number)
    bill = await bills.bill_on_ticket(act.tx, number) if before.client_id != account.client_id else None
    if bill is not None:
        raise Refused(f"#{number} has time that is on bill {bill}, so its client stays. Nothing changed.")
    await rows.put_ticket(act.tx, number, client_id=account.client_id, project_id=account.project_id)


async def named(act: Act, client: str | None, project: str | None) -> Account:
    """Of a new ticket; nobody's where neither is named, or nothing stands behind `client=`."""
    if not client and not project:
        return Account()
    clients.need_insider(act, SAYS)
    if not client:
        raise Refused(f"No client is named. {TYPE}new client=<client> project=<project> <what is wrong>")
    return await _found(act, await clients.need_client(act, client), project)


async def changed(act: Act, number: int, before: Account, client: str | None, project: str | None) -> Account:
    """Put down; another client's ticket is in no project, unless one is named."""
    if client is None and project is None:
        return before
    clients.need_insider(act, SAYS)
    account = await _wanted(act, number, before, client, project)
    await put(act, number, account)
    return account


async def _wanted(act: Act, number: int, before: Account, client: str | None, project: str | None) -> Account:
    if client is not None and _is_nobody(client):
        return Account()
    whose = await clients.need_client(act, client) if client else await rows.of_ticket(act.tx, number)
    if whose is None and project is not None and _is_nobody(project):
        return before
    if whose is None:
        raise Refused(f"#{number} has no client. Whose project is it? {TYPE}edit {number} client=<client> project=...")
    if project is None and whose.id == before.client_id:
        return before
    return await _found(act, whose, project)


async def _found(act: Act, client: Client, project: str | None) -> Account:
    if project is None or _is_nobody(project):
        return Account(client.id)
    return Account(client.id, (await clients.need_project(act, client, project)).id)


def _is_nobody(name: str) -> bool:
    """`client=none`, and `client=` with nothing behind it."""
    return name.lower() in {"", NOBODY}

"""Projects: parts of what is done for a client, perhaps at a rate of their own. Admins keep them."""

from msgspec.structs import replace

from chatbot.desk import checks, clients
from chatbot.desk.act import Act
from chatbot.desk.labels import need_label, quoted
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store import clients as rows
from store.records import Client, Project


async def add(act: Act, client_name: str, name: str, rate: str | None) -> tuple[Client, Project]:
    checks.need_admin(act, "add projects")
    client = await clients.need_client(act, client_name)
    name = need_label(act, name, "project")
    if await rows.get_project_by_name(act.tx, client.id, name):
        raise Refused(f"There is a project {name} of {client.name} already. Nothing changed.")
    most = act.settings.bounds.projects
    if len(await rows.list_projects(act.tx, client.id)) >= most:
        raise Refused(f"A client has at most {most} projects, and {client.name} has so many.")
    clients.need_currency_for(client, rate)
    return client, await make(act, client.id, name, rate or None)


async def make(act: Act, client_id: int, name: str, rate: str | None = None) -> Project:
    """It is checked by then, and not there yet."""
    await rows.add_project(act.tx, client_id, name=name, rate=rate, now=act.now)
    made = await rows.get_project_by_name(act.tx, client_id, name)
    assert made is not None, "it was made a line ago"
    await journal_added(act, client_id, made.id)
    return made


async def journal_added(act: Act, client_id: int, project_id: int) -> None:
    await act.journal("project_added", client=client_id, project=project_id)


async def edit(
    act: Act, client_name: str, name: str, *, new_name: str | None, rate: str | None
) -> tuple[Client, Project]:
    checks.need_admin(act, "change projects")
    client = await clients.need_client(act, client_name)
    project = await clients.need_project(act, client, name)
    if new_name is None and rate is None:
        raise Refused(f"What changes? {TYPE}project edit {quoted(client.name)} {quoted(project.name)} rate=60")
    if new_name is not None:
        new_name = need_label(act, new_name, "project")
        other = await rows.get_project_by_name(act.tx, client.id, new_name)
        if other is not None and other.id != project.id:
            raise Refused(f"There is a project {new_name} of {client.name} already. Nothing changed.")
    clients.need_currency_for(client, rate)
    new = replace(project, name=new_name or project.name, rate=project.rate if rate is None else rate or None)
    await clients.put_project(act, new)
    return client, new

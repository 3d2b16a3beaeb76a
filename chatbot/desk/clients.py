"""Clients and their projects: whom work is done for, at what rate, and how time is rounded. Admins keep them.

Who may read rates and sums: admins and leads, in private. Names of clients are for members.
"""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import checks, people
from chatbot.desk.act import Act
from chatbot.desk.durations import format_duration
from chatbot.desk.labels import need_label, quoted
from chatbot.desk.money import need_currency
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from chatbot.desk.suggest import nearly
from chatbot.desk.wording import TYPE
from chatbot.wire import Private
from store import bills, clients, roles
from store.records import Client, MemberRate, Project

STEPS = {"exact": 1, "6m": 6, "15m": 15, "30m": 30}


class ClientChange(Struct, frozen=True):
    """What `client edit` may change; None leaves it. `rate` "" takes it away; it is the client's, or that of `project`,
    of `person`, or of that person in that project."""

    name: str | None = None
    rate: str | None = None
    currency: str | None = None
    step: str | None = None
    per: str | None = None
    minimum: timedelta | None = None
    project: str | None = None
    person: Person | None = None


class ClientView(Struct, frozen=True):
    """`rates`: whether its rates may be shown to this audience; else there are none in it."""

    client: Client
    projects: Sequence[Project]
    members: Sequence[MemberRate]
    rates: bool


async def may_see_money(act: Act) -> bool:
    """Admins and leads, where nobody else reads it."""
    if not isinstance(act.caller.audience, Private):
        return False
    if act.admin:
        return True
    return act.member is not None and act.reaches("own") and bool(await roles.list_led(act.tx, act.member.id))


async def need_client(act: Act, name: str) -> Client:
    found = await clients.get_by_name(act.tx, name)
    if found is None:
        known = [one.name for one in await clients.list_all(act.tx)]
        hint = f"All of them: {TYPE}client list" if known else f"An admin adds one: {TYPE}client add acme"
        said = nearly("client", name, known)
        raise Refused(said + f" {hint}")
    return found


async def need_project(act: Act, client: Client, name: str) -> Project:
    found = await clients.get_project_by_name(act.tx, client.id, name)
    if found is None:
        known = [one.name for one in await clients.list_projects(act.tx, client.id)]
        shown = f"{TYPE}client show <client>"
        hint = f"All of them: {shown}" if known else f"An admin adds one: {TYPE}project add <client> <project>"
        said = nearly("project", name, known)
        raise Refused(said + f" {hint}")
    return found


async def list_clients(act: Act) -> list[ClientView]:
    need_insider(act)
    return [await _view(act, one) for one in await clients.list_all(act.tx)]


async def show(act: Act, name: str) -> ClientView:
    need_insider(act)
    return await _view(act, await need_client(act, name))


def need_insider(act: Act, what: str = "see clients") -> None:
    """Strangers learn nothing of clients."""
    if not act.admin:
        checks.need_member(act, what)


def need_currency_for(client: Client, rate: str | None) -> None:
    if rate and client.currency is None:
        raise Refused(f"In which currency? First: {TYPE}client edit {quoted(client.name)} currency=EUR")


async def _view(act: Act, client: Client) -> ClientView:
    projects = await clients.list_projects(act.tx, client.id)
    if await may_see_money(act):
        return ClientView(client, projects, await clients.list_member_rates(act.tx, client.id), rates=True)
    bare = [replace(one, rate=None) for one in projects]
    return ClientView(replace(client, rate=None), bare, (), rates=False)


async def add(act: Act, name: str, change: ClientChange) -> ClientView:
    checks.need_admin(act, "add clients")
    name = need_label(act, name, "client")
    if await clients.get_by_name(act.tx, name):
        raise Refused(f"There is a client {name} already. To change it: {TYPE}client edit <client> rate=50")
    most = act.settings.bounds.clients
    if len(await clients.list_all(act.tx)) >= most:
        raise Refused(f"There are {most} clients, and that is the most.")
    if change.rate and change.currency is None:
        raise Refused(f"In which currency? {TYPE}client add {quoted(name)} rate={change.rate} currency=EUR")
    await make(act, name)
    if change == ClientChange():
        return await show(act, name)
    return await edit(act, name, change)


async def make(act: Act, name: str) -> int:
    """It is checked by then, and not there yet."""
    client_id = await clients.add(act.tx, name=name, now=act.now)
    await journal_added(act, client_id)
    return client_id


async def journal_added(act: Act, client_id: int) -> None:
    await act.journal("client_added", client=client_id)


async def edit(act: Act, name: str, change: ClientChange) -> ClientView:
    checks.need_admin(act, "change clients")
    client = await need_client(act, name)
    if replace(change, project=None, person=None) == ClientChange():
        raise Refused(
            f"What changes? {TYPE}client edit {quoted(client.name)} rate=50 currency=EUR round=15m minimum=15m"
        )
    new = await _changed(act, client, change)
    if change.rate and new.currency is None:
        raise Refused(f"In which currency? {TYPE}client edit {quoted(client.name)} rate={change.rate} currency=EUR")
    await clients.put(act.tx, new)
    await act.journal("client_changed", client=client.id)
    await _put_special_rate(act, new, change)
    return await _view(act, new)


async def _changed(act: Act, client: Client, change: ClientChange) -> Client:
    own_rate = change.rate is not None and change.project is None and change.person is None
    return replace(
        client,
        name=client.name if change.name is None else await _free_name(act, client, change.name),
        currency=client.currency if change.currency is None else await _free_currency(act, client, change.currency),
        rate=(change.rate or None) if own_rate else client.rate,
        step=client.step if change.step is None else STEPS[change.step],
        per=change.per or client.per,
        minimum=client.minimum if change.minimum is None else _minimum(act, change.minimum),
    )


async def _free_name(act: Act, client: Client, name: str) -> str:
    name = need_label(act, name, "client")
    other = await clients.get_by_name(act.tx, name)
    if other is not None and other.id != client.id:
        raise Refused(f"There is a client {name} already. Nothing changed.")
    return name


async def _free_currency(act: Act, client: Client, typed: str) -> str:
    """Corrections come on bills in the currency of what they correct."""
    code = need_currency(typed)
    if code != client.currency and await bills.newest_in_force(act.tx, client.id) is not None:
        raise Refused(
            f"There are bills of {client.name} in {client.currency}, so that stays. For another currency add another"
            f" client: {TYPE}client add {quoted(client.name + ' ' + code)} currency={code}"
        )
    return code


def _minimum(act: Act, length: timedelta) -> int:
    most = act.settings.bounds.longest_entry
    if length > most or length % timedelta(minutes=1):
        raise Refused(f"minimum= is in whole minutes, and at most {format_duration(most)}.")
    return int(length.total_seconds()) // 60


async def _put_special_rate(act: Act, client: Client, change: ClientChange) -> None:
    """Of a project, of a person, or of a person in a project."""
    if change.project is None and change.person is None:
        return
    if change.rate is None:
        raise Refused(f"Which rate? {TYPE}client edit {quoted(client.name)} project=<project> person=<person> rate=50")
    project = await need_project(act, client, change.project) if change.project is not None else None
    if change.person is None:
        assert project is not None, "one of them is given"
        await put_project(act, replace(project, rate=change.rate or None))
        return
    await _put_member_rate(act, client, project, change)


async def put_project(act: Act, project: Project) -> None:
    await clients.put_project(act.tx, project)
    await act.journal("project_changed", client=project.client_id, project=project.id)


async def _put_member_rate(act: Act, client: Client, project: Project | None, change: ClientChange) -> None:
    assert change.person is not None, "checked before"
    member = await people.need_member(act, change.person)
    project_id = project.id if project else None
    await clients.put_member_rate(
        act.tx, client.id, project_id=project_id, member_id=member.id, rate=change.rate or None
    )
    await act.journal("member_rate_changed", client=client.id, project=project_id, person=member.id)

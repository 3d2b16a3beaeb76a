"""Clients, their projects and rates: whom work is done for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from chatbot.commands.amounts import Label, Rate
from chatbot.commands.arguments import Delay, PersonName, Word
from chatbot.commands.billing import still_owed
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import IN_LISTS, packed
from chatbot.desk import billing, clients, projects
from chatbot.desk.clients import ClientChange, ClientView
from chatbot.desk.labels import quoted
from chatbot.desk.money import hourly
from chatbot.desk.wording import LINE, TYPE, fit
from chatbot.desk.working import hours
from store.records import Client, MemberRate

Step = Literal["exact", "6m", "15m", "30m"]
Per = Literal["entry", "ticket"]
TERMS = "[rate=50] [currency=EUR] [round=exact|6m|15m|30m] [per=entry|ticket] [minimum=15m]"


@command("client list", who="who is logged in", example="client list", pages=True)
async def client_list(ctx: Context) -> Answer:
    """Whom work is done for."""
    found = await ctx.look(clients.list_clients)
    if not found:
        return Answer((f"There is no client yet. An admin adds one: {TYPE}client add acme rate=50 currency=EUR",))
    return Answer(tuple(packed("Clients: ", [_short(one) for one in found])))


def _short(view: ClientView) -> str:
    count = len(view.projects)
    return f"{view.client.name} ({count} project{'s' if count != 1 else ''})" if count else view.client.name


@command("client show", usage="<client>", who="who is logged in; rates: admins and leads", example="client show acme")
async def client_show(ctx: Context, client: Label) -> Answer:
    """A client's projects, its rounding, and for admins and leads, in private, its rates and what is to bill."""
    found = await ctx.look(clients.show, client)
    owed = await ctx.look(billing.unbilled, client) if found.rates else None
    return Answer((*_lines(found), *([f"| {still_owed(owed)}"] if owed and owed.parts else [])))


def _lines(view: ClientView) -> Iterator[str]:
    client = view.client
    rate = f", {_rate(client.rate, client)}" if view.rates else ""
    yield f"client {client.name}: {_rounding(client)}{rate}."
    if view.projects:
        named = [one.name + (f" ({_rate(one.rate, client)})" if one.rate else "") for one in view.projects]
        yield from packed("| Projects: ", named)
    if view.members:
        yield from packed("| People: ", [_special(view, one) for one in view.members])


def _rate(rate: str | None, client: Client) -> str:
    return hourly(rate, client.currency) if rate and client.currency else "no rate"


def _rounding(client: Client) -> str:
    """`per entry up to 15m, at least 30m`"""
    step = f"up to {client.step}m" if client.step > 1 else "exact"
    least = f", at least {hours(client.minimum)}" if client.minimum else ""
    return f"time per {client.per} {step}{least}"


def _special(view: ClientView, one: MemberRate) -> str:
    """`bob $80/h in Disaster Recovery`"""
    project = next((f" in {each.name}" for each in view.projects if each.id == one.project_id), "")
    return f"{one.name} {_rate(one.rate, view.client)}{project}"


@command("client add", usage=f"<client> {TERMS}", who="admins", example="client add initech rate=50 currency=USD")
async def client_add(
    ctx: Context,
    client: Label,
    *,
    rate: Rate | None = None,
    currency: Word | None = None,
    round_: Step | None = None,
    per: Per | None = None,
    minimum: Delay | None = None,
) -> str:
    """Add somebody for whom work is done; a name of several words stands in quotes."""
    change = ClientChange(rate=rate, currency=currency, step=round_, per=per, minimum=_length(minimum))
    name = (await ctx.change(clients.add, client, change)).client.name
    return f"Client {name} added. Its tickets: {TYPE}new client={quoted(name)} <what is wrong>"


@command(
    "client edit",
    usage=f"<client> [name=acme] [project=name] [person=bob] {TERMS}",
    who="admins",
    example="client edit acme rate=60 round=15m",
)
async def client_edit(
    ctx: Context,
    client: Label,
    *,
    name: Label | None = None,
    project: Label | None = None,
    person: PersonName | None = None,
    rate: Rate | None = None,
    currency: Word | None = None,
    round_: Step | None = None,
    per: Per | None = None,
    minimum: Delay | None = None,
) -> Answer:
    """Change a client; with project= or person= the rate is theirs alone, and rate=none takes it away."""
    whose = ctx.person(person) if person else None
    change = ClientChange(name, rate, currency, round_, per, _length(minimum), project, whose)
    return Answer(tuple(_lines(await ctx.change(clients.edit, client, change))))


def _length(minimum: Delay | None) -> timedelta | None:
    return minimum


@command("project add", usage="<client> <project> [rate=60]", who="admins", example='project add acme "Blue Sky"')
async def project_add(ctx: Context, client: Label, project: Label, *, rate: Rate | None = None) -> str:
    """Add a project of a client; a name of several words stands in quotes."""
    whose, added = await ctx.change(projects.add, client, project, rate or "")
    named = f"Project {fit(added.name, IN_LISTS)} added to {fit(whose.name, IN_LISTS)}"
    whole = f"{named}. Its tickets: {TYPE}new client={quoted(whose.name)} project={quoted(added.name)} ..."
    return whole if len(whole) <= LINE else f"{named}. Its tickets: {TYPE}new client=<client> project=<project> ..."


@command(
    "project edit",
    usage="<client> <project> [name=name] [rate=60]",
    who="admins",
    example='project edit acme "Disaster Recovery" rate=60',
)
async def project_edit(
    ctx: Context, client: Label, project: Label, *, name: Label | None = None, rate: Rate | None = None
) -> Answer:
    """Change a project's name or rate; rate=none is its client's."""
    whose, _ = await ctx.change(projects.edit, client, project, new_name=name, rate=rate)
    return Answer(tuple(_lines(await ctx.look(clients.show, whose.name))))

"""Handlers that act through a real desk."""

from chatbot.commands.arguments import PersonName, Titled
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.desk import roles, tickets
from chatbot.desk.entering import New


@command("report", usage="<title>", example="report printer on fire")
async def report(ctx: Context, what: Titled) -> str:
    """Open a ticket."""
    opened = await ctx.change(tickets.open_ticket, New(what.title, what.description))
    return f"#{opened.seen.ticket.id} opened: {what.title}"


@command("roles", example="roles")
async def role_names(ctx: Context) -> str:
    """The roles."""
    return f"Roles: {len(await ctx.look(roles.list_roles))}"


@command("who", usage="<person>", example="who bob")
async def who(ctx: Context, person: PersonName) -> str:
    """Who somebody is."""
    found = ctx.person(person)
    return f"{found.name} {found.exact} {found.wearer.key if found.wearer else None}"

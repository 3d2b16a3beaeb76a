"""Who is trusted in a role: confirm, lead."""

from chatbot.commands.arguments import PersonName, RoleName
from chatbot.commands.context import Context
from chatbot.commands.registry import command
from chatbot.desk import leading


@command("role confirm", usage="<role> <person>", who="admins", example="role confirm ops bob")
async def role_confirm(ctx: Context, role: RoleName, person: PersonName) -> str:
    """Trust who joined a role by themselves like those whom an admin put there."""
    where, member = await ctx.change(leading.confirm, role, ctx.person(person))
    return f"{where.name}: {member.name} is confirmed, and may close, assign and steal its tickets."


@command("role lead", usage="<role> <person> [lead=no]", who="admins", example="role lead ops bob")
async def role_lead(ctx: Context, role: RoleName, person: PersonName, *, lead: bool = True) -> str:
    """Make somebody a lead of a role, or no lead any more: leads may steal a ticket again within the hour."""
    where, member = await ctx.change(leading.lead, role, ctx.person(person), leads=lead)
    return f"{where.name}: {member.name} {'leads it' if lead else 'is no lead any more'}."

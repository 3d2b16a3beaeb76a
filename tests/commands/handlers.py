"""A small table of commands, as a handler module looks."""

from datetime import timedelta
from typing import Literal

from chatbot.commands.arguments import (
    NOTHING,
    ChannelName,
    PersonName,
    Priority,
    Rest,
    RoleName,
    TicketNumber,
    Titled,
    Word,
)
from chatbot.commands.context import Context
from chatbot.commands.numbers import Tickets
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.desk.refused import Refused


@command(
    "new",
    "ticket",
    usage="[@role] [priority=low|normal|high|urgent] [private=yes] <what is wrong> [-- description]",
    example="new printer on fire -- 3rd floor",
)
async def new(
    ctx: Context,
    what: Titled,
    *,
    role: RoleName | None = None,
    priority: Priority | None = None,
    private: bool = False,
) -> str:
    """Open a ticket."""
    return f"new {what.title!r} {what.description!r} {role} {priority} {private}"


@command(
    "accept",
    "dibs",
    "take",
    "claim",
    usage="<ticket>",
    who="the role's members",
    example="accept 12",
    answers=("dibs", "yes"),
)
async def accept(ctx: Context, tickets: Tickets | None = None) -> str:
    """Take a ticket: you become its owner."""
    return f"{' '.join(f'#{number}' for number in tickets.numbers)} is yours" if tickets else "#None is yours"


@command("decline", usage="<ticket> [why]", who="those asked", example="decline 12 at lunch", answers=("no",))
async def decline(ctx: Context, tickets: Tickets | None = None, why: Rest = NOTHING) -> str:
    """Pass: you aren't asked again."""
    return f"#{tickets} declined: {why}"


@command("assign", usage="<ticket> <person>", example="assign 12 bob", asks={"person": "Who gets #{number}?"})
async def assign(ctx: Context, number: TicketNumber, person: PersonName) -> str:
    """Ask somebody to take it."""
    return f"#{number}: asking {person}"


@command("comment", "re", "note", usage="<ticket> <text>", example="comment 12 toner ordered")
async def comment(ctx: Context, number: TicketNumber, text: Rest) -> str:
    """Add to a ticket."""
    return f"#{number} {text}"


@command("show", usage="<ticket>", example="show 12")
async def show(ctx: Context, number: TicketNumber) -> str:
    """A ticket as it stands."""
    if number > 41:
        raise Refused(f"No ticket #{number} (newest: #41).")
    if number == 13:
        raise RuntimeError("secret title")
    return f"#{number} printer on fire"


@command("list", usage="[free] [@role]", example="list free @ops")
async def list_(ctx: Context, only: Literal["free"] | None = None, *, role: RoleName | None = None) -> Answer:
    """The open tickets."""
    return Answer(tuple(f"#{number} {only} {role}" for number in range(1, 6)))


@command("whoami", example="whoami")
async def whoami(ctx: Context) -> str:
    """Who you are here."""
    return f"You are {ctx.principal.nick}"


@command("iam", usage="<code>", example="iam 7F3K")
async def iam(ctx: Context, code: Word) -> str:
    """Become the admin."""
    return "You are admin."


@command("role list", example="role list")
async def role_list(ctx: Context) -> str:
    """The roles."""
    return "Roles: ops, net"


@command("role join", usage="<role>", example="role join ops")
async def role_join(ctx: Context, role: RoleName) -> str:
    """Join an open role."""
    return f"You are in {role}."


@command(
    "role set", usage="<role> [channel=#ops] [lifetime=30m] [open=yes]", who="admins", example="role set ops open=no"
)
async def role_set(
    ctx: Context,
    role: RoleName,
    *,
    channel: ChannelName | None = None,
    lifetime: timedelta | None = None,
    open_: bool | None = None,
) -> str:
    """Change a role."""
    return f"{role} {channel} {lifetime} {open_}"

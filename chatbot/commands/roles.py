"""Group roles: who is asked about which tickets."""

from datetime import timedelta

from chatbot.commands.arguments import ChannelName, Delay, PersonName, RoleName, Times, Word
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import packed, within
from chatbot.desk import roles
from chatbot.desk.aloud import Say
from chatbot.desk.roles import RoleChange, RoleView
from chatbot.desk.wording import LINE, TYPE
from store.records import Membership, Role

SETTINGS = (
    "<role> [channel=#ops] [network=name] [lifetime=30m] [every=5m] [digest=1d] [zone=Berlin] [open=yes]"
    " [next=leads] [after=15m] [prompts=2] [say=few]"
)


@command("role list", example="role list", pages=True)
async def role_list(ctx: Context) -> Answer:
    """The roles that tickets can be for."""
    found = await ctx.look(roles.list_roles)
    if not found:
        return Answer((f"There is no role yet. An admin makes one: {TYPE}role create ops",))
    return Answer(tuple(packed("Roles: ", [_short(view) for view in found])))


def _short(view: RoleView) -> str:
    how = "open, " if view.role.open else ""
    return f"{view.role.name} ({how}{len(view.members)} in it, {view.open_tickets} open)"


@command("role show", usage="<role>", example="role show ops")
async def role_show(ctx: Context, role: RoleName) -> Answer:
    """A role's settings, and in private who is in it."""
    view = await ctx.look(roles.show, role)
    names = [one.name + _standing(one) for one in view.members]
    people = packed(f"In {view.role.name}: ", names) or [f"Nobody is in {view.role.name} yet."]
    return Answer(_settings(view), tuple(people))


def _standing(one: Membership) -> str:
    if one.lead:
        return " (lead)"
    return "" if one.confirmed else " (joined)"


def _settings(view: RoleView) -> tuple[str, ...]:
    """In a line, or in two where that is too long."""
    role = view.role
    where = f"in {role.channel} on {role.network}" if role.channel else "no channel"
    times = f"lifetime {within(view.lifetime)}, every {within(view.every)}, digest {_digest(view)}"
    said = f", says {role.say}" if role.say != "normal" else ""
    stands = f"{role.name}: {'open' if role.open else 'not open'}, {where}{said}, {times}."
    if not view.next:
        return (stands,)
    after = f"{_then(role)} {view.next} is asked."
    together = f"{stands} {after}"
    return (together,) if len(together) <= LINE else (stands, f"{role.name}: {after[:1].lower()}{after[1:]}")


def _then(role: Role) -> str:
    """`Then`, or `After 15m or 2 prompts`."""
    prompts = f"{role.next_prompts} prompt{'s' if role.next_prompts != 1 else ''}"
    told = [within(role.next_after)] if role.next_after else []
    told += [prompts] if role.next_prompts else []
    return f"After {' or '.join(told)}" if told else "Then"


def _digest(view: RoleView) -> str:
    """`09:00 Berlin`, or `every 4h`."""
    if view.digest % 86_400:
        return f"every {within(view.digest)}"
    place = (view.role.zone or "UTC").rpartition("/")[2].replace("_", " ")
    return f"09:00 {place}" if view.digest == 86_400 else f"09:00 {place} every {within(view.digest)}"


@command(
    "role create",
    usage=SETTINGS,
    who="admins",
    example="role create ops channel=#ops open=yes",
)
async def role_create(
    ctx: Context,
    role: RoleName,
    *,
    channel: ChannelName | None = None,
    network: Word | None = None,
    lifetime: timedelta | None = None,
    every: timedelta | None = None,
    digest: timedelta | None = None,
    open_: bool | None = None,
    next_: Word | None = None,
    after: Delay | None = None,
    prompts: Times | None = None,
    say: Say | None = None,
    zone: Word | None = None,
) -> str:
    """Make a role."""
    change = RoleChange(channel, network, lifetime, every, digest, open_, next_, after, prompts, say, zone)
    made = await ctx.change(roles.create, role, change)
    return f"{made.name} made. Who is in it: {TYPE}role add {made.name} <person>"


@command(
    "role set",
    usage=SETTINGS,
    who="admins",
    example="role set ops lifetime=1h open=no",
)
async def role_set(
    ctx: Context,
    role: RoleName,
    *,
    channel: ChannelName | None = None,
    network: Word | None = None,
    lifetime: timedelta | None = None,
    every: timedelta | None = None,
    digest: timedelta | None = None,
    open_: bool | None = None,
    next_: Word | None = None,
    after: Delay | None = None,
    prompts: Times | None = None,
    say: Say | None = None,
    zone: Word | None = None,
) -> str:
    """Change a role: its channel, how long its offers live and how often they are repeated, who is asked next, ..."""
    change = RoleChange(channel, network, lifetime, every, digest, open_, next_, after, prompts, say, zone)
    await ctx.change(roles.put, role, change)
    return "\n".join(_settings(await ctx.look(roles.show, role)))


@command("role delete", usage="<role>", who="admins", example="role delete ops")
async def role_delete(ctx: Context, role: RoleName) -> str:
    """Take a role away; it must have no open tickets."""
    gone = await ctx.change(roles.delete, role)
    return f"{gone.name} is gone. Its closed tickets stay."


@command("role add", usage="<role> <person>", who="admins", example="role add ops bob")
async def role_add(ctx: Context, role: RoleName, person: PersonName) -> str:
    """Put somebody into a role, or confirm who joined by themselves."""
    where, member = await ctx.change(roles.add, role, ctx.person(person))
    return f"{where.name}: {member.name} is in it now."


@command("role remove", usage="<role> <person>", who="admins", example="role remove ops bob")
async def role_remove(ctx: Context, role: RoleName, person: PersonName) -> str:
    """Take somebody out of a role; what they own stays theirs."""
    where, member = await ctx.change(roles.remove, role, ctx.person(person))
    return f"{where.name}: {member.name} is out of it now."


@command("role join", usage="<role>", who="anyone, for open roles", example="role join ops")
async def role_join(ctx: Context, role: RoleName) -> str:
    """Join an open role: you are asked about its tickets."""
    joined = await ctx.change(roles.join, role)
    return f"You are in {joined.name}. You may take, comment, close what you took. Start: {TYPE}list free"


@command("role leave", usage="<role>", who="its members", example="role leave ops")
async def role_leave(ctx: Context, role: RoleName) -> str:
    """Leave a role: you aren't asked any more; what you own stays yours."""
    left = await ctx.change(roles.leave, role)
    return f"You have left {left.name}."

"""Members, for admins: who is known, who may do nothing for now, and what is known of one."""

from datetime import datetime

from chatbot.commands.arguments import NOTHING, PersonName, Rest
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import numbered, packed
from chatbot.desk import suspending
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.mornings import DAY
from chatbot.desk.suspending import Known
from chatbot.desk.wording import TYPE, clean
from store.records import Member


@command("member list", who="admins, in private", example="member list")
async def list_(ctx: Context) -> Answer:
    """Everybody whom dibs knows."""
    found = await ctx.look(suspending.list_all)
    return Answer(tuple(packed("Members: ", map(_named, found))))


def _named(member: Member) -> str:
    """`bob (admin, suspended)`"""
    facts = _facts(member)
    return clean(member.name) + (f" ({', '.join(facts)})" if facts else "")


@command("member suspend", usage="<person> [why]", who="admins", example="member suspend eve her laptop was stolen")
async def suspend(ctx: Context, person: PersonName, why: Rest = NOTHING) -> str:
    """Take all rights from somebody until they are restored; their account may be in other hands."""
    done = await ctx.change(suspending.suspend, ctx.person(person), why)
    back = f"Back with: {TYPE}member restore {done.name}"
    undo = f"What they did since then is taken back by: {TYPE}member rollback {done.name} since 14:00"
    if not done.numbers:
        return f"Suspended: {done.name}. {back}\n{undo}"
    theirs = f"Still theirs: {numbered(done.numbers)}. Free one: {TYPE}release {done.numbers[0]}"
    return f"Suspended: {done.name}. {back}\n{theirs}\n{undo}"


@command("member restore", usage="<person>", who="admins", example="member restore eve")
async def restore(ctx: Context, person: PersonName) -> str:
    """Give somebody who was suspended their rights back."""
    name = await ctx.change(suspending.restore, ctx.person(person))
    return f"Restored: {name}. What is still theirs is theirs again."


@command("member show", usage="<person>", who="admins, in private", example="member show bob")
async def show(ctx: Context, person: PersonName) -> Answer:
    """All that is known of somebody: roles, tickets, addresses, when they were seen."""
    found = await ctx.look(suspending.show, ctx.person(person))
    member = found.member
    seen = found.habit.seen_at if found.habit else None
    addresses = [f"{clean(one.shown)} on {one.network}" for one in found.identities] or ["no address"]
    lines = packed(f"Member {clean(member.name)}: ", [*_facts(member), *_roles(found)])
    lines += packed("Known as: ", addresses)
    lines.append(f"Seen: {_seen(seen, ctx.now)}. Known for {format_duration(ctx.now - member.created_at)}.")
    lines.append(f"Theirs: {numbered([one.id for one in found.owned]) or 'nothing'}.")
    return Answer(tuple(lines))


def _seen(at: datetime | None, now: datetime) -> str:
    """It is noted once in a day, so that of today nothing finer is known."""
    if at is None:
        return "never"
    return ago(at, now) if now - at >= DAY else "within the last day"


def _facts(member: Member) -> list[str]:
    facts = {"admin": member.admin, "asleep": member.asleep, "suspended": member.suspended_at and not member.asleep}
    return [fact for fact, is_so in facts.items() if is_so]


def _roles(found: Known) -> list[str]:
    names = [f"{role.name} (lead)" if role.name in found.leads else role.name for role in found.roles]
    return names or ["in no role"]

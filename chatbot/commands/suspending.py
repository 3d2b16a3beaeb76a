"""Members, for admins: who is known, and who may do nothing for now."""

from chatbot.commands.arguments import NOTHING, PersonName, Rest
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.desk import suspending
from chatbot.desk.wording import TYPE, clean
from store.records import Member

MOST = 20
"""Tickets that are named."""


@command("member list", who="admins, in private", example="member list")
async def list_(ctx: Context) -> Answer:
    """Everybody whom dibs knows."""
    found = await ctx.look(suspending.list_all)
    return Answer(tuple(packed("Members: ", map(_named, found))))


def _named(member: Member) -> str:
    """`bob (admin, suspended)`"""
    facts = [fact for fact, is_so in (("admin", member.admin), ("suspended", member.suspended_at)) if is_so]
    return clean(member.name) + (f" ({', '.join(facts)})" if facts else "")


@command("member suspend", usage="<person> [why]", who="admins", example="member suspend eve her laptop was stolen")
async def suspend(ctx: Context, person: PersonName, why: Rest = NOTHING) -> str:
    """Take all rights from somebody until they are restored; their account may be in other hands."""
    done = await ctx.change(suspending.suspend, ctx.person(person), why)
    back = f"Back with: {TYPE}member restore {done.name}"
    if not done.numbers:
        return f"Suspended: {done.name}. {back}"
    named = " ".join(f"#{number}" for number in done.numbers[:MOST]) + (" ..." if len(done.numbers) > MOST else "")
    return f"Suspended: {done.name}. {back}\nStill theirs: {named}. Free one: {TYPE}release {done.numbers[0]}"


@command("member restore", usage="<person>", who="admins", example="member restore eve")
async def restore(ctx: Context, person: PersonName) -> str:
    """Give somebody who was suspended their rights back."""
    return f"Restored: {await ctx.change(suspending.restore, ctx.person(person))}. Whatever they had is theirs again."

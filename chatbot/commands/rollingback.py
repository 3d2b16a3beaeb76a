"""Members, for admins: taking back what a stolen account did, and forgetting somebody."""

from collections.abc import Iterator

from chatbot.commands.arguments import NOTHING, PersonName, Rest
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import numbered, packed
from chatbot.desk import forgetting
from chatbot.desk import rollback as rolling
from chatbot.desk.rollback import Rolled
from chatbot.desk.wall import Here
from chatbot.desk.wording import LINE, TYPE, clean, fit

ROOM = len("#123456 kept: ")


@command(
    "member rollback",
    usage="<person> <since when>",
    who="admins, in private",
    example="member rollback bob since 14:00",
    asks={"since": "Since when?"},
)
async def rollback(ctx: Context, person: PersonName, since: Rest) -> Answer:
    """Take back all that somebody did since then, as after a stolen account, as far as nobody went on from there."""
    done = await rolling.rollback(ctx.desk, ctx.caller, ctx.person(person), since)
    return Answer(tuple(_rolled(ctx, done)))


def _rolled(ctx: Context, done: Rolled) -> Iterator[str]:
    name = clean(done.plan.member.name)
    since = Here(ctx.now, done.plan.zone).show(done.plan.since)
    changes = "1 change" if len(done.undone) == 1 else f"{len(done.undone)} changes"
    yield f"Rolled back: {changes} of {name} since {since}."
    yield from packed("Undone: ", done.undone)
    for number, why in done.kept.items():
        more = f" ({len(why) - 1} more, before it: {TYPE}history {number})" if len(why) > 1 else ""
        yield f"#{number} kept: {fit(why[0], LINE - len(more) - ROOM)}{more}"
    for what, instead in done.plan.others:
        yield f"Not undone by itself: {what}. Instead: {TYPE}{instead}"
    if done.freed:
        yield f"Free again, and offered anew: {numbered(done.freed)}."
    if not done.plan.member.suspended_at:
        yield f"They may act still. To stop that: {TYPE}member suspend {name}"


@command("member forget", usage="<person> [really]", who="admins", example="member forget bob really")
async def forget(ctx: Context, person: PersonName, confirmed: Rest = NOTHING) -> str:
    """Erase somebody's names, addresses and words, for good; numbers and times stay. Say really to do it."""
    done = await forgetting.forget(ctx.desk, ctx.caller, ctx.person(person), confirmed.strip(" .").lower())
    freed = f" Free again: {numbered(done.freed)}." if done.freed else ""
    left = f" Open, and keep what they say: {numbered(done.left)}." if done.left else ""
    return f"Forgotten, for good.{freed}{left} Backups, and what was read on IRC, know more."

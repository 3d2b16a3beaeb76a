"""For admins: whom dibs doesn't listen to, and who was refused what."""

import re
from collections.abc import Iterator
from datetime import datetime

from chatbot.commands.arguments import NOTHING, PersonName, Rest, Word, person_name
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.past import stamp
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.commands.times import clock_of, moment_first
from chatbot.desk import denials, ignoring
from chatbot.desk.denials import Denied
from chatbot.desk.durations import format_duration
from chatbot.desk.ignoring import Wanted
from chatbot.desk.masks import is_mask
from chatbot.desk.moments import format_moment
from chatbot.desk.people import Person
from chatbot.desk.wording import TYPE, clean, fit
from store.records import Denial, Ignored

LONGEST = 60
"""Characters of a mask in a line."""

_TIMED = re.compile(r"(?:for|until|till)\b|[0-9]")

CAUSES = {
    "pace": "said too much",
    "errors": "too much that is no command",
    "loop": "answers whatever dibs says",
}


@command(
    "ignore",
    usage="[network=<network>] <whom> [for how long and why]",
    who="admins",
    example="ignore mallory for 1h opens and closes all day",
    asks={"whom": "Who?"},
)
async def ignore(ctx: Context, whom: Word, for_and_why: Rest = NOTHING, *, network: Word | None = None) -> str:
    """Don't listen to an account, who wears a nick, or a mask (*!*@host.example); they still hear what is theirs."""
    zone = await clock_of(ctx)
    wanted = await _wanted(ctx, whom, network)
    given = for_and_why.strip(" ")
    until, why = None, given
    if _TIMED.match(given):
        until, rest = await moment_first(ctx, given.removeprefix("for "), zone)
        why = rest if until else given
    done = await ctx.change(ignoring.ignore, wanted, until, why)
    lasts = f"till {format_moment(until, ctx.now, zone)}" if until else "for good"
    where = f" on {done.network}" if done.network else ""
    shown = fit(clean(done.shown), LONGEST)
    return f"Ignored {lasts}: {shown}{where}. Before that: {TYPE}unignore {shown}"


async def _wanted(ctx: Context, word: str, network: str | None) -> Wanted:
    admins = await ctx.look(ignoring.addresses_of_admins)
    seen = [(on, mask) for on, key in admins for mask in ctx.around.seen_as(on, key)]
    return Wanted(word, _person(ctx, word), network, tuple(seen))


def _person(ctx: Context, word: str) -> Person:
    try:
        return Person(word, exact=True) if is_mask(word) else ctx.person(person_name(word))
    except ValueError as error:
        raise Usage(str(error)) from error


@command(
    "unignore",
    usage="[network=<network>] <whom>",
    who="admins",
    example="unignore mallory",
    asks={"whom": "Who?"},
)
async def unignore(ctx: Context, whom: Word, *, network: Word | None = None) -> str:
    """Listen to somebody again, whether an admin said otherwise or it came by itself."""
    shown = await ctx.change(ignoring.unignore, Wanted(whom, _person(ctx, whom), network))
    return f"Not ignored any more: {fit(clean(shown), LONGEST)}."


@command("ignores", who="admins, in private", example="ignores", pages=True)
async def ignores(ctx: Context) -> Answer:
    """Whom dibs doesn't listen to, by whose word, and for how long still."""
    found = await ctx.look(ignoring.list_all)
    if not found:
        return Answer((f"Nobody is ignored. To begin: {TYPE}ignore <whom> [for 1h] [why]",))
    return Answer(tuple(packed("Ignored: ", [_shown(one, ctx.now) for one in found])))


def _shown(one: Ignored, now: datetime) -> str:
    """`mallory (by ada, for good)`, `*!*@host.example on libera (said too much, 4m left)`"""
    where = f" on {one.network}" if one.network else ""
    why = CAUSES.get(one.cause) or f"by {clean(one.actor)}"
    left = f"{format_duration(one.until - now)} left" if one.until else "for good"
    return f"{fit(clean(one.shown), LONGEST)}{where} ({why}, {left})"


@command("audit", usage="[person]", who="admins, in private", example="audit mallory", pages=True)
async def audit(ctx: Context, person: PersonName | None = None) -> Answer:
    """Who was refused what for want of a right, newest first; of one person, or of all."""
    found = await ctx.look(denials.audit, ctx.person(person) if person else None)
    whose = f" {clean(found.name)}" if found.name else ""
    if not found.found:
        return Answer((f"Refused{whose}: nothing in the last 30 days.",))
    return Answer(tuple(packed(f"Refused{whose}: ", _lines(found), " | ", "| ")))


def _lines(found: Denied) -> Iterator[str]:
    """`Fri 20 Nov 10:00 mallory (account-tag) close #12: role, x3`"""
    day = ""
    for one in found.found:
        at, day = stamp(one.last_at.astimezone(found.zone), day)
        who = "" if found.name else f" {fit(clean(one.who), LONGEST)} ({one.method})"
        yield f"{at}{who} {_what(one)}"


def _what(one: Denial) -> str:
    number = f" #{one.ticket_id}" if one.ticket_id is not None else ""
    times = f", x{one.times}" if one.times > 1 else ""
    return f"{one.verb or 'other verbs'}{number}: {one.kind}{times}"

"""What dibs will do by itself next, and when."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from chatbot.commands.arguments import Word, is_ticket, role_name, ticket_number
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.desk import (
    asking,
    dictating,
    digests,
    forgotten,
    holding,
    keeping,
    prompts,
    snoozing,
    staying,
    storms,
    upcoming,
)
from chatbot.desk.durations import format_duration
from chatbot.desk.upcoming import Coming, Upcoming
from chatbot.desk.wording import TYPE, around

AFTERWARDS: Mapping[str, str] = {"archive": "archived", "delete": "erased"}


def _repeat(one: Coming) -> str:
    return "one person is asked again" if one.to_person else f"{one.role} is asked again"


def _end(one: Coming) -> str:
    if one.to_person:
        return "who asked one person hears that there was no answer"
    if one.then:
        return f"{one.then} is asked, if nobody takes it"
    return "its reporter hears that nobody took it, and it stays open"


def _absent(one: Coming) -> str:
    return f"{one.then} is asked, if nobody of {one.role} turns up" if one.then else f"{one.role} is looked for again"


def _stay(one: Coming) -> str:
    if one.then:
        return f"it becomes {one.then} by itself"
    if one.state == "offered":
        return f"{one.role} is asked anew"
    whom = "its owner" if one.seen and one.seen.owner else one.role
    return f"{whom} hears that it stays too long"


WORDS: Mapping[str, Callable[[Coming], str]] = {
    prompts.REPEAT: _repeat,
    prompts.HALF: lambda one: f"{one.channel} reads that it is free still",
    prompts.END: _end,
    prompts.ABSENT: _absent,
    holding.WAKE: lambda _: "it is back from hold",
    asking.AGAIN: lambda _: "its reporter is asked again",
    staying.END: _stay,
    staying.WAIT: lambda _: "its service goes on with it",
    snoozing.END: lambda one: f"{'you are' if one.mine else 'who wanted it later is'} asked again",
    dictating.END: lambda one: f"what is said in {one.channel} isn't noted any more",
    forgotten.STILL: lambda one: f"{'you are' if one.mine else 'one person is'} asked whether a timer runs still",
    forgotten.END: lambda one: f"{'your' if one.mine else 'a'} timer on it ends, and nothing is logged",
    digests.DIGEST: lambda one: f"{one.channel} reads what lies open, if there is news",
    storms.WORD: lambda one: f"{one.channel or one.role} reads of the storm in one line",
    storms.END: lambda _: "the storm is over, unless it goes on",
    keeping.END: lambda one: f"it is {AFTERWARDS[one.then or '']}",
    keeping.SCRUB: lambda _: "what was erased leaves the file, too",
}
"""What each kind of timer brings about; desk/upcoming.py knows what it is about."""


@command(
    "next",
    usage="[ticket|role]",
    who="anyone for theirs, role members for their role's, admins for all",
    example="next 12",
    pages=True,
)
async def next_(ctx: Context, what: Word | None = None) -> Answer:
    """What dibs will do by itself next, and when: about a ticket, or a role, or all that concerns you."""
    meant = _meant(what) if what is not None else None
    if isinstance(meant, int):
        seen, coming = await ctx.look(upcoming.of_ticket, meant)
        return Answer(tuple([told(one, ctx.now) for one in coming]) or (f"{seen.number}: nothing happens by itself.",))
    found = await ctx.look(upcoming.list_next, meant)
    return Answer(tuple(_all(ctx, found, what)))


def _meant(word: str) -> int | str:
    """A ticket or a role; what is all `@` and commas is neither."""
    try:
        return int(ticket_number(word)) if is_ticket(word) else role_name(word)
    except ValueError as error:
        raise Usage(f"Which one? {error} Write: {TYPE}next ops, or {TYPE}next 12") from None


def _all(ctx: Context, found: Upcoming, what: str | None) -> Iterator[str]:
    yield from (told(one, ctx.now) for one in found.coming)
    if found.until is not None:
        yield f"More than {_in(found.until, ctx.now)} ahead isn't looked at: there is too much until then."
    elif not found.coming:
        yield f"Nothing {'of that role ' if what else ''}that concerns you happens by itself."


def told(one: Coming, now: datetime, *, titled: bool = True) -> str:
    """`#12 in 4m: ops is asked again: printer on fire`"""
    about = one.seen.number if one.seen else one.role or "dibs"
    said = f"{about} in {_in(one.at, now)}: {WORDS[one.kind](one)}"
    return around(f"{said}: ", one.seen.title) if one.seen and titled else f"{said}."


def _in(moment: datetime, now: datetime) -> str:
    return format_duration(moment - now)

"""`new -15 title` takes the last lines of a channel into the ticket: what was taken is shown, and may be changed."""

import re
from collections.abc import Mapping
from typing import Literal

from chatbot.commands.arguments import Rest
from chatbot.commands.context import Context
from chatbot.commands.kept import LOOK, Pending, Said, split_names
from chatbot.commands.pages import Answer, to_channel
from chatbot.commands.parse import Call
from chatbot.commands.quotes import Quotes
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.commands.words import SEPARATORS, Titled
from chatbot.desk import quoting
from chatbot.desk.durations import format_duration
from chatbot.desk.masks import folded
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE, fit
from chatbot.plugin import line
from chatbot.wire import Channel, Message, Reply

SHOWN = 24
"""Characters of a line, where its asker is shown what was taken."""

_BARE = re.compile(r"(cancel|drop [0-9, ]+)[.]?", re.ASCII | re.IGNORECASE)
"""Without a prefix, while something waits: nobody means that for others."""
_NUMBERS = re.compile(r"[0-9]{1,3}(?:[, ]+[0-9]{1,3})*", re.ASCII)


async def preview(ctx: Context, count: int, arguments: Mapping[str, object]) -> Answer:
    """What would be taken; it is opened a little later, unless its asker says otherwise."""
    what = arguments["what"]
    assert isinstance(what, Titled), "it was parsed"
    here, quotes = _need_channel(ctx)
    await quotes.refresh()
    said = quotes.lines.last(here, count, ctx.message.since)
    names, title = split_names(what.title, {one.nick for one in said})
    _need_title(count, title, names, said)
    await ctx.look(quoting.need_may_take, title)
    taken = [one for one in said if not names or folded(one.nick) in names]
    if not taken:
        raise Refused(f"No line to take: only what was said since you came counts. Without: {TYPE}new <title>")
    call = Call(ctx.command, ctx.verb, {**arguments, "what": Titled(title, what.description)})
    one = Pending(call, ctx.message, dict(enumerate(taken, 1)), ctx.desk.clock.now() + LOOK)
    quotes.add(one)
    return Answer((waiting(one),), private=tuple(packed("Taken: ", _shown(one), between=" / ")))


def _need_channel(ctx: Context) -> tuple[Channel, Quotes]:
    here, quotes = ctx.audience, ctx.around.quotes
    if not isinstance(here, Channel):
        raise Refused("Lines of which channel? Say it there, with what is wrong behind it: new -15 <title>")
    if quotes is None or not quoting.is_on(ctx.desk.settings, here):
        raise Refused(f"No lines are kept here: who runs dibs decides that. Without them: {TYPE}new <title>")
    if ctx.principal.relay or not ctx.message.since or ctx.message.mentioned_as:
        raise Refused(f"Only who is in this channel takes its lines, and aloud. Without them: {TYPE}new <title>")
    if quotes.mine(ctx.message):
        raise Refused(f"One of yours waits already. Not that one: {TYPE}cancel")
    return here, quotes


def _need_title(count: int, title: str, names: frozenset[str], said: list[Said]) -> None:
    nicks = {folded(one.nick) for one in said}
    words = set(folded(title).replace(",", " ").split())
    if not title or (words and words <= nicks):
        behind = " ".join(sorted(names or words))[:40]
        raise Usage(f"What is wrong? Names end with a colon: {TYPE}new -{count} {behind}: <title>")


def waiting(one: Pending) -> str:
    many = f"{len(one.lines)} line{'s' if len(one.lines) != 1 else ''}" if one.lines else "no line"
    after = f". Without one: {TYPE}drop <line>. Not at all: {TYPE}cancel"
    return line(f"In {format_duration(LOOK)}, with {many}", one.title, after)


def _shown(one: Pending) -> list[str]:
    return [f"{number} {said.nick}: {fit(said.text, SHOWN)}" for number, said in one.lines.items()]


@command(
    "drop",
    usage="<lines>",
    who="who said new -15, before it is opened",
    example="drop 2",
    asks={"lines": "Which lines?"},
    aloud=True,
)
async def drop(ctx: Context, lines: Rest) -> str:
    """Leave lines out that new -15 would take: 2, or 2 3; then there are 10s more to look."""
    return dropped(ctx.around.quotes, ctx.message, lines)


@command("cancel", who="who said new -15, before it is opened", example="cancel", aloud=True)
async def cancel(ctx: Context) -> str:
    """What new -15 would open isn't opened."""
    return cancelled(ctx.around.quotes, ctx.message)


def dropped(quotes: Quotes | None, message: Message, lines: str) -> str:
    one = quotes.mine(message) if quotes else None
    if quotes is None or one is None:
        raise Refused(f"Nothing of yours waits here, to leave a line out of. To begin: {TYPE}new -15 <title>")
    given = lines.strip(f"{SEPARATORS}.")
    if not _NUMBERS.fullmatch(given):
        raise Usage(f"Which lines? By their numbers, such as: {TYPE}drop 2 3")
    numbers = {int(number) for number in re.split("[, ]+", given)}
    if not numbers <= set(one.lines):
        raise Refused(f"No line of that number is left: {TYPE}drop <line>")
    for number in numbers:
        del one.lines[number]
    quotes.look_again(one)
    return waiting(one)


def cancelled(quotes: Quotes | None, message: Message) -> str:
    one = quotes.mine(message) if quotes else None
    if quotes is None or one is None:
        raise Refused(f"Nothing of yours waits here, so nothing is cancelled. How it stands: {TYPE}mine")
    quotes.pending.remove(one)
    return "Cancelled: nothing was opened."


def talked(quotes: Quotes, message: Message) -> list[Reply] | None:
    """Talk that is meant for what waits; None for any other."""
    text = message.text.strip(SEPARATORS)
    if not _BARE.fullmatch(text) or quotes.mine(message) is None:
        return None
    try:
        verb, _, lines = text.partition(" ")
        said = dropped(quotes, message, lines) if verb.lower() == "drop" else cancelled(quotes, message)
        return to_channel(message, (said,))
    except (Refused, Usage) as no:
        return to_channel(message, (no.marked,))


@command("quote", usage="[off|on]", example="quote off")
async def quote(ctx: Context, wanted: Literal["off", "on"] | None = None) -> str:
    """Whether others may take what you say in channels into tickets, by new -15; alone, how it is."""
    if wanted is not None:
        await ctx.change(quoting.put, wanted=wanted == "on")
        if ctx.around.quotes:
            await ctx.around.quotes.refresh()
    willing = await ctx.look(quoting.is_willing)
    if not willing:
        return f"You are never quoted, and nothing you say is kept for that. Otherwise: {TYPE}quote on"
    return f"You may be quoted{_where(ctx)}. Never: {TYPE}quote off"


def _where(ctx: Context) -> str:
    if not isinstance(ctx.audience, Channel):
        return " in channels where that is on"
    return " here, where that is on" if quoting.is_on(ctx.desk.settings, ctx.audience) else "; here that is off"

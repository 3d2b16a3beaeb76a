"""How much one hears: quiet, mute, hi, bye."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from chatbot.commands.arguments import NOTHING, Rest
from chatbot.commands.context import Context
from chatbot.commands.refusals import Usage
from chatbot.commands.registry import command
from chatbot.desk import quieting
from chatbot.desk.durations import parse_duration
from chatbot.desk.moments import format_moment
from chatbot.desk.quiet import Hours
from chatbot.desk.quieting import Setting
from chatbot.desk.wall import Here
from chatbot.desk.wording import TYPE

MODES = {
    quieting.MINE: "Quiet mine: no offers to your roles, only what is about tickets of yours, and what is urgent.",
    quieting.DIGEST: "Quiet digest: no offers; on workday mornings one line of what is free. Urgent ones come at once.",
}
ONLY = "only what is urgent is said to you"


@command("quiet", usage="[2h|22-8|mine|digest|off]", who="who is logged in", example="quiet 22-8")
async def quiet(ctx: Context, wanted: Rest = NOTHING) -> str:
    """What is said to you unasked: only what is urgent for a while or at night, mine: no offers; alone, how it is."""
    if not wanted:
        return _shown(ctx, await ctx.look(quieting.setting))
    word = wanted.strip(" .").lower()
    if word in MODES:
        await ctx.change(quieting.put_mode, word)
        return f"{MODES[word]} End: {TYPE}quiet off"
    if word == "off":
        await ctx.change(quieting.end)
        return f"Quiet is off: all is said to you as it comes. Your nights again: {TYPE}quiet 22-8"
    if hours := quieting.parse_hours(wanted):
        return _shown(ctx, await ctx.change(quieting.put_hours, *hours))
    return await _muted(ctx, wanted)


async def _muted(ctx: Context, wanted: str) -> str:
    try:
        length = parse_duration(wanted)
    except ValueError:
        raise Usage(f"Quiet for how long, or when? Write {TYPE}quiet 2h, 22-8, mine, digest or off") from None
    return _shown(ctx, await ctx.change(quieting.mute, length))


@command("mute", usage="<length>", who="who is logged in", example="mute 2h")
async def mute(ctx: Context, length: timedelta) -> str:
    """Hear only what is urgent for so long."""
    return _shown(ctx, await ctx.change(quieting.mute, length))


@command("bye", who="who is logged in", example="bye")
async def bye(ctx: Context) -> str:
    """You leave: until you speak again (or say hi), only what is urgent is said to you."""
    await ctx.change(quieting.leave)
    return f"Bye. Until you speak again, {ONLY}. Back within 15m: {TYPE}hi"


@command("hi", who="who is logged in", example="hi")
async def hi(ctx: Context) -> str:
    """You are here again, after a bye or a mute."""
    found = await ctx.change(quieting.come_back)
    if found.until:
        return _shown(ctx, found)
    return "Hi. What waited for you comes in one line; if there is none, nothing did."


def _shown(ctx: Context, found: Setting) -> str:
    """`Quiet now till Sat 21 Nov 08:00 Berlin (9h): only what is urgent is said to you. End: quiet off`"""
    if found.until:
        return f"Quiet till {format_moment(found.until, ctx.now, found.zone)}: {ONLY}. End: {TYPE}quiet off"
    if found.away:
        return f"Quiet until you speak again, since you said bye: {ONLY}. End: {TYPE}hi"
    nights = f"{_span(found.hours)} {Here(ctx.now, found.zone).place}" if found.hours else ""
    if found.mode:
        return f"{MODES[found.mode]} End: {TYPE}quiet off" + (f"\nNights: {nights}." if nights else "")
    if found.hours is None:
        return f"Quiet is off. For a while: {TYPE}quiet 2h. In your nights: {TYPE}quiet 22-8"
    return f"Quiet {nights}: {ONLY} then. Never: {TYPE}quiet off"


def in_short(found: Setting) -> str:
    """`Quiet 22-08 Berlin`, as a part of a line; empty where all is said."""
    if found.away:
        return "Quiet until you speak again"
    if found.mode:
        return f"Quiet {found.mode}"
    return f"Quiet {_span(found.hours)} {_place(found.hours.zone)}" if found.hours else ""


def _place(zone: ZoneInfo) -> str:
    return zone.key.rpartition("/")[2].replace("_", " ")


def _span(hours: Hours) -> str:
    return f"{_clock(hours.start)}-{_clock(hours.end)}"


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}" if minute else f"{hour:02}"

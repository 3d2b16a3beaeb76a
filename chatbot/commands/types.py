"""Kinds of ticket, and moving one along its way: what there is, what is set, and `advance`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from chatbot.commands.arguments import NOTHING, Keep, Priority, Rest, TicketNumber, Word
from chatbot.commands.context import Context
from chatbot.commands.explaining import AFTERWARDS
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import about, packed, within
from chatbot.commands.times import clock_of
from chatbot.desk import advancing, keeping, types, typesettings
from chatbot.desk.durations import format_duration
from chatbot.desk.lifecycle import kind_of
from chatbot.desk.priorities import NAMES
from chatbot.desk.typesettings import Shown, Source, TypeChange
from chatbot.desk.views import TicketView
from chatbot.desk.wording import TYPE, clean
from store.records import TicketState, TicketType

SETTINGS = (
    "[state=accepted] [lifetime=20m] [every=5m] [priority=high] [role=ops] [keep=90d|never] [after=archive|delete]"
)
TIMES = frozenset({"lifetime", "every", "keep"})


@command("type list", example="type list", pages=True)
async def type_list(ctx: Context) -> Answer:
    """The kinds of ticket: new type=incident opens one."""
    found = await ctx.look(types.list_types)
    return Answer(tuple(packed("Types: ", [_short(name, role, count) for name, role, count in found])))


def _short(name: str, role: str | None, count: int) -> str:
    return f"{name} ({f'for {role}, ' if role else ''}{count} open)"


@command("type show", usage="<type>", example="type show request")
async def type_show(ctx: Context, name: Word) -> Answer:
    """A type's way and settings, and where each comes from: the default, the file, or who set it here."""
    return Answer(tuple(await _lines(ctx, await ctx.look(typesettings.show, name))))


@command("type set", usage=f"<type> {SETTINGS}", who="admins", example="type set request lifetime=20m every=5m")
async def type_set(
    ctx: Context,
    name: Word,
    *,
    state: Word | None = None,
    lifetime: timedelta | None = None,
    every: timedelta | None = None,
    priority: Priority | None = None,
    role: Word | None = None,
    keep: Keep | None = None,
    after: Literal["archive", "delete"] | None = None,
) -> Answer:
    """Set how long offers of that type live, how often they are repeated, and how long what is over is kept."""
    change = TypeChange(lifetime, every, priority, role, keep, after)
    shown = await ctx.change(typesettings.put, name, state, change)
    told = ", ".join(f"{_typed(setting)} {_told(setting, value)}" for setting, value in change.texts.items())
    type_, where = shown.rows.type, f" in {clean(state)}" if state else ""
    said = f"Type {type_.name}: {told}{where}, from now on. Back to the file's: {TYPE}type reset {type_.name}"
    return Answer((said, *await _due(ctx, type_)))


def _typed(setting: str) -> str:
    return typesettings.SHOWN.get(setting, setting)


def _told(setting: str, value: str) -> str:
    if setting in TIMES:
        return within(int(value)) if int(value) else "for good"
    return NAMES[int(value)] if setting == "priority" else value


async def _due(ctx: Context, type_: TicketType) -> list[str]:
    """`Type incident: 1204 are over for longer than that; they are erased in 1h, for good.`"""
    if type_.keep_from is None or type_.keep_from <= ctx.now:
        return []
    count = await ctx.look(keeping.count_due, type_)
    if not count:
        return []
    many = "1 is over for longer than that; it is" if count == 1 else f"{count} are over for longer than that; they are"
    then = f"{AFTERWARDS[type_.afterwards]} in {format_duration(type_.keep_from - ctx.now)}"
    return [f"Type {type_.name}: {many} {then}{', for good' if type_.afterwards == 'delete' else ''}."]


@command("type reset", usage="<type> [state=accepted]", who="admins", example="type reset request")
async def type_reset(ctx: Context, name: Word, *, state: Word | None = None) -> Answer:
    """Take back what was set here: what the configuration says holds again."""
    type_ = (await ctx.change(typesettings.reset, name, state)).rows.type
    where = f" in {clean(state)}" if state else ""
    said = f"Type {type_.name}: what was set here{where} is taken back. What holds: {TYPE}type show {type_.name}"
    return Answer((said, *await _due(ctx, type_)))


async def _lines(ctx: Context, shown: Shown) -> list[str]:
    """Its settings, its way, and the states that have settings of their own."""
    zone = await clock_of(ctx)

    def told(code: int, name: str, value: str) -> str:
        return f"{_typed(name)} {value} ({_whence(shown.sources.get((code, name), Source(file=False)), zone)})"

    type_, own = shown.rows.type, [one for one in shown.rows.states if one.lifetime or one.every or one.onward]
    settings = [
        told(0, "role", type_.role or "as opened"),
        *_pace(told, 0, type_),
        told(0, "priority", NAMES[type_.priority]),
        told(0, "keep", within(type_.keep) if type_.keep else "for good"),
        *([told(0, "afterwards", type_.afterwards)] if type_.keep else []),
    ]
    states = [f"in {state.name}: {', '.join([*_pace(told, state.code, state), *_onward(state)])}" for state in own]
    way = [_goes_to(shown, state) for state in shown.rows.states]
    return [*packed(f"Type {type_.name}: ", settings), *packed("States: ", way, "; "), *packed("| ", states, "; ")]


Told = Callable[[int, str, str], str]


def _pace(told: Told, code: int, of: TicketType | TicketState) -> list[str]:
    """Lifetime and notification frequency; those of a state only where it has them."""
    pairs = (("lifetime", of.lifetime), ("every", of.every))
    return [told(code, name, within(value) if value else "the role's") for name, value in pairs if value or code == 0]


def _onward(state: TicketState) -> list[str]:
    return [f"then {state.onward}, by itself"] if state.onward is not None else []


def _whence(source: Source, zone: ZoneInfo) -> str:
    if source.at is None:
        return "file" if source.file else "default"
    return f"{source.by} {source.at.astimezone(zone):%-d %b}"


def _goes_to(shown: Shown, state: TicketState) -> str:
    """`2 accepted (owned) > 3`"""
    kind = kind_of(state)
    after = " ".join(str(edge.next) for edge in shown.rows.edges if edge.state == state.code)
    return f"{state.code} {state.name}{f' ({kind})' if kind else ''}{f' > {after}' if after else ''}"


@command(
    "advance",
    usage="<ticket> [state]",
    who="its owner, confirmed role members, admins",
    example="advance 12",
)
async def advance(ctx: Context, number: TicketNumber, state: Rest = NOTHING) -> str:
    """Move a ticket on: to the normal next state of its type, or to the one that you name."""
    seen = await ctx.change(advancing.advance, number, state or None)
    return about(seen, f"is {seen.state.name} now{_whose(seen)}", _next(seen))


def _whose(seen: TicketView) -> str:
    if seen.ticket.closed_at is not None or not seen.readable:
        return ""
    return ", yours" if "owner" in seen.relations else f", {seen.owner}'s" if seen.owner else ""


def _next(seen: TicketView) -> str:
    if seen.ticket.closed_at is not None:
        return f". Not done? {TYPE}reopen {seen.ticket.id}"
    return f". {seen.role.name} is asked." if seen.prompt else f". On: {TYPE}advance {seen.ticket.id}"

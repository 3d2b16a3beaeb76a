"""What runs beside the doors: services, service restart."""

from datetime import datetime

from chatbot.commands.arguments import Rest
from chatbot.commands.context import Context
from chatbot.commands.pages import Answer
from chatbot.commands.registry import command
from chatbot.commands.say import packed
from chatbot.desk import services
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.services import Standing, in_trouble, is_bad
from chatbot.desk.wording import TYPE, around, clean, fit
from store.records import Service

LONGEST = 60
"""Characters of a name."""


@command("services", who="admins", example="services", pages=True)
async def list_services(ctx: Context) -> Answer:
    """How the services of dibs stand, those in trouble first: what waits for each, and what it failed at last."""
    standing, now = await ctx.look(services.list_services), ctx.now
    troubled = [one for one in standing.found if in_trouble(one, now)]
    fine = [_named(one) for one in standing.found if one not in troubled]
    before = "| Were fine: " if standing.stale else "| Fine: "
    return Answer((_head(standing, now), *[_sentence(one, now) for one in troubled], *packed(before, fine)))


@command(
    "service restart",
    usage="<service>",
    who="admins",
    example="service restart timekeeper",
    asks={"name": "Which service?"},
)
async def restart(ctx: Context, name: Rest) -> str:
    """Start a service anew, by its name in the list of services; what it was at is begun again."""
    await ctx.look(services.need_right)
    found = await ctx.around.restart(ctx.caller, name)
    return f"Started anew: {_short(found)}. How it stands: {TYPE}services"


def _head(standing: Standing, now: datetime) -> str:
    if standing.seen_at is None:
        return "Services: none was ever seen here. They run where dibs runs."
    seen = ago(standing.seen_at, now)
    if standing.stale:
        return f"Services: none gives a sign of life, so dibs doesn't run here, or hangs. Last seen {seen}."
    bad, waiting = sum(map(is_bad, standing.found)), sum(one.backlog or 0 for one in standing.found)
    trouble = f", {bad} in trouble" if bad else ""
    return f"Services: {len(standing.found)}{trouble}; {waiting or 'nothing'} to do. Seen {seen}."


def _short(name: str) -> str:
    return fit(clean(name), LONGEST)


def _named(one: Service) -> str:
    """`plugin announce (3 behind)`"""
    facts = [*([f"{one.backlog} behind"] if one.backlog else []), *(["ended"] if one.ended_at else [])]
    return _short(one.name) + (f" ({', '.join(facts)})" if facts else "")


def _sentence(one: Service, now: datetime) -> str:
    """`| dibs-incident-1-new: 3 behind, failed 2m ago (KeyError at disks.py:12), 4 restarts`"""
    facts = [
        f"down for {format_duration(now - one.down_since)}" if one.down_since else "",
        f"{one.backlog} behind" if one.backlog else "",
        f"failed {ago(one.failed_at, now)} ({one.error})" if one.failed_at else "",
        f"{one.restarts} restart{'' if one.restarts == 1 else 's'}" if one.restarts else "",
    ]
    return around("| ", one.name, f": {', '.join(filter(None, facts))}")

"""When a role hears what lies open: on workdays at 09:00 of its clock, or as often as it was set to below a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chatbot.desk.act import Act
from chatbot.desk.wall import MORNING, Here, days_after
from store import journal, roles, timers
from store.records import Role

DIGEST = "digest"
"""The timer of a role's digest; its subject is the role."""

DAY = timedelta(days=1)


async def plan(act: Act, role: Role, *, after_one: bool = False) -> None:
    """The next one. `after_one`: there was one just now."""
    due = next_digest(act.now, every_of(act, role), zone_of(role), after_one=after_one)
    await timers.put(act.tx, DIGEST, role.id, due_at=due)


async def drop(act: Act, role_id: int) -> None:
    await timers.drop(act.tx, DIGEST, role_id)


def next_digest(now: datetime, every: timedelta, zone: ZoneInfo, *, after_one: bool) -> datetime:
    """Whole days are counted in mornings, and weekends have none."""
    if every % DAY:
        return now + every
    here = Here(now, zone)
    day = days_after(here.today, every.days if after_one else 0)
    while day.weekday() > 4 or here.moment_of(day, MORNING) <= now:
        day = days_after(day, 1)
    return here.moment_of(day, MORNING)


async def fire(act: Act, role_id: int) -> None:
    """Time for a digest: one event, unless nothing has changed since the last one."""
    role = await roles.get(act.tx, role_id)
    if role is None or role.deleted_at is not None:
        return
    daily = not every_of(act, role) % DAY
    in_time = not daily or _is_morning(act.now, zone_of(role))
    await plan(act, role, after_one=in_time)
    if in_time and await journal.changed_since_digest(act.tx, role.id):
        await act.journal("digest_due", role_id=role.id, morning=daily)


def _is_morning(now: datetime, zone: ZoneInfo) -> bool:
    """A digest that was due while dibs was down is said if it still is that day, or the morning of another workday."""
    wall = Here(now, zone).wall
    return wall.weekday() <= 4 and wall.time() >= MORNING


def every_of(act: Act, role: Role) -> timedelta:
    return timedelta(seconds=role.digest_every) if role.digest_every is not None else act.settings.digest_every


def zone_of(role: Role) -> ZoneInfo:
    return ZoneInfo(role.zone or "UTC")

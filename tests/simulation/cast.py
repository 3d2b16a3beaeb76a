"""Who plays: twelve people in three zones, the system that watches the machines, and two who aren't logged in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN, NEW_YORK, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
COMING, LUNCH, BACK, GOING = time(9), time(12), time(13), time(17)
QUIET_FROM, QUIET_TO = time(22), time(8)
SATURDAY = 5
STEP = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Somebody:
    """`roles`: those that they hold. `bouncer`: seen on IRC at night too. `leave`: away the whole week."""

    name: str
    zone: ZoneInfo
    roles: tuple[str, ...] = ()
    bouncer: bool = True
    leave: bool = False

    def works(self, now: datetime) -> bool:
        here = now.astimezone(self.zone)
        at_desk = COMING <= here.time() < LUNCH or BACK <= here.time() < GOING
        return at_desk and here.weekday() < SATURDAY and not self.leave

    def sleeps(self, now: datetime) -> bool:
        here = now.astimezone(self.zone).time()
        return here >= QUIET_FROM or here < QUIET_TO

    def at_work_by(self, now: datetime) -> datetime | None:
        """Now, or when they are back at their desk; None for who is on leave."""
        if self.leave:
            return None
        return next(moment for moment in _half_hours(now) if self.works(moment))


CAST = (
    Somebody("alice", BERLIN),
    Somebody("bob", BERLIN, ("ops", "hr")),
    Somebody("carla", BERLIN, ("net",)),
    Somebody("dieter", BERLIN, ("ops", "web"), leave=True),
    Somebody("erin", NEW_YORK, ("ops",)),
    Somebody("frank", NEW_YORK, ("net",), bouncer=False),
    Somebody("grace", NEW_YORK, bouncer=False),
    Somebody("hank", NEW_YORK, ("web", "hr")),
    Somebody("ichiro", TOKYO, ("ops",)),
    Somebody("junko", TOKYO, ("net",), bouncer=False),
    Somebody("kenta", TOKYO, ("web",)),
    Somebody("lena", TOKYO),
)
BY_NAME = {one.name: one for one in CAST}

SYSTEM = "nagios"
"""Logged in, and in no channel but the one of ops."""
GUESTS = ("guest1", "guest2")

ROLES = {"ops": "#ops", "net": "#net", "web": "#web", "hr": "#hr"}
"""Each with its channel. hr is closed: its tickets are private."""
LOBBY = "#desk"


def channels_of(one: Somebody) -> tuple[str, ...]:
    return (LOBBY, *(ROLES[role] for role in one.roles))


def _half_hours(now: datetime) -> Iterator[datetime]:
    """Now, and each full half-hour behind it."""
    yield now
    moment = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % STEP
    while True:
        moment += STEP
        yield moment

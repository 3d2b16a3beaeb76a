"""The clock on somebody's wall, and the moment in UTC that it means."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

MORNING = time(9)
"""A day without a time of day begins here, as the digest does."""


class Here(Struct, frozen=True):
    """When and where something is typed. `now` is aware, in UTC."""

    now: datetime
    zone: ZoneInfo

    @property
    def wall(self) -> datetime:
        """Naive: what the clock on the wall shows."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def today(self) -> date:
        return self.wall.date()

    def moment(self, day: date, clock: time) -> datetime:
        """In UTC. A wall time that comes twice is the first of the two that isn't past; one that is skipped is read
        with the offset before the gap, so 02:30 is 03:30 (RFC 5545, 3.3.5)."""
        wall = datetime.combine(day, clock, tzinfo=self.zone)
        first = wall.replace(fold=0).astimezone(UTC)
        return first if first > self.now else wall.replace(fold=1).astimezone(UTC)

    def moment_of(self, day: date, clock: time) -> datetime:
        """In UTC, be it past or not."""
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def show(self, at: datetime) -> str:
        """`Mon 23 Nov 09:00 Berlin`, with the year unless it is this one. Names don't follow the machine's locale."""
        wall = at.astimezone(self.zone)
        year = "" if wall.year == self.today.year else f" {wall.year}"
        return f"{show_day(wall)}{year} {wall:%H:%M} {self.place}"

    @property
    def place(self) -> str:
        return (self.zone.key or "local time").rpartition("/")[2].replace("_", " ")


def show_day(day: date) -> str:
    """`Mon 23 Nov`."""
    return f"{DAYS[day.weekday()][:3].title()} {day.day} {MONTHS[day.month - 1][:3].title()}"


def valid(year: int, month: int, day: int) -> date | None:
    """None for what no calendar has: 31 November, or the year 0."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def later_month(wall: datetime, months: int) -> datetime:
    """The same day so many months later, or the last one of a shorter month: 31 January and 1 are 28 February."""
    years, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    if years > date.max.year:
        raise OverflowError
    return wall.replace(year=years, month=month + 1, day=min(wall.day, monthrange(years, month + 1)[1]))


def days_after(day: date, count: int) -> date:
    return day + timedelta(days=count)

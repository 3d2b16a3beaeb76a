"""How long, how much, and when what goes wrong goes wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
STORM_LASTS = timedelta(minutes=7)
CALM_AFTER = timedelta(minutes=45)
"""Since its beginning: by then the last word about a storm was said."""
MORNING = timedelta(hours=30)
"""After the end: whoever was away comes once more, and what waited for them is said."""


@dataclass(frozen=True, slots=True)
class Script:
    """`alerts`: of the storm. `seed`: of all chance."""

    days: int = 7
    tickets: int = 150
    alerts: int = 300
    seed: int = 1

    @property
    def end(self) -> datetime:
        return MONDAY + timedelta(days=self.days)

    @property
    def storm_at(self) -> datetime:
        """In the morning of Berlin, early in the week."""
        return MONDAY + timedelta(days=self.days // 3, hours=9, minutes=20)

    @property
    def split_at(self) -> datetime:
        return self.storm_at + timedelta(hours=5)

    @property
    def break_at(self) -> datetime:
        return self.split_at + timedelta(hours=1)

    def is_of_storm(self, title: str) -> bool:
        return title.startswith("db") and title.endswith(" down")

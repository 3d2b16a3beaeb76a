"""Who is in view, as plain data."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

_numbers = count(1)


def next_number() -> int:
    """Of one count for all that comes: who comes in later, or says something later, has a greater one."""
    return next(_numbers)


@dataclass(slots=True)
class Person:
    """`knows_account` tells a missing account (not logged in) from one that nobody has told us.

    `identified`: by a password that was said to us. `seat` is this stay's alone, over all connections.

    `away`: the server said so (AWAY, 301, WHO) and they have said nothing since: not every server says when it ends.
    """

    nick: str
    user: str = ""
    host: str = ""
    account: str | None = None
    knows_account: bool = False
    away: bool = False
    channels: dict[str, int] = field(default_factory=dict[str, int])
    """Those that they are in, folded, with the number of when they came."""
    active_at: datetime | None = None
    identified: str | None = None
    seat: int = field(default_factory=next_number)

    @property
    def mask(self) -> str:
        return f"{self.nick}!{self.user}@{self.host}"

    def is_at(self, user: str, host: str) -> bool:
        """Whether nothing known speaks against that address."""
        return self.user in {"", user} and self.host in {"", host}

    def speak(self, now: datetime) -> None:
        self.active_at, self.away = now, False

    def log_in(self, account: str | None) -> None:
        self.account, self.knows_account = account, True

    def begin_anew(self) -> None:
        """What they showed us before doesn't count any more."""
        self.identified, self.seat = None, next_number()

    def come(self, channel: str, *, anew: bool = False) -> None:
        if anew or channel not in self.channels:
            self.channels[channel] = next_number()


class Spoken:
    """When each last spoke where: the newest few thousand, through reconnections."""

    def __init__(self, most: int = 4096) -> None:
        self._at: dict[tuple[str, str], datetime] = {}
        self._most = most

    def note(self, channel: str, key: str, now: datetime) -> None:
        """`channel` is folded."""
        self._at.pop((channel, key), None)
        self._at[channel, key] = now
        if len(self._at) > self._most:
            del self._at[next(iter(self._at))]

    def last(self, channel: str, key: str) -> datetime | None:
        return self._at.get((channel, key))

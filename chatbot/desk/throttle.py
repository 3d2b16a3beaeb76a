"""Who guesses passwords has to wait. Pure: the time is an argument. Kept in memory: after a restart all begins anew.

No account is ever locked, since anybody could lock anybody's. A host waits after some wrong ones, twice as long each
time. Where many wrong ones were made for one account, from wherever, tries for it come one after another, 2s apart; but
not from a host that it was logged in from before.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk import masks
from chatbot.desk.bounds import Bounds
from chatbot.desk.durations import format_duration
from chatbot.desk.lately import Lately
from chatbot.desk.refused import Refused
from chatbot.wire import Principal

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(minutes=15)
DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)
SLOW_AFTER = 10
"""Wrong ones for one account within an hour, from wherever."""
PACE = timedelta(seconds=2)
MOST_KEPT = 2000
MOST_ACCOUNTS, MOST_HOMES = 20, 5
"""That are kept of one host, and hosts of one account."""


@dataclass(slots=True)
class Host:
    """`wrong`: by account. A try counts from when it begins: else many at once would cost nothing."""

    wrong: dict[str, int] = field(default_factory=dict[str, int])
    not_before: datetime | None = None
    last: datetime | None = None
    registered: list[datetime] = field(default_factory=list[datetime])


@dataclass(slots=True)
class Account:
    """`homes`: hosts from which it was logged in. `next_turn`: when the next try for it may be looked at."""

    wrong: list[datetime] = field(default_factory=list[datetime])
    homes: list[str] = field(default_factory=list[str])
    next_turn: datetime | None = None


@dataclass(slots=True)
class Throttle:
    _hosts: Lately[Host] = field(default_factory=lambda: Lately(Host, MOST_KEPT))
    _accounts: Lately[Account] = field(default_factory=lambda: Lately(Account, MOST_KEPT))

    def begin(self, who: Principal, account: str, now: datetime, bounds: Bounds) -> timedelta:
        """Before a try: how long it has to wait for its turn. Refused where this host must be patient first."""
        host = self._hosts.of(host_of(who))
        if host.last is not None and now - host.last > DAY:
            host.wrong.clear()
        if host.not_before is not None and now < host.not_before:
            raise Refused(_patience(sum(host.wrong.values()), host.not_before - now))
        turn = self._turn(host_of(who), account, now, bounds)
        _count(host, account, now, bounds)
        return turn

    def missed(self, who: Principal, account: str, now: datetime) -> bool:
        """Whether by this one there are so many for the account that somebody should know."""
        known = self._accounts.of(f"{who.network} {account}")
        known.wrong = [*(at for at in known.wrong if now - at < HOUR), now][-SLOW_AFTER - 1 :]
        return len(known.wrong) == SLOW_AFTER

    def passed(self, who: Principal, account: str, bounds: Bounds) -> None:
        """Their slips for this account are forgotten; guesses for others aren't, or one's own would cover them."""
        host = self._hosts.of(host_of(who))
        host.wrong.pop(account, None)
        if sum(host.wrong.values()) < bounds.wrong_passwords:
            host.not_before = None
        known = self._accounts.of(f"{who.network} {account}")
        known.homes = [*(home for home in known.homes if home != host_of(who)), host_of(who)][-MOST_HOMES:]

    def registers(self, who: Principal, now: datetime, bounds: Bounds) -> None:
        host = self._hosts.of(host_of(who))
        host.registered = [at for at in host.registered if now - at < DAY]
        if len(host.registered) >= bounds.registered:
            left = format_duration(host.registered[0] + DAY - now)
            raise Refused(
                f"At most {bounds.registered} accounts a day are made from where you are. The next one in {left}."
            )
        host.registered.append(now)

    def gives_back(self, who: Principal) -> None:
        """It was not registered after all."""
        host = self._hosts.of(host_of(who))
        host.registered = host.registered[:-1]

    def _turn(self, host: str, account: str, now: datetime, bounds: Bounds) -> timedelta:
        known = self._accounts.of(host.partition(" ")[0] + f" {account}")
        many = sum(now - at < HOUR for at in known.wrong) >= SLOW_AFTER
        if not many or host in known.homes:
            return timedelta(0)
        turn = max(now, known.next_turn or now)
        if turn - now >= PACE * bounds.waiting_tries:
            raise Refused(
                f"That account is tried by many: {bounds.waiting_tries} tries wait for their turn already."
                f" Say it again in {format_duration(turn - now)}."
            )
        known.next_turn = turn + PACE
        return turn - now


def host_of(who: Principal) -> str:
    """With its network."""
    return f"{who.network} {masks.host_of(who.mask)}"


def _count(host: Host, account: str, now: datetime, bounds: Bounds) -> None:
    account = account if account in host.wrong or len(host.wrong) < MOST_ACCOUNTS else ""
    host.wrong[account] = host.wrong.get(account, 0) + 1
    over = sum(host.wrong.values()) - bounds.wrong_passwords
    host.last = now
    if over >= 0:
        host.not_before = now + min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT)


def _patience(count: int, left: timedelta) -> str:
    again = format_duration(left + timedelta(seconds=1))
    return f"That was tried {count} times from where you are. The next try counts in {again}; this one didn't."

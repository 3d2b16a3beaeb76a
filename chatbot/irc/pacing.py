"""How fast a client may speak. Pure: the clock is given, in seconds that only grow."""

from collections.abc import Callable

from msgspec import Struct


class Profile(Struct, frozen=True):
    """`burst` lines at once, then one per `interval` seconds; at most `window` bytes that no PONG has proved yet.

    `group` is how many lines share one PING; `batch` how many notices are worth handing over at once.
    """

    burst: int
    interval: float
    window: int
    group: int
    batch: int


PROFILES = {
    # InspIRCd and ircd-hybrid, as they are installed, cut off a client that sends much more.
    "plain": Profile(burst=4, interval=1.5, window=1_500, group=4, batch=4),
    # The embedded server, or a bot that the network has exempted.
    "fast": Profile(burst=1_000_000, interval=0.0, window=65_536, group=5, batch=50),
}


class TokenBucket:
    def __init__(self, profile: Profile, clock: Callable[[], float]) -> None:
        self._profile = profile
        self._clock = clock
        self._tokens = float(profile.burst)
        self._at = clock()

    def follow(self, profile: Profile) -> None:
        """Another pace, without a burst for it."""
        self._refill()
        self._profile, self._tokens = profile, min(self._tokens, float(profile.burst))

    def delay(self) -> float:
        """Seconds until a line may go; 0 if one may go now."""
        self._refill()
        return max(1.0 - self._tokens, 0.0) * self._profile.interval

    def take(self) -> None:
        """Count one line, even one that couldn't wait: those after it pay."""
        self._refill()
        self._tokens -= 1.0

    def _refill(self) -> None:
        now, self._at = self._clock(), self._at
        gained = (now - self._at) / self._profile.interval if self._profile.interval else float(self._profile.burst)
        self._tokens = min(self._tokens + gained, float(self._profile.burst))
        self._at = now

"""What the week was like for those who lived it: counted from the transcript, held against the ledger."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import quantiles

from tests.simulation.cast import BY_NAME, ROLES
from tests.simulation.ledger import Life, lives_of
from tests.simulation.script import CALM_AFTER
from tests.simulation.transcript import Heard
from tests.simulation.week import Played

TWICE = timedelta(minutes=10)
AFTER_THE_BREAK = timedelta(hours=2)


@dataclass(frozen=True)
class Measures:
    """Unasked lines alone, except where it says otherwise: an answer is no noise."""

    played: Played

    @cached_property
    def lives(self) -> dict[int, Life]:
        return lives_of(self.played.rows)

    @cached_property
    def unasked(self) -> list[Heard]:
        return [line for line in self.played.tape if not line.asked]

    @cached_property
    def storm_tickets(self) -> set[int]:
        return {life.number for life in self.lives.values() if self.played.script.is_of_storm(life.title)}

    @cached_property
    def ordinary(self) -> list[Life]:
        return [life for life in self.lives.values() if life.number not in self.storm_tickets]

    # in channels

    @cached_property
    def lines_aloud(self) -> list[float]:
        """In the channel of its role, for each ticket of an ordinary day."""
        return [
            sum(line.share_of(life.number) for line in self.unasked if line.target == ROLES[life.role])
            for life in self.ordinary
        ]

    @property
    def storm_lines(self) -> int:
        """Aloud, until its end was told."""
        lines = self._aloud_since_storm
        ended = next((at for at, line in enumerate(lines) if line.text.startswith("Storm over")), len(lines) - 1)
        return len(lines[: ended + 1])

    @property
    def storm_lines_and_after(self) -> int:
        """With all that is still to be said of what it left behind."""
        return len(self._aloud_since_storm)

    @property
    def _aloud_since_storm(self) -> list[Heard]:
        began = self.played.script.storm_at
        lines = [line for line in self.unasked if line.aloud and began <= line.at < began + CALM_AFTER]
        return [line for line in lines if self._is_of_storm(line)]

    def _is_of_storm(self, line: Heard) -> bool:
        return "torm" in line.text or bool(self.storm_tickets & set(line.tickets))

    # in private

    @cached_property
    def foreign_lines(self) -> list[float]:
        """For each person and ticket that isn't theirs, where they were told of it at all."""
        found: defaultdict[tuple[str, int], float] = defaultdict(float)
        for line in self.unasked:
            if line.target in BY_NAME:
                for number in line.tickets:
                    found[line.target, number] += line.share_of(number)
        return [count for (name, number), count in found.items() if name not in self.lives[number].concerned]

    @property
    def lines_at_night(self) -> list[Heard]:
        """To people whose clock says 22 to 8; not what is urgent."""
        return [
            line
            for line in self.unasked
            if line.target in BY_NAME and not line.urgent and BY_NAME[line.target].sleeps(line.at)
        ]

    @cached_property
    def said_twice(self) -> list[Heard]:
        """Lines that stood there already, to the same people, not long before."""
        last: dict[tuple[str, str], datetime] = {}
        found = list[Heard]()
        for line in self.unasked:
            before = last.get((line.target, line.text))
            found += [line] if before is not None and line.at - before < TWICE else []
            last[line.target, line.text] = line.at
        return found

    @property
    def said_again_after_the_break(self) -> int:
        broke = self.played.script.break_at
        return sum(1 for line in self.said_twice if broke < line.at < broke + AFTER_THE_BREAK)

    @property
    def lines_of(self) -> Counter[str]:
        return Counter(line.target for line in self.unasked)

    # what must not be

    @property
    def waits(self) -> list[float]:
        """Minutes until somebody took it, of the tickets of an ordinary day that somebody took."""
        return [life.waited for life in self.ordinary if life.waited is not None]

    @property
    def forgotten(self) -> list[int]:
        """Free, no longer offered, and nobody told its reporter so."""
        free = [life for life in self.lives.values() if not life.closed and not life.owned and not life.offered]
        return [life.number for life in free if not any(kind == "ticket_timed_out" for _, kind in life.news)]

    @property
    def not_told(self) -> list[tuple[int, str]]:
        """Reporters who read nothing of their ticket from the moment on at which something came of it."""
        last = self._last_told()
        return [
            (life.number, kind)
            for life in self.lives.values()
            for at, kind in life.news
            if (told := last.get((life.reporter, life.number))) is None or told < at
        ]

    def _last_told(self) -> dict[tuple[str, int], datetime]:
        return {(line.target, number): line.at for line in self.played.tape for number in line.tickets}


def ninth(values: Sequence[float]) -> float:
    """What 9 of 10 don't exceed."""
    return quantiles(values, n=10)[-1]

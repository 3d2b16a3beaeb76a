"""What goes wrong: the storm of alerts, the split of the network, the link that breaks."""

from dataclasses import dataclass
from datetime import timedelta

from tests.simulation.cast import CAST, SYSTEM, Somebody, channels_of
from tests.simulation.habits import VERBS
from tests.simulation.play import Action, Play
from tests.simulation.reports import says
from tests.simulation.script import STORM_LASTS, Script

KEYED = "key=" in VERBS["new"].usage
RECOVERS = timedelta(minutes=4)
AWAY = timedelta(minutes=12)
LOOKS, REPAIR = timedelta(seconds=20), timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Trouble:
    play: Play
    script: Script

    def plan(self) -> None:
        for number in range(self.script.alerts):
            self._plan_alert(number)
        for one in CAST[::2]:
            if one.bouncer:
                self.play.at(self.script.split_at, self._splits(one))
        self.play.at(self.script.break_at, self._breaks)

    def _plan_alert(self, number: int) -> None:
        """Monitoring shouts; two thirds of it recovers by itself."""
        at = self.script.storm_at + STORM_LASTS * number / self.script.alerts
        key = f"key=db{number} " if KEYED else ""
        self.play.at(at, says(self.play, SYSTEM, "", f"new @ops {key}db{number} down"))
        if KEYED and number % 3:
            self.play.at(at + RECOVERS, says(self.play, SYSTEM, "", f"new @ops {key}recovered=yes db{number} is back"))

    def _splits(self, one: Somebody) -> Action:
        async def action() -> None:
            self.play.office.wire.quits(one.name)
            self.play.at(self.play.now + AWAY, lambda: self.play.office.enters(one.name, channels_of(one)))

        return action

    async def _breaks(self) -> None:
        """In the middle of the next lines: whether those arrived nobody knows."""
        self.play.office.wire.breaks_in = 1
        self.play.at(self.play.now + LOOKS, self._looks)

    async def _looks(self) -> None:
        if self.play.office.wire.is_up:
            self.play.at(self.play.now + LOOKS, self._looks)
        else:
            self.play.at(self.play.now + REPAIR, self._mends)

    async def _mends(self) -> None:
        wire = self.play.office.wire
        wire.breaks_in, wire.is_up = None, True

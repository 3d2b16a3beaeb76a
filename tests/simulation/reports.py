"""Who reports what, when and where."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulation.cast import CAST, GUESTS, LOBBY, SYSTEM, Somebody
from tests.simulation.play import LINK_IS_BACK, Action, Play
from tests.simulation.script import MONDAY, Script

THINGS = ("printer", "vpn", "build", "wifi", "laptop", "mail", "door", "backup", "certificate", "beamer", "phone")
TROUBLES = ("on fire", "is off", "slow", "lost", "beeps", "asks for a password", "is full", "gone since lunch")
OFTEN = {"ops": 50, "net": 22, "web": 24, "hr": 4}
REPORTERS = [one for one in CAST if not one.leave for _ in range(1 if one.roles else 3)]
"""Who holds no role asks more often."""


@dataclass(frozen=True, slots=True)
class Reports:
    play: Play
    script: Script

    def plan(self) -> None:
        for _ in range(self.script.tickets):
            self.play.dice.choices((self._plan_of_member, self._plan_of_system, self._plan_of_guest), (88, 8, 4))[0]()

    def _plan_of_member(self) -> None:
        one = self.play.dice.choice(REPORTERS)
        role = self._role()
        where = "" if role == "hr" else self.play.dice.choice((LOBBY, LOBBY, ""))
        self.play.at(
            self._in_hours_of(one), says(self.play, one.name, where, f"new {self._options(role)} {self._what()}")
        )

    def _plan_of_system(self) -> None:
        self.play.at(self._any_time(), says(self.play, SYSTEM, "", f"new @ops {self._what()}"))

    def _plan_of_guest(self) -> None:
        text = f"new @{self._role(without='hr')} {self._what()}"
        self.play.at(self._any_time(), says(self.play, self.play.dice.choice(GUESTS), LOBBY, text))

    def _role(self, without: str = "") -> str:
        known = {role: weight for role, weight in OFTEN.items() if role != without}
        return self.play.dice.choices(list(known), list(known.values()))[0]

    def _options(self, role: str) -> str:
        urgency = self.play.dice.choice(("", "", "", "", " priority=high"))
        return f"@{role}" + (" private=yes" if role == "hr" else urgency)

    def _what(self) -> str:
        dice = self.play.dice
        return f"{dice.choice(THINGS)} {dice.choice(TROUBLES)} {dice.randint(100, 999)}"

    def _any_time(self) -> datetime:
        return MONDAY + timedelta(minutes=self.play.dice.randrange(self.script.days * 24 * 60))

    def _in_hours_of(self, one: Somebody) -> datetime:
        return next(moment for moment in iter(self._any_time, None) if one.works(moment))


def says(play: Play, name: str, where: str, text: str) -> Action:
    """In a channel behind the prefix, or (`where` empty) in private; again a little later if the link is down."""

    async def action() -> None:
        wire = play.office.wire
        who = wire.guest(name) if name in GUESTS else wire.somebody(name)
        if not await play.office.hears(who, where, f"!{text}" if where else text):
            play.at(play.now + LINK_IS_BACK, action)

    return action

"""What somebody does at their desk: reads, takes, passes, works, talks, goes home. No more than people do."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.app import command_table
from tests.simulation.cast import Somebody, channels_of
from tests.simulation.play import LINK_IS_BACK, Action, Play
from tests.simulation.transcript import Heard

VERBS = command_table().names
MOST_IN_HAND = 6
AT_ONCE = 20
TAKES, PASSES = 0.55, 0.67
"""Of those who notice an offer: so many take it, so many more pass, the others leave it to others."""
NOTICES_ALOUD, NOTICES_IN_PRIVATE = 0.6, 0.85
LOOKING = ("looking into it", "it is the cable", "a part is ordered", "still at it", "found something")
_TAKE = re.compile(r"\bdibs (\d+(?:[-,]\d+)*)")
_QUESTION = re.compile(r"^#(\d+) .+ asks you to take it")


@dataclass(slots=True)
class Mind:
    """`gone`: tickets that they read are taken or closed. `hand`: those that are theirs."""

    who: Somebody
    play: Play
    colleagues: tuple[str, ...]
    gone: set[int] = field(default_factory=set[int])
    hand: set[int] = field(default_factory=set[int])

    def begin(self, until: datetime) -> None:
        """Plan the days: coming, going, talking, looking through what is free."""
        day = self.play.now
        while day < until and not self.who.leave:
            came = self.who.at_work_by(day)
            assert came is not None, "they aren't on leave"
            self._plan_day(came)
            day = came + timedelta(hours=20)

    def _plan_day(self, came: datetime) -> None:
        here = came.astimezone(self.who.zone)
        if not self.who.bouncer:
            self.play.at(came, lambda: self.play.office.enters(self.who.name, channels_of(self.who)))
            self.play.at(came + timedelta(hours=8, minutes=10), self._quits)
        for role in self.who.roles:
            self.play.at(came + self.play.minutes(15), self._looks_through(role))
        for _ in range(self.play.dice.randint(5, 9)):
            moment = here + timedelta(minutes=self.play.dice.randint(1, 470))
            self.play.at(moment.astimezone(came.tzinfo), self._talks)

    # reading

    def hears(self, line: Heard) -> None:
        if self.who.leave or not self._reads(line):
            return
        if " taken by " in line.text or " has it" in line.text or line.text.startswith("Taken: "):
            self.gone.update(line.tickets)
        elif (question := _QUESTION.match(line.text)) and not line.aloud:
            self._when_noticed(self._answers(int(question[1])))
        elif line.text.startswith("Storm over") and "list free @" in line.text:
            self._when_noticed(self._clears_up(line.text.rpartition("@")[2]))
        elif (offer := _TAKE.search(line.text)) and not line.asked:
            self._when_noticed(self._considers(offer[1], line))
        elif f"#{line.tickets[0] if line.tickets else 0} " in line.text and "Not solved?" in line.text:
            self._perhaps_reopens(line.tickets[0])

    def _reads(self, line: Heard) -> bool:
        wire, chance = self.play.office.wire, self.play.dice.random()
        if line.aloud:
            here = (line.target, self.who.name) in wire.sits and self.who.works(line.at)
            return here and chance < NOTICES_ALOUD
        return line.target == self.who.name and chance < NOTICES_IN_PRIVATE

    def _when_noticed(self, action: Action) -> None:
        at_work = self.who.at_work_by(self.play.now)
        if at_work is not None:
            self.play.at(at_work + self.play.minutes(5), action)

    def _considers(self, numbers: str, line: Heard) -> Action:
        async def action() -> None:
            number, many = int(re.split("[-,]", numbers)[0]), not numbers.isdigit()
            full = len(self.hand) >= MOST_IN_HAND and not many
            if full or number in self.gone | self.hand or not self.who.works(self.play.now):
                return
            chance = self.play.dice.random()
            if chance < TAKES:
                await self._takes(numbers, line.target if line.aloud else "")
            elif chance < PASSES and not many:
                await self.says("", f"decline {number} busy")

        return action

    def _answers(self, number: int) -> Action:
        async def action() -> None:
            yes = self.play.dice.random() < 0.6
            await (self._takes(str(number), "") if yes else self.says("", f"no {number} up to my ears"))

        return action

    # tickets

    async def _takes(self, numbers: str, where: str) -> None:
        for line in await self.says(where, f"dibs {numbers}"):
            if " is yours" in line.text or line.text.startswith("Yours: "):
                for number in line.tickets:
                    self.hand.add(number)
                    self._works_on(number)
            else:
                self.gone.update(line.tickets)

    def _works_on(self, number: int) -> None:
        later = self.who.at_work_by(self.play.now + self.play.minutes(70))
        assert later is not None, "who is on leave takes nothing"
        self.play.at(later, self._goes_on(number))

    def _goes_on(self, number: int) -> Action:
        async def action() -> None:
            text = self._next_step(number)
            said = await self.says("", text)
            if text.startswith(("close", "release")) or any(" only " in line.text for line in said):
                self.hand.discard(number)
            else:
                self._works_on(number)

        return action

    def _next_step(self, number: int) -> str:
        steps = [
            ("close {n} done sorted out", 52),
            (f"re {{n}} {self.play.dice.choice(LOOKING)} {self.play.now:%H:%M}", 33),
            ("release {n} not mine after all", 5),
        ]
        steps += [(f"assign {{n}} {one}", 5 // len(self.colleagues)) for one in self.colleagues]
        steps += [("hold {n} 3h waiting for a part", 6)] if "hold" in VERBS else []
        texts, weights = zip(*steps, strict=True)
        return self.play.dice.choices(texts, weights)[0].replace("{n}", str(number))

    def _perhaps_reopens(self, number: int) -> None:
        if self.play.dice.random() < 0.04:
            self._when_noticed(lambda: self._quietly(f"reopen {number} it is broken again"))

    # habits

    def _looks_through(self, role: str) -> Action:
        async def action() -> None:
            for line in await self.says("", f"list free @{role}"):
                for number in line.tickets[:2]:
                    if self.play.dice.random() < TAKES and len(self.hand) < MOST_IN_HAND:
                        await self._takes(str(number), "")

        return action

    def _clears_up(self, role: str) -> Action:
        """After a storm: take of what is left as many as one line takes, again and again."""

        async def action() -> None:
            free = [number for line in await self.says("", f"list free @{role}") for number in line.tickets]
            if free and self.who.works(self.play.now):
                await self._takes(",".join(map(str, free[:AT_ONCE])), "")
                self.play.at(self.play.now + self.play.minutes(2), action)

        return action

    async def _talks(self) -> None:
        if self.who.works(self.play.now):
            where = self.play.dice.choice(channels_of(self.who))
            await self.says(where, self.play.dice.choice(("morning all", "coffee?", "that build is slow", "lunch?")))

    async def _quits(self) -> None:
        self.play.office.wire.quits(self.who.name)

    async def _quietly(self, text: str) -> None:
        await self.says("", text)

    async def says(self, where: str, text: str) -> list[Heard]:
        """What dibs answered; said again a little later if the link is down."""
        tape = self.play.office.wire.tape
        before = len(tape)
        if not await self.play.office.hears(self.play.office.wire.somebody(self.who.name), where, text):
            self.play.at(self.play.now + LINK_IS_BACK, lambda: self._quietly(text))
        return tape[before:]


def colleagues_of(one: Somebody, cast: tuple[Somebody, ...]) -> tuple[str, ...]:
    return tuple(other.name for other in cast if other is not one and set(other.roles) & set(one.roles))

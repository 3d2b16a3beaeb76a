"""People who say lines to a Commander with its gate: a real desk, all verbs, and a fake clock."""

from dataclasses import dataclass, field
from datetime import datetime

from chatbot.app import command_table
from chatbot.commands.answer import Commander
from chatbot.commands.answering import to_a_question
from chatbot.commands.around import Around
from chatbot.commands.gate import Guarded
from chatbot.desk.claiming import READ_ALOUD
from chatbot.desk.desk import Desk
from chatbot.wire import Audience, Channel, Message, Principal, Private
from tests.people import NETWORK, FakeClock, principal

DESK = Channel(NETWORK, "#desk")


def stranger(nick: str, *, host: str = "host.example", network: str = NETWORK) -> Principal:
    mask = f"{nick}!{nick}@{host}"
    return Principal(network, nick, None, mask, "none", mask)


@dataclass(slots=True)
class Room:
    """`said`: all lines of dibs, with the nick or channel that read them."""

    desk: Desk
    clock: FakeClock
    masks: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    worn: dict[str, Principal] = field(default_factory=dict[str, Principal])
    overheard: list[str] = field(default_factory=list[str])
    """Lines that had the admin's code in them, which is CODE."""
    commander: Commander = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Nothing that isn't in the database is known any more."""
        self.commander = Commander(
            self.desk,
            command_table(),
            around=Around(wearer=lambda _, nick: self.worn.get(nick), seen_as=lambda _, key: self.masks.get(key, [])),
            questions=lambda message: to_a_question(self.desk, message),
            overheard=self._overhears,
            gate=Guarded(self.desk),
        )

    def _overhears(self, message: Message) -> str:
        self.overheard += [message.text] if "CODE" in message.text else []
        return READ_ALOUD if "CODE" in message.text else ""

    async def says(
        self,
        who: Principal | str,
        text: str,
        where: Audience | None = None,
        *,
        after: float = 0,
        at: datetime | None = None,
    ) -> list[str]:
        """In private unless told; what dibs then says, wherever. `after`: seconds that pass before."""
        speaker = principal(who) if isinstance(who, str) else who
        now = at or self.clock.advance(seconds=after)
        audience = where or Private(speaker.network, speaker.nick)
        replies = await self.commander.answer(Message(speaker, audience, text, now, ("dibs",)))
        return [line for reply in replies for line in reply.lines]

    async def repeats(self, who: Principal | str, text: str, times: int, *, after: float = 0) -> list[list[str]]:
        return [await self.says(who, text, after=after) for _ in range(times)]

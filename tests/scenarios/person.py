"""Somebody on IRC, as a transcript: what they say, and all that dibs let them hear since they listened last."""

from dataclasses import dataclass, field

from chatbot.desk.wording import LINE
from tests.client import IrcClient
from tests.house import House
from tests.lines import Line

_QUESTION, _ANSWER = (
    "help whoami",
    ("whoami: Who dibs takes you for, and what is yours.", "Who: anyone. Example: whoami"),
)
"""Answers come in the order of the questions, so this one shows that all before it were answered; it is left out."""
NICKS = frozenset({"alice", "bob", "charlie", "dave", "ada", "eve", "guest"})


@dataclass(slots=True)
class Person:
    """`#desk< text` is what dibs said in a channel, `p< text` what it said to this person alone."""

    house: House = field(repr=False)
    client: IrcClient = field(repr=False)
    _read: int = field(default=0, repr=False)

    async def says(self, where: str, *texts: str) -> list[str]:
        """Say it, and return what was heard from then on until it was dealt with and all that followed was said."""
        await self.hears()
        for text in texts:
            await self.client.say(where, text)
        await self.answered()
        return await self.hears()

    async def tells(self, *texts: str) -> list[str]:
        """The same, to dibs alone."""
        return await self.says(self.house.link.nick, *texts)

    async def answered(self) -> None:
        """Return when dibs has dealt with all that was said so far."""
        await self.client.sync()
        before = len(self.client.lines)
        await self.client.say(self.house.link.nick, _QUESTION)
        await self.client.hears(f"^{_ANSWER[1]}$", self.house.link.nick, since=before)

    async def hears(self) -> list[str]:
        """What was heard since the last time, once nothing is left to say: in channels first, then in private.

        Which of the two is said first is nobody's promise: they come from plugins that know nothing of each other."""
        await self.house.quiet()
        await self.client.sync()
        new, self._read = self.client.lines[self._read :], len(self.client.lines)
        return sorted((self._shown(line) for line in new if self._counts(line)), key=lambda line: line.startswith("p<"))

    def _counts(self, line: Line) -> bool:
        return line.command in {"PRIVMSG", "NOTICE"} and line.nick == self.house.link.nick and line.text not in _ANSWER

    def _shown(self, line: Line) -> str:
        """VOICE: under 140 characters or so, and no line begins with a nick."""
        assert len(line.text) <= LINE, line.text
        assert line.text.split(" ")[0].strip(":,") not in NICKS, line.text
        target = line.params[0]
        return f"p< {line.text}" if target == self.client.nick else f"{target}< {line.text}"


async def enter(
    house: House, nick: str, *channels: str, account: str | None = None, password: str | None = None
) -> Person:
    """Connected and seen by dibs, in these channels or in none."""
    return Person(house, await house.client(nick, channels=channels, account=account, password=password))


async def all_hear(*people: Person) -> list[list[str]]:
    return [await person.hears() for person in people]
